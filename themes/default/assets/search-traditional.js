/* Traditional characters that the archive does not print: their table is fetched where a query may have some. */
(function (scope) {
  "use strict";

  const { fold, addTraditional } = scope.sitegenFold;

  /** Loads the table of all traditional characters, once; tells whether `typed` reads otherwise with it. */
  async function load(index, typed) {
    if (index.knowsTraditional) return false;
    index.knowsTraditional = true;
    const before = fold(typed).text;
    addTraditional(await index.json("traditional"));
    return fold(typed).text !== before;
  }

  scope.sitegenTraditional = { load };
})(typeof self === "undefined" ? globalThis : self);
