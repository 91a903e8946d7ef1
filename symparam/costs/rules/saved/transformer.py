"""Rules of PyTorch for the layers of transformers, as its modules run them."""

from __future__ import annotations

from ....algebra import Dim, bind, exact, product
from ....layers.transformer.attention import SelfAttention
from ....layers.transformer.embedding import Learnt, Positions, TokenEmbedding, TokenTypes
from ....layers.transformer.feed_forward import FeedForward, GatedFeedForward
from ....layers.transformer.linear import Projection
from ....layers.transformer.norm import LayerNorm, RMSNorm, Scale
from ....layers.transformer.patches import ClassToken, Learned, Patches, PlacedPatches, SoundConv
from ....layers.transformer.pooling import First
from ...eager.tape import Value
from .activations import activate, softmax
from .call import Call
from .common import RULES, attend, normalized


@RULES.of(Patches, SoundConv)
def _map(c: Call) -> Value:
    return c.map(c.x, c.size)


@RULES.of(Projection)
def _projection(c: Call) -> Value:
    return activate(c.tape, c.layer.activation, c.map(c.x, c.size), c.size)


@RULES.of(TokenEmbedding)
def _tokens(c: Call) -> Value:
    """The indices are kept, whole numbers of 8 bytes."""
    gradients = c.gradients()
    return c.tape.run(c.size, extra=(c.tape.bytes(c.many(*c.shapes[0]), 8),) if gradients else (), weights=gradients)


@RULES.of(Positions, TokenTypes, PlacedPatches)
def _added(c: Call) -> Value:
    y = c.tape.run(c.size, c.x, gradient="same", weights=c.gradients())
    return c.drop(y, c.size) if getattr(c.layer, "drops", False) else y


@RULES.of(ClassToken)
def _class_token(c: Call) -> Value:
    return c.tape.run(c.size, c.x, gradient="part", weights=c.gradients())


@RULES.of(Learned, Learnt)
def _learned(c: Call) -> Value:
    return c.x


@RULES.of(First)
def _first(c: Call) -> Value:
    return c.tape.view(c.x, c.size)


@RULES.of(LayerNorm)
def _layer_norm(c: Call) -> Value:
    return normalized(c, c.many(*c.shapes[0][:-1]))


@RULES.of(RMSNorm)
def _rms_norm(c: Call) -> Value:
    return _squared(c, c.x, c.size, c.many(*c.shapes[0][:-1]))


def _squared(c: Call, x: Value, size: Dim, rows: Dim, *names: str) -> Value:
    """Composed: squares of the input in float32, the deviation of each row, and the quotient before its weight."""
    tape, gradients = c.tape, c.gradients(*names)
    each = tape.bytes(rows, 4)
    wide = x if x.width >= 4 else tape.run(size, x, width=4)
    y = tape.run(size, wide, keeps=(wide,), extra=(each,), scratch=2 * wide.size, width=max(4, tape.given.width))
    y = y if x.width >= 4 else tape.run(size, y, width=x.width)
    return tape.run(size, y, keeps=(y,) if gradients else (), weights=gradients, width=max(tape.given.width, y.width))


@RULES.of(Scale)
def _scale(c: Call) -> Value:
    return c.tape.run(c.size, c.x, keeps=(c.x,) if c.gradients() else (), weights=c.gradients())


# --- feed-forward parts -------------------------------------------------------------------------------------------


@RULES.of(FeedForward)
def _feed_forward(c: Call) -> Value:
    up, down = c.layer.names
    units = c.many(*c.shapes[0][:-1], c.layer.units)
    y = c.map(activate(c.tape, c.layer.activation, c.map(c.x, units, f"{up}."), units), c.size, f"{down}.")
    return c.drop(y, c.size) if c.layer.drops else y


