"""Calls that PyTorch takes: one row for each way to call functions, where they stand, their names, the arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symparam.algebra import sizes
from symparam.algebra.batch import BATCH
from symparam.layers.functions.table import PLACES

from .oracle import Called, T

H, W, C, a, b, c = sizes("H W C a b c")
ROWS = """
torch Tensor | abs absolute acos arccos acosh arccosh angle asin arcsin asinh arcsinh atan arctan atanh arctanh bitwise_not ceil conj_physical cos cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac i0 isfinite isinf isnan isneginf isposinf isreal lgamma log log10 log1p log2 logical_not neg negative positive rad2deg reciprocal relu rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square tan tanh trunc round logit nan_to_num hardshrink bernoulli | T("N C H")
torch Tensor | round | T("N H"), decimals=2
torch Tensor | logit | T("N H"), 0.1
torch Tensor | nan_to_num | T("N H"), 0.0, posinf=1.0
torch Tensor | mvlgamma | T("N H"), 2
torch | polygamma | 2, T("N H")
Tensor | polygamma | T("N H"), 2
Tensor | hardshrink | T("N H"), 0.3
torch | selu celu rrelu poisson | T("N H")
Tensor | __neg__ __pos__ __abs__ __invert__ | T("N H")
special | expit exp2 expm1 erf erfc erfinv log1p ndtr ndtri log_ndtr i0 i0e i1 i1e digamma psi gammaln sinc entr erfcx bessel_j0 bessel_j1 bessel_y0 bessel_y1 logit round | T("N H")
special | xlogy xlog1py zeta | T("N H"), T("H")
special | xlogy xlog1py zeta | T("N H"), 2.0
F | relu relu6 selu hardswish hardsigmoid silu mish leaky_relu elu celu gelu hardtanh softplus softsign tanhshrink logsigmoid sigmoid tanh softshrink hardshrink rrelu dropout alpha_dropout feature_alpha_dropout | T("N C H")
F | relu relu6 hardswish | T("N C H"), True
F | leaky_relu elu celu | T("N C H"), 0.2, True
F | gelu | T("N C H"), approximate='tanh'
F | hardtanh | T("N C H"), -2.0, 2.0
F | softplus | T("N C"), 2, 10
F | threshold | T("N C"), 0.1, 20
torch | threshold | T("N C"), 0.1, 20
F | dropout alpha_dropout | T("N C"), 0.3, False
F | dropout1d | T("N C H"), 0.1
F | dropout2d | T("N C H W"), 0.1, True
F | dropout3d | T("N C 3 H W"), 0.1
torch | dropout alpha_dropout feature_dropout feature_alpha_dropout | T("N C H"), 0.1, True
torch F Tensor | prelu | T("N C H"), T("C")
torch F Tensor | prelu | T("N C H"), T("1")
F | glu | T("N 2C H"), 1
F | glu | T("N 6")

torch Tensor | add sub subtract mul multiply true_divide div divide eq ne not_equal lt less le less_equal gt greater ge greater_equal copysign floor_divide fmod pow float_power remainder maximum minimum fmax fmin max min atan2 arctan2 hypot logaddexp logaddexp2 nextafter heaviside ldexp xlogy | T("N C H"), T("C 1")
torch Tensor | bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift logical_and logical_or logical_xor gcd lcm igamma igammac | T("N C H"), T("N 1 H")
torch Tensor | add sub mul div eq ne lt le gt ge pow remainder floor_divide fmod bitwise_and xlogy | T("N C H"), 3
torch Tensor | add sub | T("N C"), T("C"), alpha=2
torch | mul | 3, T("N C")
torch | pow float_power | 2, T("N C")
torch | remainder xlogy bitwise_and bitwise_left_shift | 2, T("N C")
torch Tensor | div | T("N C"), T("C"), rounding_mode='floor'
torch | rsub | T("N C"), T("C")
torch Tensor | addcmul addcdiv | T("N C H"), T("C 1"), T("1 H"), value=0.5
torch Tensor | lerp | T("N C"), T("C"), 0.3
torch Tensor | lerp | T("N C"), T("C"), T("N C")
torch Tensor | isclose | T("N C"), T("C")
torch | where | B("N 1 H"), T("C H"), T("N C 1")
torch | where | B("N H"), T("N H"), 0.0
torch | where | B("N H"), 1.0, T("H")
Tensor | where | T("N H"), B("H"), T("N 1")
Tensor | where | T("N H"), B("H"), 0.0
torch Tensor | clamp clip | T("N H"), 0, 1
torch Tensor | clamp clip | T("N H"), T("H"), T("N 1")
torch Tensor | clamp | T("N H"), min=0.5
torch Tensor | clamp_min clamp_max | T("N H"), 0
torch Tensor | clamp_min clamp_max | T("N H"), T("H")
torch Tensor | masked_fill | T("N H"), B("H"), 0.5
torch | complex polar | T("N H"), T("N H")
Tensor | __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __rfloordiv__ __mod__ __rmod__ __pow__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ | T("N C H"), T("C 1")
Tensor | __rpow__ | T("N C H"), 2
Tensor | __and__ __rand__ __or__ __ror__ __xor__ __rxor__ __lshift__ __rlshift__ __rshift__ __rrshift__ | T("N C H"), T("C 1")
Tensor | __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __mod__ | T("N C H"), 2
Tensor | __iadd__ __isub__ __imul__ __itruediv__ __ifloordiv__ __imod__ __ipow__ __iand__ __ior__ __ixor__ __ilshift__ __irshift__ | T("N C H"), T("C 1")
F | normalize | T("N C H")
F | normalize | T("N C H"), 2, -1

