// Citing: the citations of the page become those of the place in the address, in a dialog that opens where the
// reader is; and a link that says which version it cited (?v=…) is compared with the version on the page.
// Without this script the citations of the whole report stand in the page, and a link leads to its place.
"use strict";

(function () {
  var folded = document.getElementById("cite");
  if (!folded) return;
  var body = folded.querySelector(".cite-body");
  var words = body.dataset;

  // What an address leads to: the element, and the nearest one around it that carries a version.
  function here() {
    var target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (target && target.classList.contains("note")) target = document.getElementById(target.id.slice("note-".length));
    var place = target && target.closest(".report-body [data-version]");
    return place ? { target: target, versioned: place } : { target: null, versioned: document.querySelector(".report") };
  }

  // 二、（三）第1段第2句
  function placeOf(target) {
    if (!target) return "";
    var section = target.closest("[data-place]");
    var number = /(?:^|-)p(\d+)(?:-c(\d+))?/.exec(target.id);
    return (section ? section.dataset.place : "") +
      (number ? words.paragraph.replace("{n}", number[1]) : "") +
      (number && number[2] ? words.clause.replace("{n}", number[2]) : "");
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (part) { return String(part).padStart(2, "0"); }).join("-");
  }

  function addressOf(found) {
    var canonical = document.querySelector("link[rel=canonical]");
    var base = canonical ? canonical.href : window.location.href.replace(/[?#].*$/, "");
    return base + "?v=" + found.versioned.dataset.version + (found.target ? "#" + found.target.id : "");
  }

  var escapes = {
    bibtex: function (text) { return text.replace(/[\\{}&%$#_~^]/g, ""); },
    csl: function (text) { return JSON.stringify(text).slice(1, -1); },
  };

  function fill() {
    var found = here();
    var values = { url: addressOf(found), day: today(), place: placeOf(found.target) };
    body.querySelectorAll("[data-slot]").forEach(function (slot) {
      var style = slot.closest("[data-style]").dataset.style;
      var text = values[slot.dataset.slot];
      if (escapes[style] && slot.dataset.slot === "place") text = escapes[style](text);
      slot.textContent = text && slot.dataset.before + text + slot.dataset.after;
    });
    body.querySelector(".cite-of").hidden = false;
    body.querySelector(".cite-place").textContent = values.place || words.whole;
  }

  // ---------------------------------------------------------------- copying

  function button(name, text) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = text;
    return made;
  }

  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
  }

  body.querySelectorAll(".cite-style").forEach(function (style) {
    var copy = button("cite-copy", words.copy);
    var text = style.querySelector(".cite-text");
    copy.setAttribute("aria-describedby", style.querySelector(".cite-name").id);
    copy.addEventListener("click", function () {
      if (!navigator.clipboard) { select(text); return; }
      navigator.clipboard.writeText(text.textContent).then(function () {
        copy.textContent = words.copied;
        window.setTimeout(function () { copy.textContent = words.copy; }, 2000);
      }, function () { select(text); });
    });
    style.insertBefore(copy, text);
  });

  // ---------------------------------------------------------------- the dialog

  var dialog = document.createElement("dialog");
  if (typeof dialog.showModal === "function") {
    dialog.className = "cite-dialog";
    dialog.setAttribute("aria-label", words.title);
    var head = document.createElement("div");
    head.className = "cite-head";
    var title = document.createElement("p");
    title.textContent = words.title;
    var close = button("cite-close", words.close);
    close.addEventListener("click", function () { dialog.close(); });
    head.append(title, close);
    dialog.append(head);
    dialog.addEventListener("close", function () { folded.append(body); });
    document.body.append(dialog);
    document.addEventListener("click", function (event) {
      if (!(event.target instanceof Element) || !event.target.closest("a.cite-here")) return;
      event.preventDefault();
      fill();
      dialog.append(body);
      dialog.showModal();
    });
  }
  folded.addEventListener("toggle", function () { if (folded.open) fill(); });
  fill();

  // ---------------------------------------------------------------- has the text changed since it was cited?

  function compare() {
    var old = new URLSearchParams(window.location.search).get("v");
    document.querySelectorAll(".changed").forEach(function (each) { each.remove(); });
    var found = here();
    var now = found.versioned.dataset.version;
    if (!/^[0-9a-f]{8}$/.test(old || "") || old === now) return;
    var said = document.createElement("p");
    said.className = "changed";
    said.setAttribute("role", "status");
    said.textContent = words.changed.replace("{old}", old).replace("{new}", now);
    var first = document.querySelector(".report-body");
    if (!found.target) first.prepend(said);
    else if (found.versioned.matches("section")) found.versioned.prepend(said);
    else found.versioned.closest(".passage").before(said);
    said.scrollIntoView();
  }
  compare();
  window.addEventListener("hashchange", function () { fill(); compare(); });
})();
