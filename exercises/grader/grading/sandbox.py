"""sandbox.py: runs our programs on strangers' data, where nothing is within reach.

Inside there are the compiler's folders and what is bound by name, all read-only, an empty /tmp,
no network, no other processes, no environment, nobody's rights, and limits.  Data goes in as
standard input and comes out as standard output, both files in memory: no path of a submission
and no permission of the teacher's files plays a part.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

MEGABYTE = 1 << 20
NOBODY = 65534
ISOLATED = "bubblewrap (no network, no files but the compiler's, nobody's rights) and a filter " \
    "of system calls"
UNSAFE = "NOT isolated (UNSAFE=1): limits and a filter of system calls only; the compiler could " \
    "read every file that the grader can read"


class OutOfOrder(Exception):
    """The grader itself cannot do its work: no student is to blame."""


class Result:
    """What a command left: its status, its output and what it said."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def memory_file(data=b""):
    fd = os.memfd_create("grade", os.MFD_CLOEXEC)
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view):]
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def read_back(fd, most, end=0):
    """The first bytes of a file in memory; of one that has more, also the last `end`."""
    size = os.fstat(fd).st_size
    tail = b"\n" + os.pread(fd, end, size - end) if end and size > most else b""
    os.lseek(fd, 0, os.SEEK_SET)
    parts, left = [], most
    while left > 0:
        part = os.read(fd, min(left, MEGABYTE))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    os.close(fd)
    return b"".join(parts) + tail


