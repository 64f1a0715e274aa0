"""Where a heading ends whose line break is lost, by what is usual: the likeliest place, told by many small signs and by its siblings.

The signs of each place (`ending_signs`) have weights, in hundredths of a natural logarithm of odds (`endings.tsv`).  They were
fitted (conditional logistic regression, the sum of the squares kept small, only those kept that tell most) to headings of reports whose
lines are known: to those in lines of their own; to those that are first sentences, as they are and with the stop left out; and, with
less weight, to sentences with the stop between them left out.  Headings that count on are written alike, so what is likely in one of
them counts in the others: as many clauses, as long, the same kind of words at the end.  Where no place is much likelier than all
others together, the heading stays as long as its sentence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from importlib import resources
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.reports.ending_signs import Place, places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SURE: Final = 0.6
"""Probability of a place at which a line is cut."""
_UNIT: Final = 100
_ALIKE: Final = ("clauses", "length", "character", "pair", "classes")
"""Names of what `Place.form` holds, each with a weight of its own."""
_FAR: Final = 15
_LEAST: Final = 0.05
_IMPOSSIBLE: Final = 20.0
_SIBLINGS: Final = {
    "one": 0.89,
    "none": 1.6,
    "stop": 1.77,
    "far": -0.08,
    "clauses": 2.2,
    "length": 1.5,
    "character": 1.1,
    "pair": 0.8,
    "classes": 0.2,
}
"""What siblings count, fitted as the weights are: by the logarithm of how likely these have no break, by characters that they are longer or shorter."""


class _Heading(NamedTuple):
    """The places where a heading may end, how much each is worth, and how likely each is."""

    places: Sequence[Place]
    worth: Sequence[float]
    odds: Sequence[float]


def prepare() -> None:
    """Load the words and the weights, so that processes forked from this one need not do so each."""
    _read("。")


def heading_ends(texts: Sequence[str]) -> list[int]:
    """Return for each of some texts that count on, without their numbers, where its heading ends; 0 where nothing is likely enough.

    A text that is a heading alone, without a stop, only says how its siblings may be.
    """
    headings = [_alone(text) or _read(text) for text in texts]
    if len(headings) > 1:
        together = _Row(headings)
        headings = [
            together.beside(heading, same) for heading, same in zip(headings, _same(texts), strict=True)
        ]
    return [_end(heading) for heading in headings]


def _alone(text: str) -> _Heading | None:
    if "。" in text:
        return None
    last = places(f"{text}。")[-1]._replace(is_stop=False)
    return _Heading([last], [0.0], [1.0])


def _read(text: str) -> _Heading:
    found = places(text)
    weights = _weights()
    worth = [sum(weights.get(sign, 0) for sign in place.signs) / _UNIT for place in found]
    return _Heading(found, worth, _odds(worth))


def _odds(worth: Sequence[float]) -> list[float]:
    best = max(worth)
    shares = [math.exp(value - best) for value in worth]
    return [share / sum(shares) for share in shares]


def _end(heading: _Heading) -> int:
    odds, place = max(zip(heading.odds, heading.places, strict=True), key=lambda each: each[0])
    return 0 if place.is_stop or odds < _SURE or len(heading.places) == 1 else place.end


def _same(texts: Sequence[str]) -> list[int]:
    """Return how many characters each text begins with as another does: no heading is as short.  Its likest is next to it when they are sorted."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    shared = [0] * len(texts)
    for one, two in pairwise(order):
        alike = sum(1 for _ in takewhile(_is_equal, zip(texts[one], texts[two], strict=False)))
        shared[one], shared[two] = max(shared[one], alike), max(shared[two], alike)
    return shared


def _is_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


class _Row:
    """What the headings of a row have alike, summed up so that each can be told from all others in one step."""

    def __init__(self, headings: Sequence[_Heading]) -> None:
        self._others = len(headings) - 1
        self._masses: tuple[defaultdict[str, float], ...] = tuple(defaultdict(float) for _ in _ALIKE)
        self._stopped = self._broken = self._lengths = 0.0
        for heading in headings:
            self._add(heading, 1)

    def _add(self, heading: _Heading, sign: int) -> None:
        for place, odds in zip(heading.places, heading.odds, strict=True):
            share = sign * odds
            if place.is_stop:
                self._stopped += share
                continue
            self._broken += share
            self._lengths += share * place.end
            for mass, form in zip(self._masses, place.form, strict=True):
                mass[form] += share

    def beside(self, heading: _Heading, same: int) -> _Heading:
        """Return a heading with what its places have alike with those of the others counted in; it begins with `same` characters as another does."""
        if len(heading.places) == 1:
            return heading
        self._add(heading, -1)
        worth = [
            _SIBLINGS["one"] * value + (self._at_stop() if place.is_stop else self._alike(place, same))
            for value, place in zip(heading.worth, heading.places, strict=True)
        ]
        self._add(heading, 1)
        return heading._replace(worth=worth, odds=_odds(worth))

    def _at_stop(self) -> float:
        share = max(0.0, self._stopped) / self._others
        return _SIBLINGS["none"] + _SIBLINGS["stop"] * math.log(share + _LEAST)

    def _alike(self, place: Place, same: int) -> float:
        if place.end <= same:
            return -_IMPOSSIBLE
        length = self._lengths / self._broken if self._broken > _LEAST else place.end
        masses = zip(_ALIKE, self._masses, place.form, strict=True)
        alike = sum(_SIBLINGS[name] * mass[form] for name, mass, form in masses) / self._others
        return alike + _SIBLINGS["far"] * min(abs(place.end - length), _FAR)


@cache
def _weights() -> Mapping[str, int]:
    table = resources.files("sitegen.reports").joinpath("endings.tsv").read_text("utf-8")
    return {sign: int(weight) for sign, _, weight in (line.partition("\t") for line in table.splitlines())}
