// Opens and saves what is worked on. The page of each workbench brings its own editor, which speaks to `workbench`.
"use strict";

window.workbench = (() => {
  const root = document.getElementById("workbench");
  const source = document.getElementById("source");
  const title = document.getElementById("title");
  const said = document.getElementById("said");
  const listeners = [];
  let saved = source.value;

  function say(text, problem = false) {
    said.textContent = text;
    said.classList.toggle("problem", problem);
    said.hidden = false;
  }

  async function send(address, method, body) {
    const answer = await fetch(address, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const content = await answer.json();
    if (answer.status === 401) location.assign(`/account/login?next=${root.dataset.address}`);
    if (!answer.ok) throw new Error((content.errors || []).map((one) => `${one.field}: ${one.message}`).join(" ") || content.detail);
    return content;
  }

  async function save() {
    const { api, record, field, address } = root.dataset;
    const body = { [root.dataset.title]: title.value.trim() || "Untitled", [field]: source.value };
    for (const select of document.querySelectorAll("[data-choice]")) body[select.dataset.choice] = select.value;
    try {
      const kept = await send(record ? `${api}/${record}` : api, record ? "PATCH" : "POST", body);
      saved = source.value;
      title.value = kept[root.dataset.title];
      if (!record) {
        root.dataset.record = kept.id;
        history.replaceState(null, "", `${address}/${kept.id}`);
        const option = new Option(title.value, kept.id, true, true);
        document.getElementById("document").add(option, 1);
      }
      say("Saved.");
    } catch (error) {
      say(error.message, true);
    }
  }

  async function saveTemplate() {
    try {
      const name = title.value.trim() || "Untitled";
      const kept = await send(root.dataset.templates, "POST", { [root.dataset.templateTitle]: name, [root.dataset.field]: source.value });
      document.getElementById("template").add(new Option(name, kept.id), 1);
      say(`Saved as the template “${name}”.`);
    } catch (error) {
      say(error.message, true);
    }
  }

  document.getElementById("save").addEventListener("click", save);
  document.getElementById("save-template")?.addEventListener("click", saveTemplate);
  document.getElementById("document").addEventListener("change", (event) => {
    location.assign(event.target.value ? `${root.dataset.address}/${event.target.value}` : root.dataset.address);
  });
  document.getElementById("template")?.addEventListener("change", (event) => {
    if (event.target.value) location.assign(`${root.dataset.address}?template=${event.target.value}`);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (source.value !== saved) event.preventDefault();
  });

  return {
    get content() { return source.value; },
    // What an editor has made of the content; the other parts of the page follow.
    change(content) {
      source.value = content;
      for (const listener of listeners) listener(content);
    },
    follow(listener) { listeners.push(listener); },
    choice: (name) => document.getElementById(`choice-${name}`),
    say,
  };
})();
