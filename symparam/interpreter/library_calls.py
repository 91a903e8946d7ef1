"""What an imported name gives: a library, NumPy, math and a little of everything else, by dotted path."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from .copies import copied
from .faults import ScriptExit, sure
from .flags import flag, is_flag, run
from .iteration import items_of
from .iterators import from_itertools
from .numeric import CONSTANTS, numeric
from .operators import operated
from .options import parser
from .records import NAMESPACES, from_dataclasses, namespace, tuple_class
from .scope import MISSING
from .values import Array, Builtin, Class, Filling, Function, Method, Module, Partial, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

LEAVING = ("sys.exit", "os._exit", "os.abort")
SAME = (
    "np.copy",
    "np.ascontiguousarray",
    "functools.lru_cache",
    "functools.cache",
    "np.float32",
    "np.asfarray",
    "sklearn.utils.shuffle",
)

PYTHON = ("builtins", "six.moves", "past.builtins")  # where scripts for both Pythons take builtin functions from


def constant(m: Machine, path: str, node: ast.AST) -> Value:
    """The value of a dotted name of a module."""
    name = m.library.canonical(path)
    if (option := flag(m, name)) is not None:
        return option
    if name in CONSTANTS:
        return CONSTANTS[name]
    room, _, last = name.rpartition(".")
    if room in PYTHON and last in m.builtins:
        return m.builtins[last]
    if name == "sys.argv":
        return m.unknown(node, "the arguments of the command are not known")
    if (found := m.library.constant(m, name, node)) is not MISSING:
        return found
    if (root := name.partition(".")[0]) not in UNDERSTOOD and root not in m.library.roots | m.library.data:
        return Unknown(
            path,
            getattr(node, "lineno", m.line),
            f"{path} is imported, and imports are not read",
            name.rpartition(".")[2],
            origin=path,
        )
    return Module(path)


def call_foreign(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """path(*args, **keywords)."""
    name = m.library.canonical(path)
    root, _, rest = name.partition(".")
    if name in LEAVING:
        raise ScriptExit
    if is_flag(name):
        return run(m, name, args, keywords, node)
    if name in SAME and args:
        return args[0]
    if (found := m.library.call(m, path, args, keywords, node)) is not MISSING:
        return found
    if root in ("np", "math"):
        return numeric(m, rest, args, keywords, node)  # type: ignore[arg-type]
    if name.startswith(("argparse.", "absl.flags")):
        return parser(m, name, args, keywords, node)
    found = _standard(m, name, args, keywords, node)
    if found is not None:
        return found
    return m.unknown(node)


UNDERSTOOD = frozenset(
    (
        "np",
        "math",
        "collections",
        "itertools",
        "functools",
        "operator",
        "argparse",
        "absl",
        "click",
        "copy",
        "inspect",
        "typing",
        "builtins",
        "numbers",
        "__future__",
    )
)


def _standard(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """Python's own library: the little that model code takes from it; None for anything else."""
    root, _, rest = name.partition(".")
    handler = STANDARD.get(name) or STANDARD.get(root) or STANDARD.get(name.rpartition(".")[2])
    return None if handler is None else handler(m, rest, args, keywords, node)


def _default_dict(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    made = m.builtins["dict"].call(m, node, args[1:], keywords)
    return Filling(made, args[0] if args else None) if isinstance(made, dict) else made


def _partial(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    function, *fixed = args
    return Partial(
        "partial",
        lambda m, node, more, extra: m.call(function, [*fixed, *more], {**keywords, **extra}, node),
        func=function,
        args=tuple(fixed),
        keywords=keywords,
    )


def _reduce(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    function, over, *start = args
    if not (values := [*start, *sure(items_of(m, over, node))]):
        return m.fail(node, "TypeError", "reduce() of nothing")
    result: Value = values[0]
    for value in values[1:]:
        result = m.call(function, [result, value], {}, node)
    return result


def _split(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """train_test_split(x, y): some of the samples of each array, twice."""
    rows = (
        Array((Unknown("train_test_split", 0), *a.shape[1:])) if isinstance(a, Array) else a
        for a in args
        for _ in (0, 1)
    )
    return list(rows) or None


def _inspected(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """inspect.isfunction(f) and its like."""
    kinds = {"isfunction": Function, "isclass": Class, "ismethod": Method}
    if name not in kinds or len(args) != 1 or isinstance(args[0], (Unknown, Module)):
        return None
    return isinstance(args[0], kinds[name])


def _operator(op: type[ast.operator]) -> Handler:
    """operator.mul(a, b) and its like."""
    return lambda m, name, args, keywords, node: operated(m, op, args[0], args[1], node) if len(args) == 2 else None


OPERATORS: dict[str, type[ast.operator]] = {
    "add": ast.Add,
    "sub": ast.Sub,
    "mul": ast.Mult,
    "truediv": ast.Div,
    "floordiv": ast.FloorDiv,
    "mod": ast.Mod,
    "pow": ast.Pow,
}

Handler: TypeAlias = Callable[["Machine", str, list[Value], dict[str, Value], Any], Value]

# by the whole path, by the module, or by the name alone; a handler gets what follows the module
STANDARD: dict[str, Handler] = {
    "collections.OrderedDict": lambda m, name, args, keywords, node: m.builtins["dict"].call(m, node, args, keywords),
    "collections.defaultdict": _default_dict,
    "collections.namedtuple": lambda m, name, args, keywords, node: tuple_class(args) if len(args) > 1 else None,
    "ast.literal_eval": lambda m, name, args, keywords, node: m.builtins["eval"].call(m, node, args, keywords),
    "copy.copy": lambda m, name, args, keywords, node: copied(m, args[0], False, node) if args else None,
    "copy.deepcopy": lambda m, name, args, keywords, node: copied(m, args[0], True, node) if args else None,
    "functools.partial": lambda m, *call: _partial(m, *call) if call[1] else None,
    "functools.wraps": lambda m, name, args, keywords, node: Builtin("wraps", lambda m, node, given, more: given[0]),
    "functools.reduce": lambda m, *call: _reduce(m, *call) if len(call[1]) > 1 else None,
    **{f"operator.{name}": _operator(op) for name, op in OPERATORS.items()},
    "inspect": _inspected,
    "itertools": from_itertools,
    "dataclasses": from_dataclasses,
    "attr": from_dataclasses,
    "train_test_split": _split,
    **dict.fromkeys(NAMESPACES, lambda m, name, args, keywords, node: namespace(args, keywords)),
}
