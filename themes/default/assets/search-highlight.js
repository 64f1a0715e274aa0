/*
 * On a report that a search result leads to (`?q=…#anchor`): marks the matches without touching the document, so
 * that selecting, copying and reading aloud are as before. Browsers without the Custom Highlight API show none.
 */
// @import "search-fold.js";
(function () {
  "use strict";

  const typed = new URLSearchParams(location.search).get("q");
  if (!typed || !self.CSS || !CSS.highlights || !self.sitegenFold) return;
  const { fold, occurrences } = self.sitegenFold;
  const terms = Array.from(typed).slice(0, 400).join("").split(/\s+/).map((part) => fold(part).text).filter(Boolean).slice(0, 16);

  /** Joins the text nodes below `root` into one text and remembers where each begins. */
  function textOf(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return { text, nodes };
  }

  function place(nodes, offset, atEnd) {
    let low = 0, high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (atEnd ? nodes[middle].start < offset : nodes[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return [nodes[low].node, offset - nodes[low].start];
  }

  function highlight() {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const target = (anchor && document.getElementById(anchor)) || document.querySelector("main");
    CSS.highlights.delete("search-match");
    if (!target) return;
    const block = target.closest("p, li, table, section") || target;
    const { text, nodes } = textOf(block);
    const ranges = occurrences(fold(text), terms).map(([start, end]) => {
      const range = new Range();
      range.setStart(...place(nodes, start, false));
      range.setEnd(...place(nodes, end, true));
      return range;
    });
    if (ranges.length) CSS.highlights.set("search-match", new Highlight(...ranges));
  }

  highlight();
  addEventListener("hashchange", highlight);
})();
