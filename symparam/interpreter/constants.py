"""The constants of a module: names assigned exactly once, from whole numbers (rule 2)."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator


def constants(tree: ast.Module) -> frozenset[str]:
    """The names of the module's constants."""
    count: Counter[str] = Counter()
    literal: set[str] = set()
    for target, value in _assignments(tree.body):
        count[target] += 1
        if value is not None and is_literal(value):
            literal.add(target)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            count.update(dict.fromkeys(node.names, 2))
    return frozenset(name for name in literal if count[name] == 1)


def _assignments(body: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.expr | None]]:
    """Each name that the module assigns, with its value where that stands there."""
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from _pairs(node.target, node.value)
        elif isinstance(node, (ast.AugAssign, ast.For, ast.AsyncFor)):
            yield from _pairs(node.target, None)
        if isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
            inner = [*node.body, *getattr(node, "orelse", []), *getattr(node, "finalbody", [])]
            for handler in getattr(node, "handlers", []):
                inner += handler.body
            stack.extend(inner[::-1])


def _pairs(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)):
        parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
        for i, part in enumerate(target.elts):
            yield from _pairs(part, parts[i] if len(parts) == len(target.elts) else None)
    elif isinstance(target, ast.Starred):
        yield from _pairs(target.value, None)


def is_literal(node: ast.expr, deep: int = 0) -> bool:
    """Whether an expression is a whole number, or arithmetic of such."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int) and not isinstance(node.value, bool)
    if isinstance(node, ast.BinOp) and deep < 20:
        return is_literal(node.left, deep + 1) and is_literal(node.right, deep + 1)
    return False
