// Counts the minutes down, where there is a limit, and hands in what is answered by then.
"use strict";

(() => {
  const countdown = document.getElementById("countdown");
  const form = document.getElementById("answer-form");
  if (!countdown || !form) return;
  const end = Date.now() + Number(countdown.dataset.minutes) * 60_000;
  const timer = window.setInterval(() => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    countdown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    window.clearInterval(timer);
    form.submit();
  }, 500);
  form.addEventListener("submit", () => window.clearInterval(timer));
})();
