#!/usr/bin/env python3
"""run.py FOLDER COMMAND...: the trials of the grader; COMMAND is grade.py with its options.

Everything with bubblewrap; what differs without it, and as an ordinary user, once more.  Prints a
line for each case.
"""
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import archives                                     # noqa: E402
import hostile                                      # noqa: E402
import machine                                      # noqa: E402
import teacher                                      # noqa: E402
from harness import NOBODY, Room, perform           # noqa: E402


def can_read(path):
    """Whether an ordinary user gets to this folder."""
    pid = os.fork()
    if pid == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        os._exit(0 if os.access(path, os.R_OK | os.X_OK) else 1)
    return os.waitpid(pid, 0)[1] == 0


def main():
    folder, *command = sys.argv[1:]
    only = os.environ.get("T", "")
    root = os.geteuid() == 0
    every = hostile.CASES + archives.CASES + machine.CASES + teacher.CASES
    plans = [("bubblewrap" + (", root" if root else ""), False, False, every),
             ("UNSAFE=1" + (", root" if root else ""), True, False,
              [hostile.hostile_run, hostile.library_answers, archives.odd_archives,
              machine.no_sandbox])]
    if root:
        plans.append(("bubblewrap, an ordinary user", False, True,
                      [hostile.hostile_run, archives.same_names, machine.odd_machines]))
    failed = count = 0
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="check-grader-") as top:
        os.chmod(top, 0o755)
        for label, unsafe, ordinary, cases in plans:
            if ordinary and not can_read(os.getcwd()):
                print(f"skipped        [{label}] this folder is closed to ordinary users")
                continue
            cases = [c for c in cases if only in c.__name__]
            room = Room(command, os.path.join(top, str(len(label))), unsafe, ordinary)
            count += len(cases)
            failed += perform(cases, room, label)
    print(f"check-grader: {count} cases, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
