"""The models that a value of a script is or holds, whatever the library: in lists, dicts and attributes of objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from ..errors import NotFound, ReadError, guess
from ..interpreter.values import Instance, Value

M = TypeVar("M")
DEEP = 2  # lists within lists that are looked into
MANY = 20  # items of a list that are looked at

PARTS: dict[type, Callable[[str, Value], Iterable[tuple[str, Value]]]] = {
    list: lambda name, value: ((f"{name}[{i}]", part) for i, part in islice(enumerate(value), MANY)),
    dict: lambda name, value: ((f"{name}[{key!r}]", part) for key, part in islice(value.items(), MANY)),
    Instance: lambda name, value: ((f"{name}.{key}", part) for key, part in value.attributes.items()),
}
PARTS[tuple] = PARTS[list]


def held_models(
    name: str, value: Value, models: Callable[[Value], Iterable[M] | None], deep: int = 0
) -> Iterator[tuple[str, M]]:
    """The models in a value, with the words by which a script reaches them: ``net``, ``nets[0]``, ``gan.generator``.

    ``models`` says which a value is by itself, and None where it may only hold some.
    """
    own = models(value)
    if own is not None:
        yield from ((name, model) for model in own)
    elif deep < DEEP:
        for kind in PARTS.keys() & {*type(value).__mro__}:
            for label, part in list(PARTS[kind](name, value)):
                yield from held_models(label, part, models, deep + 1)


def wholes(models: Mapping[str, M], within: Callable[[M], Iterable[object]]) -> dict[str, M]:
    """The models that are no parts of others of them; ``within`` gives what stands in a model, itself or not."""
    parts = {id(part) for model in models.values() for part in within(model) if part is not model}
    return {name: model for name, model in models.items() if id(model) not in parts}


def ambiguous(file: str, names: list[str]) -> ReadError:
    """The error that lists the models to choose from."""
    return ReadError(
        f"{file} holds {len(names)} models: {', '.join(names)}; choose one with --model NAME, or take --all"
    )


def not_found(file: str, wanted: str, names: list[str]) -> NotFound:
    """The error for a name that no model has."""
    there = f"there are {', '.join(names)}" if names else "there is none at all"
    return NotFound(f"{file} has no model {wanted!r}; {guess(wanted, names, there)}")
