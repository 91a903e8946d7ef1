"""No number comes out that Python would not write, and none is worked out only to find that."""

from __future__ import annotations

import sys

import pytest

from symparam import parse
from symparam.algebra import evaluate, product, total
from symparam.algebra.compiled import compile_function
from symparam.algebra.readable import DIGITS, LARGEST, power, readable
from symparam.errors import SizeError
from symparam.readers.keras_config import from_json

POWER = parse("2**W")
HOURS = {"W": 10**18}  # to work out, and more memory than there is


@pytest.mark.parametrize(
    "work",
    [
        lambda: readable(LARGEST),
        lambda: readable(-LARGEST),
        lambda: evaluate(POWER, HOURS),
        lambda: evaluate(POWER, {"W": 14_000}),
        lambda: evaluate(parse("W**64"), {"W": 10**100}),
        lambda: compile_function([POWER], ["W"])(HOURS["W"]),
        lambda: compile_function([parse("W**64")], ["W"])(10**100),
        lambda: product([10**2000, 10**2000]),
        lambda: total([LARGEST - 1, 1]),
    ],
)
def test_more_digits_than_can_be_written_are_refused(work):
    with pytest.raises(SizeError, match="4,000 digits"):
        work()


def test_what_is_not_refused_is_written():
    assert sys.int_info.default_max_str_digits >= DIGITS
    assert len(str(readable(LARGEST - 1))) == DIGITS
    assert [power(b, 10**9) for b in (-1, 0, 1)] == [1, 0, 1]
    assert power(2, 13_000) == 2**13_000


def test_a_model_of_such_numbers_is_refused():
    layers = [{"class_name": "Dense", "config": {"name": f"d{i}", "units": 10**3000}} for i in range(2)]
    entry = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "i"}}
    report = from_json({"class_name": "Sequential", "config": {"name": "m", "layers": [entry, *layers]}}).derive()
    with pytest.raises(SizeError, match="4,000 digits"):
        assert report.params
