"""What one report alone states, packed: of all that the figures of an archive count, nine tenths are such.

By their names, which are long, they would take more memory than all figures that can be compared.  So only a hash of each
name is kept; two names may have one, so whoever finds a report by it looks whether it is the right one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_BYTES: Final = 8
_LEFT_OUT: Final = 1
"""Bytes of a hash, and bits of these that are left out: what is looked for goes up to the next number."""
_MANY: Final = 1 << 12
"""Entries that came or went before all are laid out anew."""


class Alone:
    """Reports by the names of what they alone state."""

    def __init__(self) -> None:
        self._hashes: NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._owners: NDArray[np.int32] = np.zeros(0, np.int32)
        self._reports: list[str] = []
        self._came: dict[int, list[str]] = defaultdict(list)
        self._went: Counter[tuple[int, str]] = Counter()

    def reports(self, name: str) -> list[str]:
        """Return the reports one of which may state this alone."""
        own = _hash(name)
        start, stop = self._span(own)
        known = Counter(self._reports[owner] for owner in self._owners[start:stop].tolist())
        gone = {report: self._went[own, report] for report in known}
        return [*(known - Counter(gone)).elements(), *self._came.get(own, ())]

    def remove(self, name: str, report: str) -> None:
        """Forget that a report, which is among those of this name, states it alone."""
        own = _hash(name)
        came = self._came.get(own, [])
        if report in came:
            came.remove(report)
        else:
            self._went[own, report] += 1

    def add(self, stated: Sequence[tuple[str, str]]) -> None:
        """Enter names, each with the report that states it alone."""
        pairs = ((_hash(name), report) for name, report in stated)
        if len(stated) + len(self._came) + len(self._went) > _MANY:
            self._lay_out(pairs)
        else:
            for own, report in pairs:
                self._came[own].append(report)

    def _lay_out(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Lay everything out anew, with some more hashes and the report of each."""
        numbers = {report: number for number, report in enumerate(self._reports)}
        fresh = [*((own, report) for own, some in self._came.items() for report in some), *pairs]
        owners = [numbers.setdefault(report, len(numbers)) for _, report in fresh]
        stays = self._staying()
        hashes = np.concatenate([self._hashes[stays], np.array([own for own, _ in fresh], np.uint64)])
        every = np.concatenate([self._owners[stays], np.array(owners, np.int32)])
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners, self._reports = hashes[order], every[order], list(numbers)
        self._came, self._went = defaultdict(list), Counter()

    def _span(self, own: int) -> tuple[int, int]:
        """Return where a hash stands among those that are laid out."""
        start, stop = np.searchsorted(self._hashes, np.array([own, own + 1], np.uint64)).tolist()
        return start, stop

    def _staying(self) -> NDArray[np.bool_]:
        stays = np.ones(len(self._hashes), dtype=bool)
        for (own, report), count in self._went.items():
            start, stop = self._span(own)
            places = [at for at in range(start, stop) if self._reports[self._owners[at]] == report]
            stays[places[:count]] = False
        return stays


def _hash(name: str) -> int:
    """Return a number for a name, the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=_BYTES).digest(), "big") >> _LEFT_OUT
