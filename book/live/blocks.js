// blocks.js: the live figure of chapter 2.  The matrix of a rotation on the products of two
// features, while the basis slides from products to irreps: a full square falls into blocks.
"use strict";
live.figure("blocks", {
  needs: ["space"],
  start(view) {
    const c = view.wasm, camera = live.camera(0.5, 0.42);
    const now = { l1: 1, l2: 1, t: 0, R: view.turns.exp([0.3, 0.5, 0.4]), ...view.saved };
    const degrees = () => Array.from({ length: 2 * Math.min(now.l1, now.l2) + 1 },
      (_, k) => Math.abs(now.l1 - now.l2) + k);
    const size = () => (2 * now.l1 + 1) * (2 * now.l2 + 1);
    const compute = () => {
      const address = c.turn_register(1);
      view.doubles(address, 9).set(now.R);
      c.blocks_slide(now.t);
      c.blocks_turn(address);
      read();
    };

    // ---- the room: a box with three arrows, and where they were ----
    const turn = (w) => {
      now.R = view.turns.multiply(view.turns.exp(camera.world(w)), now.R);
      compute();
      view.redraw();
    };
    const room = view.canvas({ label: "A box that is turned", ratio: 1, turn, width: "1 1 12rem",
      keys: "Arrow keys turn it, Page Up and Page Down roll it, Home turns it back.",
      key: (name) => name === "Home" && home() });
    const home = () => {
      now.R = view.turns.identity;
      compute();
      view.redraw();
      return true;
    };
    const AXES = [[1, 0, 0], [0, 1, 0], [0, 0, 1]], LETTERS = ["x", "y", "z"];
    const colour = (i) => [view.colours.plus, view.colours.third, view.colours.minus][i];
    const drawRoom = () => {
      room.getContext("2d").clearRect(0, 0, room.width, room.height);
      const scene = live.scene(view, room, camera, { unit: room.clientWidth / 3.2,
        at: [0.5, 0.52] });
      const at = (p) => view.turns.apply(now.R, p);
      AXES.forEach((axis, i) => {
        scene.line([[0, 0, 0], axis.map((x) => 1.45 * x)], view.colours.quiet, 1.2,
          { dash: [3, 4] });
        scene.text(axis.map((x) => 1.6 * x), LETTERS[i], { italic: true, size: 15,
          colour: view.colours.quiet });
        scene.arrow([0, 0, 0], at(axis.map((x) => 1.42 * x)), colour(i), 3);
        drawSides(scene, at, i);
      });
      scene.finish();
    };
    // Both faces of the box that look along axis i.
    const drawSides = (scene, at, i) => {
      const half = [0.62, 0.42, 0.26], j = (i + 1) % 3, k = (i + 2) % 3;
      for (const side of [-1, 1]) {
        const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => {
          const p = [0, 0, 0];
          [p[i], p[j], p[k]] = [side * half[i], u * half[j], v * half[k]];
          return at(p);
        });
        scene.face(corners, live.mix(colour(i), view.colours.dark ? "#555b66" : "#e8e6df", 0.35),
          { alpha: 0.92, edge: view.colours.quiet });
      }
    };

    // ---- the matrix ----
    const slideTo = (t) => {
      now.t = Math.min(1, Math.max(0, t));
      slider.set(now.t);
      compute();
      view.redraw();
    };
    const matrix = view.canvas({ label: "The matrix of the rotation on the products", ratio: 1,
      width: "1.5 1 16rem", keys: "Left and right slide the basis.",
      drag: (d) => slideTo(now.t + d.dx / d.width),
      key: (name) => {
        const by = { ArrowLeft: -0.05, ArrowRight: 0.05 }[name];
        if (by) slideTo(now.t + by);
        return Boolean(by);
      } });
    matrix.style.cursor = "ew-resize";
    const shade = (x) => live.mix(view.colours.dark ? "#20242b" : "#f3f3ef",
      x < 0 ? view.colours.minus : view.colours.plus, Math.min(1, Math.abs(x)) ** 0.7);
    const drawMatrix = () => {
      const pen = matrix.getContext("2d"), n = size(), pixel = matrix.width / matrix.clientWidth;
      const M = view.doubles(c.blocks_matrix(), n * n), edge = 8 * pixel;
      const cell = (matrix.width - 2 * edge) / n, gap = Math.max(0.5, cell * 0.04);
      pen.clearRect(0, 0, matrix.width, matrix.height);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          pen.fillStyle = shade(M[i * n + j]);
          pen.beginPath();
          pen.roundRect(edge + j * cell + gap, edge + i * cell + gap, cell - 2 * gap,
            cell - 2 * gap, cell * 0.1);
          pen.fill();
        }
      }
      drawFrames(pen, edge, cell, pixel);
    };
    // The frames of the blocks come into sight as the basis arrives.
    const drawFrames = (pen, edge, cell, pixel) => {
      let first = 0;
      pen.globalAlpha = Math.max(0.15, now.t) ** 2;
      pen.strokeStyle = pen.fillStyle = view.colours.ink;
      pen.lineWidth = 2 * pixel;
      pen.textBaseline = "middle";
      pen.font = "italic " + 15 * pixel + "px Pagella, Palatino, serif";
      for (const l of degrees()) {
        const at = edge + first * cell, side = (2 * l + 1) * cell;
        pen.strokeRect(at, at, side, side);
        const before = first + 2 * l + 1 === size();
        pen.textAlign = before ? "right" : "left";
        pen.fillText("l = " + l, before ? at - 7 * pixel : at + side + 7 * pixel, at + side / 2);
        first += 2 * l + 1;
      }
      pen.globalAlpha = 1;
    };

    // ---- controls and readings ----
    const slider = view.slider({ name: "t", label: "basis", min: 0, max: 1, step: 0.01,
      value: now.t, show: (t) => (t === 1 ? "irreps" : t === 0 ? "products" :
        Math.round(100 * t) + " %"), change: (t) => { now.t = t; compute(); } });
    view.button({ name: "slide", label: "Slide", press: () => {
      const goal = now.t < 0.5 ? 1 : 0;
      if (view.calm) return slideTo(goal);
      view.play((seconds) => {
        slideTo(now.t + Math.sign(goal - now.t) * Math.min(0.5 * seconds, Math.abs(goal - now.t)));
        return now.t !== goal;
      });
    } });
    view.button({ name: "home", label: "Turn back", press: home });
    view.choice({ name: "product", label: "Product", value: "11", options: [["11", "1 ⊗ 1"],
      ["12", "1 ⊗ 2"], ["22", "2 ⊗ 2"]], change: (pair) => open(+pair[0], +pair[1]) });
    const outside = view.value("outside", "largest entry outside the blocks");
    const angle = view.value("angle", "turned by");
    const traces = view.value("traces", "traces of the blocks");
    const read = () => {
      const small = c.blocks_outside();
      outside.set(small < 1e-3 ? small.toExponential(0) : small.toFixed(3));
      angle.set((view.turns.distance(now.R, view.turns.identity) * 180 / Math.PI).toFixed(1) + "°");
      traces.set(degrees().map((l) => c.blocks_trace(l).toFixed(2)).join(" + "));
    };
    const open = (l1, l2) => {
      Object.assign(now, { l1, l2 });
      c.blocks_open(l1, l2);
      compute();
    };

    view.draw(() => {
      drawRoom();
      drawMatrix();
    });
    open(now.l1, now.l2);
    return { save: () => ({ ...now }) };
  },
});
