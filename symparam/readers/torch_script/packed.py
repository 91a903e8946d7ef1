"""Packed sequences: what a recurrent module takes in place of a padded tensor, and gives as such."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.values import Value
from ...layers.torch.recurrent import RNN
from . import tensors
from .modules import Parameter
from .probing import Asked, Probe, Told

if TYPE_CHECKING:
    from .session import Machine

SAID = "a batch in which the longest sequence fills the padded tensor"


@dataclass(frozen=True)
class Packed:
    """A PackedSequence, as the padded tensor that it is made of."""

    tensor: Tensor
    batch_first: bool


def pack(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True)."""
    given = dict(zip(("input", "lengths", "batch_first"), args, strict=False)) | keywords
    x, lengths = given.get("input"), given.get("lengths")
    first = given.get("batch_first", False) is True
    if isinstance(x, Probe):
        raise Told(x, RNN(1, 1, batch_first=first), m.line)
    if isinstance(lengths, Probe):
        raise Asked(lengths, "pack_padded_sequence", m.line, 1)
    if not isinstance(x, (Tensor, Parameter)):
        return m.unknown_as(x, node)
    tensor = tensors.tensor_of(m, x, node)
    if isinstance(lengths, Tensor) and tensor.shape[0 if first else 1] != lengths.shape[0]:
        raise m.error(node, f"{m.text(node)}: {lengths.shape[0]} lengths, and a batch of {tensor.shape[not first]}")
    m.assume(node, SAID)
    return Packed(tensor, first)


def pad(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """pad_packed_sequence(sequence, batch_first=False): the padded tensor, and the lengths."""
    given = dict(zip(("sequence", "batch_first", "padding_value", "total_length"), args, strict=False)) | keywords
    packed = given.get("sequence")
    if not isinstance(packed, Packed):
        return m.unknown_as(packed, node)
    first = given.get("batch_first", False) is True
    x = in_order(m, packed, first, node)
    lengths = tensors.function(m, "torch.empty", [tensors.shape_of(m, x, node)[0 if first else 1]], {}, node)
    return (x, lengths)


def in_order(m: Machine, packed: Packed, batch_first: bool, node: ast.AST) -> Any:
    """The padded tensor with the batch at axis 0, or at axis 1."""
    if packed.batch_first is batch_first:
        return packed.tensor
    return tensors.function(m, "torch.transpose", [packed.tensor, 0, 1], {}, node)
