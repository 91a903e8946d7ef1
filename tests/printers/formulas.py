"""Reads formulas back out of LaTeX and MathML, into text that the formula parser takes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from symparam.algebra import names_in
from symparam.algebra.evaluate import evaluate
from symparam.algebra.parse import parse
from symparam.errors import SymparamError

GREEK = {r"\lambda": "λ"}


def of_latex(source: str) -> str:
    """LaTeX mathematics as text.

    >>> of_latex(r"16{,}384 \\left\\lfloor \\frac{H-20}{12} \\right\\rfloor + 288\\,C")
    '16384*⌊(H-20)/(12)⌋ + 288*C'
    """
    text = re.sub(r"\\(left|right|Bigl|Bigr)\b ?", "", source.replace("{,}", ""))
    text = text.replace(r"\lfloor ", "⌊").replace(r" \rfloor", "⌋").replace(r"\lceil ", "⌈").replace(r" \rceil", "⌉")
    while match := re.search(r"\\frac\{", text):
        top, after = braced(text, match.end() - 1)
        bottom, end = braced(text, after)
        text = f"{text[: match.start()]}({top})/({bottom}){text[end:]}"
    text = re.sub(r"\\mathrm\{((?:[^{}\\]|\\_)*)\}", lambda m: m[1].replace(r"\_", "_"), text)
    text = re.sub(r"_\{([^{}]*)\}", lambda m: "_" + m[1].replace(",", "_"), text)
    text = re.sub(r"\^\{([^{}]*)\}", r"^(\1)", text)
    text = text.replace(r"\cdot", "*").replace(r"\,", "*").replace("{}", "")
    for command, letter in GREEK.items():
        text = text.replace(command, letter)
    return re.sub(r"(?<=[\w⌋⌉)]) ?(?=[⌊⌈(])", "*", text.replace(r"\max", "max").replace(r"\min", "min"))


def braced(text: str, start: int) -> tuple[str, int]:
    """What stands between the braces that open at a place, and where they have closed."""
    depth = 0
    for i in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return text[start + 1 : i], i + 1
    raise ValueError(text)


def of_mathml(element: ElementTree.Element) -> str:
    """MathML as text."""
    parts = [of_mathml(child) for child in element]
    tag = element.tag.rpartition("}")[2]
    if tag == "mfrac":
        return f"({parts[0]})/({parts[1]})"
    if tag == "msub":
        return f"{parts[0]}_{parts[1]}"
    if tag == "msup":
        return f"({parts[0]})^({parts[1]})"
    own = (element.text or "").strip()
    if tag == "mo":
        return {"\u2062": "*", "·": "*"}.get(own, own)
    return (own.replace(",", "") if tag == "mn" else own) + "".join(parts)


def values(sides: list[str], sizes: dict[str, int]) -> list[int]:
    """The values of those sides of an equation that are formulas in known sizes."""
    found = []
    for side in sides:
        try:
            formula = parse(side.replace(",", "") if re.fullmatch(r"[\d,]+", side) else side)
        except SymparamError:
            continue  # a shape, or a worksheet's blank
        if names_in(formula) <= sizes.keys():
            found.append(evaluate(formula, sizes))
    return found
