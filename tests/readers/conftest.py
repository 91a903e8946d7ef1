"""The scripts are read by the tests, and run by them where Keras can; they are no tests themselves."""

collect_ignore = ["scripts"]
