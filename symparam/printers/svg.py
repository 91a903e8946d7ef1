"""SVG: the network as cards with formulas on them, in colours that hold on light and on dark paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from math import ceil

from ..algebra.figures import grouped, percent
from ..document.figure import Card, Figure, Size, figure
from ..document.tree import Axes, Count, Math, Spans
from ..printable import printable
from ..report import Report
from .layout import Box, Layout, Point, Spacing, layout
from .text_spans import Style

MARGIN = 20
LINE = 18  # from one line of text to the next
PAD = 14
BAR = 6
BOLD = 1.12  # how much wider a bold text is
SPACE = Spacing()
ROUND = 8
FAMILIES = {  # after Okabe and Ito: told apart by the colour-blind, on white as on black
    "convolution": "#0072b2",
    "dense": "#e69f00",
    "attention": "#cc79a7",
    "recurrent": "#009e73",
    "embedding": "#56b4e9",
    "model": "#8c6bb1",
    "normalization": "#b8a800",
    "pooling": "#7f8c8d",
    "input": "#7f8c8d",
    "merge": "#d55e00",
}
OTHER = "#7f8c8d"
STYLE = """
.symparam-net { color-scheme: light dark; font: 13px system-ui, sans-serif; font-variant-numeric: tabular-nums;
  --ink: #1b1f24; --faint: #59636e; --line: #9aa4ae; --card: #fff; --edge: #d0d7de; --track: #e8ecef; }
@media (prefers-color-scheme: dark) { .symparam-net { --ink: #e6edf3; --faint: #9aa4ae; --line: #6e7681;
  --card: #161b22; --edge: #3d444d; --track: #2a313a; } }
.symparam-net text { fill: var(--ink); }
.symparam-net .title { font-weight: 600; }
.symparam-net .faint { fill: var(--faint); }
.symparam-net .small { font-size: 12px; }
.symparam-net .end { text-anchor: end; }
.symparam-net .card { fill: var(--card); stroke: var(--edge); }
.symparam-net .behind { fill: var(--card); stroke: var(--edge); }
.symparam-net .track { fill: var(--track); }
.symparam-net .flow { fill: none; stroke: var(--line); stroke-width: 1.5; }
.symparam-net .head { fill: var(--line); }
""".strip()
WIDTHS = {  # of characters at 13 px, in the widest of the fonts that systems bring
    **dict.fromkeys("il.,;:|'·! jI", 4.3),
    **dict.fromkeys("()[]⌊⌋⌈⌉ftr-/", 5.3),
    **dict.fromkeys("mwMW@×→−+=≥%…", 11.2),
}
TEXT = Style()


def summary(report: Report) -> str:
    """The stages of the network as a picture: output shapes, parameters and contents, as formulas and values."""
    return drawn(figure(report))


def drawn(net: Figure, *, live: bool = False) -> str:
    """A figure as an SVG element that needs no script, no font and no network.

    ``live`` leaves the heading to the page around it, and gives every card room for values that a script writes.
    """
    cards = [_lines(card) for card in net.cards]
    heights = [PAD * 2 + len(lines) * LINE + (BAR + 10 if live or card.share is not None else 0) - 4
               for card, lines in zip(net.cards, cards, strict=True)]  # fmt: skip
    plan = layout(net, heights, SPACE)
    head = [] if live else list(_heading(net, plan.width))
    foot = _wrapped([_plain(_without_value(e) if live else e) for e in net.legend], plan.width, "  ·  ")
    top = MARGIN + (len(head) * LINE + 14 if head else 0)
    height = top + plan.height + (16 + len(foot) * LINE if foot else 0) + MARGIN
    width = plan.width + 2 * MARGIN
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="symparam-net" role="img" viewBox="0 0 {_n(width)} '
        f'{_n(height)}" width="{_n(width)}" height="{_n(height)}">',
        f"<title>{_escaped(net.title)}</title>",
        f"<desc>{_escaped(_described(net))}</desc>",
        f"<style>{STYLE}</style>",
        *(
            _text(MARGIN, MARGIN + (i + 0.75) * LINE, line, "title" if i == 0 else "faint")
            for i, line in enumerate(head)
        ),
        f'<g transform="translate({MARGIN} {_n(top)})">',
        *_flows(plan),
        *(line for i, card in enumerate(net.cards) for line in _card(i, card, cards[i], plan.boxes[i], live)),
        "</g>",
        *(
            _text(MARGIN, top + plan.height + 16 + (i + 0.75) * LINE, line, "faint small")
            for i, line in enumerate(foot)
        ),
        "</svg>",
    ]  # fmt: skip
    return "\n".join(body) + "\n"


# --- words --------------------------------------------------------------------------------------------------------


def _heading(net: Figure, width: float) -> Iterator[str]:
    yield _cut(net.title, width)
    yield from _wrapped([TEXT.span(bound) for bound in net.sizes], width, ", ")
    terms = [] if net.params.is_number else _terms(TEXT.span(net.params.formula))
    yield f"{grouped(net.params.value)} parameters" if isinstance(net.params.value, int) else "parameters"
    yield from _wrapped([("= " if i == 0 else "") + term for i, term in enumerate(terms)], width, " ")


def _described(net: Figure) -> str:
    return "; ".join(
        f"{card.title}: {', '.join(map(_plain, card.contents))} to {', '.join(_value(x) for x in card.outputs)}"
        for card in net.cards
    )


def _lines(card: Card) -> list[tuple[str, str, str, str]]:
    """The lines of a card: what stands at the left and at the right, and how each is written."""
    times = "" if card.times is None else f"{TEXT.span(Math(card.times))} × "
    value = ", ".join(map(_value, card.outputs))
    params = grouped(card.params.value) if isinstance(card.params.value, int) else ""
    room = SPACE.width - 2 * PAD - 4
    words = [*map(_plain, card.contents), *(["…"] if card.omitted else [])]
    contents = _wrapped(words, room, " · ", room - _width(params) - 14)
    title = times + _cut(card.title, room - BOLD * (_width(value) + _width(times)) - 14, BOLD)
    lines = [(title, "title", value, "title v-output")]
    lines += [
        (line, "faint", params if i == 0 else "", "v-params" if i == 0 else "") for i, line in enumerate(contents)
    ]
    lines += [(line, "title", "", "") for line in _wrapped(card.refused.split(), room / BOLD, " ") if line]
    shape = "" if all(x.is_number for x in card.outputs) else ", ".join(TEXT.span(x.formula) for x in card.outputs)
    count = "" if card.params.is_number and card.params.value is not None else TEXT.span(card.params.formula)
    if _width(shape) + _width(count) + 24 < room:
        formulas = [(shape, count)] if shape or count else []
    else:
        formulas = [(shape, ""), *(("", part) for part in _wrapped(_terms(count), room, " "))]
    return lines + [(left, "faint small", right, "faint small") for left, right in formulas]


def _terms(formula: str) -> list[str]:
    """The terms of a sum, each with its sign."""
    parts = formula.replace(" + ", "\0+ ").replace(" − ", "\0− ").split("\0")
    joined: list[str] = []
    for part in parts:  # a sum in brackets stays together
        if joined and sum(joined[-1].count(c) for c in "(⌊⌈") > sum(joined[-1].count(c) for c in ")⌋⌉"):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _value(size: Size) -> str:
    """``56 × 56 × 64``; the formula where a size has no value."""
    if isinstance(size.value, tuple):
        return " × ".join(map(str, size.value)) or "1"
    if isinstance(size.formula, Axes):
        return " × ".join(TEXT.span(Math(n)) for n in size.formula.sizes)
    return TEXT.span(size.formula)


def _plain(spans: Spans) -> str:
    return TEXT.spans(spans)


def _without_value(entry: Spans) -> Spans:
    """``h1 = ⌊H/2⌋`` of ``h1 = ⌊H/2⌋ = 112``."""
    return entry[:-2] if isinstance(entry[-1], Count) else entry


def _width(text: str) -> float:
    """How wide a text is at 13 px in a wide font, so that it fits in narrower ones too."""
    return sum(WIDTHS.get(c, 8.3) for c in text)


def _cut(text: str, width: float, weight: float = 1) -> str:
    """The text, its middle left out where it is too wide; a bold text weighs more."""
    if _width(text) * weight <= width:
        return text
    while len(text) > 8 and (_width(text) + 11) * weight > width:
        middle = len(text) // 2
        text = text[:middle] + text[middle + 1 :]
    return f"{text[: len(text) // 2]}…{text[len(text) // 2 :]}"


def _wrapped(parts: Sequence[str], width: float, gap: str, first: float | None = None) -> list[str]:
    """Parts on as few lines as hold them; the first line may have less room."""
    lines: list[str] = []
    for part in parts:
        room = width if len(lines) > 1 or first is None else first
        if lines and _width(lines[-1] + gap + part) <= room:
            lines[-1] += gap + part
        else:
            lines.append(part)
    return lines


# --- shapes -------------------------------------------------------------------------------------------------------


def _card(place: int, card: Card, lines: Sequence[tuple[str, str, str, str]], box: Box, live: bool) -> Iterator[str]:
    colour = FAMILIES.get(card.family, OTHER)
    yield f'<g class="stage" data-stage="{place}">'
    if card.times is not None:
        yield _rect(box.x + 5, box.y + 5, box.width, box.height, "behind")
    yield _rect(box.x, box.y, box.width, box.height, "card")
    side = f"M{_n(box.x + ROUND)} {_n(box.y)}h-2a6 6 0 0 0-6 6v{_n(box.height - 12)}a6 6 0 0 0 6 6h2z"
    yield f'<path d="{side}" fill="{colour}"/>'
    y = box.y + PAD + 9
    for left, left_style, right, right_style in lines:
        if left:
            yield _text(box.x + PAD + 4, y, left, left_style)
        if right or (live and "v-" in right_style):
            yield _text(box.right - PAD, y, right, f"{right_style} end".strip())
        y += LINE
    if live or card.share is not None:
        yield from _bar(box, y - LINE + 17, colour, card.share)
    yield "</g>"


def _bar(box: Box, y: float, colour: str, share: Fraction | None) -> Iterator[str]:
    """The share of the model's parameters."""
    room = box.width - 2 * PAD - 4 - 56
    bar = f'<rect x="{_n(box.x + PAD + 4)}" y="{_n(y - BAR)}" height="{BAR}" rx="3"'
    yield f'{bar} width="{_n(room)}" class="track"/>'
    if share is None or share > 0:
        wide = 0 if share is None else max(room * float(share), 2)
        yield f'{bar} width="{_n(wide)}" class="v-bar" fill="{colour}"/>'
    yield _text(box.right - PAD, y, "" if share is None else percent(share), "faint small end v-share")


def _flows(plan: Layout) -> Iterator[str]:
    for line in plan.lines:
        yield f'<path class="flow" d="{_path(line)}"/>'
        (x0, y0), (x, y) = line[-2:]
        tip = f"M{_n(x)} {_n(y)}"
        yield f'<path class="head" d="{tip}l-4-7h8z"/>' if x == x0 else f'<path class="head" d="{tip}l7-4v8z"/>'
        assert (x, y) != (x0, y0)


def _path(line: Sequence[Point]) -> str:
    """Straight lines with round corners."""
    parts = [f"M{_n(line[0][0])} {_n(line[0][1])}"]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        a, b = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{_n(a[0])} {_n(a[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(b[0])} {_n(b[1])}")
    return "".join([*parts, f"L{_n(line[-1][0])} {_n(line[-1][1])}"])


def _towards(a: Point, b: Point) -> Point:
    """The point on the way from a to b where a round corner begins."""
    length = abs(b[0] - a[0]) + abs(b[1] - a[1])
    share = min(ROUND, length / 2) / length if length else 0
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _rect(x: float, y: float, width: float, height: float, style: str) -> str:
    return f'<rect class="{style}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="6"/>'


def _text(x: float, y: float, text: str, style: str) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}"{f" class={chr(34)}{style}{chr(34)}" if style else ""}>{_escaped(text)}</text>'
    )


def _escaped(text: str) -> str:
    return escape(printable(text), quote=False)


def _n(x: float) -> str:
    """A coordinate with one decimal at most."""
    tenths = ceil(x * 10 - 0.5)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