torch Tensor | cumsum cumprod logcumsumexp cummax cummin softmax log_softmax | T("N C H"), 1
torch Tensor | cumsum softmax | T("N C H"), dim=-1
special F | softmax log_softmax | T("N C H"), 1
F | softmin gumbel_softmax | T("N C")
F | softmin | T("N C"), 1
torch Tensor | sort argsort msort | T("N C")
torch Tensor | sort argsort | T("N C"), 0, True
torch Tensor | sort argsort | T("N C"), stable=True, dim=1
torch Tensor | renorm | T("N C"), 2, 0, 1.0
torch Tensor | flip | T("N C H"), (1, 2)
Tensor | flip | T("N C H"), 1, 2
torch Tensor | fliplr flipud tril triu | T("N C")
torch Tensor | tril triu | T("N C C"), 1
torch Tensor | roll | T("N C"), 1
torch Tensor | roll | T("N C"), (1, 2), (0, 1)
torch Tensor | roll | T("N C"), 1, dims=1
torch Tensor | cov corrcoef | T("N C")

torch Tensor | sum nansum mean nanmean prod amax amin all any std var max min median nanmedian argmax argmin count_nonzero norm | T("N C H")
torch Tensor | sum nansum mean nanmean amax amin all any std var count_nonzero | T("N C H W"), (2, 3)
torch Tensor | sum mean prod amax all any std var max min median nanmedian mode argmax argmin | T("N C H"), 1
torch Tensor | sum mean prod amax max min median mode logsumexp argmax | T("N C H"), -1, True
torch Tensor | sum mean | T("N C H"), axis=1, keepdim=True
torch Tensor | std var | T("N C H"), dim=1, correction=0
torch Tensor | std var | T("N C H"), (1, 2), False, True
torch Tensor special | logsumexp | T("N C H"), (1, 2)
torch | std_mean var_mean | T("N C H")
torch | std_mean var_mean | T("N C H"), (1, 2)
torch | std_mean var_mean | T("N C H"), dim=1, keepdim=True
torch Tensor | mode | T("N C H")
torch Tensor | aminmax | T("N C"), dim=1
torch Tensor | norm | T("N C"), 2, 1
torch Tensor | norm | T("N C"), dim=1, keepdim=True
linalg | norm vector_norm | T("N C")
linalg | vector_norm norm | T("N C"), 2, 1
torch Tensor | kthvalue | T("N 5"), 2
torch Tensor | kthvalue | T("N 5 C"), 2, 1, True
torch Tensor | quantile nanquantile | T("N C"), 0.5
torch Tensor | quantile nanquantile | T("N C"), T("3"), 1
F torch | cosine_similarity | T("N C H"), T("C H")
F torch | cosine_similarity | T("N C H"), T("N C H"), -1
F torch | pairwise_distance | T("N C"), T("N C")
F torch | pairwise_distance | T("N C"), T("C"), keepdim=True
torch Tensor | dist | T("N C"), T("C")
torch Tensor | trace | T("N C")

