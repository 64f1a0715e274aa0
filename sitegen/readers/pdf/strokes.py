"""What is drawn on a PDF page: the straight lines that tables are ruled with, pictures, and text that nobody sees.

Programs draw a rule as a line, as a thin filled box, or a whole grid as one path; all come down to edges.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfPage

_MOST_OBJECTS: Final = 20_000
_MOST_POINTS: Final = 400
"""A path with more is a drawing."""
_THIN: Final = 2.5
_SHORTEST: Final = 4.0
_STRAIGHT: Final = 0.5
_OUTLINES: Final = 200
"""Paths on a page without characters that are not rules but letters."""
_WHITE: Final = 250
_FEW_TEXTS: Final = 400
_SAMPLED: Final = 3
"""Of more texts than a few, set character by character, every so manyth is looked at: a hidden word is still found."""
_PICTURES: Final = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})
_UNDRAWN: Final = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_MOST_NOTES: Final = 1_000
_NOTES: Final = {
    pdfium.FPDF_ANNOT_TEXT: b"Contents",
    pdfium.FPDF_ANNOT_FREETEXT: b"Contents",
    pdfium.FPDF_ANNOT_WIDGET: b"V",
}
"""Kinds of annotations that hold text, and the field that holds it; an official seal is a field without."""
_EMPTY: Final = 2
"""Bytes of an empty string in UTF-16 with its end."""


class Stroke(NamedTuple):
    """A straight edge: at height `at` from `start` to `end` if horizontal, else at that distance from the left."""

    is_horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn on a page besides its characters: straight edges, whether there is a picture.

    `is_unseen` if text is printed in no colour, or in white with nothing behind it.
    """

    strokes: tuple[Stroke, ...]
    has_picture: bool
    is_unseen: bool


def read_drawn(page: PdfPage) -> Drawn:
    """Return what is drawn on a page; a page of outlines instead of characters counts as a picture."""
    strokes: list[Stroke] = []
    pictures = paths = texts = 0
    is_hidden = is_white = False
    raw, is_set_in_white = page.raw, _whites()
    # asked for every object, and some programs set each character alone
    object_at, kind_of, mode_of = (
        pdfium.FPDFPage_GetObject,
        pdfium.FPDFPageObj_GetType,
        pdfium.FPDFTextObj_GetTextRenderMode,
    )
    for index in range(min(pdfium.FPDFPage_CountObjects(raw), _MOST_OBJECTS)):
        drawn = object_at(raw, index)
        mode = mode_of(drawn)
        if mode != pdfium.FPDF_TEXTRENDERMODE_UNKNOWN:
            texts += 1
            is_hidden = is_hidden or mode in _UNDRAWN
            is_looked_at = not is_white and (texts <= _FEW_TEXTS or texts % _SAMPLED == 0)
            is_white = is_white or (is_looked_at and is_set_in_white(drawn))
        elif (kind := kind_of(drawn)) == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            strokes += _edges(drawn)
        elif kind in _PICTURES:
            pictures += 1
    return Drawn(
        strokes=tuple(strokes),
        has_picture=pictures > 0 or paths >= _OUTLINES,
        is_unseen=is_hidden or (not pictures and not paths and is_white),
    )


def count_notes(page: PdfPage) -> int:
    """Return how many notes, typed remarks and filled form fields lie on a page: their text is not the page's own."""
    return sum(
        _is_note(page, index) for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES))
    )


def _is_note(page: PdfPage, index: int) -> bool:
    note = pdfium.FPDFPage_GetAnnot(page.raw, index)
    try:
        field = _NOTES.get(pdfium.FPDFAnnot_GetSubtype(note))
        return field is not None and pdfium.FPDFAnnot_GetStringValue(note, field, None, 0) > _EMPTY
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _whites() -> Callable[[pdfium.FPDF_PAGEOBJECT], bool]:
    """Return what tells whether a text is white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pointers = tuple(map(ctypes.byref, (red, green, blue, alpha)))
    colour_of = pdfium.FPDFPageObj_GetFillColor

    def is_white(text: pdfium.FPDF_PAGEOBJECT) -> bool:
        is_told = colour_of(text, *pointers)
        return bool(is_told) and min(red.value, green.value, blue.value) >= _WHITE

    return is_white


def _edges(path: pdfium.FPDF_PAGEOBJECT) -> Iterator[Stroke]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    width, height = right.value - left.value, top.value - bottom.value
    if min(width, height) <= _THIN:
        yield from _edge(left.value, bottom.value, right.value, top.value, _THIN)
    elif _is_stroked(path):
        for (x0, y0, _), (x1, y1, is_drawn) in pairwise(_points(path)):
            if is_drawn:
                yield from _edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), _STRAIGHT)


def _edge(left: float, bottom: float, right: float, top: float, thickest: float) -> Iterator[Stroke]:
    """Yield a line or thin box as a stroke, if it is straight and long enough to rule anything."""
    width, height = right - left, top - bottom
    if height <= thickest and width >= _SHORTEST:
        yield Stroke(is_horizontal=True, at=(bottom + top) / 2, start=left, end=right)
    elif width <= thickest and height >= _SHORTEST:
        yield Stroke(is_horizontal=False, at=(left + right) / 2, start=bottom, end=top)


def _is_stroked(path: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Tell whether a path is drawn along its edges; one that is only filled is the shading of text or cells."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and stroke.value != 0


def _points(path: pdfium.FPDF_PAGEOBJECT) -> Iterator[tuple[float, float, bool]]:
    """Yield the points of a path on the page, and whether a straight line leads to each."""
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or start is None:
            start = point
        yield *point, kind == pdfium.FPDF_SEGMENT_LINETO
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *start, True
