from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.live import Live
from sitegen.live.shelving import share, shelve
from sitegen.model import Figure, Passage, Report, ReportMeta, Section
from sitegen.new import new_archive
from sitegen.serve import Preview
from sitegen.store import Part, Shelf

if TYPE_CHECKING:
    from pathlib import Path


def _report() -> Report:
    meta = ReportMeta(title="题", issuer="街道", region=(), year=2023, kind="", published="")
    passage = Passage(anchor="s1-p1", kind="paragraph", text="正文。", markdown="正文。")
    return Report(
        id="a", meta=meta, sections=(Section(anchor="s1", level=1, heading="一、", passages=(passage,)),)
    )


def test_a_report_on_a_shelf_is_the_same_report() -> None:
    report = _report()
    shelve(Shelf(), report, object())
    assert isinstance(report.sections, Part)
    assert report == _report()
    assert [passage.text for _, passage in report.walk_passages()] == ["正文。"]


def test_figures_share_their_words_and_stay_equal() -> None:
    words = {"report": "a/2023", "indicator": "加装电梯", "unit": "台", "base": "台", "quote": "签约12台。"}

    def figure() -> Figure:
        fresh = {name: "".join(list(value)) for name, value in words.items()}
        return Figure(
            anchor="s1", printed="12台", value="12", number="12", kind="level", start=0, end=3, **fresh
        )

    one, other = figure(), figure()
    assert one.indicator is not other.indicator
    share((one, other))
    assert one == other == figure()
    assert one.indicator is other.indicator
    assert one.report is other.report


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a new archive."""
    folder = tmp_path / "archive"
    new_archive(folder)
    return folder


def test_an_edition_of_which_most_lies_on_disk_goes_on_as_a_build_has_it(archive: Path) -> None:
    cache = archive / ".sitegen-cache"
    live = Live(lambda: load_config(archive), lambda run: Cache(cache, 1, run), cache)
    preview = Preview(live)
    preview.rebuild()
    assert live.site is not None
    reports = live.site.edition.whole.archive.reports
    assert all(isinstance(report.sections, Part) for report in reports)
    path = archive / "content/qingheyuan/2024.md"
    path.write_text(path.read_text("utf-8").replace("签约12台", "签约13台，完成加装电梯3台"), "utf-8")
    preview.rebuild()
    with Cache(None) as none:
        built = {file.path: file.data for file in build(load_config(archive), none).files}
    for _ in range(2):  # what is made of the whole archive is made when it is asked for
        list(preview.state.files.values())
        preview.settle()
    shown = dict(preview.state.files)
    assert [path for path in shown.keys() | built.keys() if shown.get(path) != built.get(path)] == []