torch Tensor | reshape | T("N C H"), (-1, 6)
torch Tensor | reshape | T("N C H"), (N, C * H)
Tensor | reshape view | T("N C 4"), N, C, 2, 2
Tensor | view reshape | T("N C H"), N, -1
torch | view_copy | T("N C H"), (N, -1)
Tensor | view_as reshape_as | T("N C 4"), T("N C 2 2")
torch Tensor | ravel flatten | T("N C H")
torch Tensor | flatten | T("N C H W"), 1
torch Tensor | flatten | T("N C H W"), start_dim=1, end_dim=2
torch Tensor | unflatten | T("N 6 H"), 1, (2, -1)
torch Tensor | permute | T("N C H"), (0, 2, 1)
Tensor | permute | T("N C H"), 0, 2, -2
torch Tensor | transpose swapdims swapaxes | T("N C H"), 1, -1
torch Tensor | t | T("N C")
Tensor | t | T("N")
Tensor | T mT H mH | T("N C")
Tensor | mT | T("N C H")
torch Tensor | adjoint | T("N C H")
torch Tensor | movedim moveaxis | T("N C H"), 1, -1
torch Tensor | movedim moveaxis | T("N C H"), (0, 1), (1, 2)
torch Tensor | squeeze | T("N 1 H 1")
torch Tensor | squeeze | T("N 1 H"), 1
torch Tensor | squeeze | T("N 1 3"), 2
torch Tensor | squeeze | T("N 1 1 H"), (1, 2)
torch Tensor | unsqueeze | T("N C"), -1
Tensor | expand | T("1 C 1"), N, -1, 4
Tensor | expand | T("C"), (N, C)
Tensor | expand_as | T("C"), T("N C")
torch Tensor | broadcast_to | T("C"), (N, C)
Tensor | repeat | T("N C"), 1, 2, 3
Tensor | repeat | T("1 C"), (N, 1)
torch Tensor | tile | T("N C"), (2,)
torch Tensor | tile | T("N C"), (2, 1, 3)
torch Tensor | repeat_interleave | T("N C"), 2, 1
torch Tensor | repeat_interleave | T("N C"), 2
torch Tensor | repeat_interleave | T("N C"), 3, dim=0
torch Tensor | rot90 | T("N C")
torch Tensor | rot90 | T("N C H"), 1, (1, 2)
torch | atleast_1d atleast_2d atleast_3d | T("N C")
torch Tensor | diagonal | T("N C C"), 0, 1, 2
torch Tensor | diagonal | T("4 5"), 1
linalg | diagonal | T("N C C")
torch Tensor | diag | T("4 4")
torch Tensor | diag | T("N"), 1
torch Tensor | diag_embed | T("N C")
torch | view_as_real | T("N C")
torch | view_as_complex | T("N C 2")

Tensor | size shape dim ndimension ndim numel nelement __len__ | T("N C H")
torch | numel | T("N C H")
Tensor | size | T("N C H"), -1
Tensor | contiguous clone float double half bfloat16 int long short byte char bool chalf cfloat cdouble cpu detach detach_ data conj resolve_conj resolve_neg real zero_ uniform_ normal_ log_normal_ cauchy_ bernoulli_ exponential_ random_ requires_grad_ share_memory_ | T("N C")
torch | clone detach conj real resolve_conj resolve_neg zero_ | T("N C")
torch | imag | T("N C")
Tensor | imag | T("N C")
Tensor | requires_grad_ | T("N C"), True
Tensor | type_as | T("N C"), T("H")
Tensor | fill_ | T("N C"), 0.1
torch | fill_ | T("N C"), 0.1
Tensor | normal_ | T("N C"), 0, 0.02
Tensor | uniform_ | T("N C"), -1, 1
Tensor | geometric_ | T("N C"), 0.5
Tensor | random_ | T("N C"), 5
Tensor | random_ | T("N C"), 0, 5
Tensor | copy_ | T("N C"), T("C")
Tensor | to | T("N C"), 'cpu'

