"""The scripts are read by the tests, and run by them where their library can; they are no tests themselves."""

collect_ignore = ["scripts", "torch_scripts"]
