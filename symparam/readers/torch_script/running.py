"""The forward of the model on its inputs: which shapes these have is found by what is done with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...algebra import Dim, Shape, names_in
from ...algebra.batch import BATCH
from ...errors import ReadError, SymparamError
from ...graph import Input, Tensor
from ...interpreter.values import Unknown, Value, came_from
from ..given_inputs import GivenInput
from . import inputs
from .calls import flat_tensors, run_module
from .inputs import Argument, N, shape_by
from .modules import Module, Parameter
from .probing import Asked, Probe, Told
from .settling import First, Settled

if TYPE_CHECKING:
    from .session import Machine

ROUNDS = 40  # axes that layers settle, one after the other


class Run:
    """What a run of the forward gave."""

    def __init__(self, given: dict[str, Tensor], result: Value) -> None:
        self.inputs = tuple(given.values())
        self.result = result


class Runner:
    """Runs a module's forward until the shapes of all inputs are known."""

    def __init__(self, m: Machine, module: Module) -> None:
        self.m = m
        self.module = module
        self.node = ast.Pass(lineno=module.line or 1)
        self.arguments = inputs.arguments_of(m, module)
        self.sample = inputs.sampled(m, module, self.arguments)
        self.fixed: dict[str, Value] = {}  # arguments that are no inputs
        self.layers: dict[str, Any] = {}  # the layer that takes an argument first
        self.error: SymparamError | None = None

    def run(self) -> Run:
        """The outputs on inputs as the source tells them."""
        names = []
        for argument in self.arguments:
            value = self.sample.get(argument.name, None)
            if argument.name in self.m.symbols.bindings:
                self.m.symbols.used.add(argument.name)
                self.fixed[argument.name] = self.m.symbols.bindings[argument.name]
            elif isinstance(value, (Tensor, Parameter)):
                names.append(argument.name)
            elif argument.name in self.sample and not isinstance(value, Unknown):
                self.fixed[argument.name] = value
            elif not argument.has_default:
                names.append(argument.name)
        if not names and self.arguments:
            names = [self.arguments[0].name]
        if not names:
            raise self.m.error(self.node, f"the forward of {self.module.kind} takes no input")
        self.m.torch.said = {name for name in names if self._said(name) is not None}
        return self._search(dict.fromkeys(names))

    # --- which shapes -------------------------------------------------------------------------------------------

    def _search(self, known: dict[str, Shape | None]) -> Run:
        """The run with the shapes known so far; what is not known yet is found by what takes it."""
        try:
            return self._settled(known)
        except Told as told:
            name, layer = told.probe.name, told.layer
            self.layers.setdefault(name, layer)
            return self._among(known, name, inputs.candidates(layer), told.layer.type_name, told.line, sure=True)
        except Asked as asked:
            name = asked.probe.name
            shapes = inputs.open_candidates() if asked.rank is None else inputs.of_rank(None, asked.rank)
            return self._among(known, name, shapes, asked.what, asked.line, sure=asked.rank is not None)

    def _among(
        self, known: dict[str, Shape | None], name: str, shapes: list[tuple[str, ...]], what: str, line: int, sure: bool
    ) -> Run:
        """The run with one of these shapes: the first that fits where it is ``sure``, else the only one."""
        sizes = self._said(name)
        if sizes is not None:
            shapes, sure = inputs.of_rank(self.layers.get(name), len(sizes)), True
            if name not in self.layers and len(sizes) in (2, 3):  # the time may stand before the batch
                shapes = [*shapes, inputs.TIME_FIRST[: len(sizes)]]
        found: list[tuple[str, ...]] = []
        errors: list[SymparamError] = []
        best: tuple[str, ...] = ()
        before = _Snapshot(self.m, self.module)
        for letters in shapes:
            try:
                run = self._search({**known, name: self._shape(name, letters, sizes)})
            except SymparamError as error:
                errors.append(error)
                before.restore()
                continue
            found.append(letters)
            better = self._better(name, letters, run)
            if sure and better == letters:
                return run
            before.restore()
            if sure:
                return self._search({**known, name: self._shape(name, better, sizes)})
            best = better
        if len(found) == 1:
            return self._search({**known, name: self._shape(name, best, sizes)})
        if errors and not found and (sure or len({str(error) for error in errors}) == 1):
            raise errors[0]
        raise self._ask(name, what, line, found, errors)

    def _better(self, name: str, letters: tuple[str, ...], run: Run) -> tuple[str, ...]:
        """The letters that the axes have by the layer which was seen to take the input first."""
        shape = next((tuple(t.shape) for t in run.inputs if t.node.layer.name == name), (0,) * 5)
        if letters == inputs.LETTERS[5] and len(shape) == 5 and _is_size(shape[1]) and not _is_size(shape[2]):
            return inputs.CLIP
        first = self.m.torch.first.get(name)
        better = inputs.of_rank(first, len(letters))[0] if first is not None else letters
        return better if better.index(N) == letters.index(N) else letters

    def _shape(self, name: str, letters: tuple[str, ...], sizes: Sequence[Dim | None] | None) -> Shape:
        if sizes is not None and sizes[:1] == [None] and letters[:1] != (N,) and len(sizes) == len(letters):
            sizes = sizes[1:]  # as the user gives them, of one sample
        if sizes is not None and len(sizes) == len(letters) - 1:
            return shape_by(self.m, name, letters, inputs.placed(letters, sizes))
        return shape_by(self.m, name, letters, sizes)

    def _said(self, name: str) -> Sequence[Dim | None] | None:
        """The sizes of an input as the user gives them, or as the script calls the model; none for the batch."""
        m = self.m
        if (given := self._given(name)) is not None:
            m.torch.used_input = True
            return [None, *given.shape]
        value = self.sample.get(name)
        return list(value.shape) if isinstance(value, (Tensor, Parameter)) and value.shape is not None else None

    def _given(self, name: str) -> GivenInput | None:
        """What the user gives for an input: by its name, or by its place among those without a name."""
        given = self.m.torch.given or ()
        names = [a.name for a in self.arguments if a.name not in self.fixed]
        named = next((one for one in given if one.name == name), None)
        if named is not None or name not in names:
            return named
        taken = {one.name for one in given}
        places = [n for n in names if n not in taken]
        unnamed = [one for one in given if not one.name]
        return dict(zip(places, unnamed, strict=False)).get(name)

    def _ask(
        self, name: str, what: str, line: int, shapes: Sequence[tuple[str, ...]], errors: Sequence[SymparamError]
    ) -> ReadError:
        fits = f"; with any of {', '.join(_shown(s) for s in shapes)} it can be followed" if shapes else ""
        if not shapes and errors:
            fits = f" ({errors[0]})"
        return ReadError(
            f"the shape of {name}, the input of {self.module.kind}, is not told: "
            f"{what} is the first to take it{fits}; give the sizes of one sample, such as --input 3,224,224"
        ).at(self.m.file, line)

    # --- one run ------------------------------------------------------------------------------------------------

    def _settled(self, known: dict[str, Shape | None]) -> Run:
        """A run in which layers settle axes that can only have one size."""
        m = self.m
        for _ in range(ROUNDS):
            with self._untouched():
                shapes = [s for s in known.values() if s is not None]
                m.torch.open = {name: n for s in shapes for n in s if _is_open(m, n) for name in names_in(n)}
                try:
                    return self._once(known)
                except Settled as settled:
                    size = settled.size
                    m.torch.open = {}
                    default = m.symbols.defaults.get(settled.name)
                    if default is not None and m.symbols.value(size) not in (None, default):
                        m.torch.stay.add(settled.name)  # the sizes do not fit: the layer itself says so
                        continue
                    known = {k: s and s.bind({settled.name: size}) for k, s in known.items()}
        raise m.error(self.node, "the sizes of the inputs are not settled")

    def _once(self, known: dict[str, Shape | None]) -> Run:
        m = self.m
        given: dict[str, Any] = {}
        for name, shape in known.items():
            given[name] = Probe(name) if shape is None else Input(shape, name=name)
        m.torch.visited, m.torch.computed, m.torch.first = [], [], First()
        m.torch.ways, m.torch.deciding = {}, set()
        m.torch.running = True
        try:
            args, keywords = self._arguments({**self.fixed, **given})
            result = run_module(m, self.module, args, keywords, self.node)
        finally:
            m.torch.running = False
            m.torch.open = {}
        if any(isinstance(value, Probe) for value in _flat(result)):
            probe = next(v for v in _flat(result) if isinstance(v, Probe))
            raise Asked(probe, "nothing", self.node.lineno)
        for value in _flat(result):
            if isinstance(value, Unknown):
                raise m.error(self.node, f"what {self.module.kind} returns {came_from(value)}")
        return Run({k: v for k, v in given.items() if isinstance(v, Tensor)}, result)

    def _arguments(self, given: dict[str, Value]) -> tuple[list[Value], dict[str, Value]]:
        """Positional as far as they go, then by name."""
        args: list[Value] = []
        rest = dict(given)
        for argument in self.arguments:
            if argument.name not in rest:
                break
            args.append(rest.pop(argument.name))
        return args, rest

    @contextmanager
    def _untouched(self) -> Iterator[None]:
        """Where a run is given up, what it has changed is as before."""
        before = _Snapshot(self.m, self.module)
        try:
            yield
        except BaseException:
            before.restore()
            raise


