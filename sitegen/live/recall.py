"""What functions returned the last time, kept in memory from one edit to the next."""

from __future__ import annotations

from collections import OrderedDict
from itertools import chain, compress, islice, repeat
from operator import is_not
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sitegen.cache import POOL_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from sitegen.cache import Cache

    Table = tuple[Callable[..., Any], tuple[object, ...], list[tuple[object, ...]], list[Any]]

A = TypeVar("A")
T = TypeVar("T")

_AT_ONCE: Final = 500
"""Calls that are made before their results are passed on."""
_PIECE: Final = 100
"""Calls that are handed on together to be written."""
_LENT: Final = 20
"""Results that somebody had before a run asked for them, the last ones."""


class Recall:
    """Results of a run in memory for the next one, found by the very objects that went in.

    It stands before a cache where the same process builds again and again: nothing has to be written out to be compared,
    and for the little that an edit asks for the cache is not even opened.  `below` opens it, given the run to go on with
    (0: a new one); whatever a process asks of it is one run.  `came` is given each result that was not there before, some
    hundreds after these were made.  `later` has for some functions one that returns the same, but works it out when somebody
    looks at it: what few edited reports ask for, and what no page shows.  `many` has for some functions how many calls are made
    before it is opened: a call may cost less than to write out what goes in.
    """

    def __init__(
        self,
        below: Callable[[int], AbstractContextManager[Cache]],
        came: Callable[[object], None] = lambda _value: None,
        later: Mapping[Callable[..., Any], Callable[..., Any]] | None = None,
        many: Mapping[Callable[..., Any], int] | None = None,
    ) -> None:
        self._below, self._came, self._later, self._many = below, came, later or {}, many or {}
        self._run = 0
        self._now: dict[tuple[Any, ...], _Results] = {}
        self._before: dict[tuple[Any, ...], _Results] = {}
        self._lent: OrderedDict[tuple[object, ...], tuple[tuple[object, ...], Any]] = OrderedDict()

    def lend(self, function: Callable[..., T], *arguments: object) -> T:
        """Return `function(*arguments)` for somebody who cannot wait for a run; nobody else who asks soon need compute it."""
        key = (function, *_ids(arguments))
        known = self._lent.get(key)
        if known is None:
            known = self._lent[key] = (arguments, function(*arguments))
            if len(self._lent) > _LENT:
                self._lent.popitem(last=False)
        value: T = known[1]
        return value

    def call(self, function: Callable[..., T], *arguments: object) -> T:
        """Return `function(*arguments)`, remembered."""
        return self.map(function, [arguments])[0]

    def in_copies(self, function: Callable[[A], T], pieces: Sequence[A]) -> Iterator[T]:
        """Yield what a function makes of each piece, in order, as `Cache.in_copies` does."""
        if len(pieces) < 2:  # noqa: PLR2004 - what an edit asks for
            yield from map(function, pieces)
            return
        with self._below(self._run) as cache:
            self._run = cache.run
            yield from cache.in_copies(function, pieces)

    def map(
        self, function: Callable[..., T], calls: Sequence[tuple[object, ...]], shared: tuple[object, ...] = ()
    ) -> list[T]:
        """Return the results of many calls in order, as `Cache.map` does; calls that were made before cost next to nothing."""
        name = (function, *map(_token, shared))
        now = self._now.get(name)
        values, missing = (now or self._before.get(name) or _Results([], [], shared)).of(calls)
        fresh = self._compute(function, [calls[at] for at in missing], shared)
        for at, value in zip(missing, fresh, strict=True):
            values[at] = value
        if now is None:
            self._now[name] = _Results(calls, values, shared)
        elif missing:  # asked for something else in the same run
            self._now[name] = now.joined([calls[at] for at in missing], fresh)
        return list(values)

    def _compute(
        self, function: Callable[..., T], calls: list[tuple[object, ...]], shared: tuple[object, ...]
    ) -> list[T]:
        if len(calls) < self._many.get(function, POOL_FROM):
            return self._told([self._one(function, *arguments, *shared) for arguments in calls])
        found: list[T] = []
        with self._below(self._run) as cache:
            self._run = cache.run
            for start in range(0, len(calls), _AT_ONCE):
                found += self._told(cache.map(function, calls[start : start + _AT_ONCE], shared))
        return found

    def _one(self, function: Callable[..., T], *arguments: object) -> T:
        lent = self._lent.get((function, *_ids(arguments)))
        own: Callable[..., T] = self._later.get(function, function)
        return own(*arguments) if lent is None else lent[1]

    def _told(self, values: list[T]) -> list[T]:
        for value in values:
            self._came(value)
        return values

    def forget(self) -> None:
        """Begin another run: what it does not ask for is dropped by the one after it."""
        self._before, self._now = self._now, {}

    def tables(self, functions: Container[Callable[..., Any]]) -> Iterator[Table]:
        """Yield what some functions returned in the run before this one, for `restore`, some hundred calls at a time."""
        for (function, *_), results in self._before.items():
            if function in functions:
                yield from ((function, results.shared, calls, values) for calls, values in results.pieces())

    def restore(self, tables: Iterable[Table]) -> None:
        """Know what `tables` gave as if it had been returned in the run before this one."""
        found: dict[tuple[Any, ...], _Results] = {}
        for function, shared, calls, values in tables:
            name = (function, *map(_token, shared))
            known = found.get(name) or _Results([], [], shared)
            found[name] = known.joined(calls, values)
        self._before = found


