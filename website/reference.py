"""The reference of what is public in Python, made from the code: signatures, docstrings, members."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import symparam
from symparam.explore.audit import Audit
from symparam.explore.compare import Comparison
from symparam.explore.growth import Growth
from symparam.explore.solve import Solution
from symparam.explore.sweep import Sweep

FIRST = ("read", "summary", "Report", "Row", "Shape", "sizes", "Sequential", "Input", "Model", "repeat")
ANSWERS = (Sweep, Solution, Growth, Audit, Comparison)
DOCTEST = re.compile(r"(?:^[ ]*>>> .*\n(?:^(?![ ]*$).*\n?)*)+", re.MULTILINE)


SPOKEN = re.compile(r"(?<!`)``(?!`)")


class Written:
    """An annotation as it is written, without the quotes of a text."""

    def __init__(self, text: Any) -> None:
        self.text = text if isinstance(text, str) else inspect.formatannotation(text)

    def __repr__(self) -> str:
        return self.text


def page() -> str:
    """The page."""
    names = [*FIRST, *sorted(name for name in symparam.__all__ if name not in {*FIRST, "layers"})]
    sections = [_section(f"symparam.{name}", getattr(symparam, name)) for name in names]
    answers = [_section(answer.__name__, answer) for answer in ANSWERS]
    return "\n\n".join(
        [
            "# Python\n\nMade from the code. The layers, `symparam.layers`, are those of [Keras](../layers.md), under "
            "their names and with their arguments; [modules](../layers-torch.md) of PyTorch come from scripts.",
            *sections,
            "## Answers\n\nWhat `report.sweep`, `solve`, `growth`, `audit` and `compare` give. A notebook shows each.",
            *(section.replace("## ", "### ", 1) for section in answers),
        ]
    )


def _section(title: str, thing: Any) -> str:
    parts = [f"## {title}", _signature(thing.__name__, thing), _doc(thing)]
    if inspect.isclass(thing):
        parts += [_member(thing, name, member) for name, member in _members(thing)]
    return "\n\n".join(filter(None, parts))


def _members(thing: type) -> Iterator[tuple[str, Any]]:
    """What is public and has a docstring, of the class and of those of the project that it builds on."""
    seen: set[str] = set()
    for owner in thing.__mro__:
        if not owner.__module__.startswith("symparam"):
            continue
        for name, member in vars(owner).items():
            if name.startswith("_") or name in seen or not inspect.getdoc(_function(member)):
                continue
            if callable(_function(member)):
                seen.add(name)
                yield name, member


def _function(member: Any) -> Any:
    """What a property, a class method or a wrapper holds."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    return inspect.unwrap(getattr(member, "__func__", member))


def _member(thing: type, name: str, member: Any) -> str:
    is_value = isinstance(member, (property, cached_property))
    shown = f"`{thing.__name__}.{name}`" if is_value else _signature(name, _function(member), indented=True)
    return f'<div class="member" markdown>\n\n{shown}\n\n{_doc(_function(member))}\n\n</div>'


def _signature(name: str, thing: Any, *, indented: bool = False) -> str:
    try:
        signature = inspect.signature(thing)
    except ValueError:  # a class that takes what its parent in C takes
        return ""
    parameters = [p.replace(annotation=_written(p.annotation)) for p in signature.parameters.values()]
    if indented and parameters and parameters[0].name in ("self", "cls"):
        parameters = parameters[1:]
    one = signature.replace(parameters=parameters, return_annotation=_written(signature.return_annotation))
    text = f"{name}{one}"
    if len(text) > 88:
        inner = ",\n    ".join(_separated(str(one)[1 : str(one).rindex(")")]))
        text = f"{name}(\n    {inner},\n){str(one)[str(one).rindex(')') + 1 :]}"
    return f"```python\n{text}\n```"


def _written(annotation: Any) -> Any:
    return annotation if annotation is inspect.Signature.empty else Written(annotation)


def _separated(parameters: str) -> list[str]:
    """The parameters of a signature, apart at the commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(parameters):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append(parameters[start:i].strip())
            start = i + 1
    return [*parts, parameters[start:].strip()]


def _doc(thing: Any) -> str:
    """The docstring as Markdown: examples are sessions of Python."""
    text = inspect.getdoc(thing) or ""
    if text.startswith(f"{getattr(thing, '__name__', '')}("):  # what a dataclass writes by itself
        return ""
    text = DOCTEST.sub(lambda found: "```pycon\n" + inspect.cleandoc(found[0]) + "\n```\n", text + "\n")
    return SPOKEN.sub("`", text).strip()
