from __future__ import annotations

import pickle
import sqlite3
from array import array
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sitegen import store
from sitegen.model import Ref
from sitegen.store import files

if TYPE_CHECKING:
    from pathlib import Path

_REFS = tuple(Ref(report=f"office/{year}", anchor="s1-p1") for year in range(2000, 2020))


def _written(path: Path, *values: object) -> None:
    with store.Writer(path, b"1") as file:
        for value in values:
            file.add(value)


def _read(path: Path, version: bytes = b"1") -> list[Any] | None:
    values = store.read(path, version)
    return None if values is None else list(values)


def test_a_value_comes_back_and_its_parts_equal_what_was_written(tmp_path: Path) -> None:
    value = {"few": _REFS[:1], "many": _REFS}
    with store.Writer(tmp_path / "folder/value", b"1") as file:
        file.add({**value, "many": file.put(_REFS)})
    (found,) = _read(tmp_path / "folder/value") or ()
    assert isinstance(found["many"], store.Part)
    assert isinstance(found["few"], tuple)
    assert found == value
    assert (found["many"][3], found["many"][2:4]) == (_REFS[3], _REFS[2:4])
    assert {found["many"]: 1}[_REFS] == 1  # an equal key


def test_what_is_one_object_in_several_values_is_one_object_again(tmp_path: Path) -> None:
    names, numbers = [_REFS[0]], np.arange(9)
    _written(tmp_path / "value", names, {"names": names}, numbers, [numbers])
    first, second, third, fourth = _read(tmp_path / "value") or ()
    assert first == names
    assert second["names"] is first
    assert fourth[0] is third


def test_numbers_come_back_as_they_were_few_or_many(tmp_path: Path) -> None:
    values = [np.arange(count, dtype=np.int32).reshape(-1, 2) for count in (0, 8, 80_000)]
    packed = [array("d", range(count)) for count in (0, 8, 80_000)]
    _written(tmp_path / "value", values, packed, values[2][5:, 1])
    found, unpacked, part = _read(tmp_path / "value") or ()
    assert all(
        (one == other).all() and one.dtype == other.dtype for one, other in zip(found, values, strict=True)
    )
    assert unpacked == packed
    assert (part == values[2][5:, 1]).all()
    found[2][0] = 1  # whoever made it may go on


def test_parts_of_other_files_are_copied(tmp_path: Path) -> None:
    shelf = store.Shelf()
    with store.Writer(tmp_path / "first", b"1") as file:
        file.add({"shelf": shelf.put(_REFS), "own": file.put(_REFS[1:])})
    (first,) = _read(tmp_path / "first") or ()
    with store.Writer(tmp_path / "second", b"1") as file:
        file.add([first["shelf"], file.put(first["own"]), shelf.put((1,))])
    (tmp_path / "first").unlink()
    assert _read(tmp_path / "second") == [[_REFS, _REFS[1:], (1,)]]


def test_what_lies_outside_is_named_and_found_again(tmp_path: Path) -> None:
    with store.Writer(tmp_path / "value", b"1", {Ref: lambda ref: ref.report}) as file:
        file.add([_REFS[3], _REFS[4]])
    known = {"office/2003": "found"}
    values = store.read(tmp_path / "value", b"1", {Ref: lambda name: known.get(name, "none")})
    assert list(values or ()) == [["found", "none"]]


def test_the_length_of_a_part_is_known_before_it_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "value"
    with store.Writer(path, b"1") as file:
        file.add(file.put(_REFS))
    (part,) = _read(path) or ()
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM part WHERE number = 1")
        database.commit()
    assert len(part) == len(_REFS)
    with pytest.raises(store.BrokenStoreError):
        list(part)


def test_parts_that_were_long_not_asked_for_are_loaded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_ROOM", 2000)
    refs = [Ref(report=f"office/{number}", anchor="x" * 300) for number in range(40)]
    with store.Writer(tmp_path / "value", b"1") as file:
        file.add([file.put((each,)) for each in refs])
    (found,) = _read(tmp_path / "value") or ()
    for _ in range(2):
        assert [part[0] for part in found] == refs
    assert found[-1][0] is found[-1][0]  # the last one is at hand
    first = found[0][0]
    assert [part[0] for part in found[1:]] == refs[1:]
    assert first is not found[0][0]


def test_what_another_version_wrote_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "value"
    assert _read(path) is None
    _written(path, 1)
    assert _read(path, b"2") is None
    path.write_bytes(b"no database" * 1000)
    assert _read(path) is None


