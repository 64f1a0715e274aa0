/*
 * What may be meant, told by the frequent words of the archive: the table of how they are written in pinyin (sitegen/search/spelling.py)
 * has them. In a large archive it is one file in place of dozens of shards, and says which few of these are worth fetching.
 */
(function (scope) {
  "use strict";

  const MOST_CHARACTERS = 2, MOST_WORDS = 3;

  /** Returns the frequent words, and pairs that are none, the most frequent first. */
  async function frequent(index) {
    const { words, pairs } = await scope.sitegenPinyin.tableOf(index);
    return words.split(" ").concat(pairs.split(" "));
  }

  /** Returns how many characters before and after the place `at` of `word` are those before and after the place `wrong` of `characters`. */
  function agreeing(word, at, characters, wrong) {
    let count = 0;
    for (const step of [-1, 1]) {
      for (let far = step; word[at + far] && word[at + far] === characters[wrong + far]; far += step) count++;
    }
    return count;
  }

  /**
   * Returns a few characters that may stand at the place `wrong` of `characters`: of those that words have beside what stands there
   * the ones that sound the same, and of these those of which a word has most beside them; what sounds otherwise needs two.
   */
  async function charactersAt(index, characters, wrong, sounds) {
    const places = new Map(), near = new Set([characters[wrong - 1], characters[wrong + 1]]);
    // Longer words with a right beginning came with the shards of what was typed.
    const words = (await frequent(index)).concat(Array.from(index.shards.values()).flatMap((shard) => Array.from(shard.keys())).filter((term) => term.length > 2));
    for (const text of words) {
      const word = Array.from(text);
      if (!word.some((one) => near.has(one))) continue;
      word.forEach((one, at) => {
        const beside = agreeing(word, at, characters, wrong), isAlike = sounds(characters[wrong], one);
        if (one === characters[wrong] || beside < (isAlike ? 1 : 2)) return;
        places.set(one, Math.max(places.get(one) || 0, beside + (isAlike ? characters.length : 0)));
      });
    }
    return Array.from(places.keys()).sort((one, two) => places.get(two) - places.get(one)).slice(0, MOST_CHARACTERS);
  }

  /** Returns the most frequent words of two characters that begin with `character`. */
  async function wordsWith(index, character) {
    return (await frequent(index)).filter((word) => Array.from(word).length === 2 && word.startsWith(character)).slice(0, MOST_WORDS);
  }

  scope.sitegenLikely = { charactersAt, wordsWith };
})(typeof self === "undefined" ? globalThis : self);
