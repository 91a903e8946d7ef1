"""The data sets that come with Keras, whose shapes everyone knows."""

from __future__ import annotations

from ...interpreter.values import Array, Unknown, Value

# keras.datasets: training samples, test samples, shape of one sample; labels of CIFAR have shape (n, 1)
IMAGES: dict[str, tuple[int, int, tuple[int, ...], tuple[int, ...]]] = {
    "mnist": (60_000, 10_000, (28, 28), ()),
    "fashion_mnist": (60_000, 10_000, (28, 28), ()),
    "cifar10": (50_000, 10_000, (32, 32, 3), (1,)),
    "cifar100": (50_000, 10_000, (32, 32, 3), (1,)),
    "boston_housing": (404, 102, (13,), ()),
    "california_housing": (16_512, 4_128, (8,), ()),
}
SEQUENCES = {"imdb": (25_000, 25_000), "reuters": (8_982, 2_246)}


def load(name: str, line: int) -> Value:
    """keras.datasets.name.load_data(), or None for a data set that is not known."""
    if name in IMAGES:
        train, test, sample, label = IMAGES[name]
        return ((Array((train, *sample)), Array((train, *label))), (Array((test, *sample)), Array((test, *label))))
    if name in SEQUENCES:
        train, test = SEQUENCES[name]
        return ((Array((train,)), Array((train,))), (Array((test,)), Array((test,))))
    return Unknown(f"{name}.load_data()", line)
