"""What is asked of a report: folding, comparing, solving, sweeping, growth.

    solve(report, "params <= 10K", "T") -> Constraint on a Measure
        -> sizes that keep it, among the legal ones -> Solution

Each question is a function that takes the report first and gives a value (an ``Answer``): numbers, sets of sizes
and reasons, no words. ``measure`` names the totals that can be asked for, ``domain`` of the report says which sizes
are legal.
"""
