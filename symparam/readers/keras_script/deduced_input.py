"""The input shape that a model itself tells, where the script leaves it to data or to whoever calls.

A model that is legal on inputs of one rank only, as one that begins with Conv2D is, has the axes of that rank, each of
a size of its own. Where several ranks are legal and the parameters are the same formula in all of them, as in one that
begins with Dense, it has the fewest axes. Where they are not, or several inputs are left open, somebody has to say what
is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ...algebra import Dim, Shape, bind, names_in, product, size, total
from ...errors import ReadError, SymparamError
from ...graph import Input, Model, Tensor
from ..axes import AXES
from ..given_inputs import GivenInput, Inputs
from .inputs import CURE
from .keras_state import LayerValue, ModelValue


class SeveralOpen(ReadError):
    """A rank fits, and would be that of several inputs, of which each may have another."""

    inputs = 1


def deduced(read: Callable[[Inputs], tuple[Model, Shape]], refused: ReadError, chain: ModelValue | None) -> Model:
    """The model, read with the only rank of input that it takes, or with the fewest axes of those that say the same.

    ``read`` gives it with the shape that is left open; ``chain`` is the Sequential that has none. Raises ``refused``
    where the rank is not known; the example in its cure has a rank that is legal.
    """
    found: dict[int, tuple[Model, Shape]] = {}
    fits: dict[int, int] = {}  # the ranks that are legal, and for how many inputs
    told = refused.message.rpartition("--input ")[2].split(",")  # letters, where the first layer tells their number
    ranks = [len(told)] if told[0] in ("T", "H") else list(AXES)
    plain = None if chain is None else plain_chain(chain, ranks)
    if plain is not None and _alike(plain):
        ranks = [min(plain)]
        found = {rank: one for rank, one in plain.items() if rank not in ranks}
    for rank in ranks:
        try:
            found[rank] = read((GivenInput((), rank=rank),))
            fits[rank] = 1
        except SeveralOpen as several:
            fits[rank] = several.inputs
        except SymparamError:
            continue
    found = dict(sorted(found.items()))
    if found and set(fits) <= set(found) and _alike(found):
        return _least(found)
    if fits and refused.message.endswith(f" --input {CURE}"):
        rank = 3 if 3 in fits else min(fits)
        example = CURE if rank == 3 else ",".join(AXES[rank])
        cure = " --input ".join(["", *[example] * fits[rank]])
        refused.args = (refused.message.removesuffix(f" --input {CURE}") + cure,)
    raise refused


def plain_chain(model: ModelValue, ranks: list[int]) -> dict[int, tuple[Model, Shape]] | None:
    """A Sequential of layers of Keras alone on inputs of each rank that it takes; None where it holds others."""
    layers = list(model.layers)
    while any(isinstance(layer, ModelValue) and layer.graph is None for layer in layers):
        if any(isinstance(one, ModelValue) and one.graph is None and one.inputs for one in layers):
            return None
        layers = [part for one in layers for part in (one.layers if isinstance(one, ModelValue) else [one])]
    if not all(isinstance(layer, LayerValue) for layer in layers):
        return None
    found: dict[int, tuple[Model, Shape]] = {}
    for rank in ranks:
        source = Input([size(f"open_{letter}") for letter in AXES[rank]])
        try:
            end = source
            for value in layers:
                made = value.layer(end)
                if not isinstance(made, Tensor):
                    return None
                end = made
            found[rank] = Model((source,), (end,)), source.shape
        except SymparamError:
            continue
    return found


def _alike(found: Mapping[int, tuple[Model, Shape]]) -> str:
    """What of the input the parameters depend on, if they are the same on inputs of all these ranks; else nothing."""
    if len(found) < 2:
        return "its size" if found else ""
    told = [(_totals(model), shape) for model, shape in found.values()]
    totals, shape = told[0]
    if all(_bound(totals, shape[-1], other[-1]) == of for of, other in told):
        return "the last of them"
    if len(shape) == 1 and all(_bound(totals, shape[-1], product(other)) == of for of, other in told):
        return "their product"
    return ""


def _totals(model: Model) -> tuple[Dim, ...]:
    report = model.derive()
    return tuple(total([dim]) for dim in (report.params, report.trainable))


def _bound(totals: Iterable[Dim], axis: Dim, new: Dim) -> tuple[Dim, ...]:
    return tuple(total([bind(dim, {str(axis): new})]) for dim in totals)


def _least(found: Mapping[int, tuple[Model, Shape]]) -> Model:
    """The model with the fewest axes, and a note on those that it takes too."""
    model, _ = found[min(found)]
    if len(found) == 1:
        return model
    sized = any(names_in(dim) for dim in _totals(model))
    depend = f"depend on {_alike(found)} alone" if sized else "are the same in all of them"
    note = (
        f"The script leaves the input shape open, and the model takes inputs of {min(found)} to {max(found)} axes. "
        f"Its parameters {depend}; it is shown with the fewest axes."
    )
    return replace(model, facts=replace(model.facts, notes=(*model.facts.notes[:-1], note)))
