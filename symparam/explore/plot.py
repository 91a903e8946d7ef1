"""A sweep as a picture: the first size along the axis, a line for each choice of the others, a panel for each total."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ..algebra.display import display
from ..algebra.text import text
from ..errors import MissingExtra, RequestError, SymparamError
from ..frozen import dataclass
from ..printable import printable

if TYPE_CHECKING:
    from .layered import Layer
    from .sweep import Sweep

SUFFIXES = (".svg", ".png", ".pdf")
LINES = 12  # in one panel; more cannot be told apart
# colours that colour-blind eyes tell apart
OTHERS = "#9aa4ae"  # what a stack has beside its largest stages
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
Lines = dict[str, tuple[list[int], list[list[int | None]]]]  # what a line is called -> sizes, and the totals at each


@dataclass(frozen=True)
class Style:
    """How a plot is drawn: with logarithmic axes, a line at each budget, the stages stacked below the total."""

    log: bool = False
    budgets: Mapping[str, int] = field(default_factory=dict)  # a total by its name
    stack: tuple[Layer, ...] = ()


def plot(sweep: Sweep, path: str | PurePath, style: Style = Style()) -> None:
    """Draw a sweep into a file.

    Raises MissingExtra where matplotlib is not installed, SymparamError for another suffix or too many lines.
    """
    _save(sweep, _told_apart(sweep), path, style)


def drawing(swept: Mapping[str, Sweep]) -> Any:
    """The figure of sweeps over the same sizes, a line for each; raises what ``plot`` does."""
    first = next(iter(swept.values()))
    return draw(first, _told_apart(first) if len(swept) == 1 else _together(swept))


def _told_apart(sweep: Sweep) -> Lines:
    lines = lines_of(sweep)
    if len(lines) > LINES:
        others = ", ".join(sweep.names[1:])
        raise SymparamError(f"{len(lines)} lines cannot be told apart; sweep fewer values of {others}")
    return lines


def plot_together(sweeps: Mapping[str, Sweep], path: str | PurePath, style: Style = Style()) -> None:
    """Draw sweeps of several models over the same sizes into one picture, a line for each model."""
    first = next(iter(sweeps.values()))
    _save(replace(first, model=" and ".join(sweeps)), _together(sweeps), path, style)


def _together(sweeps: Mapping[str, Sweep]) -> Lines:
    return {
        f"{model} {label}".strip(): line for model, swept in sweeps.items() for label, line in lines_of(swept).items()
    }


def save(figure: Any, file: Any, suffix: str) -> None:
    """Write a figure; equal figures are equal files."""
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": "symparam"}):  # else the ids in it are random
        figure.savefig(file, format=suffix[1:], metadata={"Date": None} if suffix == ".svg" else None)


def _save(sweep: Sweep, lines: Lines, path: str | PurePath, style: Style) -> None:
    suffix = PurePath(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise SymparamError(f"{path}: a plot is written as {', '.join(SUFFIXES)}")
    figure = draw(sweep, lines, style)
    try:
        save(figure, str(path), suffix)
    except OSError as error:
        raise SymparamError(f"{path}: cannot be written: {error.strerror}") from None


def draw(sweep: Sweep, lines: Lines, style: Style = Style()) -> Any:
    """The figure, drawn without a display; between two sizes a total keeps the value of the smaller one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("plots need matplotlib: pip install 'symparam[plot]'") from None
    count = len(sweep.what)
    figure = Figure(figsize=(7.2, 1.0 + 3.0 * count), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(count, 1, sharex=True, squeeze=False)[:, 0]
    if style.stack and style.log:
        raise RequestError(
            "the heights of a stack add up, which logarithmic axes do not show; leave one of the two out"
        )
    for i, (ax, m) in enumerate(zip(axes, sweep.what, strict=True)):
        _stacked(ax, next(iter(lines.values()))[0], [(layer.title, layer.values[i]) for layer in style.stack])
        for j, (label, (xs, values)) in enumerate(lines.items()):
            steps, ys = staircase(xs, [v[i] for v in values])
            ax.plot(
                steps,
                ys,
                drawstyle="steps-post",
                label=_words(label or ("total" if style.stack else "")),
                color="#000000" if style.stack else COLORS[j % len(COLORS)],
                marker="o" if len(xs) <= 40 else None,
                markersize=3,
                markevery=slice(0, len(xs)),
                linewidth=1.4,
                linestyle="-" if j < len(COLORS) else "--",
            )
        gaps = _gaps(ax, lines)
        ax.set_ylabel(m.heading)
        _scaled(ax, style, m.name)
        ax.yaxis.set_major_formatter(lambda y, _: _short(y))
        ax.grid(True, color="#dddddd", linewidth=0.6)
        ax.spines[["top", "right"]].set_visible(False)
    axes[-1].set_xlabel(sweep.names[0] if sweep.names else "")
    if style.stack:  # beside the areas, in their order
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles[::-1], labels[::-1], loc="outside right upper", frameon=False, fontsize="small")
        figure.set_figwidth(9.6)
    elif len(lines) > 1 or sweep.names[1:] or gaps or style.budgets:
        axes[0].legend(frameon=False, fontsize="small")
    fixed = ", ".join(f"{n}={text(display(v))}" for n, v in sweep.fixed.items())
    axes[0].set_title(_words(sweep.model + (f" at {fixed}" if fixed else "")), loc="left", fontsize="medium")
    return figure


