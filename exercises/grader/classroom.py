#!/usr/bin/env python3
"""classroom.py FOLDER TABLE [ASSIGNMENT]: files for GitHub Classroom and Gradescope.

Writes .github/workflows/classroom.yml and .github/classroom/autograding.json, for the repository
that the students get, and gradescope/setup.sh and gradescope/run_autograder.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from grading.assignment import Assignment, read_assignment       # noqa: E402
from grading.exercises import read_exercises                     # noqa: E402
from grading.sandbox import OutOfOrder                           # noqa: E402

MINUTES = 10
GRADER = "classroom-resources/autograding-command-grader@v1"
REPORTER = "classroom-resources/autograding-grading-reporter@v1"
SETUP = """#!/bin/sh
# setup.sh: Gradescope runs it once, to make the image of the autograder.
cd /autograder/source && ./setup make grader
"""
RUN = """#!/bin/sh
# run_autograder: Gradescope runs it for each submission.  Its container is the
# isolation: inside, bubblewrap may not lock anything in.
cd /autograder/source || exit 1
mkdir -p /autograder/all
cp -r /autograder/submission /autograder/all/
bwrap --unshare-all --ro-bind / / true 2> /dev/null || force=UNSAFE=1
make grade DIR=/autograder/all OUT=/autograder/grades %s $force
cp /autograder/grades/gradescope/submission.json /autograder/results/results.json
"""


def command(e):
    """Succeeds when the exercise is passed: a stub that is still to do is no success."""
    chapter, k = e.id.split(".")
    result = f"build/*/results/exercises/{e.chapter}/{e.name}.result"
    return f"make -s exercise-{int(chapter):02d}.{k} && grep -qx '1 0 0' {result}"


def whole(weight):
    if weight != int(weight):
        raise OutOfOrder(f"GitHub Classroom knows whole points only, not {weight}")
    return int(weight)


def step(e):
    return "step-" + e.id.replace(".", "-")


def workflow(assignment):
    """The steps in YAML; every text is quoted as in JSON, which YAML reads."""
    lines = ["name: Autograding Tests", "'on':", "- push", "- repository_dispatch", "permissions:",
             "  checks: write", "  actions: read", "  contents: read", "jobs:",
             "  run-autograding-tests:", "    runs-on: ubuntu-latest",
             "    if: github.actor != 'github-classroom[bot]'", "    steps:",
             "    - name: Checkout code", "      uses: actions/checkout@v4",
             "    - name: Compiler and Check", "      run: ./setup make doctor"]
    for e in assignment.exercises:
        lines += [f"    - name: {json.dumps(e.id + ' ' + e.title)}", f"      id: {step(e)}",
                  f"      uses: {GRADER}", "      with:",
                  f"        test-name: {json.dumps(e.id + ' ' + e.title)}",
                  "        setup-command: ''", f"        command: {json.dumps(command(e))}",
                  f"        timeout: {MINUTES}",
                  f"        max-score: {whole(assignment.weights[e.id])}"]
    lines += ["    - name: Autograding Reporter", f"      uses: {REPORTER}", "      env:"]
    lines += [f"        {step(e).upper()}_RESULTS: \"${{{{steps.{step(e)}.outputs.result}}}}\""
              for e in assignment.exercises]
    lines += ["      with:", "        runners: " + ",".join(map(step, assignment.exercises))]
    return "\n".join(lines) + "\n"


def autograding(assignment):
    tests = [{"name": f"{e.id} {e.title}", "setup": "", "run": command(e), "input": "",
              "output": "", "comparison": "included", "timeout": MINUTES,
              "points": whole(assignment.weights[e.id])} for e in assignment.exercises]
    return json.dumps({"tests": tests}, indent=2, ensure_ascii=False) + "\n"


def main():
    folder, table, *rest = sys.argv[1:]
    exercises = read_exercises(table)
    assignment = read_assignment(rest[0], exercises) if rest else Assignment(exercises)
    given = "ASSIGNMENT=assignment.ini" if rest else ""
    files = {".github/workflows/classroom.yml": workflow(assignment),
             ".github/classroom/autograding.json": autograding(assignment),
             "gradescope/setup.sh": SETUP, "gradescope/run_autograder": RUN % given}
    if rest:
        with open(rest[0], encoding="utf-8-sig") as f:
            files["gradescope/assignment.ini"] = f.read()
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        if text.startswith("#!"):
            os.chmod(path, 0o755)
    print(f"classroom: {folder}/.github for GitHub Classroom, {folder}/gradescope for Gradescope")


if __name__ == "__main__":
    try:
        main()
    except OutOfOrder as problem:
        sys.exit(f"classroom: {problem}")
