/*
 * Pinyin typed without an input method: finds the words of the archive that sound so, or the initiative or section whose name
 * has these first letters (jzdt: 加装电梯). The table (sitegen/search/spelling.py) is
 * fetched only when a query in Latin letters finds nothing.
 */
(function (scope) {
  "use strict";

  const LONGEST = 64, MOST_READINGS = 8;

  /** Returns the ways to write a word in pinyin without spaces. */
  function spellings(word, readings) {
    let texts = [""];
    for (const character of word) {
      texts = texts.flatMap((text) => (readings.get(character) || []).map((syllable) => text + syllable)).slice(0, MOST_READINGS);
    }
    return texts;
  }

  /** Returns a Map from what is typed to the first of `words`, the most frequent, that is written so. */
  function written(words, readings) {
    const found = new Map();
    for (const word of words.split(" ")) {
      for (const text of spellings(word, readings)) if (!found.has(text)) found.set(text, word);
    }
    return found;
  }

  /** Returns what is typed for words, for them and pairs that are none, and, by their first letters, for names: {words, pairs, names}. */
  function read(table) {
    const readings = new Map(), letters = new Map();
    for (const [syllable, characters] of Object.entries(table.readings)) {
      for (const character of characters) {
        readings.set(character, (readings.get(character) || []).concat(syllable));
        letters.set(character, Array.from(new Set((letters.get(character) || []).concat(syllable[0]))));
      }
    }
    const words = written(table.words, readings);
    return { words, pairs: new Map([...written(table.pairs, readings), ...words]), names: written(table.names, letters) };
  }

  /** Returns Chinese words for letters of pinyin, as few as will do, or "" where some of it is no word's sound. */
  function chinese(words, letters) {
    const best = Array.from({ length: letters.length + 1 }, () => null);
    best[0] = [];
    for (let end = 1; end <= letters.length; end++) {
      for (let start = 0; start < end; start++) {
        const word = best[start] && words.get(letters.slice(start, end));
        if (word && (!best[end] || best[start].length + 1 < best[end].length)) best[end] = [...best[start], word];
      }
    }
    return (best[letters.length] || []).join(" ");
  }

  /** Tells whether a folded query may be pinyin: nothing but letters. */
  function isPinyin(folded) {
    return folded.length >= 3 && folded.length <= LONGEST && /^[a-zü' ]+$/.test(folded);
  }

  /** Returns what a query in pinyin means in the archive, or "". */
  async function meaning(index, folded) {
    if (!isPinyin(folded)) return "";
    index.sounds = index.sounds || read(await index.json("pinyin"));
    const letters = folded.replaceAll("ü", "v").replace(/[^a-z]/g, "");
    const { words, pairs, names } = index.sounds;
    return await joined(index, chinese(words, letters)) || names.get(letters) || joined(index, chinese(pairs, letters));
  }

  /** Returns words as one where the archive prints them so: 低空 经济 is 低空经济. */
  async function joined(index, words) {
    const { pairsOf, entriesOf } = scope.sitegenQuery, one = words.replaceAll(" ", "");
    if (one === words) return words;
    await index.want(pairsOf(one));
    return pairsOf(one).every((pair) => entriesOf(index, pair)) ? one : words;
  }

  scope.sitegenPinyin = { meaning };
})(typeof self === "undefined" ? globalThis : self);
