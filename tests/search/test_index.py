"""The files of the index: whole, small, the same each time, and little changed by an edit."""

from __future__ import annotations

import base64
import json
import random
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sitegen import search
from sitegen.errors import SitegenError
from sitegen.model import Passage, Report, ReportMeta, Section
from sitegen.search.claims import pairs_of, read_claims
from sitegen.search.columns import bases
from sitegen.search.outline import outline_of
from sitegen.search.postings import PARTS, pairs_of_keys
from sitegen.search.proof import claimed, prove
from sitegen.search.reading import read_places, read_shards
from sitegen.search.terms import BODY, LEAD, TEXT_PAIRS, analyse
from sitegen.urls import is_fingerprinted
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
    return {file.path[7:].partition(".")[0]: _unpacked(file.data) for file in files}


def _unpacked(data: bytes) -> bytes:
    return zlib.decompress(base64.b64decode(data.decode().split('","')[1].removesuffix('");\n')), -15)


def _holding(blocks: dict[str, bytes], fields: tuple[int, ...]) -> dict[str, set[int]]:
    """Return the entries of each pair, as read back from all shards; a single character also from its pairs."""
    found: dict[str, set[int]] = {}
    for name in (name for name in blocks if name.startswith("s/")):
        shard = read_shards(blocks, [name])
        places = read_places(shard, np.arange(len(shard.sizes)))
        for row, first, count in zip(*(column.tolist() for column in places), strict=True):
            term, field = shard.terms[shard.sizes[row, 0]], shard.sizes[row, 1]
            if len(term) <= 2 and field in fields:
                for text in {term, term[0]}:
                    found.setdefault(text, set()).update(range(first, first + count))
    return found


