"""Asks a finished index without a browser, by the very scripts that ask it in one.

The scripts of the theme run in QuickJS, which gives them nothing but the files of the index: no disk, no network, no clock worth
speaking of.  So what a command line answers and what a page answers cannot drift apart.  Only what a browser has besides the
language is given here: decoding and encoding of text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import SitegenError, problem
from sitegen.search.files import block_of

if TYPE_CHECKING:
    from collections.abc import Callable

# What a page asks besides its words: `search-answer.js` says what each means.
FILTERS: Final = ("year", "issuer", "region", "kind", "initiative")
_MEMORY: Final = 3 << 30
# Long strings are joined, not added up: those the package could not hand over.
_BROWSER: Final = """
var bytesOf = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
var textOf = (bytes) => { const parts = []; for (let at = 0; at < bytes.length; at += 4096) parts.push(String.fromCharCode(...bytes.subarray(at, at + 4096))); return parts.join(""); };
var TextDecoder = class { constructor(label = "utf-8") { this.label = label; } decode(bytes) { return decodeText(textOf(bytes), this.label); } };
var TextEncoder = class { encode(text) { return bytesOf(encodeText(text)); } };
"""
_ASK: Final = """
var index = new sitegenIndex.Index(async (name, mark) => {
  const block = loadBlock(name, mark);
  if (block === null) throw new Error(name);
  return bytesOf(block);
});
var outcome = null;
function ask(request) {
  outcome = null;
  sitegenAnswer.answer(index, JSON.parse(request)).then((answer) => { outcome = JSON.stringify({ answer }); }, (error) => { outcome = JSON.stringify({ failed: String(error) }); });
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: words, whether other names count too, filters by name (`FILTERS`), order, and how many results.

    With `counted` the initiatives that the results tell of are offered as well.
    """

    typed: str
    widely: bool = True
    filters: tuple[tuple[str, str], ...] = ()
    order: str = ""
    shown: int = 10
    counted: bool = False


class Engine:
    """The search of a site: its scripts, `search-core.js` and `search-further.js` as they are served, and `load`, which returns a file below `search/` by its name."""

    def __init__(self, script: str, load: Callable[[str], bytes]) -> None:
        import quickjs  # noqa: PLC0415 - it starts a thread, and a process with threads may not be copied for workers

        self._failures: list[SitegenError] = []

        def block(name: str, mark: str) -> str | None:
            # The scripts are told of a failure, for nothing may be raised through them; `ask` raises it.
            try:
                return block_of(load(f"{name}.{mark}.js" if mark else f"{name}.js")).decode("latin-1")
            except SitegenError as error:
                self._failures.append(error)
            except ValueError:
                self._failures.append(SitegenError(problem("index-broken", reason=name)))
            return None

        self._context = quickjs.Context()
        self._context.set_memory_limit(_MEMORY)
        self._context.add_callable("loadBlock", block)
        self._context.add_callable("decodeText", _decode_text)
        self._context.add_callable("encodeText", lambda text: text.encode().decode("latin-1"))
        for part in (_BROWSER, script, _ASK):
            self._context.eval(part)

    def ask(self, question: Question) -> dict[str, Any]:
        """Return the answer as `search-answer.js` describes it.

        Raises `SitegenError` if the index cannot be asked: what `load` raised, or `index-broken`.
        """
        request = {
            "typed": question.typed,
            "widely": question.widely,
            "filters": dict(question.filters),
            "order": question.order,
            "shown": question.shown,
            "counted": question.counted,
        }
        self._failures.clear()
        self._context.get("ask")(json.dumps(request))
        while self._context.execute_pending_job():
            pass
        outcome: dict[str, Any] = json.loads(self._context.get("outcome") or '{"failed": ""}')
        if "answer" not in outcome:
            raise [*self._failures, SitegenError(problem("index-broken", reason=outcome["failed"]))][0]
        answer: dict[str, Any] = outcome["answer"]
        return answer


def _decode_text(text: str, label: str) -> str:
    return text.encode("latin-1").decode(label, "replace")
