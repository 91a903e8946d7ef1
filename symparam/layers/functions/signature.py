"""Signatures of functions, and the one binder: which argument is which, and whether it may be there at all.

A signature is written as PyTorch writes those of its operators: ``Tensor input, int dim, bool keepdim=False``. What
stands behind ``*`` is taken by name alone; ``?`` allows None. The kinds, of which ``[]`` makes lists:

    Tensor    a tensor                                    Operand   a tensor or a number
    int       a number that says which or how many axes   size      a size, which may be a formula
    Scalar    any number                                  bool, str, dtype
    int[2], size[2]   two of them, or one for both        any       anything, without a say in shapes
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from numbers import Number
from typing import Any

from sympy import Expr

from ...algebra import Shape, names_in
from ...errors import LayerError, NumberWanted, guess
from ...frozen import dataclass

MISSING = object()
ALIASES = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}  # NumPy's
AXIS = ("axis", "dim", "dims")
PARAMETER = re.compile(r"(?P<kind>\w+(?:\[\d*\])?\??) (?P<name>\*?\w+)(?:=(?P<default>.+))?\Z", re.DOTALL)


@dataclass(frozen=True)
class Parameter:
    """One argument of a function."""

    kind: str
    name: str
    default: Any = MISSING
    by_name: bool = False


@dataclass(frozen=True)
class Signature:
    """The arguments of a function in their order."""

    parameters: tuple[Parameter, ...]

    @property
    def positional(self) -> tuple[Parameter, ...]:
        return tuple(p for p in self.parameters if not p.by_name)


@cache
def signature(text: str) -> Signature:
    """The signature that a text describes.

    >>> [p.name for p in signature("Tensor input, int dim=-1, *, any dtype=None").parameters]
    ['input', 'dim', 'dtype']
    """
    found: list[Parameter] = []
    by_name = False
    for part in filter(None, (p.strip() for p in re.split(r",(?![^(]*\))", text))):
        if part == "*":
            by_name = True
            continue
        match = PARAMETER.match(part)
        if match is None:
            raise ValueError(f"{part!r} is no parameter, in {text!r}")
        default = MISSING if match["default"] is None else ast.literal_eval(match["default"])
        found.append(Parameter(match["kind"], match["name"], default, by_name))
        by_name = by_name or match["name"].startswith("*")
    return Signature(tuple(found))


def of_python(text: str) -> Signature:
    """The signature of a function of Python, whose arguments may be anything: ``x, axis=None, *, keepdims=False``.

    >>> [p.name for p in of_python("x, axis=-1, **kwargs").parameters]
    ['x', 'axis', '**kwargs']
    """
    (function,) = ast.parse(f"def f({text}): ...").body
    given = function.args  # type: ignore[attr-defined]
    names = [*given.posonlyargs, *given.args]
    defaults = [*(None,) * (len(names) - len(given.defaults)), *given.defaults]
    found = [_parameter(a, d, False) for a, d in zip(names, defaults, strict=True)]
    if given.vararg:
        found.append(Parameter("any", f"*{given.vararg.arg}", ()))
    found += [_parameter(a, d, True) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    if given.kwarg:
        found.append(Parameter("any", f"**{given.kwarg.arg}", (), True))
    return Signature(tuple(found))


def _parameter(name: ast.arg, default: ast.expr | None, by_name: bool) -> Parameter:
    return Parameter("any", name.arg, MISSING if default is None else ast.literal_eval(default), by_name)


class Mismatch(LayerError):
    """A call that a signature does not take."""


def bind(
    given: Signature, args: Sequence[Any], keywords: Mapping[str, Any], method: bool = False, numpy: bool = False
) -> dict[str, Any]:
    """Every argument of a call under its name, checked and in normal form.

    ``method``: the first argument is the tensor before the dot; ``numpy``: NumPy's names of arguments are taken too.

    >>> bind(signature("int dim, bool keepdim=False"), [1], {"keepdim": True})
    {'dim': 1, 'keepdim': True}

    Raises Mismatch where the function is not called so.
    """
    positional = [p for p in given.positional if not p.name.startswith("*")]
    args = _gathered(positional[1:] if method else positional, list(args), int(method), keywords)
    rest = next((p.name[1:] for p in given.positional if p.name.startswith("*")), "")
    more, args = tuple(args[len(positional) :]), args[: len(positional)]
    if more and not rest:
        most, came = len(positional) - method, len(positional) + len(more) - method
        raise Mismatch(f"takes {most} positional argument{'s' * (most != 1)}, not {came}")
    values = {p.name: value for p, value in zip(positional, args, strict=False)}
    names = {p.name for p in (given.parameters[1:] if method else given.parameters) if not p.name.startswith("*")}
    open_ended = any(p.name.startswith("**") for p in given.parameters)
    for key, value in keywords.items():
        name = ALIASES.get(key, key) if numpy and key not in names else key
        if name not in names and open_ended:
            continue
        if name not in names:
            axes = [n for n in AXIS if key in AXIS and n in names]
            raise Mismatch(f"has no argument {key!r}{guess((*axes, key)[0], axes or names, lead='; ')}")
        if name in values:
            raise Mismatch(f"is given {name} twice")
        values[name] = value
    missing = [
        p.name for p in given.parameters if p.default is MISSING and p.name not in values and not p.name.startswith("*")
    ]
    if missing:
        raise Mismatch(f"needs {' and '.join(missing)}")
    made = {p.name: _checked(p, values[p.name]) if p.name in values else p.default for p in given.parameters}
    return {name: value for name, value in made.items() if not name.startswith("*")} | ({rest: more} if rest else {})


def _gathered(
    parameters: Sequence[Parameter], args: list[Any], start: int, keywords: Mapping[str, Any]
) -> Sequence[Any]:
    """Sizes that are written one by one, as in view(2, 3), where a list of them is all that is taken by position."""
    if len(parameters) != 1 or not parameters[0].kind.startswith(("int[", "size[")) or len(args) - start < 1:
        return args
    rest = args[start:]
    if parameters[0].name in keywords or not all(isinstance(n, (int, Expr)) for n in rest):
        return args
    return [*args[:start], tuple(rest)]


def is_tensor(value: Any) -> bool:
    """Whether a value is a tensor of a graph."""
    return hasattr(value, "node") and hasattr(value, "shape")


def _checked(parameter: Parameter, value: Any) -> Any:
    """The value in normal form. Raises Mismatch where it is of another kind."""
    kind = parameter.kind
    if kind.endswith("?"):
        if value is None:
            return None
        kind = kind[:-1]
    base, bracket, count = kind.partition("[")
    check, wanted = KINDS[base]
    try:
        if not bracket:
            return check(value)
        if isinstance(value, (list, tuple, Shape)) and (value or base != "Tensor"):
            return tuple(check(v) for v in value)
        if count != "]":
            return (check(value),) * int(count[:-1])
    except TypeError:
        pass
    except NumberWanted as error:
        raise NumberWanted(f"argument {parameter.name!r} {error}", error.names) from None
    raise Mismatch(f"argument {parameter.name!r} is {'a list of ' * bool(bracket)}{wanted}, not {_shown(value)}")


def _shown(value: Any) -> str:
    return f"a tensor {value.shape}" if is_tensor(value) else repr(value)


def _tensor(value: Any) -> Any:
    if not is_tensor(value):
        raise TypeError
    return value


def _operand(value: Any) -> Any:
    return value if is_tensor(value) else _scalar(value)


def _int(value: Any) -> int:
    if isinstance(value, Expr) and not value.is_Integer:
        raise NumberWanted(f"must be a number, not {value}", names_in(value))
    return int(_size(value))


def _size(value: Any) -> Any:
    if isinstance(value, Expr):
        return int(value) if value.is_Integer else value
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError
    return value.__index__()


def _scalar(value: Any) -> Any:
    if not isinstance(value, (Number, Expr)):
        raise TypeError
    return value


def _dtype(value: Any) -> Any:
    """What may name a dtype, as far as that is seen without PyTorch."""
    if isinstance(value, str) and not value.startswith("torch."):
        raise TypeError
    if isinstance(value, (Number, Expr, list, tuple)) or is_tensor(value):
        raise TypeError
    return value


def _kind(*types: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, types):
            raise TypeError
        return value

    return check


KINDS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "Tensor": (_tensor, "tensor"),
    "Operand": (_operand, "tensor or number"),
    "int": (_int, "whole number"),
    "size": (_size, "whole number or size"),
    "Scalar": (_scalar, "number"),
    "bool": (_kind(bool), "bool"),
    "str": (_kind(str), "str"),
    "dtype": (_dtype, "dtype"),
    "any": (lambda value: value, "anything"),
}
