"""Figures of running text: each number of a clause with its name, its change, its kind.

A clause is read from left to right; what a number lacks (the thing counted, the verb) is taken from the
figure before it.  A change without a subject of its own belongs to the level before it:
`财政总收入4.85亿元，同比增长11.1%` is one figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from sitegen.archive.figures.changes import Movement, movement, subject_before
from sitegen.archive.figures.dealing import subjects
from sitegen.archive.figures.mentions import Mention, find
from sitegen.archive.figures.naming import Surroundings, name_change, name_level, name_rank
from sitegen.archive.figures.numerals import even
from sitegen.archive.figures.times import is_aim, period, stage
from sitegen.archive.figures.units import normalise
from sitegen.archive.figures.wording import trim
from sitegen.model import Change, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Clause, Passage

_STOP: Final = re.compile(r"[,。;!?:\n]")
_LINK: Final = re.compile(r"[\s、~-]*(?:和|与|及|以及)?[\s、]*")
_TO: Final = re.compile(r"[高升加降少低][到至为]$")
_OF_YEAR: Final = re.compile(
    r"(?:(?:从|由)?(?:19|20)\d\d年(?:底|末|初)?|(?<=[到至由从])(?:去年|上年|今年|目前))的?$"
)
"""上升到2012年的 leads to a number as 上升到 does."""
_DAYS: Final = re.compile(r"天数|[优良达]")

_AND: Final = re.compile(r"^(?:[、 ]|和(?![美谐平睦解])|与|及)+")
_CONNECTOR: Final = 2
_ENDS_WITH_AND: Final = re.compile(r"(?:、|(?<![饱温缓共总])和|与|以?及)$")
"""3.4万平方米草坪和5万株花草: the words before such an end are what the number before them counts."""
_PART: Final = re.compile(r"其中[,:]?[^,。;]*$")
_WITHIN: Final = 4
"""Characters: 其中 and a comma may stand before the words that lead to a number."""
_NEAR: Final = 300
_SHORTEST: Final = 12

Kind = Literal["level", "change", "rank", "target", "duration"]


@dataclass(frozen=True, slots=True)
class Scene:
    """The clause being read: its anchor and words, its place in the passage, and what its section is about."""

    report: str
    anchor: str
    text: str
    even: str
    start: int
    end: int
    year: int
    is_plan: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure in the making, with the movement and the subjects that the next number may continue.

    `row` are all the subjects of the last 分别, which a second 分别 may deal out again (累计分别达到…); `is_dealt` then.
    """

    figure: Figure
    moved: Movement | None = None
    subjects: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    is_dealt: bool = False


def read(report: str, passage: Passage, year: int, *, plan_from: int | None) -> Iterator[Figure]:
    """Yield the figures of a passage of prose in reading order; from `plan_from` it says what is to be done."""
    text = even(passage.text)
    mentions = find(text)
    if not mentions:
        return
    for anchor, start, end in _clauses(passage, passage.clauses):
        inside = [mention for mention in mentions if start <= mention.start < end]
        if inside:
            is_plan = plan_from is not None and start >= plan_from
            scene = Scene(report, anchor, passage.text, text, start, end, year, is_plan)
            yield from _figures(scene, inside)


