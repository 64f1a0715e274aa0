"""What a publication would do, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.publish.manifest import dump_manifest, load_manifest
from sitegen.publish.plan import Present, Stored, lost_reports, plan

STYLE = "assets/site.0123abcd.css"
OLD_STYLE = "assets/site.ffffffff.css"
SHARD = "search/s/0-0.aB3.js"


def _files(**digests: str) -> dict[str, Stored]:
    return {path: Stored(digest, len(digest)) for path, digest in digests.items()}


def _stored(*paths: str, digest: str = "1") -> dict[str, Stored]:
    return dict.fromkeys(paths, Stored(digest, 10))


def test_nothing_to_do_is_an_empty_plan() -> None:
    found = plan(_stored("index.html"), Present(files=_stored("index.html")))
    assert found.is_empty
    assert found.unchanged == 1
    assert list(found.phases()) == []


def test_files_are_told_apart_by_content() -> None:
    found = plan(
        _stored("a.html") | _stored("b.html", digest="2") | _stored("c.html"),
        Present(files=_stored("a.html", "b.html", "d.html")),
    )
    assert (found.added, found.changed, found.removed) == (("c.html",), ("b.html",), ("d.html",))
    assert found.size == 20


def test_what_pages_need_goes_before_them_and_what_leads_to_them_after() -> None:
    wanted = _stored(
        "index.html", "new/index.html", "feed.xml", "new/feed.xml", "sitemap.xml", "search/manifest.js", SHARD, STYLE,
        f"{STYLE}.br", "data/reports.json", "data/index.json", "index.html.gz", "robots.txt",
    )  # fmt: skip
    found = plan(wanted, Present(files=_stored("index.html", digest="old")))
    assert list(found.phases()) == [
        (STYLE, f"{STYLE}.br", SHARD),
        ("data/reports.json",),
        ("index.html.gz", "new/index.html"),
        ("index.html",),
        ("data/index.json", "feed.xml", "new/feed.xml", "robots.txt", "search/manifest.js", "sitemap.xml"),
    ]


def test_files_named_by_content_stay_for_one_more_publication() -> None:
    first = Present(files=_stored("index.html", OLD_STYLE, f"{OLD_STYLE}.br", "old.html"))
    found = plan(_stored("index.html", STYLE, digest="2"), first)
    assert found.removed == ("old.html",)
    assert found.retired == (OLD_STYLE, f"{OLD_STYLE}.br")
    there = Present(
        files=_stored("index.html", STYLE, digest="2") | _stored(*found.retired),
        retired=frozenset(found.retired),
    )
    assert plan(_stored("index.html", STYLE, digest="2"), there).removed == ()
    assert plan(_stored("index.html", STYLE, digest="3"), there).removed == found.retired


PATHS = st.sampled_from(
    ["index.html", "a/index.html", "b/index.html", STYLE, OLD_STYLE, SHARD, "feed.xml", "data/x.json"]
)
SITES = st.dictionaries(PATHS, st.sampled_from(["1", "2"]))


@given(SITES, st.lists(SITES, max_size=4))
def test_carrying_out_plans_one_after_the_other_always_ends_at_what_is_wanted(
    first: dict[str, str], later: list[dict[str, str]]
) -> None:
    there = Present(files=_files(**first))
    for site in later:
        wanted = _files(**site)
        found = plan(wanted, there)
        sent = [path for group in found.phases() for path in group]
        assert sorted(sent) == sorted({*found.added, *found.changed})
        left = {path: file for path, file in there.files.items() if path not in found.removed}
        there = Present(files=left | {path: wanted[path] for path in sent}, retired=frozenset(found.retired))
        assert {path: file for path, file in there.files.items() if path not in there.retired} == wanted


def test_a_manifest_is_read_as_it_was_written() -> None:
    wanted = _stored("index.html", STYLE)
    found = plan(wanted, Present(files=_stored(OLD_STYLE)))
    read = load_manifest(dump_manifest(wanted, found, "000001"))
    assert read.retired == {OLD_STYLE}
    assert {path: file for path, file in read.files.items() if path not in read.retired} == wanted


def test_lost_reports_are_counted() -> None:
    one, two = "reports/a/2023/index.html", "reports/b/2023/index.html"
    assert lost_reports(_stored(one), Present(files=_stored(one, two, "index.html"))) == (1, 2)
