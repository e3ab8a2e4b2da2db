"""test_weight.py DIR: a page weighs at most 500 kB before what is live: its text,
style, scripts, faces and the figures of one colour scheme, packed as a host sends them.
What is fetched only when it is asked for, the search and the previews, is told apart.
"""
import gzip
import pathlib
import re
import sys

LIMIT = 500_000
LATER = ("search.js", "previews.js")


def sent(path):
    """The bytes on the line: text is packed by the host, faces are packed already."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 6))


def parts(root, page):
    """Every file that the page needs, by kind."""
    text = page.read_text(encoding="utf-8")
    images = {i for i in re.findall(r'<img[^>]* src="([^"]+)"', text) if "-dark.svg" not in i}
    linked = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"', text)
    faces = re.findall(r"url\(([^)]+)\)", (root / "book.css").read_text(encoding="utf-8"))
    return {"text": [page.name], "figures": images, "faces": faces,
            "rest": [x for x in linked if not x.startswith("live/")]}


def main():
    root = pathlib.Path(sys.argv[1])
    heavy, most = [], (0, "")
    for page in sorted(root.glob("*.html")):
        sizes = {kind: sum(sent(root / f) for f in files if (root / f).exists())
                 for kind, files in parts(root, page).items()}
        whole = sum(sizes.values())
        most = max(most, (whole, page.name))
        if "-v" in sys.argv:
            print(f"{page.name:32} {whole / 1000:6.0f} kB ", *(f"{k} {v / 1000:.0f}"
                                                             for k, v in sizes.items()))
        if whole > LIMIT:
            heavy.append(f"{page.name} weighs {whole / 1000:.0f} kB, more than {LIMIT // 1000}: "
                         + ", ".join(f"{k} {v / 1000:.0f}" for k, v in sizes.items()))
    later = ", ".join(f"{n} {sent(root / n) / 1000:.0f}" for n in LATER if (root / n).exists())
    print("\n".join(heavy) if heavy else
          f"weight: {most[1]} is the heaviest page, {most[0] / 1000:.0f} kB (on demand: {later})")
    return bool(heavy)


if __name__ == "__main__":
    sys.exit(main())
