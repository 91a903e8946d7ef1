"""Sizes given to ``read``: numbers that the model does not allow are refused, formulas are bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..algebra import Dim, bind, names_in
from ..algebra.domain.asked import asked
from ..algebra.tied_sizes import ties
from ..errors import SizeError
from ..graph import Model


def sized(model: Model, given: Mapping[str, Dim]) -> Model:
    """A model that was read with the numbers among the sizes, with the formulas bound as ``Report.bind`` does.

    Raises ConditionError where a size is illegal, SizeError for a name that the model does not have.
    """
    report = model.derive()
    numbers = {name: n for name, n in given.items() if isinstance(n, int) and name in report.symbols}
    formulas = {name: value for name, value in given.items() if not isinstance(value, int)}
    formulas = report.spelled(formulas)
    for name in (n for n in formulas if n in report.pinned):
        raise SizeError(f"{name}={formulas[name]}: {name} can only be a number: {model.facts.pinned[name][1]}")
    formulas = ties(formulas, {*report.symbols, *(n for value in formulas.values() for n in names_in(value))})
    report.bind(**numbers, **{name: bind(value, numbers) for name, value in formulas.items()})
    if not formulas:
        return model
    facts = replace(
        model.facts,
        defaults={name: n for name, n in model.facts.defaults.items() if name not in formulas},
        conditions=(
            *asked(formulas, lambda name: 0 if name in report.depths else 1),
            *(condition.bind(formulas) for condition in model.facts.conditions),
        ),
    )
    return replace(model.bound(formulas), facts=facts)
