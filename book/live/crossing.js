// crossing.js: the live figure of chapter 10.  A neighbour is drawn across the cutoff of a node,
// and three softmaxes share out the weights.
"use strict";
live.figure("crossing", {
  needs: ["space"],
  start(view) {
    const c = view.wasm, FAR = 1.35;
    const FORMS = [[2, "plain"], [1, "envelope inside"], [0, "inside and outside"]];
    const now = { x: 0.72, y: 0.3, form: 2, alone: false, ...view.saved };
    // The neighbours that stay: where they are, and their logits.
    const STAY = [[-0.42, 0.3], [-0.18, -0.5], [0.28, 0.62], [0.35, -0.3]];
    const LOGITS = [1, 0, 0.4, -0.6, 0.2];
    const paint = (i) => [view.colours.plus, view.colours.minus, view.colours.third,
      view.colours.fourth, view.colours.quiet][i];
    const places = () => [[now.x, now.y], ...(now.alone ? [] : STAY)];

    const weights = (form, r) => {
      const all = places(), d = all.map(([x, y]) => Math.hypot(x, y));
      if (r !== undefined) d[0] = r;
      view.doubles(c.crossing_logits(), 5).set(LOGITS);
      view.doubles(c.crossing_distances(), all.length).set(d);
      return Array.from(view.doubles(c.crossing_weights(form, all.length), all.length));
    };
    const distance = () => Math.hypot(now.x, now.y);
    const moveTo = (x, y) => {
      const most = Math.max(1, Math.hypot(x, y) / FAR);
      [now.x, now.y] = [x / most, y / most];
      read();
      view.redraw();
    };
    const scaleTo = (r) => {
      const by = Math.min(FAR, Math.max(0.1, r)) / Math.max(1e-9, distance());
      moveTo(now.x * by, now.y * by);
    };

    // ---- seen from above: the node, its cutoff, its neighbours ----
    const key = (name) => {
      const by = { ArrowRight: 0.02, ArrowUp: 0.02, ArrowLeft: -0.02, ArrowDown: -0.02 }[name];
      if (by) scaleTo(distance() + by);
      return Boolean(by);
    };
    const at = (d) => moveTo((d.x - d.width / 2) / d.width * 2 * FAR,
      (d.height / 2 - d.y) / d.width * 2 * FAR);
    const plane = view.canvas({ label: "A node, its cutoff and its neighbours", ratio: 1, key,
      keys: "Arrow keys move the free neighbour away or nearer.", press: at, drag: at,
      width: "1 1 14rem" });
    const drawPlane = () => {
      const pen = plane.getContext("2d"), pixel = plane.width / plane.clientWidth;
      const unit = plane.width / (2 * FAR), x0 = plane.width / 2, y0 = plane.height / 2;
      const w = weights(now.form), colours = view.colours;
      const circle = (x, y, r) => {
        pen.beginPath();
        pen.arc(x0 + unit * x, y0 - unit * y, r, 0, 7);
      };
      pen.clearRect(0, 0, plane.width, plane.height);
      circle(0, 0, unit);
      pen.fillStyle = colours.wash;
      pen.fill();
      pen.strokeStyle = colours.quiet;
      pen.lineWidth = pixel;
      pen.setLineDash([4 * pixel, 4 * pixel]);
      pen.stroke();
      pen.setLineDash([]);
      places().forEach(([x, y], i) => {
        pen.strokeStyle = paint(i);
        pen.lineWidth = 22 * w[i] * pixel;
        pen.beginPath();
        pen.moveTo(x0 + unit * x, y0 - unit * y);
        pen.lineTo(x0, y0);
        if (w[i] > 0) pen.stroke();
        circle(x, y, (i ? 8 : 12) * pixel);
        pen.fillStyle = paint(i);
        pen.fill();
      });
      circle(0, 0, 10 * pixel);
      pen.fillStyle = colours.ink;
      pen.fill();
    };

    // ---- the weights against the distance of the free neighbour ----
    const inside = { left: 34, right: 10, top: 24, bottom: 26 };
    const chart = view.canvas({ label: "All weights against the distance of the free neighbour",
      ratio: 1.25, key, keys: "Arrow keys move the free neighbour away or nearer.",
      width: "1.4 1 16rem", press: (d) => pull(d), drag: (d) => pull(d) });
    const pull = (d) => scaleTo(0.4 + (FAR - 0.4) * (d.x - inside.left) /
      (d.width - inside.left - inside.right));
    const drawChart = () => {
      const pen = chart.getContext("2d"), pixel = chart.width / chart.clientWidth;
      const x = (r) => pixel * inside.left + (r - 0.4) / (FAR - 0.4) * (chart.width - pixel *
        (inside.left + inside.right));
      const y = (v) => pixel * inside.top + (1 - v) * (chart.height - pixel * (inside.top +
        inside.bottom));
      pen.clearRect(0, 0, chart.width, chart.height);
      drawAxes(pen, pixel, x, y);
      const steps = Array.from({ length: 191 }, (_, k) => 0.4 + 0.005 * k);
      const all = steps.map((r) => weights(now.form, r));
      pen.lineJoin = "round";
      places().forEach((_, i) => {
        pen.strokeStyle = pen.fillStyle = paint(i);
        pen.lineWidth = (i ? 2 : 3) * pixel;
        // A jump at the cutoff is no line: what lies before and behind is drawn apart.
        for (const part of [(r) => r < 0.9999, (r) => r >= 0.9999]) {
          pen.beginPath();
          steps.forEach((r, k) => { if (part(r)) pen.lineTo(x(r), y(all[k][i])); });
          pen.stroke();
        }
        if (distance() >= 0.4) {
          pen.beginPath();
          pen.arc(x(distance()), y(weights(now.form)[i]), (i ? 4 : 6) * pixel, 0, 7);
          pen.fill();
        }
      });
    };
    const drawAxes = (pen, pixel, x, y) => {
      const colours = view.colours;
      pen.font = 13 * pixel + "px Pagella, Palatino, serif";
      pen.textBaseline = "middle";
      pen.textAlign = "right";
      for (const v of [0, 0.5, 1]) {
        pen.fillStyle = colours.line;
        pen.fillRect(x(0.4), y(v), x(FAR) - x(0.4), pixel);
        pen.fillStyle = colours.quiet;
        pen.fillText(String(v), x(0.4) - 6 * pixel, y(v));
      }
      pen.fillStyle = colours.quiet;
      pen.fillRect(x(1), y(1), pixel, y(0) - y(1));
      pen.textAlign = "center";
      pen.fillText("cutoff", x(1), chart.height - 10 * pixel);
      pen.textAlign = "left";
      pen.fillText("weights of the neighbours", x(0.4), 10 * pixel);
    };

    // ---- controls and readings ----
    view.choice({ name: "form", label: "Softmax", value: now.form, options: FORMS,
      change: (form) => { now.form = form; read(); } });
    view.choice({ name: "alone", label: "Others", value: now.alone ? 1 : 0, options: [
      [0, "four stay"], [1, "nobody else"]], change: (v) => { now.alone = v === 1; read(); } });
    const r = view.value("r", "distance, in cutoffs");
    const mine = view.value("mine", "its weight");
    const sum = view.value("sum", "sum of all weights");
    const jump = view.value("jump", "jump at the cutoff");
    const read = () => {
      const w = weights(now.form), before = weights(now.form, 1 - 1e-6);
      const after = weights(now.form, 1);
      const worst = Math.max(...before.map((v, i) => Math.abs(v - after[i])));
      r.set(distance().toFixed(2));
      mine.set(w[0].toFixed(3));
      sum.set(w.reduce((a, b) => a + b, 0).toFixed(3));
      jump.set(worst < 1e-3 ? "none" : worst.toFixed(3));
    };

    view.draw(() => {
      drawPlane();
      drawChart();
    });
    read();
    return { save: () => ({ ...now }) };
  },
});
