"""Python, read abstractly: a script is walked, never run. What a library means is asked of its vocabulary.

    units = 37 -> statements, assign: the name holds Number(37, units), a value and a formula
    layers.Dense(units * 2)(x) -> expressions, call -> library_calls
        -> vocabulary.call(path, [Number(74, 2·units)], …)

A ``Machine`` is one reading of one script; ``EXPRESSIONS`` and ``STATEMENTS`` say for each kind of syntax what is
done, ``m.builtins`` what Python knows by itself. What only a run would tell is an ``Unknown`` with its reason, and
what a piece of code that depends on it might change becomes unknown too (``effects``, ``recovery``). Every step is
taken from a budget.
"""
