"""exercises.py: what is asked for: read from build/exercises.tsv and the stubs."""
import csv
import os
import re

from .sandbox import OutOfOrder


class Exercise:
    """One exercise: its place, its functions, its points, and its stub."""

    def __init__(self, row, stubs):
        self.id, self.chapter, self.name = row["number"], row["chapter"], row["name"]
        self.title, self.points = row["title"], int(row["stars"])
        self.functions = [f for f in row["functions"].split(",") if f]
        self.folder = os.path.join("exercises", self.chapter)
        self.stub = stubs.get(self.file) or self.read_own()
        self.forbidden = self.read_forbidden()

    def read_own(self):
        with open(os.path.join(self.folder, self.name + ".c"), "rb") as f:
            return f.read()

    @property
    def file(self):
        return f"{self.chapter}/{self.name}.c"

    def read_forbidden(self):
        """Functions of the library that would be the answer: X for my_X, and not_allowed.tsv."""
        names = {f[3:] for f in self.functions if f.startswith("my_")}
        path = os.path.join(self.folder, "not_allowed.tsv")
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as f:
                names |= {row[1] for row in csv.reader(f, delimiter="\t")
                          if row and row[0] == self.name + ".c"}
        return names

    def questions(self, failed):
        """What to ask when exactly these tests fail (patterns.tsv)."""
        path = os.path.join(self.folder, "patterns.tsv")
        if not failed or not os.path.exists(path):
            return []
        with open(path, encoding="utf-8", newline="") as f:
            rows = csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
            return [row[2] for row in rows if len(row) > 2 and row[0] == self.name + ".c"
                    and row[1] == ",".join(sorted(failed))][:2]


def read_stubs(path="exercises/support/stubs.txt"):
    """The stubs as they were given out, whatever a teacher has since tried in them."""
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as f:
        parts = re.split(rb"^==== (\S+)\n", f.read(), flags=re.M)
    return {name.decode("ascii"): text for name, text in zip(parts[1::2], parts[2::2])}


def read_exercises(table):
    stubs = read_stubs()
    try:
        with open(table, encoding="utf-8", newline="") as f:
            found = [Exercise(row, stubs) for row in
                     csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)]
    except (OSError, KeyError, ValueError) as e:
        raise OutOfOrder(f"{table} cannot be read ({e}): make {table} writes it") from e
    if not found:
        raise OutOfOrder(f"{table} names no exercises")
    return found
