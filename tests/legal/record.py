"""Records which heights Keras accepts: ``python -m tests.legal.record [NAME…]`` writes recorded.json.

Every network is built by Keras at every height in 1..200, at one width; what raises is illegal.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from .architectures import ARCHITECTURES

RECORDED = Path(__file__).parent / "recorded.json"
HEIGHTS = range(1, 201)
WIDTH = {"free_reshape": 12, "unet_without_padding": 48, "valid_branches": 9, "transposed_valid": 49, "patches": 64,
         "residual_autoencoder": 33, "depthwise": 46, "upsampled_and_pooled": 48, "squeeze_and_excite": 1,
         "dilated_residual": 13, "strided_skip": 3}  # fmt: skip


def width(name: str) -> int:
    """A width at which the network is legal for some heights."""
    return WIDTH.get(name, 48)


def accepts(keras: Any, name: str, height: int) -> bool:
    """Whether Keras builds the network, and its weights, at this height."""
    keras.backend.clear_session(free_memory=False)
    try:
        with keras.StatelessScope(initialize_variables=False):
            keras.Model(*ARCHITECTURES[name](keras, height, width(name)))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError):
        return False
    return True


def main() -> None:
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras

    legal = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    for name in sys.argv[1:] or ARCHITECTURES:
        legal[name] = [h for h in HEIGHTS if accepts(keras, name, h)]
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(heights)}" for name, heights in legal.items())
    RECORDED.write_text(f"{{\n{lines}\n}}\n")


if __name__ == "__main__":
    main()
