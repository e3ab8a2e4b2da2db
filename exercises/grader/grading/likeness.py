"""likeness.py: which answers are like each other, or like the book's own code.

Winnowing (Schleimer, Wilkerson and Aiken, 2003): every name becomes N, every number 0, and the
hashes of GRAM tokens in a row are thinned to one in each window.  What the stub has too says
nothing and is left out.  A high share is a reason to look, never a verdict: short exercises have
few right answers, and these are not compared.
"""
import csv
import io
import re
import zlib

TOKEN = re.compile(r'"(?:\\(?:.|\Z)|[^"\\\n])*(?:"|(?=\n)|\Z)|'
                   r"'(?:\\(?:.|\Z)|[^'\\\n])*(?:'|(?=\n)|\Z)"
                   r"|/\*.*?(?:\*/|\Z)|//[^\n]*|[A-Za-z_]\w*"
                   r"|\.?\d(?:[eEpP][+-]|[\w.])*|<<=|>>=|[-+*/%&|^=<>!]=|&&|\|\||\+\+|--|->|<<|>>"
                   r"|[^\s]", re.S)
KEYWORDS = frozenset("if else for while do switch case break continue return struct const static "
                     "int double float unsigned size_t bool void real sizeof".split())
GRAM, WINDOW = 12, 6
FEWEST, FEWEST_OF_OURS = 12, 8
MOST_TOKENS = 20000
NOTABLE = 0.6


def tokens(source):
    text = re.sub(r"^\s*#.*$", "", source.decode("utf-8", "replace"), flags=re.M)
    for t in TOKEN.findall(text):
        if t.startswith(("/*", "//")):
            continue
        if t[0].isalpha() or t[0] == "_":
            yield t if t in KEYWORDS else "N"
        elif t[0].isdigit() or (t[0] == "." and len(t) > 1):
            yield "0"
        else:
            yield t


def prints(source):
    """The fingerprints of a source."""
    list_ = list(tokens(source))[:MOST_TOKENS]
    hashes = [zlib.crc32(" ".join(list_[i:i + GRAM]).encode())
              for i in range(len(list_) - GRAM + 1)]
    if len(hashes) <= WINDOW:
        return set(hashes)
    return {min(hashes[i:i + WINDOW]) for i in range(len(hashes) - WINDOW + 1)}


def share(a, b):
    """How much of the shorter one is in the other."""
    return len(a & b) / min(len(a), len(b))


def library_functions(sources, names):
    """The text of each named function, from its name to the brace that ends it."""
    found = {}
    for source in sources:
        for m in re.finditer(r"^[A-Za-z][^\n;{}#]*?\b(\w+)\([^;{}]*?\)\n\{\n.*?^\}\n", source,
                             re.S | re.M):
            if m[1] in names:
                found[m[1]] = m[0].encode()
    return found


def compare(exercises, answers, library):
    """Rows (share, exercise, one, other); answers: {(who, exercise id): source}."""
    rows = []
    for e in exercises:
        stub = prints(e.stub)
        mine = {who: prints(source) - stub for (who, id_), source in answers.items() if id_ == e.id}
        ours = {f"the book's {f}": prints(library[f]) for f in sorted(e.forbidden) if f in library}
        mine = {w: p for w, p in mine.items() if len(p) >= FEWEST}
        people = sorted(mine)
        for i, one in enumerate(people):
            pairs = [(other, mine[other]) for other in people[i + 1:]]
            pairs += [(f, p) for f, p in ours.items() if len(p) >= FEWEST_OF_OURS]
            rows += [(share(mine[one], p), e.id, one, other) for other, p in pairs]
    return sorted((r for r in rows if r[0] >= NOTABLE), key=lambda r: (-r[0], r[1:]))


def likeness_csv(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["likeness in %", "exercise", "one", "other"])
    writer.writerows([round(100 * r[0]), *("'" + c if c[:1] in "=+-@" else c for c in r[1:])]
                     for r in rows)
    return text.getvalue().encode("utf-8", "replace")
