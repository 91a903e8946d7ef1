"""Options beside argparse: flags of absl, click, the environment; each has its default."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .values import Function, Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

ENVIRONMENT = ("os.environ.get", "os.getenv", "os.environ.setdefault")


def flag(m: Machine, path: str) -> Value:
    """FLAGS.width, by its path; None for any other path."""
    head, found, name = path.rpartition(".FLAGS.")
    if not found or not head.endswith("flags"):
        return None
    return m.flags.get(name, Unknown(f"FLAGS.{name}", m.line, "", name))


def run(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """flags.DEFINE_integer("width", 64, …), app.run(main), os.environ.get("WIDTH", "64")."""
    if ".flags.DEFINE_" in name:
        key, default = [*args, *(keywords[k] for k in ("name", "default") if k in keywords), None, None][:2]
        if isinstance(key, str):
            m.flags[key] = _given(m, key, default)
    elif name.endswith("app.run"):
        main = args[0] if args else m.module.names.get("main")
        if isinstance(main, Function):
            return m.call(main, [[]] if main.node.args.args else [], {}, node)
    elif name in ENVIRONMENT and len(args) > 1:
        return args[1]
    return m.unknown(node)


def is_flag(name: str) -> bool:
    """Whether a canonical path is of this file."""
    return ".flags.DEFINE_" in name or name in ("absl.app.run", *ENVIRONMENT)


def clicked(m: Machine, decorator: ast.expr, function: Function, scope: Value) -> None:
    """@click.option("--width", default=64): the default of a parameter."""
    if not isinstance(decorator, ast.Call):
        return
    target = m.evaluate(decorator.func, scope)
    if not isinstance(target, Module) or target.path not in ("click.option", "click.argument"):
        return
    flags = [a.value for a in decorator.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    long = next((f for f in flags if f.startswith("--")), flags[0] if flags else "")
    names = [f for f in flags if f.isidentifier()]
    name = names[-1] if names else long.strip("-").partition("/")[0].replace("-", "_")
    given = {k.arg: k.value for k in decorator.keywords}
    default = (
        m.evaluate(given["default"], scope)
        if "default" in given
        else False
        if "is_flag" in given or "/" in long
        else Unknown(f"option {long}", decorator.lineno, "", name)
    )
    if name:
        function.keyword_defaults[name] = _given(m, name, default)


def _given(m: Machine, name: str, default: Value) -> Value:
    if name in m.symbols.bindings:
        return m.symbols.named(name, m.symbols.bindings[name], f"option {name}")
    return m.symbols.text(name, default)
