"""A size as a user gives it: a number, a name, or a formula."""

from __future__ import annotations

import operator
from typing import TypeAlias

from sympy import Expr

from ..errors import Malformed, SizeError
from .adopt import adopted
from .symbols import Dim, size

Value: TypeAlias = int | str | Expr


def as_dim(name: str, value: Value) -> Dim:
    """A binding's value: an int, a name, or an expression in sizes.

    Raises SizeError for anything else, and for a size below 0.
    """
    if isinstance(value, bool) or not isinstance(value, (int, str, Expr)):  # numpy's integers too
        try:
            if isinstance(value, bool):
                raise TypeError
            value = operator.index(value)
        except TypeError:
            raise Malformed(f"{name}={value!r}: a size is a whole number, a name, or a formula") from None
    if isinstance(value, str):
        from .parse import parse

        try:
            result = parse(value)
        except SizeError as error:
            raise Malformed(f"{name}={value}: {error}") from None
    else:
        result = value if isinstance(value, int) else int(value) if value.is_Integer else adopted(value)
    if isinstance(result, int) and result < 0:
        raise Malformed(f"{name}={result}: a size is not negative")
    if isinstance(result, Expr) and result.is_number:
        raise Malformed(f"{name}={value}: a size is a whole number, not {result}")
    if isinstance(result, Expr) and not all(s == size(s.name) for s in result.free_symbols):
        raise Malformed(f"{name}={result}: make its symbols with symparam.sizes, so that they are the model's own")
    return result


def is_list(text: str) -> bool:
    """Whether what a user gives is a list, which no size is.

    >>> is_list("3,4,6,3"), is_list("[64]"), is_list("(3, 4)"), is_list("max(W, 3)"), is_list("(H + 1)")
    (True, True, True, False, False)
    """
    if text.startswith("["):
        return True
    depth = 0
    for character in text[1:-1] if text.startswith("(") and text.endswith(")") else text:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            return True
    return False
