"""Every function called rightly, and wrongly in many ways, beside PyTorch's own."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from symparam.layers.functions.table import table

from .calls import right_calls
from .oracle import Called, foretold, ours, told
from .wrong import wrong_calls

SIZES = [
    {"H": 6, "W": 8, "C": 4, "a": 3, "b": 5, "c": 2},
    {"H": 7, "W": 5, "C": 3, "a": 4, "b": 2, "c": 6},
    {"H": 1, "W": 1, "C": 1, "a": 1, "b": 1, "c": 1},
]
CALLS: dict[str, list[Called]] = defaultdict(list)
for one in right_calls():
    CALLS[one.path].append(one)
FEWER = ("squeeze", "squeeze_copy", "chunk", "unsafe_chunk")  # where an axis is 1 they make another structure: refused
TAKEN = frozenset(  # wrong calls that are taken here: they differ in dtypes, or in values that no shape depends on
    (Path(__file__).parent / "taken.txt").read_text().splitlines()
)
UNTESTED = """
    Tensor.backward Tensor.coalesce Tensor.cuda Tensor.dequantize Tensor.device Tensor.dtype Tensor.get_device
    Tensor.grad Tensor.grad_fn Tensor.is_complex Tensor.is_conj Tensor.is_contiguous Tensor.is_cpu Tensor.is_cuda
    Tensor.is_floating_point Tensor.is_inference Tensor.is_leaf Tensor.is_meta Tensor.is_mps Tensor.is_neg
    Tensor.is_nested Tensor.is_pinned Tensor.is_quantized Tensor.is_shared Tensor.is_signed Tensor.is_sparse
    Tensor.layout Tensor.name Tensor.pin_memory Tensor.register_hook Tensor.requires_grad Tensor.retain_grad
    Tensor.retains_grad Tensor.type torch.from_numpy torch.is_complex torch.is_conj torch.is_floating_point
    torch.is_inference torch.is_neg torch.is_signed
"""  # what they give is no shape, or needs a device


def test_every_function_with_a_rule_is_called():
    assert set(table()) - set(CALLS) == set(UNTESTED.split())


@pytest.mark.parametrize("path", CALLS)
def test_right_calls_give_the_shapes_of_pytorch(path):
    for called in CALLS[path]:
        made = ours(called)
        assert not made.refusal, f"{called}: {made.refusal}"
        accepted = 0
        for sizes in SIZES:
            there, here = told(called, sizes), foretold(made, sizes)
            accepted += here is not None
            if here is None and there is not None:
                assert path.rpartition(".")[2] in FEWER, f"{called} at {sizes}: {there}"
            else:
                assert here == there, f"{called} at {sizes}"
        assert accepted, f"{called} is legal at none of the sizes"


def check_wrong(called: Called) -> None:
    here = foretold(ours(called), SIZES[0])
    if here is not None:
        assert (here == told(called, SIZES[0])) is (str(called) not in TAKEN), f"{called}"


@pytest.mark.parametrize("path", CALLS)
def test_what_pytorch_refuses_is_refused(path):
    """Two of the ways at random; --exhaustive takes all."""
    rng = random.Random(path)
    for called in CALLS[path]:
        wrong = list(wrong_calls(called))
        for one in rng.sample(wrong, min(2, len(wrong))):
            check_wrong(one)


@pytest.mark.exhaustive
@pytest.mark.parametrize("path", CALLS)
def test_what_pytorch_refuses_is_refused_in_all_ways(path):
    for called in CALLS[path]:
        for one in wrong_calls(called):
            check_wrong(one)
