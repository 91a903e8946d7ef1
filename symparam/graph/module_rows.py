"""Model → Report for PyTorch: a row for each module and each function, without the batch where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from ..algebra import Bindings, Condition, Dim, Shape, total
from ..algebra.batch import BATCH
from ..algebra.display import Name, display, product_of, sum_of
from ..algebra.domain.plain import plain
from ..algebra.domain.sets import always_holds
from ..algebra.names import BATCH_NAME as NAME
from ..layers.binding import bound
from ..layers.layer import Layer
from ..report import Report
from ..row import Branch, Call, Row, no_work
from ..several import single
from ..steps import Array, Lines, Steps
from ..weight import Weight
from .derive import _run, _traits
from .lazy_schedule import Tracer, tracer
from .network import Entry, Xs
from .sample_shapes import sample
from .steps import steps
from .tensor import Tensor

if TYPE_CHECKING:
    from .modules import Module, ModuleModel

EVAL = "Read in eval mode, as after model.eval(): dropout hands on what it gets."
Ran = tuple[tuple[Shape, ...], tuple[Shape, ...]]  # outputs and weights

ONE = {NAME: 1}  # costs and proofs are those of one sample


def derive(model: ModuleModel) -> Report:
    """The formulas of every module and function, and of the whole model."""
    maker = _Rows(model)
    rows = _with_doubles(model, [maker.row(entry) for entry in model.entries if not _is_input(model, entry)], maker)
    holders = _holders(model)
    conditions = (
        *model.facts.conditions,
        *(
            Condition(name, need)
            for name, need in ((name, plain(need)) for name, need in model.conditions(*model.xs))
            if not always_holds(need, lambda size: 1)
        ),
    )
    return Report(
        name=model.name or model.type_name,
        rows=tuple(rows),
        inputs=tuple(sample(t.shape)[0] for t in model.inputs),
        outputs=tuple(sample(t.shape)[0] for t in model.outputs),
        conditions=tuple(dict.fromkeys(conditions)),
        facts=replace(
            model.facts,
            notes=(EVAL, *model.facts.notes),
            places={**{m.path: m.place for m in model.modules if m.place}, **model.facts.places},
        ),
        library="torch",
        tree=tuple(_branch(m) for m in model.modules if m.path in holders),
    )


def _is_input(model: ModuleModel, entry: Entry) -> bool:
    return any(t.node in entry.calls for t in model.inputs)


def _holders(model: ModuleModel) -> frozenset[str]:
    """The paths within which modules stand: of a.b.c they are a and a.b."""
    above = (accumulate(m.path.split(".")[:-1], "{}.{}".format) for m in model.modules)
    return frozenset(chain.from_iterable(above))


def _branch(module: Module) -> Branch:
    outputs, batches = _outputs(module.visits[-1].outputs if module.visits else ())
    return Branch(module.path, module.type, outputs, batches)


def _outputs(tensors: tuple[Tensor, ...]) -> tuple[tuple[Shape, ...], tuple[Dim | None, ...]]:
    """The shapes of tensors for one sample each, and how many of them a sample has."""
    found = [sample(t.shape) for t in tensors]
    return tuple(shape for shape, _ in found), tuple(times for _, times in found)


class _Rows:
    """Makes the rows of one model; parameters that are the same count where they are first."""

    def __init__(self, model: ModuleModel) -> None:
        self.model = model
        self.work: Tracer = tracer(model)
        self.declared = {m.path: (m, weights) for m, weights in model.declared}
        self.numbers = {node: i for entry in model.entries for i, node in enumerate(entry.calls)}

    def row(self, entry: Entry) -> Row:
        """The row of a module or a function."""
        module, weights = self.declared.get(entry.name, (None, ()))
        tensors = self._tensors(entry, module)
        outputs, batches = _outputs(tensors)
        tied = self._tied(module, weights)
        calls = [tuple(t.shape for t in node.xs) for node in entry.calls]
        sources = [t for node in entry.calls for t in node.inputs if t.node in self.model.paths]
        names = self.model.paths
        built = calls[0] if calls else ()
        return Row(
            name=entry.name,
            type=entry.layer.type_name.strip("_") if module is None else module.type,
            inputs=tuple(names[t.node] for t in sources),
            sources=tuple(f"{names[t.node]}[{self.numbers[t.node]}][{t.index}]" for t in sources),
            output=single(outputs),
            batches=batches,
            weights=weights,
            shared=tuple(w for w in weights if w.name in tied),
            tied=tied,
            steps=partial(_steps, entry.calls[-1].layer, calls[-1]) if calls else partial(_own_steps, weights),
            calls=tuple(
                _call(node.layer, xs, node.shapes, weights) for node, xs in zip(entry.calls, calls, strict=True)
            )
            or (_uncalled(entry.layer, built),),
            work=self.work(entry.name),
            traits=partial(_traits, entry.layer),
            unknown=entry.layer.unknown,
        )

    def double(self, module: Module) -> Row:
        """A module that is registered once more, under another path: its parameters are those of the first."""
        assert module.layer is not None
        entry = next(e for e in self.model.entries if e.layer.identity == module.layer.identity)
        first = self.row(entry)
        weights = self.declared[module.path][1]
        return replace(
            first,
            name=module.path,
            weights=weights,
            shared=weights,
            tied=self._tied(module, weights),
            work=no_work,
        )

    def _tensors(self, entry: Entry, module: Module | None) -> tuple[Tensor, ...]:
        if entry.calls:
            return entry.calls[-1].outputs
        return module.visits[-1].outputs if module is not None and module.visits else ()

    def _tied(self, module: Module | None, weights: tuple[Weight, ...]) -> Mapping[str, str]:
        if module is None:
            return {}
        owners = {w.name: self.model.owners[module.key(w.name)] for w in weights}
        return {name: owner for name, owner in owners.items() if owner != module.key(name)}


def _with_doubles(model: ModuleModel, rows: list[Row], maker: _Rows) -> list[Row]:
    """The rows, and in the order of registration those of modules that are registered once more."""
    known = {row.name for row in rows}
    firsts = {entry.layer.identity for entry in model.entries}
    before: str | None = None
    behind: dict[str | None, list[Row]] = {}
    for m in model.modules:
        if m.path in known:
            before = m.path
        elif m.layer is not None and m.layer.identity in firsts:
            behind.setdefault(before, []).append(maker.double(m))
    found = behind.get(None, [])
    for row in rows:
        found += [row, *behind.get(row.name, [])]
    return found


# --- calls --------------------------------------------------------------------------------------------------------


def _call(layer: Layer, xs: Xs, ys: tuple[Shape, ...], weights: tuple[Weight, ...]) -> Call:
    """One call, as one sample goes through it."""
    inputs, outputs = (tuple(x.bind(ONE) for x in shapes) for shapes in (xs, ys))
    return Call(inputs, outputs, partial(_for_one, partial(_run, layer, None)))


def _uncalled(layer: Layer, built: Xs) -> Call:
    return Call((), (), partial(_alone, layer, built))


def _for_one(rule: Callable[..., Ran], bindings: Mapping[str, Dim], xs: Xs, checked: bool = True) -> Ran:
    return rule({**bindings, **ONE}, xs, checked)


def _alone(
    layer: Layer, built: Xs, bindings: Mapping[str, Dim], xs: Xs, checked: bool = True
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """The weights of a module that is not called."""
    layer = bound(layer, bindings) if bindings else layer
    return (), tuple(w.shape for w in layer.weights(*built))


# --- derivations --------------------------------------------------------------------------------------------------


def _steps(layer: Layer, xs: Xs, bindings: Mapping[str, Dim] | None = None) -> Steps:
    """The steps of a module or a function, without the batch where it goes through as it is."""
    found = steps(layer, xs, bindings or {})
    batch = {letter.name for letter in found.letters if letter.value == BATCH}
    shape = tuple(line for line in found.shape if not (isinstance(line.rule, Name) and line.rule.name in batch))
    used = frozenset().union(*(names for names in map(_letters, shape)))
    letters = tuple(letter for letter in found.letters if letter.name not in batch or letter.name in used)
    return replace(found, shape=shape, letters=letters)


def _letters(line: Lines) -> frozenset[str]:
    from ..algebra.walk import names_of

    return names_of(line.rule)


def _own_steps(weights: tuple[Weight, ...], bindings: Mapping[str, Dim] | None = None) -> Steps:
    """The steps of parameters that no rule makes: they are as they were declared."""
    given = Bindings.of(bindings or {})
    arrays = [w.bind(given) for w in weights]
    counted = [w for w in arrays if w.is_parameter]
    rule = sum_of([product_of(tuple(w.shape)) for w in counted])
    params = Lines("params", rule, rule, total(w.size for w in counted)) if counted else None
    return Steps(params, (), (), tuple(Array(w.name, tuple(map(display, w.shape)), w.role) for w in arrays))
