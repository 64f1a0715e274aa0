"""Every target for real: what is published is whole, also when it is interrupted, and can be taken back."""

from __future__ import annotations

import io
import random
import subprocess
import tarfile
import time
from typing import TYPE_CHECKING

import pytest
from desk import KILLS, REPORT, Desk, follow, from_folder
from lxml import html

from sitegen.config import load_config
from sitegen.errors import SitegenError
from sitegen.model import OutputFile
from sitegen.publish import opened, settings
from sitegen.publish.plan import plan
from sitegen.publish.release import release

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[[str], bytes | None]

TARGETS = ("folder", "rsync", "git", "s3")


@pytest.fixture(params=TARGETS)
def online(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Callable[[], Read]:
    """Give each kind of target in turn: a call returns how a visitor reads what is online at that moment."""
    return {"folder": _folder, "rsync": _rsync, "git": _git, "s3": _s3}[request.param](
        request, desk, tmp_path
    )


def _folder(_request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Callable[[], Read]:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    return lambda: from_folder(tmp_path / "www/current")


def _rsync(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Callable[[], Read]:
    port, programs = request.getfixturevalue("sshd")
    desk.environment["PATH"] = f"{programs}:{desk.environment['PATH']}"
    desk.configure(type="rsync", server="127.0.0.1", port=port, path=str(tmp_path / "www"))
    return lambda: from_folder(tmp_path / "www/current")


def _git(_request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Callable[[], Read]:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "site.git"], check=True)
    desk.configure(type="git", url=str(tmp_path / "site.git"), cname="www.example.org")

    def read() -> Read:
        branch = ["git", "-C", tmp_path / "site.git", "archive", "gh-pages"]
        packed = subprocess.run(branch, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            files = {each.name: tar.extractfile(each).read() for each in tar if each.isfile()}
        return files.get

    return read


def _s3(request: pytest.FixtureRequest, _desk: Desk, _tmp_path: Path) -> Callable[[], Read]:
    bucket = request.getfixturevalue("bucket")

    def read() -> Read:
        there = {each.key for each in bucket.objects.all()}
        return lambda path: (
            bucket.Object(f"archive/{path}").get()["Body"].read() if f"archive/{path}" in there else None
        )

    return read


def _elevators(read: Read) -> str:
    page = html.fromstring(read("reports/qingheyuan/2024/index.html").decode()).text_content()
    return page.partition("加装电梯签约")[2].partition("台")[0].strip()


def test_what_is_published_is_whole_and_the_same_again_sends_nothing(
    online: Callable[[], Read], desk: Desk
) -> None:
    plan = desk.publish("--dry-run", "--files")
    assert "+ index.html" in plan
    assert not (desk.folder / "content/.published").exists()
    desk.publish()
    assert follow(online()) > 20
    assert online()("404.html")
    again = desk.publish()
    assert "0 to add, 0 to change, 0 to remove" in again
    assert "up to date" in again


def test_a_dry_run_writes_nothing_at_the_target(
    online: Callable[[], Read], desk: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    del online  # this is for the target that it configures
    store = request.getfixturevalue("bucket") if "s3" in request.node.name else None

    def there() -> list[str]:
        outside = (path for path in tmp_path.rglob("*") if not path.is_relative_to(desk.folder))
        return sorted(map(str, store.objects.all() if store else outside))

    before = there()
    assert "to add" in desk.publish("--dry-run")
    assert there() == before
    assert not (desk.folder / "content/.published").exists()


def test_a_dry_run_tells_of_reports_first_and_counts_files_by_kind(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    first = desk.publish("--dry-run").splitlines()
    start = first.index("New reports: 2")
    assert first[start + 1].startswith("  + meilinlu/2024  ")
    assert any(line.startswith("pages of reports: +2 ~0 -0") for line in first)
    assert len(first) < 20
    desk.publish()
    path = desk.folder / REPORT
    lines = path.read_text("utf-8").split("\n")
    gone = next(line for line in lines if "补种行道树" in line)
    path.write_text("\n".join(line for line in lines if line != gone), "utf-8")
    desk.edit(13)
    plan = desk.publish("--dry-run")
    assert "New reports: 1\n  + xincun/2013  新村街道2013年工作总结" in plan
    assert "Corrections to be announced: 1\n  ~ qingheyuan/2024  " in plan
    assert "Published anchors whose passage is gone" in plan
    assert "→ qingheyuan/2024#s" in plan
    assert "reports/xincun/2013/index.html" not in plan


def test_a_publication_counts_what_a_check_lists(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    path = desk.folder / REPORT
    path.write_text(path.read_text("utf-8").replace("补种行道树", "建成“平安屋。补种行道树"), "utf-8")
    (counted,) = [line for line in desk.run("check").splitlines() if "doubtful place" in line]
    assert f"sitegen check lists: {counted}\n" in desk.publish("--dry-run")


def test_a_dry_run_brings_nothing_back(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    assert "does not go with" in desk.publish("--rollback", "--dry-run", fails=True)


def test_a_change_sends_what_changed_and_can_be_taken_back(online: Callable[[], Read], desk: Desk) -> None:
    desk.publish()
    before = {path: online()(path) for path in _paths(online())}
    desk.edit(13)
    plan = desk.publish("--dry-run", "--files")
    assert "~ reports/qingheyuan/2024/index.html" in plan
    assert "+ reports/xincun/2013/index.html" in plan
    assert "reports/meilinlu/2024/report.md" not in plan
    assert _elevators(online()) == "12"
    desk.publish("--reason", "数字有误。")
    assert _elevators(online()) == "13"
    assert "数字有误。" in online()("corrections/index.html").decode()
    follow(online())
    desk.publish("--rollback")
    assert _elevators(online()) == "12"
    assert {path: online()(path) for path in before} == before
    follow(online())
    desk.publish()
    assert _elevators(online()) == "13"
    follow(online())


def _paths(read: Read) -> list[str]:
    index = read("data/index.json").decode()
    return ["index.html", "reports/qingheyuan/2024/index.html", "search/manifest.js"] + [
        "data/reports.json"
    ] * bool(index)


def test_an_open_page_still_finds_its_files_after_one_more_publication(
    online: Callable[[], Read], desk: Desk
) -> None:
    desk.publish()
    desk.edit(13)
    plan = desk.publish("--dry-run", "--files")
    desk.publish()
    shards = {line.split()[1] for line in plan.splitlines() if line.startswith("+ search/")}
    assert shards
    assert all(online()(path) for path in shards if not path.endswith((".br", ".gz")))
    desk.edit(14)
    second = desk.publish()
    assert all(online()(path) for path in shards if not path.endswith((".br", ".gz")))
    assert " 0 to remove" not in second
    desk.edit(15)
    desk.publish()
    assert not all(online()(path) for path in shards)


def test_a_publication_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_ends_right(
    online: Callable[[], Read], desk: Desk
) -> None:
    desk.publish()
    started = time.monotonic()
    desk.edit(12)
    desk.publish()
    usual = time.monotonic() - started
    rng = random.Random(KILLS)
    killed = 0
    for number in range(13, 13 + KILLS):
        desk.edit(number)
        killed += desk.publish_and_kill(rng.uniform(0.25, 1.0) * usual)
        follow(online())
        assert _elevators(online()) in {str(number), str(number - 1)}
        desk.publish()
        assert _elevators(online()) == str(number)
        follow(online())
    assert killed > 0


def test_two_publications_at_once_are_refused(desk: Desk, tmp_path: Path) -> None:
    wait = tmp_path / "wait"
    desk.configure(
        type="command", command=["sh", "-c", f"touch {wait}; while [ -e {wait} ]; do sleep 0.05; done"]
    )
    with subprocess.Popen(desk.command("publish", "here"), cwd=desk.folder, env=desk.environment) as first:
        while not wait.exists():
            time.sleep(0.05)
        assert "Another publication" in desk.publish(fails=True)
        wait.unlink()
    assert first.returncode == 0


def test_two_publications_into_a_folder_a_bucket_or_over_ssh_are_refused(
    online: Callable[[], Read], desk: Desk
) -> None:
    del online
    config = load_config(desk.folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in desk.environment.items():
            patch.setenv(name, value)
        with opened(settings(config.targets, "here", config.root), config):
            assert "Another publication" in desk.publish(fails=True)
    desk.publish()


def test_a_command_of_ones_own_is_told_what_changed(desk: Desk, tmp_path: Path) -> None:
    script = f"cp $SITEGEN_CHANGED {tmp_path}/changed; cp $SITEGEN_REMOVED {tmp_path}/removed; cp -r $SITEGEN_FOLDER/. {tmp_path}/www"
    desk.configure(type="command", command=["sh", "-c", script])
    desk.publish()
    follow(from_folder(tmp_path / "www"))
    desk.edit(13)
    desk.publish()
    changed = (tmp_path / "changed").read_text().split()
    assert (
        changed.index("reports/xincun/2013/index.html")
        < changed.index("index.html")
        < changed.index("feed.xml")
    )
    assert "reports/meilinlu/2024/report.md" not in changed
    desk.configure(type="command", command=["false"])
    desk.edit(14)
    assert "The command false ended with exit code 1." in desk.publish(fails=True)
    desk.configure(type="command", command=["sh", "-c", script])
    desk.publish()
    assert _elevators(from_folder(tmp_path / "www")) == "14"


def _branch(desk: Desk, tmp_path: Path, **more: object) -> Callable[..., str]:
    """Let the archive be published to a branch; return what asks git about it."""
    home = tmp_path / "site.git"
    subprocess.run(["git", "init", "--quiet", "--bare", home], check=True)
    desk.configure(type="git", url=str(home), **more)

    def ask(*arguments: str) -> str:
        command = ["git", "-C", str(home), "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    return ask


def test_a_branch_has_what_hosts_ask_for_and_need_not_have_a_history(desk: Desk, tmp_path: Path) -> None:
    ask = _branch(desk, tmp_path, cname="www.example.org", history=False)
    desk.publish()
    names = ask("ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {"CNAME", ".nojekyll", "404.html"} <= set(names)
    assert not [name for name in names if name.endswith((".br", ".gz"))]
    desk.edit(13)
    desk.publish()
    assert ask("rev-list", "--count", "gh-pages") == "1"
    assert "no earlier release" in desk.publish("--rollback", fails=True)


def test_what_somebody_else_pushed_meanwhile_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    ask = _branch(desk, tmp_path)
    desk.publish()
    config = load_config(desk.folder)
    with opened(settings(config.targets, "here", config.root), config) as session:
        made = release({"index.html": OutputFile(path="index.html", data=b"mine")}, session.digest)
        found = plan(made.listing, session.present())
        other = ask("commit-tree", "gh-pages^{tree}", "-p", "gh-pages", "-m", "from another desk")
        ask("update-ref", "refs/heads/gh-pages", other)
        with pytest.raises(SitegenError, match="git failed"):
            session.send(made, found, lambda _path: None)
    assert ask("rev-parse", "gh-pages") == other
    assert "up to date" in desk.publish()


def test_a_bucket_keeps_what_is_not_ours_and_knows_types_and_caching(desk: Desk, bucket) -> None:  # noqa: ANN001
    bucket.Object("archive/uploads/photo.jpg").put(Body=b"not ours")
    bucket.Object("elsewhere.txt").put(Body=b"not ours")
    desk.publish()
    desk.edit(13)
    desk.publish()
    keys = {each.key for each in bucket.objects.all()}
    assert {"archive/uploads/photo.jpg", "elsewhere.txt"} <= keys
    assert "archive/.sitegen/lock" not in keys
    home = bucket.Object("archive/index.html")
    assert (home.content_type, home.cache_control) == ("text/html; charset=utf-8", "no-cache")
    (style,) = [key for key in keys if key.startswith("archive/assets/site.")]
    assert "immutable" in bucket.Object(style).cache_control
    assert bucket.Object("archive/feed.xml").content_type.startswith("application/atom+xml")


def test_a_bucket_may_hold_packed_files(desk: Desk, bucket) -> None:  # noqa: ANN001
    table = {"type": "s3", "bucket": bucket.name, "endpoint": bucket.meta.client.meta.endpoint_url}
    desk.configure(**table, path_style=True, gzip=True)
    desk.publish()
    assert bucket.Object("index.html").content_encoding == "gzip"
    assert bucket.Object("index.html").get()["Body"].read()[:2] == b"\x1f\x8b"
    assert "up to date" in desk.publish()


def test_a_bucket_without_keys_or_place_says_so(desk: Desk, bucket) -> None:  # noqa: ANN001
    desk.configure(
        type="s3", bucket="nowhere", endpoint=bucket.meta.client.meta.endpoint_url, path_style=True
    )
    assert "cannot be used" in desk.publish(fails=True)
