"""compiling.py: from a stranger's source to a locked program, or to a sentence that says why not.

The compiler sees headers only; the linker, in a sandbox of its own, sees the library.  A source
is looked at before it goes in, and no message comes out but the compiler's about this source.
"""
import json
import os
import re
import shlex

from .sandbox import OutOfOrder, python_inside
from .candidates import printable

COMPILE_SECONDS = 5
MOST_LINES = 12
DRIVER = ["-pipe", "-w", "-fno-lto"]
# The same in gcc's words and in clang's.
EITHER = (("-fno-diagnostics-show-caret", "-fno-caret-diagnostics"),
          ("-fdiagnostics-color=never", "-fno-color-diagnostics"),
          ("-fmax-errors=20", "-ferror-limit=20"))
LINKER = ["-static", "-fno-lto", "-Wl,--gc-sections", "-Wl,-z,noexecstack"]


class NotBuilt(Exception):
    """The student's file is no program: why."""


class Builder:
    """The compiler of this machine, and how it is called."""

    def __init__(self, sandbox, stage, cc, cflags):
        self.sandbox, self.stage = sandbox, stage
        self.cc = [w for w in shlex.split(cc) if os.path.basename(w) != "ccache"]
        self.cflags = shlex.split(cflags)
        works = self.try_flags(*self.cflags)
        if works.status != 0:
            raise OutOfOrder(f"the compiler {cc} does not work in the sandbox: " +
                             works.err.decode("utf-8", "replace")[-400:].strip())
        self.driver = DRIVER + [f for pair in EITHER for f in pair if self.accepts(f)]
        self.linker = LINKER + [f for f in ("-fno-use-linker-plugin",) if self.accepts(f)]

    def try_flags(self, *flags):
        return self.sandbox.run([*self.cc, *flags, "-x", "c", "-c", "/dev/null", "-o",
                                 "@tmp@/null.o"])

    def accepts(self, flag):
        return self.try_flags("-Werror", flag).status == 0

    def compile(self, exercise, source):
        """The object of a source; NotBuilt with a reason, which is never empty."""
        look_at(source)
        if self.sandbox.unsafe:
            self.look_inside(exercise, source)
        result = self.call(exercise, source, "-c")
        if result.status != 0 or not result.out:
            raise NotBuilt(self.why(exercise, result))
        return result.out

    def call(self, exercise, source, mode):
        script = 'cat > "$1" && shift && "$@" 1>&2 && cat @tmp@/made'
        name = "@tmp@/" + exercise.name + ".c"
        return self.sandbox.run(
            ["sh", "-c", script, "compile", name, *self.cc, *self.cflags,
             *self.chapter_flags(exercise.chapter), *self.driver, "-I@include@", mode, name,
             "-o", "@tmp@/made"],
            stdin=source, cpu=COMPILE_SECONDS, memory=1536,
            folders={"include": os.path.join(self.stage, "include", exercise.chapter)})

    def look_inside(self, exercise, source):
        """Where nothing hides our files: no file but headers may be read, by C or assembler."""
        result = self.call(exercise, source, "-E")
        if result.status != 0:
            raise NotBuilt(self.why(exercise, result))
        ours = os.path.join(os.path.abspath(self.stage), "include")
        own = at = None
        for line in result.out.decode("utf-8", "replace").splitlines():
            m = re.match(r'# \d+ "(.*?)"', line)
            if m:
                at = os.path.normpath(m[1])
                own = own or at
                if at != own and not at.startswith(("<", ours, "/usr/include/", "/usr/lib/")):
                    raise NotBuilt(f"it includes {printable(m[1])}: only headers of the book and "
                                   "of C may be included")
            elif at == own and re.search(r"\b(asm|__asm|__asm__)\b", line):
                raise NotBuilt("it has parts in assembler, which no exercise needs")

    def chapter_flags(self, chapter):
        with open(os.path.join(self.stage, "link", chapter, "flags"), encoding="ascii") as f:
            return shlex.split(f.read())

    def why(self, exercise, result):
        said = result.err.decode("utf-8", "replace")
        if result.status >= 126 or re.search(
                r"out of memory|memory exhausted|[Kk]illed|CPU time limit|terminated signal"
                r"|signal terminated|File size limit|internal compiler error", said):
            return (f"the compiler was stopped: this file takes more than {COMPILE_SECONDS} "
                    "seconds of processor time or 1.5 GB of memory to compile")
        lines = own_messages(said, exercise.name + ".c")
        if not lines:
            return "does not compile, and the compiler gives no line of this file as the reason: " \
                "does it include a file that is not there?"
        return "does not compile:\n" + "\n".join("      " + line for line in lines)

    def link(self, exercise, data):
        """The worker of an object, and which functions of the library it asks for."""
        link = os.path.join(self.stage, "link")
        spec = {
            "functions": exercise.functions, "forbidden": sorted(exercise.forbidden),
            "names": f"@link@/{exercise.chapter}/names", "c_names": "@inside@/c_names.txt",
            "objects": [f"@link@/{exercise.chapter}/{exercise.name}.o", "@link@/worker.o",
                        "@link@/message.o", f"@link@/{exercise.chapter}/libtfn.a", "-lm"],
            "link": self.cc + self.linker, "tmp": "@tmp@"}
        result = self.sandbox.run(python_inside() + ["@inside@/link.py", json.dumps(spec)],
                                  stdin=data, cpu=COMPILE_SECONDS, memory=1536,
                                  folders={"link": link,
                                           "inside": os.path.join(self.stage, "inside")})
        head, _, program = result.out.partition(b"\n")
        try:
            line = json.loads(head)
        except ValueError:
            if result.status >= 126:
                raise NotBuilt("its object file takes too long or too much memory to link")
            said = result.err.decode("utf-8", "replace").strip()[-300:]
            raise OutOfOrder(f"linking {exercise.id} failed: {said}") from None
        if "refused" in line:
            raise NotBuilt(printable(str(line["refused"])))
        return program


def look_at(source):
    """What is no C text at all gets a sentence instead of the compiler's noise."""
    if not source.strip():
        raise NotBuilt("the file is empty")
    if source[:2] in (b"\xff\xfe", b"\xfe\xff") or source[1:2] == b"\0" or source[:1] == b"\0":
        raise NotBuilt("the file is in UTF-16: save it as UTF-8 (in Notepad: Save as, Encoding)")
    if b"\0" in source:
        raise NotBuilt("the file is no text: it has bytes that are zero")
    if source[:4] in (b"PK\x03\x04", b"%PDF", b"{\\rt") or source[:2] == b"\x1f\x8b":
        raise NotBuilt("the file is no C source: send the plain .c file")


def own_messages(said, name):
    """The compiler's errors about this file, without paths and without other files' lines."""
    lines = []
    for line in said.splitlines():
        line = line[:2000]
        m = re.match(r"^\S*?/?" + re.escape(name) +
                     r":(\d+):(?:\d+:)? ((?:fatal )?error: .*)$", line)
        if m and len(lines) < MOST_LINES:
            text = re.sub(r"/(?:box/include|tmp)/", "", m[2])
            lines.append(printable(f"{name}:{m[1]}: {text}"))
    return lines
