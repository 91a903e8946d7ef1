"""Which model of a script is meant."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeGuard

from ...algebra import Dim
from ...errors import ReadError, SymparamError
from ...interpreter.effects import value_at, walk, with_imports
from ...interpreter.scope import Scope
from ...interpreter.values import Class, Function, Instance, Method, Module, Unknown, Value, came_from
from ...several import several
from ..given_inputs import GivenInput
from ..held_models import held_models, not_found
from ..script_reading import undecided
from .call_inputs import is_trainer
from .custom import CustomValue
from .inputs import make_input, sizes_given
from .keras_state import ModelValue
from .paths import canonical, is_keras

if TYPE_CHECKING:
    from .session import Machine


MAKERS = ("Model", "Sequential", "Functional", "clone_model")


def named_models(m: Machine) -> dict[str, ModelValue | CustomValue]:
    """The models that module variables hold, by the name of the variable; models within a model after it."""
    names = m.module.names
    held = module_models(m) or local_models(m)
    return held or {name: value for name, value in names.items() if isinstance(value, ModelValue)}  # an architecture


def module_models(m: Machine) -> dict[str, ModelValue | CustomValue]:
    """The models that variables of the module hold, and those within."""
    found: dict[str, ModelValue | CustomValue] = {}
    seen: set[int] = set()
    for name, value in sorted(m.module.names.items(), key=lambda item: not isinstance(item[1], ModelValue)):
        for label, model in _within(name, value):
            if id(model) not in seen and not (isinstance(model, ModelValue) and model.imported):
                seen.add(id(model))
                found[label] = model
    return found


def local_models(m: Machine) -> dict[str, ModelValue | CustomValue]:
    """The models that were built in functions, as in ``main()``, and never returned."""
    found: dict[str, ModelValue | CustomValue] = {}
    seen: set[int] = set()
    for name, model in m.locals:
        if isinstance(m.module.names.get(name), Unknown):
            continue  # the name stands for another model since, not made
        if id(model) not in seen and not model.imported and _is_whole(model):
            seen.add(id(model))
            found.setdefault(name if name not in found else f"{name}_{len(found)}", model)
    return found


def earlier_models(m: Machine, found: Iterable[ModelValue | CustomValue]) -> dict[str, ModelValue | CustomValue]:
    """The models that a variable held before it was bound to something else.

    They are called by the line of the binding, ``model@12``; in a notebook by cell and line, ``model@3.2``.
    """
    seen = {id(model) for model in found}
    earlier: dict[str, ModelValue | CustomValue] = {}
    for (name, line), value in m.bound.items():
        for _, model in _within(name, value):
            whole = not isinstance(model, ModelValue) or (_is_whole(model) and not model.imported)
            if id(model) not in seen and whole:
                seen.add(id(model))
                earlier[f"{name}@{getattr(line, 'short', line)}"] = model
    return earlier


def is_model(value: Value) -> bool:
    """Whether a value is a model by itself."""
    return isinstance(value, ModelValue) or any(True for name, _ in _within("", value) if not name)


def unmade(m: Machine) -> dict[str, str]:
    """The variables that would hold models, and why these could not be made.

    They are those of the module; of functions where no variable of the module holds a model.
    """
    reasons = {*m.broken.values(), *m.failures.values()}
    names = dict(m.module.names)
    if not any(True for value in names.values() for _ in _within("", value)):
        names = {**m.lost, **names}
    return {
        name: value.why
        for name, value in names.items()
        if isinstance(value, Unknown) and value.why in reasons and name != "_" and _would_be_model(m, value)
    }


def _would_be_model(m: Machine, value: Unknown) -> bool:
    """Whether the expression that could not be followed makes a model, and does not only use one."""
    if not isinstance(value.text, ast.Call):
        return False
    made = value_at(m, value.text.func, m.module)
    if isinstance(made, (Function, Class)):
        return made.name in builders(m)
    if isinstance(made, Method):
        return isinstance(made.function, Function) and makes_model(m, made.function)
    return isinstance(made, Module) and _makes(canonical(made.path))


def _makes(path: str) -> bool:
    """Whether a canonical path makes a model: Model, Sequential, one of keras.applications."""
    last = path.rpartition(".")[2]
    return is_keras(path) and (last in MAKERS or (".applications." in path and last[:1].isupper()))


def refuse_failed(m: Machine, tree: ast.Module) -> None:
    """Raise ReadError where the script calls one of its builders itself, and that call cannot be followed."""
    known = builders(m)
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(call := node.value, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in known
        ):
            for target in node.targets:
                value = m.module.names.get(target.id) if isinstance(target, ast.Name) else None
                if isinstance(value, Unknown) and value.wrong:
                    raise m.error(node, f"{m.text(call)} gives no model: it {came_from(value)}")


def held(name: str, value: Value) -> dict[str, ModelValue | CustomValue]:
    """The models that an object of the script holds, by the names of its attributes."""
    found: dict[int, tuple[str, ModelValue | CustomValue]] = {}
    for label, model in _within(name, value):
        if not (isinstance(model, ModelValue) and model.imported):
            found.setdefault(id(model), (label, model))
    return dict(found.values())


def _within(name: str, value: Value) -> Iterator[tuple[str, ModelValue | CustomValue]]:
    return held_models(name, value, _models)


def _models(value: Value) -> Sequence[ModelValue | CustomValue] | None:
    """The model that a value is; none for a layer. A model that only trains others is what it holds."""
    if isinstance(value, ModelValue):
        return (value,)
    adopted = getattr(value, "adopted", None)
    if isinstance(adopted, CustomValue) and (value.cls.find("call") or "_functional" in value.attributes):
        return None if adopted.is_model and is_trainer(adopted) else (adopted,) * adopted.is_model
    return None


def _is_whole(model: ModelValue) -> bool:
    return bool(model.layers or model.inputs)


def builders(m: Machine) -> dict[str, Value]:
    """Functions and classes of the module that give a model when they are called."""
    found: dict[str, Value] = {}
    for name, value in m.module.names.items():
        if isinstance(value, Function) and isinstance(value.node, ast.FunctionDef):
            if _returns(value.node) and not _takes_tensors(value.node) and makes_model(m, value):
                found[name] = value
        elif isinstance(value, Class) and (
            _is_model_class(value)
            or any(isinstance(f, Function) and makes_model(m, f) for f in value.attributes.values())
        ):
            found[name] = value
    if not found:  # functions that keep their model to themselves
        found = {
            name: value
            for name, value in m.module.names.items()
            if isinstance(value, Function) and isinstance(value.node, ast.FunctionDef) and makes_model(m, value)
        }
    return found


def is_plain_class(value: Value) -> TypeGuard[Class]:
    """Whether a value is a class that is no model itself."""
    return isinstance(value, Class) and not _is_model_class(value)


def makes_model(m: Machine, function: Function, seen: frozenset[int] = frozenset()) -> bool:
    """Whether a function makes a model, or calls another that does."""
    if id(function.node) in seen or isinstance(function.node, ast.Lambda):
        return False
    return builds(m, function.node.body, function.scope, seen | {id(function.node)})


def builds(m: Machine, body: Sequence[ast.AST], scope: Scope, seen: frozenset[int] = frozenset()) -> bool:
    """Whether statements make a model, or call a function that does."""
    scope = with_imports(m, body, scope)
    for node in walk(body):
        if isinstance(node, ast.Call):
            value = value_at(m, node.func, scope)
            if (
                isinstance(value, Module)
                and is_keras(canonical(value.path))
                and value.path.rpartition(".")[2] in MAKERS
            ):
                return True
            if isinstance(value, Function) and makes_model(m, value, seen):
                return True
            if isinstance(value, Class) and _is_model_class(value):
                return True
    return False


def roots(m: Machine, found: dict[str, Value]) -> dict[str, Value]:
    """The builders that no other builder uses."""
    used: set[str] = set()
    for name, value in found.items():
        parts = value.attributes.values() if isinstance(value, Class) else (value,)
        for part in parts:
            if isinstance(part, Function) and not isinstance(part.node, ast.Lambda):
                used |= {n.id for n in walk(part.node.body) if isinstance(n, ast.Name) and n.id != name}
    return {n: v for n, v in found.items() if n not in used} or found


class Instead(Exception):
    """A builder lacks what only its caller knows; the function ``name`` of the script calls it with all of that."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def callers(m: Machine, builder: str) -> list[str]:
    """The functions of the module that call a builder, and ask for nothing themselves."""
    return [
        name
        for name, value in m.module.names.items()
        if isinstance(value, Function)
        and isinstance(value.node, ast.FunctionDef)
        and not _asks(value)
        and any(isinstance(n, ast.Call) and getattr(n.func, "id", "") == builder for n in walk(value.node.body))
    ]


