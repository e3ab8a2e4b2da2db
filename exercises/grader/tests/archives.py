"""archives.py: names, folders and archives, however they come."""
import io
import os
import tarfile
import zipfile

from harness import must, solution, stub

WRONG = solution().replace(b"return n;", b"return n + 1;")


def option_names(room):
    """Names that tools would take for options, commands or paths are only names"""
    names = ["--checkpoint-action=exec=touch PWNED;:", "-rf", "--help", "$(touch PWNED)", "`id`",
             "; touch PWNED", "a\nb", "%s%n", "x" * 180, "con", "~", "* ?", "'", '"', "=1+1", "@a",
             "x²³", "٣"]
    for i, n in enumerate(names):
        room.tar(f"member{i}.tar", [("filler", b"x" * 20000), (n + "/01-groups/1_order.c",
                                                               solution())])
        room.put(n, solution())
    run = room.grade()
    for i, n in enumerate(names):
        must(run.state(f"member{i}") == "passed", f"member {n!r}: {run.notes(f'member{i}')}")
    data = [r for r in run.rows("details.csv")]
    must(len(data) == 2 * len(names) and all(r["state"] == "passed" for r in data), str(data)[:900])
    must(len({r["key"].lower() for r in data}) == len(data), "two have one key")
    must(all(os.path.exists(run.path(f"reports/{r['key']}.txt")) for r in data), "a report is lost")
    must(not any(f.startswith("PWNED") for _, _, files in os.walk(room.place) for f in files)
         and not os.path.exists("PWNED"), "a name was a command")


def same_names(room):
    """anna/, anna-2/, anna.zip, Anna/, O'Brien: a row each, and the names as they came"""
    for n in ("anna", "anna-2", "Anna", "ANNA", "O'Brien", "Müller, Jörg"):
        room.put(n, solution())
    room.zip("anna.zip", [("01-groups/1_order.c", WRONG)])
    room.tar("anna.tar.gz", [("01-groups/1_order.c", stub())])
    run = room.grade()
    rows = run.rows("grades.csv")
    must(len(rows) == 8, f"{len(rows)} rows")
    must({"O'Brien", "Müller, Jörg"} <= {r["student"] for r in rows}, str(rows))
    must(len({r["key"].casefold() for r in rows}) == 8, "keys collide")
    states = sorted(r["state"] for r in run.rows())
    must(states == ["failed"] + ["passed"] * 6 + ["to do"], str(states))


def odd_archives(room):
    """Backslashes, links, absolute and climbing paths, devices, a password, no archive at all"""
    file = "01-groups/1_order.c"
    room.zip("backslash.zip", [("work\\01-groups\\1_order.c", solution())])
    link = tarfile.TarInfo()
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo()
    hard.type, hard.linkname = tarfile.LNKTYPE, "/etc/passwd"
    device = tarfile.TarInfo()
    device.type = tarfile.CHRTYPE
    for n, member in (("link", link), ("hard", hard), ("device", device)):
        room.tar(f"{n}.tar", [(file, member)])
    for n, path in (("absolute", "/" + file), ("climbs", "../" + file), ("inside", "a/../" + file),
                    ("drive", "C:\\" + file), ("slashes", "..\\..\\" + file)):
        room.zip(f"{n}.zip", [(path, solution())])
    room.zip("ziplink.zip", [(file, "/etc/passwd")], attributes=0o120777)
    for n in ("nan", "inf", "-1e300"):
        path = os.path.join(room.subs, f"time{n}.tar")
        with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as t:
            info = tarfile.TarInfo(file)
            info.size, info.pax_headers = len(solution()), {"mtime": n}
            t.addfile(info, io.BytesIO(solution()))
    for n, data in (("torn.zip", b"PK\x03\x04torn"), ("torn.tar.gz", b"\x1f\x8b\x08torn"),
                    ("empty.zip", b""), ("noise.tar", os.urandom(5000)),
                    ("r.zip", b"Rar!\x1a\7\0x")):
        with open(os.path.join(room.subs, n), "wb") as f:
            f.write(data)
    os.symlink("/etc", os.path.join(room.subs, "etc"))
    run = room.grade()
    for n in ("backslash", "timenan", "timeinf", "time-1e300"):
        must(run.state(n) == "passed", run.notes(n))
    for n in ("link", "hard", "device", "absolute", "climbs", "inside", "drive", "slashes",
              "ziplink", "torn.zip", "torn.tar.gz", "noise", "r", "etc"):
        must(run.state(n) == "missing" and "refused" in run.notes(n) or "read" in run.notes(n),
             f"{n}: {run.state(n)}: {run.notes(n)}")
    must("root:" not in run.text("grades.json"), "a foreign line is in the report")


