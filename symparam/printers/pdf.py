"""PDF, where a LaTeX is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ..document import Document
from ..errors import MissingExtra, SymparamError
from ..report import Report
from . import latex

ENGINES = ("pdflatex", "lualatex")
PATIENCE = 180  # seconds for one run


def summary(
    report: Report,
    *,
    standalone: bool = True,
    columns: int = 1,
    brief: bool = False,
    expand: bool | int = False,
    picture: bool = False,
) -> bytes:
    """The table of layers and the totals; options are those of ``latex``."""
    source = latex.summary(report, standalone=True, columns=columns, brief=brief, expand=expand, picture=picture)
    return compiled(source)


def derivation(report: Report, **options: Any) -> bytes:
    """The derivation; options are those of ``latex``."""
    return compiled(latex.derivation(report, **{**options, "standalone": True}))


def written(document: Document, *, columns: int = 1) -> bytes:
    """Any document."""
    return compiled(latex.written(document, standalone=True, columns=columns))


def compiled(source: str) -> bytes:
    """The pages of a LaTeX document.

    Raises MissingExtra where no LaTeX is installed, SymparamError where it fails.
    """
    engine = next((found for name in ENGINES if (found := shutil.which(name))), None)
    if engine is None:
        raise MissingExtra(f"PDF needs {' or '.join(ENGINES)}, and neither is installed; --format latex needs none")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "model.tex").write_text(source, encoding="ascii")
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "model.tex"]
        for _ in range(2):  # longtable measures its columns in the first run
            run = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False
            )
            if run.returncode:
                error = next((line for line in run.stdout.splitlines() if line.startswith("!")), "no message")
                raise SymparamError(f"{Path(engine).name} cannot set the document: {error}")
        return (Path(folder) / "model.pdf").read_bytes()
