from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_works_away_from_this_repository(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    library = tmp_path / "library"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(library)
    environment = {**os.environ, "PYTHONPATH": str(library)}

    def run(*arguments: str, folder: Path) -> str:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert run("-c", "import sitegen; print(sitegen.__file__)", folder=tmp_path).startswith(str(library))
    run("-m", "sitegen", "new", "my-archive", folder=tmp_path)
    run("-m", "sitegen", "build", "--strict", folder=tmp_path / "my-archive")
    site = tmp_path / "my-archive" / "site"
    assert (site / "reports/qingheyuan/2024/index.html").is_file()
    assert list((site / "assets").glob("*.css"))
