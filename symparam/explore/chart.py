"""A sweep as a small chart of characters, in exact integer arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..algebra.number_format import abbreviated

if TYPE_CHECKING:
    from .sweep import Sweep

EIGHTHS = " ▁▂▃▄▅▆▇█"


def chart(sweep: Sweep, width: int = 72, height: int = 12) -> str:
    """One block of bars for each total, over the first size; where others are swept too, over their first values.

    Illegal sizes are marked with a cross. Of more sizes than fit, the last in each column is drawn.
    """
    others = sweep.points[0].sizes[1:] if sweep.points else ()
    points = [p for p in sweep.points if p.sizes[1:] == others]
    blocks = []
    for i, m in enumerate(sweep.what):
        values = [p.values[i] if p.values else None for p in points]
        at = ", ".join(f"{n}={v}" for n, v in zip(sweep.names[1:], others, strict=True))
        title = f"{m.heading} over {sweep.names[0]}" + (f" at {at}" if at else "")
        blocks.append("\n".join([title, *_bars([p.sizes[0] for p in points], values, width, height)]))
    return "\n\n".join(blocks) + "\n"


def _bars(xs: list[int], values: list[int | None], width: int, height: int) -> list[str]:
    largest = max((v for v in values if v is not None), default=0)
    labels = [abbreviated(largest), "0"]
    margin = max(map(len, labels))
    room = max(width - margin - 1, 1)
    columns = min(len(xs), room)
    chosen = [(k + 1) * len(xs) // columns - 1 for k in range(columns)]
    each = max(1, min(room // columns, 4))
    levels = [None if (v := values[j]) is None else v * height * 8 // largest if largest else 0 for j in chosen]
    lines = []
    for row in range(height - 1, -1, -1):
        label = labels[0] if row == height - 1 else labels[1] if row == 0 else ""
        cells = "".join(_cell(level, row) * max(each - (each > 1), 1) + " " * (each > 1) for level in levels)
        lines.append(f"{label.rjust(margin)}┤{cells}".rstrip() if label else f"{' ' * margin}│{cells}".rstrip())
    axis, end = f"{xs[0]}", f"{xs[-1]}"
    space = max(columns * each - len(axis) - len(end), 1)
    return [*lines, f"{' ' * margin}└{'─' * (columns * each)}", f"{' ' * margin} {axis}{' ' * space}{end}"]


def _cell(level: int | None, row: int) -> str:
    if level is None:
        return "×" if row == 0 else " "
    return EIGHTHS[max(0, min(8, level - row * 8))]
