"""Pages of indicators: what several reports state a number of, as charts and tables, and where each number stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import groupby
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.figures import readable, with_qualifier
from sitegen.render.paging import LINKS, paged
from sitegen.render.views import Band, Bar, Directory, Group, IndicatorView, Link, Page, SeriesView, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Difference, Figure, Indicator, OutputFile, Report, Series

INDICATORS: Final = "indicators"
# A statement is up to 900 bytes of HTML, a chart up to 10 kB: each page stays below 200 kB.
STATEMENTS: Final = 150
_MOST_BARS: Final = 24
_LONGEST_TEXT: Final = 120
_REST: Final = "apart"
_FILES: Final = re.compile(
    r"(?:figures|indicators)(?:-\d{4})?\.(?:csv|jsonl)|archive\.sqlite|datapackage\.json"
)

_Row = tuple[str, Statement]


def indicator_page(indicator: Indicator) -> str:
    """Return the page of an indicator, its first where it has several."""
    return f"{INDICATORS}/{indicator.id}/index.html"


def indicator_directory(indicators: Sequence[Indicator], data: Iterable[OutputFile]) -> Iterator[Page]:
    """Yield the directory of indicators, grouped by field of work, with the files among `data`."""
    files = _files(data)
    counts = Counter({indicator.field: 0 for indicator in indicators})
    for indicator in indicators:
        counts[indicator.field] += indicator.reports
    ordered = sorted(
        indicators,
        key=lambda each: (not each.field, -counts[each.field], each.field, -each.reports, each.name),
    )
    for path, pager, some in paged(INDICATORS, ordered, LINKS):
        groups = tuple(
            Group(title=field, items=tuple(map(indicator_link, same)))
            for field, same in groupby(some, key=lambda each: each.field)
        )
        content = Directory(groups=groups, count=len(ordered), pager=pager, files=files)
        yield Page(path=path, template=f"{INDICATORS}.html", part=INDICATORS, content=content)


def other_names(indicators: Sequence[Indicator]) -> Iterator[Page]:
    """Yield a page for each other wording that leads to its indicator.

    Which wording is the most usual may change as the archive grows: the address of the one before still lands.
    """
    taken = {indicator.id for indicator in indicators}
    for indicator in indicators:
        for name in indicator.names:
            if (own := urls.slug(name)) not in taken:
                taken.add(own)
                yield Page(
                    path=f"{INDICATORS}/{own}/index.html",
                    template="indicator_name.html",
                    part=INDICATORS,
                    title=name,
                    content=indicator_link(indicator),
                )


def _files(data: Iterable[OutputFile]) -> tuple[Link, ...]:
    """Return links to the files that hold all figures."""
    return tuple(
        Link(text=name, page=file.path, count=file.size)
        for file in data
        if _FILES.fullmatch(name := file.path.removeprefix("data/"))
    )


def indicator_link(indicator: Indicator) -> Link:
    """Return the link to the page of an indicator, with the number of reports that state it."""
    return Link(text=indicator.name, page=indicator_page(indicator), count=indicator.reports)


def indicator_file(indicator: Indicator) -> str:
    """Return where the figures of an indicator lie as CSV."""
    return f"{INDICATORS}/{indicator.id}/figures.csv"


def indicator_pages(indicator: Indicator, reports: Mapping[str, Report]) -> Iterator[Page]:
    """Yield the pages of an indicator; of the `reports` that state it only the metadata are looked at."""
    rows = list(_rows(indicator, reports))
    folder = indicator_page(indicator).removesuffix("/index.html")
    known = {f"series-{at}": series for at, series in enumerate(indicator.series, 1)}
    shown: set[str] = set()
    for path, pager, some in paged(folder, rows, STATEMENTS):
        parts = [(anchor, [row for _, row in same]) for anchor, same in groupby(some, key=lambda row: row[0])]
        series = tuple(
            _part(anchor, known[anchor], statements, {} if anchor in shown else reports)
            for anchor, statements in parts
            if anchor != _REST
        )
        shown.update(anchor for anchor, _ in parts)
        content = IndicatorView(
            names=indicator.names,
            field=indicator.field,
            series=series,
            apart=next((tuple(statements) for anchor, statements in parts if anchor == _REST), ()),
            count=indicator.reports,
            pager=pager,
            file=indicator_file(indicator),
        )
        yield Page(
            path=path, template="indicator.html", part=INDICATORS, title=indicator.name, content=content
        )


def _rows(indicator: Indicator, reports: Mapping[str, Report]) -> Iterator[_Row]:
    """Yield every figure as it stands in a table, series after series, by region, issuer and year."""
    for at, series in enumerate(indicator.series, 1):
        statements = [_statement(figure, reports[figure.report]) for figure in series.figures]
        for statement in sorted(statements, key=_order):
            yield f"series-{at}", statement
    apart = [_statement(each.figure, reports[each.figure.report], each.why) for each in indicator.apart]
    for statement in sorted(apart, key=_order):
        yield _REST, statement


def _order(statement: Statement) -> tuple[tuple[str, ...], str, int, str, int]:
    figure = statement.figure
    return (statement.region, statement.issuer, -statement.year, figure.report, figure.start)


def _statement(figure: Figure, report: Report, why: Difference | str = "") -> Statement:
    meta = report.meta
    return Statement(
        page=urls.report_page(report.id),
        issuer=meta.issuer,
        region=meta.region,
        year=meta.year,
        figure=figure,
        printed=with_qualifier(figure).printed,
        text=_around(figure),
        why=why,  # type: ignore[arg-type]  # the reason of an `Apart`, or none
    )


def _around(figure: Figure) -> str:
    """Return the words that state a figure, cut on both sides of the number where they are many."""
    text = figure.quote
    if len(text) <= _LONGEST_TEXT:
        return text
    at = max(0, text.find(figure.printed))
    start = max(0, min(at - _LONGEST_TEXT // 2, len(text) - _LONGEST_TEXT))
    end = start + _LONGEST_TEXT
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _part(
    anchor: str, series: Series, statements: Sequence[Statement], reports: Mapping[str, Report]
) -> SeriesView:
    """Return the part of a series that is on a page; where it starts `reports` are given, for its chart."""
    drawn = _drawn(series, statements) if reports else []
    is_many = len(series.figures) > len(statements) or len(drawn) > _MOST_BARS
    return SeriesView(
        anchor=anchor,
        kind=series.kind if series.kind != "target" or not _moves(series) else "target-change",
        unit=series.base,
        stage=series.stage,
        basis=series.basis,
        is_total=series.is_total,
        reports=len({figure.report for figure in series.figures}),
        bars=() if is_many else _bars(drawn),
        bands=_bands(series, reports) if is_many and reports else (),
        statements=tuple(statements),
    )


def _moves(series: Series) -> bool:
    return all(figure.change and figure.change.value == figure.value for figure in series.figures)


def _drawn(series: Series, statements: Sequence[Statement]) -> list[Statement]:
    """Return one statement for each number of a report and year; ranks, of which less is more, make no bars."""
    if series.kind == "rank":
        return []
    first: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        first.setdefault((statement.figure.report, _period(statement)), statement)
    return list(first.values())


def _period(statement: Statement) -> str:
    return statement.figure.period or str(statement.year)


def _bars(drawn: Sequence[Statement]) -> tuple[Group[Bar], ...]:
    """Return the bars of each issuer by year; namesakes are told apart by their regions."""
    homes = Counter(issuer for _, issuer in {(each.region, each.issuer) for each in drawn})
    return tuple(
        Group(
            title=issuer if homes[issuer] == 1 else " ".join((*region, issuer)),
            items=tuple(map(_bar, sorted(same, key=_period))),
        )
        for (region, issuer), same in groupby(drawn, key=lambda each: (each.region, each.issuer))
    )


def _bar(statement: Statement) -> Bar:
    figure = statement.figure
    value = _value(figure)
    moves = figure.change is not None and figure.change.value == figure.value and figure.kind != "level"
    sign = ("+" if value > 0 else "−") if moves and value else ""
    return Bar(label=_period(statement), text=f"{sign}{statement.printed}", value=float(value))


def _value(figure: Figure) -> Decimal:
    """Return the number of a figure; what it went down by is below zero."""
    number = Decimal(figure.number)
    is_down = figure.kind in {"change", "target"} and figure.change and figure.change.direction == "down"
    return -abs(number) if is_down and figure.change and figure.change.value == figure.value else number


def _bands(series: Series, reports: Mapping[str, Report]) -> tuple[Band, ...]:
    """Return the spread of the numbers of each year: of all in the series, not only of those on one page."""
    if series.kind == "rank":
        return ()
    years: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for figure in series.figures:
        period = figure.period or str(reports[figure.report].meta.year)
        years[period].setdefault(figure.report, _value(figure))
    return tuple(_band(year, sorted(years[year].values()), series.base) for year in sorted(years))


def _band(year: str, values: Sequence[Decimal], base: str) -> Band:
    lower, middle, upper = quantiles(
        values if len(values) > 1 else [*values, *values], n=4, method="inclusive"
    )
    five = (values[0], lower, middle, upper, values[-1])
    return Band(
        label=year,
        count=len(values),
        values=tuple(map(float, five)),  # type: ignore[arg-type]  # five of them
        texts=tuple(readable(value, base) for value in five),  # type: ignore[arg-type]
    )
