#!/usr/bin/env python3
"""grade.py [OPTIONS] FOLDER: grades folders or archives of exercise files.

Called by `make grade`.  Whatever a submission brings is data: its names, bytes and numbers are
read by our code inside the sandbox (grading/sandbox.py), and nothing of it becomes an option, a
path, an index or a line of a report unchecked.  A grader that cannot do its work stops with the
cause, and no student pays for it.
"""
import argparse
import os
import signal
import shutil
import sys
import tempfile
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from grading import people                                       # noqa: E402
from grading.assignment import Assignment, read_assignment       # noqa: E402
from grading.compiling import Builder                            # noqa: E402
from grading.exercises import read_exercises                     # noqa: E402
from grading.judging import Judge                                # noqa: E402
from grading.known import check_grader                           # noqa: E402
from grading.results import alike, result                        # noqa: E402
from grading.sandbox import OutOfOrder, Sandbox                  # noqa: E402
from grading.store import Store                                  # noqa: E402
from grading.candidates import Submission, printable          # noqa: E402
from grading.submissions import Finder                           # noqa: E402

def options():
    p = argparse.ArgumentParser(prog="make grade", add_help=False)
    p.add_argument("folder")
    for name in ("stage", "table", "cc", "cflags"):
        p.add_argument("--" + name, required=True)
    for name in ("assignment", "class-list", "only", "judges"):
        p.add_argument("--" + name)
    p.add_argument("--out", default="grades")
    p.add_argument("--seed", type=int)
    p.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    p.add_argument("--unsafe", action="store_true")
    o = p.parse_args()
    if o.jobs < 1 or (o.seed is not None and not 0 <= o.seed < 1 << 63):
        raise OutOfOrder("JOBS and SEED are whole numbers, JOBS at least 1, SEED at least 0")
    return o


def check_folder(folder, exercises):
    chapters = {e.chapter for e in exercises} | {"exercises", "work"}
    names, others = people.entries(folder)
    if chapters & set(names):
        raise OutOfOrder(f"{folder} looks like one student's submission; DIR is the folder that "
                         "holds all of them")
    if not names:
        raise OutOfOrder(f"{folder} holds no folders and no archives (.zip, .tar, .tar.gz, .tgz)")
    return names, others


def readable_stage(stage):
    """Nobody must be able to read what the sandbox is given, whatever the umask was."""
    for top, _, files in os.walk(stage):
        for path in [top] + [os.path.join(top, f) for f in files]:
            mode = os.stat(path).st_mode & 0o777
            want = mode | 0o444 | (0o111 if os.path.isdir(path) or mode & 0o100 else 0)
            if mode != want:
                os.chmod(path, want)


# ---- everybody ----
def grade_all(pool, judge, finder, folder, exercises, names):
    """{name: (submission, {exercise id: verdict})}, with a line for each as it is done."""
    done, waiting = {}, {}
    for name in names:
        waiting[pool.submit(read_one, finder, os.path.join(folder, name))] = (name, None)
    found, verdicts, left = {}, {n: {} for n in names}, {}
    while waiting:
        ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in ready:
            name, e = waiting.pop(future)
            if e is None:
                found[name] = future.result()
                left[name] = len(exercises)
                for x in exercises:
                    job = pool.submit(judge.grade, x, found[name].answers.get(x.id))
                    waiting[job] = (name, x)
            else:
                verdicts[name][e.id] = future.result()
                left[name] -= 1
            if not left.get(name, 1):
                done[name] = (found[name], verdicts[name])
                print(f"  {len(done):3d} of {len(names)}  {printable(name)}", flush=True)
    return done


def read_one(finder, path):
    try:
        return finder.read(path)
    except OSError as e:
        broken = Submission()
        broken.note(f"it cannot be read: {e.strerror}")
        return broken


def run(o):
    begin = time.monotonic()
    every = read_exercises(o.table)
    assignment = read_assignment(o.assignment, every) if o.assignment else Assignment(every)
    roll = people.read_class(o.class_list) if o.class_list else []
    names, others = check_folder(o.folder, every)
    rows, strangers = people.join(names, roll)
    store = Store(o.out)
    only = names_in(o.only) if o.only else None
    readable_stage(o.stage)
    with Scratch(o.stage) as scratch, ThreadPoolExecutor(o.jobs) as pool:
        sandbox = Sandbox(o.unsafe, scratch)
        builder = Builder(sandbox, o.stage, o.cc, o.cflags)
        judge = Judge(builder, sandbox, o.stage, o.seed, o.judges)
        finder = Finder(every, sandbox, os.path.join(o.stage, "inside"))
        try:
            check_grader(pool, judge, every if not o.assignment else
                         [e for e in every if e in assignment.exercises or e.id == "1.1"])
            wanted = [s for s in rows if s.entry and (not only or chosen(s, only))]
            done = grade_all(pool, judge, finder, o.folder, assignment.exercises,
                             [s.entry for s in wanted])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    head = head_of(assignment, o, sandbox)
    results = [result(s, done.get(s.entry), assignment, sandbox, o.seed) for s in rows
               if not only or chosen(s, only)]
    extra = {}
    if only:
        results = store.merge(head, results, only)
    else:
        extra["likeness.csv"] = alike(assignment.exercises, done, results)
    store.write(store.files(head, assignment, results, extra))
    say(o, len(done), assignment, sandbox, others, strangers, time.monotonic() - begin)


def names_in(text):
    """ONLY="anna ben", or with commas where a name has a space: "Ada Lovelace, ben"."""
    return {text.strip()} | {n.strip() for n in text.split("," if "," in text else None)}


def head_of(assignment, o, sandbox):
    return {"assignment": assignment.as_json(), "seed": o.seed, "isolation": sandbox.says}


def chosen(student, only):
    return bool({student.entry, student.key, student.name, student.person.get("id")} & only)


def say(o, count, assignment, sandbox, others, strangers, seconds):
    print(f"grade: {count} submissions, {len(assignment.exercises)} exercises, {seconds:.0f} s; "
          f"{o.out}/grades.csv, details.csv, moodle.csv, canvas.csv, likeness.csv, junit.xml, "
          "grades.json, gradescope/, reports/")
    print(f"grade: isolated by {sandbox.says}" if not o.unsafe else f"grade: {sandbox.says}")
    if others:
        print("grade: not graded, being neither a folder nor an archive (.zip, .tar, .tar.gz, "
              ".tgz): " + ", ".join(printable(n) for n in others))
    if strangers:
        print("grade: nobody, or more than one, on the class list fits: " +
              ", ".join(printable(n) for n in strangers))


class Scratch:
    """A folder of our own that is gone afterwards, in the build folder or where there is room."""

    def __init__(self, stage):
        self.places = [os.path.dirname(os.path.abspath(stage)), None, "/var/tmp", "/dev/shm"]
        self.path = None

    def __enter__(self):
        for place in self.places:
            try:
                self.path = tempfile.mkdtemp(prefix="grading-", dir=place)
                os.chmod(self.path, 0o755)
                return self.path
            except OSError:
                continue
        raise OutOfOrder("there is no folder where temporary files could be written")

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def stop(*_):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    out = "the folder of grades"
    try:
        o = options()
        out = o.out
        run(o)
    except OutOfOrder as e:
        print(f"grade: stopped, and {out} is as it was: {e}", file=sys.stderr)
        return 1
    except Exception as e:  # a fault of ours, or of the machine: nobody's zero
        print(f"grade: stopped, and {out} is as it was: {type(e).__name__}: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\ngrade: stopped; {out} is as it was. Start it again: it begins anew.",
              file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
