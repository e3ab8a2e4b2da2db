"""harness.py: makes submissions, runs the grader and looks at what it wrote.

A case is a function whose first line of documentation says what must hold; it fails by raising
Wrong.  Each prints one line.
"""
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile

NOBODY = 65534


class Wrong(Exception):
    """What was found instead of what must hold."""


class Run:
    """What a run of the grader left."""

    def __init__(self, status, said, out):
        self.status, self.said, self.out = status, said, out

    def path(self, name):
        return os.path.join(self.out, name)

    def text(self, name):
        with open(self.path(name), encoding="utf-8-sig", newline="") as f:
            return f.read()

    def rows(self, name="details.csv"):
        return list(csv.DictReader(io.StringIO(self.text(name))))

    def student(self, key):
        data = json.loads(self.text("grades.json"))
        found = [s for s in data["students"] if key == s["submission"]] or \
            [s for s in data["students"] if key in (s["key"], s["name"])]
        must(len(found) == 1, f"{len(found)} results for {key}")
        return found[0]

    def exercise(self, key, id_="1.1"):
        return next(x for x in self.student(key)["exercises"] if x["exercise"] == id_)

    def state(self, key, id_="1.1"):
        return self.exercise(key, id_)["state"]

    def why(self, key, id_="1.1"):
        return self.exercise(key, id_)["note"]

    def notes(self, key):
        return "\n".join(self.student(key)["notes"])


class Room:
    """A folder for one case, and the grader's command."""

    def __init__(self, command, top, unsafe, ordinary):
        self.command, self.top, self.unsafe, self.ordinary = command, top, unsafe, ordinary
        self.count = 0

    def fresh(self):
        """Empty submissions for the next case."""
        self.count += 1
        place = os.path.join(self.top, f"case-{self.count}")
        os.makedirs(place)
        os.chmod(place, 0o777)
        self.place, self.subs = place, os.path.join(place, "submissions")
        os.mkdir(self.subs)
        return self

    def put(self, name, source, file="01-groups/1_order.c"):
        path = os.path.join(self.subs, name, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(source.encode() if isinstance(source, str) else source)
        return path

    def zip(self, name, members, folder="", **more):
        path = os.path.join(self.subs, folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for member, data in members:
                info = zipfile.ZipInfo(member, more.get("when", (2026, 1, 2, 3, 4, 6)))
                info.external_attr = more.get("attributes", 0o100644) << 16
                # zipfile would turn a backslash into a slash on some systems
                info.filename = member
                z.writestr(info, data)
        return path

    def tar(self, name, members, folder=""):
        path = os.path.join(self.subs, folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        mode = "w:gz" if name.endswith("gz") else "w"
        with tarfile.open(path, mode, format=tarfile.GNU_FORMAT) as t:
            for member, data in members:
                info = tarfile.TarInfo(member)
                if isinstance(data, tarfile.TarInfo):
                    info = data
                    info.name = member
                    t.addfile(info)
                    continue
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))
        return path

    def assignment(self, *exercises, head=""):
        path = os.path.join(self.place, "assignment.ini")
        with open(path, "w", encoding="utf-8") as f:
            f.write("[assignment]\ntitle = A trial\n" + head + "\n[exercises]\n" +
                    "".join(f"{e} = stars\n" for e in exercises))
        return path

    def grade(self, *options, exercises=("1.1",), head="", environment=None, status=0, before=None,
              out="grades"):
        """Runs the grader on the submissions of this case."""
        out = os.path.join(self.place, out)
        line = list(self.command)
        if self.unsafe:
            line.append("--unsafe")
        if exercises:
            line += ["--assignment", self.assignment(*exercises, head=head)]
        line += ["--out", out, *options, "--", self.subs]
        done = subprocess.run(line, capture_output=True, text=True, errors="replace", check=False,
                              env={**os.environ, **(environment or {})}, preexec_fn=before,
                              timeout=1200, **(self.as_ordinary() if self.ordinary else {}))
        said = done.stdout + done.stderr
        if status is not None:
            must(done.returncode == status, f"exit status {done.returncode}:\n{said[-1500:]}")
        must("Traceback" not in said, said[-1500:])
        return Run(done.returncode, said, out)

    @staticmethod
    def as_ordinary():
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def must(condition, text="it does not hold"):
    if not condition:
        raise Wrong(text)


def solution(file="01-groups/1_order.c"):
    with open(os.path.join("solutions", file), "rb") as f:
        return f.read()


def stub(file="01-groups/1_order.c"):
    with open(os.path.join("exercises", file), "rb") as f:
        return f.read()


def instead(statement, before=""):
    """The stub of 1.1 with a statement in the place of TODO."""
    lines = [statement if line.strip().startswith("TODO(") else line
             for line in stub().decode().split("\n")]
    return before + "\n" + "\n".join(lines)


def perform(cases, room, label):
    """Runs the cases; the number that failed."""
    failed = 0
    for case in cases:
        name = case.__doc__.strip().split("\n")[0]
        begin = time.monotonic()
        try:
            case(room.fresh())
            result = "ok    "
        except Exception as e:  # a case that breaks has failed, and the others go on
            result, failed = "FAILED", failed + 1
            print(f"{type(e).__name__}: {e}")
        print(f"{result} {time.monotonic() - begin:5.1f} s  [{label}] {name}", flush=True)
        if result == "ok    ":
            shutil.rmtree(room.place, ignore_errors=True)
    return failed


def stderr(text):
    print(text, file=sys.stderr)
