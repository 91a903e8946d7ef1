"""Normalization."""

from random import Random

from ..keras_cases import Case, Spec, disagreement, row, sizes, some

AXES = [-1, 1, 2, -2, 0, 5]


@row("BatchNormalization")
def batch(r: Random, name: str) -> Case:
    arguments = some(
        r,
        axis=AXES,
        center=[True, False],
        scale=[True, False],
        renorm=[True, False],
        trainable=[True, False],
        momentum=[0.9],
    )
    return Case(Spec(name, **arguments), [sizes(r, r.randint(1, 4))])


@row("LayerNormalization")
def layer(r: Random, name: str) -> Case:
    arguments = some(
        r,
        axis=[*AXES, [1, 2], (-2, -1), [2, 1], [-1, 1]],
        center=[True, False],
        scale=[True, False],
        rms_scaling=[True, False],
        trainable=[True, False],
    )
    return Case(Spec(name, **arguments), [sizes(r, r.randint(1, 4))])


@row("RMSNormalization", "UnitNormalization")
def several_axes(r: Random, name: str) -> Case:
    return Case(Spec(name, **some(r, axis=[*AXES, [1, 2], (-2, -1), [2, 1]])), [sizes(r, r.randint(1, 4))])


@row("GroupNormalization")
def group(r: Random, name: str) -> Case:
    groups = r.choice([-1, 1, 2, 3, 4, 0])
    arguments = {"groups": groups, **some(r, axis=AXES, center=[True, False], scale=[True, False])}
    channels = groups * r.randint(1, 3) if groups > 0 and r.random() < 0.7 else r.randint(1, 9)
    shape = list(sizes(r, r.randint(1, 4)))
    axis = arguments.get("axis", -1)
    if 0 < axis <= len(shape):
        shape[axis - 1] = channels
    elif axis == -1:
        shape[-1] = channels
    return Case(Spec(name, **arguments), [tuple(shape)])


@row("SpectralNormalization")
def spectral(r: Random, name: str) -> Case:
    inner, shape = r.choice(
        [
            (Spec("Dense", 3, **some(r, use_bias=[False], trainable=[False])), sizes(r, 2)),
            (Spec("Conv2D", 4, 2, **some(r, use_bias=[False], padding=["same"])), sizes(r, 3)),
            (Spec("DepthwiseConv1D", 2), sizes(r, 2)),
            (Spec("Conv1DTranspose", 2, 3), sizes(r, 2)),
            (Spec("SeparableConv1D", 2, 1), sizes(r, 2)),
            (Spec("Embedding", 5, 3), sizes(r, 1)),
            (Spec("Flatten"), sizes(r, 2)),
            (Spec("LSTM", 3), sizes(r, 2)),
        ]
    )
    return Case(Spec(name, inner, **some(r, power_iterations=[1, 2, 0], trainable=[True, False])), [shape])


def axes(case: Case) -> list[int]:
    """The axes of a case, counted from the front."""
    axis, rank = case.layer.kwargs.get("axis", -1), len(case.shapes[0]) + 1
    return [a % rank for a in (axis if isinstance(axis, (list, tuple)) else [axis]) if -rank <= a < rank]


NORMALIZATIONS = (
    "BatchNormalization",
    "LayerNormalization",
    "RMSNormalization",
    "GroupNormalization",
    "UnitNormalization",
)
disagreement(
    *NORMALIZATIONS,
    follows="neither",
    when=lambda case: 0 in axes(case),
    reason="axis is the batch: Keras makes weights as large as the batch, symparam refuses",
)
disagreement(
    "LayerNormalization",
    "UnitNormalization",
    "RMSNormalization",
    follows="concrete",
    when=lambda case: len(set(axes(case))) < len(axes(case)),
    reason="an axis named twice fails only when Keras computes",
)
disagreement(
    "RMSNormalization",
    follows="symbolic",
    when=lambda case: max(axes(case), default=99) < len(case.shapes[0]),
    reason="Keras does not put scale along axis unless that is the last; it fails when it computes",
)
