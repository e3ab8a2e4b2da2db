#!/usr/bin/env python3
"""check_live.py PAGES [NAME...]: the live figures in a browser without a window.

What each figure must do stands in figures.tsv, a line for each thing, tried in
order; the pages are those of the folder PAGES, only the figures NAME if given.
Columns, with tabs between them:

    figure   its name; the box has the id live-NAME
    page     the page it stands in
    act      start (nothing yet) | key | drag | set | click | colour
             wait (until it reads so)
    on       key, drag, colour: the number of the canvas, 0 for the first
             set, click: the name of a slider, a choice or a button
    with     key: names of keys with spaces;  drag: pixels to the right, down
             set: a number, or the number of an option;  colour: a place in the
             canvas as two parts of its width and height
    read     the name of a reading (view.value)
    must     changes | same | a regular expression for all of its text;
             colour: plus, minus or paper

Every line is tried with a mouse at 1100 pixels and with a finger at 360, from a
folder; the start also from a local server, in the dark without WebGL, and without
scripts in the light and in the dark.  A thousand interactions must leave the
memory as it was; far away a figure is released; on paper and without scripts there
is one still picture.  Frames are counted: without a graphics processor their number
says little, so what must fit into a sixtieth of a second is the work of the scripts
and of C for a frame, and into a thirtieth where the processor is four times slower, as
that of a phone.  Nothing that a figure does may keep the page waiting for longer than a
tenth of a second, once it is there (without a graphics processor a browser takes long to
open WebGL).  Where others use the processor, these times are divided by how much
longer than alone a simple loop takes there.  BROWSER=firefox tries the lines in Firefox instead.
"""
import base64
import csv
import os
import re
import struct
import sys
import time
import zlib

import firefox
from browser import Browser, find, serve

HERE = os.path.dirname(os.path.abspath(__file__))
LEAK = 3 << 20               # bytes of heap
WORK, PHONE, WAIT = 16, 33, 100  # milliseconds: a frame, the same on a phone, anything


