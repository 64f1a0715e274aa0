"""Names that clauses give to undertakings: 零基预算改革, 医疗卫生强基工程, 第四次全国文物普查.

A clause gives an undertaking a name where it says that somebody does it: a verb of doing (实施, 推进, 完成), then
words that end in one for a kind of undertaking (工程, 行动, 改革, 普查) and with their part of the sentence.  Quoted
words alone are none: most of them are slogans (国之大者) and figures of speech (牛鼻子).
"""

from __future__ import annotations

import re
from typing import Final

_KIND: Final = "工程|行动|计划|改革|试点|普查|大赛|制度|机制|工作法|工作站|驿站|服务站|热线|食堂|市集|银行|超市|活动|攻坚战"
_DOING: Final = re.compile(
    "(?:(?:实施|推进|开展|启动|建设|打造|创建|推行|落实|深化|完成|推广|建成|健全|完善|建立|试行|做好|抓好|用好|参与|推动|探索"
    "|实行|加快|组织|举办)(?:好|了|全面|深入|新一轮|全国|全省|全市|全区|国家|省级|市级)*)+"
)
_PART: Final = re.compile("[\u4e00-\u9fffa-z0-9+]+")
_LONGEST: Final = 16
_SHORTEST: Final = 4
_ENDS: Final = re.compile(f"(?:{_KIND})$")
_RUN: Final = re.compile(f"(?:{_KIND})")


def given_names(text: str) -> tuple[str, ...]:
    """Return the names that an `unquoted` text gives to undertakings, each once, in order."""
    found = []
    for part in _PART.findall(text):
        doing = _DOING.search(part)
        name = part[doing.end() :] if doing else ""
        if _SHORTEST <= len(name) <= _LONGEST and _ENDS.search(name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def runs(text: str) -> tuple[str, ...]:
    """Return what may hold the name of an undertaking: up to sixteen characters that end in a word for one, each once."""
    found = (
        part[max(0, match.end() - _LONGEST) : match.end()]
        for part in _PART.findall(text)
        for match in _RUN.finditer(part)
    )
    return tuple(dict.fromkeys(found))


def tail(name: str) -> str:
    """Return the end of a name or run: a run that ends in a name has the tail of that name."""
    return name[-_SHORTEST:]


def names_in(run: str, names: frozenset[str]) -> tuple[str, ...]:
    """Return which of the names a run ends in."""
    ends = (run[-length:] for length in range(_SHORTEST, len(run) + 1))
    return tuple(end for end in ends if end in names)
