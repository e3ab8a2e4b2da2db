#!/usr/bin/env python3
"""link.py SPEC: checks the object on standard input and links it to a worker, in the sandbox.

SPEC is JSON: functions (that must be there), forbidden (of the library), names and objects
(files), flags and link (a command).  Out come a line of JSON and, when the object is accepted,
the program.  What an honest C file compiles to is known: anything else in the object is refused.
"""
import json
import os
import re
import struct
import subprocess
import sys

SECTIONS = re.compile(
    r"^(|\.text(\..*)?|\.data(\..*)?|\.bss(\..*)?|\.rodata(\..*)?|\.tdata|\.tbss|\.comment"
    r"|\.note\.GNU-stack|\.note\.gnu\.property|\.eh_frame|\.symtab|\.strtab|\.shstrtab"
    r"|\.llvm_addrsig|\.rela?\.(text|data|bss|rodata|eh_frame)(\..*)?"
    r"|\.(ARM|riscv)\.(exidx|extab|attributes).*)$")
# What compilers call by themselves: arithmetic that the processor lacks, and stack guards.
RUNTIME = re.compile(r"^(__(u|add|sub|mul|div|mod|neg|cmp|fix|float|ext|trunc|ash|lsh|pow|clz|ctz"
                     r"|pop|parity|bswap|[a-z]*cmp)[a-z]*(si|di|ti|sf|df|xf|tf|sc|dc|xc|tc)[a-z]*"
                     r"\d?|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|__aeabi_\w+|__tls_get_addr)$")
WORKER = {"main", "_start", "worker_perform", "message_elements", "exercise_todo"}
FUNC, IFUNC, UNIQUE, COMMON = 2, 10, 10, 0xfff2


class Refused(Exception):
    """Why an object is not accepted, in a sentence for its author."""


class Elf:
    """Sections and symbols of an ELF file, read with every bound checked."""

    def __init__(self, data):
        self.data = data
        if data[:4] != b"\x7fELF" or len(data) < 64 or data[4] not in (1, 2):
            raise Refused("the compiler made no object file of it")
        self.wide, self.order = data[4] == 2, "<" if data[5] == 1 else ">"
        self.kind = self.unpack("H", 16)[0]
        at, size, count, names = self.unpack(*(("Q", 40) if self.wide else ("I", 32))) + \
            self.unpack("HHH", 58 if self.wide else 46)
        self.sections = [self.section(at + i * size) for i in range(count)]
        strings = self.bytes_of(self.sections[names]) if names < count else b""
        for s in self.sections:
            s["name"] = text_at(strings, s["name"])

    def unpack(self, form, at):
        form = self.order + form
        if at < 0 or at + struct.calcsize(form) > len(self.data):
            raise Refused("its object file is broken")
        return struct.unpack_from(form, self.data, at)

    def section(self, at):
        fields = self.unpack("IIQQQQIIQQ" if self.wide else "IIIIIIIIII", at)
        keys = ("name", "type", "flags", "address", "offset", "size", "link", "info", "align",
                "entry")
        return dict(zip(keys, fields))

    def bytes_of(self, s):
        if s["type"] == 8:
            return b""
        if s["offset"] + s["size"] > len(self.data):
            raise Refused("its object file is broken")
        return self.data[s["offset"]:s["offset"] + s["size"]]

    def symbols(self):
        """(name, binding, type, section) of every symbol."""
        form = self.order + ("IBBHQQ" if self.wide else "IIIBBH")
        for s in self.sections:
            if s["type"] != 2:
                continue
            if s["link"] >= len(self.sections):
                raise Refused("its object file is broken")
            names, table = self.bytes_of(self.sections[s["link"]]), self.bytes_of(s)
            size = struct.calcsize(form)
            for at in range(0, len(table) - size + 1, size):
                f = struct.unpack_from(form, table, at)
                name, info, section = (f[0], f[1], f[3]) if self.wide else (f[0], f[3], f[5])
                yield text_at(names, name), info >> 4, info & 15, section


