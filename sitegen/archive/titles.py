"""What to call an initiative that two clauses name in different words: its title with their words, or their words alone.

A title is that of the lexicon, often a double one (清洁能源与新能源基地): printed is the half that the clauses speak of.  Where their
words are akin and no half stands in both, the words say it better (可再生能源／新能源装机); where they are no forms of one name, the title
says what they have to do with each other: 停车难治理（停车库／停车泊位）.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sitegen.archive.telling import is_of_whom, opens_nothing
from sitegen.archive.topics import GAPPED
from sitegen.archive.topics import unquoted as unquoted_anew
from sitegen.archive.weight import PARTS
from sitegen.words import whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.topics import Topic

OTHERWISE: Final = "／"
"""Stands between what one text prints and what the other one does."""
LEFT_OUT: Final = "…"
_AND: Final = "与"
"""Stands between the halves of a double title."""
_ASIDE: Final = re.compile("（.*）")
_AKIN: Final = 2
"""Characters that two names for one thing have in common."""
_NAME_LENGTH: Final = 4
_HEAD: Final = 2
"""Characters at the end of a title that say what it is: 新能源 基地."""
_BACKED: Final = 0.4
"""How much of a title a text must print to speak of it."""
_WHOLLY: Final = 0.5
"""How much of a title a text must print for it to need no other name."""
_NEARLY: Final = 0.25
"""How much of the characters of one name another may lack that shortens it: 中央生态环保督察, 生态环境保护督察."""
_SMALL: Final = 4
"""So many characters between two parts of a name belong to it: 老旧小区 综合 改造."""
_KEPT: Final = 1 << 14
unquoted: Final = lru_cache(maxsize=_KEPT)(unquoted_anew)
"""Titles and their parts are asked for again and again."""


def called(topic: Topic, forms: Sequence[str], texts: Sequence[str]) -> str:
    """Return what to call an initiative that two texts name in some `forms`, those of the first before those of the second."""
    unlike = list(dict.fromkeys(form for form in forms if form and form != unquoted(topic.name)))
    title = _title(topic.name, unlike, texts)
    is_mixed = len(unlike) > 1 and not (topic.is_wide or are_forms(OTHERWISE.join(unlike[:2])))
    if len(unlike) > 1 and not is_mixed:
        is_silent = _AND in topic.name and not any(_said(topic.name, text) for text in texts)
        if is_silent or (are_akin(*unlike[:2]) and not _is_backed(title, texts)):
            return OTHERWISE.join(sorted(unlike))
    is_told = not is_mixed or all(are_forms(OTHERWISE.join((title, form))) for form in unlike)
    is_said = is_told and any(form in title for form in unlike) and _is_backed(title, texts, _WHOLLY)
    others = [] if is_said else sorted(form for form in unlike if form not in title and title not in form)
    if len(unlike) > 1 and not is_mixed and _is_needless(title, unlike, texts):
        return OTHERWISE.join(sorted(unlike))
    return f"{title}（{OTHERWISE.join(others)}）" if others else title


def _is_needless(title: str, forms: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether a title says nothing besides forms that answer each other (进博会, 进口博览会), or more than they do (和美乡村与美丽乡村)."""
    if LEFT_OUT in "".join(forms):
        return False
    if all(unquoted(title) in text for text in texts):
        return False
    return are_answering(OTHERWISE.join(forms[:2])) or (_AND in title and are_akin(*forms[:2]))


def are_akin(one: str, other: str) -> bool:
    """Tell whether two names have a word of two characters in common: 可再生能源, 新能源并网."""
    return any(one[at : at + _AKIN] in other for at in range(len(one) - 1))


def are_nested(name: str) -> bool:
    """Tell whether one of the two forms in a name has nearly all characters of the other, and neither a gap: 自贸区／自贸试验区."""
    one, other = forms_in(name)
    return LEFT_OUT not in one + other and _lacking(one, other or one) <= _NEARLY


def forms_in(name: str) -> tuple[str, str]:
    """Return the two forms in a name, of which its title may be one: A／B, T（A／B）, A（B）."""
    title, _, told = name.rstrip("）").partition("（")
    one, between, other = (told or title).partition(OTHERWISE)
    return (one, other) if between else (title, told)


def _lacking(one: str, other: str) -> float:
    """Return how much of the characters of one of two names the other lacks, of the one that lacks less."""
    ours, theirs = (frozenset(name) - {LEFT_OUT} for name in (one, other))
    return min(len(ours - theirs) / len(ours), len(theirs - ours) / len(theirs))


@lru_cache(maxsize=_KEPT)
def are_answering(name: str) -> bool:
    """Tell whether the two forms in a name are forms of one name: one shortens the other, or both end alike (老旧电梯, 曳引电梯)."""
    one, other = forms_in(name)
    return not other or one[-_HEAD:] == other[-_HEAD:] or _lacking(one, other) <= _NEARLY


