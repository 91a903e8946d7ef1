"""math and numpy, on numbers and on shapes; data stays unknown."""

from __future__ import annotations

import ast
import math
import string
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

from ..several import several
from .arguments import argument
from .arrays import JOINED, array_function, as_array, grid_shape, product_of
from .builtin_functions import some_unknown
from .data_slices import stacked
from .faults import surely
from .iteration import as_range
from .numbers import bare, is_whole, order, plain, whole_part
from .operators import CARRYING, operated, spread
from .values import Arange, Array, Grid, Measure, Number, Quotient, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

CONSTANTS: dict[str, Value] = {
    "math.pi": math.pi,
    "math.e": math.e,
    "math.inf": math.inf,
    "np.pi": math.pi,
    "np.e": math.e,
    "np.inf": math.inf,
    "np.newaxis": None,
    "np.nan": math.nan,
    "math.nan": math.nan,
    "sys.version_info": (3, 11, 0),
    "sys.platform": "linux",
    "sys.maxsize": 2**63 - 1,
    "typing.TYPE_CHECKING": False,
    **{
        f"string.{name}": getattr(string, name)
        for name in (
            "ascii_letters",
            "ascii_lowercase",
            "ascii_uppercase",
            "digits",
            "hexdigits",
            "octdigits",
            "printable",
            "punctuation",
            "whitespace",
        )
    },
}
FLOATS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "exp": math.exp,
    "pow": math.pow,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "power": math.pow,
    "gcd": math.gcd,
    "radians": math.radians,
    "cbrt": lambda x: round(x ** (1 / 3), 12),
    "factorial": lambda x: math.factorial(x) if x < 100 else math.inf,
    "comb": lambda n, k: math.comb(n, k) if n < 1000 else math.inf,
    "trunc": math.trunc,
    "fabs": math.fabs,
    "isqrt": math.isqrt,
    "fmod": math.fmod,
    "copysign": math.copysign,
    "lcm": math.lcm,
    "hypot": math.hypot,
}
REAL = ("sqrt", "log", "log2", "log10", "exp", "pow", "sin", "cos", "tanh", "power", "radians")
LIKE_BUILTINS = {
    "abs": "abs",
    "absolute": "abs",
    "int32": "int",
    "int64": "int",
    "int_": "int",
    "float32": "float",
    "float64": "float",
    "max": "max",
    "min": "min",
    "amax": "max",
    "amin": "min",
    "sum": "sum",
    "round": "round",
    "maximum": "max",
    "minimum": "min",
    "around": "round",
    "rint": "round",
}
LARGEST = {"int8": 2**7 - 1, "uint8": 2**8 - 1, "int16": 2**15 - 1, "uint16": 2**16 - 1}  # numpy 2 refuses others
OPERATORS: dict[str, type[ast.operator]] = {
    "mod": ast.Mod,
    "remainder": ast.Mod,
    "floor_divide": ast.FloorDiv,
    "divide": ast.Div,
    "true_divide": ast.Div,
    "add": ast.Add,
    "subtract": ast.Sub,
    "multiply": ast.Mult,
}
KEEPING = (*REAL, "abs", "absolute", "clip", "round", "nan_to_num", "array")
RANDOM = (
    "random.random",
    "random.normal",
    "random.uniform",
    "random.randint",
    "random.rand",
    "random.randn",
    "random.sample",
    "random.random_sample",
    "random.standard_normal",
    "random.multivariate_normal",
    "random.choice",
    "random.permutation",
)


CHOSEN = ("random.choice", "random.permutation")  # of other values