def text_at(strings, at):
    end = strings.find(b"\0", at)
    return strings[at:end if end >= 0 else None].decode("ascii", "replace")


def plain(name):
    return name if re.match(r"^[A-Za-z_]\w{0,60}$", name) else "a name that is no C name"


def check(elf, spec, library, c_names):
    """Raises Refused, or returns the functions of the library that the object asks for."""
    if elf.kind != 1:
        raise Refused("the compiler made no object file of it")
    for s in elf.sections:
        if not SECTIONS.match(s["name"]):
            raise Refused(f"its object file has a section {s['name'][:40]!r}, which C does not "
                          "make: leave out attributes like constructor, and __asm__")
    symbols = list(elf.symbols())
    if any(t == IFUNC or b == UNIQUE for _, b, t, _ in symbols):
        raise Refused("its object file has indirect functions, which C does not make")
    outside = [(n, s) for n, b, _, s in symbols if b and n]
    defined = {n for n, s in outside if s}
    undefined = {n for n, s in outside if not s}
    if "main" in defined:
        raise Refused("it has a main; the tests have theirs already: leave yours out")
    missing = [f for f in spec["functions"] if f not in defined]
    if missing:
        raise Refused(f"there is no function {missing[0]}: keep the name and the arguments that "
                      "the stub gave it")
    for n in sorted(defined - set(spec["functions"])):
        if n in library or n in WORKER or n.startswith(("worker_", "judge_", "test_")):
            raise Refused(f"{n} is a name of the book's: call your function something else, or "
                          "write static before it")
    refuse_calls(undefined, spec, library, c_names)
    return sorted(undefined & library)


def refuse_calls(undefined, spec, library, c_names):
    for n in sorted(undefined):
        if n in spec["forbidden"]:
            raise Refused(f"the answer may not come from the library: {n} is what you are asked "
                          "to write")
        if n not in library and n not in c_names and not RUNTIME.match(n) and n != "exercise_todo":
            raise Refused(f"there is no function {plain(n)} here: neither C nor the chapters so "
                          "far have it, or it is one that no exercise needs")


def check_program(program, spec, asked):
    """What was linked: not the forbidden function by way of another one either."""
    linked = {n for n, _, t, s in Elf(program).symbols() if s and t == FUNC}
    for n in sorted(set(spec["forbidden"]) & linked):
        through = f" (by way of {', '.join(asked[:5])})" if asked else ""
        raise Refused(f"the answer may not come from the library: {n}, which you are asked to "
                      f"write, was linked{through}")


def lines_of(path):
    with open(path, encoding="ascii") as f:
        return {line.strip() for line in f if line.strip() and not line.startswith("#")}


def run(spec):
    data = sys.stdin.buffer.read()
    library = lines_of(spec["names"])
    try:
        asked = check(Elf(data), spec, library, lines_of(spec["c_names"]))
        source = os.path.join(spec["tmp"], "submission.o")
        target = os.path.join(spec["tmp"], "worker")
        with open(source, "wb") as f:
            f.write(data)
        made = subprocess.run(spec["link"] + ["-o", target, source] + spec["objects"],
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if made.returncode:
            raise Refused(why_not_linked(made.stderr.decode("utf-8", "replace")))
        with open(target, "rb") as f:
            program = f.read()
        check_program(program, spec, asked)
    except Refused as e:
        return {"refused": str(e)}, b""
    return {"asked": asked}, program


def why_not_linked(text):
    name = re.search(r"(?:undefined reference to|multiple definition of) [`'](\w+)'", text)
    if name:
        return f"{name[1]} could not be linked: it exists twice or not at all"
    return "it could not be linked; the linker says: " + " ".join(text.split())[-200:]


def main():
    line, program = run(json.loads(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(line).encode("ascii") + b"\n" + program)


if __name__ == "__main__":
    main()