def staircase(xs: list[int], values: list[int | None]) -> tuple[list[float], list[float]]:
    """The corners of a line that rises at sizes only: the last step is as wide as the one before it.

    >>> staircase([32, 48, 64], [1, None, 5])
    ([32.0, 48.0, 64.0, 80.0], [1.0, nan, 5.0, 5.0])
    """
    ys = [float("nan") if v is None else float(v) for v in values]
    if len(xs) < 2:
        return list(map(float, xs)), ys
    return [*map(float, xs), float(2 * xs[-1] - xs[-2])], [*ys, ys[-1]]


def _stacked(ax: Any, xs: list[int], layers: list[tuple[str, tuple[int | None, ...]]]) -> None:
    """The stages as areas, the first at the bottom; at illegal sizes there are none."""
    if layers:
        steps = staircase(xs, list(layers[0][1]))[0]
        areas = [staircase(xs, list(values))[1] for _, values in layers]
        colors = [COLORS[i] if i < len(COLORS) - 1 else OTHERS for i in range(len(layers))]
        ax.stackplot(
            steps, areas, labels=[_words(title) for title, _ in layers], colors=colors, step="post", alpha=0.85
        )


def _scaled(ax: Any, style: Style, name: str) -> None:
    """The axes, from 0 on or logarithmic, and a line at the budget of a total."""
    if style.log:
        ax.set_xscale("log")
        ax.set_yscale("log")
    else:
        ax.set_ylim(bottom=0)
    if name in style.budgets:
        ax.axhline(style.budgets[name], color="#555555", linewidth=1.0, linestyle=":", label="budget")


def _words(text: str) -> str:
    """Text that matplotlib takes for no formula, and for no label that is left out."""
    text = printable(text).replace("$", r"\$")
    return f" {text}" if text.startswith("_") else text


def lines_of(sweep: Sweep) -> Lines:
    """For each choice of the other sizes: the first size, and the totals there, None in gaps."""
    lines: Lines = {}
    for p in sweep.points:
        label = ", ".join(f"{n}={v}" for n, v in zip(sweep.names[1:], p.sizes[1:], strict=True))
        xs, values = lines.setdefault(label, ([], []))
        xs.append(p.sizes[0] if p.sizes else 0)
        values.append(list(p.values) if p.values else [None] * len(sweep.what))
    return lines


def _gaps(ax: Any, lines: Lines) -> bool:
    """Whether there are illegal sizes, where no line has a value; each has a mark at the bottom."""
    legal: dict[int, bool] = {}
    for xs, values in lines.values():
        for x, v in zip(xs, values, strict=True):
            legal[x] = legal.get(x, False) or v[0] is not None
    gaps = [x for x, ok in legal.items() if not ok]
    if gaps:
        ax.plot(
            gaps,
            [0] * len(gaps),
            linestyle="none",
            marker="x",
            markersize=4,
            color="#999999",
            clip_on=False,
            label="illegal",
        )
    return bool(gaps)


def _short(y: float) -> str:
    for unit, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "K")):
        if abs(y) >= unit:
            return f"{y / unit:g}{letter}"
    return f"{y:g}"
