from __future__ import annotations

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.naming import side
from sitegen.archive.reasons import Reason
from sitegen.archive.reasons import reason as reason_with
from sitegen.archive.topics import Lexicon, Topic, shipped, unquoted


def clause(text: str, lexicon: Lexicon | None = None) -> ClauseAnalysis:
    folded = unquoted(text)
    named = (lexicon or shipped()).mentions(folded)
    kept = tuple(words for mention in named for words in mention.words)
    return ClauseAnalysis(
        anchor="p1-c1", text=divided([folded], [folded], [kept])[0], mentions=named, is_linkable=True
    )


def reason(first: ClauseAnalysis, second: ClauseAnalysis) -> Reason:
    return reason_with(side(first), side(second), shipped())


def test_a_shared_initiative_is_the_first_reason() -> None:
    why = reason(clause("完成35台老旧小区电梯加装。"), clause("既有多层住宅加装电梯签约55台。"))
    assert why.terms[0] == "加装电梯（电梯加装）"
    assert why.kind == "initiative"
    assert why.initiatives == ("jiazhuang-dianti",)


def test_beside_an_initiative_only_longer_words_are_told() -> None:
    why = reason(clause("开展认知障碍筛查。"), clause("建设认知障碍友好社区，设无障碍坡道。"))
    assert why.terms == ("认知障碍",)


def test_an_initiative_is_called_as_both_print_it() -> None:
    assert reason(clause("新建农村公路20公里。"), clause("改建农村公路，清扫街巷。")).terms == ("农村公路",)
    assert reason(clause("推进加梯。"), clause("加装电梯3台。")).terms == ("加装电梯（加梯）",)
    why = reason(clause("引进企业474家。"), clause("引进年税收百万以上企业13家。"))
    assert why.terms == ("引进企业／引进年税收百万以上企业",)
    assert reason(clause("增设宝宝屋。"), clause("增加托位。")).terms == ("托育服务（宝宝屋／托位）",)


def test_a_name_that_both_print_is_told_as_it_is_where_it_begins_a_longer_one_in_both() -> None:
    why = reason(clause("实施就业优先战略。"), clause("突出就业优先导向。"))
    assert why.terms == ("就业优先",)
    why = reason(clause("降低中小微企业融资成本。"), clause("扩大中小微企业担保规模。"))
    assert why.terms == ("中小微企业",)


def test_a_name_of_two_characters_is_told_as_the_half_of_the_double_name_that_it_is() -> None:
    assert reason(clause("民航通航点增加。"), clause("支持民航集团运营。")).terms == ("民航",)
    assert reason(clause("建设高铁专线。"), clause("高铁建设开工。")).terms[0] == "高铁建设"


def test_a_title_that_a_clause_does_not_speak_of_is_not_told() -> None:
    assert reason(clause("开通高铁专列。"), clause("高铁开工。")).terms == ("高铁",)
    assert reason(clause("发展电商经济。"), clause("扶持电商。")).terms[0].startswith("电商")


def test_a_short_word_that_both_print_is_told_rather_than_a_title_that_neither_does() -> None:
    why = reason(clause("优化外籍人才待遇。"), clause("提升外籍人员便利度。"))
    assert why.terms == ("外籍",)


def test_a_phrase_does_not_begin_within_a_word() -> None:
    why = reason(clause("促进人工智能赋能千行百业。"), clause("支持人工智能深度赋能千行百业。"))
    assert why.terms[-1] == "千行百业"


def test_beside_a_name_that_both_print_other_names_of_one_are_not_told() -> None:
    why = reason(clause("做好防汛和防灾减灾，加强灾害防御。"), clause("健全防灾减灾机制，抢险救援。"))
    assert why.terms == ("防灾减灾",)


def test_beside_a_name_that_both_print_forms_that_only_one_prints_are_not_told() -> None:
    why = reason(
        clause("启用全民健身中心，举办全民健身赛会。"), clause("全民健身如火如荼，改建市民健身点6处。")
    )
    assert why.terms == ("全民健身",)


def test_other_names_in_a_wide_field_are_a_weaker_reason() -> None:
    assert reason(clause("壮大磷化工。"), clause("推进煤化工项目。")).kind == "field"
    assert reason(clause("壮大磷化工。"), clause("推进炼化一体化。")).kind == "unlike"
    assert reason(clause("壮大磷化工。"), clause("磷化工增长。")).kind == "initiative"


