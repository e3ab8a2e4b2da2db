// harmonics.js: the live figure of chapter 3.  A real harmonic, and beside it the
// real part of the complex one; the shape is turned, or its coefficients by D(R).
"use strict";
live.figure("harmonics", {
  needs: ["space", "surface"],
  start(view) {
    const kept = view.saved || {};
    const now = { l: 3, m: -2, form: 0, way: "shape", many: false, ...kept };
    const identity = view.turns.identity, SLOW = 32;
    now.R = kept.R || identity;
    // Surfaces front and front + 1 are shown, made of `loaded` and turned by `shown`; new
    // ones are made in the place of the two others.
    let shown = identity, front = 0, loaded = "", grid = null;

    // ---- the camera: x to the right, z up, seen from a little above ----
    const camera = live.camera(0.38, 0.36);
    const turn = (w) => {
      now.R = view.turns.multiply(view.turns.exp(camera.world(w)), now.R);
      change();
    };
    // High degrees take a while: they are made in pieces, and the readings say so.
    const change = () => {
      if (now.l > SLOW) for (const reading of [difference, top]) reading.set("…");
      view.work(make(), now.l <= SLOW);
      view.redraw();
    };
    const make = function* () {
      if (!grid) yield* open();
      yield* compute();
    };
    const canvas = view.canvas({ label: "A spherical harmonic as a lit surface", ratio: 1.9,
      keys: "Arrow keys turn it, Page Up and Page Down roll it, Home turns it back, " +
        "plus and minus change the degree.", turn, key: (name) => key(name), captions: ["", ""] });
    const bars = view.canvas({ label: "Its coefficients", ratio: 8, width: "1 1 100%", turn,
      captions: ["the coefficients, <i>m</i> = −<i>l</i>, …, <i>l</i>"] });
    const surface = live.surface(view, canvas);

    // ---- the function: one harmonic on the left, a real part on the right ----
    let opened = null;
    const open = function* () {
      // An even number, so that there are vertices on the equator, where the greatest may be.
      const rows = 2 * Math.round(Math.min(240, Math.max(45, 3 * now.l)) * surface.detail);
      if (opened !== now.l) {
        opened = null;
        yield* part(0, 0.4, surface.open(now.l, rows));
        opened = now.l;
      }
      const made = { l: now.l, rows, columns: 2 * rows };
      // The real part of the complex harmonic is that of the cosine, over the root
      // of 2, with the sign (-1)^m of the physicists where m > 0.
      const a = [0, 1].map((k) => view.doubles(view.wasm.surface_coefficients(k), 2 * now.l + 1));
      const m = Math.abs(now.m), odd = now.m > 0 && m % 2 === 1;
      a[0].fill(0);
      a[1].fill(0);
      a[0][now.l + now.m] = 1;
      a[1][now.l + m] = (odd ? -1 : 1) * (m ? Math.SQRT1_2 : 1);
      made.scale = [0, 1].map((k) => 1 / view.wasm.surface_largest(k));
      if (now.m !== 0) made.scale[1] = made.scale[0];
      grid = made;
    };
    // A part of the whole, from `a` to `b`.
    const part = function* (a, b, pieces) {
      for (const done of pieces) yield done === null ? null : a + (b - a) * done;
    };

    // In the way "shape" the points of the first surface are turned as it is drawn; in
    // the way "coefficients" D(R) acts on the numbers and the surface is made anew.
    const compute = function* () {
      // Between two pieces others use the registers.
      const R = view.turns, address = view.wasm.turn_register(1);
      const give = () => view.doubles(address, 9).set(now.R);
      const turned = now.way === "coefficients";
      give();
      view.wasm.surface_turn(address);
      yield 0.4;
      const turn = turned ? now.R : R.identity, key = [now.l, now.m, now.form, turn].join();
      if (key !== loaded) {
        for (const k of [0, 1]) {
          yield* part(0.4 + 0.3 * k, 0.7 + 0.3 * k,
            surface.shape(2 - front + k, turned ? k + 2 : k, now.form, grid.scale[k]));
        }
        front = 2 - front;
        shown = turn;
        loaded = key;
      }
      give();
      difference.set(view.wasm.surface_difference(0, address).toExponential(1));
      yield 1;
      const angle = R.distance(now.R, R.identity) * 180 / Math.PI;
      angleRead.set(angle.toFixed(1) + "°");
      top.set(greatest());
    };

    // Where the function on the left is greatest, from the vertices themselves.
    const greatest = () => {
      const count = (grid.rows + 1) * (grid.columns + 1);
      const v = view.floats(view.wasm.surface_vertices(0), 7 * count);
      let best = 0;
      for (let i = 1; i < count; i++) if (v[7 * i + 6] > v[7 * best + 6] + 1e-5) best = i;
      const p = [0, 1, 2].map((k) => v[7 * best + k]), size = Math.hypot(...p) || 1;
      const moved = now.way === "shape" ? view.turns.apply(now.R, p) : p;
      return "(" + moved.map((x) => (x / size).toFixed(2).replace("-0.00", "0.00")).join(", ") + ")";
    };

    // ---- drawing ----
    view.draw(() => {
      const width = canvas.clientWidth, height = canvas.clientHeight;
      const rest = view.turns.multiply(now.R, view.turns.transpose(shown));
      const eye = view.turns.multiply(camera.turn, rest);
      const size = Math.min(width / 4.9, height / 2.65) * (now.form ? 0.85 : 1), at = [0.24, 0.745];
      surface.draw([0, 1].map((k) => ({ which: front + k, turn: eye, at: [at[k], 0.51], size,
        lines: now.form === 1, axes: camera.turn })));
      for (const k of [0, 1]) axisNames(k, width * at[k], height * 0.51, 1.27 * size);
      if (grid) drawBars();
    });
    // At the near end of each axis stands its name.
    const near = ["x", "y", "z"].map((_, i) => camera.turn[6 + i] < 0 ? -1 : 1);
    const axes = [0, 1].map(() => ["x", "y", "z"].map((name, i) =>
      view.letter((near[i] < 0 ? "−" : "") + "<i>" + name + "</i>")));
    const axisNames = (k, x, y, size) => axes[k].forEach((letter, i) => {
      const c = camera.turn, w = near[i] * size / (1 - near[i] * c[6 + i] / 8);
      letter.at(canvas.offsetLeft + x + c[i] * w, canvas.offsetTop + y - c[3 + i] * w, 1);
    });
    const drawBars = () => {
      const pen = bars.getContext("2d"), c = view.colours;
      const { width, height } = bars, dim = 2 * grid.l + 1, pixel = width / bars.clientWidth;
      const a = view.doubles(view.wasm.surface_coefficients(2), dim);
      const step = width / dim, middle = height / 2, tall = height / 2 - 2 * pixel;
      pen.clearRect(0, 0, width, height);
      const thick = Math.min(Math.max(1, step * 0.72), 26 * pixel);
      pen.fillStyle = c.quiet;
      for (let i = 0; i < dim; i++) {
        pen.fillRect(i * step + (step - thick) / 2, middle - pixel / 2, thick, pixel);
      }
      a.forEach((x, i) => {
        pen.fillStyle = x < 0 ? c.minus : c.plus;
        const h = x * tall;
        pen.fillRect(i * step + (step - thick) / 2, middle - Math.max(0, h), thick, Math.abs(h));
      });
    };

    // ---- words and controls ----
    const names = () => {
      const m = Math.abs(now.m), kind = now.m > 0 ? "√2 Re" : now.m < 0 ? "√2 Im" : "";
      const order = String(now.m).replace("-", "−");
      canvas.captions[0].innerHTML = "real: <i>Y</i><sub>" + now.l + "," + order + "</sub>" +
        (m ? " = " + kind + ", " + (now.m > 0 ? "cosine" : "sine") : ", zonal");
      canvas.captions[1].innerHTML = "as the talk draws it: Re <i>Y</i><sub>" + now.l +
        "</sub><sup>" + order + "</sup>" + (now.m < 0 ? ", the cosine again" : "");
    };
    const restart = () => { names(); grid = null; change(); };
    const degree = view.slider({ name: "l", label: "degree <i>l</i>", min: 0,
      max: now.many ? 200 : 20, value: now.l, change: (l) => setDegree(l) });
    const order = view.slider({ name: "m", label: "order <i>m</i>", min: -now.l, max: now.l,
      value: now.m, change: (m) => { now.m = m; restart(); } });
    const setDegree = (l) => {
      now.l = Math.min(now.many ? 200 : 20, Math.max(0, l));
      now.m = Math.max(-now.l, Math.min(now.l, now.m));
      degree.set(now.l);
      order.limits(-now.l, now.l);
      order.set(now.m);
      restart();
    };
    view.row();
    view.choice({ name: "form", label: "Draw", value: now.form, options: [[0, "lobes"],
      [1, "a ball with nodal lines"]], change: (f) => { now.form = f; change(); } });
    view.choice({ name: "way", label: "Turn", value: now.way, options: [["shape", "the shape"],
      ["coefficients", "its coefficients, by <i>D</i>(<i>R</i>)"]],
      change: (w) => { now.way = w; change(); } });
    view.row();
    view.button({ name: "home", label: "Turn back", press: () => home() });
    const more = view.button({ name: "many", label: "Degrees up to 200", press: () => {
      now.many = more.hidden = true;
      degree.limits(0, 200);
    } });
    more.hidden = now.many;
    const home = () => { now.R = identity; change(); };
    const key = (name) => {
      if (name === "Home") home();
      else if (name === "+" || name === "=") setDegree(now.l + 1);
      else if (name === "-") setDegree(now.l - 1);
      else return false;
      return true;
    };
    const difference = view.value("difference", "largest difference of the two ways");
    const angleRead = view.value("angle", "turned by");
    const top = view.value("top", "greatest at (x, y, z) =");

    names();
    change();
    return { save: () => ({ ...now }) };
  },
});
