"""How SymPy's own printers write our symbols and floors, so that what a user prints or compiles with SymPy is exact.

SymPy would turn ⌊(H − 1)/3⌋ into float arithmetic, which is wrong for many integers; here every language gets its
integer division. A printer looks for the method that its ``printmethod`` names; a language without one here refuses
or prints an unknown function, it never computes something else.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from sympy import Basic
from sympy.printing.precedence import PRECEDENCE

from .names import latex_name, spoken


class NamePrinters(Basic):
    """Mixed into Size: names as they are, where SymPy would read ``layernorm`` as the norm of ``layer``."""

    def _sympystr(self, printer: Any) -> str:
        return spoken(str(self.name))

    def _latex(self, printer: Any) -> str:
        return printer._settings["symbol_names"].get(self) or latex_name(self.name)

    def _pretty(self, printer: Any) -> Any:
        from sympy.printing.pretty.stringpict import prettyForm

        return prettyForm(spoken(self.name), binding=prettyForm.ATOM)


class FloorPrinters(Basic):
    """Mixed into FloorDiv. The ``printer`` of each method is the SymPy printer that asks."""

    def _both(self, printer: Any) -> tuple[str, str]:
        p, b = self.args
        return printer.parenthesize(p, PRECEDENCE["Mul"], strict=True), printer.parenthesize(b, PRECEDENCE["Mul"])

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

    _lambdacode = _numpycode = _cupycode = _jaxcode = _torchcode = _pythoncode

    def _mpmathcode(self, printer: Any) -> str:
        return "(int({})//int({}))".format(*self._both(printer))

    def _ccode(self, printer: Any) -> str:
        """For variables of an integer type; C truncates towards zero, so the sign is corrected."""
        p, b = self._both(printer)
        if "pow(" in p:  # SymPy writes powers in floating point, and % wants integers
            p = f"(long long)({p})"
        if "pow(" in b:
            b = f"(long long)({b})"
        return f"({p}/{b} - ({p} % {b} < 0))"

    _cxxcode = _ccode

    def _javascript(self, printer: Any) -> str:
        return "Math.floor({}/{})".format(*self._both(printer))  # exact for |p| < 2**53


class ExtremePrinters(Basic):
    """Mixed into Max and Min; ``_word`` is max or min."""

    _word: str

    def _call(self, printer: Any, function: str) -> str:
        return f"{function}({', '.join(map(printer._print, self.args))})"

    def _sympystr(self, printer: Any) -> str:
        return self._call(printer, self._word)

    _pythoncode = _lambdacode = _mpmathcode = _sympystr

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        body = rf"\{self._word}" + rf"\left({', '.join(map(printer._print, self.args))}\right)"
        return body if exp is None else f"{body}^{{{exp}}}"

    def _pretty(self, printer: Any) -> Any:
        return printer._print_Function(self, func_name=self._word)

    def _numpycode(self, printer: Any) -> str:
        function = printer._module_format(f"{printer._module}.{self._word}imum")
        return reduce(lambda a, b: f"{function}({a}, {b})", map(printer._print, self.args))

    _cupycode = _jaxcode = _torchcode = _numpycode

    def _ccode(self, printer: Any) -> str:
        sign = ">" if self._word == "max" else "<"
        return reduce(lambda a, b: f"(({a}) {sign} ({b}) ? ({a}) : ({b}))", map(printer._print, self.args))

    _cxxcode = _ccode

    def _javascript(self, printer: Any) -> str:
        return self._call(printer, f"Math.{self._word}")
