"""What an exact method says that cannot answer."""

from __future__ import annotations

from ...errors import SizeError


class Undecided(SizeError):
    """A question that the exact methods here do not answer; the message says why."""
