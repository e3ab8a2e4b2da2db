// couple.js: the live figure of chapter 4.  Two vectors that are turned by hand, and their
// product in blocks: the dot product, the cross product, and five numbers of degree 2.
"use strict";
live.figure("couple", {
  needs: ["space", "surface"],
  start(view) {
    const c = view.wasm, camera = live.camera(0.5, 0.4), ROWS = 40;
    const now = { u: [1.1, -0.3, 0.3], v: [0.1, 0.9, 0.7], which: "u", ...view.saved };
    const names = { u: "<b>u</b>", v: "<b>v</b>" };

    // ---- from (x, y, z) to components of degree 1, which are y, z, x ----
    const inwards = ([x, y, z]) => [y, z, x];
    const outwards = ([y, z, x]) => [x, y, z];
    let out = [];
    const compute = () => {
      view.doubles(c.couple_vector(0), 3).set(inwards(now.u));
      view.doubles(c.couple_vector(1), 3).set(inwards(now.v));
      c.couple();
      out = Array.from(view.doubles(c.couple_product(), 9));
      view.doubles(c.surface_coefficients(0), 5).set(out.slice(4));
      view.doubles(c.turn_register(1), 9).set(view.turns.identity);
      c.surface_turn(c.turn_register(1));
      view.work(surface.shape(0, 0, 0, 1.4), true);
      read();
      view.redraw();
    };
    // The blocks as the vector they are: C of (1, 1, 1) is the cross product over the root of 2.
    const cross = () => outwards(out.slice(1, 4)).map((x) => x * Math.SQRT2);

    // ---- the vectors: take the one that is nearest to the finger ----
    const turn = (w) => {
      const r = view.turns.exp(camera.world(w));
      for (const name of now.which === "both" ? ["u", "v"] : [now.which]) {
        now[name] = view.turns.apply(r, now[name]);
      }
      compute();
    };
    const take = (which) => {
      now.which = which;
      choice.set(which);
      view.redraw();
    };
    const nearest = (place) => {
      if (now.which === "both") return;
      const scene = sceneOf();
      const far = (name) => {
        const tip = scene.point(now[name]);
        return Math.hypot(tip.x / scene.pixel - place.x, tip.y / scene.pixel - place.y);
      };
      take(far("u") <= far("v") ? "u" : "v");
    };
    const key = (name) => {
      if (!["u", "v", "b"].includes(name)) return false;
      take(name === "b" ? "both" : name);
      return true;
    };
    const room = view.canvas({ label: "Two vectors and their cross product", ratio: 1.05, turn,
      key, press: nearest, keys: "Arrow keys turn the chosen vector; u, v and b choose one or " +
        "both." });
    const sceneOf = () => live.scene(view, room, camera, { unit: room.clientWidth / 3.6,
      at: [0.5, 0.55] });
    const drawRoom = () => {
      const colours = view.colours, w = cross();
      room.getContext("2d").clearRect(0, 0, room.width, room.height);
      const scene = sceneOf();
      [[1, 0, 0], [0, 1, 0], [0, 0, 1]].forEach((axis, i) => {
        scene.line([axis.map((x) => -1.3 * x), axis.map((x) => 1.3 * x)], colours.line, 1.2);
        scene.text(axis.map((x) => 1.42 * x), "xyz"[i], { italic: true, colour: colours.quiet });
      });
      // The parallelogram, whose area the cross product has as its length.
      const sum = now.u.map((x, i) => x + now.v[i]);
      scene.face([[0, 0, 0], now.u, sum, now.v], colours.dark ? "#4a5160" : "#d8dbe2",
        { alpha: 0.75, edge: colours.line, lift: -0.6 });
      scene.arrow([0, 0, 0], now.u, colours.plus, now.which === "v" ? 2.6 : 4);
      scene.arrow([0, 0, 0], now.v, colours.minus, now.which === "u" ? 2.6 : 4);
      scene.arrow([0, 0, 0], w, colours.third, 3);
      const beyond = (p) => p.map((x) => x * (1 + 0.16 / Math.max(0.2, Math.hypot(...p))));
      scene.text(beyond(now.u), "u", { colour: colours.plus, size: 18, italic: true });
      scene.text(beyond(now.v), "v", { colour: colours.minus, size: 18, italic: true });
      if (Math.hypot(...w) > 0.15) {
        scene.text(beyond(w), "u × v", { colour: colours.third, size: 17, italic: true });
      }
      scene.finish();
    };
    const lobes = view.canvas({ label: "The block of degree 2, as a surface", ratio: 1.05, turn,
      key, keys: "Arrow keys turn the chosen vector; u, v and b choose one or both." });
    const surface = live.surface(view, lobes);

    // ---- nine numbers in three blocks ----
    const bars = view.canvas({ label: "The nine numbers of the product, in blocks",
      ratio: view.pictures.clientWidth < 520 ? 3 : 5.2, width: "1 1 100%", turn, key });
    const drawBars = () => {
      const pen = bars.getContext("2d"), { width, height } = bars, colours = view.colours;
      const pixel = width / bars.clientWidth, step = width / 11.4;
      const middle = (height - 24 * pixel) / 2, short = step < 40 * pixel;
      pen.clearRect(0, 0, width, height);
      pen.font = 14 * pixel + "px Pagella, Palatino, serif";
      pen.textAlign = "center";
      const blocks = [[0, 1, 0.2, short ? "dot" : "l = 0: u · v"],
        [1, 3, 1.7, short ? "cross" : "l = 1: u × v"], [4, 5, 5.2, short ? "2" : "l = 2"]];
      for (const [from, count, at, words] of blocks) {
        drawBlock(pen, out.slice(from, from + count), at * step + step * 0.3, step, middle, pixel);
        pen.fillStyle = colours.quiet;
        pen.fillText(words, (at + 0.3 + count / 2) * step, height - 5 * pixel);
      }
    };
    const drawBlock = (pen, values, x, step, middle, pixel) => {
      pen.strokeStyle = pen.fillStyle = view.colours.line;
      pen.lineWidth = pixel;
      pen.strokeRect(x, middle * 0.04, values.length * step, 1.92 * middle);
      pen.fillRect(x, middle, values.length * step, pixel);
      values.forEach((v, i) => {
        const h = Math.max(-1, Math.min(1, v / 1.3)) * middle * 0.9;
        pen.fillStyle = v < 0 ? view.colours.minus : view.colours.plus;
        pen.fillRect(x + (i + 0.17) * step, middle - Math.max(0, h), step * 0.66, Math.abs(h));
      });
    };

    // ---- controls and readings ----
    const choice = view.choice({ name: "which", label: "Turn", value: now.which, options: [
      ["u", names.u], ["v", names.v], ["both", "both"]], change: (w) => { now.which = w; } });
    view.button({ name: "swap", label: "Swap them", press: () => {
      [now.u, now.v] = [now.v, now.u];
      compute();
    } });
    view.button({ name: "parallel", label: "Make them parallel", press: () => {
      const ratio = Math.hypot(...now.v) / Math.hypot(...now.u);
      now.v = now.u.map((x) => ratio * x);
      compute();
    } });
    const dot = view.value("dot", "dot product");
    const crossRead = view.value("cross", "cross product");
    const norms = view.value("norms", "lengths of the blocks");
    const difference = view.value("difference", "turned first or last, differs by");
    const show = (x) => x.toFixed(3).replace("-0.000", "0.000").replace("-", "−");
    const read = () => {
      dot.set(show(out[0] * Math.sqrt(3)));
      crossRead.set("(" + cross().map(show).join(", ") + ")");
      norms.set([[0, 1], [1, 4], [4, 9]].map(([a, b]) => show(Math.hypot(...out.slice(a, b))))
        .join(", "));
      // Both turned by u as an axis and an angle of its length: any turn would do.
      view.turns.exp(now.u);
      difference.set(c.couple_difference(c.turn_register(0)).toExponential(0));
    };

    view.draw(() => {
      drawRoom();
      const size = Math.min(lobes.clientWidth, lobes.clientHeight) / 3;
      surface.draw([{ which: 0, turn: camera.turn, at: [0.5, 0.52], size, axes: camera.turn }]);
      drawBars();
    });
    view.work(surface.open(2, ROWS), true);
    compute();
    return { save: () => ({ ...now }) };
  },
});
