// A box that filters the names on this page as one types, by their own words or by the title that they stand
// under: no server, no index, nothing fetched.
// Without this script the page is complete, and its groups and pages lead on.
"use strict";

(function () {
  var words = document.currentScript.dataset;
  var lists = document.querySelectorAll("[data-filter]");
  var items = [];
  function itemsOf(list) {
    return Array.from(list.children).filter(function (item) { return !("title" in item.dataset); });
  }
  lists.forEach(function (list) { items = items.concat(itemsOf(list)); });
  if (items.length < 8) return;

  var box = document.createElement("p");
  box.className = "filter";
  var label = document.createElement("label");
  label.textContent = words.label + " ";
  var input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  label.append(input);
  var found = document.createElement("span");
  found.setAttribute("role", "status");
  box.append(label, " ", found);
  document.querySelector("main .lead-in").after(box);

  var names = items.map(function (item) {
    var name = item.querySelector("th") || item.querySelector("a") || item;
    var group = item.closest("section, tbody");
    var title = group && group.querySelector("h2, [data-title]");
    return ((title ? title.textContent + " " : "") + name.textContent).normalize("NFKC").toLowerCase();
  });

  function filter() {
    var typed = input.value.normalize("NFKC").trim().toLowerCase();
    var count = 0;
    items.forEach(function (item, at) {
      item.hidden = typed !== "" && !names[at].includes(typed);
      if (!item.hidden) count += 1;
    });
    lists.forEach(function (list) {
      var group = list.closest("section, tbody");
      if (group) group.hidden = !itemsOf(list).some(function (item) { return !item.hidden; });
    });
    found.textContent = typed ? words.found.replace("{n}", count) : "";
  }
  // letters of an unfinished pinyin input are not what is meant
  input.addEventListener("input", function (event) { if (!event.isComposing) filter(); });
  input.addEventListener("compositionend", filter);
})();
