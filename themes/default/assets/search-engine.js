/*
 * Finds and ranks. Entries that come into question are found by pairs of characters (nothing printed is missed);
 * the best are handed to lunr.js as a small index of just these entries and the query's words, which gives the
 * scores that the whole index would: inverse document frequency and lengths are those of the archive.
 */
(function (scope) {
  "use strict";

  const { visitPostings, FIELDS, TITLE, HEADING, BODY, HEADING_PAIRS } = scope.sitegenIndex;
  const { parse, pairsOf, unitsOf, entriesOf, isEmpty, wordsOf } = scope.sitegenQuery;
  const IN_TEXT = 1, IN_HEADING = 2, IN_REPORT = 4, IN_OTHER_WORDS = 8;
  const ALL_FIELDS = 63, WORD_FIELDS = 15;
  const CANDIDATES = 150, UNKNOWN = 4, LONGEST_TYPO = 12, MOST_REPLACEMENTS = 12;
  // How much each kind of match counts; tuned on graded queries, measured by eval.
  const WEIGHTS = {
    lunr: 1, cover: 1, heading: 0.8, other: 0.85, parts: 0.7, report: 0.5, some: 0.5,
    elsewhere: 0.35, whole: 0.8, wholeHeading: 0.7, least: 0.34,
  };

  /** lunr's inverse document frequency. */
  function idf(entries, matching) {
    return Math.log(1 + Math.abs((entries - matching + 0.5) / (matching + 0.5)));
  }

  /** lunr's BM25 score of a word in a field, rounded as lunr does. */
  function scoreOf(manifest, field, rarity, frequency, length) {
    const { b, k1 } = manifest, name = FIELDS[field];
    const relative = 1 - b + b * (length / manifest.averages[name]);
    const score = rarity * ((k1 + 1) * frequency) / (k1 * relative + frequency) * manifest.boosts[name];
    return Math.round(score * 1000) / 1000;
  }

  /** Marks in `flags` where the string `text` may stand (all its pairs do). Returns false if nowhere. */
  function mark(index, text, flags) {
    let found = null;
    for (const pair of pairsOf(text)) {
      const entries = Array.from(pair).length > 1 ? [index.term(pair)].filter(Boolean) : index.pairsWith(pair);
      const here = new Uint8Array(flags.length);
      for (const entry of entries) {
        visitPostings(entry, ALL_FIELDS & ~(1 << TITLE), (number, field) => {
          here[number] |= field === HEADING || field === HEADING_PAIRS ? IN_HEADING : IN_TEXT;
        });
      }
      if (found) for (let at = 0; at < found.length; at++) found[at] &= here[at];
      else found = here;
    }
    let any = false;
    for (let at = 0; at < found.length; at++) {
      if (found[at]) {
        flags[at] |= found[at];
        any = true;
      }
    }
    return any;
  }

  /** Marks in `flags` all entries of the reports with `text` in title, issuer, region or year; tells whether that selects. */
  function markReports(index, text, flags) {
    let matching = 0;
    const { first } = index.manifest.reports, end = index.manifest.end;
    reportTexts(index).forEach((facts, report) => {
      if (!facts.includes(text)) return;
      const stop = report + 1 < first.length ? first[report + 1] : end;
      for (let at = first[report]; at < stop; at++) flags[at] |= IN_REPORT;
      matching++;
    });
    // What some reports are of and others not is a condition: a place, an office, a year.
    return matching > 0 && matching * 2 <= first.length;
  }

  function reportTexts(index) {
    if (!index.reportTexts) {
      const { title, issuer, region, year } = index.manifest.reports;
      index.reportTexts = title.map((text, at) =>
        [text, issuer[at], region[at].join(""), String(year[at])].map((fact) => scope.sitegenFold.fold(fact).text).join("|"));
    }
    return index.reportTexts;
  }

  function countFlags(flags) {
    let count = 0;
    for (let at = 0; at < flags.length; at++) if (flags[at] & (IN_TEXT | IN_HEADING | IN_OTHER_WORDS)) count++;
    return count;
  }

  /** Returns what else the runs may be called (folded): a Map from what is written to its other names. */
  async function namesIn(index, runs) {
    if (!index.aliases) {
      const groups = (await index.json("aliases")).map((group) => group.map((name) => scope.sitegenFold.fold(name).text));
      index.aliases = groups.filter((group) => group.length > 1);
    }
    const found = new Map();
    const add = ([name, ...others]) => found.set(name, Array.from(new Set((found.get(name) || []).concat(others))));
    for (const group of index.aliases) if (runs.some((run) => run.includes(group[0]))) add(group);
    for (const run of runs) scope.sitegenNumbers.forms(run).forEach(add);
    return found;
  }

  /** Works out the units of a parsed query, and where each stands. */
  async function understand(index, query, widely) {
    const runs = [...query.positive, ...query.excluded].flatMap((part) => part.runs);
    const aliases = widely ? await namesIn(index, runs) : new Map();
    const others = Array.from(aliases.values()).flat().flatMap((name) => scope.sitegenFold.runs(name));
    const pairs = Array.from(new Set([...runs, ...others].flatMap(pairsOf)));
    await index.want(pairs);
    const entries = pairs.flatMap((pair) => Array.from(pair).length > 1 ? [index.term(pair)] : index.pairsWith(pair));
    const units = query.positive.flatMap((part) => part.runs.flatMap((run) =>
      part.exact ? exactUnit(index, run) : unitsOf(index, run, aliases)));
    const words = Array.from(new Set(units.flatMap((unit) => unit.words.concat(unit.others.flatMap((name) => wordsOf(index, name))))));
    await index.fill([...entries, ...words.map((word) => index.term(word))].filter(Boolean));
    const used = Array.from(aliases).filter(([name]) => units.some((unit) => unit.text === name));
    return { units: locate(index, units), words, whole: query.positive.flatMap((part) => wholeOf(index, part)), aliases: new Map(used) };
  }

  function exactUnit(index, run) {
    const words = unitsOf(index, run, new Map()).flatMap((unit) => unit.words);
    return [{ text: run, words, pieces: [], others: [], optional: false, exact: true }];
  }

  function locate(index, units) {
    const distinct = Array.from(new Map(units.map((unit) => [unit.text, unit])).values());
    for (const unit of distinct) {
      const flags = new Uint8Array(index.manifest.end);
      mark(index, unit.text, flags);
      for (const name of unit.others) markOther(index, name, flags);
      unit.flags = flags;
      unit.known = countFlags(flags) > 0;
      unit.rarity = idf(index.manifest.entries, countFlags(flags));
      if (Array.from(unit.text).length === 1) unit.times = occurrences(index, unit.text);
      unit.parts = unit.pieces.map((text) => located(index, text));
      if (!unit.exact) unit.place = markReports(index, unit.text, flags);
    }
    return distinct;
  }

  function located(index, text) {
    const flags = new Uint8Array(index.manifest.end);
    mark(index, text, flags);
    return { text, flags, rarity: idf(index.manifest.entries, countFlags(flags)) };
  }

  /** Marks where all runs of another name stand. */
  function markOther(index, name, flags) {
    const marks = scope.sitegenFold.runs(name).map((run) => located(index, run).flags);
    for (let at = 0; marks.length && at < flags.length; at++) {
      if (marks.every((own) => own[at])) flags[at] |= IN_OTHER_WORDS;
    }
  }

  /** Counts, for each entry, with how many neighbours a single character stands there. */
  function occurrences(index, character) {
    const times = new Uint8Array(index.manifest.end);
    for (const entry of index.pairsWith(character)) visitPostings(entry, ALL_FIELDS & ~WORD_FIELDS | 12, (number) => { times[number]++; });
    return times;
  }

  /** Returns the runs of a part that consist of several units: where they stand unbroken, they count more. */
  function wholeOf(index, part) {
    return part.runs.filter((run) => Array.from(run).length > 2).map((run) => {
      const flags = new Uint8Array(index.manifest.end);
      mark(index, run, flags);
      return { text: run, flags, rarity: idf(index.manifest.entries, countFlags(flags)) };
    });
  }

  /** Adds up lunr's scores of all words for all entries: the same sums that lunr.js makes of the best. */
  function wordScores(index, words) {
    const scores = new Float32Array(index.manifest.end), postings = [];
    for (const word of words) {
      const entry = index.term(word), rarity = idf(index.manifest.entries, scope.sitegenQuery.wordEntries(index, word));
      visitPostings(entry, WORD_FIELDS, (number, field, frequency, length) => {
        scores[number] += scoreOf(index.manifest, field, rarity, frequency, length);
      });
      postings.push({ word, entry, rarity });
    }
    return { scores, postings };
  }

  /** Builds the lunr index of the given entries and words only. */
  function lunrIndex(index, postings, wanted) {
    const vectors = new Map(), inverted = [];
    postings.sort((one, two) => (one.word < two.word ? -1 : 1)).forEach(({ word, entry, rarity }, number) => {
      const posting = { _index: number };
      for (const name of FIELDS) posting[name] = {};
      visitPostings(entry, WORD_FIELDS, (at, field, frequency, length) => {
        if (!wanted.has(at)) return;
        const reference = FIELDS[field] + "/" + at;
        posting[FIELDS[field]][at] = {};
        if (!vectors.has(reference)) vectors.set(reference, []);
        vectors.get(reference).push(number, scoreOf(index.manifest, field, rarity, frequency, length));
      });
      inverted.push([word, posting]);
    });
    return scope.lunr.Index.load({
      version: scope.lunr.version, fields: FIELDS, pipeline: [],
      fieldVectors: Array.from(vectors), invertedIndex: inverted,
    });
  }

  /** Returns lunr.js's score of each of the given entries (a Map; 0 is left out). */
  function lunrScores(index, postings, wanted) {
    if (!postings.length) return new Map();
    const results = lunrIndex(index, postings, new Set(wanted)).query((query) => {
      for (const { word } of postings) query.term(word, { usePipeline: false });
    });
    // lunr divides by the length of the query; undone, so that scores of queries can be compared.
    const length = Math.sqrt(postings.length);
    return new Map(results.map((result) => [Number(result.ref), result.score * length]));
  }

  /** Returns how much a unit counts that an entry has, by where it has it; 0 if it lacks it. */
  function credit(unit, entry) {
    const flags = unit.flags[entry];
    if (flags & IN_TEXT) return unit.times ? 1 + 0.2 * (unit.times[entry] - 1) : 1;
    if (flags & IN_HEADING) return WEIGHTS.heading;
    if (flags & IN_OTHER_WORDS) return WEIGHTS.other;
    if (unit.consists && unit.parts.every((part) => part.flags[entry])) return WEIGHTS.parts;
    return flags & IN_REPORT ? WEIGHTS.report : 0;
  }

  /** Returns how much a unit counts that an entry has only some words of. */
  function partly(unit, entry) {
    const held = unit.parts.reduce((sum, part) => sum + (part.flags[entry] ? part.rarity : 0), 0);
    return Math.min(unit.rarity, held) * WEIGHTS.some;
  }

  /** Returns how much of the query an entry has: {weight, all, own: more than its report's name, elsewhere: another place}. */
  function coverage(units, entry) {
    let weight = 0, all = true, own = false, elsewhere = false;
    for (const unit of units) {
      const share = credit(unit, entry), some = share ? 0 : partly(unit, entry);
      weight += unit.optional ? 0.1 * share * unit.rarity : share * unit.rarity + some;
      if (unit.optional) continue;
      if (!share) all = false;
      if ((share && (unit.flags[entry] !== IN_REPORT || unit.consists)) || some) own = true;
      if (unit.place && !unit.flags[entry]) elsewhere = true;
    }
    return { weight: elsewhere ? weight * WEIGHTS.elsewhere : weight, all: all && own, own };
  }

  /**
   * Searches. Returns {full, partial, units, whole, aliases, suggestion}: entries that have all of the query, and those that
   * have a good part of it, best first, as {entry, report, score}. Without `widely`, other names are left aside.
   */
  async function search(index, typed, widely = true) {
    await index.open();
    const query = parse(typed);
    if (!query.positive.length) return { full: [], partial: [], units: [], whole: [], aliases: new Map() };
    const understood = await understand(index, query, widely);
    if (understood.units.some((unit) => !unit.known) && await loadTraditional(index, typed)) return search(index, typed, widely);
    const { units, words, whole, aliases } = understood;
    const excluded = exclusions(index, query), { scores, postings } = wordScores(index, words);
    // A word that the archive does not have cannot be asked of an entry: it counts as a common one.
    const asked = units.reduce((sum, unit) => sum + (unit.optional ? 0 : unit.known ? unit.rarity : Math.min(unit.rarity, UNKNOWN)), 0);
    const tiers = { full: [], partial: [] };
    for (let entry = 0; entry < index.manifest.end; entry++) {
      const { weight, all, own } = coverage(units, entry);
      if (!own || excluded[entry]) continue;
      const bonus = whole.reduce((sum, run) => sum + (run.flags[entry] & IN_TEXT ? WEIGHTS.whole : run.flags[entry] & IN_HEADING ? WEIGHTS.wholeHeading : 0) * run.rarity, 0);
      const hit = { entry, report: index.reportOf(entry), weight, bonus, rough: scores[entry] * WEIGHTS.lunr + weight * WEIGHTS.cover + bonus };
      if (all) tiers.full.push(hit);
      else if (weight >= WEIGHTS.least * asked) tiers.partial.push(hit);
    }
    for (const name of ["full", "partial"]) tiers[name] = rank(index, tiers[name], postings);
    const found = { ...tiers, units, whole, aliases };
    return found.full.length ? found : suggest(index, query, found, widely);
  }

  /** Looks for a query that differs in one character and has answers; its hits are then the partial ones. */
  async function suggest(index, query, found, widely) {
    const runs = query.positive.flatMap((part) => part.runs);
    const run = runs.find((one) => Array.from(one).length > 2 && Array.from(one).length <= LONGEST_TYPO && !located(index, one).flags.some(Boolean));
    const better = run && await corrected(index, run);
    if (!better) return found;
    const suggestion = runs.map((one) => one === run ? better : one).join(" ");
    const other = await search(index, suggestion, widely);
    return other.full.length ? { ...other, full: [], partial: other.full.concat(other.partial), suggestion } : found;
  }

  /**
   * Returns `run` with one character replaced, so that most of its pairs stand together in most entries, or "".
   * The first character is taken as it is: pairs that end with a given one are spread over the whole index.
   */
  async function corrected(index, run) {
    const characters = Array.from(run), pairs = pairsOf(run);
    const known = pairs.map((pair) => entriesOf(index, pair) > 0);
    let best = { score: known.filter(Boolean).length, count: 0, text: "" };
    for (let at = 1; at < characters.length; at++) {
      const rest = pairs.filter((_, pair) => pair !== at - 1 && pair !== at);
      for (const [next, count] of await replacements(index, characters[at - 1], characters[at], rest)) {
        const text = characters.with(at, next).join("");
        const score = rest.length + 1 + (at + 1 === characters.length || entriesOf(index, next + characters[at + 1]) > 0 ? 1 : 0);
        if (score > best.score || (score === best.score && count > best.count && best.text)) best = { score, count, text };
      }
    }
    return best.text;
  }

  /** Returns the characters that follow `before` in entries with all pairs of `rest`, the most frequent first, as [character, entries]. */
  async function replacements(index, before, wrong, rest) {
    const marks = rest.map((pair) => located(index, pair).flags), counts = [];
    if (!marks.length || !marks[0].some((_, number) => marks.every((flags) => flags[number]))) return counts;
    await index.want([before]);
    for (const entry of index.pairsWith(before)) {
      const next = Array.from(entry.term)[1];
      if (!next || next === wrong || entry.large || isEmpty(next)) continue;
      const numbers = new Set();
      visitPostings(entry, ALL_FIELDS & ~(1 << TITLE), (number) => { if (marks.every((flags) => flags[number])) numbers.add(number); });
      if (numbers.size) counts.push([next, numbers.size]);
    }
    counts.sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
    await index.want(counts.slice(0, MOST_REPLACEMENTS).map(([next]) => next + wrong));
    return counts.slice(0, MOST_REPLACEMENTS);
  }

  function exclusions(index, query) {
    const flags = new Uint8Array(index.manifest.end);
    for (const part of query.excluded) for (const run of part.runs) mark(index, run, flags);
    return flags;
  }

  async function loadTraditional(index, typed) {
    if (index.knowsTraditional || !/\p{Script=Han}/u.test(typed)) return false;
    index.knowsTraditional = true;
    const before = scope.sitegenFold.fold(typed).text;
    scope.sitegenFold.addTraditional(await index.json("traditional"));
    return scope.sitegenFold.fold(typed).text !== before;
  }

  function rank(index, hits, postings) {
    hits.sort((one, two) => two.rough - one.rough || one.entry - two.entry);
    const best = hits.slice(0, CANDIDATES);
    const scores = lunrScores(index, postings, best.map((hit) => hit.entry));
    for (const hit of best) {
      hit.lunr = scores.get(hit.entry) || 0;
      hit.score = hit.lunr * WEIGHTS.lunr + hit.weight * WEIGHTS.cover + hit.bonus;
    }
    best.sort((one, two) => two.score - one.score || one.entry - two.entry);
    return best.concat(hits.slice(CANDIDATES));
  }

  scope.sitegenEngine = { search, idf, scoreOf, lunrScores, wordScores, WEIGHTS };
})(typeof self === "undefined" ? globalThis : self);
