"""The usual conventions and mistakes: what each makes of a total. One row of a table is one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import combinations
from typing import Any

from sympy import Expr

from ..algebra import Dim, FloorDiv, evaluate, exact, names_in, product, total
from ..costs import options as cost_options
from ..costs.table import CONVENTIONS
from ..errors import SymparamError
from ..report import Report
from ..row import Row
from ..weight import Weight
from .measure import Measure

BIASES = ("bias", "beta")
STATISTICS = ("moving_mean", "moving_variance")
Choice = Callable[[Row, Weight], bool]


def _last(w: Weight) -> str:
    return w.name.rsplit("/", 1)[-1]


# what is left out of the parameters -> which weights those are
LEFT_OUT: dict[str, Choice] = {
    "without biases": lambda row, w: _last(w).startswith("bias"),
    "without biases, those of normalization among them": lambda row, w: _last(w).startswith(BIASES),
    "without the moving statistics of BatchNormalization": lambda row, w: _last(w) in STATISTICS,
    "without normalization": lambda row, w: "Normalization" in row.type,
    "without biases and normalization": lambda row, w: _last(w).startswith(BIASES) or "Normalization" in row.type,
    "without embeddings": lambda row, w: _last(w) == "embeddings" or row.traits().family == "embedding",
    "without biases of convolutions": lambda row, w: "Conv" in row.type and _last(w).startswith("bias"),
    "without output projections of attention": lambda row, w: w.name.startswith("attention_output/"),
    "with one direction of bidirectional layers": lambda row, w: w.name.startswith("backward/"),
    "the trainable ones alone": lambda row, w: not w.trainable,
    "the non-trainable ones alone": lambda row, w: w.trainable,
}
ALONE = ("the trainable ones alone", "the non-trainable ones alone")  # which go with no other
RULES = {"macs": 1, "flops": 2, "training_flops": 2}  # what a MAC counts, in a forward pass


def hypotheses(
    at: Report, report: Report, m: Measure, sizes: Mapping[str, int], model: Any, options: Mapping[str, Any]
) -> Iterator[tuple[str, int]]:
    """Every hypothesis with the number that it gives; those that change nothing are left out."""
    actual = int(at.cost(m.name, **options))
    seen = {actual}
    for says, value in _all(at, report, m, sizes, model, options, actual):
        if value not in seen:
            seen.add(value)
            yield says, value


def _all(
    at: Report,
    report: Report,
    m: Measure,
    sizes: Mapping[str, int],
    model: Any,
    options: Mapping[str, Any],
    actual: int,
) -> Iterator[tuple[str, int]]:
    if m.name == "params":
        yield from _params(at, options)
    if m.name in ("macs", "flops"):
        yield from _work(at, m, options, actual)
    if m.name == "training_flops":
        yield "the FLOPs of a forward pass", actual // 3
        yield "the MACs of a forward pass", actual // 6
    if m.name in RULES and at.facts.generates:
        yield from _rules(at, m, options, actual)
    if m.unit == "bytes":
        yield from _changed(model, m, sizes, options) if model is not None else ()
        yield from _bytes(at, m, options)
    if isinstance(m.value, Expr):
        yield "the formula with ⌈⌉ for ⌊⌋", _evaluated(_ceilings(m.value), sizes)
    if model is not None:
        yield from _changed(model, m, sizes, options)
    if m.name == "params":
        yield from _twice(at)
        if model is not None:
            yield from _changed_and_left_out(model, sizes)


def _twice(at: Report) -> Iterator[tuple[str, int]]:
    """Two reasons at once: what two of the table leave out together."""
    pairs = [(row, w, sign) for row in at.rows for w, sign in row.counted if w.is_parameter]
    out = {
        says: frozenset(i for i, (row, w, _) in enumerate(pairs) if choice(row, w))
        for says, choice in LEFT_OUT.items()
        if says not in ALONE
    }
    for (one, first), (other, second) in combinations(out.items(), 2):
        if first and second and not (first <= second or second <= first):
            kept = (sign * w.size for i, (_, w, sign) in enumerate(pairs) if i not in first | second)
            yield f"{one}, and {other}", _int(total(kept))


def _changed_and_left_out(model: Any, sizes: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """A mistake in all layers, and weights that are left out besides."""
    for says, changed in _models(model):
        known = {n: v for n, v in sizes.items() if n in changed.symbols}
        try:
            at = changed.at(**known)
        except SymparamError:
            continue
        for other, value in _params_left_out(at):
            yield f"{says}, and {other}", value


def _params_left_out(at: Report) -> Iterator[tuple[str, int]]:
    pairs = [(row, w, sign) for row in at.rows for w, sign in row.counted if w.is_parameter]
    for says, out in LEFT_OUT.items():
        yield says, _int(total(sign * w.size for row, w, sign in pairs if not out(row, w)))


def _params(at: Report, options: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    rows = [row for row in at.rows if row.params]
    if at.facts.generates and len(rows) > 1:  # most often forgotten, or counted though it is tied to the embedding
        yield f"without {rows[-1].title}, the last layer with weights", _int(at.params - rows[-1].params)
    yield from _params_left_out(at)
    yield (
        "with shared weights counted each time",
        _int(total(w.size for row in at.rows for w in row.weights if w.is_parameter)),
    )
    yield (
        "with shared layers counted at each of their calls",
        _int(total(max(1, len(row.calls)) * w.size for row in at.rows for w in row.weights if w.is_parameter)),
    )
    if len(rows) > 1:
        yield f"without {rows[-1].title}, the last layer with weights", _int(at.params - rows[-1].params)
        yield f"without {rows[0].title}, the first layer with weights", _int(at.params - rows[0].params)
        for row in rows[1:-1]:
            yield f"without {row.title}", _int(at.params - row.params)
    optimizers = {o: _int(at.cost("params", optimizer=o, convention="keras")) for o in ("adam", "sgd", "momentum")}
    for optimizer, value in optimizers.items():
        yield f"with the variables of {optimizer}, as Keras counts a compiled model", value
    yield "the bytes of the weights in float32", _int(4 * at.params)
    yield "the bytes of the weights in float16", _int(2 * at.params)
    yield "the MACs for one sample", _int(at.macs)


def _work(at: Report, m: Measure, options: Mapping[str, Any], actual: int) -> Iterator[tuple[str, int]]:
    other = "FLOPs, which are 2·MACs" if m.name == "macs" else "MACs, of which FLOPs are twice as many"
    yield other, 2 * actual if m.name == "macs" else actual // 2
    for tool in CONVENTIONS[1:-1]:
        chosen = {**options, "convention": tool}
        yield f"what {tool} gives as MACs", _int(at.cost("macs", **chosen))
        yield f"what {tool} gives as FLOPs", _int(at.cost("flops", **chosen))
    convolutions = total(row.macs for row in at.rows if "Conv" in row.type)
    yield "of convolutions only", _int(convolutions) * (1 if m.name == "macs" else 2)
    outputs = _int(total(_elements(row) for row in at.rows if row.macs))
    if m.name == "flops":
        yield "with n − 1 additions for n products", actual - outputs
        yield "the MACs, and one more per output for its bias", actual // 2 + outputs
        yield (
            "the MACs, and two more per output for its bias and its activation",
            actual // 2 + 2 * outputs,
        )
    biases = total(w.size for row in at.rows for w in row.weights if _last(w).startswith("bias"))
    yield "with one addition for each bias", actual + _int(biases) * (1 if m.name == "macs" else 2)
    yield "the number of parameters", _int(at.params)


def _rules(at: Report, m: Measure, options: Mapping[str, Any], actual: int) -> Iterator[tuple[str, int]]:
    """What a step of training takes, and the rules of thumb for language models, which know N parameters alone."""
    unit = RULES[m.name]
    tokens = _int(at.inputs[0][0]) * cost_options(**options).batch
    if m.name != "training_flops":
        yield "those of training: forward, and twice as many backward", 3 * actual
    for of, n in (("all", _int(at.params)), ("the active", _int(at.cost("active")))):
        told = f"N for {of} parameters: a look-up counts as a product, and attention's products are left out"
        if m.name != "training_flops":
            yield f"{'N' if unit == 1 else '2·N'} for each token, {told}", unit * n * tokens
        yield f"{'3·N' if unit == 1 else '6·N'} for each token of training, {told}", 3 * unit * n * tokens


def _bytes(at: Report, m: Measure, options: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    yield "the bits", 8 * _int(at.cost(m.name, **options))
    for dtype in ("float64", "float32", "float16", "int8"):
        yield f"in {dtype}", _int(at.cost(m.name, **{**options, "dtype": dtype}))
    if m.name in ("activations", "peak", "training"):
        batch = cost_options(**options).batch
        for n in (2, 4, 8, 16, 32, 64, 128, 256):
            if n != batch:
                yield f"for a batch of {n}", _int(at.cost(m.name, **{**options, "batch": n}))
    if m.name == "activations":
        yield "twice the activations, for the backward pass too", 2 * _int(at.cost(m.name, **options))


def _changed(model: Any, m: Measure, sizes: Mapping[str, int], options: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The model with one mistake in all its layers."""
    for says, changed in _models(model):
        try:
            known = {n: v for n, v in sizes.items() if n in changed.symbols}
            yield says, _int(changed.at(**known).cost(m.name, **options))
        except SymparamError:
            continue


