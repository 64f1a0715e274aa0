from __future__ import annotations

import pytest
from readers.made import lines

from sitegen import readers
from sitegen.errors import SitegenError
from sitegen.model import Paragraph

_TEXT = "清河街道2024年工作总结\n\n　　一、总体情况。全年完成各项任务，服务居民三万余人次。\n" * 3


def _texts(data: bytes) -> list[str]:
    blocks = readers.read("a.txt", data).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_every_encoding_of_an_office_is_read(encoding: str) -> None:
    text = (
        _TEXT
        if encoding != "big5"
        else "清河街道2024年工作總結\n一、總體情況。全年完成各項任務,服務居民三萬餘人次,社區環境明顯改善。\n"
    )
    assert _texts(text.encode(encoding)) == [line.strip() for line in text.splitlines() if line.strip()]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    blocks = readers.read("a.txt", "甲\r\n\r\n乙\n丙".encode()).blocks
    assert [(block.text, block.line) for block in blocks if isinstance(block, Paragraph)] == [
        ("甲", 1),
        ("乙", 3),
        ("丙", 4),
    ]


def test_a_stray_byte_is_shown_and_reported_with_its_line() -> None:
    data = _TEXT.encode() * 4 + b"\xff\xfe" + "乙".encode()
    document = readers.read("a.txt", data)
    (found,) = document.problems
    assert (found.code, found.line) == ("characters-lost", 37)


def test_invisible_characters_go_and_are_counted() -> None:
    document = readers.read("a.txt", "甲\u200b乙\x00丙\u202e丁\ufeff".encode())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["甲乙丙丁"]
    assert dict(document.problems[0].values) == {"count": "4"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source-blank"),
        (b" \n\t\n", "source-blank"),
        ("\u200b\n".encode(), "source-empty"),
        (bytes(range(256)) * 40, "source-binary"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(SitegenError) as caught:
        readers.read("a.txt", data)
    assert caught.value.problem.code == code


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(SitegenError) as caught:
        readers.read("a.txt", b"x" * (readers.LARGEST + 1))
    assert caught.value.problem.code == "source-too-large"


def test_the_source_keeps_name_checksum_and_address() -> None:
    source = readers.read("a.txt", b"abc", "https://example.org/a").source
    assert (source.name, source.url) == ("a.txt", "https://example.org/a")
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_blanks_before_a_line_are_remembered_as_its_indent() -> None:
    document = readers.read("x.txt", "　　甲\n乙\n    丙\n\t丁\n 戊".encode())
    assert [block.is_indented for block in document.blocks] == [True, False, True, True, False]


def test_numbered_headings_between_asterisks_lose_these_and_nothing_else_is_taken_for_markdown() -> None:
    text = (
        "某镇工作总结\n\n**一、主要工作**\n\n**（一）抓项目。**新开工12个。\n\n**二、下步打算**\n\n"
        "规模为2*3*4米，见[名单](附件1)。"
    )
    document = readers.read("x.txt", text.encode())
    assert lines(document) == [
        "某镇工作总结",
        "一、主要工作",
        "（一）抓项目。新开工12个。",
        "二、下步打算",
        "规模为2*3*4米，见[名单](附件1)。",
    ]


def test_asterisks_that_stand_for_a_name_left_out_stay() -> None:
    text = "**镇工作总结\n一、主要工作\n**县委、**县政府高度重视。\n二、下步打算\n再接再厉。"
    assert lines(readers.read("x.txt", text.encode())) == text.split("\n")
