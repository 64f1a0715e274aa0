from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.publish import recording
from sitegen.serve.changes import Changes, changes

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.serve import Preview, Server

_REPORT = "content/qingheyuan/2024.md"


def _publish(archive: Path) -> None:
    """Remember the archive as it is as published."""
    config = load_config(archive)
    with Cache(None) as cache:
        recording.write(recording.due(config.content, build(config, cache), "2026-01-01", "").files)


def _edit(archive: Path, old: str, new: str) -> None:
    path = archive / _REPORT
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _changes(archive: Path, preview: Preview) -> Changes:
    preview.rebuild()
    return changes(load_config(archive), preview.state)


def test_before_the_first_publication_everything_is_new(archive: Path, preview: Preview) -> None:
    found = _changes(archive, preview)
    assert found.is_first
    assert [each.id for each in found.added] == ["meilinlu/2024", "qingheyuan/2024"]
    assert "/issuers/meilinlu/" in found.pages_added


def test_right_after_a_publication_nothing_changes(archive: Path, preview: Preview) -> None:
    _publish(archive)
    found = _changes(archive, preview)
    assert found.is_empty
    assert not found.is_first


def test_an_edit_is_shown_with_what_went_and_came(archive: Path, preview: Preview) -> None:
    _publish(archive)
    _edit(archive, "签约12台", "签约13台")
    (report,) = _changes(archive, preview).changed
    (place,) = report.places
    assert (report.count, place.url) == (1, "/reports/qingheyuan/2024/#s1-1-p1")
    assert [(each.kind, each.text) for each in place.stretches if each.kind != "same"] == [
        ("removed", "12"), ("added", "13"),
    ]  # fmt: skip


def test_passages_that_go_are_shown_with_where_their_links_land_and_only_once(
    archive: Path, preview: Preview
) -> None:
    _publish(archive)
    text = (archive / _REPORT).read_text("utf-8")
    _edit(archive, text[text.index("### （二）便民服务提速") :], "")
    (report,) = _changes(archive, preview).changed
    assert ("s2-2-p1", "s2") in {(each.anchor, each.parent) for each in report.gone}
    assert report.lost == ()
    _publish(archive)
    _edit(archive, "签约12台", "签约13台")
    (report,) = _changes(archive, preview).changed
    assert report.gone == ()


def test_an_anchor_that_nothing_remembers_is_told_as_lost(archive: Path, preview: Preview) -> None:
    _publish(archive)
    (archive / "content/qingheyuan/2024.anchors.json").unlink()
    _edit(archive, "{#s2}", "{#s7}")
    (report,) = _changes(archive, preview).changed
    assert "s2" in report.lost


def test_a_report_that_goes_is_told_with_what_the_keeper_says_of_it(archive: Path, preview: Preview) -> None:
    _publish(archive)
    for path in (archive / "content/meilinlu").iterdir():
        path.unlink()
    (archive / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "meilinlu/2024"\ndate = 2026-02-01\nreason = "撤回。"\n', "utf-8"
    )
    found = _changes(archive, preview)
    assert [(each.id, each.note) for each in found.removed] == [("meilinlu/2024", "撤回。")]
    assert "/issuers/meilinlu/" in found.pages_removed


def test_the_page_is_safe_and_says_it_in_words(archive: Path, preview: Preview, server: Server) -> None:
    _publish(archive)
    _edit(archive, "签约12台", "签约<script>alert(1)</script>台")
    preview.rebuild()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", "/__sitegen/changes")
    page = connection.getresponse().read().decode()
    connection.close()
    assert "Reports that change (1)" in page
    assert "<del>12</del>" in page
    assert "<script>alert" not in page
    assert not any("__sitegen" in path for path in preview.state.files)
