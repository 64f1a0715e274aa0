"""The directory of initiatives."""

from __future__ import annotations

from sitegen.model import Initiative, Ref
from sitegen.render.initiatives import initiative_directory
from sitegen.render.paging import LINKS


def _initiatives(count: int, field: str) -> list[Initiative]:
    member = Ref(report="a/2023", anchor="p1-c1")
    return [
        Initiative(id=f"{field}-{n:03}", name=f"{field}{n}", field=field, aliases=(), members=(member,))
        for n in range(count)
    ]


def test_a_long_directory_leads_to_each_field_wherever_it_starts() -> None:
    pages = list(initiative_directory([*_initiatives(LINKS + 10, "甲"), *_initiatives(20, "乙")]))
    assert [page.path for page in pages] == ["initiatives/index.html", "initiatives/page_2/index.html"]
    for page in pages:
        found = [(each.text, each.page, each.count) for each in page.content.jumps]
        assert found == [
            ("甲", "initiatives/index.html", LINKS + 10),
            ("乙", "initiatives/page_2/index.html", 20),
        ]


def test_a_short_directory_has_no_list_of_fields() -> None:
    (page,) = initiative_directory(_initiatives(5, "甲"))
    assert page.content.jumps == ()
