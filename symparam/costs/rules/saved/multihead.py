"""Rules of PyTorch's attention of several heads, and of its transformers' blocks, as torch.nn runs them.

``torch.nn.functional.multi_head_attention_forward`` maps queries, keys and values by one matrix where they are the same
tensor; where weights are asked for, it makes the scores of all pairs, else ``scaled_dot_product_attention`` holds none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ....algebra import Dim, Shape, exact, product
from ....errors import SizeError
from ....layers.fields import owner
from ...eager.tape import Value
from .activations import activate, softmax
from .call import Call
from .common import RULES, attend, normalized

# --- attention ----------------------------------------------------------------------------------------------------


@RULES.named("MultiheadAttention")
def _attention(c: Call) -> tuple[Value, ...]:
    return attended(c, c.layer, c.xs, c.shapes)


def attended(c: Call, layer: Any, xs: Sequence[Value], shapes: Sequence[Shape], prefix: str = "") -> tuple[Value, ...]:
    """Attention whose weights have names with that prefix; what is batch first is copied into another order."""
    if layer.add_bias_kv or layer.add_zero_attn:
        raise SizeError(
            f"{owner(c.layer)}: what keys and values of no position keep for their gradient is not described"
        )
    rows, columns = (c.many(*shape[:-1], layer.embed_dim) for shape in shapes[:2])
    if layer.batch_first and len(shapes[0]) == 3:
        turned = {id(x): c.tape.run(c.many(*s), x, gradient="same") for x, s in zip(xs, shapes, strict=True)}
        xs = [turned[id(x)] for x in xs]
    q, k, v = _mapped(c, layer, xs, rows, columns, f"{prefix}in_proj")
    if layer.need_weights:
        joined, weights = _weighed(c, layer, (q, k, v), shapes)
    else:
        joined, weights = (
            attend(c, q, k, v, product(shapes[0][:-1]), layer.num_heads, exact(layer.embed_dim, layer.num_heads)),
            (),
        )
    if joined.width >= 4 or layer.need_weights:  # narrower ones come in the order in which queries are
        joined = c.tape.run(rows, joined)
    y = c.tape.view(c.map(joined, rows, f"{prefix}out_proj."))
    return (y, *weights)


def _mapped(c: Call, layer: Any, xs: Sequence[Value], rows: Dim, columns: Dim, name: str) -> tuple[Value, ...]:
    query, key, value = xs
    if layer.kdim is not None or layer.vdim is not None:
        names = (name.replace("in_proj", f"{letter}_proj") for letter in "qkv")
        return tuple(c.map(x, n, one) for x, n, one in zip(xs, (rows, columns, columns), names, strict=True))
    if query is key is value:
        every = c.tape.run(product((3, rows)), c.map(query, product((3, rows)), name))
        return tuple(c.tape.view(every, rows) for _ in range(3))
    q = c.map(query, rows, name)
    if key is not value:
        return q, _part(c, key, columns, name), _part(c, value, columns, name)
    both = c.tape.run(product((2, columns)), _part(c, key, product((2, columns)), name))
    return q, c.tape.view(both, columns), c.tape.view(both, columns)


def _part(c: Call, x: Value, elements: Dim, name: str) -> Value:
    """A map by a part of a matrix of which another part was used before; its gradients are added up."""
    x, gradients = c.tape.narrow(x), c.gradients(name)
    return c.tape.run(
        elements, x, keeps=(x,) if gradients else (), weights=gradients, width=c.tape.given.narrow or None
    )


def _weighed(c: Call, layer: Any, three: Sequence[Value], shapes: Sequence[Shape]) -> tuple[Value, tuple[Value, ...]]:
    """Attention by the scores of all pairs, and the weights: for each head, or their mean."""
    tape, (q, k, v) = c.tape, three
    rows = c.many(*shapes[0][:-1], layer.embed_dim)
    weights = c.many(*c.results[1]) if len(c.results) > 1 else c.many(*shapes[0][:-1], shapes[1][-2])
    pairs = product((weights, layer.num_heads)) if layer.average_attn_weights else weights
    q = tape.run(rows, q)
    scores = softmax(tape, tape.run(pairs, q, k, keeps=(q, k)), pairs)
    if layer.dropout:
        scores = c.drop(scores, pairs)
    taken = tape.narrow(scores)
    joined = tape.run(rows, taken, v, keeps=(taken, v))
    return joined, (tape.run(weights, scores) if layer.average_attn_weights else tape.view(scores),)


# --- blocks -------------------------------------------------------------------------------------------------------


@RULES.named("TransformerEncoderLayer")
def _encoder_block(c: Call) -> Value:
    return _block(c, (("self_attn", (0, 0, 0)),))


@RULES.named("TransformerDecoderLayer")
def _decoder_block(c: Call) -> Value:
    return _block(c, (("self_attn", (0, 0, 0)), ("multihead_attn", (0, 1, 1))))


def _block(c: Call, attentions: Sequence[tuple[str, tuple[int, ...]]]) -> Value:
    """Each part is added to what came; normalized before it, or after the sum."""
    layer, x = c.layer, c.x
    inside = {path: part for path, part, _ in layer.parts(*c.shapes)}

    def branch(place: int, x: Value, run: Any) -> Value:
        norm = f"norm{place}."
        if layer.norm_first:
            return c.add(c.size, x, _dropped(c, run(_normed(c, x, norm)), c.size))
        return _normed(c, c.add(c.size, x, _dropped(c, run(x), c.size)), norm)

    for place, (path, which) in enumerate(attentions, 1):

        def attention(x: Value, path: str = path, which: tuple[int, ...] = which) -> Value:
            given = (x, *c.xs[1:])
            return attended(c, inside[path], [given[i] for i in which], [c.shapes[i] for i in which], f"{path}.")[0]

        x = branch(place, x, attention)
    return branch(len(attentions) + 1, x, lambda x: _feed_forward(c, x))


def _feed_forward(c: Call, x: Value) -> Value:
    units = c.many(*c.shapes[0][:-1], c.layer.dim_feedforward)
    said = c.layer.activation
    name = said if isinstance(said, str) else getattr(said, "__name__", type(said).__name__)
    y = activate(c.tape, name, c.map(x, units, "linear1."), units)
    return c.map(_dropped(c, y, units), c.size, "linear2.")


def _dropped(c: Call, x: Value, elements: Dim) -> Value:
    return c.drop(x, elements) if c.layer.dropout else x


def _normed(c: Call, x: Value, *names: str) -> Value:
    x = c.tape.wide(x)
    each = c.tape.bytes(c.many(*c.shapes[0][:-1]), c.tape.given.statistics)
    return c.tape.run(c.size, x, keeps=(x,), extra=(2 * each,), weights=c.gradients(*names))


# --- stacks -------------------------------------------------------------------------------------------------------


@RULES.named("TransformerEncoder", "TransformerDecoder")
def _stack(c: Call) -> Value:
    """The blocks one after the other, each with weights of its own, and what stands at the end."""
    block = replace(c.layer.block, trainable=c.layer.trainable)

    def run(x: Value) -> Value:
        inner = replace(c, layer=block, xs=(x, *c.xs[1:]))
        return _encoder_block(inner) if len(c.xs) == 1 else _decoder_block(inner)

    y = c.tape.repeat(c.layer.num_layers, c.x, run)
    return y if c.layer.norm is None else normalized(_inside(c, c.layer.norm, (y,), c.shapes[:1]), _rows(c))


@RULES.named("Transformer")
def _whole(c: Call) -> Value:
    """An encoder of the first input, and a decoder of the second one."""
    (_, encoder, source), (_, decoder, target) = c.layer.parts(*c.shapes)
    given = {"dropout": c.layer.dropout, "norm_first": c.layer.norm_first, "activation": c.layer.activation}
    halves = [
        replace(half, **{name: replace(half.block, **given)}) if custom is None else half
        for half, name, custom in (
            (encoder, "encoder_layer", c.layer.custom_encoder),
            (decoder, "decoder_layer", c.layer.custom_decoder),
        )
    ]
    memory = _stack(_inside(c, halves[0], c.xs[:1], source))
    return _stack(_inside(c, halves[1], (c.xs[1], memory), target))


def _inside(c: Call, part: Any, xs: tuple[Value, ...], shapes: Sequence[Shape]) -> Call:
    """The call of a module inside, whose result is as large as its first input."""
    part = replace(part, trainable=c.layer.trainable)
    return replace(c, layer=part, xs=xs, shapes=tuple(shapes), results=tuple(shapes[:1]))


def _rows(c: Call) -> Dim:
    return c.many(*c.shapes[0][:-1])
