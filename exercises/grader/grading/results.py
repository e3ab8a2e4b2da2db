"""results.py: what grades.json says of a student, from the verdicts and the rules."""
import os

from . import likeness
from .judging import PASSED, Verdict
from .candidates import Submission, printable


def result(student, graded, assignment, sandbox, seed):
    """What grades.json says of one student."""
    submission, verdicts = graded or (Submission(), {})
    p, rows = student.person, []
    for e in assignment.exercises:
        v = verdicts.get(e.id, Verdict("missing"))
        rows.append({"exercise": e.id, "chapter": e.chapter, "title": e.title, "state": v.state,
                     "points": assignment.points(e, v), "of": assignment.weights[e.id],
                     "passed": v.passed, "tests": len(v.tests), "note": v.note,
                     "results": v.tests})
    when = p.get("submitted") or submission.when
    days = assignment.days_late(when)
    earned = sum(r["points"] for r in rows)
    notes = list(submission.notes) if student.entry else ["nothing was handed in"]
    return {"submission": printable(student.entry or ""), "key": student.key or "",
            "name": student.name, "id": p.get("id", ""), "email": p.get("email", ""),
            "login": p.get("login", ""), "section": p.get("section", ""),
            "canvas": p.get("canvas", ""), "submitted": when, "days_late": days,
            "kept": assignment.kept(days), "earned": earned,
            "points": round(earned * assignment.kept(days), 2), "of": assignment.most,
            "notes": notes, "exercises": rows, "isolation": sandbox.says, "seed": seed}


def alike(exercises, done, rows):
    """likeness.csv; and who copied the book is told so in a note."""
    answers = {(name, id_): c.data for name, (s, v) in done.items() for id_, c in
               s.answers.items() if c.data is not None and not c.is_stub()
               and id_ in v and v[id_].state == PASSED}
    names = set().union(*(e.forbidden for e in exercises))
    sources = []
    for top, _, files in os.walk("chapters"):
        for f in sorted(files):
            if f.endswith(".c"):
                with open(os.path.join(top, f), encoding="utf-8", errors="replace") as source:
                    sources.append(source.read())
    found = likeness.compare(exercises, answers, likeness.library_functions(sources, names))
    for amount, id_, one, other in found:
        if other.startswith("the book's "):
            for r in rows:
                if r["submission"] == printable(one):
                    r["notes"].append(f"exercise {id_} reads like {other}: "
                                      f"{round(100 * amount)} % of it")
    shown = {name: printable(name) for name in done}
    return likeness.likeness_csv([(a, i, shown.get(x, x), shown.get(y, y))
                                  for a, i, x, y in found])
