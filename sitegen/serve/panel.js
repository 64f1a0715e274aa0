/* What the preview lays over a page: mistakes that keep the site from being built, and the panel of all problems.
   It lives in a shadow tree, so that neither the theme's styles reach it nor its own reach the theme. */
"use strict";
(() => {
  const HOME = "/__sitegen/";
  const host = document.createElement("sitegen-desk");
  const root = host.attachShadow({ mode: "open" });
  let words = {};
  let asked = 0;

  const element = (name, className, ...content) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...content);
    return node;
  };

  const button = (text, className, act) => {
    const node = element("button", className, text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };

  /* A message with what stands between backticks as code. */
  const told = (text) => text.split("`").map((part, at) => (at % 2 ? element("code", "", part) : part));

  const ownPath = () => {
    const followed = document.querySelector("main")?.dataset.depends;
    if (followed) return followed;
    const path = decodeURIComponent(location.pathname).replace(/^\//, "");
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  };

  /* ------------------------------------------------------------ what a problem offers */

  async function openFile(file, line, status) {
    const response = await fetch(`${HOME}open`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ file, line }),
    });
    const answer = await response.json().catch(() => ({ message: response.statusText }));
    status.textContent = answer.message;
  }

  async function copy(place, status, copied) {
    try {
      await navigator.clipboard.writeText(place);
      status.textContent = copied;
    } catch {
      status.textContent = place;
    }
  }

  /* The place of a problem with a way to it: the editor where one is configured, else its name to be copied. */
  function placeOf(problem, texts) {
    const line = element("span", "place");
    if (!problem.place) return line;
    const status = element("span", "status");
    status.setAttribute("role", "status");
    const label = `${problem.file ? texts.open : texts.copy}: ${problem.place}`;
    const way = button(problem.file ? texts.open : texts.copy, "way", () =>
      problem.file ? openFile(problem.file, problem.line, status) : copy(problem.place, status, texts.copied || ""));
    way.setAttribute("aria-label", label);
    line.append(element("code", "", problem.place), " ", way, " ", status);
    return line;
  }

  /* ------------------------------------------------------------ mistakes that stop the build */

  function showErrors({ errors, title, open, copy: copyText }) {
    root.getElementById("sitegen-errors")?.remove();
    if (errors.length === 0) return;
    const box = element("div", "", element("strong", "", title));
    box.id = "sitegen-errors";
    box.setAttribute("role", "alert");
    for (const error of errors) {
      box.append(element("p", "", element("span", "message", ...told(error.message)), element("span", "hint", ...told(error.hint)), placeOf(error, { open, copy: copyText })));
    }
    root.append(box);
  }

  /* ------------------------------------------------------------ the panel */

  const toggle = button("", "toggle", () => show(panel.hidden));
  const panel = element("section", "panel");
  const kinds = element("select", "");
  const list = element("div", "lists");
  const heading = element("h2", "");
  const close = button("×", "close", () => show(false));
  const links = element("p", "links");
  const kindsLabel = element("label", "");
  panel.id = "sitegen-panel";
  panel.hidden = true;
  heading.id = "sitegen-panel-title";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", heading.id);
  toggle.hidden = true;
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", panel.id);
  kinds.addEventListener("change", refresh);
  panel.append(element("div", "top", heading, close), element("div", "bar", kindsLabel, links), list);

  function show(isOpen) {
    panel.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    sessionStorage.setItem("sitegen-panel", isOpen ? "open" : "");
    if (isOpen) close.focus(); else toggle.focus();
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.stopPropagation();
      show(false);
    }
  });

  function item(problem) {
    const mark = element("span", `mark ${problem.severity}`, words[problem.severity]);
    const text = element(problem.page ? "a" : "span", "message", ...told(problem.message));
    if (problem.page) text.href = problem.page;
    return element("li", problem.severity, mark, " ", text, element("span", "hint", ...told(problem.hint)), placeOf(problem, words));
  }

  function group(title, problems, more) {
    const node = element("div", "group", element("h3", "", `${title} (${problems.length}${more ? "+" : ""})`));
    node.append(element("ol", "", ...problems.map(item)));
    if (more) node.append(element("p", "more", more));
    return node;
  }

  function fillKinds(families, total) {
    const chosen = kinds.value;
    const option = (value, text) => Object.assign(element("option", "", text), { value });
    kinds.replaceChildren(option("", `${words.all} (${total})`), ...families.map((each) => option(each.name, `${each.label} (${each.count})`)));
    kinds.value = families.some((each) => each.name === chosen) ? chosen : "";
    if (!kindsLabel.childElementCount) kindsLabel.append(`${words.kind} `, kinds);
  }

  function link(text, address) {
    const node = element("a", "", text);
    node.href = address;
    return node;
  }

  function draw(found) {
    words = found.words;
    toggle.hidden = false;
    toggle.textContent = found.here ? `${found.here} / ${found.total}` : String(found.total);
    toggle.classList.toggle("busy", !found.complete);
    toggle.classList.toggle("clean", found.complete && found.total === 0);
    toggle.setAttribute("aria-label", words.button.replace("{count}", found.total));
    toggle.title = words.title;
    heading.textContent = words.title;
    close.setAttribute("aria-label", words.close);
    links.replaceChildren(...found.pages.map((each) => link(each.label, each.address)));
    fillKinds(found.families, found.all);
    const top = list.scrollTop;
    const parts = [];
    if (!found.complete) parts.push(element("p", "looking", words.looking));
    if (found.own.length) parts.push(group(words.here, found.own, ""));
    if (found.others.length) parts.push(group(words.others, found.others, found.more));
    if (found.complete && parts.length === 0) parts.push(element("p", "", words.none));
    list.replaceChildren(...parts);
    list.scrollTop = top;
  }

  /* Ask again while the first look at the archive is under way; answers to older questions are dropped. */
  async function refresh() {
    const question = ++asked;
    const query = new URLSearchParams({ page: ownPath(), kind: kinds.value });
    const response = await fetch(`${HOME}problems?${query}`, { cache: "no-store" }).catch(() => null);
    if (!response?.ok || question !== asked) return;
    const found = await response.json();
    if (question !== asked) return;
    draw(found);
    if (!found.complete) setTimeout(() => question === asked && refresh(), 1000);
  }

  const sheet = element("link", "");
  sheet.rel = "stylesheet";
  sheet.href = `${HOME}preview.css`;
  const corner = element("aside", "corner", panel, toggle);
  corner.setAttribute("aria-label", "sitegen");
  root.append(sheet, corner);
  document.body.append(host);
  /* the preview's own pages are what was asked for: there the panel waits */
  if (sessionStorage.getItem("sitegen-panel") && !location.pathname.startsWith(HOME)) {
    panel.hidden = false;
    toggle.setAttribute("aria-expanded", "true");
  }
  window.sitegenDesk = { showErrors, refresh };
  refresh();
})();
