"""The command line answers what the page answers: the same scripts, run without a browser."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from sitegen.errors import SitegenError
from sitegen.output import sync
from sitegen.search import Engine, Question
from sitegen.search.files import block_of, script
from sitegen.search.outline import outline_of
from sitegen.sources import load_site_file
from sitegen.words import fold, runs

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from sitegen.model import OutputFile, Report

ANSWERS = """
async (requests) => {
  const answers = [];
  for (const request of requests) answers.push(await sitegenAnswer.answer(self.index, request));
  return answers;
}
"""
TYPED = ["加装电梯", "电梯 -加装", "“电梯加装”", "梯", "5", "城市家俱", "溫暖雲", "ＹＯＵＮＧ书房", "加梯", "火星登陆 电梯",
         "古美 招商引资", "𠮷", "2023年 就业", "给独居老人装了多少燃气报警器", "", "12:30"]  # fmt: skip


@pytest.fixture(scope="module")
def engine(core: str, files: tuple[OutputFile, ...]) -> Engine:
    by_path = {file.path: file.data for file in files}
    return Engine(core, lambda name: by_path[f"search/{name}"])


def _questions(reports: tuple[Report, ...]) -> list[Question]:
    draw = random.Random(5)
    texts = [
        run
        for report in reports
        for passage in outline_of(report).entries
        for run in runs(fold(passage.text))
    ]
    strings = [
        run[(at := draw.randrange(len(run))) : at + draw.randint(1, 8)] for run in draw.choices(texts, k=90)
    ]
    pairs = [" ".join(draw.sample(strings, 2)) for _ in range(30)]
    shuffled = ["".join(draw.sample(text, len(text))) for text in strings[:30]]
    plain = [Question(typed=typed) for typed in (*TYPED, *strings, *pairs, *shuffled)]
    return [
        *plain,
        Question(typed="社区", filters=(("issuer", "古美路街道"),)),
        Question(typed="社区", order="newest", shown=20),
        Question(typed="加梯", widely=False),
        Question(typed="", filters=(("year", "2023"),), order="oldest"),
    ]


def test_many_questions_are_answered_as_in_the_browser(
    asked: Page, engine: Engine, archive_reports: tuple[Report, ...]
) -> None:
    questions = _questions(archive_reports)
    requests = [
        {
            "typed": one.typed,
            "widely": one.widely,
            "filters": dict(one.filters),
            "order": one.order,
            "shown": one.shown,
        }
        for one in questions
    ]
    answers = asked.evaluate(ANSWERS, requests)
    for question, answer in zip(questions, answers, strict=True):
        assert engine.ask(question) == answer, question.typed
    assert sum(answer["total"] > 0 for answer in answers) > 90


def test_another_name_is_told_as_it_is_written(engine: Engine) -> None:
    assert engine.ask(Question(typed="地区生产总值"))["names"] == ["GDP"]


def test_a_damaged_index_is_told_as_a_problem(
    core: str, files: tuple[OutputFile, ...], tmp_path: Path
) -> None:
    sync(tmp_path, [file for file in files if "/s/" not in file.path])
    with pytest.raises(SitegenError) as raised:
        Engine(core, lambda name: load_site_file(tmp_path, f"search/{name}")).ask(Question(typed="电梯"))
    assert raised.value.problem.code == "site-unbuilt"
    with pytest.raises(SitegenError) as raised:
        Engine(core, lambda _name: b"alert(1)").ask(Question(typed="电梯"))
    assert raised.value.problem.code == "index-broken"


def test_the_scripts_reach_nothing_but_the_index(files: tuple[OutputFile, ...]) -> None:
    by_path = {file.path: file.data for file in files}
    script = "globalThis.sitegenIndex = { Index: class {} }; globalThis.sitegenAnswer = { answer: async () => typeof std + typeof os + typeof require + typeof fetch };"
    answer = Engine(script, lambda name: by_path[f"search/{name}"]).ask(Question(typed="x"))
    assert str(answer) == "undefined" * 4


def test_what_a_file_hands_over_is_read_back_and_what_is_no_such_file_refused() -> None:
    assert block_of(script("s/1-0", b"\x00\xff" * 50)) == b"\x00\xff" * 50
    for data in (b"", b"alert(1)", b'sitegenSearch.put("a","AAAA");\nx', b'sitegenSearch.put("a","AAAA");\n'):
        with pytest.raises(ValueError, match=r"^b"):
            block_of(data)


def test_the_licence_of_what_is_not_ours_is_served_with_it(core: str) -> None:
    assert "Oliver Nightingale" in core
