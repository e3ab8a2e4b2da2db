"""epub.py OUT.epub LABELS.tsv HTML FONTS TITLE SUBTITLE VERSION DATE PAGE...: the EPUB.

Its text is that of the pages on a screen, which pandoc made from the Markdown: each
page's article as XHTML, with figures, faces, a cover and two tables of contents.
The same pages give the same bytes.
"""
import pathlib
import re
import sys
import uuid
import zipfile
from html import escape

from xhtml import Article, page

HERE = pathlib.Path(__file__).parent
TYPES = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".css": "text/css",
         ".otf": "font/otf", ".ttf": "font/ttf", ".png": "image/png",
         ".ncx": "application/x-dtbncx+xml"}


def read_contents(labels, pages):
    """[(page, title, [(anchor, title)])] of the chapters, in reading order."""
    contents = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        label, kind, number, doc, title = line.split("\t")
        name = (number + " " if number else "") + title
        if doc + ".html" not in pages:
            continue
        if kind == "chap":
            contents[doc] = (name, [])
        elif kind == "sec" and number and doc in contents:
            contents[doc][1].append((label, name))
    return [(doc, *contents[doc]) for doc in (p[:-5] for p in pages) if doc in contents]


def navigation(title, contents):
    rows = []
    for doc, name, sections in contents:
        inner = "".join(f'<li><a href="{doc}.xhtml#{escape(label)}">{escape(text)}</a></li>'
                        for label, text in sections)
        rows.append(f'<li><a href="{doc}.xhtml">{escape(name)}</a>'
                    + (f"<ol>{inner}</ol>" if inner else "") + "</li>")
    marks = ('<nav epub:type="landmarks" id="landmarks" hidden=""><ol>'
             '<li><a epub:type="toc" href="nav.xhtml#toc">Contents</a></li>'
             f'<li><a epub:type="bodymatter" href="{contents[0][0]}.xhtml">Begin</a></li>'
             "</ol></nav>")
    return page(title, '<nav epub:type="toc" id="toc" role="doc-toc"><h1>Contents</h1><ol>'
                + "\n".join(rows) + "</ol></nav>" + marks)


def ncx(title, name, contents):
    points = "".join(
        f'<navPoint id="p{n}" playOrder="{n}"><navLabel><text>{escape(text)}</text></navLabel>'
        f'<content src="{doc}.xhtml"/></navPoint>'
        for n, (doc, text, _) in enumerate(contents, 1))
    return ('<?xml version="1.0" encoding="utf-8"?>\n'
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
            f'<meta name="dtb:uid" content="{name}"/></head>'
            f"<docTitle><text>{escape(title)}</text></docTitle><navMap>{points}</navMap></ncx>\n")


def special(names):
    return f' properties="{" ".join(sorted(names))}"' if names else ""


def package(files, spine, meta):
    """The package file: what the book is, its files, their order."""
    items = []
    for path in files:
        kind = {"nav.xhtml": ' properties="nav"', "cover.svg": ' properties="cover-image"'}.get(
            path, special(meta["special"].get(path)))
        name = "i-" + re.sub(r"[^\w-]", "-", path)
        items.append(f'<item id="{name}" href="{path}" '
                     f'media-type="{TYPES[pathlib.Path(path).suffix]}"{kind}/>')
    order = "".join(f'<itemref idref="i-{re.sub(r"[^a-zA-Z0-9_-]", "-", p)}"/>' for p in spine)
    access = "".join(f'<meta property="schema:{k}">{v}</meta>' for k, v in (
        ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "alternativeText"), ("accessibilityFeature", "MathML"),
        ("accessibilityFeature", "tableOfContents"), ("accessibilityHazard", "none"),
        ("accessibilitySummary", "Figures have words in their place; formulas are MathML.")))
    return ('<?xml version="1.0" encoding="utf-8"?>\n<package '
            'xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
            'xml:lang="en"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:identifier id="id">{meta["name"]}</dc:identifier>'
            f'<dc:title>{escape(meta["title"])}</dc:title><dc:language>en</dc:language>'
            "<dc:creator>the contributors</dc:creator>"
            f'<dc:description>{escape(meta["subtitle"])}. Version {escape(meta["version"])}.'
            f'</dc:description><dc:date>{meta["date"][:10]}</dc:date>'
            f'<meta property="dcterms:modified">{meta["date"]}</meta>'
            f'<meta name="cover" content="i-cover-svg"/>{access}</metadata>\n<manifest>'
            + "\n".join(items) + f'</manifest>\n<spine toc="i-toc-ncx">{order}</spine></package>\n')


