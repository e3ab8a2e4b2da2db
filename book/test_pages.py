"""test_pages.py DIR: the pages in a browser: each on a phone in the dark and on a
desk in the light, with the rules of test_probe.js; then what a reader does: searching,
the contents without scripts, keys, previews, printing, a server instead of a folder.
"""
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "live"))
from browser import Browser, find, serve  # noqa: E402

PROBE = (HERE / "test_probe.js").read_text(encoding="utf-8")
bad = 0

# What is typed, and what the first result must have in its address.
SEARCHES = [("gimbel", "gimbal"), ("wignerD", "wigner"), ("wigner_d", "wigner"),
            ("Clebsch-Gordan", "clebsch"), ("clebsch–gordan", "clebsch"),
            ("Rodrigues", "rodrigues"), ("rodriges", "rodrigues"),
            ("harmonics_gradients", "03-real-harmonics"), ("angstrom", "ngstr"),
            ("aliasing", "aliasing"), ("equivarience", "equivarian")]


def tell(name, problems):
    global bad
    for problem in problems:
        print(f"{name}: FAILED: {problem}")
        bad += 1


def look(root, names, kind, **window):
    """Every page once in such a window."""
    with Browser(calm=True, **window) as page:
        for name in names:
            page.console.clear()
            page.open(f"file://{root}/{name}")
            seen = page.run(PROBE)
            problems = seen["problems"] + [f"the console says {c}" for c in page.console]
            tell(f"{name}, {kind}", problems)
            if not problems:
                print(f"{name}, {kind}: {seen['formulas']} formulas, {seen['figures']} figures")


def results(page, words):
    """The addresses and words that a search finds, and what is announced."""
    page.run("{ const s = document.getElementById('search'); s.value = %r; "
             "s.dispatchEvent(new Event('input')); } 0" % words)
    page.wait("document.querySelector('#found a') && !document.querySelector('#found').hidden", 5)
    return page.run("[[...document.querySelectorAll('#found a')].map(a => (a.getAttribute('href')"
                    " + ' ' + a.textContent).toLowerCase()), "
                    "document.getElementById('said').textContent]")


def search(page):
    for words, wanted in SEARCHES:
        found, said = results(page, words)
        if not found or not any(wanted in f for f in found[:3]):
            tell("search", [f"{words!r} does not find {wanted!r} among its first: {found[:3]}"])
        if "result" not in said:
            tell("search", [f"{words!r}: nothing is announced but {said!r}"])
    page.run("document.getElementById('search').value = ''; document.activeElement.blur(); 0")


def arrives(page, name):
    """Whether the page goes to another one; while it does it cannot be asked."""
    for _ in range(100):
        time.sleep(0.05)
        try:
            if page.run(f"location.pathname.endsWith('{name}') && "
                        "document.readyState === 'complete'"):
                return True
        except RuntimeError:
            pass
    return False


def keys(page, root, names):
    chapters = [n for n in names if n[:2].isdigit()]
    if len(chapters) < 2:
        return
    page.open(f"file://{root}/{chapters[0]}")
    page.key("ArrowRight")
    if not arrives(page, chapters[1]):
        tell("keys", ["the right arrow does not lead to the next chapter"])
    page.open(f"file://{root}/{chapters[1]}")
    page.key("ArrowLeft")
    if not arrives(page, chapters[0]):
        tell("keys", ["the left arrow does not lead to the chapter before"])
    page.open(f"file://{root}/{chapters[0]}")
    page.key("Tab")
    if page.run("document.activeElement.className") != "skip":
        tell("keys", ["the first key does not offer to skip to the text"])
    page.key("/")
    if page.run("document.activeElement.id") != "search":
        tell("keys", ["/ does not lead to the search"])


# A reference of each kind: into the page and into another one.
PREVIEW = """(async () => {
  const said = [];
  for (const kind of ["[href^='#eq:']", "[href*='.html#eq:'], [href*='.html#claim:']"]) {
    const link = document.querySelector("article a.ref" + kind.replace(", ", ", article a.ref"));
    if (!link) continue;
    link.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
    await new Promise((done) => setTimeout(done, 900));
    const box = document.getElementById("preview");
    said.push(!box.hidden && box.querySelector("math") !== null);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  }
  const grow = document.querySelector(".grow");
  if (grow) { grow.click(); said.push(document.getElementById("large").open); }
  return said;
})()"""


def previews(page, root, names):
    for name in [n for n in names if n[:2] in ("02", "03")]:
        page.open(f"file://{root}/{name}")
        said = page.run(PREVIEW)
        if not said or not all(said):
            tell(name, [f"a reference or a figure does not open: {said}"])


def without_scripts(root, names):
    with Browser(width=360, height=740, touch=True, scripts=False) as page:
        for name in names[:2]:
            page.open(f"file://{root}/{name}#contents")
            seen = page.run("[getComputedStyle(document.getElementById('contents')).display, "
                            "getComputedStyle(document.getElementById('theme')).display, "
                            "document.documentElement.scrollWidth]")
            if seen != ["block", "none", 360]:
                tell(name, [f"without scripts: contents, dead buttons, width are {seen}"])


def on_paper(root, name):
    """Printed from a dark screen: dark ink on white, nothing of the screen's furniture."""
    with Browser(dark=True) as page:
        page.open(f"file://{root}/{name}")
        page.run("document.documentElement.dataset.theme = 'dark'; 0")
        page.send("Emulation.setEmulatedMedia", media="print", features=[
            {"name": "prefers-color-scheme", "value": "dark"}])
        seen = page.run("(() => { const s = getComputedStyle(document.body); const light = (c) => "
                        "c.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 765; return "
                        "[light(s.color) < .2, light(s.backgroundColor) > .9, "
                        "getComputedStyle(document.querySelector('.bar')).display]; })()")
        if seen != [True, True, "none"]:
            tell(name, [f"on paper: dark ink, white paper, no bar are {seen}"])


def from_server(root, names):
    server = serve(str(root))
    with Browser() as page:
        for name in names[:2]:
            page.open(f"http://127.0.0.1:{server.server_port}/{name}")
            found, _ = results(page, "the")
            if not found:
                tell(name, ["from a server the search finds nothing"])
            tell(name, page.console)
    server.shutdown()


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    names = sorted(p.name for p in root.glob("*.html"))
    if find() is None:
        print("test_pages: no chromium here, pages not opened")
        return 0
    look(root, names, "phone, dark", width=360, height=740, touch=True, dark=True)
    look(root, names, "desk, light", width=1280, height=900)
    with Browser() as page:
        page.open(f"file://{root}/index.html")
        search(page)
        keys(page, root, names)
        previews(page, root, names)
    chapters = [n for n in names if n[:2].isdigit()] or names
    without_scripts(root, chapters)
    from_server(root, chapters)
    on_paper(root, chapters[0])
    print(f"test_pages: {bad} problems" if bad else f"test_pages: {len(names)} pages pass")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
