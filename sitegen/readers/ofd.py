"""OFD files, the Chinese format for documents that are not to change (GB/T 33190-2016): XML in a zip container.

A page is a list of texts with the place of each character, so what was worked out for PDF files does for
these as well.  Places are in millimetres from the upper left corner.
"""

from __future__ import annotations

import math
import posixpath
import re
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Hints
from sitegen.readers.container import Container
from sitegen.readers.pdf.glyphs import Glyph, PageText
from sitegen.readers.pdf.layout import printed_title, read_pages
from sitegen.readers.pdf.strokes import Stroke
from sitegen.readers.xmlpart import read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from sitegen.model import Source

LABEL: Final = "OFD"
_POINTS: Final = 72 / 25.4
_BELOW: Final = 0.12
"""Share of a character's size below the line it stands on."""
_MOST_REPEATS: Final = 5_000
_MOST_PAGES: Final = 1_000
_A4: Final = (0.0, 0.0, 210.0, 297.0)
_IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STRAIGHT: Final = 0.2
_COMMAND: Final = re.compile(r"([ML])\s+(-?\d+(?:\.\d*)?)\s+(-?\d+(?:\.\d*)?)")

Box = tuple[float, ...]


def read(source: Source, data: bytes) -> Document:
    """Read an OFD file.

    Raises `SitegenError` if it is damaged, encrypted, or its pages hold only pictures.
    """
    where = source.name
    container = Container(where, data, LABEL)
    if any(name.endswith("Encryptions.xml") for name in container.names):
        raise SitegenError(problem("source-encrypted", where, format=LABEL))
    blocks, problems = read_pages(where, _pages(container, where))
    root = read_part(container, where, "OFD.xml", LABEL)
    title = "" if root is None else (root.findtext(".//{*}DocInfo/{*}Title") or "").strip()
    hints = Hints(title=printed_title(title, blocks))
    return Document(source=source, blocks=blocks, hints=hints, problems=problems)


def _pages(container: Container, where: str) -> Iterator[PageText]:
    root = read_part(container, where, "OFD.xml", LABEL)
    number = 0
    for location in () if root is None else root.iterfind(".//{*}DocBody/{*}DocRoot"):
        name = _joined("", location.text or "")
        document = read_part(container, where, name, LABEL)
        if document is None:
            raise SitegenError(problem("source-incomplete", where, format=LABEL, part=name))
        usual = _box(document.findtext(".//{*}PageArea/{*}PhysicalBox"), _A4)
        for page in document.iterfind("{*}Pages/{*}Page"):
            number += 1
            if number > _MOST_PAGES:
                raise SitegenError(problem("source-too-long", where, pages=number, limit=_MOST_PAGES))
            part = _joined(posixpath.dirname(name), page.get("BaseLoc", ""))
            content = read_part(container, where, part, LABEL)
            if content is not None:
                yield _page(content, number, usual)


def _joined(folder: str, location: str) -> str:
    """Return the name of a part from a location, absolute or within a folder."""
    return posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")


def _numbers(text: str | None) -> Box:
    try:
        numbers = tuple(float(number) for number in (text or "").split())
    except ValueError:
        return ()
    return numbers if all(map(math.isfinite, numbers)) else ()


def _box(text: str | None, usual: Box) -> Box:
    box = _numbers(text)
    return box if len(box) == len(_A4) else usual


def _page(content: etree._Element, number: int, usual: Box) -> PageText:
    box = _box(content.findtext("{*}Area/{*}PhysicalBox"), usual)
    width, height = box[2] * _POINTS, box[3] * _POINTS
    glyphs: list[Glyph] = []
    strokes: list[Stroke] = []
    for element in content.iter("{*}TextObject", "{*}PathObject"):
        if str(element.tag).endswith("TextObject"):
            glyphs += _glyphs(element, height, len(glyphs))
        else:
            strokes += _strokes(element, height)
    return PageText(
        number=number,
        width=width,
        height=height,
        glyphs=tuple(glyph for glyph in glyphs if 0 <= glyph.right <= width + glyph.top - glyph.bottom),
        turned=(),
        strokes=tuple(strokes),
        heading_like=frozenset(),
        has_picture=next(content.iter("{*}ImageObject"), None) is not None,
    )


def _placed(element: etree._Element, x: float, y: float, height: float) -> tuple[float, float]:
    """Return a place inside an object in points on the page, y upwards."""
    a, b, c, d, e, f = _matrix(element)
    boundary = _box(element.get("Boundary"), _A4)
    return (
        (a * x + c * y + e + boundary[0]) * _POINTS,
        height - (b * x + d * y + f + boundary[1]) * _POINTS,
    )


def _matrix(element: etree._Element) -> Box:
    matrix = _numbers(element.get("CTM"))
    return matrix if len(matrix) == len(_IDENTITY) else _IDENTITY


def _glyphs(element: etree._Element, height: float, first: int) -> Iterator[Glyph]:
    scale = abs(_matrix(element)[0]) or 1.0
    size = (_numbers(element.get("Size")) or (4.0,))[0] * scale * _POINTS
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x = (_numbers(code.get("X")) or (x,))[0]
        y = (_numbers(code.get("Y")) or (y,))[0]
        steps, rises = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        right, up = x, y
        for index, char in enumerate((code.text or "").strip("\r\n")):
            left, bottom = _placed(element, right, up, height)
            width = size if ord(char) > 0xFF else size / 2  # noqa: PLR2004 -- Latin letters are half as wide
            yield Glyph(char, left, bottom - _BELOW * size, left + width, bottom + (1 - _BELOW) * size, first)
            first += 1
            right += steps[index] if index < len(steps) else 0.0
            up += rises[index] if index < len(rises) else 0.0


def _steps(text: str | None) -> list[float]:
    """Return the steps from character to character; `g 3 5` stands for 5 5 5."""
    words = (text or "").split()
    steps: list[float] = []
    index = 0
    while index < len(words) and len(steps) < _MOST_REPEATS:
        if words[index] == "g" and index + 2 < len(words) and words[index + 1].isdecimal():
            steps += [(_numbers(words[index + 2]) or (0.0,))[0]] * min(int(words[index + 1]), _MOST_REPEATS)
            index += 3
        else:
            steps.append((_numbers(words[index]) or (0.0,))[0])
            index += 1
    return steps


def _strokes(element: etree._Element, height: float) -> Iterator[Stroke]:
    """Yield the straight edges of a path; one that is not stroked is the shading of something."""
    if element.get("Stroke", "true").lower() == "false":
        return
    last: tuple[float, float] | None = None
    for command, x, y in _COMMAND.findall(element.findtext("{*}AbbreviatedData") or ""):
        point = _placed(element, float(x), float(y), height)
        if command == "L" and last is not None:
            (x0, y0), (x1, y1) = sorted((last, point))
            if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
                yield Stroke(is_horizontal=True, at=(y0 + y1) / 2, start=x0, end=x1)
            elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
                yield Stroke(is_horizontal=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
        last = point
