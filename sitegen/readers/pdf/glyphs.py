"""The characters of a PDF page with their places, and the straight lines drawn between them.

Blanks that PDFium makes up from gaps are dropped: between Chinese characters they are never printed ones.
The size of text is the width of its Chinese characters: font sizes say nothing (WPS writes size 209 and scales it
down), and heights differ from font to font.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pypdfium2.raw as pdfium

from sitegen.readers.pdf.strokes import Stroke, count_notes, read_drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pypdfium2 import PdfPage

_QUARTER: Final = math.pi / 2
_TOLERANCE: Final = 0.1
_MOST_GLYPHS: Final = 50_000
_BOLD: Final = 600
_HEADING_FACES: Final = ("hei", "xbs", "黑体", "小标宋", "bold")
_NAME_LENGTH: Final = 100
_SAMPLED: Final = 4
_LEVEL: Final = 0.5
_NOTHING: Final = frozenset({0, 0xFFFE, 0xFFFF})
_MADE_UP: Final = frozenset({0x02, 0x0A, 0x0D, 0x20, 0x2D, 0xA0})
"""What PDFium adds between what it finds: blanks, line ends, hyphens."""
_LARGE: Final = 30.0
_LARGEST: Final = 250.0
"""Points; boxes beyond are wrong (PDFium computes absurd ones for some fonts)."""
_LEAST_INK: Final = 0.5
"""Share of the width of a Chinese character that its ink takes at least."""


class Glyph(NamedTuple):
    """A printed character and its box in points, y upwards; `place` is its index in the page's text."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    place: int

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What is printed on a page: upright glyphs, turned ones, straight strokes; in the order of the file.

    Places count from the lower left corner of the page as it is read; `outside` is text that lies beside it.  Not read
    are `unread` characters of a page that has far too many and the text of `notes` and form fields; `is_unseen`
    if some of what was read is printed in no colour or in that of the paper.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    turned: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    heading_like: frozenset[int]
    has_picture: bool
    outside: str = ""
    unread: int = 0
    notes: int = 0
    is_unseen: bool = False


def read_page(page: PdfPage, number: int) -> PageText:
    """Read a page; `number` counts from 1."""
    textpage = page.get_textpage()
    try:
        by_turn, outside = _read_glyphs(textpage.raw, page.get_cropbox())
        unread = max(0, pdfium.FPDFText_CountChars(textpage.raw) - _MOST_GLYPHS)
        heading_like = _heading_like(textpage.raw, [glyph for glyphs in by_turn.values() for glyph in glyphs])
    finally:
        textpage.close()
    main = max(by_turn, key=lambda turn: (len(by_turn[turn]), turn == 0), default=0)
    left, bottom, right, top = page.get_cropbox()
    sheet = _upright(Glyph("", left, bottom, right, top, 0), main)
    drawn = read_drawn(page)

    is_in_place = main == 0 and sheet.left == sheet.bottom == 0

    def placed(glyphs: Iterable[Glyph]) -> tuple[Glyph, ...]:
        return tuple(glyphs if is_in_place else (_shifted(_upright(glyph, main), sheet) for glyph in glyphs))

    return PageText(
        number=number,
        width=sheet.right - sheet.left,
        height=sheet.top - sheet.bottom,
        glyphs=placed(by_turn.get(main, ())),
        turned=placed(glyph for turn, glyphs in sorted(by_turn.items()) if turn != main for glyph in glyphs),
        strokes=tuple(_as_stroke(glyph) for glyph in placed(map(_as_glyph, drawn.strokes))),
        heading_like=heading_like,
        has_picture=drawn.has_picture,
        outside=outside,
        unread=unread,
        notes=count_notes(page),
        is_unseen=drawn.is_unseen,
    )


def is_han(char: str) -> bool:
    """Tell whether a character is Chinese."""
    return "\u3400" <= char <= "\u9fff" or "\u2e80" <= char <= "\u2fd5" or "\uf900" <= char <= "\ufaff"


def _read_glyphs(
    text: pdfium.FPDF_TEXTPAGE, sheet: tuple[float, float, float, float]
) -> tuple[dict[int, list[Glyph]], str]:
    """Return the glyphs on a sheet by the quarters that they are turned, and the text beside the sheet."""
    by_turn: dict[int, list[Glyph]] = {}
    outside: list[str] = []
    last: Glyph | None = None
    turn = 0
    left, bottom, right, top = sheet
    for glyph in _boxed(text):
        if not (left <= glyph.right and glyph.left <= right and bottom <= glyph.top and glyph.bottom <= top):
            outside.append(glyph.char)
            continue
        if (
            last is None
            or glyph.left <= last.left
            or abs(glyph.bottom - last.bottom) > _LEVEL * (last.top - last.bottom)
        ):
            turn = _turn(text, glyph.place)  # asked for at the start of a line only: each question costs
        last = glyph
        by_turn.setdefault(turn, []).append(glyph)
    return by_turn, "".join(outside)