torch | cat concat concatenate | [T("N C"), T("N H")], 1
torch | cat | [T("N C"), T("N C")]
torch | cat | (T("N C"), T("N 3")), dim=-1
torch | stack | [T("N C"), T("N C")]
torch | stack | [T("N C"), T("N C")], dim=-1
torch | hstack | [T("N C"), T("N H")]
torch | vstack row_stack | [T("N C"), T("N C")]
torch | dstack | [T("N C"), T("N C")]
torch | column_stack | [T("N"), T("N C")]
torch | block_diag | T("N C"), T("3 H")
torch | cartesian_prod | T("a"), T("b")
torch | broadcast_tensors | T("N 1 H"), T("C 1")
torch | meshgrid | T("a"), T("b")
torch | meshgrid | [T("a"), T("b")], indexing='xy'
torch Tensor | chunk unsafe_chunk | T("N 7"), 3, 1
torch Tensor | chunk | T("N C"), 2, dim=1
torch Tensor | split | T("N 7"), 3, 1
torch Tensor | split | T("N 7"), [3, 4], dim=1
torch | unsafe_split | T("N 7"), 3, 1
torch Tensor | split_with_sizes unsafe_split_with_sizes | T("N 7"), [3, 4], 1
torch Tensor | tensor_split | T("N 7"), 3, 1
torch Tensor | tensor_split | T("N 7"), (2, 5), 1
torch Tensor | hsplit | T("N 6"), 3
torch Tensor | hsplit | T("N 6"), (2, 5)
torch Tensor | vsplit | T("6 N"), 3
torch Tensor | vsplit | T("6 N"), (2, 5)
torch Tensor | dsplit | T("N C 6"), 3
torch Tensor | dsplit | T("N C 6"), (2, 5)
torch Tensor | unbind | T("N 3 C"), 1
Tensor | __iter__ | T("3 N")
torch Tensor | diff | T("N C")
torch Tensor | diff | T("N C"), 2, 1

Tensor | __getitem__ | T("N C H"), (slice(None), 0)
Tensor | __getitem__ | T("N C H"), 0
Tensor | __getitem__ | T("N C H"), (..., slice(1, -1))
Tensor | __getitem__ | T("N C H"), (slice(None), None, slice(None, None, 2))
Tensor | __getitem__ | T("N C H W"), (slice(None), [0, 1], slice(None), [1, 0])
Tensor | __getitem__ | T("N C H W"), (slice(None), L("a b"))
Tensor | __setitem__ | T("N C H"), (slice(None), 0), 1.0
Tensor | __setitem__ | T("N C H"), (slice(None), 0), T("N H")
Tensor | __setitem__ | T("N C H"), (slice(None), slice(1, 3)), T("1 H")
torch Tensor | select | T("N C H"), 1, -1
torch Tensor | narrow narrow_copy | T("N 6"), 1, 2, 3
torch Tensor | index_select | T("N C"), 1, L("a")
torch Tensor | gather | T("N C"), 1, L("N 2")
torch Tensor | take_along_dim | T("N C"), L("N 2"), 1
torch Tensor | take_along_dim | T("N C"), L("a"), None
torch Tensor | take | T("N C"), L("a b")
torch Tensor | scatter | T("N C"), 1, L("N 2"), T("N 2")
torch Tensor | scatter | T("N C"), 1, L("N 2"), 1.5
torch Tensor | scatter | T("N C"), 1, L("N 2"), T("N 2"), reduce='add'
torch Tensor | scatter_add | T("N C"), 1, L("N 2"), T("N 2")
torch Tensor | scatter_reduce | T("N C"), 1, L("N 2"), T("N 2"), 'sum'
torch Tensor | index_add index_copy | T("N C"), 1, L("2"), T("N 2")
torch Tensor | index_fill | T("N C"), 1, L("2"), 0.5
torch Tensor | select_scatter | T("N C H"), T("N H"), 1, 0
torch Tensor | topk | T("N 6"), 3
torch Tensor | topk | T("N 6 C"), 3, 1, False
Tensor | unfold | T("N H"), 1, 2, 2
torch | searchsorted | T("N C"), T("N 2")
torch | bucketize | T("N C"), T("a")
torch | isin | T("N C"), T("a")

