/*
 * The search page: reads the box and the filters, shows what the engine finds, keeps the address bar in step.
 * All text from the archive is put into the page as text, never as markup.
 */
// @import "search-loader.js";
// @import "search-client.js";
// @import "search-words.js";
// @import "search-keys.js";
(function () {
  "use strict";

  const PAGE = 10, PAUSE = 150;
  const part = (name) => document.getElementById("search-" + name);
  const form = part("form");
  if (!form) return;
  const box = form.elements.namedItem("q");
  const list = part("results"), weaker = part("partial");
  const weakerBox = part("weaker"), status = part("status");
  const more = part("more"), hints = part("hints");
  const also = part("also"), narrow = part("narrow");
  const words = form.dataset;
  const root = words.home.replace(/index\.html$/, ""), folder = words.manifest.replace(/manifest\.js$/, "");
  const named = (...names) => names.map((name) => form.elements.namedItem(name)).filter(Boolean);
  const selects = named("year", "issuer", "region", "kind"), [order, view, initiative] = named("sort", "view", "initiative");
  const filters = [...selects, initiative], controls = [...filters, order, view];
  const facet = part("facet"), release = part("release");
  const drawer = part("filters"), lines = part("lines");
  let client = null, turn = 0, timer = 0, composing = false, isPrepared = false, isTyped = false, shown, count = 0;

  function say(template, values) {
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function state(name) {
    list.dataset.state = name;
    list.setAttribute("aria-busy", String(name === "loading"));
  }

  /** Asks the search; without a request it only makes ready. */
  function ask(request) {
    client = client || self.sitegenClient.client(words, folder);
    return client(request);
  }

  // ------------------------------------------------------------ filters

  function chosen() {
    return Object.fromEntries(filters.map((filter) => [filter.name, filter.value]));
  }

  /** Fills each filter with what there is, and how many. */
  function offer(offers) {
    for (const filter of selects) {
      const { value } = filter;
      filter.replaceChildren(filter.options[0], ...offers[filter.name].map(([name, count]) => element("option", { value: name }, name + "（" + count + "）")));
      filter.value = value;
    }
  }

  /** Shows the initiatives, where their list is open; what that needs is loaded when it is first asked for. */
  async function offerInitiatives(offered, mine) {
    if (!offered) return;
    if (!self.sitegenFacet) await self.sitegenSearch.run(words.facet);
    if (mine !== turn) return;
    self.sitegenFacet.show(facet.lastElementChild, offered, initiative.value, { more: words.facetMore, find: words.facetFind, none: words.facetNone }, choose);
  }

  /** Keeps to an initiative, or with "" to none. */
  function choose(name) {
    initiative.value = name;
    start();
  }

  /** Says which initiative is kept to. */
  function tellInitiative() {
    release.hidden = !initiative.value || facet.open;
    release.textContent = initiative.value + " ×";
    release.setAttribute("aria-label", say(words.facetRelease, { name: initiative.value }));
  }

  // ------------------------------------------------------------ results

  function linkOf({ id, anchor, terms }) {
    const query = terms.length ? "?q=" + encodeURIComponent(terms.join(" ")) : "";
    return root + "reports/" + id + "/index.html" + query + "#" + anchor;
  }

  function excerpt(pieces) {
    return pieces.map((piece) => piece.marked ? element("mark", {}, piece.text) : piece.text);
  }

  function item(result) {
    const { title, issuer, year, path, pieces, others, same, beside } = result;
    const link = element("a", { href: linkOf(result) }, path.length ? path[path.length - 1] : title);
    const source = element("p", { class: "search-source" }, element("span", {}, issuer), element("span", {}, say(words.year, { year })));
    if (path.length > 1) source.append(element("span", { class: "search-path" }, path[0]));
    const made = element("li", { class: "search-result" }, element("h3", {}, link), source);
    if (pieces.length) made.append(element("p", { class: "search-snippet" }, ...excerpt(pieces)));
    if (others.length) made.append(element("p", { class: "search-others-title" }, words.others), element("ul", { class: "search-others" },
      ...others.map((place) => element("li", {}, element("a", { href: linkOf({ ...result, ...place }) }, ...excerpt(place.pieces))))));
    below(made, same, words.same, false);
    below(made, beside, words.beside, true);
    return made;
  }

  /** Puts more results below one, each an item with its own link. */
  function below(made, results, label, open) {
    if (!results.length) return;
    const box = element("details", { class: "search-below" }, element("summary", {}, say(label, { count: results.length })),
      element("ul", {}, ...results.map(item)));
    box.open = open;
    made.append(box);
  }

  function reportItem({ id, title, issuer, year, kind }) {
    const facts = [issuer, say(words.year, { year }), kind].filter(Boolean);
    return element("li", { class: "search-result" },
      element("h3", {}, element("a", { href: root + "reports/" + id + "/index.html" }, title)),
      element("p", { class: "search-source" }, ...facts.map((fact) => element("span", {}, fact))));
  }

  async function show(answer, mine, goesOn) {
    const isLines = view.value === "lines";
    place(isLines ? [] : answer.results.map(item), goesOn && !view.value);
    weaker.replaceChildren(...answer.weaker.map(item));
    self.sitegenWords.offer(isTyped && document.activeElement === box ? answer.words : []);
    await showLines(answer.results, mine);
    if (mine !== turn) return;
    weakerBox.hidden = answer.weaker.length === 0;
    more.hidden = answer.total <= answer.shown || isLines;
    announce(answer);
  }

  /** Puts items into the list; going on, those that stand there stay as they are, for somebody may be reading one. */
  function place(items, goesOn) {
    const address = (one) => one.querySelector("a").getAttribute("href");
    const there = new Set(goesOn ? Array.from(list.children, address) : []);
    if (!goesOn) list.replaceChildren();
    list.append(...items.filter((one) => !there.has(address(one))));
  }

  /** Lists the reports that the filters let pass. */
  function browse({ total, results, shown: count }) {
    clear();
    list.replaceChildren(...results.map(reportItem));
    more.hidden = total <= count;
    status.textContent = total ? say(words.reports, { count: total }) : words.none;
  }

  /** Fills the filters once somebody turns to them. */
  function prepare() {
    if (isPrepared || box.value.trim() || list.dataset.state !== "idle") return;
    const mine = turn;
    isPrepared = true;
    ask({ typed: "", shown: 0, counted: facet.open }).then((answer) => {
      if (!answer) return;
      offer(answer.offers);
      offerInitiatives(answer.offers.initiative, mine);
    }, () => { isPrepared = false; });
  }

  /** Shows the matches of all results line by line; what that needs is loaded when it is first asked for. */
  async function showLines(results, mine) {
    lines.hidden = view.value !== "lines" || !results.length;
    if (lines.hidden) return;
    if (!self.sitegenLines) await self.sitegenSearch.run(words.lines);
    if (mine !== turn) return;
    self.sitegenLines.show(lines, results, {
      link: (result) => linkOf(result), source: ({ issuer, year }) => issuer + " " + year, name: box.value.trim(),
    });
  }

  function announce({ total, partial, names, suggestion }) {
    status.textContent = total ? say(order.value ? words.foundByYear : words.found, { count: total })
      : !partial ? words.none : suggestion ? say(words.suggested, { query: suggestion }) : words.partly;
    hints.hidden = total + partial > 0;
    part("weaker-title").textContent = suggestion ? say(words.meant, { query: suggestion }) : words.weaker;
    part("weaker-text").hidden = Boolean(suggestion);
    also.textContent = narrow.checked || !names.length ? "" : say(words.also, { names: names.join("、") });
    narrow.closest("p").hidden = !names.length && !narrow.checked;
  }

  function clear() {
    list.replaceChildren();
    weaker.replaceChildren();
    weakerBox.hidden = more.hidden = hints.hidden = lines.hidden = true;
    also.textContent = "";
    narrow.closest("p").hidden = true;
    status.textContent = "";
    self.sitegenWords.offer([]);
    isPrepared = false;
    state("idle");
  }

  async function search(goesOn = false) {
    const mine = ++turn, typed = box.value;
    remember();
    tellInitiative();
    const isBrowsing = !typed.trim();
    if (isBrowsing && !filters.some((filter) => filter.value)) { clear(); return prepare(); }
    state("loading");
    status.textContent = words.loading;
    try {
      const answer = await ask({ typed, widely: !narrow.checked, filters: chosen(), order: order.value, view: view.value, shown, counted: facet.open });
      if (!answer || mine !== turn) return;
      if (isBrowsing) browse(answer);
      else await show(answer, mine, goesOn);
      if (mine !== turn) return;
      count = answer.shown;
      offer(answer.offers);
      await offerInitiatives(answer.offers.initiative, mine);
      if (mine !== turn) return;
      state("done");
    } catch (error) {
      if (mine !== turn) return;
      status.textContent = words.failed;
      state("error");
      throw error;
    }
  }

  // ------------------------------------------------------------ the address bar

  function remember() {
    const query = new URLSearchParams();
    if (box.value.trim()) query.set("q", box.value);
    for (const control of controls) if (control.value) query.set(control.name, control.value);
    if (narrow.checked) query.set("narrow", "1");
    const text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : ""));
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    box.value = query.get("q") || "";
    narrow.checked = query.get("narrow") === "1";
    for (const filter of filters) {
      const value = query.get(filter.name) || "";
      if (value && filter !== initiative) filter.append(element("option", { value }, value));
      filter.value = value;
    }
    for (const control of [order, view]) {
      control.value = query.get(control.name) || "";
      if (control.selectedIndex < 0) control.selectedIndex = 0;
    }
    drawer.open = drawer.open || matchMedia("(min-width: 40.01rem)").matches || filters.some((filter) => filter.value);
  }

  /** Searches anew; words to go on with are offered to who types. */
  function start(typed = false) {
    shown = undefined;
    isTyped = typed;
    clearTimeout(timer);
    search();
  }

  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionend", () => { composing = false; start(true); });
  box.addEventListener("input", (event) => {
    if (composing || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE, true);
  });
  box.addEventListener("keydown", (event) => {
    // Enter and Esc belong to the input method while it is composing (229: before the event says so).
    if ((composing || event.isComposing || event.keyCode === 229) && ["Enter", "Escape"].includes(event.key)) event.stopPropagation();
  });
  box.addEventListener("focus", () => { ask(null).catch(() => {}); }, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing) start();
  });
  for (const control of [...controls, narrow]) control.addEventListener("change", () => start());
  /** Shows more results below those that are there. */
  async function goOn() {
    shown = count + PAGE;
    more.hidden = true; // until there are more: coming into view again is what a short first page goes on by
    await search(true);
  }

  more.addEventListener("click", async () => {
    const before = list.children.length;
    await goOn();
    // The reader goes on with the first of the new results.
    if (list.children[before]) list.children[before].querySelector("a").focus();
  });
  // A short first page goes on by itself when a reader has come to its end: not where that is in view from the beginning.
  if (self.IntersectionObserver) {
    new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && scrollY > 0 && list.dataset.state === "done" && count < PAGE) goOn();
    }).observe(more);
  }
  addEventListener("popstate", () => { recall(); start(); });

  facet.addEventListener("toggle", () => {
    tellInitiative();
    if (!facet.open) return;
    isPrepared = false;
    if (list.dataset.state === "idle") prepare();
    else start();
  });
  release.addEventListener("click", () => choose(""));
  for (const approach of ["focusin", "pointerover"]) drawer.addEventListener(approach, prepare);
  self.sitegenWords.prepare(start);
  form.classList.add("is-ready");
  recall();
  if (box.value.trim() || filters.some((filter) => filter.value)) start();
})();
