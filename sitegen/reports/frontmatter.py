"""Front matter: the YAML between two `---` lines that says what a report is.

Read with a loader that knows no aliases and no tags (an alias bomb is 342 bytes), checked field by
field, and written by hand-ordered dump so that a round trip changes nothing.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from sitegen.errors import SitegenError, problem
from sitegen.model import ReportMeta, Source
from sitegen.urls import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Problem

_FENCE: Final = "---\n"
_LONGEST: Final = 20_000
_SHOWN: Final = 80
_KEPT: Final = 64
"""Heads of which what was read is at hand: who edits a report mostly leaves its head as it is."""
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_DIGITS: Final = 4
_YEARS: Final = range(1900, 2200)
_KNOWN: Final = {
    "": ("title", "issuer", "region", "year", "kind", "published", "delivered", "source"),
    "source": ("name", "sha256", "url"),
}
"""The fields, and those below one of them."""
_WANTED: Final = ("region", "kind")
"""What a report can do without, but lists and filters cannot."""


class _Loader(yaml.SafeLoader):
    """YAML without aliases and with dates left as text."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read here")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def split(where: str, text: str) -> tuple[str, str, int]:
    """Cut a content file in two: front matter, body, and the line number that the body starts on."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head, mark, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not text.startswith(_FENCE) or not mark:
        raise SitegenError(problem("front-matter-missing", where, 1))
    if len(head) > _LONGEST:
        raise SitegenError(problem("front-matter-broken", where, 1, reason=f"{len(head)} characters"))
    return head, body, head.count("\n") + 4


@lru_cache(maxsize=_KEPT)
def loads(where: str, head: str) -> ReportMeta:
    """Read front matter.  Raises `SitegenError` with the line or field that is not right."""
    try:
        data = yaml.load(head, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise SitegenError(
            problem("front-matter-broken", where, mark.line + 2 if mark else 1, reason=reason)
        ) from error
    if not isinstance(data, dict):
        raise SitegenError(problem("front-matter-broken", where, 1, reason="no fields"))
    return _Fields(where, data, head).meta()


def check(where: str, text: str) -> tuple[Problem, ...]:
    """Return what is odd about the front matter of a content file that can be read: unknown, repeated and empty fields."""
    head, _, _ = split(where, text)
    return _odd(where, head)


@lru_cache(maxsize=_KEPT)
def _odd(where: str, head: str) -> tuple[Problem, ...]:
    node = yaml.compose(head, Loader=_Loader)
    meta = loads(where, head)
    empty = [
        problem("front-matter-empty", where, 1, field=name) for name in _WANTED if not getattr(meta, name)
    ]
    return (*_odd_fields(where, node, ""), *empty, *_odd_address(where, head, meta))


def _odd_address(where: str, head: str, meta: ReportMeta) -> Iterator[Problem]:
    if meta.source and meta.source.url and not is_web_address(meta.source.url):
        yield problem(
            "source-address", where, _line_of(head, ["source", "url"]), address=meta.source.url[:_SHOWN]
        )


def _odd_fields(where: str, node: yaml.Node | None, below: str) -> Iterator[Problem]:
    seen = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name, line = str(key.value), key.start_mark.line + 2
        if name not in _KNOWN[below]:
            known = ", ".join(_KNOWN[below])
            yield problem("front-matter-unknown", where, line, field=name, known=known)
        elif name in seen:
            yield problem("front-matter-repeated", where, line, field=name)
        elif not below and name in _KNOWN:
            yield from _odd_fields(where, value, name)
        seen.add(name)


def dumps(meta: ReportMeta) -> str:
    """Write front matter, with its `---` lines."""
    data: dict[str, Any] = {
        "title": meta.title,
        "issuer": meta.issuer,
        "region": list(meta.region),
        "year": meta.year,
        "kind": meta.kind,
        "published": meta.published or None,
    }
    if meta.delivered:
        data["delivered"] = meta.delivered
    if meta.source:
        source = {"name": meta.source.name, "sha256": meta.source.sha256, "url": meta.source.url}
        data["source"] = {key: value for key, value in source.items() if value}
    return f"---\n{yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)}---\n"


class _Fields:
    """Takes the fields of front matter one by one, each checked."""

    def __init__(
        self, where: str, data: Mapping[object, object], head: str, below: tuple[str, ...] = ()
    ) -> None:
        self._where = where
        self._below = below
        self._data = data
        self._head = head

    def meta(self) -> ReportMeta:
        return ReportMeta(
            title=self.text("title", needed=True),
            issuer=self.text("issuer", needed=True),
            region=self._region(),
            year=self._year(),
            kind=self.text("kind"),
            published=self._date("published"),
            delivered=self._date("delivered"),
            source=self._source(),
        )

    def _wrong(self, field: str, reason: str) -> SitegenError:
        line = _line_of(self._head, [*self._below, field])
        return SitegenError(problem("front-matter-field", self._where, line, field=field, reason=reason))

    def text(self, field: str, *, needed: bool = False) -> str:
        value = self._data.get(field)
        if value in (None, "") and not needed:
            return ""
        if not isinstance(value, (str, int, float)) or isinstance(value, bool) or not str(value).strip():
            raise self._wrong(field, "a text is needed")
        return str(value).strip()

    def _region(self) -> tuple[str, ...]:
        value = self._data.get("region") or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._wrong("region", "a list from large to small is needed: [上海市, 杨浦区]")
        return tuple(item.strip() for item in value)

    def _year(self) -> int:
        value = self._data.get("year")
        value = (
            int(value)
            if isinstance(value, str) and value.isdecimal() and len(value) == _YEAR_DIGITS
            else value
        )
        if not isinstance(value, int) or value not in _YEARS:
            raise self._wrong("year", "a year of four digits is needed")
        return value

    def _date(self, field: str) -> str:
        text = self.text(field)
        if text and not _is_date(text):
            raise self._wrong(field, "a date like 2024-02-29 is needed")
        return text

    def _source(self) -> Source | None:
        value = self._data.get("source")
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong("source", "name, sha256 and url are expected below it")
        fields = _Fields(self._where, value, self._head, ("source",))
        return Source(
            name=fields.text("name", needed=True), sha256=fields.text("sha256"), url=fields.text("url")
        )


def _line_of(head: str, path: list[str]) -> int:
    """Return the line of a field in a content file, of the one that it should stand below where it is missing, else 1."""
    node, line = yaml.compose(head, Loader=_Loader), 1
    for name in path:
        keys = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((key, value) for key, value in keys if key.value == name), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 2, found[1]  # the first line is that of the dashes
    return line


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
