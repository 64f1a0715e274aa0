from __future__ import annotations

from sitegen.archive.titles import are_forms, are_nested, called, fuller, parted
from sitegen.archive.topics import Topic


def topic(name: str, *aliases: str, is_wide: bool = False) -> Topic:
    return Topic(id="t", name=name, field="", kind="initiative", aliases=aliases, is_wide=is_wide)


def test_a_title_that_neither_speaks_of_gives_way_to_the_words_of_each() -> None:
    power = topic("清洁能源与新能源基地", is_wide=True)
    texts = ("可再生能源装机增长。", "新能源并网装机增长。")
    assert called(power, ("可再生能源装机", "新能源并网装机"), texts) == "可再生能源装机／新能源并网装机"
    tariffs = topic("电网建设与电力保供", is_wide=True)
    assert called(tariffs, ("用电成本", "电价"), ("降低用电成本。", "电价下降。")) == "用电成本／电价"


def test_a_title_says_what_two_names_that_are_no_forms_of_one_have_to_do_with_each_other() -> None:
    parking = topic("停车难治理")
    texts = ("立体停车库完工。", "增加停车泊位。")
    assert called(parking, ("停车库", "停车泊位"), texts) == "停车难治理（停车库／停车泊位）"
    assert not are_forms("停车库／停车泊位")
    assert are_forms("停车位／停车泊位")
    assert are_forms("经济普查")


def test_words_that_have_nothing_in_common_stand_behind_the_title() -> None:
    care = topic("托育服务")
    assert called(care, ("宝宝屋", "托位"), ("增设宝宝屋。", "增加托位。")) == "托育服务（宝宝屋／托位）"


def test_the_half_of_a_title_is_told_that_the_texts_speak_of() -> None:
    jobs = topic("稳岗返还与援企稳岗")
    assert called(jobs, ("稳岗", "稳岗"), ("稳岗扩岗政策落地。", "支持企业稳岗拓岗。")) == "援企稳岗"


def test_an_example_in_a_title_is_told_only_where_both_give_it() -> None:
    fairs = topic("进博会等展会")
    texts = ("服务进博会，举办展会。", "办好进博会等展会。")
    assert called(fairs, ("进博会",), texts) == "进博会等展会"
    texts = ("举办中博会等展会。", "办好进博会和消博会等展会。")
    assert called(fairs, ("中博会展会", "消博会"), texts).startswith("展会")


def test_a_name_is_told_as_the_title_if_both_print_the_rest_of_it() -> None:
    region = topic("长三角一体化")
    assert fuller(region, "长三角", ("长三角区域一体化发展。", "融入长三角一体化。")) == "长三角一体化"
    assert fuller(region, "长三角", ("长三角区域发展。", "融入长三角一体化。")) == "长三角"


def test_of_a_part_of_a_sentence_the_parts_of_the_name_are_told() -> None:
    firms = topic("国企改革", "国有企业~改革", "健身~活动")
    assert parted(firms, "国有企业要通过改革") == "国有企业改革"
    assert parted(firms, "国有企业重组改革") == "国有企业重组改革"
    assert parted(firms, "健身大会开幕式暨网球交流活动") == "健身…活动"
    assert parted(firms, "国企") == "国企"


def test_an_aside_within_a_name_and_a_gap_that_is_its_own_are_not_left_out() -> None:
    trains = topic("国际班列", "中欧班列", "中欧~班列")
    assert parted(trains, "中欧(中亚)班列") == "中欧班列"
    renewal = topic("以旧换新", "消费品以旧换新", "消费品~换新")
    assert parted(renewal, "消费品以旧换新") == "消费品以旧换新"


def test_forms_are_nested_where_one_shortens_the_other() -> None:
    assert are_nested("自贸区／自贸试验区")
    assert are_nested("环保督察整改（生态环保督察／生态环境保护督察）")
    assert not are_nested("助企纾困／帮助企业")
    assert not are_nested("铁路…建设／铁路建设")
