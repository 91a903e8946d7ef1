"""Functions of keras.ops in scripts: the output shape of each against Keras running the same script."""

from collections.abc import Callable
from pathlib import Path

import pytest

from symparam import read
from symparam.errors import ConditionError, SymparamError

from ..frameworks import framework

framework("keras", "keras")
import keras  # noqa: E402
from keras.src.layers.merging.dot import batch_dot  # noqa: E402  (Keras 3 has it no longer among its backend functions)

SCRIPT = """
import keras
from keras import ops

H, W, C, T = 12, 10, 4, 8
x = keras.Input((H, W, C))
y = keras.Input((T, C))
z = keras.Input((C,))
model = keras.Model([x, y, z], {})
"""
Run = Callable[[str], object]


@pytest.fixture
def ours(tmp_path: Path) -> Run:
    """The output shape of an expression in a script, as symparam reads it."""

    def shape(text: str) -> object:
        path = tmp_path / "model.py"
        head = "import tensorflow as tf" if "tf." in text else ""
        path.write_text(head + SCRIPT.format(text))
        return tuple(read(path).derive().at().outputs[0])

    return shape


@pytest.mark.parametrize(
    "text",
    [
        "ops.repeat(y, 2, axis=1)",
        "ops.repeat(y, 3, axis=-1)",
        "ops.repeat(z, 2, axis=1)",
        "ops.repeat(z, T, 1)",
        "ops.moveaxis(x, -1, 1)",
        "ops.moveaxis(x, (1, 2), (2, 1))",
        "ops.swapaxes(y, 1, 2)",
        "ops.roll(y, 1, axis=2)",
        "ops.take(y, [0, 1, 1], axis=1)",
        "ops.take(y, indices=[0, 1], axis=-1)",
        "ops.take(y, 3, axis=1)",
        "ops.einsum('btd,bsd->bts', y, y)",
        "ops.einsum('bhwc,bc->bhw', x, z)",
        "ops.split(y, [1, 3], axis=2)[1]",
        "ops.depth_to_space(x, 2)",
        "ops.space_to_depth(x, block_size=2)",
        "ops.triu(y)",
        "ops.take_along_axis(y, ops.argsort(y, axis=1), axis=1)",
        "ops.take_along_axis(y, ops.cast(y[:, :3], 'int32'), 1)",
        "ops.full_like(y, 2)",
        "ops.dot_product_attention(y[:, :, None], y[:, :, None], y[:, :, None])",
        "ops.squeeze(ops.max(x, axis=2, keepdims=True))",
        "ops.max_pool(x, 2)",
        "ops.average_pool(y, pool_size=3, strides=1, padding='same')",
        "ops.top_k(y, 2)[0]",
        "ops.conv(x, ops.ones((3, 3, C, 7)), 2)",
        "ops.conv(y, kernel=ops.ones((3, C, 5)), padding='same')",
        "ops.depthwise_conv(y, ops.ones((3, C, 2)))",
        "ops.conv_transpose(y, ops.ones((3, 5, C)), 2)",
        "ops.separable_conv(x, ops.ones((3, 3, C, 2)), ops.ones((1, 1, 2 * C, 9)), 1, 'same')",
        "ops.layer_normalization(y)",
        "ops.layer_normalization(y, ops.ones((C,)), axis=-1)",
        "ops.rms_normalization(y)",
        "ops.batch_normalization(y, ops.ones((C,)), ops.ones((C,)), -1)",
        "ops.normalize(y, axis=1)",
        "ops.slice(y, (0, 1, 1), (-1, 2, -1))",
        "ops.hstack([y, y])",
        "ops.diff(y, axis=1)",
        "ops.array_split(y, 3, axis=1)[2]",
        "ops.rot90(x, axes=(1, 2))",
        "ops.extract_sequences(z, 2, 1)",
        "ops.tensordot(x, ops.ones((W, C, 5)), axes=2)",
        "ops.tensordot(x, ops.ones((C, W, 2)), axes=[[3, 2], [0, 1]])",
        "ops.image.pad_images(x, 1, 2, target_height=H + 4, target_width=20)",
        "ops.image.crop_images(x, 1, 2, 1, 0)",
        "ops.image.rgb_to_grayscale(x[..., :3])",
        "ops.broadcast_to(x[:, :1], (1, 3, W, C))",
        "y * ops.ones((1, T, 1))",
        "y * ops.ones((T, 1))",
        "ops.dot(y, ops.ones((C, 5)))",
        "ops.argmax(y, -1)",
        "ops.norm(y, 2, -1)",
        "ops.norm(y, 2, (1, 2), True)",
        "ops.one_hot(y, 5, axis=1)",
    ],
)
def test_function_equals_keras(text: str, ours: Run) -> None:
    theirs: dict[str, object] = {}
    exec(SCRIPT.format(text), theirs)
    assert ours(text) == theirs["model"].output.shape[1:]  # type: ignore[attr-defined]


def test_repeat_of_the_backend_is_a_repeat_vector(ours: Run) -> None:
    assert ours("keras.backend.repeat(z, 5)") == (5, 4)


