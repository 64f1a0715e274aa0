"""Bad Word files: containers, XML and numbering that are broken or were made to do harm."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from bad_inputs.case import BODY, Case
from readers.made import NAMESPACES, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARAGRAPHS = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in BODY.splitlines())
HOLDS = ("三十五台", "二十九户")


def document(body: str = PARAGRAPHS, before: str = "", encoding: str = "utf-8") -> bytes:
    """Return the main part of a Word file."""
    return f"{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(encoding)


def word(main: bytes | str, **others: bytes | str) -> bytes:
    """Return a Word file of a main part and others, named without their folder and suffix."""
    parts: dict[str, bytes | str] = {TYPES: "<Types/>", MAIN: main}
    return zipped(
        parts | {(name if "." in name else f"word/{name}.xml"): data for name, data in others.items()}
    )


def part(name: str, inner: str) -> str:
    """Return a part of WordprocessingML: `styles`, `numbering`."""
    return f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def repeated(block: bytes, times: int) -> tuple[bytes, int, int]:
    """Return `block` deflated `times` over as one stream (a fraction of the work), with its CRC-32 and size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    return once * times + packer.flush(), crc, len(block) * times


def raw_zip(entries: Iterable[tuple[str, bytes, int, int]]) -> bytes:
    """Return a zip file of entries already deflated: name, stream, CRC-32, size."""
    data, directory, count = b"", b"", 0
    for name, stream, crc, size in entries:
        shared = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(stream), size, len(name.encode()), 0)
        directory += (
            b"PK\x01\x02\x14\x00" + shared + struct.pack("<HHHII", 0, 0, 0, 0, len(data)) + name.encode()
        )
        data += b"PK\x03\x04" + shared + name.encode() + stream
        count += 1
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(data), 0)
    return data + directory + end


def bomb(name: str, block: bytes, times: int, main: bytes | None = None) -> bytes:
    """Return a Word file whose part `name` is `block` repeated."""
    parts = {TYPES: b"<Types/>"} | ({} if name == MAIN else {MAIN: main or document()})
    return raw_zip(
        [*((each, *repeated(data, 1)) for each, data in parts.items()), (name, *repeated(block, times))]
    )


