// filter.js: the live figure of chapter 6.  A filter R(r) Y_lm, whose radial function the
// reader draws, the senders around a receiver, and the message that arrives there.
"use strict";
live.figure("filter", {
  needs: ["space", "surface"],
  start(view) {
    const SENDERS = 12, CURVE = 120, TOP = 1.5;
    const c = view.wasm, camera = live.camera(0.4, 0.35);
    const now = { l: 2, seed: 1, R: view.turns.identity, pulls: [], ...view.saved };
    let cursor = 0.5;

    // ---- the message, once in a frame when anything has changed ----
    const address = () => {
      view.doubles(c.turn_register(1), 9).set(now.R);
      return c.turn_register(1);
    };
    let stale = true;
    const compute = () => {
      stale = true;
      view.redraw();
    };
    const update = () => {
      const dim = 2 * now.l + 1;
      stale = false;
      c.filter_message(now.l, address());
      const M = Array.from(view.doubles(c.filter_sum(), dim));
      view.doubles(c.surface_coefficients(0), dim).set(M);
      c.surface_turn(address());
      view.work(surface.shape(0, 0, 0, 1 / Math.max(scale, 1e-9)), true);
      difference.set(c.filter_difference(now.l, address()).toExponential(0));
      length.set(Math.hypot(...M).toFixed(4));
      first.set("(" + M.slice(0, 3).map((x) => x.toFixed(2).replace("-0.00", "0.00")).join(", ") +
        (dim > 3 ? ", …)" : ")"));
      angle.set((view.turns.distance(now.R, view.turns.identity) * 180 / Math.PI).toFixed(1) + "°");
    };
    // The size of the picture is fixed when the filter changes, not while all is turned.
    let rows = 48, scale = 1;
    const open = () => {
      view.work(surface.open(now.l, rows), true);
      measure();
    };
    const measure = () => {
      c.filter_message(now.l, address());
      const dim = 2 * now.l + 1;
      view.doubles(c.surface_coefficients(0), dim).set(view.doubles(c.filter_sum(), dim));
      scale = Math.hypot(...view.doubles(c.filter_sum(), dim)) * Math.sqrt(dim / 12.6);
      compute();
    };

    // ---- the cloud ----
    const turn = (w) => {
      now.R = view.turns.multiply(view.turns.exp(camera.world(w)), now.R);
      compute();
    };
    const home = () => {
      now.R = view.turns.identity;
      compute();
      return true;
    };
    const key = (name) => name === "Home" && home();
    const cloud = view.canvas({ label: "Twelve senders around a receiver", ratio: 1.1, turn, key,
      keys: "Arrow keys turn everything, Page Up and Page Down roll it, Home turns it back." });
    const lobes = view.canvas({ label: "The message at the receiver, as a surface", ratio: 1.1,
      turn, key });
    const surface = live.surface(view, lobes);
    rows = Math.round(44 * Math.max(0.5, surface.detail));
    const unit = () => cloud.clientWidth / 2.7;
    const drawCloud = () => {
      cloud.getContext("2d").clearRect(0, 0, cloud.width, cloud.height);
      const scene = live.scene(view, cloud, camera, { unit: unit() }), colours = view.colours;
      const p = view.doubles(c.filter_points(), 3 * SENDERS), R = view.doubles(c.filter_radial(),
        SENDERS), x = view.doubles(c.filter_features(), SENDERS);
      drawRim(scene, colours);
      for (let i = 0; i < SENDERS; i++) {
        const at = Array.from(p.subarray(3 * i, 3 * i + 3)), strength = x[i] * R[i];
        const colour = strength < 0 ? colours.minus : colours.plus;
        const size = Math.abs(strength);
        scene.line([at, at.map((q) => 0.08 * q)], live.mix(colours.line, colour,
          Math.min(1, 0.2 + size)), 0.8 + 4 * Math.min(1.5, size));
        scene.ball(at, 0.075, x[i] < 0 ? colours.minus : colours.plus);
      }
      scene.ball([0, 0, 0], 0.09, colours.dark ? "#d5d8dd" : "#33373d");
      scene.finish();
    };
    // The cutoff: a circle around everything.
    const drawRim = (scene, colours) => {
      scene.pen.beginPath();
      scene.pen.arc(scene.x, scene.y, scene.unit, 0, 7);
      scene.pen.strokeStyle = colours.line;
      scene.pen.setLineDash([4 * scene.pixel, 5 * scene.pixel]);
      scene.pen.lineWidth = scene.pixel;
      scene.pen.stroke();
      scene.pen.setLineDash([]);
      scene.write("cutoff", scene.x, scene.y - scene.unit, { colour: colours.quiet, size: 13 });
    };
    const drawLobes = () => {
      const size = Math.min(lobes.clientWidth, lobes.clientHeight) / 2.7;
      surface.draw([{ which: 0, turn: camera.turn, at: [0.5, 0.5], size, axes: camera.turn }]);
    };

    // ---- the radial function, to be drawn ----
    const inside = { left: 30, right: 8, top: 20, bottom: 22 };
    const pullAt = (d) => {
      const r = (d.x - inside.left) / (d.width - inside.left - inside.right);
      const v = TOP - (d.y - inside.top) / (d.height - inside.top - inside.bottom) * 2 * TOP;
      cursor = Math.min(1, Math.max(0, r));
      pull(cursor, Math.min(TOP, Math.max(-TOP, v)));
    };
    const pull = (r, v) => {
      now.pulls.push([r, v]);
      if (now.pulls.length > 400) now.pulls.shift();
      c.filter_pull(r, v);
      measure();
    };
    const radial = view.canvas({ label: "The radial function R of the distance", ratio: 1.9,
      keys: "Left and right choose a distance, up and down pull the curve there.",
      drag: pullAt, press: pullAt, key: (name) => {
        const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1],
          ArrowDown: [0, -1] }[name] || [];
        if (dx === undefined) return false;
        cursor = Math.min(1, Math.max(0, cursor + 0.05 * dx));
        const value = view.doubles(c.filter_curve(), CURVE + 1)[Math.round(CURVE * cursor)];
        if (dy) pull(cursor, Math.min(TOP, Math.max(-TOP, value + 0.1 * dy)));
        view.redraw();
        return true;
      } });
    radial.style.cursor = "crosshair";
    const drawRadial = () => {
      const pen = radial.getContext("2d"), colours = view.colours;
      const pixel = radial.width / radial.clientWidth;
      const x = (r) => pixel * inside.left + r * (radial.width - pixel * (inside.left +
        inside.right));
      const y = (v) => pixel * inside.top + (TOP - v) / (2 * TOP) * (radial.height - pixel *
        (inside.top + inside.bottom));
      pen.clearRect(0, 0, radial.width, radial.height);
      drawFrame(pen, colours, pixel, x, y);
      const curve = view.doubles(c.filter_curve(), CURVE + 1);
      const values = view.doubles(c.filter_radial(), SENDERS), r = view.doubles(
        c.filter_lengths(), SENDERS), f = view.doubles(c.filter_features(), SENDERS);
      pen.beginPath();
      curve.forEach((v, i) => pen.lineTo(x(i / CURVE), y(v)));
      Object.assign(pen, { strokeStyle: colours.ink, lineWidth: 2 * pixel, lineJoin: "round" });
      pen.stroke();
      for (let i = 0; i < SENDERS; i++) {
        pen.fillStyle = f[i] < 0 ? colours.minus : colours.plus;
        pen.fillRect(x(r[i]) - pixel, Math.min(y(0), y(values[i])), 2 * pixel,
          Math.abs(y(values[i]) - y(0)));
        pen.beginPath();
        pen.arc(x(r[i]), y(values[i]), 4.5 * pixel, 0, 7);
        pen.fill();
      }
    };
    const drawFrame = (pen, colours, pixel, x, y) => {
      pen.fillStyle = colours.line;
      for (const v of [-1, 0, 1]) pen.fillRect(x(0), y(v), x(1) - x(0), pixel);
      pen.fillRect(x(cursor), y(TOP), pixel, y(-TOP) - y(TOP));
      pen.fillStyle = colours.quiet;
      pen.font = 13 * pixel + "px Pagella, Palatino, serif";
      pen.textBaseline = "middle";
      pen.textAlign = "right";
      for (const v of [-1, 0, 1]) pen.fillText(String(v).replace("-", "−"), x(0) - 6 * pixel, y(v));
      pen.fillText("R(r), to be dragged", x(1), 9 * pixel);
      pen.fillText("r = cutoff", x(1), radial.height - 9 * pixel);
    };

    // ---- the components of the message ----
    const bars = view.canvas({ label: "The components of the message", ratio: 1.9, turn, key });
    const drawBars = () => {
      const pen = bars.getContext("2d"), dim = 2 * now.l + 1, pixel = bars.width / bars.clientWidth;
      const M = view.doubles(c.filter_sum(), dim), { width, height } = bars, colours = view.colours;
      const most = Math.max(1e-9, Math.hypot(...M)), step = width / dim, middle = height * 0.5;
      pen.clearRect(0, 0, width, height);
      pen.fillStyle = colours.line;
      pen.fillRect(0, middle, width, pixel);
      pen.font = 13 * pixel + "px Pagella, Palatino, serif";
      pen.textAlign = "center";
      M.forEach((v, i) => {
        const h = v / most * (height / 2 - 24 * pixel), thick = Math.min(step * 0.7, 40 * pixel);
        pen.fillStyle = v < 0 ? colours.minus : colours.plus;
        pen.fillRect((i + 0.5) * step - thick / 2, middle - Math.max(0, h), thick, Math.abs(h));
        pen.fillStyle = colours.quiet;
        pen.fillText(String(i - now.l).replace("-", "−"), (i + 0.5) * step, height - 4 * pixel);
      });
      pen.textAlign = "left";
      pen.fillText("components of the message, by m", 0, 12 * pixel);
    };

    // ---- controls and readings ----
    view.slider({ name: "l", label: "degree <i>l</i> of the filter", min: 0, max: 6, value: now.l,
      change: (l) => { now.l = l; open(); } });
    view.button({ name: "other", label: "Other senders", press: () => {
      now.seed++;
      c.filter_open(now.seed);
      for (const p of now.pulls) c.filter_pull(...p);
      measure();
    } });
    view.button({ name: "home", label: "Turn back", press: home });
    const difference = view.value("difference", "turned first or last, differs by");
    const length = view.value("length", "length of the message");
    const first = view.value("first", "its components");
    const angle = view.value("angle", "turned by");

    view.draw(() => {
      if (stale) update();
      drawCloud();
      drawLobes();
      drawRadial();
      drawBars();
    });
    c.filter_open(now.seed);
    for (const p of now.pulls) c.filter_pull(...p);
    open();
    return { save: () => ({ ...now }) };
  },
});
