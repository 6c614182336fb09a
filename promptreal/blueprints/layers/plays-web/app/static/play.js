// Draws a game and sends moves; the rules are the server's alone. Without this file the board is a form.
"use strict";

(() => {
  const root = document.getElementById("play");
  if (!root || root.dataset.live !== "true") return;
  const id = root.dataset.play;
  const board = document.getElementById("board");
  const controls = document.getElementById("controls");
  const problem = document.getElementById("problem");
  const history = document.getElementById("history");
  const scene = document.getElementById("scene");
  const entry = document.getElementById("entry-form");
  let play = null;
  let chosen = "";
  // What is put before the next cell that is clicked: a mode such as "flag ".
  let mode = "";
  let busy = false;
  // The move that a game makes by itself, once the first one was made.
  const tick = root.dataset.tick || "";
  const speeds = Object.fromEntries((root.dataset.speeds || "").split(",").map((one) => one.split("=")));

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  async function ask(path, method = "GET", body = undefined) {
    const answer = await fetch(`/api/plays/${id}${path}`, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status === 401) location.assign(`/account/login?next=/play/${id}`);
    const document_ = await answer.json();
    if (!answer.ok) throw new Error(document_.detail);
    return document_;
  }

  async function change(path, method, body) {
    if (busy) return;
    busy = true;
    root.classList.add("busy");
    try {
      await show(await ask(path, method, body));
      problem.hidden = true;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      draw();
    } finally {
      busy = false;
      root.classList.remove("busy");
    }
  }

  async function show(found) {
    // A game that goes on by itself has too many moves to list each at once.
    const moved = !play || (found.move_count !== play.move_count && !(tick && found.status === "playing"));
    play = found;
    chosen = "";
    draw();
    if (moved) drawHistory(await ask("/moves"));
  }

  // The moves that begin with a cell, and those that go from the chosen cell to another.
  const starting = (cell) => play.legal_moves.filter((move) => move === cell || (move.startsWith(cell) && cell !== ""));
  const going = (cell) => play.legal_moves.filter((move) => move.startsWith(chosen + cell));

  function click(cell) {
    if (!play) return;
    if (mode) return change("/moves", "POST", { move: mode + cell });
    const ways = chosen && cell !== chosen ? going(cell) : [];
    if (ways.length === 1) return change("/moves", "POST", { move: ways[0] });
    if (ways.length > 1) return promote(ways, cell);
    if (play.legal_moves.includes(cell)) return change("/moves", "POST", { move: cell });
    if (chosen && cell !== chosen && !starting(cell).length) {
      // Nothing legal: the server says why.
      return change("/moves", "POST", { move: chosen + cell });
    }
    if (!chosen && !starting(cell).length) return change("/moves", "POST", { move: cell });
    chosen = chosen === cell ? "" : cell;
    return draw();
  }

  // A button makes its move, goes with the chosen cell, or switches what clicks on cells mean.
  function press(control) {
    if (control.kind.split(" ").includes("mode")) {
      mode = mode === control.move ? "" : control.move;
      return draw();
    }
    const move = chosen && play.legal_moves.includes(chosen + control.move) ? chosen + control.move : control.move;
    return change("/moves", "POST", { move });
  }

  function promote(ways, cell) {
    controls.replaceChildren(
      ...play.board.controls
        .filter((one) => one.kind === "promotion")
        .map((one) => {
          const move = ways.find((way) => way === chosen + cell + one.move.slice(-1));
          const button = element("button", { type: "button", className: "button control", textContent: one.label });
          button.addEventListener("click", () => change("/moves", "POST", { move }));
          return button;
        }),
    );
    controls.querySelector("button")?.focus();
  }

  function draw() {
    if (!play) return;
    const focused = document.activeElement?.value;
    const inside = board.contains(document.activeElement);
    for (const [name, value] of Object.entries(play.options)) board.dataset[name] = value;
    board.replaceChildren(
      ...play.board.cells.map((cell) => {
        const button = element("button", { type: "button", value: cell.id });
        if (cell.picture) button.append(element("img", { src: `/static/games/${play.game}/${cell.picture}.svg`, alt: "", width: 120, height: 120, draggable: false }));
        button.append(element("span", { textContent: cell.text }));
        button.className = `cell ${cell.kind}`;
        if (cell.id === chosen) button.classList.add("chosen");
        else if (chosen && going(cell.id).length) button.classList.add("target");
        button.setAttribute("aria-label", cell.label || cell.text || cell.id);
        button.addEventListener("click", () => click(cell.id));
        button.draggable = cell.kind.split(" ").includes("draggable");
        button.addEventListener("contextmenu", (event) => {
          const other = play.board.controls.find((one) => one.kind.split(" ").includes("mode"));
          if (!other) return;
          event.preventDefault();
          change("/moves", "POST", { move: other.move + cell.id });
        });
        return button;
      }),
    );
    if (inside) [...board.children].find((one) => one.value === focused)?.focus();
    controls.replaceChildren(
      ...play.board.controls
        .filter((one) => one.kind !== "promotion")
        .map((one) => {
          const button = element("button", { type: "button", className: `button quiet control ${one.kind}`, value: one.move, textContent: one.label });
          const switches = one.kind.split(" ").includes("mode");
          button.disabled = !play.your_turn || !(switches || chosen || play.legal_moves.includes(one.move));
          if (switches) button.setAttribute("aria-pressed", String(mode === one.move));
          button.addEventListener("click", () => press(one));
          button.addEventListener("dragover", (event) => { event.preventDefault(); button.classList.add("over"); });
          button.addEventListener("dragleave", () => button.classList.remove("over"));
          button.addEventListener("drop", (event) => { event.preventDefault(); press(one); });
          return button;
        }),
    );
    document.getElementById("status").textContent = said();
    document.getElementById("last-move").textContent = play.last_move;
    document.getElementById("players").replaceChildren(
      ...[...play.players.map((one) => [one.name, one.score]), ...Object.entries(play.board.facts), ["Moves", play.move_count]].map(([name, value]) =>
        element("div", {}, element("dt", { textContent: name }), element("dd", { textContent: value })),
      ),
    );
    if (scene) scene.src = `/static/games/${play.game}/${play.board.picture}.svg`;
    if (entry) entry.hidden = !play.your_turn;
    const badges = document.getElementById("badges");
    if (badges) badges.replaceChildren(...play.state.badges.map((one) => element("li", { className: "badge", textContent: one })));
    for (const form of document.querySelectorAll("[data-offer]")) form.hidden = !play.offers.includes(form.dataset.offer);
    for (const button of document.querySelectorAll("[data-option] button")) {
      button.setAttribute("aria-pressed", String(play.options[button.name] === button.value));
    }
    root.classList.toggle("over", play.status === "finished" || play.status === "resigned");
  }

  function said() {
    if (play.status === "waiting") return "Waiting for somebody to join";
    if (play.status === "playing") return play.your_turn ? "Your turn" : `${play.players[play.turn].name} is to move`;
    return `Game over: ${play.result}${play.winner ? `. ${play.winner} wins.` : ""}`;
  }

  function drawHistory(list) {
    history.replaceChildren(
      ...list.items.map((move) =>
        element("li", { value: move.number },
          element("a", { href: `/play/${id}?move=${move.number}`, textContent: move.move }), " ",
          element("span", { className: "muted", textContent: move.note })),
      ),
    );
    history.scrollTop = history.scrollHeight;
  }

  for (const form of document.querySelectorAll("[data-offer]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.offer === "resign" && !window.confirm("Resign this game?")) return;
      change(`/${form.dataset.offer}`, "POST");
    });
  }
  for (const form of document.querySelectorAll("[data-option]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change("", "PATCH", { options: { [event.submitter.name]: event.submitter.value } });
    });
  }
  document.getElementById("moves-form").addEventListener("submit", (event) => event.preventDefault());
  entry?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const move = entry.elements.move.value.trim();
    entry.elements.move.value = "";
    if (move) await change("/moves", "POST", { move });
    entry.elements.move.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (!play || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const control = play.board.controls.find((one) => one.key && one.key.toLowerCase() === event.key.toLowerCase());
    if (control && play.your_turn) {
      event.preventDefault();
      press(control);
    } else if (event.key.startsWith("Arrow") && board.contains(event.target)) {
      event.preventDefault();
      const cells = [...board.children];
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -play.board.columns, ArrowDown: play.board.columns }[event.key];
      cells[cells.indexOf(event.target) + step]?.focus();
    }
  });

  let touch = null;
  board.addEventListener("touchstart", (event) => { touch = event.changedTouches[0]; }, { passive: true });
  board.addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    const [x, y] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
    if (Math.max(Math.abs(x), Math.abs(y)) < 30) return;
    const move = Math.abs(x) > Math.abs(y) ? (x > 0 ? "right" : "left") : y > 0 ? "down" : "up";
    if (play?.legal_moves.includes(move)) change("/moves", "POST", { move });
  }, { passive: true });

  async function look() {
    const waits = play && (play.status === "waiting" || (play.status === "playing" && !play.your_turn));
    if (waits && !busy && !document.hidden) {
      try {
        const found = await ask("");
        if (found.move_count !== play.move_count || found.status !== play.status) await show(found);
      } catch {
        // The next look may find the server again.
      }
    }
    window.setTimeout(look, 2000);
  }

  async function goOn() {
    if (play?.your_turn && play.move_count > 0 && !document.hidden) await change("/moves", "POST", { move: tick });
    window.setTimeout(goOn, Number(speeds[play?.options.speed]) || 250);
  }

  if (tick) goOn();
  ask("").then(show, (error) => { problem.textContent = error.message; problem.hidden = false; });
  look();
})();
