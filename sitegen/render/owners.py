"""What the rules for government sites ask a site to say of itself and of its reports, and whether it does.

The rules (国办发〔2017〕47号, 政府网站发展指引) ask every government site to name in its footer the office that
keeps it, its identification code, its ICP and public security records, and a way to reach it, and to carry
the page tags SiteName, SiteDomain and SiteIDCode; the page of each report says in PubDate when it was published.  An archive that a university or a citizen keeps needs
none of them: so a site that says nothing of the kind is only asked for its address, and one that has begun
to is told what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.errors import problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Problem, Report, Site

_WHERE: Final = "sitegen.toml"
_OWNER: Final = ("organizer", "site_code", "icp", "police", "contact")


def check_site(site: Site, reports: Iterable[Report] = ()) -> tuple[Problem, ...]:
    """Return a note for each piece that the published site would lack: of the configuration, and dates of reports."""
    owner = {name: getattr(site, name).strip() for name in _OWNER}
    missing = [name for name in _OWNER if not owner[name]] if any(owner.values()) else []
    found = [problem("site-owner-missing", _WHERE, field=name) for name in missing]
    undated = [report.id for report in reports if not report.meta.published] if any(owner.values()) else []
    if undated:
        found.append(problem("site-dates-missing", f"{undated[0]}.md", count=len(undated)))
    if not site.base_url.strip():
        found.insert(0, problem("site-address-missing", _WHERE))
    return tuple(found)
