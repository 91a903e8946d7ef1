"""Other names for a report's symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..algebra import size
from ..errors import Malformed
from ..report import Report


def renamed(report: Report, names: Mapping[str, str]) -> Report:
    """The report with symbols under other names; defaults and meanings go with them.

    Raises SizeError for a symbol that the report does not have, or a new name that is taken.
    """
    names = {old: new for old, new in names.items() if old != new}
    if not names:
        return report
    kept = [name for name in report.symbols if name not in names]
    new = [*names.values()]
    clash = [name for name in new if name in kept or new.count(name) > 1]
    if clash:
        raise Malformed(f"{clash[0]} cannot be the new name of a symbol: another one has it")
    bound = report.bind(**{old: size(name) for old, name in names.items()})
    facts = report.facts
    return replace(
        bound,
        facts=replace(
            bound.facts,
            defaults={names.get(name, name): n for name, n in facts.defaults.items()},
            meanings={names.get(name, name): text for name, text in facts.meanings.items()},
        ),
    )
