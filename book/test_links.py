"""test_links.py DIR: every internal link of the pages resolves, ids are unique.

The PDF, the EPUB and the source lie above the pages and may not be built yet.
"""
import pathlib
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

root = pathlib.Path(sys.argv[1])
ids, links, bad = {}, [], []


class Page(HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.name = name
        ids[name] = set()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            if attrs["id"] in ids[self.name]:
                bad.append(f"{self.name}: id {attrs['id']} twice")
            ids[self.name].add(attrs["id"])
        for key in ("href", "src"):
            if attrs.get(key) and not attrs[key].startswith(("http:", "https:", "mailto:")):
                links.append((self.name, attrs[key]))


for path in sorted(root.glob("*.html")):
    Page(path.name).feed(path.read_text(encoding="utf-8"))
if not ids:
    bad.append(f"{root}: there are no pages")
for page, link in links:
    target, anchor = urldefrag(link)
    target, anchor = unquote(target) or page, unquote(anchor)
    if target.startswith("../") and not (root / "404.html").exists():
        continue
    if target.startswith("../") or not (root / target).exists():
        bad.append(f"{page}: {link} leads to no file")
    elif anchor and target.endswith(".html") and anchor not in ids[target]:
        bad.append(f"{page}: {link} leads to no anchor")
print("\n".join(bad) if bad else f"links: {len(links)} internal links of {len(ids)} pages resolve")
sys.exit(bool(bad))
