"""A report as files to take away, and the whole archive as one.

Beside the page of a report lie `report.md`, the text that people keep, and `report.json`, the same for
programs: every section, passage and clause with its anchor, words and version.  `data/archive.zip` holds
all of them with the data files; where it would pass 20 MB it is divided, since hosts refuse files beyond
25 MB.  A zip file is the same to the byte for the same contents (fixed dates and rights, sorted names) and
the same zlib; the list `SHA256SUMS` in it checks the files themselves, whatever packed them.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

from sitegen import urls
from sitegen.model import OutputFile
from sitegen.render.citing import version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Passage, Report, Section

ARCHIVE: Final = "data/archive"
SCHEMA: Final = "/data/schema/report.json"
SUMS: Final = "SHA256SUMS"
_LARGEST: Final = 20_000_000
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_RIGHTS: Final = 0o100644 << 16
_UNIX: Final = 3


def report_files(report: Report, markdown: str) -> tuple[OutputFile, ...]:
    """Return `report.md` and `report.json` of a report; `markdown` is the text of its content file."""
    text = json.dumps(_report(report), ensure_ascii=False, indent=1)
    datas = (f"{text}\n".encode(), markdown.encode())
    return tuple(
        OutputFile(path=path, data=data) for path, data in zip(report_paths(report.id), datas, strict=True)
    )


def report_paths(report_id: str) -> tuple[str, str]:
    """Return where `report.json` and `report.md` of a report lie."""
    folder = urls.report_page(report_id).removesuffix("index.html")
    return f"{folder}report.json", f"{folder}report.md"


def report_with(path: str) -> str:
    """Return the id of the report that a file as `report_paths` names it belongs to, "" for any other file."""
    report_id = path.removeprefix("reports/").rpartition("/")[0]
    return report_id if path in report_paths(report_id) else ""


def archive_files(files: Iterable[OutputFile]) -> tuple[OutputFile, ...]:
    """Return `data/archive.zip` with the given files in it, or its parts (`data/archive-0001.zip`, …)."""
    parts = _divided(sorted(files, key=lambda file: file.path))
    names = [f"-{number:04}" if len(parts) > 1 else "" for number in range(1, len(parts) + 1)]
    return tuple(
        OutputFile(path=f"{ARCHIVE}{name}.zip", data=_packed(part))
        for name, part in zip(names, parts, strict=True)
    )


def _divided(files: list[OutputFile]) -> list[list[OutputFile]]:
    """Divide files by their size before packing: packed, a part is smaller still."""
    parts: list[list[OutputFile]] = [[]]
    size = 0
    for file in files:
        if parts[-1] and size + file.size > _LARGEST:
            parts.append([])
            size = 0
        parts[-1].append(file)
        size += file.size
    return parts


def _packed(files: list[OutputFile]) -> bytes:
    sums = "".join(f"{hashlib.sha256(file.data).hexdigest()}  {file.path}\n" for file in files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for file in (*files, OutputFile(path=SUMS, data=sums.encode())):
            entry = zipfile.ZipInfo(file.path, date_time=_EPOCH)
            entry.external_attr, entry.create_system = _RIGHTS, _UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.data)
    return buffer.getvalue()


# ---------------------------------------------------------------- report.json


def _report(report: Report) -> dict[str, Any]:
    meta, source = report.meta, report.meta.source
    return {
        "$schema": SCHEMA,
        "id": report.id,
        "url": urls.report_url(report.id),
        "version": version(report),
        "title": meta.title,
        "issuer": meta.issuer,
        "region": list(meta.region),
        "year": meta.year,
        "kind": meta.kind,
        "published": meta.published,
        "delivered": meta.delivered,
        "source": {"name": source.name, "sha256": source.sha256, "url": source.url} if source else None,
        "passages": list(map(_passage, report.passages)),
        "sections": list(map(_section, report.sections)),
        "gone": [{"anchor": each.anchor, "parent": each.parent} for each in report.gone],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "anchor": section.anchor,
        "version": version(section),
        "level": section.level,
        "number": section.number.printed if section.number else "",
        "heading": section.heading,
        "passages": list(map(_passage, section.passages)),
        "sections": list(map(_section, section.sections)),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "anchor": passage.anchor,
        "version": version(passage),
        "kind": passage.kind,
        "text": passage.text,
        "lead": passage.text[: passage.lead],
        "clauses": [
            {"anchor": each.anchor, "start": each.start, "end": each.end} for each in passage.clauses
        ],
    }
