"""Full-text search without a server: reports in, files for the browser out.

    analyse   Report → ReportTerms          once per report, cached
    merge     ReportTerms… → Columns        the postings of a part of all terms, sorted
    encode    Columns → shards              small files that a query needs few of
    prove     the index finds what is printed, or the build fails
    packs     ReportTerms… → packs          the text that results show
    initiative_files                        which entries tell of which initiative
    asking    Question → answer             the finished index asked without a browser

The format is lunr's in parts: inverted index, fields and BM25 are those of `lunr.Builder`, and the
browser hands the entries that come into question to lunr.js as a small `lunr.Index`, which
scores them exactly as the whole index would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model import OutputFile
from sitegen.search.aliases import built_in, name_lines, parse_aliases
from sitegen.search.asking import FILTERS, Engine, Question
from sitegen.search.columns import bases, merge
from sitegen.search.files import mark, script
from sitegen.search.initiatives import initiative_files, printed_names
from sitegen.search.manifest import manifest, report_table, shard_marks, traditional_table
from sitegen.search.packs import pack_marks, pack_size, packs
from sitegen.search.postings import unpacked
from sitegen.search.proof import claimed, prove
from sitegen.search.shards import encode, first_plan, split, write
from sitegen.search.spelling import frequent, frequent_names, spelling_tables
from sitegen.search.terms import ReportTerms, analyse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Initiative
    from sitegen.search.aliases import Aliases
    from sitegen.search.spelling import Counts

__all__ = ["FILTERS", "Engine", "Question", "ReportTerms", "analyse", "index", "parse_aliases"]


def index(
    analysed: tuple[ReportTerms, ...], aliases: Aliases = (), initiatives: tuple[Initiative, ...] = ()
) -> tuple[OutputFile, ...]:
    """Return all files of the search, below `search/`, for the given reports in any order.

    `aliases` are the archive's own other names (`parse_aliases`), besides those of this package; `initiatives` are what
    the reports tell of, to filter by.
    Raises `SitegenError` if a printed string would not be found: that is a fault of the program,
    and an archive whose search keeps something back is not published.
    """
    ordered = tuple(sorted(analysed, key=lambda report: (report.year, report.id)))
    marks: dict[str, str] = {}
    written = [(name, script(name, block)) for name, block in _blocks(ordered, aliases, initiatives, marks)]
    files = (OutputFile(path=f"search/{_file(name, marks)}", data=data) for name, data in written)
    return tuple(sorted(files, key=lambda file: file.path))


def _file(name: str, marks: dict[str, str]) -> str:
    """Return the name of a file: it carries the mark, so that an old manifest never meets a newer shard."""
    return f"{name}.{marks[name]}.js" if name in marks else f"{name}.js"


def _blocks(
    analysed: tuple[ReportTerms, ...],
    aliases: Aliases,
    initiatives: tuple[Initiative, ...],
    marks: dict[str, str],
) -> Iterator[tuple[str, bytes]]:
    """Yield the blocks of the index by name, and put the mark of each but the manifest's into `marks`."""
    told = initiative_files(initiatives, analysed)
    tables = {
        "initiatives": told.table,
        "reports": report_table(analysed),
        "traditional": traditional_table(),
    }
    marks |= {name: mark(block) for name, block in (*tables.items(), *told.blocks)}
    plan = first_plan(sum(report.rows for report in analysed))
    sounding: tuple[Counts, Counts] = ([], [])
    called = name_lines((*built_in(), *aliases, *((name,) for name in printed_names(initiatives, analysed))))
    numbers, parts = bases(analysed), unpacked([report.postings for report in analysed])
    for part, (claims, own_parts) in enumerate(zip(claimed(analysed), parts, strict=True)):
        terms = encode(merge(own_parts, numbers))
        for counts, own in zip(sounding, frequent(terms), strict=True):
            counts.extend(own)
        plan = split(terms, plan, part)
        blocks = dict(write(terms, plan, part, called[part]))
        prove(claims, blocks)
        marks |= {name: mark(block) for name, block in blocks.items()}
        yield from blocks.items()
    size, shown = pack_size(analysed), {}
    for pack in packs(analysed, size):
        shown[pack.number] = mark(pack.data)
        yield pack.name, pack.data
    names = frequent_names(initiatives, (report.names for report in analysed))
    sounds = spelling_tables(*sounding, names)
    tables |= sounds
    marks |= {name: mark(block) for name, block in sounds.items()}
    yield from (*tables.items(), *told.blocks)
    packed = pack_marks(shown, analysed, size)
    yield "manifest", manifest(analysed, plan, marks, (size, packed))
    marks |= packed.by_name | shard_marks(marks, plan).by_name
