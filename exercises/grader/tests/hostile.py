"""hostile.py: one run over many submissions to 1.1 that cheat, break or read what is not theirs."""
import os
import subprocess

from harness import instead, must, solution

STD = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
POSIX = "#define _GNU_SOURCE\n" + STD + ("#include <fcntl.h>\n#include <signal.h>\n"
                                          "#include <unistd.h>\n#include <sys/socket.h>\n")


def sources(victim, root):
    """name: (source, a word that the reason must hold)."""
    secret = os.path.join(root, "solutions/01-groups/1_order.c")
    return {**that_run(victim), **that_link(), **that_read(secret), **that_are_no_source()}


def that_run(victim):
    """Submissions that compile, and do in a call what they should not."""
    return {
        "exit": (instead("exit(0);", STD), "exit"),
        "_exit": (instead("_Exit(0);", STD), "exit"),
        "abort": (instead("abort();", STD), "abort"),
        "assert": (instead("assert(0);", "#include <assert.h>\n"), "assert"),
        "null": (instead("*(volatile int *)0 = 1;"), "crashed"),
        "divide": (instead("volatile int z = 0; return 7 / z;"), "division"),
        "endless": (instead("for (volatile int i = 0;; i++) ;"), "2 seconds"),
        "recursion": (instead("return eat(1);", "static volatile int sink; static int eat(int n) "
                              "{ char b[65536]; b[n & 1023] = 1; sink = eat(n + 1) + b[5]; "
                              "return sink; }"), "crashed"),
        "memory": (instead("for (int i = 0; i < 10; i++) { char *p = malloc((size_t)1 << 30); "
                           "memset(p, 1, (size_t)1 << 30); }", STD), "crashed"),
        "fork": (instead("while (fork() >= 0) ;", POSIX), "fork"),
        "raw-fork": (instead("for (int i = 0; i < 100; i++) if (fork_() < 0) break;",
                             "static long fork_(void) { long r; __asm__ volatile(\"syscall\" : "
                             "\"=a\"(r) : \"a\"(57L) : \"rcx\", \"r11\", \"memory\"); return r; }"
                             if os.uname().machine == "x86_64" else
                             "static long fork_(void) { return -1; }"), "failed"),
        "files": (instead(f'FILE *f = fopen("{victim}", "w"); if (f) fclose(f);', STD),
                  "no function"),
        "system": (instead(f'if (system("rm -f {victim}")) {{}}', STD), "system"),
        "network": (instead("socket(AF_INET, SOCK_STREAM, 0);", POSIX), "socket"),
        "descriptors": (instead("for (int i = 0; i < 64; i++) write(i, \"end 0\\n\", 6);", POSIX),
                        "write"),
        "forge": (instead('puts("law_x\\tpassed\\t");', STD), "failed"),
        "wait": (instead("for (;;) getchar();", STD), ""),
    }


def that_link():
    """Submissions whose names or sections get into the way of others."""
    return {
        "main": (solution().decode() + "\nint main(void) { return 0; }\n", "main"),
        "constructor": (solution().decode() + "\n__attribute__((constructor)) static void c(void) "
                        "{ static volatile int n; n++; }\n", "section"),
        "worker-names": (solution().decode() + "\nint worker_perform(unsigned f);\n"
                         "int worker_perform(unsigned f) { return f == 0; }\n", "worker_perform"),
        "library-name": (solution().decode() + "\nconst char *so3_message(enum so3_status s) "
                         "{ (void)s; return 0; }\n", "so3_message is a name of the book's"),
        "libc-name": (solution().decode() + "\nlong random(void) { return 4; }\n", None),
        "own-section": (solution().decode() + "\n__attribute__((section(\".evil\"))) int e = 1;\n",
                        "section"),
        "lto": (solution().decode() + "\n__asm__(\".section .gnu.lto_.opts,\\\"e\\\"\\n"
                ".string \\\"-fplugin=x -o /tmp/x\\\"\\n.text\");\n", "section"),
    }


