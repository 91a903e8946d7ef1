"""The same model in transformers, without numbers, and what both say of its parameters."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

from symparam.algebra import evaluate
from symparam.report import Report

from ..frameworks import framework

os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
torch = framework("torch", "huggingface")
transformers = framework("transformers", "huggingface")

Shapes = Counter[tuple[int, ...]]


def transformers_config(config: dict[str, Any]) -> Any:
    """The config as its class reads it. Raises where transformers does not take it."""
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    given = {key: value for key, value in config.items() if key not in ("architectures", "model_type")}
    return CONFIG_MAPPING[config["model_type"]](**given)


def transformers_model(config: dict[str, Any], device: str = "meta") -> Any:
    """The model that ``architectures`` names."""
    with torch.device(device):
        made = getattr(transformers, config["architectures"][0])(transformers_config(config))
    made.tie_weights()
    return made.eval()


def their_shapes(model: Any) -> Shapes:
    """How often each shape is there among the parameters."""
    return Counter(tuple(p.shape) for _, p in model.named_parameters())


def our_shapes(report: Report) -> Shapes:
    """The same from a report at its default sizes: a row of repeated blocks stands for its arrays so many times."""
    found: Shapes = Counter()
    for row in report.rows:
        weights = list(row.weights)
        for weight in row.shared:
            weights.remove(weight)
        for weight in weights:
            shape = tuple(int(evaluate(n, report.defaults)) for n in weight.shape)
            if row.repeat == 1:
                found[shape] += 1
            else:
                found[shape[1:]] += shape[0]
    return +found
