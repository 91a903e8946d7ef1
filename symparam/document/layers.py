"""The layers of a derivation: a section for each that brings something new, with those that are like it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from ..algebra import gathered
from ..algebra.display import display, product_of, sum_of
from ..algebra.nodes import Name, Number, Product
from ..algebra.walk import names_of
from ..row import Row
from ..steps import Letter, Lines, Steps
from .folded import folded_section
from .likeness import likeness
from .lines import SPATIAL, Writer, plainly
from .shapes import batches, sizes_of
from .tree import Axes, Block, Code, Count, Definitions, Equation, Line, Math, Paragraph, Params, Section, Span, Spans
from .words import join, names, row_title

Level = Literal["brief", "normal", "full"]
Only = Literal["shapes", "params", "costs"] | None

_WORD = re.compile(r"\w+")
EACH = {"F": "filters", "u": "units"}  # letters of which "each of the F filters" can be said


@dataclass
class Group:
    """A layer that is shown, and the later ones that are like it."""

    row: Row
    steps: Steps
    new_type: bool
    likewise: list[str] = field(default_factory=list)


def layer_sections(writer: Writer, rows: tuple[Row, ...], level: Level, only: Only) -> tuple[Section, ...]:
    """The sections of the layers, in the order of the model."""
    groups = groups_of(rows, only, join_alike=level != "full")
    if level == "brief":
        groups = [g for g in groups if _brings(g, only)]
    return tuple(layer_section(writer, group, level, only) for group in groups)


def groups_of(
    rows: tuple[Row, ...], only: Only = None, join_alike: bool = True, *, exactly: bool = False
) -> list[Group]:
    """The layers that are shown, each with those that are like it; ``exactly``: in their numbers too."""
    groups: list[Group] = []
    first: dict[object, Group] = {}
    told: set[object] = set()  # rules of layers of folded blocks, whose own numbers stand in the table of their block
    titles = _titles(rows)
    within = {id(layer) for row in rows if row.folded for layer in row.rows}
    for row in _with_inner(rows):
        if row.unknown or (join_alike and not row.inputs and not row.weights):
            continue  # an input layer has no rule
        steps = row.steps()
        general = (row.type, steps.params and steps.params.rule, *(line.rule for line in ruled(steps.shape)))
        if row.folded:
            groups.append(Group(row, steps, False))
            continue
        if id(row) in within and general in told:
            continue
        told.add(general)
        params: object = (
            (row.type, steps.params.rule, steps.params.substituted) if steps.params and only != "shapes" else None
        )
        shape: object = (row.type, *(line.rule for line in ruled(steps.shape))) if only != "params" else None
        if exactly:
            params = shape = (params, shape, row.outputs, *(line.substituted for line in ruled(steps.shape)))
        rule = (row.type, steps.params and steps.params.rule)
        if only == "params" and params is None:
            continue
        if join_alike and all(key is None or key in first for key in (params, shape)):
            first[params or shape].likewise.append(titles.get(id(row), row.title))
            continue
        group = Group(row, steps, rule not in first)
        for key in (params, shape, rule):
            first.setdefault(key, group)
        groups.append(group)
    return groups


def _titles(rows: tuple[Row, ...]) -> dict[int, str]:
    """Titles of the parts of blocks that parts of other blocks have too, with their block's before them."""
    parts = [(outer, part) for outer in rows for part in outer.parts]
    times = Counter(part.title for _, part in parts)
    return {id(part): f"{outer.title}.{part.title}" for outer, part in parts if times[part.title] > 1}


