/*
 * Finds out where the units of a query stand. Strings are found by pairs of characters, so that nothing printed is missed;
 * an entry that has all pairs of a longer string comes into question and is verified when its text is at hand.
 */
(function (scope) {
  "use strict";

  const PLACE = /街道|[镇乡区县旗市州盟省]/;
  const { visitPostings, TITLE, HEADING, LEAD, BODY, HEADING_PAIRS, TEXT_PAIRS } = scope.sitegenIndex;
  const { pairsOf, unitsOf, subjects, singlesOf, onlyAsks } = scope.sitegenQuery;
  const { idf } = scope.sitegenScore;
  const IN_TEXT = 1, IN_HEADING = 2, IN_REPORT = 4, IN_OTHER_WORDS = 8, INSIDE = 16, RELATED = 32, ONE_OFFICE = 0.1, SECOND = 0.15;
  const LETTERS = /^[a-z]+$/, NUMBERS = /(?<![0-9a-z.])[0-9]{2,}(?![0-9a-z.%‰])/g, YEAR = /^[0-9]{4}年?$/, WORD_FIELDS = 15;
  // What may be a number that is also written otherwise (`search-numbers.js`): 十个, 四小时, but not 四个.
  const FIGURE = "[0-9〇零一二三四五六七八九十百千两]";
  const NUMBERED = new RegExp(FIGURE + "(?:分钟|小时|天|年|个月|[万亿].|成|点" + FIGURE + ")|(?:" + FIGURE + "{2}|十)[万亿分小天年个家台户名人项条座处所批件套公平亩吨元]|百分之", "u");
  const ENOUGH = 30, MOST_SHARDS = 4, LONGEST_LIST = 1000, MOST_STANDING = 32;
  const TEXT_FIELDS = 1 << LEAD | 1 << BODY | 1 << TEXT_PAIRS;

  /** Returns marks of where a pair, or a single character, stands: those that were asked for last are kept. */
  function standing(index, pair) {
    index.standing = index.standing || new Map();
    const entries = Array.from(pair).length > 1 ? [index.term(pair)].filter(Boolean) : index.pairsWith(pair), known = index.standing.get(pair);
    if (known && known.entries === entries.length && entries.every((entry) => entry.bytes)) return known.marks;
    const marks = new Uint8Array(index.manifest.end);
    for (const entry of entries) {
      visitPostings(entry, ~(1 << TITLE), (number, field) => {
        marks[number] |= field === HEADING || field === HEADING_PAIRS ? IN_HEADING : IN_TEXT;
      });
    }
    if (index.standing.size >= MOST_STANDING) index.standing.clear();
    if (entries.every((entry) => entry.bytes)) index.standing.set(pair, { entries: entries.length, marks });
    return marks;
  }

  /** Marks in `flags` where the string `text` may stand (all its pairs do). Returns false if nowhere. */
  function mark(index, text, flags) {
    let found = null;
    for (const pair of pairsOf(text)) {
      const here = fours(standing(index, pair));
      if (found) for (let at = 0; at < found.length; at++) found[at] &= here[at];
      else found = here.slice();
    }
    const into = fours(flags);
    let any = 0;
    for (let at = 0; at < found.length; at++) {
      into[at] |= found[at];
      any |= found[at];
    }
    return any !== 0;
  }

  /** Returns marks four at a time, for they are many and mostly none: each report has room for a multiple of them. */
  function fours(marks) {
    return new Uint32Array(marks.buffer);
  }

  /** Returns a mark for each entry that has `text` as a word. */
  function asWord(index, text) {
    const own = new Uint8Array(index.manifest.end), entry = index.term(text);
    if (entry) visitPostings(entry, WORD_FIELDS, (number) => { own[number] = 1; });
    return own;
  }

  /** As `mark`, but tells apart where letters are only inside another word: ai in domain. */
  function markWord(index, text, flags) {
    const found = mark(index, text, flags);
    if (!LETTERS.test(text) || !scope.sitegenQuery.wordEntries(index, text)) return found;
    const own = asWord(index, text);
    for (let at = 0; at < flags.length; at++) if (flags[at] && !own[at]) flags[at] = INSIDE;
    return found;
  }

  /** Marks in `flags` all entries of the reports that `names` name; tells whether they say whose or of when: a place, an office, a year. */
  function markReports(index, names, flags) {
    let matching = 0;
    const { first } = index.manifest.reports, end = index.manifest.end;
    const isOfOne = remembered(({ places, offices }) => names.some((text) => places.some((name) => name.startsWith(text)) || offices.some((name) => name.endsWith(text))));
    const isOfYear = remembered((years) => names.some((text) => years.includes(text)));
    factsOfReports(index).forEach(({ kind, origins, years }, report) => {
      const isOf = isOfYear(years) || isOfOne(origins);
      if (!isOf && !kind.includes(names[0])) return;
      const stop = report + 1 < first.length ? first[report + 1] : end;
      for (let at = first[report]; at < stop; at++) flags[at] |= IN_REPORT;
      matching += isOf ? 1 : 0;
    });
    // What some reports are of and others not is a condition.
    return matching > 0 && matching * 2 <= first.length;
  }

  /** Returns what is known of each report, folded; what many have in common (their office, their kind) is worked out once. */
  function factsOfReports(index) {
    if (!index.facts) {
      const { kind, issuer, region, year } = index.manifest.reports, fold = remembered((text) => scope.sitegenFold.fold(text).text);
      // Regions of one office are one list (`readReports`), so what is found by it is found for all its reports.
      const origins = new Map();
      const originsAt = (at) => {
        const known = origins.get(region[at]) || new Map();
        origins.set(region[at], known);
        if (!known.has(issuer[at])) known.set(issuer[at], originsOf(fold(issuer[at]), region[at].map(fold)));
        return known.get(issuer[at]);
      };
      const yearsOf = remembered((one) => [String(one), one + "年"]);
      index.facts = kind.map((text, at) => ({ kind: fold(text), origins: originsAt(at), years: yearsOf(year[at]) }));
    }
    return index.facts;
  }

  /** Returns a function that asks `work` once for each value. */
  function remembered(work) {
    const known = new Map();
    return (value) => {
      if (!known.has(value)) known.set(value, work(value));
      return known.get(value);
    };
  }

  /**
   * Returns the places that a report is of, and its office with and without these before it. The beginning of a place says which
   * one is meant (古美 of 古美路街道), that of another office what it does: 教育 of 教育局 is a subject like any other word.
   */
  function originsOf(issuer, regions) {
    let own = issuer;
    for (const region of regions) if (own.startsWith(region)) own = own.slice(region.length);
    own = own.replace(/^人民政府/, "");
    return { places: [...regions, issuer, own].filter((name) => PLACE.test(name)), offices: [issuer, own].filter(Boolean) };
  }

  function countFlags(flags, wanted = IN_TEXT | IN_HEADING | IN_OTHER_WORDS) {
    const marks = fours(flags);
    let count = 0;
    for (let four = 0; four < marks.length; four++) {
      if (!marks[four]) continue;
      for (let at = 4 * four; at < 4 * four + 4; at++) if (flags[at] & wanted) count++;
    }
    return count;
  }

  /** Returns what else the runs, whose shards are loaded, may be called (folded): a Map from what is written to its other names. */
  function namesIn(index, runs) {
    const found = noNames();
    const add = ([name, ...others]) => found.set(name, Array.from(new Set((found.get(name) || []).concat(others))));
    // A single character of several words counts where it stands by itself: 桥 of 桥断了, but no 办 of 办公.
    const single = new Set(runs.flatMap((run) => singlesOf(index, run)));
    const isAsked = (word, alone) => runs.some((run) => run === word || Array.from(word).length > 1 && run.includes(word)) || !alone && single.has(word);
    const groups = index.names().map((group) => group.map((name) => scope.sitegenFold.fold(name, true).text));
    // What is written may be several words, each of them one of several; each that is asked is then called so.
    for (const [written, ...others] of groups) {
      const parts = written.split(" ").map((part, _, all) => part.split("/").filter((word) => isAsked(word, all.length === 1)));
      if (!parts.every((words) => words.length)) continue;
      // What only asks (多少人) says under what the others are called so, and is called nothing itself: it stays beside the matter.
      for (const word of parts.length > 1 ? parts.flat().filter((one) => !onlyAsks(one)) : parts.flat()) {
        add([word, ...others]);
        if (parts.length > 1) found.related.set(word, new Set([...found.related.get(word) || [], ...others]));
      }
    }
    for (const run of runs.filter((one) => NUMBERED.test(one))) scope.sitegenNumbers.forms(run).forEach(add);
    return found;
  }

  /** Returns other names of nothing: a Map, as `namesIn`; `related` are those of words that only together are called so. */
  function noNames() {
    return Object.assign(new Map(), { related: new Map() });
  }

  /**
   * Returns the names that are worth what they cost. In a large archive each is some dozens of kilobytes: none where what is written
   * stands in enough places itself, else a few, before others those that several words are called.
   */
  async function namesWorth(index, query, aliases) {
    if (!index.isLarge || !aliases.size) return aliases;
    if (await standsOften(index, query)) return noNames();
    const kept = new Set(), shards = new Set();
    for (const name of namesInTurn(Array.from(aliases.values()))) {
      const own = scope.sitegenFold.runs(name).flatMap(pairsOf).flatMap((pair) => index.shardNames(pair)).filter((one) => !index.shards.has(one));
      if (kept.size && new Set([...shards, ...own]).size > MOST_SHARDS) continue;
      kept.add(name);
      for (const one of own) shards.add(one);
    }
    return Object.assign(new Map(Array.from(aliases, ([word, names]) => [word, names.filter((name) => kept.has(name))])), { related: aliases.related });
  }

  /** Returns the names of all lists: those in most of them first, then the first of each list, the second of each, and so on. */
  function namesInTurn(lists) {
    const late = (name) => {
      const places = lists.map((names) => names.indexOf(name)).filter((at) => at >= 0);
      return Math.min(...places) - places.length * LONGEST_LIST;
    };
    return Array.from(new Set(lists.flat())).sort((one, two) => late(one) - late(two));
  }

  /** Tells whether what is written stands in so many entries that nobody misses another name for it. */
  async function standsOften(index, query) {
    const runs = subjects(index, query), pairs = runs.flatMap(pairsOf);
    await index.fill(pairs.flatMap((pair) => Array.from(pair).length > 1 ? [index.term(pair)] : index.pairsWith(pair)).filter(Boolean));
    const marks = runs.map((run) => located(index, run).flags);
    let count = 0;
    for (let at = 0; at < index.manifest.end && count < ENOUGH; at++) if (marks.every((flags) => flags[at])) count++;
    return count >= ENOUGH;
  }

  /** Works out the units of a parsed query, and where each stands. */
  async function understand(index, query, widely) {
    const runs = [...query.positive, ...query.excluded].flatMap((part) => part.runs);
    await index.want(runs.flatMap(pairsOf));
    if (runs.some((run) => NUMBERED.test(run))) await index.further();
    const aliases = widely ? await namesWorth(index, query, namesIn(index, runs)) : noNames();
    const others = Array.from(aliases.values()).flat().flatMap((name) => scope.sitegenFold.runs(name));
    const pairs = Array.from(new Set([...runs, ...others].flatMap(pairsOf)));
    await index.want(pairs);
    const wanted = new Set(subjects(index, query));
    const units = query.positive.flatMap((part) => part.runs.flatMap((run) =>
      part.exact ? exactUnit(index, run) : unitsOf(index, run, aliases, !wanted.has(run))));
    const alone = units.filter((unit) => Array.from(unit.text).length === 1 && !unit.optional).map((unit) => unit.text);
    await index.want(alone);
    const entries = [...pairs, ...alone].flatMap((pair) => Array.from(pair).length > 1 ? [index.term(pair)] : index.pairsWith(pair));
    const words = units.flatMap((unit) => unit.words);
    await index.fill([...entries, ...words.map((word) => index.term(word))].filter(Boolean));
    const used = Array.from(aliases).filter(([name]) => units.some((unit) => unit.named === name));
    return { units: conditions(locate(index, units)), whole: query.positive.flatMap((part) => wholeOf(index, part)), aliases: new Map(used) };
  }

  function exactUnit(index, run) {
    const words = unitsOf(index, run, noNames()).flatMap((unit) => unit.words);
    return [{ text: run, words, pieces: [], others: [], related: new Set(), optional: false, exact: true }];
  }

  function locate(index, units) {
    const distinct = Array.from(new Map(units.map((unit) => [unit.text, unit])).values());
    for (const unit of distinct) {
      const flags = new Uint8Array(index.manifest.end);
      markWord(index, unit.text, flags);
      unit.isWord = unit.words.includes(unit.text);
      // A word of the language that the archive never has as one: its characters are the end and the beginning of others (国家|里).
      if (!unit.isWord && index.isCommon(unit.text)) for (let at = 0; at < flags.length; at++) if (flags[at]) flags[at] = INSIDE;
      if (unit.related.size) unit.called = new Float32Array(index.manifest.end);
      for (const name of unit.others) markOther(index, name, flags, unit.related.has(name) ? unit.called : null);
      unit.flags = flags;
      // Two characters that are no word may be the end and the beginning of others: 科创|城 is no 创城.
      unit.isLoose = !unit.isWord && unit.others.length > 0 && Array.from(unit.text).length === 2;
      const count = countFlags(flags) || countFlags(flags, RELATED);
      unit.known = count > 0;
      unit.rarity = idf(index.manifest.entries, count);
      if (Array.from(unit.text).length === 1) unit.times = occurrences(index, unit.text);
      unit.parts = unit.pieces.map((text) => located(index, text));
      const names = [unit.text, ...unit.others.filter((name) => YEAR.test(name))];
      if (!unit.exact) unit.place = markReports(index, names, flags);
      unit.isYear = names.some((name) => YEAR.test(name));
    }
    return distinct;
  }

  /** Makes places, offices and years conditions on the report, where something else is asked besides. */
  function conditions(units) {
    const asks = units.some((unit) => !unit.place && !unit.optional);
    for (const unit of units) unit.condition = Boolean(asks && unit.place && !unit.optional);
    return units;
  }

  function located(index, text) {
    const flags = new Uint8Array(index.manifest.end);
    markWord(index, text, flags);
    return { text, flags, rarity: idf(index.manifest.entries, countFlags(flags)) };
  }

  /**
   * Marks where all runs of another name stand; with `called` the name is only related, and what is kept is how rare the rarest
   * is that an entry has (视力 says more of a child's eyes than 青少年), and a little for each other one.
   * Its numbers stand there as such: 1953 is more than a 19, a 95 and a 53 somewhere.
   */
  function markOther(index, name, flags, called) {
    const marks = scope.sitegenFold.runs(name).flatMap((run) => [located(index, run).flags, ...(run.match(NUMBERS) || []).map((number) => asWord(index, number))]);
    const held = [];
    for (let at = 0; marks.length && at < flags.length; at++) if (marks.every((own) => own[at])) held.push(at);
    const rarity = idf(index.manifest.entries, held.length);
    for (const at of held) {
      flags[at] |= called ? RELATED : IN_OTHER_WORDS;
      if (called) called[at] = Math.max(called[at], rarity) + SECOND * Math.min(called[at], rarity);
    }
  }

  /**
   * Counts, for each entry, with how many neighbours a single character stands there. A neighbour that it has again and again in
   * the reports of one office only counts little: that is more often part of a name than a thing (竹 in 绵竹市, not in 竹产业). One
   * that it has nowhere else may be what stands beside such a name; where there is none, it counts.
   */
  function occurrences(index, character) {
    const times = new Float32Array(index.manifest.end), alone = [];
    for (const entry of index.pairsWith(character)) {
      const offices = new Set(), places = [];
      visitPostings(entry, TEXT_FIELDS, (number) => {
        offices.add(index.manifest.reports.issuer[index.reportOf(number)]);
        places.push(number);
      });
      if (places.length === 1) alone.push(places[0]);
      else for (const number of places) times[number] += offices.size > 1 ? 1 : ONE_OFFICE;
    }
    const named = new Set(alone.filter((number) => times[number] > 0 && times[number] < 1));
    for (const number of alone) times[number] += named.has(number) ? ONE_OFFICE : 1;
    return times;
  }

  /** Returns the runs of a part that consist of several units: where they stand unbroken, they count more. */
  function wholeOf(index, part) {
    return part.runs.filter((run) => Array.from(run).length > 2).map((run) => located(index, run));
  }

  scope.sitegenMatch = { understand, located, mark, IN_TEXT, IN_HEADING, IN_REPORT, IN_OTHER_WORDS, INSIDE, RELATED, fours };
})(typeof self === "undefined" ? globalThis : self);
