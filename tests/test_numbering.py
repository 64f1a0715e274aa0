from __future__ import annotations

import pytest

from sitegen.numbering import anchor, open_ranks, parse_number, parse_numeral, rank_below


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("12", 12),
        ("１２", 12),
        ("③", 3),
    ],
)
def test_numerals_have_their_value(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["一二", "零一二", "甲", "一五经普"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "value", "rest"),
    [
        ("一、善作善成", "han", 1, "善作善成"),
        ("十一、其他", "han", 11, "其他"),
        ("（三）抓转型", "han-paren", 3, "抓转型"),
        ("(三)抓转型", "han-paren", 3, "抓转型"),
        ("1.加强管理", "arabic", 1, "加强管理"),
        ("2．加强管理", "arabic", 2, "加强管理"),
        ("３、加强管理", "arabic", 3, "加强管理"),
        ("（4）加强管理", "arabic-paren", 4, "加强管理"),
        ("②加强管理", "circled", 2, "加强管理"),
        ("第一章　总则", "chapter", 1, "总则"),
        ("第三节 管理", "division", 3, "管理"),
        ("第十二条　本办法自发布之日起施行。", "article", 12, "本办法自发布之日起施行。"),
        ("一是加强领导。", "order", 1, "加强领导。"),
        ("附件1：名单", "attachment", 1, "名单"),
        ("1.2 编制依据", "decimal-2", 2, "编制依据"),
        ("2．3．1指挥机构", "decimal-3", 1, "指挥机构"),
        ("3 应急响应", "arabic", 3, "应急响应"),
        ("1总则", "arabic", 1, "总则"),
        ("１.２编制依据", "decimal-2", 2, "编制依据"),
        ("１．２０２４年工作", "arabic", 1, "２０２４年工作"),
        ("一 概述", "han", 1, "概述"),
        ("一．总体要求", "han", 1, "总体要求"),
        ("（三）、抓转型", "han-paren", 3, "抓转型"),
        ("㈢抓转型", "han-paren", 3, "抓转型"),
        ("第二、提高认识。", "order", 2, "提高认识。"),
        ("贰、工作计划", "legal", 2, "工作计划"),
        ("案例一：一窗办成", "case", 1, "一窗办成"),
        ("【典型案例2】一窗办成", "case", 2, "一窗办成"),
        ("案例3 一窗办成", "case", 3, "一窗办成"),
        ("案例3 和谐社区建设", "case", 3, "和谐社区建设"),
        ("案例一、“一窗办成”改革", "case", 1, "“一窗办成”改革"),
        ("案例二“一窗办成”", "case", 2, "“一窗办成”"),
        ("案例二《一窗办成》", "case", 2, "《一窗办成》"),
        ("案例二《一窗办成》（节选）", "case", 2, "《一窗办成》（节选）"),
        ("案例四、三社联动", "case", 4, "三社联动"),
        ("案例二 “家门口”已成新风景", "case", 2, "“家门口”已成新风景"),
        ("案例四 “幸福里”是群众的家", "case", 4, "“幸福里”是群众的家"),
        ("案例一 《物业管理条例》是治理利器", "case", 1, "《物业管理条例》是治理利器"),
        ("案例五：某公司无证经营被查处。", "case", 5, "某公司无证经营被查处。"),
        ("案例六 议事会。每月召开一次。", "case", 6, "议事会。每月召开一次。"),
        ("⒉2024年工作计划", "arabic", 2, "2024年工作计划"),
    ],
)
def test_every_form_of_number_is_read(text: str, kind: str, value: int, rest: str) -> None:
    numbered = parse_number(text)
    assert numbered is not None
    assert (numbered.number.kind, numbered.number.value, numbered.rest) == (kind, value, rest)
    assert text.startswith(numbered.number.printed)


@pytest.mark.parametrize(
    "text",
    [
        "2023年,古美路街道坚持",
        "1.14亿元,同比增长9.2%",
        "15分钟社区生活圈",
        "案例一等奖",
        "1）。",
        "典型案例十个",
        "案例一、案例二反映出共性问题，需要引起重视。",
        "案例1、案例2、案例3入选",
        "案例1、2、3入选",
        "典型案例一和典型案例二入选",
        "案例一 至案例三由区住建局报送",
        "案例一 以及案例三由区住建局报送",
        "案例二“加装电梯”获评全国十佳，案例五“河长制”获评全省十佳",
        "案例二《一窗办成》获评全国十佳",
        "案例二 获评全国十佳，并在全市推广。",
        "3张清单管理",
        "(疫情前)同比增长",
        "(上海)社会治理",
        "五经普单位采集数",
        "第五次全国经济普查",
        "第十二条例",
        "一网通办不断深化",
        "三会一课",
        "12345热线",
        "35 台电梯建成投用，惠及居民千余户。",
        "2.5公里的道路完成改造",
        "一是否需要再论",
        "第一、二、三产业增加值",
        "（一）、（二）两项",
        "壹、贰两期工程建成",
        "⒈5亿元投资到位",
    ],
)
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    assert parse_number(text) is None


def test_anchors_are_made_of_printed_numbers() -> None:
    numbers = [parse_number(text) for text in ("二、甲", "（三）乙", "1.丙")]
    path = ""
    for numbered in numbers:
        assert numbered is not None
        path = anchor(path, numbered.number)
    assert path == "s2-3-1"


@pytest.mark.parametrize(
    ("parent", "text", "expected"),
    [
        ("", "第一章 总则", "ch1"),
        ("ch1", "第二节 管理", "ch1-j2"),
        ("ch1-j2", "第十二条 内容", "art12"),
        ("s1", "三是加强", "s1-x3"),
        ("", "附件2：表", "att2"),
        ("att2", "一、说明", "att2-s1"),
        ("u2", "三、乙", "u2-s3"),
    ],
)
def test_anchors_of_chapters_articles_and_attachments(parent: str, text: str, expected: str) -> None:
    numbered = parse_number(text)
    assert numbered is not None
    assert anchor(parent, numbered.number) == expected


def test_the_ladder_ranks_as_the_standard_has_it() -> None:
    ladder = [parse_number(text) for text in ("一、甲", "（一）乙", "1.丙", "（1）丁")]
    ranks = open_ranks([numbered.number.kind for numbered in ladder if numbered])
    assert list(ranks) == sorted(ranks)
    assert len(set(ranks)) == 4


def test_points_that_begin_below_a_digit_stand_below_it_and_others_above() -> None:
    point = parse_number("一是甲。")
    assert point is not None
    assert rank_below(point.number, ["han", "arabic"]) > open_ranks(["han", "arabic"])[-1]
    assert rank_below(point.number, ["han", "order", "arabic"]) == open_ranks(["han", "order"])[-1]
    assert rank_below(point.number, ["han"]) < open_ranks(["han", "arabic"])[-1]
