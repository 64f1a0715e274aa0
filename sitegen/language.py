"""The clerk's language: Chinese where the locale is Chinese, English elsewhere.

Messages are gettext message ids in English; `locale/` holds the catalogues.  The catalogue also
translates what the command-line library prints.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Final

DOMAIN: Final = "sitegen"
FOLDER: Final = Path(__file__).parent / "locale"
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@cache
def catalogue() -> gettext.NullTranslations:
    """Return the message catalogue for the locale that the program runs in."""
    return gettext.translation(DOMAIN, FOLDER, _languages(), fallback=True)


def translate(message: str) -> str:
    """Return a message in the clerk's language."""
    return catalogue().gettext(message) if message else ""


def translate_count(one: str, many: str, count: int) -> str:
    """Return a message about `count` things in the clerk's language; `{count}` in it stands for the number.

    `one` and `many` are its English forms for one thing and for any other number.
    """
    return catalogue().ngettext(one, many, count).replace("{count}", str(count))


def translate_library() -> None:
    """Let the command-line library find its messages in our catalogue, in the languages that we use."""
    os.environ["LANGUAGE"] = ":".join(_languages())
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def _languages() -> list[str]:
    """Return the wanted languages in order; any kind of Chinese is served simplified Chinese."""
    wanted = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    languages = [part.partition(".")[0] for part in wanted.split(":") if part]
    return ["zh_CN" if language.lower().startswith("zh") else language for language in languages]
