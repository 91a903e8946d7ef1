"""Linear maps, embeddings, recurrent modules, attention, transformers."""

from __future__ import annotations

from random import Random
from typing import Any

from ..torch_cases import Case, Given, Several, Spec, row, sizes, some, wrong


@row("Linear", "LazyLinear")
def linear(r: Random, name: str) -> Case:
    d = r.randint(1, 9)
    x = (*sizes(r, r.randint(0, 3)), wrong(r, d, 0.2))
    given = (d,) if name == "Linear" else ()
    return Case(Spec(name, *given, r.randint(1, 9), **some(r, bias=[False])), [x])


@row("Bilinear")
def bilinear(r: Random, name: str) -> Case:
    a, b = r.randint(1, 5), r.randint(1, 5)
    rows = sizes(r, r.randint(0, 2), 1, 4)
    other = rows if r.random() < 0.9 else (*rows[:-1], wrong(r, 3, 1))
    spec = Spec(name, a, b, r.randint(1, 5), **some(r, bias=[False]))
    return Case(spec, [(*rows, wrong(r, a, 0.1)), (*other, wrong(r, b, 0.1))])


@row("Identity")
def identity(r: Random, name: str) -> Case:
    return Case(Spec(name, *r.choice(((), (3, "x"))), **some(r, anything=[1])), [sizes(r, r.randint(0, 4))])


@row("Embedding")
def embedding(r: Random, name: str) -> Case:
    rows, width = r.randint(1, 9), r.randint(1, 5)
    options = some(r, padding_idx=[r.randint(-10, 10), 0, -1], sparse=[True], _freeze=[True])
    return Case(Spec(name, rows, width, **options), [sizes(r, r.randint(0, 3))], whole=(0,))


@row("EmbeddingBag")
def embedding_bag(r: Random, name: str) -> Case:
    rows, width = r.randint(1, 9), r.randint(1, 5)
    options = some(r, mode=["sum", "max", "mean"], padding_idx=[r.randint(-10, 10)], sparse=[False, True])
    x = sizes(r, r.choice((1, 2, 2, 2)), 1, 6)
    shapes: list[Any] = [x]
    if len(x) == 1 and r.random() < 0.8:
        shapes.append((r.randint(1, x[0]),))
        options |= some(r, include_last_offset=[True])
    elif r.random() < 0.1:
        shapes.append((2,))
    if options.get("mode") == "sum" and r.random() < 0.5 and (len(x) == 2 or len(shapes) == 2):
        shapes += [None] * (2 - len(shapes)) + [(*x[:-1], wrong(r, x[-1]))]
    return Case(Spec(name, rows, width, **options), shapes, whole=(0, 1), meta=True)


@row("RNN", "LSTM", "GRU")
def recurrent(r: Random, name: str) -> Case:
    d, h = r.randint(1, 5), r.randint(2, 5)
    options: dict[str, Any] = some(
        r, num_layers=[1, 2, 3], bias=[False], batch_first=[True], bidirectional=[True], dropout=[0.5, 1.5]
    )
    if options.get("dropout") == 1.5 and r.random() < 0.8:
        del options["dropout"]
    if name == "RNN":
        options |= some(r, nonlinearity=["relu", "tanh"])
    if name == "LSTM":
        options |= some(r, proj_size=[r.randint(0, h - 1), r.randint(0, h)])
    x = (*sizes(r, r.choice((1, 2, 2, 2)), 1, 4), wrong(r, d, 0.1))
    shapes: list[Any] = [x]
    if r.random() < 0.4:
        layers = options.get("num_layers", 1) * (2 if options.get("bidirectional") else 1)
        batch = () if len(x) == 2 else (x[0] if options.get("batch_first") else x[1],)
        width = options.get("proj_size", 0) or h
        states = [(wrong(r, layers), *batch, wrong(r, width))]
        if name == "LSTM":
            states.append((layers, *batch, wrong(r, h)))
        shapes.append(states[0] if len(states) == 1 else Several(tuple(states)))
    return Case(Spec(name, d, h, **options), shapes)


@row("RNNCell", "LSTMCell", "GRUCell")
def cell(r: Random, name: str) -> Case:
    d, h = r.randint(1, 5), r.randint(1, 5)
    batch = sizes(r, r.choice((0, 1, 1, 1)), 1, 4)
    shapes: list[Any] = [(*batch, wrong(r, d, 0.1))]
    if r.random() < 0.5:
        state = (*(batch if r.random() < 0.9 else (*batch[:-1], 5)), wrong(r, h, 0.1))
        shapes.append(Several((state, state)) if name == "LSTMCell" else state)
    return Case(Spec(name, d, h, **some(r, bias=[False])), shapes)


@row("MultiheadAttention")
def attention(r: Random, name: str) -> Case:
    heads = r.randint(1, 3)
    e = wrong(r, heads * r.randint(1, 3))
    options: dict[str, Any] = some(
        r,
        bias=[False],
        add_bias_kv=[True],
        add_zero_attn=[True],
        kdim=[r.randint(1, 5), e],
        vdim=[r.randint(1, 5), e],
        batch_first=[True],
    )
    t, s, n = sizes(r, 3, 1, 4)
    features = [wrong(r, d, 0.04) for d in (e, options.get("kdim", e), options.get("vdim", e))]
    lengths = (t, s, wrong(r, s, 0.04))
    if r.random() < 0.2:
        shapes = [(m, d) for m, d in zip(lengths, features, strict=True)]
    else:
        batches = [wrong(r, n, 0.04) for _ in range(3)]
        shapes = [
            (b, m, d) if options.get("batch_first") else (m, b, d)
            for b, m, d in zip(batches, lengths, features, strict=True)
        ]
    call = some(r, need_weights=[False, True], average_attn_weights=[False])
    call |= masks(
        r, ("attn_mask", t, s), ("key_padding_mask", s), batch=() if len(shapes[0]) == 2 else (n,), heads=heads
    )
    return Case(Spec(name, e, heads, **options), shapes, call)


