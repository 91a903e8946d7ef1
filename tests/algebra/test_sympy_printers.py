"""What SymPy's own printers write for our symbols and floors is exact: every language runs it, negative numbers too."""

from __future__ import annotations

import pickle
import subprocess

import pytest
from sympy import ccode, cxxcode, jscode, lambdify, latex, pretty, pycode

from symparam import sizes
from symparam.algebra import FloorDiv, Max, Min, evaluate

from ..frameworks import framework, tool

H, W, C = sizes("H W C")
FLOORS = 2 * FloorDiv(H - 20, 12) * FloorDiv(W + 31, 32) + FloorDiv(H - W, 7)
FORMULA = FLOORS + 3 * Max(H, W, C) - Min(H, W) * Max(C, W)
POINTS = [(h, w, c) for h in (-41, -20, -1, 0, 19, 256) for w in (-33, -7, 0, 5, 224) for c in (-2, 3)]


def expected() -> list[int]:
    return [evaluate(FORMULA, {"H": h, "W": w, "C": c}) for h, w, c in POINTS]


@pytest.mark.parametrize("module", ["math", "numpy", "mpmath", "sympy", "jax", "scipy"])
def test_lambdify(module):
    if module not in ("math", "sympy"):
        framework(module)
    function = lambdify([H, W, C], FORMULA, module)
    assert [int(function(*point)) for point in POINTS] == expected()


def test_lambdify_on_arrays():
    numpy = framework("numpy")
    function = lambdify([H, W, C], FORMULA)
    assert function(*numpy.array(POINTS).T).tolist() == expected()


def test_the_floor_of_every_small_size_is_exact():
    function = lambdify([H], FloorDiv(H - 1, 3))
    assert all(function(n) == (n - 1) // 3 for n in range(20001))


def test_python():
    code = pycode(FORMULA)
    assert [eval(code, {}, {"H": h, "W": w, "C": c}) for h, w, c in POINTS] == expected()


@pytest.mark.parametrize(("compiler", "printer"), [("gcc", ccode), ("g++", cxxcode)])
def test_c(compiler, printer, tmp_path):
    tool(compiler)
    rows = ", ".join(f"{{{h}, {w}, {c}}}" for h, w, c in POINTS)
    source = tmp_path / ("formula.c" if compiler == "gcc" else "formula.cpp")
    source.write_text(f"""
        #include <stdio.h>
        #include <math.h>
        int main() {{
            long long points[][3] = {{{rows}}};
            for (int i = 0; i < {len(POINTS)}; i++) {{
                long long H = points[i][0], W = points[i][1], C = points[i][2];
                printf("%lld\\n", (long long)({printer(FORMULA)}));
            }}
        }}
    """)
    program = tmp_path / "formula"
    subprocess.run([compiler, source, "-o", program, "-lm"], check=True)
    output = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    assert [int(line) for line in output.split()] == expected()


def test_c_with_a_power_inside_a_floor(tmp_path):
    tool("gcc")
    source = tmp_path / "formula.c"
    source.write_text(f"""
        #include <stdio.h>
        #include <math.h>
        int main() {{ long long H = -5; printf("%lld", (long long)({ccode(FloorDiv(H**3, 4))})); }}
    """)
    subprocess.run(["gcc", source, "-o", tmp_path / "formula", "-lm"], check=True)
    assert subprocess.run([tmp_path / "formula"], check=True, capture_output=True, text=True).stdout == "-32"


def test_javascript():
    tool("node")
    script = f"for (const [H, W, C] of {[list(p) for p in POINTS]}) console.log({jscode(FORMULA)})"
    output = subprocess.run(["node", "-e", script], check=True, capture_output=True, text=True).stdout
    assert [int(line) for line in output.split()] == expected()


NAMES = [  # SymPy on its own would write norms, hats, subscripts and Greek letters
    ("layernorm", r"\mathrm{layernorm}"),
    ("what", r"\mathrm{what}"),
    ("lambda", r"\mathrm{lambda}"),
    ("num_class", r"\mathrm{num\_class}"),
    ("C_in", r"C_{\mathrm{in}}"),
    ("H", "H"),
]


@pytest.mark.parametrize(("name", "tex"), NAMES)
def test_names_stay_names(name, tex):
    (symbol,) = sizes(name)
    assert latex(symbol) == tex
    assert str(symbol) == pretty(symbol) == name
    assert latex(symbol, symbol_names={symbol: "x"}) == "x"
    assert pickle.loads(pickle.dumps(symbol)) is symbol or pickle.loads(pickle.dumps(symbol)) == symbol


def test_floors_and_extremes_in_mathematics():
    floor = FloorDiv(H - 20, 12, evaluate=False)
    assert latex(floor) == r"\left\lfloor \frac{H - 20}{12} \right\rfloor"
    assert latex(3 * floor**2) == r"3 \left\lfloor \frac{H - 20}{12} \right\rfloor^{2}"
    assert latex(Max(H, W) ** 2) == r"\max\left(H, W\right)^{2}"
    assert str(floor**2 + C) == "C + floor((H - 20)/12)**2"
    assert str(FloorDiv(H, 2 * C)) == "floor(H/(2*C))"
    assert str(Max(H, W)) == pretty(Max(H, W)) == "max(H, W)"
    assert pretty(floor) == "⎢H - 20⎥\n⎢──────⎥\n⎣  12  ⎦"
