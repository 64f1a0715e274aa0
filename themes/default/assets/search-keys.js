/*
 * The arrow keys in the search page: from the box to the results, from one to the next, and back. While an input method
 * composes they belong to it, as does Esc.
 */
(function () {
  "use strict";

  const box = document.getElementById("q"), lists = document.querySelectorAll("#search-results, #search-partial");

  /** The links of the results that can be seen, from top to bottom. */
  function links() {
    return Array.from(lists, (list) => Array.from(list.querySelectorAll("h3 a"))).flat().filter((link) => link.offsetParent);
  }

  /** Returns where a key leads from the link numbered `at` (-1: the box); null if nowhere. */
  function target(key, at, all) {
    if (key === "ArrowDown") return all[at + 1] || null;
    if (at < 0) return null;
    if (key === "ArrowUp") return all[at - 1] || box;
    return key === "Escape" ? box : null;
  }

  document.addEventListener("keydown", (event) => {
    const isTyped = event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (isTyped || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    const all = links(), at = all.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== box) return;
    const next = target(event.key, at, all);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
