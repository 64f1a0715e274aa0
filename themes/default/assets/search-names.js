/*
 * Other names in a large archive, where each brings shards and lists of its own along: a few, and of those the likeliest.
 */
(function (scope) {
  "use strict";

  const { pairsOf } = scope.sitegenQuery;
  const MOST_SHARDS = 4;

  /** Returns those of `aliases` (`namesIn`) that few shards hold, before others those that several words are called. */
  function few(index, aliases) {
    const kept = new Set(), shards = new Set();
    for (const name of inTurn(aliases)) {
      const own = scope.sitegenFold.runs(name).flatMap(pairsOf).flatMap((pair) => index.shardNames(pair)).filter((one) => !index.shards.has(one));
      if (kept.size && new Set([...shards, ...own]).size > MOST_SHARDS) continue;
      kept.add(name);
      for (const one of own) shards.add(one);
    }
    const worth = Array.from(aliases, ([word, names]) => [word, names.filter((name) => kept.has(name))]);
    return Object.assign(new Map(worth), { related: aliases.related });
  }

  /** Returns all names: those that most words are called first, then the first of each word, the second of each, and so on. */
  function inTurn(aliases) {
    const counts = new Map(), places = new Map();
    for (const names of aliases.values()) {
      names.forEach((name, at) => {
        counts.set(name, (counts.get(name) || 0) + 1);
        places.set(name, Math.min(at, places.has(name) ? places.get(name) : at));
      });
    }
    return Array.from(counts.keys()).sort((one, two) => counts.get(two) - counts.get(one) || places.get(one) - places.get(two));
  }

  scope.sitegenNames = { few };
})(typeof self === "undefined" ? globalThis : self);
