/*
 * Reads the index: sitegen/search/shards.py says what lies where. No document, no network: `load(name)` is
 * given and answers with the unpacked bytes of a file of the index.
 */
(function (scope) {
  "use strict";

  const FIELDS = ["title", "heading", "lead", "body"];
  const TITLE = 0, HEADING = 1, LEAD = 2, BODY = 3, HEADING_PAIRS = 4, TEXT_PAIRS = 5;
  const ELSEWHERE = 64, MARK = 3, ROOM = 32, SMALL_PACK = 4, GB18030 = 103;

  /** Returns the bytes of a file of the index: base64 of what was deflated. */
  async function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function readNumber(bytes, cursor) {
    let number = 0, factor = 1, byte;
    do {
      byte = bytes[cursor.at++];
      number += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    return number;
  }

  /** Reads text, which is GB18030 (a sixth shorter than UTF-8) where its first byte says so. */
  function readText(bytes) {
    return bytes[0] === GB18030 ? new TextDecoder("gb18030").decode(bytes.subarray(1)) : new TextDecoder().decode(bytes);
  }

  function readLines(bytes, cursor) {
    const size = readNumber(bytes, cursor), text = new TextDecoder().decode(bytes.subarray(cursor.at, cursor.at += size));
    return text === "" ? [] : text.split("\n");
  }

  /**
   * Reads the directory of a shard: term → {term, fields, large, bytes}; `large` is the mark of a file of its own, or "".
   * `names` are the other names of what may be typed, [written, name, …] each, or a name alone that typing may go on to;
   * `common` are words of everyday language, whether the archive has them or not.
   */
  function readShard(bytes) {
    const cursor = { at: 0 }, shard = new Map();
    const lines = readLines(bytes, cursor), isCommon = (line) => line.startsWith("~");
    shard.names = lines.filter((line) => !isCommon(line)).map((line) => line.split(/[=|]/));
    shard.common = new Set(lines.filter(isCommon).flatMap((line) => Array.from(line.slice(2), (second) => line[1] + second)));
    const terms = readLines(bytes, cursor);
    const masks = bytes.subarray(cursor.at, cursor.at += terms.length);
    const directory = terms.map((term, number) => ({ term, fields: readFields(masks[number], bytes, cursor), large: "" }));
    directory.forEach((entry, number) => {
      if (masks[number] & ELSEWHERE) entry.large = String.fromCharCode(...bytes.subarray(cursor.at, cursor.at += MARK));
    });
    let at = cursor.at;
    for (const entry of directory) {
      let start = entry.large ? 0 : at;
      for (const part of entry.fields) {
        part.start = start;
        part.end = start + part.places;
        part.middle = part.end + part.lengths;
        start = part.middle + part.frequencies;
      }
      if (!entry.large) at = start;
      entry.bytes = entry.large ? null : bytes;
      shard.set(entry.term, entry);
    }
    return shard;
  }

  function readFields(mask, bytes, cursor) {
    const fields = [];
    for (let field = 0; field <= TEXT_PAIRS; field++) {
      if (mask >> field & 1) {
        const entries = readNumber(bytes, cursor), places = readNumber(bytes, cursor), isWord = field <= BODY;
        fields.push({ field, entries, places, lengths: isWord ? readNumber(bytes, cursor) : 0, frequencies: isWord ? readNumber(bytes, cursor) : 0 });
      }
    }
    return fields;
  }

  /** Calls `visit(entry, field, frequency, length)` for every posting of a term in a field that `wanted` has. */
  function visitPostings(entry, wanted, visit) {
    // Postings in a file of their own are fetched for what a query asks, not for all neighbours of a particle in it.
    if (!entry.bytes) return;
    for (const part of entry.fields) {
      if (!(wanted >> part.field & 1)) continue;
      const cursor = { at: part.start }, lengths = { at: part.end }, frequencies = { at: part.middle }, field = part.field;
      const spreads = field === TITLE || field === HEADING || field === HEADING_PAIRS;
      let number = 0;
      while (cursor.at < part.end) {
        number += readNumber(entry.bytes, cursor);
        let count = spreads ? readNumber(entry.bytes, cursor) + 1 : 1;
        let frequency = 0, length = 0;
        if (field <= BODY) {
          length = readNumber(entry.bytes, lengths);
          frequency = readNumber(entry.bytes, frequencies) + 1;
        }
        for (; count > 0; count--) visit(number++, field, frequency, length);
      }
    }
  }

  /** Returns clauses as [anchor, start, end]. */
  function readClauses(anchor, clauses) {
    if (typeof clauses[0] !== "number") return clauses;
    return pairs(clauses).map(([start, end], at) => [anchor + "-c" + (at + 1), start, end]);
  }

  /** Returns the sums of all numbers up to each. */
  function sums(numbers) {
    let sum = 0;
    return numbers.map((number) => sum += number);
  }

  /** Returns pairs [one, other] of a flat list. */
  function pairs(list) {
    return list.filter((_, at) => at % 2 === 0).map((one, at) => [one, list[2 * at + 1]]);
  }

  /** Reads a pack (sitegen/search/packs.py): {report, ids, titles, stretches, sections, entries}. */
  function readPack([report, ids, titles, stretches, anchors, parents, headings, entryAnchors, ofSections, leads, clauses, texts]) {
    const sections = [];
    anchors.forEach((anchor, at) => {
      const above = parents[at] < 0 ? "" : sections[parents[at]][0];
      sections.push([typeof anchor === "number" ? above + "-" + anchor : anchor, parents[at], headings[at]]);
    });
    const entries = entryAnchors.map((anchor, at) => {
      const section = ofSections[at], above = section < 0 ? "" : sections[section][0];
      const full = typeof anchor === "number" ? above + "-p" + anchor : anchor;
      return { sections, anchor: full, section, text: texts[at], lead: leads[at], clauses: readClauses(full, clauses[at]) };
    });
    let held = 0;
    const places = pairs(stretches).map(([first, count]) => ({ first, at: (held += count) - count }));
    return { report, ids, titles, places, entries };
  }

  /** Writes out the columns of the reports: {issuer, region, kind, year, first}, and the number after the last entry. */
  function readReports({ office, kind, year: years, rooms }) {
    const column = ([values, steps]) => sums(steps).map((place) => values[place]), year = sums(years);
    const of = (part) => column([office[0].map(part), office[1]]), ends = sums(rooms.map((count) => count * ROOM));
    return {
      year, kind: column(kind), issuer: of(([issuer]) => issuer), region: of(([, ...region]) => region),
      first: [0, ...ends.slice(0, -1)].slice(0, year.length), end: ends[ends.length - 1] || 0,
    };
  }

  /** Returns the mark of file number `at`; neighbours have one together. */
  function markAt([together, text], at) {
    const start = MARK * Math.floor(at / together);
    return text.slice(start, start + MARK);
  }

  /** Returns the last place in the sorted `numbers` that is not above `number`. */
  function lastUpTo(numbers, number) {
    let low = 0, high = numbers.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (numbers[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The index of an archive; `open` before anything else. `load(name, mark)` answers with the bytes of a file, `runFurther` runs
   * the scripts that an ordinary question does without.
   */
  class Index {
    constructor(load, runFurther) {
      this.load = load;
      this.runFurther = runFurther;
      this.shards = new Map();
      this.packs = new Map();
    }

    /** Opens the index, once however many ask; where it failed, the next one tries again. */
    open() {
      this.opening = this.opening || this.readManifest().catch((error) => {
        this.opening = null;
        throw error;
      });
      return this.opening;
    }

    /** Makes sure that the scripts of `search-further.js` are there. */
    async further() {
      if (!scope.sitegenSuggest) await this.runFurther();
    }

    async readManifest() {
      const manifest = JSON.parse(readText(await this.load("manifest", "")));
      manifest.reports = readReports(manifest.reports);
      manifest.end = manifest.reports.end;
      this.marks = new Map(Object.entries(manifest.tables));
      this.nameShards(manifest);
      scope.sitegenFold.addTraditional(manifest.traditional);
      this.manifest = manifest;
      return manifest;
    }

    /** Whether the text of a result brings that of many neighbours along: then less is fetched before somebody asks for it. */
    get isLarge() {
      return this.manifest.packed > SMALL_PACK;
    }

    /** Gives each shard its mark: they stand in the order of groups and parts. */
    nameShards({ groups, splits, shards }) {
      let at = 0;
      for (let group = 0; group < groups; group++) {
        for (let part = 0; part < 1 << Number(splits[group]); part++) {
          this.marks.set("s/" + group.toString(16) + "-" + part.toString(16), markAt(shards, at++));
        }
      }
    }

    async json(name) {
      return JSON.parse(readText(await this.load(name, this.marks.get(name))));
    }

    /** Returns the names of the shards with the terms that begin with `pair`, one character or two; or with it alone. */
    shardNames(pair, alone = false) {
      const [first, second] = Array.from(pair);
      const code = first.codePointAt(0), group = code & this.manifest.groups - 1;
      const parts = 1 << Number(this.manifest.splits[group]);
      const name = (part) => "s/" + group.toString(16) + "-" + part.toString(16);
      if (second || alone) return [name((second ? second.codePointAt(0) : Math.floor(code / this.manifest.groups)) & parts - 1)];
      return Array.from({ length: parts }, (_, part) => name(part));
    }

    /** Loads the shards of all `pairs`, together. */
    async want(pairs) {
      const names = new Set(pairs.flatMap((pair) => this.shardNames(pair)));
      await Promise.all(Array.from(names, (name) => this.shard(name)));
    }

    async shard(name) {
      if (!this.shards.has(name)) this.shards.set(name, readShard(await this.load(name, this.marks.get(name))));
      return this.shards.get(name);
    }

    /** Returns a term of a loaded shard, or undefined. */
    term(text) {
      const [first, second] = Array.from(text);
      const shard = this.shards.get(this.shardNames(first + (second || ""), true)[0]);
      return shard && shard.get(text);
    }

    /** Tells whether a text is a word of everyday language that a loaded shard knows. */
    isCommon(text) {
      const shard = Array.from(text).length === 2 && this.shards.get(this.shardNames(text)[0]);
      return Boolean(shard) && shard.common.has(text);
    }

    /** Returns the words of loaded shards that begin with `text` and go on, as [word, entries], the most frequent first. */
    wordsFrom(text) {
      const found = [];
      for (const name of this.shardNames(Array.from(text).slice(0, 2).join(""))) {
        for (const { term, fields } of (this.shards.get(name) || new Map()).values()) {
          if (!term.startsWith(text) || term === text) continue;
          const entries = fields.reduce((sum, part) => sum + (part.field <= BODY ? part.entries : 0), 0);
          if (entries) found.push([term, entries]);
        }
      }
      return found.sort(([one, some], [two, others]) => others - some || (one < two ? -1 : 1));
    }

    /** Returns the names in loaded shards that begin with `text` and go on, the most printed first. */
    namesFrom(text) {
      const { fold } = scope.sitegenFold, shards = this.shardNames(Array.from(text).slice(0, 2).join("")).map((name) => this.shards.get(name));
      const names = shards.filter(Boolean).flatMap((shard) => shard.names).filter((group) => group.length === 1).flat();
      return names.filter((name) => fold(name).text.startsWith(text) && fold(name).text !== text);
    }

    /** Returns the other names that the loaded shards know, as [written, name, …]. */
    names() {
      return Array.from(this.shards.values(), (shard) => shard.names).flat().filter((group) => group.length > 1);
    }

    /** Returns all pairs of loaded shards that begin with `character`, and `character` itself. */
    pairsWith(character) {
      const found = [];
      for (const name of this.shardNames(character)) {
        for (const entry of (this.shards.get(name) || new Map()).values()) {
          if (entry.term.startsWith(character) && Array.from(entry.term).length <= 2) found.push(entry);
        }
      }
      return found;
    }

    /** Loads the postings of terms that have a file of their own. */
    async fill(entries) {
      await Promise.all(Array.from(new Set(entries)).filter((entry) => !entry.bytes).map(async (entry) => {
        const bytes = new TextEncoder().encode(entry.term);
        const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
        entry.bytes = await this.load("b/" + name, entry.large);
      }));
    }

    /** Returns the number of the pack that has the shown text of an entry. */
    packOf(entry) {
      return Math.floor(entry / this.manifest.packed);
    }

    /** Returns the mark of a pack: packs of a report share one, where a pack does not hold several reports. */
    markOfPack(pack) {
      const { packed, packs } = this.manifest;
      return markAt(packs, packed > ROOM ? pack : this.reportOf(pack * packed));
    }

    /** Returns what is shown of an entry: {id, title, sections, anchor, section, text, lead, clauses}. */
    async shown(entry) {
      const pack = this.packOf(entry), name = "p/" + pack.toString(16);
      if (!this.packs.has(name)) {
        this.marks.set(name, this.markOfPack(pack));
        this.packs.set(name, this.json(name).then(readPack).catch((error) => { this.packs.delete(name); throw error; }));
      }
      const { report, ids, titles, places, entries } = await this.packs.get(name), own = this.reportOf(entry) - report;
      const place = places[lastUpTo(places.map(({ first }) => first), entry)];
      return { id: ids[own], title: titles[own], ...entries[entry - place.first + place.at] };
    }

    /** Returns the number of the report that an entry belongs to. */
    reportOf(entry) {
      return lastUpTo(this.manifest.reports.first, entry);
    }
  }

  scope.sitegenIndex = {
    Index, unpack, readNumber, visitPostings, FIELDS, TITLE, HEADING, LEAD, BODY, HEADING_PAIRS, TEXT_PAIRS,
  };
})(typeof self === "undefined" ? globalThis : self);
