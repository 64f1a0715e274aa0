"""Old Word and WPS files, RTF and OpenDocument, turned into Word files by LibreOffice where it is installed.

It runs headless, in a profile of its own that is thrown away (so that it neither meets the clerk's own LibreOffice nor
leaves traces), with macros and linked files switched off, and is stopped when it takes too long.  It keeps
automatic numbers and loses no text; nothing else reads these formats completely.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from sitegen.errors import SitegenError, problem
from sitegen.readers import CONVERTED

TIMEOUT: Final = 60
"""Seconds, less than the sandbox gives (`sandbox.SECONDS`); a first start takes 5 to 7, a report one more."""
_PROGRAMS: Final = ("soffice", "libreoffice")
_FILTER: Final = "docx:MS Word 2007 XML"
_SUFFIXES: Final = {"wordml": "xml"}
_CHINESE_NUMBERS: Final = re.compile(rb'<w:nfc w:val="(?!(?:[0-4]|23|255)")\d+"')
"""Formats of automatic numbers, in Word XML, that LibreOffice turns into dots; it knows digits, letters and Roman ones."""
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_word(name: str, data: bytes, kind: str, *, timeout: float = TIMEOUT) -> bytes:
    """Return a source file of a `kind` in `readers.CONVERTED` as a Word file; `timeout` in seconds.

    Raises `SitegenError` if LibreOffice is not installed, fails, or takes too long.
    """
    if kind == "wordml" and _CHINESE_NUMBERS.search(data):
        raise SitegenError(
            problem(
                "converter-failed", name, format=CONVERTED[kind], reason="automatic numbers would be lost"
            )
        )
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise SitegenError(problem("converter-missing", name, format=CONVERTED[kind]))
    with tempfile.TemporaryDirectory(prefix="sitegen-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        settings = work / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        source = work / f"source.{_SUFFIXES.get(kind, kind)}"
        source.write_bytes(data)
        reason = _run(program, work, source, timeout)
        made = work / "made" / "source.docx"
        if reason or not made.is_file():
            raise SitegenError(
                problem("converter-failed", name, format=CONVERTED[kind], reason=reason or "it made no file")
            )
        return made.read_bytes()


def _run(program: str, work: Path, source: Path, timeout: float) -> str:
    """Run the converter; return why it failed, "" if it did not."""
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(work / "made"),
        str(source),
    ]
    process = subprocess.Popen(  # noqa: S603 -- a program found on the path, no shell, a file of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=work,
        env=os.environ | {"HOME": str(work), "TMPDIR": str(work)},
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return f"it took longer than {timeout:g} s"
    finally:
        _stop(process)
        _socket((work / "profile").as_uri()).unlink(missing_ok=True)
    return f"it ended with code {process.returncode}" if process.returncode else ""


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the converter with all that it started; it may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _socket(profile: str) -> Path:
    """Return the socket through which LibreOffice would be told of further files; it leaves it behind when it is stopped."""
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path("/tmp", f"OSL_PIPE_{user}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}")  # noqa: S108 -- its place, whatever TMPDIR says
