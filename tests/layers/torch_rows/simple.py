"""Functions of each element, along an axis, and losses."""

from __future__ import annotations

from random import Random
from typing import Any

from symparam.layers.torch.elementwise import TABLE

from ..torch_cases import Case, Spec, row, sizes, some, wrong

OPTIONS: dict[str, dict[str, list[Any]]] = {
    "Hardtanh": {"min_val": [-2.0, 2.0], "max_val": [3.0], "max_value": [-5.0]},
    "GELU": {"approximate": ["tanh"]},
}


@row(*TABLE)
def elementwise(r: Random, name: str) -> Case:
    args = (0.1, 20.0) if name == "Threshold" else ()
    options = some(r, **OPTIONS.get(name, {}))
    if "ropout" in name:
        options = some(r, p=[0.0, 0.3, 1.0, 1.5, -0.1])
    low, high = {"Dropout1d": (1, 4), "Softmax2d": (2, 5)}.get(name, (0, 4))
    return Case(Spec(name, *args, **options), [sizes(r, r.randint(low, high))])


@row("Softmax", "Softmin", "LogSoftmax", "GLU")
def along(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(0, 4))
    return Case(Spec(name, **some(r, dim=[0, 1, -1, -2, 3])), [x])


def _reduced(r: Random, *more: str) -> dict[str, Any]:
    options = some(r, reduction=["none", "sum", "mean", *more, "max"])
    if options.get("reduction") == "max" and r.random() < 0.7:
        del options["reduction"]
    return options


def _old(r: Random) -> dict[str, Any]:
    return some(r, size_average=[True, False], reduce=[True, False]) if r.random() < 0.2 else {}


@row("L1Loss", "MSELoss", "SmoothL1Loss", "HuberLoss", "SoftMarginLoss", "KLDivLoss", "PoissonNLLLoss",
     "HingeEmbeddingLoss")  # fmt: skip
def joined(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(0, 3), 1, 4)
    other = tuple(r.choice((n, n, n, n, 1, wrong(r, n))) for n in x)[r.choice((0, 0, 0, 1)) :]
    shapes = [x, other] if r.random() < 0.8 else [other, x]
    options = _reduced(r, *(["batchmean"] if name == "KLDivLoss" else []))
    return Case(Spec(name, **options, **({} if name == "HuberLoss" else _old(r))), shapes)


@row("BCELoss", "BCEWithLogitsLoss")
def binary(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(0, 3), 1, 4)
    other = tuple(wrong(r, n) for n in x)[r.choice((0, 0, 0, 0, 1)) :]
    return Case(Spec(name, **_reduced(r), **_old(r)), [x, other])


@row("GaussianNLLLoss")
def gaussian(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(1, 3), 1, 4)
    var = r.choice((x, x, x[:-1], (*x[:-1], 1), tuple(wrong(r, n, 0.3) for n in x)))
    return Case(Spec(name, **_reduced(r)), [x, tuple(wrong(r, n) for n in x), var])


@row("MarginRankingLoss")
def ranking(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(0, 3), 1, 4)
    return Case(Spec(name, **_reduced(r)), [x, tuple(wrong(r, n) for n in x), r.choice((x, x, x, x[1:]))])


@row("NLLLoss", "CrossEntropyLoss", "NLLLoss2d")
def classes(r: Random, name: str) -> Case:
    c = r.randint(2, 5)
    rank = 4 if name == "NLLLoss2d" else r.randint(1, 4)
    scores = (c,) if rank == 1 else (r.randint(1, 3), c, *sizes(r, rank - 2, 1, 3))
    soft = name == "CrossEntropyLoss" and r.random() < 0.3
    target = scores if soft else (scores[0], *scores[2:]) if rank > 1 else ()
    target = tuple(wrong(r, n) for n in target)
    if r.random() < 0.05:
        target = (*target, 2)
    soft = soft or (name == "CrossEntropyLoss" and len(target) == len(scores))
    return Case(Spec(name, **_reduced(r), **_old(r)), [scores, target], whole=() if soft else (1,))


@row("MultiMarginLoss", "MultiLabelMarginLoss", "MultiLabelSoftMarginLoss")
def margins(r: Random, name: str) -> Case:
    x = sizes(r, r.choice((1, 2, 2, 2)), 1, 4)
    target = x[:-1] if name == "MultiMarginLoss" else x
    target = tuple(wrong(r, n) for n in target)
    whole = () if name == "MultiLabelSoftMarginLoss" else (1,)
    return Case(Spec(name, **_reduced(r)), [x, target], whole=whole)


@row("CosineEmbeddingLoss")
def cosine(r: Random, name: str) -> Case:
    x = sizes(r, r.choice((1, 2, 2, 2)), 1, 4)
    target = tuple(wrong(r, n) for n in x[:-1])
    return Case(Spec(name, **_reduced(r)), [x, tuple(wrong(r, n) for n in x), target])


@row("TripletMarginLoss", "TripletMarginWithDistanceLoss")
def triplet(r: Random, name: str) -> Case:
    x = sizes(r, r.choice((1, 2, 2, 3)), 1, 4)
    options = {"margin": r.choice((1.0, 0.5, 0.0))} if r.random() < 0.1 else {}
    shapes = [x, tuple(wrong(r, n) for n in x), x if r.random() < 0.95 else (2, *x)]
    return Case(Spec(name, **_reduced(r), **options), shapes)


@row("CTCLoss")
def ctc(r: Random, name: str) -> Case:
    t, n, c, s = sizes(r, 4, 2, 5)
    lengths = (wrong(r, n),)
    return Case(Spec(name, **_reduced(r)), [(t, n, c), (n, s), lengths, lengths], whole=(1, 2, 3), meta=False)
