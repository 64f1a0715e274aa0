/*
 * Scores words as lunr does. lunr.js is given a small index of just the entries and words in question; inverse document
 * frequency and lengths are those of the whole archive, so that it answers as the whole index would (tested).
 */
(function (scope) {
  "use strict";

  const { visitPostings, FIELDS } = scope.sitegenIndex;
  const WORD_FIELDS = 15;

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

  /** Returns `score(field, frequency, length)` of a word: what is asked again and again is worked out once. */
  function scoring(manifest, rarity) {
    const known = FIELDS.map(() => []);
    return (field, frequency, length) => {
      const own = known[field][frequency] || (known[field][frequency] = []), score = own[length];
      return score === undefined ? (own[length] = scoreOf(manifest, field, rarity, frequency, length)) : score;
    };
  }

  /** Adds up lunr's scores of all words for all entries: the same sums that lunr.js makes of the best. */
  function wordScores(index, words) {
    const scores = new Float32Array(index.manifest.end), postings = [];
    for (const word of words) {
      const entry = index.term(word), rarity = idf(index.manifest.entries, scope.sitegenQuery.wordEntries(index, word));
      const score = scoring(index.manifest, rarity);
      visitPostings(entry, WORD_FIELDS, (number, field, frequency, length) => {
        scores[number] += score(field, frequency, length);
      });
      postings.push({ word, entry, score });
    }
    return { scores, postings };
  }

  /** Builds the lunr index of the words, and of the entries that `wanted` marks, only. */
  function lunrIndex(index, postings, wanted) {
    const vectors = new Map(), inverted = [];
    postings.sort((one, two) => (one.word < two.word ? -1 : 1)).forEach(({ word, entry, score }, number) => {
      const posting = { _index: number };
      for (const name of FIELDS) posting[name] = {};
      visitPostings(entry, WORD_FIELDS, (at, field, frequency, length) => {
        if (!wanted[at]) return;
        const reference = FIELDS[field] + "/" + at;
        posting[FIELDS[field]][at] = {};
        if (!vectors.has(reference)) vectors.set(reference, []);
        vectors.get(reference).push(number, score(field, frequency, length));
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
    const marks = new Uint8Array(index.manifest.end);
    for (const entry of wanted) marks[entry] = 1;
    const results = lunrIndex(index, postings, marks).query((query) => {
      for (const { word } of postings) query.term(word, { usePipeline: false });
    });
    // lunr divides by the length of the query; undone, so that scores of queries can be compared.
    const length = Math.sqrt(postings.length);
    return new Map(results.map((result) => [Number(result.ref), result.score * length]));
  }

  scope.sitegenScore = { idf, wordScores, lunrScores };
})(typeof self === "undefined" ? globalThis : self);
