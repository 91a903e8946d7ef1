"""Runs a real LaTeX, and reads its log."""

from __future__ import annotations

import re
import subprocess

FAULTS = re.compile(
    r"^(?:Over|Under)full.*|^LaTeX (?:Font )?Warning.*|^Package .* Warning.*|^Missing character.*|^!.*", re.MULTILINE
)


def faults(source, program, folder, runs=2):
    """What the log of the last run reports: errors, warnings, lines that are too long or too loose."""
    (folder / "model.tex").write_text(source, encoding="ascii")
    for _ in range(runs):
        subprocess.run([program, "-interaction=nonstopmode", "model.tex"], cwd=folder, capture_output=True, check=False)
    assert (folder / "model.pdf").exists()
    return FAULTS.findall((folder / "model.log").read_text(errors="replace"))
