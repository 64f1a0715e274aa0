"""What paragraphs that count on with one kind of number decide for each other.

An office writes all of them alike, so the clear ones tell whether the odd one is a heading, and how much of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, rank_below
from sitegen.reports.clauses import first_sentence
from sitegen.reports.heading_forms import GOES_ON, label_length, past_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.numbering import Numbered
    from sitegen.reports.heading_forms import Line

_LONGEST_SIBLING = 80
"""Characters of a first sentence that is a heading because its siblings have one."""
_LONGEST_ALONE = 20
_NEXT_IN_LINE: Final = {
    "han-paren": re.compile(r"[；。]\s*[（(]二[）)]"),
    "arabic": re.compile(r"[；。）]\s*2[.．、](?!\d)"),
    "arabic-paren": re.compile(r"[；。]\s*[（(]2[）)]"),
    "arabic-close": re.compile(r"[；。]\s*2[）)]"),
    "circled": re.compile(r"②"),
}
"""The second point in the paragraph of the first: points of a paragraph head nothing."""
_LONGEST_POINT: Final = 16
"""Characters of a label with its colon that heads a point with 1. or (1)."""
_SHORTEST_BODY: Final = 12
_LONG_BODY: Final = 60
"""Characters behind a label: of each such point, and of one at least if it is no second sentence; shorter ones make a list."""
_DOCUMENT: Final = re.compile(r"《[^《》]+》(?:[（(〔][^。]*[）)〕])?")
_OF_FIELDS: Final = (
    "(?:责任|牵头|主责|主管|分管|配合|协同|协办|协助|主办|承办|经办|实施|建设|施工|设计|监理|申报|完成|整改|销号|工作|项目|任务|具体|主要|办理|办公|办结|联系|报送"
    "|截止|起止|起始|计划|预计|开工|竣工|活动|会议|举办|培训|服务|受理|咨询|投诉|监督|督办|包保|法定|收费|填报|挂牌|所在|通讯|单位|部门){0,3}"
    "(?:单位|部门|科室|处室|主体|责任人|负责人|联系人|联络员|领导|人员|时间|时限|期限|日期|年限|电话|手机|邮箱|传真|网址|地址|地点|位置|范围|规模|内容|名称|编号|类别|类型"
    "|进度|进展|节点|方式|对象|金额|投资|总投资|资金来源|面积|数量|依据|标准)"
)
_FIELD: Final = re.compile(rf"{_OF_FIELDS}(?:[及和与、/]{_OF_FIELDS})*[：:]")
"""A label of a form with its colon; other labels name what an office does: 加强领导：成立专班."""
_EXPLAINS: Final = re.compile(r"(?:是|主要)?(?:指|即)")


@dataclass(slots=True)
class Siblings:
    """Paragraphs that count on with one kind of number; `within` are the kinds of the sections that they stand in."""

    kind: str
    lines: list[Line]
    within: frozenset[str]


def settle(sequence: Siblings, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> None:
    """Let the members of a sequence decide for each other; changes where the headings of its lines end."""
    lines = sequence.lines
    rank = RANKS[sequence.kind]
    if ("article" in sequence.within and rank > RANKS["article"]) or _is_list(sequence, texts):
        return _none(lines)
    if len(lines) == 1:
        return _settle_alone(lines[0], texts, numbered)
    if labels := _labels(lines, texts):
        return _end_at(lines, labels)
    if _are_fields(lines, texts):
        return _none(lines)
    if all(line.end for line in lines) or any(line.form in {"item", "none"} for line in lines):
        return None
    return _settle_together(sequence, texts, numbered)


def _settle_together(sequence: Siblings, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> None:
    """Let those that are headings by their form decide for those that are not."""
    lines, rank = sequence.lines, RANKS[sequence.kind]
    if all(line.end or _has_body(line, texts, numbered) for line in lines):
        return _promote(lines, texts)
    heads = sum(1 for line in lines if line.end)
    if rank <= RANKS["han-paren"]:
        is_counted = sequence.kind == "han" and lines[0].number.value == 1
        return _promote(lines, texts) if heads else _number_alone(lines) if is_counted else None
    return _promote(lines, texts) if 2 * heads > len(lines) else _none(lines)


def _settle_alone(line: Line, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> None:
    """Decide for a numbered paragraph that none counts on from: 1.……。 is a heading if it is short and text follows.

    一是 (or 一要) is none without 二是, nor any of them without the others.
    """
    text = texts[line.at]
    next_in_line = _NEXT_IN_LINE.get(line.number.kind)
    is_inline = line.number.value == 1 and next_in_line and next_in_line.search(text)
    if is_inline or line.number.printed.endswith(("是", "要")):
        line.end = 0
    elif len(text) - line.start <= _LONGEST_ALONE and _has_body(line, texts, numbered):
        line.end = len(text)


def _is_list(sequence: Siblings, texts: Sequence[str]) -> bool:
    """Tell whether paragraphs are points of a list: each is one whole sentence or the name of a document, and the next follows at once."""
    lines = sequence.lines
    if len(lines) == 1 or sequence.kind == "article" or lines[-1].at - lines[0].at >= len(lines):
        return False
    rests = [texts[line.at][line.start :] for line in lines]
    return all(map(_DOCUMENT.fullmatch, rests)) or all(
        rest.endswith("。") and first_sentence(rest) == rest and not label_length(rest) for rest in rests
    )


def _labels(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return where the labels end of points with 1. or below that have one and text behind it (1.指导思想：以……。); [] where not all do.

    Terms explained (1.两重：指……。), what is short (1.联系人：张三) and a list of single short sentences are text.
    """
    if RANKS[lines[0].number.kind] <= RANKS["han-paren"]:
        return []
    rests = [texts[line.at][line.start :] for line in lines]
    labels = [label_length(rest) for rest in rests]
    bodies = [rest[label:].strip() for rest, label in zip(rests, labels, strict=True)]
    is_headed = all(0 < label <= _LONGEST_POINT for label in labels) and all(
        line.form != "item" for line in lines
    )
    is_written = all(len(body) >= _SHORTEST_BODY and body.endswith("。") for body in bodies) and any(
        len(body) >= _LONG_BODY or body.count("。") > 1 for body in bodies
    )
    is_explained = any(_EXPLAINS.match(body) for body in bodies)
    is_told = is_headed and is_written and not is_explained
    return [line.start + label for line, label in zip(lines, labels, strict=True)] if is_told else []