@RULES.of(GatedFeedForward)
def _gated(c: Call) -> Value:
    layer = c.layer
    gate, up, down = layer.names
    units = c.many(*c.shapes[0][:-1], layer.units)
    if layer.fused:
        both = c.map(c.x, c.many(*c.shapes[0][:-1], 2 * layer.units), f"{layer.fused}.")
        a, b = c.tape.view(both, units), c.tape.view(both, units)
    else:
        a, b = c.map(c.x, units, f"{gate}."), c.map(c.x, units, f"{up}.")
    y = c.map(c.times_each(units, activate(c.tape, layer.activation, a, units), b), c.size, f"{down}.")
    return c.drop(y, c.size) if layer.drops else y


# --- attention ----------------------------------------------------------------------------------------------------


@RULES.of(SelfAttention)
def _attention(c: Call) -> Value:
    """Queries, keys and values, then attention without scores, then the map of what the heads give."""
    layer, x = c.layer, c.shapes[0]
    if layer.gate or layer.sinks or layer.capped or layer.norm not in ("", "head") or type(layer) not in KNOWN:
        return _undescribed(c)
    rows, heads, features = product(x[:-1]), layer.num_heads, layer.head_dim
    q, k, v = _queries(c, rows)
    if layer.causal and not c.tape.given.checkpoint:  # the cache has copies of keys and values, which attention takes
        k, v = (c.tape.run(_wide(c, rows), x, result=c.tape.given.narrow > 0) for x in (k, v))
    joined = _scores(c, q, k, v, rows) if _by_scores(c) else attend(c, q, k, v, rows, heads, features)
    y = c.map(joined, c.size, f"{layer.names[3]}.")
    return c.drop(y, c.size) if layer.drops else y


def _queries(c: Call, rows: Dim) -> tuple[Value, Value, Value]:
    layer = c.layer
    many, few = c.many(rows, layer.num_heads, layer.head_dim), _wide(c, rows)
    if layer.fused:
        all_three = c.map(c.x, c.many(rows, layer.num_heads + 2 * layer.groups, layer.head_dim), f"{layer.fused}.")
        q, k, v = (c.tape.view(all_three, n) for n in (many, few, few))
    else:
        q, k, v = (c.map(c.x, n, f"{name}.") for n, name in zip((many, few, few), layer.names, strict=False))
    if layer.norm:
        (one, other), h = layer.norm_names, layer.head_dim
        q = _squared(c, q, many, exact(many, h), f"{one}.")
        k = _squared(c, k, few, exact(few, h), f"{other}.")
    if layer.rotary:  # turned by the position, of which sines and cosines are as wide as the weights
        q, k = (
            c.tape.run(n, x, scratch=scratch, width=c.tape.given.width)
            for n, x, scratch in ((many, q, q.size), (few, k, 0))
        )
    return q, k, v


def _wide(c: Call, rows: Dim) -> Dim:
    """Elements of keys, or of values."""
    return c.many(rows, c.layer.groups, c.layer.head_dim)


def _by_scores(c: Call) -> bool:
    """Whether PyTorch has no kernel but the plain one: for shared keys in float32."""
    groups, heads = (bind(n, c.tape.bindings) for n in (c.layer.groups, c.layer.num_heads))
    return (c.tape.given.narrow or c.tape.given.width) >= 4 and groups != heads


def _scores(c: Call, q: Value, k: Value, v: Value, rows: Dim) -> Value:
    """Keys and values are copied for each head, queries and keys scaled, and the weights of all pairs kept."""
    tape, layer = c.tape, c.layer
    many, pairs = c.many(rows, layer.num_heads, layer.head_dim), c.many(rows, rows, layer.num_heads)
    q, k, v = tape.run(many, q), tape.run(many, tape.run(many, k)), tape.run(many, v)
    scores = softmax(tape, tape.run(pairs, q, k, keeps=(q, k)), pairs)
    return tape.run(many, scores, v, keeps=(scores, v))


def _undescribed(c: Call) -> Value:
    from ....errors import SizeError
    from ....layers.fields import owner

    raise SizeError(f"{owner(c.layer)}: what this kind of attention keeps for its gradient is not described")


def _known() -> tuple[type, ...]:
    from ....layers.transformer.attention import GroupedAttention

    return SelfAttention, GroupedAttention


KNOWN = _known()
