"""One script and everything that is worked out of it once: the answers of both sides to each question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from . import answers, oracle
from .facts import Facts, Refusal
from .program import Script

Answers = tuple[Facts | Refusal, Facts | Refusal]
NO_MODEL = Refusal("there is no model")


@dataclass(frozen=True)
class Case:
    """Each way to ask gives symparam's answer and Keras's; sizes are those that differ from the script's own."""

    script: Script

    def own_size(self) -> Answers:
        """The script as it stands."""
        return answers.facts_at(self.report), self.built[0]

    def other_size(self, **sizes: int) -> Answers:
        """The report of the script at other sizes; Keras runs the script with these sizes in it."""
        named = {self.free.get(name, name): n for name, n in sizes.items()}
        return answers.facts_at(self.report, named).unnamed, oracle.of_script(self.script.at(**sizes))[0].unnamed

    def read_anew(self, **sizes: int) -> Answers:
        """Other sizes that are given before reading."""
        named = all(map(self.script.is_a_name, sizes))
        text, given = (self.script.at(), sizes) if named else (self.script.at(**sizes), {})
        ours = answers.facts_at(answers.report_of(text, ".py", **given))
        return ours, oracle.of_script(self.script.at(**sizes))[0]

    def config(self, **sizes: int) -> Answers:
        """The model as JSON; with sizes, which are those of its input, Keras makes the model of the changed JSON."""
        return answers.facts_at(self.stored, sizes), self._rebuilt(sizes)

    def live(self, **sizes: int) -> Answers:
        """The live model; at other sizes as its JSON, where Keras makes the very same model of that."""
        own = self.built[0]
        if not sizes:
            return answers.facts_at(answers.report_of(self.model)), own
        same = own.agrees(self._rebuilt({}))
        return answers.facts_at(answers.report_of(self.model), sizes), self._rebuilt(sizes) if same else UNTOLD

    # --- what is worked out once --------------------------------------------------------------------------------

    @cached_property
    def built(self) -> tuple[Facts | Refusal, Any]:
        """What Keras says of the script, and its model."""
        return oracle.of_script(self.script.at())

    @property
    def model(self) -> Any:
        """Keras's own model, or None."""
        return self.built[1]

    @cached_property
    def report(self) -> Any:
        """The script's Report, or the Refusal."""
        return answers.report_of(self.script.at(), ".py")

    @cached_property
    def text(self) -> str:
        """The model's JSON; empty where Keras has none: not every class of a script is serializable."""
        try:
            return str(self.model.to_json()) if self.model is not None else ""
        except Exception:
            return ""

    @cached_property
    def stored(self) -> Any:
        """The Report of the JSON, or the Refusal."""
        return answers.report_of(self.text, ".json") if self.text else NO_MODEL

    # --- sizes --------------------------------------------------------------------------------------------------

    @cached_property
    def free(self) -> dict[str, str]:
        """The sizes of the script that are symbols of its report, and their names there."""
        if isinstance(self.report, Refusal):
            return {}
        named = {name: name for name in self.script.used if self.script.is_a_name(name)}
        named |= {name: str(self.report.inputs[0][axis]) for name, axis in self.script.axes.items()}
        return {name: symbol for name, symbol in named.items() if symbol in self.report.symbols}

    def other_inputs(self, r: Random) -> Iterator[dict[str, int]]:
        """Another size for an axis of the only input of a stored model, by its name in the report."""
        if isinstance(self.stored, Refusal) or len(self.stored.inputs) != 1:
            return
        names = [str(n) for n in self.stored.inputs[0]]
        for name in r.choices(names, k=2):
            if name in self.stored.symbols and names.count(name) == 1:
                yield {name: r.choice([1, 2, 3, 5, 8, 9, 12, 16, 21, 32])}

    def is_narrowed(self, **sizes: int) -> bool:
        """Whether the script itself, by a branch or a limit, excludes these sizes; not only its layers."""
        named = {**self.report.defaults, **{self.free[name]: n for name, n in sizes.items()}}
        return answers.asked(lambda: answers.is_of_the_script(self.report, named)) is True

    def _rebuilt(self, sizes: Mapping[str, int]) -> Facts | Refusal:
        axes = [] if isinstance(self.stored, Refusal) else [str(n) for n in self.stored.inputs[0]]
        if not self.text or not set(sizes) <= set(axes):
            return UNTOLD
        config = _unbuilt(json.loads(self.text)) if sizes else json.loads(self.text)
        for name, n in sizes.items():
            next(_inputs(config))[axes.index(name) + 1] = n
        return oracle.of_model(lambda: oracle.keras.models.model_from_json(json.dumps(config)))[0]


UNTOLD = Refusal("Keras cannot be asked", fault=True)


def _unbuilt(value: Any, inside: bool = False) -> Any:
    """A config without the sizes at which its layers were built; a Sequential inside has none but those of its call."""
    if isinstance(value, list):
        return [_unbuilt(part, inside) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {k: v for k, v in value.items() if k not in ("build_config", "build_input_shape")}
    if inside and value.get("class_name") == "Sequential":
        parts = [part for part in value["config"]["layers"] if part["class_name"] != "InputLayer"]
        kept["config"] = {**value["config"], "layers": parts, "build_input_shape": None}
    return {k: _unbuilt(v, inside or k == "layers") for k, v in kept.items()}


def _inputs(config: dict[str, Any]) -> Iterator[list[Any]]:
    for layer in config["config"]["layers"]:
        if layer["class_name"] == "InputLayer":
            yield layer["config"]["batch_shape"]
