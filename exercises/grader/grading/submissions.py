"""submissions.py: which of a submission's files is the answer to which exercise.

A folder is walked without following a link; an archive is read by inside/extract.py.  What comes
from either is a list of candidates, of which candidates.py chooses.
"""
import json
import os
import re
import stat

from .candidates import Candidate, Submission, normal
from .sandbox import python_inside

MOST_SOURCE = 256 * 1024
MOST_ARCHIVE = 64 << 20
MOST_FILES = 20000
MOST_ARCHIVES = 20
MOST_KEPT = 64 << 20
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tar\.\w+|tbz2|txz)$", re.I)
PASSED_OVER = re.compile(r"(?:^|/)(?:solutions|build|__MACOSX|\.[^/]+)/")


class Finder:
    """Reads submissions; knows the exercises by their paths."""

    def __init__(self, exercises, sandbox, inside):
        self.sandbox, self.inside = sandbox, inside
        self.by_file = {e.file: e for e in exercises}
        self.by_lower = {e.file.lower(): e for e in exercises}
        names = [e.name + ".c" for e in exercises]
        self.by_name = {e.name + ".c": e for e in exercises if names.count(e.name + ".c") == 1}

    def exercise_of(self, path):
        tail = "/".join(path.split("/")[-2:])
        base = path.rsplit("/", 1)[-1]
        return (self.by_file.get(tail) or self.by_name.get(base)
                or self.by_lower.get(tail.lower()))

    def read(self, path):
        found = Submission()
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            found.note("refused: the submission is a link")
        elif stat.S_ISDIR(mode):
            self.folder(path, found)
        elif stat.S_ISREG(mode):
            self.archive(path, "", found)
        else:
            found.note("refused: the submission is no plain file")
        if not found.candidates:
            found.note("no exercise was found here: wanted are files like 01-groups/1_order.c, "
                       "in a folder, .zip or .tar.gz")
        found.choose()
        found.shorten_notes()
        return found

    def offer(self, found, path, container, when, data=None, refused=None):
        """One file by its path: a candidate, a note, or nothing of ours."""
        clean = normal(path)
        if clean is None:
            found.note(f"refused: the path `{path}` leaves the submission")
            return
        if PASSED_OVER.search("/" + clean):
            return
        exercise = self.exercise_of(clean)
        if exercise and (data is not None or refused):
            if refused and data is None and "link" in refused:
                found.note(f"refused: {clean}: {refused}")
                return
            found.kept += len(data or b"")
            if found.kept > MOST_KEPT:
                found.note(f"only the first {MOST_KEPT >> 20} MB of exercises were looked at")
                return
            when = int(min(max(when, 0), 1 << 40))
            found.candidates.append((Candidate(exercise, clean, when, data, refused), container))
        elif re.search(r"(?:^|/)(?:\d|ex)[^/]*\.(?:c|cpp|c\.txt|txt)$", clean, re.I):
            found.note(f"not counted: {clean} is no exercise's name")

    # ---- folders ----
    def folder(self, top, found):
        archives, seen, todo = [], 0, [top]
        while todo:
            at = todo.pop()
            try:
                entries = sorted(os.scandir(at), key=lambda e: os.fsencode(e.name))
            except OSError as e:
                found.note(f"a folder cannot be read: {os.path.relpath(at, top)}: {e.strerror}")
                continue
            for entry in entries:
                seen += 1
                if seen > MOST_FILES:
                    found.note(f"only the first {MOST_FILES} files were looked at")
                    todo = []
                    break
                name = os.path.relpath(entry.path, top)
                if entry.is_symlink():
                    self.linked(entry, name, found)
                elif entry.is_dir(follow_symlinks=False):
                    if not PASSED_OVER.search(f"/{name}/"):
                        todo.append(entry.path)
                elif ARCHIVE.search(name):
                    archives.append((entry.path, name))
                else:
                    self.file(entry, name, found)
        for path, name in archives[:MOST_ARCHIVES]:
            self.archive(path, name + "/", found)
        if len(archives) > MOST_ARCHIVES:
            found.note(f"only the first {MOST_ARCHIVES} archives were looked at")

    def linked(self, entry, name, found):
        """A link is not followed; what lies behind it under an exercise's name is named."""
        names = [name]
        try:
            if entry.is_dir():
                names = [f"{name}/{n}" for n in sorted(os.listdir(entry.path))[:100]]
        except OSError:
            pass
        for n in names:
            if self.exercise_of(n):
                found.note(f"refused: {n} is a link, or lies behind one")

    def file(self, entry, name, found):
        if not self.exercise_of(name):
            self.offer(found, name, 0, 0)
            return
        try:
            fd = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(fd, "rb") as f:
                info = os.fstat(fd)
                if not stat.S_ISREG(info.st_mode):
                    found.note(f"refused: {name} is no plain file")
                    return
                data = f.read(MOST_SOURCE + 1) if found.kept <= MOST_KEPT else b""
        except OSError as e:
            self.offer(found, name, 0, 0, refused=f"the file cannot be read: {e.strerror}")
            return
        if len(data) > MOST_SOURCE:
            self.offer(found, name, 0, info.st_mtime, refused=f"the file has {info.st_size} "
                       f"bytes; at most {MOST_SOURCE} are accepted")
        else:
            self.offer(found, name, 0, info.st_mtime, data)

    # ---- archives ----
    def archive(self, path, prefix, found):
        try:
            # Whatever has the name of an archive: a pipe does not let us wait.
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(fd, "rb") as f:
                info = os.fstat(fd)
                if not stat.S_ISREG(info.st_mode) or info.st_size > MOST_ARCHIVE:
                    found.note(f"refused: {prefix or 'the archive'} is larger than "
                               f"{MOST_ARCHIVE >> 20} MB, or no plain file")
                    return
                result = self.sandbox.run(
                    python_inside() + ["@inside@/extract.py", *self.by_file], stdin=f,
                    folders={"inside": self.inside}, cpu=10, memory=1024, size=256)
        except OSError as e:
            found.note(f"the archive cannot be read: {e.strerror}")
            return
        ended = self.members(result.out, prefix, info.st_mtime, found)
        if not ended:
            found.note(f"{prefix or 'the archive'} takes too long or too much memory to read: "
                       "what came before counts")

    def members(self, out, prefix, container, found):
        """The lines of extract.py, each checked like everything that comes out of there."""
        at = 0
        while at < len(out):
            end = out.find(b"\n", at)
            try:
                line = json.loads(out[at:end])
                size, kind = int(line["bytes"]), line["kind"]
                path, when = str(line.get("path", "")), int(line.get("when", 0))
                text = str(line.get("text") or line.get("why") or "")
            except (ValueError, KeyError, TypeError, OverflowError):
                return False
            data = out[end + 1:end + 1 + size]
            at = end + 1 + size
            if size < 0 or len(data) != size:
                return False
            if kind == "end":
                return True
            if kind in ("note", "enter"):
                found.note(text or f"opened: {prefix}{path}, an archive in an archive")
            else:
                self.offer_member(found, kind, prefix + path, container, when, data, text)
        return False

    def offer_member(self, found, kind, path, container, when, data, text):
        if kind == "file":
            self.offer(found, path, container, when, data)
        elif kind in ("refused", "large"):
            self.offer(found, path, container, when, refused=text)
        else:
            self.offer(found, path, container, when)
