from __future__ import annotations

from time import process_time

import pytest

from sitegen.reports.divide import divide, is_folded

_BODY = "全区上下坚持稳中求进，各项工作取得新的成效，人民生活持续改善。" * 3


@pytest.mark.parametrize(
    "parts",
    [
        # a heading ends where the first number below it stands, also where numbers count on through sections
        ["清河镇工作总结", f"2023年，{_BODY}", "一、强化责任", f"1.健全机制。{_BODY}", f"2.压实责任。{_BODY}", "二、优化服务", f"3.便民利民。{_BODY}"],
        ["各位代表：", "一、主要工作", f"（一）稳增长。{_BODY}", f"（二）惠民生。{_BODY}", "二、下步打算", f"（一）抓项目。{_BODY}"],
        # what begins with a time is no part of the heading before it
        ["各位代表：", "现在报告工作。", "一、主要工作", f"过去一年，{_BODY}", "二、2024年工作安排", f"今年是关键之年。{_BODY}"],
        ["现在报告工作。", "2023年工作回顾", _BODY, "一、甲项工作有序推进", f"2023年，{_BODY}", "二、乙项工作全面加强", f"今年以来，{_BODY}"],
        # a lead sentence is no part of the heading that it is glued to, where most headings have one
        ["各位代表：", "一、聚焦稳增长，持续巩固经济回升势头", f"大力实施项目投资攻坚行动。{_BODY}", "二、聚焦惠民生，用心用情办好民生实事", f"高水平打造区域医药健康中心。{_BODY}"],
        # a lead that begins as others do and is about as long, in a section that has several
        ["各位代表：", "一、聚焦稳增长，更大力度推动经济恢复", f"筑牢产业根基支撑。{_BODY}扩大有效投资。{_BODY}激发市场活力。{_BODY}", "二、聚焦惠民生，更大力度推动民生改善", f"扩大优质供给。{_BODY}筑牢安全底线。{_BODY}扩大就业容量。{_BODY}"],
        # figures below a heading with digits, and a heading whose words the text takes up after the level of a government
        ["现在报告工作。", "一、预算执行", "1.一般公共预算", f"2022年，县级收入完成六亿元。{_BODY}", "2.政府性基金预算", f"县级政府性基金预算收入完成五亿元。{_BODY}", "3.社会保险基金预算", f"全县社会保险基金收入98650万元。{_BODY}", "二、预算安排", f"2023年，收入增长。{_BODY}"],
        # headings of one form, of two characters spaced out, and those that many documents have
        ["现在报告工作。", "一、工作思路", "（一）实施强基工程", f"加快推进十九个重点项目。{_BODY}", "（二）实施提质工程", f"打造高中教育的新高地。{_BODY}", "（三）实施铸魂工程", f"构建大思政工作的格局。{_BODY}", "二、其他需要报告的事项", "无。"],
        # a short sentence is the heading
        ["现在报告工作。", "一、环境状况", f"（一）水环境质量稳步提升。{_BODY}", f"（二）大气环境质量明显改善。{_BODY}", f"（三）声环境质量保持良好。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"],
        ["清河区统计公报", "一、综 合", f"据公安部门统计，年末人口稳定。{_BODY}", "二、农 业", f"粮食面积稳步扩大。{_BODY}", "三、存在的主要问题", f"部分项目准备不足。{_BODY}", "四、保障措施", f"各部门要压实责任。{_BODY}"],
        # numbers that count on right after an office's name
        ["现在通报如下。", "一、项目完成情况", f"1.老旧小区改造项目。计划改造二十八个。{_BODY}责任单位：区住房局", f"2.社区食堂工程。计划新建九个。{_BODY}责任单位：区民政局", f"3.公路提质工程。完成十二公里。{_BODY}", "二、存在的问题", f"个别项目滞后。{_BODY}"],
        # labels of a task, minutes of a meeting, headings that begin with a year
        ["清河区实事项目完成情况的报告", "区人大常委会：现将情况报告如下。", "一、加强养老服务供给", f"目标任务：新建服务中心三家。{_BODY}", "二、扩大学前教育资源", f"整改措施：新建幼儿园四所。{_BODY}"],
        ["清河区政府常务会议纪要", "2024年4月18日，区长主持召开会议。", "一、传达学习安全生产会议精神", f"会议指出，安全第一。{_BODY}", "二、研究旧区改造意见", f"会议原则同意意见。{_BODY}"],
        ["2023年度清河区法治政府建设工作规划", "一、2023年度工作举措和成效", f"我区统筹推进。{_BODY}", "二、2023年度不足和原因", f"我区少数部门重视不够。{_BODY}", "三、2024年度工作安排", f"我区继续推进。{_BODY}"],
        # a chapter after any character, the next division after a sentence, cases of a collection
        ["清河区发展规划", "第一章规划背景", "第一节发展基础", f"2020年，实现小康。{_BODY}", "第二节面临形势", f"发展环境日趋复杂。{_BODY}", "第二章总体要求", f"坚持以习近平新时代中国特色社会主义思想为指导。{_BODY}"],
        ["清河区优化服务案例汇编", "案例一：推行“一窗通办”", "一、案例背景", f"群众办事不便。{_BODY}", "二、主要做法", f"我区设立综合窗口。{_BODY}", "案例二：打造“智慧大厅”", "一、案例背景", f"排队时间较长。{_BODY}", "二、主要做法", f"我区推行远程帮办。{_BODY}"],
        # headings that are sentences, before a sentence with another subject; one that goes on with its object is not cut
        ["各位代表：", "一、工作回顾", "（一）综合施策稳增长，经济运行回升向好", f"项目推进全面提速。{_BODY}", "（二）坚定不移促转型，产业结构优化升级", f"“强链”行动深入实施。{_BODY}", "（三）城市建设取得新进展", f"东片区改造工程竣工。{_BODY}"],
        ["各位代表：", "一、工作回顾", f"（一）城乡融合持续推进县域发展。{_BODY}", f"（二）综合施策稳增长，推动经济回升。{_BODY}", f"（三）多措并举惠民生，办好各项实事。{_BODY}"],
        # what all headings begin with is no heading; an adverb may belong to what is moved
        ["各位代表：", "一、工作安排", "（一）更大力度推动全方位扩大内需", f"加力提振大宗消费。{_BODY}", "（二）更大力度推动乡村全面振兴", f"实施粮食产能提升工程。{_BODY}", "（三）更大力度推动现代化产业体系建设", f"突出集群发展。{_BODY}"],
        # points as long as paragraphs, and short ones within one
        ["各位代表：", "一、工作回顾", f"今年以来，主要做了以下工作。{_BODY}", f"一是稳增长。{_BODY * 2}", f"二是促转型。{_BODY * 2}", f"三是惠民生。{_BODY * 2}"],
        ["各位代表：", "一、工作回顾", f"今年以来，主要做了以下工作。一是稳增长。{_BODY}二是促转型。{_BODY}三是惠民生。{_BODY}"],
        ["现在报告工作。", "一、工作回顾", f"今年以来，主要做了以下工作。{_BODY}", f"第一，着力稳增长。{_BODY * 2}", f"第二，着力促转型。{_BODY * 2}", f"第三，着力惠民生。{_BODY * 2}"],
        # sections of a plan right before the first number below them
        ["清河区应急预案", "1总则", "1.1编制目的", "为有效应对突发事件，制定本预案。", "1.2编制依据", "根据《突发事件应对法》，制定本预案。", "2组织体系", f"2.1领导机构。{_BODY}", f"2.2办事机构。{_BODY}"],
        # a blank behind 第二条 tells it also where the sentence before has lost its stop
        ["清河区办法", "第一章总则", "第一条　为了规范管理，制定本办法", "第二条　本办法适用于全区，见前条第一款。", "第二章附则", "第三条　自发布之日起施行。"],
        # what stands in red above a title, an office and a day behind it
        ["清河区人民政府办公室文件", "清政办发〔2024〕5号", "清河区人民政府办公室关于加强管理的通知", "各镇人民政府：现通知如下。", "一、基本情况", f"今年以来，{_BODY}", "二、工作要求", f"各镇要抓好落实。{_BODY}"],
        ["2023年清河区统计公报", f"清河区统计局（2024年4月20日）2023年，{_BODY}", "一、综合情况", f"全年收入实现较快增长。{_BODY}", "二、基本情况", f"年末人口稳定。{_BODY}"],
        ["各位代表：", "一、聚焦发展第一要务，补齐短板", f"今年以来，{_BODY}", "二、2023年计划执行情况总体较好", f"今年以来，{_BODY}"],
        # a heading is not torn from its object nor from a figure
        ["现在报告工作。", "一、工作回顾", f"（一）各镇街扎实推进人居环境整治。{_BODY}", f"（二）各部门全面落实惠企政策措施。{_BODY}", f"（三）卫健系统不断完善医疗服务体系。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"],
        ["现在报告工作。", "一、工作回顾", f"（一）各地持续深化提质增效行动。{_BODY}", f"（二）各单位加快转型升级步伐。{_BODY}", f"（三）各镇高效落地项目十个。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"],
        ["现在报告工作。", "一、工作回顾", f"（一）地区生产总值稳定增长6.5%，物价平稳。{_BODY}", f"（二）城镇居民收入稳步增长5.8%。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"],
        ["现在报告工作。", "一、工作回顾", f"（一）财政收入完成50亿元，增长5%。{_BODY}", f"（二）固定资产投资完成80亿元，下降3%。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"],
        # where a heading and a subject could both end, all stays
        ["现在报告工作。", "一、环境状况", f"（一）水环境质量国控断面水质达标率保持稳定。{_BODY}", f"（二）大气环境质量市区优良天数比例稳步提高。{_BODY}", f"（三）声环境质量昼间噪声平均等效声级下降。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"],
        # who does something is no heading of what is done
        ["办事指南", "一、办理流程", "（一）申请人向社区提出申请，社区在3个工作日内初审。", "（二）街道办事处在5个工作日内复审。", f"（三）区民政局在10个工作日内审批。{_BODY}", "二、工作要求", f"今年，再接再厉。{_BODY}"],
        ["现在报告工作。", f"一、主要工作{_BODY}", f"二、下步打算各级党委政府高度重视。{_BODY}"],
        # a question ends with its mark, a heading that begins with a time not with it
        ["政策解读", "一、为什么要制定本办法？", f"为了规范管理，制定本办法。{_BODY}", "二、哪些人可以申请？怎么申请？", f"本区居民可以到社区申请。{_BODY}", "三、什么是“一网通办”？", f"“一网通办”是一项改革。{_BODY}"],
        ["各位代表：", "一、过去一年工作回顾", f"过去一年，我们攻坚克难。{_BODY}", "二、今年工作安排", f"今年，再接再厉。{_BODY}"],
        # the number of a document that is spoken of stands above no title
        ["根据清政办发〔2024〕5号文件要求，现报告如下。", "一、甲项工作", f"今年以来，{_BODY}", "二、乙项工作", f"今年以来，{_BODY}"],
        ["贯彻国发〔2024〕5号精神情况报告", f"2024年，{_BODY}", "一、甲项工作", f"今年以来，{_BODY}", "二、乙项工作", f"今年以来，{_BODY}"],
        # years of a plan, and a list that a title speaks of
        ["清河区第十四个五年规划2021-2025年重点任务落实情况报告", f"2024年，{_BODY}", "一、甲项工作", f"今年以来，{_BODY}", "二、乙项工作", f"今年以来，{_BODY}"],
        ["清河区项目计划目录编制工作情况报告", f"2024年，{_BODY}", "一、甲项工作", f"今年以来，{_BODY}", "二、乙项工作", f"今年以来，{_BODY}"],
        # reports of a newspaper are no parts, an article that a blank stands behind may be spoken of
        [f"2023年，本局发表第一篇深度报道，刊发第二篇通讯报道。{_BODY}", "一、甲项工作", f"今年以来，{_BODY}", "二、乙项工作", f"今年以来，{_BODY}"],
        ["清河区发展规划", "第一编总则", f"第一章总体要求。{_BODY}", "第二编分则", f"第二章重点任务。{_BODY}"],
        ["清河区发展规划", "第一篇", f"第一章总体要求。{_BODY}", "第二篇", f"第二章重点任务。{_BODY}"],
        ["清河区办法", "第一章总则", "第一条　为了规范管理，制定本办法", "第二条　违反本办法第三条 规定的，责令改正。", "第三条　本办法适用于全区。", "第二章附则", "第四条　自发布之日起施行。"],
        # the marks of a list begin its points, dashes where they do so right after a sentence; the first article may stand behind a bracket
        ["清河街道工作安排", "一、水务工作", "★更换水管三公里。", "★新增泵站12座。", f"★整治河道8公里。{_BODY}", "二、绿化工作", f"今年以来，{_BODY}"],
        ["清河街道工作安排", "一、工作原则", f"——坚持节水优先，管好用水。{_BODY}", f"——坚持系统治理，管好河道。{_BODY}", f"——坚持群众参与，管好家园。{_BODY}", "二、绿化工作", f"今年以来，{_BODY}"],
        ["清河街道办事处公园管理办法（试行）", "第一条为了规范管理，制定本办法。", "第二条本办法适用于全街道。", "第三条自发布之日起施行。"],
        ["清河街道2023年工作总结", f"在以往工作的基础上，完成了任务。{_BODY}", "一、水务工作", f"今年以来，{_BODY}", "二、绿化工作", f"今年以来，{_BODY}"],
        # stars of a grade, arrows of a change and dashes before the source of a quotation begin nothing
        ["清河街道工作安排", "一、旅游工作", f"今年以来，新增★★★农家乐、★★★★酒店，各有三家。{_BODY}", "二、绿化工作", f"今年以来，{_BODY}"],
        ["清河街道工作安排", "一、水务工作", f"今年以来，水费收入▲3.2%，用水▲4.1%，漏损▼2%。{_BODY}", "二、绿化工作", f"今年以来，{_BODY}"],
        ["清河街道工作安排", "一、水务工作", f"今年以来，惜水如金。——摘自村规。{_BODY}滴水成河。——摘自族谱。{_BODY}水到渠成。——清河农谚。{_BODY}", "二、绿化工作", f"今年以来，{_BODY}"],
        # what is only spoken of begins nothing
        ["现在报告工作。", "一、主要工作", f"过去一年，二、三级医院向社区开放，二、三线城市回暖。{_BODY}", "二、下步打算", f"今年以来，{_BODY}"],
        ["第一章总则", "第一条为了规范管理，根据有关规定制定，统一、高效。", "第二条本办法适用于第一、二、三产业，见本条（一）项。", "第二章附则", "第三条自发布之日起施行。"],
    ],
)  # fmt: skip
def test_a_report_that_lost_every_line_break_is_divided(parts: list[str]) -> None:
    assert list(divide("".join(parts))) == parts


