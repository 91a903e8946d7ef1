"""What a variable of the script can hold, besides plain Python values.

Plain ints, floats, strings, tuples, lists, dicts and sets stand for themselves. A number that carries a name is a
``Number``; what the reader cannot know is an ``Unknown``, which remembers where it came from.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from sympy import Expr

from ..algebra import Dim
from ..frozen import dataclass

if TYPE_CHECKING:
    from .scope import Scope

Value: TypeAlias = Any


class Number:
    """A whole number with the formula it stands for; the value is None while the symbols in it have none.

    What the script itself has ``computed`` is a number; a size that it reads off a shape may be None.
    """

    __slots__ = ("computed", "formula", "value")

    def __init__(self, value: int | None, formula: Expr, computed: bool = False) -> None:
        self.value = value
        self.formula = formula
        self.computed = computed

    def __repr__(self) -> str:
        return f"{self.formula}" if self.value is None else f"{self.value}"


class Quotient:
    """a/b of whole numbers, of which a name may be part; ``int`` of it is the floor division."""

    __slots__ = ("bottom", "top", "value")

    def __init__(self, top: Value, bottom: Value, value: float) -> None:
        self.top, self.bottom, self.value = top, bottom, value


class Text(str):
    """Text that sizes were written into; it carries their formulas, and they are pinned where it is read."""

    __slots__ = ("sizes",)

    sizes: tuple[Expr, ...]

    @staticmethod
    def of(content: str, *sources: Value) -> str:
        """Text made of these values: plain where no size is among them.

        >>> Text.of("block_3", "block_", 3)
        'block_3'
        """
        sizes = tuple(dict.fromkeys(size for source in sources for size in formulas_in(source)))
        if not sizes:
            return str(content)
        text = Text(content)
        text.sizes = sizes
        return text


class Measure(float):
    """A real number that sizes were worked into, as in d ** -0.5; they are pinned where it decides something."""

    __slots__ = ("sizes",)

    sizes: tuple[Expr, ...]

    @staticmethod
    def of(value: float, *sources: Value) -> float:
        """The number made of these values: plain where no size is among them."""
        sizes = tuple(dict.fromkeys(size for source in sources for size in formulas_in(source)))
        if not sizes:
            return value
        measure = Measure(value)
        measure.sizes = sizes
        return measure


def formulas_in(value: Value) -> Iterator[Expr]:
    """The formulas of all sizes that a value is made of."""
    if isinstance(value, Number):
        yield value.formula
    elif isinstance(value, Quotient):
        yield from formulas_in((value.top, value.bottom))
    elif isinstance(value, (Text, Measure)):
        yield from value.sizes
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from formulas_in(part)
    elif isinstance(value, dict):
        yield from formulas_in(list(value.values()))


@dataclass(eq=False)
class Unknown:
    """A value that only a run of the script would know.

    ``text`` at ``line`` is the expression that gave it. ``parts`` is (operator, left, right) where it is arithmetic,
    so that ``vocabulary + 1`` stays a formula.
    """

    text: str | ast.expr
    line: int
    why: str = ""
    name: str | None = None
    parts: tuple[type[ast.operator], Value, Value] | None = None
    memo: dict[str, Unknown] = field(default_factory=dict)  # what was read off it: shape, len(…), [1]
    window: tuple[Value, ...] = ()  # the sizes of its first axes if it is one of many equal slices of data
    each: Value = None  # what it holds, if it is a list of unknown length
    sizes: tuple[Value, ...] = ()  # the sizes of its first axes; None for one that is not known
    origin: str = ""  # the dotted path of the library that it came from
    undefined: str = ""  # the name that nobody defines, of which it is or is a part: as a size it is a symbol
    lacks: Dim | None = None  # the size whose value it needs
    wrong: bool = False  # the script's own error or the reader's limit, not data: it may not become a size

    @cached_property
    def source(self) -> str:
        """The expression it came from, as it stands in the script, shortened."""
        text = self.text if isinstance(self.text, str) else ast.unparse(self.text)
        return text if len(text) <= 60 else text[:57] + "..."

    @property
    def label(self) -> str:
        """The name that ``config.width`` and ``config["width"]`` give a value; none for other expressions."""
        if isinstance(self.text, ast.Attribute):
            return self.text.attr
        key = self.text.slice if isinstance(self.text, ast.Subscript) else None
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""

    @cached_property
    def is_named(self) -> bool:
        """Whether a variable of the script has given it a name, or a part of it."""
        stack, seen = [self], {id(self)}
        while stack:  # a long sum is as deep as it is long, and may hold one part many times
            part = stack.pop()
            if part.name or part.__dict__.get("is_named"):
                return True
            new = [p for p in (part.parts or ())[1:] if isinstance(p, Unknown) and id(p) not in seen]
            seen.update(map(id, new))
            stack += new
        return False


@dataclass(eq=False)
class Module:
    """An imported module, or anything in one, by its dotted path. Nothing is ever imported."""

    path: str


@dataclass(eq=False)
class Function:
    """A function, method or lambda of the script."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    defaults: tuple[Value, ...]
    keyword_defaults: dict[str, Value]
    owner: Class | None = None  # where super() starts
    kind: str = ""  # staticmethod, classmethod, property
    generates: bool = False
    setter: Function | None = None  # of a property


