"""tables.py: the files a teacher gets, each written by a library and none by hand.

A student's result is a dictionary, the same that grades.json holds; every other file is made from
these, so that regrading a few students rewrites all tables from one source.
"""
import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree

BAD_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(number):
    """3.0 as 3, 2.50 as 2.5."""
    return int(number) if number == int(number) else round(number, 2)


def cell(value):
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def table(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([cell(v) for v in row] for row in rows)
    # Spreadsheets take a table for UTF-8 only when it begins with this mark.
    mark = "" if text.getvalue().isascii() else "\ufeff"
    return (mark + text.getvalue()).encode("utf-8", "replace")


def grades_csv(assignment, students):
    rows = [["student", "id", "key"] + [e.id for e in assignment.exercises] +
            ["late days", "points", "of"]]
    for s in students:
        rows.append([s["name"], s["id"], s["key"]] + [x["points"] for x in s["exercises"]] +
                    [s["days_late"], s["points"], s["of"]])
    return table(rows)


def details_csv(students):
    rows = [["student", "key", "exercise", "title", "points", "of", "state", "passed", "tests"]]
    for s in students:
        rows += [[s["name"], s["key"], x["exercise"], x["title"], x["points"], x["of"],
                  x["state"], x["passed"], x["tests"]] for x in s["exercises"]]
    return table(rows)


def moodle_csv(assignment, students):
    """For Grades, Import, CSV file: map one of the first columns to the user."""
    rows = [["Username", "ID number", "Email address", assignment.title,
             assignment.title + " (Feedback)"]]
    rows += [[s["login"], s["id"], s["email"], s["points"], feedback(s)] for s in students]
    return table(rows)


def canvas_csv(assignment, students):
    """For Grades, Import: the columns of Canvas's own export, and its row of points."""
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment.title],
            ["    Points Possible", "", "", "", "", assignment.most]]
    rows += [[s["name"], s["canvas"], s["id"], s["login"], s["section"], s["points"]]
             for s in students]
    return table(rows)


def feedback(s):
    states = [f"{x['exercise']}: {x['state']}" for x in s["exercises"]]
    late = f"; {s['days_late']} days late" if s["days_late"] else ""
    return f"{plain(s['points'])} of {plain(s['of'])} points{late}. " + ", ".join(states)


def xml_text(text):
    return BAD_IN_XML.sub("?", text)


def junit_xml(students):
    suites = ElementTree.Element("testsuites")
    for s in students:
        count = {state: sum(x["state"] == state for x in s["exercises"])
                 for state in ("failed", "to do", "missing")}
        suite = ElementTree.SubElement(
            suites, "testsuite", name=xml_text(s["key"]), tests=str(len(s["exercises"])),
            failures=str(count["failed"]), errors="0",
            skipped=str(count["to do"] + count["missing"]))
        for x in s["exercises"]:
            case = ElementTree.SubElement(suite, "testcase", classname=x["chapter"],
                                          name=xml_text(f"{x['exercise']} {x['title']}"))
            if x["state"] == "failed":
                ElementTree.SubElement(case, "failure", message="failed").text = \
                    xml_text(x["note"])
            elif x["state"] != "passed":
                ElementTree.SubElement(case, "skipped", message=x["state"])
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="UTF-8", xml_declaration=True) + b"\n"


def to_json(data):
    text = json.dumps(data, indent=1, ensure_ascii=False)
    return (text + "\n").encode("utf-8", "replace")


def gradescope_json(s):
    """One student's results.json, as Gradescope reads it."""
    tests = [{"name": f"{x['exercise']} {x['title']}", "number": x["exercise"],
              "score": x["points"], "max_score": x["of"], "output": x["note"] or x["state"],
              "output_format": "text", "status": "passed" if x["state"] == "passed" else "failed",
              "visibility": "visible"} for x in s["exercises"]]
    return to_json({"score": s["points"], "output": "\n".join(s["notes"] + [s["isolation"]]),
                    "output_format": "text", "visibility": "visible",
                    "stdout_visibility": "hidden", "tests": tests})


def report_txt(assignment, s):
    lines = [f"{assignment.title}: {s['name']}", ""]
    for x in s["exercises"]:
        lines.append(f"{x['state']:<8} {x['exercise']:<5} {plain(x['points'])} of "
                     f"{plain(x['of'])}  {x['title']}")
        if x["state"] == "failed":
            lines.append(x["note"])
    lines += [""] + [f"note: {n}" for n in s["notes"]]
    if s["days_late"]:
        lines.append(f"note: {s['days_late']} days late; {round(100 * s['kept'])} % of "
                     f"{plain(s['earned'])} points are kept")
    lines.append(f"\n{plain(s['points'])} of {plain(s['of'])} points. Run in: {s['isolation']}.")
    if s["seed"] is not None:
        lines.append(f"The seed of the tests' random numbers was {s['seed']}.")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
