/*
 * Pinyin typed without an input method: finds the words of the archive that sound so, or the initiative or section whose name
 * has these first letters (jzdt: 加装电梯); and which characters sound the same. The tables (sitegen/search/spelling.py) are
 * fetched only when a query finds nothing.
 */
(function (scope) {
  "use strict";

  const LONGEST = 64, MOST_READINGS = 8, MOST_ALIKE = 3, MOST_WAYS = 9;

  /** Returns the ways to write a word in pinyin without spaces. */
  function spellings(word, readings) {
    let texts = [""];
    for (const character of word) {
      texts = texts.flatMap((text) => (readings.get(character) || []).map((syllable) => text + syllable)).slice(0, MOST_READINGS);
    }
    return texts;
  }

  /** Returns a Map from what is typed to those of `words` that are written so, the most frequent first. */
  function written(words, readings) {
    const found = new Map();
    for (const word of words.split(" ")) {
      for (const text of spellings(word, readings)) {
        if (!found.has(text)) found.set(text, [word]);
        else if (found.get(text).length < MOST_ALIKE) found.get(text).push(word);
      }
    }
    return found;
  }

  /** Returns a Map from a character to its syllables. */
  function readingsOf(index) {
    index.readings = index.readings || index.json("readings").then((table) => {
      const readings = new Map();
      for (const [syllable, characters] of Object.entries(table)) {
        for (const character of characters) readings.set(character, (readings.get(character) || []).concat(syllable));
      }
      return readings;
    }).catch((error) => { index.readings = null; throw error; });
    return index.readings;
  }

  /** Returns the table of what is frequent in the archive: {words, pairs, names}. */
  function tableOf(index) {
    index.frequent = index.frequent || index.json("pinyin").catch((error) => { index.frequent = null; throw error; });
    return index.frequent;
  }

  /** Returns what tells whether two characters may sound the same. */
  async function soundsOf(index) {
    const readings = await readingsOf(index);
    return (one, other) => (readings.get(one) || []).some((syllable) => (readings.get(other) || []).includes(syllable));
  }

  /** Returns what is typed for words, for them and pairs that are none, and, by their first letters, for names: {words, pairs, names}. */
  function read(table, readings) {
    const letters = new Map(Array.from(readings, ([character, syllables]) => [character, Array.from(new Set(syllables.map(([first]) => first)))]));
    const words = written(table.words, readings);
    const pairs = written(table.pairs, readings);
    for (const [text, alike] of words) pairs.set(text, alike.concat(pairs.get(text) || []).slice(0, MOST_ALIKE));
    return { words, pairs, names: written(table.names, letters) };
  }

  /** Returns what letters of pinyin may be, word by word, as few words as will do: the words that sound so; none where some of it is no word's sound. */
  function heard(words, letters) {
    const best = Array.from({ length: letters.length + 1 }, () => null);
    best[0] = [];
    for (let end = 1; end <= letters.length; end++) {
      for (let start = 0; start < end; start++) {
        const alike = best[start] && words.get(letters.slice(start, end));
        if (alike && (!best[end] || best[start].length + 1 < best[end].length)) best[end] = [...best[start], alike];
      }
    }
    return best[letters.length] || [];
  }

  /** Tells whether a folded query may be pinyin: nothing but letters. */
  function isPinyin(folded) {
    return folded.length >= 3 && folded.length <= LONGEST && /^[a-zü' ]+$/.test(folded);
  }

  /** Returns what a query in pinyin means in the archive, or "". */
  async function meaning(index, folded) {
    if (!isPinyin(folded)) return "";
    index.sounds = index.sounds || read(await tableOf(index), await readingsOf(index));
    const letters = folded.replaceAll("ü", "v").replace(/[^a-z]/g, "");
    const { words, pairs, names } = index.sounds;
    return await chosen(index, heard(words, letters)) || (names.get(letters) || [""])[0] || chosen(index, heard(pairs, letters));
  }

  /**
   * Returns the words that are meant: of those that sound alike the ones that the archive prints side by side (人形机器人, not
   * 韧性机器人), as one; else the most frequent of each, with spaces.
   */
  async function chosen(index, words) {
    const { pairsOf, entriesOf } = scope.sitegenQuery, { located } = scope.sitegenMatch;
    const ways = words.reduce((before, alike) => before.flatMap((way) => alike.map((word) => [...way, word])).slice(0, MOST_WAYS), [[]]);
    const seams = (way) => way.slice(1).map((word, at) => Array.from(way[at]).pop() + Array.from(word)[0]);
    await index.want(ways.flatMap(seams));
    const joined = ways.filter((way) => seams(way).every((pair) => entriesOf(index, pair))).map((way) => way.join(""));
    const pairs = joined.length > 1 ? joined.flatMap(pairsOf) : [];
    await index.want(pairs);
    await index.fill(pairs.map((pair) => index.term(pair)).filter(Boolean));
    const printed = joined.length > 1 && joined.find((text) => located(index, text).flags.some(Boolean));
    return printed || joined[0] || ways[0].join(" ");
  }

  scope.sitegenPinyin = { meaning, soundsOf, tableOf };
})(typeof self === "undefined" ? globalThis : self);
