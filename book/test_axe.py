"""test_axe.py DIR AXE.JS [PAGE...]: axe over every page, in the light and in the dark, with what is
live alive.  axe is a free checker of the guidelines for accessible pages; Debian has no
package of it, so the file is named: axe.min.js of the npm package axe-core.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "live"))
from browser import Browser, find  # noqa: E402

# Details are opened first, and the figures of the page brought to life.
PREPARE = """(async () => {
  for (const d of document.querySelectorAll("details")) d.open = true;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  for (const box of document.querySelectorAll(".live[data-figure]")) {
    box.scrollIntoView();
    for (let i = 0; i < 100 && !box.classList.contains("on"); i++) await wait(50);
  }
  await document.fonts.ready;
  return document.querySelectorAll(".live.on").length;
})()"""
RUN = """(async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((v) => v.id + " (" + v.impact + ", " + v.nodes.length + "): " +
    v.help + ": " + v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " +
      n.html.slice(0, 120)).join(" | "));
})()"""


def main():
    root, axe = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    if find() is None:
        print("test_axe: no chromium here, pages not opened")
        return 0
    source, bad, live = axe.read_text(encoding="utf-8"), 0, 0
    names = sorted(p.name for p in root.glob("*.html"))
    names = [n for n in names if not sys.argv[3:] or n in sys.argv[3:]]
    for dark in (False, True):
        with Browser(dark=dark, calm=True) as page:
            page.patience = 300
            for name in names:
                page.open(f"file://{root}/{name}")
                live += page.run(PREPARE)
                page.run(source + "; 0")
                found = page.run(RUN)
                for line in found:
                    print(f"{name}, {'dark' if dark else 'light'}: FAILED: {line}", flush=True)
                bad += len(found)
    print(f"test_axe: {len(names)} pages, light and dark, {live} figures alive: {bad} violations")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