@pytest.mark.parametrize(
    "heading",
    ["发展环境持续优化", "发展基础不断夯实", "面临形势更加严峻", "面临挑战增多", "召开会议研究部署工作", "明确责任单位：区民政局", "发展基础设施", "主要成效显著", "落实会议决定事项", "加强学习会议学习制度", "贯彻会议要求到位", "规范党组会议研究重大事项程序", "用好会议议定事项清单"],
)  # fmt: skip
def test_a_heading_in_which_such_words_stand_is_not_cut_at_them(heading: str) -> None:
    text = f"现在报告工作。一、{heading}{_BODY}二、甲项工作{_BODY}"
    assert list(divide(text))[1].startswith(f"一、{heading}")


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("发展基础", "全区经济实力迈上新台阶，"),
        ("面临形势", "国际环境错综多变，"),
        ("面临形势", "教育发展不平衡，"),
        ("取得成效", "群众办事少跑路，"),
        ("传达学习安全生产工作会议精神", "会议指出，"),
        ("听取民生工作情况汇报", "会议要求各部门压实责任，"),
        ("传达学习有关文件", "会议传达了全会精神，"),
        ("研究旧区改造", "会议原则同意方案，"),
    ],
)
def test_a_heading_ends_before_a_text_that_does_not_go_on_with_it(heading: str, text: str) -> None:
    whole = f"现在报告工作。一、{heading}{text}{_BODY}二、甲项工作{_BODY}"
    assert list(divide(whole))[1:3] == [f"一、{heading}", f"{text}{_BODY}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "清河区民政局持续优化养老服务工作方案落实机制，2024年",
        "2024年清河街道认真落实区委区政府决议决定事项，",
        "2024年清河街道认真落实区委重点工作计划2024年度任务，",
        "本街道坚持党建引领推动各项工作计划落地见效，",
        "清河区养老服务工作方案落地见效，",
        "清河区制定重点工作方案12项，",
    ],
)
def test_a_sentence_in_which_a_kind_of_document_stands_is_no_title(sentence: str) -> None:
    text = f"{sentence}{_BODY}"
    assert list(divide(f"{text}一、甲项工作{_BODY}二、乙项工作{_BODY}"))[:1] == [text]


