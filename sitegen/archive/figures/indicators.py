"""Figures of all reports → indicators: what several reports state a number of, and which of them compare.

Names are folded as `comparing.core` does it: 加装电梯 and 电梯加装 are one, 新增高新技术企业 and 高新技术企业 are two.  Where an initiative of
the lexicon is done (老旧小区电梯加装) makes no other indicator; a stage at its end (加装电梯签约) parts series, not indicators.  The figures of a name fall into series of one unit, kind, stage and basis.  A series that at least two reports share is what
is worth a page; what fits into none stands apart with the reason.  An indicator that no two reports state
alike, or whose name says nothing by itself (总数, 项目), has no page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen import urls
from sitegen.archive.figures.comparing import JOINT, core
from sitegen.archive.figures.wording import ATTRIBUTE, STAGE, thing
from sitegen.archive.topics import shipped, unquoted
from sitegen.model import Apart, Indicator, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Difference, Figure

FEWEST: Final = 2
_SHORT: Final = re.compile(r".{1,3}[率量额度值林]|.{4,}", re.DOTALL)
_LONGEST: Final = 16
_LONGEST_OF_TABLE: Final = 48
_PLACE: Final = re.compile(r"(?:全[国省市区县盟州]|世界)?排名$")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_NAME: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()·、/ ]+")
_NO_NAME: Final = re.compile(
    r"(?:(?:各类|一批|重点|重大|相关|本级|年度)*(?:项目|企业|工程|单位|机关|国家|附件|内容|措施|数量|群众|资金|投资|收入|支出|人员|平台|指标|金额|面积|中心|公园|城市|会议|其他|产业|"
    r"机构|总[数量额计])+|[一二三四五六七八九十\d].*|.*[、的和与及为至到是达在将把对等]|[的和与及占比为至到是达超在将等、·].*)"
)
_SCOPE: Final = re.compile(r"^[全本](?P<level>[国省市区县镇乡街盟旗州])(?!人大|政协|[口间])")
_OFFICE: Final = re.compile(r"(?:人民政府|政府|行政公署|公署|办事处|委员会|管委会)+$")
_NATION: Final = "国"
_YEARLY: Final = re.compile(
    r"(?:同比|(?:[比较与同](?:上一?年|去年)(?:同期|同口径)?(?:相比)?)|可比口径|按可比价格计算|同口径)*"
)
_TOTAL: Final = re.compile(r"累计|总数|历年|历史")
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d)?")
_ECONOMY: Final = re.compile(
    r"生产总值|增加值|总产值|产值|营业收入|投资|消费品|居民消费|经济增长|可支配收入|生产率|经营主体|GDP"
)
_FINANCE: Final = re.compile(r"财政|预算|赤字|税|贷款|存款|金融|债券|国债")

_WHERE: Final = re.compile(
    r"^(?:推[动进]|老旧小区|老旧住宅|既有(?:多层)?住宅|多层住宅|住宅小区|小区|居家环境|居家|老年人家庭|家庭|居民区)+(?=.{4})"
)
_DONE: Final = frozenset(("完成", "完工", "竣工"))
_MEANT: Final = frozenset(("计划", "拟"))
"""Stages that the kind of a figure says already."""

Key = tuple[str, str, str, str, bool]


class _Held(NamedTuple):
    """A figure with the key of its series and the period that it holds for."""

    figure: Figure
    key: Key
    period: str


@dataclass(frozen=True, slots=True)
class Place:
    """What is asked of a report: its year, and the level that 全市 or 全区 means in it."""

    year: int
    level: str


def is_named(name: str) -> bool:
    """Tell whether a name says by itself what was counted: not 总数, 满意率, 新增 or what was cut out of a sentence."""
    if not _NAME.fullmatch(name) or not _SHORT.fullmatch("".join(_HAN.findall(name))):
        return False
    if len(name) > (_LONGEST_OF_TABLE if JOINT in name else _LONGEST):
        return False
    bare = thing(_PLACE.sub("", name))
    if not _SHORT.fullmatch("".join(_HAN.findall(_PLACE.sub("", name)))):
        return False
    is_empty = ATTRIBUTE.fullmatch(name) or _NO_NAME.fullmatch(name) or STAGE.fullmatch(bare)
    return not is_empty and not _NO_NAME.fullmatch(bare)


def grouped(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Return figures by what they count, in their order: those of one key are of one indicator."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[group_of(figure)].append(figure)
    return {key: tuple(group) for key, group in groups.items()}


def group_of(figure: Figure) -> str:
    """Return the key of what a figure counts."""
    return core(_plain(_without_stage(figure)))


def _without_stage(figure: Figure) -> str:
    """Return the name of a figure without the stage at its end, which its series says."""
    return (figure.indicator.removesuffix(figure.stage) if figure.stage else "") or figure.indicator


@lru_cache(maxsize=1 << 16)
def _plain(name: str) -> str:
    """Return the name of an initiative without where it is done: 老旧小区电梯加装 is 电梯加装; other names as they are.

    Only if what is left still names one: of 老旧小区改造 nothing may go.  The shipped lexicon decides, for the address
    of an indicator must not move because the keeper names an initiative otherwise.
    """
    bare = _WHERE.sub("", name)
    if bare == name:
        return name
    is_known = any(shipped().is_initiative(mention.topic) for mention in shipped().mentions(unquoted(bare)))
    return bare if is_known else name


def indicator(group: list[Figure], places: Mapping[str, Place]) -> Indicator | None:
    """Return the indicator of the figures that share a name; None if it deserves no page."""
    names = _names(group)
    if not is_named(names[0]):
        return None
    apart: dict[Difference, list[Figure]] = defaultdict(list)
    series = _series(_alike(group, places, apart), apart)
    if not series:
        return None
    order = {id(figure): at for at, figure in enumerate(group)}
    left = [Apart(figure=figure, why=why) for why, some in apart.items() for figure in some]
    return Indicator(
        id=urls.slug(names[0]),
        name=names[0],
        names=tuple(names[1:]),
        field=_field(names[0], group),
        series=tuple(series),
        apart=tuple(sorted(left, key=lambda each: order[id(each.figure)])),
        reports=len({figure.report for figure in group}),
    )


def _names(group: Sequence[Figure]) -> list[str]:
    """Return the wordings by how many reports use them, the shortest first among equals, without 全市 and its like."""
    named = {(figure.report, _plain(_without_stage(figure))) for figure in group}
    counts = Counter(_SCOPE.sub("", name) or name for _, name in named)
    return sorted(counts, key=lambda name: (-counts[name], len(name), name))


def _alike(
    group: Iterable[Figure], places: Mapping[str, Place], apart: dict[Difference, list[Figure]]
) -> Iterator[_Held]:
    """Yield the figures that are about their report's own area and a year; the others go to `apart`."""
    for figure in group:
        place = places[figure.report]
        scope = _SCOPE.match(figure.indicator)
        if scope and scope["level"] != place.level:
            apart["scope"].append(figure)
        elif not _YEAR.fullmatch(figure.period):
            apart["period"].append(figure)
        else:
            yield _Held(figure, _key(figure), figure.period or str(place.year))


