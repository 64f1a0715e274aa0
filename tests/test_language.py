from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from sitegen.errors import KINDS, REASONS, describe, problem
from sitegen.language import DOMAIN, FOLDER, catalogue, translate_count

PACKAGE = Path(__file__).parent.parent / "sitegen"
CATALOGUE = FOLDER / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"


def _messages() -> set[str]:
    """Return every text that the program translates: those of the problems, and those in calls of the translators."""
    messages = {text for kind in KINDS.values() for text in (kind.message, kind.hint) if text}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "translate", "translate_count"}
            ):
                forms = node.args[:2] if node.func.id == "translate_count" else node.args[:1]
                texts = [each.value for each in forms if isinstance(each, ast.Constant)]
                messages.update(text for text in texts if isinstance(text, str))
    return messages


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def test_every_message_is_translated_with_all_its_fields() -> None:
    with CATALOGUE.open("rb") as file:
        translated = dict(pair for message in read_po(file) if message.id for pair in _translated(message))
    missing = sorted(message for message in _messages() if not translated.get(message))
    assert missing == []
    for message in _messages():
        assert _fields(translated[message]) == _fields(message), message
        assert translated[message] != message or not re.search("[a-z]{3}", message)


def _translated(message: Message) -> list[tuple[str, str]]:
    """Return each form of a message with its translation; Chinese has one form for any number."""
    if isinstance(message.id, tuple | list):
        return [(form, message.string[0]) for form in message.id]
    return [(str(message.id), str(message.string))]


def test_one_thing_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}
    for language in ("en", "zh_CN"):
        monkeypatch.setenv("LANGUAGE", language)
        catalogue.cache_clear()
        said[language] = [translate_count("{count} note", "{count} notes", count) for count in (1, 2)]
    catalogue.cache_clear()
    assert said == {"en": ["1 note", "2 notes"], "zh_CN": ["提示 1 条", "提示 2 条"]}


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    shipped = _shipped()
    source = {str(message.id): str(message.string) for message in messages if not message.pluralizable}
    assert {text: shipped.gettext(text) for text in source} == source
    plural = {message.id: message.string[0] for message in messages if message.pluralizable}
    assert {ids: shipped.ngettext(*ids, 2) for ids in plural} == plural


def _shipped() -> gettext.GNUTranslations:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_reason_is_translated() -> None:
    shipped = _shipped()
    assert [reason for reason in REASONS if shipped.gettext(reason) == reason] == []
    assert [reason for reason in REASONS if _fields(shipped.gettext(reason)) - _fields(reason)] == []


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("source-missing", {"reason": "No such file or directory"}, "文件不存在或无法读取：没有这个文件或文件夹。"),
        ("moves-row", {"origin": "甲/1", "reason": "“form” is not known"}, "“甲/1”这一条无法使用：没有“form”这一项。"),
        ("config-broken", {"reason": "Invalid value (at line 3, column 9)"}, "配置无法读取：第 3 行第 9 字处写法不对。"),
        ("source-damaged", {"format": "PDF", "reason": "Data format error (3)."}, "该 PDF 文件已损坏。"),
        ("front-matter-broken", {"reason": "while something {new} happened"}, "题录无法读取。"),
        ("source-unpacks", {"reason": "so many"}, "该文件解压后远超一份报告的大小。"),
        ("link-silent", {"reason": "<urlopen error>", "address": "http://a"}, "网址没有应答：http://a"),
        ("config-type", {"key": "title", "expected": "text"}, "配置：“title”的值不对（应为 文字）。"),
        ("target-key", {"key": "host", "expected": "cloudflare, netlify"}, "目标的“host”应为：cloudflare, netlify。"),
    ],
)  # fmt: skip
def test_no_half_sentence_of_english_stands_in_a_chinese_message(
    code: str, values: dict[str, str], said: str
) -> None:
    assert describe(problem(code, **values), _shipped().gettext)[1] == said


def test_in_english_a_reason_that_nobody_listed_is_told_as_it_is() -> None:
    found = problem("front-matter-broken", reason="while something {new} happened")
    assert "while something {new} happened" in describe(found)[1]
