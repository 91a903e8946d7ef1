"""What a figure counts, in words, to stand beside it."""

from __future__ import annotations

from typing import Any

from .table import COSTS, Options, options


def _step(chosen: Options) -> list[str]:
    """How a step runs, where a runtime is named."""
    if not chosen.runtime:
        return []
    more = {
        "mixed precision": chosen.precision == "mixed",
        "autocast": chosen.precision == "autocast",
        "checkpoints": chosen.checkpoint,
        f"LoRA of rank {chosen.lora}": chosen.lora,
    }
    return [chosen.runtime, f"loss {chosen.loss}", *(word for word, said in more.items() if said)]


HELD = {  # what memory says of activations
    "none": "; no activations, which serving reuses from layer to layer, and no workspace",
    "peak": ", and the activations that are alive at once when all tokens pass, without those inside a layer",
    "all": ", and the outputs of all layers, without those inside a layer",
}


def counts_in_words(name: str, **given: Any) -> str:
    """What a figure counts, in words: "2·MACs", "in float32, batch 1"."""
    chosen, cost = options(**given), COSTS[name]
    counts = cost.counts
    if name in ("macs", "flops", "training_flops") and chosen.convention != "symparam":
        counts = f"{'3·FLOPs ' if name == 'training_flops' else ''}as {chosen.convention} counts"
    if name == "params" and chosen.convention == "keras":
        counts = f"as Keras counts a compiled model, the variables of {chosen.optimizer} among them"
    if name == "memory":
        counts += HELD[chosen.activations]
    if name == "training" and chosen.runtime:
        counts = "the most that a training step has at once" + (", at most" if chosen.runtime == "xla" else "")
    details = []
    if cost.unit == "bytes":
        details.append(chosen.dtype)
    if name == "training":
        details += [chosen.optimizer, *_step(chosen)]
    if name in ("macs", "flops", "training_flops", "cache", "memory", "activations", "peak", "training"):
        details.append("one sample" if chosen.batch == 1 else f"batch {chosen.batch}")
    return f"{counts}; {', '.join(details)}" if details else counts
