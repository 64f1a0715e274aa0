from __future__ import annotations

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.phrases import longest, shared_phrases
from sitegen.archive.topics import unquoted
from sitegen.archive.worded import Words, worded


def words(text: str) -> Words:
    folded = unquoted(text)
    return of(divided([folded], [folded], [()])[0])


def of(text: str) -> Words:
    return worded(ClauseAnalysis(anchor="p1-c1", text=text, mentions=(), is_linkable=True))


def phrases(first: str, second: str) -> list[str]:
    return shared_phrases(words(first), words(second))


def test_neighbouring_words_are_one_phrase() -> None:
    assert phrases("城乡居民人均可支配收入分别增长5%。", "今年城乡居民人均可支配收入分别增长6%。") == [
        "城乡居民人均可支配收入"
    ]


def test_marks_end_a_phrase_but_for_those_of_a_list_that_both_print() -> None:
    assert phrases("开采页岩气，煤层气。", "页岩气，煤层气增产。") == ["煤层气", "页岩气"]
    assert phrases("开采页岩气、煤层气。", "页岩气、煤层气增产。") == ["页岩气、煤层气"]
    assert phrases("服务贸易、跨境电商增长。", "数字贸易、跨境电商增长。") == ["跨境电商"]
    assert phrases("遏制耕地“非农化”、防止“非粮化”。", "遏制耕地“非农化”、防止耕地“非粮化”。") == [
        "耕地非农化"
    ]


def test_a_name_that_goes_on_in_other_words_is_not_cut_within() -> None:
    assert phrases("供水管网改造。", "供水管道改造。") == []
    assert phrases("改造供水管网、燃气管道。", "改造供水管道、燃气管道。") == ["燃气管道"]
    assert phrases("第三轮中央生态环境督察。", "第三轮中央生态环保督察。") == []
    assert phrases("《2023年度科学基金指南》。", "《2024年度科学基金指南》。") == ["科学基金指南"]


def test_no_character_of_a_longer_name_is_left_over() -> None:
    assert phrases("举办中俄蒙商品展销会。", "举办中印蒙商品展销会。") == ["商品展销会"]
    assert phrases("严格落实不合格药品核查。", "落实不合格药品核查。") == ["不合格药品核查"]


def test_a_general_noun_tells_something_only_beside_another_one() -> None:
    assert phrases("土地平整。", "土地肥沃。") == []
    assert phrases("完成土地征收。", "推进土地征收。") == ["土地征收"]


def test_what_is_not_compared_may_stand_in_a_phrase_but_starts_none() -> None:
    one, other = "河港区煤层气开采", "煤层气开采在河港区"
    first, second = of(f"\n河港区\n{one[3:]}"), of(f"{other[:-3]}\n河港区")
    assert shared_phrases(first, second) == ["煤层气开采"]


def test_both_directions_share_the_same_phrases() -> None:
    one, other = "新建污泥处置站和中水管线。", "中水管线完工，污泥处置站开工。"
    assert phrases(one, other) == phrases(other, one)


def test_a_negation_is_never_lost() -> None:
    assert phrases("毫不松懈抓好煤层气开采。", "毫不松懈抓好煤层气开采。") == ["煤层气开采"]


def test_a_word_keeps_its_suffix_and_a_range_its_beginning() -> None:
    assert phrases("建设紧密型县域医共体。", "推进紧密型县域医共体。")[0].startswith("紧密型县域")
    assert phrases("为0—6岁儿童筛查孤独症。", "对0—6岁儿童筛查孤独症。") == ["0-6岁儿童筛查孤独症"]


def test_a_word_that_only_begins_a_longer_name_in_both_is_left_out() -> None:
    assert phrases("筹措保障性住房。", "筹措保障性租赁房。") == []
    assert phrases("严厉打击非法采砂。", "严厉打击非法捕捞。") == []


def test_what_is_part_of_another_term_is_left_out() -> None:
    assert longest(["电梯", "加装电梯", "加装电梯", "河长制"]) == ["加装电梯", "河长制"]
