"""What the preview offers besides the site, below `/__sitegen/`; none of it is ever in `site/`.

GET  problems?page=&kind=    everything that is wrong, for the panel on each page
GET  changes                 what the next publication changes
GET  source/<report id>      a report beside the text that it was imported from
GET  verdicts                the words on the buttons with which links are judged
POST open                    open a file at a line in the keeper's editor
POST verdict                 write the keeper's word on a link into `content/links.toml`
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sitegen.archive import VERDICTS, add_verdict
from sitegen.assembly import load_report
from sitegen.errors import CombinedError, SitegenError, describe
from sitegen.language import translate as _
from sitegen.output import write_atomic
from sitegen.serve.alignment import align
from sitegen.serve.changes import changes
from sitegen.serve.changes import words as changes_words
from sitegen.serve.editor import file_of, open_file
from sitegen.serve.inspector import Inspector
from sitegen.serve.pages import page, source_words
from sitegen.serve.panel import panel
from sitegen.sources import load_content_file, load_kept, load_transcript
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
        self._inspector = Inspector(preview)
        self._writing = threading.Lock()

    def get(self, name: str, query: Mapping[str, str]) -> Answer | None:
        """Answer a question; None if there is none of this name."""
        if name == "problems":
            front, kind = query.get("page", "")[:_LONGEST_PATH], query.get("kind", "")
            return _json(panel(self._inspector.survey(), front, kind, self._opener()))
        if name == "verdicts":
            return _json(_verdict_words())
        if name == "changes":
            return self._shown(self._changes)
        if name.startswith(_SOURCE) and is_id(name.removeprefix(_SOURCE)):
            return self._shown(partial(_beside_source, name.removeprefix(_SOURCE)))
        return None

    def post(self, name: str, body: bytes) -> Answer | None:
        """Do what a page asks for; None if there is no such thing."""
        acts = {"open": self._open, "verdict": self._judge}
        if name not in acts:
            return None
        try:
            done = acts[name](json.loads(body))
        except (ValueError, KeyError, TypeError):
            return _json({"done": False, "message": ""}, HTTPStatus.BAD_REQUEST)
        except SitegenError as error:
            _place, message, hint = describe(error.problem, _)
            return _json({"done": False, "message": f"{message} {hint}"})
        return _json({"done": True, "message": done})

    def _open(self, wanted: Mapping[str, Any]) -> str:
        open_file(self._load(), str(wanted["file"]), int(wanted["line"]))
        return _("Opened")

    def _judge(self, wanted: Mapping[str, Any]) -> str:
        """Write a verdict into the keeper's list; the change of that file then makes the links anew."""
        first, second = map(str, wanted["between"])
        content = self._load().content
        with self._writing:
            text = add_verdict(load_kept(content).links, (first, second), wanted["verdict"])
            write_atomic(content / VERDICTS, text.encode())
        return _("Noted in content/links.toml")

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
        return self._opener()(problem)

    def _opener(self) -> Callable[[Problem], str]:
        """Return `openable` with the configuration as it is now: it is read once for many problems."""
        try:
            config = self._load()
        except SitegenError:
            return lambda _problem: ""
        return lambda found: found.where if config.editor and file_of(config, found.where) else ""


def _beside_source(report_id: str, config: Config, state: State) -> bytes | None:
    try:
        file = load_content_file(config.content, report_id)
    except SitegenError as error:
        if error.problem.code == "source-missing":
            return None
        raise
    loaded = load_report(file)
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


def _verdict_words() -> dict[str, str]:
    """Return what the buttons say, by verdict."""
    return {
        "label": _("Is this link right?"),
        "same": _("Same initiative"),
        "related": _("Related"),
        "none": _("Not related"),
    }


def _json(value: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    data = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status=status, data=data, media="application/json")