class _Snapshot:
    """What a run of the forward may change, to be put back."""

    def __init__(self, m: Machine, module: Module) -> None:
        self.m = m
        self.pins, self.conditions = dict(m.symbols.pins), dict(m.symbols.conditions)
        self.defaults = dict(m.symbols.defaults)
        self.instances = [inner.instance for _, inner in module.walk() if inner.instance is not None]
        self.attributes = [dict(instance.attributes) for instance in self.instances]
        self.place = m.depth, m.handlers, m.line

    def restore(self) -> None:
        """Put it back."""
        m = self.m
        m.symbols.pins, m.symbols.conditions = dict(self.pins), dict(self.conditions)
        m.symbols.defaults.clear()
        m.symbols.defaults.update(self.defaults)
        for instance, kept in zip(self.instances, self.attributes, strict=True):
            instance.attributes.clear()
            instance.attributes.update(kept)
        m.depth, m.handlers, m.line = self.place


def _is_open(m: Machine, n: Dim) -> bool:
    """Whether an axis of an input is a size of its own, which a layer may settle."""
    return n != BATCH and not isinstance(n, int) and n.is_Symbol and names_in(n) <= m.symbols.axes - m.torch.stay


def _is_size(n: Dim) -> bool:
    return not isinstance(n, int) and bool(n.is_Symbol)


def _shown(letters: Sequence[str]) -> str:
    return f"({', '.join(letters)})"


def _flat(value: Value) -> Iterator[Value]:
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _flat(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _flat(part)
    else:
        yield value


def outputs_of(m: Machine, run: Run, module: Module, node: ast.AST) -> tuple[Tensor, ...]:
    """The tensors that the forward returns. Raises ReadError where there is none."""
    found = tuple(dict.fromkeys(flat_tensors((run.result,))))
    if not found:
        raise m.error(node, f"the forward of {module.kind} returns no tensor")
    return found


__all__ = ["Argument", "N", "Run", "Runner", "outputs_of"]
