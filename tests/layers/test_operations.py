"""Tensor operations as Keras's configs hold them: the shape of each against what Keras computes."""

import json
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest

from symparam.algebra import Shape, bind, sizes
from symparam.algebra.slices import sliced
from symparam.errors import LayerError, UnknownLayer
from symparam.layers.ops import applied, function, operation
from symparam.layers.ops.elementwise import ALONG_AXES, BINARY, UNARY
from symparam.layers.ops.reduce import NAMES
from symparam.layers.ops.taking_parts import Split, Unstack

from ..frameworks import keras

ops: Any = keras.ops

CASES: list[Callable[[Any, Any], Any]] = [  # x and y have one shape (batch, a, 6)
    lambda x, y: x + y,
    lambda x, y: x * 2.0,
    lambda x, y: 1 - x,
    lambda x, y: x / y,
    lambda x, y: x // 2,
    lambda x, y: x**2,
    lambda x, y: -x,
    lambda x, y: x > y,
    lambda x, y: x[:, :1] + y,
    lambda x, y: x[..., :1] * y,
    lambda x, y: ops.add(x, ops.convert_to_numpy(ops.ones((1, 6)))),
    lambda x, y: ops.maximum(x, 0),
    lambda x, y: ops.where(x > 0, x, y),
    lambda x, y: ops.where(x > 0, x, 0.0),
    lambda x, y: x[:, 0],
    lambda x, y: x[:, -1],
    lambda x, y: x[:, 1:, ::2],
    lambda x, y: x[..., None],
    lambda x, y: x[:, None],
    lambda x, y: x[:, :-1],
    lambda x, y: x[:, ::-1],
    lambda x, y: x[:, -3:, 1:20],
    lambda x, y: x[..., 0, :],
    lambda x, y: x[:, 0, 1],
    lambda x, y: x[:, :, -2:],
    lambda x, y: ops.mean(x, axis=1),
    lambda x, y: ops.sum(x, axis=(1, 2)),
    lambda x, y: ops.argmax(x, axis=-1),
    lambda x, y: ops.max(x, axis=-1, keepdims=True),
    lambda x, y: ops.logsumexp(x, axis=1),
    lambda x, y: ops.std(x, axis=[1], keepdims=True),
    lambda x, y: ops.all(x > 0, axis=2),
    lambda x, y: ops.reshape(x, (-1, 6 * x.shape[1])),
    lambda x, y: ops.reshape(x, (-1, x.shape[1], 2, 3)),
    lambda x, y: ops.transpose(x, (0, 2, 1)),
    lambda x, y: ops.swapaxes(x, 1, -1),
    lambda x, y: ops.moveaxis(x, 1, 2),
    lambda x, y: ops.expand_dims(x, 1),
    lambda x, y: ops.expand_dims(x, -1),
    lambda x, y: ops.expand_dims(x, (1, 3)),
    lambda x, y: ops.squeeze(ops.expand_dims(x, 2), 2),
    lambda x, y: ops.squeeze(x[:, :1], axis=[1]),
    lambda x, y: ops.concatenate([x, y], axis=-1),
    lambda x, y: ops.concatenate([x, y, x], axis=1),
    lambda x, y: ops.stack([x, y], axis=1),
    lambda x, y: ops.stack([x, y], axis=-1),
    lambda x, y: ops.split(x, 3, axis=-1),
    lambda x, y: ops.split(x, [1, 4], axis=2),
    lambda x, y: ops.matmul(x, ops.transpose(y, (0, 2, 1))),
    lambda x, y: ops.einsum("abc,abd->acd", x, y),
    lambda x, y: ops.einsum("btd,bsd->bts", x, y),
    lambda x, y: ops.tile(x, (1, 2, 1)),
    lambda x, y: ops.repeat(x, 2, axis=1),
    lambda x, y: ops.pad(x, ((0, 0), (1, 2), (0, 0))),
    lambda x, y: ops.take(x, [0, 0, 0, 0], axis=1),
    lambda x, y: ops.one_hot(ops.cast(x, "int32"), 5),
    lambda x, y: ops.softmax(x),
    lambda x, y: ops.relu(x),
    lambda x, y: ops.gelu(x),
    lambda x, y: ops.clip(x, 0, 1),
    lambda x, y: ops.cumsum(x, axis=1),
    lambda x, y: ops.flip(x, axis=1),
    lambda x, y: ops.roll(x, 1, axis=1),
    lambda x, y: ops.normalize(x, axis=-1),
    lambda x, y: ops.glu(x),
    lambda x, y: keras.activations.relu(x),
    lambda x, y: ops.image.resize(ops.expand_dims(x, -1), (4, 5)),
    lambda x, y: ops.unstack(x, axis=2),
    lambda x, y: x @ ops.convert_to_numpy(ops.ones((6, 4))),
    lambda x, y: x @ ops.convert_to_numpy(ops.ones((6,))),
    lambda x, y: ops.matmul(ops.convert_to_numpy(ops.ones((5, x.shape[1]))), x),
    lambda x, y: x[:, 0] @ ops.convert_to_numpy(ops.ones((6, 4))),
    lambda x, y: ops.matmul(x, ops.convert_to_numpy(ops.ones((1, 6, 4)))),
    lambda x, y: x[:, None] @ ops.convert_to_numpy(ops.ones((2, 6, 4))),
    lambda x, y: ops.any(x > 0, axis=1),
    lambda x, y: ops.image.extract_patches(x[..., None], 2),
    lambda x, y: ops.image.extract_patches(x[..., None], (1, 3), strides=(2, 1)),
    lambda x, y: ops.image.extract_patches(x[..., None], 2, strides=1, padding="same"),
    lambda x, y: ops.image.extract_patches(x[..., None], 2, strides=1, dilation_rate=2),
    lambda x, y: ops.image.extract_patches(x[:, None], 2, data_format="channels_first"),
    lambda x, y: ops.depth_to_space(ops.tile(ops.expand_dims(x, -1), (1, 1, 1, 4)), 2),
    lambda x, y: ops.max_pool(x, 2),
    lambda x, y: ops.max_pool(x[..., None], (2, 3), strides=2, padding="same"),
    lambda x, y: ops.average_pool(x, 3, 1),
    lambda x, y: ops.average_pool(x, 2, data_format="channels_first"),
    lambda x, y: ops.conv(x, ones(3, 6, 5)),
    lambda x, y: ops.conv(x, ones(2, 6, 5), dilation_rate=2),
    lambda x, y: ops.conv(x[..., None], ones(3, 2, 1, 4), (2, 1), "same"),
    lambda x, y: ops.depthwise_conv(x, ones(3, 6, 2)),
    lambda x, y: ops.depthwise_conv(x, ones(1, 6, 3), 2, "same"),
    lambda x, y: ops.separable_conv(x, ones(3, 6, 2), ones(1, 12, 7)),
    lambda x, y: ops.conv_transpose(x, ones(3, 5, 6), 2),
    lambda x, y: ops.conv_transpose(x, ones(2, 5, 6), 3, "same"),
    lambda x, y: ops.conv_transpose(x, ones(3, 5, 6), strides=2, output_padding=1),
    lambda x, y: ops.top_k(x, 2),
    lambda x, y: ops.top_k(x, k=6, sorted=False)[1],
    lambda x, y: ops.layer_normalization(x),
    lambda x, y: ops.layer_normalization(x, ones(6), ones(6), axis=-1),
    lambda x, y: ops.rms_normalization(x),
    lambda x, y: ops.rms_normalization(x, scale=ones(6)),
    lambda x, y: ops.batch_normalization(x, ones(6), ones(6), -1, offset=ones(6), scale=ones(6)),
    lambda x, y: ops.slice(x, (0, 1, 2), (-1, 2, 3)),
    lambda x, y: ops.slice(x, [0, 1, 2], [-1, -1, -1]),
    lambda x, y: ops.hstack([x, y, x]),
    lambda x, y: ops.diff(x),
    lambda x, y: ops.diff(x, n=2, axis=1),
    lambda x, y: ops.diff(x, n=9, axis=1),
    lambda x, y: ops.array_split(x, 4, axis=2),
    lambda x, y: ops.array_split(x, 7, axis=1),
    lambda x, y: ops.rot90(x, axes=(1, 2)),
    lambda x, y: ops.rot90(x, k=3, axes=(2, 1)),
    lambda x, y: ops.extract_sequences(x, 3, 2),
    lambda x, y: ops.extract_sequences(x, sequence_length=2, sequence_stride=1),
    lambda x, y: ops.tensordot(x, ones(6, 5, 2), axes=1),
    lambda x, y: ops.tensordot(x, ones(x.shape[1], 6, 2)),
    lambda x, y: ops.tensordot(x, ones(6, 5, x.shape[1]), axes=([1, -1], [2, 0])),
    lambda x, y: ops.tensordot(x, ones(5), axes=0),
    lambda x, y: ops.image.pad_images(x[..., None], 1, 2, 3, 0),
    lambda x, y: ops.image.pad_images(x[:, None], 1, 2, target_height=8, target_width=9, data_format="channels_first"),
    lambda x, y: ops.image.crop_images(x[..., None], 1, 2, 1, 0),
    lambda x, y: ops.image.crop_images(x[..., None], 1, right_cropping=2, target_height=2, target_width=3),
    lambda x, y: ops.image.rgb_to_grayscale(ops.tile(x[..., None], (1, 1, 1, 3))),
    lambda x, y: ops.broadcast_to(x[:, :1], (1, 4, 6)),
    lambda x, y: ops.broadcast_to(x[..., None], (1, *x.shape[1:], 2)),
]


