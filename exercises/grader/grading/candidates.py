"""candidates.py: of all files that could be the answer to an exercise, one counts.

What lies in work/ before the rest, a file that was changed before an untouched stub, then the
newest; and the choice is named.
"""
import re
import time

MOST_NOTES = 100


class Candidate:
    """A file that could be the answer to an exercise."""

    def __init__(self, exercise, path, when, data=None, refused=None):
        self.exercise, self.path, self.when = exercise, path, when
        self.data, self.refused = data, refused

    def is_stub(self):
        return self.data is not None and bare(self.data) == bare(self.exercise.stub)

    def order(self, when_container):
        """The largest counts."""
        in_work = bool(re.search(r"(?:^|/)work/[^/]+/[^/]+$", self.path))
        return (not self.is_stub(), in_work, self.when // 2, when_container,
                natural(self.path))


class Submission:
    """What one student sent: the answers that count, and notes on all that do not."""

    def __init__(self):
        self.answers, self.notes, self.candidates = {}, [], []
        self.when = self.more = self.kept = 0

    def note(self, text):
        text = printable(text)
        self.more += len(self.notes) >= MOST_NOTES
        if len(self.notes) < MOST_NOTES and text not in self.notes:
            self.notes.append(text)

    def shorten_notes(self):
        if self.more or len(self.notes) > 14:
            self.more += len(self.notes) - 12
            self.notes[12:] = [f"{self.more} more notes"]

    def choose(self):
        by_exercise = {}
        for candidate, container in self.candidates:
            by_exercise.setdefault(candidate.exercise.id, []).append(
                (candidate.order(container), candidate))
        for id_, list_ in by_exercise.items():
            list_.sort(key=lambda pair: pair[0])
            best = self.answers[id_] = list_[-1][1]
            others = [c for _, c in list_[:-1] if not c.is_stub()
                      and (c.data != best.data or c.refused != best.refused)]
            if others:
                moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(best.when))
                self.note(f"several files for exercise {id_}: {best.path} ({moment}) counts, not "
                          + ", ".join(c.path for c in others[:3])
                          + (" ..." if len(others) > 3 else ""))
        counted = [c.when for c in self.answers.values() if not c.is_stub()]
        self.when = max(counted, default=0)
        self.candidates = []  # those that do not count need no memory


def printable(text):
    """One line for a report: no control characters, no bytes that are no text, no endless name."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 300 else text[:297] + "..."


def bare(data):
    return b"".join(data.split())


def natural(text):
    return [(int(part), "") if re.fullmatch(r"[0-9]{1,17}", part) else (-1, part)
            for part in re.split(r"([0-9]+)", text)]


def normal(path):
    """A path of a member as we read it, or None when it leaves the submission."""
    path = path.replace("\\", "/")
    parts = [p for p in path.split("/") if p not in ("", ".")]
    if path.startswith("/") or ".." in parts or re.match(r"^[A-Za-z]:", path):
        return None
    return "/".join(parts)
