"""The keeper's word on initiatives: `content/initiatives.toml`.

    [[initiative]]                      # a known one: its name, its field of work, other words for it
    id = "jiazhuang-dianti"             # as in the address of its page, /initiatives/jiazhuang-dianti/
    name = "既有住宅加装电梯"
    aliases = ["加梯"]
    except = ["电梯加梯级"]             # words that hold no mention

    [[initiative]]                      # a new one; its name counts as one of its aliases
    id = "suiyi-huan"
    name = "随意换"
    field = "商贸流通"

    [[initiative]]                      # two that are one: its aliases go over, its address leads there
    id = "dianti-anzhuang"
    into = "jiazhuang-dianti"

    [[initiative]]                      # none at all
    id = "shuangyong-gongjian"
    hide = true

Aliases may hold `~` as in the shipped table: `老旧小区~改造` (`topics`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sitegen.archive.keeping import Row, read_rows, refuse, unknown_keys, wrong_value
from sitegen.archive.topics import Lexicon, Topic, shipped, unquoted
from sitegen.errors import problem
from sitegen.model import Initiative, Ref
from sitegen.urls import is_id

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Archive, Problem, Report

NAMINGS: Final = "initiatives.toml"
"""The name of the file, in the content folder."""
ELSEWHERE: Final = "其他"
"""The field of work of an initiative of which none is given."""
_KEYS: Final = ("id", "name", "field", "aliases", "except", "into", "hide")
_ALIAS: Final = re.compile(r"[^\s|!~]{2,}(?:~[^\s|!~]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What the keeper says of an initiative; "" and () leave it as it is.  `into` is the id of the one it is part of."""

    id: str
    name: str = ""
    field: str = ""
    aliases: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    into: str = ""
    hide: bool = False
    line: int = 0

    @property
    def is_new(self) -> bool:
        """Tell whether this says enough to make an initiative that nobody knew."""
        return bool(self.name) and not self.into and not self.hide


def parse_namings(where: str, text: str) -> tuple[Naming, ...]:
    """Read the keeper's list of initiatives.  Raises `SitegenError` with everything that is wrong in it."""
    rows = read_rows(where, "initiative", text)
    refuse(found for row in rows for found in _wrong(where, row))
    namings = tuple(map(_naming, rows))
    refuse((*_twice(where, namings), *_circles(where, namings)))
    return namings


@lru_cache(maxsize=4)
def lexicon_of(listed: tuple[Naming, ...]) -> Lexicon:
    """Return the shipped lexicon as the keeper wants it, initiatives first."""
    known = {topic.id: topic for topic in shipped().topics if topic.kind == "initiative"}
    for naming in listed:
        if naming.id in known:
            known[naming.id] = _renamed(known[naming.id], naming)
        elif naming.is_new:
            known[naming.id] = _new(naming)
    for origin, target in merged(listed):
        if origin in known and target in known:  # else one of them was discovered: `as_named`
            known[target] = _joined(known[target], known.pop(origin))
    gone = {naming.id for naming in listed if naming.hide}
    themes = (topic for topic in shipped().topics if topic.kind == "theme")
    return Lexicon(topics=(*(topic for topic in known.values() if topic.id not in gone), *themes))


def as_named(archive: Archive, namings: tuple[Naming, ...]) -> Archive:
    """Return the archive with its initiatives as the keeper wants them, after the lexicon (`lexicon_of`) had its part.

    What is left to do are those that were discovered in the reports: hidden ones are gone, the clauses of merged ones go
    over to the other one, and links name that.
    """
    into, lexicon = dict(merged(namings)), lexicon_of(namings)
    known = {initiative.id: initiative for initiative in archive.initiatives}
    moved = {}
    for origin in sorted(into.keys() & known.keys()):
        topic = lexicon.by_id.get(into[origin])
        target = known.get(into[origin]) or (initiative_of(topic, ()) if topic else None)
        if target:  # else nobody knows it, which `unknown_initiatives` says
            known[target.id] = united(target, known.pop(origin), archive.reports)
            moved[origin] = target.id
    gone = {naming.id for naming in namings if naming.hide}
    related = archive.related
    if moved:
        related = tuple(
            replace(each, initiative=moved.get(each.initiative, each.initiative)) for each in related
        )
    initiatives = tuple(known[each] for each in sorted(known.keys() - gone))
    return replace(archive, initiatives=initiatives, related=related)


def initiative_of(topic: Topic, members: Sequence[Ref]) -> Initiative:
    """Return a topic of the lexicon as an initiative, its aliases as a reader would write them: 老旧小区…改造."""
    aliases = tuple(alias.replace("~", "…") for alias in topic.aliases)
    return Initiative(id=topic.id, name=topic.name, field=topic.field, aliases=aliases, members=members)


