"""What is built and uploaded works where nothing else is: a source archive, its wheel, and the oldest that it needs."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import tomllib
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

from .frameworks import framework
from .layers.test_stubs import PROGRAM, WRONG
from .subprocesses import INTERPRETER, ROOT

framework("hatchling", "dev")


class Place(NamedTuple):
    """An empty environment with the wheel, and a folder that is not the tree's."""

    python: str
    command: str
    folder: Path


def run(*words: str | Path, folder: Path) -> str:
    done = subprocess.run(
        list(map(str, words)), cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("packages")
    run(INTERPRETER, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, folder=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    source = folder / archive.name.removesuffix(".tar.gz")
    run(INTERPRETER, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=source)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "empty", with_pip=True)
    python = folder / "empty/bin/python"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = [need.replace(">=", "==") for need in project["dependencies"]]
    options = ("--disable-pip-version-check", "--quiet")
    subprocess.run(
        [python, "-m", "pip", "install", *options, wheel, *oldest], check=True, cwd=folder, capture_output=True
    )
    return Place(str(python), str(folder / "empty/bin/symparam"), folder)


def test_the_wheel_counts_the_reference_with_the_oldest_that_it_allows(place: Place) -> None:
    reference = ROOT / "examples/rgb_classifier.py"
    assert run(place.command, "eval", reference, folder=place.folder).strip() == "6029097"
    assert json.loads(run(place.command, "show", reference, "--format", "json", folder=place.folder))
    formula = "16384⌊(H − 20)/12⌋⌊(W − 20)/12⌋ + 288·C + 129·num_class + 112448"
    assert formula in re.sub(r"\s+", " ", run(place.command, "show", reference, folder=place.folder))


@pytest.mark.parametrize("format", ["latex", "markdown", "html", "csv", "dot", "svg", "tikz", "mermaid", "page"])
def test_the_wheel_writes_every_format(place: Place, format: str) -> None:
    assert run(place.command, "show", ROOT / "examples/unet.py", "--format", format, folder=place.folder)


def test_the_wheel_has_its_pages_and_manual(place: Place) -> None:
    run(place.command, "page", ROOT / "examples/lenet_torch.py", "-o", "page.html", folder=place.folder)
    assert "<script" in (place.folder / "page.html").read_text(encoding="utf-8")
    assert (place.folder / "empty/share/man/man1/symparam.1").exists()


def test_a_program_that_uses_the_wheel_is_type_checked(place: Place) -> None:
    framework("mypy.api", "dev")
    (place.folder / "program.py").write_text(PROGRAM + "\n".join(WRONG) + "\n")
    (place.folder / "mypy.ini").write_text("[mypy]\n[mypy-sympy.*]\nignore_missing_imports = True\n")
    done = subprocess.run(
        [INTERPRETER, "-m", "mypy", "--python-executable", place.python, "--follow-imports=silent", "program.py"],
        cwd=place.folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip
    start = PROGRAM.count("\n") + 1
    lines = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error" in line}
    assert lines == set(range(start, start + len(WRONG))), done.stdout
