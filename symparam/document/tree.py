"""The neutral document: sections of paragraphs, equations, tables and lists. It knows no format and no width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from ..algebra.nodes import Node
from ..frozen import dataclass

if TYPE_CHECKING:
    from ..algebra.domain import Domain

# --- spans: pieces of running text, of equations and of the cells of tables ---------------------------------------


@dataclass(frozen=True)
class Code:
    """A name taken literally: of a layer or of a file."""

    text: str


@dataclass(frozen=True)
class Math:
    """A formula; ``rounded`` is the same with decimals for its fractions, where a terminal shows that."""

    node: Node
    rounded: str = ""


@dataclass(frozen=True)
class Count:
    """A value, whose digits are grouped: 6,029,097."""

    value: int


@dataclass(frozen=True)
class Axes:
    """The sizes of a shape, whose digits are not grouped: (254, 254, 32)."""

    sizes: tuple[Node, ...]


@dataclass(frozen=True)
class Chain:
    """Right sides that are written on one line: a = b = c."""

    sides: tuple[Span, ...]


@dataclass(frozen=True)
class Bound:
    """A symbol with its size: H = 256."""

    name: str
    size: int


@dataclass(frozen=True)
class Params:
    """The name of a count of parameters: of one layer, or of the whole model."""

    layer: str | None = None
    part: Literal["all", "trainable", "non_trainable"] = "all"


@dataclass(frozen=True)
class Blank:
    """Room for what the reader is to find, under the number of its answer; 0 where there is none, as for a name."""

    number: int


@dataclass(frozen=True)
class Legal:
    """The sizes for which the model is legal: H ≥ 32, W ≥ 32."""

    domain: Domain


Span: TypeAlias = "str | Code | Math | Count | Axes | Chain | Bound | Params | Blank | Legal"
Spans: TypeAlias = tuple[Span, ...]

# --- blocks ------------------------------------------------------------------------------------------------------

Kind: TypeAlias = Literal["rule", "substituted", "simplified", "numbers", "value"]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    spans: Spans


@dataclass(frozen=True)
class Line:
    """One step of an equation: what it is, a right side, and the reason in a few words."""

    kind: Kind
    right: Span
    reason: Spans = ()


@dataclass(frozen=True)
class Equation:
    """``left = line = line = …``, one step below the other, aligned."""

    left: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Definitions:
    """Formulas and what each of them is, under a word such as "where"."""

    head: str
    items: tuple[tuple[Node, Spans], ...]


@dataclass(frozen=True)
class Listing:
    """Short paragraphs, one below the other; numbered where other places refer to them."""

    items: tuple[Spans, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Outline:
    """Lines that are not broken, one directly below the other; each with how deep it stands."""

    items: tuple[tuple[int, Spans], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str
    align: Literal["left", "right"] = "left"
    minor: bool = False  # it may stand in a line below its row, where a page has no room for it


@dataclass(frozen=True)
class Row:
    """A row of a table; ``level`` counts how deep it stands inside other rows."""

    cells: tuple[Spans, ...]
    level: int = 0
    below: Spans = ()  # what stands in a line of its own, where a column has no room
    kind: str = ""  # of the layer that it tells of: convolution, dense, …


@dataclass(frozen=True)
class Table:
    """Rows under column titles; a ``loose`` one is not broken on a terminal, which shows at ``most`` so many rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Spans, ...] = ()  # what the short names in its cells stand for
    loose: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Section:
    """A title and what stands under it."""

    title: Spans
    blocks: tuple[Block, ...]


Block: TypeAlias = "Paragraph | Equation | Definitions | Listing | Outline | Table | Section"


@dataclass(frozen=True)
class Document:
    """A title, the sizes at which its values hold, and the blocks below.

    An ``answer`` to a question has no title where the question stands above it, as on a terminal.
    """

    title: str
    sizes: tuple[Bound, ...]
    blocks: tuple[Block, ...]
    answer: bool = False