torch Tensor linalg | matmul | T("N a b"), T("N b c")
torch Tensor linalg | matmul | T("N a b"), T("b c")
torch Tensor linalg | matmul | T("N b"), T("b")
Tensor | __matmul__ | T("N a b"), T("b c")
Tensor | __rmatmul__ | T("b c"), T("N a b")
torch Tensor | mm | T("N b"), T("b c")
torch Tensor | bmm | T("N a b"), T("N b c")
torch Tensor | mv | T("N b"), T("b")
torch Tensor | dot vdot | T("a"), T("a")
torch Tensor | inner | T("N a"), T("b a")
torch Tensor | outer ger | T("N"), T("a")
torch Tensor | kron | T("N a"), T("b c")
torch Tensor | addmm | T("c"), T("N b"), T("b c")
torch Tensor | addmv | T("N"), T("N b"), T("b")
torch Tensor | addr | T("N b"), T("N"), T("b")
torch Tensor | addbmm | T("a c"), T("N a b"), T("N b c")
torch Tensor | baddbmm | T("N a c"), T("N a b"), T("N b c"), beta=0, alpha=0.5
torch | einsum | 'bij,bjk->bik', T("N a b"), T("N b c")
torch | einsum | 'b...d,ed->b...e', [T("N a b"), T("c b")]
torch | einsum | 'ij', T("N a")
torch | tensordot | T("N a b"), T("a b c"), 2
torch | tensordot | T("N a b"), T("b N c"), dims=([2, 0], [0, 1])
torch | chain_matmul | T("N a"), T("a b"), T("b c")
linalg | multi_dot | [T("N a"), T("a b"), T("b c")]
torch Tensor | cross | T("N 3"), T("N 3"), 1
torch Tensor | cross | T("N 3"), T("N 3"), dim=1
linalg | cross | T("N 3"), T("N 3")
linalg | vecdot | T("N a"), T("a")
torch | cdist | T("N a b"), T("N c b")
F torch | pdist | T("N a")
torch Tensor linalg | matrix_power | T("N a a"), 2
torch Tensor | inverse matrix_exp det slogdet logdet | T("N a a")
linalg | inv matrix_exp det slogdet | T("N a a")
linalg | cholesky | T("N a a")
F | linear | T("N a b"), T("c b")
F | linear | T("N b"), T("c b"), T("c")
F torch | bilinear | T("N a"), T("N b"), T("c a b"), T("c")
F | scaled_dot_product_attention | T("N 4 H c"), T("N 4 W c"), T("N 4 W a")
F | scaled_dot_product_attention | T("N 4 H c"), T("N 4 H c"), T("N 4 H c"), is_causal=True
F | scaled_dot_product_attention | T("N 4 H c"), T("N 2 W c"), T("N 2 W c"), enable_gqa=True
F | scaled_dot_product_attention | T("N H c"), T("N W c"), T("N W a"), T("H W")

torch | zeros ones empty rand randn | N, 3
torch | zeros ones empty rand randn | (3, H)
torch | full | (N, H), 0.5
torch | zeros_like ones_like empty_like rand_like randn_like | T("N C")
torch | full_like | T("N C"), 1.0
torch | randint_like | T("N C"), 5
torch | randint_like | T("N C"), 0, 5
torch | randint | 5, (N, 3)
torch | randint | 0, 5, (N, 3)
torch | normal | T("N C"), T("N C")
torch | normal | 0.0, 1.0, (N, 3)
torch | randperm | N
torch | arange | H
torch | arange | 1, 7, 2
torch | arange | 0, 1, 0.25
torch | arange | 5, 0, -2
torch | linspace logspace | 0, 1, H
torch | eye | 3
torch | eye | H, 4
torch | tensor as_tensor | [[1, 2, 3], [4, 5, 6]]
torch | scalar_tensor | 2.0
torch | hann_window hamming_window blackman_window bartlett_window kaiser_window | H
torch | tril_indices triu_indices | 4, 5, 1
Tensor | new_zeros new_ones new_empty | T("N C"), 3, H
Tensor | new_full | T("N C"), (3, H), 0.5
Tensor | new_tensor | T("N C"), [1, 2]
torch Tensor | multinomial | T("N C"), 2
torch | combinations | T("4")
torch | combinations | T("4"), 3, True

