from __future__ import annotations

import pytest
from examples import document

from sitegen import reports
from sitegen.errors import SitegenError
from sitegen.model import ReportMeta
from sitegen.reports.dates import split_date
from sitegen.reports.metadata import propose_id
from sitegen.reports.regions import locate


def _meta(title: str) -> ReportMeta:
    return reports.outline(document(title, "内容。")).meta


@pytest.mark.parametrize(
    ("title", "issuer", "year", "kind"),
    [
        ("五角场街道办事处2023年工作总结 2024-02-29", "五角场街道办事处", 2023, "工作总结"),
        ("古美路街道 2023 年工作总结", "古美路街道", 2023, "工作总结"),
        ("上海市人民政府2025年政府工作报告", "上海市人民政府", 2025, "政府工作报告"),
        ("2022年上半年政府工作报告", "未署名", 2022, "政府工作报告"),
        ("清河镇人民政府二〇二四年度工作报告", "清河镇人民政府", 2024, "工作报告"),
        ("洪泽区人民政府2023年政府信息公开工作年度报告", "洪泽区人民政府", 2023, "政府信息公开工作年度报告"),
    ],
)
def test_titles_tell_issuer_year_and_kind(title: str, issuer: str, year: int, kind: str) -> None:
    meta = _meta(title)
    assert (meta.issuer, meta.year, meta.kind) == (issuer, year, kind)


@pytest.mark.parametrize(
    ("title", "issuer", "kind"),
    [
        ("2023年平凉市乡村振兴局工作总结", "平凉市乡村振兴局", "工作总结"),
        ("2023年张义镇综合行政执法局工作总结", "张义镇综合行政执法局", "工作总结"),
        ("2023年张义镇人民政府办公室工作总结", "张义镇人民政府办公室", "工作总结"),
        ("2023年清河县城镇管理局工作总结", "清河县城镇管理局", "工作总结"),
        ("2023年清河县乡镇企业局工作总结", "清河县乡镇企业局", "工作总结"),
        ("2023年上海市商务委员会工作总结", "上海市商务委员会", "工作总结"),
        ("2023年上海市农业委员会工作总结", "上海市农业委员会", "工作总结"),
        ("2023年上海市科技委员会工作总结", "上海市科技委员会", "工作总结"),
        ("2023年上海市发展改革委员会工作总结", "上海市发展改革委员会", "工作总结"),
        ("2022年上海市交通委员会法治政府建设情况报告", "上海市交通委员会", "法治政府建设情况报告"),
        ("2022年上海市商务委工作总结", "上海市商务委", "工作总结"),
        ("2023年张义镇工作总结", "张义镇人民政府", "工作总结"),
    ],
)
def test_the_name_of_an_office_is_read_to_its_end(title: str, issuer: str, kind: str) -> None:
    meta = _meta(title)
    assert (meta.issuer, meta.kind) == (issuer, kind)


@pytest.mark.parametrize(
    "title",
    [
        "关于促进农民工返乡2023年创业情况的报告",
        "特色小镇2023年建设情况报告",
        "清河县小城镇2023年建设情况报告",
        "清河县各乡镇2023年工作情况报告",
        "2023年清河县城镇化工作总结",
        "2023年仁和乡卫生院工作总结",
    ],
)
def test_what_only_ends_as_the_name_of_a_town_has_no_government(title: str) -> None:
    assert not _meta(title).issuer.endswith("人民政府")


@pytest.mark.parametrize(
    "line", ["总结 2024-02-29", "总结（2024年2月29日）", "总结 2024/2/29", "总结2024.02.29"]
)
def test_a_date_at_the_end_of_the_title_line_is_the_date_of_publication(line: str) -> None:
    assert split_date(line) == ("总结", "2024-02-29")


