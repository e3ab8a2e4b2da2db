"""teacher.py: assignments, class lists, regrading, and the files that other programs read."""
import csv
import glob
import io
import json
import os
import subprocess
import time
import xml.etree.ElementTree as ElementTree

from harness import must, solution, stub
from grading import likeness as likeness_of
from grading.exercises import read_exercises

FILE, NEXT = "01-groups/1_order.c", "01-groups/2_cayley.c"
WRONG = solution().replace(b"return n;", b"return n + 1;")


def rules(room):
    """Weights, due date, late days and partial credit are those of the assignment's file"""
    for n, days in (("early", -1), ("late", 1.5), ("very-late", 9)):
        os.utime(room.put(n, solution()), (1.8e9 + days * 86400,) * 2)
    os.utime(room.put("half", solution().replace(b"return 0;", b"return 1;")), (1.8e9 - 9,) * 2)
    due = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(1.8e9))
    head = f"due = {due}\nlate = 10% a day, at most 3 days\npartial = tests\n"
    run = room.grade(head=head)
    for n, points, days in (("early", 1, 0), ("late", 0.8, 2), ("very-late", 0, 9)):
        s = run.student(n)
        must(s["points"] == points and s["days_late"] == days, f"{n}: {s['points']}")
    x = run.exercise("half")
    must(0 < x["points"] < 1 and abs(x["points"] - x["passed"] / x["tests"]) < 0.006, str(x))
    for bad in ("due = tomorrow", "late = a bit", "partial = some", "dew = 2026-01-01"):
        must(room.grade(head=bad, status=1).said.count("stopped") == 1, bad)
    must("no exercise 9.9" in room.grade(exercises=("9.9",), status=1).said, "an unknown exercise")


