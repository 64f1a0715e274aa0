/*
 * From found entries to results that can be shown: with the text at hand, matches are verified, the exact place
 * (clause, passage or section) is chosen, the words around it are cut out, and the first results are put in order
 * once more by what only the text tells: how close together the words stand, and where.
 */
(function (scope) {
  "use strict";

  const { fold, occurrences, merged } = scope.sitegenFold;
  const LONG_PASSAGE = 220, AROUND = 46, SNIPPET = 150, MORE = 16, SHORT = 20, MOST_PACKS = 20, MOST_PLACES = 3;
  const WEIGHTS = { whole: 0.15, near: 1.6, listed: 0.7, figures: 0.15, early: 0.2, answers: 0.6, inside: 0.5, later: 0.015 };
  // A numeral in words: one by itself is mostly part of a word (进一步, 统一, 百日).
  const HAN = "(?<![第十百千万亿〇零一二三四五六七八九])(?:[二三四五六七八九十两]|[〇零一二三四五六七八九十百千万亿两]{2,})";
  const MEASURE = "(?:[个家户人名所座条项件台部辆套处亩吨元米]|公里|公顷|平方|小时|分钟)";
  // What an answer looks like, by the word that asks for it: a date or a time, a sum of money, a number with what it counts, a row of things.
  const ANSWERS = [
    [/何时|时候|多[久长]|[哪几]一?[年月天号]/u, new RegExp("(?:[0-9]|" + HAN + ")(?:个?月|[年日天](?!来)|小时|分钟)|一个?月", "u")],
    [/^多少钱$/u, new RegExp("[0-9十百千万亿]元", "u")],
    [/^(?:多[少大高]|几[^年月天号]?)$/u, new RegExp("(?<![0-9a-z.])[0-9][0-9.,]*(?![0-9.,]|[年月日])|百分之|" + HAN + MEASURE, "iu")],
    [/哪些|哪几|有什么/u, /、[^、。；]+、/u],
  ];

  /** Returns the headings above an entry, outermost first, as {anchor, heading, number}. */
  function pathOf(sections, section) {
    const path = [];
    for (let at = section; at >= 0; at = sections[at][1]) {
      path.unshift({ anchor: sections[at][0], heading: sections[at][2], number: at });
    }
    return path;
  }

  /**
   * Returns the strings to mark for a unit: itself, else what else it is called, else its words, else its characters. Each list is
   * of strings of which a place needs one: all words of a name are needed (村级 and 寄递), of characters any says something.
   */
  function termsOf(unit, folded) {
    const choices = [[unit.text], ...unit.others.map((name) => scope.sitegenFold.runs(name)), unit.pieces], held = (term) => folded.text.includes(term);
    const words = choices.find((terms) => terms.length && terms.every(held));
    if (words) return words.map((word) => [word]);
    const some = [unit.pieces, (unit.traits || []).map((trait) => trait.text)].map((terms) => terms.filter(held)).find((terms) => terms.length);
    return some ? [some] : [];
  }

  function wanted(found) {
    const units = found.units.filter((unit) => !unit.condition);
    return units.some((unit) => !unit.optional) ? units.filter((unit) => !unit.optional) : units;
  }

  /** Returns one result: hit, report, anchor, path, text, marks, and how well the text itself matches. */
  async function describe(index, found, hit) {
    const { id, title, sections, anchor, section, text, lead, clauses } = await index.shown(hit.entry);
    const path = pathOf(sections, section), folded = fold(text);
    const terms = wanted(found).map((unit) => termsOf(unit, folded)), spans = terms.flat().map((own) => occurrences(folded, own));
    const result = { ...hit, id, title, anchor, path, text, lead, marks: merged(spans.flat()), others: [] };
    result.unbroken = occurrences(folded, found.whole.map((run) => run.text));
    result.whole = result.unbroken.length > 0;
    if (!spans.length) return atHeading(result, found);
    const [place, ...others] = text.length > LONG_PASSAGE ? bestClauses(text, clauses, spans) : [];
    Object.assign(result, place, { others: others.map((other) => ({ ...other, until: other.to })) });
    // What the text lacks is not close to the rest.
    result.near = closeness(spans, text.length) * terms.filter((own) => own.length).length / terms.length;
    result.listed = listing(text, result.marks);
    Object.assign(result, substance(text, spans.flat(), result));
    result.inside = spans.some((own) => own.length && own.every((span) => isInNumber(text, span))) ? 1 : 0;
    result.answers = isAnswer(found, text.slice(result.from || 0, result.to));
    return result;
  }

  /** Tells whether a text has the form of what is asked for: a date, a number, a row of things. */
  function isAnswer({ units }, text) {
    return ANSWERS.some(([asks, form]) => units.some((unit) => asks.test(unit.text)) && form.test(text)) ? 1 : 0;
  }

  /** Tells whether a match is only a part of a longer number: 4万亿 in 1.4万亿. */
  function isInNumber(text, [start, end]) {
    return /[0-9０-９][.．]?[0-9０-９]$/.test(text.slice(Math.max(0, start - 2), start + 1)) || /^[0-9０-９][.．]?[0-9０-９]/.test(text.slice(end - 1, end + 2));
  }

  /** Tells whether a match is only an item in a row: 集成电路、低空经济、生物医药. */
  function isListed(text, [start, end]) {
    const before = text.slice(0, start).replace(/[“”"‘’《]+$/u, ""), after = text.slice(end).replace(/^[“”"‘’》]+/u, "");
    return before.endsWith("、") || after.startsWith("、");
  }

  /**
   * Returns how much is said of the terms, not only with them: whether the clause (or the passage) that is shown has figures other
   * than years, and how early a term stands in it, 1 at its beginning.
   */
  function substance(text, spans, { from = 0, to = text.length }) {
    const starts = spans.map(([start]) => start).filter((start) => start >= from && start < to);
    return {
      figures: /[0-9０-９]/.test(text.slice(from, to).replace(/(?:19|20)[0-9]{2}年/g, "")) ? 1 : 0,
      early: starts.length ? 1 - (Math.min(...starts) - from) / (to - from) : 0,
    };
  }

  /** Returns how much of what matches is only an item in a row, from 0 to 1. */
  function listing(text, marks) {
    const sum = (spans) => spans.reduce((length, [start, end]) => length + end - start, 0);
    return sum(marks.filter((span) => isListed(text, span))) / sum(marks);
  }

  /** A match in the headings only leads to the section with the heading. */
  function atHeading(result, found) {
    const matching = result.path.filter((step) => wanted(found).some((unit) => termsOf(unit, fold(step.heading)).length));
    const target = matching[matching.length - 1] || result.path[result.path.length - 1];
    if (target) Object.assign(result, { anchor: target.anchor, section: target.number });
    return Object.assign(result, { near: 0, inside: 0, answers: 0, figures: 0, early: 0, listed: 0 });
  }

  /**
   * Returns the clauses that alone have all of the terms that the passage has, as {anchor, clause, from, to}: a few, the best first.
   * A clause that says something of the terms comes before one that only lists them, and one that has them often before others.
   */
  function bestClauses(text, clauses, spans) {
    const all = spans.flat(), within = ([start, end], { from, to }) => start >= from && end <= to;
    const holding = clauses.map(([anchor, from, to], at) => ({ anchor, from, to, clause: at + 1 })).filter((place) =>
      spans.every((own) => own.some((span) => within(span, place))));
    const rank = new Map(holding.map((place) => {
      const held = all.filter((span) => within(span, place));
      return [place, held.every((span) => isListed(text, span)) ? 0 : held.length];
    }));
    return holding.sort((one, two) => rank.get(two) - rank.get(one) || one.from - two.from).slice(0, MOST_PLACES);
  }

  /** Returns 1 where all terms stand side by side, falling to 0 as the shortest stretch with all of them grows. */
  function closeness(spans, length) {
    const wanted = spans.filter((own) => own.length);
    if (wanted.length < 2) return 1;
    const events = wanted.flatMap((own, term) => own.map(([start, end]) => ({ start, end, term })));
    events.sort((one, two) => one.start - two.start);
    const least = wanted.reduce((sum, own) => sum + own[0][1] - own[0][0], 0), counts = wanted.map(() => 0);
    let held = 0, from = 0, best = length;
    for (const event of events) {
      if (counts[event.term]++ === 0) held++;
      while (held === wanted.length) {
        best = Math.min(best, event.end - events[from].start);
        if (--counts[events[from++].term] === 0) held--;
      }
    }
    return Math.max(0, 1 - Math.max(0, best - least) / 60);
  }

  /** Returns a place in a text, or the one before where it is within a character. */
  function whole(text, at) {
    const code = text.charCodeAt(at);
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  }

  /** Cuts out the words around the first marks: pieces {text, marked}. */
  function snippet(result) {
    const { text, marks, until = text.length } = result;
    const inside = marks.filter(([start, end]) => result.from === undefined || (start >= result.from && end <= result.to));
    const first = (inside[0] || marks[0] || [result.from || 0])[0];
    let start = Math.max(0, first - AROUND);
    for (let at = first - 1; at >= start; at--) {
      if ("。；！？\n".includes(text[at])) { start = at + 1; break; }
    }
    start = start < 12 ? 0 : whole(text, start);
    const end = whole(text, Math.min(until, start + SNIPPET));
    const pieces = start > 0 ? [{ text: "…" }] : [];
    let at = start;
    for (const [from, to] of marks) {
      if (to <= start || from >= end) continue;
      if (from > at) pieces.push({ text: text.slice(at, from) });
      pieces.push({ text: text.slice(Math.max(from, start), Math.min(to, end)), marked: true });
      at = Math.min(to, end);
    }
    pieces.push({ text: text.slice(at, end) + (end < text.length ? "…" : "") });
    return pieces.filter((piece) => piece.text);
  }

  /** Returns the printed strings of the marks, for the page that the result leads to. */
  function printed(result) {
    const texts = result.marks.map(([start, end]) => result.text.slice(start, end));
    return Array.from(new Set(texts)).slice(0, 8);
  }

  /** Returns the hits that are looked at closely: enough to show, and of the next those whose text costs nothing more. */
  function closest(index, hits, count) {
    const packs = new Set(), most = index.isLarge ? count : MOST_PACKS;
    return hits.slice(0, count + MORE).filter((hit, at) => {
      const pack = index.packOf(hit.entry);
      if (at < count || packs.size < most) packs.add(pack);
      return packs.has(pack);
    });
  }

  /** Tells whether two texts say the same: the same figures, and nine tenths of the pairs of characters in common. */
  function isSame(one, other) {
    if (one === other) return true;
    const figures = (text) => (text.match(/[0-9]+/g) || []).join(" ");
    if (Math.abs(one.length - other.length) > one.length / 10 || figures(one) !== figures(other)) return false;
    const pairs = (text) => new Set(Array.from(text.slice(1), (character, at) => text[at] + character));
    const mine = pairs(one), theirs = pairs(other);
    const both = Array.from(mine).filter((pair) => theirs.has(pair)).length;
    return both >= 0.9 * (mine.size + theirs.size - both);
  }

  /** Puts results that say the same as one before them below that one, as its `same`. */
  function foldSame(results) {
    const kept = [];
    for (const result of results) {
      result.same = [];
      const text = fold(result.text).text, first = text.length < SHORT ? null : kept.find((one) => isSame(one.plain, text));
      if (first) first.same.push(result);
      else kept.push(Object.assign(result, { plain: text }));
    }
    return kept;
  }

  /** Tells whether a heading above a result has a run unbroken. */
  function isInPath({ path }, { whole }) {
    return path.some(({ heading }) => occurrences(fold(heading), whole.map((run) => run.text)).length > 0);
  }

  /** Describes the first of `hits`, puts them in final order (unless `ordered` already) and leaves out what leads to the same place twice. */
  async function refine(index, found, hits, count, ordered = false) {
    const results = await Promise.all(closest(index, hits, count).map((hit) => describe(index, found, hit)));
    for (const result of results) {
      const { weight, bonus } = result;
      // All pairs of the run are there, and yet it is not: 百千万工程 where there are 百千, 千万 and 万工 elsewhere.
      if (found.whole.length && !result.whole && !isInPath(result, found)) result.score -= bonus;
      result.score += weight * ((result.whole ? WEIGHTS.whole : 0) + result.near * WEIGHTS.near);
      result.score *= 1 + result.figures * WEIGHTS.figures + result.early * WEIGHTS.early + result.answers * WEIGHTS.answers;
      // What a report tells first it holds for more; each doubling of the way to it counts the same.
      result.score *= (1 - result.inside * (1 - WEIGHTS.inside)) * (1 - WEIGHTS.later * (31 - Math.clz32(1 + result.entry - index.manifest.reports.first[result.report])));
      result.score *= 1 - (1 - WEIGHTS.listed) * result.listed;
    }
    if (!ordered) results.sort((one, two) => two.score - one.score || one.entry - two.entry);
    const places = new Set();
    return results.filter((result) => {
      const place = result.report + "#" + result.anchor;
      return !places.has(place) && places.add(place);
    });
  }

  scope.sitegenResults = { refine, foldSame, snippet, printed, whole, WEIGHTS };
})(typeof self === "undefined" ? globalThis : self);
