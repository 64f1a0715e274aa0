from __future__ import annotations

from sitegen.archive.counts import with_gap, without_quantity, without_verb


def test_a_number_within_a_name_leaves_a_sign() -> None:
    assert with_gap("新增1.2万个学位") == "新增…学位"
    assert with_gap("3家企业") == "企业"


def test_how_many_there_are_is_no_part_of_a_name() -> None:
    assert without_quantity("金融机构达到36家") == "金融机构"
    assert without_quantity("金融机构") == "金融机构"
    assert without_quantity("电力装机2000万千瓦") == "电力装机"
    assert without_quantity("pm2.5") == "pm2.5"
    assert without_quantity("36家") == "36家"
    assert without_quantity("30个社区食堂") == "社区食堂"
    assert without_quantity("110家庭暴力警情") == "110家庭暴力警情"
    assert without_quantity("2024个人所得税") == "2024个人所得税"
    assert without_quantity("30户以上自然村寨") == "30户以上自然村寨"
    assert without_quantity("15分钟生活圈") == "15分钟生活圈"


def test_a_word_that_a_quantity_follows_is_no_part_of_a_name() -> None:
    assert without_verb("行政村占比达") == "行政村占比"
    assert without_verb("通达") == "通达"
