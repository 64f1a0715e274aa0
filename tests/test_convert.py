"""Formats that LibreOffice turns into Word files, with it, without it, and when it does not come back."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from sitegen import readers, sandbox
from sitegen.convert import TIMEOUT, to_word
from sitegen.errors import SitegenError

RTF = rb"{\rtf1\ansi\ansicpg936\uc1 {\u19968?\u12289?\u32463?\u27982?\par \u27491?\u25991?\u12290?\par}}"


def _program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called soffice first on the path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def _failure(timeout: float = 10) -> tuple[str, dict[str, str]]:
    with pytest.raises(SitegenError) as caught:
        to_word("报告.rtf", RTF, "rtf", timeout=timeout)
    return caught.value.problem.code, dict(caught.value.problem.values)


NUMBERED = (
    rb"{\rtf1\ansi\ansicpg936\uc1{\*\listtable{\list\listtemplateid1"
    rb"{\listlevel\levelnfc37\levelfollow2\levelstartat1{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}}"
    rb"{\listlevel\levelnfc37\levelfollow2\levelstartat1{\leveltext\'03\'a3\'a8\'01\'a3\'a9;}{\levelnumbers\'02;}}"
    rb"\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}"
    rb"\pard\ls1\ilvl0 {\u32463?\u27982?}\par\pard\ls1\ilvl1 {\u39033?\u30446?}{\footnote\pard {\u27880?}}\par"
    rb"\pard\ls1\ilvl1 {\u26381?\u21153?}\par\pard\ls1\ilvl0 {\u27665?\u29983?}\par}"
)
"""Numbers that are formatting only, as Word writes them, and a footnote."""
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def _old_word_file(folder: Path) -> bytes:
    """Return the text of `NUMBERED` as Word 97 wrote files."""
    (folder / "old.rtf").write_bytes(NUMBERED)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "doc", "--outdir", str(folder), str(folder / "old.rtf")],
        check=True,
        capture_output=True,
    )
    return (folder / "old.doc").read_bytes()


@needs_libreoffice
def test_an_old_word_file_keeps_automatic_numbers_and_footnotes(tmp_path: Path) -> None:
    data = _old_word_file(tmp_path)
    assert readers.media_type("报告.wps", data) == "doc"
    document = readers.read("报告.wps", data, converted=to_word("报告.wps", data, "doc"))
    said = [getattr(block, "text", "") for block in document.blocks]
    assert said == ["一、经济", "（一）项目[1]", "（二）服务", "二、民生", "[1] 注"]


@needs_libreoffice
def test_two_files_at_once_do_not_meet() -> None:
    calls = [("报告.rtf", NUMBERED, "rtf"), ("报告.rtf", RTF, "rtf")]
    outcomes = list(sandbox.run(to_word, calls, ["a", "b"], 2))
    assert [found.code for outcome in outcomes for found in outcome.problems] == []


@needs_libreoffice
def test_a_converter_that_is_stopped_leaves_no_socket() -> None:
    sockets = Path("/tmp")  # noqa: S108 -- where LibreOffice puts them
    before = set(sockets.glob("OSL_PIPE_*"))
    with pytest.raises(SitegenError):
        to_word("报告.rtf", b"{\\rtf1 " + b"a\\par " * 2_000_000 + b"}", "rtf", timeout=5)
    started = time.monotonic()
    while not set(sockets.glob("OSL_PIPE_*")) <= before:  # those of other conversions go when they end
        assert time.monotonic() < started + 60
        time.sleep(0.5)


def test_word_xml_whose_numbers_would_be_lost_is_refused() -> None:
    data = b'<?xml version="1.0"?><w:wordDocument><w:nfc w:val="37"/>Word.Document'
    with pytest.raises(SitegenError) as caught:
        to_word("报告.xml", data, "wordml")
    assert dict(caught.value.problem.values)["reason"] == "automatic numbers would be lost"


@needs_libreoffice
def test_an_rtf_file_is_read_through_libreoffice() -> None:
    kind = readers.media_type("报告.rtf", RTF)
    document = readers.read("报告.rtf", RTF, converted=to_word("报告.rtf", RTF, kind))
    assert [getattr(block, "text", "") for block in document.blocks] == ["一、经济", "正文。"]
    assert document.source.name == "报告.rtf"


def test_without_libreoffice_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _failure() == ("converter-missing", {"format": "RTF"})


def test_a_converter_that_does_not_come_back_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "sleep 60", monkeypatch)
    code, values = _failure(timeout=0.2)
    assert (code, values["reason"]) == ("converter-failed", "it took longer than 0.2 s")


def test_a_converter_ends_before_the_process_that_waits_for_it() -> None:
    assert TIMEOUT + 10 <= sandbox.SECONDS


def test_of_a_converter_that_is_given_up_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    script = f"pwd > {tmp_path}/where; while :; do echo . >> {alive}; sleep 0.05; done & wait"
    _program(tmp_path, script, monkeypatch)
    (outcome,) = sandbox.run(to_word, [("报告.rtf", RTF, "rtf")], ["报告.rtf"], 1, 2.0)
    assert [found.code for found in outcome.problems] == ["source-too-slow"]
    size = alive.stat().st_size
    time.sleep(0.5)
    assert alive.stat().st_size == size > 0
    assert not Path((tmp_path / "where").read_text("utf-8").strip()).exists()


def test_a_converter_that_fails_or_makes_nothing_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "exit 3", monkeypatch)
    assert _failure()[1]["reason"] == "it ended with code 3"
    _program(tmp_path, "exit 0", monkeypatch)
    assert _failure()[1]["reason"] == "it made no file"


def test_the_profile_forbids_macros_and_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        f"pwd > {tmp_path}/where; cat profile/user/registrymodifications.xcu > {tmp_path}/settings; exit 1"
    )
    _program(tmp_path, script, monkeypatch)
    _failure()
    assert "DisableMacrosExecution" in (tmp_path / "settings").read_text("utf-8")
    work = (tmp_path / "where").read_text("utf-8").strip()
    assert not (tmp_path / work).exists()
