"""judging.py: runs the tests of an exercise on a worker and says what came out.

The same source is compiled once and the same object judged once in a run: forty students who send
one file cost as much as one.
"""
import hashlib
import os
import re
import threading
from concurrent.futures import Future

from .compiling import NotBuilt
from .sandbox import OutOfOrder
from .candidates import printable

PASSED, FAILED, TO_DO, MISSING = "passed", "failed", "to do", "missing"
NO_BELIEF = re.compile(r"did not return|GRADER|was exit called|was not run|Received signal"
                       r"|Early exit|Test timeout|not run since")


class Verdict:
    """What the tests said of one answer."""

    def __init__(self, state, note="", tests=()):
        self.state, self.note, self.tests = state, note, list(tests)

    @property
    def passed(self):
        return sum(t["verdict"] == PASSED for t in self.tests)


class Judge:
    """Grades answers, each once."""

    def __init__(self, builder, sandbox, stage, seed, judges=None):
        self.builder, self.sandbox, self.stage, self.seed = builder, sandbox, stage, seed
        self.judges = judges or os.path.join(stage, "judge")
        self.known, self.lock = {}, threading.Lock()
        self.compiled = self.judged = 0

    def once(self, key, work):
        """The result of work(), which only the first of all who ask for key performs."""
        with self.lock:
            future, mine = self.known.get(key), False
            if future is None:
                future, mine = self.known.setdefault(key, Future()), True
        if mine:
            try:
                future.set_result(work())
            except BaseException as e:
                future.set_exception(e)
        return future.result()

    def grade(self, exercise, answer):
        if answer is None:
            return Verdict(MISSING)
        if answer.refused:
            return Verdict(FAILED, "      " + printable(answer.refused))
        return self.grade_source(exercise, answer.data)

    def grade_source(self, exercise, source):
        key = (exercise.id, "source", digest(shortened(source)))
        return self.once(key, lambda: self.from_source(exercise, source))

    def from_source(self, exercise, source):
        try:
            self.compiled += 1
            data = self.builder.compile(exercise, source)
            return self.once((exercise.id, "object", digest(data)),
                             lambda: self.from_object(exercise, data))
        except NotBuilt as e:
            return Verdict(FAILED, str(e) if "\n" in str(e) else f"      {e}")

    def from_object(self, exercise, data):
        try:
            worker = self.builder.link(exercise, data)
        except NotBuilt as e:
            return Verdict(FAILED, f"      {e}")
        self.judged += 1
        return verdict_of(exercise, self.run(exercise, worker))

    def run(self, exercise, worker):
        """The lines of --verdicts."""
        script = ('"$1" --exercise "$2" --patience 30 --verdicts @tmp@/verdicts > @tmp@/said; '
                  "cat @tmp@/verdicts || cat @tmp@/said >&2")
        environment = {"JUDGE_WORKER": "@worker@", "JUDGE_JAIL": "@jail@",
                       "ASAN_OPTIONS": "detect_leaks=0"}
        if self.seed is not None:
            environment["JUDGE_SEED"] = str(self.seed)
        result = self.sandbox.run(
            ["sh", "-c", script, "judge", "@judge@", exercise.id], files={"worker": worker},
            folders={"judge": os.path.join(self.judges, exercise.chapter, exercise.name),
                     "jail": os.path.join(self.stage, "jail")},
            environment=environment, cpu=120, memory=0, wall=1200)
        lines = [line.split("\t") for line in result.out.decode("utf-8", "replace").splitlines()]
        if not lines or any(len(f) != 3 or f[1] not in (PASSED, FAILED, TO_DO) for f in lines):
            said = result.err.decode("utf-8", "replace").strip()[-300:]
            raise OutOfOrder(f"the judge of {exercise.id} did not do its work: {said}")
        return lines


def verdict_of(exercise, lines):
    tests = [{"name": name, "verdict": verdict, "why": cleaned(why)}
             for name, verdict, why in lines]
    for t in tests:
        if "GRADER OUT OF ORDER" in t["why"]:
            raise OutOfOrder(f"{exercise.id}, {t['name']}: {t['why']}")
    verdicts = {t["verdict"] for t in tests}
    if len(verdicts) == 1 and FAILED not in verdicts:
        return Verdict(verdicts.pop(), "", tests)
    note = []
    for t in tests:
        if t["verdict"] != PASSED:
            why = t["why"] or "it still says TODO(...)"
            note += [f"  failed  {t['name']}"] + ["      " + line for line in why.split("\n")]
    failed = [t["name"] for t in tests if t["verdict"] == FAILED]
    if not any(NO_BELIEF.search(t["why"]) for t in tests):
        note += [f'      ask yourself, is this what you think? "{q}"'
                 for q in exercise.questions(failed)]
    return Verdict(FAILED, "\n".join(note), tests)


def cleaned(text):
    """A message of a test, as lib/test writes it, without what no report should hold."""
    text = re.sub(r"\\(n|\\)", lambda m: "\n" if m[1] == "n" else "\\", text[:4000])
    return "\n".join(printable(line.strip()) for line in text.split("\n")[:12])


def digest(data):
    return hashlib.sha256(data).hexdigest()


# What begins and does not end reaches as far as it can: no pattern is tried twice.
QUOTED = rb'"(?:\\(?:.|\Z)|[^"\\\n])*(?:"|(?=\n)|\Z)|' rb"'(?:\\(?:.|\Z)|[^'\\\n])*(?:'|(?=\n)|\Z)"
TOKEN = re.compile(QUOTED + rb"|/\*.*?(?:\*/|\Z)|//[^\n]*", re.S)


def shortened(source):
    """A source without comments and empty space, when that cannot matter to what it means."""
    if re.search(rb"__|assert|#\s*line|\?\?|\\\r?\n", source):
        return source
    text = TOKEN.sub(lambda m: m[0] if m[0][:1] in (b'"', b"'") else b" ", source)
    parts = re.split(b"(" + QUOTED + b")", text, flags=re.S)
    parts[::2] = [re.sub(rb"[ \t\r\f\v]+", b" ", p) for p in parts[::2]]
    return b"\n".join(line for line in (x.strip() for x in b"".join(parts).split(b"\n")) if line)
