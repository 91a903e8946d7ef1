"""From a file to the config in it: JSON, or the archive of a model of Keras."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePath
from typing import Any

from ...errors import ReadError
from .. import text_of

ARCHIVES = (".keras", ".h5", ".hdf5")
LIMIT = 64_000_000  # bytes of JSON; the largest model of keras.applications has 4 million


def config_of(source: str | Path) -> tuple[dict[str, Any], str]:
    """The config in a file, and the file's name for messages. Raises ReadError."""
    name = str(source)
    suffix = PurePath(name).suffix.lower()
    start = _start(name)
    if start is None:
        if suffix in ARCHIVES:
            raise ReadError(f"this is no file but a device or a pipe; {suffix} is read from a file").at(name)
        text, name = text_of(source, LIMIT)
    elif start.startswith(b"\x89HDF\r\n\x1a\n"):
        from .hdf5 import config_in_hdf5

        text = config_in_hdf5(name, LIMIT)
    elif start.startswith(b"PK") or suffix == ".keras":
        from .archive import config_in_archive

        text = config_in_archive(name, LIMIT)
    elif suffix in (".h5", ".hdf5"):
        raise ReadError("not an HDF5 file; an .h5 file of Keras is one").at(name)
    else:
        text, name = text_of(source, LIMIT)
    return parsed(text, name), name


def _start(name: str) -> bytes | None:
    """The first bytes of a file; None for what can be read only once, or has no end: a pipe, a device, ``-``."""
    try:
        if name == "-" or (os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name))):
            return None
        with open(name, "rb") as file:
            return file.read(8)
    except (OSError, ValueError) as error:
        raise ReadError(f"{getattr(error, 'strerror', None) or error}").at(name) from None


def parsed(text: str, name: str) -> dict[str, Any]:
    """The JSON object in a text. Raises ReadError where it is none."""
    try:
        config = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg}; model.to_json() writes it").at(name, error.lineno) from None
    except RecursionError:
        raise ReadError("its JSON is nested too deeply for a config").at(name) from None
    except ValueError as error:  # a number of thousands of digits
        raise ReadError(f"not JSON that Keras writes: {error}").at(name) from None
    if not isinstance(config, dict):
        raise ReadError(
            f"{name}: a config is a JSON object, not a {type(config).__name__}; write it with model.to_json()"
        )
    return config