CHANGES: dict[str, Callable[[Any], Any]] = {
    "with padding=same everywhere": lambda layer: _padded(layer, "same"),
    "with padding=valid everywhere": lambda layer: _padded(layer, "valid"),
    "with use_bias=False everywhere": lambda layer: _with(layer, use_bias=False),
    "with stride 1 everywhere": lambda layer: _with(layer, strides=1) if hasattr(layer, "kernel_size") else layer,
    "with reset_after=False, as TensorFlow 1 has it": lambda layer: _with(layer, reset_after=False),
    "with key_dim for the width of all heads together": lambda layer: _headed(layer, _share),
    "with heads that are each as wide as all together": lambda layer: _headed(layer, lambda d, h: product((d, h))),
    "with as many heads of keys and values as heads, as if none were grouped": lambda layer: _ungrouped(layer),
    "with all experts at work": lambda layer: _as_many(layer, "chosen", "experts"),
    "with the chosen experts alone": lambda layer: _as_many(layer, "experts", "chosen"),
    "with a head that is not tied to the embeddings": lambda layer: _with(layer, tied=""),
}


def _models(model: Any) -> Iterator[tuple[str, Report]]:
    """The model with one mistake in all its layers, for each mistake that changes any of them."""
    for says, change in CHANGES.items():
        try:
            changed = model.map_layers(_also_in_blocks(_within(change))).derive()
        except SymparamError:
            continue
        yield says, changed