class Sandbox:
    """How commands are locked in on this machine; found out once, at the start."""

    def __init__(self, unsafe, scratch):
        self.bwrap = None if unsafe else shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")
        self.unsafe, self.scratch, self.style = unsafe, scratch, None
        if unsafe:
            return
        if not self.bwrap:
            raise OutOfOrder("bubblewrap is not installed, and without it a submission could read "
                             "and change your files.\n  ./setup make grade ...   installs it\n"
                             "  UNSAFE=1 grades without isolation, and every report says so")
        self.style = self.working_style()

    def working_style(self):
        """As root the rights of nobody; else a user namespace, in which there is only nobody."""
        causes = []
        for style in (["root"] if os.geteuid() == 0 else []) + ["user"]:
            self.style = style
            try:
                if self.run(["true"]).status == 0:
                    return style
            except OutOfOrder as e:
                causes.append(str(e))
        raise OutOfOrder("bubblewrap is installed but cannot lock a program in here: "
                         f"{causes[-1] if causes else 'no reason was given'}\n"
                         "  Containers and some systems forbid user namespaces to ordinary users; "
                         "see the appendix on grading.\n"
                         "  UNSAFE=1 grades without isolation, and every report says so")

    @property
    def says(self):
        return UNSAFE if self.unsafe else ISOLATED

    def lock(self, folders, files):
        """The command line of bubblewrap, up to the command."""
        line = [self.bwrap, "--die-with-parent", "--new-session", "--clearenv"]
        if self.style == "root":
            line += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
                     "--unshare-cgroup-try", "--cap-drop", "ALL", "--cap-add", "CAP_SETUID",
                     "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
        else:
            line += ["--unshare-all", "--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
        line += ["--perms", "0755", "--dir", "/etc", "--perms", "0755", "--dir", "/box"]
        for path in ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/alternatives"):
            if os.path.islink(path):
                line += ["--symlink", os.readlink(path), path]
            elif os.path.isdir(path):
                line += ["--ro-bind", path, path]
        line += ["--perms", "1777", "--tmpfs", "/tmp", "--dev", "/dev", "--chdir", "/tmp",
                 "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LC_ALL", "C.UTF-8"]
        for name, outside in folders.items():
            line += ["--ro-bind", outside, f"/box/{name}"]
        for name, fd in files.items():
            line += ["--perms", "0755", "--ro-bind-data", str(fd), f"/box/{name}"]
        if self.style == "root":
            return line + ["--", "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}",
                           "--clear-groups", "--no-new-privs", "--inh-caps=-all",
                           "--bounding-set=-all"]
        return line + ["--"]

    def run(self, command, stdin=b"", folders=None, files=None, environment=None, cpu=10,
            memory=2048, size=64, wall=300):
        """Runs a command inside; stdin is bytes or an open file.

        In the command and the environment @NAME@ stands for the path, inside, of the folder
        folders[NAME] or of a program with the bytes files[NAME]; @tmp@ is an empty folder.  cpu is
        in seconds, memory and the size of written files in megabytes, wall in seconds, a last
        resort.  The last line of the messages is ours: where it is missing, the sandbox failed
        and not the command.
        """
        folders, files, environment = folders or {}, files or {}, environment or {}
        limits = f"ulimit -t {cpu}; ulimit -f {size * 2048}; ulimit -c 0; ulimit -n 128"
        if memory:
            limits += f"; ulimit -v {memory * 1024}"

        def script(paths):
            def put(text):
                return re.sub(r"@(\w+)@", lambda m: paths.get(m[1], m[0]), text)
            sets = "".join(f"export {k}={shlex.quote(put(v))}; " for k, v in environment.items())
            words = shlex.join(put(word) for word in command)
            return ["sh", "-c", f"({limits}; {sets}{words}); echo \"ran $?\" >&2"]

        if self.unsafe:
            result = self.run_unsafe(script, stdin, folders, files, wall)
        else:
            inside = {name: f"/box/{name}" for name in [*folders, *files]}
            fds = {name: memory_file(data) for name, data in files.items()}
            result = self.start(self.lock(folders, fds) + script({**inside, "tmp": "/tmp"}),
                                stdin, wall, pass_fds=list(fds.values()))
            for fd in fds.values():
                os.close(fd)
        return self.checked(result)

    @staticmethod
    def checked(result):
        said, _, last = result.err.rstrip(b"\n").rpartition(b"\n")
        if last.startswith(b"ran ") and last[4:].isdigit():
            return Result(int(last[4:]), result.out, said)
        cause = result.err.decode("utf-8", "replace").strip() or f"status {result.status}"
        raise OutOfOrder(f"a command could not be run in the sandbox: {cause[:500]}")

    def start(self, line, stdin, wall, **more):
        given = memory_file(stdin) if isinstance(stdin, bytes) else os.dup(stdin.fileno())
        out, err = memory_file(), memory_file()
        try:
            status = subprocess.call(["timeout", "-k", "5", str(wall)] + line, stdin=given,
                                     stdout=out, stderr=err, **more)
        except OSError as e:
            raise OutOfOrder(f"{line[0]}: {e}") from e
        finally:
            os.close(given)
        # However much it said, our line is the last.
        return Result(status, read_back(out, 256 * MEGABYTE), read_back(err, MEGABYTE, 200))

    def run_unsafe(self, script, stdin, folders, files, wall):
        """Without bubblewrap: in a folder that is removed afterwards."""
        with tempfile.TemporaryDirectory(dir=self.scratch, prefix="unsafe-") as top:
            os.chmod(top, 0o755)
            paths = {name: os.path.abspath(path) for name, path in folders.items()}
            for name, data in files.items():
                paths[name] = os.path.join(top, name)
                with open(paths[name], "wb") as f:
                    f.write(data)
                os.chmod(paths[name], 0o755)
            paths["tmp"] = os.path.join(top, "tmp")
            os.mkdir(paths["tmp"])
            os.chmod(paths["tmp"], 0o777)
            more = {"user": NOBODY, "group": NOBODY, "extra_groups": []} \
                if os.geteuid() == 0 else {}
            return self.start(script(paths), stdin, wall, cwd=paths["tmp"],
                              env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                                   "TMPDIR": paths["tmp"], "JAIL_WITHOUT_FILTER": "1"}, **more)


def python_inside():
    """The interpreter as it is called inside: the one that runs us, which must be the system's."""
    program = os.path.realpath(sys.executable)
    if not program.startswith(("/usr/", "/bin/")):
        program = "/usr/bin/python3"
    return [program, "-I", "-S", "-B"]
