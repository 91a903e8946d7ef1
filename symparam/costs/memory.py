"""Which arrays are alive while a model runs: each from the call that makes it to its last consumer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..algebra import Dim, gathered
from ..errors import SizeError
from .work import Work


def stored(calls: Iterable[Work]) -> Dim:
    """Elements of all layers' outputs; what is handed on as it is, and the inputs of the model, are none.

    A backward pass needs about these, so training keeps all of them.
    """
    return gathered(_made(call) for call in calls)


def _made(call: Work) -> Dim:
    within = call.inside()
    if within is not None:
        return within.stored
    return 0 if call.alias else gathered(a.elements for a in call.outputs)


def live(calls: Sequence[Work]) -> list[tuple[Work, Dim]]:
    """Elements that are alive while each call runs, in the order of the calls; its input and output are among them.

    An input of the model lives from the start; an output of the model to the end. Arrays inside a layer, such as the
    scores of an attention layer, are not counted.
    """
    calls = sorted(calls, key=lambda call: call.order)
    base, size, born, last = _lives(calls)
    begin, end = _by_call(born), _by_call(last)
    alive = {b: None for b in begin.get(-1, ()) if last.get(b, -1) >= 0}
    found: list[tuple[Work, Dim]] = []
    for i, call in enumerate(calls):
        for b in end.get(i - 1, ()):
            alive.pop(b, None)
        alive |= dict.fromkeys(begin.get(i, ()))
        if not call.inputs:  # where an input enters, nothing is computed
            continue
        within = call.inside()
        if within is None:
            found.append((call, gathered(size[b] for b in alive)))
            continue
        if within.most is None:
            raise SizeError(
                f"{call.row}: the peak memory of blocks that change their shape has no closed form for a "
                "symbolic number of blocks; give the number"
            )
        own = {base[a.key] for a in (*call.inputs, *call.outputs)}
        found += [(call, gathered((n, *(size[b] for b in alive if b not in own)))) for n in within.most]
    return found


def _by_call(calls: Mapping[int, int]) -> dict[int, list[int]]:
    """The arrays that are born or last used in each call."""
    found: dict[int, list[int]] = {}
    for array, call in calls.items():
        found.setdefault(call, []).append(array)
    return found


def _lives(calls: Sequence[Work]) -> tuple[dict[int, int], dict[int, Dim], dict[int, int], dict[int, int]]:
    """For each array the one whose memory it is; for each of those its size, its first and its last call."""
    base: dict[int, int] = {}
    size: dict[int, Dim] = {}
    born: dict[int, int] = {}
    last: dict[int, int] = {}
    for i, call in enumerate(calls):
        for a in call.inputs:
            if a.key not in base:  # given to the model
                base[a.key], size[a.key], born[a.key] = a.key, a.elements, -1
            last[base[a.key]] = i
        for a in call.outputs:
            own = not call.alias or not call.inputs
            base.setdefault(a.key, a.key if own else base[call.inputs[0].key])
            if own and a.key not in size:
                size[a.key], born[a.key] = a.elements, i if call.inputs else -1
            end = len(calls) if a.key in call.kept else i if call.inputs else -1
            last[base[a.key]] = max(last.get(base[a.key], end), end)
    return base, size, born, last
