"""people.py: submissions have one key each, whatever they are called; students have ids.

A submission is known by the name of its file or folder as it came.  Its key, the name of its
report, is that name where it is harmless, and otherwise a harmless form of it with a few digits
of its hash.  A class list says who is who.
"""
import csv
import hashlib
import os
import re
import unicodedata

from .assignment import moment
from .sandbox import OutOfOrder
from .candidates import printable
from .submissions import ARCHIVE

COLUMNS = ("id", "name", "email", "login", "section", "submission", "submitted", "canvas")


class Student:
    """One row of the tables."""

    def __init__(self, entry=None, key=None, person=None):
        self.entry, self.key, self.person = entry, key, person or {}

    @property
    def name(self):
        return self.person.get("name") or printable(ARCHIVE.sub("", self.entry or ""))


def entries(folder):
    """Names in the folder of submissions: those to grade, and those passed over."""
    try:
        names = sorted((n for n in os.listdir(folder) if not n.startswith(".")
                        and n != "__MACOSX"), key=os.fsencode)
    except OSError as e:
        raise OutOfOrder(f"{folder} cannot be read: {e.strerror}") from e
    paths = {n: os.path.join(folder, n) for n in names}
    taken = [n for n in names if os.path.isdir(paths[n]) or ARCHIVE.search(n)]
    return taken, [n for n in names if n not in taken]


def harmless(name):
    """The name as a file's name on every system, and whether it had to be changed."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    safe = "".join(c if c.isalnum() or c in " ._-" else "_" for c in text)
    safe = re.sub(r"^[ .-]|[ .]$", "_", safe)[:60]
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", safe)
    if safe == name and not reserved:
        return safe
    return safe + "-" + hashlib.sha256(os.fsencode(name)).hexdigest()[:8]


def keys(names):
    """One key for each name; two that differ in case only must not share a report."""
    made = {n: harmless(n) for n in names}
    folded = [k.casefold() for k in made.values()]
    for n, key in made.items():
        if folded.count(key.casefold()) > 1:
            made[n] = key + "-" + hashlib.sha256(os.fsencode(n)).hexdigest()[:8]
    return made


# ---- the class list ----
def read_class(path):
    try:
        with open(path, encoding="utf-8-sig", newline="") as f:
            sample = f.read(4096)
            f.seek(0)
            delimiter = max(",;\t", key=sample.partition("\n")[0].count)
            rows = list(csv.DictReader(f, delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as e:
        raise OutOfOrder(f"the class list {path} cannot be read: {e}") from e
    people = [{str(k).strip().lower(): (v or "").strip() for k, v in row.items()
               if k and isinstance(v, (str, type(None)))} for row in rows]
    if not people or not all(p.get("id") and p.get("name") for p in people):
        raise OutOfOrder(f"the class list {path}: the first line must name the columns, id and "
                         f"name at least ({', '.join(COLUMNS)}), and every row must have both")
    ids = [p["id"] for p in people]
    twice = [i for i in ids if ids.count(i) > 1]
    if twice:
        raise OutOfOrder(f"the class list {path} has the id {twice[0]} twice")
    for p in people:
        p["submitted"] = moment(path, p.get("submitted"))
    return people


def fold(text):
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if c.isalnum())


def belongs(person, entry):
    """How well a submission's name fits a person: 2 surely, 1 probably, 0 not at all."""
    stem = ARCHIVE.sub("", entry)
    if person.get("submission"):
        return 2 * (person["submission"] in (entry, stem))
    exact = {fold(person[c]) for c in ("id", "login", "email", "name") if person.get(c)}
    words = person["name"].replace(",", " ").split()
    exact |= {fold("".join(words)), fold("".join(words[1:] + words[:1])),
              fold("".join(words[-1:] + words[:-1]))}
    if fold(stem) in exact:
        return 2
    parts = {fold(p) for p in re.split(r"[_ ]", stem)}
    ids = {fold(person[c]) for c in ("id", "login", "canvas") if person.get(c)}
    return int(bool(parts & ids) or fold(stem.split("_")[0]) in exact)


def join(names, people):
    """A row for every submission and for everyone who sent none; and what did not fit."""
    made, rows, strangers = keys(names), [], []
    owner = {}
    for n in names:
        scores = sorted(((belongs(p, n), i) for i, p in enumerate(people)), reverse=True)
        best = [i for s, i in scores if s and s == scores[0][0]]
        if len(best) == 1:
            owner.setdefault(best[0], []).append(n)
        elif people:
            strangers.append(n)
    placed = {n for list_ in owner.values() if len(list_) == 1 for n in list_}
    for i, p in enumerate(people):
        mine = owner.get(i, [])
        if len(mine) > 1:
            strangers += mine
        rows.append(Student(mine[0], made[mine[0]], p) if len(mine) == 1
                    else Student(None, None, p))
    rows += [Student(n, made[n]) for n in names if n not in placed]
    return rows, strangers
