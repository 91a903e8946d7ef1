"""What all tests share: ``--rewrite`` renews every file of expected output, so that the difference can be read."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the outputs that tests compare with")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether files of expected output are to be renewed."""
    return bool(request.config.getoption("--rewrite"))
