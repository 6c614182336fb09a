// Niceties only: every page works without this file.
"use strict";

for (const form of document.querySelectorAll("form[data-auto-submit]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[data-auto-submit] :disabled")) field.disabled = false;
});

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = "Copied";
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function slide(carousel, direction) {
  const end = carousel.scrollLeft + carousel.clientWidth >= carousel.scrollWidth - 4;
  const step = carousel.firstElementChild.getBoundingClientRect().width + 20;
  const left = direction > 0 && end ? 0 : carousel.scrollLeft + direction * step;
  carousel.scrollTo({ left, behavior: still ? "auto" : "smooth" });
}

for (const carousel of document.querySelectorAll("[data-carousel]")) {
  if (still || carousel.children.length < 2) continue;
  let paused = false;
  for (const event of ["pointerenter", "focusin"]) carousel.addEventListener(event, () => { paused = true; });
  for (const event of ["pointerleave", "focusout"]) carousel.addEventListener(event, () => { paused = false; });
  setInterval(() => { if (!paused && !document.hidden) slide(carousel, 1); }, 5000);
}

for (const button of document.querySelectorAll("[data-slide]")) {
  button.hidden = false;
  button.addEventListener("click", () => slide(document.getElementById(button.dataset.for), Number(button.dataset.slide)));
}

for (const totals of document.querySelectorAll("[data-totals]")) {
  const form = totals.closest("form");
  form.querySelector("[data-preview]").hidden = true;
  let asked = 0;
  let waiting;
  async function follow() {
    const mine = ++asked;
    const sent = new FormData(form);
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
    sent.set("preview", "yes");
    const answer = await fetch(form.action, { method: "POST", body: sent });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-totals]");
    if (found && mine === asked) totals.replaceChildren(...document.importNode(found, true).childNodes);
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(follow, 250);
  });
}
