"""How a derivation ends: the sum, where it is valid, and by which conventions it counts."""

from __future__ import annotations

from ..algebra import Dim, gathered
from ..algebra.display import display, product_of
from ..algebra.nodes import Node, Number, Sum
from ..algebra.walk import sorted_form
from ..report import Report
from ..row import Row
from .lines import Writer
from .tree import Block, Code, Equation, Legal, Line, Listing, Math, Paragraph, Params, Section, Spans
from .words import join, names

FEW = 8  # assumptions that are told one by one
LAYERS = {
    "keras": "Layers, names and counts are Keras's. A layer's parameters are the elements of all its weights, those "
    "included that training does not change.",
    "transformers": "Names, shapes and counts of weights are those of transformers 5. A weight that several layers "
    "share counts once.",
    "torch": "Modules, names and counts are PyTorch's. A module's parameters are those that it registers, whether it "
    "is called or not; one that several modules hold counts once. The model is read in eval mode.",
}
STILL = {
    "keras": "Moving statistics and frozen weights are parameters that are not trainable.",
    "transformers": "Positions that are not learned are parameters that are not trainable.",
    "torch": "Frozen parameters are those with requires_grad = False.",
}
MANY = 40  # terms of a sum over layers, beyond which the layers are not written one by one


def sum_section(writer: Writer) -> Section:
    """The sum over the layers, the closed form grouped by symbol, and the value; then what training changes."""
    report = writer.report
    blocks: list[Block] = []
    counted = [row for row in report.rows if row.weights]
    if not counted:
        return Section(("The sum",), (Paragraph(("No layer has parameters.",)),))
    steps = []
    layers = _layers(writer, counted)
    if layers is not None and sorted_form(layers) != sorted_form(display(report.params)):
        steps.append(Line("substituted", Math(layers), ("layer by layer",)))
    steps.append(Line("simplified", Math(display(report.params)), ("grouped by symbol",)))
    blocks.append(Equation(Params(), writer.closed(steps, report.tally(lambda w: w.is_parameter))))
    if report.non_trainable == 0:
        blocks.append(Paragraph(("All of them are trainable.",)))
    else:
        for params, of, raw in (
            (Params(None, "trainable"), report.trainable, report.tally(lambda w: w.trainable)),
            (
                Params(None, "non_trainable"),
                report.non_trainable,
                report.tally(lambda w: w.is_parameter and not w.trainable),
            ),
        ):
            blocks.append(Equation(params, writer.closed([Line("simplified", Math(display(of)))], raw)))
    shared = [row.title for row in report.rows if row.shared]
    if shared:
        blocks.append(Paragraph((*names(shared), " shares weights with an earlier layer; they count once.")))
    if report.partial:
        unknown = [row.title for row in report.rows if row.unknown]
        blocks.append(Paragraph(("The sum is partial: no rule is known for ", *names(unknown), ".")))
    return Section(("The sum",), tuple(blocks))


def _layers(writer: Writer, rows: list[Row]) -> Node | None:
    """The sum as it comes from the layers, equal ones counted: (288·C + 32) + 5·9248 + …."""
    counts: dict[Dim, int] = {}
    for row in rows:
        own = gathered(sign * w.size for w, sign in row.counted if w.is_parameter)
        if own != 0:
            counts[own] = counts.get(own, 0) + 1
    if len(counts) > MANY or len(counts) < 2:
        return None
    return Sum(tuple(_part(writer.node(n), times) for n, times in counts.items()))


def _part(node: Node, times: int) -> Node:
    return product_of([Number(times), node]) if times > 1 else node


def validity_section(report: Report) -> Section:
    """The legal sizes, and what is assumed of the source."""
    said: Spans = ("The formulas hold for ", Legal(report.domain), ".")
    if not report.symbols:
        said = ("All sizes are numbers; they are legal.",)
    elif report.domain.is_empty:
        said = ("No size is legal.",)
    return Section(("Validity",), (Paragraph(said), *assumptions(report)))


def assumptions(report: Report) -> list[Block]:
    """What in the source was not followed, in a sentence; nothing where all of it was."""
    if not report.assumptions:
        return []
    told = [(Code(a.what), f" (line {a.line})") for a in report.assumptions[:FEW]]
    more = f" and {len(report.assumptions) - FEW} more" if len(report.assumptions) > FEW else ""
    return [Paragraph(("Assumed not to change the model: ", *join(told, ", "), f"{more}."))]


def conventions(report: Report) -> Section:
    """How things are counted."""
    items = [LAYERS[report.library]]
    if report.non_trainable != 0:
        items.append(STILL[report.library])
    if report.buffers != 0:
        items.append("Buffers, such as running means, are no parameters; bytes of weights include them.")
    items.append("Shapes leave out the batch axis. Optimizer variables are not counted.")
    return Section(("Conventions",), (Listing(tuple((item,) for item in items)),))