def pipes(room):
    """A pipe with the name of an exercise or of an archive keeps nobody waiting"""
    os.mkfifo(os.path.join(room.subs, "pipe.zip"))
    room.put("fifo", b"", "x")
    os.makedirs(os.path.join(room.subs, "fifo", "01-groups"))
    os.mkfifo(os.path.join(room.subs, "fifo", "01-groups/1_order.c"))
    room.put("beside", solution())
    os.mkfifo(os.path.join(room.subs, "beside", "x.zip"))
    run = room.grade()
    for n, state in (("pipe", "missing"), ("fifo", "missing"), ("beside", "passed")):
        must(run.state(n) == state and "no plain file" in run.notes(n),
             f"{n}: {run.state(n)}: {run.notes(n)}")


def newest(room):
    """Of several versions the newest counts, work/ before the rest, and the choice is named"""
    file = "01-groups/1_order.c"
    for n, old, new in (("right", WRONG, solution()), ("wrong", solution(), WRONG)):
        room.zip("v1.zip", [(file, old)], folder=n, when=(2026, 1, 1, 0, 0, 0))
        room.zip("v2.zip", [(file, new)], folder=n, when=(2026, 1, 2, 0, 0, 0))
    for v, data in (("v9", WRONG), ("v10", solution())):
        path = room.zip(v + ".zip", [(file, data)], folder="equal")
        os.utime(path, (1e9, 1e9))
    room.put("in-work", WRONG)
    room.put("in-work", solution(), "work/" + file)
    room.put("loose", solution(), "deep/er/1_order.c")
    room.put("stub-is-newer", solution(), "a/" + file)
    room.put("stub-is-newer", stub(), "b/" + file)
    os.utime(os.path.join(room.subs, "stub-is-newer/a", file), (1e9, 1e9))
    inner = room.zip("inner.zip", [(file, solution())], folder="nested")
    with open(inner, "rb") as f:
        room.zip("nested.zip", [("hand in/inner.zip", f.read())])
    run = room.grade()
    for n, state in (("right", "passed"), ("wrong", "failed"), ("equal", "passed"),
                     ("in-work", "passed"), ("loose", "passed"), ("stub-is-newer", "passed"),
                     ("nested", "passed"), ("nested.zip", "passed")):
        must(run.state(n) == state, f"{n}: {run.state(n)}: {run.notes(n)}")
    for n in ("right", "wrong", "equal", "in-work"):
        must("several files" in run.notes(n) and " counts" in run.notes(n), run.notes(n))
    must("an archive in an archive" in run.notes("nested.zip"), run.notes("nested.zip"))


def bombs(room):
    """Archives of nothing but size and number end soon, with a note"""
    zeros = b"\0" * (16 << 20)
    file = "01-groups/1_order.c"
    room.tar("many.tar.gz", [("first/" + file, solution())] +
             [(f"f{i}/x.c", b"") for i in range(21000)])
    room.tar("zeros.tar.gz", [(file, solution())] + [(f"z{i}", zeros) for i in range(16)] +
             [("later/" + file, WRONG)])
    room.tar("versions.tar.gz", [(f"v{i}/{file}", solution() + b"/*%d*/" % i + b" " * 250000)
                                 for i in range(140)])
    data = solution()
    for depth in range(6):
        room.zip("deep.zip", [("inner.zip" if depth else file, data)])
        with open(os.path.join(room.subs, "deep.zip"), "rb") as f:
            data = f.read()
    with zipfile.ZipFile(os.path.join(room.subs, "bomb.zip"), "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(file, b" " * (200 << 20))
    for i in range(300):
        room.put("heap", solution() + b"/*%d*/" % i + b" " * 250000, f"v{i}/{file}")
    run = room.grade()
    for n, state, word in (("many", "passed", "first"), ("zeros", "passed", "first 200 MB"),
                           ("heap", "passed", "first 64 MB"),
                           ("versions", "passed", "too many"), ("deep", "missing", "not opened"),
                           ("bomb", "failed", "")):
        must(run.state(n) == state and word in run.notes(n),
             f"{n}: {run.state(n)}: {run.notes(n)}")
    must("bytes" in run.why("bomb"), run.why("bomb"))


def whole_books(room):
    """The whole book sent back: work/ counts, solutions do not; case and spaces do not matter"""
    file = "01-groups/1_order.c"
    room.put("whole, Übung", stub(), "exercises/" + file)
    room.put("whole, Übung", solution(), "work/" + file)
    room.put("stolen", stub(), "exercises/" + file)
    room.put("stolen", solution(), "solutions/" + file)
    room.put("case", solution(), "01-Groups/1_ORDER.c")
    room.put("renamed", solution(), "01-groups/1_order (1).c")
    room.put("lone", solution(), "1_order.c")
    with open(os.path.join(room.subs, "notes.rar"), "wb") as f:
        f.write(b"Rar!")
    run = room.grade()
    for n, state in (("whole, Übung", "passed"), ("stolen", "to do"), ("case", "passed"),
                     ("renamed", "missing"), ("lone", "passed")):
        must(run.state(n) == state, f"{n}: {run.state(n)}: {run.notes(n)}")
    must("not counted" in run.notes("renamed"), run.notes("renamed"))
    must("notes.rar" in run.said, "an unknown kind of file is passed over in silence")


CASES = [option_names, same_names, odd_archives, pipes, newest, bombs, whole_books]