def ones(*shape: int) -> Any:
    """An array that is no tensor of the model."""
    return ops.convert_to_numpy(ops.ones(shape))


def _is_tensor(value: Any) -> bool:
    return isinstance(value, dict) and value.get("class_name") == "__keras_tensor__"


@pytest.mark.parametrize("build", CASES, ids=range(len(CASES)))
def test_operation_equals_keras(build: Callable[[Any, Any], Any]) -> None:
    for seed in range(3):
        shape = (Random(seed).randint(3, 6), 6)
        x, y = keras.Input(shape), keras.Input(shape)
        model = keras.Model([x, y], keras.tree.flatten(build(x, y)))
        config = json.loads(model.to_json())["config"]["layers"]
        for entry, real in zip(config, model.operations, strict=True):
            if not entry["inbound_nodes"]:
                continue
            node = entry["inbound_nodes"][0]
            layer, tensors = applied(
                operation(entry["class_name"]), entry["config"], node["args"], node["kwargs"], _is_tensor
            )
            inputs = [Shape(t["config"]["shape"][1:]) for t in tensors]
            layer.accept(*inputs)
            assert all(need.holds() for need in layer.needs(*inputs)), entry
            output = layer.output(*inputs)
            outputs = output if isinstance(output, tuple) else (output,)
            assert [tuple(o) for o in outputs] == [t.shape[1:] for t in keras.tree.flatten(real.output)], entry


