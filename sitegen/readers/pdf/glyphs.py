"""The characters of a PDF page with their places, and the straight lines drawn between them.

Blanks that PDFium makes up from gaps are dropped: between Chinese characters they are never printed ones.
The size of text is the width of its Chinese characters: font sizes say nothing (WPS writes size 209 and scales it
down), and heights differ from font to font.
"""

from __future__ import annotations

import ctypes
import math
import struct
from dataclasses import dataclass
from functools import lru_cache, partial
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
_NOTHING: Final = frozenset("\0\ufffe\uffff")
_MADE_UP: Final = frozenset("\x02\n\r -\u00a0")
"""What PDFium adds between what it finds: blanks, line ends, hyphens."""
_MADE_UP_HYPHEN: Final = "\ufffe"
"""How it tells a hyphen that it adds where it tells a text."""
_DOUBTED: Final = _NOTHING | _MADE_UP
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


_GLYPH: Final = partial(tuple.__new__, Glyph)
"""Makes a glyph of a tuple of its fields."""
_EDGES: Final = struct.Struct("4f").unpack
"""Reads left, top, right and bottom of a box (`FS_RECTF`)."""


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
    row: list[Glyph] = []
    last_left, last_bottom, near = math.inf, 0.0, 0.0
    sheet_left, sheet_bottom, sheet_right, sheet_top = sheet
    for glyph in _boxed(text):
        char, left, bottom, right, top, place = glyph
        if not (sheet_left <= right and left <= sheet_right and sheet_bottom <= top and bottom <= sheet_top):
            outside.append(char)
            continue
        if left <= last_left or abs(bottom - last_bottom) > near:
            # asked for at the start of a line only: each question costs
            row = by_turn.setdefault(_turn(text, place), [])
        last_left, last_bottom, near = left, bottom, _LEVEL * (top - bottom)
        row.append(glyph)
    return by_turn, "".join(outside)


def _boxed(text: pdfium.FPDF_TEXTPAGE) -> list[Glyph]:
    """Return the printed glyphs of a page in the order of the file.

    There are a thousand and more on a page, so what is asked of each is asked in one place and without a step more.
    """
    count = min(pdfium.FPDFText_CountChars(text), _MOST_GLYPHS)
    box_of, box = pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    glyphs: list[Glyph] = []
    is_any_large = False
    for place, char in enumerate(_characters(text, count)):
        if char in _DOUBTED and not _is_printed(text, char, place):
            continue
        if box_of(text, place, pointer):
            left, top, right, bottom = _EDGES(box)
            is_any_large = is_any_large or right - left > _LARGE or top - bottom > _LARGEST
            glyphs.append(_GLYPH((char, left, bottom, right, top, place)))
    return list(_without_absurd(text, glyphs)) if is_any_large else glyphs


def _characters(text: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """Return the first characters of a page, one for each that PDFium counts."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer) - 1 if count else 0
    characters = bytes(memoryview(buffer)[: max(0, written)]).decode("utf-16-le", "replace")
    if written == len(characters) == count and _MADE_UP_HYPHEN not in characters:
        return characters
    # some lie beyond the basic plane, or PDFium counts them and does not tell them, or tells them otherwise
    return "".join(_char(pdfium.FPDFText_GetUnicode(text, place)) for place in range(count))


def _is_printed(text: pdfium.FPDF_TEXTPAGE, char: str, place: int) -> bool:
    """Tell whether what may stand for nothing is a character of the file."""
    return char not in _NOTHING and pdfium.FPDFText_IsGenerated(text, place) != 1


def _without_absurd(text: pdfium.FPDF_TEXTPAGE, glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield glyphs, those with large boxes with the box of their ink, those with absurd ones not at all."""
    for glyph in glyphs:
        width = glyph.right - glyph.left
        is_large = width > _LARGE and (is_han(glyph.char) or width > 2 * _LARGE)
        _, left, bottom, right, top, _ = boxed = _tight(text, glyph) if is_large else glyph
        if right - left <= _LARGEST and top - bottom <= _LARGEST:
            yield boxed


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
    faces: dict[int, bool] = {}
    text_of, font_of, address_of = pdfium.FPDFText_GetTextObject, pdfium.FPDFTextObj_GetFont, ctypes.addressof
    last_left = math.inf
    for count, (_, left, _, _, _, place) in enumerate(glyphs):
        if left < last_left or count % _SAMPLED == 0:
            drawn = text_of(text, place)
            font = address_of(font_of(drawn).contents) if drawn else 0
            if font not in faces:
                faces[font] = _is_heading_font(text, place)
            is_bold = faces[font]
        last_left = left
        if is_bold:
            found.add(place)
    return frozenset(found)


def _is_heading_font(text: pdfium.FPDF_TEXTPAGE, place: int) -> bool:
    """Tell whether the font of a character is bold or a heading face."""
    buffer = ctypes.create_string_buffer(_NAME_LENGTH)
    length = pdfium.FPDFText_GetFontInfo(text, place, buffer, _NAME_LENGTH, ctypes.byref(ctypes.c_int()))
    is_bold = pdfium.FPDFText_GetFontWeight(text, place) >= _BOLD
    return is_bold or _is_heading_face(buffer.raw[: max(0, length - 1)])


@lru_cache(maxsize=256)
def _is_heading_face(name: bytes) -> bool:
    lowered = name.decode("utf-8", "replace").lower()
    return any(face in lowered for face in _HEADING_FACES)
