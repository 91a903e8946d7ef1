"""The shapes of the inputs: as the user or the script gives them, or as the first layer takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...algebra import Dim, Shape
from ...algebra.batch import BATCH
from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.values import Function, Value
from ...layers.layer import Layer
from ...layers.torch.wrapped import innermost
from .modules import Module, Parameter
from .probing import Kind

if TYPE_CHECKING:
    from .session import Machine

N = "N"  # the batch among the letters of axes
LETTERS: dict[int, tuple[str, ...]] = {
    1: (N,),
    2: (N, "d"),
    3: (N, "T", "d"),
    4: (N, "C", "H", "W"),
    5: (N, "C", "D", "H", "W"),
    6: (N, "T", "C", "D", "H", "W"),
}
TEXT = (N, "T")
CHANNELS: dict[int, tuple[str, ...]] = {1: (N, "C", "T"), 2: (N, "C", "H", "W"), 3: (N, "C", "D", "H", "W")}
SEQUENCE = (N, "T", "d")
TIME_FIRST = ("T", N, "d")
FEATURES = (N, "d")
CLIP = (N, "T", "C", "H", "W")  # frames of a film, each of which a net for images takes


@dataclass(frozen=True)
class Argument:
    """An argument of forward that may be an input."""

    name: str
    default: Value
    has_default: bool


def arguments_of(m: Machine, module: Module) -> list[Argument]:
    """The arguments of a module's forward, without self."""
    if module.forward is None:
        name = module.layer.call[0] if module.layer is not None else "input"
        return [Argument(name, None, False)]
    function: Function = module.forward.function
    spec = function.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    late = dict(zip(reversed(names), reversed(function.defaults), strict=False)) | function.keyword_defaults
    found = [Argument(name, late.get(name), name in late) for name in names[1:]]
    return found + [Argument(a.arg, late.get(a.arg), a.arg in late) for a in spec.kwonlyargs]


# --- letters ------------------------------------------------------------------------------------------------------


def candidates(layer: Layer | Kind) -> list[tuple[str, ...]]:
    """The axes that an input may have which this layer takes first; the likeliest first."""
    layer = innermost(layer)
    kind = layer.type_name.removeprefix("Lazy")
    first = getattr(layer, "batch_first", None)
    if kind.endswith(("1d", "2d", "3d")):
        own = CHANNELS[int(kind[-2])]
        return [FEATURES, own] if kind == "BatchNorm1d" else [own]
    if kind.startswith("Embedding"):
        return [TEXT, ("T", N), (N,), (N, "T", "d")]
    if kind.endswith("Cell"):
        return [FEATURES]
    if kind in ("RNN", "LSTM", "GRU") or first is not None:
        return [SEQUENCE if first else TIME_FIRST]
    if kind in ("LayerNorm", "RMSNorm"):
        return [SEQUENCE, FEATURES, LETTERS[4]]
    if kind in ("Linear", "Bilinear"):
        return [FEATURES, SEQUENCE, LETTERS[4], LETTERS[5]]
    if kind in ("PixelShuffle", "PixelUnshuffle", "GroupNorm", "Unfold"):
        return [LETTERS[4], CHANNELS[1]]
    return []


def open_candidates() -> list[tuple[str, ...]]:
    """The axes that an input may have of which nothing is known."""
    return [TEXT, SEQUENCE, LETTERS[4], LETTERS[5]]


def of_rank(layer: Layer | Kind | None, rank: int) -> list[tuple[str, ...]]:
    """The letters that an input with so many axes may have, the batch among them; the likeliest first."""
    found = [letters for letters in (candidates(layer) if layer is not None else ()) if len(letters) == rank]
    return found or [LETTERS.get(rank) or (N, *(f"n_{i + 1}" for i in range(rank - 1)))]


def shape_by(m: Machine, argument: str, letters: Sequence[str], sizes: Sequence[Dim | None] | None = None) -> Shape:
    """A shape with a name for each axis, where ``sizes`` give it a number with that number as default."""
    dims: list[Dim] = []
    for i, letter in enumerate(letters):
        value = None if sizes is None else sizes[i]
        if letter == N:
            dims.append(BATCH)
        elif value is None or isinstance(value, int):
            axis = m.symbols.axis(letter, value, (argument, letter, i if letters.count(letter) > 1 else 0))
            if not isinstance(axis, int):
                m.symbols.nones.discard(str(axis))
            dims.append(axis)
        else:
            dims.append(value)
    return Shape(dims)


# --- what the script itself says ----------------------------------------------------------------------------------


def sampled(m: Machine, module: Module, arguments: Sequence[Argument]) -> Mapping[str, Value]:
    """What the script calls the module on, by the arguments of its forward: the last call on data of known shapes."""
    for sample in reversed(m.torch.samples.get(id(module), [])):
        names = [a.name for a in arguments]
        given = {**dict(zip(names, sample.args, strict=False)), **sample.keywords}
        if any(isinstance(v, (Tensor, Parameter)) for v in given.values()):
            return given
    return {}


def placed(letters: Sequence[str], sample: Sequence[Dim]) -> list[Dim | None]:
    """The sizes of one sample among the letters of a whole shape, with none for the batch."""
    sizes = iter(sample)
    return [None if letter == N else next(sizes) for letter in letters]
