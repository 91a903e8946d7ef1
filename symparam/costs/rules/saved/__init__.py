"""What each layer keeps for its backward pass, as the operations that a runtime runs for it.

One table of rules for each way of running: ``torch`` for the modules of PyTorch, and ``keras`` for what Keras does on
PyTorch. A layer without a rule is an error; nothing is taken to be free.
"""

from .record import record

__all__ = ["record"]
