"""What Keras keeps while a script runs: layers, models, names, the data format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from ...algebra import Dim, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.numbers import is_whole
from ...interpreter.scope import Scope
from ...interpreter.symbols import formula
from ...interpreter.values import Array, Value
from ...layers.layer import Assigned, Layer
from ...layers.legacy_names import CLASSES
from ...layers.naming import Namer
from ...layers.registry import ALIASES, HOME
from ..given_inputs import GivenInput, Inputs
from .paths import canonical, is_keras


class KerasValue:
    """A layer or a model of the script."""

    doubt: str  # why it is not known any more what it is

    @property
    def parts(self) -> Sequence[Value]:
        """What it holds, of which some are layers and models."""
        raise NotImplementedError


@dataclass(eq=False)
class LayerValue(KerasValue):
    """A layer that the script made; frozen in the graph, while its name and ``trainable`` may still change here."""

    layer: Layer
    name: str
    trainable: bool | Assigned = True
    calls: list[tuple[tuple[Tensor, ...], tuple[Tensor, ...]]] = field(default_factory=list)
    input_shape: Value = None  # given to the layer for a Sequential that begins with it
    inner: tuple[Value, ...] = ()  # layers that it wraps
    built: bool = False  # by a call of build()
    doubt: str = ""  # why it is not known any more what the layer is
    extras: dict[str, Value] = field(default_factory=dict)  # what the script hangs on it
    line: int = 0  # where it is made

    @property
    def parts(self) -> Sequence[Value]:
        return self.inner


@dataclass(eq=False)
class ModelValue(KerasValue):
    """A Sequential or functional model of the script, or a subclass of Model in its form as a graph."""

    kind: str  # sequential, functional, custom
    name: str
    layers: list[Value] = field(default_factory=list)
    inputs: tuple[Tensor, ...] = ()
    outputs: tuple[Tensor, ...] = ()
    names: list[str] = field(default_factory=list)  # variables and functions of the script that hold it
    trainable: bool = True
    line: int = 0
    type_name: str = ""
    graph: Layer | None = None  # built once; a change of the layers forgets it
    missing: str = ""  # why it has no input yet
    doubt: str = ""  # why it is not known any more what the model is
    calls: list[tuple[tuple[Tensor, ...], tuple[Tensor, ...]]] = field(default_factory=list)
    imported: bool = False  # from keras.applications
    extras: dict[str, Value] = field(default_factory=dict)

    @property
    def parts(self) -> Sequence[Value]:
        return self.layers


@dataclass(frozen=True, eq=False)
class Constant:
    """An array that is the same for every sample: a weight of a custom layer, or a constant of its computation."""

    shape: tuple[Dim, ...]
    name: str = ""
    batched: bool = False  # its first axis is the batch of the graph, counted as 1


@dataclass(frozen=True, eq=False)
class Variable(Constant):
    """K.variable(…), tf.Variable(…), keras.Variable(…): a weight of the layer that keeps it."""

    trainable: bool = True


@dataclass(frozen=True, eq=False)
class Turned:
    """A tensor whose batch stands at axis ``at``, which is not 0."""

    tensor: Tensor
    at: int

    @property
    def rank(self) -> int:
        """How many axes there are, with the batch."""
        return len(self.tensor.shape) + 1

    def counted(self, axis: int) -> int:
        """An axis of the script as counted with the batch first; 0 for the batch. Raises LayerError for no axis."""
        if not -self.rank <= axis < self.rank:
            raise LayerError(f"axis {axis} is no axis of a tensor of {self.rank} axes")
        axis %= self.rank
        return 0 if axis == self.at else axis + 1 if axis < self.at else axis


TENSORS = (Tensor, Constant, Turned)


class LayerList(list[Value]):
    """model.layers: a copy in Keras 3 and in tf.keras, the model's own list in the first versions of Keras."""

    def __init__(self, layers: list[Value], model: Any, own: bool) -> None:
        super().__init__(layers)
        self.model = model
        self.own = own  # whether a change of it may change the model


