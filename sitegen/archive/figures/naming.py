"""What a figure is called: 引进企业474家 is 引进企业, 12场“主任工作坊” is 组织主任工作坊.

The name stands before the number (its subject) or after it (what is counted).  Where it is only part of a
name, the rest is taken from what stands before in the same clause: the verb that an enumeration shares
（新增内资企业1055户、外资企业23户）, the thing whose stages are counted (电梯签约55台、开工19台), the thing whose
quality is measured (工单…下降51.5%，满意度提升7.5%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sitegen.archive.figures.wording import (
    ATTRIBUTE,
    STAGE,
    VERB,
    closing_verb,
    leading_verb,
    thing,
    trim,
    without_stage,
)

LONGEST: Final = 26
"""Characters of a name; what is longer was cut from a sentence that lost its stops."""
_AFTER: Final = 16
_AFTER_AT_MOST: Final = 20
_STOP: Final = re.compile(r"[,。;:!?()]|(?<=[\u4e00-\u9fff]{2})、")
_CONNECTION: Final = re.compile(
    r"(?:[,。;:!?()、]|和(?![美谐平睦解])|与|及|以及|并|等|同比|环比|较上|比上|增长|下降|降低|降至|升至|位居|位列|名列|稳居|排名|全[国省市区县]第|全[国省市区县]$|是(?![否由])|提升|上升|提高|增加|减少|压缩|缩短|扩大|回落|到|至|占|左右|,|$)"
)
_TO_WHOM: Final = ("为", "向", "对", "给")
_VERBAL: Final = re.compile(rf"(?:{VERB.pattern}|参与|参加|受益|使用|人|了|的|{STAGE.pattern})+")
_SCOPES: Final = re.compile(
    r"(?:全[市区县省镇街国州盟旗系]|辖区|周边|所有|原有|现有|各|等|首批|以|(?<![投启使利应费])用|通过|依托|围绕|(?:19|20)\d\d年度?|[^,。;、]{2,8}(?:、[^,。;、]{1,12})+)$"
)
_PREPOSITIONS: Final = re.compile(r"(?:及|为|向|给|对|把|将|使|让|在|从|与|由|至|到|及其|并|和|、|等|的)$")
_LIGHT_START: Final = re.compile(r"^(?:的|余|多|内|之内|以内|左右|以上|以下|完成|实现)+")
_MEASURED: Final = re.compile(
    r"(?:率|额|值|比重|占比|收入|支出|面积|投资|产量|总量|数量|客流|里程|余额|浓度|人数|满意度|指数)$"
)
_TOTAL: Final = re.compile(r"累计|总数|总量|总计")
_NEW: Final = re.compile(r"^新增|新增$|新认定$")
_SHORT_SUBJECT: Final = 4
_SHORT_COUNTED: Final = 8
_PLACE: Final = re.compile(
    r"(?:连续[^,。;]{1,4}年)?(?:位居|位列|名列|排名|排在|排位|居于|跃居|跃升至|跃升到|(?:提|上)?升至|(?:提|上)?升到|稳居|居|列|获得?|取得|夺得|进入|跻身|排)"
    r"(?P<where>[^,。;、:]{0,10}?)$"
)
_PLACE_ALONE: Final = re.compile(r"(?P<where>(?:全[国省市区县盟州球]|世界)?)$")
_REACHING: Final = re.compile(r"^(?:跃居|跃升至|跃升到|(?:提|上)?升至|(?:提|上)?升到|稳居|位居|位列|居|列)")
_ORDERED: Final = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批期轮]$|共[建享]$|首批$")
_PLACED: Final = re.compile(r"(?:全[国省市区县盟州球]|世界)?排名$")
_CUT: Final = re.compile(
    r"(?:和|及|并|以及|被评为|获评|荣获|入选|入驻|投入使用|投入|进行|获得|获|取得|得到|实现|完成|达到|位于|纳入|开展|提供|顺利|全部|全面|正在|持续|已|等|,)"
)
_LEFT_OVER: Final = re.compile(r"(?<!饱)(?<!温)(?<!缓)(?<!共)(?<!总)(?:以及|和|与|及|并|达到|达|保持|免费)$")
"""What leads to the next number and names nothing: 3.4万平方米草坪和…, 9个断面水质比例达到…."""
_STATE: Final = re.compile(r".{0,3}(?:水平|目标|高位|区间|速度|增速)")
"""稳定在5%左右的较低水平: what a number is said to be is not what it measures."""
_NOTE: Final = re.compile(r"\[\d{1,3}\]|^[①-⑳⑴-⒇]")
_GLOSS: Final = re.compile(r"[(][\u4e00-\u9fff]{1,3}[)]")
_EDGES: Final = "“”\"'‘’《》:,、;。 ~-□的了"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a number in its clause.

    `left` and `right` reach to the next stop or number; `right_of_next` stands behind the next number;
    `earlier` is the part of the clause before `left`; `previous` is the name of the figure before, ""
    for the first; `is_enumerated` if only a `、` or `和` parts them, `is_same_unit` if they have one unit,
    `is_after_counted` if the words between them are what the figure before counts (5处公园和3处绿地).
    """

    left: str
    right: str
    right_of_next: str
    earlier: str
    previous: str
    is_enumerated: bool
    is_same_unit: bool
    is_after_counted: bool = False


