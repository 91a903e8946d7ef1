"""What an answer may cost: seconds of the processor and cells of work, asked by every loop that an input can make long.

The interpreter, the algebra, models, explorers and printers call ``spend``; ``allowed`` says how much there is. A cell
takes two or three millionths of a second, more or less, so that a count ends what has no end before a clock would, and
at the same place on every machine. The command line has the limits of its process besides (``cli/limits.py``), for what
happens inside one operation of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from time import thread_time
from typing import ParamSpec, TypeVar

from .errors import SymparamError

P = ParamSpec("P")
R = TypeVar("R")
DIGITS = 4_000  # of a number that is read or comes out; Python writes none of more than 4,300
ANSWER = 1_500_000  # cells for one command: about four seconds, at two or three millionths each
CALL = 4 * ANSWER  # for one call in Python, where nobody waits at a prompt; 10,000 convolutions as text take 1,600,000
LAYER = 25  # cells that a layer counts for where it is read from a config or derived, besides those of its formulas
MODEL = 20_000 * LAYER  # for reading one model from a config
MADE = 50  # cells for making a layer that a script describes
CALLED = 100  # for calling it, or a function of tensors
LOOK = 256  # cells between two looks at the clock


class Spent(BaseException):
    """The end of a budget on its way to whoever opened it; no handler of a model's errors stops it."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget


class BudgetError(SymparamError):
    """An answer would take more than is allowed."""


class Budget:
    """Cells and seconds within those of an outer budget."""

    __slots__ = ("cells", "due", "ends", "outer", "spent", "told")

    def __init__(self, seconds: float | None, cells: int | None, outer: Budget | None) -> None:
        self.cells = cells
        self.ends = None if seconds is None else thread_time() + seconds
        self.outer = outer
        self.spent = 0
        self.told = 0  # cells that the outer budget knows of
        self.due = 0  # the cells at which somebody looks

    def spend(self, cells: int) -> None:
        """So many cells of work. Raises Spent."""
        self.spent += cells
        if self.spent >= self.due:
            if self.is_spent:
                raise Spent(self)
            if self.outer is not None:
                self.outer.spend(self.spent - self.told)
            self.told = self.spent
            self.due = self.spent + (LOOK if self.cells is None else min(LOOK, self.cells - self.spent + 1))

    @property
    def is_spent(self) -> bool:
        """Whether more is spent than there is."""
        many = self.cells is not None and self.spent > self.cells
        return many or (self.ends is not None and thread_time() > self.ends)


_open: ContextVar[Budget | None] = ContextVar("budget", default=None)


def spend(cells: int = 1) -> None:
    """So much work is about to be done, if the open budget has it."""
    budget = _open.get()
    if budget is not None:
        budget.spend(cells)


def extend(cells: int | None) -> None:
    """Allow the open budget so many cells in place of its own, or any number of them."""
    budget = _open.get()
    if budget is not None:
        budget.cells, budget.due = cells, budget.spent


def bounded(work: Callable[P, R]) -> Callable[P, R]:
    """What is called from a program, and so within no budget, may cost as much as four commands."""

    @wraps(work)
    def within(*args: P.args, **options: P.kwargs) -> R:
        if _open.get() is not None:
            return work(*args, **options)
        with allowed(cells=CALL, cure="ask for less, or inside `with symparam.budget.allowed(seconds=60):`"):
            return work(*args, **options)

    return within


ROOMS = {
    "interpreter": "the steps of the script",
    "readers": "what the source describes",
    "layers": "the layers",
    "graph": "the layers",
    "algebra": "formulas",
    "costs": "the costs of layers",
    "explore": "what is asked of the model",
    "document": "what the answer says",
    "printers": "the text of the answer",
}


def _spent_on(spent: Spent) -> str:
    """What the last of the work was done for, by the room of the package in which a budget came to its end."""
    found, place = "", spent.__traceback__
    while place is not None:
        _, _, module = place.tb_frame.f_globals.get("__name__", "").partition("symparam.")
        found = ROOMS.get(module.partition(".")[0], found)
        place = place.tb_next
    return f", the last of it on {found}" if found else ""


@contextmanager
def allowed(seconds: float | None = None, cells: int | None = None, cure: str = "allow more") -> Iterator[None]:
    """Allow the work inside so many seconds of this thread's processor, and so many cells.

    >>> with allowed(seconds=60):
    ...     spend(10**9)
    >>> with allowed(cells=100, cure="ask for less"):
    ...     for _ in range(1000):
    ...         spend()
    Traceback (most recent call last):
    symparam.budget.BudgetError: no answer within 100 cells of work; ask for less

    Raises BudgetError.
    """
    budget = Budget(seconds, cells, _open.get())
    token = _open.set(budget)
    try:
        yield
    except Spent as spent:
        if spent.budget is not budget:
            raise
        limit = f"{cells:,} cells" if cells is not None and budget.spent > cells else f"{seconds:g} seconds"
        raise BudgetError(f"no answer within {limit} of work{_spent_on(spent)}; {cure}") from None
    finally:
        _open.reset(token)
