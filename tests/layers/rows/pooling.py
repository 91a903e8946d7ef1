"""Pooling."""

from random import Random

from ..keras_cases import Case, Spec, disagreement, row, sizes, some
from .convolution import each, image

FORMATS = ["channels_last", "channels_first"]
RANKS = (1, 2, 3)


@row(*(f"{kind}Pooling{n}D" for kind in ("Max", "Average") for n in RANKS))
def pool(r: Random, name: str) -> Case:
    rank = int(name[-2])
    arguments = some(r, padding=["valid", "same", "full"], data_format=FORMATS)
    for key in ("pool_size", "strides"):
        if r.random() < 0.6:
            arguments[key] = each(r, rank, 4)
    return Case(Spec(name, **arguments), [image(r, rank, r.randint(1, 5), arguments.get("data_format"))])


@row(*(f"Global{kind}Pooling{n}D" for kind in ("Max", "Average") for n in RANKS))
def global_pool(r: Random, name: str) -> Case:
    rank = int(name[-2])
    return Case(
        Spec(name, **some(r, data_format=FORMATS, keepdims=[True, False])),
        [sizes(r, rank + 1 + r.choice([0, 0, 0, 0, 1, -1]))],
    )


@row(*(f"Adaptive{kind}Pooling{n}D" for kind in ("Max", "Average") for n in RANKS))
def adaptive_pool(r: Random, name: str) -> Case:
    rank = int(name[-2])
    arguments = {"output_size": each(r, rank, 5), **some(r, data_format=FORMATS)}
    return Case(Spec(name, **arguments), [image(r, rank, r.randint(1, 5), arguments.get("data_format"))])


AVERAGE = [f"AveragePooling{n}D" for n in RANKS]
disagreement(
    *AVERAGE,
    follows="neither",
    when=lambda case: "pool_size" not in case.layer.kwargs,
    reason="Keras 2 pooled by 2 without a pool_size, and symparam reads its scripts; Keras 3 asks for it",
)
disagreement(
    *(f"Adaptive{kind}Pooling{n}D" for kind in ("Max", "Average") for n in RANKS),
    follows="neither",
    when=lambda case: len(case.shapes[0]) != int(case.layer.name[-2]) + 1,
    reason="Keras does not look at the number of axes: its shape rule drops or repeats some",
)
