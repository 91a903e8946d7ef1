"""Text → syntax tree, with one clear message where it is no Python."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable

from ..budget import spend
from ..errors import ReadError

LARGEST = 2_000_000  # characters; the longest of the scripts surveyed has 60,000
WORDS = re.compile(r"\w+|[^\w\s]")  # numbers, names and signs, of each of which the parser makes a node
WORD = 4  # cells for a node, which Python makes and we visit several times

PYTHON_2 = (
    (re.compile(r"lambda\s*\(\w+\s*,|def\s+\w+\(.*\(\w+\s*,"), "a tuple among the parameters"),
    (re.compile(r"^\s*exec\s"), "the exec statement"),
    (re.compile(r"^\s*print\b"), "the print statement"),
)


class Python2(ast.Module):
    """The syntax tree of a script in Python 2, where 7 / 2 is 3."""


def parse(text: str, file: str, line: Callable[[int], int] | None = None) -> ast.Module:
    """The syntax tree of a script. Where its lines have places of their own, ``line`` gives each one's.

    Python 2 and the commands of notebooks are rewritten first. Raises ReadError, with file and line, where the text is
    neither.
    """
    tree = _tree(text, file, line or int)
    if line is not None:
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno = line(node.lineno)
    return tree


def is_python(text: str) -> bool:
    """Whether a text is Python of any version, with or without the commands of notebooks."""
    try:
        _tree(text, "", int)
    except ReadError:
        return False
    return True


def _tree(text: str, file: str, line: Callable[[int], int]) -> ast.Module:
    if len(text) > LARGEST:
        raise ReadError(f"{len(text):,} characters are too many for a model script; the most is {LARGEST:,}").at(file)
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\0" in text:
        at = text.count("\n", 0, text.index("\0")) + 1
        raise ReadError("this is no Python script: it holds null bytes").at(file, line(at))
    tree = _parsed(text, file)
    if isinstance(tree, ast.Module):
        return tree
    from .python2 import modern, without_magics

    if (cells := without_magics(text)) != text:
        text = cells
        tree = _parsed(text, file)
    if isinstance(tree, SyntaxError) and (translated := modern(text)) != text:
        text = translated
        tree = _parsed(text, file)
        if isinstance(tree, ast.Module) and not _divides_truly(tree):
            return Python2(tree.body, tree.type_ignores)
    if isinstance(tree, SyntaxError):
        raise ReadError(_explained(tree, text)).at(file, line(tree.lineno or 1)) from None
    return tree


def _parsed(text: str, file: str) -> ast.Module | SyntaxError:
    spend(WORD * len(WORDS.findall(text)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as "\d" in a string: a matter between the script and its author
            return ast.parse(text)
    except SyntaxError as error:
        return error
    except ValueError as error:
        raise ReadError(f"this is no Python script: {error}").at(file) from None
    except (RecursionError, MemoryError):
        raise ReadError("the script is nested too deeply to be read").at(file) from None


def _divides_truly(tree: ast.Module) -> bool:
    """Whether the script asks for the division of Python 3."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(name.name == "division" for name in node.names)
        for node in tree.body
    )


def _explained(error: SyntaxError, text: str) -> str:
    line = error.lineno or 1
    if isinstance(error, TabError):
        return "tabs and spaces are mixed in the indentation, which Python 3 refuses; use spaces only"
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    for pattern, construct in PYTHON_2:
        if pattern.search(shown) and "never closed" not in error.msg:
            return f"this is Python 2 ({construct}), which is not understood here; write the line in Python 3"
    if isinstance(error, IndentationError):
        mixed = len({indent for row in lines[max(0, line - 20) : line] if (indent := row[:1]) in "\t "} - {""}) == 2
        cure = "; tabs and spaces are mixed here, use spaces only" if mixed else ""
        return f"the indentation is wrong: {error.msg}{cure}"
    what = error.msg if shown.isprintable() or "\t" in shown else "unreadable characters"
    return f"this is no Python 3: {what}"
