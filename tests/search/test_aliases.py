"""The list of other names that the search comes with."""

from __future__ import annotations

from sitegen.search.aliases import built_in


def test_another_name_finds_something_that_the_written_one_does_not() -> None:
    assert [(written, name) for written, *names in built_in() for name in names if written in name] == []
