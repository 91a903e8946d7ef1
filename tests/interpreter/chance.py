"""Plain programs drawn at random: numbers, text, lists, dicts, loops, functions and classes, each of which ends."""

from __future__ import annotations

import random

NAMES = ("a", "b", "c", "d")


class Writer:
    """Writes one program; every name is bound from the start, and every loop has an end."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines: list[str] = []
        self.loops = 0

    def program(self) -> str:
        for name in NAMES:
            self.lines.append(f"{name} = {self.literal()}")
        for i in range(self.chance.randint(0, 2)):
            self.function(i)
        for _ in range(self.chance.randint(3, 8)):  # what fails is passed over, here as in Python
            self.lines.append("try:")
            self.block(self.chance.randint(1, 2), 1)
            self.lines += ["except Exception:", "    pass"]
        self.lines.append(f"r = [{', '.join(NAMES)}]")
        return "\n".join(self.lines)

    def function(self, i: int) -> None:
        self.lines += [f"def f{i}(x, y={self.literal()}):", *(f"    {line}" for line in self.body())]

    def body(self) -> list[str]:
        return [
            f"z = {self.expression(1, ('x', 'y'))}",
            f"if {self.condition(('x', 'y', 'z'))}:",
            f"    return {self.expression(1, ('x', 'z'))}",
            "return z",
        ]

    def block(self, count: int, indent: int) -> None:
        for _ in range(count):
            self.statement(indent)

    def statement(self, indent: int) -> None:
        pad = "    " * indent
        name = self.chance.choice(NAMES)
        kind = self.chance.randrange(12 if indent < 3 else 6)
        if kind < 3:
            self.lines.append(f"{pad}{name} = {self.expression(2)}")
        elif kind == 3:
            self.lines.append(f"{pad}{name} {self.chance.choice(('+=', '-=', '*='))} {self.expression(1)}")
        elif kind == 4:
            self.lines.append(f"{pad}{name}, {self.chance.choice(NAMES)} = {self.expression(1)}, {self.expression(1)}")
        elif kind == 5:
            self.lines.append(f"{pad}{name} = [{self.expression(1)} for i in range({self.chance.randint(0, 4)})]")
        elif kind < 8:
            self.lines.append(f"{pad}if {self.condition()}:")
            self.block(self.chance.randint(1, 2), indent + 1)
            self.lines.append(f"{pad}else:")
            self.block(1, indent + 1)
        elif kind < 10:
            self.loops += 1
            self.lines.append(f"{pad}for i{self.loops} in range({self.chance.randint(0, 4)}):")
            self.block(self.chance.randint(1, 2), indent + 1)
            if self.chance.random() < 0.3:
                self.lines.append(f"{pad}    {self.chance.choice(('break', 'continue'))}")
        else:
            self.lines.append(f"{pad}try:")
            self.block(self.chance.randint(1, 2), indent + 1)
            self.lines.append(
                f"{pad}except {self.chance.choice(('TypeError', '(ValueError, IndexError)', 'Exception'))}:"
            )
            self.lines.append(f"{pad}    {name} = {self.literal()}")

    def condition(self, names: tuple[str, ...] = NAMES) -> str:
        a, b = self.expression(1, names), self.expression(1, names)
        return self.chance.choice((f"{a} == {b}", f"{a} < {b}", f"{a} in [{b}]", f"not {a}", f"{a} and {b}", a))

    def expression(self, deep: int, names: tuple[str, ...] = NAMES) -> str:
        if deep == 0 or self.chance.random() < 0.3:
            return self.chance.choice((self.chance.choice(names), self.literal()))
        x, y = self.expression(deep - 1, names), self.expression(deep - 1, names)
        n = self.chance.randint(-3, 4)
        return self.chance.choice(
            (
                *(f"({x} {op} {y})" for op in ("+", "-", "*", "//", "%", "/")),
                f"{x}[{n}]",
                f"{x}[{n}:]",
                f"{x}[::{n or 1}]",
                f"len({x})",
                f"str({x})",
                f"[{x}, {y}]",
                f"({x}, {y})",
                f"{{{self.chance.choice(('1', repr('k')))}: {x}}}",
                f"max({x}, {y})",
                f"sorted([{x}, {y}])",
                f"abs({x})",
                f"({x} if {y} else {self.literal()})",
                f"({x} or {y})",
                f"({x} == {y})",
                f"f'{{{x}}}'",
                f"list({x})",
                f"int({x})",
                f"round({x}, 2)",
                f"sum([{x}, {n}])",
                f"f{self.chance.randint(0, 1)}({x})",
            )
        )

    def literal(self) -> str:
        return self.chance.choice(
            (
                str(self.chance.randint(-20, 100)),
                str(self.chance.randint(0, 9)),
                repr(self.chance.choice(("", "a", "xyz", "12"))),
                repr(round(self.chance.uniform(-5, 5), 2)),
                "[]",
                "[3, 1, 2]",
                "(1, 'a')",
                "True",
                "None",
                "{'k': 1}",
            )
        )
