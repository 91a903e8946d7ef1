"""Preprocessing of numbers, categories and sound. Layers that need TensorFlow are in test_vocabulary.py."""

from __future__ import annotations

from random import Random
from typing import Any

from ..keras_cases import Case, Spec, disagreement, row, sizes, some

MODES = ["one_hot", "multi_hot", "count", "int", "binary", "few_hot"]


@row("Rescaling")
def rescaling(r: Random, name: str) -> Case:
    return Case(Spec(name, *([0.5] if r.random() < 0.9 else []), **some(r, offset=[1.0])), [sizes(r, r.randint(1, 4))])


@row("Normalization")
def normalization(r: Random, name: str) -> Case:
    rank = r.randint(1, 4)
    shape = sizes(r, rank, 1, 5)
    axis = r.choice([-1, None, rank, -rank, (-1,), rank + 1, *([(1, rank), (rank, 1)] if rank > 1 else [])])
    options: dict[str, Any] = {"axis": axis} if r.random() < 0.8 else {}
    if r.random() < 0.4:
        n = r.choice([shape[-1], 1, 2])
        options["mean"] = r.choice([0.5, [0.5] * n, [[0.5] * n]])
        options["variance"] = options["mean"] if r.random() < 0.9 else None
    return Case(Spec(name, **options), [shape])


@row("Discretization")
def discretization(r: Random, name: str) -> Case:
    boundaries = [[0.5], [1.0, 2.0, 3.0], []] if r.random() < 0.9 else [None]
    options = some(r, output_mode=MODES)
    if r.random() < 0.95:
        options["bin_boundaries"] = r.choice(boundaries)
    if r.random() < 0.1:
        options["num_bins"] = 4
    return Case(Spec(name, **options), [sizes(r, r.choice([0, 1, 1, 1, 2, 3]), 1, 4)])


@row("CategoryEncoding")
def category_encoding(r: Random, name: str) -> Case:
    tokens = [r.choice([1, 4, 5, 0])] if r.random() < 0.9 else []
    return Case(Spec(name, *tokens, **some(r, output_mode=MODES)), [sizes(r, r.choice([0, 1, 1, 2, 3]), 1, 3)], "int32")


@row("MelSpectrogram")
def mel_spectrogram(r: Random, name: str) -> Case:
    options = some(r, sequence_length=[None, 64, 100], sequence_stride=[16, 32, 50], num_mel_bins=[8, 12])
    return Case(Spec(name, fft_length=64, **options), [(r.randint(65, 400),)])


@row("STFTSpectrogram")
def stft_spectrogram(r: Random, name: str) -> Case:
    length = r.choice([32, 20, 7, 33, 2, 1])
    options = some(
        r,
        mode=["log", "magnitude", "psd", "real", "imag", "angle", "stft", "loud"],
        frame_step=[None, 4, 7, length, length + 1],
        fft_length=[None, 64, 64, length - 1],
        padding=["valid", "same"],
        expand_dims=[True, False],
        scaling=[None, "spectrum", "power"],
        data_format=[None, "channels_first", "channels_last"],
    )
    return Case(Spec(name, frame_length=length, **options), [(r.randint(30, 300), r.randint(1, 3))])


def _joins_the_batch(case: Case) -> bool:
    return not case.shapes[0]


disagreement(
    "Discretization",
    "CategoryEncoding",
    follows="neither",
    when=_joins_the_batch,
    reason="with no axis besides the batch, Keras makes one vector of the whole batch; symparam refuses",
)
disagreement(
    "Discretization",
    follows="symbolic",
    when=lambda case: "num_bins" in case.layer.kwargs,
    reason="num_bins without adapt() is refused only when the layer runs",
)
disagreement(
    "CategoryEncoding",
    follows="symbolic",
    when=lambda case: len(case.shapes[0]) > 1,
    reason="of several axes Keras joins the last in the summary, and the first when the layer runs",
)
disagreement(
    "MelSpectrogram",
    follows="symbolic",
    reason="where T + 1 is a multiple of the stride, the summary counts one frame more than come out",
)
