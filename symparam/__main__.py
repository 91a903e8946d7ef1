"""``python -m symparam`` is the command ``symparam``."""

from .cli import main

main()