def class_list(room):
    """A class list gives ids and names; who sent nothing has a row; who fits nobody is named"""
    path = os.path.join(room.place, "class.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("id,name,email,login,section,canvas\n4711,Ada Lovelace,ada@x.org,ada,A,77\n"
                "4712,\"Ó Briain, Seán\",sean@x.org,sean,B,78\n"
                "4713,Grace Hopper,g@x.org,gh,A,79\n4714,=cmd(),e@x.org,evil,A,80\n")
    room.put("Ada Lovelace_98765_assignsubmission_file_", solution())
    room.put("sean", solution())
    room.put("somebody else", solution())
    run = room.grade("--class-list", path)
    rows = {r["id"]: r for r in run.rows("grades.csv")}
    must(rows["4711"]["points"] == "1" and rows["4712"]["points"] == "1", str(rows))
    must(rows["4713"]["points"] == "0" and rows["4713"]["student"] == "Grace Hopper", str(rows))
    must(rows["4714"]["student"] == "'=cmd()", "a cell that is a formula")
    must("somebody else" in run.said, run.said)
    moodle, canvas = run.rows("moodle.csv"), list(csv.reader(io.StringIO(run.text("canvas.csv"))))
    must(moodle[0]["Username"] == "ada" and moodle[0]["ID number"] == "4711"
         and moodle[0]["Email address"] == "ada@x.org" and moodle[0]["A trial"] == "1", str(moodle))
    must(canvas[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A trial"]
         and canvas[1][0].strip() == "Points Possible" and canvas[1][5] == "1"
         and canvas[2] == ["Ada Lovelace", "77", "4711", "ada", "A", "1"], str(canvas))
    with open(path, "w", encoding="utf-8") as f:
        f.write("number,who\n1,x\n")
    must("id" in room.grade("--class-list", path, status=1).said, "a list without ids")


def some_again(room):
    """Regrading one student keeps the others; another assignment or seed is not mixed in"""
    for n in ("anna", "ben", "cleo"):
        room.put(n, stub())
    room.grade()
    for n in ("anna", "ben"):
        room.put(n, solution())
    run = room.grade("--only", "ben")
    must([run.state(n) for n in ("anna", "ben", "cleo")] == ["to do", "passed", "to do"], "states")
    must(len(run.rows("grades.csv")) == 3, "rows are lost")
    room.put("Ada Lovelace", solution())
    run = room.grade("--only", "Ada Lovelace, cleo")
    must(len(run.rows("grades.csv")) == 4 and run.state("ben") == "passed"
         and run.state("anna") == "to do", "a name with a space")
    must("another" in room.grade("--only", "ben", "--seed", "4", status=1).said, "seeds mixed")
    must("nobody" in room.grade("--only", "dora", status=1).said, "an unknown name")
    must(run.state("ben") == "passed", "an error changed the grades")


def formats(room):
    """junit.xml, grades.json and Gradescope's results.json can be read, whatever is in them"""
    room.put("a<b>&\"'", WRONG + b"/* \xff\xfe ]]> \x01 */\n#error \"<x> & ]]> \xc3\xa4 \x07\"\n")
    room.put("wrong", WRONG)
    room.put("right", solution())
    run = room.grade()
    suites = ElementTree.fromstring(run.text("junit.xml").encode())
    must(len(suites) == 3 and sum(int(s.get("failures")) for s in suites) == 2, "junit.xml")
    x = run.exercise("wrong")
    must(x["note"] and len(x["results"]) == x["tests"] and
         any(t["verdict"] == "failed" and t["why"] for t in x["results"]), "no texts of failures")
    for s in json.loads(run.text("grades.json"))["students"]:
        with open(run.path(s["gradescope"]), encoding="utf-8") as f:
            g = json.load(f)
        must(set(g) >= {"score", "tests"} and g["score"] == s["points"], "score")
        for t in g["tests"]:
            must(0 <= t["score"] <= t["max_score"] and t["status"] in ("passed", "failed")
                 and t["name"] and isinstance(t["output"], str), str(t))


def likeness(room):
    """Answers that are alike are named, whatever the names in them; the stub's text is not"""
    file = "04-clebsch-gordan/7_sparse.c"
    source = solution(file)
    room.put("one", source, file)
    room.put("two", source.replace(b"sum", b"total").replace(b"entry", b"value")
             .replace(b"roots", b"count"), file)
    room.put("stub", stub(file), file)
    run = room.grade(exercises=("4.7",))
    rows = list(csv.reader(io.StringIO(run.text("likeness.csv"))))[1:]
    must(len(rows) == 1 and rows[0][1:] == ["4.7", "one", "two"] and int(rows[0][0]) > 90,
         str(rows))


def the_books_text(room):
    """An answer that is the library's text under another name reads like it; ours do not"""
    table = room.command[room.command.index("--table") + 1]
    every = read_exercises(table)
    names = set().union(*(e.forbidden for e in every))
    sources = []
    for path in glob.glob("chapters/*/*.c"):
        with open(path, encoding="utf-8") as f:
            sources.append(f.read())
    library = likeness_of.library_functions(sources, names)
    answers = {("ours", e.id): solution(e.file) for e in every if e.forbidden}
    copied = {("copied", e.id): library[f].replace(f.encode(), b"my_" + f.encode())
              .replace(b"double", b"real") for e in every for f in e.forbidden if f in library
              and "my_" + f in e.functions and len(likeness_of.prints(library[f])) > 16}
    rows = likeness_of.compare(every, {**answers, **copied}, library)
    must(len(copied) > 5 and {r[1] for r in rows if r[0] > 0.8 and r[2] == "copied"}
         == {id_ for _, id_ in copied}, str(rows))
    must(not [r for r in rows if r[2] == "ours"], str(rows))


def classroom(room):
    """The files for GitHub Classroom and Gradescope are complete, and a stub is no success there"""
    at = next(i for i, w in enumerate(room.command) if w.endswith("grade.py"))
    table = room.command[room.command.index("--table") + 1]
    path = room.assignment("1.1", "1.2")
    subprocess.run(room.command[:at] + ["exercises/grader/classroom.py", room.place, table, path],
                   check=True, capture_output=True)
    path = os.path.join(room.place, ".github/classroom/autograding.json")
    with open(path, encoding="utf-8") as f:
        tests = json.load(f)["tests"]
    keys = {"name", "setup", "run", "input", "output", "comparison", "timeout", "points"}
    must(len(tests) == 2 and all(set(t) == keys for t in tests), str(tests))
    must(all("1 0 0" in t["run"] and t["comparison"] in ("included", "exact", "regex")
             for t in tests), str(tests))
    with open(os.path.join(room.place, ".github/workflows/classroom.yml"), encoding="utf-8") as f:
        text = f.read()
    for id_ in ("step-1-1", "step-1-2"):
        must(f"id: {id_}\n" in text and f"steps.{id_}.outputs.result" in text
             and f"{id_.upper()}_RESULTS" in text, text)
    must("runners: step-1-1,step-1-2\n" in text and "\t" not in text, text)
    for name in ("setup.sh", "run_autograder"):
        must(os.access(os.path.join(room.place, "gradescope", name), os.X_OK), name)


def one_submission(room):
    """The folder of one student in the place of all is noticed; no folder is said"""
    os.makedirs(os.path.join(room.subs, "01-groups"))
    must("one student" in room.grade(status=1).said, "not noticed")
    os.rmdir(os.path.join(room.subs, "01-groups"))
    must("holds no folders" in room.grade(status=1).said, "an empty folder")


CASES = [rules, class_list, some_again, formats, likeness, the_books_text, classroom,
         one_submission]
