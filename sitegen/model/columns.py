"""Columns of numbers that grow at the end while an archive is edited, and whose beginning may lie on disk."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Numbers = array[int] | memoryview[int]
    Put = Callable[[Sequence[NDArray[Any]]], Sequence[NDArray[Any]]]

Number = TypeVar("Number", int, float)

_KINDS: Final = {"b": np.int8, "i": np.int32, "q": np.int64, "d": np.float64}


class Column(Generic[Number]):
    """Numbers of a kind (that of `array`); those that were there `first` never change, and lie where they were given."""

    __slots__ = ("_first", "_later", "_view", "kind")

    def __init__(self, kind: str, first: NDArray[Any] | None = None) -> None:
        self.kind = kind
        self._first = np.zeros(0, _KINDS[kind]) if first is None else first
        self._view: memoryview = self._first.data  # reads one number in half the time
        self._later: array[Any] = array(kind)

    def __len__(self) -> int:
        return len(self._first) + len(self._later)

    def __getitem__(self, at: int) -> Number:
        count = len(self._view)
        number: Number = self._view[at] if at < count else self._later[at - count]
        return number

    def between(self, start: int, stop: int) -> Numbers:
        """Return the numbers from one place to another, which were added one after the other."""
        count = len(self._view)
        return self._view[start:stop] if stop <= count else self._later[start - count : stop - count]

    def some(self, places: NDArray[Any]) -> NDArray[Any]:
        """Return the numbers at some places."""
        count = len(self._first)
        is_later = places >= count
        if not is_later.any():
            return self._first.take(places)
        found: NDArray[Any] = np.empty(len(places), self._first.dtype)
        found[~is_later] = self._first[places[~is_later]]
        found[is_later] = self._added()[places[is_later] - count]
        return found

    def append(self, number: Number) -> None:
        """Add a number."""
        self._later.append(number)

    def extend(self, numbers: Iterable[Number]) -> None:
        """Add numbers."""
        self._later.extend(numbers)

    def whole(self) -> NDArray[Any]:
        """Return all numbers."""
        return np.concatenate([self._first, self._added()])

    def _added(self) -> NDArray[Any]:
        """Return what was added, to be let go of before more is: what is looked at cannot grow."""
        return np.frombuffer(self._later, self._first.dtype) if self._later else self._first[:0]

    def __reduce__(self) -> tuple[object, ...]:
        return Column, (self.kind, self.whole())
