/*
 * The search page: reads the box and the filters, shows what the engine finds, keeps the address bar in step.
 * All text from the archive is put into the page as text, never as markup.
 */
(function () {
  "use strict";

  const PAGE = 10, LINES = 100, PAUSE = 150;
  const form = document.getElementById("search-form");
  if (!form) return;
  const box = form.elements.namedItem("q");
  const list = document.getElementById("search-results"), weaker = document.getElementById("search-partial");
  const weakerBox = document.getElementById("search-weaker"), status = document.getElementById("search-status");
  const more = document.getElementById("search-more"), hints = document.getElementById("search-hints");
  const also = document.getElementById("search-also"), narrow = document.getElementById("search-narrow");
  const words = form.dataset;
  const root = words.home.replace(/index\.html$/, ""), folder = words.manifest.replace(/manifest\.js$/, "");
  const named = (...names) => names.map((name) => form.elements.namedItem(name)).filter(Boolean);
  const filters = named("year", "issuer", "region", "kind"), [order, view] = named("sort", "view");
  const controls = [...filters, order, view];
  const drawer = document.getElementById("search-filters"), lines = document.getElementById("search-lines");
  let index = null, turn = 0, timer = 0, composing = false, shown = PAGE;

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

  function openIndex() {
    index = index || new self.sitegenIndex.Index(self.sitegenSearch.loader(folder));
    return index.open();
  }

  // ------------------------------------------------------------ filters

  function factsOf(report) {
    const { year, issuer, region, kind } = index.manifest.reports;
    return { year: [String(year[report])], issuer: [issuer[report]], region: region[report], kind: [kind[report]] };
  }

  function accepts(report) {
    const facts = factsOf(report);
    return filters.every((filter) => !filter.value || facts[filter.name].includes(filter.value));
  }

  function acceptsBut(name) {
    return (report) => {
      const facts = factsOf(report);
      return filters.every((filter) => filter.name === name || !filter.value || facts[filter.name].includes(filter.value));
    };
  }

  /** Fills each filter with what the hits of all other filters offer, and how many. */
  function offer(hits) {
    for (const filter of filters) {
      const counts = new Map(), passes = acceptsBut(filter.name);
      for (const hit of hits) {
        if (!passes(hit.report)) continue;
        for (const value of new Set(factsOf(hit.report)[filter.name])) counts.set(value, (counts.get(value) || 0) + 1);
      }
      const chosen = filter.value;
      if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
      const values = Array.from(counts.keys()).sort((one, two) =>
        filter.name === "year" ? two.localeCompare(one) : counts.get(two) - counts.get(one) || one.localeCompare(two));
      filter.replaceChildren(filter.options[0], ...values.map((value) => element("option", { value }, value + "（" + counts.get(value) + "）")));
      filter.value = chosen;
    }
  }

  // ------------------------------------------------------------ results

  function linkOf(result) {
    const id = index.manifest.reports.id[result.report], terms = self.sitegenResults.printed(result).join(" ");
    const query = terms ? "?q=" + encodeURIComponent(terms) : "";
    return root + "reports/" + id + "/index.html" + query + "#" + result.anchor;
  }

  function excerpt(result) {
    return self.sitegenResults.snippet(result).map((piece) => piece.marked ? element("mark", {}, piece.text) : piece.text);
  }

  function item(result) {
    const { title, issuer, year } = index.manifest.reports;
    const heading = result.path.length ? result.path[result.path.length - 1].heading : title[result.report];
    const link = element("a", { href: linkOf(result) }, heading);
    const source = element("p", { class: "search-source" }, element("span", {}, issuer[result.report]),
      element("span", {}, say(words.year, { year: year[result.report] })));
    if (result.path.length > 1) source.append(element("span", { class: "search-path" }, result.path[0].heading));
    const made = element("li", { class: "search-result" }, element("h3", {}, link), source);
    const pieces = excerpt(result);
    if (pieces.length) made.append(element("p", { class: "search-snippet" }, ...pieces));
    if (result.others.length) made.append(element("p", { class: "search-others-title" }, words.others), element("ul", { class: "search-others" },
      ...result.others.map((place) => element("li", {}, element("a", { href: linkOf({ ...result, ...place }) }, ...excerpt({ ...result, ...place }))))));
    below(made, result.same, words.same, false);
    below(made, result.beside, words.beside, true);
    return made;
  }

  /** Puts more results below one, each an item with its own link. */
  function below(made, results, label, open) {
    if (!results || !results.length) return;
    const box = element("details", { class: "search-below" }, element("summary", {}, say(label, { count: results.length })),
      element("ul", {}, ...results.map(item)));
    box.open = open;
    made.append(box);
  }

  /** Puts hits in the order of their years, where that is asked for. */
  function sorted(hits) {
    if (!order.value) return hits;
    const { year } = index.manifest.reports, sign = order.value === "newest" ? -1 : 1;
    return hits.slice().sort((one, two) => sign * (year[one.report] - year[two.report]));
  }

  function arranged(results) {
    const folded = self.sitegenResults.foldSame(results);
    return view.value === "reports" ? self.sitegenResults.groupReports(folded) : folded;
  }

  async function show(found, mine) {
    const full = sorted(found.full.filter((hit) => accepts(hit.report)));
    const partial = found.partial.filter((hit) => accepts(hit.report));
    const weak = full.length < PAGE ? PAGE : 0;
    const [first, second] = await Promise.all([
      self.sitegenResults.refine(index, found, full, view.value === "lines" ? LINES : shown, Boolean(order.value)),
      self.sitegenResults.refine(index, found, weak ? partial : [], weak),
    ]);
    if (mine !== turn) return;
    list.replaceChildren(...(view.value === "lines" ? [] : arranged(first.slice(0, shown)).map(item)));
    weaker.replaceChildren(...arranged(second.slice(0, weak)).map(item));
    await showLines(first, mine);
    if (mine !== turn) return;
    weakerBox.hidden = second.length === 0;
    more.hidden = full.length <= shown || view.value === "lines";
    offer(found.full.concat(found.partial));
    announce(full.length, partial.length, found);
    state("done");
  }

  // ------------------------------------------------------------ browsing: filters without words

  function everyReport() {
    return index.manifest.reports.id.map((_, report) => ({ report }));
  }

  function reportItem({ report }) {
    const { id, title, issuer, year, kind } = index.manifest.reports;
    const facts = [issuer[report], say(words.year, { year: year[report] }), kind[report]].filter(Boolean);
    return element("li", { class: "search-result" },
      element("h3", {}, element("a", { href: root + "reports/" + id[report] + "/index.html" }, title[report])),
      element("p", { class: "search-source" }, ...facts.map((fact) => element("span", {}, fact))));
  }

  /** Lists the reports that the filters let pass, the newest first unless asked otherwise. */
  async function browse(mine) {
    await openIndex();
    if (mine !== turn) return;
    clear();
    const { year } = index.manifest.reports, every = everyReport(), sign = order.value === "oldest" ? 1 : -1;
    const full = every.filter((hit) => accepts(hit.report)).sort((one, two) => sign * (year[one.report] - year[two.report]));
    list.replaceChildren(...full.slice(0, shown).map(reportItem));
    more.hidden = full.length <= shown;
    offer(every);
    status.textContent = full.length ? say(words.reports, { count: full.length }) : words.none;
    state("done");
  }

  /** Fills the filters once somebody turns to them. */
  function prepare() {
    if (!box.value.trim() && list.dataset.state === "idle") openIndex().then(() => offer(everyReport()), () => {});
  }

  /** Shows the matches of all results line by line; what that needs is loaded when it is first asked for. */
  async function showLines(results, mine) {
    lines.hidden = view.value !== "lines" || !results.length;
    if (lines.hidden) return;
    if (!self.sitegenLines) await self.sitegenSearch.run(words.lines);
    if (mine !== turn) return;
    self.sitegenLines.show(lines, results, {
      link: (result) => linkOf(result),
      source: (result) => index.manifest.reports.issuer[result.report] + " " + index.manifest.reports.year[result.report],
      name: box.value.trim(),
    });
  }

  function announce(full, partial, found) {
    if (full) status.textContent = say(order.value ? words.foundByYear : words.found, { count: full });
    else if (found.suggestion && partial) status.textContent = say(words.suggested, { query: found.suggestion });
    else status.textContent = partial ? words.partly : words.none;
    hints.hidden = full + partial > 0;
    const names = Array.from(found.aliases.values()).flat();
    also.textContent = narrow.checked ? "" : names.length ? say(words.also, { names: names.join("、") }) : "";
    narrow.closest("p").hidden = !names.length && !narrow.checked;
  }

  function clear() {
    list.replaceChildren();
    weaker.replaceChildren();
    weakerBox.hidden = more.hidden = hints.hidden = lines.hidden = true;
    also.textContent = "";
    narrow.closest("p").hidden = true;
    status.textContent = "";
    state("idle");
  }

  async function search() {
    const mine = ++turn, typed = box.value;
    remember();
    const isBrowsing = !typed.trim();
    if (isBrowsing && !filters.some((filter) => filter.value)) { clear(); return prepare(); }
    state("loading");
    status.textContent = words.loading;
    try {
      if (isBrowsing) return await browse(mine);
      await openIndex();
      const found = await self.sitegenEngine.search(index, typed, !narrow.checked);
      if (mine === turn) await show(found, mine);
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
      if (value) filter.append(element("option", { value }, value));
      filter.value = value;
    }
    for (const control of [order, view]) control.value = query.get(control.name) || "";
    for (const control of [order, view]) if (control.selectedIndex < 0) control.selectedIndex = 0;
    drawer.open = drawer.open || matchMedia("(min-width: 40.01rem)").matches || filters.some((filter) => filter.value);
  }

  function start() {
    shown = PAGE;
    clearTimeout(timer);
    search();
  }

  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionend", () => { composing = false; start(); });
  box.addEventListener("input", (event) => {
    if (composing || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    // Enter and Esc belong to the input method while it is composing (229: before the event says so).
    if ((composing || event.isComposing || event.keyCode === 229) && ["Enter", "Escape"].includes(event.key)) event.stopPropagation();
  });
  box.addEventListener("focus", () => { openIndex().catch(() => {}); }, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing) start();
  });
  for (const control of [...controls, narrow]) control.addEventListener("change", start);
  more.addEventListener("click", async () => {
    const before = list.children.length;
    shown += PAGE;
    await search();
    // The reader goes on with the first of the new results.
    if (list.children[before]) list.children[before].querySelector("a").focus();
  });
  addEventListener("popstate", () => { recall(); start(); });

  for (const approach of ["focusin", "pointerover"]) drawer.addEventListener(approach, prepare);
  form.classList.add("is-ready");
  recall();
  if (box.value.trim() || filters.some((filter) => filter.value)) start();
})();
