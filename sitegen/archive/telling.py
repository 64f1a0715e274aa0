"""Which words tell something: the rare ones of reports (`grams`), not those of everyday language.

Verbs and adverbs explain nothing, nouns only if two stand together (`general_words.toml`); nor does stock phrasing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from sitegen.archive.dividing import stock_phrases
from sitegen.archive.grams import rarity
from sitegen.archive.topics import unquoted

_KEPT: Final = 30_000
"""Words whose kind is kept at hand."""
_PAIR: Final = 4
_ORDINAL: Final = re.compile("[第首一二三四五六七八九十]+[轮期届批次]")
_TELLING: Final = 4.2
"""The least rarity (natural logarithm of sentences per sentence that has the word) of a word that explains."""
JOINING: Final = frozenset(
    "的地得了和与及或在为对把被将从以等各是有由向让使其之所也都还又再更最很已就而并但如因于至到要"
    "个项名件条户家年月日元们该此本约超达共近逾仅均占较比率拟按多"
)
_ENDING: Final = JOINING | frozenset("中上下内前后不非未无全")
NEGATIONS: Final = frozenset(
    ["不", "非", "未", "无", "没有", "毫不", "绝不", "决不", "从不", "不得", "不再", "尚未", "并非"]
)
SUFFIXES: Final = frozenset("型性化级类式制")
LINKING: Final = frozenset("的和与及等")
LISTING: Final = "、"
_PEOPLE: Final = (
    "人员", "人口", "群体", "群众", "对象", "居民", "市民", "农民", "农民工", "职工", "学生", "毕业生", "青年", "儿童", "妇女",
    "老人", "老年人", "残疾人", "军人", "家庭", "劳动力", "地区",
)  # fmt: skip
_BODIES: Final = ("企业", "机构", "人才", "委员会", "常委会", "部门")
"""What a name ends in that tells of whom something is done for, or who does it, not what."""


class Everyday(NamedTuple):
    """Words that explain nothing: what only joins, verbs that may end a name, nouns that explain something together.

    `light` nouns say of a name in front of them what is done with it, and are no part of it: 数字经济 发展.  `acting` verbs stand
    before a name of what is done: 深化 招投标改革.
    """

    joining: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    light: frozenset[str]
    acting: frozenset[str]


@lru_cache(maxsize=_KEPT)
def opens_nothing(word: str) -> bool:
    """Tell whether a word at the start of a run only joins, or only says that something is done."""
    is_pair = len(word) == _PAIR and opens_nothing(word[:2]) and opens_nothing(word[2:])
    return (
        is_pair
        or word in JOINING
        or word == LISTING
        or word in everyday().joining
        or word in everyday().verbs
    )


@lru_cache(maxsize=_KEPT)
def ends_nothing(word: str) -> bool:
    """Tell whether a word at the end of a run only joins, or is a number without what it counts."""
    is_cut = word[-1].isdigit() or (len(word) == 1 and word.isascii())
    return is_cut or word in _ENDING or word == LISTING or word in everyday().joining


def is_of_whom(name: str) -> bool:
    """Tell whether a name says who is concerned, not what is done: 中小微企业, 退役军人."""
    return name.endswith((*_BODIES, *_PEOPLE))


def is_of_people(name: str) -> bool:
    """Tell whether a name says which people, or where, not what is done: 退役军人, 贫困地区."""
    return name.endswith(_PEOPLE)


def is_number(word: str) -> bool:
    """Tell whether a word is a number, or the end of one, that what follows may belong to."""
    return word[-1].isdigit() or word[-1] in "万亿千百"


@lru_cache(maxsize=_KEPT)
def may_tell(word: str) -> bool:
    """Tell whether a word tells something, by itself or beside another one."""
    return tells(word) or word in everyday().nouns


@lru_cache(maxsize=_KEPT)
def tells(word: str) -> bool:
    """Tell whether a word explains something by itself."""
    is_word = len(word) > 1 and word.isalpha() and word not in _general()
    return is_word and rarity(word) >= _TELLING and not _ORDINAL.fullmatch(word)


@cache
def stock() -> frozenset[str]:
    """Return the stock phrases."""
    return frozenset(stock_phrases())


@cache
def _general() -> frozenset[str]:
    """Return stock phrases and the words of everyday language."""
    return stock().union(*everyday())


@cache
def everyday() -> Everyday:
    """Return the words of everyday language."""
    lists = tomllib.loads(resources.files(__package__).joinpath("general_words.toml").read_text("utf-8"))
    return Everyday(*(frozenset(map(unquoted, lists[kind].split())) for kind in Everyday._fields))