def _clauses(passage: Passage, clauses: tuple[Clause, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield (anchor, start, end) of each clause; lines stand in for them in a list or quotation."""
    if clauses:
        yield from ((clause.anchor, clause.start, clause.end) for clause in clauses)
        return
    for line in re.finditer(r"[^\n]+", passage.text):
        yield passage.anchor, line.start(), line.end()


def _figures(scene: Scene, mentions: list[Mention]) -> list[Figure]:
    drafts: list[_Draft] = []
    for index, mention in enumerate(mentions):
        before = mentions[index - 1] if index else None
        after = mentions[index + 1 : index + 3]
        around = _surroundings(scene, before, mention, after, drafts[-1].figure.indicator if drafts else "")
        draft = _draft(scene, mention, around, drafts[-1] if drafts else None)
        merged = _merged(scene, drafts[-1] if drafts else None, draft)
        if merged:
            drafts[-1] = merged
        else:
            drafts.append(draft)
    return [draft.figure for draft in drafts]


def _surroundings(
    scene: Scene, before: Mention | None, mention: Mention, after: list[Mention], previous: str
) -> Surroundings:
    since = before.end if before else scene.start
    stops = [match.end() for match in _STOP.finditer(scene.even, since, mention.start)]
    bound = stops[-1] if stops else since
    bracket = scene.even.rfind("(", bound, mention.start)
    if bracket >= 0 and scene.even.find(")", bracket, mention.start) < 0:
        bound = bracket + 1
    until = after[0].start if after else scene.end
    next_right = scene.even[after[0].end : after[1].start if len(after) > 1 else scene.end] if after else ""
    left = scene.even[bound : mention.start]
    is_next = bool(before) and bound == since
    is_counted = is_next and len(left) > _CONNECTOR and _ENDS_WITH_AND.search(left) is not None
    return Surroundings(
        left="" if is_counted else _AND.sub("", left),
        right=scene.even[mention.end : until],
        right_of_next=next_right,
        earlier=scene.even[scene.start : bound] if not before else "",
        previous=previous,
        is_enumerated=is_counted or (is_next and _AND.match(left) is not None),
        is_same_unit=before is not None and before.unit.base == mention.unit.base,
        is_after_counted=is_counted,
    )


def _draft(scene: Scene, mention: Mention, around: Surroundings, last: _Draft | None) -> _Draft:
    """Make a figure of one number; its change is attached to the level before by `_merged`."""
    if (left := _OF_YEAR.sub("", around.left)) != around.left:
        around = replace(around, left=left)
    if last and _is_linked(around, last) and not around.right.startswith("个"):
        continued = _continued(scene, mention, around, last)
        if continued:
            return continued
    moved = None if mention.is_rank else movement(around.left, around.right, mention)
    row = subjects(moved.subject if moved else around.left, around.left)
    dealt = last.row if not row and last and _deals_again(around.left) else ()
    row = row or dealt
    if moved:
        name = row[0] if row else name_change(moved.subject, around)
        figure = _figure(scene, mention, around, name, _aimed("change", scene, mention), _by(moved, mention))
    else:
        left = subject_before(around.left)
        name = row[0] if row else _level_name(mention, replace(around, left=left))
        figure = _figure(scene, mention, around, name, _kind(scene, mention, around), None)
    return _Draft(figure, moved, row[1:], row, is_dealt=bool(dealt))


def _deals_again(left: str) -> bool:
    """Tell whether the subjects of a row come again: 分别从202元、270元提高到209元、280元."""
    return "分别" in left or (bool(_TO.search(left)) and not subject_before(left).strip())


def _is_linked(around: Surroundings, last: _Draft) -> bool:
    """Tell whether a number goes on with a row (5.1%、6.2%) or is the upper end of a change (增长41.7%到86.7%)."""
    if around.is_after_counted:
        return False
    is_upper = last.moved is not None and around.left in {"到", "至"}
    return is_upper or _LINK.fullmatch(around.left) is not None


def _by(moved: Movement, mention: Mention) -> Change:
    return Change(direction=moved.direction, value=mention.digits, unit=_unit(mention), basis=moved.basis)


def _aimed(kind: Kind, scene: Scene, mention: Mention) -> Kind:
    return "target" if _is_target(scene, mention) else kind


def _level_name(mention: Mention, around: Surroundings) -> str:
    return name_rank(around) if mention.is_rank else name_level(around)


def _continued(scene: Scene, mention: Mention, around: Surroundings, last: _Draft) -> _Draft | None:
    """Return the next number of a row (5.1%、6.2%和7.3%): the next subject, or the same one again."""
    is_alike = mention.unit.base == last.figure.base or (last.moved and mention.unit.kind == "ratio")
    is_last_word = not around.right[:1].strip(",。;、和与及()~ ") or mention.unit.kind != "count"
    if not last.subjects and not (is_alike and is_last_word):
        return None
    name = last.subjects[0] if last.subjects else last.figure.indicator
    change = _by(last.moved, mention) if last.moved else None
    figure = _figure(scene, mention, around, name, last.figure.kind, change)
    return _Draft(figure, last.moved, last.subjects[1:], last.row)


def _merged(scene: Scene, last: _Draft | None, draft: _Draft) -> _Draft | None:
    """Return the level before with this change on it, if the change has no subject of its own."""
    if (
        not last
        or not draft.moved
        or draft.is_dealt
        or last.figure.change
        or last.figure.kind in {"change", "rank", "duration"}
    ):
        return None
    if trim(draft.moved.subject):
        return None
    quote = _quote(scene, last.figure.start, draft.figure.end)
    return replace(last, figure=replace(last.figure, change=draft.figure.change, quote=quote))


def _quote(scene: Scene, start: int, end: int) -> str:
    """Return the words from the stop before a figure to the stop after it, as printed."""
    first, last = _near(scene, start, end)
    stops = [match.end() for match in _STOP.finditer(scene.even, first, start)]
    stop = _STOP.search(scene.even, end, last)
    return scene.text[stops[-1] if stops else first : stop.start() if stop else last].strip()


def _near(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Return what of a clause is looked at around a number; a clause that lost its stops can be endless."""
    return max(scene.start, start - _NEAR), min(scene.end, end + _NEAR)


def _figure(
    scene: Scene, mention: Mention, around: Surroundings, name: str, kind: Kind, change: Change | None
) -> Figure:
    number, unit = (
        normalise(mention.value, mention.scale, mention.unit.name)
        if not mention.is_rank
        else (
            mention.digits,
            "位",
        )
    )
    quote = _quote(scene, mention.start, mention.end)
    since = mention.start - len(around.left) - _WITHIN
    return Figure(
        report=scene.report,
        anchor=scene.anchor,
        indicator=name or quote[:_SHORTEST],
        printed=scene.text[mention.start : mention.end],
        value=mention.digits,
        unit=_unit(mention),
        number=number,
        base=unit,
        kind=kind,
        quote=quote,
        start=mention.start,
        end=mention.end,
        qualifier=mention.qualifier
        or ("其中" if _PART.search(scene.even[max(scene.start, since) : mention.start]) else ""),
        period=period(scene.even[_near(scene, mention.start, 0)[0] : mention.start], scene.year),
        stage=stage(around.left),
        change=change,
    )


def _unit(mention: Mention) -> str:
    return f"{mention.scale}{mention.unit.name}"


def _kind(scene: Scene, mention: Mention, around: Surroundings) -> Kind:
    if mention.is_rank:
        return "rank"
    if mention.unit.kind == "time" and not _DAYS.search(around.left):
        return "duration"
    return _aimed("level", scene, mention)


def _is_target(scene: Scene, mention: Mention) -> bool:
    """Tell whether a number is aimed at: its section plans, or the words before it do."""
    first, last = _near(scene, mention.start, mention.end)
    clause, before = scene.even[first:last], scene.even[first : mention.start]
    return scene.is_plan or is_aim(clause, before, scene.year)
