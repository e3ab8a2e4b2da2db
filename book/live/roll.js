// roll.js: the live figure of chapter 9.  A message is made in a frame of its edge; the frame
// rolls, the components in it change, and the message in the room does not.
"use strict";
live.figure("roll", {
  needs: ["space", "surface"],
  start(view) {
    const c = view.wasm, camera = live.camera(0.55, 0.35), ROWS = 40;
    const now = { edge: [0.75, -0.35, 0.65], roll: 0, silu: false, seed: 4, ...view.saved };
    const compute = () => {
      view.doubles(c.roll_edge(), 3).set(now.edge);
      c.roll_message(now.roll, now.silu ? 1 : 0);
      const room = Array.from(view.doubles(c.roll_in_room(), 5));
      view.doubles(c.surface_coefficients(0), 5).set(room);
      view.doubles(c.turn_register(1), 9).set(view.turns.identity);
      c.surface_turn(c.turn_register(1));
      view.work(surface.shape(0, 0, 0, 1 / scale), true);
      read();
      view.redraw();
    };
    let scale = 1;
    const measure = () => {
      view.doubles(c.roll_edge(), 3).set(now.edge);
      c.roll_message(0, now.silu ? 1 : 0);
      scale = 0.8 * Math.hypot(...view.doubles(c.roll_in_room(), 5));
      compute();
    };

    // ---- the edge, with the two other axes of its frame ----
    const turn = (w) => {
      now.edge = view.turns.apply(view.turns.exp(camera.world(w)), now.edge);
      compute();
    };
    const key = (name) => {
      const by = { "[": -1, "]": 1, ",": -1, ".": 1 }[name];
      if (by) rollTo(now.roll + by * Math.PI / 12);
      return Boolean(by);
    };
    const keys = "Arrow keys turn the edge, comma and full stop roll its frame.";
    const room = view.canvas({ label: "An edge and the frame that rolls about it", ratio: 1.1,
      turn, key, keys });
    const lobes = view.canvas({ label: "The message in the room, as a surface", ratio: 1.1, turn,
      key, keys });
    const surface = live.surface(view, lobes);
    const drawRoom = () => {
      const colours = view.colours, Q = Array.from(view.doubles(c.roll_frame(), 9));
      room.getContext("2d").clearRect(0, 0, room.width, room.height);
      const scene = live.scene(view, room, camera, { unit: room.clientWidth / 2.8,
        at: [0.47, 0.6] });
      [[1, 0, 0], [0, 1, 0], [0, 0, 1]].forEach((axis, i) => {
        scene.line([axis.map((x) => -0.4 * x), axis.map((x) => 1.25 * x)], colours.line, 1.2);
        scene.text(axis.map((x) => 1.36 * x), "xyz"[i], { italic: true, colour: colours.quiet });
      });
      drawDisc(scene, Q, colours);
      scene.line([[0, 0, 0], now.edge], colours.ink, 4);
      scene.ball([0, 0, 0], 0.1, colours.dark ? "#d5d8dd" : "#33373d");
      scene.ball(now.edge, 0.1, colours.fourth);
      scene.finish();
    };
    // A disc around the middle of the edge, with the rolled axes on it.
    const drawDisc = (scene, Q, colours) => {
      const middle = now.edge.map((x) => x / 2), spokes = 36;
      const at = (a, r) => [0, 1, 2].map((i) => middle[i] + r * (Math.cos(a) * Q[i] +
        Math.sin(a) * Q[3 + i]));
      const rim = Array.from({ length: spokes + 1 }, (_, k) => at(2 * Math.PI * k / spokes, 0.5));
      scene.face(rim.slice(0, spokes), colours.dark ? "#454c58" : "#dfe2e8", { alpha: 0.6,
        lift: -0.3 });
      scene.line(rim, colours.quiet, 1.2);
      scene.arrow(middle, at(0, 0.62), colours.plus, 2.6);
      scene.arrow(middle, at(Math.PI / 2, 0.62), colours.minus, 2.6);
    };

    // ---- five numbers in the frame, five in the room ----
    const bars = view.canvas({ label: "The five components in the frame and in the room",
      ratio: view.pictures.clientWidth < 520 ? 2.6 : 5, width: "1 1 100%", turn, key, keys });
    const drawBars = () => {
      const pen = bars.getContext("2d"), { width, height } = bars;
      const pixel = width / bars.clientWidth;
      pen.clearRect(0, 0, width, height);
      pen.font = 14 * pixel + "px Pagella, Palatino, serif";
      const sides = [[0.02, "in the frame, by m", c.roll_in_frame()],
        [0.54, "in the room, by m", c.roll_in_room()]];
      for (const [at, words, address] of sides) {
        pen.fillStyle = view.colours.quiet;
        pen.textAlign = "left";
        pen.fillText(words, at * width, 14 * pixel);
        drawSide(pen, Array.from(view.doubles(address, 5)), at * width, width * 0.44, pixel);
      }
    };
    const drawSide = (pen, values, x, width, pixel) => {
      const step = width / 5, middle = bars.height * 0.54, tall = bars.height * 0.34;
      pen.fillStyle = view.colours.line;
      pen.fillRect(x, middle, width, pixel);
      pen.textAlign = "center";
      values.forEach((v, i) => {
        const h = Math.max(-1, Math.min(1, v / scale * 0.9)) * tall;
        pen.fillStyle = v < 0 ? view.colours.minus : view.colours.plus;
        pen.fillRect(x + (i + 0.18) * step, middle - Math.max(0, h), step * 0.64, Math.abs(h));
        pen.fillStyle = view.colours.quiet;
        pen.fillText(String(i - 2).replace("-", "−"), x + (i + 0.5) * step,
          bars.height - 3 * pixel);
      });
    };

    // ---- controls and readings ----
    const rollTo = (angle) => {
      now.roll = ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
      roll.set(Math.round(now.roll * 180 / Math.PI));
      compute();
    };
    const roll = view.slider({ name: "roll", label: "roll", min: 0, max: 360,
      value: now.roll * 180 / Math.PI, show: (d) => d + "°",
      change: (d) => { now.roll = d * Math.PI / 180; compute(); } });
    let rolling = null;
    view.button({ name: "spin", label: "Roll on", press: () => {
      if (view.calm) return rollTo(now.roll + Math.PI / 4);
      if (rolling) rolling = rolling();
      else {
        const end = view.play((seconds) => { rollTo(now.roll + 1.2 * seconds); });
        rolling = () => { end(); return null; };
      }
    } });
    view.choice({ name: "between", label: "In the frame", value: now.silu ? 1 : 0, options: [
      [0, "blocks"], [1, "blocks, then silu of each number"]],
    change: (v) => { now.silu = v === 1; measure(); } });
    const change = view.value("change", "changed by the roll");
    const frame = view.value("frame", "component 2 in the frame");
    const inRoom = view.value("room", "in the room");
    const read = () => {
      const by = c.roll_change();
      change.set(by === 0 ? "0" : by < 1e-3 ? by.toExponential(0) : by.toFixed(3));
      frame.set(view.doubles(c.roll_in_frame(), 5)[4].toFixed(3).replace("-", "−"));
      inRoom.set(view.doubles(c.roll_in_room(), 5)[4].toFixed(3).replace("-", "−"));
    };

    view.draw(() => {
      drawRoom();
      const size = Math.min(lobes.clientWidth, lobes.clientHeight) / 3;
      surface.draw([{ which: 0, turn: camera.turn, at: [0.5, 0.5], size, axes: camera.turn }]);
      drawBars();
    });
    c.roll_open(now.seed);
    view.work(surface.open(2, ROWS), true);
    measure();
    return { save: () => ({ ...now }) };
  },
});