def masks(r: Random, *named: Any, batch: tuple[int, ...], heads: int) -> dict[str, Any]:
    """Masks with these axes: of scores, seldom one for each head, and of padding; seldom of another size."""
    found: dict[str, Any] = {}
    for name, *lengths in named:
        if r.random() < 0.75:
            continue
        lead = batch if len(lengths) == 1 else (heads * (batch or (1,))[0],) if r.random() < 0.3 else ()
        found[name] = Given(*(wrong(r, n, 0.08) for n in (*lead, *lengths)))
    return found


def _sequences(r: Random, e: int, count: int, batch_first: bool) -> list[tuple[int, ...]]:
    n = r.randint(1, 3)
    found = []
    unbatched = r.random() < 0.2
    for _ in range(count):
        t, b, d = r.randint(1, 4), wrong(r, n), wrong(r, e)
        found.append((t, d) if unbatched else (b, t, d) if batch_first else (t, b, d))
    return found


def _block(r: Random) -> tuple[int, dict[str, Any]]:
    heads = r.randint(1, 3)
    e = wrong(r, heads * r.randint(1, 3))
    options = some(
        r,
        dim_feedforward=[r.randint(1, 5)],
        bias=[False],
        batch_first=[True],
        norm_first=[True],
        activation=["relu", "gelu", "gelu", "selu"],
    )
    if options.get("activation") == "selu" and r.random() < 0.7:
        del options["activation"]
    return e, {"d_model": e, "nhead": heads, "dim_feedforward": 7, **options}


@row("TransformerEncoderLayer", "TransformerDecoderLayer")
def block(r: Random, name: str) -> Case:
    e, options = _block(r)
    xs = _sequences(r, e, 2 if "Decoder" in name else 1, "batch_first" in options)
    return Case(Spec(name, **options), xs, _masks_of(r, options, xs, ("tgt", "memory") if len(xs) == 2 else ("src",)))


def _masks_of(r: Random, options: dict[str, Any], xs: list[tuple[int, ...]], words: tuple[str, ...]) -> dict[str, Any]:
    """Masks of a block on sequences that have these names."""
    place = 0 if len(xs[0]) == 2 or "batch_first" not in options else 1
    batch = () if len(xs[0]) == 2 else (xs[0][1 - place],)
    lengths = [x[place] for x in xs]
    padded = [(f"{word}_key_padding_mask", n) for word, n in zip(words, lengths, strict=True)]
    scored = [(f"{word}_mask", lengths[0], n) for word, n in zip(words, lengths, strict=True)]
    return masks(r, *padded, *scored, batch=batch, heads=options["nhead"])


@row("TransformerEncoder", "TransformerDecoder")
def stack(r: Random, name: str) -> Case:
    e, options = _block(r)
    inner = Spec(f"{name}Layer", **options)
    norm = r.choice((None, Spec("LayerNorm", wrong(r, e, 0.1)), Spec("RMSNorm", e)))
    xs = _sequences(r, e, 2 if "Decoder" in name else 1, "batch_first" in options)
    return Case(Spec(name, inner, r.randint(1, 3), norm), xs)


@row("Transformer")
def transformer(r: Random, name: str) -> Case:
    e, options = _block(r)
    spec = Spec(name, **options, num_encoder_layers=r.randint(0, 2), num_decoder_layers=r.randint(0, 2))
    return Case(spec, _sequences(r, e, 2, "batch_first" in options))


@row("AdaptiveLogSoftmaxWithLoss")
def adaptive_softmax(r: Random, name: str) -> Case:
    d = r.randint(16, 40)
    cutoffs = [r.randint(1, 5), r.randint(6, 9)][: r.randint(1, 2)]
    if r.random() < 0.1:
        cutoffs = [7, 5]
    spec = Spec(name, d, r.randint(9, 14), cutoffs, **some(r, div_value=[2.0, 2, 1.5], head_bias=[True]))
    x = (wrong(r, d),) if r.random() < 0.2 else (r.randint(2, 4), wrong(r, d))
    return Case(spec, [x, wrong_rows(r, x[:-1])], whole=(1,))


def wrong_rows(r: Random, x: tuple[int, ...]) -> tuple[int, ...]:
    """A batch that is seldom another one."""
    return tuple(wrong(r, n) for n in x)


@row("LinearCrossEntropyLoss")
def linear_cross_entropy(r: Random, name: str) -> Case:
    d, c = r.randint(1, 5), r.randint(2, 5)
    more = sizes(r, r.choice((0, 0, 1, 2)), 1, 3)
    options: dict[str, Any] = some(r, bias=[True], reduction=["none", "sum"])
    if more:
        options["out_features"] = more
    rows = (r.randint(1, 4),)
    soft = r.random() < 0.3
    target = (*rows, c, *more) if soft else (*rows, *more)
    whole = () if soft else (1,)
    return Case(Spec(name, d, c, **options), [(*rows, wrong(r, d)), wrong_rows(r, target)], whole=whole)


@row("PReLU")
def prelu(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(0, 4), 1, 5)
    n = r.choice((1, *x[:2], 3))
    return Case(Spec(name, n), [x])


__all__ = ["Given"]
