"""Files that are broken or were made to do harm: each ends at once, with a kind of problem of its own.

A file that makes a reader hang makes the test hang; the limits are those of the readers themselves.
"""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from readers.made import NAMESPACES, codes, lines, pdf_bytes, read_word, refusal, text, word_bytes, zipped

from sitegen import readers
from sitegen.errors import SitegenError, describe

PARAGRAPH = "<w:p><w:r><w:t>正文。</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def _word(document: bytes | str, **others: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **others})


# ---------------------------------------------------------------- formats


def test_the_content_decides_and_not_the_suffix() -> None:
    page = pdf_bytes(text(100, 700, "正文。"))
    assert lines(readers.read("报告.docx", page)) == ["正文。"]
    assert lines(readers.read("报告.pdf", word_bytes(PARAGRAPH))) == ["正文。"]
    assert lines(
        readers.read("报告.doc", b"<html><body><p>" + "正文。".encode() + b"</p></body></html>")
    ) == ["正文。"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "source-blank"),
        (b" \r\n\t ", "source-blank"),
        ("\ufeff\u200b".encode(), "source-empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "source-picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 64, "source-picture"),
        (b"Rar!\x1a\x07\x01\x00", "source-packed"),
        (b"{\\rtf1 x}", "converter-missing"),
        (OLE + "WordDocument".encode("utf-16-le"), "converter-missing"),
        (OLE + "Workbook".encode("utf-16-le"), "source-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "source-encrypted"),
        (OLE, "source-damaged"),
        (bytes(range(256)) * 20, "source-binary"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, kind: str) -> None:
    assert refusal(data) == kind


def test_other_kinds_of_zip_files_are_named() -> None:
    assert refusal(zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""})) == "source-format"
    assert refusal(zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""})) == "source-format"
    assert refusal(zipped({"读我.txt": "文字"})) == "source-packed"
    assert refusal(zipped({"mimetype": "application/vnd.oasis.opendocument.text"})) == "converter-missing"


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert refusal(b"a" * (readers.LARGEST + 1)) == "source-too-large"


# ---------------------------------------------------------------- containers


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    bomb = _word(f"<w:document {NAMESPACES}><w:body>".encode() + b" " * 60_000_000)
    assert len(bomb) < 100_000
    assert refusal(bomb) == "source-unpacks"


def test_a_large_part_that_holds_no_text_is_never_unpacked() -> None:
    data = _word(
        f"<w:document {NAMESPACES}><w:body>{PARAGRAPH}</w:body></w:document>",
        **{"word/media/1.png": b"\x00" * 50_000_000},
    )
    assert lines(readers.read("报告.docx", data)) == ["正文。"]


def test_millions_of_paragraphs_are_refused_before_they_are_parsed() -> None:
    noise = "".join(f"<w:p><w:t>{number}</w:t></w:p>" for number in range(300_000))
    assert (
        refusal(_word(f"<w:document {NAMESPACES}><w:body>{noise}</w:body></w:document>")) == "source-unpacks"
    )


def test_thousands_of_parts_are_refused() -> None:
    parts: dict[str, bytes | str] = {f"p{number}": "" for number in range(6_000)}
    assert refusal(zipped({"[Content_Types].xml": "", **parts})) == "source-unpacks"


def test_names_that_climb_out_of_the_container_are_only_names() -> None:
    data = _word(
        f"<w:document {NAMESPACES}><w:body>{PARAGRAPH}</w:body></w:document>",
        **{"../../../../tmp/evil.txt": "x", "/etc/evil": "x"},
    )
    assert lines(readers.read("报告.docx", data)) == ["正文。"]


def test_a_cut_container_is_damaged() -> None:
    assert refusal(word_bytes(PARAGRAPH)[:-40]) == "source-damaged"


def test_a_part_that_does_not_match_its_checksum_is_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{PARAGRAPH}</w:body></w:document>"
        )
    assert refusal(buffer.getvalue().replace("正文".encode(), "错文".encode())) == "source-damaged"


def test_a_container_with_a_password_is_encrypted() -> None:
    data = bytearray(word_bytes(PARAGRAPH))
    place = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[place + 8 : place + 10] = struct.pack("<H", 1)
    assert refusal(bytes(data)) == "source-encrypted"


def test_a_word_file_without_its_text_is_incomplete() -> None:
    assert (
        refusal(zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<a/>"})) == "source-incomplete"
    )
    assert refusal(_word(f"<w:document {NAMESPACES}/>")) == "source-incomplete"


# ---------------------------------------------------------------- XML


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://203.0.113.1/a.dtd">',
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_document_type_is_refused(declared: str, encoding: str) -> None:
    body = f"<w:document {NAMESPACES}><w:body>{PARAGRAPH}</w:body></w:document>"
    assert refusal(_word((declared + body).encode(encoding))) == "source-doctype"


def test_xml_that_is_not_well_formed_is_damaged() -> None:
    assert refusal(_word(f"<w:document {NAMESPACES}><w:body>{PARAGRAPH}")) == "source-damaged"
    assert refusal(_word(b"\x00\x01\x02")) == "source-damaged"


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:outlineLvl w:val="x"/><w:jc/></w:pPr><w:r><w:sym w:char="ZZ"/><w:t>甲</w:t></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:sym w:char="110000"/><w:t>甲</w:t></w:r></w:p>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
        "<w:tbl/><w:sdt/><w:p><w:r><w:t>甲</w:t><w:drawing><wp:inline><wp:docPr/></wp:inline></w:drawing></w:r></w:p>",
    ],
)
def test_values_out_of_range_break_nothing(body: str) -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"/><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    assert "甲" in str(lines(read_word(body, numbering=numbering)))


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    assert lines(read_word(body, styles=styles)) == ["甲"]


# ---------------------------------------------------------------- characters


def test_radicals_forms_and_invisible_characters_are_replaced_and_counted() -> None:
    document = readers.read(
        "报告.txt", "⼀、⻓者\u00ad食堂\u200b︵试点︶，万⼾居民面积30㎡…①\uf900\n".encode()
    )
    assert lines(document) == ["一、长者食堂（试点），万户居民面积30㎡…①豈"]
    assert [(each.code, dict(each.values)) for each in document.problems] == [
        ("controls-removed", {"count": "2"}),
        ("radicals-replaced", {"count": "6"}),
    ]


def test_control_characters_in_text_are_removed_and_counted() -> None:
    document = readers.read("报告.txt", "加装\x00电梯\x07。\u202e".encode())
    assert lines(document) == ["加装电梯。"]
    assert codes(document) == ["controls-removed"]


def test_what_cannot_be_opened_is_called_by_the_name_that_it_bears() -> None:
    with pytest.raises(SitegenError) as caught:
        readers.read("报告.docx", word_bytes(PARAGRAPH)[:-40])
    assert dict(caught.value.problem.values)["format"] == "Word"


def test_a_text_that_is_far_too_long_is_said_to_have_at_least_so_many_characters() -> None:
    with pytest.raises(SitegenError) as caught:
        readers.read("报告.txt", "字".encode() * 2_000_000)
    assert "at least 1500000 characters" in describe(caught.value.problem)[1]
