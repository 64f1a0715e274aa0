from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

from babel.messages.pofile import read_po

from sitegen.errors import KINDS
from sitegen.language import DOMAIN, FOLDER

PACKAGE = Path(__file__).parent.parent / "sitegen"
CATALOGUE = FOLDER / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"


def _messages() -> set[str]:
    """Return every text that the program translates: those of the problems, and those in `_()` and `translate()`."""
    messages = {text for kind in KINDS.values() for text in (kind.message, kind.hint) if text}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "translate"}
                and node.args
            ):
                argument = node.args[0]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    messages.add(argument.value)
    return messages


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def test_every_message_is_translated_with_all_its_fields() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    missing = sorted(message for message in _messages() if not catalogue.get(message))
    assert missing == []
    for message in _messages():
        assert _fields(catalogue[message]) == _fields(message), message
        assert catalogue[message] != message or not re.search("[a-z]{3}", message)


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.open("rb") as file:
        source = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    assert {text: shipped.gettext(text) for text in source} == source
