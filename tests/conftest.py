"""What all tests share.

``--rewrite`` renews every file of expected output, so that the difference can be read. Tests that are marked slow run
with ``--slow``, and where CI is set. ``--all-models`` takes every published model where a few would do, and
``--exhaustive`` every case where a random few stand for them.

``-m quick`` runs every test with the first of its cases, in two minutes; ``--rest`` runs what a machine skips that has
only what the extra ``test`` brings: slow tests, and the files that ask for more.
"""

import gc
import os
import sys
from collections.abc import Iterator

import pytest

from . import frameworks, watch

os.environ.setdefault("SYMPARAM_STRICT", "1")  # a fault of the reader of scripts is no refusal here


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the outputs that tests compare with")
    parser.addoption("--slow", action="store_true", help="run the slow tests too, as CI does")
    parser.addoption("--rest", action="store_true", help="run what a machine skips that has the extra test alone")
    parser.addoption("--all-models", action="store_true", help="every published model, where a few run otherwise")
    parser.addoption("--exhaustive", action="store_true", help="every case, where a random few run otherwise")


def pytest_configure() -> None:
    watch.start()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    mark_quick(items)
    if not config.getoption("--all-models"):
        skip(items, "all_models", "all_models: runs with --all-models")
    if not config.getoption("--exhaustive"):
        skip(items, "exhaustive", "exhaustive: runs with --exhaustive")
    if not (config.getoption("--slow") or config.getoption("--rest") or os.environ.get("CI")):
        skip(items, "slow", "slow: runs with --slow, and in CI")
    if config.getoption("--rest"):
        rest = [item for item in items if item.get_closest_marker("slow") or asks_for_more(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(rest)])
        items[:] = rest


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays: no collection of garbage walks through it again."""
    gc.collect()
    gc.freeze()


def skip(items: list[pytest.Item], mark: str, reason: str) -> None:
    for item in items:
        if item.get_closest_marker(mark):
            item.add_marker(pytest.mark.skip(reason=reason))


def mark_quick(items: list[pytest.Item]) -> None:
    """The first case of every test that is neither slow nor in need of more than the extra ``test`` brings."""
    seen: set[tuple[object, str]] = set()
    for item in items:
        test = (getattr(item, "module", item.parent), getattr(item, "originalname", item.name))
        marked = any(item.get_closest_marker(mark) for mark in ("slow", "all_models", "thorough", "exhaustive"))
        if test not in seen and not marked and not asks_for_more(item):
            seen.add(test)
            item.add_marker(pytest.mark.quick)


def asks_for_more(item: pytest.Item) -> bool:
    """Whether a test's file asks tests/frameworks.py for anything beside Keras."""
    names = vars(item.module) if isinstance(item, pytest.Function) else {}
    return any(getattr(value, "__module__", "") == frameworks.__name__ for value in names.values())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Each worker begins with its share, and who has ended takes of the others' rest."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


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
