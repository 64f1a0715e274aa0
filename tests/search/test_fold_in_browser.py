"""The browser folds as the build does, character by character and text by text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sitegen.words import fold, runs, traditional

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from sitegen.model import Report

TABLE = "(pairs) => sitegenFold.addTraditional(pairs)"
EACH = "(texts) => texts.map((text) => sitegenFold.fold(text).text)"


def _teach(page: Page) -> None:
    page.evaluate(TABLE, "".join(old + new for old, new in traditional().items()))


def test_every_character_folds_alike(asked: Page) -> None:
    _teach(asked)
    # Characters that this Python does not know yet may be known to the browser.
    characters = [
        chr(code)
        for code in (*range(0xD800), *range(0xE000, 0x11000), *range(0x1F000, 0x21000))
        if unicodedata.category(chr(code)) not in {"Cn", "Co"}
    ]
    folded = asked.evaluate(EACH, characters)
    assert [
        (one, fold(one), other) for one, other in zip(characters, folded, strict=True) if fold(one) != other
    ] == []


def test_every_passage_folds_and_runs_alike(asked: Page, archive_reports: tuple[Report, ...]) -> None:
    _teach(asked)
    texts = [passage.text for report in archive_reports for _, passage in report.walk_passages()]
    texts += [
        "AI 5G",
        " a  b ",
        "中 国 A 股",
        "１１．１％ 5 %",
        "Ⅳ℃㎡①",
        "ﬁ ½ ㈠",
        "“‘〔【",
        "1.2.3.",
        "𠮷野家 𝟙𝟚",
    ]
    assert asked.evaluate(EACH, texts) == [fold(text) for text in texts]
    found = asked.evaluate(
        "(texts) => texts.map((text) => sitegenFold.runs(sitegenFold.fold(text).text))", texts
    )
    assert found == [runs(fold(text)) for text in texts]


def test_a_match_is_marked_where_it_is_printed(asked: Page) -> None:
    marks = asked.evaluate(
        "([text, term]) => sitegenFold.occurrences(sitegenFold.fold(text), [term])",
        ["全年完成老旧小区加装電 梯，加装电梯３台", "电梯3"],
    )
    assert marks == [[16, 19]]
    marks = asked.evaluate("sitegenFold.occurrences(sitegenFold.fold('装電 梯'), ['电梯'])")
    assert marks == [[1, 4]]
