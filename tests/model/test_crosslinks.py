from __future__ import annotations

import pickle
from array import array

import pytest

from sitegen.model import ByReport, Linked, LinkTable, Ref, Related, by_origin

EAST, WEST = Ref(report="east/2023", anchor="s1-p2-c1"), Ref(report="west/2023", anchor="s3-p1")
THERE = Related(
    origin=EAST, target=WEST, score=0.4321, grade="same", terms=("加装电梯", "签约"), initiative="dianti"
)
BACK = Related(
    origin=WEST, target=EAST, score=0.4321, grade="same", terms=("加装电梯", "签约"), initiative="dianti"
)
WORDLESS = Related(
    origin=Ref(report="east/2023", anchor="s1-p3"), target=WEST, score=1.0, grade="related", terms=()
)


@pytest.fixture
def packed() -> Linked:
    """Return three links, packed: there, the way back, and one between other places."""
    table = LinkTable()
    table.enter("north/2023", ["s1"])
    east, west = table.enter("east/2023", ["s1-p2-c1", "s1-p3"]), table.enter("west/2023", ["s3-p1"])
    first = table.add(east, west, score=0.4321, is_same=True, initiative="dianti", terms=("加装电梯", "签约"))
    second = table.add(east + 1, west, score=1.0, is_same=False, initiative="", terms=())
    return Linked(table, array("i", [first, first ^ 1, second]))


def test_what_was_packed_comes_out_in_both_directions(packed: Linked) -> None:
    assert tuple(packed) == (THERE, BACK, WORDLESS)
    assert packed == (THERE, BACK, WORDLESS)
    assert packed != (THERE, BACK)
    assert hash(packed) == hash((THERE, BACK, WORDLESS))
    assert packed[1:] == (BACK, WORDLESS)
    assert packed[-1] == WORDLESS
    assert len(packed) == 3


def test_what_was_packed_stays_as_it_is_when_more_comes(packed: Linked) -> None:
    place = packed.table.enter("east/2023", ["s1-p2-c1"])
    packed.table.add(place, place, score=0.5, is_same=False, initiative="heliu", terms=("河流",))
    assert tuple(packed) == (THERE, BACK, WORDLESS)


def test_a_place_has_one_key_however_often_it_was_entered(packed: Linked) -> None:
    table = packed.table
    again = table.enter("east/2023", ["s1-p2-c1"])
    code = table.add(again, 3, score=0.5, is_same=False, initiative="", terms=())
    origins, targets = table.end_keys(array("i", [packed.codes[0], code, code ^ 1]))
    assert origins[0] == origins[1] == targets[2]
    assert targets[0] == targets[1] == origins[2]
    assert origins[0] != targets[0]
    assert table.report_in(int(origins[0])) == "east/2023"


def test_links_packed_anew_or_written_to_disk_are_equal(packed: Linked) -> None:
    copied = pickle.loads(pickle.dumps(packed))  # noqa: S301 - our own, just made
    assert copied == packed
    assert copied.table is not packed.table


def test_all_links_of_an_archive_are_found_by_the_report_that_they_start_from(packed: Linked) -> None:
    table, (there, back, wordless) = packed.table, packed.codes
    found = ByReport(
        {
            "east/2023": Linked(table, array("i", [there, wordless])),
            "west/2023": Linked(table, array("i", [back])),
        }
    )
    assert found == (THERE, WORDLESS, BACK)
    assert (len(found), found[1], found[1:], hash(found)) == (
        3,
        WORDLESS,
        (WORDLESS, BACK),
        hash(tuple(found)),
    )
    assert by_origin(found) == by_origin((THERE, BACK, WORDLESS))
    assert by_origin(()) == {}
