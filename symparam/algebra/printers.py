"""How SymPy's own printers write our symbols and floors, so that what a user prints or compiles with SymPy is exact.

SymPy would turn ⌊(H − 1)/3⌋ into float arithmetic, which is wrong for many integers; here every language gets its
integer division. C truncates towards zero, so its form corrects the sign.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic


class FloorPrinters(Basic):
    """Mixed into FloorDiv. The ``printer`` of each method is the SymPy printer that asks."""

    def _both(self, printer: Any) -> tuple[str, str]:
        p, b = (printer._print(a) if a.is_Atom else f"({printer._print(a)})" for a in self.args)
        return p, b

    def _sympystr(self, printer: Any) -> str:
        return "floor({}/{})".format(*self._both(printer))

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        p, b = (printer._print(a) for a in self.args)
        floor = rf"\left\lfloor \frac{{{p}}}{{{b}}} \right\rfloor"
        return floor if exp is None else f"{floor}^{{{exp}}}"

    def _pretty(self, printer: Any) -> Any:
        from sympy import Mul, Pow, floor

        p, b = self.args
        quotient = Mul(p, Pow(b, -1, evaluate=False), evaluate=False)
        return printer._print(floor(quotient, evaluate=False))

    def _pythoncode(self, printer: Any) -> str:
        return "({}//{})".format(*self._both(printer))

    _numpycode = _jaxcode = _pythoncode

    def _mpmathcode(self, printer: Any) -> str:
        return "(int({})//int({}))".format(*self._both(printer))

    def _ccode(self, printer: Any) -> str:
        p, b = self._both(printer)
        return f"({p}/{b} - ({p} % {b} < 0))"

    def _jscode(self, printer: Any) -> str:
        return "Math.floor({}/{})".format(*self._both(printer))
