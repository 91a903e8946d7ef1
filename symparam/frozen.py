"""Frozen dataclasses that cost little to declare.

A process that shows one model declares about 300 of them and makes values of a third. The standard decorator writes
and compiles six methods for each when it is declared, which took three quarters of the time of our imports. Here
``__init__`` is written and compiled when it is first asked for, and the other methods are the same for all classes.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError
from inspect import get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:  # a type checker sees what this stands for
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, **options):
        """``dataclasses.dataclass``, in the same words; one that is frozen, and has no slots, is made here."""
        if not frozen or options.keys() - {"eq", "repr"}:
            return dataclasses.dataclass(cls, frozen=frozen, **options)
        return (lambda cls: _declared(cls, **options)) if cls is None else _declared(cls, **options)


V = TypeVar("V")


def replace_unchecked(value: V, **changes: Any) -> V:
    """What dataclasses.replace gives where nothing is to be checked, past ``__init__``.

    Used where networks make the same value many times. Measured on ResNet50 (CPU time, least of 15 runs): binding its
    report takes 6 ms, and 8 to 9 ms with dataclasses.replace; reading its config takes 24 ms, 30 ms with every layer
    checked anew, and 40 ms with copy.copy.
    """
    changed = object.__new__(type(value))
    changed.__dict__.update(value.__dict__, **changes)
    return changed


@dataclasses.dataclass(frozen=True)
class _Standard:
    """What the standard decorator writes on a class."""

    field: int


_FIELD = _Standard.__dataclass_fields__["field"]._field_type  # type: ignore[attr-defined]


def _declared(cls: Any, *, eq: bool = True, repr: bool = True) -> Any:
    """The class with the fields that its annotations declare, and the methods of a frozen dataclass."""
    inherited = [base.__dict__.get("__dataclass_fields__", {}) for base in cls.__mro__[:0:-1]]
    own = {name: _field(cls, name, kind) for name, kind in get_annotations(cls).items() if "ClassVar" not in str(kind)}
    declared = {name: f for fields in (*inherited, own) for name, f in fields.items()}
    cls.__dataclass_fields__ = declared
    cls.__dataclass_params__ = _Standard.__dataclass_params__  # type: ignore[attr-defined]
    methods = {"__init__": _Init(cls), "__setattr__": _setattr, "__delattr__": _delattr}
    methods["__match_args__"] = tuple(f.name for f in declared.values() if f.init and not f.kw_only)
    if repr:
        methods |= {"__repr__": _repr}
    if eq:
        compared = [f.name for f in declared.values() if f.compare]
        cls.__compared__ = attrgetter(*compared) if compared else type
        methods |= {"__eq__": _eq, "__hash__": _hash}
        if "__eq__" in cls.__dict__ and cls.__hash__ is None:  # Python's own mark where __eq__ alone is defined
            del cls.__hash__
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    return cls


def _field(cls: Any, name: str, kind: Any) -> Field[Any]:
    """The field that an annotation declares; its default stays as an attribute of the class."""
    default = cls.__dict__.get(name, MISSING)
    field: Any = default if isinstance(default, Field) else dataclasses.field(default=default)
    field.name, field.type, field._field_type = name, kind, _FIELD
    field.kw_only = field.kw_only is True
    if field.default is not MISSING:
        setattr(cls, name, field.default)
    elif default is not MISSING:
        delattr(cls, name)
    return field


class _Init:
    """``__init__`` of a class, which takes its own place when it is first asked for."""

    def __init__(self, cls: type) -> None:
        self.cls = cls

    def __get__(self, value: Any, cls: type) -> Any:
        self.cls.__init__ = _init(self.cls)  # type: ignore[misc]
        return self.cls.__init__.__get__(value, cls)  # type: ignore[misc]


def _init(cls: Any) -> Any:
    """A function that takes the fields of a class as its arguments, and sets them."""
    names = {"_set": object.__setattr__, "_factory": _FACTORY}
    arguments: dict[bool, list[str]] = {False: [], True: []}
    body = []
    for f in cls.__dataclass_fields__.values():
        default, value = "", f.name
        if f.default_factory is not MISSING:
            names[f"_make_{f.name}"] = f.default_factory
            default, value = "=_factory", f"_make_{f.name}() if {f.name} is _factory else {f.name}"
        elif f.default is not MISSING:
            names[f"_default_{f.name}"] = f.default
            default = f"=_default_{f.name}"
        if f.init:
            arguments[f.kw_only].append(f.name + default)
        elif f.default_factory is not MISSING:
            value = f"_make_{f.name}()"
        else:
            continue
        body.append(f" _set(self, {f.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    taken = ", ".join(["self", *arguments[False], *(["*", *arguments[True]] if arguments[True] else [])])
    exec("\n".join([f"def __init__({taken}):", *(body or [" pass"])]), names)
    made: Any = names["__init__"]
    made.__module__, made.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    made.__annotations__ = {f.name: f.type for f in cls.__dataclass_fields__.values() if f.init} | {"return": None}
    return made


class _Factory:
    """A default that is made anew for each value."""

    def __repr__(self) -> str:
        return "<factory>"


_FACTORY = _Factory()


def _setattr(self: Any, name: str, value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in self.__dataclass_fields__.values() if f.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = self.__compared__
    return compared(self) == compared(other)


def _hash(self: Any) -> int:
    return hash(self.__compared__(self))
