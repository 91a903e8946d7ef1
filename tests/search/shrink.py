"""A script as small as it goes while it still shows its fault: statements are left out, blocks and calls unwrapped."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

from .program import Script

BODIES = ("body", "orelse", "handlers", "finalbody")


def shrunk(script: Script, shows: Callable[[Script], bool], tries: int = 600) -> Script:
    """The smallest script found that still shows the fault."""
    tried: set[str] = set()
    while len(tried) < tries:
        untried = (smaller for smaller in candidates(script) if smaller.text not in tried)
        for smaller in untried:
            tried.add(smaller.text)
            if shows(smaller):
                script = smaller
                break
            if len(tried) >= tries:
                break
        else:
            break
    return script


def candidates(script: Script) -> Iterator[Script]:
    """Smaller scripts, the boldest changes first."""
    tree = ast.parse(script.text)
    for change in (_without_statements, _unwrapped_blocks, _smaller_expressions):
        for text in change(tree):
            if len(text) < len(script.text):
                yield replace(script, text=text)


def _without_statements(tree: ast.Module) -> Iterator[str]:
    bodies = [
        getattr(node, name) for node in ast.walk(tree) for name in BODIES if isinstance(getattr(node, name, None), list)
    ]
    for body in bodies:
        for length in (8, 4, 2, 1):
            for i in reversed(range(0, len(body) - length + 1, length)):
                taken = body[i : i + length]
                del body[i : i + length]
                yield _text(tree)
                body[i:i] = taken


def _unwrapped_blocks(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        for name in BODIES:
            body = getattr(node, name, None)
            if not isinstance(body, list):
                continue
            for i, inner in enumerate(list(body)):
                for part in ("body", "orelse"):
                    if isinstance(inner, (ast.If, ast.For, ast.While, ast.Try)) and getattr(inner, part):
                        body[i : i + 1] = getattr(inner, part)
                        yield _text(tree)
                        body[i : i + len(getattr(inner, part))] = [inner]


def _smaller_expressions(tree: ast.Module) -> Iterator[str]:
    """Each expression replaced by a part of it or by a number; lists and arguments without one of their parts."""
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.expr) and not isinstance(value, (ast.Constant, ast.Name)):
                for part in [*ast.iter_child_nodes(value), ast.Constant(4)]:
                    if isinstance(part, ast.expr):
                        setattr(node, name, part)
                        yield _text(tree)
                setattr(node, name, value)
            elif isinstance(value, list) and value and isinstance(value[0], (ast.expr, ast.keyword)):
                for i, old in enumerate(list(value)):
                    if len(value) > 1 or isinstance(old, ast.keyword):
                        del value[i]
                        yield _text(tree)
                        value.insert(i, old)
                    parts = ast.iter_child_nodes(old) if isinstance(old, ast.expr) else ()
                    for part in [p for p in parts if isinstance(p, ast.expr)]:
                        value[i] = part
                        yield _text(tree)
                    value[i] = old


def _text(tree: ast.Module) -> str:
    """The text of a tree; a body that became empty passes."""
    filled = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and not body and not isinstance(node, ast.Module):
            body.append(ast.Pass())
            filled.append(body)
    try:
        return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    except Exception:  # a tree that is no program
        return ""
    finally:
        for body in filled:
            body.clear()