@pytest.mark.parametrize(
    "given",
    [
        "x, x, axes=[2, 2]",
        "x, x[:, :5], axes=3",
        "y, y, [1, 1]",
        "z, z, axes=1",
        "y, z, axes=[2, 1]",
        "y, ops.transpose(y, (0, 2, 1))",
        "y, z",
    ],
)
def test_batch_dot_of_the_backend_sums_over_its_axes(given: str, ours: Run) -> None:
    theirs: dict[str, object] = {"batch_dot": batch_dot}
    exec(SCRIPT.format(f"batch_dot({given})"), theirs)
    assert ours(f"keras.backend.batch_dot({given})") == theirs["model"].output.shape[1:]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ops.take(y, [0, 1])", "the batch included"),
        ("ops.repeat(y, 2)", "the batch included"),
        ("ops.take(y, [0, 1], axis=1, batch_dims=1)", "take has no argument 'batch_dims'"),
        ("ops.ones((3, 1, 1, 1)) + y", "would take the place of the batch"),
        ("ops.maximum(y, ops.zeros((1, 1, T, C)))", "would take the place of the batch"),
        ("ops.where(y > 0, y, ops.zeros((2, 1, 1, 1, 1)))", "would take the place of the batch"),
        ("y * ops.ones((3, T, C))", "at the batch its axis must be 1"),  # only a batch of 3, or of 1, would fit
        ("ops.dot(y, y)", "join the samples of a batch"),
        ("ops.dot(y, ops.ones((2, C, 5)))", "join the samples of a batch"),
        ("ops.argmax(ops.sort(y, axis=None), axis=1)", "the batch included"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(text: str, why: str, ours: Run) -> None:
    with pytest.raises(SymparamError, match=why):
        ours(text)


def test_an_axis_that_squeeze_would_take_away_is_not_legal(tmp_path: Path) -> None:
    path = tmp_path / "model.py"
    path.write_text(SCRIPT.format("ops.squeeze(ops.max(x, axis=2, keepdims=True))"))
    report = read(path).derive()
    assert tuple(report.at(H=2, C=2).outputs[0]) == (2, 2)  # as Keras; at H = 1 it drops that axis too
    with pytest.raises(ConditionError, match="squeeze: axis=None takes every axis of 1 away, and axis 1 stays"):
        report.at(H=1)


# TensorFlow's documentation of gather: params.shape[:axis] + indices.shape[batch_dims:] + params.shape[axis + 1:]
OF_TENSORFLOW = [
    ("tf.gather(x, tf.argmax(y, axis=2), axis=1, batch_dims=1)", (8, 10, 4)),
    ("tf.gather(y, tf.argmax(y, axis=1), batch_dims=1)", (4, 4)),
    ("y + tf.cast(tf.math.floormod(tf.range(8), 2), 'float32')[:, None]", (8, 4)),
    ("tf.math.unsorted_segment_sum(z, tf.argmax(z, axis=1), num_segments=tf.shape(y)[0])", (4,)),
    ("tf.math.segment_mean(y, tf.argmax(z, axis=1))", (8, 4)),
    ("tf.tensor_scatter_nd_update(y, [[0, 0]], [tf.ones((4,))])", (8, 4)),
    ("tf.matmul(tf.linalg.band_part(tf.ones((8, 8)), -1, 0), y)", (8, 4)),
    ("tf.cond(tf.reduce_sum(z) > 0, lambda: z, lambda: -z)", (4,)),
    ("tf.debugging.check_numerics(tf.ensure_shape(z, [None, 4]), 'z')", (4,)),
]


@pytest.mark.parametrize(("text", "shape"), OF_TENSORFLOW)
def test_functions_of_tensorflow_give_the_shapes_of_its_documentation(text: str, shape: object, ours: Run) -> None:
    assert ours(text) == shape


@pytest.mark.parametrize(
    "text", ["z + tf.cast(tf.unknown_rule(3), 'float32')[None]", "z * tf.linalg.det(z[..., None])"]
)
def test_a_part_of_a_shape_that_is_not_known_is_no_number(text: str, ours: Run) -> None:
    with pytest.raises(SymparamError, match="comes from"):
        ours(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("tf.image.crop_to_bounding_box(x, 1, 2, 6, 5)", "ops.image.crop_images(x, 1, 2, None, None, 6, 5)"),
        (
            "tf.image.pad_to_bounding_box(x, offset_height=1, offset_width=0, target_height=20, target_width=C * 4)",
            "ops.image.pad_images(x, 1, 0, None, None, 20, C * 4)",
        ),
    ],
)
def test_boxes_of_tensorflow_are_those_of_keras(ours: Run, text: str, same: str) -> None:
    names: dict[str, object] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(SCRIPT.format(same), names)
    assert ours(text) == tuple(names["model"].outputs[0].shape[1:])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "ops.mean(c, axis=0)",
        "ops.sum(c, axis=(0, 2), keepdims=True)",
        "ops.transpose(c, (1, 0, 2))[:, 0, :]",
        "ops.reshape(c, (-1, 4))[0]",
        "ops.expand_dims(c, -1)[0, 0, :, 0]",
        "ops.concatenate([c, c], axis=1)[:1, 8:]",
        "ops.stack([c, c])[0]",
        "ops.repeat(c, 4, axis=1)",
        "ops.tile(c, (1, 2, 3))",
    ],
)
def test_functions_of_constants_give_the_shapes_of_keras(ours: Run, text: str) -> None:
    text = f"y[:, :1, :1] + (lambda c: {text})(ops.ones((1, T, C)))"
    names: dict[str, object] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(SCRIPT.format(text), names)
    assert ours(text) == tuple(names["model"].outputs[0].shape[1:])  # type: ignore[attr-defined]
