// motion.js: the live figure of chapter 12.  Two networks learn the forces of ammonia while the
// page is read; then the molecule moves by them, and the page watches its energy.
"use strict";
live.figure("motion", {
  needs: ["space", "ammonia"],
  start(view) {
    const c = view.wasm, MOST = 512, COLD = 300, HOT = 600, FS = 100;
    const GRADIENT = 0, DIRECT = 1, SLOW = 30, FAST = 1000;
    const STEPS = c.motion_steps();
    // Steps of time: each is the last one times the square root of two.
    const stepOf = (k) => 0.25 * Math.pow(2, k / 2);
    const now = { way: GRADIENT, k: 2, speed: SLOW, hot: 0, weights: [], ...view.saved };
    const camera = live.camera(0.5, 0.3);
    if (view.saved) camera.turn = now.turn;

    // ---- the networks: opened, taught some steps a frame ----
    const text = new TextEncoder().encode(live.ammonia), address = c.malloc(text.length);
    view.bytes(address, text.length).set(text);
    if (c.motion_open(address, text.length) < 0) throw new Error("the frames cannot be read");
    c.free(address);
    const learned = [GRADIENT, DIRECT].map((way) => {
      if (!now.weights[way]) return 0;
      view.doubles(c.motion_weight(way), c.motion_weights(way)).set(now.weights[way]);
      return STEPS;
    });
    // Energies are always those of the first network.
    const ready = () => learned[GRADIENT] === STEPS && learned[now.way] === STEPS;
    // As many steps as fit into a part of a frame.
    const learn = () => {
      const way = learned[GRADIENT] < STEPS ? GRADIENT : DIRECT, begin = performance.now();
      while (learned[way] < STEPS && performance.now() < begin + 7) {
        learned[way] = c.motion_learn(way, 4);
      }
      if (learned[way] === STEPS) {
        now.weights[way] = Float64Array.from(
          view.doubles(c.motion_weight(way), c.motion_weights(way)));
        if (way === now.way) begun();
      }
      readTaught();
      return learned[DIRECT] < STEPS;
    };

    // ---- the motion ----
    let trace = [], zero = 0, every = 1, skipped = 0, owed = 0, playing = null, burst = false;
    const begun = () => {
      again();
      wobbleSoon();
    };
    const again = () => {
      now.hot = 0;
      c.motion_by(now.way);
      burst = c.motion_begin(COLD) < 0;
      mark();
    };
    // From here the energy is counted.
    const mark = () => {
      c.motion_set_time(0);
      trace = [];
      every = 1;
      zero = c.motion_total();
      note();
      read();
      view.redraw();
    };
    // One point for every frame at first; when there are too many, every second is kept.
    const note = () => {
      if (skipped++ % every) return;
      trace.push([c.motion_time(), c.motion_total() - zero, c.motion_temperature()]);
      if (trace.length < MOST) return;
      trace = trace.filter((_, i) => i % 2 === 0);
      every *= 2;
    };
    const go = (steps) => {
      burst = burst || c.motion_go(stepOf(now.k), steps) < 0;
      if (!burst) note();
      read();
      if (burst) stop();
      return !burst;
    };
    const advance = (seconds) => {
      if (!ready()) return true;
      owed = Math.min(owed + seconds * now.speed / stepOf(now.k), 120);
      const steps = Math.floor(owed);
      owed -= steps;
      return steps ? go(steps) : true;
    };
    const stop = () => {
      if (playing) playing();
      playing = null;
      play.textContent = view.calm ? "Move on" : "Let it go";
    };
    const press = () => {
      if (playing) return stop();
      if (burst) again();
      // Who asked for less motion sees the molecule as it is a little later.
      if (view.calm) return ready() ? go(Math.round(FS / stepOf(now.k))) : undefined;
      play.textContent = "Hold it";
      playing = view.play(advance);
      return undefined;
    };
    const heat = () => {
      if (!ready()) return;
      if (burst) again();
      now.hot++;
      c.motion_heat(HOT, 5 + now.hot);
      mark();
    };

    // ---- the molecule: nitrogen, three hydrogens, and the forces on them ----
    const turn = (w) => { camera.move(view, w); view.redraw(); };
    const key = (name) => {
      if (name === " ") press();
      else if (name === "h") heat();
      else if (name === "Home") Object.assign(camera, { turn: live.camera(0.5, 0.3).turn });
      else return false;
      view.redraw();
      return true;
    };
    const hand = view.canvas({ label: "A molecule of ammonia: nitrogen, three hydrogens, and the " +
      "forces on them as arrows", ratio: 1.15, turn, key, width: "1 1 15rem", keys: "Arrow keys " +
      "turn it, Page Up and Page Down roll it, space lets it go or holds it, h heats it, Home " +
      "puts the view back." });
    const MASSES = [14.007, 1.008, 1.008, 1.008], TOTAL = 14.007 + 3 * 1.008;
    const points = () => {
      if (!ready()) return null;
      const r = Array.from(view.doubles(c.motion_points(), 12));
      const middle = [0, 1, 2].map((a) => MASSES.reduce((sum, m, i) =>
        sum + m * r[3 * i + a], 0) / TOTAL);
      return MASSES.map((_, i) => middle.map((m, a) => r[3 * i + a] - m));
    };
    const drawHand = () => {
      const pen = hand.getContext("2d"), colours = view.colours;
      pen.clearRect(0, 0, hand.width, hand.height);
      const unit = Math.min(hand.clientWidth, hand.clientHeight) / 3.2, p = points();
      const scene = live.scene(view, hand, camera, { unit, at: [0.5, 0.52] });
      if (!p || burst) {
        scene.write(p ? "the molecule has burst" : "the networks are learning …",
          hand.width / 2, hand.height / 2, { colour: colours.quiet, size: 15 });
        return;
      }
      const force = view.doubles(c.motion_forces(), 12);
      const grey = colours.dark ? "#c9ced6" : "#dfe3e8";
      p.forEach((q, i) => {
        const bond = (s) => p[0].map((x, a) => x + s * (q[a] - x));
        if (i) scene.line([bond(0.33), bond(0.8)], colours.quiet, 5);
        scene.ball(q, i ? 0.24 : 0.36, i ? grey : colours.minus);
        // An arrow from the skin of the ball on; a small one would be nothing but a head.
        const f = Array.from(force.subarray(3 * i, 3 * i + 3)), size = Math.hypot(...f);
        const along = (s) => q.map((x, a) => x + f[a] / size * s), skin = i ? 0.24 : 0.36;
        if (size > 0.2) scene.arrow(along(skin), along(skin + 0.25 * size), colours.plus, 2.4);
      });
      scene.finish();
      scene.write(now.way === DIRECT ? "forces given directly" : "forces from an energy",
        10 * scene.pixel, 14 * scene.pixel, { colour: colours.quiet, size: 14, align: "left" });
    };

    // ---- the energy and the temperature along the way ----
    const chart = view.canvas({ label: "The total energy since it was let go, and the temperature, " +
      "along the time", ratio: 1.15, keys: "Nothing to turn here.", width: "1.2 1 16rem" });
    const nice = (x) => {
      const ten = Math.pow(10, Math.floor(Math.log10(x)));
      return [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= x * (1 - 1e-9));
    };
    const drawChart = () => {
      const pen = chart.getContext("2d"), { width, height } = chart, p = width / chart.clientWidth;
      pen.clearRect(0, 0, width, height);
      const end = Math.max(200, trace.length ? trace[trace.length - 1][0] : 0);
      const energies = trace.map((t) => 1000 * t[1]);
      const high = nice(Math.max(1, ...energies.map(Math.abs)));
      const hot = nice(Math.max(500, ...trace.map((t) => t[2])));
      const x = (t) => 46 * p + (width - 56 * p) * t / end, half = height / 2;
      panel({ pen, p, x, end, top: 26 * p, bottom: half - 6 * p, low: -high, high,
        values: energies, colour: view.colours.plus, name: "total energy since it was let go, meV" });
      panel({ pen, p, x, end, top: half + 28 * p, bottom: height - 24 * p, low: 0, high: hot,
        values: trace.map((t) => t[2]), colour: view.colours.minus, name: "temperature, K" });
      label(pen, p, end < 1000 ? end.toFixed(0) + " fs" : (end / 1000).toFixed(1) + " ps",
        x(end), height - 10 * p, "right");
      label(pen, p, "0", x(0), height - 10 * p, "center");
    };
    const label = (pen, p, words, x, y, align) => {
      pen.font = 13 * p + "px Pagella, Palatino, serif";
      pen.textAlign = align;
      pen.textBaseline = "middle";
      pen.fillStyle = view.colours.quiet;
      pen.fillText(words, x, y);
    };
    const panel = ({ pen, p, x, end, top, bottom, low, high, values, colour, name }) => {
      const y = (v) => bottom - (bottom - top) * (v - low) / (high - low);
      label(pen, p, name, x(0), top - 14 * p, "left");
      for (const v of [low, (low + high) / 2, high]) {
        pen.fillStyle = view.colours.line;
        pen.fillRect(x(0), y(v), x(end) - x(0), p);
        label(pen, p, String(v).replace("-", "−"), x(0) - 6 * p, y(v), "right");
      }
      pen.beginPath();
      trace.forEach((t, i) => pen.lineTo(x(t[0]), y(values[i])));
      pen.strokeStyle = colour;
      pen.lineWidth = 1.8 * p;
      pen.lineJoin = "round";
      pen.stroke();
    };

    // ---- controls and readings ----
    const play = view.button({ name: "play", label: "Let it go", press });
    view.button({ name: "heat", label: "Heat it", press: heat });
    view.button({ name: "again", label: "Again", press: () => ready() && again() });
    view.choice({ name: "way", label: "Forces", value: now.way, options: [
      [GRADIENT, "from an energy"], [DIRECT, "directly"]],
    change: (way) => {
      now.way = way;
      words.innerHTML = NOTES[way];
      readTaught();
      if (!ready()) return;
      again();
      wobbleSoon();
    } });
    view.row();
    view.slider({ name: "step", label: "a step", min: 0, max: 8, value: now.k,
      show: (k) => stepOf(k).toFixed(2) + " fs",
      change: (k) => { now.k = k; wobbleSoon(); } });
    view.choice({ name: "speed", label: "A second shows", value: now.speed, options: [
      [SLOW, "30 fs"], [FAST, "1 ps"]], change: (speed) => { now.speed = speed; } });
    const NOTES = [
      "The force is minus the gradient of a learned energy: forces add up to nothing, and the " +
        "total energy wobbles by an amount that goes with the square of the step. A step of " +
        "more than 3 fs is too long for the fastest vibration.",
      "A network of the same size gives each atom a vector. It turns with the molecule, but it " +
        "is the gradient of nothing: the molecule warms up, however short the step is. The " +
        "energy is measured by the other network.",
    ];
    const taught = view.value("taught", "steps of training");
    const error = view.value("error", "error of a force");
    const time = view.value("time", "time");
    const energy = view.value("energy", "energy since then");
    const kelvin = view.value("kelvin", "temperature");
    const sum = view.value("sum", "sum of the forces");
    const wobble = view.value("wobble", "wobble in 0.1 ps");
    const halved = view.value("half", "with half the step");
    const words = view.note(NOTES[now.way]);
    const readTaught = () => {
      taught.set(learned.join(" and ") + " of " + STEPS);
      error.set(ready() ? (1000 * c.motion_error(now.way)).toFixed(1) + " meV/Å" : "…");
    };
    const read = () => {
      if (!ready()) return;
      const t = c.motion_time();
      time.set(t < 1000 ? t.toFixed(0) + " fs" : (t / 1000).toFixed(1) + " ps");
      energy.set(burst ? "the molecule has burst"
        : (1000 * (c.motion_total() - zero)).toFixed(1) + " meV");
      kelvin.set(burst ? "–" : c.motion_temperature().toFixed(0) + " K");
      const s = c.motion_sum();
      sum.set((s < 1e-9 ? s.toExponential(0) : s.toFixed(3)) + " eV/Å");
    };

    // What the step does is computed when the slider has come to rest.
    let rest = 0;
    const wobbleSoon = () => {
      clearTimeout(rest);
      rest = setTimeout(readWobble, 250);
    };
    const readWobble = () => {
      if (!ready()) return;
      const show = (dt) => {
        const w = 1000 * c.motion_wobble(dt, COLD, FS);
        return w < 1e4 ? w.toFixed(3) + " meV" : "it bursts";
      };
      readTaught();
      wobble.set(show(stepOf(now.k)));
      halved.set(show(stepOf(now.k) / 2));
    };
    view.end(() => clearTimeout(rest));

    view.draw(() => {
      drawHand();
      drawChart();
    });
    readTaught();
    time.set("0 fs");
    if (ready()) begun();
    if (learned[DIRECT] < STEPS) view.play(learn);
    return { save: () => ({ ...now, turn: camera.turn }) };
  },
});