def that_read(secret):
    """Submissions that make the compiler read, or work for ever."""
    return {
        "incbin": ('__asm__(".incbin \\"/etc/passwd\\"");\n' + instead("return 1;"),
                   "" ),
        "incbin-solution": (f'__asm__(".incbin \\"{secret}\\"");\n' + instead("return 1;"), ""),
        "include-absolute": (f'#include "{secret}"\n', ""),
        "include-climbs": ('#include "' + "../" * 16 + secret.lstrip("/") + '"\n', ""),
        "include-passwd": ('#include "/etc/passwd"\n' + instead("return 1;"), ""),
        "include-zero": ('#include "/dev/zero"\n', ""),
        "include-itself": ("#include __FILE__\n", ""),
        "bomb": ("#define A x x x x x x x x\n#define B A A A A A A A A\n#define C B B B B B B B B\n"
                 "#define D C C C C C C C C\n#define E D D D D D D D D\n#define F E E E E E E E E\n"
                 "#define G F F F F F F F F\n#define H G G G G G G G G\n#define x 1+\n"
                 "int a = H H H H 1;\n", "compile"),
        "many-messages": (f"#define A {'a' * 90000}\n" +
                          "".join(f"int f{i}(void) {{ return A; }}\n" for i in range(30)),
                          "compile"),
        "big-array": (solution().decode() + "\nchar big[3000000000u] = {1};\n", "compile"),
    }


def that_are_no_source():
    """Submissions that are no C, or not what was asked for."""
    return {
        "utf-16": (solution().decode().encode("utf-16"), "UTF-16"),
        "utf-16-be": (solution().decode().encode("utf-16-be"), "UTF-16"),
        "empty": ("", "empty"),
        "blank": ("\n \n\t\n", "empty"),
        "zeros": (solution() + b"\0\0\0", "zero"),
        "archive-as-c": (b"PK\x03\x04" + bytes(range(1, 200)), "no C source"),
        "not-c": ("this is not C\n", "1_order.c:1"),
        "endless-line": ("int " + "a" * 200000 + " = ;\n", "1_order.c:1"),
        "comments": ("/*" * 100000, "1_order.c:1"),
        "quotes": ('"' + '\\"' * 100000 + "\\", "1_order.c:1"),
        "renamed": (solution().decode().replace("int cube_order", "int cube_ordnung"),
                    "no function cube_order"),
        "unknown": (solution().decode().replace("int n = 1;", "int n = nothing_here();"), ""),
        "large": (solution() + b"\n" * 300000, "bytes"),
        "escape": (instead('return "\\x1b[31m" == 0;'), "failed"),
    }


def hostile_run(room):
    """No hostile submission scores, each reason is a sentence without paths, honest ones pass"""
    victim = os.path.join(room.place, "victim")
    with open(victim, "w", encoding="ascii") as f:
        f.write("untouched")
    os.chmod(victim, 0o666)
    made = sources(victim, os.getcwd())
    for name, (source, _) in made.items():
        room.put(name, source)
    room.put("honest", solution())
    room.put("untouched", open("exercises/01-groups/1_order.c", "rb").read())
    os.makedirs(os.path.join(room.subs, "nothing"))
    run = room.grade()
    bad = []
    assembler = ("raw-fork", "lto") if room.unsafe else ()
    for name, (source, word) in made.items():
        state, why = run.state(name), run.why(name)
        word = "assembler" if name in assembler else word
        if word is None:
            bad += [] if state == "passed" else [f"{name}: {state}: {why}"]
        elif state != "failed" or not why.strip():
            bad.append(f"{name}: {state}: {why!r}")
        elif word not in why or "root:" in why or "\x1b" in why or \
                any(path in why and path not in str(source) for path in (os.getcwd(), room.top)):
            bad.append(f"{name}: {why!r}")
    must(not bad, "\n".join(bad))
    for name, state in (("honest", "passed"), ("untouched", "to do"), ("nothing", "missing")):
        must(run.state(name) == state, f"{name}: {run.state(name)}: {run.why(name)}")
    with open(victim, encoding="ascii") as f:
        must(f.read() == "untouched", "a file outside was changed")
    if "UNSAFE" in run.said:
        must("NOT isolated" in run.text("reports/honest.txt"), "the report hides it")


