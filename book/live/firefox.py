"""firefox.py: Firefox without a window, driven by its own protocol, Marionette.

The same words as Browser of browser.py, as far as the lines of figures.tsv need them:
open, run, wait, key, drag.  Each message is its length, a colon and JSON.

    with Firefox() as page:
        page.open("file:///.../index.html")
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

from browser import Page

NAMES = ("firefox-esr", "firefox")
KEYS = {"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
        "PageUp": "\ue00e", "PageDown": "\ue00f", "Home": "\ue011", "End": "\ue010"}
SHIFT = "\ue008"
PREFERENCES = {"marionette.port": 0, "browser.shell.checkDefaultBrowser": False,
               "datareporting.policy.dataSubmissionEnabled": False, "webgl.force-enabled": True}
ASK = """const done = arguments[arguments.length - 1];
  Promise.resolve((async () => (%s))()).then(done, (e) => done({ failed: String(e) }));"""


def find():
    """The path of Firefox, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox(Page):
    """One page in one browser."""

    def __init__(self, width=1100, height=900):
        self.folder, self.console, self.next = tempfile.mkdtemp(), [], 0
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        pathlib.Path(self.folder, "user.js").write_text("\n".join(lines) + "\n", encoding="ascii")
        self.process = subprocess.Popen(
            [find(), "--headless", "--no-remote", "--marionette", "--profile", self.folder],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self.folder, "MOZ_HEADLESS_WIDTH": str(width),
                 "MOZ_HEADLESS_HEIGHT": str(height)})
        self.socket = socket.create_connection(("127.0.0.1", self.port()))
        self.answers = self.socket.makefile("rb")
        self.read()
        self.send("WebDriver:NewSession")
        self.send("WebDriver:SetTimeouts", script=120000, pageLoad=120000)

    def port(self):
        """Where it listens, which it writes into its folder when it does."""
        end = time.time() + 60
        while time.time() < end:
            try:
                return int(pathlib.Path(self.folder, "MarionetteActivePort").read_text("ascii"))
            except (OSError, ValueError):
                time.sleep(0.1)
        raise RuntimeError("Firefox does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- words and answers ----
    def read(self):
        size = b""
        while not size.endswith(b":"):
            piece = self.answers.read(1)
            if not piece:
                raise RuntimeError("Firefox does not answer")
            size += piece
        return json.loads(self.answers.read(int(size[:-1])))

    def send(self, command, **words):
        self.next += 1
        text = json.dumps([0, self.next, command, words]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, answer = self.read()
        if error:
            raise RuntimeError(command + ": " + error["message"])
        return answer

    def run(self, expression):
        """The value of an expression in the page; a promise is waited for."""
        value = self.send("WebDriver:ExecuteAsyncScript", script=ASK % expression,
                          args=[])["value"]
        if isinstance(value, dict) and "failed" in value:
            raise RuntimeError(value["failed"])
        return value

    # ---- what a reader does ----
    def open(self, url):
        self.send("WebDriver:Navigate", url=url)

    def act(self, kind, actions, **more):
        self.send("WebDriver:PerformActions",
                  actions=[{"type": kind, "id": kind, "actions": actions, **more}])

    def key(self, name, shift=False):
        code = KEYS.get(name, name)
        words = [("keyDown", SHIFT)] * shift + [("keyDown", code), ("keyUp", code)]
        words += [("keyUp", SHIFT)] * shift
        self.act("key", [{"type": kind, "value": value} for kind, value in words])

    def drag(self, x, y, dx, dy, _touch=False, steps=8):
        move = [{"type": "pointerMove", "x": round(x + dx * i / steps),
                 "y": round(y + dy * i / steps), "duration": 0} for i in range(steps + 1)]
        self.act("pointer", [move[0], {"type": "pointerDown", "button": 0}, *move[1:],
                             {"type": "pointerUp", "button": 0}],
                 parameters={"pointerType": "mouse"})
