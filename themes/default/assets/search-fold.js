/*
 * Characters of one form: the browser's half of sitegen/words.py, equal to it character by character (tested).
 * Everything that compares a query with a text, or marks a match in it, goes through here.
 */
(function (scope) {
  "use strict";

  const MARKS = new Map();
  const PRINTED = Array.from("“”„‟″«»「」『』｢｣‘’‚‛′〔〕【】〖〗〈〉《》‐‑‒–—―−〜");
  const PLAIN = '"""""""""""""' + "'''''" + "[][][]<><>" + "-------" + "~";
  PRINTED.forEach((mark, at) => MARKS.set(mark, PLAIN[at]));

  const SPACE = /^[\s\u001c-\u001f\u0085]$/u;
  const INVISIBLE = /^[\p{Cf}\p{Cc}]$/u;
  const LETTER = /^[\p{L}\p{N}]$/u;
  const LATIN = /^[0-9a-z]$/;
  const DIGIT = /^[0-9]$/;
  const LETTERS = /^[a-z]$/;

  const simplified = new Map();
  const known = new Map();

  /** Adds traditional characters, given as pairs in one string: each followed by its simplified form. */
  function addTraditional(pairs) {
    const characters = Array.from(pairs);
    for (let at = 0; at + 1 < characters.length; at += 2) simplified.set(characters[at], characters[at + 1]);
    known.clear();
  }

  function foldPart(part) {
    if (part !== "\ufeff" && SPACE.test(part)) return " ";
    if (INVISIBLE.test(part)) return "";
    return simplified.get(part) || MARKS.get(part) || part;
  }

  function foldCharacter(character) {
    let folded = known.get(character);
    if (folded === undefined) {
      folded = Array.from(character.normalize("NFKC").toLowerCase(), foldPart).join("");
      known.set(character, folded);
    }
    return folded;
  }

  /**
   * Folds a text. Returns the folded text and, for each of its UTF-16 units, where the character that it
   * comes from begins and ends in `text`. With `keepSpaces`, white space becomes one space each (queries).
   */
  function fold(text, keepSpaces) {
    const parts = [], starts = [], ends = [];
    let at = 0;
    for (const character of text) {
      for (const unit of foldCharacter(character).split("")) {
        parts.push(unit);
        starts.push(at);
        ends.push(at + character.length);
      }
      at += character.length;
    }
    return keepSpaces ? { text: parts.join(""), starts, ends } : withoutSpaces(parts, starts, ends);
  }

  function withoutSpaces(parts, starts, ends) {
    const kept = { text: "", starts: [], ends: [] }, out = [];
    for (let at = 0; at < parts.length; at++) {
      if (parts[at] === " ") {
        let next = at;
        while (parts[next] === " ") next++;
        const stays = LATIN.test(out[out.length - 1] || "") && LATIN.test(parts[next] || "");
        at = next - 1;
        if (!stays) continue;
      }
      out.push(parts[at]);
      kept.starts.push(starts[at]);
      kept.ends.push(ends[at]);
    }
    kept.text = out.join("");
    return kept;
  }

  /** Returns the stretches of letters, digits and Chinese characters of a folded text. */
  function runs(folded) {
    const characters = Array.from(folded), found = [];
    let run = "";
    characters.forEach((character, at) => {
      const before = characters[at - 1] || "", after = characters[at + 1] || "";
      const inside = LETTER.test(character)
        || (character === "." && DIGIT.test(before) && DIGIT.test(after))
        || ((character === "%" || character === "‰") && DIGIT.test(before))
        || (character === "&" && LETTERS.test(before) && LETTERS.test(after));
      if (inside) run += character;
      else if (run) { found.push(run); run = ""; }
    });
    if (run) found.push(run);
    return found;
  }

  /** Returns [start, end] in `text` of every occurrence of the folded strings `terms`, merged and sorted. */
  function occurrences(folded, terms) {
    const found = [];
    for (const term of terms) {
      if (!term) continue;
      for (let at = folded.text.indexOf(term); at >= 0; at = folded.text.indexOf(term, at + 1)) {
        found.push([folded.starts[at], folded.ends[at + term.length - 1]]);
      }
    }
    return merged(found);
  }

  /** Joins spans [start, end] that overlap or touch, so that 加装 and 电梯 side by side are one; sorted. */
  function merged(spans) {
    const joined = [];
    for (const [start, end] of spans.sort((one, two) => one[0] - two[0])) {
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  scope.sitegenFold = { fold, runs, occurrences, merged, addTraditional };
})(typeof self === "undefined" ? globalThis : self);
