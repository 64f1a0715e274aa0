"""Bad PDF and OFD files: protected, scanned, cut, garbled, or made to keep a reader busy."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from bad_inputs.case import BODY, Case
from bad_inputs.pages import LONG
from bad_inputs.words import HOLDS, bomb, word
from readers.made import PICTURE, pdf_bytes, text, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Value = str | bytes
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"C" * 16
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor<</Type"
    "/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
    "/CapHeight 700/StemV 80>>>>]>>"
)


def lines(*words: str, top: int = 700) -> str:
    """Return the operators that print lines of text one below the other."""
    return "".join(text(100, top - 30 * number, line) for number, line in enumerate(words))


PAGE = lines(*BODY.splitlines())


def stream(data: bytes, about: str = "") -> bytes:
    """Return a stream object."""
    return f"<<{about}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def flat(data: bytes, times: int = 1, about: str = "") -> bytes:
    """Return a stream object of `data` repeated and deflated, at a fraction of the work."""
    packer = zlib.compressobj(9)
    once = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    again = rest.compress(data) + rest.flush(zlib.Z_FULL_FLUSH)
    return stream(once + again * (times - 1) + rest.flush(), f"/Filter/FlateDecode{about}")


def file_of(objects: Sequence[Value], trailer: str = "") -> bytes:
    """Return a PDF file of objects numbered from 1, the first its catalogue."""
    data, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, value in enumerate(objects, 1):
        offsets.append(len(data))
        data += (
            f"{number} 0 obj\n".encode()
            + (value.encode("latin-1") if isinstance(value, str) else value)
            + b"\nendobj\n"
        )
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF\n"
    return bytes(data) + end.encode("latin-1")


def one_page(
    content: Value,
    resources: str = "",
    others: Sequence[Value] = (),
    page: str = "",
    font: str = "UniGB-UCS2-H",
    trailer: str = "",
) -> bytes:
    """Return a file of one page; `content` is object 5, `others` are numbered from 6."""
    sheet = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>{resources}>>{page}>>"
    body = content if isinstance(content, bytes) else stream(content.encode("latin-1"))
    return file_of(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[4 0 R]>>",
            FONT.format(font),
            sheet,
            body,
            *others,
        ],
        trailer,
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state, other = list(range(256)), 0
    for at in range(256):
        other = (other + state[at] + key[at % len(key)]) % 256
        state[at], state[other] = state[other], state[at]
    out, one, two = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        two = (two + state[one]) % 256
        state[one], state[two] = state[two], state[one]
        out.append(byte ^ state[(state[one] + state[two]) % 256])
    return bytes(out)


def locked(user: bytes) -> bytes:
    """Return a file whose owner forbids copying (PDF 1.7, 7.6.3, revision 2), readable with the password `user`."""
    permissions = -64 & 0xFFFFFFFF
    owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32], usedforsecurity=False).digest()[:5], (user + _PAD)[:32])
    seed = (user + _PAD)[:32] + owner + permissions.to_bytes(4, "little") + _ID
    key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
    own = hashlib.md5(key + (5).to_bytes(3, "little") + bytes(2), usedforsecurity=False).digest()[:10]
    lock = f"<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{_rc4(key, _PAD).hex()}>/P -64>>"
    return one_page(
        stream(_rc4(own, PAGE.encode())),
        others=[lock],
        trailer=f"/Encrypt 6 0 R/ID[<{_ID.hex()}><{_ID.hex()}>]",
    )


def _handler(lock: str) -> bytes:
    return one_page(PAGE, others=[lock], trailer=f"/Encrypt 6 0 R/ID[<{_ID.hex()}><{_ID.hex()}>]")


def tree(pages: str, *others: Value) -> bytes:
    """Return a file whose page tree (object 2) is `pages`; `others` are numbered from 3."""
    return file_of(["<</Type/Catalog/Pages 2 0 R>>", pages, *others])


def _many_pages(count: int) -> bytes:
    kids = "4 0 R " * count
    sheet = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    return file_of(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
            FONT.format("UniGB-UCS2-H"),
            sheet,
            stream(PAGE.encode()),
        ]
    )


def _picture(data: Value, about: str) -> bytes:
    picture = data.encode() if isinstance(data, str) else data
    return one_page(
        "q 400 0 0 500 50 100 cm /P1 Do Q\n" + PAGE,
        "/XObject<</P1 6 0 R>>",
        [stream(picture, f"/Type/XObject/Subtype/Image{about}")],
    )


def _forms(depth: int, width: int) -> bytes:
    """Forms that each show the next one several times: billions of them in a few kilobytes."""
    show = b"/X Do " * width
    forms = [
        stream(show, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {7 + number} 0 R>>>>")
        for number in range(depth)
    ]
    last = stream(
        PAGE.encode(), "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
    )
    return one_page("/X Do " + PAGE, "/XObject<</X 6 0 R>>", [*forms, last])


def _annotated(kind: str) -> bytes:
    return one_page(
        PAGE,
        page=f"/Annots[<</Type/Annot/Subtype/{kind}/Rect[100 100 400 200]/Contents<FEFF{'批注里写着另外一段很长的文字。'.encode('utf-16-be').hex()}>/DA(/F1 12 Tf)/FT/Tx/T(a)/V<FEFF{'表格里填写的内容。'.encode('utf-16-be').hex()}>>>]",
    )


_PRIVATE = "".join(chr(0xE000 + number % 200) for number in range(40))
_JBIG2 = bytes.fromhex("0000000030000100000013") + bytes.fromhex("FFFFFFFFFFFFFFFF0000000000000000000000")
_JPX = bytes.fromhex(
    "0000000C6A5020200D0A870A00000014667479706A703220000000006A7032200000002D6A703268000000166968647 27FFFFFFF7FFFFFFF00030707000000000F636F6C7201000000000010".replace(
        " ", ""
    )
)


def _ofd(content: str, **others: str) -> bytes:
    head = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
    pages = others.pop("pages", '<ofd:Page ID="1" BaseLoc="p.xml"/>')
    root = f'<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>'
    page = f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>'
    return zipped({"OFD.xml": head, "Doc_0/Document.xml": root, "Doc_0/p.xml": page} | others)


def _ofd_line(number: int, words: str) -> str:
    size, left = (5, 35) if number else (8, 60)
    steps = " ".join(str(size / (2 if char.isascii() else 1)) for char in words)
    place = f'Boundary="{left} {20 + 10 * number} 170 8" Size="{size}"'
    return f'<ofd:TextObject {place}><ofd:TextCode X="0" Y="5" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'


_OFD_LINES = "".join(_ofd_line(number, words) for number, words in enumerate(BODY.splitlines()))


def _case(
    number: int,
    name: str,
    make: Callable[[], bytes],
    code: str = "",
    suffix: str = "pdf",
    *,
    holds: tuple[str, ...] = (),
) -> Case:
    return Case(number=number, name=name, make=make, code=code, suffix=suffix, holds=holds)


CASES = (
    _case(1, "password", lambda: locked(b"secret"), "source-encrypted"),
    _case(1, "password-aes-256", lambda: _handler(f"<</Filter/Standard/V 5/R 6/Length 256/O<{'41' * 48}>/U<{'42' * 48}>/OE<{'43' * 32}>/UE<{'44' * 32}>/Perms<{'45' * 16}>/P -4/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>"), "source-encrypted"),
    _case(1, "certificate", lambda: _handler("<</Filter/Adobe.PubSec/V 4/SubFilter/adbe.pkcs7.s5/Recipients[(x)]>>"), "source-encrypted"),
    _case(2, "copying-forbidden", lambda: locked(b""), "copying-forbidden", holds=HOLDS),
    _case(3, "scanned", lambda: pdf_bytes(PICTURE, PICTURE), "source-scanned"),
    _case(3, "scanned-with-stamp", lambda: pdf_bytes(*[PICTURE + text(100, 40, "CamScanner", 9)] * 12), "source-scanned"),
    _case(3, "scanned-in-one-line-pictures", lambda: one_page("q 400 0 0 500 50 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"), "source-scanned"),
    _case(3, "scanned-in-part", lambda: pdf_bytes(PAGE, PICTURE), "page-without-text", holds=HOLDS),
    _case(3, "drawn-as-outlines", lambda: one_page("".join(f"{x} {y} m {x + 9} {y + 3} {x + 2} {y + 9} {x + 5} {y + 5} c h f\n" for x in range(80, 500, 12) for y in range(100, 700, 16))), "source-scanned"),
    *(_case(4, f"cut-at-{share}-percent", lambda share=share: (whole := pdf_bytes(PAGE, *[lines("又一页。")] * 5))[: len(whole) * share // 100], "source-damaged") for share in (3, 30, 60, 90, 99)),  # type: ignore[misc]
    _case(4, "cut-in-the-middle-of-the-text", lambda: one_page(PAGE)[:-330], "source-damaged"),
    _case(4, "header-only", lambda: b"%PDF-1.7\n", "source-damaged"),
    _case(5, "pdf-named-word", lambda: one_page(PAGE), suffix="docx", holds=HOLDS),
    _case(5, "pdf-behind-other-bytes", lambda: b"\xef\xbb\xbf" + b"\r\n" * 100 + one_page(PAGE), suffix="doc", holds=HOLDS),
    _case(7, "pdf-without-words", lambda: one_page(" "), "source-textless"),
    _case(9, "pages-in-a-circle", lambda: tree("<</Type/Pages/Count 3/Kids[2 0 R 3 0 R]>>", "<</Type/Pages/Parent 2 0 R/Count 2/Kids[2 0 R 3 0 R]>>"), "source-damaged"),
    _case(9, "pages-100000", lambda: _many_pages(100_000), "source-too-long"),
    _case(9, "pages-that-are-not-there", lambda: tree("<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R>>"), "source-"),
    _case(9, "kids-3-million", lambda: tree("<</Type/Pages/Count 1/Kids[" + "9 0 R " * 3_000_000 + "]>>"), "source-"),
    _case(9, "stream-of-a-gigabyte", lambda: one_page(flat(b" " * (1 << 20), 1024)), "source-too-heavy"),
    _case(9, "stream-of-operators", lambda: one_page(flat(b"0 0 m 1 1 l S\n" * 10_000, 300)), "source-too-"),
    _case(9, "stream-packed-many-times", lambda: one_page(stream(zlib.compress(zlib.compress(zlib.compress(bytes(1 << 28), 9), 9), 9), "/Filter[/FlateDecode/FlateDecode/FlateDecode]")), "source-"),
    _case(9, "objects-in-a-stream-bomb", lambda: one_page(PAGE, others=[flat(b"1 0 " * 100_000, 300, "/Type/ObjStm/N 100000/First 9")]), holds=HOLDS),
    _case(9, "text-without-end", lambda: one_page("".join(f"BT /F1 .4 Tf 1 0 0 1 100 {100 + n / 2} Tm <{'4e004e8c' * 500}> Tj ET\n" for n in range(1000))), "source-"),
    _case(9, "forms-in-forms", lambda: _forms(8, 20), "source-too-"),
    _case(9, "form-in-itself", lambda: one_page("/X Do " + PAGE, "/XObject<</X 6 0 R>>", [stream(b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")]), "source-too-"),
    _case(9, "array-in-array", lambda: one_page(PAGE, others=["[" * 500_000]), holds=HOLDS),
    _case(9, "picture-jbig2-bomb", lambda: _picture(_JBIG2, "/Width 65000/Height 65000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode"), holds=HOLDS),
    _case(9, "picture-jpeg2000-bomb", lambda: _picture(_JPX, "/Width 65000/Height 65000/Filter/JPXDecode"), holds=HOLDS),
    _case(9, "picture-flate-bomb", lambda: one_page(PICTURE + PAGE, "/XObject<</P1 6 0 R>>", [flat(bytes(1 << 20), 1024, "/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8")]), holds=HOLDS),
    _case(9, "strokes-by-the-thousand", lambda: one_page("".join(f"{x % 500} {y} m {x % 500 + 60} {y} l S {x % 500} {y} m {x % 500} {y + 60} l S\n" for x in range(0, 2000, 20) for y in range(0, 400, 5)) + PAGE), holds=HOLDS),
    _case(9, "page-of-a-million-points", lambda: one_page(text(100, 9_000_000, BODY.splitlines()[0]) + PAGE, page="/CropBox[0 0 14000000 14000000]").replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 14000000 14000000]"), holds=HOLDS),
    _case(29, "private-signs", lambda: one_page(PAGE + lines(_PRIVATE, top=500)), "source-garbled"),
    _case(29, "private-signs-on-one-page", lambda: pdf_bytes(PAGE, PAGE, PAGE, lines(_PRIVATE[:3] + LONG[:30], LONG[30:60])), "page-garbled", holds=HOLDS),
    _case(30, "radicals-of-kangxi", lambda: one_page(PAGE.replace("4e00", "2f00").replace("4e8c", "2f06")), "radicals-replaced", holds=("一、居住环境", "二、民生服务")),
    _case(31, "radicals-of-the-supplement", lambda: one_page(lines(*BODY.splitlines(), "⻓⻘⻅⻋。")), "radicals-replaced", holds=("长青见车。",)),
    _case(34, "font-with-a-wrong-table", lambda: one_page(lines(*("".join(chr(0x9F00 + (17 * n + 7 * at) % 160) for at in range(25)) for n in range(12)))), "source-garbled"),
    _case(35, "font-of-gbk-not-embedded", lambda: one_page("".join(f"BT /F1 16 Tf 1 0 0 1 100 {700 - 30 * n} Tm <{line.encode('gbk').hex()}> Tj ET\n" for n, line in enumerate(BODY.splitlines())), font="GBK-EUC-H"), holds=HOLDS),
    _case(36, "letters-spaced", lambda: one_page(lines(BODY.splitlines()[0], *(" ".join(line) for line in BODY.splitlines()[1:]))), holds=HOLDS),
    _case(37, "columns", lambda: pdf_bytes(PAGE, "".join(text(left, 700 - 20 * n, "完成加装电梯工作，新建口袋公园，改造老旧小区。", 10) for n in range(14) for left in (60, 312))), "page-columns", holds=HOLDS),
    _case(37, "turned", lambda: one_page(PAGE + text(500, 300, "旁边写着的字", matrix="0 1 -1 0")), "page-turned", holds=HOLDS),
    _case(37, "annotation", lambda: _annotated("FreeText"), "page-notes", holds=HOLDS),
    _case(37, "form-field", lambda: _annotated("Widget"), "page-notes", holds=HOLDS),
    _case(37, "white-text", lambda: one_page(PAGE + "1 1 1 rg " + text(100, 400, "白色的字谁也看不见，共十六个。")), "page-hidden", holds=HOLDS),
    _case(37, "invisible-text", lambda: one_page(PAGE + "3 Tr " + text(100, 400, "不画出来的字谁也看不见。")), "page-hidden", holds=HOLDS),
    _case(37, "text-beside-the-sheet", lambda: one_page(PAGE + text(2000, 400, "纸外面的字谁也看不见。")), "page-outside", holds=HOLDS),
    _case(8, "ofd-bomb", lambda: bomb("OFD.xml", b" " * (1 << 22), 100), "source-unpacks", "ofd"),
    _case(9, "ofd-objects-million", lambda: _ofd("<ofd:TextObject/>" * 1_000_000), "source-unpacks", "ofd"),
    _case(9, "ofd-steps-without-end", lambda: _ofd(_OFD_LINES + f'<ofd:TextObject Boundary="0 0 9 9"><ofd:TextCode DeltaX="{"g 999999999 1 " * 100}">字</ofd:TextCode></ofd:TextObject>' * 300), "", "ofd", holds=HOLDS),
    _case(9, "ofd-one-page-for-ever", lambda: _ofd(_OFD_LINES, pages='<ofd:Page BaseLoc="p.xml"/>' * 1_500), "source-too-long", "ofd"),
    _case(9, "ofd-numbers-of-infinity", lambda: _ofd(_OFD_LINES + '<ofd:TextObject Boundary="1e308 1e308 nan inf" CTM="1e308 1e308 1e308 1e308 1 1" Size="1e308"><ofd:TextCode X="1e308" Y="-1e308">字</ofd:TextCode></ofd:TextObject>'), "", "ofd", holds=HOLDS),
    _case(9, "ofd-strokes-without-end", lambda: _ofd(_OFD_LINES + f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>{"M 0 100 L 100 100 L 100 200 L 0 200 " * 20_000}</ofd:AbbreviatedData></ofd:PathObject>'), "", "ofd", holds=HOLDS),
    _case(10, "ofd-laughs", lambda: zipped({"OFD.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "source-doctype", "ofd"),
    _case(12, "ofd-page-that-climbs", lambda: _ofd(_OFD_LINES, pages='<ofd:Page BaseLoc="p.xml"/><ofd:Page BaseLoc="../../../../etc/passwd"/>'), "", "ofd", holds=HOLDS),
    _case(13, "ofd-without-document", lambda: zipped({"OFD.xml": '<o:OFD xmlns:o="x"><o:DocBody><o:DocRoot>D.xml</o:DocRoot></o:DocBody></o:OFD>'}), "source-incomplete", "ofd"),
    _case(17, "ofd-encrypted", lambda: _ofd(_OFD_LINES, **{"Doc_0/Encryptions.xml": "<a/>"}), "source-encrypted", "ofd"),
    _case(3, "ofd-scanned", lambda: _ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'), "source-scanned", "ofd"),
    _case(6, "word-named-ofd", lambda: word(""), "source-damaged", "ofd"),
)  # fmt: skip
