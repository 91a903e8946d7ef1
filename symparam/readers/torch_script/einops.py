"""einops: rearrange, repeat, reduce, pack and unpack, as the views and transpositions that they are."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

from ...algebra import product
from ...interpreter.faults import sure, surely
from ...interpreter.iteration import items_of
from ...interpreter.numbers import is_whole, plain, rely
from ...interpreter.symbols import formula
from ...interpreter.values import ShapeTuple, Unknown, Value
from . import tensors
from .modules import Module

if TYPE_CHECKING:
    from .session import Machine

REST = "..."
JOINED = "(...)"  # the axes that the dots stand for, as one
TOKENS = re.compile(r"\(|\)|\.\.\.|[A-Za-z_]\w*|\d+")
REDUCED = {"mean": "mean", "sum": "sum", "max": "amax", "min": "amin", "prod": "prod"}
Group = tuple[str, ...]  # the axes that one axis of the tensor is made of; none for an axis of 1


def call(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """einops.name(tensor, pattern, **sizes), or a layer of it."""
    name = path.rpartition(".")[2]
    if path.startswith("einops.layers") and name in ("Rearrange", "Reduce"):
        return _layer(m, name, args, keywords, node)
    if name in ("rearrange", "repeat", "reduce") and len(args) > 1:
        return _rearranged(m, args[0], args[1:], keywords, node)
    if name in ("pack", "unpack") and len(args) > 1:
        return (_packed if name == "pack" else _unpacked)(m, args, node)
    if name == "einsum" and args and isinstance(args[-1], str):
        letters = _letters(str(plain(m, args[-1], node)))
        return tensors.function(m, "torch.einsum", [letters, *args[:-1]], {}, node)
    return m.unknown(node, f"{path} is not followed ({m.where(node)})")


def _packed(m: Machine, args: list[Value], node: ast.AST) -> Value:
    """pack([x, y], "b * d"): the axes at the star joined, all behind one another; and the shapes at the star."""
    values, pattern = sure(items_of(m, args[0], node)), plain(m, args[1], node)
    surely(isinstance(pattern, str))
    names = pattern.split()
    at, behind = names.index("*"), len(names) - names.index("*") - 1
    parts, shapes = [], []
    for x in values:
        if isinstance(x, Unknown):
            return x
        tensors.refuse_probe(m, x, "einops")
        shape = tensors.shape_of(m, x, node)
        inner = len(shape) - at - behind
        if inner < 0:
            raise m.error(node, f"{m.text(node)}: a tensor has {len(shape)} axes, and the pattern names {at + behind}")
        shapes.append(ShapeTuple(shape[at : at + inner]))
        if inner == 0:
            x = tensors.function(m, "torch.unsqueeze", [x, at], {}, node)
        elif inner > 1:
            x = tensors.function(m, "torch.flatten", [x, at, at + inner - 1], {}, node)
        parts.append(x)
    return tensors.function(m, "torch.cat", [parts, at], {}, node), shapes


def _unpacked(m: Machine, args: list[Value], node: ast.AST) -> Value:
    """unpack(x, shapes, "b * d"): what pack has joined."""
    x, shapes, pattern = args[0], items_of(m, args[1], node), plain(m, args[2], node) if len(args) > 2 else None
    if isinstance(x, Unknown) or shapes is None or not isinstance(pattern, str):
        return m.unknown_as(x, node)
    at = pattern.split().index("*")
    shapes = [list(shape) for shape in shapes]
    surely(
        [-1] not in shapes and not any(not all(map(is_whole, shape)) for shape in shapes),
        "unpack is followed with the shapes that pack gives",
    )
    sizes = [m.symbols.number(product(map(formula, shape))) for shape in shapes]
    found = []
    parts = tensors.function(m, "torch.split", [x, sizes, at], {}, node)
    for part, shape in zip(parts, shapes, strict=True):
        whole = tensors.shape_of(m, part, node)
        found.append(tensors.function(m, "torch.reshape", [part, [*whole[:at], *shape, *whole[at + 1 :]]], {}, node))
    return found


def _layer(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Module:
    made = Module(name, getattr(node, "lineno", m.line))
    made.function = lambda m, node, given: _rearranged(m, given[0], args, keywords, node)
    return made


def _letters(pattern: str) -> str:
    """The pattern of einops.einsum with one letter for each name."""
    names = iter(string.ascii_letters)
    known: dict[str, str] = {}
    words = re.sub(r"[A-Za-z_]\w*", lambda match: known.setdefault(match[0], next(names)), pattern)
    return words.replace(" ", "")


def _rearranged(m: Machine, x: Value, words: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if isinstance(x, (list, tuple)):
        x = tensors.function(m, "torch.stack", [list(x)], {}, node)
    pattern = plain(m, words[0], node)
    how = words[1] if len(words) > 1 else keywords.get("reduction")
    sizes = {k: v for k, v in keywords.items() if k != "reduction"}
    if isinstance(x, Unknown) or not isinstance(pattern, str):
        return m.unknown_as(x, node)
    if pattern.count("->") != 1:
        raise m.error(node, f"{m.text(node)}: a pattern of einops has one -> between two sides")
    left, right = (_groups(part) for part in pattern.split("->"))
    tensors.refuse_probe(m, x, "einops", None if (REST,) in left else len(left))
    rank = len(tensors.shape_of(m, x, node))
    left = _without_rest(m, left, rank, node)
    rest = [group[0] for group in left if group and group[0].startswith(REST)]
    right = [part for group in right for part in ([(r,) for r in rest] if group == (REST,) else [_filled(group, rest)])]
    x = _split(m, x, left, sizes, node)
    names = [name for group in left for name in group]
    x, names = _reduced(m, x, names, right, how, node)
    return _joined(m, x, names, right, sizes, node)


def _groups(text: str) -> list[Group]:
    """The axes that one side of a pattern names.

    >>> _groups("b (h p1) 1 ...")
    [('b',), ('h', 'p1'), (), ('...',)]
    >>> _groups("(...) d")
    [('(...)',), ('d',)]
    """
    found: list[Group] = []
    inside: list[str] | None = None
    for token in TOKENS.findall(text):
        if token == "(":
            inside = []
        elif token == ")":
            found.append((JOINED,) if inside == [REST] else tuple(inside or ()))
            inside = None
        elif inside is not None:
            inside += [] if token == "1" else [token]
        else:
            found.append(() if token == "1" else (token,))
    return found


def _without_rest(m: Machine, groups: list[Group], rank: int, node: ast.AST) -> list[Group]:
    """The groups with a name of its own for each axis that the dots stand for."""
    plain_groups = [g for g in groups if g != (REST,)]
    count = rank - len(plain_groups)
    if count < 0 or (count and (REST,) not in groups):
        raise m.error(node, f"{m.text(node)}: the tensor has {rank} axes, and the pattern names {len(groups)}")
    return [part for g in groups for part in ([(f"{REST}{i}",) for i in range(count)] if g == (REST,) else [g])]


def _filled(group: Group, rest: list[str]) -> Group:
    return tuple(name for part in group for name in (rest if part in (REST, JOINED) else [part]))


def _split(m: Machine, x: Value, left: list[Group], sizes: dict[str, Value], node: ast.AST) -> Value:
    """The tensor with an axis for each name."""
    at = 0
    for group in left:
        if not group:
            x = tensors.function(m, "torch.squeeze", [x, at], {}, node)
            continue
        if len(group) > 1:
            x = tensors.function(m, "torch.unflatten", [x, at, [sizes.get(name, -1) for name in group]], {}, node)
        elif group[0] in sizes:
            own = tensors.shape_of(m, x, node)[at]
            if is_whole(own) and is_whole(sizes[group[0]]):
                rely(m, ast.Eq, own, sizes[group[0]], node)
        at += len(group)
    return x


def _reduced(
    m: Machine, x: Value, names: list[str], right: list[Group], how: Value, node: ast.AST
) -> tuple[Value, list[str]]:
    """The tensor without the axes that the right side does not name."""
    kept = {name for group in right for name in group}
    gone = [i for i, name in enumerate(names) if name not in kept]
    if not gone:
        return x, names
    function = REDUCED.get(how) if isinstance(how, str) else None
    if function is None:
        raise m.error(node, f"{m.text(node)}: {names[gone[0]]} is on the left side alone")
    if function == "prod":
        for i in reversed(gone):
            x = tensors.function(m, "torch.prod", [x, i], {}, node)
    else:
        x = tensors.function(m, f"torch.{function}", [x, tuple(gone)], {}, node)
    return x, [name for name in names if name in kept]


def _joined(
    m: Machine, x: Value, names: list[str], right: list[Group], sizes: dict[str, Value], node: ast.AST
) -> Value:
    """The tensor with its axes in the order of the right side, and put together as there."""
    wanted = [name for group in right for name in group]
    order = [names.index(name) for name in wanted if name in names]
    if order != sorted(order):
        x = tensors.function(m, "torch.permute", [x, tuple(order)], {}, node)
    new = {i: _new_size(m, name, sizes, node) for i, name in enumerate(wanted) if name not in names}
    for i in new:
        x = tensors.function(m, "torch.unsqueeze", [x, i], {}, node)
    if new:
        x = tensors.function(m, "Tensor.expand", [x, *(new.get(i, -1) for i in range(len(wanted)))], {}, node)
    for at, group in enumerate(right):
        if not group:
            x = tensors.function(m, "torch.unsqueeze", [x, at], {}, node)
        elif len(group) > 1:
            x = tensors.function(m, "torch.flatten", [x, at, at + len(group) - 1], {}, node)
    return x


def _new_size(m: Machine, name: str, sizes: dict[str, Value], node: ast.AST) -> Value:
    if name.isdigit():
        return int(name)
    if name not in sizes:
        raise m.error(node, f"{m.text(node)}: {name} is new on the right side, and has no size")
    return sizes[name]
