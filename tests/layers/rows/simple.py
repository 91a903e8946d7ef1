"""Activations, regularization and the other layers that keep the shape."""

from __future__ import annotations

from random import Random

from ..keras_cases import Case, Spec, disagreement, row, sizes, some


@row("Activation")
def activation(r: Random, name: str) -> Case:
    arguments = (r.choice(["relu", "softmax", "tanh"]),) if r.random() < 0.9 else ()
    return Case(Spec(name, *arguments), [sizes(r, r.randint(1, 4))])


@row("ReLU", "LeakyReLU", "ELU")
def rectifier(r: Random, name: str) -> Case:
    slopes = [0, 0.2, 3.5, -0.1] if r.random() < 0.3 else [0.0, 0.2]
    options = {
        "ReLU": {"max_value": [None, *slopes], "negative_slope": slopes, "threshold": slopes},
        "LeakyReLU": {"negative_slope": slopes},
        "ELU": {"alpha": slopes},
    }[name]
    return Case(Spec(name, **some(r, **options)), [sizes(r, r.randint(1, 4))])


@row("PReLU")
def prelu(r: Random, name: str) -> Case:
    rank = r.randint(1, 4)
    axes = r.choice([None, r.randint(-1, rank + 1), [r.randint(1, rank) for _ in range(r.randint(0, rank))]])
    return Case(Spec(name, shared_axes=axes), [sizes(r, rank)])


@row("Softmax")
def softmax(r: Random, name: str) -> Case:
    rank = r.randint(1, 4)
    axis = r.choice([-1, r.randint(1, rank), -r.randint(1, rank), (1,), tuple(range(1, rank + 1)), rank + 1])
    return Case(Spec(name, **some(r, axis=[axis])), [sizes(r, rank)])


@row("Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise")
def dropout(r: Random, name: str) -> Case:
    rate = r.choice([0, 0.25, 0.5, 1, 1.5, -0.1, 0.9])
    return Case(Spec(name, rate, **some(r, seed=[None, 7])), [sizes(r, r.randint(1, 4))])


@row("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")
def spatial_dropout(r: Random, name: str) -> Case:
    rank = int(name[-2]) + (1 if r.random() < 0.85 else r.choice([0, 2]))
    options = {} if name.endswith("1D") else {"data_format": [None, "channels_first", "channels_last", "first"]}
    return Case(Spec(name, r.choice([0, 0.25, 1, 2]), **some(r, **options)), [sizes(r, rank)])


@row("ActivityRegularization", "Identity", "Masking")
def kept(r: Random, name: str) -> Case:
    options = {
        "ActivityRegularization": {"l1": [0.1, 0, -0.1], "l2": [0.2, 3, -1]},
        "Masking": {"mask_value": [0.0, -1]},
    }.get(name, {})
    return Case(Spec(name, **some(r, **options)), [sizes(r, r.randint(1, 4))])


def _axis_beyond(case: Case) -> bool:
    axis = case.layer.kwargs.get("axis", -1)
    return isinstance(axis, int) and axis > len(case.shapes[0])


disagreement(
    "Softmax",
    follows="concrete",
    when=_axis_beyond,
    reason="an axis that the input lacks is found only when the layer runs",
)
