// space.js: drawing in three dimensions on a plain canvas, for figures of few parts.
//
//   const camera = live.camera(azimuth, elevation)     x right, z up, y away at (0, 0)
//   camera.turn          nine numbers: rows are right, up and towards the reader
//   camera.world(w)      a turn of the hand (view.canvas: turn) as one of the room
//   camera.move(view, w) walks round the scene instead
//
//   const scene = live.scene(view, canvas, camera, {at: [0.5, 0.5], unit: 100})
//   scene.point(p)                        {x, y, depth} on the canvas, in pixels
//   scene.face(points, fill, options)     a lit flat face    scene.line(points, colour, width)
//   scene.ball(p, radius, colour)         scene.text(p, words, options)
//   scene.arrow(from, to, colour, width)  scene.finish()
//
// Parts are kept, sorted from far to near by finish(), and drawn.
"use strict";
(() => {
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const apply = (r, v) => [0, 3, 6].map((i) => r[i] * v[0] + r[i + 1] * v[1] + r[i + 2] * v[2]);
  const transpose = (r) => [0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => r[i]);

  const camera = (azimuth, elevation) => {
    const a = Math.cos(azimuth), b = Math.sin(azimuth);
    const c = Math.cos(elevation), d = Math.sin(elevation);
    const made = {
      turn: [a, b, 0, -b * d, a * d, c, b * c, -a * c, d],
      world: (w) => apply(transpose(made.turn), w),
      move(view, w) { made.turn = view.turns.multiply(view.turns.exp(w), made.turn); },
    };
    return made;
  };

  // "#rgb", "#rrggbb" or "rgb(...)" as three numbers of 0..1.
  const colours = new Map();
  const rgb = (text) => {
    if (!colours.has(text)) {
      const hex = text.match(/^#(..)(..)(..)$/);
      const parts = hex ? hex.slice(1).map((h) => parseInt(h, 16))
        : (text.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
      colours.set(text, parts.slice(0, 3).map((x) => x / 255));
    }
    return colours.get(text);
  };
  const css = (c, alpha) => "rgba(" + c.map((x) => Math.round(255 * Math.min(1, Math.max(0, x))))
    .join(",") + "," + (alpha === undefined ? 1 : alpha) + ")";
  const mix = (a, b, t) => {
    const [u, v] = [rgb(a), rgb(b)];
    return css(u.map((x, i) => x + t * (v[i] - x)));
  };

  const LIGHT = [-0.37, 0.6, 0.71];
  const lit = (colour, normal) => {
    const n = normal[2] < 0 ? normal.map((x) => -x) : normal;
    const light = 0.62 + 0.42 * Math.max(0, dot(n, LIGHT)), shine = dot(n, LIGHT) ** 24;
    return rgb(colour).map((x) => x * light + 0.22 * Math.max(0, shine));
  };
  const normalOf = ([a, b, c]) => {
    const u = b.map((x, i) => x - a[i]), v = c.map((x, i) => x - a[i]);
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const size = Math.hypot(...n) || 1;
    return n.map((x) => x / size);
  };

  // The distance of the eye, in units of the scene: a little perspective.
  const EYE = 8;

  class Scene {
    constructor(view, canvas, cam, { at = [0.5, 0.5], unit } = {}) {
      this.pen = canvas.getContext("2d");
      this.colours = view.colours;
      this.camera = cam;
      this.pixel = canvas.width / (canvas.clientWidth || 1);
      this.unit = (unit || Math.min(canvas.clientWidth, canvas.clientHeight) / 2) * this.pixel;
      this.x = at[0] * canvas.width;
      this.y = at[1] * canvas.height;
      this.parts = [];
    }
    eye(p) { return apply(this.camera.turn, p); }
    point(p) {
      const e = this.eye(p), size = this.unit * EYE / (EYE - e[2]);
      return { x: this.x + size * e[0], y: this.y - size * e[1], depth: e[2], size };
    }
    keep(depth, draw) { this.parts.push({ depth, draw }); }

    // options: back (another colour behind), edge (a colour), alpha, lift (draw it nearer)
    face(points, fill, { back, edge, alpha, lift = 0, width = 1 } = {}) {
      const flat = points.map((p) => this.point(p));
      const normal = normalOf(points.map((p) => this.eye(p)));
      const depth = flat.reduce((sum, p) => sum + p.depth, 0) / flat.length + lift;
      const colour = lit(normal[2] < 0 && back ? back : fill, normal);
      this.keep(depth, () => {
        this.path(flat, true);
        this.pen.fillStyle = css(colour, alpha);
        this.pen.fill();
        this.pen.strokeStyle = edge || this.pen.fillStyle;
        this.pen.lineWidth = (edge ? width : 0.6) * this.pixel;
        if (edge || alpha === undefined) this.pen.stroke();
      });
    }
    line(points, colour, width = 1.5, { dash, alpha = 1, lift = 0 } = {}) {
      for (let i = 1; i < points.length; i++) {
        const flat = [points[i - 1], points[i]].map((p) => this.point(p));
        this.keep((flat[0].depth + flat[1].depth) / 2 + lift, () => {
          this.path(flat, false);
          this.pen.strokeStyle = colour;
          this.pen.globalAlpha = alpha;
          this.pen.lineWidth = width * this.pixel;
          this.pen.lineCap = dash ? "butt" : "round";
          this.pen.setLineDash((dash || []).map((x) => x * this.pixel));
          this.pen.stroke();
          this.pen.setLineDash([]);
          this.pen.globalAlpha = 1;
        });
      }
    }
    arrow(from, to, colour, width = 2) {
      this.line([from, to], colour, width);
      const a = this.point(from), b = this.point(to);
      const angle = Math.atan2(b.y - a.y, b.x - a.x), size = (4 + 2.2 * width) * this.pixel;
      this.keep(b.depth + 0.001, () => {
        this.path([0, 2.6, -2.6].map((turn) => ({ x: b.x + size * Math.cos(angle + turn) *
          (turn ? 1 : 0.4), y: b.y + size * Math.sin(angle + turn) * (turn ? 1 : 0.4) })), true);
        this.pen.fillStyle = colour;
        this.pen.fill();
      });
    }
    ball(p, radius, colour, { lift = 0, flat = false } = {}) {
      const at = this.point(p), r = radius * at.size;
      this.keep(at.depth + lift, () => {
        const shade = this.pen.createRadialGradient(at.x - r / 3, at.y - r / 2.5, r / 10,
          at.x, at.y, r);
        const c = rgb(colour);
        shade.addColorStop(0, css(c.map((x) => flat ? x : 0.55 * x + 0.45)));
        shade.addColorStop(0.5, css(c));
        shade.addColorStop(1, css(c.map((x) => flat ? x : 0.55 * x)));
        this.pen.beginPath();
        this.pen.arc(at.x, at.y, r, 0, 2 * Math.PI);
        this.pen.fillStyle = shade;
        this.pen.fill();
      });
    }
    text(p, words, { colour, size = 14, dx = 0, dy = 0, italic = false, lift = 0.2 } = {}) {
      const at = this.point(p);
      this.keep(at.depth + lift, () => this.write(words, at.x + dx * this.pixel,
        at.y + dy * this.pixel, { colour, size, italic }));
    }
    write(words, x, y, { colour, size = 14, italic = false, align = "center" } = {}) {
      const pen = this.pen;
      pen.font = (italic ? "italic " : "") + size * this.pixel + "px Pagella, Palatino, serif";
      pen.textAlign = align;
      pen.textBaseline = "middle";
      pen.lineWidth = 3.5 * this.pixel;
      pen.lineJoin = "round";
      pen.strokeStyle = this.colours.paper;
      pen.strokeText(words, x, y);
      pen.fillStyle = colour || this.colours.ink;
      pen.fillText(words, x, y);
    }
    path(points, closed) {
      this.pen.beginPath();
      points.forEach((p, i) => i ? this.pen.lineTo(p.x, p.y) : this.pen.moveTo(p.x, p.y));
      if (closed) this.pen.closePath();
    }
    finish() {
      this.parts.sort((a, b) => a.depth - b.depth);
      this.pen.lineJoin = "round";
      for (const part of this.parts) part.draw();
      this.parts = [];
    }
  }

  live.camera = camera;
  live.scene = (view, canvas, cam, options) => new Scene(view, canvas, cam, options);
  Object.assign(live, { rgb, css, mix, lit });
})();