def _opened(block: str, times: int, before: str = "") -> bytes:
    """Return a Word file whose main part is well-formed but for its end: `block` repeated."""
    start = document(before).split(b"</w:body>")[0]
    streams = [start, *[block.encode() * 1000] * (times // 1000), b"</w:body></w:document>"]
    return word(b"".join(streams))


def _relationships(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _patched(data: bytes, signature: bytes, at: int, value: bytes, which: int = 0) -> bytes:
    """Return a zip file with bytes of one of its headers replaced."""
    place = -1
    for _ in range(which + 1):
        place = data.index(signature, place + 1)
    return data[: place + at] + value + data[place + at + len(value) :]


def _stored() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as container:
        container.writestr(TYPES, "<Types/>")
        container.writestr(MAIN, document())
    return buffer.getvalue()


def _overlapping() -> bytes:
    """Two entries of the directory share one place of the file: quoted once, unpacked twice."""
    data = word(document(), styles="<a/>")
    third, second = (
        data.index(b"PK\x03\x04", 1 + data.index(b"PK\x03\x04", 1)),
        data.index(b"PK\x03\x04", 1),
    )
    return _patched(data, b"PK\x01\x02", 42, struct.pack("<I", second), which=2) if third else data


def _zip64() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(TYPES, "<Types/>")
        with container.open(MAIN, "w", force_zip64=True) as main:
            main.write(document())
    return buffer.getvalue()


def _twice() -> bytes:
    entries = [
        (TYPES, b"<Types/>"),
        (MAIN, document()),
        (MAIN, document(PARAGRAPHS.replace("三十五", "九十九"))),
    ]
    return raw_zip((name, *repeated(data, 1)) for name, data in entries)


def _ole(*streams: str, head: bytes = b"") -> bytes:
    names = b"".join(stream.encode("utf-16-le").ljust(128, b"\x00") for stream in streams)
    return OLE.ljust(512, b"\x00") + head.ljust(512, b"\x00") + names


_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "哈哈">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_XML16 = '<?xml version="1.0" encoding="UTF-16"?>'


def _lists(inner: str, paragraph: str) -> Callable[[], bytes]:
    num = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return lambda: word(document(PARAGRAPHS + paragraph), numbering=part("numbering", inner + num))


_LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项。</w:t></w:r></w:p>'
_LEVEL = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>'
_CELL = "<w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>"


def _case(
    number: int,
    name: str,
    make: Callable[[], bytes],
    code: str = "",
    suffix: str = "docx",
    *,
    holds: tuple[str, ...] = (),
) -> Case:
    return Case(number=number, name=name, make=make, code=code, suffix=suffix, holds=holds)


CASES = (
    _case(6, "word-named-pdf", lambda: word(document()), suffix="pdf", holds=HOLDS),
    _case(7, "word-without-words", lambda: word(document("<w:p/>")), "source-empty"),
    _case(7, "word-of-blanks", lambda: word(document("<w:p><w:r><w:t>\u3000 \u200b</w:t></w:r></w:p>")), "source-empty"),
    _case(8, "picture-bomb", lambda: bomb("word/media/1.png", bytes(1 << 22), 128), holds=HOLDS),
    _case(8, "package-in-package-bomb", lambda: bomb("word/embeddings/1.docx", bytes(1 << 22), 128), holds=HOLDS),
    _case(8, "header-bomb", lambda: bomb("word/header1.xml", b"<w:hdr>" * 100_000, 128), holds=HOLDS),
    _case(8, "text-bomb", lambda: bomb(MAIN, b" " * (1 << 22), 128), "source-unpacks"),
    _case(8, "styles-bomb", lambda: bomb("word/styles.xml", b"<w:style/>" * 100_000, 500), "source-unpacks"),
    _case(8, "relations-bomb", lambda: bomb("_rels/.rels", b" " * (1 << 22), 100), "source-unpacks"),
    _case(8, "text-just-below-the-limits", lambda: _opened("".join(f"<w:p><w:r><w:t>{n:x}</w:t></w:r></w:p>" for n in range(7)), 36_000), "source-unpacks"),
    _case(9, "paragraphs-3-million", lambda: bomb(MAIN, b"<w:p/>" * 10_000, 300), "source-unpacks"),
    _case(9, "paragraphs-of-one-line-each", lambda: _opened("<w:p/>", 500_000, PARAGRAPHS), "source-unpacks"),
    _case(9, "styles-3-million", lambda: bomb("word/styles.xml", b"<w:style/>" * 1000, 3000), "source-unpacks"),
    _case(9, "notes-million", lambda: word(document(), footnotes=part("footnotes", "<w:footnote/>" * 1_000_000)), "source-unpacks"),
    _case(9, "attributes-million", lambda: word(document(PARAGRAPHS + "<w:p " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>")), "source-unpacks"),
    _case(9, "elements-just-below-the-limit", lambda: word(document(PARAGRAPHS + "".join(f'<w:p w:a="{n % 997}"/>' for n in range(224_000)))), holds=HOLDS),
    _case(9, "elements-with-text-below-the-limit", lambda: word(document(PARAGRAPHS + "".join(f"<w:x>{n % 997}</w:x>" for n in range(440_000)))), holds=HOLDS),
    _case(9, "pictures-in-one-drawing", lambda: word(document(PARAGRAPHS + "<w:p><w:r><w:drawing><wp:inline>" + "".join(f'<wp:docPr id="{n}{n * 7919:x}{n * 104729:x}"/>' for n in range(100_000)) + "</wp:inline></w:drawing></w:r></w:p>")), holds=HOLDS),
    _case(9, "fields-that-never-end", lambda: word(document(PARAGRAPHS + "<w:p>" + "".join(f'<w:r><w:fldChar w:fldCharType="begin"/><w:t>{n * 7919:x}</w:t></w:r>' for n in range(30_000)) + "</w:p>")), holds=HOLDS),
    _case(9, "one-note-quoted-for-ever", lambda: word(document(PARAGRAPHS + "<w:p>" + "".join(f'<w:r w:rsidR="{n * 7919:x}"><w:footnoteReference w:id="1"/></w:r>' for n in range(30_000)) + "</w:p>"), footnotes=part("footnotes", f'<w:footnote w:id="1"><w:p><w:r><w:t>{"注" * 50_000}</w:t></w:r></w:p></w:footnote>')), holds=HOLDS),
    _case(9, "notes-quoted-backwards", lambda: word(document(PARAGRAPHS + "<w:p>" + "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(15_000, 0, -1)) + "</w:p>"), footnotes=part("footnotes", "".join(f'<w:footnote w:id="{n}"><w:p><w:r><w:t>注。</w:t></w:r></w:p></w:footnote>' for n in range(30_000)))), holds=HOLDS),
    _case(9, "tables-in-tables", lambda: word(document(PARAGRAPHS + "<w:tbl><w:tr><w:tc>" * 300_000)), "source-unpacks"),
    _case(9, "tables-in-tables-deep", lambda: word(document("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300)), "source-damaged"),
    _case(9, "table-100000-cells", lambda: word(document(PARAGRAPHS + "<w:tbl>" + "".join("<w:tr>" + "".join(_CELL.replace("格", str(n * m % 10)) for m in range(50)) + "</w:tr>" for n in range(2_000)) + "</w:tbl>")), holds=HOLDS),
    _case(9, "table-of-wide-spans", lambda: word(document(PARAGRAPHS + "<w:tbl>" + ("<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>' * 1000 + "</w:tr>") + "".join(f'<w:tr w:rsidR="{n * 7919:x}"><w:tc><w:p/></w:tc></w:tr>' for n in range(20_000)) + "</w:tbl>")), "source-unpacks"),
    _case(9, "table-merged-downwards", lambda: word(document(PARAGRAPHS + "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:vMerge w:val="99999999999"/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr>' * 2_000 + "</w:tbl>")), holds=HOLDS),
    _case(9, "number-text-of-a-megabyte", _lists(_LEVEL.format(1, "号" * 300_000), _LISTED.format(0) * 3_000), holds=HOLDS),
    _case(9, "number-of-levels-that-are-none", _lists(_LEVEL.format(10**12, "%99%1、"), _LISTED.format(1000) + _LISTED.format(-5) + _LISTED.format("x")), holds=HOLDS),
    _case(9, "number-links-in-a-circle", lambda: word(document(PARAGRAPHS + _LISTED.format(0)), numbering=part("numbering", '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="B"/><w:numStyleLink w:val="A"/></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:styleLink w:val="A"/><w:numStyleLink w:val="B"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')), holds=HOLDS),
    _case(9, "number-lists-by-the-thousand", lambda: word(document(PARAGRAPHS + _LISTED.format(0) * 8_000), numbering=part("numbering", "".join(f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="Z"/></w:abstractNum>' for n in range(50_000)) + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')), holds=HOLDS),
    _case(9, "number-overrides-by-the-thousand", lambda: word(document(PARAGRAPHS + _LISTED.format(0) * 8_000), numbering=part("numbering", _LEVEL.format(1, "%1、") + '<w:num w:numId="1"><w:abstractNumId w:val="1"/>' + "".join(f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{n * 7919}"/></w:lvlOverride>' for n in range(50_000)) + "</w:num>")), holds=HOLDS),
    _case(9, "styles-in-a-circle", lambda: word(document(PARAGRAPHS.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>')), styles=part("styles", "".join(f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("AB", "BC", "CA")))), holds=HOLDS),
    _case(10, "laughs-in-the-text", lambda: word(document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", _LAUGHS)), "source-doctype"),
    _case(10, "laughs-in-an-attribute", lambda: word(document('<w:p w:x="&l9;"/>', _LAUGHS)), "source-doctype"),
    _case(10, "laughs-in-styles", lambda: word(document(), styles=_LAUGHS + "<a>&l9;</a>"), "source-doctype"),
    _case(10, "laughs-in-relations", lambda: word(document(), **{"_rels/.rels": _LAUGHS + "<a>&l9;</a>"}), "source-doctype"),
    _case(10, "laughs-in-settings-relations", lambda: word(document(), **{"word/_rels/settings.xml.rels": _LAUGHS + "<a>&l9;</a>"}), "source-doctype"),
    _case(10, "laughs-in-utf16", lambda: word(document("&l9;", _LAUGHS, "utf-16")), "source-doctype"),
    _case(10, "laughs-in-utf16-unmarked", lambda: word(document("&l9;", _XML16 + _LAUGHS, "utf-16-le")), "source-damaged"),
    _case(10, "laughs-in-utf32", lambda: word(document("&l9;", _LAUGHS, "utf-32")), "source-damaged"),
    _case(10, "laughs-in-utf7", lambda: word(b'<?xml version="1.0" encoding="UTF-7"?>' + document("&l9;", _LAUGHS).decode().replace("<!", "+ADwAIQ-").encode()), "source-damaged"),
    _case(11, "outside-entity", lambda: word(document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", _OUTSIDE)), "source-doctype"),
    _case(11, "outside-parameter", lambda: word(document("", '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/a.dtd">%x;]>')), "source-doctype"),
    _case(11, "outside-definition", lambda: word(document("", '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">')), "source-doctype"),
    _case(11, "outside-inclusion", lambda: word(document(PARAGRAPHS + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>')), holds=HOLDS),
    _case(12, "names-that-climb", lambda: word(document(), **{"../../../../etc/cron.d/x": "x", "/etc/x.y": "x", "C:\\x.y": "x", "word/../../x.y": "x"}), holds=HOLDS),
    _case(12, "main-part-that-climbs", lambda: word(document(), **{"_rels/.rels": _relationships(("officeDocument", "../../../etc/passwd")).replace(' TargetMode="External"', "")}), "source-incomplete"),
    _case(13, "no-text-part", lambda: zipped({TYPES: "<Types/>", "word/styles.xml": "<a/>"}), "source-incomplete"),
    _case(13, "text-part-of-something-else", lambda: word("<html><body>x</body></html>"), "source-incomplete"),
    _case(13, "text-part-empty", lambda: word(""), "source-damaged"),
    _case(13, "no-content-types", lambda: zipped({"a.txt": "x"}), "source-packed"),
    _case(14, "zip-64", _zip64, holds=HOLDS),
    _case(14, "entries-that-overlap", _overlapping, "source-damaged"),
    _case(14, "name-given-twice", _twice, "source-damaged"),
    _case(14, "checksum-wrong", lambda: _stored().replace("三十五".encode(), "九十九".encode()), "source-damaged"),
    _case(14, "directory-cut", lambda: word(document())[:-40], "source-damaged"),
    _case(14, "size-that-lies", lambda: _patched(word(document()), b"PK\x01\x02", 24, struct.pack("<I", 7), which=1), "source-damaged"),
    _case(14, "place-that-lies", lambda: _patched(word(document()), b"PK\x01\x02", 42, struct.pack("<I", 0x7FFFFFFF), which=1), "source-damaged"),
    _case(14, "method-unknown", lambda: _patched(word(document()), b"PK\x01\x02", 10, struct.pack("<H", 93), which=1), "source-damaged"),
    _case(14, "password-of-the-container", lambda: _patched(word(document()), b"PK\x01\x02", 8, b"\x01\x00", which=1), "source-encrypted"),
    _case(14, "parts-by-the-thousand", lambda: zipped({TYPES: "", **{f"p{n}": "" for n in range(6_000)}}), "source-unpacks"),
    _case(15, "macros", lambda: word(document(), **{"word/vbaProject.bin": OLE}), "macros-ignored", "docm", holds=HOLDS),
    _case(16, "outside-template", lambda: word(document(), **{"word/_rels/settings.xml.rels": _relationships(("attachedTemplate", "\\\\203.0.113.1\\x.dotm"))}), "outside-ignored", holds=HOLDS),
    _case(16, "outside-picture-and-object", lambda: word(document(), **{"word/_rels/document.xml.rels": _relationships(("image", "http://203.0.113.1/x.png"), ("oleObject", "file:///etc/passwd"))}), "outside-ignored", holds=HOLDS),
    _case(16, "outside-in-header-and-notes", lambda: word(document(), **{"word/_rels/header1.xml.rels": _relationships(("image", "http://203.0.113.1/x.png"))}), "outside-ignored", holds=HOLDS),
    _case(16, "outside-by-the-thousand", lambda: word(document(), **{"word/_rels/document.xml.rels": _relationships(*(("image", f"http://203.0.113.1/{'x' * 500}{n}") for n in range(20_000)))}), "outside-ignored", holds=HOLDS),
    _case(16, "document-in-the-document", lambda: word(document(PARAGRAPHS + '<w:altChunk r:id="r1"/>'), **{"word/afchunk.html": "<p>附加文字</p>"}), "part-ignored", holds=HOLDS),
    _case(17, "word-with-password", lambda: _ole("EncryptionInfo", "EncryptedPackage"), "source-encrypted"),
    _case(17, "old-word-with-password", lambda: _ole("WordDocument", "1Table", head=b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x13"), "source-encrypted", "doc"),
    _case(17, "rights-managed", lambda: _ole("\x09DRMContent"), "source-encrypted"),
)  # fmt: skip
