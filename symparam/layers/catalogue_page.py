"""The catalogue as a page of documentation, in GitHub's Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ..algebra.display import Node, Number
from ..algebra.latex import latex
from ..algebra.names import latex_name
from .catalogue import Array, Entry, Relation, catalogue
from .letters import MEANINGS
from .registry import FOREIGN
from .shelf import KERAS, TORCH, Shelf
from .torch.registry import CONTAINERS

TITLES = {
    "core": "Dense",
    "linear": "Linear maps",
    "conv": "Convolution",
    "conv_transpose": "Transposed convolution",
    "depthwise": "Depthwise and separable convolution",
    "pool": "Pooling",
    "adaptive": "Pooling to a size, and back",
    "norm": "Normalization",
    "layer_norm": "Normalization of the last axes",
    "embedding": "Embeddings",
    "einsum": "Einsum",
    "cells": "Recurrent cells",
    "recurrent": "Recurrent layers",
    "bidirectional": "Both directions",
    "conv_lstm": "Convolutional LSTM",
    "wrapper": "Layers around a layer",
    "merging": "Merging",
    "reshaping": "Reshaping",
    "borders": "Cropping, padding, upsampling",
    "padding": "Padding",
    "upsampling": "Upsampling",
    "attention": "Attention",
    "transformer": "Transformers",
    "distance": "Distances",
    "losses": "Losses",
    "class_losses": "Losses of classes",
    "vector_losses": "Losses of vectors and sequences",
    "linear_losses": "Losses with a linear map",
    "activations": "Activations with an axis or weights",
    "encoding": "Categories",
    "lookup_tables": "Vocabularies",
    "spectrogram": "Spectrograms",
    "normalization": "Normalization of data",
    "images": "Images of a fixed size",
    "pipeline": "Pipeline",
    "legacy_layers": "Layers of Keras 1 and 2",
    "unknown": "Functions",
    "elementwise": "Layers that keep the shape",
    "augmentation": "Augmentation of images",
}
SHORT = ("elementwise", "augmentation")  # families of one rule, whose layers are the rows of a table

INTRODUCTION = """# Layers

Made from the classes by `pytest --rewrite tests/layers`; do not edit. The same is behind `symparam layers`.

Shapes are written without the batch axis. Each rule is worked out by the layer itself, with a symbol for every size;
arguments that are no sizes stand at their default unless the rule says otherwise. The products in the parameters are
the shapes of the weights, in Keras's order. What the letters mean stands at the [end](#letters).
"""
CLOSING = """
## Not in the catalogue

{foreign}. Such a layer, and one of your own, is an error that names it; `Unknown("MyLayer", output_shape=(28, 28, 1))`
stands for it where the rest is to be counted, and marks the total as partial. `Lambda` needs `output_shape=`.
Tensor operations (`x + y`, `x[:, 0]`, `keras.ops`) are layers without weights.
"""

TORCH_INTRODUCTION = """# Modules of PyTorch

Made from the classes by `pytest --rewrite tests/layers`; do not edit. `symparam layers torch.nn.NAME` shows the same.

Shapes are whole, the batch N among them; where PyTorch takes an input without a batch, so does the rule. Each rule is
worked out by the module itself, with a symbol for every size; arguments that are no sizes stand at their default unless
the rule says otherwise. Weights have PyTorch's names and order; buffers stand behind the parameters, and count by
themselves. What the letters mean stands at the [end](#letters).
"""
TORCH_CLOSING = """
## Not in the catalogue

{containers}.
"""


def families() -> dict[str, list[str]]:
    """The names of all layers in the catalogue, under the titles of their families."""
    found: dict[str, list[str]] = {}
    for shelf, of in ((KERAS, ""), (TORCH, " (torch.nn)")):
        for family, names in shelf.modules.items():
            title = TITLES.get(family, family) + of
            found.setdefault(title, []).extend(name for name in names if name not in shelf.unlisted)
    return found


def page(shelf: Shelf = KERAS) -> str:
    """The whole of docs/layers.md, or of docs/layers-torch.md."""
    lines = [INTRODUCTION if shelf is KERAS else TORCH_INTRODUCTION]
    grouped: dict[str, list[Entry]] = {}
    for e in catalogue(shelf):
        grouped.setdefault(e.family, []).append(e)
    for family, entries in grouped.items():
        lines.append(f"\n## {TITLES.get(family, family)}\n")
        lines += _table(entries) if family in SHORT else chain.from_iterable(map(_section, entries))
    lines.append(_closing(shelf))
    lines += ["\n## Letters\n", "| letter | means |", "|:--|:--|"]
    used = {meant for entries in grouped.values() for e in entries for _, meant in e.letters}
    lines += [f"| {_math(latex_name(letter))} | {meaning} |" for letter, meaning in MEANINGS.items() if meaning in used]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _closing(shelf: Shelf) -> str:
    if shelf is KERAS:
        return CLOSING.format(foreign=", ".join(f"`{name}` ({what})" for name, what in FOREIGN.items()))
    return TORCH_CLOSING.format(containers=", ".join(f"`{name}` ({what})" for name, what in CONTAINERS.items()))


def _table(entries: Iterable[Entry]) -> Iterator[str]:
    yield f"All of these map {_math('(*n)')} to {_math('(*n)')} and have no weights.\n"
    yield "| layer | does |"
    yield "|:--|:--|"
    for e in entries:
        yield f"| `{_call(e)}` | {e.about} |"


def _section(e: Entry) -> Iterator[str]:
    yield f"### {e.name}\n"
    yield f"`{_call(e)}`\n"
    yield e.about + (f" Also called {', '.join(f'`{a}`' for a in e.aliases)}." if e.aliases else "") + "\n"
    yield "| | |"
    yield "|:--|:--|"
    rule = rf"{_shapes(e.inputs)} \to {_shapes(e.outputs)}"
    yield f"| shape | {_math(rule)} |"
    for told, outputs in e.otherwise:
        other = rf"{_shapes(e.inputs)} \to {_shapes(outputs)}"
        yield f"| shape with `{told}` | {_math(other)} |"
    yield f"| parameters | {_math(latex(e.params))} |"
    if e.weights:
        yield f"| weights | {', '.join(map(_array, e.weights))} |"
    if e.macs != Number(0):
        yield f"| multiply–accumulates | {_math(latex(e.macs))} |"
    if e.conditions:
        yield f"| where | {', '.join(map(_relation, e.conditions))} |"
    if e.source:
        yield f"| source | {e.source} |"
    yield ""


def _call(e: Entry) -> str:
    return f"{e.name}({', '.join((*e.arguments, *(['…'] if e.ignored else [])))})"


def _shapes(shapes: tuple[tuple[Node, ...], ...]) -> str:
    return r",\; ".join(f"({', '.join(map(latex, shape))})" for shape in shapes)


def _array(w: Array) -> str:
    return f"`{w.name}` {_math(_shapes((w.shape,)))}" + _beside(w)


def _beside(w: Array) -> str:
    return " (buffer)" if w.role == "buffer" else "" if w.trainable else " (not trained)"


def _relation(r: Relation) -> str:
    a, b = latex(r.left), latex(r.right)
    match r.op:
        case "divides":
            return f"{_math(a)} divides {_math(b)}"
        case "broadcasts":
            return f"{_math(f'{a} = {b}')} or one of them is 1"
        case "==":
            return _math(f"{a} = {b}")
    return _math(rf"{a} \ge {b}")


def _math(tex: str) -> str:
    return f"$`{tex}`$"
