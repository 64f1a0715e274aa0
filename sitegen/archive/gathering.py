"""The initiatives of an archive, gathered from scratch or kept from one edit to the next.

What a report brings stands by itself: the clauses that name each initiative of the lexicon, and those that hold a name
which offices give (`discovery`).  So where one report changed, only the initiatives that it names are put together anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING

from sitegen.archive.discovery import (
    Found,
    aliases_of,
    found_in,
    initiatives_of,
    least_offices,
    says_something,
)
from sitegen.archive.namings import initiative_of, united
from sitegen.model import Refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.archive.memory import Part
    from sitegen.archive.topics import Lexicon
    from sitegen.model import Initiative, Report

    Changed = Mapping[str, tuple[Part | None, Part | None]]


class Gathering:
    """The initiatives of the lexicon, and of the names that reports give, with the clauses that report them.

    Asked again, it looks only at the reports that changed; what it returns is the same as from scratch.
    """

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None
        self._begin()

    def _begin(self) -> None:
        self._parts: dict[str, Part] = {}
        self._ordered: tuple[Part, ...] = ()
        self._members: dict[str, Refs] = {}
        self._known: dict[str, Initiative] = {}
        self._givers: dict[str, Counter[str]] = defaultdict(Counter)
        self._issuers: Counter[str] = Counter()
        self._main: dict[str, str] = {}
        self._holding: dict[str, dict[str, Found]] = defaultdict(dict)
        self._offices: Counter[str] = Counter()
        self._saying: dict[str, bool] = {}
        self._least = 0.0
        self._given: set[str] = set()
        self._discovered: dict[str, Initiative] = {}

    def initiatives(
        self, parts: Iterable[Part], lexicon: Lexicon, reports: Sequence[Report]
    ) -> tuple[Initiative, ...]:
        """Return the initiatives of an archive, sorted by id; `parts` are what is kept of its reports."""
        if lexicon is not self._lexicon and lexicon != self._lexicon:
            self._begin()
        self._lexicon = lexicon
        changed = {report: (old, new) for report, old, new in self._changed(tuple(parts))}
        if changed:
            self._gather(changed, lexicon)
            self._discover(changed, lexicon)
        known = dict(self._known)
        for new in self._discovered.values():
            topic = lexicon.by_id.get(new.id)  # the keeper gave it a name of their own
            own = known.get(new.id) or (initiative_of(topic, ()) if topic else None)
            known[new.id] = united(own, new, reports) if own else new
        return tuple(known[each] for each in sorted(known))

    def _changed(self, parts: tuple[Part, ...]) -> list[tuple[str, Part | None, Part | None]]:
        """Return the reports that changed, as they were and as they are, None for one that is not there.

        Between two edits nearly all stand where they stood; all are looked at only where one came or went.
        """
        before, self._ordered = self._ordered, parts
        others = list(compress(range(len(parts)), map(is_not, before, parts)))
        gone: list[str] = []
        if len(before) != len(parts) or any(
            before[at].analysis.report != parts[at].analysis.report for at in others
        ):
            others = list(range(len(parts)))
            gone = sorted(self._parts.keys() - {part.analysis.report for part in parts})
        found: list[tuple[str, Part | None, Part | None]] = [
            (each, self._parts.pop(each), None) for each in gone
        ]
        for part in map(parts.__getitem__, others):
            known = self._parts.get(part.analysis.report)
            self._parts[part.analysis.report] = part
            if known is None or known.named is not part.named or known.issuer != part.issuer:
                found.append((part.analysis.report, known, part))
        return found

    def _gather(self, changed: Changed, lexicon: Lexicon) -> None:
        """Put the clauses of changed reports in their place, and the initiatives together that they name."""
        touched: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for report, (old, new) in changed.items():
            before, after = (dict(each.members) if each else {} for each in (old, new))
            for topic in before.keys() | after.keys():
                if before.get(topic) != after.get(topic):
                    touched[topic][report] = after.get(topic, ())
        for topic, by_report in touched.items():
            members = self._members.pop(topic, Refs((), ())).with_reports(by_report)
            self._known.pop(topic, None)
            if members:
                self._members[topic] = members
                self._known[topic] = initiative_of(lexicon.by_id[topic], members)

    def _discover(self, changed: Changed, lexicon: Lexicon) -> None:
        """Bring the initiatives up to date that are named by the reports alone."""
        aliases = aliases_of(self._shared(self._count(changed), lexicon))
        main = {alias: name for name, others in aliases.items() for alias in (name, *others)}
        concerned = {report: new for report, (_, new) in changed.items()}
        if main != self._main:
            self._main, self._holding, self._discovered = main, defaultdict(dict), {}
            concerned = dict(self._parts)
        for report, part in concerned.items():
            found = found_in(part.named, main) if part else {}
            for name in aliases:
                if self._holding[name].get(report) != found.get(name):
                    self._discovered.pop(name, None)
                    _put(self._holding[name], report, found.get(name))
        self._discovered = initiatives_of(aliases, self._holding, self._discovered)

    def _count(self, changed: Changed) -> set[str]:
        """Count which issuers give which names, and how many they are; return the names of which it may be another number."""
        touched = set[str]()
        for pair in changed.values():
            for part, sign in zip(pair, (-1, 1), strict=True):
                if part:
                    self._issuers[part.issuer] += sign
                    touched |= part.named.names
                    for name in part.named.names:
                        self._givers[name][part.issuer] += sign
        for name in touched:
            self._offices[name] = sum(1 for count in self._givers[name].values() if count)
        return touched

    def _shared(self, touched: Iterable[str], lexicon: Lexicon) -> list[str]:
        """Return the names that enough offices give and that say something, sorted; `touched` are those to look at again."""
        least = least_offices(sum(1 for count in self._issuers.values() if count))
        if least != self._least:
            self._least, self._given, touched = least, set(), self._offices
        for name in touched:
            self._given.discard(name)
            if self._offices[name] >= least and self._says_something(name, lexicon):
                self._given.add(name)
        return sorted(self._given)

    def _says_something(self, name: str, lexicon: Lexicon) -> bool:
        if name not in self._saying:
            self._saying[name] = says_something(name, lexicon)
        return self._saying[name]


def _put(places: dict[str, Found], report: str, value: Found | None) -> None:
    places.pop(report, None)
    if value:
        places[report] = value
