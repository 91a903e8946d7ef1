"""What an imported name gives: a library, NumPy, math and a little of everything else, by dotted path."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .builtin_functions import BUILTINS
from .faults import ScriptExit
from .flags import flag, is_flag, run
from .iteration import items_of
from .iterators import from_itertools
from .numeric import CONSTANTS, numeric
from .operators import operated
from .options import parser
from .records import NAMESPACES, from_dataclasses, namespace, tuple_class
from .scope import MISSING
from .values import Array, Builtin, Filling, Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

LEAVING = ("sys.exit", "os._exit", "os.abort")
SAME = (
    "copy.copy",
    "copy.deepcopy",
    "np.copy",
    "np.ascontiguousarray",
    "functools.wraps",
    "functools.lru_cache",
    "functools.cache",
    "np.float32",
    "np.asfarray",
    "sklearn.utils.shuffle",
)


def constant(m: Machine, path: str, node: ast.AST) -> Value:
    """The value of a dotted name of a module."""
    name = m.library.canonical(path)
    if (option := flag(m, name)) is not None:
        return option
    if name in CONSTANTS:
        return CONSTANTS[name]
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
        "typing",
        "builtins",
        "numbers",
        "__future__",
    )
)


def _standard(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """collections, itertools, functools: the little that model code takes from them."""
    root, _, rest = name.partition(".")
    if name == "collections.OrderedDict":
        return BUILTINS["dict"].call(m, node, args, keywords)
    if name == "ast.literal_eval":
        return BUILTINS["eval"].call(m, node, args, keywords)
    if name == "collections.defaultdict":
        made = BUILTINS["dict"].call(m, node, args[1:], keywords)
        return Filling(made, args[0] if args else None) if isinstance(made, dict) else made
    if name == "collections.namedtuple" and len(args) > 1:
        return tuple_class(args)
    if name == "functools.partial" and args:
        fixed, given = args[1:], dict(keywords)
        return Builtin(
            "partial", lambda m, node, more, extra: m.call(args[0], [*fixed, *more], {**given, **extra}, node)
        )
    if name == "functools.reduce" and len(args) > 1:
        values = items_of(m, args[1], node)
        if values is None:
            return m.unknown(node)
        values = [*args[2:], *values]
        result: Value = values[0] if values else None
        for value in values[1:]:
            result = m.call(args[0], [result, value], {}, node)
        return result
    if root == "itertools":
        return from_itertools(m, rest, args, keywords, node)  # type: ignore[arg-type]
    if root in ("dataclasses", "attr"):
        return from_dataclasses(m, rest, args, keywords, node)
    if name.rpartition(".")[2] in NAMESPACES:
        return namespace(args, keywords)
    if name == "operator.mul" and len(args) == 2:
        return operated(m, ast.Mult, args[0], args[1], node)
    if name.endswith("train_test_split") and args:
        return [v for a in args for v in (_rows(a), _rows(a))]
    return None


def _rows(value: Value) -> Value:
    """Some of the samples of an array."""
    return Array((Unknown("train_test_split", 0), *value.shape[1:])) if isinstance(value, Array) else value