def _asks(function: Function) -> bool:
    """Whether a function has parameters without a default."""
    args = function.node.args
    plain = len(args.posonlyargs) + len(args.args)
    return plain > len(function.defaults) or len(args.kwonlyargs) > len(function.keyword_defaults)


def _returns(node: ast.FunctionDef) -> bool:
    return any(isinstance(n, ast.Return) and n.value is not None for n in walk(node.body))


def _takes_tensors(node: ast.FunctionDef) -> bool:
    """Whether its first argument is a tensor, to which it applies layers."""
    args = node.args.args
    if len(args) <= len(node.args.defaults):
        return False
    return any(
        isinstance(n, ast.Call)
        and isinstance(n.func, ast.Call)
        and any(isinstance(a, ast.Name) and a.id == args[0].arg for a in n.args)
        for n in walk(node.body)
    )


def _is_model_class(value: Class) -> bool:
    return any(isinstance(b, Module) and b.path.rpartition(".")[2] in ("Model", "Sequential") for b in value.foreign)


def call_builder(m: Machine, name: str, value: Value, bound: Value = None) -> ModelValue | CustomValue | None:
    """Call a function or class with its defaults; its whole-number parameters become symbols (rule 2).

    ``bound`` is called where the function is a method.
    """
    before = len(m.locals)
    node = value.node if isinstance(value, Function) else ast.Pass(lineno=value.line)
    args = value.node.args if isinstance(value, Function) else _init_args(value)
    keywords: dict[str, Value] = {}
    if args is not None:
        function = value if isinstance(value, Function) else value.find("__init__")
        keywords = parameters(m, args, function, name)
    broken = dict(m.broken)
    try:
        result = m.call(bound or value, [], keywords, ast.copy_location(ast.Constant(None), node))
        m.symbols.mark()
        if (reason := _reason(result)) in m.causes:  # a statement within could not be followed
            raise m.refusal(reason)
    except SymparamError as error:
        last = getattr(node, "end_lineno", None) or node.lineno
        for line, message in broken.items():
            if node.lineno <= line <= last:  # the script itself has called it, and this is what came in the way
                raise ReadError(message) from None
        raise error.adding(undecided(str(error), name, keywords)) from None
    for part in several(result):
        if isinstance(part, Instance) and isinstance(part.adopted, CustomValue):
            part = part.adopted
        if (isinstance(part, ModelValue) and not part.imported) or isinstance(part, CustomValue):
            return part
    if isinstance(result, ModelValue):
        return result
    inner = [v for _, v in m.locals[before:] if isinstance(v, ModelValue) and not v.imported and _is_whole(v)]
    if inner and not (isinstance(result, Unknown) and result.why):
        return inner[-1]
    if isinstance(result, Unknown) and result.why:
        why = result.why if result.why.startswith(m.file) else f"{m.where(node)}: {name}(): {result.why}"
        m.notes.append(why + undecided(why, name, keywords))
    return None


