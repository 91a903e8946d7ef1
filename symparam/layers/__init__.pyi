"""What type checkers know of the layers; tests/layers/test_stubs.py makes it from their classes."""

from typing import Any

from ..algebra import Dim
from .layer import Layer as Layer
from .registry import lookup as lookup

__all__: list[str]

class Dense(Layer):
    """Affine map of the last axis: every unit weighs all input features.

    shape:   (*n, d) -> (*n, u)
    params:  d*u + u
    macs:    prod(n)*d*u
    source:  keras.layers.Dense
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        lora_rank: Any = ...,
        lora_alpha: Any = ...,
        quantization_config: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class InputLayer(Layer):
    """Where a tensor of a given shape enters a graph."""

    def __init__(
        self,
        shape: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Conv1D(Layer):
    """F filters slide over the input.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C/g*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C/g*F
    source:  keras.layers.Conv1D, Conv2D, Conv3D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        groups: Dim | str = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        lora_alpha: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        lora_rank: Any = ...,
    ) -> None: ...

class Conv2D(Layer):
    """F filters slide over the input.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C/g*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C/g*F
    source:  keras.layers.Conv1D, Conv2D, Conv3D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        groups: Dim | str = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        lora_alpha: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        lora_rank: Any = ...,
    ) -> None: ...

class Conv3D(Layer):
    """F filters slide over the input.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C/g*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C/g*F
    source:  keras.layers.Conv1D, Conv2D, Conv3D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        groups: Dim | str = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        lora_alpha: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        lora_rank: Any = ...,
    ) -> None: ...

