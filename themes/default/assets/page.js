// What a page can do with a script; without one, everything is still readable and every link still leads.
//  - the “#” beside a passage copies its link
//  - a printed page says on which day it was printed
//  - the switch to larger type (长辈版) is remembered
//  - the table of contents follows the reader; on a small screen the bar at the foot says where they are
"use strict";

(function () {
  // ---------------------------------------------------------------- copy-links

  var notice = document.createElement("p");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  document.body.append(notice);

  function say(words) {
    notice.textContent = words;
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(function () { notice.textContent = ""; }, 2500);
  }

  // The link itself is followed too, so that the address bar holds it where the clipboard is not allowed.
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element && event.target.closest("a.anchor");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var words = document.body.dataset;
    if (!navigator.clipboard) { say(words.copyFailed); return; }
    navigator.clipboard.writeText(link.href.replace(window.location.search, "")).then(
      function () { say(words.copied); },
      function () { say(words.copyFailed); });
  });

  // ---------------------------------------------------------------- on paper

  window.addEventListener("beforeprint", function () {
    var now = new Date();
    var day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (part) { return String(part).padStart(2, "0"); }).join("-");
    document.querySelectorAll(".print-day").forEach(function (each) {
      each.textContent = each.dataset.words.replace("{day}", day);
    });
  });

  // ---------------------------------------------------------------- 长辈版

  // A page of the larger kind (large/…) has a link to the usual one in place of the switch.
  var root = document.documentElement;
  var large = document.getElementById("large");

  function remember(isLarge) {
    try {
      if (isLarge) localStorage.setItem("reading", "large"); else localStorage.removeItem("reading");
    } catch (error) { /* storage is off: the switch holds for this page */ }
  }

  function enlarge() {
    root.classList.toggle("large", large.checked);
    remember(large.checked);
  }

  if (large) {
    large.checked = large.checked || root.classList.contains("large");
    large.addEventListener("change", enlarge);
    if (large.checked) enlarge();
  } else {
    document.querySelector("a.large-switch").addEventListener("click", function () { remember(false); });
  }

  // ---------------------------------------------------------------- notes: a marker opens them in every browser

  function openNote() {
    var target = document.getElementById(window.location.hash.slice(1));
    var folded = target && target.closest("details.related");
    if (folded) folded.open = true;
  }
  window.addEventListener("hashchange", openNote);
  openNote();

  // ---------------------------------------------------------------- contents

  var contents = document.getElementById("contents");
  if (!contents) return;
  var folded = contents.querySelector("details");
  var wide = window.matchMedia("(min-width: 60rem)");
  // the style says where the contents stand: a theme, the window or the large mode may put them above the text
  function isBeside() { return window.getComputedStyle(contents).position === "sticky"; }
  function unfold() { folded.open = isBeside(); }
  wide.addEventListener("change", unfold);
  if (large) large.addEventListener("change", unfold);
  unfold();

  // On a phone the contents fold again once a section was chosen.
  contents.addEventListener("click", function (event) {
    if (event.target.closest("a") && !isBeside()) folded.open = false;
  });

  // A heading that has passed the upper third of the window is where the reader is.
  var links = new Map();
  contents.querySelectorAll("ol a").forEach(function (link) {
    var section = document.getElementById(link.hash.slice(1));
    if (section) links.set(section, link);
  });
  var here = document.querySelector(".to-contents-here");
  var visible = new Set();
  var current = null;

  function follow() {
    var inner = null;
    links.forEach(function (link, section) { if (visible.has(section)) inner = link; });
    if (!inner || inner === current) return;
    if (current) current.removeAttribute("aria-current");
    current = inner;
    current.setAttribute("aria-current", "location");
    if (here) here.textContent = current.textContent;
    if (!isBeside()) return;
    var box = contents.getBoundingClientRect();
    var row = current.getBoundingClientRect();
    if (row.top < box.top + 48 || row.bottom > box.bottom - 48) {
      contents.scrollTop += row.top - box.top - box.height / 3;
    }
  }

  if ("IntersectionObserver" in window) {
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) visible.add(entry.target); else visible.delete(entry.target);
      });
      follow();
    }, { rootMargin: "-30% 0px -69% 0px" });
    links.forEach(function (link, section) { observer.observe(section); });
  }
})();
