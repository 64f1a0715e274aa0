"""The files of the index: whole, small, the same each time, and little changed by an edit."""

from __future__ import annotations

import base64
import random
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen import search
from sitegen.errors import SitegenError
from sitegen.model import Passage, Report, ReportMeta
from sitegen.search.columns import bases
from sitegen.search.proof import IN_TEXT, pairs_of, prove
from sitegen.search.reading import Index
from sitegen.words import fold, runs

if TYPE_CHECKING:
    from sitegen.model import OutputFile
    from sitegen.search import ReportTerms


def _report(number: int, *texts: str) -> Report:
    passages = tuple(
        Passage(anchor=f"p{at}", kind="paragraph", text=text, markdown=text)
        for at, text in enumerate(texts, 1)
    )
    meta = ReportMeta(
        title=f"街道{number}号报告",
        issuer=f"街道{number}",
        region=(),
        year=2020,
        kind="工作总结",
        published="",
    )
    return Report(id=f"office{number:03}/2020", meta=meta, passages=passages)


def _index(*reports: Report) -> dict[str, bytes]:
    return {
        file.path: file.data for file in search.index(tuple(search.analyse(report) for report in reports))
    }


def _blocks(files: tuple[OutputFile, ...]) -> dict[str, bytes]:
    """Unpack files as written into blocks."""
    packed = {file.path[7:-3]: file.data.decode().split('","')[1].removesuffix('");\n') for file in files}
    return {name: zlib.decompress(base64.b64decode(text), -15) for name, text in packed.items()}


def test_every_pair_of_every_passage_leads_to_its_entry_and_to_no_other(
    analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    ordered = sorted(analysed, key=lambda report: (report.year, report.id))
    index = Index(_blocks(files))
    where: dict[str, set[int]] = {}
    for report, base in zip(ordered, bases(tuple(ordered)), strict=False):
        for number, entry in enumerate(report.entries, base):
            for run in runs(fold(entry.text)):
                for pair in [run[at : at + 2] for at in range(len(run) - 1)] + list(run):
                    where.setdefault(pair, set()).add(number)
    assert len(where) > 5000
    for pair, entries in where.items():
        assert index.holding(pair, IN_TEXT) == entries


def test_an_index_that_misses_something_is_not_handed_out(
    analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    blocks = _blocks(files)
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    prove(ordered, blocks)
    last = ordered[-1]
    entries = (*last.entries[:-1], replace(last.entries[-1], text="从未编入索引的文字" * 50))
    with pytest.raises(SitegenError, match="misses what is printed"):
        prove((*ordered[:-1], replace(last, entries=entries)), blocks)


def test_order_of_the_reports_does_not_matter(
    analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    assert search.index(tuple(reversed(analysed))) == files


def test_a_frequent_term_has_a_file_of_its_own() -> None:
    reports = [_report(number, *(["加装电梯"] * 2000)) for number in range(4)]
    analysed = tuple(search.analyse(report) for report in reports)
    files = search.index(analysed)
    names = {file.path for file in files}
    assert f"search/b/{'电梯'.encode().hex()}.js" in names
    found = Index(_blocks(files)).holding("电梯", IN_TEXT)
    assert len(found) == 8000
    assert max(len(file.data) for file in files) < 1_000_000


def test_an_edit_changes_few_files() -> None:
    draw = random.Random(1)
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 600)]
    texts = [["".join(draw.choices(characters, k=100)) for _ in range(12)] for _ in range(25)]
    before = _index(*(_report(number, *own) for number, own in enumerate(texts)))
    texts[7][3] = texts[7][3][:50] + "加装电梯" + texts[7][3][50:]
    texts[7].append("新增一段")
    after = _index(*(_report(number, *own) for number, own in enumerate(texts)))
    changed = {name for name in after if before.get(name) != after[name]}
    shards = {name for name in after if name.startswith("search/s/")}
    assert len(shards) > 20
    assert "search/p/office007/2020.js" in changed
    assert not any(name.startswith("search/p/") for name in changed - {"search/p/office007/2020.js"})
    assert len(changed & shards) <= len(shards) / 4


def test_nothing_to_index_is_no_fault() -> None:
    files = search.index(())
    assert "search/manifest.js" in {file.path for file in files}
    assert Index(_blocks(files)).holding("电梯", IN_TEXT) == set()


def test_what_must_be_present_for_a_string_are_its_pairs_or_its_only_character() -> None:
    assert pairs_of("电梯、梯 5A级") == ["电梯", "梯5", "5a", "a级"]
    assert pairs_of("梯") == ["梯"]
    assert pairs_of("，。") == []


def test_places_of_neighbouring_entries_are_read_back() -> None:
    index = _index(_report(1, "电梯", "电梯", "其他", "电梯"))
    assert any(name.startswith("search/s/") for name in index)
    files = search.index((search.analyse(_report(1, "电梯", "电梯", "其他", "电梯")),))
    assert Index(_blocks(files)).holding("梯", IN_TEXT) == {0, 1, 3}
