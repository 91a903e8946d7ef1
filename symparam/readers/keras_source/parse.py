"""Text → syntax tree, with one clear message where it is no Python 3."""

from __future__ import annotations

import ast
import re
import warnings

from ...errors import ReadError

LARGEST = 2_000_000  # characters; the longest of the Keras scripts surveyed has 60,000

PYTHON_2 = (
    (re.compile(r"^\s*print\s+[^=(\s]"), "print without parentheses"),
    (re.compile(r"^\s*print\s*\(.*\)\s*%|^\s*print\s*>>"), "the print statement"),
    (re.compile(r"^\s*except\s+[\w.]+\s*,\s*\w+\s*:"), "except E, e"),
    (re.compile(r"^\s*exec\s+[\"'\w]"), "the exec statement"),
    (re.compile(r"^\s*raise\s+\w+\s*,"), "raise E, text"),
    (re.compile(r"<>"), "the <> operator"),
    (re.compile(r"\b0[0-7]+\b"), "an octal number without 0o"),
    (re.compile(r"\b\d+[lL]\b"), "a long number"),
    (re.compile(r"`"), "backquotes"),
    (re.compile(r"\bur[\"']"), "an ur string"),
)


def parse(text: str, file: str) -> ast.Module:
    """The syntax tree of a script.

    Raises ReadError, with file and line, where the text is no Python 3.
    """
    if len(text) > LARGEST:
        raise ReadError(f"{file}: {len(text):,} characters are too many for a model script; the most is {LARGEST:,}")
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReadError(f"{file}:{line}: this is no Python script: it holds null bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as "\d" in a string: a matter between the script and its author
            return ast.parse(text)
    except SyntaxError as error:
        raise ReadError(_explained(error, text, file)) from None
    except ValueError as error:
        raise ReadError(f"{file}: this is no Python script: {error}") from None
    except (RecursionError, MemoryError):
        raise ReadError(f"{file}: the script is nested too deeply to be read") from None


def _explained(error: SyntaxError, text: str, file: str) -> str:
    line = error.lineno or 1
    where = f"{file}:{line}"
    if isinstance(error, TabError):
        return f"{where}: tabs and spaces are mixed in the indentation, which Python 3 refuses; use spaces only"
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    for pattern, construct in PYTHON_2:
        if pattern.search(shown):
            return f"{where}: this is Python 2 ({construct}); convert the script to Python 3, for example with 2to3"
    if isinstance(error, IndentationError):
        mixed = len({indent for row in lines[max(0, line - 20):line] if (indent := row[:1]) in "\t "} - {""}) == 2
        cure = "; tabs and spaces are mixed here, use spaces only" if mixed else ""
        return f"{where}: the indentation is wrong: {error.msg}{cure}"
    what = error.msg if shown.isprintable() or "\t" in shown else "unreadable characters"
    return f"{where}: this is no Python 3: {what}"
