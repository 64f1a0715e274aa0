"""Formats that LibreOffice turns into Word files, with it, without it, and when it does not come back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from sitegen import readers
from sitegen.convert import to_word
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
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
