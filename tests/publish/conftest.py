"""An archive to publish, real servers on loopback to publish to."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from desk import Desk
from moto.server import ThreadedMotoServer
from servers import free_port, running

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def new_desk(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Desk]:
    """What makes a new archive in a folder, each page in one size only; its keeper speaks English."""
    plain = Path(shutil.copytree(built_once, tmp_path_factory.mktemp("plain") / "archive"))
    config = plain / "sitegen.toml"
    config.write_text(config.read_text("utf-8").replace("large_pages = true", "large_pages = false"), "utf-8")
    with Cache(load_config(plain).cache) as cache:
        build(load_config(plain), cache)

    def make(folder: Path) -> Desk:
        environment = os.environ | {"LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": ""}
        environment.pop("AWS_CA_BUNDLE", None)
        return Desk(Path(shutil.copytree(plain, folder / "archive")), environment)

    return make


@pytest.fixture
def desk(new_desk: Callable[[Path], Desk], tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


# ---------------------------------------------------------------- servers


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """Start an S3 server; give its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(moto: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # noqa: ANN201 - made by the client at run time
    """Give an empty bucket as the client sees it, and let the keeper of the archive publish to it."""
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    desk.environment |= keys
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    name = f"b{abs(hash(tmp_path))}"
    found = boto3.resource("s3", endpoint_url=moto).create_bucket(Bucket=name)
    desk.configure(type="s3", bucket=name, endpoint=moto, prefix="archive/", path_style=True)
    return found


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Start an ssh server; give its port and a folder with an `ssh` that knows the way there."""
    home = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / name], check=True)
    (home / "authorized").write_bytes((home / "user.pub").read_bytes())
    port = free_port()
    (home / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {home}/host\nAuthorizedKeysFile {home}/authorized\n"
        f"PidFile {home}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nMaxStartups 100\n"
    )
    programs = home / "bin"
    programs.mkdir()
    options = (
        f"-i {home}/user -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile={home}/known"
    )
    (programs / "ssh").write_text(f'#!/bin/sh\nexec /usr/bin/ssh {options} "$@"\n')
    (programs / "ssh").chmod(0o755)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with running([_found("sshd"), "-D", "-e", "-f", str(home / "sshd_config")], port):
        yield port, programs


def _found(program: str) -> str:
    """Return where a server lies that is not on everybody's path; without it the test fails."""
    place = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if place is None:
        pytest.fail(f"{program} is not installed: run .ci/setup --test")
    return place


@pytest.fixture(scope="session")
def nginx() -> str:
    return _found("nginx")


@pytest.fixture(scope="session")
def apache() -> str:
    return _found("apache2")
