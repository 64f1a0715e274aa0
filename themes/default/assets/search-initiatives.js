/*
 * Which entries tell of which initiative (sitegen/search/initiatives.py says what lies where): to filter by one, and to count each
 * among what was found. Nothing of it is fetched before somebody asks.
 */
(function (scope) {
  "use strict";

  const nameOf = (file) => "i/" + file.toString(16);

  /** Returns the table: {names, aliases, files}, and for each initiative the file that it is in. */
  function tableOf(index) {
    index.told = index.told || index.json("initiatives").then((table) => {
      table.files.forEach(([mark], file) => index.marks.set(nameOf(file), mark));
      table.fileOf = table.files.flatMap(([, count], file) => Array(count).fill(file));
      table.entries = [];
      return table;
    }).catch((error) => { index.told = null; throw error; });
    return index.told;
  }

  /** Reads the entries of all initiatives in a file, from the one numbered `number` on. */
  function read(bytes, table, number) {
    const { readNumber } = scope.sitegenIndex, cursor = { at: 0 };
    for (; cursor.at < bytes.length; number++) {
      let entry = 0;
      table.entries[number] = Array.from({ length: readNumber(bytes, cursor) }, () => entry += readNumber(bytes, cursor));
    }
  }

  /** Loads the entries of the initiatives with the given numbers. */
  async function load(index, table, numbers) {
    const files = new Set(numbers.filter((number) => !table.entries[number]).map((number) => table.fileOf[number]));
    await Promise.all(Array.from(files, async (file) => {
      read(await index.load(nameOf(file), index.marks.get(nameOf(file))), table, table.fileOf.indexOf(file));
    }));
  }

  /** Returns a mark for each entry that tells of the initiative with this name; none for a name that the archive does not have. */
  async function marksOf(index, name) {
    const table = await tableOf(index), number = table.names.indexOf(name), marks = new Uint8Array(index.manifest.end);
    if (number < 0) return marks;
    await load(index, table, [number]);
    for (const entry of table.entries[number]) marks[entry] = 1;
    return marks;
  }

  /**
   * Returns [name, count, other names] of each initiative that counts anything, the most first. `thingOf` tells what an entry
   * counts as (the entry itself, its report), -1 for nothing; what stands side by side and is the same counts once.
   */
  async function counts(index, thingOf) {
    const table = await tableOf(index), found = [];
    await load(index, table, Array.from(table.names.keys()));
    table.entries.forEach((entries, number) => {
      let count = 0, last = -1;
      for (const entry of entries) {
        const thing = thingOf(entry);
        if (thing < 0 || thing === last) continue;
        last = thing;
        count++;
      }
      if (count) found.push([table.names[number], count, table.aliases[number]]);
    });
    return found.sort((one, two) => two[1] - one[1]);
  }

  scope.sitegenInitiatives = { marksOf, counts };
})(typeof self === "undefined" ? globalThis : self);