def _within(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The change of a layer, and of a layer that it wraps."""

    def changed(layer: Any) -> Any:
        inner = {
            f.name: change(getattr(layer, f.name))
            for f in fields(layer)
            if f.metadata.get("layer") and getattr(layer, f.name) is not None
        }
        inner = {name: new for name, new in inner.items() if new is not getattr(layer, name)}
        return change(replace(layer, **inner) if inner else layer)

    return changed


def _share(width: Dim, heads: Dim) -> Dim:
    if isinstance(width, int) and isinstance(heads, int):
        return width // heads if width % heads == 0 else width
    return exact(width, heads)


def _headed(layer: Any, width: Callable[[Dim, Dim], Dim]) -> Any:
    """Attention whose heads have another width."""
    if not {"num_heads", "key_dim"} <= {f.name for f in fields(layer)}:
        return layer
    return replace(layer, key_dim=width(layer.key_dim, layer.num_heads))


def _also_in_blocks(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The change of a layer, and of those in the blocks that a layer repeats."""

    def changed(layer: Any) -> Any:
        edited = getattr(layer, "edited", None)
        return change(layer) if edited is None else edited(lambda block: block.map_layers(change))

    return changed


def _ungrouped(layer: Any) -> Any:
    """Attention of which each head has keys and values of its own."""
    return _as_many(layer, "num_key_value_heads", "num_heads")


def _as_many(layer: Any, what: str, as_: str) -> Any:
    """The layer with one of its sizes in place of another."""
    return _with(layer, **{what: getattr(layer, as_)}) if hasattr(layer, what) and hasattr(layer, as_) else layer


def _padded(layer: Any, padding: str) -> Any:
    return _with(layer, padding=padding) if getattr(layer, "padding", None) in ("same", "valid") else layer


def _with(layer: Any, **changes: Any) -> Any:
    names = {f.name for f in fields(layer)}
    return replace(layer, **changes) if names.issuperset(changes) else layer


def _ceilings(e: Expr) -> Expr:
    if e.is_Atom:
        return e
    args = [_ceilings(a) for a in e.args]
    if isinstance(e, FloorDiv):
        p, b = args
        return -FloorDiv(-p, b)
    return e.func(*args)


def _evaluated(value: Dim, sizes: Mapping[str, int]) -> int:
    return _int(evaluate(value, sizes))


def _elements(row: Row) -> Dim:
    """How many numbers the calls of a layer give."""
    return total(product(shape.sizes) for call in row.calls for shape in call.outputs)


def _int(n: Any) -> int:
    """A number; -1, which nobody claims, for what depends on a size that is not given."""
    return int(n) if isinstance(n, int) or not names_in(n) else -1
