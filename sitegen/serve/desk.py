"""What the preview offers besides the site, below `/__sitegen/`; none of it is ever in `site/`.

GET  problems?page=&kind=    everything that is wrong, for the panel on each page
POST open                    open a file at a line in the keeper's editor
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, describe
from sitegen.language import translate as _
from sitegen.serve.editor import file_of, open_file
from sitegen.serve.inspector import Inspector
from sitegen.serve.panel import panel
from sitegen.urls import LARGE, report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.config import Config
    from sitegen.model import Problem
    from sitegen.serve.preview import Preview

_LONGEST_PATH: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a browser gets."""

    status: HTTPStatus
    data: bytes
    media: str


class Desk:
    """Answers what open pages of a preview ask for besides the site."""

    def __init__(self, load: Callable[[], Config], preview: Preview) -> None:
        self._load = load
        self._inspector = Inspector(load, preview)

    def get(self, name: str, query: Mapping[str, str]) -> Answer | None:
        """Answer a question; None if there is none of this name."""
        if name == "problems":
            page, kind = query.get("page", "")[:_LONGEST_PATH], query.get("kind", "")
            survey = self._inspector.survey(report_of(page.removeprefix(LARGE)))
            return _json(panel(survey, page, kind, self.openable))
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

    def openable(self, problem: Problem) -> str:
        """Return the name under which the file of a problem can be opened, "" if no editor is configured or it is none of the archive."""
        try:
            config = self._load()
        except SitegenError:
            return ""
        return problem.where if config.editor and file_of(config, problem.where) else ""


def _json(value: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    data = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status=status, data=data, media="application/json")