@pytest.mark.parametrize(
    "build",
    [
        lambda x: ops.max_pool(x, 4),
        lambda x: ops.conv(x, ones(4, 6, 2)),
        lambda x: ops.conv(x, ones(2, 5, 2)),
        lambda x: ops.depthwise_conv(x, ones(2, 5, 1)),
        lambda x: ops.conv_transpose(x, ones(2, 2, 5)),
        lambda x: ops.separable_conv(x, ones(2, 6, 2), ones(1, 6, 7)),
        lambda x: ops.top_k(x, 7),
        lambda x: ops.slice(x, (0, 0, 2), (-1, 4, 3)),
        lambda x: ops.layer_normalization(x, ones(5)),
        lambda x: ops.batch_normalization(x, ones(6), ones(5), -1),
        lambda x: ops.broadcast_to(x, (1, 6, 6)),
        lambda x: ops.broadcast_to(x, (1, 3, 1)),
        lambda x: ops.tensordot(x, ones(5, 6), 1),
        lambda x: ops.image.crop_images(x[..., None], 2, 0, 2, 0),
        lambda x: ops.rot90(x, 2, axes=(1, 2)),
        lambda x: ops.image.crop_images(x[..., None], 1, 0, target_height=3, target_width=1),
        lambda x: ops.image.pad_images(x[..., None], 1, 0, target_height=3, target_width=6),
        lambda x: ops.image.rgb_to_grayscale(ops.tile(x[..., None], (1, 1, 1, 2))),
    ],
    ids=range(18),
)
def test_what_keras_refuses_is_not_legal(build: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keras refuses to build or to run it, or its run gives another shape than it told."""
    made: list[tuple[Any, Any]] = []
    before = keras.Operation.symbolic_call

    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        made.append((self, (args, kwargs)))
        with monkeypatch.context() as inside:  # operations that it is made of are not noted
            inside.setattr(keras.Operation, "symbolic_call", before)
            return before(self, *args, **kwargs)

    monkeypatch.setattr(keras.Operation, "symbolic_call", noted)
    x = keras.Input((3, 6))
    try:
        told = keras.Model(x, keras.tree.flatten(build(x)))
        ran = [y.shape[1:] for y in keras.tree.flatten(told(ops.ones((2, 3, 6))))]
        assert ran != [y.shape[1:] for y in told.outputs]
    except (ValueError, TypeError):
        pass
    operation_, (args, kwargs) = made[-1]
    layer, tensors = applied(
        operation(type(operation_).__name__), operation_.get_config(), args, kwargs, keras.backend.is_keras_tensor
    )
    inputs = [Shape(t.shape[1:]) for t in tensors]
    layer.accept(*inputs)
    assert not all(need.holds() for need in layer.needs(*inputs))


def test_tables_hold_keras_classes_only() -> None:
    from keras.src import activations
    from keras.src.activations import activations as more
    from keras.src.ops import core, image, linalg, math, nn, numpy

    homes = (core, image, linalg, math, nn, numpy, activations, more)
    for name in UNARY | ALONG_AXES | BINARY | NAMES:
        assert any(hasattr(home, name) for home in homes), name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("keras.ops.expand_dims", "ExpandDims"),
        ("tf.reduce_mean", "Mean"),
        ("K.sum", "Sum"),
        ("nn.relu", "Relu"),
        ("__operators__.add", "Add"),
        ("__operators__.getitem", "GetItem"),
        ("tf.concat", "Concatenate"),
        ("K.permute_dimensions", "Transpose"),
        ("tf.nn.softmax", "Softmax"),
        ("K.l2_normalize", "Normalize"),
        ("math.multiply", "Multiply"),
        ("abs", "Absolute"),
        ("tf.math.reduce_max", "Max"),
        ("ops.log1p", "Log1p"),
        ("ops.true_divide", "TrueDivide"),
        ("tf.nn.relu6", "Relu6"),
    ],
)
def test_function_names(name: str, kind: str) -> None:
    assert function(name).__name__ == kind


def test_slices_of_a_symbol_equal_python() -> None:
    (n,) = sizes("n")
    for start in (None, 0, 1, 3, -2):
        for stop in (None, 1, 4, -1, -3):
            for step in (None, 1, 2, 3):
                part = slice(start, stop, step)
                formula = sliced(start, stop, step, n)
                for size in range(9):
                    assert bind(formula, {"n": size}) == len(range(*part.indices(size))), (part, size)


def test_slices_between_formulas_take_what_python_takes() -> None:
    n, a, b = sizes("n a b")
    ends = {"-a": -a, "a": a, "a - b": a - b, "-a - b": -a - b, "b - a - 1": b - a - 1}
    for start in (None, *ends):
        for stop in (None, *ends):
            formula = sliced(ends.get(start), ends.get(stop), None, n)
            for size, x, y in product(range(7), range(1, 4), range(1, 4)):
                names = {"n": size, "a": x, "b": y}
                first, last = (None if end is None else bind(ends[end], names) for end in (start, stop))
                assert bind(formula, names) == len(range(*slice(first, last).indices(size))), (start, stop, names)


@pytest.mark.parametrize(
    ("name", "settings", "shape", "part"),
    [
        ("Mean", {}, (3, 4), "axis=None runs over all axes"),
        ("Mean", {"axis": 0}, (3, 4), "is the batch axis"),
        ("Transpose", {"axes": (1, 0)}, (3,), "begins with 0"),
        ("Reshape", {"newshape": (-1, -1)}, (3,), "may hold one -1"),
        ("GetItem", {"key": 0}, (3,), "must take the whole batch"),
        ("GetItem", {"key": (slice(None), 0, 0)}, (3,), "too many indices"),
        ("Tile", {"repeats": (2, 1)}, (3,), "must leave the batch alone"),
        ("Vstack", {}, (3,), "joins the batches"),
        ("Rot90", {}, (3, 4), "is the batch axis"),
        ("Slice", {"shape": (2, 3), "start_indices": (0, 0)}, (3,), "the batch is taken whole"),
        ("BroadcastTo", {"shape": (2, 1, 3)}, (3,), "takes a size for each axis"),
        ("Tensordot", {"axes": 2, "x2": Shape((2, 3))}, (3,), "sums over the batch"),
        ("Tensordot", {"axes": 1}, (3,), "a tensor and an array"),
        ("Conv", {}, (3, 4), "takes a kernel that is an array"),
        ("Conv", {"kernel": Shape((3, 4))}, (3, 4), "the kernel has 3 axes, not 2"),
        ("PadImages", {"top_padding": 1}, (3, 4, 5), "exactly two of the top and bottom padding and the target height"),
    ],
)
def test_what_touches_the_batch_is_refused(
    name: str, settings: dict[str, Any], shape: tuple[int, ...], part: str
) -> None:
    def derive() -> None:
        layer = operation(name)(**settings)
        layer.accept(Shape(shape))
        layer.output(Shape(shape))

    with pytest.raises(LayerError, match=part):
        derive()


def test_unknown_operation() -> None:
    with pytest.raises(UnknownLayer, match="Cholesky"):
        operation("Cholesky")


@pytest.mark.parametrize(
    ("given", "pieces"), [((2, 3, 1), (2, 3, 1)), ((4, -1), (4, 2)), ((-1, 1, 2), (3, 1, 2)), (2, (3, 3))]
)
def test_tensorflow_splits_into_sizes(given: Any, pieces: tuple[int, ...]) -> None:  # as tf.split documents
    layer, _ = applied(function("tf.split"), {}, ("x",), {"num_or_size_splits": given, "axis": 1}, lambda v: v == "x")
    made = layer.output(Shape((6,)))
    assert made == tuple(Shape((n,)) for n in pieces)
    assert all(need.holds() for need in layer.needs(Shape((6,))))
    assert not all(need.holds() for need in layer.needs(Shape((5,)))) or -1 in given


@pytest.mark.parametrize(
    ("name", "arguments", "size"),
    [
        ("Split", {"indices_or_sections": 10**9}, 10**9),
        ("Split", {"num_or_size_splits": 10**9}, 10**9),
        ("Unstack", {"num": 10**9}, 10**9),
        ("Unstack", {}, 10**9),
    ],
)
def test_more_outputs_than_can_be_written_out_are_refused(name, arguments, size):
    with pytest.raises(LayerError, match="1,000,000,000 outputs are more than can be written out"):
        {"Split": Split, "Unstack": Unstack}[name](axis=1, **arguments).output(Shape((size, 3)))
