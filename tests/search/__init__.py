"""A standing search for wrong answers: random scripts, read by symparam and run by Keras, at many sizes.

``productions/`` holds what scripts are made of, as ``tables`` that ``grammar`` writes a ``program`` with. ``oracle``
runs it in Keras, ``answers`` asks symparam, a ``case`` is a script with both, ``judge`` compares their ``facts``;
``shrink`` makes a script that shows a fault as small as it goes. ``python -m tests.search --seed 7 --seconds 600``.
"""
