"""What an imported name gives: Keras, NumPy, math and a little of everything else, by dotted path."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..layers.unknown import allowed
from ..readers.keras_script.harmless import DATA
from ..readers.keras_script.paths import canonical, is_keras
from .faults import ScriptError, ScriptExit
from .flags import flag, is_flag, run
from .records import NAMESPACES, from_dataclasses, namespace, tuple_class
from .values import Array, Builtin, Filling, Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

LEAVING = ("sys.exit", "os._exit", "os.abort")
SAME = (
    "copy.copy",
    "copy.deepcopy",
    "np.copy",
    "np.ascontiguousarray",
    "tf.identity",
    "keras.utils.multi_gpu_model",
    "functools.wraps",
    "functools.lru_cache",
    "functools.cache",
    "tf.function",
    "np.float32",
    "np.asfarray",
    "tf.stop_gradient",
    "keras.saving.register_keras_serializable",
    "keras.utils.normalize",
    "keras.utils.multi_gpu_utils.multi_gpu_model",
    "sklearn.utils.shuffle",
    "tf.convert_to_tensor",
    "tf.constant",
)
FILES = ("load_model", "model_from_json", "model_from_yaml", "load_weights")


def constant(m: Machine, path: str, node: ast.AST) -> Value:
    """The value of a dotted name of a module."""
    from .numeric import CONSTANTS

    name = canonical(path)
    if (option := flag(m, name)) is not None:
        return option
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name == "sys.argv":
        return m.unknown(node, "the arguments of the command are not known")
    if allowed(name.rpartition(".")[2]):  # a layer of a package that is not read, which the user allows
        return Module(f"keras.layers.{name.rpartition('.')[2]}")
    if name.partition(".")[0] not in UNDERSTOOD:
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
    name = canonical(path)
    root, _, rest = name.partition(".")
    last = name.rpartition(".")[2]
    if name in LEAVING:
        raise ScriptExit
    if last in FILES and last != "load_weights":
        m.notes.append(
            f"{m.where(node)}: {last} opens a file, and no file that a script names is opened; "
            "give that file to symparam itself"
        )
        if m.handlers:
            raise ScriptError("OSError", f"{last} opens a file, which is not read", getattr(node, "lineno", m.line))
        return m.unknown(node, f"{last} opens a file, and no file that a script names is opened")
    if is_flag(name):
        return run(m, name, args, keywords, node)
    if name in SAME and args:
        return args[0]
    if is_keras(name) or root == "tf":
        from ..readers.keras_script.keras_calls import call_keras

        return call_keras(m, name, args, keywords, node)
    if root in ("np", "math"):
        from .numeric import numeric

        return numeric(m, rest, args, keywords, node)  # type: ignore[arg-type]
    if name.startswith(("argparse.", "absl.flags", "tensorflow.flags")):
        from .options import parser

        return parser(m, name, args, keywords, node)
    found = _standard(m, name, args, keywords, node)
    if found is not None:
        return found
    return m.unknown(node)


UNDERSTOOD = frozenset(
    (
        *DATA,
        "keras",
        "tf",
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
        "tensorflow",
    )
)


def _standard(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """collections, itertools, functools: the little that model code takes from them."""
    from .builtin_functions import BUILTINS, items
    from .iterators import from_itertools

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
        values = items(m, args[1], node)
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
        from .expressions import operated

        return operated(m, ast.Mult, args[0], args[1], node)  # type: ignore[arg-type]
    if name.endswith("train_test_split") and args:
        return [v for a in args for v in (_rows(a), _rows(a))]
    return None


def _rows(value: Value) -> Value:
    """Some of the samples of an array."""
    return Array((Unknown("train_test_split", 0), *value.shape[1:])) if isinstance(value, Array) else value
