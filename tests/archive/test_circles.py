from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive import assemble
from sitegen.archive.circles import circles_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report

MOST = 1 << 18


def circles(make_report: Callable[..., Report], issuer: str, *region: str) -> tuple[int, ...]:
    return circles_of(make_report("a", "加装电梯3台。", issuer=issuer, region=region).meta, MOST)


def test_offices_of_one_level_and_province_have_both_circles_in_common(
    make_report: Callable[..., Report],
) -> None:
    east = circles(make_report, "东河街道办事处", "江城市", "东区")
    west = circles(make_report, "西河街道", "江城市", "西区")
    assert east == west
    assert len(east) == 2


def test_offices_of_one_level_in_other_provinces_have_the_wide_circle_in_common(
    make_report: Callable[..., Report],
) -> None:
    east = circles(make_report, "河港市人民政府", "江东省", "河港市")
    west = circles(make_report, "山城市人民政府", "江西省", "山城市")
    assert east[0] == west[0]
    assert east[1] != west[1]


def test_a_department_and_an_unnamed_office_have_no_circle(make_report: Callable[..., Report]) -> None:
    assert circles(make_report, "河港市教育局", "江东省", "河港市") == ()
    assert circles(make_report, "未署名") == ()


def test_the_neighbour_is_among_the_links_where_others_are_likelier(
    make_report: Callable[..., Report],
) -> None:
    region = ("江城市", "东区")
    own = make_report("own", "加装电梯三台，井道透光。", issuer="东河街道", region=region)
    near = make_report("near", "加装电梯五台，门厅宽敞。", issuer="西河街道", region=region)
    far = [
        make_report(
            f"far{number:02d}",
            "加装电梯七台，井道坚固。",
            issuer=f"{number}县",
            region=(f"{number}省",),
        )
        for number in range(80)
    ]
    links = assemble((own, near, *far)).related
    assert ("own", "near") in {(link.origin.report, link.target.report) for link in links}


def test_where_an_office_belongs_is_no_part_of_a_score(make_report: Callable[..., Report]) -> None:
    texts = ("新建敬老助餐点，方便独居老人。", "敬老助餐点开业，独居老人优先。")
    near = [
        make_report(name, text, issuer=f"{name}河街道", region=("江城市",))
        for name, text in zip("ab", texts, strict=True)
    ]
    far = [make_report(name, text, issuer=name) for name, text in zip("ab", texts, strict=True)]
    assert {link.score for link in assemble(near).related} == {link.score for link in assemble(far).related}
