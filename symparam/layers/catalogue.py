"""The catalogue: for each layer its general rule, worked out by the class itself on inputs that are all symbols."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, replace
from functools import cache
from typing import Any

from ..algebra import Dim, Need, Shape, names_in, size
from ..algebra.display import Node, display, product_of, sum_of
from ..frozen import dataclass
from ..several import several
from ..weight import Role
from .about import about
from .construct import signature
from .general import suffixes
from .layer import Layer
from .letters import meaning
from .shelf import KERAS, Shelf, shelf_of


@dataclass(frozen=True)
class Array:
    """A weight: its name, its shape, whether training changes it, and whether it is a parameter or a buffer."""

    name: str
    shape: tuple[Node, ...]
    trainable: bool
    role: Role = "parameter"


@dataclass(frozen=True)
class Relation:
    """A condition: two sides and the relation between them (``>=``, ``==``, ``divides``, ``broadcasts``)."""

    left: Node
    op: str
    right: Node


@dataclass(frozen=True)
class Entry:
    """All about one layer. Formulas are display nodes; a printer lowers them."""

    name: str
    family: str
    aliases: tuple[str, ...]
    about: str
    arguments: tuple[str, ...]  # as in a call: strides=1
    ignored: tuple[str, ...]  # arguments without effect on shapes and counts
    inputs: tuple[tuple[Node, ...], ...]
    outputs: tuple[tuple[Node, ...], ...]
    otherwise: tuple[tuple[str, tuple[tuple[Node, ...], ...]], ...]  # outputs with another padding, by the arguments
    weights: tuple[Array, ...]
    params: Node
    macs: Node
    conditions: tuple[Relation, ...]
    letters: tuple[tuple[str, str], ...]  # name and meaning
    source: str
    path: str  # the name with that of its library, where that is not Keras


def catalogue(shelf: Shelf = KERAS) -> Iterator[Entry]:
    """Every layer of a library, family by family.

    >>> next(catalogue()).name
    'Dense'
    """
    for family, names in shelf.modules.items():
        for name in names:
            if name not in shelf.unlisted:
                yield entry(shelf.prefix + name, family)


def entry(name: str, family: str | None = None) -> Entry:
    """One layer, by its name or an alias: ``Conv2D``, ``torch.nn.Conv2d``. Raises UnknownLayer.

    >>> from symparam.algebra.text import text
    >>> text(entry("Dense").params), text(entry("torch.nn.Linear").params)
    ('d_in·u + u', 'd_out·d_in + d_out')
    """
    shelf, name = shelf_of(name)
    name = shelf.aliases.get(name, name)
    layer, xs = specimen(shelf.prefix + name)
    return described(shelf, name, layer, xs, family)


def described(shelf: Shelf, name: str, layer: Layer, xs: tuple[Shape, ...], family: str | None = None) -> Entry:
    """All about a layer on these inputs. Raises LayerError where it does not accept them."""
    cls = type(layer)
    layer.accept(*xs)
    outputs = _outputs(layer, xs)
    weights = tuple(layer.weights(*xs))
    needs = dict.fromkeys((need.left, need.op, need.right) for need in layer.needs(*xs) if not _certain(need))
    used = frozenset().union(*(names_in(n) for x in (*xs, *outputs, *(w.shape for w in weights)) for n in x))
    positional, keywords, _ = signature(cls)
    return Entry(
        name=name,
        family=family or shelf.home[name],
        aliases=tuple(a for a, own in shelf.aliases.items() if own == name),
        about=about(cls),
        arguments=tuple(_arguments(cls, positional)),
        ignored=tuple(key for key in positional if not keywords[key]),
        inputs=tuple(tuple(map(display, x)) for x in xs),
        outputs=tuple(tuple(map(display, y)) for y in outputs),
        otherwise=tuple(_otherwise(layer, xs)),
        weights=tuple(Array(w.name, tuple(map(display, w.shape)), w.trainable, w.role) for w in weights),
        params=sum_of([product_of(w.shape) for w in weights if w.role == "parameter"]),
        macs=display(layer.macs(*xs)),
        conditions=tuple(Relation(display(a), op, display(b)) for a, op, b in needs),
        letters=tuple((n, meaning(n)) for n in sorted(used) if meaning(n) != "size"),
        source=_source(cls),
        path=shelf.prefix + name,
    )


def _outputs(layer: Layer, xs: tuple[Shape, ...]) -> tuple[Shape, ...]:
    outputs = layer.output(*xs)
    return several(outputs)


def _otherwise(layer: Layer, xs: tuple[Shape, ...]) -> Iterator[tuple[str, tuple[tuple[Node, ...], ...]]]:
    """The outputs with each other padding that a layer has by name, and without what else is added at the sides."""
    own = {f.name: f for f in fields(layer)}
    words = own["padding"].metadata.get("options", ()) if "padding" in own else ()
    beside: dict[str, Any] = {"output_padding": None} if "output_padding" in own else {}
    for word in words:
        changes: dict[str, Any] = {"padding": word, **beside}
        if any(getattr(layer, name) != value for name, value in changes.items()):
            other = replace(layer, **changes)
            told = f"padding={word!r}" + ", output_padding=None" * bool(beside)
            yield told, tuple(tuple(map(display, y)) for y in _outputs(other, xs))


@cache
def specimen(name: str) -> tuple[Layer, tuple[Shape, ...]]:
    """A layer with a symbol for each size, and inputs of symbols."""
    shelf, name = shelf_of(name)
    cls = shelf.lookup(name)
    given = {key: value() if callable(value) else value for key, value in shelf.arguments.get(name, {}).items()}
    for f in fields(cls):
        if f.name not in given and not f.name.startswith("lora"):
            value = _generic(cls, f, shelf)
            if value is not MISSING:
                given[f.name] = value
    layer = cls(**given)
    return layer, tuple(_inputs(layer, name, shelf))


def _generic(cls: type[Layer], f: Field[Any], shelf: Shelf) -> Any:
    """A symbol, or one for each axis, where a field is a size; what it must have where it is required."""
    letter = f.metadata.get("letter")
    if not isinstance(letter, str) or (f.default is None and not f.metadata.get("window")):
        return shelf.required.get(f.name, MISSING) if f.default is MISSING else MISSING
    rank = getattr(cls, "rank", None)
    if letter.endswith("_"):
        return tuple(size(f"{letter}{i}") for i in (1, 2))
    if not f.metadata.get("window") or rank is None or not isinstance(rank, int):
        return size(letter)
    each = tuple(size(letter + s) for s in suffixes(letter, rank))
    return tuple((one, one) for one in each) if f.metadata.get("pairs") else each


def _inputs(layer: Layer, name: str, shelf: Shelf) -> Iterator[Shape]:
    if name in shelf.inputs:
        yield from (Shape(map(size, one.split())) for one in shelf.inputs[name])
        return
    axes = shelf.axes(layer, name)
    count = 2 if shelf.home[name] in shelf.two else max(1, layer.arity[0])
    dummies = (Shape((1,) * axes),) * count
    yield from (Shape(map(size, names)) for names in layer.axis_names(*dummies))


def _certain(need: Need) -> bool:
    """Whether a condition holds for all sizes: its sides are equal, or it says that a size is not negative."""
    same = need.left == need.right and need.op != ">="
    return same or (need.is_number and need.holds()) or (need.left == 1 and need.op in ("divides", "broadcasts"))


def _arguments(cls: type[Layer], positional: tuple[str, ...]) -> Iterator[str]:
    own = {f.name: f for f in fields(cls) if f.init and f.name not in ("name", "trainable", *cls.own)}
    for name in [n for n in positional if n in own]:
        yield _argument(own[name])
    extra = [f for f in own.values() if f.name not in positional]
    if extra:
        yield "*"
        yield from map(_argument, extra)


def _argument(f: Field[Any]) -> str:
    return f.name if f.default is MISSING else f"{f.name}={f.default!r}"


def _source(cls: type) -> str:
    for base in cls.__mro__:
        for line in (base.__dict__.get("__doc__") or "").splitlines():
            key, _, rest = line.strip().partition(":")
            if key == "source":
                return rest.strip()
    return ""


__all__ = ["Array", "Dim", "Entry", "Relation", "catalogue", "entry", "specimen"]
