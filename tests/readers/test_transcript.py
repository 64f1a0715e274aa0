from __future__ import annotations

from sitegen.model import Document, Paragraph, Source, Table
from sitegen.readers import transcript


def test_a_document_becomes_a_line_for_each_paragraph_and_row_with_its_pages() -> None:
    document = Document(
        source=Source(name="a.pdf", sha256=""),
        blocks=(
            Paragraph(text="一、甲", page=1),
            Table(rows=(("指标", "数\n量"), ("树", "3")), page=2),
            Paragraph(text="乙", page=2),
            Paragraph(text="丙\f丁", page=4),
        ),
    )
    assert transcript(document) == "一、甲\n\f指标\t数 量\n树\t3\n乙\n\f\f丙 丁\n"
