"""The numbers that are stated of an initiative, kept apart by stage: planned is not signed, signed is not done.

Nothing is added up and nothing ranked; a number stands as it is printed and leads to its sentence.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.figures import with_qualifier
from sitegen.render.views import StagedFigure, StageRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Figure
    from sitegen.render.views import Quote

_STAGES: Final = {
    "planned": ("计划", "拟", "储备", "立项", "入库"),
    "signed": ("签约",),
    "started": ("启动", "开工", "在建", "续建"),
    "done": ("完成", "完工", "竣工", "建成", "投产", "投用", "交付", "通车", "落地", "到位", "办结", "结案"),
}
_UNSAID: Final = "unsaid"
_STAGE_OF: Final = {word: stage for stage, words in _STAGES.items() for word in words}
_ORDER: Final = (*_STAGES, _UNSAID)
_MOST: Final = 4
_NO_COUNTS: Final = frozenset(("%", "‰", "比例", "倍", ""))


def stage_rows(
    figures: Iterable[Figure], quotes: Iterable[Quote]
) -> tuple[tuple[str, ...], tuple[StageRow, ...]]:
    """Return the stages that occur among the figures of the quoted sentences, in order, and a row for each report.

    Only what was or is to be counted takes part: no shares, no changes, no ranks.
    """
    stated: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.kind in {"level", "target"} and figure.base not in _NO_COUNTS:
            stated[urls.report_page(figure.report), figure.anchor].append(figure)
    cells: dict[tuple[str, str, int], dict[str, list[Figure]]] = {}
    for quote in quotes:
        for figure in stated.get((quote.page, quote.anchor), ()):
            row = cells.setdefault((quote.page, quote.issuer, quote.year), defaultdict(list))
            row[_stage(figure)].append(figure)
    stages = tuple(stage for stage in _ORDER if any(stage in row for row in cells.values()))
    return stages, tuple(
        StageRow(
            page=page,
            issuer=issuer,
            year=year,
            cells=tuple(tuple(map(_staged, row.get(stage, ())[:_MOST])) for stage in stages),
        )
        for (page, issuer, year), row in cells.items()
    )


def _stage(figure: Figure) -> str:
    """Return the stage of a figure: what is to be reached is planned, whatever the verb before it."""
    return "planned" if figure.kind == "target" else _STAGE_OF.get(figure.stage, _UNSAID)


def _staged(figure: Figure) -> StagedFigure:
    return StagedFigure(
        anchor=figure.anchor, indicator=figure.indicator, printed=with_qualifier(figure).printed
    )
