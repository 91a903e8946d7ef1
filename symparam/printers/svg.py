"""SVG: the network as cards with formulas on them, in colours that hold on light and on dark paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from math import ceil

from ..algebra.number_format import grouped, percent
from ..document.card import shapes, terms
from ..document.figure import Card, Figure, figure
from ..document.tree import Count, Spans
from ..printable import printable
from ..report import Report
from .card_lines import CardLine, Room, bold, broken, card_lines, name_parts
from .layout import Box, Layout, Point, Spacing, layout
from .text_spans import Style

MARGIN = 20
LINE = 18  # from one line of text to the next
PAD = 14
BAR = 6
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
.symparam-net .back { stroke-dasharray: 5 4; }
.symparam-net .head { fill: var(--line); }
""".strip()
WIDTHS = {  # of characters at 13 px, in the widest of the fonts that systems bring
    **dict.fromkeys("il.,;:|'·! jI", 4.3),
    **dict.fromkeys("()[]⌊⌋⌈⌉ftr-/", 5.3),
    **dict.fromkeys("mwMW@×→−+=≥%…", 11.2),
}
TEXT = Style()
STYLES = {  # of a line of a card: at its left, and at its right
    "title": ("title", "title v-output"),
    "contents": ("faint", "v-params"),
    "refused": ("title", ""),
    "formula": ("faint small", "faint small"),
}


def summary(report: Report) -> str:
    """The stages of the network as a picture: output shapes, parameters and contents, as formulas and values."""
    return drawn(figure(report))


def drawn(net: Figure, *, heading: bool = True, live: bool = False) -> str:
    """A figure as an SVG element that needs no script, no font and no network.

    Without ``heading`` it stands in a page that has one. ``live`` puts one card below the other, and gives every card
    room for values that a script writes.
    """
    room = Room(SPACE.width - 2 * PAD - 4, PAD, _width)
    cards = [list(card_lines(card, room)) for card in net.cards]
    heights = [PAD * 2 + len(lines) * LINE + (BAR + 10 if live or card.share is not None else 0) - 4
               for card, lines in zip(net.cards, cards, strict=True)]  # fmt: skip
    plan = layout(net, heights, SPACE, column=live)
    paper = replace(room, width=plan.width)
    head = list(_heading(net, paper)) if heading else []
    legend = [_without_value(entry) if live else entry for entry in net.legend]
    foot = [_plain(line) for line in broken(legend, paper, "  ·  ")]
    margin = MARGIN if heading else 6
    top = margin + (len(head) * LINE + 14 if head else 0)
    height = top + plan.height + (16 + len(foot) * LINE if foot else 0) + margin
    width = plan.width + 2 * margin
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="symparam-net" role="img" viewBox="0 0 {_n(width)} '
        f'{_n(height)}" width="{_n(width)}" height="{_n(height)}">',
        f"<title>{_escaped(net.title)}</title>",
        f"<desc>{_escaped(_described(net))}</desc>",
        f"<style>{STYLE}</style>",
        *(
            _text(margin, margin + (i + 0.75) * LINE, line, style)
            for i, (line, style) in enumerate(head)
        ),
        f'<g transform="translate({margin} {_n(top)})">',
        *_flows(net, plan),
        *(line for i, card in enumerate(net.cards) for line in _card(i, card, cards[i], plan.boxes[i], live)),
        "</g>",
        *(
            _text(margin, top + plan.height + 16 + (i + 0.75) * LINE, line, "faint small")
            for i, line in enumerate(foot)
        ),
        "</svg>",
    ]  # fmt: skip
    return "\n".join(body) + "\n"


# --- words --------------------------------------------------------------------------------------------------------


def _heading(net: Figure, room: Room) -> Iterator[tuple[str, str]]:
    """Lines and their styles."""
    yield from ((_plain(line), "title") for line in broken(name_parts(net.title, room), bold(room), ""))
    yield from ((_plain(line), "faint") for line in broken([(bound,) for bound in net.sizes], room, ", "))
    yield f"{grouped(net.params.value)} parameters" if isinstance(net.params.value, int) else "parameters", "faint"
    if not net.params.is_number:
        first, *others = terms((net.params.formula,))
        yield from ((_plain(line), "faint") for line in broken([("= ", *first), *others], room, " "))


def _described(net: Figure) -> str:
    return "; ".join(
        f"{card.title}: {', '.join(map(_plain, card.contents))} to {_plain(shapes(card))}" for card in net.cards
    )


def _plain(spans: Spans) -> str:
    return TEXT.spans(spans)


def _width(spans: Spans) -> float:
    """How wide spans are at 13 px in a wide font, so that they fit in narrower ones too."""
    return sum(WIDTHS.get(c, 8.3) for c in _plain(spans))


def _without_value(entry: Spans) -> Spans:
    """``h1 = ⌊H/2⌋`` of ``h1 = ⌊H/2⌋ = 112``."""
    return entry[:-2] if isinstance(entry[-1], Count) else entry


# --- shapes -------------------------------------------------------------------------------------------------------


def _card(place: int, card: Card, lines: Sequence[CardLine], box: Box, live: bool) -> Iterator[str]:
    colour = FAMILIES.get(card.family, OTHER)
    yield f'<g class="stage" data-stage="{place}">'
    if card.times is not None:
        yield _rect(box.x + 5, box.y + 5, box.width, box.height, "behind")
    yield _rect(box.x, box.y, box.width, box.height, "card")
    side = f"M{_n(box.x + ROUND)} {_n(box.y)}h-2a6 6 0 0 0-6 6v{_n(box.height - 12)}a6 6 0 0 0 6 6h2z"
    yield f'<path d="{side}" fill="{colour}"/>'
    y = box.y + PAD + 9
    for line in lines:
        left, right = STYLES[line.kind]
        if line.left:
            yield _text(box.x + PAD + 4, y, _plain(line.left), left)
        if line.right:
            yield _text(box.right - PAD, y, _plain(line.right), f"{right} end".strip())
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


def _flows(net: Figure, plan: Layout) -> Iterator[str]:
    for edge, line in zip(net.edges, plan.lines, strict=True):
        yield f'<path class="{"flow back" if edge.back else "flow"}" d="{_path(line)}"/>'
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
