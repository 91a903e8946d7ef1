"""Counting what is read of scripts as people publish them: ``python -m tests.found REPOSITORIES``.

``tests/readers/found_scripts.csv`` lists them by repository, commit and path, each with what is read of it; their texts
are no part of this project. ``sources`` brings a script out of a copy of its repository, ``outcome`` reads it as
``symparam show --all`` would, within limits, and ``reasons`` says why a model is refused, and whether that is fair.
"""
