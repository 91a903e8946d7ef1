"""Rows, totals and conditions: everything that a printer needs, and nothing about printing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast, overload

from sympy import Expr, Integer

from .algebra import Bindings, Condition, Dim, Shape, bind, gathered, names_in, size
from .algebra.coerce import Value, as_dim
from .algebra.domain.asked import asked
from .algebra.names import BATCH_NAME as NAME
from .algebra.natural import Natural
from .algebra.symbols import Symbols
from .errors import ConditionError, NoRow, RequestError, SizeError, UnknownName, nearest
from .facts import Assumption, Facts
from .frozen import dataclass
from .outlets import Outlets
from .row import Branch, Row
from .uncollected import uncollected
from .weight import Weight

if TYPE_CHECKING:
    from .algebra.domain import Domain
    from .algebra.domain.refusal import Refusal


DETAILS = ("input", "kernel", "stride", "padding", "share")  # columns that a table may have besides


@dataclass(frozen=True)
class Shown:
    """Costs by name, the options with which they are counted, and further columns."""

    names: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    details: tuple[str, ...] = ()  # further columns of the table: input, kernel, stride, padding, share


@dataclass(frozen=True)
class Report(Outlets):
    """The formulas of a model: rows, totals, conditions, and the sizes that its source knows.

    Counts are SymPy expressions, and ints once every symbol is bound.
    """

    name: str
    rows: tuple[Row, ...]
    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]
    conditions: tuple[Condition, ...] = ()
    facts: Facts = Facts()
    depths: frozenset[str] = frozenset()  # symbols that count blocks, of which there may be none
    shown: Shown = Shown()  # costs that printers add to their tables
    library: str = "keras"  # whose names, counts and order of rows it has: keras, torch, transformers
    tree: tuple[Branch, ...] = ()  # the modules that hold others, in the order of registration

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(row._handed_out(self.read) for row in self.rows))

    def __repr__(self) -> str:
        return f"Report({self.name}: {_counted(self.rows)}, {self.params} parameters)"

    def __str__(self) -> str:
        return str(self.to("text"))

    # --- rows ---------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __contains__(self, row: object) -> bool:
        return any(row in (r.name, r) for r in self.rows)

    @overload
    def __getitem__(self, key: str | int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, key: str | int | slice) -> Row | tuple[Row, ...]:
        """A row by its name or its place: ``report["dense"]``, ``report[-1]``.

        Raises NoRow, which is a KeyError too, where no row has the name.
        """
        if not isinstance(key, str):
            return self.rows[key]
        found = next((r for row in self.rows for r in row.walk() if r.name == key), None)
        if found is None:
            raise NoRow(f"{self.name} has no row {key!r}; {nearest(key, [row.name for row in self.rows])}")
        return found

    def _latex(self, printer: Any) -> str:
        return str(printer._print(self.params))

    def _pretty(self, printer: Any) -> Any:
        return printer._print(self.params)

    # --- totals -------------------------------------------------------------------------------------------------

    @property
    def params(self) -> Expr:
        """All parameters, those of shared layers once."""
        return self.read(self.tally(lambda w: w.is_parameter))

    @property
    def trainable(self) -> Expr:
        """The parameters that training changes."""
        return self.read(self.tally(lambda w: w.trainable))

    @property
    def non_trainable(self) -> Expr:
        """The parameters that training leaves as they are."""
        return self.read(self.tally(lambda w: w.is_parameter and not w.trainable))

    @property
    def buffers(self) -> Expr:
        """The elements of all buffers, which PyTorch keeps beside the parameters: running means, for instance."""
        return self.read(self.tally(lambda w: not w.is_parameter))

    @property
    def partial(self) -> bool:
        """Whether a layer without a known rule is missing from the totals."""
        return any(row.unknown for row in self.rows)

    def tally(self, counts: Callable[[Weight], bool]) -> Dim:
        """The parameters of some of the weights, those of shared layers once, as the sum has them before it is read."""
        own = [w.size for row in self.rows for w in row.weights if counts(w)]
        twice = [-w.size for row in self.rows for w in row.shared if counts(w)]
        return gathered(own + twice)

    # --- costs --------------------------------------------------------------------------------------------------

    @property
    def macs(self) -> Expr:
        """Multiply–accumulates of matrix products and convolutions, for one sample."""
        return self.cost("macs")

    @property
    def flops(self) -> Expr:
        """Floating-point operations of matrix products and convolutions, for one sample: twice the MACs."""
        return self.cost("flops")

    def cost(self, name: str, **options: Any) -> Expr:
        """A cost by name (params, macs, weights, activations, peak, training, …); bytes for memory.

        Options are batch (a number or a name), dtype, optimizer, convention and activations. Raises SizeError for an
        unknown one.
        """
        from . import costs

        weights = [pair for row in self.rows for pair in row.counted]
        work = [w for row in self.rows for w in row.work()]
        value = costs.of_model(name, weights, work, self._options(name, options))
        return self._read_cost(value)

    def minus(self, other: Report, name: str = "params", **options: Any) -> Expr:
        """A cost minus that of another model; symbols of the same name are the same size."""
        rows = (*self.rows, *other.rows)
        both = Natural((n for row in rows for x in row.outputs for n in x), (row.repeat for row in rows))
        return both(gathered((self.cost(name, **options), -other.cost(name, **options))))

    def value(self, name: str = "params", **options: Any) -> int:
        """A total in numbers at the default sizes: a cost by name, as for ``cost``.

        Only the symbols that it depends on need a size. Raises SizeError where one of them has none, ConditionError
        where a default is illegal.
        """
        result = self.bind(**self.defaults).cost(name, **options)
        if len(self.defaults) < len(self.symbols) and self.refusal:  # else binding has asked every condition
            raise self.refusal.error()
        if isinstance(result, Expr) and not result.is_Integer:
            raise SizeError(_missing(sorted(names_in(result), key=[*self.symbols, *sorted(names_in(result))].index)))
        return int(result)

    def column(self, name: str, **options: Any) -> tuple[Any, ...]:
        """The cost of each row; for a receptive field a tuple with one entry per spatial axis, None where it is all.

        None where a row has no share in it. The options are those of ``cost``.
        """
        return tuple(map(self._read_cost, self.counts(name, **options)))

    def counts(self, name: str, **options: Any) -> tuple[Any, ...]:
        """The same in no particular form: to be summed and evaluated, and not to be read."""
        from . import costs

        parts = [([(w, 1) for w in row.weights], row.work()) for row in self.rows]
        return tuple(costs.of_rows(name, parts, self._options(name, options)))

    def with_costs(self, *names: str, **options: Any) -> Report:
        """The report with costs as further columns of what it prints: ``report.with_costs("macs", "peak").show()``."""
        from . import costs

        for name in names:
            costs.cost(name)
        costs.options(**options)
        return replace(self, shown=replace(self.shown, names=names, options=options))

    def with_details(self, *names: str) -> Report:
        """The report with further columns in its table: input, kernel, stride, padding, share (of the parameters).

        Raises RequestError for another name.
        """
        strange = next((name for name in names if name not in DETAILS), None)
        if strange is not None:
            raise RequestError(f"there is no column {strange!r}; the columns are {', '.join(DETAILS)}")
        return replace(self, shown=replace(self.shown, details=names))

    def counting(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The options of costs, with the type that the source names where none is given."""
        from . import costs

        own = {"dtype": self.facts.dtype} if costs.known(self.facts.dtype) else {}
        return {**own, **{name: value for name, value in given.items() if value is not None}}

    def spelled(self, sizes: Mapping[str, Any]) -> dict[str, Any]:
        """Sizes by the names of the report's symbols, where they are given by other names of the source."""
        aliases = {name: size(letter) for name, letter in self.facts.aliases.items() if letter in self.symbols}

        def said(name: str, value: Any) -> Any:
            if isinstance(value, Expr):
                return bind(value, aliases)
            plain = not isinstance(value, str) or not aliases.keys() & set(re.findall(r"\w+", value))
            return value if plain else bind(as_dim(name, value), aliases)

        return {str(aliases.get(name, name)): said(name, value) for name, value in sizes.items()}

    def _options(self, name: str, given: Mapping[str, Any]) -> Any:
        from . import costs

        return costs.options(
            **self.counting(given),
            **({"least": self.domain.smallest} if name in ("peak", "memory", "training") else {}),
        )

    def _read_cost(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._read_cost(n) for n in value)
        return None if value is None else self.read(value)

    def read(self, value: Dim) -> Any:
        """A count or a size as people read it, in the one form that every output has: the shortest."""
        found = self._natural(value)
        return found if self.is_number or not isinstance(found, int) else Integer(found)

    @cached_property
    def _natural(self) -> Natural:
        return Natural((n for row in self.rows for x in row.outputs for n in x), (row.repeat for row in self.rows))

    # --- symbols ------------------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> frozenset[str]:
        sizes = [n for x in self.inputs for n in x]
        sizes += [n for row in self.rows for x in (*row.outputs, *(w.shape for w in row.weights)) for n in x]
        sizes += [row.repeat for row in self.rows]
        sizes += [n for c in self.conditions for n in (c.need.left, c.need.right)]
        sizes += [n for row in self.rows for n in row.batches if n is not None]
        counting = self.depths & self.facts.defaults.keys()  # blocks that share their weights stand in no shape
        return counting.union(*map(names_in, set(sizes))) - {NAME}

    @property
    def is_number(self) -> bool:
        """Whether no symbol is left."""
        return not self._names

    @cached_property
    def symbols(self) -> Symbols:
        """Every symbol in the report with its default size, None where the source gives none; inputs come first.

        ``report.symbols.H`` is the symbol itself, for SymPy: ``diff(report.params, report.symbols.H)``.
        """
        first = [str(n) for x in self.inputs for n in x if isinstance(n, Expr) and n.is_Symbol]
        order = dict.fromkeys([*first, *self.facts.defaults, *sorted(self._names)])
        return Symbols({name: self.facts.defaults.get(name) for name in order if name in self._names})

    @cached_property
    def defaults(self) -> dict[str, int]:
        """The default sizes, from the source."""
        return {name: value for name, value in self.symbols.items() if value is not None}

    @property
    def pinned(self) -> dict[str, int]:
        """Names of the source that stand for one value only, because the structure depends on it."""
        return {name: value for name, (value, _) in self.facts.pinned.items()}

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What in the source was not followed, and taken not to change the model."""
        return self.facts.assumptions

    # --- binding ------------------------------------------------------------------------------------------------

    def at(self, /, **sizes: Value) -> Numbers:
        """The report in numbers; the defaults fill what is not given.

        Raises ConditionError where a size is illegal, SizeError where a symbol has no size or a name is unknown.
        """
        values = {**self.defaults, **self.sizes_of(sizes)}
        missing = [name for name in self.symbols if name not in values]
        if missing:
            raise SizeError(_missing(missing))
        bound = self.bind(**values)
        return cast("Numbers", bound) if bound.is_number else bound.at()

    @uncollected
    def bind(self, /, **values: Value) -> Report:
        """The report with some symbols bound to sizes, to other symbols by name, or to expressions.

        Raises ConditionError where a size is illegal, SizeError for a name that the report does not have.
        """
        bindings = Bindings(self.sizes_of(values))
        formulas = {name: n for name, n in bindings.items() if not isinstance(n, int)}
        bound = [*asked(formulas, self._start), *(condition.bind(bindings) for condition in self.conditions)]
        self._check_legal(bindings, bound)
        defaults = {name: n for name, n in self.facts.defaults.items() if name not in bindings}
        return replace(
            self,
            rows=tuple(row.bind(bindings) for row in self.rows),
            inputs=tuple(x.bind(bindings) for x in self.inputs),
            outputs=tuple(x.bind(bindings) for x in self.outputs),
            conditions=tuple(dict.fromkeys(c for c in bound if not c.need.is_number)),
            facts=replace(self.facts, defaults=defaults),
            tree=tuple(branch.bind(bindings) for branch in self.tree),
        )

    def sizes_of(self, values: Mapping[str, Value]) -> dict[str, Dim]:
        """Values for symbols as sizes, by the report's own names. Raises SizeError for a name that it does not have."""
        bindings: dict[str, Dim] = {}
        for name, value in self.spelled(values).items():
            if name in self.facts.pinned:
                n, why = self.facts.pinned[name]
                raise SizeError(
                    f"{name} is {n} in this model and cannot be bound: {why}; "
                    f"to change it, read the source again with {name}={value}"
                )
            if name not in self.symbols:
                has = f"it has {', '.join(self.symbols)}" if self.symbols else "it has none"
                raise UnknownName(f"{self.name} has no symbol {name}; {has}")
            bindings[name] = as_dim(name, value)
        return bindings

    def _check_legal(self, bindings: Mapping[str, Dim], bound: Iterable[Condition]) -> None:
        numbers = {name: n for name, n in bindings.items() if isinstance(n, int)}
        small = any(n < 1 and name not in self.depths for name, n in numbers.items())
        broken = next((c for c in bound if c.need.is_number and not c.need.holds()), None)
        if small or broken:
            formulas = {name: n for name, n in bindings.items() if name not in numbers}
            violations = self.domain.bind(formulas).violations(numbers)
            if violations or broken is None:
                raise violations[0].error()
            raise ConditionError.broken(broken.layer, broken.need)

    def _start(self, name: str) -> int:
        """The smallest value that a symbol can have in any model."""
        return 0 if name in self.depths else 1

    # --- validity -----------------------------------------------------------------------------------------------

    @cached_property
    def domain(self) -> Domain:
        """The sizes for which every layer is legal."""
        from .algebra.domain import Domain

        return Domain.of(self.conditions, starts=dict.fromkeys(self.depths, 0))

    @cached_property
    def refusal(self) -> Refusal | None:
        """Who refuses the default sizes, why, and which legal sizes are nearest; None where they are legal.

        A refused report has formulas, and no values.
        """
        return self.domain.refusal(self.defaults)


if TYPE_CHECKING:

    class Numbers(Report):
        """A report whose counts are ints, since every symbol is bound: what ``report.at(…)`` gives."""

        params: int
        trainable: int
        non_trainable: int
        buffers: int
        macs: int
        flops: int

        def cost(self, name: str, **options: Any) -> int: ...


def _missing(names: list[str]) -> str:
    """What a user reads where symbols have no size."""
    return f"{_and(names)} {'has' if len(names) == 1 else 'have'} no default; give {' '.join(f'{n}=…' for n in names)}"


def _and(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _counted(rows: tuple[Row, ...]) -> str:
    return "1 layer" if len(rows) == 1 else f"{len(rows)} layers"
