from __future__ import annotations

import pytest

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.edges import edged
from sitegen.archive.topics import unquoted
from sitegen.archive.worded import Words, worded


def words(text: str) -> Words:
    folded = unquoted(text)
    left = divided([folded], [folded], [()])[0]
    return worded(ClauseAnalysis(anchor="p1-c1", text=left, mentions=(), is_linkable=True))


@pytest.mark.parametrize(
    ("name", "first", "second", "whole"),
    [
        (
            "价值专利拥有量",
            "每万人高价值专利拥有量48件。",
            "每万人口高价值专利拥有量3件。",
            "高价值专利拥有量",
        ),
        ("建设崇明线", "加快建设崇明线、嘉闵线。", "开工嘉闵线，加快建设崇明线。", "崇明线"),
        ("市重点项目", "全市重点项目开工。", "省市重点项目储备增加。", "重点项目"),
        ("人才和创新团队", "培养高技能人才和创新团队。", "引进科技领军人才和创新团队。", "创新团队"),
        ("无还本续", "推广无还本续贷120亿元。", "落实无还本续贷政策。", "无还本续贷"),
        ("体育强", "建设体育强省。", "推进体育强市。", "体育强市／体育强省"),
        ("等促消费活动", "开展体验等促消费活动。", "举办换新等促消费活动，见效。", "促消费活动"),
        ("检验检测、商务", "发展检验检测、商务会展。", "面向检验检测、商务咨询。", "检验检测"),
        ("60科创走廊", "建设G60科创走廊。", "深化G60科创走廊。", "g60科创走廊"),
        ("经济深度融合", "推动数字经济和实体经济深度融合。", "促进农业经济深度融合。", "深度融合"),
    ],
)
def test_a_torn_edge_is_moved_to_a_free_one(name: str, first: str, second: str, whole: str) -> None:
    assert edged(name, words(first), words(second)) == whole
    assert edged(name, words(first), words(second)) == edged(name, words(second), words(first))


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("重点专科", "建设临床重点专科。", "纳入自治区重点专科。"),
        ("千行百业", "赋能千行百业。", "深度赋能千行百业。"),
        ("等级保护", "网络安全等级保护。", "信息等级保护加强。"),
        ("建设用地", "盘活城乡建设用地。", "农村集体建设用地入市。"),
        ("民间资本参与", "鼓励民间资本参与项目。", "吸引民间资本参与交通。"),
        ("研究与试验发展经费", "全社会研究与试验发展经费支出。", "全市研究与试验发展经费投入。"),
        ("煤层气", "页岩油达标。", "煤层气达标。"),
        ("煤层气", "煤层气勘探，煤层气开采。", "推进煤层气，见效。"),
        ("等保测评", "开展等保测评12次。", "完成等保测评任务。"),
    ],
)
def test_a_name_that_no_edge_tears_stays(name: str, first: str, second: str) -> None:
    assert edged(name, words(first), words(second)) == name
    assert edged(name, words(second), words(first)) == name
