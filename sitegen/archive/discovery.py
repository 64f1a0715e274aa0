"""Initiatives that the reports name and the lexicon lacks.

A name that reports give to an undertaking (`programmes`) is an initiative if offices that have nothing to
do with one another give it: what counts is how many issuers, not how often.  A name of stock phrasing
(重点领域改革) is none, and so is one that the lexicon or another discovered name covers.  Better none than junk.

Discovered initiatives have pages but no say in links, so that a name which comes or goes moves no link.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.dividing import BREAK, substance
from sitegen.archive.namings import ELSEWHERE
from sitegen.archive.programmes import names_in, tail
from sitegen.archive.topics import shipped
from sitegen.model import Initiative, Ref
from sitegen.urls import distinct, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon

_CORE: Final = 4
"""Characters of a name that are no stock phrasing, at least."""
_COLUMN, _ITEM = "\x1e", "\x1f"
"""Controls, which no folded text has."""
_ISSUERS: Final = 3
_SHARE: Final = 0.01
"""A name must be given by so many issuers, and by this share of an archive's."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a report brings to discovery: the `names` it gives, and of each clause that may hold one, place, runs, fields.

    There is one of each report of thousands, so clauses are written out.
    """

    report: str
    names: frozenset[str]
    clauses: Sequence[str]

    def holding(self) -> Iterator[tuple[Ref, tuple[str, ...], tuple[str, ...]]]:
        """Yield each clause that may hold a name, its runs, and the fields of work that it names."""
        for line in self.clauses:
            anchor, runs, fields = (part.split(_ITEM) for part in line.split(_COLUMN))
            yield Ref(report=self.report, anchor=intern(anchor[0])), tuple(runs), tuple(filter(None, fields))


def named(report: str, clauses: Iterable[ClauseAnalysis], lexicon: Lexicon) -> Named:
    """Return what a report, of which these are the clauses, brings to discovery."""
    names, lines = set[str](), []
    for clause in clauses:
        names.update(clause.names)
        if clause.runs:
            fields = sorted({lexicon.by_id[mention.topic].field for mention in clause.mentions})
            lines.append(_COLUMN.join((clause.anchor, _ITEM.join(clause.runs), _ITEM.join(fields))))
    return Named(report, frozenset(names), tuple(lines))


class Found(NamedTuple):
    """The clauses of a report that hold a name, in reading order, and how often each field of work is named in them."""

    members: tuple[Ref, ...]
    fields: Counter[str]


def initiatives_of(
    aliases: Mapping[str, tuple[str, ...]],
    holding: Mapping[str, Mapping[str, Found]],
    known: Mapping[str, Initiative],
) -> dict[str, Initiative]:
    """Return the initiatives of names with their aliases; `holding` is what each report holds of a name.

    `known` are those that are what they were when they were asked for with the same names.
    """
    names = sorted(aliases)
    if known.keys() >= aliases.keys():
        return {name: known[name] for name in names}
    ids = distinct([(slug(name), name) for name in names])
    return {
        name: known.get(name) or _initiative(own, (name, *aliases[name]), holding[name])
        for name, own in zip(names, ids, strict=True)
    }


def _initiative(own: str, names: tuple[str, ...], holding: Mapping[str, Found]) -> Initiative:
    """Return the initiative of a name and its aliases; it has the id of a topic if the keeper named it."""
    held = [holding[report] for report in sorted(holding)]
    members = tuple(chain.from_iterable(each.members for each in held))
    fields = Counter[str]()
    for each in held:
        fields.update(each.fields)
    return Initiative(
        id=own, name=names[0], field=_field(fields, len(members)), aliases=names, members=members
    )


def least_offices(issuers: int) -> float:
    """Return how many of so many offices must give a name for it to be an initiative's."""
    return max(_ISSUERS, _SHARE * issuers)


def says_something(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is no stock phrasing, and none that the lexicon knows."""
    named = lexicon.mentions(name)
    core = substance(name, tuple(words for mention in named for words in mention.words)).replace(BREAK, "")
    # of the shipped ones too: what the keeper hides does not come back under another name
    known = (*((lexicon, each) for each in named), *((shipped(), each) for each in shipped().mentions(name)))
    return len(core) >= _CORE and not any(words.is_initiative(each.topic) for words, each in known)


def aliases_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names that end in no other one, with those that end in them.

    A name that ends in another one (省际找矿突破战略行动), or is what another one is short for (国有企业改革 of 国企改革), is an
    alias of that.
    """
    main: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (len(name), name)):
        shorter = next((each for each in main if name.endswith(each) or _is_short_for(each, name)), "")
        if shorter:
            main[shorter].append(name)
        else:
            main[name] = []
    return {name: tuple(others) for name, others in main.items()}


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether a name that ends as another one begins with a character of each two with which that begins: 国企, 国有企业."""
    count = len(name) - len(short)
    pairs = [name[at : at + 2] for at in range(0, 2 * count, 2)]
    ending = short[count:]
    is_so = len(ending) >= _CORE and name[2 * count :] == ending
    return is_so and all(map(str.__contains__, pairs, short[:count]))


def found_in(report: Named, main: Mapping[str, str]) -> dict[str, Found]:
    """Return what a report holds of each name; `main` is the name of each alias."""
    members: dict[str, list[Ref]] = defaultdict(list)
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    names, tails = frozenset(main), frozenset(map(tail, main))
    for ref, runs, named_fields in report.holding():
        likely = [run for run in runs if tail(run) in tails]
        for name in sorted({main[name] for run in likely for name in names_in(run, names)}):
            members[name].append(ref)
            fields[name].update(named_fields)
    return {name: Found(tuple(refs), fields[name]) for name, refs in members.items()}


def _field(named: Counter[str], members: int) -> str:
    """Return the field of work that most of the clauses name, if so many name the same one, and none other as many."""
    (field, most), (_, second) = [*named.most_common(2), (ELSEWHERE, 0), (ELSEWHERE, 0)][:2]
    return field if 2 * most > members and most > second else ELSEWHERE
