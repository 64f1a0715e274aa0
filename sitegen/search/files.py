"""The form in which blocks of the index are written, and the short marks by which browsers know one version from another.

A file is a line of JavaScript that hands over base64 of a deflated block, since a script is all
that a page opened from disk may load.
"""

from __future__ import annotations

import base64
import re
import zlib
from hashlib import sha256
from typing import Final

_SCRIPT: Final = re.compile(rb'sitegenSearch\.put\("[^"]*","([A-Za-z0-9+/=]*)"\);\s*')
# What editions of GB18030 have at different places (those of 2000, 2005 and 2022, and that of the Encoding Standard).
_READ_OTHERWISE: Final = re.compile("[\u1e3f\u9fb4-\u9fbb\ud800-\udfff\ue000-\uf8ff\ufe10-\ufe19]")
LIST: Final = "b/"
"""What names of lists begin with, files of the postings of one frequent term (`shards.large_name`): numbers and nothing else."""
# How text and what holds some is packed, and how numbers are: hardly anything repeats there but by accident, and each column has its
# own distribution, so that shorter stretches with a table each are smaller (3 % of a list).
_PACKED: Final = (zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY)
_NUMBERS_PACKED: Final = (6, zlib.Z_FILTERED)
MARK: Final = 3
"""Characters of a mark: 18 bits, enough to tell a file from what it was before, small in the manifest."""


def mark(data: bytes) -> str:
    """Return the mark of a block: another one where its content is another."""
    return base64.urlsafe_b64encode(sha256(data).digest())[:MARK].decode()


def text_block(text: str) -> bytes:
    """Return a text as a block: GB18030 after a g, a sixth shorter than UTF-8 once packed, or UTF-8 where browsers read that otherwise."""
    if _READ_OTHERWISE.search(text):
        return text.encode("utf-8", "surrogatepass")
    return b"g" + text.encode("gb18030")


def script(name: str, block: bytes) -> bytes:
    """Return the line of JavaScript that hands `block` over to the search page."""
    manner = _NUMBERS_PACKED if name.startswith(LIST) else _PACKED
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, *manner)
    packed = base64.b64encode(packer.compress(block) + packer.flush()).decode()
    return f'sitegenSearch.put("{name}","{packed}");\n'.encode()


def block_of(script: bytes) -> bytes:
    """Return the block that a file hands over.  Raises `ValueError` for bytes that are no such file."""
    found = _SCRIPT.fullmatch(script)
    if found is None:
        raise ValueError(script[:40])
    try:
        return zlib.decompress(base64.b64decode(found[1]), -zlib.MAX_WBITS)
    except zlib.error as error:
        raise ValueError(script[:40]) from error
