"""The networks are read and run by the tests; they are no tests themselves."""

collect_ignore = ["networks"]