def _with_inner(rows: tuple[Row, ...]) -> list[Row]:
    """The layers of models inside the model stand in place of those models; those of one block before all blocks."""
    found: list[Row] = []
    for row in rows:
        if row.parts:
            found += [*row.parts, row]
        elif not row.rows:
            found.append(row)
        elif row.folded:
            found += [*row.rows[: len(row.rows) // int(row.repeat)], row]
        elif isinstance(row.repeat, int):
            found += _with_inner(row.rows[: len(row.rows) // row.repeat])
            found += [row] if row.repeat > 1 else []
    return found


def _brings(group: Group, only: Only) -> bool:
    has_params = group.steps.params is not None and only != "shapes"
    return has_params or (only != "params" and any(_is_rule(line) and not keeps(line) for line in group.steps.shape))


def layer_section(writer: Writer, group: Group, level: Level = "normal", only: Only = None) -> Section:
    """How the formulas of a layer come about."""
    row, steps = group.row, group.steps
    if row.folded:
        return folded_section(writer, row, only)
    if row.parts and only != "shapes":
        return _repeated(writer, row)
    blocks: list[Block] = []
    about = _about(row, steps, group.new_type and level != "brief", only)
    if about:
        blocks.append(Paragraph(about))
    if steps.params and only != "shapes":
        blocks.append(writer.equation(Params(row.title), steps.params, brief=level == "brief"))
    if only != "params":
        blocks += _shape(writer, row, steps.shape, level)
    if level != "brief" and (group.new_type or level == "full"):
        blocks += _where(writer, steps.letters, only, steps)
    if group.likewise:
        blocks.append(Paragraph(_likewise(writer, group, only)))
    return Section(row_title(row), tuple(blocks))


def _repeated(writer: Writer, row: Row) -> Section:
    """Blocks whose layers were shown before: how often they are there, and what they have together."""
    each = [part.steps().params for part in row.parts]
    block = sum_of([writer.node(lines.simplified) for lines in each if lines])
    times = writer.node(row.repeat)
    node = block if times == Number(1) else product_of([times, block])
    params = gathered(w.size for w in row.weights if w.is_parameter)
    steps = [
        Line("substituted", Math(node), ("layer by layer",)),
        Line("simplified", Math(display(writer.report.read(params))), ("simplified",)),
    ]
    parts = join([(Code(part.name),) for part in row.parts])
    said: Spans = (
        "A block has the layers ",
        *parts,
        "; there are ",
        Math(times),
        " of them, each with its own weights.",
    )
    if times == Number(1):
        said = ("A block has the layers ", *parts, ".")
    equation = Equation(Params(row.title), writer.closed(steps, params))
    return Section(row_title(row), (Paragraph(said), equation))


# --- words -------------------------------------------------------------------------------------------------------


def _about(row: Row, steps: Steps, new: bool, only: Only) -> Spans:
    spans: list[Span] = [*_lettered(steps)] if new and steps.about else []
    if only != "shapes":
        said = _weights(steps) if new else ()
        spans += [" ", *said] if spans and said else said
    if steps.params is None and only is None:
        same = steps.shape and all(keeps(line) for line in steps.shape)
        spans += [" " if spans else "", "It has no parameters" + (" and leaves the shape as it is." if same else ".")]
    return tuple(spans)


def _lettered(steps: Steps) -> Spans:
    """What the layer does, the letters of the rule in it as formulas."""
    letters = "|".join(re.escape(letter.name) for letter in steps.letters) or "(?!)"
    parts = re.split(rf"\b({letters})\b", steps.about)
    return tuple(Math(Name(part)) if i % 2 else part for i, part in enumerate(parts) if part)


def _weights(steps: Steps) -> Spans:
    """How many weights there are of what: each of the F filters has k_h·k_w·C_in weights and one bias."""
    if not steps.weights:
        return ()
    kernel, *others = steps.weights
    last = kernel.shape[-1] if kernel.shape else None
    plain = [array.shape for array in others] in ([], [(last,)])
    if kernel.name == "kernel" and isinstance(last, Name) and last.name in EACH and plain and len(kernel.shape) > 1:
        has = product_of(kernel.shape[:-1])
        each: Spans = ("Each of the ", Math(last), f" {EACH[last.name]} has ", Math(has), " weights")
        return (*each, " and one bias." if others else ".")
    arrays = [(f"{array.name} ", Axes(array.shape)) for array in steps.weights]
    return ("Its weights are ", *join(arrays), ".") if len(arrays) > 1 else ("Its weight is ", *arrays[0], ".")


def _where(writer: Writer, letters: tuple[Letter, ...], only: Only, steps: Steps) -> list[Block]:
    rules = [steps.params.rule] if steps.params and only != "shapes" else []
    rules += [line.rule for line in ruled(steps.shape)] if only != "params" else []
    used = frozenset(_WORD.findall(steps.about)).union(*map(names_of, rules))
    items = [
        (Name(letter.name), (letter.meaning, *_meant(writer, letter))) for letter in letters if letter.name in used
    ]
    return [Definitions("where", tuple(items))] if items else []


def _meant(writer: Writer, letter: Letter) -> Spans:
    node = writer.node(letter.value)
    if node == Name(letter.name):
        return ()
    n = writer.value(letter.value)
    computed: Spans = () if n is None or isinstance(node, (Name, Number)) else (" = ", Math(Number(n)))
    return (", here ", Math(node), *computed)


def _likewise(writer: Writer, group: Group, only: Only) -> Spans:
    spans: list[Span] = [*names(group.likewise), " likewise"]
    if group.steps.params and only != "shapes":
        n = writer.value(group.steps.params.simplified)
        each = " each" if len(group.likewise) > 1 else ""
        if n is not None:
            spans += [": ", Count(n), f" parameter{'' if n == 1 else 's'}{each}"]
    return (*spans, ".")


# --- shapes ------------------------------------------------------------------------------------------------------


def _shape(writer: Writer, row: Row, shape: tuple[Lines, ...], level: Level) -> list[Block]:
    """The axes with a rule of their own, those alike only once, and the whole shape."""
    blocks: list[Block] = []
    shown: list[Lines] = []
    for line in ruled(shape):
        left = Math(Name(line.left))
        if keeps(line) and (line.left not in SPATIAL or row.traits().family == "dense"):
            continue
        if keeps(line):
            blocks.append(Equation(left, plainly(writer.equation(left, line).lines)))
        elif level != "full" and any(alike(line, other) for other in shown):
            steps = [Line("simplified", Math(writer.node(line.simplified)))]
            blocks.append(Equation(left, plainly(writer.closed(steps, line.simplified), ("likewise",))))
        else:
            shown.append(line)
            blocks.append(writer.equation(left, line, brief=level == "brief", worked=isinstance(line.rule, Product)))
    if level != "brief" or not blocks:
        blocks += _output(writer, row)
    return blocks


def ruled(shape: tuple[Lines, ...]) -> tuple[Lines, ...]:
    """The axes that are worth a line: none where all stay as they are."""
    return () if all(map(keeps, shape)) else tuple(line for line in shape if _is_rule(line))


def _output(writer: Writer, row: Row) -> list[Block]:
    blocks: list[Block] = []
    for x in (sizes_of(x, times) for x, times in zip(row.outputs, batches(row), strict=True)):
        if not len(x):
            continue
        symbolic = Axes(tuple(writer.node(n) for n in x))
        lines = [Line("simplified", symbolic)]
        values = [writer.value(n) for n in x]
        known = [v for v in values if v is not None]
        if len(known) == len(values):
            numbers = Axes(tuple(map(Number, known)))
            if numbers != symbolic:
                lines.append(Line("value", numbers))
        blocks.append(Equation("output", tuple(lines)))
    return blocks


def _is_rule(line: Lines) -> bool:
    """Whether the size is computed: not a letter of the layer itself, and not a plain number."""
    return not isinstance(line.rule, (Name, Number)) or keeps(line)


def keeps(line: Lines) -> bool:
    """Whether the axis comes out as it went in."""
    return isinstance(line.rule, Name) and line.rule.name.removesuffix("_in") == line.left.removesuffix("_out")


def alike(line: Lines, other: Lines) -> bool:
    return likeness(other.rule, line.rule) is not None and likeness(other.substituted, line.substituted) is not None
