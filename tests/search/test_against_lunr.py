"""lunr is the reference: the shards give the scores that a whole index built by lunr.py gives in lunr.js."""

from __future__ import annotations

import random
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from lunr.builder import Builder

from sitegen.search.columns import bases
from sitegen.search.manifest import BOOSTS
from sitegen.search.postings import keys_of_codes, pairs_of_keys, unpack
from sitegen.search.terms import FIELDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from sitegen.search import ReportTerms

WHOLE = "(index) => { self.whole = lunr.Index.load(index); }"
ASK = """
async (queries) => {
  const answers = [];
  for (const words of queries) {
    const whole = self.whole.query((query) => words.forEach((word) => query.term(word, { usePipeline: false })));
    await self.index.want(words.map((word) => Array.from(word).slice(0, 2).join("")));
    await self.index.fill(words.map((word) => self.index.term(word)));
    const { scores, postings } = sitegenScore.wordScores(self.index, words);
    const matching = Array.from(scores, (score, at) => score ? at : -1).filter((at) => at >= 0);
    const own = sitegenScore.lunrScores(self.index, postings, matching);
    answers.push([
      whole.map((one) => [Number(one.ref), one.score * Math.sqrt(words.length)]),
      Array.from(own), Array.from(own.keys(), (at) => scores[at]),
    ]);
  }
  return answers;
}
"""


def _whole(analysed: tuple[ReportTerms, ...]) -> Builder:
    """Build the index of all entries with lunr.py."""
    builder = Builder()
    builder.ref("id")
    for name in FIELDS:
        builder.field(name, boost=BOOSTS[name])
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    for report, base in zip(ordered, bases(ordered), strict=False):
        entries: list[dict[str, list[str]]] = [{name: [] for name in FIELDS} for _ in range(report.entries)]
        for word, field, first, count, times in _words(report):
            for entry in entries[first : first + count]:
                entry[FIELDS[field]] += [word] * times
        for number, entry in enumerate(entries, base):
            builder.add({"id": str(number), **entry})
    return builder


def _words(report: ReportTerms) -> list[tuple[str, int, int, int, int]]:
    """Return word, field, first entry, entries and frequency of all words of a report."""
    found = []
    for part in chain.from_iterable(map(unpack, report.postings)):
        terms = [*part.words, *pairs_of_keys(keys_of_codes(*part.codes))]
        of_rows = [
            term for term, times in zip(terms, part.counts.tolist(), strict=True) for _ in range(times)
        ]
        for term, (field, first, count, frequency, _) in zip(of_rows, part.rows.T.tolist(), strict=True):
            if field < len(FIELDS):
                found.append((term, field, first, count, frequency))
    return found


def test_random_queries_have_the_scores_and_the_order_of_the_whole_index(
    asked: Page, analysed: tuple[ReportTerms, ...]
) -> None:
    index = _whole(analysed).build()
    asked.evaluate(WHOLE, index.serialize())
    vocabulary = sorted({word for report in analysed for word, *_ in _words(report)})
    draw = random.Random(2)
    queries = [draw.sample(vocabulary, draw.choice([1, 1, 2, 3, 4])) for _ in range(200)]
    for query, (whole, own, rough) in zip(queries, asked.evaluate(ASK, queries), strict=True):
        expected = dict(whole)
        assert len(own) == len(expected), query
        for (entry, score), before in zip(own, rough, strict=True):
            # Python rounds halves to even, JavaScript up: a thousandth for each word and field.
            assert abs(score - expected[entry]) <= 0.001 * len(query) * len(FIELDS) + 1e-9, query
            assert abs(score - before) < 1e-3, query
        scores = [expected[entry] for entry, _ in own]
        assert all(one >= other - 0.02 for one, other in pairwise(scores)), query
