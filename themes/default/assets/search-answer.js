/*
 * A question as the page asks it, with filters and order, and its answer as plain data: the same for the page itself, for a
 * worker beside it and for the command line. Nothing here knows a document.
 */
(function (scope) {
  "use strict";

  const PAGE = 10, FEW = 3, LINES = 100, WORDS = 8, NAMES = 4;
  const FILTERS = ["year", "issuer", "region", "kind"];

  function factsOf(index, report) {
    const { year, issuer, region, kind } = index.manifest.reports;
    return { year: [String(year[report])], issuer: [issuer[report]], region: region[report], kind: [kind[report]] };
  }

  /** Tells whether a report passes all filters (but the one named `except`). */
  function accepts(index, report, filters, except) {
    const facts = factsOf(index, report);
    return FILTERS.every((name) => name === except || !filters[name] || facts[name].includes(filters[name]));
  }

  /**
   * Returns for each filter what the hits of all other filters offer, and how many: {name: [[value, count], …]}. `tells` says
   * whether a hit tells of the initiative that was chosen.
   */
  function offers(index, hits, filters, tells) {
    const held = new Map(), found = {};
    for (const { report } of hits.filter(tells)) held.set(report, (held.get(report) || 0) + 1);
    for (const name of FILTERS) {
      const counts = new Map(filters[name] ? [[filters[name], 0]] : []);
      for (const [report, count] of held) {
        if (!accepts(index, report, filters, name)) continue;
        for (const value of new Set(factsOf(index, report)[name])) counts.set(value, (counts.get(value) || 0) + count);
      }
      found[name] = Array.from(counts).sort(([one, some], [two, others]) =>
        name === "year" ? compare(two, one) : others - some || compare(one, two));
    }
    return found;
  }

  function compare(one, two) {
    return one < two ? -1 : one > two ? 1 : 0;
  }

  function reportAs(index, { report, id, title }) {
    const { issuer, year, kind } = index.manifest.reports;
    return { id, title, issuer: issuer[report], year: year[report], kind: kind[report] };
  }

  /** Returns a result as it is shown: its report, where it leads, the headings above it, the words around the match. */
  function resultAs(index, result, withText) {
    const { snippet, printed } = scope.sitegenResults;
    const as = (other) => resultAs(index, other, false);
    return {
      ...reportAs(index, result), anchor: result.anchor, score: result.score,
      path: result.path.map((step) => step.heading), terms: printed(result), pieces: snippet(result),
      others: result.others.map((place) => ({ anchor: place.anchor, pieces: snippet({ ...result, ...place }) })),
      same: (result.same || []).map(as), beside: (result.beside || []).map(as),
      ...(withText ? { text: result.text, spans: result.whole ? result.unbroken : result.marks } : {}),
    };
  }

  function arranged(results, view) {
    const folded = scope.sitegenResults.foldSame(results);
    return view === "reports" ? scope.sitegenBrowse.groupReports(folded) : folded;
  }

  /** Returns names, folded, as the list of other names writes them: GDP, not gdp. */
  function asWritten(index, names) {
    if (!names.some((name) => /[a-z]/.test(name))) return names;
    const written = new Map(index.names().flat().map((name) => [scope.sitegenFold.fold(name, true).text, name]));
    return names.map((name) => written.get(name) || name);
  }

  /**
   * Answers {typed, widely, filters, order, view, shown, counted}: `order` is "", newest or oldest, `view` "", reports or lines,
   * `shown` how many (as many as a first page has, where it is left out), `counted` whether the initiatives are offered too.
   * Returns {total, partial, shown, results, weaker, offers, names, suggestion, words}; `results` are reports where nothing was typed.
   */
  async function answer(index, request) {
    // In a large archive the text of a result brings that of many neighbours along: fewer are shown before a reader goes on.
    await index.open();
    if (!request.typed.trim() || request.counted || request.order || request.view === "reports" || (request.filters || {}).initiative) await index.further();
    const page = index.isLarge ? FEW : PAGE;
    const { typed, widely = true, filters = {}, order = "", view = "", shown = typed.trim() ? page : PAGE, counted = false } = request;
    // Whether entries tell of the initiative that was chosen.
    const told = filters.initiative ? await scope.sitegenInitiatives.marksOf(index, filters.initiative) : null;
    if (!typed.trim()) return scope.sitegenBrowse.browse(index, { filters, order, shown, counted, told });
    const passing = index.manifest.reports.year.map((_, report) => accepts(index, report, filters));
    const tells = ({ entry }) => !told || told[entry] > 0, isAll = !told && passing.every(Boolean);
    const passes = isAll ? null : (hit) => passing[hit.report] && tells(hit), those = (hits) => passes ? hits.filter(passes) : hits;
    const found = await scope.sitegenEngine.search(index, typed, { widely, passes });
    const full = order ? scope.sitegenBrowse.sorted(index, those(found.full), order) : those(found.full), partial = those(found.partial);
    const weak = full.length < page ? page : 0, refine = scope.sitegenResults.refine, isLines = view === "lines";
    const [first, second] = await Promise.all([
      refine(index, found, full, isLines ? LINES : shown, Boolean(order)),
      refine(index, found, weak ? partial : [], weak),
    ]);
    const results = isLines ? first.map((result) => resultAs(index, result, true)) : arranged(first.slice(0, shown), view).map((result) => resultAs(index, result));
    // What is counted is what the page says that it found.
    const hits = found.full.length ? found.full : found.partial, offered = offers(index, hits, filters, tells);
    if (counted) offered.initiative = await scope.sitegenBrowse.initiatives(index, hits, filters, "entry");
    return {
      total: full.length, partial: partial.length, shown, results, weaker: arranged(second.slice(0, weak), view).map((result) => resultAs(index, result)),
      offers: offered, names: asWritten(index, Array.from(new Set(Array.from(found.aliases.values()).flat()))), suggestion: found.suggestion || "", words: wordsAfter(index, typed),
    };
  }

  /**
   * Returns what else may be typed: the last run of `typed` gone on to names of initiatives, and to words that the archive has,
   * the most frequent first.
   */
  function wordsAfter(index, typed) {
    const { text } = scope.sitegenFold.fold(typed, true), start = text.search(/\S+$/), runs = scope.sitegenFold.runs(text.slice(start));
    if (start < 0 || runs.length !== 1 || runs[0].length !== text.length - start) return [];
    const words = index.namesFrom(runs[0]).slice(0, NAMES).concat(index.wordsFrom(runs[0]).map(([word]) => word));
    return Array.from(new Set(words)).slice(0, WORDS).map((word) => text.slice(0, start) + word);
  }

  scope.sitegenAnswer = { answer, accepts, offers, reportAs };
})(typeof self === "undefined" ? globalThis : self);
