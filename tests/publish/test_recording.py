"""What the archive remembers of publications, from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk import REPORT, Desk

if TYPE_CHECKING:
    from pathlib import Path


def test_recording_notes_addresses_and_corrections_and_then_nothing(desk: Desk) -> None:
    assert "content/.published/pages.txt" in desk.run("record")
    record = json.loads((desk.folder / "content/.published/qingheyuan/2024.json").read_text("utf-8"))
    assert record["title"] == "清河源街道2024年工作总结"
    assert "s1..2" in record["anchors"]
    assert "Everything is recorded." in desk.run("record")
    desk.edit(13)
    assert "reports corrected: 1" in desk.run("record", "--reason", "数字有误。")
    record = json.loads((desk.folder / "content/.published/qingheyuan/2024.json").read_text("utf-8"))
    assert [each["reason"] for each in record["corrections"]] == ["数字有误。"]
    assert "Everything is recorded." in desk.run("record")


def test_with_locked_nothing_is_published_that_is_not_recorded(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    assert "Run sitegen record" in desk.publish("--locked", fails=True)
    assert not (tmp_path / "www/current").exists()
    assert "not up to date" in desk.run("record", "--locked", fails=True)
    desk.run("record")
    desk.run("record", "--locked")
    desk.publish("--locked")
    desk.edit(13)
    assert "not up to date" in desk.publish("--locked", fails=True)


def test_a_trial_is_not_remembered(desk: Desk, tmp_path: Path) -> None:
    desk.configure(
        type="folder", path=str(tmp_path / "www"), permanent=False, base_url="http://127.0.0.1/trial/"
    )
    desk.publish()
    assert not (desk.folder / "content/.published").exists()
    assert "http://127.0.0.1/trial/" in (tmp_path / "www/current/sitemap.xml").read_text("utf-8")


def test_a_report_that_was_published_does_not_vanish_from_the_site(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    desk.publish()
    (desk.folder / REPORT).unlink()
    told = desk.publish(fails=True)
    assert "qingheyuan/2024 was published and is not there any more" in told
    assert "content/moved.toml" in told
    assert (tmp_path / "www/current/reports/qingheyuan/2024/report.md").is_file()
    assert "was published" in desk.run("check", fails=True)
    assert "was published" in desk.run("build", fails=True)
    (desk.folder / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "qingheyuan/2024"\ndate = 2026-12-01\nreason = "发布单位撤回。"\n', "utf-8"
    )
    desk.publish()
    notice = (tmp_path / "www/current/reports/qingheyuan/2024/index.html").read_text("utf-8")
    assert "已于 2026-12-01 撤回" in notice


def test_most_of_a_site_is_not_removed_by_mistake(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"), permanent=False)
    desk.publish()
    (desk.folder / "other/a").mkdir(parents=True)
    (desk.folder / "other/a/2024.md").write_text(
        "---\ntitle: 甲街道2024年工作总结\nissuer: 甲街道\nregion: []\nyear: 2024\nkind: 工作总结\n---\n\n正文。\n",
        "utf-8",
    )
    other = ("--content", str(desk.folder / "other"))
    assert "would remove" in desk.publish(*other, fails=True)
    desk.publish(*other, "--force")
    assert not (tmp_path / "www/current/reports/qingheyuan").exists()
