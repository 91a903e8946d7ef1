"""PyTorch itself runs a script, on the meta device: what its modules hold, what they give, and which sizes it takes."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from symparam.algebra import Shape, evaluate
from symparam.algebra.names import BATCH_NAME as BATCH
from symparam.graph.modules import ModuleModel
from symparam.layers.torch.own import Own

SCRIPTS = Path(__file__).parent / "torch_scripts"
SAMPLES = 2  # in the batch


@dataclass(frozen=True)
class Case:
    """A script, the object that is meant, sizes to run it at, and a range over which its legal sizes are compared."""

    file: str
    made: str = "net"  # an expression in the names of the script
    at: Sequence[Mapping[str, int]] = ()
    over: Mapping[str, Iterable[int]] = field(default_factory=dict)  # axes that move together
    whole: Sequence[str] = ()  # inputs that are whole numbers, such as tokens
    model: str | None = None
    input: tuple[int, ...] | None = None
    given: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file}{f':{self.model}' if self.model else ''}"


def loaded(file: str) -> ModuleType:
    """The script, run by Python."""
    path = SCRIPTS / f"{file}.py"
    spec = importlib.util.spec_from_file_location(f"torch_scripts_{file}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


class Oracle:
    """A module of PyTorch on the meta device, in eval mode."""

    def __init__(self, case: Case) -> None:
        self.case = case
        script = loaded(case.file)
        made = eval(case.made, vars(script))
        self.parameters = list(made.parameters())  # before it moves, which unties them
        self.module = made.to("meta").eval()

    def lazy(self, model: ModuleModel, values: Mapping[str, int]) -> None:
        """Run it once, so that lazy modules have their weights."""
        self.run(model, values)

    def run(self, model: ModuleModel, values: Mapping[str, int]) -> dict[str, list[Any]]:
        """The output shapes of all calls of all modules within, by their paths. Raises what PyTorch raises."""
        import torch

        found: dict[str, list[Any]] = {}
        hooks = []
        names = dict(self.module.named_modules())
        for path, inner in names.items():

            def seen(_: Any, args: Any, output: Any, path: str = path) -> None:
                found.setdefault(path, []).append(shapes_in(output))

            hooks.append(inner.register_forward_hook(seen))
        inputs = []
        for tensor in model.inputs:
            shape = numbers(tensor.shape, values)
            name = tensor.node.layer.name
            dtype = torch.long if name in self.case.whole else torch.float32
            inputs.append((name, torch.empty(shape, dtype=dtype, device="meta")))
        try:
            with torch.no_grad(), torch.device("meta"):
                self._call(inputs)
        finally:
            for hook in hooks:
                hook.remove()
        return found

    def _call(self, inputs: list[tuple[str, Any]]) -> None:
        if hasattr(type(self.module), "forward") and len(inputs) > 1:
            self.module(**dict(inputs))
        else:
            self.module(*(x for _, x in inputs))

    def legal(self, model: ModuleModel, values: Mapping[str, int]) -> bool:
        """Whether PyTorch takes inputs of these sizes."""
        try:
            self.run(model, values)
        except (RuntimeError, ValueError, AssertionError, IndexError, TypeError, NotImplementedError):
            return False
        return True

    def state(self) -> dict[str, tuple[int, ...]]:
        """The keys of the state_dict with their shapes."""
        return {name: tuple(value.shape) for name, value in self.module.state_dict().items() if hasattr(value, "shape")}

    def count(self) -> int:
        """All parameters, each once."""
        return sum(p.numel() for p in self._parameters())

    def trainable(self) -> int:
        """Those that are trained."""
        return sum(p.numel() for p in self._parameters() if p.requires_grad)

    def _parameters(self) -> list[Any]:
        import torch

        lazy = torch.nn.parameter.UninitializedParameter
        return list(self.module.parameters()) if any(isinstance(p, lazy) for p in self.parameters) else self.parameters


def shapes_in(value: Any) -> list[tuple[int, ...]]:
    """The shapes of all tensors that a module gives, in order."""
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return [tuple(value.shape)]
    if isinstance(value, (list, tuple)):
        return [s for part in value for s in shapes_in(part)]
    return [s for part in value.values() for s in shapes_in(part)] if isinstance(value, dict) else []


def numbers(shape: Shape, values: Mapping[str, int]) -> tuple[int, ...]:
    """A shape in numbers, for so many samples."""
    return tuple(int(evaluate(n, {BATCH: SAMPLES, **values})) for n in shape)


# --- the same of the model that symparam has read ----------------------------------------------------------------


def state_of(model: ModuleModel, values: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """The keys of its state_dict with their shapes."""
    if any("*" in w.name for _, weights in model.declared for w in weights):  # so many blocks that are alike
        model = model.bound(dict(values))  # type: ignore[assignment]
    return {m.key(w.name): numbers(w.shape, values) for m, weights in model.declared for w in weights}


def count_of(model: ModuleModel, values: Mapping[str, int], trainable: bool = False) -> int:
    """Its parameters, each once."""
    sizes = {
        m.key(w.name): int(evaluate(w.shape.volume, values))
        for m, weights in model.declared
        for w in weights
        if w.role != "buffer" and (w.trainable or not trainable)
    }
    return sum(n for key, n in sizes.items() if model.owners[key] == key)


def outputs_of(model: ModuleModel, values: Mapping[str, int]) -> dict[str, list[list[tuple[int, ...]]]]:
    """The output shapes of all calls of all layers of torch.nn, by their first paths."""
    found: dict[str, list[Any]] = {}
    paths: dict[int, str] = {}
    for m in model.modules:
        if m.layer is not None and not isinstance(m.layer, Own):
            paths.setdefault(m.layer.identity, m.path)
    layers = [m for m in model.modules if m.layer is not None and not isinstance(m.layer, Own)]
    own = {m.path: m for m in layers if m.visits}  # with a forward of the script
    for m in own.values():
        found[m.path] = [[numbers(t.shape, values) for t in v.outputs] for v in m.visits]
    for node in sorted(model.nodes, key=lambda n: n.serial):
        if node.layer.identity in paths and paths[node.layer.identity] not in own:
            made = [numbers(s, values) for s in node.shapes]
            found.setdefault(paths[node.layer.identity], []).append(made)
    return found


def is_legal(model: ModuleModel, values: Mapping[str, int]) -> bool:
    """Whether all its conditions hold."""
    needs = [need for _, need in model.conditions(*model.xs)]
    needs += [condition.need for condition in model.facts.conditions]
    return all(need.bind(values).holds() for need in needs)