@pytest.mark.parametrize(
    ("issuer", "kind", "report_id"),
    [
        ("五角场街道办事处", "工作总结", "wujiaochang/2023"),
        ("古美路街道", "工作总结", "gumeilu/2023"),
        ("上海市人民政府", "政府工作报告", "shanghai/2023"),
        ("洪泽区人民政府", "政府信息公开年度报告", "hongze/2023-zhengfuxinxigongkainiandubaogao"),
    ],
)
def test_ids_are_the_office_in_pinyin_and_the_year(issuer: str, kind: str, report_id: str) -> None:
    meta = ReportMeta(title="", issuer=issuer, region=(), year=2023, kind=kind, published="")
    assert propose_id(meta) == report_id


def test_a_street_of_one_district_lies_there() -> None:
    assert locate("五角场街道办事处", "") == (("上海市", "杨浦区"),)


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("宁波市审计局", ("浙江省", "宁波市")),
        ("湖南省人民政府办公厅", ("湖南省",)),
        ("汕头市潮阳区审计局", ("广东省", "汕头市", "潮阳区")),
        ("浦东新区民政局", ("上海市", "浦东新区")),
    ],
)
def test_a_department_lies_where_its_name_begins(issuer: str, region: tuple[str, ...]) -> None:
    assert locate(issuer, "") == (region,)


def test_a_department_of_the_nation_lies_in_no_region() -> None:
    assert locate("国家统计局", "") == locate("财政部", "") == ()


def test_the_places_that_a_report_names_decide_between_streets_of_one_name() -> None:
    assert len(locate("城关镇人民政府", "")) != 1
    assert locate("新华街道", "石家庄市新华区各项工作推进，新华区获评先进。石家庄市")[0][:2] == (
        "河北省",
        "石家庄市",
    )


def test_an_office_is_where_its_own_name_says() -> None:
    assert locate("洪泽区人民政府", "") == (("江苏省", "淮安市", "洪泽区"),)
    assert locate("上海市人民政府", "") == (("上海市",),)
    assert locate("黔东南州人民政府", "") == (("贵州省", "黔东南苗族侗族自治州"),)
    assert locate("黔东南苗族侗族自治州人民政府", "") == (("贵州省", "黔东南苗族侗族自治州"),)


def test_an_unknown_office_lies_nowhere() -> None:
    assert locate("无此街道", "各项工作推进。") == ()


@pytest.mark.parametrize(
    ("lines", "title", "issuer", "year"),
    [
        (["各位代表：", "现在，我代表上海市人民政府，向大会报告工作。", "一、2023年工作回顾", "内容。"], "2024年上海市政府工作报告", "上海市人民政府", 2024),
        (["各位代表：", "现在，我代表国务院，向大会报告政府工作。", "一、2018年工作回顾"], "2019年国务院政府工作报告", "国务院", 2019),
        (["政 府 工 作 报 告", "（2024年1月31日在黔东南州第十五届人民代表大会第四次会议上）", "州长　杨光杰", "各位代表：", "现在，我代表州人民政府向大会报告工作。"], "政府工作报告", "黔东南州人民政府", 2024),
        (["下载", "打印", "【字号：", "】", "2026年上海市政府工作报告", "来源：解放日报", "各位代表：", "内容。"], "2026年上海市政府工作报告", "上海市人民政府", 2026),
        (["洪泽区人民政府", "2023年政府信息公开工作年度报告", "内容。"], "洪泽区人民政府2023年政府信息公开工作年度报告", "洪泽区人民政府", 2023),
        (["关于沙洋县2022年预算执行情况", "和2023年预算草案的报告", "沙洋县财政局", "各位代表：", "内容。"], "关于沙洋县2022年预算执行情况和2023年预算草案的报告", "沙洋县财政局", 2022),
        (["重庆市长寿区财政局关于重庆市长寿区2022年预算执行情况的报告", "各位代表：", "内容。"], "重庆市长寿区财政局关于重庆市长寿区2022年预算执行情况的报告", "重庆市长寿区财政局", 2022),
        (["发布机构：巫溪县财政局", "发布日期：2023-01-12", "巫溪县", "2022年预算执行及2023年预算公开的", "说　明", "内容。"], "巫溪县2022年预算执行及2023年预算公开的说明", "巫溪县财政局", 2022),
        (["发布机构：洪泽区审计局", "洪泽区2023年政府信息公开工作年度报告", "内容。"], "洪泽区2023年政府信息公开工作年度报告", "洪泽区人民政府", 2023),
        (["清河区国民经济和社会发展第十四个五年规划纲要", "清河区人民政府", "2021年1月", "到2025年基本建成。"], "清河区国民经济和社会发展第十四个五年规划纲要", "清河区人民政府", 2021),
        (["国务院关于河北雄安新区", "总体规划（2018—2035年）的批复", "国函〔2018〕159号", "内容。"], "国务院关于河北雄安新区总体规划（2018—2035年）的批复", "国务院", 2018),
    ],
)  # fmt: skip
def test_openings_in_the_wild_tell_title_issuer_and_year(
    lines: list[str], title: str, issuer: str, year: int
) -> None:
    meta = reports.outline(document(*lines)).meta
    assert (meta.title, meta.issuer, meta.year) == (title, issuer, year)


