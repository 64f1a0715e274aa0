"""Full-text search without a server: reports in, files for the browser out.

    analyse   Report → ReportTerms          once per report, cached
    merge     ReportTerms… → Columns        all postings of the archive, sorted
    encode    Columns → shards              small files that a query needs few of
    prove     the index finds what is printed, or the build fails

The format is lunr's in parts: inverted index, fields and BM25 are those of `lunr.Builder`, and the
browser hands the entries that come into question to lunr.js as a small `lunr.Index`, which
scores them exactly as the whole index would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model import OutputFile
from sitegen.search.aliases import alias_block
from sitegen.search.columns import merge
from sitegen.search.manifest import manifest, pack, traditional_table
from sitegen.search.proof import prove
from sitegen.search.shards import encode, plan, script, write
from sitegen.search.terms import ReportTerms, analyse

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ReportTerms", "analyse", "index"]


def index(analysed: tuple[ReportTerms, ...]) -> tuple[OutputFile, ...]:
    """Return all files of the search, below `search/`, for the given reports in any order.

    Raises `SitegenError` if a printed string would not be found: that is a fault of the program,
    and an archive whose search keeps something back is not published.
    """
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    blocks = dict(_blocks(ordered))
    prove(ordered, blocks)
    return tuple(
        OutputFile(path=f"search/{name}.js", data=script(name, block))
        for name, block in sorted(blocks.items())
    )


def _blocks(analysed: tuple[ReportTerms, ...]) -> Iterator[tuple[str, bytes]]:
    columns = merge(analysed)
    terms = encode(columns)
    spread = plan(terms)
    yield "manifest", manifest(analysed, columns, spread)
    yield "traditional", traditional_table()
    yield "aliases", alias_block()
    yield from write(terms, spread)
    for report in analysed:
        yield f"p/{report.id}", pack(report)