@pytest.mark.parametrize(
    ("title", "beginning"),
    [
        ("清河区2024年民生实事项目完成情况的报告", "区人大常委会：2024年，"),
        ("清河区2024年市场监管工作要点", "2024年市场监管工作的总体要求是：惠民，"),
        ("清河区第十四个五年规划和二〇三五年远景目标纲要", "目 录"),
        ("关于2023年度落实党风廉政建设主体责任情况的报告", "县纪委监委："),
        ("清河街道安全生产大检查情况通报", "各社区，各有关单位：近期，"),
        ("清河县2023年财政决算情况报告", "清河县财政局2023年，"),
        ("清河县2023年统计公报", "清河县统计局国家统计局清河调查队2023年，"),
        ("关于第56号建议的答复", "王丽代表：您"),
    ],
)
def test_a_title_ends_before_what_begins_a_document(title: str, beginning: str) -> None:
    text = f"{title}{beginning}{_BODY}一、甲项工作{_BODY}二、乙项工作{_BODY}"
    assert list(divide(text))[:2] == [title, f"{beginning}{_BODY}"]


def test_blanks_that_are_left_tell_more_than_words() -> None:
    text = "一、工作回顾 过去一年，成效明显。 （一）甲事。 已完成。 （二）乙事，见第（一）项。 二、工作安排 2024年，再接再厉。"
    assert list(divide(text)) == [
        "一、工作回顾",
        "过去一年，成效明显。",
        "（一）甲事。",
        "已完成。",
        "（二）乙事，见第（一）项。",
        "二、工作安排",
        "2024年，再接再厉。",
    ]


