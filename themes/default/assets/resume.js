// The reading position: a report that was left half-read offers, when it is opened again, to go on where it was left.
// What is kept (the section of the last thirty reports) stays in this browser and is told to nobody.
"use strict";

(function () {
  var KEY = "sitegen-places";
  var MOST = 30;
  var words = document.currentScript.dataset;
  var body = document.querySelector(".report-body");

  function read() {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; }
  }

  // The section at the upper third of the window; none before the first and at the end, where nothing is left to read.
  function here() {
    var middle = body.getBoundingClientRect();
    if (middle.top > 0 || middle.bottom < window.innerHeight + 200) return null;
    var at = document.elementFromPoint(middle.left + 40, window.innerHeight / 3);
    return at && at.closest(".report-body section[id]");
  }

  function remember() {
    var section = here();
    var places = read().filter(function (each) { return each[0] !== location.pathname; });
    if (section) places.unshift([location.pathname, section.id]);
    try { localStorage.setItem(KEY, JSON.stringify(places.slice(0, MOST))); } catch (error) { /* storage is off */ }
  }

  function offer(section) {
    var box = document.createElement("p");
    box.className = "resume";
    var link = document.createElement("a");
    link.href = "#" + section.id;
    link.textContent = words.resume + section.querySelector(".heading > :first-child").textContent;
    var close = document.createElement("button");
    close.type = "button";
    close.textContent = words.close;
    function remove() { box.remove(); }
    link.addEventListener("click", remove);
    close.addEventListener("click", remove);
    box.append(link, close);
    document.querySelector("main").prepend(box);
    document.addEventListener("scroll", function away() {
      if (body.getBoundingClientRect().top > 0) return;
      document.removeEventListener("scroll", away);
      remove();
    }, { passive: true });
  }

  var place = read().find(function (each) { return each[0] === location.pathname; });
  var section = place && document.getElementById(place[1]);
  if (section && section.matches("section") && !location.hash && window.scrollY < 100) offer(section);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") remember();
  });
  window.addEventListener("pagehide", remember);
})();
