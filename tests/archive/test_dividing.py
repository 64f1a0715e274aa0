from __future__ import annotations

import random
import re

from sitegen.archive.dividing import BREAK, divided, stock_phrases, substance

NOT_WORDS = re.compile("[^\u3400-\u9fffa-z]+")
PIECES = (
    "加装电梯",
    "12345热线",
    "电梯",
    "，",
    "3台",
    "abc",
    "、",
    "\U00020000",
    "\U000f0001",
    "老旧",
    *stock_phrases()[::9],
)


def one_by_one(text: str, bare: str, kept: tuple[str, ...]) -> str:
    """Return a divided text, character by character."""
    is_kept = [False] * len(text)
    for words in sorted(set(kept), key=lambda words: (-len(words), words)):
        at = bare.find(words)
        while at >= 0:
            if not any(is_kept[at : at + len(words)]):
                is_kept[at : at + len(words)] = [True] * len(words)
                at += len(words) - 1
            at = bare.find(words, at + 1)
    left, at = list(bare), 0
    while at < len(bare):
        phrase = next(
            (
                each
                for each in stock_phrases()
                if bare.startswith(each, at) and not any(is_kept[at : at + len(each)])
            ),
            "",
        )
        left[at : at + len(phrase)] = BREAK * len(phrase)
        at += len(phrase) or 1
    pieces, at = [], 0
    for gap in NOT_WORDS.finditer("".join(left)):
        pieces += [text[at : gap.start()], text[gap.start() : gap.end()]]
        at = gap.end()
    return BREAK.join([*pieces, text[at:]])


def test_many_texts_are_divided_as_each_by_itself() -> None:
    draw = random.Random(5)
    texts = ["".join(draw.choices(PIECES, k=draw.randrange(9))) for _ in range(300)]
    bares = [re.sub("[0-9]", BREAK, text) for text in texts]
    kept = [
        tuple(draw.choices(("加装电梯", "热线", "电梯", *stock_phrases()[:40]), k=draw.randrange(3)))
        for _ in texts
    ]
    expected = [one_by_one(*each) for each in zip(texts, bares, kept, strict=True)]
    assert divided(texts, bares, kept) == expected
    assert [
        divided([text], [bare], [some])[0] for text, bare, some in zip(texts, bares, kept, strict=True)
    ] == expected


def test_nothing_divides_into_nothing() -> None:
    assert divided([], [], []) == []
    assert divided([""], [""], [()]) == [""]
    assert substance("") == ""