def test_the_head_of_a_report_ends_before_the_salutation() -> None:
    text = "清河区 2022年预算执行的 说　明 ——在第一次会议上 清河区财政局 各位代表： 现将情况报告如下。 一、预算执行 1.公共预算 2022年完成预算。 2.基金预算 全部完成。 二、预算草案 统筹安排。"
    assert list(divide(text)) == [
        "清河区",
        "2022年预算执行的",
        "说　明",
        "——在第一次会议上",
        "清河区财政局",
        "各位代表：",
        "现将情况报告如下。",
        "一、预算执行",
        "1.公共预算",
        "2022年完成预算。",
        "2.基金预算",
        "全部完成。",
        "二、预算草案",
        "统筹安排。",
    ]


def test_decimals_alone_fold_a_report() -> None:
    text = "清河预案 现将预案印发，请遵照执行。 1.总则 1.1.编制目的 为应对灾害编制。 1.2.适用范围 适用于全区。 2.附则 自印发起实施。"
    assert is_folded(text, is_alone=True)
    assert list(divide(text))[-6:] == [
        "1.1.编制目的",
        "为应对灾害编制。",
        "1.2.适用范围",
        "适用于全区。",
        "2.附则",
        "自印发起实施。",
    ]


def test_a_word_that_is_spaced_out_is_no_gap_between_paragraphs() -> None:
    parts = [
        "清河公报",
        "一、综　　合",
        "完成。",
        "二、农　　业",
        "丰收。",
        "三、工业",
        "增长。",
        "四、商业",
        "繁荣。",
    ]
    assert list(divide("　　".join(parts))) == parts


