"""Random programs of functions on whole shapes, against PyTorch at several batches and sizes."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from symparam import Input
from symparam.algebra import Shape, bind, sizes
from symparam.algebra.batch import BATCH, NAME
from symparam.errors import NumberWanted, SymparamError
from symparam.graph.functions import call
from symparam.graph.tensor import Node, Tensor

from .oracle import torch

H, W, C = sizes("H W C")
SIZES = [{"H": 6, "W": 4, "C": 3}, {"H": 4, "W": 8, "C": 2}, {"H": 5, "W": 3, "C": 4}]
BATCHES = (2, 3, 5, 7)
PROGRAMS = 150
UNARY = ("relu", "exp", "abs", "contiguous", "clone", "detach", "sigmoid")
REDUCING = ("sum", "mean", "amax", "prod", "std")


def step(rng: Random, made: list[Any]) -> tuple[str, list[Any], dict[str, Any]]:
    """A call on tensors that there are, each given by its place."""
    x = rng.randrange(len(made))
    shape = tuple(made[x].shape)
    rank = len(shape)
    y = rng.choice([k for k in range(len(made)) if len(made[k].shape) == rank] or [x])
    axis = rng.randrange(-rank, rank) if rank else 0
    other = rng.randrange(-rank, rank) if rank else 0
    order = rng.sample(range(rank), rank)
    return rng.choice(
        [
            (f"Tensor.{rng.choice(UNARY)}", [("t", x)], {}),
            (f"Tensor.{rng.choice(REDUCING)}", [("t", x), axis], {"keepdim": rng.random() < 0.4}),
            ("Tensor.view", [("t", x), *target(rng, shape)], {}),
            ("torch.reshape", [("t", x), target(rng, shape)], {}),
            ("torch.flatten", [("t", x), axis], {}),
            ("Tensor.flatten", [("t", x)], {"start_dim": axis, "end_dim": other}),
            ("Tensor.permute", [("t", x), *order], {}),
            ("Tensor.transpose", [("t", x), axis, other], {}),
            ("Tensor.unsqueeze", [("t", x), axis], {}),
            ("Tensor.squeeze", [("t", x), axis], {}),
            ("torch.cat", [[("t", x), ("t", y)], axis], {}),
            ("torch.stack", [[("t", x), ("t", y)]], {"dim": axis}),
            ("Tensor.__add__", [("t", x), ("t", rng.randrange(len(made)))], {}),
            ("Tensor.__matmul__", [("t", x), ("t", rng.randrange(len(made)))], {}),
            ("torch.chunk", [("t", x), rng.choice((2, 3)), axis], {}),
            ("Tensor.split", [("t", x), rng.choice((1, 2, 3)), axis], {}),
            ("Tensor.unbind", [("t", x), axis], {}),
            ("Tensor.__getitem__", [("t", x), key(rng, rank)], {}),
            ("Tensor.expand", [("t", x), *expanded(rng, shape)], {}),
            ("Tensor.repeat", [("t", x), *(rng.choice((1, 2)) for _ in range(rank + rng.randrange(2)))], {}),
            ("Tensor.roll", [("t", x), 1, axis], {}),
            ("Tensor.cumsum", [("t", x), axis], {}),
            ("Tensor.max", [("t", x), axis], {}),
            ("Tensor.unflatten", [("t", x), axis, (rng.choice((2, 3)), -1)], {}),
            ("Tensor.narrow", [("t", x), axis, rng.randrange(3), rng.randrange(1, 3)], {}),
            ("torch.nn.functional.pad", [("t", x), tuple(rng.randrange(-1, 3) for _ in range(2))], {}),
            ("torch.nn.functional.softmax", [("t", x)], {"dim": axis}),
            ("torch.nn.functional.max_pool2d", [("t", x), 2], {}),
            ("torch.nn.functional.avg_pool1d", [("t", x), rng.choice((2, 3)), rng.choice((1, 2))], {}),
            ("Tensor.diagonal", [("t", x), 0, axis, other], {}),
            ("torch.einsum", ["...ij,...kj->...ik", ("t", x), ("t", y)], {}),
            ("torch.einsum", ["ij->ji", ("t", x)], {}),
        ]
    )


def target(rng: Random, shape: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sizes for the elements of a shape: its own ones in part, then -1."""
    own = list(shape)
    rng.shuffle(own)
    return (*own[: rng.randrange(len(own) + 1)], *rng.choice([(), (2,), (3,), (6,)]), -1)


