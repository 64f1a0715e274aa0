from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sitegen import store
from sitegen.model import Ref

if TYPE_CHECKING:
    from pathlib import Path

_REFS = tuple(Ref(report=f"office/{year}", anchor="s1-p1") for year in range(2000, 2020))


def test_a_value_comes_back_and_its_parts_equal_what_was_written(tmp_path: Path) -> None:
    value = {"few": _REFS[:1], "many": _REFS}
    assert store.write(tmp_path / "folder/value", b"1", value, [_REFS])
    found = store.read(tmp_path / "folder/value", b"1")
    assert isinstance(found["many"], store.Part)
    assert isinstance(found["few"], tuple)
    assert found == value
    assert (found["many"][3], found["many"][2:4]) == (_REFS[3], _REFS[2:4])
    assert {found["many"]: 1}[_REFS] == 1  # type: ignore[index]  # an equal key


def test_the_length_of_a_part_is_known_before_it_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "value"
    store.write(path, b"1", {"many": _REFS}, [_REFS])
    part = store.read(path, b"1")["many"]
    with closing(sqlite3.connect(path)) as file:
        file.execute("DELETE FROM part WHERE number = 1")
        file.commit()
    assert len(part) == len(_REFS)
    with pytest.raises(LookupError):
        list(part)


def test_parts_that_were_long_not_asked_for_are_loaded_again(tmp_path: Path) -> None:
    parts = tuple((number,) for number in range(1500))
    store.write(tmp_path / "value", b"1", parts, parts)
    found = store.read(tmp_path / "value", b"1")
    assert tuple(tuple(part) for part in (*found, *found)) == (*parts, *parts)


def test_what_another_version_wrote_or_what_is_damaged_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "value"
    assert store.read(path, b"1") is None
    store.write(path, b"1", {"many": _REFS}, [_REFS])
    assert store.read(path, b"2") is None
    path.write_bytes(path.read_bytes()[:3000])
    assert store.read(path, b"1") is None
    path.write_bytes(b"no database" * 1000)
    assert store.read(path, b"1") is None


def test_what_was_written_stays_until_something_newer_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "value"
    store.write(path, b"1", {"many": _REFS}, [_REFS])
    answers = iter((True, False))
    assert not store.write(path, b"1", {}, [_REFS, _REFS[:2]], lambda: next(answers))
    assert store.read(path, b"1") == {"many": _REFS}
    assert [each.name for each in tmp_path.iterdir()] == ["value"]


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not store.write(tmp_path / "file/value", b"1", {}, [])


def test_what_lies_on_a_shelf_equals_what_was_put_there() -> None:
    shelf = store.Shelf()
    words, more = shelf.put(("一", "二")), shelf.put((3,))
    assert (len(words), words, words[1], words[:1]) == (2, ("一", "二"), "二", ("一",))
    assert ("一", "二") == words != more
    assert hash(words) == hash(("一", "二"))
    assert pickle.loads(pickle.dumps(words)) == ("一", "二")  # noqa: S301 - our own, just made
