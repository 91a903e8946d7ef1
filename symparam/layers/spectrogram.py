"""Preprocessing of sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, div, product
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import choice, dim, owner
from .general import General
from .layer import Layer
from .window import window


@dataclass(frozen=True)
class MelSpectrogram(Layer):
    """How loud each of n_mel bands of frequencies is, at every s-th sample.

    shape:   (T,) -> (n_mel, floor((T + s + 1)/s))
    params:  0
    source:  keras.layers.MelSpectrogram
    """

    fft_length: Dim = dim("n_fft", 2048)
    sequence_stride: Dim = dim("s", 512)
    sequence_length: Dim | None = dim("n_win", None, optional=True)
    num_mel_bins: Dim = dim("n_mel", 128)

    ranks: ClassVar = (1, 1)
    inert: ClassVar = (
        "window",
        "sampling_rate",
        "num_mel_bins",
        "min_freq",
        "max_freq",
        "power_to_db",
        "top_db",
        "mag_exp",
        "min_power",
        "ref_power",
    )

    def output(self, *xs: Shape) -> Shape:
        return Shape((self.num_mel_bins, div(xs[0][0] + self.sequence_stride + 1, self.sequence_stride)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.sequence_length is not None:
            yield Need(self.fft_length, ">=", self.sequence_length, "fft_length must not be below sequence_length")


@dataclass(frozen=True)
class STFTSpectrogram(Layer):
    """Fourier transforms of overlapping frames; the transform is a convolution whose kernels are weights.

    shape:   (T, C) -> (floor((T - k)/s) + 1, C*(floor(n_fft/2) + 1))
    params:  2*k*(floor(n_fft/2) + 1)
    macs:    (floor((T - k)/s) + 1)*C*2*k*(floor(n_fft/2) + 1)
    source:  keras.layers.STFTSpectrogram
    """

    mode: str = choice("log", "log", "magnitude", "psd", "real", "imag", "angle", "stft")
    frame_length: Dim = dim("k", 256)
    frame_step: Dim | None = dim("s", None, optional=True)
    fft_length: Dim | None = dim("n_fft", None, optional=True)
    scaling: str | None = choice("density", None, "density", "spectrum")
    padding: str = choice("valid", "valid", "same")
    expand_dims: bool = False
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    ranks: ClassVar = (2, 2)
    inert: ClassVar = ("window", "periodic", "scaling", "padding", "expand_dims", "data_format")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.fft_length is None and not isinstance(self.frame_length, int):
            raise LayerError(
                f"{owner(self)}: fft_length is the next power of 2 of frame_length, which is no formula; "
                f"give fft_length beside frame_length={self.frame_length}"
            )

    @property
    def step(self) -> Dim:
        """From one frame to the next."""
        return self.frame_step or div(self.frame_length, 2)

    @property
    def frequencies(self) -> Dim:
        """How many frequencies a transform has."""
        return div(self._transform(), 2) + 1

    def _transform(self) -> Any:
        return self.fft_length or 1 << (self.frame_length - 1).bit_length()

    def _frames(self, x: Shape) -> Dim:
        time = x[1] if self.data_format == "channels_first" else x[0]
        return window(time, self.frame_length, self.step, self.padding)

    def general(self, *xs: Shape, taken: Iterable[str] = ()) -> General:
        if self.fft_length is None:  # the next power of 2 is no formula, so it gets a letter of its own
            return replace(self, fft_length=self._transform()).general(*xs, taken=taken)
        return super().general(*xs, taken=taken)

    def output(self, *xs: Shape) -> Shape:
        first = self.data_format == "channels_first"
        frames, channels = self._frames(xs[0]), xs[0][0 if first else 1]
        parts = self.frequencies * (2 if self.mode == "stft" else 1)
        if self.expand_dims:
            return Shape((channels, frames, parts) if first else (frames, parts, channels))
        return Shape((parts * channels, frames) if first else (frames, parts * channels))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for part, other in (("real", "imag"), ("imag", "real")):
            yield from optional(self.mode != other, Weight(f"{part}_kernel", (self.frame_length, 1, self.frequencies)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.frame_step is not None:
            yield Need(self.frame_length, ">=", self.frame_step, "frame_step must not exceed frame_length")
        else:
            yield Need(self.frame_length, ">=", 2, "frame_length is halved for frame_step")
        if self.fft_length is not None:
            yield Need(self.fft_length, ">=", self.frame_length, "fft_length must not be below frame_length")
        yield Need(self._frames(xs[0]), ">=", 1, f"frame_length {self.frame_length} must fit into the input")

    def macs(self, *xs: Shape) -> Dim:
        channels = xs[0][0 if self.data_format == "channels_first" else 1]
        kernels = 1 if self.mode in ("real", "imag") else 2
        return product((self._frames(xs[0]), channels, self.frame_length, self.frequencies, kernels))
