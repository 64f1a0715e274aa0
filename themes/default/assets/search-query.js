/*
 * Understands a query: parts between spaces, "quoted" parts, -excluded parts; each part in runs of characters;
 * each run cut into units, the words that the index knows. A unit is always looked for as a string of
 * characters: the cut decides what counts as one thing when not everything is in one place, never what is found.
 */
(function (scope) {
  "use strict";

  const LONGEST_QUERY = 240, MOST_RUNS = 24, LONGEST_WORD = 32, USUAL = 50, COMMON = 2, RARE = 4;
  // Words that ask or join and say nothing of the subject.
  const EMPTY = new Set(("的 了 和 与 及 或 在 是 有 为 对 把 被 给 让 向 从 到 等 也 都 就 还 又 吗 呢 吧 啊 个 着 过 地 得 要 什么 怎么 " +
    "怎样 怎么样 怎么办 如何 多少 哪些 哪里 哪儿 哪个 哪年 几个 几年 为什么 是否 有没有 是不是 能不能 可以 可不可以 需要 至少 要求 以及 关于 情况 " +
    "请问 我们 没有 没人 不够 不用 谁 何时 时候 什么时候 多久 多大 多长 多高 多少钱 是什么 有什么 有哪些 能否 可否 为何 这个 那个 这些 那些 这种 那种 这样 那样 这条 那条 这里 那里 这边 那边 自己 别人 人家 大家 " +
    "事情 有些 有点 一点 一些 一直 经常 总是 老是 每次 每天 不到 不起 不了 不好 不能 不会 不敢 不让 起来 出来 下来 上去 太多 太少 太大 太小 太久 太慢 太贵 太远 " +
    "不方便 麻烦 费劲 难受 不行 怎么解决 怎么处理 怎么回事 谁管 管不管 没人管 没人理 有人管 有人 只有 天天 越来越 早上 好不好 多不多 变好 变多 变少 来了 要去").split(" "));
  // What ends a question about something and begins other words: 能看书的地方, but 地方债.
  const ENDING = new Set("地方 东西 问题 办法".split(" "));
  // Words for a time that hangs on the day of asking.
  const TIMES = new Set("去年 前年 今年 明年 现在 目前 最近 近年 近几年".split(" "));
  // A particle alone asks nothing: in 不存在的词 each character counts.
  const ASKING = /^(?:[吗呢谁]|什么.*|怎么.*|怎样|如何|多[少久大长高].*|[哪几].*|[为是有]什么|有哪些|何时|时候|为何|[是能可]否|有没有|是不是|能不能|可以|可不可以|需要|请问|没有|没人|不够|不用)$/u;
  // What has one of these asks.
  const QUESTION = /多[少久大长高]|什么|怎么|怎样|如何|[哪谁几]/u;
  // What is asked of follows these; what only counts it does not say what it is.
  const COUNTING = /^(?:多少|哪?几|什么|哪[些一]?)$/u, MEASURES = new Set("人 个 家 台 户 名 项 条 座 处 所 部 批 件 套 亩 吨 元 钱 次 年 月 天 号 层 级 岁 种 样 类 位 间 张 辆 米 万 亿".split(" "));
  // These are themselves what is counted: 多少人住, but 几条路.
  const COUNTED = new Set("人钱元次年月天岁户".split(""));
  // What helps other verbs is no part of a name in a question: 谁来管 asks for no 来管.
  const HELPING = new Set("来去会能想该应".split(""));
  // Single characters that judge; where no report says so, the thing is meant (上学难).
  const JUDGING = new Set("难 少 多 贵 慢 远 差 坏 没 低 高 大 小 旧 脏 臭 吵 黑 窄 挤 堵 破 漏 乱 累 怕 冷 热".split(" "));

  /** Parses what was typed. Returns {positive, excluded}, parts {text, exact, runs}; never throws. */
  function parse(typed) {
    const folded = scope.sitegenFold.fold(Array.from(typed).slice(0, LONGEST_QUERY).join(""), true).text;
    const parts = [];
    for (const [, minus, quoted, plain] of folded.matchAll(/(?:(^|\s)-(?=[^\s-]))?(?:"([^"]+)"|([^\s"]+))/gu)) {
      const text = quoted === undefined ? plain : quoted;
      const runs = scope.sitegenFold.runs(scope.sitegenFold.fold(text).text).slice(0, MOST_RUNS);
      if (runs.length) parts.push({ text, exact: quoted !== undefined, excluded: minus !== undefined, runs });
    }
    const positive = parts.filter((part) => !part.excluded);
    // A query that only excludes asks for nothing: it is then read as it stands.
    return positive.length ? { positive, excluded: parts.filter((part) => part.excluded) } : { positive: parts, excluded: [] };
  }

  /** Returns the pairs of characters of a run; a run of one character is its own. */
  function pairsOf(run) {
    const characters = Array.from(run);
    if (characters.length < 2) return [run];
    return characters.slice(1).map((character, at) => characters[at] + character);
  }

  /** Returns in how many entries of the index `text` is a word (0: it is none). */
  function wordEntries(index, text) {
    const entry = index.term(text);
    if (!entry) return 0;
    return entry.fields.reduce((sum, part) => sum + (part.field <= scope.sitegenIndex.BODY ? part.entries : 0), 0);
  }

  /** Returns the pieces of a run that are never cut: a number or a Latin word, or one other character. */
  function atoms(run) {
    return run.match(/[0-9a-z.%‰&]+|[^]/gu) || [];
  }

  /** Tells whether a word is one that asks with what it counts: 几家, 什么样. */
  function isCounted(text) {
    const characters = Array.from(text), measure = characters.pop(), rest = characters.join("").replace(/(?<=.)个$/u, "");
    return MEASURES.has(measure) && COUNTING.test(rest);
  }

  /** Cuts atoms into spans {text, kind} by the most probable words of the index, as jieba does. */
  function cut(index, pieces, isWord) {
    const total = Math.log(index.manifest.entries * 64 + 64), count = pieces.length;
    const best = Array.from({ length: count + 1 }, () => ({ weight: 0, next: count, kind: "" }));
    for (let at = count - 1; at >= 0; at--) {
      const single = pieces[at].length > 1 ? "word" : "single";
      best[at] = { weight: best[at + 1].weight - total - (single === "single" ? RARE : 0), next: at + 1, kind: single };
      let text = pieces[at];
      for (let end = at + 2; end <= Math.min(count, at + LONGEST_WORD); end++) {
        text += pieces[end - 1];
        const frequency = isWord(text);
        const weight = frequency ? Math.log(frequency) - total + best[end].weight : -Infinity;
        if (weight > best[at].weight) best[at] = { weight, next: end, kind: "word" };
      }
    }
    const spans = [];
    for (let at = 0; at < count; at = best[at].next) {
      const text = pieces.slice(at, best[at].next).join("");
      const ends = ENDING.has(text) && at > 0 && best[at].next === count;
      spans.push({ text, kind: ends || EMPTY.has(text) ? "empty" : TIMES.has(text) ? "time" : best[at].kind });
    }
    return spans;
  }

  /**
   * Returns the units of a run: {text, words, pieces, optional, isLeft: a character that belongs to nothing, others, named: what of it has those}. `words` are the terms of the index that rank it,
   * `pieces` the words that it consists of, `others` what means the same. A single character belongs to its neighbour
   * (广场 + 舞: 广场舞), but in a question, where it is mostly a verb or a particle, it is optional, unless it is what is asked of
   * (多少煤). All of a run that only asks beside others (`isAside`) is optional.
   */
  function unitsOf(index, run, aliases, isAside = false) {
    const known = (text) => Math.max(wordEntries(index, text), aliases.has(text) || EMPTY.has(text) || TIMES.has(text) ? USUAL : index.isCommon(text) ? COMMON : 0);
    const spans = cut(index, atoms(run), known);
    const asks = spans.some((span) => ASKING.test(span.text));
    for (const span of spans) if (isCounted(span.text)) span.kind = "empty";
    const units = together(index, asked(spans), asks, aliases).map((span) => ({
      ...unit(index, span.text, aliases, known), optional: span.kind !== "word", isLeft: !asks && span.kind === "single" && !JUDGING.has(span.text) && !span.judges,
    }));
    if (isAside || units.every((one) => one.optional)) for (const one of units) one.optional = isAside;
    return units;
  }

  /** Returns the single characters that stand by themselves in a run, or with 了 after them. */
  function singlesOf(index, run) {
    const known = (text) => Math.max(wordEntries(index, text), EMPTY.has(text) ? USUAL : index.isCommon(text) ? COMMON : 0);
    return cut(index, atoms(run), known).map((span) => span.text.replace(/了$/u, "")).filter((text) => Array.from(text).length === 1);
  }

  /** Tells whether a word only asks, or says nothing of the subject: 多少家, 没有, 在哪. */
  function onlyAsks(word) {
    return EMPTY.has(word) || QUESTION.test(word);
  }

  /** Tells whether a whole run only asks: 多少个, 有哪些, 哪一年. */
  function isQuestion(index, run) {
    const words = cut(index, atoms(run), (text) => EMPTY.has(text) ? USUAL : 0).map((span) => span.text), asks = (word) => ASKING.test(word) || QUESTION.test(word);
    return words.some(asks) && words.every((word) => onlyAsks(word) || MEASURES.has(word) || word === "一");
  }

  /** Returns the runs that are looked for: all but those that only ask, if there are others. */
  function subjects(index, query) {
    const runs = query.positive.flatMap((part) => part.runs), asking = new Set(query.positive.filter((part) => !part.exact).flatMap((part) => part.runs.filter((run) => isQuestion(index, run))));
    const others = runs.filter((run) => !asking.has(run));
    return others.length ? others : runs;
  }

  /** Makes what is asked of (多少煤, 几条路, 什么扶手) a word, where it is none that the index knows. */
  function asked(spans) {
    return spans.reduce((texts, span) => {
      const last = texts[texts.length - 1];
      if (!last || span.kind !== "single") return texts.concat(span);
      const counts = COUNTING.test(last.text);
      if (MEASURES.has(span.text)) return texts.concat({ ...span, counts: counts && !COUNTED.has(span.text) });
      if (last.isAsked) Object.assign(last, { text: last.text + span.text });
      else if (counts || !HELPING.has(span.text) && (last.counts || isCounted(last.text) && !COUNTED.has(last.text.slice(-1)))) texts.push({ ...span, kind: "word", isAsked: true });
      else texts.push(span);
      return texts;
    }, []);
  }

  /**
   * Joins single characters: to each other where the archive has them side by side, to a word as told above. Those that are left
   * over side by side (火星 where no report tells of Mars) are a word that the archive does not have, unless something is asked.
   */
  function together(index, spans, asks, aliases) {
    const chained = [];
    for (const span of spans) {
      const last = chained[chained.length - 1];
      const beside = last && span.kind === "single" && last.loose && !(asks && helps(last, span)) && entriesOf(index, Array.from(last.text).pop() + span.text);
      if (beside) Object.assign(last, { text: last.text + span.text, kind: "word" });
      else chained.push({ ...span, loose: span.kind === "single" });
    }
    return asks ? chained : chained.reduce((texts, span, at) => attach(index, texts, span, chained[at + 1], aliases), []).reduce(unknown, []);
  }

  function helps(...spans) {
    return spans.some((span) => HELPING.has(span.text));
  }

  function unknown(texts, span) {
    const last = texts[texts.length - 1];
    if (!last || last.kind === "word" && !last.isUnknown || span.kind !== "single") return texts.concat(span);
    Object.assign(last, { text: last.text + span.text, kind: "word", isUnknown: true });
    return texts;
  }

  /**
   * Puts a single character to the word beside it that it follows or precedes more often, if both together may be printed; at the end
   * always, unless it judges, or the word has other names (雾霾|天).
   */
  function attach(index, texts, span, after, aliases) {
    const last = texts[texts.length - 1];
    if (last && last.open) {
      Object.assign(last, { text: last.text + span.text, kind: "word", open: false });
      return texts;
    }
    if (span.kind !== "single") return texts.concat({ ...span });
    if (last && last.kind === "empty") return texts.concat({ ...span, kind: "word" });
    const back = last && mayStand(index, last.text + span.text) ? entriesOf(index, Array.from(last.text).pop() + span.text) : 0;
    const ahead = after && after.kind !== "empty" && mayStand(index, span.text + after.text) ? entriesOf(index, span.text + Array.from(after.text)[0]) : 0;
    const judges = (JUDGING.has(span.text) || last && aliases.has(last.text)) && !back && !ahead;
    if (last && !judges && (back > ahead || !after)) Object.assign(last, { text: last.text + span.text, kind: "word" });
    else texts.push({ ...span, open: ahead > 0, judges });
    return texts;
  }

  /** Tells whether an entry may have all pairs of `text` (老外来 has none, though there are 老外 and 外来); postings in a file of their own are not looked at. */
  function mayStand(index, text) {
    let held = null;
    for (const pair of pairsOf(text)) {
      const entry = index.term(pair), here = new Set();
      if (!entry) return false;
      if (!entry.bytes) continue;
      scope.sitegenIndex.visitPostings(entry, ~0, (number) => { if (!held || held.has(number)) here.add(number); });
      if (!here.size) return false;
      held = here;
    }
    return true;
  }

  function entriesOf(index, pair) {
    const entry = index.term(pair);
    return entry ? entry.fields.reduce((sum, part) => sum + part.entries, 0) : 0;
  }

  /** Returns all words of the index inside `text`. */
  function wordsOf(index, text) {
    const characters = Array.from(text), words = [];
    for (let at = 0; at < characters.length; at++) {
      for (let end = at + 2; end <= Math.min(characters.length, at + LONGEST_WORD); end++) {
        const word = characters.slice(at, end).join("");
        if (wordEntries(index, word)) words.push(word);
      }
    }
    return words;
  }

  function unit(index, text, aliases, known) {
    const characters = Array.from(text), words = wordsOf(index, text);
    const spans = characters.length > 2 ? cut(index, atoms(text), (word) => word === text ? 0 : known(word)) : [];
    // A character beside what has another name does not take it away: 老师工资|低.
    const named = aliases.has(text) ? text : spans.length === 2 && spans.map((span) => span.text).find((piece) => Array.from(piece).length > 2 && aliases.has(piece));
    const others = aliases.get(named) || [];
    return {
      text, words, others, named, related: named === text ? aliases.related.get(text) || new Set() : new Set(others),
      pieces: spans.filter((span) => span.kind === "word").map((span) => span.text),
      consists: spans.length > 1 && spans.every((span) => span.kind === "word"),
    };
  }

  scope.sitegenQuery = { parse, pairsOf, unitsOf, subjects, singlesOf, onlyAsks, isQuestion, wordsOf, isEmpty: (text) => EMPTY.has(text), wordEntries, entriesOf, LONGEST_QUERY };
})(typeof self === "undefined" ? globalThis : self);
