"""What all tests share.

``--rewrite`` renews every file of expected output, so that the difference can be read. Tests that are marked slow run
with ``--slow``, and where CI is set. ``--all-models`` takes every published model where a few would do.
"""

import gc
import os
import sys
from collections.abc import Iterator

import pytest

os.environ.setdefault("SYMPARAM_STRICT", "1")  # a fault of the reader of scripts is no refusal here


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the outputs that tests compare with")
    parser.addoption("--slow", action="store_true", help="run the slow tests too, as CI does")
    parser.addoption("--all-models", action="store_true", help="every published model, where a few run otherwise")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--all-models"):
        for item in items:
            if item.get_closest_marker("all_models"):
                item.add_marker(pytest.mark.skip(reason="all_models: runs with --all-models"))
    if not (config.getoption("--slow") or os.environ.get("CI")):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: runs with --slow, and in CI"))


@pytest.fixture(autouse=True, scope="module")
def _small_memory() -> Iterator[None]:
    """After each file the programs that JAX compiled are let go: thousands of them would fill the memory."""
    yield
    if "jax" in sys.modules:
        sys.modules["jax"].clear_caches()
    gc.collect()


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether files of expected output are to be renewed."""
    return bool(request.config.getoption("--rewrite"))
