/*
 * The search itself: understands a query, weighs every entry that has some of it, lets lunr.js score the best, and where
 * nothing has all of it, asks for the query that was probably meant (`search-suggest.js`).
 */
(function (scope) {
  "use strict";

  const { parse } = scope.sitegenQuery;
  const { wordScores, lunrScores } = scope.sitegenScore;
  const { understand, mark, IN_TEXT, IN_HEADING, IN_REPORT, IN_OTHER_WORDS, INSIDE, fours } = scope.sitegenMatch;
  const CANDIDATES = 150, UNKNOWN = 4, LEAST_SLIPPED = 4, MOST_ORDERED = 2000;
  // How much each kind of match counts; tuned on graded queries, measured by eval.
  const WEIGHTS = {
    lunr: 1, cover: 1, heading: 0.8, other: 0.85, besides: 0.6, parts: 0.7, report: 0.5, some: 0.5, trait: 0.25,
    elsewhere: 0.35, otherYear: 0.6, inside: 0.3, whole: 0.8, wholeHeading: 0.7, least: 0.15, aside: 0.8, literal: 0.8,
  };

  /** Returns how much a unit counts that an entry has, by where it has it; 0 if it lacks it. */
  function credit(unit, entry) {
    const own = literally(unit, unit.flags[entry], entry);
    // What is only related says less of a word that reports have themselves: 医保 is more than a service that is asked for by 手机.
    return unit.called ? Math.max(own, (unit.isWord ? WEIGHTS.besides : WEIGHTS.other) * unit.called[entry] / unit.rarity) : own;
  }

  function literally(unit, flags, entry) {
    if (unit.isLoose && flags & (IN_TEXT | IN_OTHER_WORDS)) return WEIGHTS.other;
    if (flags & IN_TEXT) return unit.times ? 1 + 0.2 * (unit.times[entry] - 1) : 1;
    if (flags & IN_HEADING) return WEIGHTS.heading;
    if (flags & IN_OTHER_WORDS) return WEIGHTS.other;
    if (flags & INSIDE) return WEIGHTS.inside;
    if (unit.consists && hasParts(unit, entry)) return WEIGHTS.parts;
    return flags & IN_REPORT ? WEIGHTS.report : 0;
  }

  function hasParts({ parts }, entry) {
    for (const { flags } of parts) if (!flags[entry]) return false;
    return true;
  }

  /** Returns how much a unit counts that an entry has only some words of, or characters (`search-traits.js`). */
  function partly({ parts, rarity, optional, traits }, entry) {
    let held = 0;
    if (!optional) for (const part of parts) if (part.flags[entry]) held += part.rarity * WEIGHTS.some;
    if (!held && traits) for (const trait of traits) if (trait.flags[entry]) held += trait.rarity * WEIGHTS.trait;
    return Math.min(rarity * WEIGHTS.some, held);
  }

  /** Puts into `found` how much of the query an entry has, for all of very many: {weight, core: without conditions on its report, all, own: more than its report's name, elsewhere: how much it counts as one of other reports}. */
  function coverage(units, entry, found) {
    let core = 0, outer = 0, all = true, own = false, elsewhere = 1;
    for (const unit of units) {
      if (unit.condition) {
        const flags = unit.flags[entry];
        outer += unit.rarity * (flags & IN_REPORT ? 1 : flags ? WEIGHTS.aside : 0);
        if (!flags) elsewhere *= unit.isYear ? WEIGHTS.otherYear : WEIGHTS.elsewhere;
        continue;
      }
      const share = credit(unit, entry), some = share && !unit.optional ? 0 : partly(unit, entry);
      // lunr knows words only: what is none would count less than another name for it that is one.
      const literal = !unit.isWord && !unit.isLoose && !unit.times && unit.flags[entry] & (IN_TEXT | IN_HEADING) ? WEIGHTS.literal : 0;
      core += (share + literal) * unit.rarity * (unit.optional ? 0.1 : 1) + some;
      if (unit.optional) continue;
      if (!share) all = false;
      if ((share && (unit.flags[entry] !== IN_REPORT || (unit.consists && hasParts(unit, entry)))) || some) own = true;
    }
    found.weight = core + outer;
    found.core = core;
    found.all = all && own && elsewhere === 1;
    found.own = own;
    found.elsewhere = elsewhere;
  }

  /** Returns how much it counts that an entry has runs of the query unbroken. */
  function wholly(whole, entry) {
    let sum = 0;
    for (const { flags, rarity } of whole) {
      if (flags[entry]) sum += (flags[entry] & IN_TEXT ? WEIGHTS.whole : flags[entry] & IN_HEADING ? WEIGHTS.wholeHeading : 0) * rarity;
    }
    return sum;
  }

  /** Marks the entries that have something of the query besides a condition on their report: most have nothing. */
  function touchedBy(index, units) {
    const touched = new Uint8Array(index.manifest.end), into = fours(touched);
    for (const { flags } of units.filter((unit) => !unit.condition).flatMap((unit) => [unit, ...unit.parts, ...unit.traits || []])) {
      const marks = fours(flags);
      for (let at = 0; at < into.length; at++) into[at] |= marks[at];
    }
    return touched;
  }

  /**
   * Searches. Returns {full, partial, units, whole, aliases, suggestion}: entries that have all of the query, and those that
   * have a good part of it, best first, as {entry, report, score}. Without `widely`, other names are left aside; the hits that
   * `passes`, where it is given, refuses come last and are not weighed; `excluded` are parts that are left out besides those that were typed.
   */
  async function search(index, typed, { widely = true, passes = null, excluded: left = [] } = {}) {
    await index.open();
    const query = parse(typed);
    query.excluded.push(...left);
    if (!query.positive.length) return { full: [], partial: [], units: [], whole: [], aliases: new Map() };
    const understood = await understand(index, query, widely);
    if (understood.units.some((unit) => !unit.known)) {
      await index.further();
      if (await scope.sitegenTraditional.load(index, typed, understood.units)) return search(index, typed, { widely, passes, excluded: left });
    }
    const { units, whole, aliases } = understood;
    const excluded = exclusions(index, query), weighed = () => tiersOf(index, units, whole, excluded, passes);
    const found = { ...weighed(), units, whole, aliases };
    // Where a character belongs to nothing, what has the others may be found by a slip (棚护区: 护区).
    const slipped = units.some((unit) => unit.isLeft) ? LEAST_SLIPPED : 0;
    if (found.full.length && !slipped) return found;
    await index.further();
    const meant = await scope.sitegenSuggest.suggest(index, query, found, { widely, passes }, found.full.length ? slipped : 3);
    if (meant !== found || found.full.length) return meant;
    return widely && await scope.sitegenTraits.addTo(index, units) ? { ...found, ...weighed() } : found;
  }

  /** Weighs all entries: {full, partial}. */
  function tiersOf(index, units, whole, excluded, passes) {
    const weigh = wordWeights(index, units.filter((unit) => !unit.condition));
    // A word that the archive does not have cannot be asked of an entry: it counts as a common one.
    const asked = units.reduce((sum, unit) => sum + (unit.optional || unit.condition ? 0 : unit.known ? unit.rarity : Math.min(unit.rarity, UNKNOWN)), 0);
    const tiers = { full: [], partial: [] }, touched = touchedBy(index, units), { first } = index.manifest.reports;
    const least = WEIGHTS.least * asked, covered = { weight: 0, core: 0, all: false, own: false, elsewhere: 1 };
    for (let entry = 0, report = 0; entry < index.manifest.end; entry++) {
      if (!touched[entry] || excluded[entry]) continue;
      while (first[report + 1] <= entry) report++;
      coverage(units, entry, covered);
      const { core, all } = covered;
      if (!covered.own || (!all && core < least)) continue;
      const factor = (all ? 1 : Math.min(1, core / asked)) * covered.elsewhere;
      const weight = covered.weight * factor, bonus = wholly(whole, entry) * factor;
      const rough = weigh.roughly(entry) * factor * WEIGHTS.lunr + weight * WEIGHTS.cover + bonus;
      (all ? tiers.full : tiers.partial).push({ entry, report, weight, bonus, factor, rough, lunr: 0, score: 0 });
    }
    for (const name of ["full", "partial"]) tiers[name] = rank(tiers[name], weigh, passes);
    return tiers;
  }

  function exclusions(index, query) {
    const flags = new Uint8Array(index.manifest.end);
    for (const part of query.excluded) for (const run of part.runs) mark(index, run, flags);
    return flags;
  }

  /** Weighs entries by lunr's scores of the words that were typed. */
  function wordWeights(index, units) {
    const { scores, postings } = wordScores(index, Array.from(new Set(units.flatMap((unit) => unit.words))));
    return {
      roughly: (entry) => scores[entry],
      exactly: (entries) => {
        const scored = lunrScores(index, postings, entries);
        return (entry) => scored.get(entry) || 0;
      },
    };
  }

  /** Returns the hits, the best first; of very many only as many are put in order as anybody will look at. */
  function ordered(hits) {
    const byScore = (one, two) => two.rough - one.rough || one.entry - two.entry;
    if (hits.length <= 2 * MOST_ORDERED) return hits.sort(byScore);
    const least = Float64Array.from(hits, (hit) => hit.rough).sort()[hits.length - MOST_ORDERED], [best, others] = parted(hits, (hit) => hit.rough >= least);
    return best.sort(byScore).concat(others);
  }

  /** Returns those of `things` that pass, and the others. */
  function parted(things, passes) {
    const passing = [], others = [];
    for (const thing of things) (passes(thing) ? passing : others).push(thing);
    return [passing, others];
  }

  /** Puts hits in order: those that pass, of which the best are weighed exactly and the others stay below them; then the rest. */
  function rank(found, weigh, passes) {
    const [passing, refused] = passes ? parted(found, passes) : [found, []], hits = ordered(passing);
    const best = hits.slice(0, CANDIDATES), lunr = weigh.exactly(best.map((hit) => hit.entry));
    for (const hit of best) {
      hit.lunr = lunr(hit.entry) * hit.factor;
      hit.score = hit.lunr * WEIGHTS.lunr + hit.weight * WEIGHTS.cover + hit.bonus;
    }
    best.sort((one, two) => two.score - one.score || one.entry - two.entry);
    const others = hits.slice(CANDIDATES), most = others.reduce((greatest, hit) => Math.max(greatest, hit.rough), 0);
    for (const hit of others) hit.score = most ? best[best.length - 1].score * hit.rough / most : 0;
    return best.concat(others, refused);
  }

  scope.sitegenEngine = { search, WEIGHTS };
})(typeof self === "undefined" ? globalThis : self);