def united(target: Initiative, part: Initiative, reports: Iterable[Report]) -> Initiative:
    """Return an initiative with the clauses, in reading order, and the other names of a second one."""
    both = frozenset((*target.members, *part.members))
    wanted = {member.report for member in both}
    order = (
        Ref(report=report.id, anchor=anchor)
        for report in reports
        if report.id in wanted
        for _, passage in report.walk_passages()
        for anchor in (passage.anchor, *(clause.anchor for clause in passage.clauses))
    )
    aliases = tuple(dict.fromkeys((*target.aliases, *part.aliases)))
    return replace(target, members=tuple(ref for ref in order if ref in both), aliases=aliases)


def merged(namings: Iterable[Naming]) -> tuple[tuple[str, str], ...]:
    """Return (id, id of the initiative that it is part of in the end) of those that were merged."""
    into = {naming.id: naming.into for naming in namings if naming.into}
    return tuple((origin, _end(origin, into)) for origin in into)


def unknown_initiatives(where: str, namings: Iterable[Naming], known: Container[str]) -> tuple[Problem, ...]:
    """Return a problem for each entry about an initiative that nobody knows; `known` are the ids of those found.

    One that was discovered must be given a name to be changed: that makes it the keeper's own.
    """
    listed = tuple(namings)
    own = {naming.id for naming in listed if naming.is_new} | {
        topic.id for topic in shipped().topics if topic.kind == "initiative"
    }
    nameless = (
        problem("initiative-nameless", where, naming.line, id=naming.id)
        for naming in listed
        if naming.id in known and naming.id not in own and not (naming.into or naming.hide)
    )
    unknown = (
        problem("initiative-unknown", where, naming.line, id=wanted)
        for naming in listed
        for wanted in filter(None, (naming.id, naming.into))
        if wanted not in own and wanted not in known
    )
    return (*nameless, *unknown)


def _wrong(where: str, row: Row) -> Iterator[Problem]:
    yield from unknown_keys(where, row, _KEYS)
    values = row.values
    if not _is_id(values.get("id")):
        yield wrong_value(where, row, "id")
    if "into" in values and not _is_id(values["into"]):
        yield wrong_value(where, row, "into")
    for key in ("name", "field"):
        if key in values and not _is_words(values[key]):
            yield wrong_value(where, row, key)
    if not all(_is_alias(alias) for alias in _texts(values.get("aliases", ()))):
        yield wrong_value(where, row, "aliases")
    if not all(_is_words(words) for words in _texts(values.get("except", ()))):
        yield wrong_value(where, row, "except")
    if not isinstance(values.get("hide", False), bool):
        yield wrong_value(where, row, "hide")


def _is_id(value: object) -> bool:
    return isinstance(value, str) and is_id(value)


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(unquoted(value).strip())


def _is_alias(value: object) -> bool:
    return isinstance(value, str) and _ALIAS.fullmatch(unquoted(value)) is not None


def _texts(value: Any) -> tuple[object, ...]:  # noqa: ANN401 - whatever the keeper wrote
    """Return a list as it is and a single text as a list of one."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _naming(row: Row) -> Naming:
    values = row.values
    return Naming(
        id=values["id"],
        name=values.get("name", "").strip(),
        field=values.get("field", "").strip(),
        aliases=tuple(map(str, _texts(values.get("aliases", ())))),
        exceptions=tuple(unquoted(str(words)) for words in _texts(values.get("except", ()))),
        into=values.get("into", ""),
        hide=values.get("hide", False),
        line=row.line,
    )


def _twice(where: str, namings: tuple[Naming, ...]) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for naming in namings:
        if naming.id in lines:
            yield problem("keeper-twice", where, naming.line, entry=naming.id, other=lines[naming.id])
        lines.setdefault(naming.id, naming.line)


def _circles(where: str, namings: tuple[Naming, ...]) -> Iterator[Problem]:
    into = {naming.id: naming.into for naming in namings if naming.into}
    for naming in namings:
        if naming.into and _end(naming.id, into) in into:
            yield problem("initiative-circle", where, naming.line, id=naming.id, into=naming.into)


def _end(origin: str, into: Mapping[str, str]) -> str:
    """Return where a chain of merges ends; in a circle, somewhere in it."""
    for _ in into:
        origin = into.get(origin, origin)
    return origin


def _renamed(topic: Topic, naming: Naming) -> Topic:
    return replace(
        topic,
        name=naming.name or topic.name,
        field=naming.field or topic.field,
        aliases=tuple(dict.fromkeys((*topic.aliases, *naming.aliases))),
        hidden=(*topic.hidden, *naming.exceptions),
    )


def _new(naming: Naming) -> Topic:
    own = (naming.name,) if _is_alias(naming.name) else ()
    return Topic(
        id=naming.id,
        name=naming.name,
        field=naming.field or ELSEWHERE,
        kind="initiative",
        aliases=tuple(dict.fromkeys((*own, *naming.aliases))),
        hidden=naming.exceptions,
    )


def _joined(topic: Topic, part: Topic) -> Topic:
    return replace(
        topic,
        aliases=tuple(dict.fromkeys((*topic.aliases, *part.aliases))),
        hidden=tuple(dict.fromkeys((*topic.hidden, *part.hidden))),
    )
