"""browser.py: Chromium without a window, driven through a pipe.

The browser's own protocol, one JSON object after the other with a zero byte
between them; no library and no port.  Events that are sent this way are real
ones to the page: a touch is a touch, a key moves the focus.

    with Browser(touch=True, width=360) as page:
        page.open("file:///.../index.html")
        page.run("document.title")
"""
import base64
import functools
import http.server
import json
import os
import select
import shutil
import subprocess
import tempfile
import threading
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
KEYS = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "PageUp": 33,
        "PageDown": 34, "Home": 36, "End": 35, "Tab": 9, " ": 32, "Enter": 13}

WITHOUT_WEBGL = """
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
  };"""


def serve(folder):
    """A server on this machine, at any free port."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def find():
    """The path of a browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """What a page in any browser can do that can run an expression."""

    def wait(self, condition, seconds=30):
        """Waits until a condition holds in the page; False when it does not."""
        end = time.time() + seconds
        while time.time() < end:
            if self.run(condition):
                return True
            time.sleep(0.05)
        return False


class Browser(Page):
    """One page in one browser."""

    def __init__(self, width=1100, height=900, touch=False, dark=False, calm=False,
                 scripts=True, scale=1, flat=False):
        self.folder = tempfile.mkdtemp()
        self.next, self.waiting, self.console, self.session = 0, b"", [], None
        self.patience = 60  # seconds for one answer
        self.start()
        target = self.first_page()
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(domain + ".enable")
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=touch)
        self.send("Emulation.setTouchEmulationEnabled", enabled=touch)
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        if flat:
            self.send("Page.addScriptToEvaluateOnNewDocument", source=WITHOUT_WEBGL)
        self.send("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"}])

    def start(self):
        """Starts the process; it reads our words from 3 and answers to 4."""
        theirs_in, self.to = os.pipe()
        self.back, theirs_out = os.pipe()

        def place():
            # Moved out of the way first: 3 may be one of the four.
            low = os.dup(theirs_in), os.dup(theirs_out)
            high = [os.dup2(fd, 50 + i) for i, fd in enumerate(low)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        command = [find(), "--headless", "--no-sandbox", "--remote-debugging-pipe",
                   "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--mute-audio",
                   "--hide-scrollbars", "--user-data-dir=" + self.folder, "about:blank"]
        self.process = subprocess.Popen(command, close_fds=False, preexec_fn=place,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)

    def first_page(self):
        """The page the browser opens with; a second one would be in its shadow."""
        while True:
            targets = self.send("Target.getTargets")["targetInfos"]
            pages = [t["targetId"] for t in targets if t["type"] == "page"]
            if pages:
                return pages[0]
            time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- words and answers ----
    def read(self):
        """The next object the browser sends."""
        end = time.time() + self.patience
        while b"\0" not in self.waiting:
            ready, _, _ = select.select([self.back], [], [], max(0, end - time.time()))
            piece = os.read(self.back, 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError("the browser does not answer")
            self.waiting += piece
        text, self.waiting = self.waiting.split(b"\0", 1)
        return json.loads(text)

    def send(self, method, **params):
        """One command and its answer; what the console says meanwhile is kept."""
        self.next += 1
        words = {"id": self.next, "method": method, "params": params}
        if self.session:
            words["sessionId"] = self.session
        os.write(self.to, json.dumps(words).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.next:
                if "error" in answer:
                    raise RuntimeError(method + ": " + answer["error"]["message"])
                return answer["result"]
            self.hear(answer)

    def hear(self, event):
        """Keeps errors of the console and every request that leaves this machine."""
        kind, params = event.get("method"), event.get("params", {})
        if kind == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.console.append(details.get("exception", {}).get("description") or details["text"])
        elif kind == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.console.append(" ".join(str(a.get("value", "")) for a in params["args"]))
        elif kind == "Log.entryAdded" and params["entry"]["level"] == "error":
            entry = params["entry"]
            if not entry.get("url", "").endswith("/favicon.ico"):
                self.console.append(entry["text"] + " " + entry.get("url", ""))
        elif kind == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if not url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1")):
                self.console.append("asks the network for " + url)

    def run(self, expression):
        """The value of an expression in the page; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    # ---- what a reader does ----
    def open(self, url):
        """Goes to a page and waits until it is there."""
        self.send("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def key(self, name, shift=False):
        """Presses a key and lets it go."""
        code = KEYS.get(name, ord(name[0].upper()))
        for kind in ("keyDown", "keyUp"):
            extra = {"text": name} if kind == "keyDown" and len(name) == 1 else {}
            self.send("Input.dispatchKeyEvent", type=kind, key=name, windowsVirtualKeyCode=code,
                      modifiers=8 if shift else 0, **extra)

    def drag(self, x, y, dx, dy, touch=False, steps=8):
        """Puts a finger or the mouse down, moves it and lifts it."""
        for i in range(steps + 2):
            at = min(i, steps) / steps
            px, py = x + dx * at, y + dy * at
            kind = 0 if i == 0 else 2 if i > steps else 1
            if touch:
                points = [] if kind == 2 else [{"x": px, "y": py}]
                self.send("Input.dispatchTouchEvent", touchPoints=points,
                          type=("touchStart", "touchMove", "touchEnd")[kind])
            else:
                self.send("Input.dispatchMouseEvent", x=px, y=py, button="left", clickCount=1,
                          buttons=int(kind < 2),
                          type=("mousePressed", "mouseMoved", "mouseReleased")[kind])

    def picture(self, path, clip=None):
        """A picture of the window, or of a box (x, y, width, height) of the page."""
        extra = {}
        if clip:
            extra["clip"] = dict(zip(("x", "y", "width", "height"), clip), scale=1)
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=bool(clip),
                         **extra)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
