"""SymPy's tensors wait until they are asked for, and are then what they ever were."""

import pytest

from tests.subprocesses import python

START = "from symparam.cli.tensorless import leave_tensors_out as leave; leave(); import sys; from sympy import *\n"
GROUPS = "print('sympy.combinatorics.perm_groups' in sys.modules)"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (f"x, y = symbols('x y'); x + y; {GROUPS}", "False"),
        ("x, y = symbols('x y'); x + y\nfrom sympy.tensor.tensor import TensorHead, TensExpr\n" + GROUPS, "True"),
        (
            "x, y = symbols('x y'); x + y\nimport sympy.tensor.tensor as t\n"
            "space = t.TensorIndexType('R'); i = t.tensor_indices('i', space)\n"
            "A, B = t.tensor_heads('A B', [space])\n"
            "total = A(i) + B(i)\nprint(type(total) is sys.modules['sympy.tensor.tensor'].TensAdd, total)",
            "True A(i) + B(i)",
        ),
    ],
    ids=["a sum", "a name", "tensors"],
)
def test_tensors_are_loaded_when_they_are_asked_for(code, said):
    assert python(START + code, text=True).stdout.strip() == said
