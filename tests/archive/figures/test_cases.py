"""The sentences of cases.txt, which anyone who reads Chinese can extend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure

TEXT = (Path(__file__).parent / "cases.txt").read_text("utf-8")
CASES = [block.split("\n") for block in TEXT.strip().split("\n\n") if not block.startswith("#")]


def _line(figure: Figure) -> str:
    change = figure.change
    rest = [
        figure.qualifier,
        f"stage={figure.stage}" if figure.stage else "",
        f"{change.direction} {change.value} {change.unit} {change.basis}".strip() if change else "",
    ]
    said = " ".join(filter(None, rest)) or "-"
    return f"  {figure.indicator} | {figure.value} {figure.unit} | {figure.kind} | {said}"


@pytest.mark.parametrize("case", CASES, ids=[case[0][:20] for case in CASES])
def test_a_sentence_states_its_figures(case: list[str], read: Callable[..., tuple[Figure, ...]]) -> None:
    assert [_line(figure) for figure in read(case[0])] == case[1:]
