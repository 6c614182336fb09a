// Markdown with its preview. The preview is made of elements and texts, never of HTML that somebody wrote.
"use strict";

(() => {
  const { workbench } = window;
  const source = document.getElementById("source");
  const preview = document.getElementById("preview");
  const INLINE = /(`[^`]+`)|!\[([^\]]*)\]\(([^)\s]+)\)|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|\*(.+?)\*|~~(.+?)~~/g;
  const SAFE = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;

  function element(tag, ...children) {
    const made = document.createElement(tag);
    made.append(...children);
    return made;
  }

  function inline(text) {
    const parts = [];
    let last = 0;
    for (const found of text.matchAll(INLINE)) {
      parts.push(text.slice(last, found.index), one(found));
      last = found.index + found[0].length;
    }
    return [...parts, text.slice(last)];
  }

  function one([whole, code, alt, picture, label, address, bold, italic, struck]) {
    if (code) return element("code", code.slice(1, -1));
    if (picture) return /^\/(?!\/)/.test(picture) ? Object.assign(element("img"), { src: picture, alt }) : whole;
    if (address) return SAFE.test(address) ? Object.assign(element("a", ...inline(label)), { href: address }) : whole;
    if (bold) return element("strong", ...inline(bold));
    return italic ? element("em", ...inline(italic)) : element("s", ...inline(struck));
  }

  // The lines that begin as the pattern says, without that beginning; they are taken away.
  function taken(lines, pattern) {
    const found = [];
    while (lines.length && pattern.test(lines[0])) found.push(lines.shift().replace(pattern, ""));
    return found;
  }

  function blocks(text) {
    const lines = text.split("\n");
    const made = [];
    while (lines.length) {
      const line = lines[0];
      const heading = /^(#{1,6})\s+(.*)$/.exec(line);
      if (!line.trim()) lines.shift();
      else if (heading) {
        lines.shift();
        // The page has its own first heading.
        made.push(element(`h${Math.min(6, heading[1].length + 1)}`, ...inline(heading[2])));
      } else if (line.startsWith("```")) {
        lines.shift();
        const code = [];
        while (lines.length && !lines[0].startsWith("```")) code.push(lines.shift());
        lines.shift();
        made.push(element("pre", element("code", code.join("\n"))));
      } else if (/^(-{3,}|\*{3,})\s*$/.test(line)) {
        lines.shift();
        made.push(element("hr"));
      } else if (/^[-*+]\s+/.test(line)) made.push(element("ul", ...taken(lines, /^[-*+]\s+/).map((item) => element("li", ...inline(item)))));
      else if (/^\d+[.)]\s+/.test(line)) made.push(element("ol", ...taken(lines, /^\d+[.)]\s+/).map((item) => element("li", ...inline(item)))));
      else if (/^>\s?/.test(line)) made.push(element("blockquote", ...blocks(taken(lines, /^>\s?/).join("\n"))));
      else {
        const words = [];
        while (lines.length && lines[0].trim() && (words.length === 0 || !/^(#{1,6}\s|```|[-*+]\s|\d+[.)]\s|>)/.test(lines[0]))) words.push(lines.shift());
        made.push(element("p", ...words.flatMap((word, number) => (number ? [element("br"), ...inline(word)] : inline(word)))));
      }
    }
    return made;
  }

  function show() {
    preview.replaceChildren(...blocks(source.value));
  }

  for (const button of document.querySelectorAll("[data-before]")) {
    button.addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to } = source;
      const { before, after } = button.dataset;
      source.setRangeText(before + source.value.slice(from, to) + after, from, to, "end");
      source.focus();
      workbench.change(source.value);
    });
  }
  document.getElementById("copy-html").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(preview.innerHTML);
      workbench.say("Copied as HTML.");
    } catch {
      workbench.say("The browser does not let this page use the clipboard.", true);
    }
  });
  source.addEventListener("input", () => workbench.change(source.value));
  workbench.follow(show);
  show();
})();
