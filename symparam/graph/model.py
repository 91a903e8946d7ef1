"""A model as people hold it: a network, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from ..budget import bounded
from ..report import Report
from ..uncollected import uncollected
from .derive import derive
from .network import Network


class Model(Network):
    """A network between input tensors and output tensors.

    >>> from symparam import Input, Model, layers, sizes
    >>> x = Input(sizes("H W C"))
    >>> Model(x, layers.Conv2D(32, 3)(x)).derive().params
    288*C + 32

    As in Keras, ``trainable=False`` given to the constructor counts where the model itself is reported; the layers of a
    model inside another are trainable each as it says itself.
    Raises LayerError where an output depends on no input, or where two layers have one name.
    """

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if not name.startswith("_") and hasattr(Report, name):
                raise AttributeError(f"a Model has no {name}; its report has it: model.derive().{name}")
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def free(self, choices: Mapping[str, Any]) -> Self:
        """The model with hyper-parameters as symbols: ``model.free({"conv2d*.filters": "F", "dense.units": 2 * n})``.

        The symbols' defaults make the old numbers. Raises LayerError where no layer matches, or the numbers differ.
        """
        from .free import free

        return free(self, choices)

    @bounded
    def derive(self) -> Report:
        """The formulas of every layer and of the whole model."""
        return uncollected(derive)(self)
