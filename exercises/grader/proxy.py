#!/usr/bin/env python3
"""proxy.py EXERCISES.H judge|worker|fuzz NAME...: writes the C that carries calls.

From the prototypes of the named functions and the shapes of shape.h it makes the two halves
of a call, in the test's process (judge) and in the submission's (worker), or functions that
answer with nonsense of the right size (fuzz).
"""
import re
import sys

INTEGERS = re.compile(r"^(unsigned |signed )?(int|long|short|char|size_t|u?int\d+_t)$")


class Parameter:
    """One parameter: its C type, its name and how it travels."""

    def __init__(self, type_, name, kind, mode="", count="", const=""):
        self.type, self.name, self.kind = type_, name, kind
        self.mode, self.count, self.const = mode, count, const

    @property
    def declaration(self):
        star = " " if self.kind == "value" else " *"
        return f"{self.const}{self.type}{star}{self.name}"

    @property
    def elements(self):
        return f"message_elements((double)({self.count}), sizeof({self.type}))"

    @property
    def is_struct(self):
        return self.type.startswith("struct ") or self.type in ("rot3", "vec3", "euler_zyz",
                                                               "cube_rotation")

    @property
    def fill(self):
        """What an array holds that nobody has written: NaN, or a large whole number."""
        return "0x7f" if INTEGERS.match(self.type) or self.type.startswith("enum ") else "0xff"


def parameter(text):
    text = " ".join(text.split())
    string = re.match(r"^const char \*\s*(\w+) STRING$", text)
    if string:
        return Parameter("char", string.group(1), "string", const="const ")
    array = re.match(r"^(const )?(.+?) ?\*\s*(?:restrict )?(\w+) (IN|OUT|INOUT)\((.*)\)$", text)
    if array:
        const, type_, name, mode, count = array.groups()
        return Parameter(type_, name, "array", mode, count, const or "")
    fixed = re.match(r"^(const )?([\w ]+?) (\w+)\[(\w+)\]$", text)
    if fixed:
        const, type_, name, count = fixed.groups()
        return Parameter(type_, name, "array", "IN" if const else "INOUT", count, const or "")
    if re.search(r"[*\[(]", text):
        sys.exit(f"proxy: the pointer in `{text}` has no shape: IN(n), OUT(n) or INOUT(n)")
    value = re.match(r"^([\w ]+?) (\w+)$", text)
    if not value:
        sys.exit(f"proxy: cannot read the parameter `{text}`")
    return Parameter(value.group(1), value.group(2), "value")


def split_parameters(text):
    parts, depth = [""], 0
    for c in text:
        depth += (c == "(") - (c == ")")
        if c == "," and not depth:
            parts.append("")
        else:
            parts[-1] += c
    return [p for p in parts if p.strip() and p.strip() != "void"]


def prototypes(path):
    """All functions of a header: name -> (type, parameters)."""
    text = open(path, encoding="utf-8").read()
    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    form = (r"(?:^|[;}])\s*((?:\w+\s+)*?\w+[\s*]+)(\w+)\s*"
            r"\(((?:[^();{}]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)\s*(?=;)")
    found = {}
    for type_, name, parameters in re.findall(form, text):
        type_ = " ".join(type_.split())
        if not re.search(r"\btypedef\b|\breturn\b", type_):
            found[name] = (type_, parameters)
    return found


def judge_half(number, name, type_, parameters):
    """The test's half: send what is read, take what is written."""
    arrays = [p for p in parameters if p.kind == "array"]
    back = [p for p in arrays if p.mode != "IN"]
    size = " + ".join([f"sizeof({'unsigned char' if type_ == 'bool' else type_})"] *
                      (type_ != "void") +
                      [f"judge_size({p.name}, {p.elements}, sizeof *{p.name})" for p in back])
    arguments = ", ".join(p.declaration for p in parameters) or "void"
    yield f"{type_} {name}({arguments})\n{{\n  judge_call({number});"
    for p in parameters:
        if p.kind == "value":
            yield f"  CLEAR_PADDING(&{p.name});" if p.is_struct else ""
            yield f"  judge_put(&{p.name}, sizeof {p.name});"
    for p in parameters:
        if p.kind == "string":
            yield f"  size_t length_{p.name} = {p.name} ? strlen({p.name}) + 1 : 0;"
            yield f"  judge_put(&length_{p.name}, sizeof length_{p.name});"
            yield f"  judge_put_array({p.name}, length_{p.name}, 1);"
    for p in arrays:
        yield from send_array(p)
    yield f"  judge_send({size or '0'});"
    if type_ == "bool":
        yield "  bool result = judge_take_bool();"
    elif type_ != "void":
        yield f"  {type_} result;\n  judge_take(&result, sizeof result);"
    for p in back:
        yield from take_array(p, REFUSED.get(type_.split()[0], "false"))
    yield ("}\n" if type_ == "void" else "  return result;\n}\n")


# A function refuses its input by returning false, or a status that is not zero.
REFUSED = {"bool": "!result", "enum": "result != 0"}


