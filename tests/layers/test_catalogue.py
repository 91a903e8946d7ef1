"""docs/layers.md is made from the classes, and the catalogue says of each layer what the layer does."""

from pathlib import Path

import pytest

from symparam.algebra import Shape, bind, names_in, total
from symparam.layers.catalogue import catalogue, entry, specimen
from symparam.layers.page import page

from ..frameworks import framework

PAGE = Path(__file__).parents[2] / "docs" / "layers.md"
ENTRIES = list(catalogue())


def test_page_is_up_to_date(rewrite: bool) -> None:
    if rewrite:
        PAGE.write_text(page())
    assert PAGE.read_text() == page(), "run pytest --rewrite tests/layers"


def test_nothing_breaks_a_table() -> None:
    for line in page().splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 3, line


def test_every_keras_layer_is_in_it() -> None:
    keras = framework("keras")
    from symparam.layers.registry import ALIASES, FOREIGN

    ours = {e.name for e in ENTRIES} | set(ALIASES) | set(FOREIGN) | {"InputLayer", "Wrapper", "Layer", "InputSpec"}
    theirs = {name for name in dir(keras.layers) if isinstance(getattr(keras.layers, name), type)}
    assert not theirs - ours


@pytest.mark.parametrize("e", ENTRIES, ids=lambda e: e.name)
def test_specimen_agrees_with_itself_in_numbers(e: object) -> None:
    """Derive, then bind = bind, then derive; on the layer that the page shows."""
    from symparam.layers.binding import bound

    layer, xs = specimen(e.name)  # type: ignore[attr-defined]
    outputs = layer.output(*xs)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    shapes = [*xs, *outputs, *(w.shape for w in layer.weights(*xs))]
    names = sorted(frozenset().union(*(names_in(n) for x in shapes for n in x)))
    sizes = {name: {"k": 3, "s": 2, "p": 1, "c": 1}.get(name.partition("_")[0], 12) for name in names}
    numeric, inputs = bound(layer, sizes), [x.bind(sizes) for x in xs]
    results = numeric.output(*inputs)
    results = results if isinstance(results, tuple) else (results,)
    assert tuple(results) == tuple(y.bind(sizes) for y in outputs)
    assert [w.shape for w in numeric.weights(*inputs)] == [w.shape.bind(sizes) for w in layer.weights(*xs)]
    assert numeric.macs(*inputs) == bind(total([layer.macs(*xs)]), sizes)


def test_a_shape_line_reads_as_written() -> None:
    sizes = [str(n) for n in entry("MaxPool2D").outputs[0]]
    assert sizes == ["⌊(H_in − k_h)/s_h⌋ + 1", "⌊(W_in − k_w)/s_w⌋ + 1", "C_in"]
    assert isinstance(specimen("Dense")[1][0], Shape)
