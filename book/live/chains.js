// chains.js: the live figure of chapter 11.  Two chains that differ only in how their ends lie
// to each other, and the number of layers after which a network tells them apart.
"use strict";
live.figure("chains", {
  needs: ["space"],
  start(view) {
    const c = view.wasm, MOST = 8;
    // Kinds of ladder.h, and what they are called here.
    const KINDS = [[0, "distances"], [1, "scalar gate"], [2, "norm gate"], [3, "squares"],
      [5, "PaiNN kind"]];
    const now = { k: 3, layers: 2, kind: 2, ...view.saved };
    const colour = (i) => [view.colours.quiet, view.colours.minus, view.colours.third,
      view.colours.plus, view.colours.fourth][i];

    // ---- gaps: computed one at a time, a few milliseconds each, and kept ----
    const gaps = new Map();
    const name = (kind, layers) => kind + "," + now.k + "," + layers;
    const gap = (kind, layers) => {
      if (!gaps.has(name(kind, layers))) {
        gaps.set(name(kind, layers), c.chains_gap(kind, now.k, layers));
      }
      return gaps.get(name(kind, layers));
    };
    const count = () => {
      const tried = [...gaps.keys()].filter((key) => key.split(",")[1] === String(now.k));
      known.set(tried.length + " of " + MOST * KINDS.length);
    };
    // In every frame one more of those that are not known yet.
    const fill = () => {
      for (let layers = 1; layers <= MOST; layers++) {
        for (const [kind] of KINDS) {
          if (gaps.has(name(kind, layers))) continue;
          gap(kind, layers);
          count();
          return true;
        }
      }
      return false;
    };
    const all = () => {
      if (view.calm) while (fill());
      else if (!filling) filling = view.play(() => fill() || (filling = null));
      read();
    };
    let filling = null;

    // ---- the two chains, with as much of them as the news of each end has reached ----
    const draw = (pen, points, box, pixel) => {
      const n = points.length / 3, at = (i) => ({ x: box.x + (points[3 * i + 1] + 3.5) * box.scale,
        y: box.y - points[3 * i] * box.scale * 0.75 });
      pen.lineWidth = 2.5 * pixel;
      pen.strokeStyle = view.colours.line;
      pen.beginPath();
      for (let i = 0; i < n; i++) pen.lineTo(at(i).x, at(i).y);
      pen.stroke();
      for (let i = 0; i < n; i++) node(pen, at(i), i <= now.layers, n - 1 - i <= now.layers, pixel);
    };
    // Half a disc for each end whose news is there.
    const node = (pen, at, left, right, pixel) => {
      const r = 9 * pixel, plain = view.colours.dark ? "#4a515d" : "#d7dae0";
      [[left, view.colours.plus, Math.PI / 2], [right, view.colours.minus, -Math.PI / 2]]
        .forEach(([there, paint, angle]) => {
          pen.beginPath();
          pen.arc(at.x, at.y, r, angle, angle + Math.PI);
          pen.fillStyle = there ? paint : plain;
          pen.fill();
        });
      pen.beginPath();
      pen.arc(at.x, at.y, r, 0, 7);
      pen.strokeStyle = view.colours.paper;
      pen.lineWidth = 1.5 * pixel;
      pen.stroke();
    };
    const step = (by) => {
      now.layers = Math.min(MOST, Math.max(1, now.layers + by));
      layers.set(now.layers);
      read();
      view.redraw();
    };
    const key = (word) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[word];
      if (by) step(by);
      return Boolean(by);
    };
    const pair = view.canvas({ label: "The chains cis and trans, and how far the news of each " +
      "end has come", ratio: view.pictures.clientWidth < 520 ? 2.1 : 3.6, width: "1 1 100%", key,
    keys: "Arrow keys change the number of layers." });
    const drawPair = () => {
      const pen = pair.getContext("2d"), pixel = pair.width / pair.clientWidth;
      const tall = view.pictures.clientWidth < 520;
      pen.clearRect(0, 0, pair.width, pair.height);
      pen.font = "italic " + 16 * pixel + "px Pagella, Palatino, serif";
      pen.textAlign = "left";
      [1, 0].forEach((cis, i) => {
        const wide = pair.width / (tall ? 1 : 2), high = pair.height / (tall ? 2 : 1);
        const x = tall ? 0 : i * wide, y = tall ? i * high : 0;
        const scale = Math.min(wide / (5 * now.k + 4), high / 9);
        const points = Array.from(view.doubles(c.chains_points(now.k, cis), 3 * (now.k + 2)));
        pen.fillStyle = view.colours.quiet;
        pen.fillText(cis ? "cis" : "trans", x + 4 * pixel, y + 18 * pixel);
        const middle = (wide - (5 * now.k + 1) * scale) / 2;
        draw(pen, points, { x: x + middle, y: y + high * 0.55, scale }, pixel);
      });
    };

    // ---- the gaps of all kinds against the layers ----
    const inside = { left: 52, right: 14, top: 22, bottom: 34 };
    const chart = view.canvas({ label: "The gap between the answers for cis and trans against " +
      "the number of layers, for each kind of network", ratio: view.pictures.clientWidth < 520 ?
      1.3 : 2.6, width: "1 1 100%", key, keys: "Arrow keys change the number of layers.",
    press: (d) => step(layerAt(d) - now.layers), drag: (d) => step(layerAt(d) - now.layers) });
    const layerAt = (d) => Math.round(1 + (MOST - 1) * (d.x - inside.left) /
      (d.width - inside.left - inside.right));
    const drawChart = () => {
      const pen = chart.getContext("2d"), pixel = chart.width / chart.clientWidth;
      const x = (n) => pixel * inside.left + (n - 1) / (MOST - 1) * (chart.width - pixel *
        (inside.left + inside.right));
      // From 1 down to 10^-17, on a logarithmic axis.
      const y = (g) => pixel * inside.top - Math.log10(Math.min(1, Math.max(g, 1e-17))) / 17 *
        (chart.height - pixel * (inside.top + inside.bottom));
      pen.clearRect(0, 0, chart.width, chart.height);
      drawAxes(pen, pixel, x, y);
      KINDS.forEach(([kind], i) => {
        const known = Array.from({ length: MOST }, (_, n) => n + 1)
          .filter((n) => gaps.has(name(kind, n)));
        const chosen = kind === now.kind;
        pen.strokeStyle = pen.fillStyle = colour(i);
        pen.globalAlpha = chosen ? 1 : 0.45;
        pen.lineWidth = (chosen ? 3 : 1.6) * pixel;
        pen.beginPath();
        for (const n of known) pen.lineTo(x(n) + (i - 2) * 2 * pixel, y(gap(kind, n)));
        pen.stroke();
        for (const n of known) {
          pen.beginPath();
          pen.arc(x(n) + (i - 2) * 2 * pixel, y(gap(kind, n)), (chosen ? 5 : 3.4) * pixel, 0, 7);
          pen.fill();
        }
      });
      pen.globalAlpha = 1;
    };
    const drawAxes = (pen, pixel, x, y) => {
      const colours = view.colours;
      pen.fillStyle = colours.wash;
      pen.fillRect(x(now.layers) - 13 * pixel, y(1) - 6 * pixel, 26 * pixel, y(0) - y(1) +
        12 * pixel);
      pen.font = 13 * pixel + "px Pagella, Palatino, serif";
      pen.textBaseline = "middle";
      pen.textAlign = "right";
      for (const [g, words] of [[1, "1"], [1e-4, "10⁻⁴"], [1e-8, "10⁻⁸"], [1e-12, "10⁻¹²"],
        [1e-16, "10⁻¹⁶"]]) {
        pen.fillStyle = colours.line;
        pen.fillRect(x(1), y(g), x(MOST) - x(1), pixel);
        pen.fillStyle = colours.quiet;
        pen.fillText(words, x(1) - 12 * pixel, y(g));
      }
      pen.textAlign = "center";
      for (let n = 1; n <= MOST; n++) pen.fillText(String(n), x(n), chart.height - 22 * pixel);
      pen.fillText("layers", (x(1) + x(MOST)) / 2, chart.height - 7 * pixel);
      pen.textAlign = "left";
      pen.fillText("gap between the answers", pixel * 4, 9 * pixel);
    };

    // ---- controls and readings ----
    const layers = view.slider({ name: "layers", label: "layers", min: 1, max: MOST,
      value: now.layers, change: (n) => { now.layers = n; read(); } });
    view.slider({ name: "k", label: "nodes <i>k</i> between the ends", min: 2, max: 6,
      value: now.k, change: (k) => { now.k = k; all(); } });
    view.choice({ name: "kind", label: "Network", value: now.kind, options: KINDS,
      change: (kind) => { now.kind = kind; read(); } });
    const gapRead = view.value("gap", "gap");
    const known = view.value("known", "networks tried");
    const verdict = view.value("verdict", "cis and trans");
    const first = view.value("first", "told apart from");
    const read = () => {
      const g = gap(now.kind, now.layers), differs = c.chains_differ();
      gapRead.set(g === 0 ? "0" : g.toExponential(0));
      verdict.set(g >= differs ? "are told apart" : "look alike");
      let n = 1;
      while (n <= MOST && !(gap(now.kind, n) >= differs)) n++;
      count();
      first.set(n > MOST ? "no number of layers here" : n + (n > 1 ? " layers" : " layer"));
    };

    view.draw(() => {
      drawPair();
      drawChart();
    });
    // Deep networks want more memory; it is taken at once, and given back.
    c.free(c.malloc(3 << 20));
    all();
    return { save: () => ({ ...now }) };
  },
});
