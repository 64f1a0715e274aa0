/*
 * Other lists than the best passages first: reports that the filters let pass where nothing was typed, results by year or put together
 * by report, and the initiatives that hits tell of.
 */
(function (scope) {
  "use strict";

  const { accepts, offers, reportAs } = scope.sitegenAnswer;

  /** Returns the initiatives that the hits of all other filters tell of, and how many: `key` is what is counted, entry or report. */
  function initiatives(index, hits, filters, key) {
    const passing = new Set(hits.filter((hit) => accepts(index, hit.report, filters)).map((hit) => hit[key]));
    return scope.sitegenInitiatives.counts(index, (entry) => {
      const thing = key === "report" ? index.reportOf(entry) : entry;
      return passing.has(thing) ? thing : -1;
    });
  }

  /** Puts hits in the order of their years. */
  function sorted(index, hits, order) {
    const { year } = index.manifest.reports, sign = order === "newest" ? -1 : 1;
    return hits.slice().sort((one, two) => sign * (year[one.report] - year[two.report]));
  }

  /** Lists the reports that the filters let pass, the newest first unless asked otherwise. */
  async function browse(index, { filters, order, shown, counted, told }) {
    const every = index.manifest.reports.year.map((_, report) => ({ report })), telling = new Set();
    if (told) told.forEach((is, entry) => { if (is) telling.add(index.reportOf(entry)); });
    const tells = ({ report }) => !told || telling.has(report), offered = offers(index, every, filters, tells);
    if (counted) offered.initiative = await initiatives(index, every, filters, "report");
    const full = sorted(index, every.filter((hit) => tells(hit) && accepts(index, hit.report, filters)), order || "newest");
    const [ids, titles] = shown ? await index.json("reports") : [[], []];
    return {
      total: full.length, partial: 0, shown, weaker: [],
      results: full.slice(0, shown).map(({ report }) => reportAs(index, { report, id: ids[report], title: titles[report] })),
      offers: offered, names: [], suggestion: "", words: [],
    };
  }

  /** Puts further results of a report below its first one, as its `beside`. */
  function groupReports(results) {
    const first = new Map();
    for (const result of results) {
      result.beside = [];
      if (first.has(result.report)) first.get(result.report).beside.push(result);
      else first.set(result.report, result);
    }
    return Array.from(first.values());
  }

  scope.sitegenBrowse = { browse, groupReports, initiatives, sorted };
})(typeof self === "undefined" ? globalThis : self);
