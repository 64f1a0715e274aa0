"""What the preview offers besides the site, below `/__sitegen/`; none of it is ever in `site/`.

GET  problems?page=&kind=    everything that is wrong, for the panel on each page
POST open                    open a file at a line in the keeper's editor
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from sitegen.assembly import load_report
from sitegen.errors import CombinedError, SitegenError, describe
from sitegen.language import translate as _
from sitegen.serve.alignment import align
from sitegen.serve.changes import changes
from sitegen.serve.changes import words as changes_words
from sitegen.serve.editor import file_of, open_file
from sitegen.serve.inspector import Inspector
from sitegen.serve.pages import page, source_words
from sitegen.serve.panel import panel
from sitegen.sources import load_content_file, load_transcript
from sitegen.urls import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.config import Config
    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State

_LONGEST_PATH: Final = 1000
_SOURCE: Final = "source/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a browser gets."""

    status: HTTPStatus
    data: bytes
    media: str


class Desk:
    """Answers what open pages of a preview ask for besides the site."""

    def __init__(self, load: Callable[[], Config], preview: Preview) -> None:
        self._load, self._preview = load, preview
        self._inspector = Inspector(load, preview)

    def get(self, name: str, query: Mapping[str, str]) -> Answer | None:
        """Answer a question; None if there is none of this name."""
        if name == "problems":
            front, kind = query.get("page", "")[:_LONGEST_PATH], query.get("kind", "")
            survey = self._inspector.survey()
            return _json(panel(survey, front, kind, self.openable))
        if name == "changes":
            return self._shown(self._changes)
        if name.startswith(_SOURCE) and is_id(name.removeprefix(_SOURCE)):
            return self._shown(partial(_beside_source, name.removeprefix(_SOURCE)))
        return None

    def post(self, name: str, body: bytes) -> Answer | None:
        """Do what a page asks for; None if there is no such thing."""
        if name != "open":
            return None
        try:
            wanted = json.loads(body)
            where, line = str(wanted["file"]), int(wanted["line"])
        except (ValueError, KeyError, TypeError):
            return _json({"opened": False, "message": ""}, HTTPStatus.BAD_REQUEST)
        try:
            open_file(self._load(), where, line)
        except SitegenError as error:
            _place, message, hint = describe(error.problem, _)
            return _json({"opened": False, "message": f"{message} {hint}"})
        return _json({"opened": True, "message": _("Opened")})

    def _shown(self, make: Callable[[Config, State], bytes | None]) -> Answer | None:
        """Return a page of the preview's own, or why there is none now."""
        try:
            data = make(self._load(), self._preview.state)
        except SitegenError as error:
            text = " ".join(describe(error.problem, _))
            return Answer(status=HTTPStatus.CONFLICT, data=text.encode(), media="text/plain")
        return Answer(status=HTTPStatus.OK, data=data, media="text/html") if data else None

    def _changes(self, config: Config, state: State) -> bytes:
        variables = {"changes": changes(config, state), "words": changes_words()}
        return page("changes.html", variables, version=state.version, title=_("What will change on the site"))

    def openable(self, problem: Problem) -> str:
        """Return the name under which the file of a problem can be opened, "" if no editor is configured or it is none of the archive."""
        try:
            config = self._load()
        except SitegenError:
            return ""
        return problem.where if config.editor and file_of(config, problem.where) else ""


def _beside_source(report_id: str, config: Config, state: State) -> bytes | None:
    if not (config.content / f"{report_id}.md").is_file():
        return None
    loaded = load_report(load_content_file(config.content, report_id))
    if isinstance(loaded, tuple):
        raise CombinedError(loaded)
    report, transcript = loaded.report, load_transcript(config.content, report_id)
    pairs = align(report, transcript) if transcript else ()
    variables = {
        "pairs": pairs,
        "differing": tuple(pair.anchor for pair in pairs if pair.differs),
        "has_source": bool(transcript),
        "name": report.meta.source.name if report.meta.source else "",
        "words": source_words(),
    }
    return page("source.html", variables, version=state.version, title=report.meta.title, of=report_id)


def _json(value: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    data = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status=status, data=data, media="application/json")
