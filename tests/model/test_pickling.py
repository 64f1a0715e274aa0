from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from sitegen.model import Change, Clause, Figure, Passage, Report, ReportMeta
from sitegen.model.pickling import pickled

PASSAGE = Passage(
    anchor="s1-p1",
    kind="paragraph",
    text="新增床位120张。",
    markdown="新增床位120张。",
    clauses=(Clause(anchor="s1-p1-c1", start=0, end=9),),
    line=7,
)
REPORT = Report(
    id="east/2023",
    meta=ReportMeta(title="报告", issuer="东街道", region=("上海市",), year=2023, kind="总结", published=""),
    passages=(PASSAGE,),
)
FIGURE = Figure(
    report="east/2023",
    anchor="s1-p1-c1",
    indicator="床位",
    printed="120张",
    value="120",
    unit="张",
    number="120",
    base="张",
    kind="level",
    quote="新增床位120张。",
    start=4,
    end=8,
    change=Change(direction="up", value="5", unit="%"),
)


@pytest.mark.parametrize("value", [PASSAGE, REPORT, FIGURE], ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_value_that_is_written_and_read_is_the_same(value: object, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301
    assert again == value
    assert hash(again) == hash(value)
    assert repr(again) == repr(value)  # also what is left out of comparison
    assert repr(copy.deepcopy(value)) == repr(value)
    with pytest.raises(FrozenInstanceError):
        again.__setattr__(dataclasses.fields(again)[0].name, "s2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    one: int
    two: str = ""
    three: int = field(default=0, compare=False)


def test_what_was_written_in_the_usual_way_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    written = pickle.dumps(Before(one=1, two="二", three=3))
    monkeypatch.setattr(Before, "__getstate__", None)
    monkeypatch.setattr(Before, "__setstate__", None)
    pickled(Before)
    assert repr(pickle.loads(written)) == repr(Before(one=1, two="二", three=3))  # noqa: S301


def test_what_was_written_with_other_fields_is_not_read() -> None:
    clause = Clause(anchor="s1", start=0, end=1)
    with pytest.raises(ValueError, match="shorter"):
        clause.__setstate__(("s1", 0))  # type: ignore[attr-defined]