linalg | svd qr svdvals pinv | T("N a b")
linalg | svd | T("N a b"), full_matrices=False
linalg | qr | T("N a b"), 'complete'
torch Tensor | svd qr pinverse | T("N a b")
linalg | eigh eig eigvals eigvalsh | T("N a a")
linalg | solve | T("N a a"), T("N a b")
linalg | matrix_norm | T("N a b")
fft | fft ifft rfft ihfft hfft irfft | T("N 6")
fft | fft rfft irfft | T("N 6"), 8, 0
fft | fft2 ifft2 rfft2 irfft2 fftn ifftn rfftn irfftn | T("N 6 8")
fft | fft2 rfft2 irfftn | T("N 6 8"), (4, 5)
fft | fftshift ifftshift | T("N 6")
torch | trapezoid trapz cumulative_trapezoid | T("N C")
torch | expand_copy | T("1 C"), (N, C)
torch | permute_copy | T("N C H"), (0, 2, 1)
torch | transpose_copy | T("N C H"), 0, 1
torch | squeeze_copy | T("N 1 3")
torch | squeeze_copy | T("N 1 3"), 1
torch | unsqueeze_copy | T("N C"), 1
torch | t_copy | T("N C")
torch | diagonal_copy | T("4 5")
torch Tensor | diagflat | T("N C")
torch | split_copy | T("N 7"), 3, 1
torch | split_with_sizes_copy | T("N 7"), [3, 4], 1
torch | unbind_copy | T("N 3"), 1
Tensor | unsafe_split | T("N 7"), 3, 1
torch | select_copy | T("N C H"), 1, 0
torch | unfold_copy | T("N 6"), 1, 2, 2
torch Tensor | index_reduce | T("N C"), 1, L("2"), T("N 2"), 'prod'
torch Tensor | index_put | T("N C"), [L("a"), L("a")], T("a")
torch Tensor | put | T("N C"), L("a b"), T("a b")
torch Tensor | masked_scatter | T("N C"), B("C"), T("N C")
torch | detach_copy alias_copy | T("N C")
Tensor | to_dense | T("N C")
Tensor | fill_diagonal_ | T("N C"), 0.5
torch | fill | T("N C"), 0.5
torch | is_tensor | T("N C")
torch | broadcast_shapes | (N, 1), (3,)

F torch | conv1d | T("N 4 H"), T("6 4 3")
F torch | conv1d | T("N 4 H"), T("6 2 3"), T("6"), 2, 1, 1, 2
F torch | conv2d | T("N 4 H W"), T("6 4 3 3"), None, 1, 1
F torch | conv2d | T("N 4 H W"), T("6 4 3 2"), T("6"), padding='same'
F torch | conv2d | T("N C H W"), T("C 1 3 3"), groups=C
F torch | conv3d | T("N 4 5 H W"), T("6 4 3 3 3"), padding=1
F torch | conv1d conv_transpose1d | T("N 4 H"), T("4 4 3")
F torch | conv1d | T("N 4 H"), T("6 4 3"), padding='valid'
F torch | conv3d | T("N 4 5 H W"), T("6 4 3 3 3"), padding='same'
F torch | conv_transpose2d | T("N 4 H W"), T("4 3 3 3"), T("3"), 2, 1, 1
F torch | conv_transpose3d | T("N 4 2 H W"), T("4 3 3 3 3")
F torch | max_pool1d | T("N C H"), 2
F torch | max_pool2d | T("N C H W"), 2
F torch | max_pool2d | T("N C H W"), (2, 3), 1, padding=1, ceil_mode=True
F torch | max_pool3d | T("N C 6 H W"), 2
F | max_pool2d | T("N C H W"), 2, return_indices=True
F | max_pool1d_with_indices | T("N C H"), 2
F | max_pool2d_with_indices | T("N C H W"), 2
F | max_pool3d_with_indices | T("N C 6 H W"), 2
F torch | avg_pool1d | T("N C H"), 2
F | avg_pool2d | T("N C H W"), 2, 1, 1
F | avg_pool3d | T("N C 6 H W"), 2
F | lp_pool1d | T("N C H"), 2, 3
F | lp_pool2d | T("N C H W"), 2, 3, 2
F | lp_pool3d | T("N C 6 H W"), 2, 3
F torch | adaptive_avg_pool1d | T("N C H"), 4
F | adaptive_max_pool1d | T("N C H"), 4
F | adaptive_avg_pool2d adaptive_max_pool2d | T("N C H W"), (4, 5)
F | adaptive_avg_pool2d | T("N C H W"), (None, 5)
F | adaptive_avg_pool2d | T("N C H W"), 1
F | adaptive_avg_pool3d adaptive_max_pool3d | T("N C 6 H W"), 4
F | fractional_max_pool2d | T("N C 7 8"), 2, (3, 4)
F | fractional_max_pool3d | T("N C 6 7 8"), 2, (3, 3, 4)
F | max_unpool1d | T("N C H"), L("N C H"), 2
F | max_unpool2d | T("N C H W"), L("N C H W"), 2
F | max_unpool3d | T("N C 3 H W"), L("N C 3 H W"), 2
F | unfold | T("N C H W"), 3
F | unfold | T("N C H W"), (2, 3), 1, 1, 2
F | fold | T("N 12 9"), (4, 4), 2