@dataclass(eq=False)
class Class:
    """A class of the script."""

    name: str
    bases: tuple[Value, ...]
    attributes: dict[str, Value]
    line: int

    @cached_property
    def lineage(self) -> tuple[Class, ...]:
        """The class and its bases of the script in the order in which Python looks them up: each before its own bases.

        Raises TypeError where there is no such order.
        """
        bases = [base for base in self.bases if isinstance(base, Class)]
        rows = [list(base.lineage) for base in bases] + [bases]
        order = [self]
        while rows := [row for row in rows if row]:
            free = (row[0] for row in rows if not any(row[0] in other[1:] for other in rows))
            first = next(free, None)
            if first is None:
                raise TypeError(f"the bases of {self.name} have no common order")
            order.append(first)
            rows = [[c for c in row if c is not first] for row in rows]
        return tuple(order)

    @property
    def foreign(self) -> tuple[Value, ...]:
        """The bases outside the script."""
        return tuple(b for c in self.lineage for b in c.bases if not isinstance(b, Class))

    def find(self, name: str, after: Class | None = None) -> Value:
        """An attribute by inheritance, or None; ``after`` starts behind that class, as super() does."""
        lineage = self.lineage
        if after is not None and after in lineage:
            lineage = lineage[lineage.index(after) + 1 :]
        for c in lineage:
            if name in c.attributes:
                return c.attributes[name]
        return None


@dataclass(eq=False)
class Instance:
    """An object of a class of the script."""

    cls: Class
    attributes: dict[str, Value] = field(default_factory=dict)
    adopted: Any = None  # what it is to a library: a layer or a model


def own(value: Value) -> Value:
    """What a library sees of a value: of an object of the script what it is to the library, if anything."""
    return value.adopted if isinstance(value, Instance) and value.adopted is not None else value


@dataclass(eq=False)
class Method:
    """A function bound to its receiver."""

    function: Value
    receiver: Value


@dataclass(eq=False)
class Super:
    """super() within a method."""

    owner: Class
    receiver: Value


@dataclass(eq=False)
class Builtin:
    """A function that the reader implements: called with the machine, the node, arguments and keywords."""

    name: str
    call: Callable[..., Value]
    alters: bool = False  # a model, which would be another one if a failure of the call were passed over


@dataclass(eq=False)
class Partial(Builtin):
    """functools.partial(func, *args, **keywords)."""

    func: Value = None
    args: Sequence[Value] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict)


@dataclass(eq=False)
class Iteration:
    """A running iterator, such as zip(…) or a generator of the script."""

    items: Iterator[Value]


@dataclass(eq=False)
class Array:
    """Data of a known shape; entries that are data themselves are Unknown. The first axis counts samples."""

    shape: tuple[Value, ...]


@dataclass(eq=False)
class Arange(Array):
    """np.arange(…): an array whose numbers are those of a range, where they are asked for one by one."""

    ends: tuple[Value, ...] = ()  # what range() takes


class Grid(list[Value]):
    """np.array([…]) of numbers that the script knows, as lists within a list; its arithmetic goes number by number."""


class ShapeTuple(tuple[Value, ...]):
    """The shape of a tensor as a script sees it: None for the batch, then its sizes."""

    __slots__ = ()


class Filling(dict[Value, Value]):
    """A defaultdict: what is not there yet is made by its factory."""

    def __init__(self, items: dict[Value, Value], factory: Value) -> None:
        super().__init__(items)
        self.factory = factory


@dataclass(eq=False)
class Batch:
    """The number of samples in a batch, which no shape depends on; ``times`` as many where axes have joined it.

    None stands for a number of times that is not known.
    """

    times: Value = 1


@dataclass(frozen=True)
class Signal:
    """Why a block ended before its last statement."""

    kind: str  # return, break, continue
    value: Value = None


def came_from(value: Value) -> str:
    """How a message says where an unknown value came from."""
    if not isinstance(value, Unknown):
        return f"is {value!r}, which is no shape"
    if value.why:
        return f"comes from {value.source} (line {value.line}): {value.why}"
    return f"comes from {value.source} (line {value.line}), which is data"


def origin_of(value: Value) -> str:
    """The dotted path of the library that something came from; empty where it is of the script."""
    if isinstance(value, Module):
        return value.path
    return value.origin if isinstance(value, Unknown) else ""


def call_text(node: ast.AST, name: str = "call") -> str:
    """``builder.extend(…)``."""
    return f"{short_text(node.func)}(…)" if isinstance(node, ast.Call) else f"{name}(…)"


def short_text(node: ast.expr) -> str:
    """An expression in a few words; of a call only what is called."""
    text = ast.unparse(node.func if isinstance(node, ast.Call) else node)
    return text if len(text) <= 50 else text[:47] + "..."
