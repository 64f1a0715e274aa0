/*
 * Looks for what was probably meant where nothing has all of a query: pinyin, words that sound alike, a character that slipped,
 * a short form (特教: 特殊教育).
 */
(function (scope) {
  "use strict";

  const { visitPostings, TITLE } = scope.sitegenIndex;
  const { pairsOf, subjects, entriesOf, wordEntries, isEmpty, isQuestion } = scope.sitegenQuery;
  const { located } = scope.sitegenMatch;
  const LONGEST_TYPO = 12, MOST_REPLACEMENTS = 12, LONGEST_SHORT = 3, MOST_WORDS = 24, MOST_WAYS = 200, MOST_WAYS_LARGE = 2;

  /** Looks for what was probably meant: the words that sound so, a query that differs in one character, or what is written out; its hits are then the partial ones. */
  async function suggest(index, query, found, options, least) {
    const runs = query.positive.flatMap((part) => part.runs), wanted = subjects(index, query).filter((run) => !isQuestion(index, run));
    const suggestion = await scope.sitegenPinyin.meaning(index, runs.join(" ")) || await respelled(index, runs, wanted, least) || await spelledOut(index, runs, wanted);
    if (!suggestion) return found;
    const other = await scope.sitegenEngine.search(index, suggestion, { ...options, excluded: query.excluded });
    return other.full.length ? { ...other, full: [], partial: other.full.concat(other.partial), suggestion } : found;
  }

  /** Returns the runs with one character of the first unknown one that is `wanted`, of `least` characters or more replaced, or "". */
  async function respelled(index, runs, wanted, least) {
    const run = wanted.find((one) => Array.from(one).length >= least && Array.from(one).length <= LONGEST_TYPO && !located(index, one).flags.some(Boolean));
    const better = run && await corrected(index, run);
    return better ? runs.map((one) => one === run ? better : one).join(" ") : "";
  }

  /** Returns the runs with the first unknown one that is `wanted` and short written out, or "". */
  async function spelledOut(index, runs, wanted) {
    const short = wanted.find((one) => /^\p{Script=Han}{2,}$/u.test(one) && Array.from(one).length <= LONGEST_SHORT && !located(index, one).flags.some(Boolean));
    const whole = short && await wordsOfShort(index, short);
    return whole ? runs.map((one) => one === short ? whole : one).join(" ") : "";
  }

  /** Returns the words, one that begins with each character, that the archive prints side by side, those of the most frequent seams, or "". */
  async function wordsOfShort(index, short) {
    const characters = Array.from(short), choices = await Promise.all(characters.map((character) => wordsWith(index, character)));
    const seam = (words, at) => Array.from(words[at])[1] + characters[at + 1];
    await index.want(choices.slice(0, -1).flatMap((words, at) => words.map((word) => Array.from(word)[1] + characters[at + 1])));
    const ways = choices.slice(1).reduce((before, words) => before.flatMap((way) =>
      entriesOf(index, seam(way, way.length - 1)) ? words.map((word) => [...way, word]) : []), choices[0].map((word) => [word]));
    const least = (way) => Math.min(...way.slice(1).map((_, at) => entriesOf(index, seam(way, at))));
    return printedMost(index, ways.sort((one, two) => least(two) - least(one)).slice(0, index.isLarge ? MOST_WAYS_LARGE : MOST_WAYS).map((way) => way.join("")));
  }

  /** Returns the words of two characters that begin with `character`, the most frequent first. */
  async function wordsWith(index, character) {
    if (index.isLarge) return scope.sitegenLikely.wordsWith(index, character);
    await index.want([character]);
    return index.pairsWith(character).map(({ term }) => term).filter((term) => wordEntries(index, term))
      .sort((one, two) => entriesOf(index, two) - entriesOf(index, one)).slice(0, MOST_WORDS);
  }

  /** Returns the one of `texts` that most entries have, or "". */
  async function printedMost(index, texts) {
    const pairs = texts.flatMap(pairsOf);
    await index.want(pairs);
    await index.fill(pairs.map((pair) => index.term(pair)).filter(Boolean));
    const counted = texts.map((text) => [text, located(index, text).flags.filter(Boolean).length]).filter(([, count]) => count);
    return counted.reduce((best, one) => one[1] > best[1] ? one : best, ["", 0])[0];
  }

  /**
   * Returns `run` with one character replaced, so that most of its pairs stand together in most entries, or "". A character that
   * sounds the same is the likelier slip: input methods go by sound.
   * The first character is taken as it is: pairs that end with a given one are spread over the whole index.
   */
  async function corrected(index, run) {
    const characters = Array.from(run), pairs = pairsOf(run);
    const known = pairs.map((pair) => entriesOf(index, pair) > 0), rarest = pairs.reduce((least, pair, at) => entriesOf(index, pair) < entriesOf(index, pairs[least]) ? at : least, 0);
    // Where the archive has all pairs, each elsewhere, the rarest is the likeliest to be wrong, if another sounds the same. In a large
    // archive most pairs stand somewhere, so nearly every question would look for slips.
    const isElsewhere = known.every(Boolean);
    if (isElsewhere && index.isLarge) return "";
    const wrong = isElsewhere ? [rarest] : known.map((is, pair) => is ? -1 : pair).filter((pair) => pair >= 0);
    // The wrong character is in every pair that the archive does not have.
    const places = characters.map((_, at) => at).filter((at) => at && wrong.every((pair) => pair === at - 1 || pair === at));
    if (!places.length) return "";
    const sounds = await scope.sitegenPinyin.soundsOf(index);
    let best = { score: known.filter(Boolean).length, count: 0, text: "" };
    for (const at of places) {
      const rest = pairs.filter((_, pair) => pair !== at - 1 && pair !== at), after = characters[at + 1] || "";
      for (const [next, count] of await replacements(index, characters, at, rest, sounds)) {
        if (isElsewhere && !sounds(characters[at], next)) continue;
        const text = characters.with(at, next).join(""), follows = !after || entriesOf(index, next + after) > 0;
        // Of three characters the middle one is in both pairs: then both must be right.
        if (!rest.length && !follows) continue;
        const score = rest.length + 1 + (follows ? 1 : 0) + (sounds(characters[at], next) ? 1 : 0);
        if (score > best.score || (score === best.score && count > best.count && best.text)) best = { score, count, text };
      }
    }
    return best.text;
  }

  /**
   * Returns what may stand at the place `at`: what follows the character before it in entries with all pairs of `rest`, what sounds the
   * same first, then the most frequent, as [character, entries].
   */
  async function replacements(index, characters, at, rest, sounds) {
    const [before, wrong, after = ""] = characters.slice(at - 1, at + 2);
    const marks = rest.map((pair) => located(index, pair).flags), counts = [];
    if (marks.length && !marks[0].some((_, number) => marks.every((flags) => flags[number]))) return counts;
    for (const entry of await pairsAt(index, characters, at, sounds)) {
      const next = Array.from(entry.term)[1];
      if (!next || next === wrong || isEmpty(next)) continue;
      // What has a file of its own stands nearly everywhere, and is not fetched to find out.
      if (entry.large) {
        if (index.isLarge) counts.push([next, entriesOf(index, entry.term)]);
        continue;
      }
      const numbers = new Set();
      visitPostings(entry, ~(1 << TITLE), (number) => { if (marks.every((flags) => flags[number])) numbers.add(number); });
      if (numbers.size) counts.push([next, numbers.size]);
    }
    const isAlike = ([next]) => sounds(wrong, next) ? 1 : 0;
    counts.sort((one, two) => isAlike(two) - isAlike(one) || two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
    if (after) await index.want(counts.slice(0, MOST_REPLACEMENTS).map(([next]) => next + after));
    return counts.slice(0, MOST_REPLACEMENTS);
  }

  /**
   * Returns the pairs that may stand at the place before `at` and there. In a large archive what begins with one character lies in
   * dozens of shards: there the likeliest.
   */
  async function pairsAt(index, characters, at, sounds) {
    const before = characters[at - 1], likely = index.isLarge ? (await scope.sitegenLikely.charactersAt(index, characters, at, sounds)).map((next) => before + next) : null;
    await index.want(likely || [before]);
    return likely ? likely.map((pair) => index.term(pair)).filter(Boolean) : index.pairsWith(before);
  }

  scope.sitegenSuggest = { suggest };
})(typeof self === "undefined" ? globalThis : self);
