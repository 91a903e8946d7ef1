"""docs/layers.md is made from the classes, and the catalogue says of each layer what the layer does."""

from pathlib import Path

import pytest

from symparam.algebra import Shape, bind, names_in, total
from symparam.algebra.text import text
from symparam.errors import UnknownLayer
from symparam.layers.catalogue import Entry, catalogue, entry, specimen
from symparam.layers.catalogue_page import page
from symparam.layers.shelf import KERAS, TORCH

from ..frameworks import framework

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"layers.md": KERAS, "layers-torch.md": TORCH}
ENTRIES = [*catalogue(), *catalogue(TORCH)]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str, rewrite: bool) -> None:
    path, text = DOCS / name, page(PAGES[name])
    if rewrite:
        path.write_text(text)
    assert path.read_text() == text, "run pytest --rewrite tests/layers"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_breaks_a_table(name: str) -> None:
    for line in page(PAGES[name]).splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 3, line


def test_every_keras_layer_is_in_it() -> None:
    keras = framework("keras")
    from symparam.layers.registry import ALIASES, FOREIGN

    ours = {e.name for e in catalogue()} | set(ALIASES) | set(FOREIGN) | {"InputLayer", "Wrapper", "Layer", "InputSpec"}
    theirs = {name for name in dir(keras.layers) if isinstance(getattr(keras.layers, name), type)}
    assert not theirs - ours


@pytest.mark.parametrize("e", ENTRIES, ids=lambda e: e.path)
def test_specimen_agrees_with_itself_in_numbers(e: Entry) -> None:
    """Derive, then bind = bind, then derive; on the layer that the page shows."""
    from symparam.layers.binding import bound

    layer, xs = specimen(e.path)
    outputs = layer.output(*xs)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    shapes = [*xs, *outputs, *(w.shape for w in layer.weights(*xs))]
    names = sorted(frozenset().union(*(names_in(n) for x in shapes for n in x)))
    sizes = {name: {"k": 3, "s": 2, "p": 1, "c": 1}.get(name.partition("_")[0], 12) for name in names}
    sizes |= {name: 48 for name in names if name == "d_in"}
    sizes |= {name: 4 * int(name[-1]) for name in names if name.startswith("n_cut")}
    numeric, inputs = bound(layer, sizes), [x.bind(sizes) for x in xs]
    results = numeric.output(*inputs)
    results = results if isinstance(results, tuple) else (results,)
    assert tuple(results) == tuple(y.bind(sizes) for y in outputs)
    shapes = [w.shape.bind(sizes) for w in layer.weights(*xs)]
    if e.family != "transformer":  # where copies that are counted by a symbol stand as one
        assert [w.shape for w in numeric.weights(*inputs)] == shapes
    assert total(w.size for w in numeric.weights(*inputs)) == total(shape.volume for shape in shapes)
    assert numeric.macs(*inputs) == bind(total([layer.macs(*xs)]), sizes)


def test_a_shape_line_reads_as_written() -> None:
    sizes = [text(n) for n in entry("MaxPool2D").outputs[0]]
    assert sizes == ["⌊(H_in − k_h)/s_h⌋ + 1", "⌊(W_in − k_w)/s_w⌋ + 1", "C_in"]
    assert isinstance(specimen("Dense")[1][0], Shape)


def test_a_module_of_torch_is_found_under_its_names() -> None:
    assert entry("torch.nn.Conv2d") == entry("nn.Conv2d") == entry("Conv2d")
    assert entry("Conv2D").path == "Conv2D"
    assert entry("LSTM").path == "LSTM", "Keras's, where both have the name"
    with pytest.raises(
        UnknownLayer, match=r"torch\.nn\.Linaer is no module that symparam knows; did you mean Linear\?"
    ):
        entry("torch.nn.Linaer")
    with pytest.raises(UnknownLayer, match="modules one after the other"):
        entry("torch.nn.Sequential")
