// order.js: the live figure of chapter 1 on the order of turns.  A remote control is
// turned by A and B in both orders; the gap, and the commutator that predicts it.
"use strict";
live.figure("order", {
  needs: ["space"],
  start(view) {
    const turns = view.turns, AXES = ["x", "y", "z"];
    const now = { axisA: 2, axisB: 0, A: 90, B: 90, time: 2, ...view.saved };
    const camera = live.camera(2.05, 0.42);
    if (now.camera) camera.turn = now.camera;
    const walk = (w) => { camera.move(view, w); view.redraw(); };
    const A = "<b class=third>A</b>", B = "<b class=fourth>B</b>";
    const boxes = view.canvas({ label: "A remote control, turned in two orders", ratio: 2.05,
      width: "2 1 24rem", turn: walk, keys: "Arrow keys walk round it.",
      captions: ["first " + A + ", then " + B, "first " + B + ", then " + A] });
    const globe = view.canvas({ label: "The way of a point under A back, B back, A, B", ratio: 1,
      width: "1 1 11rem", turn: walk, keys: "Arrow keys walk round it.",
      captions: [A + " back, " + B + " back, " + A + ", " + B] });

    // ---- the turns ----
    const vector = (axis, degrees) => AXES.map((_, i) => i === axis ? degrees * Math.PI / 180 : 0);
    const part = (w, t) => turns.exp(w.map((x) => x * Math.max(0, Math.min(1, t))));
    const both = () => [vector(now.axisA, now.A), vector(now.axisB, now.B)];
    // The turn after the time 0..2, when `first` comes before `second`.
    const after = (first, second, t) => turns.multiply(part(second, t - 1), part(first, t));

    // B A B^-1 A^-1 as a vector, and the b x a that it is close to when both are small.
    const cross = (a, b) => [0, 1, 2].map((i) =>
      a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3]);
    const measure = () => {
      const [a, b] = both(), BA = after(a, b, 2), AB = after(b, a, 2);
      const gap = turns.log(turns.multiply(BA, turns.transpose(AB)));
      const guess = cross(b, a), size = Math.hypot(...guess), angle = turns.distance(BA, AB);
      const degrees = (v) => "(" + v.map((x) => words(x * 180 / Math.PI)).join(", ") + ")°";
      gapRead.set(words(angle * 180 / Math.PI) + "°");
      wayRead.set(degrees(gap));
      guessRead.set(degrees(guess));
      ratioRead.set(size > 0 ? (angle / size).toFixed(4) : "no gap, no commutator");
    };
    const words = (x) => {
      const text = Math.abs(x) < 10 && x !== 0 ? x.toFixed(3) : x.toFixed(1);
      return /^-0\.0*$/.test(text) ? text.slice(1) : text;
    };

    // ---- the remote control: eye at +x, keys on top ----
    const HALF = [0.72, 0.3, 0.13];
    const corner = (R, s) => turns.apply(R, s.map((x, i) => x * HALF[i]));
    const remote = (scene, R) => {
      const c = view.colours, side = c.dark ? "#59626f" : "#4b5563";
      for (let axis = 0; axis < 3; axis++) {
        for (const sign of [-1, 1]) {
          const around = [[1, 1], [-1, 1], [-1, -1], [1, -1]].map(([s, t]) => {
            const p = [0, 0, 0];
            p[axis] = sign;
            p[(axis + 1) % 3] = s * sign;
            p[(axis + 2) % 3] = t;
            return corner(R, p);
          });
          const eye = axis === 0 && sign === 1, top = axis === 2 && sign === 1;
          if (towards(turns.apply(R, AXES.map((_, i) => i === axis ? sign : 0)))) {
            scene.face(around, eye ? c.minus : top ? "#8c97a8" : side, { edge: "#1f242c" });
          }
        }
      }
      if (towards(turns.apply(R, [0, 0, 1]))) keys(scene, R);
    };
    const towards = (n) => turns.apply(camera.turn, n)[2] > 0;
    const keys = (scene, R) => {
      const c = view.colours;
      for (let i = 0; i < 5; i++) {
        for (let j = -1; j < 2; j++) {
          const red = i === 4 && j === -1;
          if (i === 4 && !red) continue;
          const x = -0.72 + 0.29 * i, y = 0.5 * j;
          const disc = Array.from({ length: 12 }, (_, k) => {
            const p = [x * HALF[0] + 0.06 * Math.cos(k * Math.PI / 6) + 0.1,
              y * HALF[1] + 0.06 * Math.sin(k * Math.PI / 6), HALF[2] + 0.002];
            return turns.apply(R, p);
          });
          scene.face(disc, red ? c.plus : "#e7eaee", { lift: 0.4 });
        }
      }
    };

    // The axes of the room; those of the two turns in their colours.
    const room = (scene, long) => {
      const c = view.colours;
      AXES.forEach((name, i) => {
        const tip = AXES.map((_, k) => k === i ? long : 0);
        const colour = i === now.axisA ? c.third : i === now.axisB ? c.fourth : c.quiet;
        for (let k = 0; k < 12; k++) {
          const at = (t) => tip.map((x) => x * t);
          scene.line([at(-1 + k / 6), at(-1 + (k + 1) / 6)], colour, i === now.axisA ||
            i === now.axisB ? 2 : 1);
        }
        scene.arrow(tip.map((x) => 0.95 * x), tip, colour, 2);
        scene.text(tip.map((x) => 1.13 * x), name, { italic: true, colour, size: 15 });
      });
    };

    // ---- drawing ----
    const drawBoxes = () => {
      const pen = boxes.getContext("2d"), [a, b] = both();
      pen.clearRect(0, 0, boxes.width, boxes.height);
      const unit = Math.min(boxes.clientWidth / 4.6, boxes.clientHeight / 2.5);
      [[a, b, 0.26], [b, a, 0.74]].forEach(([first, second, x]) => {
        const scene = live.scene(view, boxes, camera, { at: [x, 0.52], unit });
        room(scene, 1.12);
        remote(scene, after(first, second, now.time));
        scene.finish();
      });
    };

    // A point goes A back, B back, A, B: if order did not matter it would come home.
    const drawGlobe = () => {
      const pen = globe.getContext("2d"), c = view.colours, [a, b] = both();
      pen.clearRect(0, 0, globe.width, globe.height);
      const unit = globe.clientWidth / 2.75;
      const scene = live.scene(view, globe, camera, { at: [0.5, 0.52], unit });
      sphere(scene, pen);
      room(scene, 1.18);
      let p = [0.36, 0.48, 0.8];
      const start = p, minus = (w) => w.map((x) => -x);
      for (const [w, colour, dash] of [[minus(a), c.third, 1], [minus(b), c.fourth, 1],
        [a, c.third], [b, c.fourth]]) {
        const way = [p];
        for (let i = 1; i <= 24; i++) way.push(turns.apply(part(w, i / 24), p));
        for (let i = 0; i < 24; i++) {
          const front = towards(way[i]);
          scene.line([way[i], way[i + 1]], colour, dash ? 2 : 3.5,
            { alpha: front ? 1 : 0.35, lift: 0.15 });
        }
        p = way[24];
      }
      scene.line([start, p], c.ink, 2, { dash: [4, 3], lift: 0.6 });
      scene.ball(start, 0.055, c.ink, { lift: 0.7 });
      scene.ball(p, 0.055, c.plus, { lift: 0.7 });
      scene.finish();
    };
    const sphere = (scene, pen) => {
      const centre = scene.point([0, 0, 0]), r = scene.unit;
      const shade = pen.createRadialGradient(centre.x - r / 3, centre.y - r / 3, r / 10,
        centre.x, centre.y, r);
      const c = view.colours;
      shade.addColorStop(0, c.dark ? live.mix(c.line, c.ink, 0.25) : c.paper);
      shade.addColorStop(1, live.mix(c.wash, c.line, c.dark ? 0.3 : 0.75));
      pen.fillStyle = shade;
      pen.beginPath();
      pen.arc(centre.x, centre.y, r, 0, 2 * Math.PI);
      pen.fill();
    };
    view.draw(() => { drawBoxes(); drawGlobe(); });

    // ---- words and controls ----
    const changed = () => { measure(); view.redraw(); };
    const axes = AXES.map((name, i) => [i, "<i>" + name + "</i>"]);
    for (const which of ["A", "B"]) {
      view.row();
      view.choice({ name: "axis" + which, label: (which === "A" ? A : B) + " about", options: axes,
        value: now["axis" + which], change: (i) => { now["axis" + which] = i; changed(); } });
      view.slider({ name: which, label: "angle", min: -180, max: 180, value: now[which],
        show: (v) => v + "°", change: (v) => { now[which] = v; changed(); } });
    }
    view.row();
    const time = view.slider({ name: "time", label: "time", min: 0, max: 2, step: 0.01,
      value: now.time, show: (v) => v < 0.005 ? "before" : v < 1 ? "1st turn" : v < 1.995
        ? "2nd turn" : "after", change: (t) => { now.time = t; } });
    view.button({ name: "play", label: "Play", press: () => {
      if (view.calm) { now.time = now.time >= 2 ? 0 : Math.floor(now.time + 1); time.set(now.time); }
      else play();
    } });
    const play = () => {
      now.time = 0;
      view.play((seconds) => {
        now.time = Math.min(2, now.time + seconds / 1.4);
        time.set(now.time);
        return now.time < 2;
      });
    };
    const gapRead = view.value("gap", "the two results are apart by");
    const wayRead = view.value("turn", "log <i>BAB</i><sup>−1</sup><i>A</i><sup>−1</sup> =");
    const guessRead = view.value("commutator", "commutator <i>b</i> × <i>a</i> =");
    const ratioRead = view.value("ratio", "gap / commutator");
    measure();
    return { save: () => ({ ...now, camera: camera.turn }) };
  },
});