def _reason(result: Value) -> str:
    """Why what a builder gives is no model, or not a sure one."""
    return result.why if isinstance(result, Unknown) else getattr(result, "doubt", "")


def _init_args(value: Class) -> ast.arguments | None:
    init = value.find("__init__")
    return init.node.args if isinstance(init, Function) else None


def parameters(m: Machine, args: ast.arguments, function: Function, name: str) -> dict[str, Value]:
    """What a builder is called with: symbols for its whole numbers, and for what has no default."""
    names = [a.arg for a in (*args.posonlyargs, *args.args)]
    late = dict(zip(reversed(names), reversed(function.defaults), strict=False))
    late.update(function.keyword_defaults)
    keywords: dict[str, Value] = {}
    for parameter in (*names, *(a.arg for a in args.kwonlyargs)):
        if parameter in ("self", "cls"):
            continue
        default = late.get(parameter)
        if parameter in m.symbols.bindings:
            keywords[parameter] = m.symbols.named(parameter, m.symbols.bindings[parameter], f"parameter of {name}")
        elif isinstance(default, int) and not isinstance(default, bool) and default >= 0:
            keywords[parameter] = m.symbols.named(parameter, default, f"parameter of {name}")
        elif parameter in late and (told := m.symbols.text(parameter, default)) is not default:
            keywords[parameter] = told
        elif parameter not in late and _enters_model(function.node, parameter):
            missing = Unknown(parameter, function.node.lineno, f"{name} takes the model's input")
            keywords[parameter] = make_input(m, missing, parameter, function.node)
        elif parameter not in late:
            missing = Unknown(parameter, function.node.lineno, "", parameter)
            keywords[parameter] = m.symbols.text(parameter, missing)
            if "shape" in parameter and (one := m.keras.next_given(parameter)) is not None:
                keywords[parameter] = tuple(m.symbols.number(n) for n in _axes(m, one, parameter))
    return keywords