class Conv1DTranspose(Layer):
    """Each input position is spread over a window of the output; the kernel's channel axes are swapped.

    shape:   (*n, C) -> (*(n - 1)*s + max(d*(k - 1) + 1, s), F)
    params:  prod(k)*F*C + F
    macs:    prod(n)*prod(k)*F*C
    source:  keras.layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        output_padding: Any = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Conv2DTranspose(Layer):
    """Each input position is spread over a window of the output; the kernel's channel axes are swapped.

    shape:   (*n, C) -> (*(n - 1)*s + max(d*(k - 1) + 1, s), F)
    params:  prod(k)*F*C + F
    macs:    prod(n)*prod(k)*F*C
    source:  keras.layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        output_padding: Any = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Conv3DTranspose(Layer):
    """Each input position is spread over a window of the output; the kernel's channel axes are swapped.

    shape:   (*n, C) -> (*(n - 1)*s + max(d*(k - 1) + 1, s), F)
    params:  prod(k)*F*C + F
    macs:    prod(n)*prod(k)*F*C
    source:  keras.layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        output_padding: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class DepthwiseConv1D(Layer):
    """Each input channel is convolved on its own with m kernels.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, m*C)
    params:  prod(k)*C*m + m*C
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C*m
    source:  keras.layers.DepthwiseConv1D, DepthwiseConv2D
    """

    def __init__(
        self,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        depth_multiplier: Dim | str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        depthwise_initializer: Any = ...,
        bias_initializer: Any = ...,
        depthwise_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        depthwise_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class DepthwiseConv2D(Layer):
    """Each input channel is convolved on its own with m kernels.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, m*C)
    params:  prod(k)*C*m + m*C
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C*m
    source:  keras.layers.DepthwiseConv1D, DepthwiseConv2D
    """

    def __init__(
        self,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        depth_multiplier: Dim | str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        depthwise_initializer: Any = ...,
        bias_initializer: Any = ...,
        depthwise_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        depthwise_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SeparableConv1D(Layer):
    """A depthwise convolution, then a mixture of its channels at each position; one bias after both.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*m + m*C*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*(prod(k)*C*m + m*C*F)
    source:  keras.layers.SeparableConv1D, SeparableConv2D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        depth_multiplier: Dim | str = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        depthwise_initializer: Any = ...,
        pointwise_initializer: Any = ...,
        bias_initializer: Any = ...,
        depthwise_regularizer: Any = ...,
        pointwise_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        depthwise_constraint: Any = ...,
        pointwise_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SeparableConv2D(Layer):
    """A depthwise convolution, then a mixture of its channels at each position; one bias after both.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*m + m*C*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*(prod(k)*C*m + m*C*F)
    source:  keras.layers.SeparableConv1D, SeparableConv2D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        depth_multiplier: Dim | str = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        depthwise_initializer: Any = ...,
        pointwise_initializer: Any = ...,
        bias_initializer: Any = ...,
        depthwise_regularizer: Any = ...,
        pointwise_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        depthwise_constraint: Any = ...,
        pointwise_constraint: Any = ...,
        bias_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MaxPooling1D(Layer):
    """The maximum of each window; the stride is the window's own size unless given."""

    def __init__(
        self,
        pool_size: Dim | str | tuple[Dim | str, ...] = ...,
        strides: Any = ...,
        padding: str = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MaxPooling2D(Layer):
    """The maximum of each window; the stride is the window's own size unless given."""

    def __init__(
        self,
        pool_size: Dim | str | tuple[Dim | str, ...] = ...,
        strides: Any = ...,
        padding: str = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MaxPooling3D(Layer):
    """The maximum of each window; the stride is the window's own size unless given."""

    def __init__(
        self,
        pool_size: Dim | str | tuple[Dim | str, ...] = ...,
        strides: Any = ...,
        padding: str = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AveragePooling1D(Layer):
    """The mean of each window; the stride is the window's own size unless given."""

    def __init__(
        self,
        pool_size: Dim | str | tuple[Dim | str, ...] = ...,
        strides: Any = ...,
        padding: str = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AveragePooling2D(Layer):
    """The mean of each window; the stride is the window's own size unless given."""

    def __init__(
        self,
        pool_size: Dim | str | tuple[Dim | str, ...] = ...,
        strides: Any = ...,
        padding: str = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AveragePooling3D(Layer):
    """The mean of each window; the stride is the window's own size unless given."""

    def __init__(
        self,
        pool_size: Dim | str | tuple[Dim | str, ...] = ...,
        strides: Any = ...,
        padding: str = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GlobalMaxPooling1D(Layer):
    """The maximum over all positions; the spatial axes go, or stay as 1."""

    def __init__(
        self,
        data_format: Any = ...,
        keepdims: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GlobalMaxPooling2D(Layer):
    """The maximum over all positions; the spatial axes go, or stay as 1."""

    def __init__(
        self,
        data_format: Any = ...,
        keepdims: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GlobalMaxPooling3D(Layer):
    """The maximum over all positions; the spatial axes go, or stay as 1."""

    def __init__(
        self,
        data_format: Any = ...,
        keepdims: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GlobalAveragePooling1D(Layer):
    """The mean over all positions; the spatial axes go, or stay as 1."""

    def __init__(
        self,
        data_format: Any = ...,
        keepdims: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GlobalAveragePooling2D(Layer):
    """The mean over all positions; the spatial axes go, or stay as 1."""

    def __init__(
        self,
        data_format: Any = ...,
        keepdims: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GlobalAveragePooling3D(Layer):
    """The mean over all positions; the spatial axes go, or stay as 1."""

    def __init__(
        self,
        data_format: Any = ...,
        keepdims: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AdaptiveMaxPooling1D(Layer):
    """The maximum over as many windows as the output is to have."""

    def __init__(
        self,
        output_size: Dim | str | tuple[Dim | str, ...],
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AdaptiveMaxPooling2D(Layer):
    """The maximum over as many windows as the output is to have."""

    def __init__(
        self,
        output_size: Dim | str | tuple[Dim | str, ...],
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AdaptiveMaxPooling3D(Layer):
    """The maximum over as many windows as the output is to have."""

    def __init__(
        self,
        output_size: Dim | str | tuple[Dim | str, ...],
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AdaptiveAveragePooling1D(Layer):
    """The mean over as many windows as the output is to have."""

    def __init__(
        self,
        output_size: Dim | str | tuple[Dim | str, ...],
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AdaptiveAveragePooling2D(Layer):
    """The mean over as many windows as the output is to have."""

    def __init__(
        self,
        output_size: Dim | str | tuple[Dim | str, ...],
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AdaptiveAveragePooling3D(Layer):
    """The mean over as many windows as the output is to have."""

    def __init__(
        self,
        output_size: Dim | str | tuple[Dim | str, ...],
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class BatchNormalization(Layer):
    """Each channel is shifted and scaled; its moving statistics are weights that training does not change.

    shape:   (*n, C) -> (*n, C)
    params:  C + C + C + C
    source:  keras.layers.BatchNormalization
    """

    def __init__(
        self,
        axis: int = ...,
        momentum: Any = ...,
        epsilon: Any = ...,
        center: bool = ...,
        scale: bool = ...,
        beta_initializer: Any = ...,
        gamma_initializer: Any = ...,
        moving_mean_initializer: Any = ...,
        moving_variance_initializer: Any = ...,
        beta_regularizer: Any = ...,
        gamma_regularizer: Any = ...,
        beta_constraint: Any = ...,
        gamma_constraint: Any = ...,
        renorm: bool = ...,
        renorm_clipping: Any = ...,
        renorm_momentum: Any = ...,
        synchronized: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class LayerNormalization(Layer):
    """Each sample is normalized over some axes, then shifted and scaled along them.

    shape:   (*n, d) -> (*n, d)
    params:  d + d
    source:  keras.layers.LayerNormalization
    """

    def __init__(
        self,
        axis: Any = ...,
        epsilon: Any = ...,
        center: bool = ...,
        scale: bool = ...,
        beta_initializer: Any = ...,
        gamma_initializer: Any = ...,
        beta_regularizer: Any = ...,
        gamma_regularizer: Any = ...,
        beta_constraint: Any = ...,
        gamma_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        rms_scaling: bool = ...,
    ) -> None: ...

class RMSNormalization(Layer):
    """Each sample is divided by its root mean square over some axes, then scaled along them.

    shape:   (*n, d) -> (*n, d)
    params:  d
    source:  keras.layers.RMSNormalization
    """

    def __init__(
        self,
        axis: Any = ...,
        epsilon: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GroupNormalization(Layer):
    """Each group of channels is normalized over all positions; -1 makes a group of each channel.

    shape:   (*n, C) -> (*n, C)
    params:  C + C
    source:  keras.layers.GroupNormalization
    """

    def __init__(
        self,
        groups: Dim | str = ...,
        axis: int = ...,
        epsilon: Any = ...,
        center: bool = ...,
        scale: bool = ...,
        beta_initializer: Any = ...,
        gamma_initializer: Any = ...,
        beta_regularizer: Any = ...,
        gamma_regularizer: Any = ...,
        beta_constraint: Any = ...,
        gamma_constraint: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class UnitNormalization(Layer):
    """Each sample is divided by its length along some axes.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.UnitNormalization
    """

    def __init__(
        self,
        axis: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Embedding(Layer):
    """A row of a table for each index in the input.

    shape:   (*n) -> (*n, E)
    params:  V*E
    source:  keras.layers.Embedding
    """

    def __init__(
        self,
        input_dim: Dim | str,
        output_dim: Dim | str,
        embeddings_initializer: Any = ...,
        embeddings_regularizer: Any = ...,
        embeddings_constraint: Any = ...,
        mask_zero: Any = ...,
        weights: Any = ...,
        lora_rank: Any = ...,
        lora_alpha: Any = ...,
        quantization_config: Any = ...,
        *,
        input_length: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ReversibleEmbedding(Layer):
    """An embedding whose table, or a second one of its own, also maps features back to indices.

    shape:   (*n) -> (*n, E)
    params:  V*E
    source:  keras.layers.ReversibleEmbedding
    """

    def __init__(
        self,
        input_dim: Dim | str,
        output_dim: Dim | str,
        tie_weights: bool = ...,
        embeddings_initializer: Any = ...,
        embeddings_regularizer: Any = ...,
        embeddings_constraint: Any = ...,
        mask_zero: Any = ...,
        reverse_dtype: Any = ...,
        logit_soft_cap: Any = ...,
        *,
        input_length: Any = ...,
        weights: Any = ...,
        lora_rank: Any = ...,
        lora_alpha: Any = ...,
        quantization_config: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        reverse: bool = ...,
    ) -> None: ...

class EinsumDense(Layer):
    """A product of the input and a kernel, summed over the axes that the equation leaves out, plus a bias.

    The letters of the equation count the batch. An output size of None is that of the input's axis.

    source:  keras.layers.EinsumDense
    """

    def __init__(
        self,
        equation: str,
        output_shape: Any,
        activation: Any = ...,
        bias_axes: Any = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        lora_rank: Any = ...,
        lora_alpha: Any = ...,
        gptq_unpacked_column_size: Any = ...,
        quantization_config: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SimpleRNNCell(Layer):
    """The next output from the input and the last output.

    shape:   (d), (u) -> (u), (u)
    params:  d*u + u*u + u
    macs:    u*(d + u)
    source:  keras.layers.SimpleRNNCell
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class LSTMCell(Layer):
    """Three gates and a candidate, with a memory beside the output.

    shape:   (d), (u), (u) -> (u), (u), (u)
    params:  d*4*u + u*4*u + 4*u
    macs:    4*u*(d + u)
    source:  keras.layers.LSTMCell
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        unit_forget_bias: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        *,
        implementation: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GRUCell(Layer):
    """Two gates and a candidate; with ``reset_after`` the input's and the last output's maps have a bias each.

    shape:   (d), (u) -> (u), (u)
    params:  d*3*u + u*3*u + 2*3*u
    macs:    3*u*(d + u)
    source:  keras.layers.GRUCell
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        reset_after: bool = ...,
        seed: Any = ...,
        *,
        implementation: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class StackedRNNCells(Layer):
    """Cells in a row, each of which gets the output of the one before.

    source:  keras.layers.StackedRNNCells
    """

    def __init__(
        self,
        cells: Any,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RNN(Layer):
    """A cell, or several cells in a row, at each time step.

    source:  keras.layers.RNN
    """

    def __init__(
        self,
        cell: Any,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        unroll: bool = ...,
        zero_output_for_mask: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SimpleRNN(Layer):
    """The next output from the input and the last output.

    shape:   (T, d) -> (u)
    params:  d*u + u*u + u
    macs:    T*u*(d + u)
    source:  keras.layers.SimpleRNN
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        unroll: bool = ...,
        seed: Any = ...,
        *,
        zero_output_for_mask: Any = ...,
        implementation: Any = ...,
        time_major: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class LSTM(Layer):
    """Three gates and a candidate, with a memory beside the output.

    shape:   (T, d) -> (u)
    params:  d*4*u + u*4*u + 4*u
    macs:    T*4*u*(d + u)
    source:  keras.layers.LSTM
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        unit_forget_bias: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        unroll: bool = ...,
        use_cudnn: Any = ...,
        *,
        zero_output_for_mask: Any = ...,
        implementation: Any = ...,
        time_major: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GRU(Layer):
    """Two gates and a candidate; with ``reset_after`` the input's and the last output's maps have a bias each.

    shape:   (T, d) -> (u)
    params:  d*3*u + u*3*u + 2*3*u
    macs:    T*3*u*(d + u)
    source:  keras.layers.GRU
    """

    def __init__(
        self,
        units: Dim | str,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        unroll: bool = ...,
        reset_after: bool = ...,
        use_cudnn: Any = ...,
        *,
        zero_output_for_mask: Any = ...,
        implementation: Any = ...,
        time_major: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Bidirectional(Layer):
    """Two copies of a recurrent layer, one from the front and one from the back, and their outputs merged.

    shape:   (T, d) -> (*layer(T, d)[:-1], 2*layer(T, d)[-1])
    params:  2*params(layer, T, d)
    macs:    2*macs(layer, T, d)
    source:  keras.layers.Bidirectional
    """

    def __init__(
        self,
        layer: Any,
        merge_mode: str | None = ...,
        weights: Any = ...,
        backward_layer: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ConvLSTM1D(Layer):
    """An LSTM on a sequence of images.

    shape:   (T, *n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*4*F + prod(k)*F*4*F + 4*F
    macs:    T*prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*4*F*(C + F)
    source:  keras.layers.ConvLSTM1D, ConvLSTM2D, ConvLSTM3D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        unit_forget_bias: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        *,
        zero_output_for_mask: Any = ...,
        unroll: bool = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ConvLSTM2D(Layer):
    """An LSTM on a sequence of images.

    shape:   (T, *n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*4*F + prod(k)*F*4*F + 4*F
    macs:    T*prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*4*F*(C + F)
    source:  keras.layers.ConvLSTM1D, ConvLSTM2D, ConvLSTM3D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        unit_forget_bias: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        *,
        zero_output_for_mask: Any = ...,
        unroll: bool = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ConvLSTM3D(Layer):
    """An LSTM on a sequence of images.

    shape:   (T, *n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*4*F + prod(k)*F*4*F + 4*F
    macs:    T*prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*4*F*(C + F)
    source:  keras.layers.ConvLSTM1D, ConvLSTM2D, ConvLSTM3D
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        dilation_rate: Dim | str | tuple[Dim | str, ...] = ...,
        activation: Any = ...,
        recurrent_activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        unit_forget_bias: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        dropout: Any = ...,
        recurrent_dropout: Any = ...,
        seed: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        *,
        zero_output_for_mask: Any = ...,
        unroll: bool = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Wrapper(Layer):
    """What all layers around one layer have in common.

    source:  keras.layers.Wrapper
    """

    def __init__(
        self,
        layer: Any,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class TimeDistributed(Layer):
    """One layer with the same weights at each time step.

    shape:   (T, *n) -> (T, *layer(n))
    params:  params(layer, n)
    macs:    T*macs(layer, n)
    source:  keras.layers.TimeDistributed
    """

    def __init__(
        self,
        layer: Any,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SpectralNormalization(Layer):
    """A layer whose kernel is divided by its largest singular value, which a vector of its own approximates.

    shape:   (*n) -> (*layer(n))
    params:  params(layer, n) + kernel(layer, n)[-1]
    macs:    macs(layer, n)
    source:  keras.layers.SpectralNormalization
    """

    def __init__(
        self,
        layer: Any,
        power_iterations: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Add(Layer):
    """The sum of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Subtract(Layer):
    """The first input minus the second, each axis of 1 repeated to fit the other's.

    shape:   (*n), (*m) -> (*max(n, m)) where n = m or n = 1 or m = 1
    params:  0
    source:  keras.layers.Subtract
    """

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Multiply(Layer):
    """The product of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Average(Layer):
    """The mean of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Maximum(Layer):
    """The maximum of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Minimum(Layer):
    """The minimum of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Concatenate(Layer):
    """The inputs side by side along one axis; on every other axis they agree.

    shape:   (*n, C), (*n, D) -> (*n, C + D)
    params:  0
    source:  keras.layers.Concatenate
    """

    def __init__(
        self,
        axis: int = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Dot(Layer):
    """Dot products along one axis of each of two inputs; the other axes stay, the first input's before the second's.

    shape:   (n, d), (m, d) -> (n, m) where axes in (-1, 2)
    params:  0
    macs:    n*m*d
    source:  keras.layers.Dot
    """

    def __init__(
        self,
        axes: Any,
        normalize: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Flatten(Layer):
    """All axes as one.

    shape:   (*n) -> (prod(n),)
    params:  0
    source:  keras.layers.Flatten
    """

    def __init__(
        self,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Reshape(Layer):
    """The same elements in another shape; one size may be -1, which is whatever remains.

    shape:   (*n) -> (*t) where a size of -1 in t is prod(n)/prod(others)
    params:  0
    source:  keras.layers.Reshape
    """

    def __init__(
        self,
        target_shape: Dim | str | tuple[Dim | str, ...],
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Permute(Layer):
    """The axes in another order, counted from 1.

    shape:   (*n) -> (*n[dims])
    params:  0
    source:  keras.layers.Permute
    """

    def __init__(
        self,
        dims: Any,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RepeatVector(Layer):
    """A vector repeated n times along a new first axis.

    shape:   (d,) -> (n, d)
    params:  0
    source:  keras.layers.RepeatVector
    """

    def __init__(
        self,
        n: Dim | str,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Cropping1D(Layer):
    """Something is cut off at both ends of each spatial axis.

    shape:   (*n, C) -> (*n - sum(c), C)
    params:  0
    source:  keras.layers.Cropping1D
    """

    def __init__(
        self,
        cropping: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Cropping2D(Layer):
    """Something is cut off at both ends of each spatial axis.

    shape:   (*n, C) -> (*n - sum(c), C)
    params:  0
    source:  keras.layers.Cropping2D
    """

    def __init__(
        self,
        cropping: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Cropping3D(Layer):
    """Something is cut off at both ends of each spatial axis.

    shape:   (*n, C) -> (*n - sum(c), C)
    params:  0
    source:  keras.layers.Cropping3D
    """

    def __init__(
        self,
        cropping: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ZeroPadding1D(Layer):
    """Zeros at both ends of each spatial axis.

    shape:   (*n, C) -> (*n + sum(p), C)
    params:  0
    source:  keras.layers.ZeroPadding1D, ZeroPadding2D, ZeroPadding3D
    """

    def __init__(
        self,
        padding: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ZeroPadding2D(Layer):
    """Zeros at both ends of each spatial axis.

    shape:   (*n, C) -> (*n + sum(p), C)
    params:  0
    source:  keras.layers.ZeroPadding1D, ZeroPadding2D, ZeroPadding3D
    """

    def __init__(
        self,
        padding: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ZeroPadding3D(Layer):
    """Zeros at both ends of each spatial axis.

    shape:   (*n, C) -> (*n + sum(p), C)
    params:  0
    source:  keras.layers.ZeroPadding1D, ZeroPadding2D, ZeroPadding3D
    """

    def __init__(
        self,
        padding: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class UpSampling1D(Layer):
    """Each position is repeated along the spatial axes, or interpolated between.

    shape:   (*n, C) -> (*n*f, C)
    params:  0
    source:  keras.layers.UpSampling1D
    """

    def __init__(
        self,
        size: Dim | str | tuple[Dim | str, ...] = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class UpSampling2D(Layer):
    """Each position is repeated along the spatial axes, or interpolated between.

    shape:   (*n, C) -> (*n*f, C)
    params:  0
    source:  keras.layers.UpSampling2D
    """

    def __init__(
        self,
        size: Dim | str | tuple[Dim | str, ...] = ...,
        data_format: Any = ...,
        interpolation: str = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class UpSampling3D(Layer):
    """Each position is repeated along the spatial axes.

    shape:   (*n, C) -> (*n*f, C)
    params:  0
    source:  keras.layers.UpSampling3D
    """

    def __init__(
        self,
        size: Dim | str | tuple[Dim | str, ...] = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MultiHeadAttention(Layer):
    """Every position of the query takes a mean of the values, weighted by how its keys fit, in each of several heads.

    shape:   (T, d), (S, d), (S, d) -> (T, d)
    params:  2*(d*n_head*d_k + n_head*d_k) + d*n_head*d_v + n_head*d_v + n_head*d_v*d + d
    macs:    T*d*n_head*d_k + S*d*n_head*d_k + S*d*n_head*d_v + T*n_head*d_v*d + T*S*n_head*d_k + T*S*n_head*d_v
    source:  keras.layers.MultiHeadAttention
    """

    def __init__(
        self,
        num_heads: Dim | str,
        key_dim: Dim | str,
        value_dim: Any = ...,
        dropout: Any = ...,
        use_bias: bool = ...,
        output_shape: Any = ...,
        attention_axes: Any = ...,
        sliding_window: Any = ...,
        flash_attention: Any = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        use_gate: bool = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        return_attention_scores: bool = ...,
    ) -> None: ...

class GroupQueryAttention(Layer):
    """Attention in which several heads of the query share one head of key and value.

    shape:   (T, d), (S, d), (S, d) -> (T, d)
    params:  d*n_q*d_head + n_q*d_head + 2*(d*n_kv*d_head + n_kv*d_head) + n_q*d_head*d + d
    macs:    T*d*n_q*d_head + 2*S*d*n_kv*d_head + T*n_q*d_head*d + 2*T*S*n_q*d_head
    source:  keras.layers.GroupQueryAttention
    """

    def __init__(
        self,
        head_dim: Dim | str,
        num_query_heads: Dim | str,
        num_key_value_heads: Dim | str,
        dropout: Any = ...,
        use_bias: bool = ...,
        sliding_window: Any = ...,
        flash_attention: Any = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        use_gate: bool = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        return_attention_scores: bool = ...,
    ) -> None: ...

class Attention(Layer):
    """Every position of the query takes a mean of the values, weighted by products of query and keys.

    shape:   (T, d), (S, v), (S, d) -> (T, v)
    params:  0
    macs:    T*S*d + T*S*v
    source:  keras.layers.Attention
    """

    def __init__(
        self,
        use_scale: bool = ...,
        score_mode: str = ...,
        dropout: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        return_attention_scores: bool = ...,
    ) -> None: ...

class AdditiveAttention(Layer):
    """Every position of the query takes a mean of the values, weighted by tanh of the sum of query and keys.

    shape:   (T, d), (S, v), (S, d) -> (T, v)
    params:  d
    macs:    T*S*v
    source:  keras.layers.AdditiveAttention
    """

    def __init__(
        self,
        use_scale: bool = ...,
        dropout: Any = ...,
        *,
        seed: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        return_attention_scores: bool = ...,
    ) -> None: ...

class PReLU(Layer):
    """A rectifier with a learned slope for each element below zero; shared axes have one slope in common.

    shape:   (*n) -> (*n)
    params:  prod(n)
    source:  keras.layers.PReLU
    """

    def __init__(
        self,
        alpha_initializer: Any = ...,
        alpha_regularizer: Any = ...,
        alpha_constraint: Any = ...,
        shared_axes: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Softmax(Layer):
    """Exponentials that sum to 1 along an axis.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Softmax
    """

    def __init__(
        self,
        axis: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class CategoryEncoding(Layer):
    """Indices become vectors with a place for each of n categories.

    shape:   (*m, k) -> (*m, n_cat)
    params:  0
    source:  keras.layers.CategoryEncoding
    """

    def __init__(
        self,
        num_tokens: Dim | str,
        output_mode: str = ...,
        sparse: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Discretization(Layer):
    """Numbers become the index of the bin they fall into, or a vector with a place for each of n bins.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.Discretization
    """

    def __init__(
        self,
        bin_boundaries: Any = ...,
        num_bins: Any = ...,
        epsilon: Any = ...,
        output_mode: str = ...,
        sparse: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Hashing(Layer):
    """Anything becomes the index of one of n bins, or a vector with a place for each.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.Hashing
    """

    def __init__(
        self,
        num_bins: Dim | str,
        mask_value: Any = ...,
        salt: Any = ...,
        output_mode: str = ...,
        sparse: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class HashedCrossing(Layer):
    """Two categories together become the index of one of n bins, or a vector with a place for each.

    shape:   (1,), (1,) -> (1,)
    params:  0
    source:  keras.layers.HashedCrossing
    """

    def __init__(
        self,
        num_bins: Dim | str,
        output_mode: str = ...,
        sparse: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class IntegerLookup(Layer):
    """Integers become indices into a vocabulary, or vectors with a place for each token.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.IntegerLookup
    """

    def __init__(
        self,
        max_tokens: Any = ...,
        num_oov_indices: Any = ...,
        mask_token: Any = ...,
        oov_token: Any = ...,
        vocabulary: Any = ...,
        vocabulary_dtype: Any = ...,
        idf_weights: Any = ...,
        invert: Any = ...,
        output_mode: str = ...,
        sparse: Any = ...,
        pad_to_max_tokens: bool = ...,
        oov_method: Any = ...,
        salt: Any = ...,
        *,
        has_input_vocabulary: Any = ...,
        encoding: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        vocabulary_size: Any = ...,
    ) -> None: ...

class StringLookup(Layer):
    """Strings become indices into a vocabulary, or vectors with a place for each token.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.StringLookup
    """

    def __init__(
        self,
        max_tokens: Any = ...,
        num_oov_indices: Any = ...,
        mask_token: Any = ...,
        oov_token: Any = ...,
        vocabulary: Any = ...,
        idf_weights: Any = ...,
        invert: Any = ...,
        output_mode: str = ...,
        pad_to_max_tokens: bool = ...,
        sparse: Any = ...,
        encoding: Any = ...,
        salt: Any = ...,
        *,
        has_input_vocabulary: Any = ...,
        vocabulary_dtype: Any = ...,
        oov_method: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        vocabulary_size: Any = ...,
    ) -> None: ...

class TextVectorization(Layer):
    """A text becomes the indices of its tokens, or a vector with a place for each token of the vocabulary.

    shape:   () -> (n_tok,)
    params:  0
    source:  keras.layers.TextVectorization
    """

    def __init__(
        self,
        max_tokens: Any = ...,
        standardize: Any = ...,
        split: Any = ...,
        ngrams: Any = ...,
        output_mode: str = ...,
        output_sequence_length: Any = ...,
        pad_to_max_tokens: bool = ...,
        vocabulary: Any = ...,
        idf_weights: Any = ...,
        sparse: Any = ...,
        ragged: Any = ...,
        encoding: Any = ...,
        *,
        has_input_vocabulary: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
        vocabulary_size: Any = ...,
    ) -> None: ...

class MelSpectrogram(Layer):
    """How loud each of n_mel bands of frequencies is, at every s-th sample.

    shape:   (T,) -> (n_mel, floor((T + s + 1)/s))
    params:  0
    source:  keras.layers.MelSpectrogram
    """

    def __init__(
        self,
        fft_length: Dim | str = ...,
        sequence_stride: Dim | str = ...,
        sequence_length: Any = ...,
        window: Any = ...,
        sampling_rate: Any = ...,
        num_mel_bins: Dim | str = ...,
        min_freq: Any = ...,
        max_freq: Any = ...,
        power_to_db: Any = ...,
        top_db: Any = ...,
        mag_exp: Any = ...,
        min_power: Any = ...,
        ref_power: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class STFTSpectrogram(Layer):
    """Fourier transforms of overlapping frames; the transform is a convolution whose kernels are weights.

    shape:   (T, C) -> (floor((T - k)/s) + 1, C*(floor(n_fft/2) + 1))
    params:  2*k*(floor(n_fft/2) + 1)
    macs:    (floor((T - k)/s) + 1)*C*2*k*(floor(n_fft/2) + 1)
    source:  keras.layers.STFTSpectrogram
    """

    def __init__(
        self,
        mode: str = ...,
        frame_length: Dim | str = ...,
        frame_step: Any = ...,
        fft_length: Any = ...,
        window: Any = ...,
        periodic: Any = ...,
        scaling: str | None = ...,
        padding: str = ...,
        expand_dims: bool = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Normalization(Layer):
    """Each kept axis has means and variances of its own, learned from data beforehand or given.

    shape:   (*n, C) -> (*n, C)
    params:  2*C + 1
    source:  keras.layers.Normalization
    """

    def __init__(
        self,
        axis: Any = ...,
        mean: Any = ...,
        variance: Any = ...,
        invert: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class CenterCrop(Layer):
    """An image of a fixed size.

    shape:   (H, W, C) -> (H_new, W_new, C)
    params:  0
    source:  keras.layers.CenterCrop
    """

    def __init__(
        self,
        height: Dim | str,
        width: Dim | str,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomCrop(Layer):
    """An image of a fixed size, from a random place.

    shape:   (H, W, C) -> (H_new, W_new, C)
    params:  0
    source:  keras.layers.RandomCrop
    """

    def __init__(
        self,
        height: Dim | str,
        width: Dim | str,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Resizing(Layer):
    """An image of a fixed size, stretched, cropped or padded to it.

    shape:   (H, W, C) -> (H_new, W_new, C)
    params:  0
    source:  keras.layers.Resizing
    """

    def __init__(
        self,
        height: Dim | str,
        width: Dim | str,
        interpolation: Any = ...,
        crop_to_aspect_ratio: bool = ...,
        pad_to_aspect_ratio: bool = ...,
        fill_mode: Any = ...,
        fill_value: Any = ...,
        antialias: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Pipeline(Layer):
    """Preprocessing layers, one after the other.

    source:  keras.layers.Pipeline
    """

    def __init__(
        self,
        layers: Any,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class LocallyConnected1D(Layer):
    """A convolution with filters of its own at each position.

    shape:   (*n, C) -> (*floor((n - k)/s) + 1, F)
    params:  prod(floor((n - k)/s) + 1)*(prod(k)*C*F + F)
    macs:    prod(floor((n - k)/s) + 1)*prod(k)*C*F
    source:  keras.layers.LocallyConnected1D, LocallyConnected2D of Keras 2
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        implementation: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class LocallyConnected2D(Layer):
    """A convolution with filters of its own at each position.

    shape:   (*n, C) -> (*floor((n - k)/s) + 1, F)
    params:  prod(floor((n - k)/s) + 1)*(prod(k)*C*F + F)
    macs:    prod(floor((n - k)/s) + 1)*prod(k)*C*F
    source:  keras.layers.LocallyConnected1D, LocallyConnected2D of Keras 2
    """

    def __init__(
        self,
        filters: Dim | str,
        kernel_size: Dim | str | tuple[Dim | str, ...],
        strides: Dim | str | tuple[Dim | str, ...] = ...,
        padding: str = ...,
        data_format: Any = ...,
        activation: Any = ...,
        use_bias: bool = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        implementation: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class CuDNNLSTM(Layer):
    """An LSTM with one bias for the input and one for the last output.

    shape:   (T, d) -> (u)
    params:  d*4*u + u*4*u + 8*u
    macs:    T*4*u*(d + u)
    source:  keras.layers.CuDNNLSTM of Keras 2
    """

    def __init__(
        self,
        units: Dim | str,
        kernel_initializer: Any = ...,
        recurrent_initializer: Any = ...,
        bias_initializer: Any = ...,
        unit_forget_bias: Any = ...,
        kernel_regularizer: Any = ...,
        recurrent_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        recurrent_constraint: Any = ...,
        bias_constraint: Any = ...,
        return_sequences: bool = ...,
        return_state: bool = ...,
        go_backwards: bool = ...,
        stateful: bool = ...,
        unroll: bool = ...,
        *,
        zero_output_for_mask: Any = ...,
        implementation: Any = ...,
        time_major: Any = ...,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MaxoutDense(Layer):
    """The largest of several affine maps.

    shape:   (d,) -> (u,)
    params:  n_piece*d*u + n_piece*u
    macs:    n_piece*d*u
    source:  keras.layers.MaxoutDense of Keras 1
    """

    def __init__(
        self,
        units: Dim | str,
        nb_feature: Dim | str = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        use_bias: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Highway(Layer):
    """A mixture of the input and an affine map of it, weighed by another affine map.

    shape:   (d,) -> (d,)
    params:  2*d*d + 2*d
    macs:    2*d*d
    source:  keras.layers.Highway of Keras 1
    """

    def __init__(
        self,
        activation: Any = ...,
        kernel_initializer: Any = ...,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = ...,
        bias_regularizer: Any = ...,
        activity_regularizer: Any = ...,
        kernel_constraint: Any = ...,
        bias_constraint: Any = ...,
        use_bias: bool = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Lambda(Layer):
    """A function of the input without weights; the user gives the shape of its output.

    params:  0
    source:  keras.layers.Lambda
    """

    def __init__(
        self,
        function: Any,
        output_shape: Any = ...,
        mask: Any = ...,
        arguments: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Unknown(Layer):
    """A layer of a type that has no rule: a row without parameters, which makes the total partial."""

    def __init__(
        self,
        kind: str,
        output_shape: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Activation(Layer):
    """A function of each element.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Activation
    """

    def __init__(
        self,
        activation: Any,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ReLU(Layer):
    """Zero below zero.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.ReLU
    """

    def __init__(
        self,
        max_value: Any = ...,
        negative_slope: Any = ...,
        threshold: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class LeakyReLU(Layer):
    """A small slope below zero.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.LeakyReLU
    """

    def __init__(
        self,
        negative_slope: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ELU(Layer):
    """An exponential below zero.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.ELU
    """

    def __init__(
        self,
        alpha: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Dropout(Layer):
    """Sets a share of the elements to zero in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Dropout
    """

    def __init__(
        self,
        rate: Any,
        noise_shape: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SpatialDropout1D(Layer):
    """Sets a share of the channels to zero in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.SpatialDropout1D
    """

    def __init__(
        self,
        rate: Any,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SpatialDropout2D(Layer):
    """Sets a share of the channels to zero in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.SpatialDropout2D
    """

    def __init__(
        self,
        rate: Any,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class SpatialDropout3D(Layer):
    """Sets a share of the channels to zero in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.SpatialDropout3D
    """

    def __init__(
        self,
        rate: Any,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AlphaDropout(Layer):
    """Drops elements and keeps mean and variance.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.AlphaDropout
    """

    def __init__(
        self,
        rate: Any,
        noise_shape: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GaussianDropout(Layer):
    """Multiplies by noise around 1 in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.GaussianDropout
    """

    def __init__(
        self,
        rate: Any,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class GaussianNoise(Layer):
    """Adds noise in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.GaussianNoise
    """

    def __init__(
        self,
        stddev: Any,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ActivityRegularization(Layer):
    """Adds a penalty to the loss.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.ActivityRegularization
    """

    def __init__(
        self,
        l1: Any = ...,
        l2: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Identity(Layer):
    """The input itself.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Identity
    """

    def __init__(
        self,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Masking(Layer):
    """Marks the time steps to skip.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Masking
    """

    def __init__(
        self,
        mask_value: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Rescaling(Layer):
    """A scale and an offset.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Rescaling
    """

    def __init__(
        self,
        scale: Any,
        offset: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AugMix(Layer):
    """A mixture of several changed copies.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.AugMix
    """

    def __init__(
        self,
        value_range: Any = ...,
        num_chains: Any = ...,
        chain_depth: Any = ...,
        factor: Any = ...,
        alpha: Any = ...,
        all_ops: Any = ...,
        interpolation: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class AutoContrast(Layer):
    """The full range of values.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.AutoContrast
    """

    def __init__(
        self,
        value_range: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class ContrastLimitedAdaptiveHistogramEqualization(Layer):
    """Even contrast in each tile.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.ContrastLimitedAdaptiveHistogramEqualization
    """

    def __init__(
        self,
        value_range: Any = ...,
        clip_limit: Any = ...,
        tile_grid_size: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class CutMix(Layer):
    """A patch of another image.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.CutMix
    """

    def __init__(
        self,
        factor: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Equalization(Layer):
    """An even histogram.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Equalization
    """

    def __init__(
        self,
        value_range: Any = ...,
        bins: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MaxNumBoundingBoxes(Layer):
    """At most so many boxes.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.MaxNumBoundingBoxes
    """

    def __init__(
        self,
        max_number: Any,
        fill_value: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class MixUp(Layer):
    """A mean with another image.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.MixUp
    """

    def __init__(
        self,
        alpha: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandAugment(Layer):
    """Several random changes.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandAugment
    """

    def __init__(
        self,
        value_range: Any = ...,
        num_ops: Any = ...,
        factor: Any = ...,
        interpolation: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomBrightness(Layer):
    """A random brightness.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomBrightness
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomColorDegeneration(Layer):
    """Paler colours.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomColorDegeneration
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomColorJitter(Layer):
    """Random colours.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomColorJitter
    """

    def __init__(
        self,
        value_range: Any = ...,
        brightness_factor: Any = ...,
        contrast_factor: Any = ...,
        saturation_factor: Any = ...,
        hue_factor: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomContrast(Layer):
    """A random contrast.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomContrast
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomElasticTransform(Layer):
    """A random distortion.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomElasticTransform
    """

    def __init__(
        self,
        factor: Any = ...,
        scale: Any = ...,
        interpolation: Any = ...,
        fill_mode: Any = ...,
        fill_value: Any = ...,
        value_range: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomErasing(Layer):
    """A random hole.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomErasing
    """

    def __init__(
        self,
        factor: Any = ...,
        scale: Any = ...,
        fill_value: Any = ...,
        value_range: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomFlip(Layer):
    """A random flip.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomFlip
    """

    def __init__(
        self,
        mode: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomGaussianBlur(Layer):
    """A random blur.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomGaussianBlur
    """

    def __init__(
        self,
        factor: Any = ...,
        kernel_size: Any = ...,
        sigma: Any = ...,
        value_range: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomGrayscale(Layer):
    """Sometimes grey, in as many channels.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomGrayscale
    """

    def __init__(
        self,
        factor: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomHue(Layer):
    """A random hue.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomHue
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomInvert(Layer):
    """Sometimes the negative.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomInvert
    """

    def __init__(
        self,
        factor: Any = ...,
        value_range: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomPerspective(Layer):
    """A random perspective.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomPerspective
    """

    def __init__(
        self,
        factor: Any = ...,
        scale: Any = ...,
        interpolation: Any = ...,
        fill_value: Any = ...,
        seed: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomPosterization(Layer):
    """Fewer bits.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomPosterization
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomRotation(Layer):
    """A random rotation.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomRotation
    """

    def __init__(
        self,
        factor: Any,
        fill_mode: Any = ...,
        interpolation: Any = ...,
        seed: Any = ...,
        fill_value: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomSaturation(Layer):
    """A random saturation.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomSaturation
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomSharpness(Layer):
    """A random sharpness.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomSharpness
    """

    def __init__(
        self,
        factor: Any,
        value_range: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomShear(Layer):
    """A random shear.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomShear
    """

    def __init__(
        self,
        x_factor: Any = ...,
        y_factor: Any = ...,
        interpolation: Any = ...,
        fill_mode: Any = ...,
        fill_value: Any = ...,
        data_format: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomTranslation(Layer):
    """A random shift.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomTranslation
    """

    def __init__(
        self,
        height_factor: Any,
        width_factor: Any,
        fill_mode: Any = ...,
        interpolation: Any = ...,
        seed: Any = ...,
        fill_value: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class RandomZoom(Layer):
    """A random zoom.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomZoom
    """

    def __init__(
        self,
        height_factor: Any,
        width_factor: Any = ...,
        fill_mode: Any = ...,
        interpolation: Any = ...,
        seed: Any = ...,
        fill_value: Any = ...,
        data_format: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

class Solarization(Layer):
    """Inverted highlights.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Solarization
    """

    def __init__(
        self,
        addition_factor: Any = ...,
        threshold_factor: Any = ...,
        value_range: Any = ...,
        seed: Any = ...,
        *,
        dtype: Any = ...,
        autocast: Any = ...,
        activity_regularizer: Any = ...,
        name: Any = ...,
        trainable: Any = ...,
    ) -> None: ...

Convolution1D = Conv1D
Convolution2D = Conv2D
Convolution3D = Conv3D
Convolution1DTranspose = Conv1DTranspose
Convolution2DTranspose = Conv2DTranspose
Convolution3DTranspose = Conv3DTranspose
SeparableConvolution1D = SeparableConv1D
SeparableConvolution2D = SeparableConv2D
MaxPool1D = MaxPooling1D
MaxPool2D = MaxPooling2D
MaxPool3D = MaxPooling3D
AvgPool1D = AveragePooling1D
AvgPool2D = AveragePooling2D
AvgPool3D = AveragePooling3D
GlobalMaxPool1D = GlobalMaxPooling1D
GlobalMaxPool2D = GlobalMaxPooling2D
GlobalMaxPool3D = GlobalMaxPooling3D
GlobalAvgPool1D = GlobalAveragePooling1D
GlobalAvgPool2D = GlobalAveragePooling2D
GlobalAvgPool3D = GlobalAveragePooling3D
GroupedQueryAttention = GroupQueryAttention
