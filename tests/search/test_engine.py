"""What a visitor finds: the engine as it runs in the browser, on the two reports."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen import search
from sitegen.model import Clause, Passage, Report, ReportMeta
from sitegen.search.columns import bases
from sitegen.search.outline import outline_of
from sitegen.words import fold, runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from sitegen.model import OutputFile
    from sitegen.search import ReportTerms

SEARCH = """
async ([typed, widely]) => {
  const found = await sitegenEngine.search(self.index, typed, { widely });
  const shown = await sitegenResults.refine(self.index, found, found.full, 10);
  const weaker = await sitegenResults.refine(self.index, found, found.partial, 10);
  const place = (one) => one.id + "#" + one.anchor;
  return {
    full: found.full.map((hit) => hit.entry), places: shown.map(place), weaker: weaker.map(place),
    texts: shown.map((one) => sitegenResults.snippet(one).map((piece) => piece.marked ? "[" + piece.text + "]" : piece.text).join("")),
    suggestion: found.suggestion || "", also: Array.from(found.aliases),
  };
}
"""


def _ask(page: Page, typed: str, *, widely: bool = True) -> dict[str, list[str]]:
    answer: dict[str, list[str]] = page.evaluate(SEARCH, [typed, widely])
    return answer


def test_every_printed_string_finds_its_passage(
    asked: Page, archive_reports: tuple[Report, ...], analysed: tuple[ReportTerms, ...]
) -> None:
    draw = random.Random(3)
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    texts = {report.id: outline_of(report).entries for report in archive_reports}
    strings = [
        (run[start : start + draw.randint(1, 9)], number)
        for report, base in zip(ordered, bases(ordered), strict=False)
        for number, entry in enumerate(texts[report.id], base)
        for run in draw.sample(runs(fold(entry.text)) or ["街道"], k=1)
        if entry.text and (start := draw.randrange(len(run))) >= 0
        for _ in range(4)
    ]
    answers = asked.evaluate(
        "async (texts) => { const all = []; for (const text of texts) all.push((await sitegenEngine.search(self.index, text)).full.map((hit) => hit.entry)); return all; }",
        [text for text, _ in strings],
    )
    missed = [
        text
        for (text, number), found in zip(strings, answers, strict=True)
        if number not in found and fold(text).strip(".%")
    ]
    assert missed == []
    assert len(strings) > 200


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("加装电梯", "gumeilu/2023#s3-1-p1"),
        ("电梯加装", "wujiaochang/2023#s4-2-p3"),
        ("溫暖雲", "wujiaochang/2023#s2-3-p1"),
        ("ｙｏｕｎｇ书房", "wujiaochang/2023#s3-2-p3"),
        ("474家", "wujiaochang/2023#s1-2-p1"),
        ('"同比增长11.1%"', "gumeilu/2023#s1-1-p1"),
        ("古美 加装电梯", "gumeilu/2023#s3-1-p1"),
        ("给独居老人装了多少燃气报警器", "gumeilu/2023#s3-1-p1"),
        ("限时步行街 大学路", "wujiaochang/2023#s1-1-p1"),
    ],
)
def test_the_first_result_is_the_passage(asked: Page, typed: str, place: str) -> None:
    assert _ask(asked, typed)["places"][0].startswith(place)


@pytest.mark.parametrize("typed", ["同比", "梯", "12345", "5", "一刻钟便民生活圈"])
def test_short_words_digits_and_names_are_found(asked: Page, typed: str) -> None:
    answer = _ask(asked, typed)
    assert answer["places"]
    assert all(f"[{typed}" in text or "[" in text for text in answer["texts"] if text)


def test_a_query_that_nothing_answers_has_no_full_result(asked: Page) -> None:
    for typed in ["共享单车", "广场舞", "火星登陆", "加装电梯 火星"]:
        assert _ask(asked, typed)["full"] == []


def test_what_has_only_some_of_the_words_stands_apart(asked: Page) -> None:
    answer = _ask(asked, "加装电梯 火星登陆")
    assert answer["places"] == []
    assert answer["weaker"]


def test_a_quoted_phrase_is_found_unbroken_only(asked: Page) -> None:
    loose, exact = _ask(asked, "电梯加装"), _ask(asked, "“电梯加装”")
    assert len(exact["places"]) < len(loose["places"])
    assert exact["places"] == ["wujiaochang/2023#s4-2-p3"]


def test_an_excluded_word_excludes(asked: Page) -> None:
    places = _ask(asked, "电梯 -加装")["places"]
    assert places
    assert not {"wujiaochang/2023#s4-2-p3"} & set(places)


def test_a_wrong_character_is_corrected_and_its_results_are_partial(asked: Page) -> None:
    answer = _ask(asked, "城市家俱")
    assert answer["suggestion"] == "城市家具"
    assert answer["places"] == []
    assert answer["weaker"]


def test_another_name_is_looked_for_too_unless_asked_not_to(asked: Page) -> None:
    answer = _ask(asked, "加梯")
    assert answer["also"] == [["加梯", ["加装电梯", "电梯加装"]]]
    assert {place.split("-c")[0] for place in answer["places"]} == {
        "gumeilu/2023#s3-1-p1",
        "wujiaochang/2023#s4-2-p3",
    }
    assert _ask(asked, "加梯", widely=False)["places"] == []


@pytest.mark.parametrize(
    ("run", "forms"),
    [
        ("十五分钟生活圈", [["十五分钟", "15分钟"]]),
        ("15分钟", [["15分钟", "十五分钟"]]),
        ("二十台", [["二十台", "20台"]]),
        ("一百二十户", [["一百二十户", "120户"]]),
        ("三千台", [["三千台", "3000台"]]),
        ("一千二百万人以上", [["一千二百万人", "1200万人"]]),
        ("四百亿件", [["四百亿件", "400亿件"]]),
        ("一点五万公里", [["一点五万公里", "1.5万公里"]]),
        ("百分之五", [["百分之五", "5%"]]),
        ("百分之二十点五", [["百分之二十点五", "20.5%"]]),
        ("一九五三年", [["一九五三年", "1953年"]]),
        ("1953年", [["1953年", "一九五三年"]]),
        ("三成", [["三成", "30%"]]),
        ("三重一大", []),
        ("2023年", []),
    ],
)
def test_numbers_have_other_forms_where_they_count_something(
    asked: Page, run: str, forms: list[list[str]]
) -> None:
    assert asked.evaluate("(run) => sitegenNumbers.forms(run)", run) == forms


@pytest.mark.parametrize(
    "typed",
    [
        "12:30",
        "a^x",
        "-x",
        "-",
        '"',
        "“",
        "+",
        "*",
        "title:电梯",
        "。，",
        "\\",
        "\u200b",
        "𠮷𠮷",
        "%",
        ".",
        "a" * 10_000,
        "电梯" * 5_000,
        "__proto__",
        "constructor",
    ],
)
def test_odd_queries_are_answered(asked: Page, typed: str) -> None:
    assert isinstance(_ask(asked, typed)["full"], list)


def test_a_query_fetches_only_what_it_needs(asked: Page) -> None:
    asked.evaluate("self.loaded.length = 0; self.index.shards.clear(); self.index.packs.clear();")
    asked.evaluate("sitegenEngine.search(self.index, '电梯')")
    shards = [name for name in asked.evaluate("self.loaded") if name.startswith("s/")]
    assert len(shards) == 1


def test_a_result_leads_to_the_clause_that_says_most_and_names_the_others(asked: Page) -> None:
    found = asked.evaluate("""
        async () => {
          const found = await sitegenEngine.search(self.index, "社区");
          const shown = await sitegenResults.refine(self.index, found, found.full, 10);
          return shown.map((one) => [one.anchor, one.others.map((other) => other.anchor)]);
        }""")
    several = [(anchor, others) for anchor, others in found if others]
    assert several
    for anchor, others in several:
        assert len({anchor, *others}) == len(others) + 1 <= 3
        assert {one.rpartition("-c")[0] for one in (anchor, *others)} == {anchor.rpartition("-c")[0]}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jiazhuangdianti", "加装电梯"),
        ("Jiazhuang dianti", "加装电梯"),
        # Two words that the archive nowhere prints side by side stay two.
        ("dianti kaigong", "电梯 开工"),
        ("yang lao", "养老"),
        ("zengzhang", "增长"),
        # jieba knows no 宝屋: the archive prints it all the same.
        ("baowu", "宝屋"),
    ],
)
def test_pinyin_is_understood_and_its_results_are_partial(asked: Page, typed: str, meant: str) -> None:
    answer = _ask(asked, typed)
    assert answer["suggestion"] == meant
    assert answer["places"] == []
    assert answer["weaker"]


def test_words_by_their_sound_are_fetched_only_for_latin_letters_that_find_nothing(asked: Page) -> None:
    asked.evaluate("self.loaded.length = 0; delete self.index.sounds; delete self.index.frequent;")
    for typed in ("电梯", "young", "火星登陆", "qqq1"):
        _ask(asked, typed)
    assert "pinyin" not in asked.evaluate("self.loaded")
    _ask(asked, "dianti")
    assert "pinyin" in asked.evaluate("self.loaded")


@pytest.mark.parametrize("typed", ["梯社区电", "塞罕坝"])
def test_the_table_of_traditional_characters_is_not_fetched_for_what_is_none(asked: Page, typed: str) -> None:
    asked.evaluate("self.loaded.length = 0; self.index.knowsTraditional = false;")
    assert _ask(asked, typed)["full"] == []
    assert "traditional" not in asked.evaluate("self.loaded")


def test_a_particle_whose_neighbours_have_files_of_their_own_breaks_no_question(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    meta = ReportMeta(title="甲", issuer="甲", region=(), year=2020, kind="工作总结", published="")
    texts = ["装修房屋，装电梯，装了路灯"] * 9000 + ["社区给老人安装扶手"]
    passages = tuple(
        Passage(anchor=f"p{at}", kind="paragraph", text=text, markdown=text) for at, text in enumerate(texts)
    )
    page = open_index(search.index((search.analyse(Report(id="a/2020", meta=meta, passages=passages)),)))
    assert _ask(page, "给老人装了什么扶手")["places"] + _ask(page, "给老人装了什么扶手")["weaker"]


def test_what_is_asked_of_in_a_question_is_looked_for_though_it_is_one_character(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲川市人民政府", "甲川市", "去年以来环境持续改善。", "全年产原煤三亿吨。"),
            _report("yi/2023", "乙川市人民政府", "乙川市", "全年产原煤二亿吨。", "去年种树。"),
            _report("bing/2023", "丙川市人民政府", "丙川市", "全年种树。"),
        )
    )
    assert _ask(page, "甲川 去年产了多少煤")["places"] == ["jia/2023#p2"]


def test_a_character_beside_a_particle_is_never_left_aside(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("不存在问题，不走过场。", "歌词大赛。", "给老人装扶手。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, "不存在的词")
    assert (answer["places"], answer["weaker"]) == ([], ["jia/2023#p1", "jia/2023#p2"])
    assert _ask(page, "给老人装了什么秤砣")["places"] == []
    assert _ask(page, "给老人装了什么扶手")["places"] == ["jia/2023#p3"]


def test_how_a_thing_is_judged_and_words_that_only_ask_are_left_out_where_no_report_prints_them(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(_index(_report("jia/2023", "甲", "甲市", "小学新增座位一千个。", "新建停车泊位百个。")))
    assert _ask(page, "小学座位贵")["places"] == ["jia/2023#p1"]
    assert _ask(page, "停车泊位不够怎么办")["places"] == ["jia/2023#p2"]
    assert _ask(page, "小学座位砣")["places"] == []


def test_a_character_beside_a_word_with_other_names_does_not_take_them_away(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(_index(_report("jia/2023", "甲", "甲市", "治理大气污染。", "晴天二百日。")))
    assert _ask(page, "雾霾天")["places"] == ["jia/2023#p1"]


def test_a_wrong_character_is_put_right_though_the_others_stand_together_elsewhere(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("棚户区改造五百户。", "保护区改造步道。", "护区改造步道。", "养路工修路面。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, "棚护区改造")
    assert (answer["suggestion"], answer["places"], answer["weaker"][0]) == ("棚户区改造", [], "jia/2023#p1")
    assert _ask(page, "铺路面")["places"] == ["jia/2023#p4"]


def test_a_wrong_character_that_sounds_the_same_is_the_likelier_slip(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("服务海外侨胞。", "慰问海外侨胞。", "建成海外仓八个。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    for typed in ("海外苍", "海外舱"):
        answer = _ask(page, typed)
        assert (answer["suggestion"], answer["weaker"]) == ("海外仓", ["jia/2023#p3"])


def test_a_slip_is_put_right_where_all_its_pairs_stand_elsewhere(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = (
        "加强知识产权保护。",
        "知识产权质押融资。",
        "安全生产全覆盖。",
        "完全保证供应。",
        "返程高峰平稳，返程客流大。",
        "返程有序。",
        "工程讨论。",
    )
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, "知识产全保护")
    assert (answer["full"], answer["suggestion"]) == ([], "知识产权保护")
    assert answer["weaker"][0] == "jia/2023#p1"
    # 讨 sounds otherwise than what the archive has in its place: nobody slips so.
    assert _ask(page, "返程讨")["suggestion"] == ""


def test_where_nothing_has_all_of_a_question_characters_of_its_words_are_looked_for(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    others = [f"植树造林{number}亩。" for number in range(60)]
    texts = ("工业产值增长。", "住房租赁市场有序。", "青年创业三百人。", *others)
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, "青年 租房屋")
    assert answer["full"] == []
    assert set(answer["weaker"]) == {"jia/2023#p2", "jia/2023#p3"}
    assert _ask(page, "青年 租房屋", widely=False)["weaker"] == ["jia/2023#p3"]
    # One word alone would be found everywhere.
    assert _ask(page, "租屋")["weaker"] == []


def test_a_character_beside_what_has_another_name_does_not_take_it_away(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("提高教师工资待遇。", "工资按月发放。", "植树造林。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, "老师工资低")
    assert answer["places"] == ["jia/2023#p1"]
    assert answer["also"][0][0] == "老师工资"


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("读书的地方", ["读书"]),
        ("地方债", ["地方债"]),
        ("停车问题", ["停车"]),
        ("问题", ["问题"]),
        ("自己创业", ["创业"]),
    ],
)
def test_words_that_end_a_question_are_not_asked_of_a_passage(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, asks: list[str]
) -> None:
    texts = ("自己读书，停车创业，化解地方债。", "地方的问题。", "债务。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    units = page.evaluate(
        """async (typed) => {
          const found = await sitegenEngine.search(self.index, typed, {});
          return found.units.filter((unit) => !unit.optional).map((unit) => unit.text);
        }""",
        typed,
    )
    assert units == asks


def test_of_words_that_sound_alike_those_are_meant_that_stand_side_by_side(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("建设韧性城市。", "提高韧性。", "投入可行性机制研究，机器人两台。", "人形机器人上岗。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, "renxing jiqiren")
    assert (answer["suggestion"], answer["weaker"][0]) == ("人形机器人", "jia/2023#p4")


def test_a_character_between_two_words_joins_neither_where_no_report_prints_both(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("境外来访团组，旅游推介。", "养老院照护老人。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    units = page.evaluate(
        """async () => {
          const found = await sitegenEngine.search(self.index, "老外来旅游", {});
          return found.units.map((unit) => [unit.text, unit.optional]);
        }"""
    )
    assert units == [["老外", False], ["来", True], ["旅游", False]]


def test_a_year_in_characters_is_a_condition_like_one_in_digits(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    reports = [
        replace(report, meta=replace(report.meta, year=int(report.id[-4:])))
        for report in (_report(f"jia/{year}", "甲", "甲市", "全年种树。") for year in (1953, 1954, 1955))
    ]
    page = open_index(_index(*reports))
    assert _ask(page, "一九五四年种树")["places"] == ["jia/1954#p1"]
    assert _ask(page, "1954年种树")["places"] == ["jia/1954#p1"]


def test_a_number_by_another_name_stands_there_as_such(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("投入19万元，惠及95户，改造53处，三年完成。", "新开15个班，服务50分钟。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    assert _ask(page, "一九五三年")["places"] == []


def test_figures_beside_what_they_count_come_before_those_that_count_something_else(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = (
        "工业增加值增长6.5%左右，固定资产投资增长5%左右，进出口平稳运行，商品零售总额稳步回升，居民收入与经济同步。",
        "就业形势稳定，城镇新增就业十万人，财政运行平稳，物价总体平稳，居民收入增长6.5%，民生改善。",
    )
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    assert _ask(page, "居民收入增长6.5%")["places"] == ["jia/2023#p2", "jia/2023#p1"]


def _report(report_id: str, issuer: str, city: str, *texts: str) -> Report:
    meta = ReportMeta(
        title=f"{issuer}2023年工作总结",
        issuer=issuer,
        region=(city,),
        year=2023,
        kind="工作总结",
        published="",
    )
    passages = tuple(
        Passage(anchor=f"p{at}", kind="paragraph", text=text, markdown=text)
        for at, text in enumerate(texts, 1)
    )
    return Report(id=report_id, meta=meta, passages=passages)


def _index(*reports: Report) -> tuple[OutputFile, ...]:
    return search.index(tuple(search.analyse(report) for report in reports))


def test_a_place_or_a_year_beside_other_words_is_a_condition_on_the_report(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    subway, other = "全年新开通地铁两条，客流稳步增长。", "街道环境持续改善，居民满意。"
    page = open_index(
        _index(
            _report("jia/2023", "清河街道", "甲川市", other, subway, "甲川市环境好，甲川市的天是蓝的。"),
            _report("yi/2023", "沙河街道", "乙川市", subway, other),
            _report("bing/2023", "白河街道", "丙川市", subway, other),
            _report("ding/2023", "黑河街道", "丁川市", "借鉴甲川市经验建设地铁。", other),
        )
    )
    answer = _ask(page, "甲川 地铁")
    assert answer["places"][0] == "jia/2023#p2"
    assert set(answer["places"]) == {"jia/2023#p2", "ding/2023#p1"}
    assert set(answer["weaker"]) == {"yi/2023#p1", "bing/2023#p1"}
    assert set(_ask(page, "甲川")["places"]) >= {"jia/2023#p3", "ding/2023#p1"}


def test_a_character_of_a_name_comes_after_the_thing(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report(
                "jia/2023", "甲", "甲市", "绵竹市与绵竹镇、绵竹村签约，支持绵竹企业。", "绵竹市粮食丰收。"
            ),
            _report("yi/2023", "乙", "乙市", "大力发展竹产业。"),
            _report("bing/2023", "丙", "丙市", "竹产业产值增长。"),
            _report("ding/2023", "丁", "丁市", "推广竹荪种植技术。"),
        )
    )
    places = _ask(page, "竹")["places"]
    assert set(places[-2:]) == {"jia/2023#p1", "jia/2023#p2"}
    assert "ding/2023#p1" in places


def test_a_short_form_is_written_out_where_the_archive_prints_both_words(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "办好特殊教育，推广特色教学。", "建设特色教室。"),
            _report("yi/2023", "乙", "乙市", "特殊教育经费增长，特困教师得到补助。"),
        )
    )
    answer = _ask(page, "特教")
    assert answer["full"] == []
    assert answer["suggestion"] == "特殊教育"
    assert {"jia/2023#p1", "yi/2023#p1"} <= set(answer["weaker"])
    assert _ask(page, "特酒")["suggestion"] == ""


def test_a_result_leads_to_the_clause_with_all_words_of_another_name(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = [*["农村公路改造八百公里，农村自来水普及率继续提高。"] * 12, "农村电网完成改造，建成寄递服务站。"]
    text, ends = "".join(texts), [sum(map(len, texts[: at + 1])) for at in range(len(texts))]
    clauses = tuple(
        Clause(anchor=f"p1-c{at}", start=end - len(one), end=end)
        for at, (one, end) in enumerate(zip(texts, ends, strict=True), 1)
    )
    report = _report("jia/2023", "甲", "甲市", text)
    passage = replace(report.passages[0], clauses=clauses)
    page = open_index(_index(replace(report, passages=(passage,))))
    answer = _ask(page, "村里收快递")
    assert answer["places"] == ["jia/2023#p1-c13"]
    assert "[寄递]" in answer["texts"][0]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("清理整顿从什么时候开始", "yi/2023#p1"),
        ("清理整顿有多少家", "bing/2023#p1"),
        ("清理整顿有哪些", "ding/2023#p1"),
    ],
)
def test_what_has_the_form_of_an_answer_comes_first(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, place: str
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "清理整顿工作要加强领导。"),
            _report("yi/2023", "乙", "乙市", "认真开展清理整顿，四月开始。"),
            _report("bing/2023", "丙", "丙市", "认真开展清理整顿，共三十家。"),
            _report("ding/2023", "丁", "丁市", "认真开展清理整顿，含甲类、乙类、丙类。"),
        )
    )
    assert _ask(page, typed)["places"][0] == place


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("清理整顿有多少家", "认真开展清理整顿，进一步统一。"),
        ("清理整顿有多少家", "认真开展清理整顿，千方百计。"),
        ("清理整顿多久", "认真开展清理整顿，百日攻坚。"),
    ],
)
def test_a_numeral_inside_a_word_is_no_answer(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, other: str
) -> None:
    page = open_index(
        _index(
            _report("an/2023", "安", "安市", other),
            _report("bing/2023", "丙", "丙市", "认真开展清理整顿，三十家两年。"),
        )
    )
    assert _ask(page, typed)["places"][0] == "bing/2023#p1"


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("老旧小区 多少个", ["jia/2023#p1"]),
        ("养老 有哪些", ["jia/2023#p2"]),
        ("老旧小区 怎么样", ["jia/2023#p1"]),
        ("加装电梯 几部", ["jia/2023#p3"]),
        ("养老 何时", ["jia/2023#p2"]),
        ("哪一年 加装电梯 哪几个", ["jia/2023#p3"]),
    ],
)
def test_a_word_that_only_asks_is_neither_required_nor_put_right_beside_another(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, places: list[str]
) -> None:
    texts = ("改造老旧小区三十处。", "养老服务有提高。", "加装电梯九台。", "今年新增不多，多少不论。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    answer = _ask(page, typed)
    assert (answer["places"], answer["suggestion"]) == (places, "")
    assert _ask(page, "老旧校区 多少个")["suggestion"] == "老旧小区 多少个"


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("上市公司有几家", ["jia/2023#p1"]),
        ("什么样的食堂会被取缔", ["jia/2023#p2"]),
        ("食堂补贴多少", ["jia/2023#p3"]),
        ("网吧谁来管", ["jia/2023#p4"]),
    ],
)
def test_what_only_counts_or_helps_in_a_question_is_not_required(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, places: list[str]
) -> None:
    texts = (
        "新增上市公司十家。",
        "取缔无照食堂。",
        "食堂补贴三万元。",
        "网吧由街道负责。",
        "用钢板来管住渣土，一个老人还款几家银行，表格样式。",
    )
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    assert _ask(page, typed)["places"] == places


@pytest.mark.parametrize("typed", ["一件事一次办是什么", "一家亲怎么办", "一号线什么时候通车"])
def test_a_name_that_begins_as_a_count_is_whole_in_a_question(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str
) -> None:
    texts = (
        "办好一件事一次办。",
        "石榴花开一家亲活动。",
        "地铁一号线通车。",
        "办好每件事，号召家家通车，再次办展，亲力亲为。",
    )
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    places = {"一件": "jia/2023#p1", "一家": "jia/2023#p2", "一号": "jia/2023#p3"}
    assert _ask(page, typed)["places"] == [places[typed[:2]]]


def test_where_a_sum_is_asked_for_one_comes_first(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("低保标准提高，惠及5000人。", "低保标准提高，达到900元。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    assert _ask(page, "低保标准是多少钱")["places"] == ["jia/2023#p2", "jia/2023#p1"]


def test_words_that_only_ask_are_not_put_right_where_nothing_else_was_typed(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(_index(_report("jia/2023", "甲", "甲市", "力度多少不等，多少不论。")))
    answer = _ask(page, "多少个")
    assert (answer["places"], answer["suggestion"]) == ([], "")


def test_a_number_comes_before_longer_ones(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("投资1.4万亿元。", "投资14万亿元。", "2014年千万亿投资开工。", "新增4万亿元投资。")
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    assert _ask(page, "4万亿投资")["places"][0] == "jia/2023#p4"


def test_of_passages_alike_the_one_that_a_report_tells_first_comes_first(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    filler = ("全年种树。", "修路架桥。", "改造水厂。")
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", *filler, "新建了养老院。"),
            _report("yi/2023", "乙", "乙市", "新建了养老院。", *filler),
        )
    )
    assert _ask(page, "养老院")["places"] == ["yi/2023#p1", "jia/2023#p4"]


def test_in_a_large_archive_files_share_marks_and_a_first_page_is_short(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
    analysed: tuple[ReportTerms, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules["sitegen.search.manifest"], "MOST_MARKS", 8)
    monkeypatch.setattr(sys.modules["sitegen.search.packs"], "MOST_PACKS", 1)
    files = search.index(analysed)
    assert len({file.path.split(".")[1] for file in files if "/s/" in file.path}) <= 8
    page = open_index(files)
    answer = page.evaluate("sitegenAnswer.answer(self.index, {typed: '社区'})")
    assert (answer["shown"], len(answer["results"])) == (3, 3)
    assert answer["total"] > 10
    more = page.evaluate("sitegenAnswer.answer(self.index, {typed: '社区', shown: 15})")
    assert len(more["results"]) > 10
    listed = page.evaluate("sitegenAnswer.answer(self.index, {typed: '', filters: {year: '2023'}})")
    assert {one["id"] for one in listed["results"]} == {report.id for report in analysed}


def test_the_words_of_another_name_need_not_stand_side_by_side(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "全年拆除存量违法建筑五千平方米。"),
            _report("yi/2023", "乙", "乙市", "新建违法建筑为零。"),
        )
    )
    answer = _ask(page, "拆违")
    assert answer["places"] == ["jia/2023#p1"]
    assert "拆除 违法建筑" in answer["also"][0][1]


def test_a_subject_in_the_name_of_an_office_is_no_condition(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    others = (
        _report(f"x{number}/2023", f"第{number}街道", "甲市", "教育投入占比提高。") for number in range(3)
    )
    page = open_index(_index(_report("jyj/2023", "甲市教育局", "甲市", "机关食堂投入使用。"), *others))
    assert "jyj/2023#p1" not in _ask(page, "教育 投入")["places"]
    assert _ask(page, "教育局 食堂")["places"][0] == "jyj/2023#p1"


def test_a_long_or_filtered_list_is_in_the_order_of_its_scores(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = [f"社区服务第{number}项" + "居民活动" * (number % 7) for number in range(1, 61)]
    page = open_index(_index(*(_report(f"r{at}/2023", f"第{at}局", "甲市", *texts) for at in range(6))))
    for request in (
        {"typed": "社区", "shown": 300},
        {"typed": "社区", "shown": 40, "filters": {"issuer": "第5局"}},
    ):
        answer = page.evaluate("(request) => sitegenAnswer.answer(self.index, request)", request)
        scores = [result["score"] for result in answer["results"]]
        assert len(scores) > 10
        assert None not in scores
        assert scores == sorted(scores, reverse=True)


def test_what_was_excluded_stays_excluded_where_pinyin_is_understood(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(_index(_report("a/2023", "甲局", "甲市", "加装电梯十部，社区满意。", "加装电梯九部。")))
    assert _ask(page, "jiazhuangdianti -社区")["weaker"] == ["a/2023#p2"]


def test_whoever_asks_first_opens_the_index_and_the_others_wait(asked: Page) -> None:
    opened = asked.evaluate(
        """async () => {
          let count = 0;
          const index = new sitegenIndex.Index((name, mark) => { count++; return self.index.load(name, mark); });
          const manifests = await Promise.all([index.open(), index.open(), index.open()]);
          return [count, manifests.every((one) => one === manifests[0])];
        }"""
    )
    assert opened == [1, True]


def test_an_index_that_could_not_be_opened_is_tried_again(asked: Page) -> None:
    assert asked.evaluate(
        """async () => {
          let count = 0;
          const load = (name, mark) => count++ ? self.index.load(name, mark) : Promise.reject(new Error("offline"));
          const index = new sitegenIndex.Index(load);
          const failed = await index.open().catch((error) => error.message);
          return failed === "offline" && Boolean(await index.open());
        }"""
    )


def test_no_character_is_cut_in_two(asked: Page) -> None:
    text = "加装电梯" + "好" * 145 + "𠮷" * 20
    pieces = asked.evaluate(
        "(text) => sitegenResults.snippet({ text, marks: [[0, 4]] }).map((piece) => piece.text).join('')",
        text,
    )
    assert pieces.encode()
    assert pieces.endswith("…")


def test_what_says_something_of_a_thing_comes_before_what_only_lists_it(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "打击电信网络诈骗、毒品、赌博等违法犯罪活动。"),
            _report("yi/2023", "乙", "乙市", "电信网络诈骗案件受理数下降12%。"),
            _report("bing/2023", "丙", "丙市", "严厉打击电信网络诈骗犯罪活动。"),
        )
    )
    assert _ask(page, "电信网络诈骗")["places"] == ["yi/2023#p1", "bing/2023#p1", "jia/2023#p1"]
    assert _ask(page, "打击电信网络诈骗")["places"][0] == "bing/2023#p1"


def test_what_was_written_comes_before_another_name_for_it(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    other = "进一步简政放权，简政放权激发活力。"
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", other),
            _report("yi/2023", "乙", "乙市", other),
            _report("bing/2023", "丙", "丙市", "深化“放管服”改革，优化环境。"),
        )
    )
    places = _ask(page, "放管服")["places"]
    assert places[0] == "bing/2023#p1"
    assert len(places) == 3


def test_a_word_that_no_report_has_is_not_left_aside(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "推进生态移民，火车站改造。"),
            _report("yi/2023", "乙", "乙市", "打造星级酒店。"),
        )
    )
    answer = _ask(page, "火星移民")
    assert answer["full"] == []
    assert answer["weaker"] == ["jia/2023#p1"]


def test_letters_inside_another_word_are_found_last(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "Public domain。"),
            _report(
                "yi/2023",
                "乙",
                "乙市",
                "全年推广AI应用，人工智能企业增加，居民办事更加方便，社区服务更加周到。",
            ),
            _report("bing/2023", "丙", "丙市", "人工智能产业规模扩大。"),
        )
    )
    assert _ask(page, "AI")["places"] == ["yi/2023#p1", "bing/2023#p1", "jia/2023#p1"]


def test_of_three_characters_the_middle_one_may_be_wrong(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(_report("jia/2023", "甲", "甲市", "加强罕见病用药保障，罕有先例。", "病人减少。"))
    )
    assert _ask(page, "罕建病")["suggestion"] == "罕见病"


def test_of_another_place_is_worse_than_of_another_year(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    years = {
        "jia/2022": "甲川",
        "jia/2023": "甲川",
        "yi/2023": "乙川",
        "bing/2022": "丙川",
        "ding/2022": "丁川",
    }
    reports = [_report(each, f"{name}街道", f"{name}市", "新建学校两所。") for each, name in years.items()]
    dated = [replace(each, meta=replace(each.meta, year=int(each.id[-4:]))) for each in reports]
    answer = _ask(open_index(_index(*dated)), "甲川2023年 学校")
    assert answer["places"] == ["jia/2023#p1"]
    assert answer["weaker"][:2] == ["jia/2022#p1", "yi/2023#p1"]


def test_what_a_report_is_called_finds_nothing_where_no_passage_of_it_stands(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = ("政府主动公开信息二十件。", "信息公开申请办结三件。", "环境改善。", "街巷整洁。", "新种树木。")
    report = _report("jia/2023", "甲川区", "甲川市", *texts)
    named = replace(report, meta=replace(report.meta, kind="政府信息公开工作年度报告"))
    page = open_index(_index(named, _report("yi/2023", "乙川区", "乙川市", "信息公开及时。")))
    answer = _ask(page, "2023年 信息公开")
    assert set(answer["places"]) == {"jia/2023#p1", "jia/2023#p2", "yi/2023#p1"}
    assert not {"jia/2023#p3", "jia/2023#p4", "jia/2023#p5"} & set(answer["weaker"])


def test_a_sign_between_letters_is_part_of_the_word(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    page = open_index(
        _index(
            _report("jia/2023", "甲", "甲市", "R&D经费投入强度提高。"),
            _report("yi/2023", "乙", "乙市", "研发经费投入增长。"),
            _report("bing/2023", "丙", "丙市", "新增投入，Red和Delta两个品牌。"),
        )
    )
    assert _ask(page, "r&d投入")["places"] == ["jia/2023#p1", "yi/2023#p1"]


def test_words_that_need_not_stand_side_by_side_are_called_something_together(
    open_index: Callable[[tuple[OutputFile, ...]], Page], files: tuple[OutputFile, ...]
) -> None:
    asked = open_index(files)
    found = _ask(asked, "老人下楼爬不动")
    assert "加装电梯" in dict(found["also"])["爬不动"]
    assert "gumeilu/2023#s3-1-p1" in found["places"] + found["weaker"]
    assert "加装电梯" not in dict(_ask(asked, "爬不动").get("also", [])).get("爬不动", [])


def test_a_word_of_the_language_is_not_found_where_two_others_meet(
    open_index: Callable[[tuple[OutputFile, ...]], Page], files: tuple[OutputFile, ...]
) -> None:
    asked = open_index(files)
    # 放假 is a word that neither report has: what tells of children alone does not answer.
    found = _ask(asked, "孩子放假")
    assert found["full"] == []
    assert found["weaker"]


FEW = """
async (asked) => {
  const answers = [];
  for (const typed of asked) {
    const index = new sitegenIndex.Index(self.index.load);
    await index.open();
    index.manifest.packed = 64;
    const found = await sitegenEngine.search(index, typed);
    answers.push([found.full.length, Array.from(new Set(Array.from(found.aliases.values()).flat()))]);
  }
  return answers;
}
"""


def test_a_large_archive_looks_for_few_other_names_and_for_none_where_the_words_stand_often(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    texts = [f"第{number}个小区停车难。" for number in range(100, 140)]
    page = open_index(_index(_report("a", "甲街道", "甲市", *texts, "既有住宅加装电梯，新增停车位。")))
    every = {typed: dict(_ask(page, typed)["also"]) for typed in ("停车难", "老人下楼爬不动")}
    often, few = page.evaluate(FEW, list(every))
    assert "停车位" in every["停车难"]["停车难"]
    assert often == [40, []]
    assert "加装电梯" in few[1]
    assert len(few[1]) < len({name for names in every["老人下楼爬不动"].values() for name in names})


MEANT = """
async ([typed, packed]) => {
  const loaded = [], index = new sitegenIndex.Index((name, mark) => { loaded.push(name); return self.index.load(name, mark); });
  await index.open();
  index.manifest.packed = packed;
  const found = await sitegenEngine.search(index, typed);
  return [found.suggestion || "", loaded.filter((name) => name.startsWith("s/")).length];
}
"""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("老旧小去改造", "老旧小区改造"), ("知识生权", "知识产权"), ("特教", "特殊教育"), ("老旧小说改造", "")],
)
def test_in_a_large_archive_frequent_words_tell_which_few_files_may_have_what_was_meant(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    meant: str,
) -> None:
    monkeypatch.setattr(sys.modules["sitegen.search.shards"], "TARGET", 8)
    others = "学苗巷桥广雪寒麦满暑型微坡岗溪屯河湾楼站"
    texts = [f"小{one}有变化，特{one}有变化，教{one}有变化，区{one}有变化。" for one in others]
    texts += ["老旧小区改造三百户，小区面貌一新。", "办好特殊教育，教育公平。", "保护知识产权。"]
    page = open_index(_index(_report("jia/2023", "甲", "甲市", *texts)))
    every, few = (page.evaluate(MEANT, [typed, packed])[1] for packed in (1, 64))
    assert page.evaluate(MEANT, [typed, 64])[0] == meant
    assert few <= min(every, 12)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("外资企业多少家", "外资企业达到一百家。"),
        ("全市教师有多少人", "全市教师一万人。"),
    ],
)
def test_what_only_asks_is_asked_for_by_no_other_name(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, printed: str
) -> None:
    page = open_index(_index(_report("jia/2023", "甲", "甲市", "推进植树。", printed)))
    assert _ask(page, typed)["places"] == ["jia/2023#p2"]


@pytest.mark.parametrize(
    ("typed", "printed", "other"),
    [
        ("农药", "减少农药使用。", "推进生活垃圾减量。"),
        ("养殖场", "关停养殖场三家。", "水产和渔业增长。"),
        ("农业普查", "开展农业普查。", "第七次人口普查完成。"),
        ("退休手续", "简化退休手续。", "推进高效办成一件事集成改革。"),
        ("出口高速增长", "外贸出口高速增长。", "高速公路通车，收入增长。"),
        ("政府预算公开", "做好政府预算公开。", "依申请公开十件。"),
        ("医疗机构改革", "推进医疗机构改革。", "医疗水平提高，政府职能转变。"),
        ("干部培训", "加强干部培训。", "完善容错机制。"),
        ("十四五目标", "完成十四五目标。", "编制十五五规划。"),
        ("泄露", "防范燃气泄露。", "加强个人信息保护。"),
        ("司机", "关爱货车司机。", "新增出租汽车百辆。"),
        ("城市规划", "编制城市规划。", "实施城市更新。"),
        ("特别国债", "发行特别国债。", "国债资金下达。"),
        ("计划生育特别扶助", "落实计划生育特别扶助。", "计划生育家庭扶助。"),
    ],
)
def test_a_printed_topic_is_not_taken_for_another(
    open_index: Callable[[tuple[OutputFile, ...]], Page], typed: str, printed: str, other: str
) -> None:
    page = open_index(_index(_report("jia/2023", "甲", "甲市", other, printed)))
    assert _ask(page, typed)["places"] == ["jia/2023#p2"]


def test_a_single_character_of_several_words_counts_where_it_stands_by_itself(
    open_index: Callable[[tuple[OutputFile, ...]], Page],
) -> None:
    reports = [
        _report("jia/2023", "甲", "甲市", "办公地点在证照大厅。", "推进一网通办。", "居住证、暂住证。")
    ]
    analysed = tuple(search.analyse(report) for report in reports)
    page = open_index(search.index(analysed, (("居住证 办/丢", "一网通办"),)))
    assert dict(_ask(page, "居住证在哪里办")["also"])["居住证"] == ["一网通办"]
    assert _ask(page, "居住证办公地点")["also"] == []