def take_array(p, refused):
    if p.mode == "OUT":
        yield f"  judge_take_out({p.name}, {p.elements}, sizeof *{p.name}, {p.fill}, {refused});"
    else:
        yield f"  judge_take_array({p.name}, {p.elements}, sizeof *{p.name});"


def send_array(p):
    if p.mode == "OUT":
        yield f"  judge_put_present({p.name});"
    elif not p.is_struct:
        yield f"  judge_put_array({p.name}, {p.elements}, sizeof *{p.name});"
    else:
        yield f"  judge_put_present({p.name});"
        yield f"  for (size_t i = 0; {p.name} && i < {p.elements}; i++) {{"
        yield f"    {p.type} one = {p.name}[i];\n    CLEAR_PADDING(&one);"
        yield "    judge_put(&one, sizeof one);\n  }"


def worker_half(number, name, type_, parameters):
    """The submission's half: rebuild the arguments, call, send back."""
    yield f"static void call_{number}(void)\n{{"
    for p in parameters:
        if p.kind == "value":
            yield f"  {p.type} {p.name};\n  worker_take(&{p.name}, sizeof {p.name});"
    for p in parameters:
        if p.kind == "string":
            yield f"  size_t length_{p.name};"
            yield f"  worker_take(&length_{p.name}, sizeof length_{p.name});"
            yield f"  char *{p.name} = worker_take_array(length_{p.name}, 1);"
    for p in parameters:
        if p.kind == "array" and p.mode == "OUT":
            yield (f"  {p.type} *{p.name} =\n      worker_out_array({p.elements}, "
                   f"sizeof({p.type}), {p.fill});")
        elif p.kind == "array":
            yield (f"  {p.type} *{p.name} =\n      worker_take_array({p.elements}, "
                   f"sizeof({p.type}));")
    call = f"{name}({', '.join(p.name for p in parameters)})"
    if type_ == "void":
        yield f"  {call};"
    else:
        sent = "unsigned char" if type_ == "bool" else type_
        yield f"  {sent} result = {call};\n  worker_put(&result, sizeof result);"
    for p in parameters:
        if p.kind == "array" and p.mode != "IN":
            yield f"  worker_put_array({p.name}, {p.elements}, sizeof *{p.name});"
    yield "}\n"


def fuzz_function(name, type_, parameters):
    """An answer of the right size and of no sense, or a right one with something spoilt.

    Where the solution is linked as well, it goes by the name real_NAME."""
    arguments = ", ".join(p.declaration for p in parameters) or "void"
    written = [p for p in parameters if p.kind == "array" and p.mode != "IN"]
    call = f"real_{name}({', '.join(p.name for p in parameters)})"
    yield f"{type_} real_{name}({arguments}) __attribute__((weak));"
    yield f"{type_} {name}({arguments})\n{{"
    yield from (f"  (void){p.name};" for p in parameters)
    yield f"  bool right = real_{name} && fuzz_over();"
    if type_ != "void":
        yield f"  {type_} result;"
        nonsense = {"bool": "result = fuzz_bool()"}.get(
            type_, f"fuzz_{'status' if type_.startswith('enum ') else 'fill'}"
            "(&result, 1, sizeof result)")
        spoil = "" if type_ == "bool" else "\n    fuzz_spoil(&result, 1, sizeof result);"
        yield f"  if (right) {{\n    result = {call};{spoil}\n  }} else\n    {nonsense};"
    else:
        yield f"  if (right)\n    {call};"
    for p in written:
        shape = f"({p.name}, {p.elements}, sizeof *{p.name})"
        yield f"  if ({p.name} && right)\n    fuzz_spoil{shape};"
        yield f"  else if ({p.name})\n    fuzz_fill{shape};"
    yield "}\n" if type_ == "void" else "  return result;\n}\n"


def main():
    header, side, *names = sys.argv[1:]
    known = prototypes(header)
    print("/* Written by proxy.py from exercises.h. */")
    print('#include "exercises.h"\n#include "judge.h"\n#include <string.h>')
    print('#include "fuzz.h"\n' if side == "fuzz" else "")
    for number, name in enumerate(names):
        if name not in known:
            sys.exit(f"proxy: {header} has no prototype of {name}")
        type_, text = known[name]
        if "*" in type_:
            sys.exit(f"proxy: {name} returns a pointer, which cannot travel")
        parameters = [parameter(t) for t in split_parameters(text)]
        half = {"judge": judge_half, "worker": worker_half}.get(side)
        lines = half(number, name, type_, parameters) if half else \
            fuzz_function(name, type_, parameters)
        print("\n".join(line for line in lines if line))
    if side == "worker":
        cases = "".join(f"  case {i}:\n    call_{i}();\n    return 1;\n"
                        for i in range(len(names)))
        print("int worker_perform(uint32_t function)\n{\n  switch (function) {\n" + cases +
              "  default:\n    return 0;\n  }\n}")


if __name__ == "__main__":
    main()
