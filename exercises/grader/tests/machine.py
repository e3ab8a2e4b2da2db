"""machine.py: the teacher's machine, other verdicts than the tests', and runs that do not end."""
import os
import signal
import subprocess
import time

from harness import instead, must, solution, stub

WRONG = solution().replace(b"return n;", b"return n + 1;")


def environment(room):
    """Nothing in the environment changes a verdict"""
    room.put("untouched", stub())
    room.put("right", solution())
    room.put("wrong", WRONG)
    evil = {"CK_RUN_CASE": "x", "CK_RUN_SUITE": "x", "CK_INCLUDE_TAGS": "x", "CK_EXCLUDE_TAGS": "x",
            "CK_FORK": "no", "CK_DEFAULT_TIMEOUT": "1", "CK_TIMEOUT_MULTIPLIER": "0",
            "CPATH": "/nowhere", "GCC_EXEC_PREFIX": "/nowhere/", "LC_ALL": "de_DE.UTF-8",
            "LANGUAGE": "de", "TMPDIR": "/nowhere", "COMPILER_PATH": "/nowhere",
            "LD_LIBRARY_PATH": "/nowhere", "PYTHONPATH": "/nowhere", "POSIXLY_CORRECT": "1",
            "JUDGE_SEED": "7", "MALLOC_PERTURB_": "165", "TZ": "Asia/Kolkata"}
    run = room.grade(environment=evil)
    for n, state in (("untouched", "to do"), ("right", "passed"), ("wrong", "failed")):
        must(run.state(n) == state, f"{n}: {run.state(n)}: {run.why(n)}")


def checks_of_a_suite(_):
    """A suite whose tests do not run has failed, whatever Check is told"""
    program = os.environ["A_SUITE"]
    for name in ("CK_RUN_CASE", "CK_RUN_SUITE", "CK_INCLUDE_TAGS"):
        plain = subprocess.run([program], capture_output=True, text=True, check=False)
        told = subprocess.run([program], capture_output=True, text=True, check=False,
                              env={**os.environ, name: "x", "CK_FORK": "no"})
        must(plain.stdout == told.stdout and told.returncode == 0, told.stdout)
    alone = subprocess.run([program], capture_output=True, text=True, check=False, timeout=100,
                           preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
    must(plain.stdout == alone.stdout, "ended children that nobody reports")


def odd_machines(room):
    """umask 077 changes nothing; a broken grader stops with the cause and grades nobody"""
    room.put("right", solution())
    run = room.grade(before=lambda: os.umask(0o077))
    must(run.state("right") == "passed", run.why("right"))
    old = run.text("grades.json")
    for options in (("--cc", "no-such-compiler"), ("--stage", "/nowhere"), ("--table", "/dev/null"),
                    ("--cflags=-no-such-flag",)):
        broken = room.grade(*options, status=1)
        must("stopped" in broken.said and run.text("grades.json") == old, broken.said)
    path = os.path.join(room.place, "cc")
    with open(path, "w", encoding="ascii") as f:
        f.write("#!/bin/sh\nexit 0\n")
    os.chmod(path, 0o755)
    must("stopped" in room.grade("--cc", path, status=1).said, "a compiler that does nothing")
    must(run.text("grades.json") == old, "the grades were touched")


def no_sandbox(room):
    """Without bubblewrap grading stops and says what to install, unless it is forced"""
    room.put("right", solution())
    if room.unsafe:
        run = room.grade()
        must("NOT isolated" in run.said and "NOT isolated" in run.text("reports/right.txt")
             and "NOT isolated" in run.text("grades.json"), "it is not said")
        return
    code = ("import sys, shutil; sys.argv = sys.argv[1:]; real = shutil.which; "
            "shutil.which = lambda n, **k: None if n == 'bwrap' else real(n, **k); "
            "import runpy; runpy.run_path(sys.argv[0], run_name='__main__')")
    at = next(i for i, w in enumerate(room.command) if w.endswith("grade.py"))
    line = room.command[:at] + ["-c", code] + room.command[at:]
    kept, room.command = room.command, line
    try:
        run = room.grade(status=1)
    finally:
        room.command = kept
    must("bubblewrap is not installed" in run.said and "UNSAFE=1" in run.said, run.said)


def interrupted(room):
    """A run that is stopped leaves all as it was; a full disk too"""
    room.put("first", solution())
    run = room.grade()
    before = {n: run.text(n) for n in ("grades.csv", "grades.json", "reports/first.txt")}
    os.rename(os.path.join(room.subs, "first"), os.path.join(room.place, "away"))
    for i in range(6):
        room.put(f"slow{i}", instead(f"for (volatile int i = {i};; i++) ;"))
    line = list(room.command) + (["--unsafe"] if room.unsafe else []) + \
        ["--assignment", room.assignment("1.1"), "--out", run.out, "--", room.subs]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               **(room.as_ordinary() if room.ordinary else {}))
    time.sleep(2.5)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=120)[0].decode()
    must(process.returncode != 0 and "as it was" in said, said)
    must(all(run.text(n) == t for n, t in before.items()), "something was touched")
    room.grade(before=lambda: __import__("resource").setrlimit(
        __import__("resource").RLIMIT_FSIZE, (300, 300)), status=None)
    must(all(run.text(n) == t for n, t in before.items()), "something was touched")


