"""Rules of PyTorch's functions of tensors."""

from __future__ import annotations

from dataclasses import replace

from ....errors import SizeError
from ....layers.functions.attention import Attention
from ....layers.functions.elementwise import AlongAxis, Binary, Unary
from ....layers.functions.indexing import GetItem, Narrow, Select
from ....layers.functions.joining import Cat, Stack
from ....layers.functions.modules import LikeModule
from ....layers.functions.neural import Pad
from ....layers.functions.products import Matmul
from ....layers.functions.rearrange import (
    Flatten,
    Permute,
    Reshape,
    Squeeze,
    Transpose,
    Unflatten,
    Unsqueeze,
)
from ....layers.functions.reduce import Reduce
from ....layers.functions.repeating import Expand
from ....layers.functions.splitting import Chunk, Split, Unbind
from ...eager.tape import Value
from .activations import activate
from .call import Call
from .common import RULES

COPIES = frozenset(["neg", "negative", "contiguous", "clone", "float", "half", "bfloat16", "to", "type", "double"])
SUMS = frozenset(["add", "sub", "subtract", "iadd", "isub", "radd", "rsub"])
PRODUCTS = frozenset(["mul", "multiply", "imul", "rmul"])


def word(c: Call) -> str:
    """The name of a function, without the marks of an operator or of what is done in place."""
    return str(c.layer.type_name).strip("_")


@RULES.of(Unary)
def _unary(c: Call) -> Value:
    name = word(c)
    if name in COPIES:
        return c.tape.run(c.size, c.x)
    if "dropout" in name:
        return c.drop(c.x, c.size)
    return activate(c.tape, name, c.x, c.size, c.layer.in_place)


@RULES.of(AlongAxis)
def _along_axis(c: Call) -> Value:
    name = word(c)
    return c.tape.run(c.size, c.x) if name == "cumsum" else activate(c.tape, name, c.x, c.size)


@RULES.of(Binary)
def _binary(c: Call) -> Value:
    """Of an operation with a number nothing is kept but the base of a power."""
    name = word(c)
    if name in SUMS:
        return c.add(c.size, *c.xs)
    if len(c.xs) == 1:
        return c.tape.run(c.size, c.x, keeps=(c.x,) if name in ("pow", "rtruediv") else ())
    if name in PRODUCTS:
        return c.times_each(c.size, *c.xs)
    return c.tape.run(c.size, *c.xs, keeps=c.xs)


@RULES.of(Cat, Stack)
def _joined(c: Call) -> Value:
    return c.tape.run(c.size, *c.xs, gradient="part")


@RULES.of(Reshape, Flatten, Unflatten, Permute, Transpose, Squeeze, Unsqueeze, Expand)
def _viewed(c: Call) -> Value:
    return c.tape.view(c.x)


@RULES.of(GetItem, Select, Narrow)
def _part(c: Call) -> Value:
    return c.tape.view(c.x, c.size)


@RULES.of(Chunk, Split, Unbind)
def _parts(c: Call) -> tuple[Value, ...]:
    return tuple(c.tape.view(c.x, c.many(*shape)) for shape in c.results)


@RULES.of(Pad)
def _padded(c: Call) -> Value:
    return c.tape.run(c.size, c.x)


@RULES.of(Reduce)
def _reduced(c: Call) -> Value:
    return c.tape.run(c.size, c.x, keeps=() if word(c) in ("mean", "sum") else (c.x,))


@RULES.of(Matmul)
def _product(c: Call) -> Value:
    a, b = map(c.tape.narrow, c.xs)
    return c.times_each(c.size, a, b)


@RULES.of(Attention)
def _attention(c: Call) -> Value:
    """Queries, keys, values, the result, and one number for each row."""
    rows = c.many(*c.results[0][:-1])
    xs = tuple(map(c.tape.narrow, c.xs))
    return c.tape.run(c.size, *xs, keeps=xs[:3], result=True, extra=(c.tape.bytes(rows, 4),))


@RULES.of(LikeModule)
def _as_module(c: Call) -> Value | tuple[Value, ...]:
    """What the module of the same rule keeps, where it has no weights of its own."""
    rule = RULES.find(type(c.layer.module))
    if rule is None or len(c.xs) != c.layer.taken:
        raise SizeError(f"what {c.layer.path} keeps for its gradient is not described")
    return rule(replace(c, layer=c.layer.module))