def _drawn(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """random.normal(…, size) and its like; rows of multivariate_normal(mean, cov, size) are as long as the mean."""
    if name in CHOSEN:
        size = argument(args, keywords, 1, "size") if name == "random.choice" else args[0] if args else None
        surely(is_whole(size) or isinstance(size, (tuple, list)))
        return _shaped(size)
    if name != "random.multivariate_normal":
        last = args[-1] if args else None
        shape = keywords.get("size", tuple(args) if name in ("random.rand", "random.randn") else last)
        surely(isinstance(shape, (tuple, list)))
        return _shaped(shape)
    named = dict(zip(("mean", "cov", "size"), args, strict=False)) | keywords
    mean: Any = named.get("mean")
    surely(isinstance(mean, (list, tuple, Array)))
    length = mean.shape[0] if isinstance(mean, Array) else len(mean)
    return _shaped((*several(named.get("size", ())), length))


def numeric(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """math.name(…) or numpy.name(…)."""
    if name in WHOLE:
        return WHOLE[name](m, name, args, keywords, node)
    if name in OPERATORS and len(args) == 2:
        return operated(m, OPERATORS[name], args[0], args[1], node)
    if arrays := [a for a in args if isinstance(a, Array)]:
        if name in KEEPING:
            return Array(reduce(spread, arrays).shape)
        args = [as_range(m, a, node) if isinstance(a, Arange) else a for a in args]
        surely(not any(isinstance(a, Array) for a in args))
    if name in LARGEST and len(args) == 1 and isinstance(args[0], Number) and args[0].value is not None:
        return _fitting(m, name, args[0], node)
    if name in LIKE_BUILTINS and args:
        return m.builtins[LIKE_BUILTINS[name]].call(m, node, args, {})
    if name in FLOATS and args and not some_unknown(args):
        with m.guarded(node) as result:
            result.append(_real(m, name, args, node))
        return result[0]
    return m.unknown(node)


def _fitting(m: Machine, name: str, value: Number, node: ast.expr) -> Value:
    """numpy.uint8(n) and its like: the number, where it is not too large."""
    with m.guarded(node) as result:
        fits = order(m, ast.LtE, value, LARGEST[name], node) and order(m, ast.GtE, value, 0, node)
        result.append(value if fits else m.fail(node, "OverflowError", f"{value} is out of bounds for {name}"))
    return result[0]


def _product(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    surely(args)
    return product_of(m, args[0], node)


def _range(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    count = args[0] if len(args) == 1 else None
    if isinstance(count, (float, Quotient)):
        count = _rounded(m, "ceil", [count], {}, node)
    return Arange((count,), (count,)) if is_whole(count) else m.builtins["range"].call(m, node, args, {})


def _linspace(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    given = dict(zip(("start", "stop", "num"), args, strict=False)) | keywords
    surely({"start", "stop"} <= given.keys() <= {"start", "stop", "num", "dtype"})
    ends = (given["start"], given["stop"], given.get("num", 50))
    surely(not some_unknown(list(ends)))
    with m.guarded(node) as result:
        first, last, count = plain(m, ends, node)
        m.budget.fill(int(count))
        result.append(Grid(first + (last - first) * i / max(count - 1, 1) for i in range(count)))
    return result[0]


def _filled(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    surely(args)
    return _shaped(args[0])


def _real(m: Machine, name: str, args: list[Value], node: ast.expr) -> Value:
    """A function of real numbers; what is a real number itself pins nothing before it decides something."""
    if name in REAL and any(isinstance(a, CARRYING) for a in args):
        return Measure.of(FLOATS[name](*map(bare, args)), *args)
    return FLOATS[name](*(plain(m, a, node) for a in args))


def _rounded(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    surely(args and not some_unknown(args))
    with m.guarded(node) as result:
        if isinstance(args[0], Quotient):
            value = whole_part(m, args[0], node, round_up=name == "ceil")
            result.append(value if not isinstance(value, float) else getattr(math, name)(value))
        else:
            result.append(getattr(math, name)(plain(m, args[0], node)))
    return result[0]


def _shaped(shape: Value) -> Value:
    return Array(several(shape))


def _meshgrid(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """One array for each axis, all of the shape of the grid."""
    surely(all(isinstance(a, (list, range)) or (isinstance(a, Array) and len(a.shape) == 1) for a in args))
    sizes = [a.shape[0] if isinstance(a, Array) else len(a) for a in args]
    surely(keywords.get("sparse") is not True)
    shape = grid_shape(sizes, keywords.get("indexing", "xy"))
    return [Array(shape) for _ in sizes]


def _grid(value: Value) -> Value:
    return Grid(map(_grid, value)) if isinstance(value, (list, tuple)) else value


def _array(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    value = args[0] if args else None
    if isinstance(value, Array):
        return value
    if isinstance(value, (list, tuple, Unknown)) and (array := stacked(m, value, node)) is not None:
        return array
    if isinstance(value, (list, tuple)) and len(value) <= 64 and not some_unknown(list(value)):
        return _grid(value)
    if isinstance(array := as_array(value), Array):
        return array
    return m.unknown(node, value.why if isinstance(value, Unknown) else "")


def _stack(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    of_unknown = bool(args) and isinstance(args[0], Unknown)
    return (_array if of_unknown else array_function)(m, name, args, keywords, node)


def _eye(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """numpy.eye(n, m): ones on the diagonal of a matrix."""
    rows = argument(args, keywords, 0, "N" if name == "eye" else "n")
    columns = argument(args, keywords, 1, "M") if name == "eye" else None
    shape = (rows, rows if columns is None else columns)
    surely(all(map(is_whole, shape)))
    return Array(shape)


Handler = Callable[["Machine", str, list[Value], dict[str, Value], Any], Value]
# functions that see their arguments whole; any other is of numbers, or of the elements of one array
WHOLE: dict[str, Handler] = {
    **dict.fromkeys(("ceil", "floor"), _rounded),
    **dict.fromkeys(("prod", "product"), _product),
    **dict.fromkeys(("zeros", "ones", "empty", "full"), _filled),
    **dict.fromkeys(RANDOM, _drawn),
    **dict.fromkeys(("array", "asarray"), _array),
    **dict.fromkeys(("eye", "identity"), _eye),
    "meshgrid": _meshgrid,
    "arange": _range,
    "linspace": _linspace,
    **dict.fromkeys(("expand_dims", "reshape", "squeeze", "transpose", *JOINED), array_function),
    "stack": _stack,
}
