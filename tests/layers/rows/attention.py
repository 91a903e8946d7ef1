"""Attention."""

from __future__ import annotations

from random import Random

from ..keras_cases import Case, Sizes, Spec, disagreement, row, separate, sizes, some


def _inputs(r: Random, rank: int) -> list[Sizes]:
    """Query, value, and perhaps a key, of which some do not fit together."""
    query = sizes(r, rank, 1, 6)
    if rank == 1:
        return [query, r.choice([query, (6,)])]
    value = (*query[:-2], r.randint(1, 6), r.choice([query[-1], r.randint(1, 6)]))
    key = (*value[:-1], query[-1])
    if r.random() < 0.15:
        key = sizes(r, rank, 1, 6)
    if r.random() < 0.1:
        value = sizes(r, rank, 1, 6)
    return [query, value, key][: 3 if key[-1] != value[-1] or r.random() < 0.4 else 2]


@row("MultiHeadAttention")
def multi_head(r: Random, name: str) -> Case:
    rank = r.choice([2, 2, 2, 3, 4])
    options = some(
        r,
        value_dim=[None, 1, 3, 0],
        use_bias=[False, True],
        output_shape=[None, 5, (2, 3)],
        use_gate=[True, False],
        dropout=[0.0, 0.1],
        sliding_window=[None, 2, 0],
        flash_attention=[None, False],
    )
    if rank > 2:
        options["attention_axes"] = r.choice([None, (1,), (2,), 1, (1, 2), -2, (rank - 1,)])
    return Case(Spec(name, r.randint(1, 4), r.choice([1, 2, 5, 0]), **options), _inputs(r, rank), call=separate)


@row("GroupQueryAttention")
def group_query(r: Random, name: str) -> Case:
    few = r.randint(1, 3)
    many = few * r.randint(1, 3) + (r.random() < 0.1)
    options = some(r, use_bias=[False, True], use_gate=[True, False], dropout=[0.0, 0.2])
    if options.get("dropout"):
        options |= some(r, flash_attention=[None, True])  # without dropout it needs hardware
    return Case(Spec(name, r.randint(1, 5), many, few, **options), _inputs(r, 2), call=separate)


@row("Attention", "AdditiveAttention")
def attention(r: Random, name: str) -> Case:
    options = some(r, use_scale=[True, False], dropout=[0.0, 0.1])
    if name == "Attention":
        options |= some(r, score_mode=["dot", "concat", "cosine"])
    inputs = _inputs(r, r.choice([2, 2, 3, 1]))
    return Case(Spec(name, **options), inputs if r.random() < 0.95 else inputs[:1])


def _has_narrow_values(case: Case) -> bool:
    return case.layer.kwargs.get("value_dim") not in (None, case.layer.args[1])


def _has_unequal_parallel_axes(case: Case) -> bool:
    query, value = case.shapes[:2]
    axes = case.layer.kwargs.get("attention_axes")
    if axes is None:
        return False
    attended = {axis % (len(query) + 1) - 1 for axis in (axes if isinstance(axes, tuple) else (axes,))}
    pairs = enumerate(zip(query[:-1], value[:-1], strict=True))
    return any(a != b and 1 not in (a, b) and i not in attended for i, (a, b) in pairs)


disagreement(
    "MultiHeadAttention",
    follows="concrete",
    when=_has_unequal_parallel_axes,
    reason="axes along which none attends are compared only when the layer runs",
)
disagreement(
    "MultiHeadAttention",
    follows="symbolic",
    when=lambda case: bool(case.layer.kwargs.get("sliding_window")) and len(case.shapes[0]) > 2,
    reason="Keras's mask of a sliding window does not fit attention along several axes",
)
disagreement(
    "MultiHeadAttention",
    follows="symbolic",
    when=_has_narrow_values,
    reason="JAX's fused attention takes no value_dim other than key_dim; other backends do",
)
disagreement(
    "Attention",
    "AdditiveAttention",
    follows="concrete",
    reason="sizes that do not fit, and sizes of 1 that are repeated, are found only when the layer runs",
)
