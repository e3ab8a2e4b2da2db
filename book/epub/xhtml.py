"""xhtml.py: the text of a page for the screen as XHTML for a reader.

Empty elements are closed, names of signs become the signs, links that leave the
book become words, and what only a screen has goes.
"""
from html import escape
from html.parser import HTMLParser

EMPTY = {"img", "br", "hr", "col", "meta", "input", "link", "mspace", "wbr"}
# Classes and attributes that are for the screen, or that XHTML does not have.
SCREEN = {"on-dark", "anchor", "live"}
DROPPED = {"loading", "tabindex", "width", "height", "rel"}
SIZED = {"mspace", "rect"}
# The reader of HTML makes all names small; this one is not.
NAMES = {"viewbox": "viewBox"}
MATHML = 'xmlns="http://www.w3.org/1998/Math/MathML"'


class Article(HTMLParser):
    """The inside of <article>: `text` is XHTML, `images` what it shows, `special` what a
    reader has to be told about: formulas and drawings."""

    def __init__(self, pages):
        super().__init__(convert_charrefs=True)
        self.pages, self.out, self.images = pages, [], []
        self.inside, self.skipping, self.open, self.special = False, 0, [], set()

    def link(self, target):
        """Where a link leads in the EPUB, or None."""
        page = target.split("#")[0]
        if target.startswith(("http:", "https:", "mailto:")) or not page:
            return target
        return target.replace(".html", ".xhtml", 1) if page in self.pages else None

    def attributes(self, tag, attrs):
        kept = []
        for name, value in attrs:
            if name in DROPPED and tag not in SIZED:
                continue
            kept.append(f'{NAMES.get(name, name)}="{escape(value or name)}"')
        return "".join(" " + a for a in kept)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "article":
            self.inside = True
            return
        if not self.inside:
            return
        if self.skipping or SCREEN & set((values.get("class") or "").split()):
            self.skipping += tag not in EMPTY
            return
        written = tag
        if tag == "img":
            self.images.append(values["src"])
        if tag == "a" and "href" in values:
            target = self.link(values["href"])
            written = "a" if target else "span"
            attrs = [(k, target if k == "href" else v) for k, v in attrs if target or k != "href"]
        if tag in ("math", "svg"):
            self.special.add({"math": "mathml"}.get(tag, tag))
        end = "/>" if tag in EMPTY else ">"
        self.out.append(f"<{written}{self.attributes(tag, attrs)}{end}")
        if tag not in EMPTY:
            self.open.append(written)

    def handle_startendtag(self, tag, attrs):
        if tag in EMPTY:
            return self.handle_starttag(tag, attrs)
        self.handle_starttag(tag, attrs)
        return self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag == "article":
            self.inside = False
        if not self.inside or tag in EMPTY:
            return
        if self.skipping:
            self.skipping -= 1
            return
        self.out.append(f"</{self.open.pop()}>")

    def handle_data(self, data):
        if self.inside and not self.skipping:
            self.out.append(escape(data, quote=False))

    @property
    def text(self):
        return "".join(self.out)


def page(title, text):
    return ('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">\n<head>\n'
            f'<meta charset="utf-8"/><title>{escape(title)}</title>\n'
            '<link rel="stylesheet" type="text/css" href="epub.css"/>\n</head>\n'
            f"<body>\n{text}\n</body>\n</html>\n")
