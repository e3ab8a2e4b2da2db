"""store.py: the folder of grades: read before, replaced file by file when all is there.

Every new file is written beside the old ones first; only when the last of them is complete are
they renamed into place.  A run that is stopped or fails before leaves everything as it was.
"""
import json
import os
import shutil
import tempfile

from . import tables
from .sandbox import OutOfOrder


class Store:
    """One folder of grades."""

    def __init__(self, folder):
        self.folder = folder
        self.old = self.read()

    def read(self):
        path = os.path.join(self.folder, "grades.json")
        if not os.path.exists(path):
            return {}
        try:
            with open(path, encoding="utf-8") as f:
                data = json.load(f)
            for s in data["students"]:
                _ = s["submission"], s["key"], s["exercises"], s["points"], s["gradescope"]
            return data
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def merge(self, head, students, names):
        """Those graded now in the place of those graded before; all others as they were."""
        if not self.old:
            raise OutOfOrder(f"ONLY: {self.folder} holds no earlier grades that could be kept; "
                             "grade everybody once")
        for word in ("assignment", "seed", "isolation"):
            if self.old.get(word) != head[word]:
                raise OutOfOrder(f"ONLY: {self.folder} was graded with another {word}; grade "
                                 "everybody, or use another OUT=")
        fresh = {identity(s): s for s in students if s["submission"] in names or
                 s["id"] in names or s["name"] in names or s["key"] in names}
        if not fresh:
            raise OutOfOrder(f"ONLY: nobody here is called {', '.join(sorted(names))}")
        before = {identity(s): s for s in self.old["students"]}
        kept = [fresh.pop(i, s) for i, s in before.items()]
        return kept + list(fresh.values())

    def files(self, head, assignment, students, extra):
        made = {"grades.csv": tables.grades_csv(assignment, students),
                "details.csv": tables.details_csv(students),
                "moodle.csv": tables.moodle_csv(assignment, students),
                "canvas.csv": tables.canvas_csv(assignment, students),
                "junit.xml": tables.junit_xml(students), **extra}
        for s in students:
            if s["key"]:
                made[f"reports/{s['key']}.txt"] = tables.report_txt(assignment, s)
                s["gradescope"] = f"gradescope/{s['key']}.json"
                made[s["gradescope"]] = tables.gradescope_json(s)
            else:
                s["gradescope"] = ""
        made["grades.json"] = tables.to_json({**head, "students": students})
        return made

    def write(self, files):
        """All or nothing, as far as a file system can."""
        try:
            os.makedirs(self.folder, exist_ok=True)
            fresh = tempfile.mkdtemp(prefix=".new-", dir=self.folder)
        except OSError as e:
            raise OutOfOrder(f"{self.folder} cannot be written: {e.strerror}") from e
        try:
            for name, data in files.items():
                path = os.path.join(fresh, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as f:
                    f.write(data)
                    f.flush()
                    os.fsync(f.fileno())
                os.chmod(path, 0o644 & ~current_umask())
            for name in sorted(files, key=lambda n: n == "grades.json"):
                os.makedirs(os.path.join(self.folder, os.path.dirname(name)), exist_ok=True)
                os.replace(os.path.join(fresh, name), os.path.join(self.folder, name))
            self.remove_stale(files)
        except OSError as e:
            raise OutOfOrder(f"{self.folder} cannot be written: {e.strerror}") from e
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def remove_stale(self, files):
        """Reports that we wrote before, of submissions that are not here any more."""
        for s in self.old.get("students", []):
            key = os.path.basename(str(s["key"] or ""))
            for name in (f"reports/{key}.txt", f"gradescope/{key}.json"):
                path = os.path.join(self.folder, name)
                if key and name not in files and os.path.isfile(path):
                    os.unlink(path)


def identity(s):
    """A submission by its name; where that could not be shown whole, by its key too."""
    unclear = s["key"] if "?" in s["submission"] else ""
    return (s["submission"], unclear, "" if s["submission"] else s["id"])


def current_umask():
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
