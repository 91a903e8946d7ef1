"""Dense, embeddings and wrappers."""

from collections.abc import Callable
from dataclasses import is_dataclass, replace
from random import Random
from typing import Any

from ..keras_cases import Case, Spec, disagreement, row, sizes, some


@row("Dense")
def dense(r: Random, name: str) -> Case:
    arguments = {
        "units": r.choice([1, 2, 5, 0]) if r.random() < 0.3 else r.randint(1, 9),
        **some(r, use_bias=[True, False], lora_rank=[0, 1, 3], activation=["relu"], trainable=[True, False]),
    }
    return Case(Spec(name, **arguments), [sizes(r, r.choice([0, 1, 1, 2, 2, 3, 4]))])


@row("EinsumDense")
def einsum(r: Random, name: str) -> Case:
    equation, rank, output_shape = r.choice(
        [
            ("ab,bc->ac", 1, 5),
            ("abc,cd->abd", 2, (None, 5)),
            ("abc,cd->abd", 2, (4, 5)),
            ("...x,xy->...y", 3, 6),
            ("...x,xy->...y", 1, 6),
            ("ab...,bc->ac...", 3, 4),
            ("abc,cde->abde", 2, (None, 2, 3)),
            ("abde,dec->abc", 3, (None, 7)),
            ("ab,bc->acd", 1, (3, 4)),
            ("ab,bq->ac", 1, 3),
            ("ab,bc", 1, 3),
            ("abc,bd->abd", 2, (None, 3)),
            ("...bc,bd->...d", 3, 3),
            ("abc,cd->adb", 2, (5, None)),
            ("ab,bc->ac", 2, 5),
            ("abc,cd->abd", 2, 5),
            ("abc,bcd->abd", 2, (3, 5)),
            ("ABC,CD->ABD", 2, (None, 3)),
            ("ab,ac->bc", 1, (2, 3)),
            ("a...,ab->b...", 2, 3),
        ]
    )
    arguments = some(r, lora_rank=[2, 0], bias_axes=["c", "d", "y", "ab", "bd", "b", "de", "D", ""])
    shape = sizes(r, rank)
    if r.random() < 0.1:
        equation = r.choice([" " + equation, equation + " ", equation.replace(",", ", "), equation.replace("-", " -")])
    return Case(Spec(name, equation, output_shape, **arguments), [shape])


@row("Embedding")
def embedding(r: Random, name: str) -> Case:
    arguments = {
        "input_dim": r.choice([1, 7, 20, 0]),
        "output_dim": r.randint(1, 6),
        **some(r, lora_rank=[1, 3], mask_zero=[True], input_length=[4], trainable=[True, False]),
    }
    return Case(Spec(name, **arguments), [sizes(r, r.choice([0, 1, 1, 2, 3]))], dtype="int32")


@row("ReversibleEmbedding")
def reversible(r: Random, name: str) -> Case:
    arguments = {"input_dim": r.randint(1, 9), "output_dim": r.randint(1, 6), **some(r, tie_weights=[True, False])}
    if r.random() < 0.3:
        features = arguments["output_dim"] + (r.random() < 0.2)
        return Case(
            Reverse(name, **arguments),
            [(*sizes(r, r.randint(0, 2)), features)],
            call=lambda call, xs: call(xs[0], reverse=True),
        )
    return Case(Spec(name, **arguments), [sizes(r, r.choice([0, 1, 1, 2]))], dtype="int32")


class Reverse(Spec):
    """A layer that symparam makes with ``reverse``, which Keras takes when it is called."""

    def build(self, find: Callable[[str], Any]) -> Any:
        layer = super().build(find)
        return replace(layer, reverse=True) if is_dataclass(layer) else layer


@row("TimeDistributed")
def time_distributed(r: Random, name: str) -> Case:
    inner, rank = r.choice(
        [
            (Spec("Dense", r.randint(1, 5), **some(r, trainable=[False])), r.randint(1, 3)),
            (Spec("Conv2D", 3, 2, **some(r, padding=["same"])), 4),
            (Spec("Flatten"), 3),
            (Spec("LSTM", 4), 3),
            (Spec("BatchNormalization"), 2),
            (Spec("MaxPooling1D", 2), 3),
            (Spec("Embedding", 5, 3), 2),
            (Spec("TimeDistributed", Spec("Dense", 2)), 3),
            (Spec("Bidirectional", Spec("GRU", 2)), 3),
            (Spec("LayerNormalization"), 3),
        ]
    )
    return Case(Spec(name, inner, **some(r, trainable=[False])), [sizes(r, rank, 1, 6)])


disagreement(
    "EinsumDense",
    follows="concrete",
    when=lambda case: case.layer.args[0].startswith("..."),
    reason="Keras's shape rule puts several elided axes into the output in reverse order",
)
disagreement(
    "EinsumDense",
    follows="concrete",
    when=lambda case: None in as_list(case.layer.args[1]),
    reason="Keras's shape rule leaves a None of output_shape open where the input gives the size",
)
disagreement(
    "ReversibleEmbedding",
    follows="concrete",
    when=lambda case: isinstance(case.layer, Reverse),
    reason="features of a wrong size fail only when Keras computes",
)
disagreement(
    "EinsumDense",
    follows="neither",
    when=lambda case: case.layer.args[0] == "ab,ac->bc",
    reason="the equation sums over the batch, or has it in the weights, which symparam refuses",
)
disagreement(
    "EinsumDense",
    follows="concrete",
    when=lambda case: "..." not in case.layer.args[0],
    reason="axes that the equation does not name fail only when Keras computes",
)


def as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, tuple) else [value]