def _axes(m: Machine, one: GivenInput, parameter: str) -> Sequence[Dim]:
    return sizes_given(m, one, parameter) if one.rank else one.shape


def _enters_model(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, parameter: str) -> bool:
    """Whether a parameter is the input of the model that the function makes, and has layers applied to it."""
    calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
    applied = any(isinstance(a, ast.Name) and a.id == parameter for c in calls for a in c.args)
    for call in calls:
        if ast.unparse(call.func).rpartition(".")[2] == "Model":
            given = [k.value for k in call.keywords if k.arg in ("input", "inputs")] or call.args[:1]
            parts = [part for g in given for part in (g.elts if isinstance(g, (ast.List, ast.Tuple)) else [g])]
            if any(isinstance(part, ast.Name) and part.id == parameter for part in parts):
                return applied
    return False


def pick(m: Machine, models: dict[str, ModelValue | CustomValue], wanted: str) -> ModelValue | CustomValue | None:
    """The model of a name: a variable, a name given to Keras, or the function that made it."""
    if wanted in models:
        return models[wanted]
    lost = isinstance(m.module.names.get(wanted), Unknown)  # the name stands for another model since, not made
    for model in (*models.values(), *reversed(m.keras.models)):
        if model.name == wanted or (not lost and isinstance(model, ModelValue) and wanted in model.names):
            return model
    return None


def none(m: Machine, wanted: str | None, names: list[str]) -> ReadError:
    """The error where there is no model, or none of that name."""
    if wanted is not None:
        lost = m.module.names.get(wanted)
        if isinstance(lost, Unknown) and lost.why in m.failures.values():
            return ReadError(lost.why)
        return not_found(m.file, wanted, names)
    if m.notes:
        return ReadError(m.notes[0])
    for name, value in m.module.names.items():
        if isinstance(value, Unknown) and isinstance(value.text, ast.Call) and value.why:
            return ReadError(f"{m.file}:{value.line}: {name} {came_from(value)}")
    unread = ", ".join(module for module in m.module.stars if not is_keras(canonical(module)))
    cure = f"; names may come from {unread}, which is not read: import what is of Keras by its name" if unread else ""
    return ReadError(
        f"{m.file} builds no Keras model: there is no Sequential(…), no Model(…) and no function that returns one{cure}"
    )


__all__ = ["Method", "builders", "call_builder", "named_models", "none", "pick", "roots", "unmade"]
