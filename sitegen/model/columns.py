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

    __slots__ = ("_first", "_later", "kind")

    def __init__(self, kind: str, first: NDArray[Any] | None = None) -> None:
        self.kind = kind
        self._first: memoryview = (np.zeros(0, _KINDS[kind]) if first is None else first).data
        self._later: array[Any] = array(kind)

    def __len__(self) -> int:
        return len(self._first) + len(self._later)

    def __getitem__(self, at: int) -> Number:
        count = len(self._first)
        number: Number = self._first[at] if at < count else self._later[at - count]
        return number

    def between(self, start: int, stop: int) -> Numbers:
        """Return the numbers from one place to another, which were added one after the other."""
        count = len(self._first)
        return self._first[start:stop] if stop <= count else self._later[start - count : stop - count]

    def some(self, places: NDArray[Any]) -> NDArray[Any]:
        """Return the numbers at some places."""
        first, later = self._views()
        found = np.empty(len(places), _KINDS[self.kind])
        is_first = places < len(first)
        found[is_first] = first[places[is_first]]
        found[~is_first] = later[places[~is_first] - len(first)]
        return found

    def append(self, number: Number) -> None:
        """Add a number."""
        self._later.append(number)

    def extend(self, numbers: Iterable[Number]) -> None:
        """Add numbers."""
        self._later.extend(numbers)

    def whole(self) -> NDArray[Any]:
        """Return all numbers."""
        return np.concatenate(self._views())

    def _views(self) -> tuple[NDArray[Any], NDArray[Any]]:
        kind = _KINDS[self.kind]
        # a copy: what is viewed cannot grow, and another thread may want it to
        return np.frombuffer(self._first, kind), np.array(self._later, kind)

    def __reduce__(self) -> tuple[object, ...]:
        return Column, (self.kind, self.whole())
