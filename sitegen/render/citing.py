"""How a report is cited, and how a citation can tell that the text has changed since.

A citation is a row of pieces.  Some are slots: the address, the day it was read and the place in the report
are not known here, or change with the paragraph that a reader stands at; a script fills them in, and what
stands in them before is right for the report as a whole.

A version is the beginning of the SHA-256 of the words that an anchor stands for.  `?v=3fa9c1e2#s1-2-p1` in a
published link says which words were cited: the page compares it with the version that it carries and says so
where they differ.  Without a script the link leads to its place all the same.

Sources: GB/T 7714-2025, in force since 2026-07-01 (a report on the network is R/OL; what is cited on the network
needs the day it was read; its clause 7 writes “.” and “[ ]” in half width and every other sign in full width, where
the edition of 2015 left that open; the year before a place is that of publication, so an undated report has none);
the RIS format as reference managers read it; CSL-JSON 1.0; BibTeX's `techreport` with biblatex's `url` and `urldate`.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

from sitegen.model import Passage, Report, ReportMeta, Section
from sitegen.render.views import Citation, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION: Final = 8
_BIBTEX: Final = re.compile(r"[\\{}&%$#_~^]")
_BIBTEX_NAMES: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def version(part: Report | Section | Passage) -> str:
    """Return eight hex digits that change whenever a printed word of a report, section or passage changes."""
    return hashlib.sha256("\n".join(_words(part)).encode()).hexdigest()[:_VERSION]


def citations(report: Report, address: str, unknown: str) -> tuple[Citation, ...]:
    """Return the citations of a report at `address`; `unknown` stands where the day of reading belongs."""
    url = Piece(slot="url", text=f"{address}?v={version(report)}")
    return (
        Citation(style="gbt", pieces=_gbt(report.meta, url, unknown)),
        Citation(style="bibtex", pieces=_bibtex(report, url)),
        Citation(style="ris", pieces=_ris(report.meta, url)),
        Citation(style="csl", pieces=_csl(report, url)),
    )


def _words(part: Report | Section | Passage) -> Iterator[str]:
    if isinstance(part, Passage):
        yield part.text
        return
    yield part.heading if isinstance(part, Section) else part.meta.title
    for passage in part.passages:
        yield passage.text
    for section in part.sections:
        yield from _words(section)


def _gbt(meta: ReportMeta, url: Piece, unknown: str) -> tuple[Piece, ...]:
    published = f"（{meta.published}）" if meta.published else ""
    year = f"{meta.published[:4]}：" if meta.published else ""
    return (
        Piece(text=f"{_line(meta.issuer)}. {_line(meta.title)}[R/OL]. "),
        Piece(slot="place", before=year),
        Piece(text=f"{published}["),
        Piece(slot="day", text=unknown),
        Piece(text="]. "),
        url,
        Piece(text="."),
    )


def _bibtex(report: Report, url: Piece) -> tuple[Piece, ...]:
    meta = report.meta
    rows = (
        ("author", f"{{{_escaped(meta.issuer)}}}"),
        ("title", f"{{{_escaped(meta.title)}}}"),
        ("institution", f"{{{_escaped(meta.issuer)}}}"),
        ("year", _appeared(meta)[:4]),
        *([("date", meta.published)] if meta.published else []),
    )
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in rows)
    return (
        Piece(text=f"@techreport{{{report.id.replace('/', '-')},\n{lines}"),
        Piece(slot="place", before="  note = {", after="},\n"),
        Piece(slot="day", before="  urldate = {", after="},\n"),
        Piece(text="  langid = {chinese},\n  url = {"),
        url,
        Piece(text="}\n}\n"),
    )


def _ris(meta: ReportMeta, url: Piece) -> tuple[Piece, ...]:
    rows = (
        ("TY", "RPRT"),
        ("AU", f"{_line(meta.issuer)},"),  # the comma marks a name that is not to be divided
        ("TI", _line(meta.title)),
        ("PB", _line(meta.issuer)),
        ("PY", _appeared(meta)[:4]),
        *([("DA", meta.published.replace("-", "/"))] if meta.published else []),
        ("LA", "zh-CN"),
    )
    return (
        Piece(text="".join(f"{tag}  - {value}\n" for tag, value in rows)),
        Piece(slot="place", before="N1  - ", after="\n"),
        Piece(slot="day", before="Y2  - ", after="\n"),
        Piece(text="UR  - "),
        url,
        Piece(text="\nER  - \n"),
    )


def _csl(report: Report, url: Piece) -> tuple[Piece, ...]:
    meta = report.meta
    row = {
        "id": report.id,
        "type": "report",
        "title": meta.title,
        "author": [{"literal": meta.issuer}],
        "publisher": meta.issuer,
        "issued": {"date-parts": [[int(part) for part in re.findall(r"\d+", _appeared(meta))]]},
        "language": "zh-CN",
    }
    lines = "".join(f'  "{name}": {json.dumps(value, ensure_ascii=False)},\n' for name, value in row.items())
    return (
        Piece(text=f'[\n {{\n{lines}  "URL": "'),
        url,
        Piece(text='"'),
        Piece(slot="place", before=',\n  "note": "', after='"'),
        Piece(slot="day", before=',\n  "accessed": {"raw": "', after='"}'),
        Piece(text="\n }\n]\n"),
    )


def _appeared(meta: ReportMeta) -> str:
    """Return the day of publication, or the year that is reported on where no day is printed."""
    return meta.published or f"{meta.year:04}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _BIBTEX.sub(lambda match: _BIBTEX_NAMES.get(match[0], f"\\{match[0]}"), _line(text))