def expanded(rng: Random, shape: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*rng.choice([(), (2,), (BATCH,)]), *(rng.choice((-1, n, BATCH)) if n == 1 else -1 for n in shape))


def key(rng: Random, rank: int) -> tuple[Any, ...]:
    parts = [0, -1, 1, slice(None), slice(1, None), slice(None, -1), slice(None, None, 2), slice(1, 3), None, [0, 1]]
    return tuple(rng.choice(parts) for _ in range(rng.randrange(1, rank + 2)))


def put(value: Any, tensors: list[Any], sizes: dict[str, int] | None) -> Any:
    if isinstance(value, tuple) and len(value) == 2 and value[0] == "t":
        return tensors[value[1]]
    if isinstance(value, (list, tuple)):
        return type(value)(put(v, tensors, sizes) for v in value)
    return value if sizes is None or isinstance(value, (slice, str, type(None))) else bind(value, sizes)


def run_here(one: Any, tensors: list[Any]) -> list[Node]:
    """The calls made in a step, whose tensors are added to those that there are."""
    path, args, keywords = one
    made = call(path, put(args, tensors, None), keywords)
    several = made if isinstance(made, tuple) else (made,)
    tensors += several
    return [t.node for t in several[:1]]


def run_there(program: list[Any], inputs: list[Shape], sizes: dict[str, int]) -> Any:
    """The shapes in PyTorch; None where it refuses."""
    tensors: list[Any] = [torch.zeros([bind(n, sizes) for n in x]) for x in inputs]
    for path, args, keywords in program:
        function: Any = torch
        path = path.replace("Tensor.view", "Tensor.reshape")  # how a tensor lies in memory is not followed
        for part in path.replace("Tensor.", "torch.Tensor.").split(".")[1:]:
            function = getattr(function, part)
        try:
            made = function(*put(args, tensors, sizes), **keywords)
        except (RuntimeError, IndexError, ValueError, TypeError):
            return None
        tensors += [t.float() for t in (made if isinstance(made, tuple) else (made,))]
    return [tuple(t.shape) for t in tensors]


@pytest.mark.parametrize("seed", range(8))
def test_random_programs_are_read_as_pytorch_runs_them(seed):
    rng, count = Random(seed), Counter()
    for _ in range(PROGRAMS):
        inputs = [Shape(rng.choice([(BATCH, C, H, W), (BATCH, H, W), (BATCH, H), (C, H), (1, C, H, W), (BATCH, 1, 6)]))]
        inputs.append(Shape(rng.choice([(H, W), (W,), (C, 1, 1), (BATCH, H), (1, H, W)])))
        program: list[Any] = []
        tensors, nodes, refused = [Input(x) for x in inputs], [], ""
        for _ in range(rng.randrange(1, 7)):
            program.append(step(rng, tensors))
            try:
                nodes += run_here(program[-1], tensors)
            except NumberWanted:
                program.pop()
            except SymparamError as error:
                if "batch size N" in str(error):  # at N = 1 it fails, or makes fewer tensors
                    program.pop()
                    continue
                refused = str(error)
                break
        for at in SIZES:
            there = [run_there(program, inputs, {**at, NAME: n}) for n in BATCHES]
            legal = not refused and all(need.bind(at).holds() for node in nodes for need in node.needs)
            said = f"{inputs} {program} at {at}"
            if not legal:
                if None not in there and not any(0 in shape for shape in there[0]):  # of nothing no index is checked
                    assert narrower(refused, program, inputs, at), f"{said}: {refused}"
                    count["refused"] += 1
                continue
            here = [[tuple(x.bind({**at, NAME: n})) for x in map(shape_of, tensors)] for n in BATCHES]
            assert here == there, said
            count["equal"] += 1
    assert count["equal"] > PROGRAMS
    assert count["refused"] < PROGRAMS // 20


def shape_of(tensor: Tensor) -> Shape:
    return Shape(tensor.shape)


def narrower(refused: str, program: list[Any], inputs: list[Shape], sizes: dict[str, int]) -> bool:
    """Whether a program may be refused although PyTorch runs it: at N = 1 it fails, or it makes fewer tensors."""
    structure = any(path.rpartition(".")[2] in ("chunk", "split", "squeeze", "unbind") for path, _, _ in program)
    return structure or run_there(program, inputs, {**sizes, NAME: 1}) is None