@lru_cache(maxsize=_KEPT)
def are_forms(name: str, most: float = _NEARLY) -> bool:
    """Tell whether the two forms in a name are forms of one name: the other lacks but a few of the characters of one (非遗, 非物质文化遗产)."""
    one, other = forms_in(name)
    return not other or _lacking(one, other) <= most


def is_spoken(title: str, texts: Sequence[str]) -> bool:
    """Tell whether texts speak of what a title says: each has all its words in a part of a sentence, or one prints it and the others most of it."""
    folded = unquoted(title)
    if any(folded in text for text in texts):
        return all(folded[-_HEAD:] in text and _said(title, text) >= _BACKED for text in texts)
    return _is_worded(folded, texts)


def _is_worded(title: str, texts: Sequence[str]) -> bool:
    """Tell whether each of some texts has all words of a title, in order, in a part of a sentence."""
    words = _words_of(title)
    if not all(word in text for text in texts for word in words):
        return False
    return all(
        title in text or any(_are_in_order(words, part) for part in PARTS.split(text)) for text in texts
    )


@lru_cache(maxsize=_KEPT)
def _words_of(title: str) -> tuple[str, ...]:
    return tuple(whole_words(title))


def _are_in_order(words: Sequence[str], part: str) -> bool:
    at = 0
    for word in words:
        at = part.find(word, at) + len(word)
        if at < len(word):
            return False
    return True


def _is_backed(title: str, texts: Sequence[str], least: float = _BACKED) -> bool:
    """Tell whether both texts speak of what a title says, and one says what it is."""
    head = unquoted(title[-_HEAD:])
    return any(head in text for text in texts) and all(_said(title, text) >= least for text in texts)


def _said(title: str, text: str) -> float:
    """Return how much of a title a text prints, by its pairs of characters."""
    folded = unquoted(title)
    pairs = [folded[at : at + _AKIN] for at in range(len(folded) - 1)]
    return sum(pair in text for pair in pairs) / max(1, len(pairs))


def _title(name: str, forms: Sequence[str], texts: Sequence[str]) -> str:
    """Return a title without an example in it that not both texts give: 进博会 等 展会."""
    example, between, rest = _ASIDE.sub("", name).partition("等")
    if between and len(rest) >= _HEAD and not all(unquoted(example) in text for text in texts):
        return rest
    halves = _ASIDE.sub("", name).split(_AND)
    spoken = [each for each in halves if any(unquoted(each[-_HEAD:]) in text for text in texts)]
    return _half(_AND.join(spoken or halves), forms)


def fuller(topic: Topic, name: str, texts: Sequence[str]) -> str:
    """Return a part of a topic's title as that title, or its half, if both texts speak of that: 长三角 of 长三角一体化."""
    for half in folded_halves(topic.name):
        if name in half:
            parts = texts if not is_of_whom(name) else [PARTS.sub("", text) for text in texts]
            if _is_worded(half, parts):
                return half
    return name


@lru_cache(maxsize=_KEPT)
def folded_halves(name: str) -> tuple[str, ...]:
    """Return the halves of a title, or it whole, `unquoted`."""
    return tuple(map(unquoted, _ASIDE.sub("", name).split(_AND)))


def _half(name: str, forms: Sequence[str]) -> str:
    """Return the half of a double name that is meant, if forms that texts print show which it is."""
    bare = _ASIDE.sub("", name)
    halves = bare.split(_AND)
    holding = [each for each in halves if len(forms) == 1 and forms[0] in each]
    if len(holding) == 1:
        return holding[0]
    printed = frozenset("".join(forms))
    ranked = sorted((len(printed & frozenset(each)), each) for each in halves)
    (second, _), (most, best) = ranked[0], ranked[-1]
    if most - second < _AKIN:
        said = [half for half in halves if any(half[:_AKIN] in form for form in forms)]
        best = said[0] if len(said) == 1 else bare
    return best if len(best) >= _NAME_LENGTH else bare


@lru_cache(maxsize=_KEPT)
def parted(topic: Topic, words: str) -> str:
    """Return words that name a topic by two parts of a sentence as those parts alone: 国有企业要通过改革 is 国有企业改革."""
    if any(unquoted(alias) == words for alias in topic.aliases):
        return words
    for alias in topic.aliases:
        first, gap, last = unquoted(alias).partition(GAPPED)
        between = words[len(first) : len(words) - len(last)]
        is_counted = any(map(str.isdigit, between))
        if gap and between and not is_counted and words.startswith(first) and words.endswith(last):
            told = _between(between)
            return first if told == LEFT_OUT and len(last) == 1 else first + told + last
    return words


def _between(gap: str) -> str:
    """Return what of the words between two parts of a name is told; an aside is not."""
    if gap.startswith("(") and gap.endswith(")"):
        return ""
    words = list(map(opens_nothing, whole_words(gap)))
    if all(words):
        return ""
    return gap if len(gap) <= _SMALL and gap.isalpha() and not any(words) else LEFT_OUT
