from __future__ import annotations

import pickle

import pytest

from sitegen.model import Ref, Refs

LISTED = (
    Ref(report="east/2023", anchor="s1-p1"),
    Ref(report="east/2023", anchor="s2-p1"),
    Ref(report="west", anchor="p1"),
)


def test_packed_places_are_those_that_were_packed() -> None:
    refs = Refs.of([("east/2023", ("s1-p1", "s2-p1")), ("north", ()), ("west", ("p1",))])
    assert (len(refs), tuple(refs), refs[-1], refs[1:]) == (3, LISTED, LISTED[-1], LISTED[1:])
    assert refs == LISTED
    assert refs == pickle.loads(pickle.dumps(refs))  # noqa: S301 - our own, just made
    assert hash(refs) == hash(LISTED)
    assert refs != LISTED[:2]
    with pytest.raises(IndexError):
        refs[3]
