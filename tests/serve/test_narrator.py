from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sitegen.serve.narrator import News, narrating

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.serve import Preview

_REPORT = "content/qingheyuan/2024.md"


def _save(archive: Path, preview: Preview, change: Callable[[str], str]) -> None:
    path = archive / _REPORT
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    preview.rebuild()


def _wait(heard: list[News], count: int) -> None:
    end = time.monotonic() + 10
    while len(heard) < count:
        assert time.monotonic() < end, heard
        time.sleep(0.01)


def test_a_mistake_is_told_until_it_is_mended_and_that_once(archive: Path, preview: Preview) -> None:
    heard: list[News] = []
    with narrating(preview, heard.append):
        _save(archive, preview, lambda text: text.replace("year: 2024", "year: later"))
        _wait(heard, 1)
        _save(archive, preview, lambda text: text.replace("12台", "13台"))
        _wait(heard, 2)
        _save(archive, preview, lambda text: text.replace("year: later", "year: 2024"))
        _wait(heard, 3)
        _save(archive, preview, lambda text: text.replace("13台", "14台"))
    assert [[found.code for found in news.problems] for news in heard] == [
        ["front-matter-field"], ["front-matter-field"], [],
    ]  # fmt: skip
    assert [news.is_mended for news in heard] == [False, False, True]


def test_a_doubt_is_told_when_it_comes_and_not_again(archive: Path, preview: Preview) -> None:
    heard: list[News] = []
    with narrating(preview, heard.append):
        _save(archive, preview, lambda text: text.replace("{#s2}", "{#s1}"))
        _wait(heard, 1)
        _save(archive, preview, lambda text: text.replace("12台", "13台"))
        _save(archive, preview, lambda text: text.replace("year: 2024", "year: later"))
        _wait(heard, 2)
    assert [found.code for found in heard[0].problems] == ["anchor-repeated"]
    assert [found.code for found in heard[1].problems] == ["front-matter-field"]
