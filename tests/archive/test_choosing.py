from __future__ import annotations

from sitegen.archive.choosing import clear, trimmed
from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.topics import unquoted
from sitegen.archive.worded import Words, worded


def words(text: str) -> Words:
    folded = unquoted(text)
    left = divided([folded], [folded], [()])[0]
    return worded(ClauseAnalysis(anchor="p1-c1", text=left, mentions=(), is_linkable=True))


def chosen(*names: str, first: str = "办理业务。", second: str = "办理事项。") -> list[str]:
    return list(clear(names, words(first), words(second)))


def test_beside_a_name_that_both_print_only_others_that_are_clear_are_told() -> None:
    assert chosen("高校毕业生就业", "体育赛事／群众体育") == ["高校毕业生就业"]
    assert chosen("引资", "公平竞争审查") == ["公平竞争审查"]
    assert chosen("公平竞争审查", "停车位／停车泊位") == ["公平竞争审查", "停车位／停车泊位"]
    assert chosen("公平竞争审查", "加装电梯（增设电梯）") == ["公平竞争审查", "加装电梯（增设电梯）"]


def test_where_nothing_else_says_enough_all_are_told() -> None:
    assert chosen("引资", "联动") == ["引资", "联动"]
    assert chosen("体育赛事／群众体育", "健身") == ["体育赛事／群众体育", "健身"]
    assert chosen("体育赛事／群众体育") == ["体育赛事／群众体育"]


def test_two_names_are_one_where_both_print_them_so() -> None:
    text = "巩固拓展脱贫攻坚成果。"
    assert chosen("巩固拓展脱贫攻坚", "脱贫攻坚成果", first=text, second=text) == ["巩固拓展脱贫攻坚成果"]


def test_what_joined_a_name_to_others_is_no_part_of_it() -> None:
    assert trimmed("大模型和") == "大模型"
    assert trimmed("规范性文件合法性和／规范性文件合法性审查") == "规范性文件合法性"
    assert trimmed("化工材料／新材料") == "化工材料／新材料"
    assert trimmed("安全韧性的／安全韧性") == "安全韧性"
    assert trimmed("以上服务业企业") == "服务业企业"
    assert [trimmed(name) for name in ("碳中和", "公众参与", "健康普及", "目的")] == [
        "碳中和",
        "公众参与",
        "健康普及",
        "目的",
    ]
