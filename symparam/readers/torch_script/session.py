"""One reading of one script, with what PyTorch's modules keep while it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Any

from ...algebra import Dim
from ...frozen import dataclass
from ...graph import Tensor
from ...graph.tensor import Node
from ...interpreter.symbols import Symbols
from ...interpreter.values import Class, Value
from ...interpreter.vocabulary import Vocabulary
from .. import project
from ..both_ways import Known
from ..given_inputs import Inputs
from ..rerun import OTHER_WAYS
from .modules import Module, module_of
from .settling import First

if TYPE_CHECKING:
    from ...graph.modules import Visit

Place = tuple[int, int, int]  # line and column of a call, and the how many-th time it runs


@dataclass(frozen=True)
class Sample:
    """A call of a module on data of known shapes: the arguments of its forward."""

    args: tuple[Value, ...]
    keywords: Mapping[str, Value]
    line: int


@dataclass
class TorchState:
    """What is known of the modules of a script."""

    given: Inputs | None = None  # the inputs of one sample, as the user gives them
    chosen: Place | None = None  # where the object is made whose constructor's arguments become names
    made: list[tuple[Place, Module]] = field(default_factory=list)  # the objects of classes of the script, in order
    times: dict[tuple[int, int], int] = field(default_factory=dict)
    samples: dict[int, list[Sample]] = field(default_factory=dict)  # by the identity of a module
    meant: list[Module] = field(default_factory=list)  # given to an optimizer, a summary, a trainer
    building: int = 0  # constructors of modules around the current point
    following: int = 0  # forwards of modules around the current point
    visited: list[tuple[int, Visit]] = field(default_factory=list)  # with the identity of its module, as the root runs
    deciding: set[int] = field(default_factory=set)  # modules whose forward has compared sizes
    ways: dict[Any, Known] = field(default_factory=dict)  # through the forward of a module on arguments of such sizes
    spare: int = OTHER_WAYS  # calls on other ways that may be made
    running: bool = False  # the root's forward is run on its inputs
    open: dict[str, Dim] = field(default_factory=dict)  # axes of inputs that a layer may settle
    first: First = field(default_factory=First)
    stay: set[str] = field(default_factory=set)  # axes whose sizes no layer takes, so that its condition says so
    computed: list[Tensor] = field(default_factory=list)  # by the root's forward
    elementwise: bool = False  # a function is called in which real numbers have no say in shapes
    values: dict[Node, list[float]] = field(default_factory=dict)  # of tensors whose numbers are known
    sizes: set[Dim] = field(default_factory=set)  # of tensors that the script has seen
    in_order: dict[int, Value] = field(default_factory=dict)  # what OrderedDict has made, by its identity
    said: set[str] = field(default_factory=set)  # inputs whose sizes the user or the script gives
    used_input: bool = False
    local: list[tuple[str, Module]] = field(default_factory=list)  # modules bound to names inside functions

    @property
    def inside(self) -> bool:
        """Whether a module is being made or run."""
        return self.building + self.following > 0


class Machine(project.Machine):
    """The machine that walks the script, and what PyTorch knows by now."""

    def __init__(
        self, file: str, symbols: Symbols, library: Vocabulary, torch: TorchState, constants: frozenset[str]
    ) -> None:
        super().__init__(file, symbols, library, constants)
        self.torch = torch

    def enter(self, function: Value, args: Any, keywords: Mapping[str, Value], node: ast.AST) -> Value:
        """Call a value; of an object of a class of modules it is noted where it is made."""
        if not (isinstance(function, Class) and is_module_class(self, function)):
            return super().enter(function, args, keywords, node)
        from .naming import named_arguments

        outermost = not self.torch.inside
        place = self._place(node) if outermost else (0, 0, 0)
        if outermost and place == self.torch.chosen:
            args, keywords = named_arguments(self, function, list(args), dict(keywords), node)
        self.torch.building += 1
        try:
            made = super().enter(function, args, keywords, node)
        finally:
            self.torch.building -= 1
        module = module_of(made)
        if module is not None and outermost:
            module.line = getattr(node, "lineno", self.line)
            self.torch.made.append((place, module))
        return made

    def _place(self, node: ast.AST) -> Place:
        at = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        self.torch.times[at] = self.torch.times.get(at, 0) + 1
        return (*at, self.torch.times[at])

    @contextmanager
    def followed(self) -> Iterator[None]:
        """The forward of a module runs."""
        self.torch.following += 1
        try:
            yield
        finally:
            self.torch.following -= 1


def is_module_class(m: Machine, cls: Class) -> bool:
    """Whether a class of the script is one of modules."""
    from .paths import is_module_path

    return any(is_module_path(getattr(base, "path", "")) for base in cls.foreign)
