"""Why a model is refused, by its message; and whether that is fair, since nobody could know it without the run."""

from __future__ import annotations

import re

from .outcome import Outcome

FAIR, UNFAIR = True, False
REASONS = (  # what stands in the message, the reason, whether it is a fair one; the first that fits
    (r"ended at the limit|did not end within|nested too deeply", "it takes too long", UNFAIR),
    (r"^inner error", "an inner error", UNFAIR),
    (r"builds no Keras model|imports neither", "it makes no model", FAIR),
    (r"from_preset|from_pretrained|load_model|SavedModel|model_from_json", "the model is loaded from a file", FAIR),
    (r"--from", "it is of two libraries; --from is asked for", FAIR),
    (r"no Python 3|which Python 3 refuses", "an error of the script", FAIR),
    (r"--input", "the input shape is not told; --input is asked for", FAIR),
    (r"=VALUE|into the script", "a value is data; NAME=VALUE is asked for", FAIR),
    (r"imports are not read", "a part comes from another file or library", FAIR),
    (r"\b(keras_(hub|nlp|cv)|transformers)\.", "a part comes from another file or library", FAIR),
    (r"the script raises|takes no|is no argument|needs an? ", "an error of the script", FAIR),
    (r"is not defined|has no attribute", "an error of the script", FAIR),
    (r"is data\b", "a value is data", FAIR),
)


def reason(message: str) -> tuple[str, bool]:
    """
    >>> reason("model: its input shape is not in the script; give it with --input 28,28,1")
    ('the input shape is not told; --input is asked for', True)
    """
    found = ((why, fair) for pattern, why, fair in REASONS if re.search(pattern, message))
    return next(found, ("not followed", UNFAIR))


def told(found: Outcome) -> str:
    """What is read of a script, in a word, with the reason where some of its models are refused."""
    if not found.refused:
        return "whole"
    reasons = [reason(message) for message in found.refused.values()]
    why, fair = next((one for one in reasons if not one[1]), reasons[0])  # one that is not fair says more
    return f"{'part' if found.shown else 'refused'}: {why}{'' if fair else ' (unfair)'}"
