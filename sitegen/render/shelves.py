"""How reports are shelved: by the office that issued them, by region, by year, by kind.

An office is told by the folder of its reports' ids (`wujiaochang` of `wujiaochang/2023`): offices are
renamed and merged, and many cities have a 人民路街道, but the id was chosen once and never changes.
Where an id has no folder, or a folder holds reports of several offices, region and name take its place.
Addresses depend on nothing but the reports on the shelf, so that a new one moves no other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.views import Entry, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Report

ISSUERS: Final = "issuers"
REGIONS: Final = "regions"
YEARS: Final = "years"
KINDS: Final = "kinds"

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Reports that belong together, newest first; `folder` is where their pages lie."""

    name: str
    folder: str
    region: Path
    reports: tuple[Report, ...]

    @property
    def page(self) -> str:
        """Return the first page of the shelf."""
        return f"{self.folder}/index.html"

    @property
    def id(self) -> str:
        """Return the folder below that of all such shelves: `shanghai` of `issuers/shanghai`."""
        return self.folder.partition("/")[2]

    def link(self) -> Link:
        """Return a link to the shelf with the number of its reports."""
        return Link(text=self.name, page=self.page, count=len(self.reports))


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """All shelves of an archive: issuers and regions by address, years from the newest, kinds from the fullest."""

    issuers: tuple[Shelf, ...]
    regions: tuple[Shelf, ...]
    years: tuple[Shelf, ...]
    kinds: tuple[Shelf, ...]

    @cached_property
    def issuer_of(self) -> dict[str, Shelf]:
        """Return the issuer's shelf by report id."""
        return {report.id: shelf for shelf in self.issuers for report in shelf.reports}

    @cached_property
    def region_of(self) -> dict[Path, Shelf]:
        """Return the shelf of each region by its path."""
        return {shelf.region: shelf for shelf in self.regions}

    @cached_property
    def year_of(self) -> dict[int, Shelf]:
        """Return the shelf of each year."""
        return {int(shelf.name): shelf for shelf in self.years}

    @cached_property
    def kind_of(self) -> dict[str, Shelf]:
        """Return the shelf of each kind by its name."""
        return {shelf.name: shelf for shelf in self.kinds}


def shelves(reports: tuple[Report, ...]) -> Shelves:
    """Put reports, sorted by id, on their shelves; nothing but their ids and metadata is looked at."""
    years: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        years[report.meta.year].append(report)
    return Shelves(
        issuers=_issuers(reports),
        regions=_regions(reports),
        years=tuple(
            Shelf(name=str(year), folder=f"{YEARS}/{year}", region=(), reports=_newest_first(years[year]))
            for year in sorted(years, reverse=True)
        ),
        kinds=_kinds(reports),
    )


def in_regions(shelves: Shelves) -> list[Shelf]:
    """Return the issuers by the place of their region."""
    regions = shelves.region_of
    return sorted(
        shelves.issuers,
        key=lambda shelf: (regions[shelf.region].folder if shelf.region else "~", shelf.folder),
    )


def successive(shelf: Shelf) -> list[list[Report]]:
    """Return the reports of an issuer by kind, oldest first."""
    rows: dict[str, list[Report]] = defaultdict(list)
    for report in reversed(shelf.reports):
        rows[report.meta.kind].append(report)
    return list(rows.values())


def entry(report: Report) -> Entry:
    """Return a report as it stands in a list."""
    meta = report.meta
    return Entry(
        page=urls.report_page(report.id),
        title=meta.title,
        issuer=meta.issuer,
        region=meta.region,
        year=meta.year,
        kind=meta.kind,
        published=meta.published,
    )


def _newest_first(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Sort by year and publication, newest first, ties by id."""
    by_id = sorted(reports, key=lambda report: report.id)
    return tuple(sorted(by_id, key=lambda report: (report.meta.year, report.meta.published), reverse=True))


def _issuers(reports: tuple[Report, ...]) -> tuple[Shelf, ...]:
    shared = _shared_folders(reports)
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[_issuer_folder(report, shared)].append(report)
    found = []
    for folder in sorted(groups):
        ordered = _newest_first(groups[folder])
        newest = ordered[0].meta
        found.append(
            Shelf(name=newest.issuer, folder=f"{ISSUERS}/{folder}", region=newest.region, reports=ordered)
        )
    return tuple(found)


def _issuer_folder(report: Report, shared: frozenset[str]) -> str:
    folder = urls.office_of(report.id)
    if folder and folder not in shared:
        return folder
    return "/".join(urls.slug(name) for name in (*report.meta.region, report.meta.issuer))


def _shared_folders(reports: tuple[Report, ...]) -> frozenset[str]:
    """Return the id folders in which two offices have a report of one kind and year: those are no office's own."""
    names: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for report in reports:
        meta = report.meta
        names[urls.office_of(report.id), meta.year, meta.kind].add(meta.issuer)
    return frozenset(folder for (folder, _, _), issuers in names.items() if len(issuers) > 1)


def _regions(reports: tuple[Report, ...]) -> tuple[Shelf, ...]:
    groups: dict[Path, list[Report]] = defaultdict(list)
    for report in reports:
        for depth in range(1, len(report.meta.region) + 1):
            groups[report.meta.region[:depth]].append(report)
    folders = _folders(groups, REGIONS)
    return tuple(
        Shelf(name=path[-1], folder=folders[path], region=path, reports=_newest_first(groups[path]))
        for path in sorted(groups, key=lambda path: folders[path])
    )


def _kinds(reports: tuple[Report, ...]) -> tuple[Shelf, ...]:
    """Return a shelf per kind; reports whose kind is not known are on none."""
    groups: dict[Path, list[Report]] = defaultdict(list)
    for report in reports:
        if report.meta.kind:
            groups[report.meta.kind,].append(report)
    folders = _folders(groups, KINDS)
    return tuple(
        Shelf(name=path[0], folder=folders[path], region=(), reports=_newest_first(groups[path]))
        for path in sorted(groups, key=lambda path: (-len(groups[path]), folders[path]))
    )


def _folders(paths: Iterable[Path], root: str) -> dict[Path, str]:
    """Return the folder of each region or kind; homophones within one are told apart by a number."""
    folders: dict[Path, str] = {}
    taken: set[str] = set()
    for path in sorted(paths, key=lambda path: (len(path), path)):
        parent = folders[path[:-1]] if len(path) > 1 else root
        folder = plain = f"{parent}/{urls.slug(path[-1])}"
        number = 1
        while folder in taken:
            number += 1
            folder = f"{plain}_{number}"
        taken.add(folder)
        folders[path] = folder
    return folders