class KerasState:
    """One Keras session of a script."""

    def __init__(self, data_format: str | None = None, first: frozenset[int] = frozenset()) -> None:
        self.data_format = data_format or "channels_last"
        self.first = first  # the ranks of inputs whose channels stand first by their layers' own data format
        self.namer = Namer()
        self.old = False
        self.sources: dict[str, Scope] = {}  # files of keras.applications that were read
        self.spelled = ""  # "before" where words of Keras 1 stand in the script, "today" where it asks for Keras 3
        self.standalone = False  # the script imports keras itself, of whatever version
        self.models: list[ModelValue] = []
        self.layers: dict[int, LayerValue] = {}  # by the identity of the frozen layer
        self.given: Inputs | None = None  # the inputs that the user gives
        self.taken: set[int] = set()  # which of them have been used
        self.tried: dict[object, Shape] = {}  # input shapes of which only the rank is tried
        self.lacks_input = False  # the script leaves an input shape open, and nobody gives it
        self.open_chain: ModelValue | None = None  # the Sequential without one
        self.inputs = 0
        self.input_layers: dict[int, int] = {}  # identity of an input layer -> its order
        self.input_keys: dict[int, int] = {}  # order of an input -> which tuple gave it its shape
        # tuples that gave an input its shape, by their identities, which stay theirs since they are kept
        self.shapes: dict[int, tuple[int, Value]] = {}
        self.inside = 0  # custom layers whose computation is followed now
        self.following = 0  # custom layers and models whose computation is followed now, where constants join the graph
        self.inner_namer = Namer()
        self.notes: list[str] = []  # what is to be known of the model that is shown
        self.folded = False  # a reshape within a custom layer has joined other axes with the batch

    def next_given(self, name: str = "") -> GivenInput | None:
        """The input that the user gives for one of the script: that of its name, the only one, or the next in turn."""
        given = self.given or ()
        own = [i for i, one in enumerate(given) if name and one.name == name]
        left = [i for i, one in enumerate(given) if i not in self.taken and not (name and one.name)]
        alone = [0] if len(given) == 1 else []
        for i in (*own, *alone, *left):
            self.taken.add(i)
            return given[i]
        return None

    def use_old_names(self) -> None:
        """Count from conv2d_1, as Keras before version 2.2.5 did."""
        if not self.old:
            self.old = True
            self.namer = Namer(first_numbered=True)

    def clear(self) -> None:
        """K.clear_session(): names are counted anew."""
        self.namer = Namer(first_numbered=self.old)

    def auto_name(self, type_name: str) -> str:
        """The name of a layer that the script gives none."""
        if self.old and type_name == "InputLayer":
            return self.namer("Input")
        if self.old and type_name == "Functional":
            return self.namer("Model")
        return self.namer(type_name)

    def shape_key(self, shape: Value) -> int:
        """Which tuple of the script a shape is: equal for inputs that take the very same."""
        number, _ = self.shapes.setdefault(id(shape), (len(self.shapes), shape))
        return number

    def operation_name(self, kind: str) -> str:
        """The name of an operation on tensors; within a custom layer Keras gives none."""
        return self.inner_namer(kind) if self.inside else self.auto_name(kind)

    def rebuilt(self) -> None:
        """Keras 3 makes a Functional inside a Sequential whenever that is built anew, which counts as one."""
        if not self.old:
            self.namer("Functional")

    def exports(self, module: str, name: str) -> bool:
        """Whether ``from module import *`` surely brings a name."""
        path = canonical(module)
        area = path.rpartition(".")[2]
        if path == "keras" or area in ("models", "layers"):
            own = MODELS if area == "models" else LAYERS if area == "layers" else (*MODELS, *AREAS, "Input", "Layer")
            return name in own or (area == "layers" and (name in HOME or name in ALIASES or name in CLASSES))
        return area == "backend" and is_keras(path) and name.islower()


MODELS = ("Model", "Sequential", "load_model", "model_from_json", "clone_model", "save_model", "Functional")
LAYERS = (
    "Input",
    "InputLayer",
    "Layer",
    "Lambda",
    "InputSpec",
    "add",
    "subtract",
    "multiply",
    "average",
    "maximum",
    "minimum",
    "concatenate",
    "dot",
    "merge",
    "Merge",
)
AREAS = (
    "layers",
    "models",
    "backend",
    "utils",
    "applications",
    "datasets",
    "optimizers",
    "regularizers",
    "initializers",
    "constraints",
    "losses",
    "metrics",
    "callbacks",
    "activations",
    "preprocessing",
    "ops",
)


def flat(value: Value) -> list[Value]:
    """The leaves of nested lists, tuples and dicts."""
    if isinstance(value, dict):  # as Keras takes them: by their keys
        value = [value[key] for key in sorted(value, key=str)]
    if isinstance(value, (list, tuple)):
        return [leaf for part in value for leaf in flat(part)]
    return [value]


def tensors(value: Value) -> list[Tensor] | None:
    """The tensors in a nested structure, or None where something else is in it."""
    leaves = flat(value)
    return leaves if leaves and all(isinstance(leaf, Tensor) for leaf in leaves) else None


def structure(outputs: Sequence[Tensor]) -> Value:
    """One tensor, or a list of several as Keras returns them."""
    return outputs[0] if len(outputs) == 1 else list(outputs)


def fixed(value: Value) -> Value:
    """Data of a known shape as the constant of a computation; a sample count that is not known is no such shape."""
    if isinstance(value, Array) and value.shape and all(map(is_whole, value.shape)):
        return Constant(tuple(map(formula, value.shape)))
    return value
