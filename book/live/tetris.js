// tetris.js: the live figure of chapter 7.  The page trains the network by the book's own C,
// and then the reader turns a piece and watches that nothing changes.
"use strict";
live.figure("tetris", {
  needs: ["space"],
  start(view) {
    const NAMES = ["left", "right", "square", "line", "corner", "L", "T", "zigzag"];
    const PAINT = ["#d9642b", "#2f7fc1", "#c79a1e", "#58a8c8", "#2f9e73", "#8573c9", "#c2568c",
      "#8b9a3a"];
    const KINDS = { talk: 1, parity: 3, distances: 5 };
    const MOST = { talk: 500, parity: 500, distances: 300 };
    const now = { model: "talk", seed: 1, steps: 0, shape: 0, mirror: false,
      R: view.turns.exp([0.25, -0.5, 0.1]), ...view.saved };
    const c = view.wasm, camera = live.camera(0.3, 0.4);
    let playing = null, learned = false;

    // ---- the network: opened, trained some steps a frame, asked ----
    const open = (steps) => {
      stop();
      c.lesson_open(KINDS[now.model], now.seed);
      learned = steps > 0 && c.lesson_steps(steps) === 1;
      ask();
    };
    // About sixty steps a second, however few frames there are.
    const advance = (seconds) => {
      const most = Math.min(12, Math.max(1, Math.round(60 * seconds)));
      learned = c.lesson_steps(Math.min(most, MOST[now.model] - c.lesson_step())) !== 0;
      ask();
      if (!learned && c.lesson_step() < MOST[now.model]) return true;
      stop();
      return false;
    };
    const stop = () => {
      if (playing) playing();
      playing = null;
      train.textContent = "Train";
    };
    const press = () => {
      if (playing) return stop();
      if (learned || c.lesson_step() >= MOST[now.model]) open(0);
      train.textContent = "Pause";
      // Who asked for less motion sees the beginning and the end.
      if (view.calm) while (advance(0.2));
      else playing = view.play(advance);
    };
    const ask = () => {
      now.steps = c.lesson_step();
      const address = c.turn_register(1);
      view.doubles(address, 9).set(now.R);
      c.lesson_hold(now.shape, now.mirror ? 1 : 0, address);
      read();
    };

    // ---- what it says, in words ----
    const percent = (p) => (100 * p).toFixed(1) + " %";
    const truth = () => (now.mirror && now.shape < 2 ? 1 - now.shape : now.shape);
    const answers = () => Array.from(view.doubles(c.lesson_answer(), 8));
    const read = () => {
      const p = answers(), best = p.indexOf(Math.max(...p));
      const loss = view.doubles(c.lesson_losses(), now.steps + 1)[now.steps];
      says.set(NAMES[best] + ", " + percent(p[best]));
      is.set(NAMES[truth()]);
      change.set(c.lesson_change().toExponential(0));
      step.set(String(now.steps));
      lossRead.set(loss.toFixed(3));
      right.set(c.lesson_right() + " of 8");
    };

    // ---- the piece in the hand ----
    const turn = (w) => {
      now.R = view.turns.multiply(view.turns.exp(camera.world(w)), now.R);
      ask();
      view.redraw();
    };
    const key = (name) => {
      if (name === "m") mirror();
      else if (name === "Home") now.R = view.turns.identity;
      else if (/^[1-8]$/.test(name)) now.shape = name - 1;
      else return false;
      ask();
      view.redraw();
      return true;
    };
    const hand = view.canvas({ label: "A tetris piece of four cubes", ratio: 1.15,
      keys: "Arrow keys turn it, Page Up and Page Down roll it, m mirrors it, 1 to 8 take " +
        "another piece, Home puts it as it was taught.", turn, key, width: "1 1 15rem" });
    const lesson = view.canvas({ label: "The loss at each step, and for each piece as it was " +
      "taught the probabilities of the eight names", ratio: 1.15, keys: "Nothing to turn here.",
    width: "1 1 17rem" });

    // Six faces of a cube, each drawn alone and sorted with all others.
    const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [k & 1, (k >> 1) & 1, (k >> 2) & 1]
      .map((x) => x - 0.5));
    const FACES = [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4],
      [1, 5, 7, 3]];
    const cube = (scene, at, R, side, colour, edge) => {
      const p = CORNERS.map((q) => view.turns.apply(R, q.map((x) => x * side))
        .map((x, i) => x + at[i]));
      const eye = scene.camera.turn, towards = [eye[6], eye[7], eye[8]];
      for (const f of FACES) {
        const m = [0, 1, 2].map((i) => (p[f[0]][i] + p[f[2]][i]) / 2 - at[i]);
        if (m[0] * towards[0] + m[1] * towards[1] + m[2] * towards[2] < -0.25 * side) continue;
        scene.face(f.map((k) => p[k]), colour, { edge, width: 1.1 });
      }
    };
    const dark = (colour) => live.mix(colour, "#000000", 0.45);
    const drawHand = () => {
      const pen = hand.getContext("2d"), colours = view.colours;
      pen.clearRect(0, 0, hand.width, hand.height);
      const size = Math.min(hand.clientWidth, hand.clientHeight) / 4.3;
      const scene = live.scene(view, hand, camera, { unit: size, at: [0.5, 0.5] });
      const cubes = view.doubles(c.lesson_cubes(), 12), colour = PAINT[truth()];
      const R = now.mirror ? now.R.map((x) => -x) : now.R;
      for (let i = 0; i < 4; i++) {
        cube(scene, Array.from(cubes.subarray(3 * i, 3 * i + 3)), R, 0.96, colour, dark(colour));
      }
      scene.finish();
      scene.write(now.mirror ? "held, in the mirror" : "held", 10 * scene.pixel, 14 * scene.pixel,
        { colour: colours.quiet, size: 14, align: "left" });
    };

    // ---- the lesson: the loss on the left, what it says of every piece on the right ----
    // It is drawn again only when something in it has changed.
    let drawn = "";
    const drawLesson = () => {
      const looks = [now.steps, now.model, now.seed, truth(), lesson.width, lesson.height,
        view.colours.ink].join();
      if (looks === drawn) return;
      drawn = looks;
      const pen = lesson.getContext("2d"), { width, height } = lesson;
      const pixel = width / lesson.clientWidth;
      pen.clearRect(0, 0, width, height);
      drawLoss(pen, { x: 36 * pixel, y: 26 * pixel, w: width * 0.44 - 40 * pixel,
        h: height - 62 * pixel, pixel });
      const side = Math.min(width * 0.5, height - 62 * pixel);
      drawTable(pen, { x: width - side - 2 * pixel, y: 26 * pixel, side, pixel });
    };
    const label = (pen, words, x, y, pixel, align, colour, size = 13) => {
      pen.font = size * pixel + "px Pagella, Palatino, serif";
      pen.textAlign = align;
      pen.textBaseline = "middle";
      pen.fillStyle = colour;
      pen.fillText(words, x, y);
    };
    // From 4 to 0.01 nats by powers of ten; as many steps as there have been, at least 60.
    const drawLoss = (pen, box) => {
      const colours = view.colours, steps = now.steps + 1, p = box.pixel;
      const loss = view.doubles(c.lesson_losses(), steps), most = Math.max(60, steps - 1);
      const y = (v) => box.y + box.h * (Math.log10(4) - Math.log10(Math.max(v, 0.01))) /
        (Math.log10(4) + 2);
      label(pen, "loss", box.x, 10 * p, p, "left", colours.quiet);
      for (const v of [1, 0.1, 0.01]) {
        pen.fillStyle = colours.line;
        pen.fillRect(box.x, y(v), box.w, p);
        label(pen, String(v), box.x - 6 * p, y(v), p, "right", colours.quiet, 12);
      }
      label(pen, "0", box.x, box.y + box.h + 14 * p, p, "center", colours.quiet, 12);
      label(pen, most + " steps", box.x + box.w, box.y + box.h + 14 * p, p, "right",
        colours.quiet, 12);
      pen.beginPath();
      loss.forEach((v, i) => pen.lineTo(box.x + box.w * i / most, y(v)));
      pen.strokeStyle = colours.plus;
      pen.lineWidth = 2.2 * p;
      pen.lineJoin = "round";
      pen.stroke();
      pen.beginPath();
      pen.arc(box.x + box.w * (steps - 1) / most, y(loss[steps - 1]), 4 * p, 0, 7);
      pen.fillStyle = colours.plus;
      pen.fill();
    };
    const drawTable = (pen, box) => {
      const table = view.doubles(c.lesson_table(), 64), colours = view.colours;
      const cell = box.side / 8, p = box.pixel;
      label(pen, "piece ↓  said →", box.x, 10 * p, p, "left", colours.quiet);
      for (let i = 0; i < 8; i++) {
        for (let k = 0; k < 8; k++) {
          pen.fillStyle = live.mix(colours.dark ? "#2a2f37" : "#eef0f2",
            i === k ? colours.third : colours.minus, Math.sqrt(table[8 * i + k]));
          pen.fillRect(box.x + k * cell + p, box.y + i * cell + p, cell - 2 * p, cell - 2 * p);
        }
      }
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 1.4 * p;
      pen.strokeRect(box.x, box.y + truth() * cell, box.side, cell);
      label(pen, c.lesson_right() + " of 8 right", box.x + box.side, box.y + box.side + 14 * p, p,
        "right", colours.quiet, 12);
    };

    // ---- the shelf: eight pieces, and how much the held one is taken for each ----
    const few = () => (view.pictures.clientWidth < 520 ? 4 : 8);
    const at = ({ x, y, width, height }) => Math.floor(x / width * few()) +
      few() * Math.floor(y / height * 8 / few());
    const take = (shape) => {
      now.shape = (shape + 8) % 8;
      ask();
      view.redraw();
    };
    const shelf = view.canvas({ label: "The eight pieces, with the probability that the held " +
      "piece is taken for each", ratio: few() === 8 ? 5.4 : 1.9, width: "1 1 100%",
    keys: "Left and right take another piece.", press: (place) => take(at(place)),
    key: (name) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[name];
      if (by) take(now.shape + by);
      return Boolean(by);
    } });
    shelf.style.cursor = "pointer";
    const standing = NAMES.map((_, i) => {
      c.lesson_hold(i, 0, (() => {
        view.doubles(c.turn_register(1), 9).set(view.turns.identity);
        return c.turn_register(1);
      })());
      return Array.from(view.doubles(c.lesson_cubes(), 12));
    });
    // The pieces do not move: their picture is made once for a size and a theme.
    const picture = document.createElement("canvas");
    let pictured = "";
    const places = () => {
      const w = shelf.width / few(), h = shelf.height * few() / 8;
      return NAMES.map((_, i) => ({ i, x: w * (i % few()), y: h * Math.floor(i / few()), w, h }));
    };
    const drawPieces = () => {
      const looks = [shelf.width, shelf.height, view.colours.ink].join();
      if (looks === pictured) return;
      pictured = looks;
      Object.assign(picture, { width: shelf.width, height: shelf.height });
      Object.defineProperty(picture, "clientWidth", { value: shelf.clientWidth,
        configurable: true });
      for (const { i, x, y, w, h } of places()) {
        const space = live.scene(view, picture, camera, { unit: Math.min(w, h) / 5.6 *
          shelf.clientWidth / shelf.width, at: [(x + w / 2) / shelf.width,
          (y + h * 0.36) / shelf.height] });
        for (let k = 0; k < 4; k++) {
          cube(space, standing[i].slice(3 * k, 3 * k + 3), view.turns.identity, 0.96, PAINT[i],
            dark(PAINT[i]));
        }
        space.finish();
        space.write(NAMES[i], x + w / 2, y + h * 0.72, { size: 13 });
      }
    };
    const drawShelf = () => {
      const pen = shelf.getContext("2d"), p = answers();
      pen.clearRect(0, 0, shelf.width, shelf.height);
      drawPieces();
      for (const place of places()) drawBar(pen, place, p[place.i]);
      pen.drawImage(picture, 0, 0);
    };
    const drawBar = (pen, { i, x, y, w, h }, p) => {
      const colours = view.colours, pixel = shelf.width / shelf.clientWidth, bar = 7 * pixel;
      if (i === truth()) {
        pen.fillStyle = colours.wash;
        pen.strokeStyle = colours.line;
        pen.lineWidth = pixel;
        pen.beginPath();
        pen.roundRect(x + 2 * pixel, y + pixel, w - 4 * pixel, h - 3 * pixel, 6 * pixel);
        pen.fill();
        pen.stroke();
      }
      pen.fillStyle = colours.line;
      pen.fillRect(x + 8 * pixel, y + h * 0.84, w - 16 * pixel, bar);
      pen.fillStyle = i === truth() ? colours.third : colours.minus;
      pen.fillRect(x + 8 * pixel, y + h * 0.84, (w - 16 * pixel) * p, bar);
    };

    // ---- controls and readings ----
    const train = view.button({ name: "train", label: "Train", press });
    view.button({ name: "mirror", label: "Mirror it", press: () => mirror() });
    view.button({ name: "toss", label: "Toss it", press: () => {
      const w = [0, 1, 2].map(() => 6 * Math.random() - 3);
      turn(w);
    } });
    const mirror = () => {
      now.mirror = !now.mirror;
      ask();
    };
    view.choice({ name: "model", label: "Network", value: now.model, options: [
      ["talk", "vectors"], ["parity", "vectors, with parity"], ["distances", "distances alone"]],
    change: (model) => {
      now.model = model;
      open(0);
      note.innerHTML = NOTES[model];
    } });
    view.slider({ name: "seed", label: "seed", min: 1, max: 20, value: now.seed,
      change: (seed) => { now.seed = seed; open(0); } });
    const NOTES = {
      talk: "Features of degree 0 and 1. It tells left from right by a cross product, and a " +
        "mirror turns one into the other.",
      parity: "The same with parities: a pseudoscalar decides between left and right, and no " +
        "training is needed for the mirror to swap them exactly.",
      distances: "Degree 0 alone: left and right have the same six distances, so it must give " +
        "them the same probabilities, and it never gets beyond seven of eight.",
    };
    const is = view.value("is", "the piece is");
    const says = view.value("says", "the network says");
    const change = view.value("change", "changed by turning it");
    const step = view.value("step", "step");
    const lossRead = view.value("loss", "loss");
    const right = view.value("right", "right");
    const note = view.note(NOTES[now.model]);

    view.draw(() => {
      drawHand();
      drawLesson();
      drawShelf();
    });
    open(now.steps);
    return { save: () => ({ ...now }) };
  },
});