def table(names):
    """figure -> (page, rows), in the order of the file."""
    out = {}
    with open(os.path.join(HERE, "figures.tsv"), newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not names or row["figure"] in names:
                out.setdefault(row["figure"], (row["page"], []))[1].append(row)
    return out


class Figure:
    """One figure in an open page."""

    def __init__(self, page, name, touch):
        self.page, self.name, self.touch = page, name, touch
        self.box = "document.getElementById('live-%s')" % name

    def start(self):
        """Brings it into view; False when it does not come to life."""
        self.page.run(self.box + ".scrollIntoView({block: 'center'})")
        if not self.page.wait(self.box + ".classList.contains('on')"):
            return False
        self.page.run(self.box + ".scrollIntoView({block: 'center'})")
        self.frame()
        return True

    def frame(self):
        """Waits until what was asked for has been drawn."""
        self.page.run("new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")
        # From outside, Firefox does not see `live`; without WebGL nothing is late there.
        self.page.wait("typeof live === 'undefined' || !(live.views.get(%s) || {}).late" % self.box)

    def reading(self, name):
        """The text of a reading."""
        return self.page.run(self.box + ".querySelector('.live-values [data-name=%s] dd')"
                             ".textContent" % name)

    def canvas(self, number):
        """An expression for a canvas, and its box in the window."""
        canvas = self.box + ".querySelectorAll('canvas')[%d]" % int(number or 0)
        self.page.run(canvas + ".scrollIntoView({block: 'center'})")
        return canvas, self.page.run("(() => { const b = %s.getBoundingClientRect();"
                                     "return [b.left, b.top, b.width, b.height]; })()" % canvas)

    # ---- the acts of the table ----
    def key(self, on, words):
        canvas, _ = self.canvas(on)
        self.page.run(canvas + ".focus()")
        for name in words.split():
            shift = name.startswith("Shift+")
            self.page.key(name.replace("Shift+", ""), shift)

    def drag(self, on, words):
        _, (x, y, width, height) = self.canvas(on)
        dx, dy = (float(n) for n in words.split(","))
        self.page.drag(x + width / 2 - dx / 2, y + height / 2 - dy / 2, dx, dy, self.touch)

    def set(self, on, words):
        ok = self.page.run("""(() => {
          const inputs = %s.querySelectorAll('[data-name=%s] input'), v = %s;
          if (!inputs.length) return false;
          if (inputs[0].type === 'radio') inputs[v].click();
          else {
            inputs[0].value = v;
            inputs[0].dispatchEvent(new Event('input', { bubbles: true }));
          }
          return true; })()""" % (self.box, on, words))
        if not ok:
            raise RuntimeError("no control is called " + on)

    def click(self, on, _):
        self.page.run(self.box + ".querySelector('button[data-name=%s]').click()" % on)

    def colour(self, on, words):
        """Which of the figure's colours a pixel has, by its hue."""
        _, (x, y, width, height) = self.canvas(on)
        u, v = (float(n) for n in words.split(","))
        top = self.page.run("scrollY")
        clip = {"x": x + u * width, "y": top + y + v * height, "width": 1, "height": 1, "scale": 1}
        data = self.page.send("Page.captureScreenshot", format="png", clip=clip)["data"]
        pixel = first_pixel(base64.b64decode(data))
        style = "getComputedStyle(%s).getPropertyValue('--live-%%s').trim()" % self.box
        hues = {n: hue(bytes.fromhex(self.page.run(style % n)[1:])) for n in ("plus", "minus")}
        mine = hue(pixel)
        if mine is None:
            return "paper"
        return min(hues, key=lambda n: abs((mine - hues[n] + 180) % 360 - 180))

    def until(self, name, must, seconds=40):
        """Waits for something that takes many frames."""
        end = time.time() + seconds
        while time.time() < end:
            if re.fullmatch(must, self.reading(name)):
                return None
            time.sleep(0.05)
        return "%s is '%s'" % (name, self.reading(name))

    def act(self, row):
        """Does one line of the table; what is wrong with it, or nothing."""
        self.frame()
        if row["act"] == "colour":
            seen = self.colour(row["on"], row["with"])
            return None if seen == row["must"] else "the pixel is %s" % seen
        if row["act"] == "wait":
            return self.until(row["read"], row["must"])
        before = self.reading(row["read"]) if row["read"] else ""
        if row["act"] != "start":
            getattr(self, row["act"])(row["on"], row["with"])
        self.frame()
        after = self.reading(row["read"]) if row["read"] else ""
        good = {"changes": before != after, "same": before == after}.get(row["must"])
        if good is None:
            good = re.fullmatch(row["must"], after)
        return None if good else "%s was '%s' and is '%s'" % (row["read"], before, after)


def first_pixel(png):
    """Red, green, blue of the first pixel: no filter of the format changes it."""
    data, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        data += png[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    return zlib.decompress(data)[1:4]


def hue(rgb):
    """The hue in degrees; None for what is nearly grey."""
    high, low = max(rgb), min(rgb)
    if high - low < 30:
        return None
    r, g, b = ((c - low) / (high - low) for c in rgb)
    return 60 * ((g - b) % 6 if r == 1 else b - r + 2 if g == 1 else r - g + 4)


# A thousand keys, drags and settings, sent from inside the page, fifty to a frame.
INTERACT = """(async () => {
  const box = %s, canvases = [...box.querySelectorAll('canvas')];
  const ranges = [...box.querySelectorAll('input[type=range]')];
  const start = ranges.map((r) => r.value);
  const names = ['ArrowRight', 'ArrowDown', 'PageUp', 'ArrowLeft', 'ArrowUp', 'PageDown'];
  const wait = () => new Promise((f) => requestAnimationFrame(f));
  for (let i = 0; i < %d; i++) {
    const c = canvases[i %% canvases.length];
    c.dispatchEvent(new KeyboardEvent('keydown',
      { key: names[i %% 6], bubbles: true, cancelable: true }));
    if (i %% 5 === 0 && ranges.length) {
      const r = ranges[(i / 5) %% ranges.length], low = Number(r.min);
      r.value = low + (Number(r.max) - low) * ((i * 7919) %% 101) / 100;
      r.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (i %% 50 === 0) await wait();
  }
  ranges.forEach((r, i) => {
    r.value = start[i];
    r.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await wait();
})()"""

# Frames while the first canvas is dragged, and the milliseconds a frame is worked on.
COUNT = """(async () => {
  const box = %s, canvas = box.querySelector('canvas'), view = live.views.get(box);
  const b = canvas.getBoundingClientRect(), at = { x: b.left + b.width / 2, y: b.top + 9 };
  const send = (type, x) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1,
    clientX: x, clientY: at.y, bubbles: true, button: 0, buttons: 1 }));
  canvas.setPointerCapture = () => {};
  send('pointerdown', at.x);
  const begin = performance.now();
  let frames = 0, work = 0, now = begin;
  while (now < begin + 1500) {
    const t = performance.now();
    send('pointermove', at.x + 60 * Math.sin(frames / 9));
    const handled = performance.now() - t;
    now = await new Promise((f) => requestAnimationFrame(() => f(performance.now())));
    frames++;
    work += handled + view.worked;
  }
  send('pointerup', at.x);
  delete canvas.setPointerCapture;
  return [1000 * frames / (now - begin), work / frames];
})()"""


# How many times longer than alone a loop takes: its shortest turn had the processor alone.
STRETCH = """(() => {
  const times = [];
  for (let k = 0; k < 60; k++) {
    const begin = performance.now();
    for (let i = 1, x = 0; i < 2e6; i++) { x += i % 7; if (x < 0) return 0; }
    times.push(performance.now() - begin);
  }
  const least = Math.max(Math.min(...times), 0.1);
  return times.reduce((a, b) => a + b) / times.length / least;
})()"""

# One still picture: not the light one and the dark one.
ONE_PICTURE = """(() => {
  const shown = [...%s.querySelectorAll('img')].filter((i) => i.offsetHeight > 40);
  return shown.length === 1 && shown[0].complete && shown[0].naturalWidth > 0; })()"""


def returns(figure):
    """Far away it is released, its memory with it; on return it is there again."""
    page = figure.page
    page.run("scrollTo(0, %s.getBoundingClientRect().top + scrollY > document.documentElement"
             ".scrollHeight / 2 ? 0 : document.documentElement.scrollHeight)" % figure.box)
    page.run("document.activeElement.blur()")
    if not page.wait("!%s.classList.contains('on')" % figure.box, 10):
        return "it is not released"
    if page.run("live.views.has(%s)" % figure.box):
        return "its view is kept"
    return None if figure.start() else "it does not come back"


def heap(page):
    """Bytes of JavaScript after a collection, and nodes of the document."""
    page.send("HeapProfiler.collectGarbage")
    used = page.send("Runtime.getHeapUsage")["usedSize"]
    return used, page.run("document.querySelectorAll('*').length")


def measured(figure):
    """Bytes of JavaScript, nodes of the document, bytes of C after a thousand interactions."""
    figure.page.run(INTERACT % (figure.box, 1000))
    memory = "live.views.get(%s).wasm.memory.buffer.byteLength" % figure.box
    return heap(figure.page) + (figure.page.run(memory),)


def grown(before, after):
    """What has grown, or nothing."""
    if after[0] > before[0] + LEAK:
        return "%d bytes of scripts are left behind" % (after[0] - before[0])
    if after[1] > before[1] + 5:
        return "%d elements are left behind" % (after[1] - before[1])
    return None if after[2] == before[2] else "the memory of C grew to %d bytes" % after[2]


def leaks(figure):
    """A thousand interactions, again and again: what leaks grows each time."""
    before = measured(figure)
    for _ in range(3):
        after = measured(figure)
        wrong = grown(before, after)
        if not wrong:
            return None
        before = after
    return wrong


class Check:
    """All figures, all ways to open them."""

    def __init__(self, folder, names):
        self.folder, self.figures, self.failed = os.path.abspath(folder), table(names), 0

    def complain(self, figure, where, what):
        print("%s, %s: FAILED: %s" % (figure, where, what))
        self.failed += 1

    def rows(self, page, where, base, touch, only=None, but=None):
        """Opens every figure and does its lines; those of one act if `only`, none of `but`."""
        for name, (doc, rows) in self.figures.items():
            page.console.clear()
            page.open("%s/%s.html" % (base, doc))
            figure = Figure(page, name, touch)
            if not figure.start():
                self.complain(name, where, "it does not start")
            else:
                self.lines(figure, where, [r for r in rows if only in (None, r["act"])
                                           and r["act"] != but])
                yield name, figure
            width = page.run("document.documentElement.scrollWidth - innerWidth")
            if width > 0:
                self.complain(name, where, "the page scrolls sideways by %d pixels" % width)
            for line in page.console:
                self.complain(name, where, line)

    def lines(self, figure, where, rows):
        for row in rows:
            wrong = figure.act(row)
            if wrong:
                words = "%s %s %s" % (row["act"], row["on"], row["with"])
                self.complain(figure.name, where, "%s: %s" % (words, wrong))

    def mouse(self, base):
        with Browser() as page:
            for name, figure in self.rows(page, "mouse", base, False):
                self.in_time(page, base, figure)
                self.printed(name, figure)
                for where, found in (("a thousand interactions", leaks(figure)),
                                     ("far away and back", returns(figure))):
                    if found:
                        self.complain(name, where, found)

    def in_time(self, page, base, figure):
        """The work of a frame here and on a phone, and the longest wait of the page."""
        wait = page.run("live.views.get(%s).longest" % figure.box) / page.run(STRETCH)
        if wait > WAIT:  # once more, and the better of the two
            wait = min(wait, self.again(page, base, figure) / page.run(STRETCH))
        frames, work = page.run(COUNT % figure.box)
        page.send("Emulation.setCPUThrottlingRate", rate=4)
        phone = page.run(COUNT % figure.box)[1]
        page.send("Emulation.setCPUThrottlingRate", rate=1)
        stretch = page.run(STRETCH)
        work, phone = work / stretch, phone / stretch
        said = "%s: %.0f frames a second, %.1f ms of work in each, %.1f on a phone, at most %.0f " \
            "ms at a time" % (figure.name, frames, work, phone, wait)
        print(said)
        if not (work <= WORK and phone <= PHONE and wait <= WAIT):
            self.complain(figure.name, "mouse", said)

    def again(self, page, base, figure):
        """The longest wait when all lines are done once more."""
        doc, rows = self.figures[figure.name]
        page.open("%s/%s.html" % (base, doc))
        figure.start()
        self.lines(figure, "mouse, again", rows)
        return page.run("live.views.get(%s).longest" % figure.box)

    def firefox(self):
        """All lines in Firefox, but for colours: it has no graphics without a window."""
        with firefox.Firefox() as page:
            for name, _ in self.rows(page, "Firefox", "file://" + self.folder, False, but="colour"):
                print(name + ": tried in Firefox")
        return self.failed

    def printed(self, name, figure):
        """On paper the still picture takes the place of the live one."""
        figure.page.send("Emulation.setEmulatedMedia", media="print")
        good = figure.page.wait(ONE_PICTURE % figure.box + " && %s.querySelector('canvas')"
                                ".offsetHeight === 0" % figure.box, 5)
        figure.page.send("Emulation.setEmulatedMedia", media="")
        if not good:
            self.complain(name, "print", "no still picture, or controls beside it")
        # The page is laid out anew; a figure that was out of sight begins again.
        if not figure.start():
            self.complain(name, "print", "it does not come back")

    def still(self, base, dark):
        """Without scripts one still picture is there, and no empty controls."""
        with Browser(scripts=False, dark=dark) as page:
            for name, (doc, _) in self.figures.items():
                page.open("%s/%s.html" % (base, doc))
                box = "document.getElementById('live-%s')" % name
                page.run(box + ".scrollIntoView()")
                if not page.wait(ONE_PICTURE % box, 10):
                    self.complain(name, "no scripts, dark" if dark else "no scripts",
                                  "not one still picture")

    def run(self):
        base = "file://" + self.folder
        self.mouse(base)
        ways = {"a finger, 360 pixels": {"touch": True, "width": 360},
                "dark, less motion, no WebGL": {"dark": True, "calm": True, "flat": True}}
        for where, options in ways.items():
            with Browser(**options) as page:
                only = None if "touch" in options else "start"
                for _ in self.rows(page, where, base, "touch" in options, only):
                    pass
        for dark in (False, True):
            self.still(base, dark)
        server = serve(self.folder)
        with Browser() as page:
            for _ in self.rows(page, "server", "http://127.0.0.1:%d" % server.server_port,
                               False, "start"):
                pass
        server.shutdown()
        return self.failed


if __name__ == "__main__":
    other = os.environ.get("BROWSER") == "firefox"
    if not (firefox.find() if other else find()):
        print("check_live: no %s here, figures not tried (%s)" % (
            ("Firefox", "apt-get install firefox-esr") if other else
            ("chromium", "./setup make check-live")))
        sys.exit(0)
    check = Check(sys.argv[1], sys.argv[2:])
    bad = check.firefox() if other else check.run()
    print("check_live: %d figures, %s" % (len(check.figures),
                                          "%d faults" % bad if bad else "all pass"))
    sys.exit(1 if bad else 0)
