"""Sequences that equal tuples and are no tuples: an archive of thousands is not laid out flat each time that one of them changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, overload

Item = TypeVar("Item")


class TupleLike(Sequence[Item]):
    """A sequence that equals a tuple of its items, and is written to disk as one; `_items` gives them."""

    __slots__ = ()

    def _items(self) -> Sequence[Item]:
        raise NotImplementedError

    def whole(self) -> Sequence[Item]:
        """Return the sequence that this one stands for, itself if for none: what lies on disk may be packed."""
        return self

    def __len__(self) -> int:
        return len(self._items())

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        items = self._items()
        return tuple(items[at]) if isinstance(at, slice) else items[at]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items())

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, TupleLike | tuple) and tuple(self._items()) == tuple(other)
        )

    def __hash__(self) -> int:
        return hash(tuple(self._items()))

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (tuple(self._items()),)


class ByReport(TupleLike[Item]):
    """Items of an archive, those of one report together, by its id."""

    def __init__(self, by_report: Mapping[str, Sequence[Item]]) -> None:
        self.by_report = by_report

    def __len__(self) -> int:
        return sum(map(len, self.by_report.values()))

    def __iter__(self) -> Iterator[Item]:
        for some in self.by_report.values():
            yield from some

    def _items(self) -> tuple[Item, ...]:
        return tuple(iter(self))

    def __reduce__(self) -> tuple[object, ...]:
        return ByReport, (self.by_report,)


class Deferred(TupleLike[Item]):
    """Items that are worked out when somebody looks at them."""

    def __init__(self, make: Callable[[], tuple[Item, ...]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[Item, ...]:
        return self._make()

    def _items(self) -> tuple[Item, ...]:
        return self._made


def by_report(items: Sequence[Item], key: Callable[[Item], str]) -> Mapping[str, Sequence[Item]]:
    """Return items by their report, which `key` tells, those of each in their order."""
    if isinstance(items, ByReport):
        return items.by_report
    found: dict[str, list[Item]] = defaultdict(list)
    for each in items:
        found[key(each)].append(each)
    return {report: tuple(some) for report, some in found.items()}