def test_every_pair_of_every_passage_leads_to_its_entry_and_to_no_other(
    archive_reports: tuple[Report, ...], analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    texts = {report.id: outline_of(report).entries for report in archive_reports}
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    where: dict[str, set[int]] = {}
    for report, base in zip(ordered, bases(ordered), strict=False):
        for number, entry in enumerate(texts[report.id], base):
            for run in runs(fold(entry.text)):
                for pair in [run[at : at + 2] for at in range(len(run) - 1)] + list(run):
                    where.setdefault(pair, set()).add(number)
    assert len(where) > 5000
    found = _holding(_blocks(files), (LEAD, BODY, TEXT_PAIRS))
    assert {pair: found.get(pair) for pair in where} == where


def test_an_index_that_misses_something_is_not_handed_out(
    analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    blocks = _blocks(files)
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    for claims in claimed(ordered):
        prove(claims, blocks)
    report = _report(1, "从未编入索引的文字")
    stranger = replace(analyse(report), year=ordered[-1].year + 1)
    claims = claimed((*ordered, stranger))[ord("从") % PARTS]
    with pytest.raises(SitegenError, match="misses what is printed"):
        prove(claims, blocks)


def test_the_proof_asks_for_every_heading_and_for_strings_of_the_passages() -> None:
    section = Section(
        anchor="s1",
        level=1,
        heading="一、加装电梯",
        passages=(Passage(anchor="s1-p1", kind="paragraph", text="梯", markdown="梯"),),
    )
    report = replace(_report(1), passages=(), sections=(section,))
    keys, in_text, entries = read_claims(analyse(report).claims)
    asked = set(zip(pairs_of_keys(keys), in_text.tolist(), entries.tolist(), strict=True))
    assert asked == {(pair, False, 0) for pair in ("一", "加装", "装电", "电梯")} | {("梯", True, 0)}


def test_the_proof_finds_a_character_in_a_heading_around_others_that_begin_with_it() -> None:
    def section(anchor: str, heading: str, *inner: Section) -> Section:
        passage = Passage(anchor=f"{anchor}-p1", kind="paragraph", text="全年完成。", markdown="全年完成。")
        return Section(
            anchor=anchor, level=anchor.count("-") + 1, heading=heading, passages=(passage,), sections=inner
        )

    outer = section("s1", "梯", section("s1-1", "梯田"), section("s1-2", "其他"))
    analysed = (analyse(replace(_report(1), passages=(), sections=(outer,))),)
    search.index(analysed)
    blocks = _blocks(search.index(analysed))
    what, entry = claimed(analysed)[ord("梯") % PARTS]
    prove((what, entry), blocks)
    with pytest.raises(SitegenError, match="misses what is printed"):
        prove((what, entry + 5), blocks)


def test_an_index_with_an_empty_shard_is_not_handed_out(
    analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    blocks, missed = _blocks(files), 0
    claims = claimed(tuple(sorted(analysed, key=lambda report: (report.year, report.id))))
    shards = [name for name in blocks if name.startswith("s/")]
    for name in shards:
        try:
            prove(claims[int(name[2:].split("-")[0], 16) % PARTS], {**blocks, name: b"\0\0"})
        except SitegenError:
            missed += 1
    assert missed > len(shards) / 2


def test_order_of_the_reports_does_not_matter(
    analysed: tuple[ReportTerms, ...], files: tuple[OutputFile, ...]
) -> None:
    assert search.index(tuple(reversed(analysed))) == files


def test_a_frequent_term_has_a_file_of_its_own() -> None:
    reports = [_report(number, *(["加装电梯"] * 2000)) for number in range(4)]
    analysed = tuple(search.analyse(report) for report in reports)
    files = search.index(analysed)
    assert f"b/{'电梯'.encode().hex()}" in _blocks(files)
    assert len(_holding(_blocks(files), (LEAD, BODY, TEXT_PAIRS))["电梯"]) == 8000
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
    packs = {name for name in after if name.startswith("search/p/")}
    assert len(shards) > 20
    assert len(packs) > 50
    assert len({name.split(".")[1] for name in changed & packs}) == 1  # those of one report
    assert len(changed & shards) <= len(shards) / 4


def test_the_marks_by_which_a_browser_fetches_anew_are_those_of_changed_files_only() -> None:
    texts = [[f"第{number}号第{at}段" for at in range(9)] for number in range(5)]
    marks = _marks(_index(*(_report(number, *own) for number, own in enumerate(texts))))
    texts[2][1] += "加装电梯"
    changed = _marks(_index(*(_report(number, *own) for number, own in enumerate(texts))))
    assert [one != other for one, other in zip(marks[1], changed[1], strict=True)] == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert 0 < sum(one != other for one, other in zip(marks[0], changed[0], strict=True)) < len(marks[0])


def _marks(files: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Return the marks of all shards and packs that the manifest names."""
    manifest = json.loads(_unpacked(files["search/manifest.js"])[1:].decode("gb18030"))
    return tuple(
        [manifest[name][1][at : at + 3] for at in range(0, len(manifest[name][1]), 3)]
        for name in ("shards", "packs")
    )  # type: ignore[return-value]


def test_a_name_says_what_a_file_holds_so_that_an_old_manifest_never_meets_a_newer_file() -> None:
    texts = [[f"第{number}号第{at}段" for at in range(9)] for number in range(5)]
    before = _index(*(_report(number, *own) for number, own in enumerate(texts)))
    texts[2][1] += "加装电梯"
    after = _index(*(_report(number, *own) for number, own in enumerate(texts)))
    assert {name for name in before if name in after and before[name] != after[name]} == {
        "search/manifest.js"
    }
    assert {name for name in after if not is_fingerprinted(name)} == {"search/manifest.js"}


def test_nothing_to_index_is_no_fault() -> None:
    files = search.index(())
    assert "search/manifest.js" in {file.path for file in files}
    assert _holding(_blocks(files), (LEAD, BODY, TEXT_PAIRS)) == {}


def test_what_must_be_present_for_a_string_are_its_pairs_or_its_only_character() -> None:
    assert pairs_of("电梯、梯 5A级") == ["电梯", "梯5", "5a", "a级"]
    assert pairs_of("梯") == ["梯"]
    assert pairs_of("，。") == []


def test_places_of_neighbouring_entries_are_read_back() -> None:
    files = search.index((search.analyse(_report(1, "电梯", "电梯", "其他", "电梯")),))
    assert _holding(_blocks(files), (LEAD, BODY, TEXT_PAIRS))["梯"] == {0, 1, 3}