def _key(figure: Figure) -> Key:
    basis = figure.change.basis if figure.change and figure.kind in {"change", "target"} else ""
    moves = figure.kind == "target" and figure.change is not None and figure.change.value == figure.value
    return (
        figure.kind,
        f"{figure.base}±" if moves else figure.base,
        "" if figure.stage in _DONE | _MEANT else figure.stage,
        "" if _YEARLY.fullmatch(basis) else basis,
        _TOTAL.search(figure.quote.partition(figure.printed)[0]) is not None,
    )


def _series(held: Iterable[_Held], apart: dict[Difference, list[Figure]]) -> list[Series]:
    """Return the series that at least two reports share, the fullest first; what fits into none goes to `apart`."""
    by_key: dict[Key, list[_Held]] = defaultdict(list)
    for each in held:
        by_key[each.key].append(each)
    kept: dict[Key, list[_Held]] = {}
    alone: list[_Held] = []
    for key, some in by_key.items():
        several = _several(some)
        certain = [each for each in some if (each.figure.report, each.period) not in several]
        if len({each.figure.report for each in certain}) < FEWEST:
            alone += some
            continue
        kept[key] = certain
        apart["several"] += [each.figure for each in some if (each.figure.report, each.period) in several]
    ordered = sorted(kept, key=lambda key: (-len({each.figure.report for each in kept[key]}), key))
    if ordered:
        for each in alone:
            apart[_difference(each.key, ordered)].append(each.figure)
    return [_as_series(key, kept[key]) for key in ordered]


def _several(some: Iterable[_Held]) -> set[tuple[str, str]]:
    """Return the reports and periods with several different numbers: which of them is meant nobody can tell here."""
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure, _, period in some:
        numbers[figure.report, period].add(figure.number)
    return {place for place, different in numbers.items() if len(different) > 1}


def _difference(key: Key, ordered: Sequence[Key]) -> Difference:
    """Say what parts a figure from the series that it is most like; one that fits but is alone has several numbers."""
    nearest = max(ordered, key=lambda other: sum(a == b for a, b in zip(key, other, strict=True)))
    names: tuple[Difference, ...] = ("kind", "unit", "stage", "basis", "total")
    parted = [name for name, one, other in zip(names, key, nearest, strict=True) if one != other]
    if "unit" in parted and key[1].removesuffix("±") == nearest[1].removesuffix("±"):
        parted[parted.index("unit")] = "kind"  # a rate beside what a rate is to be
    for name in ("unit", "kind", "stage", "basis", "total"):
        if name in parted:
            return name
    return "several"


def _as_series(key: Key, held: Iterable[_Held]) -> Series:
    return Series(
        kind=key[0],  # type: ignore[arg-type]  # a figure's kind
        base=key[1].removesuffix("±"),
        stage=key[2],
        basis=key[3],
        is_total=key[4],
        figures=tuple(each.figure for each in held),
    )


def _field(name: str, group: Iterable[Figure]) -> str:
    """Return the field of work of an indicator: that of its name, else the one its sentences speak of most; "" if none."""
    for pattern, field in ((_FINANCE, "财政金融"), (_ECONOMY, "经济发展")):
        if pattern.search(name):
            return field
    own = _fields(name)
    counts = Counter(own or chain.from_iterable(_fields(figure.quote) for figure in group))
    return min(counts, key=lambda field: (-counts[field], field)) if counts else ""


@lru_cache(maxsize=1 << 12)
def _fields(text: str) -> tuple[str, ...]:
    lexicon = shipped()
    return tuple(lexicon.by_id[mention.topic].field for mention in lexicon.mentions(unquoted(text)))


def level(issuer: str) -> str:
    """Return the level that 全市, 全区 … means in an office's report: 市 for 上海市人民政府, 国 for 国务院."""
    if issuer.startswith(("国务院", "中共中央", "全国", "中国", "中华")):
        return _NATION
    bare = _OFFICE.sub("", issuer)
    return "街" if bare.endswith("街道") else bare[-1:]
