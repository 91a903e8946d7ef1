"""The functions of tensors of keras.backend and TensorFlow, as rows: where, names, arguments, and what keras.ops calls
those of them that it calls otherwise (``theirs=ours``).

A call is bound by its row, so that whoever follows it meets the names of keras.ops alone. What stands behind ``*`` is
what older versions called an argument. The rows of keras.backend are compared with Keras's own in the tests, those of
TensorFlow are as its reference has them; a function without a row is bound by its namesake in keras.ops, loosely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Any

from ...frozen import dataclass
from ..functions.signature import Mismatch, Signature, bind, of_python
from .signatures import table as of_keras

ROWS = """
K | abs cos exp log round sigmoid sign sin softplus softsign sqrt square tanh hard_sigmoid | x
K | all any max mean min prod std sum var | x, axis=None, keepdims=False, *, keep_dims=False | keep_dims=keepdims
K | argmax argmin softmax | x, axis=-1
K | batch_dot | x, y, axes=None
K | batch_flatten flatten | x
K | batch_normalization | x, mean, var, beta, gamma, axis=-1, epsilon=0.001 | var=variance beta=offset gamma=scale
K | bias_add | x, bias, data_format=None
K | cast | x, dtype
K | clip | x, min_value, max_value | min_value=x_min max_value=x_max
K | concatenate | tensors, axis=-1 | tensors=xs
K | conv1d | x, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1
K | conv2d | x, kernel, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1)
K | conv3d | x, kernel, strides=(1, 1, 1), padding='valid', data_format=None, dilation_rate=(1, 1, 1)
K | depthwise_conv2d | x, depthwise_kernel, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1) | depthwise_kernel=kernel
K | cumprod cumsum | x, axis=0
K | dot equal greater greater_equal less less_equal maximum minimum not_equal | x, y | x=x1 y=x2
K | dropout | x, level, noise_shape=None, seed=None
K | elu | x, alpha=1.0
K | expand_dims | x, axis=-1, *, dim=-1 | dim=axis
K | gather | reference, indices | reference=x
K | l2_normalize | x, axis=None
K | one_hot | indices, num_classes, *, nb_classes=None | indices=x nb_classes=num_classes
K | ones_like zeros_like | x, dtype=None, name=None
K | permute_dimensions | x, pattern | pattern=axes
K | pool2d | x, pool_size, strides=(1, 1), padding='valid', data_format=None, pool_mode='max' | pool_mode=mode
K | pool3d | x, pool_size, strides=(1, 1, 1), padding='valid', data_format=None, pool_mode='max' | pool_mode=mode
K | pow | x, a | x=x1 a=x2
K | relu | x, alpha=0.0, max_value=None, threshold=0.0
K | repeat | x, n
K | repeat_elements | x, rep, axis | rep=repeats
K | reshape | x, shape | shape=newshape
K | resize_images | x, height_factor, width_factor, data_format, interpolation='nearest'
K | reverse | x, axes | axes=axis
K | squeeze | x, axis
K | stack | x, axis=0
K | switch | condition, then_expression, else_expression | then_expression=x1 else_expression=x2
K | tile | x, n | n=repeats
K | transpose | x
tf | reduce_all reduce_any reduce_logsumexp reduce_max reduce_mean reduce_min reduce_prod reduce_std reduce_sum reduce_variance | input_tensor, axis=None, keepdims=False, name=None, *, keep_dims=False, reduction_indices=None | input_tensor=x keep_dims=keepdims reduction_indices=axis
tf | combined_non_max_suppression | boxes, scores, max_output_size_per_class, max_total_size, iou_threshold=0.5, score_threshold=None, pad_per_class=False, clip_boxes=True, name=None | boxes=x
tf | argmax argmin | input, axis=None, output_type=None, name=None, *, dimension=None | input=x dimension=axis
tf | add divide equal floordiv greater greater_equal less less_equal maximum minimum multiply not_equal pow subtract truediv | x, y, name=None | x=x1 y=x2
tf | abs acos asin atan ceil cos cosh erf exp expm1 floor log log1p negative reciprocal round rsqrt sigmoid sign sin sinh sqrt square tan tanh | x, name=None
tf | floormod mod | x, y, name=None | x=x1 y=x2
tf | band_part | input, num_lower, num_upper, name=None | input=x
tf | cond | pred, true_fn=None, false_fn=None, name=None
tf | segment_max segment_mean segment_min segment_prod segment_sum | data, segment_ids, name=None
tf | unsorted_segment_max unsorted_segment_mean unsorted_segment_min unsorted_segment_prod unsorted_segment_sqrt_n unsorted_segment_sum | data, segment_ids, num_segments, name=None
tf | tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub tensor_scatter_nd_update | tensor, indices, updates, name=None | tensor=x
tf | batch_normalization | x, mean, variance, offset, scale, variance_epsilon, name=None
tf | broadcast_to | input, shape, name=None | input=x
tf | cast | x, dtype, name=None
tf | clip_by_value | t, clip_value_min, clip_value_max, name=None | t=x clip_value_min=x_min clip_value_max=x_max
tf | concat | values, axis, name='concat', *, concat_dim=None | values=xs concat_dim=axis
tf | cumprod cumsum | x, axis=0, exclusive=False, reverse=False, name=None
tf | einsum | equation, *inputs, **kwargs | equation=subscripts inputs=operands
tf | expand_dims | input, axis, name=None, *, dim=None | input=x dim=axis
tf | fill | dims, value, name=None | dims=shape
tf | gather | params, indices, validate_indices=None, axis=None, batch_dims=0, name=None | params=x
tf | l2_normalize | x, axis=None, epsilon=1e-12, name=None, *, dim=None | dim=axis
tf | matmul | a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, name=None | a=x1 b=x2
tf | moments | x, axes, shift=None, keepdims=False, name=None, *, keep_dims=False | keep_dims=keepdims
tf | one_hot | indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None | indices=x depth=num_classes
tf | ones_like zeros_like | input, dtype=None, name=None, layout=None, *, tensor=None | input=x tensor=x
tf | pad | tensor, paddings, mode='CONSTANT', constant_values=0, name=None | tensor=x paddings=pad_width
tf | repeat | input, repeats, axis=None, name=None | input=x
tf | reshape | tensor, shape, name=None | tensor=x shape=newshape
tf | softmax log_softmax | logits, axis=None, name=None, *, dim=None | logits=x dim=axis
tf | relu relu6 elu selu softplus softsign | features, name=None | features=x
tf | split | value, num_or_size_splits, axis=0, num=None, name='split' | value=x
tf | squeeze | input, axis=None, name=None, *, squeeze_dims=None | input=x squeeze_dims=axis
tf | stack | values, axis=0, name='stack' | values=x
tf | tensordot | a, b, axes, name=None | a=x1 b=x2
tf | tile | input, multiples, name=None | input=x multiples=repeats
tf | transpose | a, perm=None, conjugate=False, name='transpose' | a=x perm=axes
tf | unstack | value, num=None, axis=0, name='unstack' | value=x
tf | where | condition, x=None, y=None, name=None | x=x1 y=x2
tf | conv1d | input, filters, stride, padding, data_format='NWC', dilations=None, name=None, *, filter=None, value=None | input=x value=x filters=kernel filter=kernel stride=strides dilations=dilation_rate
tf | conv2d conv3d depthwise_conv2d convolution | input, filters, strides=None, padding='VALID', data_format=None, dilations=None, name=None, *, filter=None, use_cudnn_on_gpu=True | input=x filters=kernel filter=kernel dilations=dilation_rate
tf | max_pool max_pool1d max_pool2d max_pool3d avg_pool avg_pool1d avg_pool2d avg_pool3d | input, ksize, strides, padding, data_format=None, name=None, *, value=None | input=x value=x ksize=pool_size
tf | count_nonzero | input, axis=None, keepdims=None, dtype=None, name=None | input=x
tf | resize | images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None | images=x
tf | resize_images | images, size, method=0, align_corners=False, preserve_aspect_ratio=False, name=None | images=x
tf | resize_bilinear resize_bicubic resize_nearest_neighbor | images, size, align_corners=False, name=None, half_pixel_centers=False | images=x
tf | extract_patches | images, sizes, strides, rates, padding, name=None | images=x sizes=size rates=dilation_rate
tf | extract_image_patches | images, sizes=None, strides=None, rates=None, padding=None, name=None, *, ksizes=None | images=x sizes=size ksizes=size rates=dilation_rate
tf | crop_to_bounding_box | image, offset_height, offset_width, target_height, target_width | image=images offset_height=top_cropping offset_width=left_cropping
tf | pad_to_bounding_box | image, offset_height, offset_width, target_height, target_width | image=images offset_height=top_padding offset_width=left_padding
tf | reverse | tensor, axis, name=None, *, dims=None | tensor=x dims=axis
tf | slice | input_, begin, size, name=None | input_=inputs begin=start_indices size=shape
"""  # noqa: E501
MORE = "argument "  # before the number of one that has no name
PLACES = {"K": "keras.backend.", "tf": "tf."}
LOOSE = {  # what functions without a row of their own may call their arguments
    "input": "x",
    "inputs": "x",
    "input_tensor": "x",
    "tensor": "x",
    "value": "x",
    "features": "x",
    "images": "x",
    "image": "x",
    "values": "x",
    "logits": "x",
    "a": "x1",
    "b": "x2",
    "dim": "axis",
    "keep_dims": "keepdims",
    "reduction_indices": "axis",
    "multiples": "repeats",
    "depth": "num_classes",
    "perm": "axes",
    "paddings": "pad_width",
    "filters": "kernel",
    "filter": "kernel",
    "depthwise_kernel": "kernel",
    "dilations": "dilation_rate",
    "rates": "dilation_rate",
    "ksize": "pool_size",
    "window_shape": "pool_size",
    "pooling_type": "mode",
    "ksizes": "size",
    "sizes": "size",
}


@dataclass(frozen=True)
class Spelling:
    """How a function is called somewhere, and what keras.ops calls its arguments."""

    signature: Signature
    ours: Mapping[str, str] = field(default_factory=dict)
    strict: bool = True

    def bound(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments that a call gives, in the order of the signature, by the names of keras.ops.

        >>> spelling("tf.reduce_sum").bound(["x", 1], {"keep_dims": True})
        {'x': 'x', 'axis': 1, 'keepdims': True}

        Raises Mismatch where the function is not called so.
        """
        if not self.strict:
            return self._loosely(args, keywords)
        known = bind(self.signature, args, keywords)
        given = {p.name for p in self.signature.positional[: len(args)]} | keywords.keys()
        stars = {p.name.strip("*") for p in self.signature.parameters if p.name.startswith("*")}
        return {self.ours.get(n, n): value for n, value in known.items() if n in given or n in stars}

    def _loosely(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> dict[str, Any]:
        names = [p.name for p in self.signature.positional if not p.name.startswith("*")]
        first = names[0] if names else "x"
        found = {
            names[i] if i < len(names) else first if i == 0 else f"{MORE}{i + 1}": value for i, value in enumerate(args)
        }
        for name, value in keywords.items():
            ours = name if name in names else LOOSE.get(name, name)
            found[first if ours == "x" or (ours == "x1" and ours not in names) else ours] = value
        return found


@cache
def _rows() -> dict[str, Spelling]:
    found = {}
    for line in ROWS.strip().splitlines():
        place, names, arguments, *ours = (part.strip() for part in line.split("|"))
        renamed = dict(pair.split("=") for pair in ours[0].split()) if ours else {}
        for name in names.split():
            found[PLACES[place] + name] = Spelling(of_python(arguments), renamed)
    return found


@cache
def spelling(path: str) -> Spelling:
    """How the function at a path is called: ``keras.ops.sum``, ``keras.backend.sum``, ``tf.math.reduce_sum``.

    >>> [p.name for p in spelling("keras.backend.concatenate").signature.parameters]
    ['tensors', 'axis']
    """
    root, _, rest = path.rpartition(".")[0].partition(".")
    last = path.rpartition(".")[2]
    if path.startswith("keras.ops.") and last in of_keras():
        return Spelling(of_keras()[last])
    if root == "tf" and rest in ("", "math", "nn", "linalg", "image"):
        path = f"tf.{last}"
    known = _rows().get(path)
    return known or Spelling(of_keras().get(last, Signature(())), strict=False)


__all__ = ["Mismatch", "Spelling", "spelling"]
