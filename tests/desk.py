"""The keeper at the desk, who edits an archive and publishes it, and the visitor who follows every link."""

from __future__ import annotations

import os
import posixpath
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

KILLS = int(os.environ.get("SITEGEN_KILLS", "3"))
"""Moments at which a publication is killed; 50 to measure."""
REPORT = "content/qingheyuan/2024.md"


class Desk:
    """An archive on disk and the commands that its keeper runs."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder, self.environment = folder, dict(environment)

    def configure(self, **table: object) -> None:
        """Describe the target `here`."""
        rows = "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())
        path = self.folder / "sitegen.toml"
        text = path.read_text("utf-8").partition("\n[publish.here]")[0]
        path.write_text(f"{text}\n[publish.here]\n{rows}", "utf-8")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "sitegen", *arguments]

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Run a command, return what it prints."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def publish(self, *options: str, fails: bool = False) -> str:
        return self.run("publish", "here", *options, fails=fails)

    def publish_and_kill(self, seconds: float) -> bool:
        """Start a publication and kill it after a while; tell whether it was still running."""
        process = subprocess.Popen(
            self.command("publish", "here"),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        was_running = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        return was_running

    def edit(self, number: int) -> None:
        """Change a figure and a heading, and write a report that was not there."""
        path = self.folder / REPORT
        text = path.read_text("utf-8")
        before = text.partition("加装电梯签约")[2].partition("台")[0]
        path.write_text(text.replace(f"加装电梯签约{before}台", f"加装电梯签约{number}台"), "utf-8")
        added = self.folder / f"content/xincun/{2000 + number}.md"
        added.parent.mkdir(exist_ok=True)
        own = text.replace("清河源街道", "新村街道").replace("year: 2024", f"year: {2000 + number}")
        added.write_text(own.replace("2024年工作总结", f"{2000 + number}年工作总结"), "utf-8")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, int)):
        return str(value).replace("'", '"')
    return f'"{value}"'


# ---------------------------------------------------------------- a visitor


def follow(read: Callable[[str], bytes | None], start: str = "index.html") -> int:
    """Follow every link of a site from its home page; fail where one leads nowhere.  Return the number of pages."""
    waiting, seen, dead = [start], {start}, []
    while waiting:
        page = waiting.pop()
        data = read(page)
        if data is None:
            dead.append(page)
        elif page.endswith(".html"):
            for target in _targets(page, data):
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
    assert dead == []
    return sum(1 for page in seen if page.endswith(".html"))


def _targets(page: str, data: bytes) -> Iterator[str]:
    assert data.rstrip().endswith(b"</html>"), f"{page} is cut off"
    for link in html.fromstring(data.decode()).xpath("//@href | //@src"):
        address = urldefrag(link)[0].partition("?")[0]
        if address and not urlsplit(address).scheme:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def from_folder(folder: Path) -> Callable[[str], bytes | None]:
    """Read the files of a folder as a server would."""
    return lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None
