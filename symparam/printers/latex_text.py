"""Any text in LaTeX's text mode, under pdflatex and lualatex alike: only ASCII comes out."""

from __future__ import annotations

import re
from unicodedata import normalize

from ..algebra.names import latex_name
from ..printable import printable

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "_": r"\_",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "…": r"\dots{}",
    "–": "--",
    "—": "---",
    "’": "'",
    "“": "``",
    "”": "''",
    "·": r"$\cdot$",
    "×": r"$\times$",
    "−": "$-$",
    "≥": r"$\ge$",
    "≤": r"$\le$",
    "≠": r"$\ne$",
    "∼": r"$\sim$",
    "∞": r"$\infty$",
    "⌊": r"$\lfloor$",
    "⌋": r"$\rfloor$",
    "⌈": r"$\lceil$",
    "⌉": r"$\rceil$",
    "ß": r"\ss{}",
    "æ": r"\ae{}",
    "Æ": r"\AE{}",
    "ø": r"\o{}",
    "Ø": r"\O{}",
    "œ": r"\oe{}",
    "Œ": r"\OE{}",
    "ł": r"\l{}",
    "Ł": r"\L{}",
    "ı": r"\i{}",
    "→": r"$\to$",
    "\N{NO-BREAK SPACE}": "~",
}
IN_MATH = {
    "_": r"\_",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "{": r"\{",
    "}": r"\}",
    "^": r"\hat{\,}",
    "~": r"\sim ",
    "\\": r"\backslash ",
    " ": r"\ ",
    '"': "''",
    "|": r"\vert ",
}
TYPEWRITER = '\\{}<>|"'  # what the typewriter font itself has, in each of its encodings
ACCENTS = {
    "\u0300": r"\`",
    "\u0301": r"\'",
    "\u0302": r"\^",
    "\u0303": r"\~",
    "\u0304": r"\=",
    "\u0306": r"\u",
    "\u0307": r"\.",
    "\u0308": r"\"",
    "\u030a": r"\r",
    "\u030b": r"\H",
    "\u030c": r"\v",
    "\u0327": r"\c",
    "\u0328": r"\k",
}
_GREEK = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi
psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"""
GREEK = dict(zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", _GREEK.split(), strict=True))


def escaped(text: str) -> str:
    """The text, with what LaTeX takes for itself escaped; a letter that it has no fonts for is named by its code.

    >>> print(escaped("50% of größe_1 層"))
    50\\% of gr\\"{o}\\ss{}e\\_1 U+5C64
    """
    return "".join(map(_escaped, printable(text)))


def literal(text: str) -> str:
    r"""A name in typewriter letters, which may be broken after its underscores and slashes.

    >>> print(literal("conv2d_1"))
    \texttt{conv2d\_\allowbreak{}1}
    """
    inside = "".join(rf"\char{ord(c)}{{}}" if c in TYPEWRITER else _escaped(c) for c in printable(text))
    return rf"\texttt{{{breakable(inside)}}}"


def breakable(source: str) -> str:
    """A word that may be broken after its underscores and slashes."""
    return source.replace(r"\_", r"\_\allowbreak{}").replace("/", r"/\allowbreak{}")


def upright(text: str) -> str:
    r"""A name as an index in mathematics, in what KaTeX and MathJax know too.

    >>> print(upright("conv2d_1"), upright("50%"))
    \mathrm{conv2d\_1} \mathrm{50\%}
    """
    return rf"\mathrm{{{''.join(IN_MATH.get(c, c) if c.isascii() else latex_name(c) for c in printable(text))}}}"


def ascii_only(source: str) -> str:
    """LaTeX source with every character that is left outside ASCII written in another way."""
    source = re.sub(r"\\text\{([^\x00-\x7f])\}", r"\1", source)
    return "".join(c if c.isascii() else rf"\text{{{_escaped(c)}}}" for c in source)


def _escaped(c: str) -> str:
    if c in SPECIAL:
        return SPECIAL[c]
    if c.isascii():
        return c
    if c in GREEK:
        return rf"$\{GREEK[c]}$"
    parts = normalize("NFD", c)
    if len(parts) == 2 and parts[1] in ACCENTS and parts[0].isascii():
        return rf"{ACCENTS[parts[1]]}{{{parts[0]}}}"
    return f"U+{ord(c):04X}"
