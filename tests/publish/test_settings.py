"""Targets as the configuration describes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import CombinedError, SitegenError
from sitegen.publish.settings import FolderTarget, RsyncTarget, S3Target, settings

ROOT = Path("/archive")


def _read(**table: object):  # noqa: ANN202
    return settings({"www": table}, "www", ROOT)


def test_a_target_has_its_settings_and_the_usual_ones() -> None:
    assert _read(type="folder", path="out") == FolderTarget(name="www", path=ROOT / "out")
    found = _read(type="rsync", server="deploy@www.example.org", path="/srv/www", port=2222, permanent=False)
    assert found == RsyncTarget(
        name="www", server="deploy@www.example.org", path="/srv/www", port=2222, permanent=False
    )
    assert _read(type="s3", bucket="b", prefix="a/") == S3Target(name="www", bucket="b", prefix="a/")


def test_a_target_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(SitegenError, match="www"):
        settings({"www": {}}, "oss", ROOT)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "folder, rsync, git, s3, command"),
        ({"type": "ftp"}, "folder, rsync"),
        ({"type": "folder"}, "lacks “path”"),
        ({"type": "folder", "path": "x", "secret": "y"}, "Passwords and keys"),
        ({"type": "folder", "path": "x", "keep": 0}, "a number from 1"),
        ({"type": "folder", "path": "x", "compress": "yes"}, "true or false"),
        ({"type": "folder", "path": "x", "host": "geocities"}, "github-pages"),
        ({"type": "rsync", "server": "-oProxyCommand=touch /tmp/x", "path": "/srv"}, "user@host"),
        ({"type": "rsync", "server": "a; rm -rf /", "path": "/srv"}, "user@host"),
        ({"type": "rsync", "server": "a", "path": "/srv/$(id)"}, "absolute path"),
        ({"type": "rsync", "server": "a", "path": "/srv/../etc"}, "absolute path"),
        ({"type": "git", "url": "--upload-pack=touch /tmp/x"}, "address of a repository"),
        ({"type": "git", "url": "x", "branch": "--force"}, "name of a branch"),
        ({"type": "s3", "bucket": "b", "prefix": "/a"}, "folders that end in /"),
        ({"type": "command", "command": "upload.sh"}, "a list of texts"),
    ],
)
def test_what_cannot_be_is_told(table: dict[str, object], told: str) -> None:
    with pytest.raises(SitegenError) as caught:
        _read(**table)
    error = caught.value
    problems = error.problems if isinstance(error, CombinedError) else (error.problem,)
    from sitegen.errors import describe  # noqa: PLC0415

    assert told in " ".join(word for each in problems for word in describe(each))