LIBRARY = {
    "1.3": ("01-groups/3_exp.c", "rot3 my_so3_exp(vec3 omega) { return so3_exp(omega); }"),
    "2.2": ("02-wigner-d/2_generators.c", "enum wigner_status my_wigner_generators(int l, double "
            "*Lx, double *Ly, double *Lz) { return wigner_generators(l, Lx, Ly, Lz); }"),
    "3.5": ("03-real-harmonics/5_harmonics.c", "enum harmonics_status my_harmonics(int lmax, enum "
            "harmonics_norm norm, size_t n, const real *xyz, real *Y) "
            "{ return harmonics(lmax, norm, n, xyz, Y); }"),
    "4.7": ("04-clebsch-gordan/7_sparse.c", "enum cg_status my_cg_sparse(int a, int b, int c, "
            "size_t *n, struct cg_term *t) { return cg_sparse(a, b, c, n, t); }"),
    "5.6": ("05-tensor-products/6_sparse.c", "void my_tp_depthwise_forward(struct tp_shape s, "
            "const struct tp_pair *p, const struct tp_term *t, const real *a, const real *b, const "
            "real *w, real *y) { tp_depthwise_forward(s, p, t, a, b, w, y); }"),
    "5.8": ("05-tensor-products/8_backward.c", "void my_tp_depthwise_backward(struct tp_shape s, "
            "const struct tp_pair *p, const struct tp_term *t, const real *a, const real *b, const "
            "real *w, const real *dy, real *da, real *db, real *dw) "
            "{ tp_depthwise_backward(s, p, t, a, b, w, dy, da, db, dw); }"),
    "6.3": ("06-tfn-layers/3_gate.c", "enum tfn_status my_norm_gate_forward(const struct irreps "
            "*i, size_t n, const real *x, const real *b, real *y) "
            "{ return norm_gate_forward(i, n, x, b, y); }"),
    "7.1": ("07-tetris/1_handedness.c", "enum tetris_status my_tetris_handedness(const vec3 *p, "
            "double *v) { return tetris_handedness(p, v); }"),
    "8.8": ("08-speed/8_force.c", "enum harmonics_status my_harmonics_backward(int l, enum "
            "harmonics_norm k, size_t n, const real *x, const real *d, real *g) "
            "{ return harmonics_backward(l, k, n, x, d, g); }"),
    "7.7": ("07-tetris/7_crc.c", "uint32_t my_store_crc32(const void *b, size_t n) "
            "{ return store_crc32(b, n); }"),
}
WAYS = {
    "pointer": "static rot3 (*volatile f)(vec3) = so3_exp;\n"
               "rot3 my_so3_exp(vec3 o) { return f(o); }",
    "label": "rot3 other(vec3 o) __asm__(\"so3_exp\");\nrot3 my_so3_exp(vec3 o) "
             "{ return other(o); }",
    "assembler": "__asm__(\".globl my_so3_exp\\nmy_so3_exp: jmp so3_exp\");",
    "set": "__asm__(\".globl my_so3_exp\\n.set my_so3_exp, so3_exp\");",
    "weak": "rot3 other(vec3 o) __attribute__((weakref(\"so3_exp\")));\n",
    "another": "rot3 my_so3_exp(vec3 o) { double a = vec3_norm(o); rot3 R = so3_identity(); "
               "if (a == 0) return R; so3_axis_angle(vec3_scale(1 / a, o), a, &R); return R; }",
    "source": '#include "so3.c"\n',
}


def library_answers(room):
    """The library's own function is no answer: by call, pointer, label, assembler, another name"""
    for id_, (file, text) in LIBRARY.items():
        room.put("call-" + id_, '#include "exercises.h"\n' + text + "\n", file)
    for name, text in WAYS.items():
        room.put(name, '#include "exercises.h"\n' + text + "\n", "01-groups/3_exp.c")
    run = room.grade(exercises=sorted(LIBRARY))
    for id_ in LIBRARY:
        why = run.why("call-" + id_, id_)
        must(run.state("call-" + id_, id_) == "failed" and "may not come from the library" in why,
             f"{id_}: {why}")
    for name in WAYS:
        why = run.why(name, "1.3")
        must(run.state(name, "1.3") == "failed" and why.strip(), f"{name}: {why}")
        must("Traceback" not in why, why)


def learner_is_told(room):
    """make exercise says the same before anything is handed in, and lets our solutions through"""
    stage = room.command[room.command.index("--stage") + 1]
    for file, text in LIBRARY.values():
        chapter = os.path.dirname(file)
        for name, source, code in (("call", '#include "exercises.h"\n' + text + "\n", 1),
                                   ("ours", solution(file), 0)):
            path = room.put(name, source, file)
            made = path[:-1] + "o"
            with open(os.path.join(stage, "link", chapter, "flags"), encoding="ascii") as f:
                flags = f.read().split()
            subprocess.run(["cc", "-w", *flags, "-I", os.path.join(stage, "include", chapter), "-c",
                            path, "-o", made], check=True, capture_output=True)
            said = subprocess.run(["sh", "lib/tools/learner/own_answer.sh", path, made],
                                  capture_output=True, text=True, check=False)
            must(said.returncode == code and ("may not come" in said.stdout) == bool(code),
                 f"{file}, {name}: {said.stdout}{said.stderr}")


CASES = [hostile_run, library_answers, learner_is_told]
