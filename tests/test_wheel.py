"""The wheel that we build, installed away from the source tree, reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ITALIAN = "«La tregua regge», ha detto il ministro degli Esteri norvegese.\n"

pytestmark = pytest.mark.slow


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "VIRTUAL_ENV"))}
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, env=kept | environment, timeout=300
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for backend in (["--no-build-isolation"], []):  # with the build backend at hand, else with one fetched
        command = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *backend, "-w", folder, ROOT)
        built = run(*command, PIP_DISABLE_PIP_VERSION_CHECK="1")
        if built.returncode == 0:
            return next(folder.glob("verbale-*.whl"))
    if "hatchling" in built.stderr and "No matching distribution" in built.stderr:
        pytest.skip("the build backend is neither installed nor to be had")
    pytest.fail(built.stderr)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of an environment with the wheel, and what it depends on from the running one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / ("python.exe" if os.name == "nt" else "python")
    home = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
    target = run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel
    )
    assert target.returncode == 0, target.stderr
    assert (home / "verbale").is_dir()
    dependencies = [path for path in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")} if path]
    # Only plain paths: a .pth file is not read again in these, so an editable install of ours stays out.
    (home / "dependencies.pth").write_text("\n".join(sorted(dependencies)) + "\n")
    return python


def test_the_wheel_holds_what_reading_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "models/it.bin",
        "models/en.bin",
        "examples/dispatches.jsonl",
        "codebook/data/it/damage.toml",
        "py.typed",
    ):
        assert f"verbale/{needed}" in names
    assert not [name for name in names if name.startswith(("tests/", "training/", "corpus/"))]


def test_the_installed_command_reads(installed: Path, tmp_path: Path) -> None:
    from verbale.version import VERSION

    where = run(installed, "-c", "import verbale; print(verbale.__file__)").stdout
    assert str(installed.parents[1].resolve()) in str(Path(where.strip()).resolve())
    command = installed.with_name("verbale")
    assert run(command, "--version").stdout == f"verbale {VERSION}\n"
    (tmp_path / "one.txt").write_text(ITALIAN, encoding="utf-8")
    done = run(command, "read", tmp_path / "one.txt", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["document"]["id"] == "one"
    assert record["statements"][0]["content"][0]["text"] == "La tregua regge"


def test_the_desk_comes_along(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    wanted = [
        path for path in (source / "verbale" / "web").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    assert len(wanted) > 60
    assert [str(path) for path in wanted if path.relative_to(source).as_posix() not in held] == []
