"""Layers and models that the script defines as classes, and Lambda: their call is followed on tensors."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from ...algebra import Shape
from ...errors import ReadError
from ...frozen import dataclass
from ...graph import Input, Model, Tensor
from ...graph.call_arguments import named_arguments
from ...interpreter.arguments import argument
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole
from ...interpreter.values import (
    Builtin,
    Function,
    Instance,
    Method,
    ShapeTuple,
    Unknown,
    Value,
    came_from,
)
from ...layers.layer import Key, Layer
from ...layers.registry import HOME
from ...layers.unknown import Lambda
from ...layers.without_effect import WITHOUT_SAY
from ...several import several
from ...weight import Weight
from .call_results import ends_of, placed_in
from .data_samples import sample, unbatched
from .declared import declared_shapes
from .inputs import dim_of
from .keras_state import Constant, KerasValue, LayerValue, ModelValue, Variable, flat, structure
from .layer_nodes import solid
from .lost_layers import refuse_lost
from .masks import mask_of
from .synthetic_layers import Bare, Owned
from .tensor_math import placed

if TYPE_CHECKING:
    from .session import Machine


PROPERTIES = frozenset(  # of a layer, which are no methods
    (
        *("weights", "trainable_weights", "non_trainable_weights", "losses", "metrics", "metrics_names", "updates"),
        *("variables", "trainable_variables", "non_trainable_variables", "dtype", "compute_dtype", "variable_dtype"),
        *("input_spec", "supports_masking", "stateful", "optimizer", "loss", "history", "stop_training", "path"),
    )
)


@dataclass(frozen=True, eq=False)
class Block(Model):
    """A layer of the script as one row, with what is in it."""

    kind: str = field(default="Layer", kw_only=True)
    holds: bool = field(default=True, kw_only=True)  # the layers that it calls; a Lambda does not, and counts none

    @property
    def type_name(self) -> str:
        return self.kind

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        return super().owned(*xs) if self.holds else iter(())


@dataclass(eq=False)
class CustomValue(KerasValue):
    """An object of a subclass of Layer or Model, or a Lambda."""

    instance: Instance
    name: str = ""
    is_model: bool = False
    type_name: str = ""
    trainable: bool = True
    base_name: str = ""  # the class of Keras that it is a subclass of
    base: Value = None  # what that class makes of it, where it is a layer of the catalogue
    function: Value = None  # of a Lambda
    arguments: dict[str, Value] = field(default_factory=dict)
    output_shape: Value = None
    input_shape: Value = None  # of one sample; a list of shapes where it is called on a list
    more_inputs: list[Value] = field(default_factory=list)  # shapes of the further arguments of its call
    built: bool = False
    doubt: str = ""  # why it is not known any more what it is
    declared: list[Weight] = field(default_factory=list)
    taken: tuple[Shape, ...] = ()  # the inputs of the call that is followed
    opened: bool = False  # whether its call works with the weights of the layer of Keras that it is a subclass of
    own: LayerValue | None = None  # what carries the declared weights in the graph
    blocks: dict[tuple[tuple[object, ...], ...], Layer] = field(default_factory=dict)
    forms: dict[tuple[tuple[object, ...], ...], Value] = field(default_factory=dict)  # of what its call gives, nested
    calls: list[tuple[tuple[Tensor, ...], tuple[Tensor, ...]]] = field(default_factory=list)
    line: int = 0  # where it is called first

    @property
    def parts(self) -> Sequence[Value]:
        return (self.instance, self.own, self.base)

    @property
    def layers(self) -> list[Value]:
        """The layers that it holds as attributes."""
        return self.sublayers()

    def sublayers(self) -> list[Value]:
        """Layers among the attributes, in the order in which they were set."""
        found: dict[int, Value] = {}
        for value in self.instance.attributes.values():
            for leaf in flat(value) if isinstance(value, (list, tuple, dict)) else [value]:
                layer = leaf.adopted if isinstance(leaf, Instance) else leaf
                if isinstance(layer, (LayerValue, ModelValue, CustomValue)):
                    found[id(layer)] = layer
        return list(found.values())

    def initialise(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        """super().__init__(name=…, trainable=…)."""
        name = keywords.get("name")
        if isinstance(name, str):
            self.name = name
        if keywords.get("trainable") is False:
            self.trainable = False
        if {"inputs", "outputs"} <= keywords.keys() or (len(args) == 2 and self.is_model):
            model = m.library.call(m, "keras.Model", args, {**keywords, "name": self.called(m)}, node)
            if isinstance(model, ModelValue):
                self.instance.attributes["_functional"] = model
        elif self.base_name == "Sequential":
            named = {**keywords, "name": self.called(m)}
            self.instance.attributes["_functional"] = m.library.call(m, "keras.Sequential", args, named, node)
        elif self.base_name in HOME:
            named = {**keywords, "name": self.called(m)}
            self.base = m.library.call(m, f"keras.layers.{self.base_name}", args, named, node)
            self.input_shape = getattr(self.base, "input_shape", None)
        for key in ("input_shape", "batch_input_shape"):
            if isinstance(keywords.get(key), (tuple, list)):
                self.input_shape = keywords[key] if key == "input_shape" else keywords[key][1:]

    def set(self, m: Machine, name: str, new: Value, node: ast.AST) -> None:
        """self.name = new, as far as Keras minds."""
        if name == "trainable" and isinstance(new, bool):
            self.set_trainable(m, new, node)
        elif name == "_name" and isinstance(new, str):
            self.name = new
        elif isinstance(new, Variable) and new not in self.instance.attributes.values():
            self.declared.append(Weight(new.name or name, new.shape, new.trainable))

    def set_trainable(self, m: Machine, trainable: bool, node: ast.AST) -> None:
        """self.trainable = …, for all layers within too."""
        m.symbols.mark()
        self.trainable = trainable
        for layer in (*self.sublayers(), self.own):
            if layer is not None:
                m.library.assign(m, layer, "trainable", trainable, node)

    def base_attribute(self, m: Machine, name: str, node: ast.AST) -> Value:
        """What an object has from Layer or Model."""
        if name in ("name", "_name"):
            return self.called(m)
        inherited = self.base or self.instance.attributes.get("_functional")
        if isinstance(inherited, (LayerValue, ModelValue)) and name not in (
            "__init__",
            "trainable",
            "build",
            "add_weight",
        ):
            if name in ("call", "__call__"):
                return Builtin(name, lambda m, node, args, keywords: m.call(inherited, args, keywords, node))
            if (part := self._of_base(m, name)) is not None:
                return part
            return m.library.attribute(m, inherited, name, node)
        if name in ("trainable", "output_shape"):
            return getattr(self, name)
        if name == "layers":
            return self.sublayers()
        if name in ("output", "input") and self.calls:
            return structure(self.calls[-1][1] if name == "output" else self.calls[-1][0])
        if name == "built":
            return self.built
        methods = {
            "__init__": self.initialise,
            "add_weight": self._add_weight,
            "add_variable": self._add_weight,
            "build": self._ready,
            "__call__": self.apply,
            "get_layer": self._get_layer,
        }
        if name in methods:
            method = methods[name]
            return Builtin(name, lambda m, node, args, keywords: method(m, args, keywords, node))
        if name in ("fit", "predict", "evaluate", "train_on_batch", "summary", "compile"):
            data = name not in ("summary", "compile")
            return Builtin(
                name,
                lambda m, node, args, keywords: self._fitted(
                    m, [*args, *(keywords[k] for k in ("x",) if k in keywords)][:data], node
                ),
            )
        why = f"{name} of a custom layer is not followed"
        if name in PROPERTIES:
            return m.unknown(node, why)

        def unfollowed(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
            from .assumed import method

            method(m, name, node)
            return m.unknown(node, why)

        return Builtin(name, unfollowed)

    def _of_base(self, m: Machine, name: str) -> Value:
        """A weight of the layer of Keras that it is a subclass of, or its convolution; None for another name."""
        if not isinstance(base := self.base, LayerValue) or not self.taken:
            return None
        made = {weight.name: Constant(tuple(weight.shape), name) for weight in base.layer.weights(*self.taken)}
        if name == "convolution_op" and "kernel" in made:

            def convolved(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
                x = argument(args, keywords, 0, "inputs")
                surely(isinstance(x, Tensor) and x.shape == self.taken[0], "this convolution is not followed")
                return placed(m, Bare("Conv", base.layer, name=m.keras.operation_name("Conv")), [x], node)

            self.opened = True
            return Builtin(name, convolved)
        self.opened = self.opened or name in made
        return made.get(name)

    def called(self, m: Machine) -> str:
        """Its name, given now where it has none."""
        if not self.name:
            self.name = m.keras.auto_name(self.instance.cls.name)
        return self.name

    def _get_layer(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        name = argument(args, keywords, 0, "name")
        return next((x for x in self.sublayers() if x.name == name), m.unknown(node))

    def _ready(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        self.told_shape(argument(args, keywords, 0, "input_shape"))
        return None

    def told_shape(self, shape: Value) -> None:
        """The script builds it for inputs of this shape, which counts the batch."""
        self.built = True
        if self.is_model and isinstance(shape, (tuple, list, dict)) and not self.input_shape:
            self.input_shape = unbatched(shape)

    def _fitted(self, m: Machine, args: list[Value], node: ast.AST) -> Value:
        """What the data that it is called on tell of its inputs."""
        shapes = [sample(m, a) for a in args]
        if self.input_shape is None and shapes and shapes[0] is not None:
            self.input_shape = shapes[0]
            self.more_inputs = shapes[1:]
        return m.unknown(node)

    def _add_weight(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        args = list(args)
        name = keywords.get("name", args.pop(0) if args and isinstance(args[0], str) else "weight")
        shape = argument(args, keywords, 0, "shape", default=())
        shape = (shape,) if is_whole(shape) else shape
        if not isinstance(shape, (tuple, list)):
            raise m.error(node, f"{self.called(m)}: the shape of the weight {name} {came_from(shape)}")
        sizes = tuple(dim_of(m, n, f"{self.called(m)}: a size of the weight {name}", node) for n in shape)
        trainable = keywords.get("trainable", True) is not False
        self.declared.append(Weight(str(name) if isinstance(name, str) else "weight", sizes, trainable))
        return Constant(sizes, str(name))

    # --- calling ----------------------------------------------------------------------------------------------

    def apply(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        """The outputs on tensors: the layer as one row, with the computation of its ``call`` inside."""
        functional = self.instance.attributes.get("_functional")
        convolves = self.instance.cls.find("convolution_op") is not None
        if isinstance(functional, ModelValue) and self.instance.cls.find("call") is None:
            return m.call(functional, args, keywords, node)
        if self.base is not None and self.instance.cls.find("call") is None and not convolves:
            return m.call(self.base, args, keywords, node)
        places = [*args, *keywords.values()]
        outer = [t for t in flat(places) if isinstance(t, Tensor)]
        if not outer:
            self._fitted(m, args, node)
            return m.unknown(node, next((a.why for a in args if isinstance(a, Unknown)), ""))
        block = self.block(m, args, keywords, outer, node)
        with m.located(node):
            made = block(*outer)
        outputs = several(made)
        self.calls.append((tuple(outer), outputs))
        m.symbols.tick += 1
        key = tuple(t.shape.sizes for t in outer)
        if key not in self.forms:
            return structure(outputs)
        number = None if m.keras.following else m.unknown(node, "a number that a layer gives is a tensor here")
        return placed_in(self.forms[key], iter(outputs), number)

    def block(
        self, m: Machine, args: list[Value], keywords: dict[str, Value], outer: list[Tensor], node: ast.AST
    ) -> Layer:
        """The layer of the graph; the same one for every call, so that its weights are shared."""
        key = tuple(t.shape.sizes for t in outer)
        self.line = self.line or getattr(node, "lineno", 0)
        if self.blocks:
            return self.blocks.get(key) or next(iter(self.blocks.values()))
        name = self.called(m)
        with m.located(node):
            inner = [Input(t.shape, f"{name}_input_{i}") for i, t in enumerate(outer)]
        replaced = dict(zip(map(id, outer), inner, strict=True))
        self.taken = tuple(t.shape for t in inner)
        m.keras.inside += 1
        m.keras.following += 1
        try:
            self.build(m, args, outer, node)
            before = m.symbols.tick
            given, named = swapped_for(args, replaced), swapped_for(keywords, replaced)
            if self._takes_mask(given, named) and (mask := mask_of(m, outer[0], inner[0], node)) is not None:
                named = {**named, "mask": mask}
            result = self._followed(m, given, named, node)
        finally:
            m.keras.inside -= 1
            m.keras.following -= 1
        ends = [solid(m, x) if isinstance(x, Constant) else x for x in ends_of(result)]
        if len(ends) > 1 or len(flat(result)) > 1:
            self.forms[key] = result
        block = self._wrapped(m, name, inner, self.shaped(m, given, ends, inner, node), node)
        if m.symbols.tick == before and self.declared:
            m.symbols.tick += 1
        self.blocks[key] = block
        return block

    def _wrapped(self, m: Machine, name: str, inner: list[Tensor], ends: list[Tensor], node: ast.AST) -> Layer:
        kind = self.type_name or self.instance.cls.name
        if self.opened and isinstance(self.base, LayerValue) and not self.base.calls:
            self.declared = [*self.base.layer.weights(*self.taken), *self.declared]
        if self.declared:
            ends = self.with_weights(m, name, ends, node)
        with m.located(node):
            holds = self.function is None or isinstance(self.function, (LayerValue, ModelValue, Instance))
            block = Block(tuple(inner), tuple(ends), name=name, kind=kind, holds=holds, fixed=())
            block.nodes  # noqa: B018  (an output that depends on no input is found here)
        refuse_lost(m, self, block, node)
        m.keras.layers[id(block)] = self  # type: ignore[assignment]
        return block

    def with_weights(self, m: Machine, name: str, ends: list[Tensor], node: ast.AST) -> list[Tensor]:
        """The outputs, with the declared weights on a layer through which the first one goes."""
        with m.located(node):
            owned = Owned(
                kind="Weights", name=f"{name}_weights", declared=tuple(self.declared), trainable=self.trainable
            )
            made = owned(ends[0])
        self.own = m.keras.layers[id(owned)] = LayerValue(owned, f"{name}_weights", self.trainable)
        return [made, *ends[1:]]

    def build(self, m: Machine, args: list[Value], outer: list[Tensor], node: ast.AST) -> None:
        """Run build(input_shape) once."""
        method = self.instance.cls.find("build")
        if self.built or not isinstance(method, Function):
            self.built = True
            return
        self.built = True
        shapes = [ShapeTuple((None, *map(m.symbols.number, t.shape))) for t in outer]
        many = bool(args) and isinstance(args[0], (list, tuple))
        declared = len(self.declared)
        try:
            m.call(Method(method, self.instance), [shapes if many else shapes[0]], {}, node)
        except BaseException:  # whoever goes on finds it as it was
            self.built = False
            del self.declared[declared:]
            raise

    def _followed(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        """What the computation gives. Where a Lambda has an output_shape, Keras does not run it: it names nothing."""
        if self.output_shape is None:
            return self._called(m, args, keywords, node)
        named = m.keras.namer.counts.copy()
        try:
            return self._called(m, args, keywords, node)
        except ReadError as error:
            return m.unknown(node, str(error))
        finally:
            m.keras.namer.counts.clear()
            m.keras.namer.counts.update(named)

    def _called(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        if self.function is not None:
            return self._of_function(m, args, keywords, node)
        method = self.instance.cls.find("call") or self.instance.cls.find("_merge_function")
        if method is None and isinstance(own := self.instance.cls.find("convolution_op"), Function):
            kernel = self._of_base(m, "kernel")
            return m.call(Method(own, self.instance), [*args, kernel], {}, node)  # the bias and the activation fit it
        if not isinstance(method, Function):
            plain = len(args) == 1 and self.base_name in ("Layer", "Module")
            return args[0] if plain else m.unknown(node, f"{self.instance.cls.name} has no call method")
        accepted = method.node.args
        names = {a.arg for a in (*accepted.args, *accepted.kwonlyargs)}
        if accepted.kwarg is None:  # what Keras takes in any call, and hands on where it is wanted
            keywords = {k: v for k, v in keywords.items() if k in names or k not in WITHOUT_SAY}
        if not m.keras.standalone and m.keras.spelled != "today" and _asks_for_training(accepted, args, keywords):
            keywords = {**keywords, "training": None}
        return m.call(Method(method, self.instance), args, keywords, node)

    def _takes_mask(self, args: list[Value], keywords: dict[str, Value]) -> bool:
        """Whether its call is of one tensor, and is to be told the mask of it."""
        method = self.instance.cls.find("call")
        if not isinstance(method, Function) or "mask" in keywords or len(args) != 1:
            return False
        accepted = method.node.args
        return isinstance(args[0], Tensor) and "mask" in {a.arg for a in (*accepted.args, *accepted.kwonlyargs)}

    def _of_function(self, m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        """function(inputs, **arguments); it is told of a mask and of training only where it takes them."""
        with m.located(node):
            given = named_arguments(Lambda, args, keywords, self.called(m))
        taken = self.function.node.args if isinstance(self.function, Function) else None
        names = {a.arg for a in (*taken.args, *taken.kwonlyargs)} if taken is not None else set()
        told = {name: given.get(name) for name in Lambda.beside if name in names}
        return m.call(self.function, [given["inputs"]], {**self.arguments, **told}, node)

    def shaped(
        self, m: Machine, args: list[Value], ends: list[Value], inner: list[Tensor], node: ast.AST
    ) -> list[Tensor]:
        """What the computation gives, in the shapes that the script declares, where it does."""
        from .synthetic_layers import Shaped

        followed = [x for x in ends if isinstance(x, Tensor)] if all(isinstance(x, Tensor) for x in ends) else []
        declared = declared_shapes(m, self, args, node)
        if followed and (declared is None or declared == [t.shape for t in followed]):
            return followed
        if declared is None:
            raise self._not_followed(m, ends, node)
        sources = followed if self.function is None and followed else inner
        with m.located(node):
            return [Shaped(kind="Shape", name=f"shape_{i}", shape=s.sizes)(*sources) for i, s in enumerate(declared)]

    def _not_followed(self, m: Machine, ends: list[Value], node: ast.AST) -> Exception:
        culprit = next((x for x in ends if isinstance(x, Unknown)), None)
        cause = f"; it {came_from(culprit)}" if culprit is not None else ""
        cure = (
            "give output_shape=(…) to the Lambda"
            if self.function is not None
            else "give the class a compute_output_shape method"
        )
        return m.error(node, f"{self.called(m)}: its output cannot be followed{cause}; {cure}")

    def as_layer(self, m: Machine, node: ast.AST) -> Layer:
        """For a layer within TimeDistributed and the like, which is not called here."""
        if self.blocks:
            return next(iter(self.blocks.values()))
        raise m.error(node, f"{self.called(m)}: a layer of the script inside another layer is not followed")


def _asks_for_training(accepted: ast.arguments, args: list[Value], keywords: dict[str, Value]) -> bool:
    """Whether a call must be told ``training`` and is not: tf.keras told it before Keras 3."""
    plain = [a.arg for a in (*accepted.posonlyargs, *accepted.args)]
    needed = plain[1 + len(args) : len(plain) - len(accepted.defaults)]
    return "training" in needed and "training" not in keywords


def swapped_for(value: Value, replaced: dict[int, Tensor]) -> Value:
    """Nested arguments with tensors in place of the values of those identities."""
    if isinstance(value, (list, tuple)):
        return type(value)(swapped_for(v, replaced) for v in value) if type(value) in (list, tuple) else value
    if isinstance(value, dict):
        return {k: swapped_for(v, replaced) for k, v in value.items()}
    return replaced.get(id(value), value)


__all__ = ["Block", "CustomValue"]
