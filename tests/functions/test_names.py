"""The names of PyTorch: each has a rule, has none for a reason, or stands in a list; a new one is noticed."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from symparam.errors import UnknownLayer
from symparam.graph.functions import call
from symparam.layers.functions import REFUSED, SHAPED, knows
from symparam.layers.functions.in_place import IN_PLACE
from symparam.layers.functions.table import table

from ..frameworks import framework

torch = framework("torch", "torch")
LISTS = Path(__file__).parent / "without_rules.txt"
ROOMS = {
    "torch.nn.functional": torch.nn.functional,
    "Tensor": torch.Tensor,
    "torch": torch,
    "torch.linalg": torch.linalg,
}


def public(room: Any) -> list[str]:
    """The functions of a module, or the methods and attributes of a class."""
    names = [n for n in dir(room) if not n.startswith("_")]
    if inspect.isclass(room):
        return names
    found = ((n, getattr(room, n, None)) for n in names)
    return [n for n, v in found if callable(v) and not inspect.isclass(v)]


def without_rules() -> list[str]:
    paths = (f"{place}.{name}" for place, room in ROOMS.items() for name in public(room))
    return sorted(p for p in paths if not (knows(p) or p in REFUSED or p in SHAPED))


def test_the_functions_without_a_rule_are_those_in_the_list(request):
    if request.config.getoption("--rewrite"):
        LISTS.write_text("\n".join(without_rules()) + "\n")
    assert without_rules() == LISTS.read_text().splitlines()


def is_there(path: str) -> bool:
    value: Any = torch
    for part in path.replace("Tensor.", "torch.Tensor.").split(".")[1:]:
        if not hasattr(value, part):
            return False
        value = getattr(value, part)
    return True


def test_every_name_is_one_of_pytorch():
    names = [*table(), *REFUSED, *sorted(SHAPED), *(f"{path}_" for path in IN_PLACE)]
    assert [path for path in names if not is_there(path)] == []


@pytest.mark.parametrize("path", [*REFUSED, *sorted(SHAPED), "torch.nonsense"])
def test_a_function_without_a_rule_says_so(path):
    with pytest.raises(UnknownLayer, match=r"no rule|in place"):
        call(path)
