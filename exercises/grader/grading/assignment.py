"""assignment.py: which exercises count how much, until when, and what is late.

    [assignment]
    title = Homework 2
    due = 2026-11-02 23:59
    late = 10% a day, at most 3 days
    partial = tests

    [exercises]
    2.1 = 4
    2.2 = stars
    3.* = stars

Without a file all exercises count with their stars, all or nothing, and nothing is late.
"""
import configparser
import math
import re
import time

from .sandbox import OutOfOrder

DAY = 86400


class Assignment:
    """The rules of one hand-in."""

    def __init__(self, exercises, title="All exercises", due=None, late=(0.0, None), partial=False):
        self.title, self.due, self.late, self.partial = title, due, late, partial
        self.weights = {e.id: float(e.points) for e in exercises}
        self.exercises = list(exercises)

    @property
    def most(self):
        return sum(self.weights[e.id] for e in self.exercises)

    def points(self, exercise, verdict):
        """Points of one answer, before anything is taken off for lateness."""
        weight = self.weights[exercise.id]
        if verdict.state == "passed":
            return weight
        if self.partial and verdict.state == "failed" and verdict.tests:
            return round(weight * verdict.passed / len(verdict.tests), 2)
        return 0.0

    def days_late(self, when):
        if not self.due or not when or when <= self.due:
            return 0
        return math.ceil((when - self.due) / DAY)

    def kept(self, days):
        """The share of the points that is left after so many days."""
        share, most = self.late
        if days == 0:
            return 1.0
        if most is not None and days > most:
            return 0.0
        return max(0.0, 1 - share * days)

    def as_json(self):
        return {"title": self.title, "due": self.due, "late": list(self.late),
                "partial": self.partial,
                "weights": {e.id: self.weights[e.id] for e in self.exercises}}


def read_assignment(path, exercises):
    parser = configparser.ConfigParser(delimiters=("=",), comment_prefixes=("#", ";"),
                                       interpolation=None)
    try:
        with open(path, encoding="utf-8-sig") as f:
            parser.read_file(f)
    except (OSError, UnicodeDecodeError, configparser.Error) as e:
        raise OutOfOrder(f"the assignment {path} cannot be read: {e}") from e
    head = dict(parser["assignment"]) if parser.has_section("assignment") else {}
    check_words(path, head, parser.sections())
    chosen = chosen_exercises(path, parser, exercises)
    made = Assignment([e for e, _ in chosen], head.get("title", path),
                      moment(path, head.get("due")), late_rule(path, head.get("late")),
                      partial_rule(path, head.get("partial")))
    made.weights = {e.id: w for e, w in chosen}
    return made


def check_words(path, head, sections):
    wrong = set(head) - {"title", "due", "late", "partial"}
    wrong |= set(sections) - {"assignment", "exercises"}
    if wrong:
        raise OutOfOrder(f"{path}: `{sorted(wrong)[0]}` is not known; [assignment] has title, due, "
                         "late and partial, [exercises] has lines like 2.1 = 4")


def chosen_exercises(path, parser, exercises):
    if not parser.has_section("exercises"):
        return [(e, float(e.points)) for e in exercises]
    weights = {}
    for name, text in parser["exercises"].items():
        name = re.sub(r"^0+(?=\d)", "", name)
        form = re.compile(r"\d+\.\d+|\d+\.\*|\*")
        ids = [e for e in exercises if form.fullmatch(name) and
               (name == "*" or e.id == name or name == e.id.split(".")[0] + ".*")]
        if not ids:
            raise OutOfOrder(f"{path}: no exercise {name}; write 2.1, or 2.* for chapter 2")
        for e in ids:
            weights[e.id] = weight(path, name, text, e)
    return [(e, weights[e.id]) for e in exercises if e.id in weights]


def weight(path, name, text, exercise):
    if text == "stars":
        return float(exercise.points)
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1e6:
        raise OutOfOrder(f"{path}: {name} = {text}: a number of points, or the word stars")
    return value


def moment(path, text):
    if not text:
        return None
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
                 "%Y-%m-%d"):
        try:
            t = time.strptime(text, form)
        except ValueError:
            continue
        return int(time.mktime(t)) + (DAY - 1 if form == "%Y-%m-%d" else 0)
    raise OutOfOrder(f"{path}: `{text}` is no time; write 2026-11-02 23:59")


def late_rule(path, text):
    """(share lost a day, days after which nothing counts or None)."""
    if not text or text == "accepted":
        return 0.0, None
    if text == "refused":
        return 0.0, 0
    m = re.fullmatch(r"([0-9]{1,4}(?:\.[0-9]{1,6})?) ?% (?:a|per) day"
                     r"(?:, (?:at most )?([0-9]{1,4}) days?)?", text)
    if not m:
        raise OutOfOrder(f"{path}: late = {text}: write accepted, refused, 10% a day, or "
                         "10% a day, at most 3 days")
    return float(m[1]) / 100, int(m[2]) if m[2] else None


def partial_rule(path, text):
    if text not in (None, "no", "tests"):
        raise OutOfOrder(f"{path}: partial = {text}: write no, or tests")
    return text == "tests"