def _are_fields(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether points with 1. or below are the fields of a form, one right after the other: 1.责任单位：区民政局, 2.完成时间：10月底前.

    All have a label, and most one that forms have.
    """
    is_small = RANKS[lines[0].number.kind] > RANKS["han-paren"]
    is_close = lines[-1].at - lines[0].at < len(lines)
    rests = [texts[line.at][line.start :] for line in lines]
    labels = [rest[: label_length(rest)] for rest in rests]
    fields = sum(1 for label in labels if _FIELD.fullmatch(label))
    return is_small and is_close and all(labels) and 2 * fields > len(lines)


def _end_at(lines: Sequence[Line], ends: Sequence[int]) -> None:
    for line, end in zip(lines, ends, strict=True):
        line.end = end


def _has_body(line: Line, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> bool:
    """Tell whether a paragraph that is one sentence is followed by one without a number, or by a first one of a list of its own, as a heading by its text."""
    if line.form != "sentence" or line.at + 1 == len(texts):
        return False
    following = numbered[line.at + 1]
    return following is None or (
        following.number.value == 1
        and rank_below(following.number, [line.number.kind]) > RANKS[line.number.kind]
    )


def _promote(lines: list[Line], texts: Sequence[str]) -> None:
    """Give every line a heading; where most have no words of their own for it, none has more than its number."""
    ends = [line.end or _sibling_end(texts[line.at], line) for line in lines]
    bare = sum(1 for line, end in zip(lines, ends, strict=True) if end == line.start)
    for line, end in zip(lines, ends, strict=True):
        line.end = line.start if 2 * bare > len(lines) else end


def _sibling_end(text: str, line: Line) -> int:
    """Return where the heading of a paragraph ends whose siblings have one: a sentence, a label with colon, a number."""
    rest = text[line.start :]
    sentence = first_sentence(rest)
    if label := label_length(rest):
        return line.start + label
    is_whole = sentence.endswith("。") or (sentence == rest and not rest.endswith(GOES_ON))
    is_short = len(sentence) <= _LONGEST_SIBLING and is_whole
    return past_mark(text, line.start + len(sentence)) if is_short else line.start


def _number_alone(lines: list[Line]) -> None:
    for line in lines:
        line.end = line.start


def settle_articles(sequences: list[Siblings]) -> None:
    """Leave 一、 that counts on from chapter to chapter its number alone: it stands for 第一条."""
    lines = [line for sequence in sequences if "chapter" in sequence.within for line in sequence.lines]
    values = [line.number.value for line in lines]
    chapters = sum(1 for sequence in sequences if "chapter" in sequence.within)
    if (
        chapters > 1
        and values == list(range(1, len(values) + 1))
        and all(line.form != "line" for line in lines)
    ):
        _number_alone(lines)


def settle_points(sequences: list[Siblings]) -> None:
    """Leave what is numbered between an article and the next, and no chapter, as the text of the article."""
    lines = sorted((line for sequence in sequences for line in sequence.lines), key=lambda line: line.at)
    places = [place for place, line in enumerate(lines) if line.number.kind == "article"]
    for one, two in pairwise(places):
        if lines[two].number.value == lines[one].number.value + 1:
            _none([line for line in lines[one + 1 : two] if RANKS[line.number.kind] >= RANKS["article"]])


def _none(lines: list[Line]) -> None:
    for line in lines:
        line.end = 0
