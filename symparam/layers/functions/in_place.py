"""Functions that PyTorch also has in place, under a name with an underscore: they keep the shape of their tensor."""

from __future__ import annotations

METHODS = """
    abs absolute acos acosh add addbmm addcdiv addcmul addmm addmv addr arccos arccosh arcsin arcsinh arctan arctan2
    arctanh asin asinh atan atan2 atanh baddbmm bernoulli bitwise_and bitwise_left_shift bitwise_not bitwise_or
    bitwise_right_shift bitwise_xor ceil clamp clamp_max clamp_min clip conj_physical copysign cos cosh cumprod cumsum
    deg2rad digamma div divide eq erf erfc erfinv exp exp2 expm1 exponential fix float_power floor floor_divide fmod
    frac gcd ge greater greater_equal gt heaviside hypot i0 igamma igammac index_add index_copy index_fill index_put
    lcm ldexp le lerp less less_equal lgamma log log10 log1p log2 logical_and logical_not logical_or logical_xor logit
    lt masked_fill masked_scatter mul multiply mvlgamma nan_to_num ne neg negative nextafter not_equal polygamma pow
    rad2deg reciprocal relu remainder renorm round rsqrt scatter scatter_add sgn sigmoid sign sin sinc sinh sqrt square
    sub subtract tan tanh tril triu true_divide trunc xlogy
"""
FUNCTIONS = """
    abs acos acosh addmv alpha_dropout arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh ceil celu
    clamp clamp_max clamp_min clip conj_physical cos cosh deg2rad detach dropout erf erfc exp exp2 expm1
    feature_alpha_dropout feature_dropout fix floor frac gcd i0 index_put lcm ldexp log log10 log1p log2 logit
    nan_to_num neg negative rad2deg reciprocal relu round rrelu rsqrt selu sigmoid sin sinc sinh sqrt square tan tanh
    threshold trunc xlogy
"""
ACTIVATIONS = "celu elu hardtanh leaky_relu relu rrelu selu threshold"
IN_PLACE = frozenset(
    f"{place}.{name}"
    for place, names in (("Tensor", METHODS), ("torch", FUNCTIONS), ("torch.nn.functional", ACTIVATIONS))
    for name in names.split()
)
RESHAPING = "squeeze unsqueeze t transpose swapaxes swapdims resize resize_as as_strided"
SHAPED = frozenset(f"Tensor.{name}_" for name in RESHAPING.split())  # these change the shape of their tensor in place