class _Results:
    """What a function returned for many calls; what went in is kept, so that no other object gets its id."""

    def __init__(
        self, calls: Sequence[tuple[object, ...]], values: list[Any], shared: tuple[object, ...]
    ) -> None:
        self._calls, self._values, self.shared = calls, values, shared

    def of(self, calls: Sequence[tuple[object, ...]]) -> tuple[list[Any], list[int]]:
        """Return the results of calls, and the places of those that were not made.

        Between two edits nearly every call stands where it stood; only the others are looked for, and looked at.
        """
        count = min(len(calls), len(self._calls))
        values = [*self._values[:count], *repeat(None, len(calls) - count)]
        others = [at for at in _others(self._calls, calls) if not _is_same(self._calls[at], calls[at])]
        missing = [*others, *range(count, len(calls))]
        # where as many were made, what stands elsewhere stood where one of the others stands
        places = others if len(calls) == len(self._calls) else range(len(self._calls))
        for tokens in (_ids, _tokens) if missing else ():
            known = {tokens(self._calls[at]): at for at in places}
            found = {at: known.get(tokens(calls[at])) for at in missing}
            for at, place in found.items():
                values[at] = None if place is None else self._values[place]
            missing = [at for at, place in found.items() if place is None]
        return values, missing

    def pieces(self) -> Iterator[tuple[list[tuple[object, ...]], list[Any]]]:
        """Yield calls and their results, some hundred at a time."""
        for start in range(0, len(self._values), _PIECE):
            some = slice(start, start + _PIECE)
            yield list(self._calls[some]), self._values[some]

    def joined(self, calls: Sequence[tuple[object, ...]], values: list[Any]) -> _Results:
        """Return the results with some more."""
        return _Results([*self._calls, *calls], [*self._values, *values], self.shared)


def _others(some: Sequence[tuple[object, ...]], others: Sequence[tuple[object, ...]]) -> list[int]:
    """Return the places where two lists of calls of one function do not have the very same arguments.

    Nearly all are the same, and there are tens of thousands: so they are not looked at one by one here.
    """
    count = min(len(some), len(others))
    width = len(others[0]) if count else 0
    pairs = (chain.from_iterable(islice(each, count)) for each in (some, others))
    return sorted({at // width for at in compress(range(count * width), map(is_not, *pairs))})


def _is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Tell whether two calls have the same arguments: the same objects, or equal ones where `_token` goes by value."""
    for first, second in zip(one, other, strict=True):
        if first is not second and (
            not isinstance(first, str | bytes | int | tuple) or _token(first) != _token(second)
        ):
            return False
    return True


def _ids(arguments: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(map(id, arguments))


def _tokens(arguments: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(map(_token, arguments))


def _token(argument: object) -> object:
    """Return what tells an argument from others: the object itself for what is large, else its value."""
    if isinstance(argument, tuple):
        return tuple(map(_token, argument))
    return argument if isinstance(argument, str | bytes | int) else id(argument)
