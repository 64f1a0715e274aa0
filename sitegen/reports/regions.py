"""Where an office lies: from the divisions of China and from what its report says.

Streets share names all over the country (there are dozens of 城关镇), and an office may carry an older
or fuller name than the list has.  So the list proposes, and the places named in the report decide.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

_PEOPLES: Final = (
    "壮|回|维吾尔|藏|苗|彝|布依|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|"
    "撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|满|朝鲜|蒙古|各"
)
_SUFFIX: Final = re.compile(rf"(?:特别行政区|(?:(?:{_PEOPLES})族?)*自治[区州县旗]|地区|[省市区县盟旗])$")
_ENOUGH: Final = 2


class Region(NamedTuple):
    """A county or district with what lies above it; "" where a level does not exist."""

    province: str
    city: str
    county: str

    def path(self) -> tuple[str, ...]:
        """Return the names from large to small."""
        return tuple(name for name in self if name)


def locate(issuer: str, text: str) -> tuple[tuple[str, ...], ...]:
    """Return where the office may lie, most likely first, each from large to small; () if nothing speaks for any place.

    `issuer` is the office's name, `text` the whole report.
    """
    name = re.sub(r"(?:人民)?政府(?:办公室)?$|(?:办事处|办公室)$", "", issuer)
    if named := _offices().get(name):
        return _likely(named, text, least=0)
    return (
        _likely(_streets().get(name, ()), text, least=1)
        or _likely(_begun_with(name), text, least=0)
        or _likely(_mentioned(text), text, least=_ENOUGH)
    )


def _begun_with(name: str) -> tuple[Region, ...]:
    """Return the regions whose name the name of a department begins with, the longest that does: 宁波市审计局."""
    lengths = range(len(name) - 1, 1, -1)
    return next((_offices()[name[:length]] for length in lengths if name[:length] in _offices()), ())


def _likely(regions: tuple[Region, ...], text: str, least: int) -> tuple[tuple[str, ...], ...]:
    """Return the regions that the text speaks of most, or the only one there is."""
    if len(regions) == 1 and least < _ENOUGH:
        return (regions[0].path(),)
    weighed = sorted(
        ((_weight(region, text), region) for region in regions), key=lambda pair: (-pair[0], pair[1])
    )
    best = weighed[0][0] if weighed else 0
    likely = [region for weight, region in weighed if weight >= max(least, best / 2)]
    return tuple(dict.fromkeys(region.path() for region in likely))


def office_of_place(text: str) -> str:
    """Return the government of the first province, city, county or district that a text (a file name) names; "" if none.

    A place may be named without its last character where it stands alone: 承德 for 承德市.
    """
    for word in re.findall(r"[\u4e00-\u9fff]{2,}", text):
        if word in _offices():
            return f"{word}人民政府"
        longer = _shortened().get(word)
        if longer:
            return f"{longer}人民政府"
    return ""


def is_street(name: str) -> bool:
    """Tell whether a name is that of a street or town; 鹤龙街 is 鹤龙街道."""
    return name in _streets() or (name.endswith("街") and f"{name}道" in _streets())


def is_same_place(one: str, two: str) -> bool:
    """Tell whether two names may be forms of one: 黔东南州 and 黔东南苗族侗族自治州."""
    return not {*_offices().get(one, ())}.isdisjoint(_offices().get(two, ()))


def short_name(name: str) -> str:
    """Return a place name as it is used in running text: 杨浦区 → 杨浦, 广西壮族自治区 → 广西."""
    stem = _SUFFIX.sub("", name)
    return stem if len(stem) > 1 else name


def _weight(region: Region, text: str) -> int:
    """Count how often the report speaks of the region; its county counts most."""
    county = 4 * text.count(short_name(region.county)) if region.county else 0
    return county + sum(text.count(short_name(name)) for name in (region.province, region.city) if name)


def _mentioned(text: str) -> tuple[Region, ...]:
    """Return the counties whose full name the text uses and whose province or city it names too."""
    return tuple(
        region
        for region in _regions()
        if region.county
        and region.county in text
        and any(short_name(name) in text for name in (region.province, region.city) if name)
    )


@cache
def _offices() -> dict[str, tuple[Region, ...]]:
    """Return the regions that an office of a province, city or county may name itself after, by each form of the name."""
    names: dict[str, dict[Region, None]] = {}
    for region in _regions():
        for depth, own in enumerate(region):
            if own:
                here = Region(*region[: depth + 1], *([""] * (2 - depth)))
                short = short_name(own) + own[-1]  # 黔东南州 for 黔东南苗族侗族自治州
                for name in (own, short, "".join(here), region.province + own, here.city + own):
                    names.setdefault(name, {})[here] = None
    return {name: tuple(regions) for name, regions in names.items()}


@cache
def _shortened() -> dict[str, str]:
    """Return the full name of the largest place for each short one: 承德 → 承德市 (not 承德县)."""
    names: dict[str, str] = {}
    for depth in range(3):
        for region in _regions():
            if region[depth]:
                names.setdefault(short_name(region[depth]), region[depth])
    return names


@cache
def _rows() -> tuple[tuple[Region, tuple[str, ...]], ...]:
    lines = resources.files("sitegen.reports").joinpath("regions.tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((Region(*row[:3]), tuple(row[3].split())) for row in cells)


@cache
def _regions() -> tuple[Region, ...]:
    return tuple(region for region, _ in _rows())


@cache
def _streets() -> dict[str, tuple[Region, ...]]:
    """Return the districts that have a street or town of each name, also without the 路 that some names have dropped."""
    places: dict[str, list[Region]] = {}
    for region, streets in _rows():
        for street in streets:
            for name in dict.fromkeys((street, re.sub(r"(?<!路)街道$", "路街道", street))):
                places.setdefault(name, []).append(region)
    return {name: tuple(regions) for name, regions in places.items()}
