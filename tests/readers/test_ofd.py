"""OFD files: the same paragraphs and tables as from a PDF, from places in millimetres."""

from __future__ import annotations

from readers.made import lines, refusal, zipped

from sitegen import readers
from sitegen.model import Document

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def words(x: float, y: float, content: str, size: float = 5.64, delta: str = "") -> str:
    step = delta or f"g {len(content) - 1} {size}"
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 160 8" Size="{size}"><ofd:TextCode X="0" Y="{size}" DeltaX="{step}">'
        f"{content}</ofd:TextCode></ofd:TextObject>"
    )


def path(data: str, *, is_stroked: bool = True) -> str:
    stroke = "" if is_stroked else ' Stroke="false"'
    return f'<ofd:PathObject Boundary="0 0 210 297"{stroke}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def ofd(*pages: str, **others: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>总结</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{
            f"Doc_0/Pages/{n}.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
            for n, page in enumerate(pages)
        },
        **others,
    }
    return zipped(parts)


def read(*pages: str) -> Document:
    return readers.read("报告.ofd", ofd(*pages))


FIRST, NEXT = (
    "五角场街道坚持党建引领基层治理扎实推进各项重点工作全",
    "服务企业居民持续优化营商环境不断提升城区品质深化自治共治",
)


def test_lines_become_paragraphs_across_pages() -> None:
    document = read(
        words(39.3, 50, FIRST) + words(28, 60, NEXT) + words(100, 280, "— 1 —", 4.9, "3 3 3 3"),
        words(28, 50, NEXT) + words(28, 60, "服务居民。") + words(39.3, 70, FIRST) + words(28, 80, NEXT),
    )
    assert lines(document) == [FIRST + NEXT + NEXT + "服务居民。", FIRST + NEXT]


def test_a_title_that_the_file_states_is_believed_where_it_is_printed() -> None:
    assert read(words(90, 40, "总结") + words(39.3, 50, FIRST) + words(28, 60, NEXT)).hints.title == "总结"
    assert read(words(39.3, 50, FIRST) + words(28, 60, NEXT)).hints.title == ""


def test_ruled_tables_are_kept_and_shading_is_none() -> None:
    ruled = "".join(path(f"M 30 {y} L 120 {y}") for y in (100, 110, 120)) + "".join(
        path(f"M {x} 100 L {x} 120") for x in (30, 75, 120)
    )
    shade = path("M 30 40 L 120 40 L 120 60 L 30 60 L 30 40", is_stroked=False)
    cells = (
        words(32, 106, "指标", 3.5)
        + words(77, 106, "完成", 3.5)
        + words(32, 116, "电梯", 3.5)
        + words(77, 116, "35", 3.5, "1.8")
    )
    assert lines(read(shade + ruled + cells)) == [[["指标", "完成"], ["电梯", "35"]]]


def test_a_transformed_text_stands_where_it_is_shown() -> None:
    scaled = (
        '<ofd:TextObject Boundary="28 44 160 8" Size="2.82" CTM="2 0 0 2 0 0">'
        '<ofd:TextCode X="0" Y="2.82" DeltaX="2.82">正文</ofd:TextCode></ofd:TextObject>'
    )
    assert [(block.text, block.size) for block in read(scaled).blocks if hasattr(block, "size")] == [
        ("正文", 16.0)
    ]


def test_what_cannot_be_read_says_so() -> None:
    assert refusal(ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>')) == "source-scanned"
    assert refusal(ofd("", **{"Encryptions.xml": "<a/>"})) == "source-encrypted"
    assert refusal(ofd("", **{"Doc_0/Document.xml": "<a>"})) == "source-damaged"
    assert (
        refusal(
            zipped(
                {
                    "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_9/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                }
            )
        )
        == "source-incomplete"
    )


def test_a_repeat_without_end_is_bounded() -> None:
    assert lines(read(words(28, 50, "正文", delta="g 999999999 5.64"))) == ["正文"]