def test_a_speech_that_names_no_place_takes_it_from_its_file_name_and_the_clerk_is_told() -> None:
    lines = ("各位代表：", "现在，我代表市人民政府向大会报告工作。", "一、2023年工作回顾", "内容。")
    report = reports.outline(document(*lines, name="city_2024_承德.docx"))
    assert (report.meta.issuer, report.meta.region) == ("承德市人民政府", ("河北省", "承德市"))
    assert "title-composed" in {problem.code for problem in report.problems}


def test_a_file_whose_name_speaks_of_another_place_is_noticed() -> None:
    lines = ("各位代表：", "现在，我代表国务院，向大会报告政府工作。", "一、2023年工作回顾")
    codes = {problem.code for problem in reports.outline(document(*lines, name="台州.docx")).problems}
    assert "issuer-differs" in codes
    assert "issuer-differs" not in {
        problem.code
        for problem in reports.outline(document("台州市人民政府2024年工作总结", name="台州.txt")).problems
    }


def test_the_day_of_a_speech_is_kept() -> None:
    meta = reports.outline(
        document(
            "政府工作报告",
            "——2024年3月5日在第十四届全国人民代表大会第二次会议上",
            "现在，我代表国务院，报告工作。",
        )
    ).meta
    assert meta.delivered == "2024-03-05"


def test_nothing_but_the_title_leaves_the_text() -> None:
    report = reports.outline(document("下载", "清河街道2024年工作总结", "来源：清河", "一、甲", "内容。"))
    assert [passage.text for passage in report.passages] == ["下载", "来源：清河"]


def test_a_notice_without_a_title_is_by_the_office_that_signed_it() -> None:
    report = reports.outline(
        document(
            "各街道：",
            "现将规范印发给你们，请遵照执行。",
            "清河区教育局办公室",
            "二〇二二年七月二十五日",
            "智慧校园接入管理规范（试行）",
            "第一章　总则",
            "第一条　为加强管理，制定本规范。",
        )
    )
    assert (report.meta.issuer, report.meta.year, report.meta.kind) == ("清河区教育局办公室", 2022, "规范")
    assert report.meta.title == "智慧校园接入管理规范（试行）"


@pytest.mark.parametrize(
    ("number", "report_id"),
    [
        ("清政办发〔2018〕126号", "qinghe/2018-qingzhengbanfa126"),
        ("清政办函[2018]7号", "qinghe/2018-qingzhengbanhan7"),
        ("没有文号", "qinghe/2018-tongzhi"),
    ],
)
def test_documents_with_a_number_are_named_after_it(number: str, report_id: str) -> None:
    lines = (
        "清河县人民政府办公室关于推广改革举措的通知",
        number,
        "内容。",
        "清河县人民政府办公室",
        "2018年12月23日",
    )
    assert reports.outline(document(*lines)).id == report_id


