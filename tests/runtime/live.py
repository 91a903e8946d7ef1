"""What is alive while PyTorch runs, counted without a GPU, and what it keeps for the backward pass."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from typing import Any

from ..frameworks import framework

torch = framework("torch", "torch")
from torch.utils._python_dispatch import TorchDispatchMode  # noqa: E402
from torch.utils._pytree import tree_leaves  # noqa: E402


class Live(TorchDispatchMode):  # type: ignore[misc]
    """Bytes of all memory that tensors have, now and at most, also where they are on the device ``meta``."""

    def __init__(self, tensors: Iterable[Any]) -> None:
        super().__init__()
        self.sizes: dict[int, int] = {}
        self.now = self.most = 0
        for tensor in tensors:
            self.count(tensor)

    def count(self, tensor: Any) -> None:
        memory = tensor.untyped_storage()
        key = memory._cdata
        if key not in self.sizes:
            self.sizes[key] = memory.nbytes()
            self.now += memory.nbytes()
            self.most = max(self.most, self.now)
            weakref.finalize(memory, self.drop, key)

    def drop(self, key: int) -> None:
        self.now -= self.sizes.pop(key, 0)

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = function(*args, **(kwargs or {}))
        for tensor in tree_leaves(result):
            if isinstance(tensor, torch.Tensor):
                self.count(tensor)
        return result


def kept(run: Callable[[], Any], weights: Iterable[Any]) -> int:
    """Bytes that autograd keeps of a forward pass, each piece of memory once, without the weights."""
    own = {w.untyped_storage()._cdata for w in weights}
    seen: dict[int, Any] = {}

    def pack(tensor: Any) -> Any:
        memory = tensor.untyped_storage()
        if memory._cdata not in own:
            seen.setdefault(memory._cdata, memory)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        result = run()
    del result
    return sum(memory.nbytes() for memory in seen.values())


def step(model: Any, x: Any, loss: Callable[[Any], Any], optimizer: Callable[[Any], Any]) -> int:
    """The most that the second of two steps has at once."""
    weights = list(model.parameters())
    with Live([*weights, *model.buffers(), x]) as live:
        chosen = optimizer([w for w in weights if w.requires_grad])
        for _ in range(2):
            chosen.zero_grad()
            live.most = live.now
            y = model(x)
            value = loss(y)
            value.backward()
            chosen.step()
            del y, value
    return live.most