def test_what_is_damaged_wherever_that_is_is_told_or_whole(tmp_path: Path) -> None:
    path, value = tmp_path / "value", [_REFS, np.arange(30_000)]
    with store.Writer(path, b"1") as file:
        file.add([file.put(_REFS), value[1]])
    data = path.read_bytes()
    for at in range(0, len(data), 997):
        path.write_bytes(data[:at] + bytes(255 - byte for byte in data[at : at + 40]) + data[at + 40 :])
        try:
            values = list(store.read(path, b"1") or ())
            is_whole = all(list(refs) == list(_REFS) and (other == value[1]).all() for refs, other in values)
        except store.BrokenStoreError:
            continue
        assert is_whole
    path.write_bytes(data[:3000])
    assert _read(path) is None


def test_what_was_written_stays_until_something_newer_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "value"
    _written(path, {"many": _REFS})
    with pytest.raises(AttributeError), store.Writer(path, b"1") as file:
        file.add([file.put(_REFS[:2]), lambda: "what cannot be written"])
    assert _read(path) == [{"many": _REFS}]
    assert [each.name for each in tmp_path.iterdir()] == ["value"]


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match=r"file"):
        store.Writer(tmp_path / "file/value", b"1")


def test_what_lies_on_a_shelf_equals_what_was_put_there() -> None:
    shelf = store.Shelf()
    words, more = shelf.put(("一", "二")), shelf.put((3,))
    assert (len(words), words, words[1], words[:1]) == (2, ("一", "二"), "二", ("一",))
    assert ("一", "二") == words != more
    assert hash(words) == hash(("一", "二"))
    assert pickle.loads(pickle.dumps(words)) == ("一", "二")  # noqa: S301 - our own, just made


def test_large_arrays_are_views_of_a_file_of_their_own_which_goes_when_they_are_written_anew(
    tmp_path: Path,
) -> None:
    numbers = np.arange(1 << 18).reshape(2, -1)
    last = 2
    for attempt in range(last + 1):
        with suppress(KeyError), store.Writer(tmp_path / "kept", b"1") as file:
            file.add((numbers, numbers[0]))
            if attempt == last:  # what was written before stays
                raise KeyError
    assert len(list(tmp_path.iterdir())) == 2
    ((found, part),) = list(store.read(tmp_path / "kept", b"1") or ())
    store.let_go()
    assert np.array_equal(found, numbers)
    assert np.array_equal(part, numbers[0])
    assert not found.flags.writeable


@pytest.mark.parametrize("harm", ["changed", "shorter", "gone"])
def test_large_arrays_that_are_not_what_was_written_are_told(harm: str, tmp_path: Path) -> None:
    with store.Writer(tmp_path / "kept", b"1") as file:
        file.add(np.arange(1 << 18))
    (columns,) = [each for each in tmp_path.iterdir() if each.name != "kept"]
    data = columns.read_bytes()
    if harm == "gone":
        columns.unlink()
        assert store.read(tmp_path / "kept", b"1") is None
        return
    columns.write_bytes(data[:-8] if harm == "shorter" else data[:5000] + b"?" + data[5001:])
    with pytest.raises(store.BrokenStoreError):
        list(store.read(tmp_path / "kept", b"1") or ())


def test_large_arrays_lie_in_a_file_that_nobody_sees_and_equal_what_they_were(tmp_path: Path) -> None:
    arrays = [np.arange(50_000), np.arange(3, dtype=np.int32), np.zeros((0, 4)), np.ones((40_000, 2))]
    found = store.mapped(arrays, tmp_path)
    store.let_go()
    assert [each.tobytes() for each in found] == [each.tobytes() for each in arrays]
    assert [(each.dtype, each.shape) for each in found] == [(each.dtype, each.shape) for each in arrays]
    assert [each.flags.writeable for each in found] == [False, True, True, False]
    assert not list(tmp_path.iterdir())


def test_where_arrays_cannot_be_written_they_stay_where_they_are(tmp_path: Path) -> None:
    arrays = [np.arange(50_000)]
    assert store.mapped(arrays, tmp_path / "missing")[0] is arrays[0]


def test_what_is_at_hand_is_not_read_until_it_is_let_go() -> None:
    shelf = store.Shelf()
    items = tuple(Ref(report="office/2000", anchor=f"s{number}") for number in range(3))
    part = shelf.put(items, is_at_hand=True)
    assert part[1] is items[1]
    shelf.clear()
    assert part[1] is not items[1]
    assert part == items
