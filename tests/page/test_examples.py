"""The pages in examples/pages are those that the commands write today; ``--rewrite`` makes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..frameworks import keras
from ..subprocesses import symparam

ROOT = Path(__file__).parents[2]
PAGES = {"reference": "examples/rgb_classifier.py", "unet": "examples/unet.py", "resnet50": "keras:ResNet50"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_its_command_writes(name, tmp_path, rewrite):
    assert keras.__version__.startswith("3.15"), "the page of ResNet50 is that of Keras 3.15"
    file = ROOT / "examples" / "pages" / f"{name}.html"
    made = file if rewrite else tmp_path / file.name
    run = symparam("page", PAGES[name], "-o", str(made), cwd=ROOT, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert made.read_bytes() == file.read_bytes(), "make pages writes it anew"
