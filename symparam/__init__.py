from .algebra import sizes
