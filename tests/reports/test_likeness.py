from __future__ import annotations

import random

import pytest

from sitegen import reports

_RANDOM = random.Random(29)
_TASKS = (
    "加装电梯",
    "改造适老住房",
    "新增车位",
    "整治隐患",
    "走访企业",
    "举办活动",
    "新建绿地",
    "帮扶就业",
    "培训居民",
    "调解纠纷",
)
_WORDS = "街道坚持党建引领聚焦群众需求持续优化服务推动治理提升品质建设美好家园增强获得感幸福感安全感营商环境产业发展文化惠民"


def _head(title: str, issuer: str, year: int) -> str:
    return f"---\ntitle: {title}\nissuer: {issuer}\nyear: {year}\n---\n\n"


def _report(seed: int, *, form: int = 0, head: str = "") -> str:
    """Return a report: its words follow from its form, its figures from the seed."""
    words, figures = random.Random(form), random.Random(seed)
    paragraphs = []
    for _number in range(30):
        said = "".join(words.choices(_WORDS, k=60))
        paragraphs.append(
            f"{said}，完成{words.choice(_TASKS)}{figures.randint(11, 999)}处、惠及{figures.randint(100, 9999)}人。"
        )
    body = "\n\n".join(f"{text}{' {#s1}' if at % 9 == 0 else ''}" for at, text in enumerate(paragraphs))
    return head + body


def _edited(text: str, share: float) -> str:
    changed = list(text)
    for at in _RANDOM.sample(range(len(changed)), max(1, int(share * len(changed)))):
        if changed[at] in _WORDS:
            changed[at] = _RANDOM.choice(["", _RANDOM.choice(_WORDS), changed[at] + _RANDOM.choice(_WORDS)])
    return "".join(changed)


def _is_found(one: str, other: str) -> bool:
    return reports.likely(reports.sketch(one), [reports.sketch(other)]) == [0] and reports.is_same_document(
        one, other
    )


@pytest.mark.parametrize("share", [0.001, 0.005, 0.01, 0.03, 0.05])
def test_a_text_with_small_changes_is_the_same_document(share: float) -> None:
    text = _report(1)
    assert _is_found(text, _edited(text, share))
    assert _is_found(text, f"首页\n\n打印\n\n字号：大 中 小\n\n{_edited(text, share)}\n\n关闭窗口\n")


def test_one_form_with_other_figures_is_another_document() -> None:
    assert not _is_found(_report(1), _report(2))


def test_other_words_are_another_document_whatever_the_figures() -> None:
    assert not _is_found(_report(1), _report(1, form=5))


def test_without_figures_nearly_every_word_must_agree_unless_title_issuer_and_year_do() -> None:
    def told(text: str) -> str:
        return "".join(char for char in text if not char.isdigit())

    one = told(_report(1))
    other = told(_edited(_report(1), 0.04))
    heads = _head("甲", "清河街道", 2024), _head("甲", "清河街道", 2023)
    assert not reports.is_same_document(one, other)
    assert reports.is_same_document(heads[0] + one, heads[0] + other)
    assert not reports.is_same_document(heads[0] + one, heads[1] + other)
    assert reports.is_same_document(heads[0] + one, heads[1] + one)


def test_anchors_blanks_and_punctuation_make_no_difference() -> None:
    text = _report(1)
    assert reports.is_same_text(text, text.replace(" {#s1}", "").replace("，", " , "))
    assert not reports.is_same_text(text, text.replace("街", "巷", 1))


def test_a_text_without_letters_is_like_nothing() -> None:
    assert reports.sketch("---\ntitle: x\n---\n\n……\n") == ""
    assert reports.likely("", [reports.sketch(_report(1))]) == []
    assert reports.likely(reports.sketch(_report(1)), ["", "damaged"]) == []
    assert not reports.is_same_document("。", "。")


def test_a_sketch_stays_the_same_for_ever() -> None:
    """Sketches lie in archives: another version of a library, or of ours, must not make them others."""
    assert reports.sketch("加装电梯35台，改造老旧小区12个。")[:32] == "1ffb1b6532cb47920e326b840b968bff"