def test_of_a_double_name_the_half_that_is_meant_is_told() -> None:
    why = reason(clause("推进自贸区建设。"), clause("提升自贸试验区能级。"))
    assert why.terms == ("自贸区／自贸试验区",)


def test_a_reason_is_made_of_whole_words_and_whole_numbers() -> None:
    why = reason(
        clause("增设加装电梯宣传栏，新增意外伤害保险保单9000批次。"),
        clause("建设加装电梯样板，新增意外伤害保险理赔4000批次。"),
    )
    assert why.terms == ("加装电梯", "意外伤害保险")


def test_a_number_that_both_print_stays_whole() -> None:
    why = reason(clause("落实240小时过境免签政策。"), clause("用好240小时过境免签政策。"))
    assert why.terms == ("240小时过境免签政策",)


def test_numbers_within_a_name_are_left_out() -> None:
    why = reason(clause("新增3所公办学校学位。"), clause("新建实验学校。"))
    assert why.terms == ("新增…公办学校学位／新建实验学校",)
    assert reason(clause("2号线开工。"), clause("地铁通车。")).terms == ("城市轨道交通（地铁）",)


def test_the_number_of_an_item_is_no_part_of_what_it_says() -> None:
    both = clause("⑨国家级开放创新平台提质增效。")
    assert reason(both, both).terms == ("国家级开放创新平台提质增效",)


def test_acronyms_are_told_in_capitals() -> None:
    assert reason(clause("推进DRG付费。"), clause("全面实行DRG付费。")).terms == ("DRG付费",)


def test_general_words_alone_are_no_reason() -> None:
    why = reason(clause("当前拉动作用得到发挥，结果令人满意。"), clause("当前要发挥拉动作用，争取更好结果。"))
    assert why.kind == "none"


def test_general_words_are_left_out_beside_specific_ones() -> None:
    why = reason(clause("利用煤层气的条件改善。"), clause("改善条件，开采煤层气。"))
    assert why.terms == ("煤层气",)


def test_a_theme_is_called_by_the_words_that_both_use() -> None:
    why = reason(clause("完成全国遗址测绘。"), clause("做好第四次遗址测绘。"))
    assert "遗址测绘" in why.terms
    assert why.kind == "theme"


def test_what_begins_with_what_is_counted_is_no_name_and_no_reason() -> None:
    medicine = Topic(id="yao", name="处方", field="", kind="initiative", aliases=("处方", "处所"))
    lexicon = Lexicon(topics=(medicine,))
    sides = [side(clause(text, lexicon)) for text in ("增设5处方便门。", "改造8处所大门。")]
    assert reason_with(sides[0], sides[1], lexicon) == Reason(terms=(), initiatives=(), kind="none")


def test_a_theme_in_other_words_alone_is_no_reason() -> None:
    why = reason(clause("开通国际航线。"), clause("疏浚内河航道。"))
    assert why.kind == "none"


def test_stock_phrasing_is_never_a_reason() -> None:
    why = reason(
        clause("持续推进高质量发展，全面提升工作水平。"), clause("全面推进高质量发展，不断提升工作水平。")
    )
    assert why.terms == ()
    assert why.kind == "none"


def test_a_term_is_not_told_twice() -> None:
    why = reason(clause("加强生物多样性保护。"), clause("实施生物多样性保护工程。"))
    for term in why.terms:
        assert not any(term != other and term in other for other in why.terms)


def test_both_directions_give_one_reason_kind() -> None:
    first, second = clause("增设社区食堂1处。"), clause("新建敬老助餐点2个。")
    assert reason(first, second).kind == reason(second, first).kind == "titled"
    first, second = clause("增设社区食堂1处。"), clause("发展老年助餐。")
    assert reason(first, second).kind == reason(second, first).kind == "renamed"
    assert set(reason(first, second).terms) == set(reason(second, first).terms)


def test_the_order_of_two_clauses_changes_nothing() -> None:
    one, other = clause("保障高新区扩区。"), clause("推动开发区扩区调区，高新区扩区。")
    assert reason(one, other) == reason(other, one)
    one, other = clause("完善河湖长制。"), clause("推行河长制、湖长制。")
    assert reason(one, other) == reason(other, one)


def test_plans_of_different_years_are_not_one_undertaking() -> None:
    assert not reason(clause("圆满完成十一五规划。"), clause("编制十五五规划。")).initiatives


def test_what_both_print_stands_before_names_that_each_prints_otherwise() -> None:
    why = reason(clause("煤层气管网项目前期工作推进。"), clause("煤层气管网项目开工建设。"))
    assert why.terms[0] == "煤层气管网"