# Waits 0.4 seconds, computes a little, and again.
NAPS = """for (long t[2] = {0, 400000000};;) {
    long r;
    register long *until __asm__("r10") = t;
    __asm__ volatile("syscall" : "=a"(r) : "a"(202L), "D"(&(int){0}), "S"(0L), "d"(0L),
                     "r"(until) : "rcx", "r11", "memory");
    for (volatile int k = 0; k < 1000; k++) ;
  }"""


def endless(room):
    """An endless loop costs two seconds of processor time once, and one that waits ends too"""
    for n in ("loop", "again"):
        room.put(n, instead("for (volatile int i = 0;; i++) ;"))
    room.put("waits", instead("long r; __asm__ volatile(\"syscall\" : \"=a\"(r) : \"a\"(0L), "
                              "\"D\"(3L), \"S\"(&r), \"d\"(1L) : \"rcx\", \"r11\", \"memory\"); "
                              "return (int)r;" if os.uname().machine == "x86_64" else "for (;;) ;"))
    room.put("naps", instead(NAPS) if os.uname().machine == "x86_64" else instead("for (;;) ;"))
    begin, start = os.times(), time.monotonic()
    run = room.grade()
    end = os.times()
    must(time.monotonic() - start < 300, "one that naps keeps everybody waiting")
    must(run.state("naps") == "failed" and "did not return" in run.why("naps"), run.why("naps"))
    spent = end.children_user - begin.children_user
    must("2 seconds" in run.why("loop") and "earlier test" in run.why("loop"), run.why("loop"))
    must(run.state("waits") == "failed" and run.why("waits").strip(), run.why("waits"))
    must(spent < 2 + 1 + 12, f"{spent:.1f} s of processor time")


def seeds(room):
    """SEED: other random numbers, the same grades for the same seed, and right answers pass"""
    file = "01-groups/3_exp.c"
    room.put("right", solution(file), file)
    room.put("wrong", solution(file).replace(b"vec3_norm", b"2 * vec3_norm"), file)
    said = {}
    for seed in ("1", "2", "1", None):
        run = room.grade(*(["--seed", seed] if seed else []), exercises=("1.3",))
        must(run.state("right", "1.3") == "passed", f"seed {seed}: {run.why('right', '1.3')}")
        must(run.state("wrong", "1.3") == "failed", f"seed {seed}")
        why = run.why("wrong", "1.3")
        must(said.setdefault(seed, why) == why, f"seed {seed} says two things")
    must(said["1"] != said["2"], "the seeds make no difference")
    must(room.grade("--seed", "-1", status=1).said, "a bad seed")


def nothing_written(room):
    """What an answer leaves unwritten is no memory of ours: every run says the same words"""
    files = {"1.3": "01-groups/3_exp.c", "3.5": "03-real-harmonics/5_harmonics.c",
             "4.7": "04-clebsch-gordan/7_sparse.c", "6.7": "06-tfn-layers/7_plain.c"}
    for file in files.values():
        room.put("silent", b"\n".join(line for line in stub(file).split(b"\n")
                                      if not line.strip().startswith(b"TODO(")), file)
    said = []
    for jobs in ("1", "2", "1"):
        run = room.grade("--jobs", jobs, exercises=sorted(files))
        said.append([(id_, run.state("silent", id_), run.why("silent", id_)) for id_ in files])
    must(said[0] == said[1] == said[2], str(said))
    must(all(state == "failed" and why.strip() for _, state, why in said[0]), str(said[0]))


CASES = [environment, checks_of_a_suite, odd_machines, no_sandbox, interrupted, endless, seeds,
         nothing_written]
