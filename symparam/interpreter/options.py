"""argparse: every option has its default."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .faults import surely
from .records import NAMESPACE
from .values import Builtin, Class, Instance, Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

PARSER = Class("ArgumentParser", (Module("argparse.ArgumentParser"),), {}, 0)


def parser(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """argparse.ArgumentParser(…)."""
    surely(name.endswith("ArgumentParser"))
    options = Instance(NAMESPACE)
    made = Instance(PARSER)

    def add(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        _option(m, options, args, keywords, node)
        return m.unknown(node)

    def group(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        return made

    def defaults(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        options.attributes.update(keywords)
        return None

    made.attributes = {
        "add_argument": Builtin("add_argument", add),
        "set_defaults": Builtin("set_defaults", defaults),
        "add_argument_group": Builtin("group", group),
        "add_mutually_exclusive_group": Builtin("group", group),
        "parse_args": Builtin("parse_args", lambda m, node, args, keywords: options),
        "parse_known_args": Builtin("parse_known_args", lambda m, node, args, keywords: (options, [])),
        "print_help": Builtin("print_help", lambda m, node, args, keywords: None),
        "error": Builtin("error", lambda m, node, args, keywords: m.unknown(node)),
    }
    return made


def _option(m: Machine, options: Instance, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
    flags = [a for a in args if isinstance(a, str)]
    long = next((f for f in flags if f.startswith("--")), flags[0] if flags else "")
    name = keywords.get("dest", long.lstrip("-").replace("-", "_"))
    if not isinstance(name, str) or not name:
        return
    action = keywords.get("action")
    switch = {"store_true": False, "store_false": True}.get(action) if isinstance(action, str) else None
    default = keywords.get("default", switch)
    if isinstance(default, str) and getattr(keywords.get("type"), "name", "") in ("int", "float"):
        default = m.call(keywords["type"], [default], {}, node)
    if name in m.symbols.bindings:
        m.symbols.used.add(name)
        default = m.symbols.named(name, m.symbols.bindings[name], f"option {long}")
    elif (
        "default" not in keywords and action is None and (not long.startswith("-") or keywords.get("required") is True)
    ):
        default = Unknown(f"option {long}", getattr(node, "lineno", m.line), "", name)
    options.attributes[name] = m.symbols.text(name, default)