def name_level(around: Surroundings) -> str:
    """Return the indicator of a level."""
    subject = trim(_tail(around.left))
    counted = _counted(around.right) if around.right.strip("~- ") else _counted(around.right_of_next)
    if not subject and around.previous and _TOTAL.search(around.left):
        return _short(_NEW.sub("", around.previous))
    if subject and _MEASURED.search(subject) and not (counted and around.right.startswith("的")):
        return _short(_placed(subject, around))
    if counted and (len(subject) <= _SHORT_SUBJECT or _governs(around.left, subject)):
        return _short(_governed(subject, counted, around))
    if counted and len(counted) > _SHORT_COUNTED and _ORDERED.search(subject):
        return _short(counted)
    if counted and (_VERBAL.fullmatch(counted) or len(counted) <= _SHORT_COUNTED):
        return _short(_placed(f"{subject}{counted}", around))
    return _short(_placed(subject or counted, around))


def name_rank(around: Surroundings) -> str:
    """Return the indicator of a rank: 综合评估位列全市第十四名 is 综合评估全市排名."""
    match = _PLACE.search(around.left) or _PLACE_ALONE.search(around.left)
    subject = trim(around.left[: match.start()]) if match else trim(around.left)
    where = _REACHING.sub("", match["where"].strip(_EDGES)) if match else ""
    if not subject and around.previous:
        subject = _PLACED.sub("", around.previous)
    return _short(f"{_placed(subject, around)}{where}排名")


def _governed(subject: str, counted: str, around: Surroundings) -> str:
    """Return the name of what stands after the number, with the verb that leads to it."""
    bare = _SCOPES.sub("", subject)
    verb = bare if len(bare) <= _SHORT_SUBJECT or _VERBAL.fullmatch(bare) else closing_verb(bare)
    name = counted if counted.startswith(verb) else f"{verb}{counted}"
    return _placed(name, around) if _VERBAL.fullmatch(name) or around.is_after_counted else name


def name_change(subject: str, around: Surroundings) -> str:
    """Return the indicator of a change that stands by itself; `subject` are the words before it."""
    name = _short(_placed(trim(_tail(subject)), around))
    return f"{name}增长" if name == "经济" else name


def _tail(words: str) -> str:
    """Return what of the words before a number can be its name: the last item, unless `等` sums up a list."""
    if "、" in words and not words.rstrip(_EDGES).endswith("等") and "等" not in words[-8:]:
        last = words.rsplit("、", maxsplit=1)[-1]
        is_one = len(words) <= LONGEST and leading_verb(trim(words)) and last[:1] not in _TO_WHOM
        return words if is_one or len(words) <= _AFTER else last or words
    return words


def _governs(left: str, subject: str) -> bool:
    """Tell whether the words before a number lead to what stands after it: 组织12场, 为350名, 周边5个."""
    return bool(
        closing_verb(subject)
        or _SCOPES.search(left)
        or _PREPOSITIONS.search(left)
        or _VERBAL.fullmatch(subject)
    )


def _counted(right: str) -> str:
    """Return what is counted, read from the words after a number; "" if they are about something else."""
    right = _LIGHT_START.sub("", _GLOSS.sub("", right))
    if not right or _CONNECTION.match(right):
        return ""
    words = _STOP.split(right, maxsplit=1)[0]
    if len(words) > _AFTER:
        cut = _CUT.search(words, _SHORT_SUBJECT)
        words = words[: cut.start()] if cut and cut.start() <= _AFTER else words[:_AFTER_AT_MOST]
    if _STATE.fullmatch(words):
        return ""
    words = _LEFT_OVER.sub("", words)
    return re.sub("[“”\"'‘’]", "", words).strip(_EDGES)


def _placed(name: str, around: Surroundings) -> str:
    """Return a name with what it lacks, taken from what stands before it."""
    if not name:
        return around.previous or _counted(around.right_of_next) or _last_words(around.earlier)
    if around.previous:
        return _after_another(name, around)
    if ATTRIBUTE.fullmatch(name) or _VERBAL.fullmatch(name):
        topic = _last_words(around.earlier)
        return f"{topic}{name}" if topic else name
    return name


def _after_another(name: str, around: Surroundings) -> str:
    """Return a name with what the figure before it lends: its thing, or its verb."""
    if around.left.startswith("其中") and (name.endswith(("以上", "以下")) or _VERBAL.fullmatch(name)):
        return f"{around.previous}（{name}）"
    if name.startswith("占"):
        return f"{thing(_PLACED.sub('', around.previous).partition('占')[0])}{name}"
    if STAGE.fullmatch(name) and (staged := without_stage(around.previous)):
        return name if name.startswith(staged) else f"{staged}{name}"
    topic = thing(around.previous)
    if ATTRIBUTE.fullmatch(name) or (STAGE.fullmatch(name) and not _VERBAL.fullmatch(topic)):
        return name if name.startswith(topic) else f"{topic}{name}"
    if _VERBAL.fullmatch(name):
        lends = around.is_same_unit and not (_VERBAL.fullmatch(topic) or _MEASURED.search(around.previous))
        return f"{name}{topic}" if lends else name
    verb = leading_verb(around.previous) if around.is_enumerated else ""
    return name if leading_verb(name) else f"{verb}{name}"


def _last_words(earlier: str) -> str:
    """Return the last words of the clause before the present part, as a topic."""
    part = trim(re.split(r"[,。;:]", earlier.rstrip(",。;:、 "))[-1])
    part = re.sub("[“”\"'‘’]", "", part)
    return thing(part)[-_AFTER:] if part else ""


def _short(name: str) -> str:
    """Return a name of bearable length, cut at a verb where there is one."""
    name = _NOTE.sub("", re.sub('[“”"‘’]', "", name)).strip(_EDGES)
    if name.count("(") > name.count(")"):
        bare, _, aside = name.rpartition("(")
        name = f"{name})" if len(aside) <= _SHORT_SUBJECT else bare or name
    if len(name) <= LONGEST:
        return name
    starts = [match.start() for match in VERB.finditer(name) if len(name) - match.start() <= LONGEST]
    return name[starts[0] :] if starts else name[-LONGEST:]
