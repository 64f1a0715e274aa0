"""Any two offices: who can be chosen, and what each one's file says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sitegen.model import Archive, Initiative, OutputFile, Ref
from sitegen.render.choosing import choosing_page, office_file_at, office_files
from sitegen.render.holdings import holdings

if TYPE_CHECKING:
    from sitegen.model import Report


def archive_of(archive: Archive, *offices: tuple[str, str, tuple[str, ...]]) -> Archive:
    """Return an archive of offices (folder, name, region) of which all but the last tell of an initiative."""
    one: Report = next(each for each in archive.reports if each.id == "qinghe/2023")
    reports = tuple(
        replace(one, id=f"{folder}/2023", meta=replace(one.meta, issuer=name, region=region))
        for folder, name, region in sorted(offices)
    )
    members = tuple(Ref(report=report.id, anchor="s1-p1-c1") for report in reports[:-1])
    initiative = Initiative(
        id="jiazhuang-dianti", name="加装电梯</script>", field="城市更新", aliases=(), members=members
    )
    return Archive(reports=reports, initiatives=(initiative,))


def read(file: OutputFile | None) -> dict[str, Any]:
    assert file is not None
    text = file.data.decode()
    office: dict[str, Any] = json.loads(text.removeprefix("sitegenOffice(").removesuffix(");\n"))
    return office


def test_offices_that_tell_of_an_initiative_can_be_chosen_and_those_of_one_name_are_told_apart(
    archive: Archive,
) -> None:
    held = holdings(
        archive_of(
            archive,
            ("a", "甲街道", ("江淮市", "东山区")),
            ("b/x", "甲街道", ("江淮市", "西山区")),
            ("c", "乙街道", ("江淮市",)),
            ("z", "丙街道", ("江淮市",)),
        )
    )
    choices = [(each.text, each.office) for each in choosing_page(held).content.offices]
    assert sorted(choices) == [
        ("乙街道", "c"),
        ("江淮市 东山区 甲街道", "a"),
        ("江淮市 西山区 甲街道", "b/x"),
    ]
    assert sorted(file.path for file in office_files(held)) == [
        "issuers/a/initiatives.js",
        "issuers/b/x/initiatives.js",
        "issuers/c/initiatives.js",
    ]


def test_the_file_of_an_office_says_what_it_tells_of_and_is_the_same_made_alone(archive: Archive) -> None:
    held = holdings(archive_of(archive, ("a", "甲街道", ("江淮市",)), ("z", "丙街道", ("江淮市",))))
    (file,) = office_files(held)
    office = read(file)
    assert (office["office"], office["name"], office["page"]) == ("a", "甲街道", "issuers/a/index.html")
    (told,) = office["told"]
    assert (told["name"], told["year"], told["at"]) == (
        "加装电梯</script>",
        2023,
        "reports/a/2023/index.html#s1-p1-c1",
    )
    assert told["text"]
    assert office_file_at(file.path, held) == file
    assert office_file_at("issuers/z/initiatives.js", held) is None
    assert office_file_at("issuers/a/feed.xml", held) is None
