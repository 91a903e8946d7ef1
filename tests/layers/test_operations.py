"""Tensor operations as Keras's configs hold them: the shape of each against what Keras computes."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from symparam.algebra import Shape, bind, sizes
from symparam.errors import LayerError, UnknownLayer
from symparam.layers.ops import applied, function, operation
from symparam.layers.ops.elementwise import ALONG_AXES, BINARY, UNARY
from symparam.layers.ops.parts import Split, Unstack, sliced
from symparam.layers.ops.reduce import NAMES

from ..frameworks import keras

ops: Any = keras.ops

CASES: list[Callable[[Any, Any], Any]] = [  # x and y have one shape (batch, a, 6)
    lambda x, y: x + y, lambda x, y: x * 2.0, lambda x, y: 1 - x, lambda x, y: x / y, lambda x, y: x // 2,
    lambda x, y: x ** 2, lambda x, y: -x, lambda x, y: x > y, lambda x, y: x[:, :1] + y, lambda x, y: x[..., :1] * y,
    lambda x, y: ops.add(x, ops.convert_to_numpy(ops.ones((1, 6)))), lambda x, y: ops.maximum(x, 0),
    lambda x, y: ops.where(x > 0, x, y), lambda x, y: ops.where(x > 0, x, 0.0),
    lambda x, y: x[:, 0], lambda x, y: x[:, -1], lambda x, y: x[:, 1:, ::2], lambda x, y: x[..., None],
    lambda x, y: x[:, None], lambda x, y: x[:, :-1], lambda x, y: x[:, ::-1], lambda x, y: x[:, -3:, 1:20],
    lambda x, y: x[..., 0, :], lambda x, y: x[:, 0, 1], lambda x, y: x[:, :, -2:],
    lambda x, y: ops.mean(x, axis=1), lambda x, y: ops.sum(x, axis=(1, 2)), lambda x, y: ops.argmax(x, axis=-1),
    lambda x, y: ops.max(x, axis=-1, keepdims=True), lambda x, y: ops.logsumexp(x, axis=1),
    lambda x, y: ops.std(x, axis=[1], keepdims=True), lambda x, y: ops.all(x > 0, axis=2),
    lambda x, y: ops.reshape(x, (-1, 6 * x.shape[1])), lambda x, y: ops.reshape(x, (-1, x.shape[1], 2, 3)),
    lambda x, y: ops.transpose(x, (0, 2, 1)), lambda x, y: ops.swapaxes(x, 1, -1), lambda x, y: ops.moveaxis(x, 1, 2),
    lambda x, y: ops.expand_dims(x, 1), lambda x, y: ops.expand_dims(x, -1), lambda x, y: ops.expand_dims(x, (1, 3)),
    lambda x, y: ops.squeeze(ops.expand_dims(x, 2), 2), lambda x, y: ops.squeeze(x[:, :1], axis=[1]),
    lambda x, y: ops.concatenate([x, y], axis=-1), lambda x, y: ops.concatenate([x, y, x], axis=1),
    lambda x, y: ops.stack([x, y], axis=1), lambda x, y: ops.stack([x, y], axis=-1),
    lambda x, y: ops.split(x, 3, axis=-1), lambda x, y: ops.split(x, [1, 4], axis=2),
    lambda x, y: ops.matmul(x, ops.transpose(y, (0, 2, 1))), lambda x, y: ops.einsum("abc,abd->acd", x, y),
    lambda x, y: ops.einsum("btd,bsd->bts", x, y), lambda x, y: ops.tile(x, (1, 2, 1)),
    lambda x, y: ops.repeat(x, 2, axis=1), lambda x, y: ops.pad(x, ((0, 0), (1, 2), (0, 0))),
    lambda x, y: ops.take(x, [0, 0, 0, 0], axis=1), lambda x, y: ops.one_hot(ops.cast(x, "int32"), 5),
    lambda x, y: ops.softmax(x), lambda x, y: ops.relu(x), lambda x, y: ops.gelu(x), lambda x, y: ops.clip(x, 0, 1),
    lambda x, y: ops.cumsum(x, axis=1), lambda x, y: ops.flip(x, axis=1), lambda x, y: ops.roll(x, 1, axis=1),
    lambda x, y: ops.normalize(x, axis=-1), lambda x, y: ops.glu(x), lambda x, y: keras.activations.relu(x),
    lambda x, y: ops.image.resize(ops.expand_dims(x, -1), (4, 5)), lambda x, y: ops.unstack(x, axis=2),
    lambda x, y: x @ ops.convert_to_numpy(ops.ones((6, 4))), lambda x, y: x @ ops.convert_to_numpy(ops.ones((6,))),
    lambda x, y: ops.matmul(ops.convert_to_numpy(ops.ones((5, x.shape[1]))), x),
    lambda x, y: x[:, 0] @ ops.convert_to_numpy(ops.ones((6, 4))),
    lambda x, y: ops.matmul(x, ops.convert_to_numpy(ops.ones((1, 6, 4)))),
    lambda x, y: x[:, None] @ ops.convert_to_numpy(ops.ones((2, 6, 4))),
    lambda x, y: ops.any(x > 0, axis=1), lambda x, y: ops.image.extract_patches(x[..., None], 2),
    lambda x, y: ops.image.extract_patches(x[..., None], (1, 3), strides=(2, 1)),
    lambda x, y: ops.image.extract_patches(x[..., None], 2, strides=1, padding="same"),
    lambda x, y: ops.image.extract_patches(x[..., None], 2, strides=1, dilation_rate=2),
    lambda x, y: ops.image.extract_patches(x[:, None], 2, data_format="channels_first"),
    lambda x, y: ops.depth_to_space(ops.tile(ops.expand_dims(x, -1), (1, 1, 1, 4)), 2),
]


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
            layer, tensors = applied(operation(entry["class_name"]), entry["config"], node["args"], node["kwargs"],
                                     _is_tensor)
            inputs = [Shape(t["config"]["shape"][1:]) for t in tensors]
            layer.accept(*inputs)
            assert all(need.holds() for need in layer.needs(*inputs)), entry
            output = layer.output(*inputs)
            outputs = output if isinstance(output, tuple) else (output,)
            assert [(None, *o) for o in outputs] == [t.shape for t in keras.tree.flatten(real.output)], entry


def test_tables_hold_keras_classes_only() -> None:
    from keras.src import activations
    from keras.src.activations import activations as more
    from keras.src.ops import core, image, linalg, math, nn, numpy

    homes = (core, image, linalg, math, nn, numpy, activations, more)
    for name in UNARY | ALONG_AXES | BINARY | NAMES:
        assert any(hasattr(home, name) for home in homes), name


@pytest.mark.parametrize(("name", "kind"), [
    ("keras.ops.expand_dims", "ExpandDims"), ("tf.reduce_mean", "Mean"), ("K.sum", "Sum"), ("nn.relu", "Relu"),
    ("__operators__.add", "Add"), ("__operators__.getitem", "GetItem"), ("tf.concat", "Concatenate"),
    ("K.permute_dimensions", "Transpose"), ("tf.nn.softmax", "Softmax"), ("K.l2_normalize", "Normalize"),
    ("math.multiply", "Multiply"), ("abs", "Absolute"),
    ("tf.math.reduce_max", "Max"), ("ops.log1p", "Log1p"), ("ops.true_divide", "TrueDivide"), ("tf.nn.relu6", "Relu6"),
])
def test_function_names(name: str, kind: str) -> None:
    assert function(name).__name__ == kind


def test_slices_of_a_symbol_equal_python() -> None:
    (n,) = sizes("n")
    for start in (None, 0, 1, 3, -2):
        for stop in (None, 1, 4, -1, -3):
            for step in (None, 1, 2, 3):
                part = slice(start, stop, step)
                formula = sliced(part, n)
                for size in range(9):
                    assert bind(formula, {"n": size}) == len(range(*part.indices(size))), (part, size)


@pytest.mark.parametrize(("name", "settings", "shape", "part"), [
    ("Mean", {}, (3, 4), "axis=None runs over all axes"),
    ("Mean", {"axis": 0}, (3, 4), "is the batch axis"),
    ("Transpose", {"axes": (1, 0)}, (3,), "begins with 0"),
    ("Reshape", {"newshape": (-1, -1)}, (3,), "may hold one -1"),
    ("GetItem", {"key": 0}, (3,), "must take the whole batch"),
    ("GetItem", {"key": (slice(None), 0, 0)}, (3,), "too many indices"),
    ("Tile", {"repeats": (2, 1)}, (3,), "must leave the batch alone"),
])
def test_what_touches_the_batch_is_refused(name: str, settings: dict[str, Any], shape: tuple[int, ...],
                                           part: str) -> None:
    def derive() -> None:
        layer = operation(name)(**settings)
        layer.accept(Shape(shape))
        layer.output(Shape(shape))

    with pytest.raises(LayerError, match=part):
        derive()


def test_unknown_operation() -> None:
    with pytest.raises(UnknownLayer, match="Cholesky"):
        operation("Cholesky")


@pytest.mark.parametrize(("given", "pieces"), [
    ((2, 3, 1), (2, 3, 1)), ((4, -1), (4, 2)), ((-1, 1, 2), (3, 1, 2)), (2, (3, 3))])
def test_tensorflow_splits_into_sizes(given: Any, pieces: tuple[int, ...]) -> None:  # as tf.split documents
    layer, _ = applied(function("tf.split"), {}, ("x",), {"num_or_size_splits": given, "axis": 1}, lambda v: v == "x")
    made = layer.output(Shape((6,)))
    assert made == tuple(Shape((n,)) for n in pieces)
    assert all(need.holds() for need in layer.needs(Shape((6,))))
    assert not all(need.holds() for need in layer.needs(Shape((5,)))) or -1 in given


@pytest.mark.parametrize(("name", "arguments", "size"), [
    ("Split", {"indices_or_sections": 10**9}, 10**9),
    ("Split", {"num_or_size_splits": 10**9}, 10**9),
    ("Unstack", {"num": 10**9}, 10**9),
    ("Unstack", {}, 10**9),
])
def test_more_outputs_than_can_be_written_out_are_refused(name, arguments, size):
    with pytest.raises(LayerError, match="1,000,000,000 outputs are more than can be written out"):
        {"Split": Split, "Unstack": Unstack}[name](axis=1, **arguments).output(Shape((size, 3)))
