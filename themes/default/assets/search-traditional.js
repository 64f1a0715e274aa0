/* Traditional characters that the archive does not print: their table is fetched where a query may have some. */
(function (scope) {
  "use strict";

  const { fold, addTraditional } = scope.sitegenFold;

  // The common characters, rows 16 to 55 of GB 2312, are simplified; one of them is both.
  const ROWS = [0xb0, 0xd7], CELLS = [0xa1, 0xfe], BOTH = "乾";
  let common = null;

  function commonCharacters() {
    const codes = [];
    for (let row = ROWS[0]; row <= ROWS[1]; row++) for (let cell = CELLS[0]; cell <= CELLS[1]; cell++) codes.push(row, cell);
    return new Set(new TextDecoder("gb18030").decode(new Uint8Array(codes)).replace(BOTH, ""));
  }

  /** Tells whether a character may be traditional: no common one, and none that a loaded shard has, for those are simplified. */
  function isSuspect(index, character) {
    common = common || commonCharacters();
    if (common.has(character) || !/\p{Script=Han}/u.test(character)) return false;
    return !Array.from(index.shards.values()).some((shard) => Array.from(shard.keys()).some((term) => term.includes(character)));
  }

  /** Loads the table of all traditional characters, once, where a unit that the archive does not have may have some; tells whether `typed` reads otherwise with it. */
  async function load(index, typed, units) {
    const unknown = units.filter((unit) => !unit.known).map((unit) => unit.text).join("");
    if (index.knowsTraditional || !Array.from(unknown).some((character) => isSuspect(index, character))) return false;
    index.knowsTraditional = true;
    const before = fold(typed).text;
    addTraditional(await index.json("traditional"));
    return fold(typed).text !== before;
  }

  scope.sitegenTraditional = { load };
})(typeof self === "undefined" ? globalThis : self);
