"""The module's own forward, run on proxies: each function and each layer goes to the table of rules."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sympy import Expr

from ...algebra import Need, Shape, maximum, minimum, names_in
from ...errors import UnknownLayer
from ...graph import Tensor, functions
from ...graph.modules import Visit, constant, visit
from ...graph.tensor import call as call_layer
from ...graph.tensor import conditions
from ...interpreter.symbols import Symbols, operate
from ...layers.torch.calls import bind_forward
from ...layers.torch.masks import MASKS, mask_needs
from ..both_ways import Known
from ..rerun import OTHER_WAYS, on_all_ways
from ..torch_script.paths import canonical
from ..torch_script.probing import FIRST, UNCHANGING
from ..torch_script.settling import First
from ..torch_script.singles import SQUEEZE, without_singles
from ..torch_script.unbinding import UNBIND, unbound
from .forward import Forward
from .sizes import Ratio, Size, extreme, formula_of, sized

MAKING = (
    "zeros",
    "ones",
    "empty",
    "full",
    "rand",
    "randn",
    "arange",
    "linspace",
    "eye",
    "randint",
    "tril_indices",
    "from_numpy",
)
SAME = frozenset(["to", "cuda", "cpu", "detach", "clone", "contiguous", "float", "half", "type", "type_as", "data"])
INERT = frozenset(["device", "dtype", "requires_grad", "generator", "layout", "pin_memory", "memory_format"])


class Settled(Exception):
    """A layer leaves an axis of an input only one size."""

    def __init__(self, name: str, size: Any) -> None:
        super().__init__()
        self.name, self.size = name, size


class Told(Exception):
    """A layer takes the input first, or a function that says little of its shape."""

    def __init__(self, name: str, layer: Any, what: str) -> None:
        super().__init__()
        self.name, self.layer, self.what = name, layer, what


class Proxy:
    """A tensor in the forward; the first one without a shape stands for the input that is not known yet."""

    def __init__(self, trace: Trace, tensor: Tensor | None, name: str = "") -> None:
        self._trace, self._tensor, self._name = trace, tensor, name

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        import torch

        path = torch.overrides.resolve_name(func) or getattr(func, "__name__", str(func))
        path = canonical(path).replace("torch.Tensor.", "Tensor.").replace("torch._C._nn.", "torch.nn.functional.")
        return _trace_in((args, kwargs or {})).function(path, args, kwargs or {})

    @property
    def shape(self) -> Any:
        """Its sizes."""
        return self._trace.shape(self)

    def size(self, dim: Any = None) -> Any:
        """Its sizes, or one of them."""
        return self.shape if dim is None else self.shape[dim]

    def dim(self) -> int:
        """How many axes it has."""
        return len(self.shape)

    ndim = property(dim)
    dtype = property(lambda self: self._trace.dtype)
    device = property(lambda self: self._trace.device)
    requires_grad = is_cuda = is_sparse = is_nested = is_quantized = False

    @property
    def is_leaf(self) -> bool:
        """Whether no computation has made it."""
        return False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("T", "mT", "H", "mH", "real", "imag"):
            return self._trace.function(f"Tensor.{name}", [self], {})
        if name == "data":
            return self
        if name in SAME:
            return lambda *args, **keywords: self
        return lambda *args, **keywords: self._trace.function(f"Tensor.{name}", [self, *args], keywords)

    __hash__ = object.__hash__

    def __setitem__(self, index: Any, value: Any) -> None:
        """The numbers of a part are changed, which leaves the shape."""

    def __len__(self) -> int:
        return int(self.shape[0])

    def __iter__(self) -> Iterator[Any]:
        return iter([self._trace.function("Tensor.__getitem__", [self, i], {}) for i in range(len(self))])

    def __bool__(self) -> bool:
        from ...errors import ReadError

        raise ReadError("the forward decides by the numbers of a tensor, which are not known")


def _method(name: str) -> Any:
    return lambda self, *args: self._trace.function(f"Tensor.{name}", [self, *args], {})


OPERATORS = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "radd", "rsub", "rmul", "rtruediv", "rpow"),
    *("rmatmul", "and", "or", "xor", "invert", "neg", "lt", "le", "gt", "ge", "eq", "ne", "getitem", "abs"),
)
for _name in OPERATORS:
    setattr(Proxy, f"__{_name}__", _method(f"__{_name}__"))
for _name in ("add", "sub", "mul", "truediv"):
    setattr(Proxy, f"__i{_name}__", _method(f"__i{_name}__"))


def _trace_in(value: Any) -> Trace:
    found = _find(value, Proxy)
    assert isinstance(found, Proxy)
    return found._trace


def _find(value: Any, kind: Any) -> Any:
    """The first value of a kind in a structure, or None."""
    if isinstance(value, kind):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return next((found for part in parts if (found := _find(part, kind)) is not None), None)


class Trace:
    """One run of a forward."""

    def __init__(self, symbols: Symbols, layers: dict[int, Any], open_axes: frozenset[str]) -> None:
        import torch

        self.symbols, self.layers, self.open = symbols, layers, open_axes
        self.visited: list[tuple[int, Visit]] = []  # the forwards that were run, by the identities of their modules
        self.computed: list[Tensor] = []
        self.deciding: set[int] = set()  # modules whose forward has compared sizes
        self.ways: dict[Any, Known] = {}  # through the forward of a module on arguments of such sizes
        self.spare = OTHER_WAYS  # calls on other ways that may be made
        self.sizes: set[Any] = set()  # of tensors that the forward has seen
        self.first = First()
        self.dtype, self.device = torch.float32, torch.device("cpu")

    def shape(self, proxy: Proxy) -> Any:
        """The sizes of a tensor as the forward sees them."""
        if proxy._tensor is None:
            raise Told(proxy._name, None, "its shape")
        self.sizes.update(n for n in proxy._tensor.shape if not isinstance(n, int))
        return tuple(sized(n, self.symbols) for n in proxy._tensor.shape)

    def function(self, path: str, args: Any, keywords: Any) -> Any:
        """A function of torch on proxies."""
        if (unknown := self._unknown((args, keywords))) is not None:
            if path.rpartition(".")[2] in UNCHANGING:
                return unknown
            last = path.rpartition(".")[2]
            raise Told(unknown._name, FIRST.get(last), last)
        if path == "Tensor.__getitem__":
            args = self._cropped(*args)
        named = {k: self.taken(v) for k, v in keywords.items() if k not in INERT}
        given = [self.taken(a) for a in args]
        if path in SQUEEZE:
            given, named = without_singles(
                self.symbols, given, named, lambda x, i: functions.call("torch.select", [x, i, 0], {}), "forward"
            )
        if path in UNBIND:
            parts = unbound(
                self.symbols, given, named, lambda x, d, i: functions.call("torch.select", [x, d, i], {}), path
            )
            if parts is not None:
                return self.given(parts)
        try:
            made = functions.call(path, given, named)
        except UnknownLayer:
            if path.startswith("Tensor.") and path.endswith("_"):
                return args[0]
            raise
        if path.rpartition(".")[2] in FIRST and isinstance(made, Tensor):
            self._settle(made.node.needs)
        self.symbols.tick += 1
        return self.given(made)

    def _cropped(self, x: Any, index: Any) -> tuple[Any, Any]:
        """x[:, :, top : top + h], where h is the size of another tensor: so many from there, which must be there."""
        parts = list(index) if isinstance(index, tuple) else [index]
        if any(part is None or part is Ellipsis for part in parts):
            return x, index
        for axis, part in enumerate(parts):
            if not (isinstance(part, slice) and part.step is None and isinstance(part.start, (int, Size))):
                continue
            if not isinstance(part.stop, Size) or (isinstance(part.start, int) and part.start <= 0):
                continue
            length = operate("Sub", part.stop.formula, formula_of(part.start))
            if length in self.sizes:
                x = self.function("torch.narrow", [x, axis, part.start, length], {})
                if isinstance(part.start, Size):
                    need = Need(part.start.formula, ">=", 0, "a part begins within the axis")
                    self.symbols.require(need, "forward")
                parts[axis] = slice(None)
        return x, tuple(parts) if isinstance(index, tuple) else parts[0]

    def _unknown(self, value: Any) -> Any:
        """The first input in a structure whose shape is not known yet, or None."""
        return next((p for p in _all(value) if p._tensor is None), None)

    def taken(self, value: Any) -> Any:
        """A value of the forward as the functions take it."""
        if isinstance(value, Proxy):
            return value._tensor
        if isinstance(value, Size):
            return formula_of(value)
        if isinstance(value, Ratio):
            return float(value)
        if hasattr(value, "shape") and hasattr(value, "dtype"):
            return constant(Shape(value.shape))
        if isinstance(value, (list, tuple)):
            return (
                type(value)(map(self.taken, value)) if type(value) in (list, tuple) else tuple(map(self.taken, value))
            )
        if isinstance(value, slice):
            return slice(*map(self.taken, (value.start, value.stop, value.step)))
        return value

    def given(self, value: Any) -> Any:
        """What a function gives, as the forward sees it."""
        if isinstance(value, Tensor):
            self.computed.append(value)
            return Proxy(self, value)
        if isinstance(value, Expr):
            return sized(value, self.symbols)
        if isinstance(value, Shape):
            return tuple(sized(n, self.symbols) for n in value)
        if hasattr(value, "_fields"):
            return type(value)(*map(self.given, value))
        return type(value)(map(self.given, value)) if isinstance(value, (list, tuple)) else value

    def module(self, original: Any, module: Any, args: Any, keywords: Any) -> Any:
        """A module is called."""
        if _find((args, keywords), (Proxy, Size)) is None:
            return original(module, *args, **keywords)
        layer = self.layers.get(id(module))
        if layer is None:
            start = visit()
            result = self._forward(module, args, keywords)
            made = tuple(p._tensor for p in _all(result) if p._tensor is not None)
            self.visited.append((id(module), Visit(made, start, visit())))
            return result
        if (unknown := self._unknown((args, keywords))) is not None:
            if layer.family in ("activation", "regularization"):
                return unknown
            raise Told(unknown._name, layer, layer.type_name)
        return self._layer(layer, args, keywords)

    def _forward(self, module: Any, args: Any, keywords: Any) -> Any:
        """What a forward gives, on all ways that sizes may go through it."""
        return on_all_ways(Forward(self, module, args, keywords), id(module), (Settled, Told))

    def _layer(self, layer: Any, args: Any, keywords: Any) -> Any:
        names = layer.forward or layer.call

        def one(name: str, value: Any) -> Any:
            return self.taken(value) if name in layer.call else value if name in layer.call_options else None

        given = [one(name, value) for name, value in zip(names, args, strict=False)]
        layer, inputs = bind_forward(layer, given, {k: one(k, v) for k, v in keywords.items()})
        self._settle(layer.needs(*(t.shape for t in inputs)) if self.open else ())
        self.first.note(layer, inputs)
        made = call_layer(layer, inputs)
        passed = (*zip(names, args, strict=False), *keywords.items())
        masks = {name: self.taken(v).shape for name, v in passed if name in MASKS and hasattr(v, "shape")}
        for need in conditions(layer, mask_needs(layer, masks, [t.shape for t in inputs])):
            self.symbols.require(need, layer.name or layer.type_name)
        self.computed += made
        self.symbols.tick += 1
        return layer.arrange([Proxy(self, t) for t in made])

    def _settle(self, needs: Iterable[Need]) -> None:
        """Where only one size of an axis of the input is taken, the axis has that size. Raises Settled."""
        for need in needs:
            for a, b in ((need.left, need.right), (need.right, need.left)):
                if need.op == "==" and isinstance(a, Expr) and a.is_Symbol and a.name in self.open - names_in(b):
                    raise Settled(a.name, b)

    @contextmanager
    def running(self, root: Any) -> Iterator[None]:
        """While the forward runs, modules, parameters and what makes tensors are the trace's own."""
        import torch

        original = torch.nn.Module.__call__
        largest, smallest = max, min
        kept = [(m, dict(m._parameters), dict(m._buffers)) for m in root.modules()]
        attributes = [(m, dict(m.__dict__)) for m in root.modules()]
        made = {name: getattr(torch, name) for name in MAKING}
        proxies: dict[int, Proxy] = {}
        variable: Any = type(torch.autograd.Variable)
        variable.__call__ = lambda cls, value, *args, **keywords: value
        torch.nn.Module.__call__ = lambda module, *args, **keywords: self.module(  # type: ignore[method-assign]
            original, module, args, keywords
        )
        try:
            for m, parameters, buffers in kept:
                for held, values in ((m._parameters, parameters), (m._buffers, buffers)):
                    for name, value in values.items():
                        if value is not None:
                            held[name] = proxies.setdefault(id(value), Proxy(self, constant(Shape(value.shape))))
            for name, function in made.items():
                setattr(torch, name, self._maker(name, function))
            builtins.max, builtins.min = extreme(max, maximum), extreme(min, minimum)
            yield
        finally:
            builtins.max, builtins.min = largest, smallest
            delattr(variable, "__call__")
            torch.nn.Module.__call__ = original  # type: ignore[method-assign]
            for m, own in attributes:
                m.__dict__.clear()
                m.__dict__.update(own)
            for m, parameters, buffers in kept:
                m._parameters.update(parameters)
                m._buffers.update(buffers)
            for name, function in made.items():
                setattr(torch, name, function)

    def _maker(self, name: str, function: Any) -> Any:
        def make(*args: Any, **keywords: Any) -> Any:
            if _find((args, keywords), (Proxy, Size)) is None:
                return Proxy(self, constant(Shape(function(*args, **keywords).shape)))
            return self.function(f"torch.{name}", args, keywords)

        return make


def _all(value: Any) -> Iterator[Proxy]:
    """All proxies in a structure."""
    if isinstance(value, Proxy):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
        yield from _all(part)


proxies_in = _all
