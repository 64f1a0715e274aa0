/* Lets the keeper judge a cross-link where it stands: each one in the preview gets three buttons that write the word
   into content/links.toml.  A theme is left alone: only notes as the default theme writes them get buttons. */
"use strict";
(() => {
  const HOME = "/__sitegen/";
  let words = null;

  /* `wujiaochang/2023#s2-3-p1` of an address of the site; "" for what is no place in a report. */
  function placeOf(address) {
    const url = new URL(address, location.href);
    const path = decodeURIComponent(url.pathname).replace(/^\/(?:large\/)?/, "").replace(/index\.html$/, "");
    const found = /^reports\/(.+)\/$/.exec(path);
    return found && url.hash ? `${found[1]}#${decodeURIComponent(url.hash.slice(1))}` : "";
  }

  async function judge(between, verdict, status) {
    const response = await fetch(`${HOME}verdict`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ between, verdict }),
    });
    const answer = await response.json().catch(() => ({ message: response.statusText }));
    status.textContent = answer.message;
  }

  function buttons(between) {
    const host = document.createElement("sitegen-verdict");
    host.dataset.sitegenOwn = "";
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${HOME}preview.css`;
    const group = document.createElement("span");
    group.className = "verdicts";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.label);
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    for (const verdict of ["same", "related", "none"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words[verdict];
      button.addEventListener("click", () => judge(between, verdict, status));
      group.append(button);
    }
    root.append(style, group, status);
    return host;
  }

  function attach() {
    for (const note of document.querySelectorAll('main .note[id^="note-"]')) {
      const own = placeOf(`#${note.id.slice("note-".length)}`);
      for (const item of note.querySelectorAll("li")) {
        const there = item.querySelector(":scope > .related-where a[href]");
        const other = there ? placeOf(there.href) : "";
        if (own && other && !item.querySelector("sitegen-verdict")) item.append(buttons([own, other]));
      }
    }
  }

  async function start() {
    if (!document.querySelector('main .note[id^="note-"]')) return;
    words = words || await (await fetch(`${HOME}verdicts`)).json();
    attach();
  }

  document.addEventListener("sitegen:updated", start);
  start();
})();
