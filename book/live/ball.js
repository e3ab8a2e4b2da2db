// ball.js: the live figure of chapter 1 on the ball of rotations.  A rotation is the
// point log R of a ball of radius pi; a belt is a path in the ball, and two twists come
// out of it without turning its ends.
"use strict";
live.figure("ball", {
  needs: ["space"],
  start(view) {
    const turns = view.turns, PARTS = 160, X = [1, 0, 0], Z = [0, 0, 1];
    const now = { mode: "two", unwind: 0.12, R: turns.identity, trail: [], ...view.saved };
    const room = live.camera(0.5, 0.3);
    const walk = (w) => { room.move(view, w); view.redraw(); };
    const ball = view.canvas({ label: "The ball of rotations", ratio: 1, turn: walk,
      keys: "Arrow keys walk round it.", captions: ["log <i>R</i> in the ball of radius π"] });
    const thing = view.canvas({ label: "What is turned", ratio: 1, captions: [""],
      turn: (w) => {
        if (now.mode !== "hand") { walk(w); return; }
        step(turns.multiply(turns.exp(room.world(w)), now.R));
      }, keys: "Arrow keys turn it." });

    // ---- paths of rotations ----
    // One turn: exp(2 pi u n).  Two: exp(2 pi u x) exp(2 pi u n), which for n = x is a
    // turn by 4 pi, for n = -x nothing at all, and begins and ends at 1 for every n.
    const scale = (v, s) => v.map((x) => x * s);
    const add = (a, b) => a.map((x, i) => x + b[i]);
    const axis = () => {
      const t = Math.PI * now.unwind;
      return add(scale(X, Math.cos(t)), scale(Z, Math.sin(t)));
    };
    const along = (u) => {
      const second = turns.exp(scale(axis(), 2 * Math.PI * u));
      return now.mode === "one" ? second
        : turns.multiply(turns.exp(scale(X, 2 * Math.PI * u)), second);
    };
    const path = () => {
      if (now.mode === "hand") return now.trail.length ? now.trail : [[0, 0, 0]];
      return frames().map((R, i) => i === 0 || i === PARTS ? [0, 0, 0] : turns.log(R));
    };
    let kept = null;
    const frames = () => {
      const key = now.mode + now.unwind;
      if (!kept || kept.key !== key) {
        kept = { key, all: Array.from({ length: PARTS + 1 }, (_, i) => along(i / PARTS)) };
      }
      return kept.all;
    };
    // Through the surface: two neighbours on opposite sides of the ball.
    const through = (a, b) => Math.hypot(...add(a, scale(b, -1))) > Math.PI;
    const step = (R) => {
      now.R = R;
      now.trail.push(turns.log(R));
      if (now.trail.length > 900) now.trail.shift();
      measure();
      view.redraw();
    };

    // ---- the ball ----
    const shell = (scene, pen, front) => {
      const c = view.colours, centre = scene.point([0, 0, 0]), r = scene.unit * 1.01;
      const shade = pen.createRadialGradient(centre.x - r / 3, centre.y - r / 2.6, r / 12,
        centre.x, centre.y, r);
      const alpha = front ? 0.1 : 0.55;
      const bright = c.dark ? live.mix(c.line, c.ink, 0.25) : c.paper;
      shade.addColorStop(0, live.css(live.rgb(bright), alpha));
      shade.addColorStop(1, live.css(live.rgb(front ? c.link : c.line), front ? 0.16 : 0.75));
      pen.fillStyle = shade;
      pen.beginPath();
      pen.arc(centre.x, centre.y, r, 0, 2 * Math.PI);
      pen.fill();
      if (!front) return;
      pen.strokeStyle = live.css(live.rgb(c.link), 0.55);
      pen.lineWidth = 1.2 * scene.pixel;
      pen.stroke();
    };
    const circles = (scene) => {
      const c = view.colours;
      for (let k = 0; k < 3; k++) {
        for (let i = 0; i < 48; i++) {
          const at = (j) => {
            const p = [0, 0, 0], t = j * Math.PI / 24;
            p[(k + 1) % 3] = Math.cos(t);
            p[(k + 2) % 3] = Math.sin(t);
            return p;
          };
          const behind = scene.eye(at(i))[2] < 0;
          scene.line([at(i), at(i + 1)], c.quiet, 0.8, { alpha: behind ? 0.25 : 0.6 });
        }
        const tip = [0, 0, 0];
        tip[k] = 1;
        scene.line([scale(tip, -1), tip], c.quiet, 0.8, { alpha: 0.5 });
        scene.text(scale(tip, 1.13), "xyz"[k], { italic: true, colour: c.quiet });
      }
    };
    const drawBall = () => {
      const pen = ball.getContext("2d"), c = view.colours;
      pen.clearRect(0, 0, ball.width, ball.height);
      const scene = live.scene(view, ball, room, { unit: ball.clientWidth / 2.6 });
      shell(scene, pen, false);
      circles(scene);
      const points = path().map((w) => scale(w, 1 / Math.PI));
      for (let i = 1; i < points.length; i++) {
        const t = 2 * i / points.length;
        const colour = t < 1 ? live.mix(c.minus, c.fourth, t) : live.mix(c.fourth, c.plus, t - 1);
        if (!through(scale(points[i - 1], Math.PI), scale(points[i], Math.PI))) {
          scene.line([points[i - 1], points[i]], colour, 3.4, { lift: 0.05 });
          continue;
        }
        const out = scale(points[i - 1], 1 / Math.hypot(...points[i - 1]));
        const back = scale(points[i], 1 / Math.hypot(...points[i]));
        scene.line([points[i - 1], out], colour, 3.4, { lift: 0.05 });
        scene.line([back, points[i]], colour, 3.4, { lift: 0.05 });
        scene.line([out, back], colour, 1, { dash: [2, 5], alpha: 0.7 });
        scene.ball(out, 0.05, colour, { lift: 0.1 });
        scene.ball(back, 0.05, colour, { lift: 0.1 });
      }
      scene.ball(points[points.length - 1], 0.06, c.plus, { lift: 0.3 });
      scene.ball(points[0], 0.05, c.minus, { lift: 0.2 });
      scene.finish();
      shell(scene, pen, true);
    };

    // ---- the belt, or the book in the hand ----
    // The belt's direction, breadth and normal at u are R(u) times x, y and z.  Only its
    // ends are held, and they may move without turning.
    const LENGTH = 2.3, BREADTH = 0.17;
    const belt = (scene, pen) => {
      const c = view.colours, all = frames(), rows = [];
      const steps = all.slice(0, PARTS).map((R) => scale([R[0], R[3], R[6]], LENGTH / PARTS));
      // The middle of the belt stays in the middle of the picture.
      const wall = steps.reduce((sum, d, i) => add(sum, scale(d, i / PARTS - 1)), [0, 0, 0]);
      let p = wall;
      all.forEach((R, i) => {
        const side = scale([R[1], R[4], R[7]], BREADTH);
        rows.push([add(p, side), add(p, scale(side, -1))]);
        if (i < PARTS) p = add(p, steps[i]);
      });
      for (let i = 0; i < PARTS; i++) {
        const [a, b] = rows[i], [d, e] = rows[i + 1];
        scene.face([a, b, e, d], c.plus, { back: c.minus });
        scene.line([a, d], c.ink, 0.8, { alpha: 0.6, lift: 0.01 });
        scene.line([b, e], c.ink, 0.8, { alpha: 0.6, lift: 0.01 });
      }
      plate(scene, add(wall, [-0.02, 0, 0]), [0.03, 0.42, 0.42], c.quiet, turns.identity);
      plate(scene, add(p, [0.2, 0, 0]), [0.2, 0.26, 0.09], c.third, turns.identity);
    };
    const plate = (scene, centre, half, colour, R) => {
      for (let k = 0; k < 3; k++) {
        for (const sign of [-1, 1]) {
          const corners = [[1, 1], [-1, 1], [-1, -1], [1, -1]].map(([s, t]) => {
            const q = [0, 0, 0];
            q[k] = sign * half[k];
            q[(k + 1) % 3] = s * sign * half[(k + 1) % 3];
            q[(k + 2) % 3] = t * half[(k + 2) % 3];
            return add(centre, turns.apply(R, q));
          });
          const n = turns.apply(R, [0, 1, 2].map((i) => i === k ? sign : 0));
          if (scene.eye(n)[2] <= 0) continue;
          const shown = R === turns.identity ? colour : k === 2 ? view.colours.plus
            : k === 0 && sign > 0 ? view.colours.third : "#f0ede4";
          scene.face(corners, shown, { edge: view.colours.dark ? "#111" : "#333" });
        }
      }
    };
    const drawThing = () => {
      const pen = thing.getContext("2d"), c = view.colours;
      pen.clearRect(0, 0, thing.width, thing.height);
      const hand = now.mode === "hand";
      const scene = live.scene(view, thing, room, { unit: thing.clientWidth / (hand ? 2.7 : 3) });
      if (hand) {
        "xyz".split("").forEach((name, k) => {
          const tip = [0, 1, 2].map((i) => i === k ? 1.1 : 0);
          scene.line([scale(tip, -1), scale(tip, -0.4)], c.quiet, 1);
          scene.arrow(scale(tip, 0.5), tip, c.quiet, 1.2);
          scene.text(scale(tip, 1.1), name, { italic: true, colour: c.quiet });
        });
        plate(scene, [0, 0, 0], [0.62, 0.46, 0.14], c.third, [...now.R]);
        const w = scale(turns.log(now.R), 1 / Math.PI);
        if (Math.hypot(...w) > 0.02) scene.arrow([0, 0, 0], scale(w, 1.15), c.minus, 3);
      } else belt(scene, pen);
      scene.finish();
    };
    view.draw(() => { drawBall(); drawThing(); });

    // ---- words and controls ----
    const measure = () => {
      const hand = now.mode === "hand", w = hand ? turns.log(now.R) : null;
      const points = path();
      let count = 0;
      for (let i = 1; i < points.length; i++) count += through(points[i - 1], points[i]) ? 1 : 0;
      times.set(count === 1 ? "once" : count === 2 ? "twice" : count ? count + " times" : "never");
      logRead.row.hidden = angleRead.row.hidden = errorRead.row.hidden = !hand;
      if (!hand) return;
      logRead.set("(" + w.map((x) => x.toFixed(3).replace("-0.000", "0.000")).join(", ") + ")");
      angleRead.set((Math.hypot(...w) * 180 / Math.PI).toFixed(1) + "°");
      const again = turns.exp(w);
      errorRead.set(Math.max(...again.map((x, i) => Math.abs(x - now.R[i]))).toExponential(0));
    };
    const show = () => {
      thing.captions[0].innerHTML = now.mode === "hand" ? "turn it: <i>R</i>, and log <i>R</i>"
        : "from the wall to the box: <i>R</i> along the belt";
      unwind.row.hidden = play.hidden = now.mode === "hand";
      home.hidden = now.mode !== "hand";
      unwind.row.querySelector(".live-label").textContent = now.mode === "one" ? "tilt it"
        : "unwind";
      measure();
      view.redraw();
    };
    view.choice({ name: "mode", label: "A path of rotations:", value: now.mode, options: [
      ["one", "a belt with one twist"], ["two", "with two twists"], ["hand", "by your hand"]],
      change: (mode) => { now.mode = mode; show(); } });
    view.row();
    const unwind = view.slider({ name: "unwind", label: "unwind", min: 0, max: 1, step: 0.005,
      value: now.unwind, show: (v) => Math.round(100 * v) + " %", change: (v) => {
        now.unwind = v;
        measure();
      } });
    const play = view.button({ name: "play", label: "Play", press: () => {
      const to = now.unwind > 0.5 ? 0 : 1;
      if (view.calm) { now.unwind = to; unwind.set(to); measure(); return; }
      view.play((seconds) => {
        const change = Math.sign(to - now.unwind) * seconds / 4;
        now.unwind = Math.min(1, Math.max(0, now.unwind + change));
        unwind.set(now.unwind);
        measure();
        return now.unwind !== to;
      });
    } });
    const home = view.button({ name: "home", label: "Begin again", press: () => {
      now.R = turns.identity;
      now.trail = [[0, 0, 0]];
      measure();
    } });
    const times = view.value("times", "the path goes through the surface");
    const logRead = view.value("log", "log <i>R</i> =");
    const angleRead = view.value("angle", "angle");
    const errorRead = view.value("error", "exp(log <i>R</i>) − <i>R</i>");
    show();
    return { save: () => ({ ...now }) };
  },
});
