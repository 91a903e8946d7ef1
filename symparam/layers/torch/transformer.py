"""Transformers: blocks of attention and a feed-forward net, and stacks of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product, total
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight
from ..fields import called, dim, flag, owner, real, sub
from .attention import MultiheadAttention
from .base import TorchLayer
from .layer_norm import LayerNorm
from .linear import Linear

Part = tuple[str, TorchLayer, tuple[Shape, ...]]  # the path of a module inside, the module, and what enters it
MASKS = ("src_mask", "src_key_padding_mask", "is_causal")
DECODER_MASKS = (
    "tgt_mask",
    "memory_mask",
    "tgt_key_padding_mask",
    "memory_key_padding_mask",
    "tgt_is_causal",
    "memory_is_causal",
)


class Compound(TorchLayer):
    """A module of modules: their weights under dotted names, their conditions, their products."""

    family: ClassVar = "attention"
    ranks: ClassVar = (2, 3)
    freezes: ClassVar = False

    def parts(self, *xs: Shape) -> Iterator[Part]:
        """The modules inside in the order of registration; without inputs, for their weights alone."""
        raise NotImplementedError

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for path, part, _ in self.parts():
            for weight in part.weights():
                yield replace(weight, name=f"{path}.{weight.name}")

    def argument_needs(self) -> Iterator[Need]:
        for _, part, _ in self.parts():
            yield from part.argument_needs()

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for _, part, inputs in self.parts(*xs):
            yield from part.input_needs(*inputs)

    def macs(self, *xs: Shape) -> Dim:
        return total(part.macs(*inputs) for _, part, inputs in self.parts(*xs))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len({len(x) for x in xs}) > 1:
            raise LayerError(
                f"{owner(self)}: all inputs must have equally many axes; they are {', '.join(map(str, xs))}"
            )

    def first(self, batch_first: bool, x: Shape, letter: str) -> tuple[str, ...]:
        """The letters of the axes of an input."""
        if len(x) == 2:
            return letter, "E"
        return ("N", letter, "E") if batch_first else (letter, "N", "E")


class Block(Compound):
    """What the blocks of encoder and decoder have in common."""

    d_model: Dim  # fields of each subclass
    nhead: Dim
    dim_feedforward: Dim
    batch_first: bool
    bias: bool

    def _attention(self) -> MultiheadAttention:
        return MultiheadAttention(
            self.d_model, self.nhead, bias=self.bias, batch_first=self.batch_first, need_weights=False
        )

    def _feed_forward(self, *x: Shape) -> Iterator[Part]:
        wide = tuple(Shape((*one[:-1], self.dim_feedforward)) for one in x)
        yield "linear1", Linear(self.d_model, self.dim_feedforward, self.bias), x
        yield "linear2", Linear(self.dim_feedforward, self.d_model, self.bias), wide

    def _norms(self, count: int, *x: Shape) -> Iterator[Part]:
        for i in range(1, count + 1):
            yield f"norm{i}", LayerNorm((self.d_model,), bias=self.bias), x

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for x in xs[:1]:
            yield Need(x[-1], "==", self.d_model, "d_model must be the size of the input's last axis")
        for path, part, inputs in self.parts(*xs):
            if "attn" in path:
                yield from part.input_needs(*inputs)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(self.first(self.batch_first, x, letter) for x, letter in zip(xs, "TS", strict=False))


def activation() -> Any:
    """The field of a function between the two linear maps."""
    return "relu"


def checked(layer: Any) -> None:
    """Raise LayerError for an activation by a name that PyTorch does not take."""
    if isinstance(layer.activation, str) and layer.activation not in ("relu", "gelu"):
        raise LayerError(f"{owner(layer)}: activation is 'relu', 'gelu' or a function, not {layer.activation!r}")


@dataclass(frozen=True)
class TransformerEncoderLayer(Block):
    """Attention of all positions to all, then a feed-forward net of each; both are added to what came, and normalized.

    shape:   (T, N, E) -> (T, N, E)
    params:  3*E*E + 3*E + E*E + E + d_ff*E + d_ff + E*d_ff + E + 4*E
    macs:    N*(4*T*E*E + 2*T*T*E + 2*T*E*d_ff)
    source:  torch.nn.TransformerEncoderLayer
    """

    phrase: ClassVar = "encoder block {d_model}"
    call: ClassVar = ("src",)
    forward: ClassVar = ("src", *MASKS)

    d_model: Dim = dim("E")
    nhead: Dim = dim("n_head")
    dim_feedforward: Dim = dim("d_ff", 2048)
    dropout: Any = real(0.1, 0, 1)
    activation: Any = activation()
    layer_norm_eps: Any = 1e-5
    batch_first: bool = flag()
    norm_first: bool = flag()
    bias: bool = flag(True)

    def __post_init__(self) -> None:
        super().__post_init__()
        checked(self)

    def parts(self, *xs: Shape) -> Iterator[Part]:
        yield "self_attn", self._attention(), xs * 3
        yield from self._feed_forward(*xs)
        yield from self._norms(2, *xs)


@dataclass(frozen=True)
class TransformerDecoderLayer(Block):
    """Attention of all positions to all, then to those of a memory, then a feed-forward net of each.

    shape:   (T, N, E), (S, N, E) -> (T, N, E)
    params:  2*(3*E*E + 3*E + E*E + E) + d_ff*E + d_ff + E*d_ff + E + 6*E
    macs:    N*(4*T*E*E + 2*T*T*E + 2*T*E*E + 2*S*E*E + 2*T*S*E + 2*T*E*d_ff)
    source:  torch.nn.TransformerDecoderLayer
    """

    phrase: ClassVar = "decoder block {d_model}"
    arity: ClassVar = (2, 2)
    call: ClassVar = ("tgt", "memory")
    forward: ClassVar = ("tgt", "memory", *DECODER_MASKS)

    d_model: Dim = dim("E")
    nhead: Dim = dim("n_head")
    dim_feedforward: Dim = dim("d_ff", 2048)
    dropout: Any = real(0.1, 0, 1)
    activation: Any = activation()
    layer_norm_eps: Any = 1e-5
    batch_first: bool = flag()
    norm_first: bool = flag()
    bias: bool = flag(True)

    def __post_init__(self) -> None:
        super().__post_init__()
        checked(self)

    def parts(self, *xs: Shape) -> Iterator[Part]:
        tgt, memory = xs[:1], xs[1:]
        yield "self_attn", self._attention(), tgt * 3
        yield "multihead_attn", self._attention(), tgt + memory * 2
        yield from self._feed_forward(*tgt)
        yield from self._norms(3, *tgt)


class Stack(Compound):
    """Copies of a block one after the other, each with weights of its own, and a normalization at the end."""

    num_layers: Dim  # fields of each subclass
    norm: TorchLayer | None

    @property
    def block(self) -> Block:
        """The block that is copied."""
        raise NotImplementedError

    def parts(self, *xs: Shape) -> Iterator[Part]:
        count = self.num_layers if isinstance(self.num_layers, int) else 1
        for i in range(count):
            yield f"layers.{i}" if isinstance(self.num_layers, int) else "layers.*", self.block, xs
        if self.norm is not None:
            yield "norm", self.norm, xs[:1]

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for weight in super().weights(*xs):
            many = weight.name.startswith("layers.*.")
            yield replace(weight, shape=Shape((self.num_layers, *weight.shape))) if many else weight

    def argument_needs(self) -> Iterator[Need]:
        yield from dict.fromkeys(super().argument_needs())

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.num_layers, ">=", 1, "PyTorch calls no stack without layers: num_layers is at least 1")
        yield from dict.fromkeys(super().input_needs(*xs))

    def macs(self, *xs: Shape) -> Dim:
        return product((self.num_layers, self.block.macs(*xs)))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.norm is not None:
            self.norm.accept(*xs[:1])

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return self.block.axis_names(*xs)

    def checked_parts(self, kind: type[Block]) -> None:
        """Raise LayerError where what is copied is no block of that kind, or the normalization no module."""
        if not isinstance(self.block, kind):
            raise LayerError(f"{owner(self)} copies a {kind.__name__}, not {called(self.block)}")
        if self.norm is not None and not isinstance(self.norm, TorchLayer):
            raise LayerError(f"{owner(self)}: norm is a module such as LayerNorm, not {called(self.norm)}")


@dataclass(frozen=True)
class TransformerEncoder(Stack):
    """Copies of an encoder block one after the other, each with weights of its own.

    shape:   (T, N, E) -> (T, N, E)
    source:  torch.nn.TransformerEncoder
    """

    phrase: ClassVar = "{num_layers} × {encoder_layer}"
    call: ClassVar = ("src",)
    forward: ClassVar = ("src", "mask", "src_key_padding_mask", "is_causal")
    inert: ClassVar = ()

    encoder_layer: Any = sub()
    num_layers: Dim = dim("L", least=0)
    norm: Any = sub(None)
    enable_nested_tensor: Any = True
    mask_check: Any = True

    def __post_init__(self) -> None:
        self.checked_parts(TransformerEncoderLayer)
        super().__post_init__()

    @property
    def block(self) -> Block:
        return self.encoder_layer


@dataclass(frozen=True)
class TransformerDecoder(Stack):
    """Copies of a decoder block one after the other, each with weights of its own.

    shape:   (T, N, E), (S, N, E) -> (T, N, E)
    source:  torch.nn.TransformerDecoder
    """

    phrase: ClassVar = "{num_layers} × {decoder_layer}"
    arity: ClassVar = (2, 2)
    call: ClassVar = ("tgt", "memory")
    forward: ClassVar = ("tgt", "memory", *DECODER_MASKS)
    inert: ClassVar = ()

    decoder_layer: Any = sub()
    num_layers: Dim = dim("L", least=0)
    norm: Any = sub(None)

    def __post_init__(self) -> None:
        self.checked_parts(TransformerDecoderLayer)
        super().__post_init__()

    @property
    def block(self) -> Block:
        return self.decoder_layer


@dataclass(frozen=True)
class Transformer(Compound):
    """An encoder of one sequence, and a decoder of another one that attends to it.

    shape:   (S, N, E), (T, N, E) -> (T, N, E)
    source:  torch.nn.Transformer
    """

    phrase: ClassVar = "transformer {d_model}"
    arity: ClassVar = (2, 2)
    call: ClassVar = ("src", "tgt")
    forward: ClassVar = (
        "src",
        "tgt",
        "src_mask",
        "tgt_mask",
        "memory_mask",
        "src_key_padding_mask",
        "tgt_key_padding_mask",
        "memory_key_padding_mask",
        "src_is_causal",
        "tgt_is_causal",
        "memory_is_causal",
    )

    d_model: Dim = dim("E", 512)
    nhead: Dim = dim("n_head", 8)
    num_encoder_layers: Dim = dim("L", 6, least=0)
    num_decoder_layers: Dim = dim("L", 6, least=0)
    dim_feedforward: Dim = dim("d_ff", 2048)
    dropout: Any = real(0.1, 0, 1)
    activation: Any = activation()
    custom_encoder: Any = sub(None)
    custom_decoder: Any = sub(None)
    layer_norm_eps: Any = 1e-5
    batch_first: bool = flag()
    norm_first: bool = flag()
    bias: bool = flag(True)

    def __post_init__(self) -> None:
        for name, kind in (("custom_encoder", TransformerEncoder), ("custom_decoder", TransformerDecoder)):
            given = getattr(self, name)
            if given is not None and not isinstance(given, kind):
                raise LayerError(f"{owner(self)}: {name} is a {kind.__name__}, not {called(given)}")
        super().__post_init__()
        checked(self)

    def _halves(self) -> tuple[TorchLayer, TorchLayer]:
        given: dict[str, Any] = {
            "d_model": self.d_model,
            "nhead": self.nhead,
            "dim_feedforward": self.dim_feedforward,
            "batch_first": self.batch_first,
            "bias": self.bias,
        }
        norm = LayerNorm((self.d_model,), bias=self.bias)
        return (
            self.custom_encoder or TransformerEncoder(TransformerEncoderLayer(**given), self.num_encoder_layers, norm),
            self.custom_decoder or TransformerDecoder(TransformerDecoderLayer(**given), self.num_decoder_layers, norm),
        )

    def parts(self, *xs: Shape) -> Iterator[Part]:
        encoder, decoder = self._halves()
        src, tgt = xs[:1], xs[1:]
        yield "encoder", encoder, src
        yield "decoder", decoder, tgt + src

    def output(self, *xs: Shape) -> Shape:
        return xs[1]

    def argument_needs(self) -> Iterator[Need]:
        yield from dict.fromkeys(super().argument_needs())

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for name, x in zip(self.call, xs, strict=True):
            yield Need(x[-1], "==", self.d_model, f"d_model must be the size of the last axis of {name}")
        if len(xs[0]) == 3:
            place = 0 if self.batch_first else 1
            yield Need(xs[0][place], "==", xs[1][place], "src and tgt must agree on the batch")
        yield from super().input_needs(*xs)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(self.first(self.batch_first, x, letter) for x, letter in zip(xs, "ST", strict=False))
