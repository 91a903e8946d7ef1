"""The config of one model: sizes become symbols, everything else stays what it is, and every key must be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...algebra import Dim, size
from ...errors import ReadError
from ...facts import Facts
from .activations import PLAIN
from .defaults import may_be_null
from .harmless import changes_nothing
from .letters import LETTERS, MEANINGS

DROPPED = 0.1  # the share that the types below drop where their config says nothing
DROPPING = frozenset((
    "gpt2", "bert", "roberta", "xlm-roberta", "distilbert", "electra", "albert", "camembert", "deberta",
    "deberta-v2", "opt", "bart", "mbart", "marian", "t5", "mt5", "umt5", "blenderbot", "pegasus", "whisper", "bloom",
    "biogpt", "codegen", "xglm",
))  # fmt: skip
MOST = 10**9  # larger than any size of a network: what is beyond is a slip


@dataclass
class Symbols:
    """The symbols that the configs of a file bring: defaults, what each means, and by which key it is known."""

    bindings: Mapping[str, Dim]
    defaults: dict[str, int] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    pinned: dict[str, tuple[int, str]] = field(default_factory=dict)
    generates: bool = False
    used: set[str] = field(default_factory=set)  # bindings that some key or symbol has

    def given(self, *names: str) -> Any:
        """What the user gave for the first of the names that was given; None where none was."""
        for name in names:
            if name in self.bindings:
                self.used.add(name)
                return self.bindings[name]
        return None

    def add(self, letter: str, value: int, meaning: str, key: str = "") -> Dim:
        """A symbol with its default."""
        given = self.given(letter)
        self.defaults.setdefault(letter, given if isinstance(given, int) else value)
        self.meanings.setdefault(letter, meaning)
        if key and key != letter:
            self.aliases.setdefault(key, letter)
        return size(letter)

    def fix(self, letter: str, value: int, why: str) -> None:
        """A name that can have one value only."""
        self.defaults.pop(letter, None)
        self.pinned[letter] = (value, why)

    def facts(self, dtype: str) -> Facts:
        """All of it, for the model."""
        return Facts(
            self.defaults,
            self.meanings,
            self.pinned,
            aliases=self.aliases,
            notes=tuple(self.notes),
            generates=self.generates,
            library="transformers",
            dtype=dtype,
        )


class Config:
    """The keys of one config, with the defaults of its type for those that are absent.

    What is asked for counts as understood; ``finish`` refuses every other key that may change the model.
    """

    def __init__(
        self,
        raw: Mapping[str, Any],
        kind: str,
        place: str,
        defaults: Mapping[str, Any],
        symbols: Symbols,
        suffix: str = "",
        prefix: str = "",
    ) -> None:
        self.raw, self.kind, self.place, self.symbols = raw, kind, place, symbols
        self.prefix = prefix  # of the names of its layers
        self._defaults, self._suffix = defaults, suffix
        self.acts = "gelu"  # the activation that was asked for last
        self._asked: set[str] = {"model_type", "architectures", "auto_map", "tie_word_embeddings"}

    # --- values ---------------------------------------------------------------------------------------------------

    def value(self, *keys: str) -> Any:
        """The value of a key, which may have several names: as the user gave it, as the file has it, or the default."""
        self._asked.update(keys)
        given = self.symbols.given(*keys)
        if given is not None:
            return given
        for key in keys:
            if key in self.raw:
                return self.raw[key]
        return next((self._defaults[key] for key in keys if key in self._defaults), None)

    def _one(self, *keys: str) -> Any:
        """The value of a key with several names. Raises ReadError where the file says two things under two of them."""
        said = {key: self.raw[key] for key in keys if self.raw.get(key) is not None}
        if len(set(map(repr, said.values()))) > 1:
            raise self.refusal(keys[0], f"the file says {' and '.join(f'{k}={_brief(n)}' for k, n in said.items())}")
        return self.value(*keys)

    def written(self, key: str) -> Any:
        """The value of a key in the file, whatever the user gave for it."""
        return self.raw.get(key, self._defaults.get(key))

    def know(self, *keys: str) -> None:
        """Keys that are understood, though this config makes no use of them."""
        self._asked.update(keys)

    def says(self, *keys: str) -> bool:
        """Whether the file or the user says anything for a key but null."""
        self._asked.update(keys)
        return any(self.raw.get(key) is not None or key in self.symbols.bindings for key in keys)

    def optional(self, *keys: str, least: int = 1, letter: str = "") -> Dim | None:
        """A size as a symbol, None where the config says null, or says nothing and its type has no default."""
        letter = letter or LETTERS[keys[0]]
        name = f"{letter}{self._suffix}"
        given = self.symbols.given(name)
        value = self._one(*keys) if given is None else given
        self._asked.update(keys)
        if value is None:
            return None
        number = self._whole(keys[0], value, least)
        for key in keys[1:]:
            self.symbols.aliases.setdefault(key, name)
        return self.symbols.add(name, number, MEANINGS[letter] + self._whose, keys[0])

    def size(self, *keys: str, least: int = 1, letter: str = "") -> Dim:
        """A size as a symbol. Raises ReadError where it is null, or no whole number."""
        found = self.optional(*keys, least=least, letter=letter)
        if found is None:
            raise self.refusal(keys[0], f"a {self.kind} needs it; it is {'null' if keys[0] in self.raw else 'absent'}")
        return found

    def number(self, *keys: str, least: int = 0) -> int:
        """A whole number that decides the structure, and stays a number."""
        value = self._one(*keys)
        if value is None:
            raise self.refusal(keys[0], "it is a whole number, not null")
        return self._whole(keys[0], value, least)

    def fraction(self, key: str, otherwise: float) -> float:
        """A number that need not be whole."""
        value = self.value(key)
        if value is None:
            return otherwise
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.refusal(key, f"it is a number, not {_brief(value)}")
        return value

    def flag(self, *keys: str) -> bool:
        """True or false; null is false where the default is null or absent."""
        value = self.value(*keys)
        if value is None and self._defaults.get(keys[0]) is None:
            return False
        if not isinstance(value, bool):
            raise self.refusal(keys[0], f"it is true or false, not {value!r}")
        return value

    def word(self, key: str, *known: str) -> str:
        """One of the words that are understood."""
        value = self.value(key)
        if value not in known:
            raise self.refusal(key, f"{value!r} is not described; {', '.join(map(repr, known))} is")
        return str(value)

    def activation(self, *keys: str) -> str:
        """An activation without parameters of its own."""
        value = self.value(*keys)
        if value not in PLAIN:
            raise self.refusal(keys[0], f"{value!r} is no activation that is known to have no parameters")
        self.acts = str(value)
        return self.acts

    def drops(self, *keys: str) -> bool:
        """Whether training drops anything, as the first of the keys says that the config has, or its type's default."""
        key = next((key for key in keys if key in self.raw), keys[0])
        otherwise = DROPPED if self.kind in DROPPING else 0.0
        return self.fraction(key, otherwise) > 0

    def numbers(self, key: str, least: int = 1) -> list[int]:
        """A list of whole numbers."""
        value = self.value(key)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.refusal(key, f"it is a list of whole numbers, not {value!r}")
        return [self._whole(key, n, least) for n in value]

    def words(self, key: str, *known: str) -> list[str] | None:
        """A list of words that are understood, one for each layer; None where there is none."""
        value = self.value(key)
        if value is None:
            return None
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.refusal(key, f"it is a list, not {value!r}")
        for word in value:
            if word not in known:
                raise self.refusal(key, f"{word!r} is not described; {', '.join(map(repr, known))} are")
        return list(value)

    def only(self, key: str, *harmless: Any) -> None:
        """A key of which only some values are described; null and false are the default's own."""
        value = self.value(key)
        if value not in (*harmless, self._defaults.get(key)):
            raise self.refusal(key, f"{value!r} changes the model in a way that is not described")

    @property
    def labels(self) -> int:
        """How many labels a classifier has: as many as id2label says, 2 where nothing does."""
        for key in ("num_labels", "id2label"):
            value = self.value(key)
            if isinstance(value, Mapping) and value:
                return len(value)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
        return 2

    @property
    def ends(self) -> int:
        """The scores of an answer in a text: of its start and of its end. Raises ReadError where labels are others."""
        if self.labels != 2:
            raise self.refusal("num_labels", f"an answer has a start and an end, so there are 2, not {self.labels}")
        return 2

    def nested(self, key: str, kind: str, defaults: Mapping[str, Any], suffix: str = "", prefix: str = "") -> Config:
        """A config inside the config."""
        value = self.value(key)
        if value is None:
            value = {}
        if not isinstance(value, Mapping):
            raise self.refusal(key, f"it is an object, not {value!r}")
        older = self.value(f"{key}_dict")  # of CLIP; what it says, or leaves at its default, wins
        if isinstance(older, Mapping):
            value = {**value, **defaults, **older}
        return Config(value, kind, f"{self.place}: {key}", defaults, self.symbols, suffix, prefix)

    # --- refusals -------------------------------------------------------------------------------------------------

    def refusal(self, key: str, why: str) -> ReadError:
        """An error about one key."""
        return ReadError(f"{self.place}: {key}: {why}")

    def finish(self) -> None:
        """Refuse keys that were not asked for, unless they are known to change nothing, and those that need a value."""
        for key, value in self.raw.items():
            if value is None and not may_be_null(self.kind, key):
                raise self.refusal(key, f"a {self.kind} does not take null; leave the key out for its default")
            if key not in self._asked and not changes_nothing(key, value):
                raise self.refusal(
                    key,
                    f"{_brief(value)} may change the model, and is not described for {self.kind}; leave the key out "
                    "if it changes nothing, or give the model's script or the live module",
                )

    @property
    def suffix(self) -> str:
        """What the letters of this config end in."""
        return self._suffix

    @property
    def _whose(self) -> str:
        return {"": "", "_t": " of the text tower", "_v": " of the vision tower"}[self._suffix]

    def _whole(self, key: str, value: Any, least: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refusal(key, f"it is a whole number, not {_brief(value)}")
        if not least <= value <= MOST:
            raise self.refusal(key, f"it is at least {least}, not {value}" if value < least else f"{value} is no size")
        return value


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
