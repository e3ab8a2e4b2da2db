#!/usr/bin/env python3
"""extract.py CHAPTER/K_name.c...: reads one archive from standard input, in the sandbox.

One pass, one parser, and nothing is unpacked: each member that has the name of an exercise comes
out as a line of JSON and its bytes; others come out as a name, and archives inside are read like
this one.  Limits on members, bytes and depth end in a note, never in silence.
"""
import bz2
import calendar
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile

MOST_SOURCE = 256 * 1024
MOST_MEMBERS = 20000
MOST_BYTES = 200 << 20
MOST_KEPT = 32 << 20
MOST_INNER = 64 << 20
MOST_NOTES = 40
DEEPEST = 3
OTHER = {b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"\x28\xb5\x2f\xfd": "Zstandard"}


class Limit(Exception):
    """An archive is larger than anything honest."""


class Reader:
    """What was seen so far, and what may still be read."""

    def __init__(self, wanted):
        self.wanted = {w.split("/")[-1].lower() for w in wanted}
        self.members = self.bytes = self.kept = self.notes = 0

    def emit(self, data=b"", **fields):
        fields["bytes"] = len(data)
        sys.stdout.buffer.write(json.dumps(fields).encode("ascii") + b"\n" + data)
        sys.stdout.buffer.flush()

    def note(self, text):
        self.notes += 1
        if self.notes <= MOST_NOTES:
            self.emit(kind="note", text=text)

    def count(self):
        self.members += 1
        if self.members > MOST_MEMBERS:
            raise Limit(f"only the first {MOST_MEMBERS} members were looked at")

    def take(self, stream, most):
        """At most `most` bytes and one more, so that too long shows."""
        data = stream.read(most + 1)
        self.bytes += len(data)
        return data

    def member(self, path, kind, size, when, opened, depth):
        """One member: a file of an exercise, an archive, or a name."""
        self.count()
        base = path.replace("\\", "/").rsplit("/", 1)[-1].lower()
        if base in self.wanted:
            self.exercise(path, kind, size, whole(when), opened)
        elif kind == "file" and is_archive(base):
            self.inner(path, when, opened, depth)
        elif base.endswith((".c", ".cpp", ".txt", ".rar", ".7z", ".zst")):
            self.emit(kind="name", path=path)

    def exercise(self, path, kind, size, when, opened):
        if kind != "file":
            self.emit(kind="refused", path=path, why="it is a link or no plain file")
            return
        data = self.take(opened(), MOST_SOURCE)
        self.kept += len(data)
        if len(data) > MOST_SOURCE:
            why = f"the file has {max(size, len(data))} bytes; at most {MOST_SOURCE} are accepted"
            self.emit(kind="large", path=path, when=when, why=why)
        elif self.kept > MOST_KEPT:
            raise Limit("there are too many versions of the exercises in it")
        else:
            self.emit(data, kind="file", path=path, when=when)

    def inner(self, path, when, opened, depth):
        if depth >= DEEPEST:
            self.note(f"not opened: {path}, an archive in {depth} others")
            return
        data = self.take(opened(), MOST_INNER)
        if len(data) > MOST_INNER:
            self.note(f"not opened: {path} is larger than {MOST_INNER >> 20} MB")
            return
        self.emit(kind="enter", path=path)
        self.archive(io.BytesIO(data), path + "/", depth + 1)

    def archive(self, file, prefix, depth):
        """An archive by its first bytes, whatever its name says."""
        head = file.read(8)
        file.seek(0)
        try:
            if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
                self.zip(file, prefix, depth)
            elif head[:4] in OTHER:
                self.note(f"{prefix or 'the archive'} is {OTHER[head[:4]]}: not read; "
                          "send a .zip or a .tar.gz")
            else:
                self.tar(file, prefix, depth)
        except Limit:
            raise
        except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError, KeyError, IndexError, OverflowError) as e:
            self.note(f"{prefix.rstrip('/') or 'the archive'} cannot be read: {e}")
        except Exception as e:  # zlib.error, lzma.LZMAError and whatever a parser may raise
            self.note(f"{prefix.rstrip('/') or 'the archive'} cannot be read: "
                      f"{type(e).__name__}")

    def tar(self, file, prefix, depth):
        with tarfile.open(fileobj=Limited(unpacked(file)), mode="r|", bufsize=1 << 18) as tar:
            for m in tar:
                tar.members = []
                if m.isdir():
                    self.count()
                else:
                    self.member(prefix + m.name, "file" if m.isreg() else "link", m.size,
                                m.mtime, lambda m=m: tar.extractfile(m), depth)

    def zip(self, file, prefix, depth):
        with zipfile.ZipFile(file) as archive:
            for m in archive.infolist():
                if m.is_dir():
                    self.count()
                    continue
                kind = m.external_attr >> 28
                self.member(prefix + m.filename, "link" if kind not in (0, 8) else "file",
                            m.file_size, zip_time(m), lambda: self.opened(archive, m), depth)
                if self.bytes > MOST_BYTES:
                    raise Limit(f"only the first {MOST_BYTES >> 20} MB were looked at")

    def opened(self, archive, m):
        if m.flag_bits & 1:
            self.note(f"{m.filename} has a password")
            return io.BytesIO()
        return archive.open(m)


class Limited:
    """A stream that is not read for ever."""

    def __init__(self, file):
        self.file, self.left = file, MOST_BYTES

    def read(self, n):
        data = self.file.read(n)
        self.left -= len(data)
        if self.left < 0:
            raise Limit(f"only the first {MOST_BYTES >> 20} MB were looked at")
        return data


def unpacked(file):
    """A tar behind gzip, bzip2 or xz: read piece by piece, never all at once."""
    head = file.read(6)
    file.seek(0)
    if head[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=file)
    if head[:3] == b"BZh":
        return bz2.BZ2File(file)
    if head == b"\xfd7zXZ\0":
        return lzma.LZMAFile(file)
    return file


def whole(when):
    """A time as a number of seconds, whatever an archive says."""
    return int(when) if 0 <= when < 1 << 40 else 0


def zip_time(m):
    try:
        return calendar.timegm(m.date_time + (0, 0, 0))
    except (ValueError, OverflowError):
        return 0


def is_archive(name):
    return name.endswith((".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tbz2",
                          ".txz"))


def main():
    reader = Reader(sys.argv[1:])
    try:
        reader.archive(sys.stdin.buffer, "", 1)
    except Limit as e:
        reader.emit(kind="note", text=str(e))
    except MemoryError:
        reader.emit(kind="note", text="it needs more memory than anything honest: not read on")
    reader.emit(kind="end")


if __name__ == "__main__":
    main()
