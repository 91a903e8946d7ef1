"""The shape of one array, without its batch axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, overload

from ..budget import spend
from ..errors import SizeError
from .arithmetic import product
from .evaluate import Bindings, bind
from .expanding import extent
from .floor import number
from .symbols import Dim

LARGEST = 20_000  # nodes of the formula of one axis, as a tree
LONG, EACH = 64, 4  # bits of a number that takes more than others, and of one that takes a cell
MOST = 254  # axes, of an array of TensorFlow; those of NumPy and PyTorch have 64


class Shape:
    """Sizes in order, without the batch axis; iterates over them.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> Shape((H, W, 3))
    Shape(H, W, 3)
    >>> len(Shape(()))
    0
    """

    __slots__ = ("_hash", "sizes")

    sizes: tuple[Dim, ...]

    def __init__(self, sizes: Iterable[Any] = ()) -> None:
        self.sizes = tuple(s if type(s) is int else number(s) for s in sizes)
        if len(self.sizes) > MOST:
            raise SizeError(f"an array of {len(self.sizes):,} axes is more than any library has; the most is {MOST}")
        for n in self.sizes:
            if type(n) is not int:
                nodes, _, _, bits = extent(n)
                if nodes > LARGEST:
                    raise SizeError(
                        f"the formula of a size has more than {LARGEST:,} parts; give the sizes in it as numbers"
                    )
                if bits > LONG:
                    spend(bits // EACH)
        self._hash = hash(self.sizes)

    def __iter__(self) -> Iterator[Dim]:
        return iter(self.sizes)

    def __len__(self) -> int:
        return len(self.sizes)

    @overload
    def __getitem__(self, index: int) -> Dim: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Dim, ...]: ...
    def __getitem__(self, index: int | slice) -> Dim | tuple[Dim, ...]:
        return self.sizes[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Shape):
            return self.sizes == other.sizes
        return self.sizes == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Shape({', '.join(map(str, self.sizes))})"

    @property
    def volume(self) -> Dim:
        """The product of the sizes."""
        return product(self.sizes)

    def bind(self, bindings: Mapping[str, Dim]) -> Shape:
        """The shape with symbols replaced by name."""
        bindings = Bindings.of(bindings)
        found: Shape | None = bindings.found.get(self)
        if found is None:
            found = Shape(bind(s, bindings) for s in self.sizes)
            found = bindings.found[self] = self if found == self else found
        return found

    def _latex(self, printer: Any) -> str:
        from .display import display
        from .latex import latex

        return rf"\left({', '.join(latex(display(n)) for n in self)}{',' * (len(self) == 1)}\right)"

    def _pretty(self, printer: Any) -> Any:
        return printer._print(self.sizes)

    def _repr_latex_(self) -> str:
        """What a notebook shows."""
        from .display import display
        from .latex import latex

        return rf"$\left({', '.join(latex(display(n)) for n in self)}\right)$"
