// surface.js: lit surfaces of many triangles, by WebGL, or on a plain canvas where
// there is none.
//
//   const surface = live.surface(view, canvas)
//   surface.detail                     1, or 0.35 on a plain canvas: use a coarser grid
//   surface.open(l, rows)              a grid for degree l in C, with twice as many columns
//   surface.shape(k, which, form, scale)       surface k := a function of figure_harmonics.c
//                                      both in pieces, for view.work
//   surface.draw([{ which, turn, at, size, lines }, ...])
//        turn   nine numbers by rows, from the surface to the reader's eye
//        at     centre, a part of width and height from the left and the top
//        size   pixels of one unit; lines: draw the lines on which the value is 0
//        axes   (optional) nine numbers: draws the axes of the room
"use strict";
(() => {
  const VERTEX = `#version 300 es
    in vec3 point; in vec3 normal; in float value;
    uniform mat3 turn; uniform vec2 at; uniform vec2 size;
    out vec3 n; out float v;
    void main() {
      vec3 p = turn * point;
      n = turn * normal;
      v = value;
      float w = 1.0 - p.z / 8.0;
      gl_Position = vec4(p.xy * size + at * w, -0.2 * p.z * w, w);
    }`;
  const FRAGMENT = `#version 300 es
    precision highp float;
    in vec3 n; in float v;
    uniform vec3 plus, minus, pale, ink; uniform float lines, plain;
    out vec4 colour;
    void main() {
      vec3 m = normalize(n);
      if (!gl_FrontFacing && plain < 0.5) m = m.z < 0.0 ? -m : m;
      vec3 light = normalize(vec3(-0.45, 0.6, 0.75));
      float key = max(dot(m, light), 0.0), sky = 0.5 + 0.5 * m.y;
      float shine = pow(max(dot(reflect(-light, m), vec3(0.0, 0.0, 1.0)), 0.0), 28.0);
      float rim = pow(1.0 - max(m.z, 0.0), 3.0);
      float strength = lines > 0.5 ? smoothstep(0.0, 0.75, abs(v)) * 0.8 + 0.2 : 1.0;
      vec3 base = mix(pale, v < 0.0 ? minus : plus, strength);
      if (lines > 0.5) {
        // Where the function is flat, near the poles for a large m, there is no line.
        float slope = length(vec2(dFdx(v), dFdy(v))), width = max(slope, 0.004);
        float line = 1.0 - smoothstep(width * 0.7, width * 1.7, abs(v));
        base = mix(base, ink, line * smoothstep(0.0002, 0.002, slope));
      }
      if (plain > 0.5) { colour = vec4(ink, 1.0); return; }
      vec3 c = base * (0.36 + 0.14 * sky + 0.62 * key) + 0.28 * shine + 0.07 * rim;
      colour = vec4(c, 1.0);
    }`;

  const compile = (gl) => {
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    ["point", "normal", "value"].forEach((name, i) => gl.bindAttribLocation(program, i, name));
    gl.linkProgram(program);
    return program;
  };

  // A band of triangles for each two latitudes; the largest number ends a band.
  const bands = (rows) => {
    const columns = 2 * rows, out = new Uint32Array(rows * (2 * columns + 3));
    let n = 0;
    for (let i = 0; i < rows; i++) {
      const a = i * (columns + 1), b = a + columns + 1;
      for (let j = 0; j <= columns; j++) {
        out[n++] = a + j;
        out[n++] = b + j;
      }
      out[n++] = 0xFFFFFFFF;
    }
    return out;
  };

  // Three thin bars through the middle, four sides each.
  const bars = () => {
    const out = [], index = [], thin = 0.006, long = 1.18;
    for (let axis = 0; axis < 3; axis++) {
      const first = out.length / 7;
      for (const end of [-long, long]) {
        for (const [s, t] of [[1, 1], [-1, 1], [-1, -1], [1, -1]]) {
          const p = [0, 0, 0];
          p[axis] = end;
          p[(axis + 1) % 3] = s * thin;
          p[(axis + 2) % 3] = t * thin;
          out.push(...p, 0, 0, 1, 0);
        }
      }
      for (let k = 0; k < 4; k++) {
        const l = (k + 1) % 4;
        index.push(first + k, first + l, first + 4 + l, first + k, first + 4 + l, first + 4 + k);
      }
    }
    return { vertices: new Float32Array(out), index: new Uint32Array(index) };
  };

  // What both kinds have in common: C makes some latitudes, they are taken over, and so on.
  class Surface {
    constructor(view, canvas, detail) {
      Object.assign(this, { view, canvas, detail, meshes: [], rows: 0 });
    }
    * open(l, rows) {
      const c = this.view.wasm;
      this.rows = rows;
      let done = c.surface_open(l, rows, 2 * rows) ? rows + 1 : 0;
      yield 0;
      for (; done <= rows; yield done / (rows + 1)) {
        done = c.surface_latitudes(done) || rows + 1;
      }
    }
    * shape(k, which, form, scale) {
      const c = this.view.wasm, rows = this.rows, wide = 7 * (2 * rows + 1);
      while (!this.view.hurry && this.drawn && !this.drawn()) yield null;
      this.begin(k, rows);
      yield 0;
      for (let from = 0; from <= rows; yield from / (rows + 1)) {
        const next = c.surface_shape(which, form, scale, from);
        const at = c.surface_vertices(which) + 4 * wide * from;
        this.take(k, wide * from, this.view.floats(at, wide * (next - from)));
        from = next;
      }
    }
  }

  class Lit extends Surface {
    constructor(view, canvas, gl) {
      super(view, canvas, 1);
      const program = compile(gl);
      Object.assign(this, { gl, program, aside: gl.getExtension("KHR_parallel_shader_compile") });
      const axes = bars();
      this.axes = this.mesh();
      this.fill(this.axes, axes.vertices, axes.index);
      view.end(() => {
        for (const m of [this.axes, ...this.meshes]) this.remove(m);
        gl.deleteProgram(program);
        const lose = gl.getExtension("WEBGL_lose_context");
        if (lose) lose.loseContext();
      });
    }
    mesh() {
      const gl = this.gl, mesh = { array: gl.createVertexArray(), vertices: gl.createBuffer(),
        index: gl.createBuffer(), count: 0 };
      gl.bindVertexArray(mesh.array);
      gl.bindBuffer(gl.ARRAY_BUFFER, mesh.vertices);
      [[0, 3, 0], [1, 3, 12], [2, 1, 24]].forEach(([i, width, offset]) => {
        gl.enableVertexAttribArray(i);
        gl.vertexAttribPointer(i, width, gl.FLOAT, false, 28, offset);
      });
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, mesh.index);
      return mesh;
    }
    remove(mesh) {
      this.gl.deleteBuffer(mesh.vertices);
      this.gl.deleteBuffer(mesh.index);
      this.gl.deleteVertexArray(mesh.array);
    }
    // vertices: numbers, or how many bytes of room for them.
    fill(mesh, vertices, index) {
      const gl = this.gl;
      gl.bindVertexArray(mesh.array);
      gl.bindBuffer(gl.ARRAY_BUFFER, mesh.vertices);
      gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.DYNAMIC_DRAW);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, index, gl.STATIC_DRAW);
      mesh.count = index.length;
    }
    begin(k, rows) {
      const mesh = this.meshes[k] || (this.meshes[k] = this.mesh());
      if (mesh.rows === rows) return;
      if (!this.bands || this.bands.rows !== rows) this.bands = { rows, index: bands(rows) };
      this.fill(mesh, 28 * (rows + 1) * (2 * rows + 1), this.bands.index);
      mesh.rows = rows;
    }
    take(k, first, numbers) {
      const gl = this.gl;
      gl.bindBuffer(gl.ARRAY_BUFFER, this.meshes[k].vertices);
      gl.bufferSubData(gl.ARRAY_BUFFER, 4 * first, numbers);
    }
    show(mesh, part, turn, plain) {
      const gl = this.gl, { width, height } = this.canvas, scale = width / this.canvas.clientWidth;
      const t = turn, columns = [t[0], t[3], t[6], t[1], t[4], t[7], t[2], t[5], t[8]];
      gl.uniformMatrix3fv(this.place.turn, false, columns);
      gl.uniform2f(this.place.at, 2 * part.at[0] - 1, 1 - 2 * part.at[1]);
      gl.uniform2f(this.place.size, 2 * scale * part.size / width, 2 * scale * part.size / height);
      gl.uniform1f(this.place.lines, part.lines ? 1 : 0);
      gl.uniform1f(this.place.plain, plain ? 1 : 0);
      gl.bindVertexArray(mesh.array);
      gl.drawElements(plain ? gl.TRIANGLES : gl.TRIANGLE_STRIP, mesh.count, gl.UNSIGNED_INT, 0);
    }
    // Shaders are compiled beside the page where the browser can; to ask for a place in
    // one is to wait for it.
    compiled() {
      const { gl, program, aside } = this;
      if (this.place) return true;
      if (aside && !gl.getProgramParameter(program, aside.COMPLETION_STATUS_KHR)) return false;
      this.place = {};
      for (const name of ["turn", "at", "size", "plus", "minus", "pale", "ink", "lines", "plain"]) {
        this.place[name] = gl.getUniformLocation(program, name);
      }
      return true;
    }
    // Has the last picture been drawn? Before that no other is begun, and nothing is
    // sent: the page would have to wait.
    drawn() {
      const gl = this.gl;
      if (this.fence && gl.getSyncParameter(this.fence, gl.SYNC_STATUS) !== gl.SIGNALED) return false;
      if (this.fence) gl.deleteSync(this.fence);
      this.fence = null;
      return true;
    }
    draw(parts) {
      const gl = this.gl, c = this.view.colours;
      this.view.late = !this.compiled() || !this.drawn();
      if (this.view.late) { this.view.redraw(); return; }
      gl.viewport(0, 0, this.canvas.width, this.canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      gl.enable(gl.DEPTH_TEST);
      gl.useProgram(this.program);
      const pale = c.dark ? "#c9ccd2" : "#f4f2ec";
      for (const [name, colour] of [["plus", c.plus], ["minus", c.minus], ["pale", pale]]) {
        gl.uniform3fv(this.place[name], live.rgb(colour));
      }
      for (const part of parts) {
        if (part.axes) {
          gl.uniform3fv(this.place.ink, live.rgb(c.quiet));
          this.show(this.axes, part, part.axes, true);
        }
        gl.uniform3fv(this.place.ink, live.rgb("#1a1a1a"));
        if (this.meshes[part.which]) this.show(this.meshes[part.which], part, part.turn, false);
      }
      this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      gl.flush();
    }
  }

  // The same on a plain canvas: cells from far to near, each in one colour.
  class Flat extends Surface {
    constructor(view, canvas) { super(view, canvas, 0.35); }
    begin(k, rows) {
      if (this.meshes[k] && this.meshes[k].rows === rows) return;
      const vertices = new Float32Array(7 * (rows + 1) * (2 * rows + 1));
      this.meshes[k] = { vertices, rows, columns: 2 * rows };
    }
    take(k, first, numbers) { this.meshes[k].vertices.set(numbers, first); }
    cell(mesh, corners, colours, lines) {
      const at = (k, i) => mesh.vertices[7 * k + i];
      const mean = (i) => corners.reduce((sum, k) => sum + at(k, i), 0) / corners.length;
      const v = mean(6), crossed = corners.some((k) => at(k, 6) * at(corners[0], 6) < 0);
      if (lines && crossed) return { colour: "#1a1a1a", normal: [mean(3), mean(4), mean(5)] };
      return { colour: v < 0 ? colours.minus : colours.plus,
        normal: [mean(3), mean(4), mean(5)] };
    }
    draw(parts) {
      const pen = this.canvas.getContext("2d");
      pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
      for (const part of parts) {
        const mesh = this.meshes[part.which];
        if (!mesh) continue;
        const scene = live.scene(this.view, this.canvas, { turn: part.turn },
          { at: part.at, unit: part.size });
        const point = (k) => Array.from(mesh.vertices.subarray(7 * k, 7 * k + 3));
        for (let i = 0; i < mesh.rows; i++) {
          for (let j = 0; j < mesh.columns; j++) {
            const a = i * (mesh.columns + 1) + j, b = a + mesh.columns + 1;
            const corners = [a, b, b + 1, a + 1];
            const { colour } = this.cell(mesh, corners, this.view.colours, part.lines);
            scene.face(corners.map(point), colour);
          }
        }
        scene.finish();
      }
    }
  }

  live.surface = (view, canvas) => {
    const gl = live.plain ? null : canvas.getContext("webgl2", { antialias: true, alpha: true });
    return gl ? new Lit(view, canvas, gl) : new Flat(view, canvas);
  };
})();
