"""How a layer takes its arguments: Keras's names in Keras's order, checked, with those dropped that change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

from ..errors import LayerError, guess
from .without_effect import IN_ANY_CLASS


class Construct(type):
    """Sorts a layer's arguments before its dataclass sees them.

    ``inert`` names Keras arguments without effect on shapes and counts; they follow the fields in position. A field
    that Keras puts among them is named there too, which gives it that position. ``also`` names those that Keras
    takes as keywords only, ``everywhere`` those that any of its layers takes.

    A metaclass, since nothing else stands before the ``__init__`` that a dataclass writes: so about 300 classes are
    declared by their fields alone. It costs 10 of the 18 µs in which ``Dense(3)`` is made.
    """

    inert: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    everywhere: tuple[str, ...] = IN_ANY_CLASS  # keywords without effect that every class of the library takes
    swallows: bool = False  # whether the library's class takes any arguments, without effect
    own: tuple[str, ...] = ()  # fields that are no arguments of the library's class

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(name, bases, namespace, **kwargs)
        if namespace.get("__doc__") is None:  # a variant is told as what it is a variant of
            cls.__doc__ = next((b.__doc__ for b in cls.__mro__[1:] if b.__doc__ and isinstance(b, Construct)), None)

    @property
    def __signature__(cls) -> Signature:
        """What ``help`` and editors show: the arguments that the class takes, those without effect too."""
        if "__dataclass_fields__" not in cls.__dict__ and not is_dataclass(cls):
            raise AttributeError
        positional, keywords, required = signature(cls)
        if cls.swallows:
            return Signature([Parameter("args", Parameter.VAR_POSITIONAL), Parameter("kwargs", Parameter.VAR_KEYWORD)])
        defaults = {f.name: f.default for f in fields(cls) if f.init and f.default is not MISSING}  # type: ignore[arg-type]
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.POSITIONAL_OR_KEYWORD if name in positional else Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if name in required else defaults.get(name),
                )
                for name in (*positional, *(name for name in keywords if name not in positional))
            ]
        )

    if not TYPE_CHECKING:  # a type checker looks at a class's own arguments only where its metaclass does not call

        def __call__(cls, *args, **kwargs):
            return super().__call__(**sorted_arguments(cls, args, kwargs))


def sorted_arguments(cls: Construct, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a call gives, by name. Raises LayerError where the library's class takes no such call."""
    positional, keywords, required = signature(cls)
    if cls.swallows:
        args, kwargs = (), {key: value for key, value in kwargs.items() if key in cls.own}
    if len(args) > len(positional):
        raise LayerError(f"{cls.__name__} takes at most {len(positional)} positional arguments, not {len(args)}")
    given = dict(zip(positional, args, strict=False))
    refuse_unknown(cls, kwargs, keywords)
    for key, value in kwargs.items():
        if key in given:
            raise LayerError(f"{cls.__name__}: {key} is given twice")
        given[key] = value
    missing = [name for name in required if name not in given]
    if missing:
        raise LayerError(f"{cls.__name__} needs {' and '.join(missing)}")
    return {k: v for k, v in given.items() if keywords[k]}


@cache
def signature(cls: Any) -> tuple[tuple[str, ...], dict[str, bool], tuple[str, ...]]:
    """Positional names in order; every keyword and whether it is a field; the required names."""
    own = [f for f in fields(cls) if f.init]
    positional = tuple(f.name for f in own if not f.kw_only and f.name not in cls.inert + cls.also) + cls.inert
    keywords = {**dict.fromkeys((*cls.inert, *cls.also, *cls.everywhere), False), **{f.name: True for f in own}}
    required = tuple(f.name for f in own if f.default is MISSING and f.default_factory is MISSING)
    return positional, keywords, required


def refuse_unknown(cls: type, given: Iterable[str], keywords: dict[str, bool]) -> None:
    """Raise LayerError, with the nearest argument, where one that is given is none of a class's ``keywords``."""
    for key in given:
        if key not in keywords:
            ours = getattr(cls, "own", ())
            own = ", ".join(k for k, is_field in keywords.items() if is_field and k not in ours)
            raise LayerError(f"{cls.__name__} has no argument {key!r}; {guess(key, keywords, f'it takes {own}')}")
