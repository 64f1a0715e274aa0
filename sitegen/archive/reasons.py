"""Why two clauses are linked, in words that a reader accepts.

The reason is what both print: the initiatives and themes that both name, in the words of both, and the longest runs of
words that stand in both (`phrases`), the most telling first.  A pair without one is not linked, whatever its score.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sitegen.archive.choosing import clear, trimmed
from sitegen.archive.counts import without_quantity, without_verb
from sitegen.archive.finishing import told
from sitegen.archive.naming import in_full, named_of, said_alike, shared_topics
from sitegen.archive.phrases import longest, shared_phrases
from sitegen.archive.telling import ends_nothing, everyday, is_of_whom, tells
from sitegen.archive.titles import OTHERWISE, are_akin, are_answering
from sitegen.archive.wholes import ends, whole_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.archive.naming import Side
    from sitegen.archive.topics import Lexicon

_MOST: Final = 3
_FURTHER: Final = 3
"""So many phrases beside names are looked at: more are hardly told."""
_MOST_CHARACTERS: Final = 40
_NAME_LENGTH: Final = 4
_SHORT: Final = 2
_LONG: Final = 6
"""What both print beside a name of three characters says more than that: 上海帆船公开赛 and 锦标赛."""
_ACRONYM: Final = re.compile("(?<![a-z])[a-z]{1,5}(?![a-z])")

Kind = Literal[
    "initiative",
    "renamed",
    "field",
    "apart",
    "titled",
    "unlike",
    "theme",
    "hint",
    "words",
    "word",
    "thin",
    "none",
]


class Reason(NamedTuple):
    """The `terms` that explain a link, the ids of the initiatives that both clauses name, and the kind of reason.

    From strong to weak: both name an `initiative` in the same words, or words that mean the same; they do so in words that
    have nothing in common (`renamed`), and neither prints the title that is told (`titled`); they name a wide one in words that are akin (`field`) or `apart`, or so that nothing
    that they print explains what they share (`unlike`); both name a `theme` in the same words;
    they have a theme in different words (`hint`) or none (`words`) and share telling words; the `word` for a theme is all,
    or a short one (`thin`); `none` that a reader would accept.
    """

    terms: tuple[str, ...]
    initiatives: tuple[str, ...]
    kind: Kind


def reason(first: Side, second: Side, lexicon: Lexicon) -> Reason:
    """Return what two clauses, analysed with a lexicon, have in common; what both tell of first comes first; their order changes nothing."""
    ours, theirs = (first, second) if first.words.text <= second.words.text else (second, first)
    shared = shared_topics(ours, theirs, lexicon)
    telling = whole_phrases(shared_phrases(ours.words, theirs.words), ours.words, theirs.words)
    initiatives = [each for each in shared if each.topic.kind == "initiative"]
    fields = (each.topic for each in shared if each.topic.kind == "theme")
    themes = [word for topic in fields for word in said_alike(topic, ours, theirs)]
    if initiatives:  # the name says it; names in other words beside one that both print only blur the reason
        kind, ids = initiatives[0].naming.kind, tuple(each.topic.id for each in initiatives)
        named = named_of([each for each in initiatives if each.naming.kind == kind], ours, theirs, telling)
        tell = _told if kind == "initiative" else _told_otherwise
        terms = _terms(tell(named, themes, telling, ours, theirs), ours, theirs)
        return _reason(terms, ids, _weaker(kind, terms))
    words = longest(filter(None, (*telling, *(in_full(word, ours, theirs, telling) for word in themes))))
    long = [word for word in words if len(word) > _SHORT] or words
    return _reason(
        _terms(_grown(long or themes, ours, theirs), ours, theirs), (), _kind(bool(shared), themes, telling)
    )


def _reason(terms: tuple[str, ...], initiatives: tuple[str, ...], kind: Kind) -> Reason:
    """Return a reason; without a term that can be told it is none, whatever both clauses name."""
    return Reason(terms, initiatives, kind) if terms else Reason((), (), "none")


def _weaker(kind: Kind, terms: Sequence[str]) -> Kind:
    """Return the kind of a reason, a weaker one if its terms tell a reader nothing of what both clauses print."""
    if not terms:
        return "none"
    if kind == "renamed":
        return "titled" if all(map(_is_otherwise, terms)) else kind
    return "unlike" if kind in {"field", "apart"} and not any(map(_explains, terms)) else kind


def _explains(term: str) -> bool:
    """Tell whether a term says more of a wide field than what it is called: no two forms of which neither answers the other."""
    return len(term) > _SHORT and are_answering(term)


def _told(
    named: Sequence[str], themes: Sequence[str], telling: Sequence[str], ours: Side, theirs: Side
) -> Iterator[str]:
    """Yield the names of initiatives and what both clauses print beside them, but for what only begins a name akin to one of these."""
    further = [text for text in telling if len(text) >= _NAME_LENGTH][:_FURTHER]
    names = list(_grown(_clearest(named, further), ours, theirs))
    yield from names
    if len(names) == 1:
        yield from (word for word in themes if len(word) >= _NAME_LENGTH)
    for text in _grown(further, ours, theirs):
        if ends(text, ours.words, theirs.words) or not any(are_akin(text, name) for name in names):
            yield text
    if all(map(_says_little, names)):
        yield from telling


def _says_little(name: str) -> bool:
    """Tell whether a name leaves open what is done: it is short, or names only whom it is done for (中小微企业)."""
    return len(name) <= _SHORT or is_of_whom(name)


def _told_otherwise(
    named: Sequence[str], themes: Sequence[str], telling: Sequence[str], ours: Side, theirs: Side
) -> Iterator[str]:
    """Yield what tells of initiatives that two clauses name in different words: what both print, or else these.

    Words of their field that both print say more than words that have nothing in common: 水库, not 水源工程／水网先导区.
    """
    further = [text for text in telling if len(text) > _SHORT and not ends_nothing(text[-1])]
    said = [word for word in themes if len(word) > _SHORT or tells(word)]
    is_enough = len("".join(said)) > _SHORT and all(map(_is_otherwise, named))
    is_told = any(len(text) >= _LONG and not is_of_whom(text) for text in further)
    named = [
        name
        for name in _clearest(named, further)
        if not further or (are_answering(name) and not (is_told and OTHERWISE in name))
    ]
    found = [*said, *further] if is_enough else _rather(further, named)
    yield from _grown(found, ours, theirs)


def _is_otherwise(name: str) -> bool:
    """Tell whether a name is one with the words of each clause, and these have no word in common."""
    forms = name.partition("（")[2].rstrip("）").split(OTHERWISE)
    return len(forms) > 1 and not are_akin(*forms[:2])


def _clearest(named: Sequence[str], further: Sequence[str]) -> Sequence[str]:
    """Return those names of initiatives that are told beside what else both clauses print; short words beside longer ones only blur them."""
    least = _NAME_LENGTH if max(map(len, further), default=0) >= _LONG else _SHORT + 1
    long = [name for name in named if len(name) >= least]
    return long if long or further else named


def _rather(printed: Sequence[str], named: Sequence[str]) -> list[str]:
    """Return what both clauses print before the names that each prints otherwise; what a title says already only as that."""
    titles = [title for title in (name.partition("（")[0] for name in named) if OTHERWISE not in title]
    first = [text for text in printed if not any(text in title for title in titles)]
    return [*first, *(name for name in named if not any(text in name for text in first))]


def _grown(names: Iterable[str], ours: Side, theirs: Side) -> Iterator[str]:
    """Yield names as long as both clauses print them, without how many there are: 金融机构达到36家."""
    for name in names:
        yield told(without_quantity(name), ours.words, theirs.words)


def _kind(is_theme: bool, themes: Sequence[str], telling: Sequence[str]) -> Kind:  # noqa: FBT001 - one of three signs
    """Return how good a reason without an initiative is."""
    words = [*themes, *telling]
    if not words:
        return "none"
    alone = longest(words)
    if len(alone) == 1 and (len(alone[0]) < _NAME_LENGTH or alone[0] in themes):
        return "thin" if len(alone[0]) < _NAME_LENGTH else "word"
    if themes:
        return "theme"
    return "hint" if is_theme else "words"


def _without_doing(names: Sequence[str]) -> Sequence[str]:
    """Return names without those that but say what is done with another one: 城镇化 建设 beside 以县城为重要载体的城镇化."""
    kept = list(names)
    for name in names[::-1] if len(names) > 1 else ():
        bare = name[:-_SHORT]
        is_needless = name[-_SHORT:] in everyday().light and len(bare) > _SHORT
        if is_needless and any(bare in other for other in kept if other != name):
            kept.remove(name)
    return kept


def _terms(found: Iterable[str], ours: Side, theirs: Side) -> tuple[str, ...]:
    """Return the first of what was found, each once, as much as a reader takes in; acronyms as reports print them."""
    whole = clear(_without_doing(longest(filter(None, found))), ours.words, theirs.words)
    bare = dict.fromkeys(without_verb(trimmed(term)) for term in whole)
    terms = [_ACRONYM.sub(lambda letters: letters[0].upper(), term) for term in bare]
    lengths = accumulate(map(len, terms))
    return tuple(
        term
        for place, (term, length) in enumerate(zip(terms, lengths, strict=True))
        if place == 0 or (place < _MOST and length <= _MOST_CHARACTERS)
    )