def test_a_document_that_nobody_signed_is_kept_as_unsigned_and_the_clerk_is_asked() -> None:
    lines = ("一、总体要求", "根据清教〔2021〕73号，到2030年建成。", "二、保障措施", "内容。")
    report = reports.outline(document(*lines, name="建设指南.txt"))
    assert (report.meta.title, report.meta.issuer, report.meta.year) == ("建设指南", "未署名", 2021)
    assert {"issuer-unknown", "year-guessed", "title-composed"} <= {each.code for each in report.problems}


def test_a_file_that_nothing_marks_as_a_report_is_refused() -> None:
    with pytest.raises(SitegenError) as caught:
        reports.outline(document("file,level,year", "甲.docx,city,2024年", name="manifest.csv"))
    assert caught.value.problem.code == "report-unlikely"


def test_a_date_with_its_label_among_the_first_lines_is_the_date_of_publication() -> None:
    lines = ("清河街道2024年工作总结", "来源：清河报", "时间：2025-02-09", "一、甲", "内容。")
    assert reports.outline(document(*lines)).meta.published == "2025-02-09"


@pytest.mark.parametrize(
    ("lines", "title", "issuer", "year"),
    [
        (["清政办发〔2023〕9号", "清河县人民政府办公室", "关于印发《清河县贯彻落实〈关于打好经济", "增长主动仗的若干政策措施〉实施方案》的通知", "各镇："], "清河县人民政府办公室关于印发《清河县贯彻落实〈关于打好经济增长主动仗的若干政策措施〉实施方案》的通知", "清河县人民政府办公室", 2023),
        (["发布机构: 洪泽区审计局 生成日期: 2023-11-08", "关于2022年度区本级预算执行情况的审计报告", "根据规定进行了审计。"], "关于2022年度区本级预算执行情况的审计报告", "洪泽区审计局", 2022),
        (["关于2022年度宁波市级预算执行情况的审计工作报告", "市审计局局长 李某某", "主任、各位委员：", "我受市政府委托，报告如下。"], "关于2022年度宁波市级预算执行情况的审计工作报告", "宁波市审计局", 2022),
        (["洪泽区政府门户网站-关于《洪泽区二〇三五年远景目标纲要》的说明", "关于《洪泽区二〇三五年远景目标纲要》的说明", "2022-07-18 来源：洪泽区政府", "现作说明。"], "关于《洪泽区二〇三五年远景目标纲要》的说明", "洪泽区政府", 2022),
        (["组配分类", "计划总结", "发布机构", "五角场街道", "五角场街道2023年工作总结和2024年工作思路", "内容。"], "五角场街道2023年工作总结和2024年工作思路", "五角场街道", 2023),
        (["2022年云和县国民经济和社会发展统计公报", "一、综合", "内容。"], "2022年云和县国民经济和社会发展统计公报", "云和县人民政府", 2022),
        (["> 政务公开 > 乡镇街道 > 政府信息公开年报", "组配分类", "政府信息公开年报", "2023年五角场街道政府信息公开工作年度报告", "成文日期：2024-01-16"], "2023年五角场街道政府信息公开工作年度报告", "五角场街道", 2023),
        (["（此件公开发布）", "清河区教育局工作规则", "清河区教育局", "2024年1月2日", "第一章 总则"], "清河区教育局工作规则", "清河区教育局", 2024),
        (["为切实推进市政府决策部署的贯彻落实，现将2021年完成情况通报如下：", "一、总体情况", "内容。"], "测试", "未署名", 2021),
        (["在全区安全生产工作会议上的讲话", "（2024年3月15日）", "同志们：", "一、提高站位", "内容。"], "在全区安全生产工作会议上的讲话", "未署名", 2024),
        (["汕头市潮阳区审计局局长 郑某某", "2023年9月28日", "主任、各位委员：", "我受区人民政府的委托，报告2022年度区本级预算执行审计情况，请予审议。", "一、财政管理", "内容。"], "汕头市潮阳区审计局2022年报告", "汕头市潮阳区审计局", 2022),
        (["罗定市2013年度政府信息公开工作报告", "一、总体情况", "内容。"], "罗定市2013年度政府信息公开工作报告", "罗定市人民政府", 2013),
        (["安平镇政府工作报告", "——2026年1月20日在安平镇第二十届人民代表大会第五次会议上", "镇长　李某某", "各位代表：", "现在，我代表镇人民政府作工作报告。"], "安平镇政府工作报告", "安平镇人民政府", 2026),
        (["洪泽区农村公路管理办法", "（2024年4月10日洪泽区人民政府第15次常务会议通过）", "第一条　自2026年起、到2030年止，分期实施。"], "洪泽区农村公路管理办法", "洪泽区人民政府", 2024),
        (["2020年洪泽区法治政府建设情况报告", "文章来源：司法局", "一、主要做法", "内容。"], "2020年洪泽区法治政府建设情况报告", "洪泽区人民政府", 2020),
        (["标 题 | 云和县人民政府关于印发《云和县创建示范县实施方案》的通知 |", "各镇：", "云和县创建示范县实施方案", "为了创建，制定2025年方案。", "一、总体要求", "内容。"], "云和县人民政府关于印发《云和县创建示范县实施方案》的通知", "云和县人民政府", 2025),
        (["《云和县人民政府办公室关于印发〈云和县2016年工作要点〉的通知》", "各镇：", "一、公开", "内容。"], "《云和县人民政府办公室关于印发〈云和县2016年工作要点〉的通知》", "云和县人民政府办公室", 2016),
        (["新华网首页", "一站式信息服务平台", "云和县2015年度预算执行审计结果公告", "内容。", "一、甲"], "云和县2015年度预算执行审计结果公告", "云和县人民政府", 2015),
        (["2020年上海市杨浦区人民政府五角场街道办事处工作总结", "内容。", "一、甲"], "2020年上海市杨浦区人民政府五角场街道办事处工作总结", "上海市杨浦区人民政府五角场街道办事处", 2020),
        (["街道2020年上半年工作总结", "一、甲", "在区委区政府的领导下推进。"], "街道2020年上半年工作总结", "未署名", 2020),
        (["云和县人民政府贯彻国务院关于改革开放指导意见的实施意见", "云政发[2009]69号", "一、总体要求", "内容。"], "云和县人民政府贯彻国务院关于改革开放指导意见的实施意见", "云和县人民政府", 2009),
        (["云和县人民政府办公室关于印发云和县崛起规划工作方案", "云政办发〔2017〕55号", "各镇：", "云和县崛起规划工作方案", "一、总体要求", "内容。"], "云和县人民政府办公室关于印发云和县崛起规划工作方案", "云和县人民政府办公室", 2017),
        (["《云和县加大力度支持民间投资实施", "云和县人民政府办公室关于印发云和县", "支持民间投资实施方案的通知", "云府办〔2023〕5号", "各镇：", "一、甲", "内容。"], "云和县人民政府办公室关于印发云和县支持民间投资实施方案的通知", "云和县人民政府办公室", 2023),
        (["省人民政府關於", "優化營商環境的若干意見", "鄂政發〔2018〕26號", "二〇一八年五月", "一、總體要求", "內容。"], "省人民政府關於優化營商環境的若干意見", "未署名", 2018),
        (["云和县公园管理办法", "县长 曹某", "二O一一年八月十日", "第一条 为了管理，制定本办法。"], "云和县公园管理办法", "云和县人民政府", 2011),
        (["本年报由云和县安平镇人民政府编制的2018年度政府信息公开年度报告。", "一、概述", "内容。"], "云和县安平镇人民政府2018年报告", "云和县安平镇人民政府", 2018),
        (["市水务局2025年度法治政府建设情况报告", "2026-01-20 | 宁波市水务局", "一、甲", "内容。"], "市水务局2025年度法治政府建设情况报告", "宁波市水务局", 2025),
        (["RENOVATION", "云和县水利局关于进一步深化改革的意见", "云水发〔2022〕2号", "一、总体要求", "内容。"], "云和县水利局关于进一步深化改革的意见", "云和县水利局", 2022),
        (["云政发【2023】7号云和县人民政府关于印发云和县总体应急预案的通知", "各镇：", "一、总则", "内容。"], "云政发【2023】7号云和县人民政府关于印发云和县总体应急预案的通知", "云和县人民政府", 2023),
        (["首页 理论教育 正文", "2020年工作和五年发展回顾", "在县委领导下，2020年取得成效。"], "2020年工作和五年发展回顾", "未署名", 2020),
        (["在2022年民政工作会议上的讲话", "同志们：", "一、甲", "2021年是不平凡的一年。"], "在2022年民政工作会议上的讲话", "未署名", 2022),
        (["安平镇2010年政府信息公开工作年度报告", "一、概述", "内容。"], "安平镇2010年政府信息公开工作年度报告", "安平镇人民政府", 2010),
        (["景德镇2023年工作总结", "一、甲", "内容。"], "景德镇2023年工作总结", "景德镇市人民政府", 2023),
        (["关于印发《宁波市教育局2024年工作要点》的通知", "各区教育局：", "一、甲", "内容。"], "关于印发《宁波市教育局2024年工作要点》的通知", "宁波市教育局", 2024),
        (["关于印发《宁波市人民政府2024年立法计划》的通知", "各区人民政府：", "一、甲", "内容。"], "关于印发《宁波市人民政府2024年立法计划》的通知", "未署名", 2024),
        (["宁波市国资委2022年度部门决算公开", "来源：市国资委2023-09-01 19:39", "一、甲", "内容。"], "宁波市国资委2022年度部门决算公开", "宁波市国资委", 2022),
        (["宁波市杨林区综合行政执法局（宁波市杨林区城市管理局）2021年度部门决算", "一、甲", "内容。"], "宁波市杨林区综合行政执法局（宁波市杨林区城市管理局）2021年度部门决算", "宁波市杨林区综合行政执法局", 2021),
        (["【政策解读】《云和县人民政府关于2023年度法治政府建设工作的报告》政策解读", "现解读如下：", "一、起草背景", "内容。"], "【政策解读】《云和县人民政府关于2023年度法治政府建设工作的报告》政策解读", "云和县人民政府", 2023),
        (["清河区人民检察院工作报告", "——2024年1月17日在区第十八届人民代表大会第三次会议上", "清河区人民检察院检察长 王某某", "各位代表：", "现在报告工作。", "一、甲", "内容。"], "清河区人民检察院工作报告", "清河区人民检察院", 2024),
        (["2024年，五角场街道坚持依法行政。现将街道2024年度法治政府建设情况报告如下：", "一、主要做法", "内容。", "2025年1月20日"], "五角场街道2024年报告", "五角场街道", 2024),
    ],
)  # fmt: skip
def test_pages_of_offices_tell_title_issuer_and_year(
    lines: list[str], title: str, issuer: str, year: int
) -> None:
    meta = reports.outline(document(*lines)).meta
    assert (meta.title, meta.issuer, meta.year) == (title, issuer, year)


@pytest.mark.parametrize(
    "line",
    [
        "- 时间：2024-03-21",
        "2024-03-21 07:00:44",
        "发布日期：2024-03-21 11:04 信息来源：五角场街道",
        "来源：五角场街道 发布时间：2024年03月21日",
        "2024-03-21 15:33:00来源：五角场街道",
        "来源：区府办2024-03-21 19:39",
        "公开范围：面向全社会 生成日期：2024-03-21",
        "生成日期 2024-03-21 15:40:33 是否有效",
        "成文日期 | 2024-03-01 | 发布日期 | 2024-03-21 |",
    ],
)
def test_a_page_says_in_many_ways_when_it_was_published(line: str) -> None:
    report = reports.outline(document("五角场街道2023年工作总结", line, "一、甲", "内容。"))
    assert report.meta.published == "2024-03-21"