def test_what_both_print_is_told_not_a_title_that_neither_prints() -> None:
    why = reason(clause("加强殡葬服务规范化管理。"), clause("推动殡葬服务设施和公墓投用。"))
    assert why.terms == ("殡葬服务",)
    why = reason(clause("坚持党的宗教工作基本方针。"), clause("民族宗教工作不断加强。"))
    assert why.terms == ("宗教工作",)


def test_words_of_the_field_that_both_print_say_more_than_names_that_have_nothing_in_common() -> None:
    why = reason(
        clause("推进省级水网先导区建设，新开工4座中型水库。"),
        clause("构建大水网，加快大型水库建设，建成骨干水源工程121个和水库连通工程。"),
    )
    assert set(why.terms) >= {"水库", "水网"}
    assert not any("／" in term for term in why.terms)


def test_the_title_is_told_beside_what_both_print_if_one_prints_it() -> None:
    why = reason(
        clause("推进国企改革，推动国有控股上市公司提升质量。"),
        clause("实施国资国企全面深化改革，加大国有控股上市公司市值管理。"),
    )
    assert why.terms == ("国企改革", "国有控股上市公司")


def test_what_only_begins_a_name_is_not_told_beside_a_whole_one_akin_to_it() -> None:
    why = reason(
        clause("争取国家数据要素市场化配置改革试点。"),
        clause("深化数据要素市场化配置改革，创建国家数据要素综合试验区。"),
    )
    assert why.terms == ("数据要素市场化配置改革",)


def test_a_sign_of_a_low_letter_is_no_part_of_a_name() -> None:
    why = reason(clause("细颗粒物（PM_2.5）平均浓度下降。"), clause("PM2.5浓度降至25微克。"))
    assert why.terms == ("PM2.5",)


def test_what_something_is_taken_as_is_told_with_the_word_before_it() -> None:
    why = reason(
        clause("推动以县城为重要载体的新型城镇化建设。"),
        clause("开展以县城为重要载体的新型城镇化建设试点。"),
    )
    assert any(term.startswith("以县城为重要载体") for term in why.terms)


def test_a_word_that_begins_a_name_is_told_alone_where_one_of_both_ends_with_it() -> None:
    why = reason(clause("推进文旅行业大模型建设。"), clause("提升旅游大模型、数据等功能。"))
    assert why.terms == ("大模型",)


def test_two_names_that_do_not_answer_each_other_are_told_as_what_they_have_in_common() -> None:
    why = reason(clause("规范政务服务中心的运行。"), clause("提高政务服务效能。"))
    assert why.terms == ("政务服务",)
    assert reason(clause("举办进博会。"), clause("参加进口博览会。")).terms == ("进博会／进口博览会",)
    assert reason(clause("建设和美乡村。"), clause("建设美丽乡村。")).terms == ("和美乡村／美丽乡村",)


def test_a_name_of_whom_something_is_done_for_is_told_with_what_is_done() -> None:
    why = reason(clause("降低中小微企业融资成本。"), clause("满足中小微企业融资需求。"))
    assert "".join(why.terms) in {"中小微企业融资", "中小微企业融资需求"}
    why = reason(clause("引导中小微企业多渠道融资。"), clause("更好满足融资需要，扶持中小微企业。"))
    assert why.terms == ("中小微企业", "融资")


def test_a_name_over_what_only_one_says_within_it_is_told_without_that() -> None:
    assert reason(clause("促进农民稳定增收。"), clause("促进农民增收。")).terms == ("农民增收",)


def test_forms_of_a_name_are_not_told_beside_a_long_one_that_both_print() -> None:
    first, second = clause("迁建泰科曼沃克工厂，项目首期投产。"), clause("泰科曼沃克工厂迁址，项目建成投产。")
    assert reason(first, second).terms == ("泰科曼沃克工厂",)


def test_a_title_for_what_the_other_calls_otherwise_is_not_told_beside_a_name_that_both_print() -> None:
    first, second = (
        clause("开展职业伤害保障试点，服务新业态劳动者。"),
        clause("扩大职业伤害保障试点，关心新就业形态。"),
    )
    assert reason(first, second).terms == ("职业伤害保障试点",)
    first, second = clause("群众文化活跃，非遗工坊开张。"), clause("丰富群众文化，保护非物质文化遗产。")
    assert reason(first, second).terms == ("群众文化", "非物质文化遗产（非遗）")
