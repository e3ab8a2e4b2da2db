"""fuzz_class.py CORPUS SECONDS: strange class lists and assignments for the grader.

Files of CORPUS/class and CORPUS/assignment are changed at random, with a seed for each
input that is said when one fails.  The grader either takes a file or says in a sentence
what is wrong (OutOfOrder); what it takes must be in order: ids that are there once, each
submission in one row, weights and times that are numbers.
"""
import math
import pathlib
import random
import re
import sys
import tempfile
import time
import traceback
from types import SimpleNamespace

sys.path.insert(0, "exercises/grader")
from grading import assignment, people  # noqa: E402
from grading.sandbox import OutOfOrder  # noqa: E402

WORDS = [b",", b";", b"\t", b"\n", b"\r\n", b'"', b'""', b"\0", b"\xff", b"\xef\xbb\xbf", b"id",
         b"name", b"submitted", b"=", b"%", b"[", b"]", b"*", b"nan", b"inf", b"2026-11-02 23:59",
         b"0001-01-01", b"9999-12-31 23:59:59", "ſß İ".encode(), b"=1+1", b"a" * 140000,
         b"[DEFAULT]\n", b"due", b"late", b"stars"]
NUMBERS = [b"", b"0", b"-1", b"9" * 400, b"9" * 5000, b"1.5", "٣".encode(), b"1e999", b"nan"]
EXERCISES = [SimpleNamespace(id=f"{c}.{k}", points=k) for c in (1, 2, 10) for k in (1, 2, 3)]


def changed(seeds, choose):
    """One of the seeds after a few changes."""
    text = bytearray(choose.choice(seeds))
    for _ in range(choose.randint(0, 8)):
        at, end = sorted(choose.randint(0, len(text)) for _ in range(2))
        way = choose.randint(0, 5)
        if way == 0:
            text[at:at] = choose.choice(WORDS)
        elif way == 1:
            del text[at:min(end, at + 40)]
        elif way == 2 and at < len(text):
            text[at] = choose.randrange(256)
        elif way == 3:
            text[at:at] = text[at:min(end, at + 200)]
        elif way == 4:
            number = choose.choice(list(re.finditer(rb"[0-9]+", text)) or [None])
            if number:
                text[number.start():number.end()] = choose.choice(NUMBERS)
        else:
            other = choose.choice(seeds)
            text[at:min(end, at + 20)] = other[choose.randint(0, len(other)):][:40]
    return bytes(text)


def check_class(path):
    roll = people.read_class(path)
    ids = [p["id"] for p in roll]
    assert ids and len(set(ids)) == len(ids) and all(p["name"] for p in roll)
    assert all(p["submitted"] is None or isinstance(p["submitted"], int) for p in roll)
    names = [f"{p['name']}_{p['id']}.zip" for p in roll[:5]] + ["stranger.zip"]
    names = sorted({n.replace("/", "_").replace("\0", "_")[:200] for n in names})
    rows, _ = people.join(names, roll)
    assert sorted(r.entry for r in rows if r.entry) == names
    keys = [r.key.casefold() for r in rows if r.key]
    assert len(set(keys)) == len(keys) and not any("/" in k for k in keys)


def check_assignment(path):
    made = assignment.read_assignment(path, EXERCISES)
    assert all(math.isfinite(made.weights[e.id]) for e in made.exercises)
    assert made.due is None or isinstance(made.due, int)
    for days in (0, 1, 1000):
        assert 0 <= made.kept(days) <= 1


def main():
    corpus, end = pathlib.Path(sys.argv[1]), time.time() + float(sys.argv[2])
    ways = [(check, [f.read_bytes() for f in sorted((corpus / name).iterdir())])
            for name, check in (("class", check_class), ("assignment", check_assignment))]
    with tempfile.TemporaryDirectory() as folder:
        path, tried, taken = folder + "/file", 0, 0
        while time.time() < end:
            check, seeds = ways[tried % 2]
            text = changed(seeds, random.Random(tried))
            pathlib.Path(path).write_bytes(text)
            try:
                check(path)
                taken += 1
            except OutOfOrder:
                pass
            except Exception:  # anything else is what is looked for
                traceback.print_exc()
                print(f"fuzz: {check.__name__} fails, input {tried}: {text[:300]!r}")
                return 1
            tried += 1
    print(f"fuzz: class lists and assignments: {tried} inputs in {sys.argv[2]} s, {taken} taken, "
          "none wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
