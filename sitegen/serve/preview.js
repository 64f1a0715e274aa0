/* Keeps an open page in step with what is being edited: swaps <main> where only the text changed, style
   sheets where only they changed, and reloads for the rest.  Only the preview serves this script. */
"use strict";
(() => {
  let version = Number(document.currentScript.dataset.version);
  let source = null;

  const ownPath = () => {
    const path = decodeURIComponent(location.pathname).replace(/^\//, "");
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  };

  const element = (name, text, className) => {
    const node = document.createElement(name);
    node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  function showErrors(title, errors) {
    document.getElementById("sitegen-errors")?.remove();
    if (errors.length === 0) return;
    const box = element("div", "");
    box.id = "sitegen-errors";
    box.setAttribute("role", "alert");
    box.append(element("strong", title));
    for (const { place, message, hint } of errors) {
      const line = element("p", "");
      line.append(element("code", place), ` ${message}`, element("small", hint));
      box.append(line);
    }
    document.body.append(box);
  }

  /* What must be equal for <main> alone to be swapped: the head without what the preview put in, and without the
     data blocks, which tell machines of every change in the text and show nothing. */
  function headOf(page) {
    const head = page.head.cloneNode(true);
    for (const own of head.querySelectorAll('[href^="/__sitegen/"], [src^="/__sitegen/"], link[rel="stylesheet"], script[type="application/ld+json"]')) own.remove();
    return head.innerHTML.replace(/\s+/g, " ");
  }

  function swapStyles(page) {
    const sheets = (from) => [...from.head.querySelectorAll('link[rel="stylesheet"]:not([href^="/__sitegen/"])')];
    const fresh = sheets(page).map((sheet) => sheet.getAttribute("href"));
    const present = sheets(document);
    present.forEach((sheet, index) => {
      if (fresh[index] && sheet.getAttribute("href") !== fresh[index]) sheet.setAttribute("href", fresh[index]);
    });
    return fresh.length === present.length;
  }

  async function update() {
    const response = await fetch(location.pathname, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("main");
    const present = document.querySelector("main");
    if (!main || !present || headOf(page) !== headOf(document) || document.querySelector("[data-reload]")) {
      location.reload();
      return;
    }
    if (!swapStyles(page)) { location.reload(); return; }
    if (main.outerHTML !== present.outerHTML) {
      const top = scrollY;
      present.replaceWith(document.adoptNode(main));
      scrollTo({ top, behavior: "instant" });
    }
    document.dispatchEvent(new CustomEvent("sitegen:updated"));
  }

  function listen() {
    source = new EventSource(`/__sitegen/events?since=${version}`);
    source.onmessage = (event) => {
      const { version: newer, changed, errors, title } = JSON.parse(event.data);
      version = newer;
      showErrors(title, errors);
      if (errors.length === 0 && (changed === null || changed.includes(ownPath()) || changed.some((path) => path.startsWith("assets/")))) update();
    };
    /* The browser would reconnect with the version that the page was opened with. */
    source.onerror = () => { source.close(); source = null; setTimeout(resume, 500); };
  }

  function resume() {
    if (!source && document.visibilityState === "visible") listen();
  }

  /* Browsers allow six connections to a host: a page in the background gives its one back. */
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { source?.close(); source = null; } else resume();
  });
  resume();
})();
