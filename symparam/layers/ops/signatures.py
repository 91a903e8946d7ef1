"""The signatures of the functions of keras.ops, as rows: the arguments, then all functions that take these.

A call that Keras refuses is refused before any rule is asked. What Keras itself says is compared in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ..functions.signature import Mismatch, Signature, bind, of_python

ROWS = """
x | abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh bartlett bitwise_invert bitwise_not blackman cbrt ceil conj conjugate convert_to_numpy copy corrcoef cos cosh deg2rad det dtype eig eigh erf erfc erfinv exp exp2 expm1 fabs fft fft2 fliplr flipud floor hamming hanning hard_sigmoid hard_silu hard_swish hard_tanh i0 ifft2 imag inv is_tensor isfinite isinf isnan isneginf isposinf isreal log log10 log1p log2 log_sigmoid logdet logical_not lu_factor ndim negative nonzero rad2deg ravel real reciprocal relu relu6 rsqrt selu shape sigmoid sign signbit silu sin sinc sinh size slogdet softplus softsign sparse_plus sparse_sigmoid sqrt square swish tan tanh tanh_shrink trunc view_as_complex view_as_real
x1, x2 | add arctan2 divide divide_no_nan dot equal floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot inner kron lcm ldexp less less_equal logaddexp logaddexp2 logical_and logical_or logical_xor matmul maximum minimum mod multiply nextafter not_equal outer power subtract true_divide vdot
x, axis=None, keepdims=False | all amax amin any argmax argmin logsumexp mean median nanargmax nanargmin nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar ptp std sum var
x, y | bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor cdist left_shift right_shift
x, axis=-1 | argsort glu log_softmax softmax sort sparsemax
x, dtype=None | array empty_like ones_like view zeros_like
data, segment_ids, num_segments=None, sorted=False | segment_max segment_min segment_prod segment_sum
images, data_format=None | hsv_to_rgb rgb_to_grayscale rgb_to_hsv sobel_edges
x, axis=None, dtype=None | cumprod cumsum nancumprod nancumsum
x, k=0 | diag diagflat tril triu
x, q, axis=None, method='linear', keepdims=False | nanpercentile nanquantile percentile quantile
shape, dtype=None | empty ones zeros
x, axis=None | count_nonzero flip squeeze
x, indices_or_sections | dsplit hsplit vsplit
xs | dstack hstack vstack
N, M=None, k=0, dtype=None | eye tri
inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1 | conv depthwise_conv
inputs, output_size, data_format=None | adaptive_average_pool adaptive_max_pool
inputs, pool_size, strides=None, padding='valid', data_format=None | average_pool max_pool
target, output, from_logits=False, axis=-1 | categorical_crossentropy sparse_categorical_crossentropy
x, alpha=1.0 | celu elu
x, axis=None, keepdims=False, initial=None | max min
x, block_size, data_format='channels_last' | depth_to_space space_to_depth
x, dtype | cast saturate_cast
x, fft_length=None | irfft rfft
x, indices, axis=None | take take_along_axis
x, indices_or_sections, axis=0 | array_split split
x, offset=0, axis1=0, axis2=1 | diagonal trace
x, threshold=0.5 | hard_shrink soft_shrink
x, upper=False | cholesky cholesky_inverse
x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False | allclose isclose
*x, indexing='xy' | meshgrid
a, b | solve
a, b, lower=False | solve_triangular
a, b, rcond=None | lstsq
a, n=1, axis=-1 | diff
abs_, angle | polar
array, k=1, axes=(0, 1) | rot90
cond, body, loop_vars, maximum_iterations=None | while_loop
condition, x1=None, x2=None | where
condlist, choicelist, default=0 | select
f | custom_gradient
f, elems, reverse=False, axis=0 | associative_scan
f, init, xs=None, length=None, reverse=False, unroll=1 | scan
f, xs | map
fun, primals, tangents, has_aux=False | jvp
function, elements | vectorized_map
image1, image2, max_val=1.0, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03, data_format=None | ssim
images, alpha=20.0, sigma=5.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, seed=None, data_format=None | elastic_transform
images, kernel_size=(3, 3), sigma=(1.0, 1.0), data_format=None | gaussian_blur
images, output_shape, scale, translation, spatial_dims, method, antialias=True | scale_and_translate
images, size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, data_format=None | resize
images, size, strides=None, dilation_rate=1, padding='valid', data_format=None | extract_patches
images, start_points, end_points, interpolation='bilinear', fill_value=0, data_format=None | perspective_transform
images, top_cropping=None, left_cropping=None, bottom_cropping=None, right_cropping=None, target_height=None, target_width=None, data_format=None | crop_images
images, top_padding=None, left_padding=None, bottom_padding=None, right_padding=None, target_height=None, target_width=None, data_format=None | pad_images
images, transform, interpolation='bilinear', fill_mode='constant', fill_value=0, data_format=None | affine_transform
index, branches, *operands | switch
indices, shape | unravel_index
indices, values, shape | scatter
inputs, coordinates, order, fill_mode='constant', fill_value=0 | map_coordinates
inputs, depthwise_kernel, pointwise_kernel, strides=1, padding='valid', data_format=None, dilation_rate=1 | separable_conv
inputs, indices, updates, reduction=None | scatter_update
inputs, kernel, strides=1, padding='valid', output_padding=None, data_format=None, dilation_rate=1 | conv_transpose
inputs, num_classes=None, axis=-1, dtype=None, sparse=False, **kwargs | multi_hot
inputs, sequence_lengths, strategy='greedy', beam_width=100, top_paths=1, merge_repeated=True, mask_index=0 | ctc_decode
inputs, start_indices, shape | slice
inputs, start_indices, updates | slice_update
lower, upper, body_fun, init_val | fori_loop
n, dtype=None | identity
pred, true_fn, false_fn | cond
pyfunc, *, excluded=None, signature=None | vectorize
query, key, value, bias=None, mask=None, scale=None, is_causal=False, flash_attention=None, attn_logits_soft_cap=None | dot_product_attention
shape, fill_value, dtype=None | full
sorted_sequence, values, side='left' | searchsorted
start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0 | logspace
start, stop, num=50, endpoint=True, dtype=None, axis=0 | geomspace
start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0 | linspace
start, stop=None, step=None, dtype=None | arange
subscripts, *operands, **kwargs | einsum
target, output, from_logits=False | binary_crossentropy
target, output, target_length, output_length, mask_index=0 | ctc_loss
targets, predictions, k | in_top_k
tensor, pattern, **axes_lengths | rearrange
variable | stop_gradient
volumes, size, strides=None, dilation_rate=1, padding='valid', data_format=None | extract_patches_3d
x, N=None, increasing=False | vander
x, approximate=True | gelu
x, axes, keepdims=False, synchronized=False | moments
x, axes=None | transpose
x, axis | expand_dims
x, axis1, axis2 | swapaxes
x, axis=-1, order=2, epsilon=None | normalize
x, axis=0 | stack
x, axis=None, keepdims=False, dtype=None | prod
x, axis=None, weights=None | average
x, b=4 | squareplus
x, beta | kaiser
x, bins | digitize
x, bins=10, range=None | histogram
x, decimals=0 | round
x, dtype=None, sparse=None, ragged=None | convert_to_tensor
x, fill_value, dtype=None | full_like
x, full_matrices=True, compute_uv=True | svd
x, gamma=None, beta=None, axis=-1, epsilon=None, **kwargs | layer_normalization
x, k, sorted=True | top_k
x, kernel_size, dilation=1, padding=0, stride=1 | unfold
x, key | get_item
x, kth, axis=-1 | argpartition
x, mean, variance, axis, offset=None, scale=None, epsilon=0.001 | batch_normalization
x, mode='reduced' | qr
x, nan=0.0, posinf=None, neginf=None | nan_to_num
x, negative_slope=0.2 | leaky_relu
x, newshape | reshape
x, num=None, axis=0 | unstack
x, num_classes, axis=-1, dtype=None, sparse=False | one_hot
x, ord=None, axis=None, keepdims=False | norm
x, output_size, kernel_size, dilation=1, padding=0, stride=1 | fold
x, pad_width, mode='constant', constant_values=None | pad
x, rcond=None | pinv
x, repeats | tile
x, repeats, axis=None | repeat
x, scale=None, axis=-1, epsilon=None | rms_normalization
x, sequence_length, sequence_stride | extract_sequences
x, sequence_length, sequence_stride, fft_length, length=None, window='hann', center=True | istft
x, sequence_length, sequence_stride, fft_length, window='hann', center=True | stft
x, shape | broadcast_to
x, shift, axis=None | roll
x, sorted=True, return_index=False, return_inverse=False, return_counts=False, axis=None, size=None, fill_value=None | unique
x, source, destination | moveaxis
x, threshold, default_value | threshold
x, tol=None | matrix_rank
x, weights=None, minlength=0, sparse=False | bincount
x, x_min, x_max | clip
x1, x2, assume_unique=False, invert=False | isin
x1, x2, axes=2 | tensordot
x1, x2, axis=None | append
x1, x2, axisa=-1, axisb=-1, axisc=-1, axis=None | cross
x1, x2, max_val | psnr
x1, x2, mode='valid' | correlate
xs, axis=0 | concatenate
y, x=None, dx=1.0, axis=-1 | trapezoid
"""  # noqa: E501


@cache
def table() -> dict[str, Signature]:
    """The signature of each function of keras.ops by its name."""
    rows = (line.rpartition("|") for line in ROWS.strip().splitlines())
    return {name: of_python(arguments.strip()) for arguments, _, names in rows for name in names.split()}


def refusal(name: str, args: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    """Why Keras does not take a call of one of its functions; nothing where it does, or the function is not known.

    >>> refusal("softmax", ["x", 1, 2], {})
    'softmax takes 2 positional arguments, not 3'
    >>> refusal("sum", ["x"], {"dims": 1})
    "sum has no argument 'dims'; did you mean axis?"
    >>> refusal("sum", ["x"], {"axis": 1})
    ''
    """
    try:
        bound(name, args, keywords)
    except Mismatch as error:
        return f"{name} {error.message}"
    return ""


def bound(name: str, args: Sequence[Any], keywords: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call under their names; none where the function is not known.

    Raises Mismatch where Keras does not take it.
    """
    found = table().get(name)
    return {} if found is None else bind(found, args, keywords)