def _boxed(text: pdfium.FPDF_TEXTPAGE) -> Iterator[Glyph]:
    """Yield the printed glyphs of a page in the order of the file."""
    code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox  # asked for every character
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    for place in range(min(pdfium.FPDFText_CountChars(text), _MOST_GLYPHS)):
        code = code_of(text, place)
        if code in _NOTHING or (code in _MADE_UP and pdfium.FPDFText_IsGenerated(text, place) == 1):
            continue
        if not box_of(text, place, pointer):
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        glyph = Glyph(_char(code), left, bottom, right, top, place)
        width = right - left
        if width > _LARGE and (is_han(glyph.char) or width > 2 * _LARGE):
            glyph = _tight(text, glyph)
            _, left, bottom, right, top, _ = glyph
        if right - left <= _LARGEST and top - bottom <= _LARGEST:
            yield glyph


def _turn(text: pdfium.FPDF_TEXTPAGE, place: int) -> int:
    """Return by how many quarters a glyph is turned, -1 if it stands askew."""
    angle = pdfium.FPDFText_GetCharAngle(text, place)
    turn = round(angle / _QUARTER)
    return turn % 4 if abs(angle - turn * _QUARTER) <= _TOLERANCE else -1


def _tight(text: pdfium.FPDF_TEXTPAGE, glyph: Glyph) -> Glyph:
    """Return a glyph with the box of its ink if the box of its type is far larger: fonts for vertical text."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text, glyph.place, left, right, bottom, top):
        return glyph
    ink = max(right.value - left.value, top.value - bottom.value)
    if ink >= _LEAST_INK * (glyph.right - glyph.left):
        return glyph
    return Glyph(glyph.char, left.value, bottom.value, right.value, top.value, glyph.place)


def _char(code: int) -> str:
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004 -- lone halves of a pair


def _upright(glyph: Glyph, turn: int) -> Glyph:
    """Return a glyph of a page set sideways as if the page were turned to be read."""
    char, left, bottom, right, top, index = glyph
    if turn == 3:  # noqa: PLR2004 -- quarters
        return Glyph(char, bottom, -right, top, -left, index)
    if turn == 2:  # noqa: PLR2004 -- upside down
        return Glyph(char, -right, -top, -left, -bottom, index)
    if turn == 1:
        return Glyph(char, -top, left, -bottom, right, index)
    return glyph


def _shifted(glyph: Glyph, sheet: Glyph) -> Glyph:
    """Return a glyph with its place counted from the lower left corner of the sheet."""
    char, left, bottom, right, top, place = glyph
    x, y = sheet.left, sheet.bottom
    return Glyph(char, left - x, bottom - y, right - x, top - y, place)


def _as_glyph(stroke: Stroke) -> Glyph:
    """Return a stroke as the box that it is, to be turned and shifted like a glyph."""
    is_horizontal, at, start, end = stroke
    return Glyph("", start, at, end, at, 0) if is_horizontal else Glyph("", at, start, at, end, 0)


def _as_stroke(glyph: Glyph) -> Stroke:
    _, left, bottom, right, top, _ = glyph
    if top - bottom < right - left:
        return Stroke(is_horizontal=True, at=bottom, start=left, end=right)
    return Stroke(is_horizontal=False, at=left, start=bottom, end=top)


def _heading_like(text: pdfium.FPDF_TEXTPAGE, glyphs: Sequence[Glyph]) -> frozenset[int]:
    """Return the indexes of glyphs that are bold or in a heading face, asked for at the start of a line and every few glyphs."""
    found: set[int] = set()
    is_bold = False
    buffer = ctypes.create_string_buffer(_NAME_LENGTH)
    flags = ctypes.byref(ctypes.c_int())
    info_of, weight_of = pdfium.FPDFText_GetFontInfo, pdfium.FPDFText_GetFontWeight
    last_left = math.inf
    for count, (_, left, _, _, _, place) in enumerate(glyphs):
        if left < last_left or count % _SAMPLED == 0:
            length = info_of(text, place, buffer, _NAME_LENGTH, flags)
            is_bold = weight_of(text, place) >= _BOLD or _is_heading_face(buffer.raw[: max(0, length - 1)])
        last_left = left
        if is_bold:
            found.add(place)
    return frozenset(found)


@lru_cache(maxsize=256)
def _is_heading_face(name: bytes) -> bool:
    lowered = name.decode("utf-8", "replace").lower()
    return any(face in lowered for face in _HEADING_FACES)
