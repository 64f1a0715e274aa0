"""XML parts of containers, parsed without what XML allows and no office program writes.

Document types are refused (entities that expand for ever or read files all start there), nothing is
fetched, and the number of elements and attributes is bounded before the parser builds the first of them: three
million empty paragraphs fit into a zip file of 350 kB.  Depth is bounded by libxml2 itself (256).
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from sitegen.readers.container import Container

MOST_NODES: Final = 450_000
"""Elements and attributes in a part, of some 240 bytes each; 30 000 characters from Word have some 50 000."""
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of strict Office Open XML (ISO/IEC 29500-1) and their transitional names, which all readers here use."""


def read_part(container: Container, where: str, name: str, label: str) -> etree._Element | None:
    """Return the root element of a part of a container, None if there is no such part.

    Raises `SitegenError` if the part is no well-formed XML, declares a document type or is too large.
    """
    data = container.read(name)
    return None if data is None else parse(where, name, data, label)


def parse(where: str, name: str, data: bytes, label: str) -> etree._Element:
    """Parse a part called `name` of the source `where`, a file of the format `label`."""
    data = _as_utf8(data)
    if _DOCTYPE.search(data):
        raise SitegenError(problem("source-doctype", where, part=name))
    if data.count(b"<") - data.count(b"</") + data.count(b"=") > MOST_NODES:
        raise SitegenError(problem("source-unpacks", where, reason=f"{name}: > {MOST_NODES} tags"))
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise SitegenError(
            problem("source-damaged", where, format=label, reason=f"{name}: {error}")
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SitegenError(problem("source-doctype", where, part=name))
    return root


def _as_utf8(data: bytes) -> bytes:
    """Return UTF-16 as UTF-8, so that the checks above see what the parser will see."""
    if not data.startswith(_UTF16):
        return data
    return _DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode()
