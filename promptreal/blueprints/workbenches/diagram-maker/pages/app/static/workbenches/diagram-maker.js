// Shapes and arrows on a canvas, kept as JSON: {"shapes": [{id, kind, x, y, w, h, text, …}], "links": [{from, to}]}.
"use strict";

(() => {
  const { workbench } = window;
  const canvas = document.getElementById("canvas");
  const palette = document.getElementById("palette");
  const connecting = document.getElementById("connect");
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const WIDTH = 800;
  const HEIGHT = 560;
  const colours = getComputedStyle(document.documentElement);
  const PLAIN = { fill: "#ffffff", stroke: hex(colours.getPropertyValue("--component")), border: 2, size: 15 };
  // Which shapes a type of diagram offers: the first word of the type decides.
  const OFFERED = {
    flow: [["ellipse", "Start or end"], ["rect", "Step"], ["diamond", "Decision"], ["slant", "Input or output"]],
    organi: [["rect", "Person"], ["round", "Department"]],
    mind: [["ellipse", "Topic"], ["round", "Idea"], ["note", "Note"]],
    "": [["rect", "Rectangle"], ["round", "Rounded"], ["ellipse", "Ellipse"], ["diamond", "Diamond"], ["slant", "Parallelogram"], ["note", "Note"]],
  };
  const fields = { text: "text-field", fill: "fill-field", stroke: "stroke-field", border: "border-field", size: "size-field" };
  const field = (name) => document.getElementById(fields[name]);
  let diagram = read(workbench.content);
  let chosen = null;
  const before = [];

  function hex(colour) {
    return /^#[0-9a-f]{6}$/i.test(colour.trim()) ? colour.trim() : "#4a5260";
  }

  function read(content) {
    try {
      const found = JSON.parse(content || "{}");
      return { shapes: Array.isArray(found.shapes) ? found.shapes : [], links: Array.isArray(found.links) ? found.links : [] };
    } catch {
      workbench.say("The content of this record is no diagram, so the canvas is empty.", true);
      return { shapes: [], links: [] };
    }
  }

  function svg(tag, attributes) {
    const made = document.createElementNS(NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  const byId = (id) => diagram.shapes.find((one) => one.id === id);
  const within = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));

  // Everything that changes the diagram goes through here, so that it can be undone.
  function change(how) {
    before.push(JSON.stringify(diagram));
    how();
    keep();
  }

  function keep() {
    workbench.change(JSON.stringify(diagram));
    draw();
  }

  function outline(shape) {
    const { x, y, w, h } = shape;
    switch (shape.kind) {
      case "ellipse": return svg("ellipse", { cx: x + w / 2, cy: y + h / 2, rx: w / 2, ry: h / 2 });
      case "diamond": return svg("polygon", { points: `${x + w / 2},${y} ${x + w},${y + h / 2} ${x + w / 2},${y + h} ${x},${y + h / 2}` });
      case "slant": return svg("polygon", { points: `${x + 18},${y} ${x + w},${y} ${x + w - 18},${y + h} ${x},${y + h}` });
      case "note": return svg("path", { d: `M${x} ${y}h${w - 16}l16 16v${h - 16}h${-w}z` });
      default: return svg("rect", { x, y, width: w, height: h, rx: shape.kind === "round" ? 18 : 2 });
    }
  }

  function words(shape) {
    const size = Number(shape.size) || PLAIN.size;
    const most = Math.max(4, Math.floor(shape.w / (size * 0.58)));
    const lines = [""];
    for (const word of String(shape.text || "").split(/\s+/)) {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length + 1 > most) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    const text = svg("text", { "text-anchor": "middle", "font-size": size, fill: "#1c1f24" });
    lines.forEach((line, number) => {
      const row = svg("tspan", { x: shape.x + shape.w / 2, y: shape.y + shape.h / 2 + (number - (lines.length - 1) / 2) * size * 1.2 + size * 0.35 });
      row.textContent = line;
      text.append(row);
    });
    return text;
  }

  // Where the line from the middle of one shape to that of another leaves the shape.
  function edge(shape, other) {
    const [cx, cy] = [shape.x + shape.w / 2, shape.y + shape.h / 2];
    const [dx, dy] = [other.x + other.w / 2 - cx, other.y + other.h / 2 - cy];
    const [across, down] = [Math.abs(dx) / (shape.w / 2), Math.abs(dy) / (shape.h / 2)];
    const far = { diamond: across + down, ellipse: Math.hypot(across, down) }[shape.kind] ?? Math.max(across, down);
    const scale = 1 / Math.max(far, 0.001);
    return scale < 1 ? [cx + dx * scale, cy + dy * scale] : [cx, cy];
  }

  function draw() {
    const marker = svg("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse" });
    marker.append(svg("path", { d: "M0 0L10 5L0 10z", fill: "#4a5260" }));
    const defs = svg("defs", {});
    defs.append(marker);
    const links = diagram.links.filter((one) => byId(one.from) && byId(one.to)).map((one) => {
      const [[x1, y1], [x2, y2]] = [edge(byId(one.from), byId(one.to)), edge(byId(one.to), byId(one.from))];
      const line = svg("line", { x1, y1, x2, y2, class: one === chosen ? "link chosen" : "link", "marker-end": "url(#arrow)" });
      line.addEventListener("pointerdown", () => choose(one));
      return line;
    });
    canvas.replaceChildren(defs, ...links, ...diagram.shapes.map(drawn));
    for (const name of Object.keys(fields)) {
      const active = chosen !== null && "kind" in chosen;
      field(name).disabled = !active;
      if (active && document.activeElement !== field(name)) field(name).value = chosen[name] ?? PLAIN[name] ?? "";
    }
    document.getElementById("hint").textContent = diagram.shapes.length ? "Choose a shape to change it." : "Drag a shape onto the canvas.";
    for (const id of ["connect", "delete"]) document.getElementById(id).disabled = chosen === null;
    document.getElementById("undo").disabled = before.length === 0;
  }

  function drawn(shape) {
    const group = svg("g", { class: shape === chosen ? "shape chosen" : "shape", id: `shape-${shape.id}` });
    const body = outline(shape);
    for (const [name, value] of [["fill", shape.fill || PLAIN.fill], ["stroke", shape.stroke || PLAIN.stroke], ["stroke-width", shape.border ?? PLAIN.border]]) body.setAttribute(name, value);
    group.append(body, words(shape));
    group.addEventListener("pointerdown", (event) => grab(event, shape));
    group.addEventListener("dblclick", () => { field("text").focus(); field("text").select(); });
    if (shape === chosen) {
      const grip = svg("rect", { class: "grip", x: shape.x + shape.w - 6, y: shape.y + shape.h - 6, width: 12, height: 12 });
      grip.addEventListener("pointerdown", (event) => resize(event, shape));
      group.append(grip);
    }
    return group;
  }

  function choose(what) {
    chosen = what;
    draw();
  }

  function point(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * WIDTH / box.width, (event.clientY - box.top) * HEIGHT / box.height];
  }

  // Follows the pointer until it is let go; the diagram as it was is what undo brings back.
  function follow(moved) {
    const start = JSON.stringify(diagram);
    const move = (event) => { moved(point(event)); draw(); };
    const end = () => {
      window.removeEventListener("pointermove", move);
      if (JSON.stringify(diagram) !== start) {
        before.push(start);
        keep();
      }
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end, { once: true });
  }

  function grab(event, shape) {
    event.preventDefault();
    event.stopPropagation();
    canvas.focus({ preventScroll: true });
    if (connecting.getAttribute("aria-pressed") === "true" && chosen && chosen !== shape) {
      const from = chosen.id;
      connecting.setAttribute("aria-pressed", "false");
      if (!diagram.links.some((one) => one.from === from && one.to === shape.id)) change(() => diagram.links.push({ from, to: shape.id }));
      return;
    }
    choose(shape);
    const [x, y] = point(event);
    const [left, top] = [x - shape.x, y - shape.y];
    follow(([nowX, nowY]) => {
      shape.x = within(nowX - left, 0, WIDTH - shape.w);
      shape.y = within(nowY - top, 0, HEIGHT - shape.h);
    });
  }

  function resize(event, shape) {
    event.preventDefault();
    event.stopPropagation();
    follow(([x, y]) => {
      shape.w = within(x - shape.x, 40, WIDTH - shape.x);
      shape.h = within(y - shape.y, 30, HEIGHT - shape.y);
    });
  }

  function add(kind, label, x, y) {
    const id = Math.max(0, ...diagram.shapes.map((one) => one.id)) + 1;
    const [w, h] = kind === "diamond" ? [150, 90] : [140, 60];
    const shape = { id, kind, x: within(x - w / 2, 0, WIDTH - w), y: within(y - h / 2, 0, HEIGHT - h), w, h, text: label };
    change(() => {
      diagram.shapes.push(shape);
      chosen = shape;
    });
  }

  // Pointer events, so that fingers drag as mice do.
  function offer() {
    const type = (workbench.choice("type")?.value || "").toLowerCase();
    const offered = Object.entries(OFFERED).find(([name]) => name && type.startsWith(name))?.[1] ?? OFFERED[""];
    palette.replaceChildren(...offered.map(([kind, label]) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button small quiet palette-shape", textContent: label });
      button.dataset.kind = kind;
      button.addEventListener("click", () => { if (!button.dataset.dragged) add(kind, label, WIDTH / 2, HEIGHT / 2); });
      button.addEventListener("pointerdown", (down) => {
        delete button.dataset.dragged;
        const end = (event) => {
          const box = canvas.getBoundingClientRect();
          const inside = event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
          if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 8) return;
          button.dataset.dragged = "true";
          if (inside) add(kind, label, ...point(event));
        };
        window.addEventListener("pointerup", end, { once: true });
      });
      return button;
    }));
  }

  function remove() {
    if (!chosen) return;
    const gone = chosen;
    change(() => {
      diagram.shapes = diagram.shapes.filter((one) => one !== gone);
      diagram.links = diagram.links.filter((one) => one !== gone && (!gone.id || (one.from !== gone.id && one.to !== gone.id)));
      chosen = null;
    });
  }

  // How far a shape is from those that no arrow leads to.
  function levels() {
    const depth = new Map(diagram.shapes.map((one) => [one.id, 0]));
    for (let round = 0; round < diagram.shapes.length; round += 1) {
      for (const { from, to } of diagram.links) {
        if (depth.has(from) && depth.has(to) && depth.get(from) + 1 < diagram.shapes.length) depth.set(to, Math.max(depth.get(to), depth.get(from) + 1));
      }
    }
    const rows = [];
    for (const shape of diagram.shapes) (rows[depth.get(shape.id)] ??= []).push(shape);
    return rows.filter(Boolean);
  }

  function arrange(layout) {
    const rows = layout === "grid" ? Array.from({ length: Math.ceil(diagram.shapes.length / 4) }, (_, row) => diagram.shapes.slice(row * 4, row * 4 + 4)) : levels();
    rows.forEach((row, depth) => row.forEach((shape, number) => {
      const along = (number + 0.5) / row.length;
      const across = (depth + 0.5) / rows.length;
      let [x, y] = layout === "right" ? [across * WIDTH, along * HEIGHT] : [along * WIDTH, across * HEIGHT];
      if (layout === "circle") {
        const radius = depth / Math.max(1, rows.length - 1);
        const angle = 2 * Math.PI * along;
        [x, y] = [WIDTH / 2 + radius * (WIDTH / 2 - 90) * Math.cos(angle), HEIGHT / 2 + radius * (HEIGHT / 2 - 50) * Math.sin(angle)];
      }
      shape.x = within(x - shape.w / 2, 0, WIDTH - shape.w);
      shape.y = within(y - shape.h / 2, 0, HEIGHT - shape.h);
    }));
  }

  function undo() {
    if (!before.length) return;
    diagram = JSON.parse(before.pop());
    chosen = null;
    keep();
  }

  function picture() {
    const copy = canvas.cloneNode(true);
    for (const grip of copy.querySelectorAll(".grip")) grip.remove();
    for (const line of copy.querySelectorAll("line")) { line.setAttribute("stroke", "#4a5260"); line.setAttribute("stroke-width", "2"); }
    copy.setAttribute("xmlns", NAMESPACE);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([copy.outerHTML], { type: "image/svg+xml" }));
    link.download = `${document.getElementById("title").value || "diagram"}.svg`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  for (const name of Object.keys(fields)) {
    field(name).addEventListener("input", () => {
      const value = field(name).type === "number" ? Number(field(name).value) : field(name).value;
      if (chosen) change(() => { chosen[name] = value; });
    });
  }
  document.getElementById("properties").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("delete").addEventListener("click", remove);
  document.getElementById("undo").addEventListener("click", undo);
  document.getElementById("picture").addEventListener("click", picture);
  connecting.addEventListener("click", () => {
    const on = connecting.getAttribute("aria-pressed") !== "true";
    connecting.setAttribute("aria-pressed", String(on));
    if (on) document.getElementById("hint").textContent = "Click the shape that the arrow leads to.";
  });
  document.getElementById("layout").addEventListener("change", (event) => {
    if (event.target.value && diagram.shapes.length) change(() => arrange(event.target.value));
  });
  workbench.choice("type")?.addEventListener("change", offer);
  canvas.addEventListener("pointerdown", () => choose(null));
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") remove();
    else if ((event.ctrlKey || event.metaKey) && event.key === "z") undo();
    else if (step && chosen?.kind) change(() => { chosen.x = within(chosen.x + step[0], 0, WIDTH - chosen.w); chosen.y = within(chosen.y + step[1], 0, HEIGHT - chosen.h); });
    else return;
    event.preventDefault();
  });
  offer();
  draw();
})();
