"""Word's automatic numbers, as they are printed."""

from __future__ import annotations

from readers.made import lines, read_word


def level(index: int, text: str, number_format: str = "chineseCounting", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LADDER = level(0, "%1、") + level(1, "（%2）") + level(2, "%3.", "decimal")


def abstract(levels: str = LADDER, list_id: int = 1) -> str:
    return f'<w:abstractNum w:abstractNumId="{list_id}">{levels}</w:abstractNum>'


def num(num_id: int = 1, list_id: int = 1, more: str = "") -> str:
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{list_id}"/>{more}</w:num>'


def item(text: str, index: int = 0, num_id: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def styled(text: str, style: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_a_ladder_counts_each_rung_and_starts_below_anew() -> None:
    body = item("经济") + item("招商", 1) + item("服务", 1) + item("走访", 2) + item("治理") + item("网格", 1)
    document = read_word(body, numbering=abstract() + num())
    assert lines(document) == ["一、经济", "（一）招商", "（二）服务", "1.走访", "二、治理", "（一）网格"]


def test_a_rung_that_was_skipped_counts_as_begun() -> None:
    levels = level(0, "%1", "decimal") + level(1, "%1.%2", "decimal")
    document = read_word(item("招商", 1) + item("服务", 1), numbering=abstract(levels) + num())
    assert lines(document) == ["1.1 招商", "1.2 服务"]


def test_two_lists_on_one_abstract_list_go_on_counting() -> None:
    document = read_word(item("甲", num_id=1) + item("乙", num_id=2), numbering=abstract() + num(1) + num(2))
    assert lines(document) == ["一、甲", "二、乙"]


def test_a_start_override_starts_a_list_anew_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    document = read_word(
        item("甲") + item("乙", num_id=2) + item("丙", num_id=2),
        numbering=abstract() + num(1) + num(2, more=override),
    )
    assert lines(document) == ["一、甲", "三、乙", "四、丙"]


def test_a_level_can_be_overridden_as_a_whole() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "第%1章", "chineseCounting")}</w:lvlOverride>'
    document = read_word(item("总则"), numbering=abstract() + num(1, more=override))
    assert lines(document) == ["第一章总则"]


def test_a_level_that_never_restarts_counts_through() -> None:
    levels = level(0, "%1、") + level(1, "第%2条", "decimal", '<w:lvlRestart w:val="0"/>')
    body = item("甲") + item("一条", 1) + item("乙") + item("二条", 1)
    document = read_word(body, numbering=abstract(levels) + num())
    assert lines(document) == ["一、甲", "第1条一条", "二、乙", "第2条二条"]


def test_legal_numbering_prints_digits_for_higher_levels() -> None:
    levels = level(0, "%1、") + level(1, "%1.%2", "decimal", "<w:isLgl/>")
    document = read_word(item("甲") + item("乙", 1), numbering=abstract(levels) + num())
    assert lines(document) == ["一、甲", "1.1 乙"]


def test_a_style_brings_its_number_and_its_level() -> None:
    levels = level(0, "%1、", more='<w:pStyle w:val="Big"/>') + level(
        1, "（%2）", more='<w:pStyle w:val="Small"/>'
    )
    in_list = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Big">{in_list}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Small"><w:basedOn w:val="Big"/>{in_list}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Heir"><w:basedOn w:val="Small"/></w:style>'
    )
    body = styled("甲", "Big") + styled("乙", "Small") + styled("丙", "Heir")
    document = read_word(body, numbering=abstract(levels) + num(), styles=styles)
    assert lines(document) == ["一、甲", "（一）乙", "（二）丙"]


def test_a_paragraph_can_leave_the_list_of_its_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Big"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = styled("甲", "Big", '<w:numPr><w:numId w:val="0"/></w:numPr>') + styled("乙", "Big")
    document = read_word(body, numbering=abstract() + num(), styles=styles)
    assert lines(document) == ["甲", "一、乙"]


def test_a_numbering_style_is_followed_to_its_list() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Office"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="Office"/>{LADDER}</w:abstractNum>'
        + num(1, 5)
    )
    assert lines(read_word(item("甲") + item("乙", 1), numbering=numbering)) == ["一、甲", "（一）乙"]


def test_bullets_of_symbol_fonts_become_plain_ones() -> None:
    document = read_word(item("甲"), numbering=abstract(level(0, "\uf0b7", "bullet")) + num())
    assert lines(document) == ["• 甲"]


def test_a_custom_format_falls_back_to_a_plain_one() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    assert lines(read_word(item("甲"), numbering=abstract(custom) + num())) == ["01.甲"]


def test_a_list_that_does_not_exist_prints_no_number() -> None:
    assert lines(read_word(item("甲", num_id=9), numbering=abstract() + num())) == ["甲"]
