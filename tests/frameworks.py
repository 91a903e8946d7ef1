"""Frameworks that tests compare with: skipped for a user who lacks one, required where CI is set."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")


def framework(name: str, extra: str) -> ModuleType:
    """The framework's module; a module of tests that asks for a missing one is skipped, and fails under CI."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{name} is not installed ({error}): pip install 'symparam[{extra}]'", allow_module_level=True)


keras = framework("keras", "keras")
