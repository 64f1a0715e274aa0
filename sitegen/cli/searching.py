"""The command that asks the index of the built site: `search`."""

from __future__ import annotations

import json
import os
import re
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.markup import escape

from sitegen.cli.shared import expected
from sitegen.config import load_config
from sitegen.errors import SitegenError, problem
from sitegen.language import translate as _
from sitegen.language import translate_count
from sitegen.search import FILTERS, Engine, Question
from sitegen.sources import load_site_file
from sitegen.terminal import err, out
from sitegen.urls import report_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Problem

PAGE: Final = "search/index.html"
_SCRIPTS: Final = tuple(re.compile(rf'data-{name}="\.\./(assets/[\w.-]+)"') for name in ("core", "further"))
_MOST_NAMES: Final = 5
_NEAR: Final = 0.5
"""Likeness from which a name may be what was meant: half of the characters in common, in order."""
_OTHER_VIEW: Final = {"pieces", "same", "beside", "others", "terms"}


@click.command(name="search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help=_("How many results.")
)
@click.option("--year", default="", help=_("Only reports on this year."))
@click.option("--issuer", default="", help=_("Only reports of this office."))
@click.option("--region", default="", help=_("Only reports of this region."))
@click.option("--kind", default="", help=_("Only reports of this kind."))
@click.option("--initiative", default="", help=_("Only what tells of this initiative."))
@click.option("--sort", type=click.Choice(["newest", "oldest"]), help=_("Order by year, not by relevance."))
@click.option("--narrow", is_flag=True, help=_("Leave other names of the words aside."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the results as JSON."))
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help=_("Folder of the built site (site/).")
)
@expected
def search_command(query: tuple[str, ...], *, as_json: bool, **options: Any) -> None:
    typed = " ".join(query).strip()
    if not typed:
        raise click.UsageError(_("Say what to look for."))
    config = load_config(Path.cwd(), output=options["output"] and options["output"].absolute())
    engine = engine_of(config.output)
    question = Question(
        typed=typed,
        widely=not options["narrow"],
        filters=_filters(engine, options),
        order=options["sort"] or "",
        shown=options["limit"],
    )
    answer = engine.ask(question)
    if as_json:
        out.print_json(json.dumps(_as_data(answer, config.site.base_url), ensure_ascii=False))
        return
    _show(answer, config.site.base_url)


def engine_of(output: Path) -> Engine:
    """Return the search of the built site in `output`.  Raises `SitegenError` (`site-unbuilt`) where there is none."""
    page = load_site_file(output, PAGE).decode("utf-8", "replace")
    names = [found[1] for script in _SCRIPTS if (found := script.search(page))]
    if len(names) < len(_SCRIPTS):
        raise SitegenError(problem("site-unbuilt", path=os.path.relpath(output)))
    scripts = [load_site_file(output, name).decode("utf-8", "replace") for name in names]
    return Engine("\n".join(scripts), lambda name: load_site_file(output, f"search/{name}"))


def _filters(engine: Engine, options: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the filters that were given, in full: a part of a name will do where it means one.

    Raises `SitegenError` (`filter-unknown`) where it means none or several.
    """
    given = {name: options[name] for name in FILTERS if options[name]}
    offers = engine.ask(Question(typed="", shown=0, counted="initiative" in given))["offers"] if given else {}
    return tuple(
        (name, _in_full(value, {known: others for known, _count, *others in offers.get(name, ())}))
        for name, value in given.items()
    )


def _in_full(value: str, known: dict[str, list[list[str]]]) -> str:
    """Return the name that `value` is, names in other words, or is a part of; `known` are names, and lists of their other names."""
    names = {name: (name, *chain.from_iterable(others)) for name, others in known.items()}
    found = (
        [name for name in names if name == value]
        or [name for name, every in names.items() if value in every]
        or [name for name in names if value in name]
        or [name for name, every in names.items() if any(value in each for each in every)]
    )
    if len(found) != 1:
        raise SitegenError(_not_one(value, found, names))
    return found[0]


def _not_one(value: str, found: list[str], names: dict[str, tuple[str, ...]]) -> Problem:
    """Return what to say of a name that means several or none: the nearest in the latter case, where any is near at all."""
    if found:
        return problem("filter-ambiguous", value=value, known=_(", ").join(found[:_MOST_NAMES]))
    if all(name.isdecimal() for name in names):
        return problem("filter-absent", value=value, known=_(", ").join(sorted(names)))
    likeness = {name: max(_likeness(value, each) for each in names[name]) for name in names}
    near = sorted((name for name in names if likeness[name] >= _NEAR), key=lambda name: -likeness[name])
    if near:
        return problem("filter-unknown", value=value, known=_(", ").join(near[:_MOST_NAMES]))
    return problem("filter-nowhere", value=value)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _as_data(answer: dict[str, Any], base_url: str) -> dict[str, Any]:
    kept = {name: answer[name] for name in ("total", "partial", "names", "suggestion")}
    return kept | {
        name: [_result(result, base_url) for result in answer[name]] for name in ("results", "weaker")
    }


def _result(result: dict[str, Any], base_url: str) -> dict[str, Any]:
    more = [found for name in ("same", "beside") for found in result.get(name, ())]
    return {key: value for key, value in result.items() if key not in _OTHER_VIEW} | {
        "url": _url(result, base_url),
        "text": _text(result["pieces"]),
        "marks": [piece["text"] for piece in result["pieces"] if piece.get("marked")],
        "others": [{"anchor": place["anchor"], "text": _text(place["pieces"])} for place in result["others"]],
        "more": [_result(found, base_url) for found in more],
    }


def _text(pieces: list[dict[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


def _url(result: dict[str, Any], base_url: str) -> str:
    return f"{base_url}{report_page(result['id'])}#{result['anchor']}"


def _show(answer: dict[str, Any], base_url: str) -> None:
    for line in _heads(answer):
        out.print(line, markup=False)
    for number, result in enumerate(answer["results"], 1):
        _show_result(number, result, base_url)
    if answer["weaker"]:
        out.print()
        out.print(_("Only part of the words:"), markup=False)
    for number, result in enumerate(answer["weaker"], len(answer["results"]) + 1):
        _show_result(number, result, base_url)
    if answer["shown"] < answer["total"]:
        words = _("Of {count} places the first {shown} are listed; more with --limit {count}.")
        err.print(words.format(count=answer["total"], shown=answer["shown"]), markup=False)


def _heads(answer: dict[str, Any]) -> Iterator[str]:
    found = translate_count("{count} place found", "{count} places found", answer["total"])
    more = _("{count} with only part of the words").format(count=answer["partial"])
    yield f"{found}{_(', ')}{more}" if answer["partial"] else found
    if answer["names"]:
        yield _("Also looked for: {names}").format(names=_(", ").join(answer["names"]))
    if answer["suggestion"]:
        yield _("Perhaps you meant: {query}").format(query=answer["suggestion"])


def _show_result(number: int, result: dict[str, Any], base_url: str) -> None:
    headings = " › ".join(result["path"]) or result["title"]
    out.print(f"\n[bold]{number}. {escape(headings)}[/]")
    out.print(f"   [dim]{escape(result['issuer'])} · {result['year']} · {escape(_url(result, base_url))}[/]")
    for pieces in (result["pieces"], *(place["pieces"] for place in result["others"])):
        marked = (
            f"[bold yellow]{escape(piece['text'])}[/]" if piece.get("marked") else escape(piece["text"])
            for piece in pieces
        )
        out.print(f"   {''.join(marked)}" if pieces else "")
    if result["same"]:
        alike = _("and {count} more that say the same: {urls}")
        urls = "  ".join(_url(same, base_url) for same in result["same"])
        out.print(f"   {alike.format(count=len(result['same']), urls=urls)}", markup=False)