def test_a_wide_gap_behind_the_number_of_a_heading_is_no_end_of_a_paragraph() -> None:
    parts = ["一、  水务", "完成。", "二、  绿化", "完成。", "三、  环卫", "完成。", "四、  交通", "完成。"]
    assert list(divide("　　".join(parts))) == parts


def test_points_in_a_paragraph_fold_a_report_only_where_nothing_else_is_in_the_file() -> None:
    text = "会议要求：（一）加强领导。压实责任。（二）严格考核。按月通报。"
    assert is_folded(text, is_alone=True)
    assert not is_folded(text, is_alone=False)


def test_numbers_of_one_character_begin_paragraphs_also_where_every_blank_is_lost() -> None:
    parts = ["现在报告工作。", "一、主要工作", "㈠抓产业，促增收", f"⑴粮食生产稳中有增。{_BODY}", f"⑵特色产业蓬勃发展。{_BODY}", "㈡抓项目，强基础", f"⒈道路建设。{_BODY}", f"⒉水利建设。{_BODY}", "二、工作打算", f"今年，再接再厉。{_BODY}"]  # fmt: skip
    assert list(divide("".join(parts))) == parts


def test_a_text_alone_with_wide_gaps_and_digits_is_a_whole_report() -> None:
    text = "述职报告　　大家好　　现述职如下：　　1、扶贫。　　发放了资金。　　2、道路。　　硬化了村道。　　3、党建。　　更新了展板。"
    assert is_folded(text, is_alone=True)
    assert not is_folded(text, is_alone=False)
    assert not is_folded(text.replace("　　", ""), is_alone=True)
    parted = "现在报告工作：2023年工作回顾2023年，稳中有进。1.扶贫。发放了资金。2.道路。硬化了村道。2024年工作安排2024年，再接再厉。1.党建。更新展板。2.水利。疏通河道。"
    assert is_folded(parted, is_alone=True)
    assert not is_folded(parted, is_alone=False)


