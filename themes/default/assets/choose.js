// Any two offices side by side by initiative: each office's file says what it tells of, and with which words.
// The address holds the choice (?left=shanghai&right=hangzhou; names are understood too), so it can be kept and sent on.
// @import "search-loader.js";
"use strict";

(function () {
  var page = document.getElementById("choose");
  var words = page.dataset;
  var form = page.querySelector("form");
  var inputs = [form.elements.left, form.elements.right];
  var status = document.getElementById("choose-status");
  var chosen = document.getElementById("chosen");
  var options = Array.from(document.getElementById("offices").options);
  var known = new Map();
  var heading = page.querySelector("h1");
  var usual = document.title;
  var asked = 0;
  form.hidden = false;
  heading.tabIndex = -1;

  self.sitegenOffice = function (office) { known.set(office.office, office); };

  function officeOf(typed) {
    var wanted = typed.trim();
    var found = options.find(function (each) { return each.value === wanted || each.dataset.office === wanted; });
    // a part of a name is enough where only one office has it
    var some = found || !wanted ? [] : options.filter(function (each) { return each.value.includes(wanted); });
    return found || (some.length === 1 ? some[0] : null);
  }

  function fetched(office) {
    if (known.has(office)) return Promise.resolve(known.get(office));
    return sitegenSearch.run(words.root + "issuers/" + office + "/initiatives.js").then(function () { return known.get(office); });
  }

  function pageAt(path) {
    return words.home.replace(/index\.html$/, "") + path;
  }

  // ---------------------------------------------------------------- what is shown

  // {n}, {n:,} and {name} of a string of the theme, by `values`
  function said(template, values) {
    return template.replace(/\{(\w+)(?::,)?\}/g, function (_, name) { return values[name]; });
  }

  function copyOf(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
  }

  function sideBlock(told, name) {
    var block = copyOf("side");
    var spans = block.querySelectorAll("span");
    spans[0].textContent = name;
    if (told.count > 1) spans[1].textContent = said(words.places, { n: told.count });
    else spans[1].remove();
    var link = block.querySelector("a");
    link.href = pageAt(told.at);
    link.textContent = said(words.year, { year: told.year });
    block.querySelector("blockquote p").textContent = told.text;
    if (told.figures.length) block.append(figureList(told.figures));
    return block;
  }

  function figureList(figures) {
    var list = document.createElement("ul");
    list.className = "side-figures";
    figures.forEach(function (figure) {
      var item = document.createElement("li");
      var number = document.createElement("strong");
      number.textContent = figure[1];
      item.append(figure[0] + " ", number);
      if (figure[2]) item.append(" " + words.target);
      list.append(item);
    });
    return list;
  }

  function pairBlock(sides, names) {
    var block = copyOf("pair");
    var told = sides[0] || sides[1];
    var link = block.querySelector("a");
    link.href = pageAt(told.page);
    link.textContent = told.name;
    sides.forEach(function (side, at) { if (side) block.append(sideBlock(side, names[at])); });
    return block;
  }

  function section(id, title, rows, names) {
    var block = document.createElement("section");
    block.className = "group";
    var head = document.createElement("h2");
    head.id = id;
    head.textContent = title;
    block.append(head);
    var field = null;
    rows.forEach(function (row) {
      var own = (row[0] || row[1]).field;
      if (own !== field) {
        var part = document.createElement("h3");
        part.textContent = field = own;
        block.append(part);
      }
      block.append(pairBlock(row, names));
    });
    return block;
  }

  function ordered(rows) {
    function key(row) { var told = row[0] || row[1]; return [told.field, told.page]; }
    return rows.sort(function (a, b) {
      var one = key(a), other = key(b);
      return one[0] === other[0] ? (one[1] < other[1] ? -1 : 1) : (one[0] < other[0] ? -1 : 1);
    });
  }

  // a long title breaks beside the names, not in them
  function titled(names) {
    var parts = words.title.split(/\{(left|right)\}/);
    heading.className = "phrased";
    heading.replaceChildren();
    parts.forEach(function (part, at) {
      heading.append(at % 2 ? names[part === "left" ? 0 : 1] : part, document.createElement("wbr"));
    });
    if (form.contains(document.activeElement)) heading.focus({ preventScroll: true });
  }

  function show(left, right) {
    var names = [left.name, right.name];
    var there = new Map(right.told.map(function (told) { return [told.page, told]; }));
    var both = [], here = [];
    left.told.forEach(function (told) {
      if (there.has(told.page)) both.push([told, there.get(told.page)]);
      else here.push([told, null]);
      there.delete(told.page);
    });
    var only = Array.from(there.values(), function (told) { return [null, told]; });
    var title = said(words.title, { left: names[0], right: names[1] });
    titled(names);
    document.title = title + usual.slice(usual.lastIndexOf(" - "));
    status.textContent = "";
    var parts = [
      ["both", said(words.both, { n: both.length }), both],
      ["left-only", said(words.only, { office: names[0], n: here.length }), here],
      ["right-only", said(words.only, { office: names[1], n: only.length }), only],
    ];
    var counts = chosen.querySelector(".step-counts");
    counts.replaceChildren();
    chosen.querySelectorAll(".group").forEach(function (old) { old.remove(); });
    parts.forEach(function (part) {
      if (part[0] !== "both" && !part[2].length) return;
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#" + part[0];
      link.textContent = part[1];
      item.append(link);
      counts.append(item);
      chosen.append(section(part[0], part[1], ordered(part[2]), names));
    });
    chosen.hidden = false;
  }

  // ---------------------------------------------------------------- what is asked for

  function refuse(input, why) {
    input.setCustomValidity(why);
    input.reportValidity();
    status.textContent = why;
  }

  /** Compare what the two boxes name; returns the offices, or null where one is not known. */
  function compare() {
    var found = inputs.map(function (input) { return officeOf(input.value); });
    var missing = found.indexOf(null);
    if (missing >= 0 || found[0] === found[1]) {
      var input = inputs[missing >= 0 ? missing : 1];
      refuse(input, missing >= 0 ? said(words.unknown, { name: input.value.trim() }) : words.same);
      return null;
    }
    inputs.forEach(function (input, at) { input.value = found[at].value; });
    var offices = found.map(function (each) { return each.dataset.office; });
    var own = asked += 1;
    status.textContent = words.loading;
    chosen.hidden = true;
    Promise.all(offices.map(fetched)).then(function (both) {
      if (own === asked) show(both[0], both[1]);
    }).catch(function () {
      if (own === asked) status.textContent = words.failed;
    });
    return offices;
  }

  function fromAddress() {
    var asks = new URLSearchParams(location.search);
    inputs.forEach(function (input) {
      var value = asks.get(input.name) || "";
      var office = value && officeOf(value);
      input.value = office ? office.value : value;
    });
    chosen.hidden = true;
    if (inputs[0].value && inputs[1].value) compare();
    else if (inputs[0].value) inputs[1].focus();
  }

  inputs.forEach(function (input) {
    input.addEventListener("input", function () { input.setCustomValidity(""); });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var offices = compare();
    if (offices) history.pushState(null, "", "?" + new URLSearchParams({ left: offices[0], right: offices[1] }));
  });
  document.getElementById("swap").addEventListener("click", function () {
    inputs[0].value = [inputs[1].value, inputs[1].value = inputs[0].value][0];
    if (inputs[0].value && inputs[1].value) form.requestSubmit();
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