F | batch_norm | T("N C H"), T("C"), T("C")
F | batch_norm | T("N C H W"), T("C"), T("C"), T("C"), T("C"), False, 0.1, 1e-5
F | batch_norm | T("N C H W"), None, None, training=True
torch | batch_norm | T("N C H W"), T("C"), T("C"), T("C"), T("C"), False, 0.1, 1e-5, True
F | instance_norm | T("N C H W")
F | instance_norm | T("N C H"), weight=T("C"), bias=T("C")
F torch | group_norm | T("N 6 H"), 3, T("6"), T("6")
F torch | layer_norm | T("N H C"), (C,), T("C"), T("C")
F torch | layer_norm | T("N H C"), [H, C]
F torch | rms_norm | T("N H C"), (C,), T("C")
F | local_response_norm | T("N C H W"), 3
F | embedding | L("N H"), T("10 c")
torch | embedding | T("10 c"), L("N H")
F | embedding_bag | L("N H"), T("10 c")
F | embedding_bag | L("H"), T("10 c"), L("N")
F | one_hot | L("N H"), 5
F | pad | T("N C H W"), (1, 2, 0, 3)
F | pad | T("N C H W"), (1, -1), 'constant', 0.5
F | pad | T("N C H W"), (1, 1, 1, 1), 'reflect'
F | pad | T("N C H"), (1, 1), mode='replicate'
F | pad | T("N C H W"), (1, 1, 1, 1), mode='circular'
torch | constant_pad_nd | T("N C H"), (1, 2)
F | interpolate upsample | T("N C H W"), (7, 8)
F | interpolate upsample | T("N C H W"), scale_factor=2
F | interpolate | T("N C H W"), scale_factor=1.5, mode='bilinear', align_corners=False
F | interpolate | T("N C H"), 5, mode='linear'
F | upsample_nearest upsample_bilinear | T("N C H W"), scale_factor=2
F | grid_sample | T("N C H W"), T("N 5 6 2")
F | affine_grid | T("N 2 3"), (N, C, H, W)
F torch | pixel_shuffle | T("N 4C H W"), 2
F torch | pixel_unshuffle | T("N C 4 6"), 2
F torch | channel_shuffle native_channel_shuffle | T("N 6 H W"), 3

F | l1_loss mse_loss smooth_l1_loss huber_loss soft_margin_loss kl_div poisson_nll_loss hinge_embedding_loss binary_cross_entropy binary_cross_entropy_with_logits | T("N C"), T("N C")
F | l1_loss mse_loss smooth_l1_loss huber_loss binary_cross_entropy kl_div | T("N C"), T("N C"), reduction='none'
F | gaussian_nll_loss | T("N C"), T("N C"), T("N C")
F | margin_ranking_loss | T("N"), T("N"), T("N")
F | nll_loss cross_entropy | T("N C"), L("N")
F | cross_entropy nll_loss | T("N C H W"), L("N H W"), reduction='none'
F | cross_entropy | T("N C"), T("N C")
F | cross_entropy | T("N C"), L("N"), T("C")
F | multi_margin_loss | T("N C"), L("N")
F | multilabel_margin_loss | T("N C"), L("N C")
F | multilabel_soft_margin_loss | T("N C"), T("N C")
F | cosine_embedding_loss | T("N C"), T("N C"), T("N")
F | triplet_margin_loss | T("N C"), T("N C"), T("N C")
F | ctc_loss | T("5 N C"), L("N 2"), L("N"), L("N")
"""  # noqa: E501


def right_calls() -> Iterator[Called]:
    """All calls of the rows."""
    names = {
        "T": T,
        "L": lambda sizes: T(sizes, "int64"),
        "B": lambda sizes: T(sizes, "bool"),
        "N": BATCH,
        "H": H,
        "W": W,
        "C": C,
        "a": a,
        "b": b,
        "c": c,
        "args": lambda *args, **keywords: (args, keywords),
    }
    for line in ROWS.strip().splitlines():
        if not line.strip():
            continue
        places, functions, arguments = (part.strip() for part in line.split("|"))
        args, keywords = eval(f"args({arguments})", names)
        for place in places.split():
            for function in functions.split():
                yield Called(PLACES.get(place, f"torch.{place}.") + function, args, keywords)


def any_call(path: str, *args: Any, **keywords: Any) -> Called:
    """A call written in Python."""
    return Called(path, args, keywords)
