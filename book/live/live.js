// live.js: the figures of a page that can be taken hold of.
//
// A figure is written in the chapter as  ::: {.live #live-NAME figure=NAME}  and
// stands in the page as a box with a still picture.  When the box comes near the
// window this script loads the module (wasm.js, the chapters' C) and the figure's
// own script NAME.js, which calls
//
//   live.figure("NAME", { needs: ["space"], start(view) { ... } });
//
// `start` builds the figure from the parts below and may return { save() },
// whose answer is view.saved when the figure is started again.  Far away from
// the window a figure is released: its memory, its canvases and its listeners.
//
//   view.wasm                       the functions that C exports with LIVE
//   view.doubles(pointer, count)    a view of C's memory; floats, ints, bytes likewise.
//                                   Make it anew after every call: memory may move.
//   view.turns                      rotations by chapter 1, as nine numbers by rows:
//                                   identity, exp(w), multiply(a, b), log(r), apply(r, v),
//                                   transpose(r), distance(a, b)
//   view.canvas({label, ratio, width, captions, keys, turn(w), drag(d), press(d),
//                release(), key(name, shift)})
//                                   a canvas one can drag and reach with the keyboard;
//                                   `turn` gets each turn as a vector (see space.js), `drag`
//                                   {x, y, dx, dy, width, height} in pixels; `key` says
//                                   whether it took the key.  width is the flex of CSS;
//                                   captions, in HTML, stand below it, canvas.captions
//   view.slider({name, label, min, max, step, value, show(v), change(v)})
//   view.choice({name, label, options: [[value, text], ...], value, change(v)})
//   view.button({name, label, press()})       view.note(html)
//   view.row()                      what follows stands in a new row
//   view.value(name, label)         a number to read: .set(text)
//   view.letter(html)               a letter upon the pictures: .at(x, y, strength)
//   view.draw(f)                    f() draws; view.redraw() asks for it
//   view.play(f)                    f(seconds) before each frame, until it says false
//   view.work(pieces, atOnce)       goes through a generator, a few milliseconds at a time if not
//                                   atOnce; it yields how much is done, 0 to 1, or null to wait a
//                                   little.  The next work takes its place; view.hurry says that
//                                   it is done at once
//   view.worked, view.longest       milliseconds of the last frame, and the most that the page had
//                                   to wait for the figure since it was there
//   view.calm                       the reader asked for less motion
//   view.colours                    those of the page, light or dark
//   view.on(target, event, f)       a listener that goes with the figure
//   view.end(f)                     f() when the figure is released
//
// No part of it asks the network for anything.
"use strict";
const live = (() => {
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const figures = new Map(), views = new Map();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // ---- loading: scripts by name, each once ----
  const scripts = new Map();
  const script = (name) => {
    if (!scripts.has(name)) scripts.set(name, new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = folder + name + ".js";
      element.onload = resolve;
      element.onerror = () => reject(new Error("no script " + name));
      document.head.append(element);
    }));
    return scripts.get(name);
  };

  // wasm.js calls this with the module as text; where it could not be made the
  // text is empty, and the figures stay still.
  let compiled = null;
  const program = (text) => {
    if (!text || !window.WebAssembly) return;
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    compiled = WebAssembly.compile(bytes);
  };

  // The C library asks for files and a clock, which no figure needs: everything
  // is answered by "bad file descriptor"; and there are no environment variables.
  const instance = async () => {
    await script("wasm");
    if (!compiled) return null;
    const module = await compiled, imports = {};
    let made = null;
    const none = (count, bytes) => {
      for (const at of [count, bytes]) new Uint32Array(made.exports.memory.buffer, at, 1)[0] = 0;
      return 0;
    };
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] = imports[from] || {})[name] = name === "environ_sizes_get" ? none : () => 8;
    }
    made = await WebAssembly.instantiate(module, imports);
    if (made.exports._initialize) made.exports._initialize();
    return made.exports;
  };

  // ---- small things ----
  const element = (name, className, parent, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.innerHTML = text;
    if (parent) parent.append(made);
    return made;
  };
  // A minus before a number is no hyphen; the one of an exponent stays.
  const minus = (text) => text.replace(/(^|[^\w.])-(?=[\d.])/g, "$1−");
  let numbers = 0;
  const fresh = () => "live-part-" + ++numbers;

  // ---- rotations, by the C of chapter 1 ----
  const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const turnsOf = (view) => {
    const register = (i) => view.doubles(view.wasm.turn_register(i), 9);
    const answer = () => Array.from(register(0));
    return {
      identity,
      exp(w) { view.wasm.turn_exp(w[0], w[1], w[2]); return answer(); },
      multiply(a, b) {
        register(1).set(a);
        register(2).set(b);
        view.wasm.turn_multiply();
        return answer();
      },
      log(r) {
        register(1).set(r);
        view.wasm.turn_log();
        return Array.from(view.doubles(view.wasm.turn_vector(), 3));
      },
      distance(a, b) {
        register(1).set(a);
        register(2).set(b);
        return view.wasm.turn_distance();
      },
      apply: (r, v) => [0, 3, 6].map((i) => r[i] * v[0] + r[i + 1] * v[1] + r[i + 2] * v[2]),
      transpose: (r) => [0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => r[i]),
    };
  };

  // ---- a canvas: sharp, as wide as its box, to be dragged and typed at ----
  // One finger moves the page up and down until the canvas has been taken hold
  // of, by a tap or a drag to the side; from then on every drag is the figure's.
  const STEP = 5 * Math.PI / 180;
  const arrows = { ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, -1, 0],
    ArrowDown: [0, 1, 0], PageUp: [0, 0, 1], PageDown: [0, 0, -1] };

  // A drag over the width of the canvas is half a turn; the front goes with the hand.
  const turnOfDrag = (d, size) => [d.dy, d.dx, 0].map((x) => x * Math.PI / size);
  const turnOfKey = (event) => {
    const a = arrows[event.key], step = event.shiftKey ? STEP / 5 : STEP;
    return a && [a[1] * step, a[0] * step, a[2] * step];
  };

  const listenToPointer = (view, canvas, options) => {
    let last = null;
    view.on(canvas, "pointerdown", (e) => {
      if (e.button > 0) return;
      canvas.setPointerCapture(e.pointerId);
      last = { id: e.pointerId, x: e.clientX, y: e.clientY };
      if (options.press) options.press(place(canvas, e));
    });
    view.on(canvas, "pointermove", (e) => {
      if (!last || e.pointerId !== last.id) return;
      const d = { dx: e.clientX - last.x, dy: e.clientY - last.y, ...place(canvas, e) };
      if (!d.dx && !d.dy) return;
      last = { id: last.id, x: e.clientX, y: e.clientY };
      canvas.classList.add("held");
      if (options.drag) options.drag(d);
      if (options.turn) options.turn(turnOfDrag(d, Math.min(d.width, d.height)));
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
      view.on(canvas, name, () => {
        if (last && options.release) options.release();
        last = null;
      });
    }
    view.on(canvas, "click", () => canvas.classList.add("held"));
    view.on(canvas, "blur", () => canvas.classList.remove("held"));
  };
  const place = (canvas, e) => {
    const box = canvas.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top, width: box.width,
      height: box.height };
  };

  const listenToKeys = (view, canvas, options) => {
    view.on(canvas, "keydown", (e) => {
      if (e.ctrlKey || e.altKey || e.metaKey) return;
      const w = options.turn && turnOfKey(e);
      if (w) options.turn(w);
      const used = w || (options.key && options.key(e.key, e.shiftKey));
      if (used) e.preventDefault();
    });
  };

  // ---- one figure of a page ----
  class View {
    constructor(box, wasm) {
      this.box = box;
      this.stage = box.querySelector(".live-stage");
      this.wasm = wasm;
      this.turns = turnsOf(this);
      this.stop = new AbortController();
      this.endings = [];
      this.values = [];
      this.players = new Set();
      this.drawing = null;
      this.frame = 0;
      this.worked = 0;
      this.longest = 0;
      this.late = false;
      this.panel = element("div", "live-panel");
      const still = this.stage.querySelector("img");
      this.stage.insertBefore(this.panel, still && still.closest("figure") || still);
      this.pictures = element("div", "live-pictures", this.panel);
      this.bar = element("progress", "live-bar", this.pictures);
      this.bar.hidden = true;
      this.bar.setAttribute("aria-label", "Computing");
      this.controls = element("div", "live-controls", this.panel);
      this.row();
      this.readings = element("dl", "live-values", this.panel);
      this.spoken = element("p", "live-spoken", this.panel);
      this.spoken.setAttribute("aria-live", "polite");
      this.on(document, "visibilitychange", () => this.redraw());
    }
    get calm() { return calm.matches; }
    get colours() {
      if (!this.palette) {
        const style = getComputedStyle(this.box), read = (n) => style.getPropertyValue(n).trim();
        this.palette = {};
        for (const n of ["paper", "ink", "quiet", "line", "wash", "link"]) {
          this.palette[n] = read("--" + n);
        }
        for (const n of ["plus", "minus", "third", "fourth"]) {
          this.palette[n] = read("--live-" + n);
        }
        this.palette.dark = read("--live-dark") === "1";
      }
      return this.palette;
    }
    on(target, event, f) {
      target.addEventListener(event, (e) => this.timed(() => f(e)), { signal: this.stop.signal });
    }
    // Whatever the figure does is done in here: the page waits for it.
    timed(f) {
      const begin = performance.now(), answer = f();
      this.longest = Math.max(this.longest, performance.now() - begin);
      return answer;
    }
    end(f) { this.endings.push(f); }

    // ---- memory ----
    doubles(at, count) { return new Float64Array(this.wasm.memory.buffer, at, count); }
    floats(at, count) { return new Float32Array(this.wasm.memory.buffer, at, count); }
    ints(at, count) { return new Int32Array(this.wasm.memory.buffer, at, count); }
    bytes(at, count) { return new Uint8Array(this.wasm.memory.buffer, at, count); }

    // ---- frames: at most one for each of the screen's, none out of sight ----
    draw(f) { this.drawing = f; this.redraw(); }
    redraw() {
      if (!this.frame) this.frame = requestAnimationFrame((now) => this.paint(now));
    }
    play(f) {
      this.players.add(f);
      this.redraw();
      return () => this.players.delete(f);
    }
    // What takes long, a slice at a time; the bar is not shown for what is done soon.
    work(pieces, atOnce) {
      const SLICE = atOnce ? Infinity : 10, begun = performance.now();
      const go = () => {
        let piece;
        this.timed(() => {
          const end = performance.now() + SLICE;
          do piece = pieces.next();
          while (!piece.done && piece.value !== null && performance.now() < end);
        });
        this.bar.hidden = piece.done || performance.now() < begun + 100;
        if (piece.value) this.bar.value = piece.value;
        if (piece.done) this.redraw();
        else this.working = setTimeout(go, 0);
      };
      clearTimeout(this.working);
      this.hurry = Boolean(atOnce);
      if (atOnce) go();
      else this.working = setTimeout(go, 0);
    }
    // A letter upon the pictures, for those that WebGL draws: .at(x, y, strength) in pixels.
    letter(text) {
      const shown = element("span", "live-letter", this.pictures, text);
      shown.setAttribute("aria-hidden", "true");
      return { at: (x, y, strength) => {
        shown.style.transform = "translate(" + x.toFixed(1) + "px," + y.toFixed(1) + "px)";
        shown.style.opacity = strength;
      } };
    }
    paint(now) {
      this.frame = 0;
      const seconds = this.then ? Math.min(0.1, (now - this.then) / 1000) : 0;
      this.then = this.players.size ? now : 0;
      const begin = performance.now();
      this.timed(() => {
        for (const f of this.players) if (f(seconds) === false) this.players.delete(f);
        if (this.drawing) this.drawing();
      });
      this.worked = performance.now() - begin;
      this.frames = (this.frames || 0) + 1;
      if (this.players.size && this.seen && !document.hidden) this.redraw();
    }

    // ---- parts ----
    canvas(options) {
      const column = element("div", "live-column", this.pictures);
      const canvas = element("canvas", "live-canvas", column);
      canvas.style.aspectRatio = String(options.ratio || 1.6);
      if (options.width) column.style.flex = options.width;
      const names = element("div", "live-names", column);
      canvas.captions = (options.captions || []).map((text) => element("span", "", names, text));
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "application");
      canvas.setAttribute("aria-roledescription", "picture to be turned");
      canvas.setAttribute("aria-label", options.label +
        ". " + (options.keys || "Arrow keys turn it."));
      listenToPointer(this, canvas, options);
      listenToKeys(this, canvas, options);
      const fit = () => {
        const scale = Math.min(devicePixelRatio || 1, 2);
        const width = Math.max(1, Math.round(canvas.clientWidth * scale));
        const height = Math.max(1, Math.round(canvas.clientHeight * scale));
        if (canvas.width === width && canvas.height === height) return;
        canvas.width = width;
        canvas.height = height;
        // The old picture is gone with the old size: no frame without one.
        if (this.drawing) this.drawing();
      };
      const watch = new ResizeObserver(fit);
      watch.observe(canvas);
      this.end(() => { watch.disconnect(); canvas.width = canvas.height = 0; });
      fit();
      return canvas;
    }
    row() { this.line = element("div", "live-row", this.controls); }
    slider(options) {
      const row = element("label", "live-slider", this.line);
      element("span", "live-label", row, options.label);
      const input = element("input", "", row), shown = element("output", "", row);
      Object.assign(input, { type: "range", min: options.min, max: options.max,
        step: options.step || 1, value: options.value });
      row.dataset.name = options.name;
      const show = () => {
        const v = Number(input.value), text = minus(options.show ? options.show(v) : String(v));
        shown.textContent = text;
        input.setAttribute("aria-valuetext", text);
      };
      this.on(input, "input", () => { show(); options.change(Number(input.value)); this.redraw(); });
      show();
      return {
        input, row,
        get value() { return Number(input.value); },
        set(v) { input.value = v; show(); },
        limits(min, max) { input.min = min; input.max = max; show(); },
        show,
      };
    }
    choice(options) {
      const field = element("fieldset", "live-choice", this.line), group = fresh();
      element("legend", "", field, options.label);
      field.dataset.name = options.name;
      const inputs = options.options.map(([value, text]) => {
        const label = element("label", "", field), input = element("input", "", label);
        Object.assign(input, { type: "radio", name: group, value });
        input.checked = value === options.value;
        element("span", "", label, text);
        this.on(input, "change", () => { options.change(value); this.redraw(); });
        return input;
      });
      return { set(v) { for (const i of inputs) i.checked = i.value === v; } };
    }
    button(options) {
      const button = element("button", "live-button", this.line, options.label);
      button.type = "button";
      button.dataset.name = options.name;
      this.on(button, "click", () => { options.press(); this.redraw(); });
      return button;
    }
    note(html, className) { return element("p", "live-note " + (className || ""), this.panel, html); }

    // A number beside the picture.  What changed is spoken when it has come to rest.
    value(name, label) {
      const row = element("div", "", this.readings);
      element("dt", "", row, label);
      const shown = element("dd", "", row), entry = { row, shown, label, text: null };
      row.dataset.name = name;
      this.values.push(entry);
      return { row, set: (said) => {
        const text = minus(said);
        if (text === entry.text) return;
        entry.text = text;
        shown.textContent = text;
        entry.changed = true;
        this.speakSoon();
      } };
    }
    speakSoon() {
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => {
        const changed = this.values.filter((v) => v.changed);
        for (const v of changed) v.changed = false;
        const said = changed.map((v) => v.row.firstChild.textContent + ": " + v.text);
        this.spoken.textContent = said.join("; ");
      }, 600);
    }
    release() {
      this.stop.abort();
      clearTimeout(this.speaking);
      clearTimeout(this.working);
      cancelAnimationFrame(this.frame);
      for (const f of this.endings) f();
      this.panel.remove();
      this.box.classList.remove("on");
      this.wasm = this.drawing = null;
    }
  }

  // ---- from still to live, and back ----
  const saved = new Map();
  const start = async (box) => {
    const name = box.dataset.figure;
    await script(name);
    const figure = figures.get(name);
    for (const needed of figure.needs || []) await script(needed);
    const wasm = await instance();
    if (!wasm || views.get(box) !== "starting") return;
    const view = new View(box, wasm);
    view.saved = saved.get(box);
    view.seen = true;
    views.set(box, view);
    try {
      view.made = figure.start(view) || {};
    } catch (error) {
      view.release();
      throw error;
    }
    box.classList.add("on");
    // The still pictures are for the printer now, who does not wait.
    for (const still of view.stage.querySelectorAll("img")) still.loading = "eager";
    view.redraw();
  };
  const begin = (box) => {
    if (views.has(box)) return;
    views.set(box, "starting");
    start(box).catch((error) => {
      views.set(box, "failed");
      console.error("live figure " + box.dataset.figure + ": " + error.message);
    });
  };
  const leave = (box) => {
    const view = views.get(box);
    if (!(view instanceof View) || view.panel.contains(document.activeElement)) return;
    if (view.made.save) saved.set(box, view.made.save());
    box.querySelector(".live-stage").style.minHeight = view.panel.offsetHeight + "px";
    view.release();
    views.delete(box);
  };

  const near = new IntersectionObserver((entries) => {
    for (const e of entries) (e.isIntersecting ? begin : leave)(e.target);
  }, { rootMargin: "100% 0px" });
  const seen = new IntersectionObserver((entries) => {
    for (const e of entries) {
      const view = views.get(e.target);
      if (!(view instanceof View)) continue;
      view.seen = e.isIntersecting;
      if (view.seen) view.redraw();
    }
  });
  for (const box of document.querySelectorAll(".live[data-figure]")) {
    near.observe(box);
    seen.observe(box);
  }

  // Colours follow the page, light or dark.
  const repaint = () => {
    for (const view of views.values()) {
      if (view instanceof View) { view.palette = null; view.redraw(); }
    }
  };
  new MutationObserver(repaint).observe(document.documentElement,
    { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("beforeprint", repaint);

  return {
    figure(name, definition) { figures.set(name, definition); },
    program, script, element, views,
  };
})();