def test_a_label_keeps_any_blanks_before_what_it_tells() -> None:
    (head, *_) = divide(f"来源：  区政府 清河区工作报告 一、甲工作 {_BODY} {_BODY} 二、乙工作 {_BODY}")
    assert head == "来源：  区政府"


@pytest.mark.parametrize(
    "text",
    [
        f"工作a{' ' * 60_000}a 一、甲工作 {_BODY} {_BODY} 二、乙工作 {_BODY}",
        f"一、甲工作{_BODY}二、乙工作{'工' * 60_000}，{_BODY}三、丙工作{'工' * 60_000}，{_BODY}",
        f"{'工作1 ' * 15_000}一、甲工作 {_BODY} {_BODY} 二、乙工作 {_BODY}",
        f"{'清政办发〔2024〕5号' * 1000}一、甲工作{_BODY}二、乙工作{_BODY}",
    ],
)
def test_a_line_of_blanks_or_without_any_stop_is_divided_at_once(text: str) -> None:
    begun = process_time()
    parts = list(divide(text))
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert process_time() - begun < 2


def test_blanks_behind_labels_and_chapters_are_no_ends_of_paragraphs() -> None:
    parts = [
        "清河区发展规划",
        "目　录",
        "第一篇　规划背景",
        "第一章　发展基础",
        "第一篇　规划背景",
        _BODY,
        "第一章　发展基础",
        _BODY,
    ]
    assert list(divide(" ".join(parts))) == ["清河区发展规划 目　录", *parts[2:]]
    labelled = f"来源： 镇政府 时间： 2024-01-06 次数： 次清河镇年度报告根据条例规定，编制本报告。一、主动公开情况2023年，{_BODY}二、存在的问题{_BODY}"
    assert list(divide(labelled))[2:4] == ["一、主动公开情况", f"2023年，{_BODY}"]


def test_a_number_and_its_heading_stay_together_in_the_head() -> None:
    text = f"关于印发应急预案的通知 2024年1月2日 清河区应急预案 1 总则 1.1 编制目的 {_BODY} 1.2 适用范围 {_BODY} 2 组织体系 2.1 领导机构 {_BODY}"
    assert "1 总则" in list(divide(text))


def test_the_title_of_a_case_ends_at_a_blank() -> None:
    text = f"各位代表： 一、典型案例 案例一：某公司不服处罚案 {_BODY} 案例二：张某不服认定案 {_BODY} 二、建议 {_BODY}"
    assert "案例一：某公司不服处罚案" in list(divide(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "全区新增企业3家企业3.1亿元，建成公园2座公园2.1公顷。",
        "全区有1所大学1.1万名学生、2所中专2.1万名学生。",
        "新建1座水厂1.1万吨，扩建2座泵站2.1万立方米，增加供水能力。",
        "建设1个产业园1.1平方公里和2个物流园2.1平方公里。",
        "第1产业1.1亿元，第2产业2.1亿元。",
        f"建成良田。1家企业1.1亿元。{_BODY}2所学校2.1万人。",
        f"1号线建设1.1公里。{_BODY}2号线建设2.1公里。",
        f"1总则1.1编制目的。{_BODY}2体系2.1领导机构。",
    ],
)
def test_figures_of_a_sentence_are_no_sections_of_a_plan(sentence: str) -> None:
    text = f"{sentence}{_BODY}"
    assert list(divide(text)) == [text]
