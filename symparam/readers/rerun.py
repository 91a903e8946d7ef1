"""A forward that can be run again on other ways, with what its runs record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ..algebra import Dim, Shape
from ..graph import Tensor
from ..graph.modules import Visit
from ..interpreter.symbols import Symbols
from ..layers.layer import Layer
from ..layers.torch.base import TorchLayer
from .both_ways import Known, Seen, Walker

if TYPE_CHECKING:
    from .torch_script.settling import First

OTHER_WAYS = 6000  # calls on other ways than the first that one reading may make
Kept = tuple[int, int, dict[Any, Any], dict[Any, Any], "First", dict[str, Any], list[Tensor], list[Any]]


class Records(Protocol):
    """What is recorded while a model's forward runs."""

    computed: list[Tensor]
    visited: list[tuple[int, Visit]]
    first: First
    spare: int  # calls on other ways that may still be made
    deciding: set[int]  # modules whose forward has compared sizes
    ways: dict[Any, Known]  # through the forward of a module on arguments of such sizes


def visits_of(records: Records) -> dict[int, list[Visit]]:
    """The forwards that were run, by the identities of their modules."""
    found: dict[int, list[Visit]] = {}
    for module, visit in records.visited:
        found.setdefault(module, []).append(visit)
    return found


class Rerun:
    """The forward of a module on some arguments; ``attributes`` are those of the module, which it may change."""

    def __init__(
        self, records: Records, symbols: Symbols, attributes: dict[str, Any], args: Any, keywords: Any
    ) -> None:
        self.records, self.symbols, self.attributes = records, symbols, attributes
        self.args, self.keywords = args, keywords

    def run(self) -> Any:
        """What it returns."""
        raise NotImplementedError

    def part(self, value: Any) -> Any:
        """A value of the forward as a tensor, a size or what it is."""
        return value

    def kept(self) -> Kept:
        """What has been recorded until now; of lists that only grow the lengths."""
        records, symbols = self.records, self.symbols
        lengths = len(records.computed), len(records.visited)
        state = dict(symbols.conditions), dict(symbols.pins), records.first.copy(), dict(self.attributes)
        return (*lengths, *state, [], [])

    def ended(self, before: Kept) -> Kept:
        """The same, with what has been recorded since."""
        computed, visited, *_ = before
        now = self.kept()
        return (computed, visited, *now[2:6], self.records.computed[computed:], self.records.visited[visited:])

    def put(self, kept: Kept) -> None:
        """Let the records be as they were."""
        computed, visited, conditions, pins, first, attributes, more, visits = kept
        self.records.computed[computed:] = more
        self.records.visited[visited:] = visits
        self.symbols.conditions, self.symbols.pins = dict(conditions), dict(pins)
        self.records.first = first.copy()
        self.attributes.clear()
        self.attributes.update(attributes)

    def seen(self, result: Any, before: Kept) -> Seen:
        """The calls of modules and of what multiplies, the forwards within, and what comes out."""
        calls = [t for t in self.records.computed[before[0] :] if t.index == 0]
        self.records.spare -= len(calls)
        sizes: list[Dim] = []
        forms: list[Any] = []
        for tensor in calls:
            layer = tensor.node.layer
            rule: Any = type(getattr(layer, "module", layer))
            if isinstance(layer, TorchLayer) or rule.macs is not Layer.macs:
                name = layer.identity if isinstance(layer, TorchLayer) else layer.type_name
                forms.append((name, [self._form(shape, sizes) for shape in tensor.node.shapes]))
        for module, visit in self.records.visited[before[1] :]:
            forms.append((module, [self._form(t.shape, sizes) for t in visit.outputs]))
        forms.append(self._form(result, sizes))
        needs = {(n.left, n.op, n.right) for t in calls for n in t.node.needs if not n.is_number}
        needs |= {(c.need.left, c.need.op, c.need.right) for c in self.symbols.conditions if c not in before[2]}
        return Seen(forms, tuple(sizes), frozenset(needs), frozenset(self.symbols.pins))

    def may(self) -> bool:
        """Whether another way may be followed."""
        return self.records.spare > 0

    def key(self) -> Any:
        """By which a call is known again: the form and the sizes of its arguments."""
        sizes: list[Dim] = []
        return str(self._form((self.args, self.keywords), sizes)), tuple(sizes)

    def _form(self, value: Any, sizes: list[Dim]) -> Any:
        """The form of a value, whose sizes are put among the others."""
        value = self.part(value)
        if isinstance(value, Tensor):
            return ["tensor", self._form(value.shape, sizes)]
        if isinstance(value, dict):
            return [(key, self._form(part, sizes)) for key, part in value.items()]
        if isinstance(value, (list, tuple, Shape)):
            return [type(value).__name__, *(self._form(part, sizes) for part in value)]
        if isinstance(value, int) or hasattr(value, "free_symbols"):
            sizes.append(value)
            return "size"
        return value if value is None or isinstance(value, (str, float)) else id(value)


def on_all_ways(forward: Rerun, module: int, raised: tuple[type[BaseException], ...]) -> Any:
    """What the forward of a module gives, on all ways that sizes may go through it; ``raised`` ends another way."""
    records = forward.records
    key = (module, *forward.key()) if module in records.deciding else None
    result, known = Walker(forward, forward.symbols.choices, raised).walk(records.ways.get(key))
    if known is not None and known[0]:
        records.deciding.add(module)
        records.ways[key or (module, *forward.key())] = known
    return result