def cover(title, subtitle, picture):
    """The title over the picture of the harmonics, as it is drawn in the book."""
    inside = re.sub(r"<\?xml.*?\?>", "", picture).replace(
        "<svg ", '<svg x="40" y="430" height="420" preserveAspectRatio="xMidYMid meet" ', 1)
    inside = re.sub(r'(<svg [^>]*?)width="[^"]*pt" height="[^"]*pt"', r'\1width="720"',
                    inside, count=1)
    words = title.replace(" to ", " to\n").split("\n")
    lines = "".join(f'<text x="400" y="{170 + 78 * n}" font-size="54">{escape(w)}</text>'
                    for n, w in enumerate(words))
    half = subtitle.split(", ")
    small = "".join(f'<text x="400" y="{960 + 38 * n}" font-size="25" fill="#444">{escape(w)}'
                    "</text>" for n, w in enumerate(half))
    return ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'viewBox="0 0 800 1200" width="800" height="1200"><rect width="800" height="1200" '
            'fill="#fdfdfc"/><rect y="1130" width="800" height="70" fill="#1f4e79"/>'
            '<g text-anchor="middle" font-family="Palatino, Georgia, serif">'
            f"{lines}{small}</g>{inside}</svg>\n")


def convert(html, pages):
    """The files made of the pages, their images, and which hold formulas and drawings."""
    files, images, specials = {}, [], {}
    for name in pages:
        article = Article(pages)
        text = (html / name).read_text(encoding="utf-8")
        article.feed(text)
        title = re.search(r"<title>(.*?)</title>", text, re.S).group(1).split(" · ")[0]
        out = name[:-5] + ".xhtml"
        files[out] = page(title, article.text).encode()
        images += [i for i in article.images if i not in images]
        specials[out] = article.special
    return files, images, specials


def write(out, files):
    """An archive in a fixed order with a fixed time; the type comes first."""
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            plain = path == "mimetype"
            archive.writestr(entry, data, zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED)


def main():
    out, labels, html, fonts, title, subtitle, version, date, *pages = sys.argv[1:]
    html, fonts = pathlib.Path(html), pathlib.Path(fonts)
    files, images, specials = convert(html, pages)
    contents = read_contents(pathlib.Path(labels), pages)
    name = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, title))
    for image in images:
        files[image] = (html / image).read_bytes()
    for face in sorted(fonts.glob("*.?tf")):
        if "Mono-Bold" not in face.name and "Mono-Italic" not in face.name:
            files["fonts/" + face.name] = face.read_bytes()
    picture = (html / "plots/03-real-harmonics/surfaces.svg").read_text(encoding="utf-8")
    files["cover.svg"] = cover(title, subtitle, picture).encode()
    files["cover.xhtml"] = page(title, '<p class="cover"><img src="cover.svg" alt="The cover: '
                                'the title and the harmonics up to degree 4."/></p>').encode()
    files["epub.css"] = (HERE / "epub.css").read_bytes()
    files["nav.xhtml"] = navigation(title, contents).encode()
    files["toc.ncx"] = ncx(title, name, contents).encode()
    meta = {"title": title, "subtitle": subtitle, "version": version, "date": date,
            "name": name, "special": specials}
    spine = ["cover.xhtml", "nav.xhtml"] + [p[:-5] + ".xhtml" for p in pages]
    whole = {"mimetype": b"application/epub+zip", "META-INF/container.xml": (
        '<?xml version="1.0"?>\n<container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>\n").encode()}
    whole["book/package.opf"] = package(files, spine, meta).encode()
    whole |= {"book/" + path: data for path, data in files.items()}
    write(out, whole)
    print(f"{len(pages)} pages, {len(images)} figures, {len(contents)} chapters in {out}")


if __name__ == "__main__":
    main()
