"""A small archive, written as values: three offices, two years, cross-links, a table, a tombstone, hostile words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sitegen import render
from sitegen.model import (
    Archive,
    Clause,
    Event,
    Initiative,
    OutputFile,
    Passage,
    Ref,
    Related,
    Report,
    ReportMeta,
    Revision,
    Section,
    SectionNumber,
    Site,
    Source,
    Theme,
    Tombstone,
)

if TYPE_CHECKING:
    from collections.abc import Callable

THEME = Path(__file__).parents[2] / "themes" / "default"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}'
QINGHE = "qinghe/2024"
HOSTILE_ID = "dongshan/2023"
MOVED_TO = "reports/qinghe/2023/index.html"


def passage(anchor: str, *sentences: str, lead: int = 0) -> Passage:
    """Return a paragraph whose sentences are its clauses."""
    clauses, at = [], 0
    for number, sentence in enumerate(sentences, 1):
        clauses.append(Clause(anchor=f"{anchor}-c{number}", start=at, end=at + len(sentence)))
        at += len(sentence)
    text = "".join(sentences)
    return Passage(
        anchor=anchor, kind="paragraph", text=text, markdown=text, lead=lead, clauses=tuple(clauses)
    )


def report(
    report_id: str, issuer: str, region: tuple[str, ...], year: int, *sections: Section, **extra: object
) -> Report:
    """Return a report with front matter of the usual kind."""
    meta = ReportMeta(
        title=str(extra.get("title", f"{issuer}{year}年工作总结")),
        issuer=issuer,
        region=region,
        year=year,
        kind="工作总结",
        published=str(extra.get("published", "")),
        source=Source(name="总结.docx", sha256="ab" * 32, url=str(extra.get("url", ""))),
    )
    gone = (
        (
            Tombstone(anchor="s1-1-p9", parent="s1-1"),
            Tombstone(
                anchor="s7-p1",
                parent="",
                date="2025-03-01",
                reason="并入第一部分。",
                target=MOVED_TO,
                target_anchor="s1",
            ),
        )
        if extra.get("gone")
        else ()
    )
    opening = (passage("p1", f"{year}年，{issuer}办了几件实事。"),)
    return Report(id=report_id, meta=meta, passages=opening, sections=sections, gone=gone)


def section(
    anchor: str, heading: str, *passages: Passage, level: int = 1, sections: tuple[Section, ...] = ()
) -> Section:
    """Return a section; its number is the first character of its heading."""
    number = SectionNumber(kind="han", value=1, printed=heading[:1])
    return Section(
        anchor=anchor, level=level, heading=heading, number=number, passages=passages, sections=sections
    )


def _archive() -> Archive:
    table = Passage(
        anchor="t1",
        kind="table",
        text="指标\t数量\n电梯\t19",
        markdown="",
        html="<table><thead><tr><th>指标</th><th>数量</th></tr></thead><tbody><tr><td>电梯</td><td>19</td></tr></tbody></table>",
    )
    lifts = passage("s1-1-p1", "民生改善。", "加装电梯开工19台。", "完成适老化改造30户。", lead=4)
    inner = section("s1-1", "（一）民生实事办得好。", lifts, table, level=2)
    qinghe = [
        report(
            QINGHE,
            "清河街道",
            ("江淮市", "东山区"),
            2024,
            section("s1", "一、民生", sections=(inner,)),
            gone=True,
            published="2025-01-20",
        ),
        report(
            "qinghe/2023",
            "清河街道",
            ("江淮市", "东山区"),
            2023,
            section("s1", "一、民生", passage("s1-p1", "推进加装电梯。")),
        ),
    ]
    dongshan = report(
        HOSTILE_ID,
        "东山街道",
        ("江淮市", "东山区"),
        2023,
        section("s1", f"一、{HOSTILE}", passage("s1-p1", f"加装电梯竣工5台{HOSTILE}。", "另有其他。")),
        title=f"东山街道{HOSTILE}",
        url="javascript:alert(1)",
    )
    lonely = report(
        "beiling/2022", "北岭乡", (), 2022, section("s1", "一、生产", passage("s1-p1", "粮食丰收。"))
    )
    events = (
        Event(
            kind="corrected",
            date="2025-03-01",
            report=QINGHE,
            page="reports/qinghe/2024/index.html",
            title="清河街道2024年工作总结",
            issuer="清河街道",
            year=2024,
            reason=f"数字有误{HOSTILE}",
            revisions=(
                Revision(
                    anchor="s1-1-p1",
                    before="民生改善。加装电梯开工18台。",
                    after="民生改善。加装电梯开工19台。",
                ),
                Revision(anchor="s7-p1", before=f"旧段落{HOSTILE}。", after=""),
                Revision(anchor="title", before="清河街道工作总结", after="清河街道2024年工作总结"),
            ),
        ),
        Event(
            kind="withdrawn",
            date="2025-02-01",
            report="qinghe/2021",
            page="reports/qinghe/2024/index.html",
            title="清河街道2021年工作总结",
            issuer="清河街道",
            year=2021,
            reason="发布单位撤回。",
        ),
    )
    here, there = Ref(report=QINGHE, anchor="s1-1-p1-c2"), Ref(report=HOSTILE_ID, anchor="s1-p1-c1")
    gone = Ref(report=HOSTILE_ID, anchor="s9-p9")
    return Archive(
        events=events,
        reports=tuple(sorted([*qinghe, dongshan, lonely], key=lambda each: each.id)),
        related=(
            Related(
                origin=here,
                target=there,
                score=0.9,
                grade="same",
                terms=("加装", "电梯"),
                initiative="jiazhuang-dianti",
            ),
            Related(
                origin=there,
                target=here,
                score=0.9,
                grade="same",
                terms=("加装", "电梯"),
                initiative="jiazhuang-dianti",
            ),
            Related(origin=here, target=gone, score=0.8, grade="related", terms=("失踪",)),
            Related(origin=gone, target=here, score=0.8, grade="related", terms=("失踪",)),
        ),
        initiatives=(
            Initiative(
                id="jiazhuang-dianti",
                name="加装电梯",
                field="城市更新",
                aliases=("加梯",),
                members=(there, here),
            ),
        ),
    )


@pytest.fixture(scope="session")
def archive() -> Archive:
    return _archive()


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(title="试验档案", description="几份报告。")


@pytest.fixture(scope="session")
def theme() -> Theme:
    files = (path for path in sorted(THEME.rglob("*")) if path.is_file())
    return Theme(
        name="default",
        files=tuple(
            OutputFile(path=path.relative_to(THEME).as_posix(), data=path.read_bytes()) for path in files
        ),
    )


@pytest.fixture(scope="session")
def built(archive: Archive, site: Site, theme: Theme) -> dict[str, bytes]:
    """All files of the site by path."""
    return build(archive, site, theme)


@pytest.fixture(scope="session")
def page(built: dict[str, bytes]) -> Callable[[str], html.HtmlElement]:
    """Give the tree of a built page by its path."""
    return lambda path: html.fromstring(built[path].decode())


@pytest.fixture(scope="session")
def build_site() -> Callable[[Archive, Site, Theme], dict[str, bytes]]:
    return build


def build(archive: Archive, site: Site, theme: Theme) -> dict[str, bytes]:
    texts = tuple(
        file for each in archive.reports for file in render.report_files(each, f"# {each.meta.title}\n")
    )
    data = render.data_files(archive)
    data = (*data, *texts, *render.archive_files((*data, *texts)))
    data = (*data, *render.database_files(archive))
    held = render.holdings(archive)
    pages = sorted(render.pages(held, data), key=lambda page: page.path)
    files = (
        *data,
        render.data_index(data),
        *render.indicator_files(archive.indicators),
        *render.office_files(held),
        *render.assets(theme),
        *render.feeds(archive, site, [page.path for page in pages]),
        render.corrections_feed(archive, site, theme),
        *(render.render_page(page, site, theme) for page in pages),
    )
    assert len({file.path for file in files}) == len(files)
    return {file.path: file.data for file in files}
