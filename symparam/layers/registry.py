"""Where each Keras layer name is implemented; a layer's module is imported when the name is asked for."""

from __future__ import annotations

from importlib import import_module

from ..errors import UnknownLayer, guess
from .layer import Layer

MODULES: dict[str, tuple[str, ...]] = {
    "core": ("Dense", "InputLayer"),
    "conv": ("Conv1D", "Conv2D", "Conv3D"),
    "conv_transpose": ("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"),
    "depthwise": ("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"),
    "pool": (
        "MaxPooling1D",
        "MaxPooling2D",
        "MaxPooling3D",
        "AveragePooling1D",
        "AveragePooling2D",
        "AveragePooling3D",
        "GlobalMaxPooling1D",
        "GlobalMaxPooling2D",
        "GlobalMaxPooling3D",
        "GlobalAveragePooling1D",
        "GlobalAveragePooling2D",
        "GlobalAveragePooling3D",
        "AdaptiveMaxPooling1D",
        "AdaptiveMaxPooling2D",
        "AdaptiveMaxPooling3D",
        "AdaptiveAveragePooling1D",
        "AdaptiveAveragePooling2D",
        "AdaptiveAveragePooling3D",
    ),
    "norm": ("BatchNormalization", "LayerNormalization", "RMSNormalization", "GroupNormalization", "UnitNormalization"),
    "embedding": ("Embedding", "ReversibleEmbedding"),
    "einsum": ("EinsumDense",),
    "cells": ("SimpleRNNCell", "LSTMCell", "GRUCell", "StackedRNNCells"),
    "recurrent": ("RNN", "SimpleRNN", "LSTM", "GRU"),
    "bidirectional": ("Bidirectional",),
    "conv_lstm": ("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"),
    "wrapper": ("Wrapper", "TimeDistributed", "SpectralNormalization"),
    "merging": ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"),
    "reshaping": ("Flatten", "Reshape", "Permute", "RepeatVector"),
    "borders": (
        "Cropping1D",
        "Cropping2D",
        "Cropping3D",
        "ZeroPadding1D",
        "ZeroPadding2D",
        "ZeroPadding3D",
        "UpSampling1D",
        "UpSampling2D",
        "UpSampling3D",
    ),
    "attention": ("MultiHeadAttention", "GroupQueryAttention", "Attention", "AdditiveAttention"),
    "activations": ("PReLU", "Softmax"),
    "encoding": ("CategoryEncoding", "Discretization", "Hashing", "HashedCrossing"),
    "lookup_tables": ("IntegerLookup", "StringLookup", "TextVectorization"),
    "spectrogram": ("MelSpectrogram", "STFTSpectrogram"),
    "normalization": ("Normalization",),
    "images": ("CenterCrop", "RandomCrop", "Resizing"),
    "pipeline": ("Pipeline",),
    "legacy_layers": ("LocallyConnected1D", "LocallyConnected2D", "CuDNNLSTM", "MaxoutDense", "Highway"),
    "unknown": ("Lambda", "Unknown"),
    "elementwise": (
        "Activation",
        "ReLU",
        "LeakyReLU",
        "ELU",
        "Dropout",
        "SpatialDropout1D",
        "SpatialDropout2D",
        "SpatialDropout3D",
        "AlphaDropout",
        "GaussianDropout",
        "GaussianNoise",
        "ActivityRegularization",
        "Identity",
        "Masking",
        "Rescaling",
    ),
    "augmentation": (
        "AugMix",
        "AutoContrast",
        "ContrastLimitedAdaptiveHistogramEqualization",
        "CutMix",
        "Equalization",
        "MaxNumBoundingBoxes",
        "MixUp",
        "RandAugment",
        "RandomBrightness",
        "RandomColorDegeneration",
        "RandomColorJitter",
        "RandomContrast",
        "RandomElasticTransform",
        "RandomErasing",
        "RandomFlip",
        "RandomGaussianBlur",
        "RandomGrayscale",
        "RandomHue",
        "RandomInvert",
        "RandomPerspective",
        "RandomPosterization",
        "RandomRotation",
        "RandomSaturation",
        "RandomSharpness",
        "RandomShear",
        "RandomTranslation",
        "RandomZoom",
        "Solarization",
    ),
}
ALIASES: dict[str, str] = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "Convolution1DTranspose": "Conv1DTranspose",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3DTranspose": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "MaxPool3D": "MaxPooling3D",
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "GroupedQueryAttention": "GroupQueryAttention",  # as configs have it
}
FOREIGN = {
    "FlaxLayer": "a Flax module",
    "JaxLayer": "a JAX function",
    "TFSMLayer": "a TensorFlow SavedModel",
    "TorchModuleWrapper": "a PyTorch module",
}
HOME = {name: module for module, names in MODULES.items() for name in names}


def lookup(name: str) -> type[Layer]:
    """The class of a Keras layer name or alias.

    Raises UnknownLayer, with the nearest name, where there is none.
    """
    name = ALIASES.get(name, name)
    if name in FOREIGN:
        raise UnknownLayer(
            f"{name} holds {FOREIGN[name]}, whose weights are not part of the model's description; "
            f'Unknown("{name}", output_shape=…) stands for it, and makes the total partial'
        )
    if name not in HOME:
        hint = guess(name, [*HOME, *ALIASES], lead="; ")
        raise UnknownLayer(f"{name} is no layer that symparam knows{hint}")
    return getattr(import_module(f".{HOME[name]}", __package__), name)
