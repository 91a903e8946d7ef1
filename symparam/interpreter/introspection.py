"""getattr, isinstance and their like: builtin functions that ask what a value is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .attributes import attribute, set_attribute
from .builtin_functions import Arguments, Implementation, Keywords
from .faults import surely
from .kinds import is_kind
from .numbers import is_whole, plain
from .values import (
    Builtin,
    Class,
    Function,
    Instance,
    Method,
    Module,
    Partial,
    ShapeTuple,
    Text,
    Unknown,
    Value,
    call_text,
)

if TYPE_CHECKING:
    from .machine import Machine


def getattr_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if len(args) < 2 or not isinstance(args[1], str):
        if any(map(m.library.holds, args[:1])):
            m.assume(node, call_text(node))
        return m.unknown(node)
    args[1] = plain(m, args[1], node)
    if (
        len(args) > 2
        and isinstance(args[0], Instance)
        and args[1] not in args[0].attributes
        and args[0].cls.find(args[1]) is None
    ):
        return args[2]
    return attribute(m, args[0], args[1], node)


def hasattr_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    args = [args[0], *(plain(m, a, node) if isinstance(a, str) else a for a in args[1:])] if args else args
    if len(args) == 2 and isinstance(args[0], Instance) and isinstance(args[1], str):
        return args[1] in args[0].attributes or any(args[1] in c.attributes for c in args[0].cls.lineage)
    known = m.library.has(m, args[0], args[1]) if len(args) == 2 and isinstance(args[1], str) else None
    return m.or_unknown(known, node)


def setattr_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if len(args) == 3 and isinstance(args[1], str):
        args[1] = plain(m, args[1], node)
        set_attribute(m, args[0], args[1], args[2], node)
    elif any(map(m.library.holds, args[:1])):
        m.assume(node, call_text(node))
    return None


def delattr_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if any(map(m.library.holds, args[:1])):
        m.assume(node, call_text(node))
    return m.unknown(node)


def callable_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(args and not isinstance(args[0], Unknown))
    if isinstance(args[0], Module):
        return True
    return isinstance(args[0], (Function, Builtin, Method, Class, *m.library.objects))


def type_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and isinstance(args[0], (Instance, *m.library.objects, *m.library.tensors)):
        return attribute(m, args[0], "__class__", node)
    if args and isinstance(args[0], ShapeTuple):
        return m.builtins["tuple"]
    if args and isinstance(args[0], Partial):
        return Module("functools.partial")
    if args and (isinstance(args[0], Class) or (isinstance(args[0], Module) and m.library.makes(args[0].path))):
        return m.builtins["type"]
    if args and isinstance(args[0], Text):
        return m.builtins["str"]
    if args and type(args[0]).__name__ in m.builtins:
        return m.builtins[type(args[0]).__name__]
    surely(args and is_whole(args[0]))
    return m.builtins["int"]


def vars_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(args and isinstance(args[0], Instance))
    return args[0].attributes


def issubclass_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if len(args) == 2 and all(isinstance(a, Class) for a in args):
        return args[1] in args[0].lineage
    return m.unknown(node)


def isinstance_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(len(args) == 2)
    kinds = args[1] if isinstance(args[1], tuple) else (args[1],)
    answers = [is_kind(m, args[0], kind) for kind in kinds]
    if True in answers:
        return True
    surely(None not in answers)
    return False


INTROSPECTION: dict[str, Implementation] = {
    "getattr": getattr_,
    "hasattr": hasattr_,
    "setattr": setattr_,
    "delattr": delattr_,
    "callable": callable_,
    "type": type_,
    "vars": vars_,
    "issubclass": issubclass_,
    "isinstance": isinstance_,
}
