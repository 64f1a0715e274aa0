/* Keeps an open page in step with what is being edited: swaps <main> where only the text changed, style
   sheets where only they changed, and reloads for the rest.  Only the preview serves this script.

   Browsers allow six connections to a host, and a stream of events takes one for good.  So one page of a browser, whichever
   holds the lock, listens to the server and tells the others. */
"use strict";
(() => {
  let version = Number(document.currentScript.dataset.version);
  let { page: mark, main: words } = document.currentScript.dataset;
  let last = null;
  let asking = 0;
  const desk = window.sitegenDesk;
  const canShare = Boolean(navigator.locks && window.BroadcastChannel);
  const channel = canShare ? new BroadcastChannel("sitegen-events") : null;

  const INDEX = "search/manifest.js";

  const ownPath = () => {
    const path = decodeURIComponent(location.pathname).replace(/^\//, "");
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  };

  /* The address of the search page holds all that was asked; its index is made anew when it is asked for. */
  const isSearch = () => /^(?:large\/)?search\/index\.html$/.test(ownPath());

  /* ------------------------------------------------------------ bringing the page up to date */

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
    const sent = page.querySelector("script[data-page]")?.dataset;
    if (sent && sent.page === mark) return;
    if (!main || !present || isSearch() || headOf(page) !== headOf(document)) {
      location.reload();
      return;
    }
    if (!swapStyles(page)) { location.reload(); return; }
    mark = sent?.page;
    if (!sent || sent.main !== words) {
      words = sent?.main;
      const top = scrollY;
      const open = [...present.querySelectorAll("details[open][id]")].map(({ id }) => id);
      present.replaceWith(document.adoptNode(main));
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      scrollTo({ top, behavior: "instant" });
    }
    document.dispatchEvent(new CustomEvent("sitegen:updated"));
  }

  /* A message tells of everything after the version `since`; to a page that is older still it does not tell enough.
     A server that was started anew counts from the beginning: its versions say nothing of those before. */
  function hear(message) {
    const isAnew = message.since > message.version;
    if (!isAnew && (message.version < version || (message.version === version && message.errors.length === 0))) return;
    const changed = message.changed === null || isAnew || version < message.since ? null : message.changed;
    version = message.version;
    desk.showErrors(message);
    /* The page comes first: the list of problems is asked for once it had time to be fetched; behind a draft more follows. */
    clearTimeout(asking);
    if (!message.draft) asking = setTimeout(() => desk.refresh(), 300);
    if (message.errors.length > 0) return;
    const follows = document.querySelector("main")?.dataset.depends || ownPath();
    if (isSearch()) {
      if (changed?.includes(INDEX)) location.reload();
      else if (changed === null) fetch(`/${INDEX}`, { method: "HEAD", cache: "no-store" });
    }
    if (changed === null || changed.includes(follows) || changed.some((path) => path.startsWith("assets/"))) update();
  }

  /* ------------------------------------------------------------ listening */

  function listen() {
    const source = new EventSource(`/__sitegen/events?since=${version}`);
    source.onmessage = (event) => {
      last = JSON.parse(event.data);
      channel?.postMessage({ news: last });
      hear(last);
    };
    /* The browser would reconnect with the version that the page was opened with. */
    source.onerror = () => { source.close(); setTimeout(listen, 500); };
  }

  if (canShare) {
    channel.onmessage = ({ data }) => {
      if (data.news) hear(data.news);
      else if (last && (last.version > data.version || last.errors.length > 0)) channel.postMessage({ news: last });
    };
    channel.postMessage({ version });
    navigator.locks.request("sitegen-events", () => { listen(); return new Promise(() => {}); });
  } else {
    listen();
  }
})();
