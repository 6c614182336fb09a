// HTML as code or as text, with its preview. Nothing that is written here runs: both frames are closed to scripts.
"use strict";

(() => {
  const { workbench } = window;
  const source = document.getElementById("source");
  const code = document.getElementById("code");
  const coloured = document.getElementById("coloured");
  const preview = document.getElementById("preview");
  const text = document.getElementById("text");
  const highlighting = document.getElementById("highlighting");
  const TOKENS = /(<!--[\s\S]*?(?:-->|$))|(<!doctype[^>]*>)|(<\/?[a-z][\w-]*)([^<>]*)(\/?>)?|(&[a-z0-9#]+;)/gi;
  const ATTRIBUTES = /([^\s=>"'/]+)(\s*=\s*)?("[^"]*"?|'[^']*'?|[^\s"'>]+)?/g;

  function span(kind, content) {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = content;
    return made;
  }

  function attributes(content) {
    const parts = [];
    let last = 0;
    for (const found of content.matchAll(ATTRIBUTES)) {
      parts.push(content.slice(last, found.index), span("attribute", found[1]), found[2] || "");
      if (found[3]) parts.push(found[2] ? span("value", found[3]) : found[3]);
      last = found.index + found[0].length;
    }
    return [...parts, content.slice(last)];
  }

  function colour() {
    code.classList.toggle("colouring", highlighting.checked);
    coloured.hidden = !highlighting.checked;
    if (!highlighting.checked) return;
    const content = source.value;
    const parts = [];
    let last = 0;
    for (const found of content.matchAll(TOKENS)) {
      parts.push(content.slice(last, found.index));
      const [whole, comment, doctype, tag, inside, end, entity] = found;
      if (comment) parts.push(span("comment", comment));
      else if (doctype) parts.push(span("tag", doctype));
      else if (entity) parts.push(span("entity", entity));
      else parts.push(span("tag", tag), ...attributes(inside), span("tag", end || ""));
      last = found.index + whole.length;
    }
    // The line break at the end keeps the coloured text as high as what is typed.
    coloured.replaceChildren(...parts, content.slice(last), "\n");
    coloured.scrollTop = source.scrollTop;
  }

  function show() {
    preview.srcdoc = source.value;
  }

  // In text mode the body is edited; what stands around it stays as it is.
  const BODY = /(<body[^>]*>)([\s\S]*?)(<\/body>)/i;

  function openText() {
    text.onload = () => {
      const body = text.contentDocument.body;
      body.contentEditable = "true";
      body.addEventListener("input", () => {
        const inside = body.innerHTML;
        const whole = source.value;
        workbench.change(BODY.test(whole) ? whole.replace(BODY, (_, start, __, end) => `${start}${inside}${end}`) : inside);
      });
      body.focus();
    };
    text.srcdoc = source.value || "<p><br></p>";
  }

  function mode(textual) {
    code.hidden = textual;
    text.hidden = !textual;
    document.getElementById("text-tools").hidden = !textual;
    document.getElementById("mode-code").setAttribute("aria-selected", String(!textual));
    document.getElementById("mode-text").setAttribute("aria-selected", String(textual));
    if (textual) openText();
    else colour();
  }

  document.getElementById("mode-code").addEventListener("click", () => mode(false));
  document.getElementById("mode-text").addEventListener("click", () => mode(true));
  for (const button of document.querySelectorAll("[data-command]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const [command, value] = button.dataset.command.split(":");
      const address = command === "createLink" ? window.prompt("Address of the link", "https://") : value;
      if (command !== "createLink" || /^(https?:|mailto:|\/)/.test(address || "")) text.contentDocument.execCommand(command, false, address);
    });
  }
  highlighting.addEventListener("change", colour);
  source.addEventListener("scroll", () => { coloured.scrollTop = source.scrollTop; });
  source.addEventListener("input", () => workbench.change(source.value));
  source.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey) return;
    event.preventDefault();
    source.setRangeText("  ", source.selectionStart, source.selectionEnd, "end");
    workbench.change(source.value);
  });
  workbench.follow(() => { colour(); show(); });
  colour();
  show();
})();
