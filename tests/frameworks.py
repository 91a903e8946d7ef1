"""What tests compare with besides symparam: skipped for a user who lacks it, required where CI is set."""

from __future__ import annotations

import importlib
import os
import shutil
from types import ModuleType
from typing import NoReturn

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")


def framework(name: str, extra: str = "test") -> ModuleType:
    """The module of a framework or a tool that the extra brings."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{name} is not installed ({error}): pip install 'symparam[{extra}]'", allow_module_level=True)


def tool(name: str) -> str:
    """The path of a program on this machine."""
    path = shutil.which(name)
    if path is None:
        missing(f"{name} is not installed")
    return path


def missing(reason: str) -> NoReturn:
    """What a test lacks: it is skipped, and fails under CI."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(f"{reason}; it is needed in CI only")


keras = framework("keras", "keras")
