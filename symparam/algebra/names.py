"""How a name is written: one letter with an index, or a word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_GREEK = dict(zip(
    "αβγδεζηθικλμνξοπρςστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
    (  # noqa: SIM905
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau "
        "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
    ).split(),
    strict=True,
))  # fmt: skip
_ESCAPES = {
    "_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
}  # fmt: skip


LONGEST = 1_000  # characters of the name of a size, a layer or a model
BATCH_NAME = "ℕ"  # the batch: an identifier that no source can write, for Python reads it as N


def spoken(name: str) -> str:
    """The name as people read it; the batch is N.

    >>> spoken("H"), spoken(BATCH_NAME)
    ('H', 'N')
    """
    return "N" if name == BATCH_NAME else name


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[str, tuple[str, ...]]:
    """A letter and its indices, or a whole word without any.

    >>> parts("C_in"), parts("k_h_2"), parts("h1"), parts("num_class")
    (('C', ('in',)), ('k', ('h', '2')), ('h', ('1',)), ('num_class', ()))
    """
    name = spoken(name)
    head, *indices = name.split("_")
    if head[1:].isdecimal() and not head[0].isdecimal() and not indices:
        return head[0], (head[1:],)
    if len(head) == 1 and all(indices):
        return head, tuple(indices)
    return name, ()


def greek(letter: str) -> str:
    """The name of a Greek letter, nothing for another.

    >>> greek("λ"), greek("h")
    ('lambda', '')
    """
    return _GREEK.get(letter, "")


@lru_cache(maxsize=4096)
def latex_name(name: str) -> str:
    """A name in LaTeX mathematics: one letter italic, a word upright.

    >>> print(latex_name("C_in"), latex_name("num_class"), latex_name("λ"))
    C_{\\mathrm{in}} \\mathrm{num\\_class} \\lambda
    """
    letter, indices = parts(name)
    if not indices:
        return _latex_word(letter)
    index = ",".join(_latex_word(i) for i in indices)
    return f"{_latex_word(letter)}_{index}" if len(index) == 1 else f"{_latex_word(letter)}_{{{index}}}"


def latex_text(text: str) -> str:
    """Any text in LaTeX, outside of mathematics, with the characters that LaTeX takes for itself escaped.

    >>> print(latex_text("50% of conv2d_1"))
    50\\% of conv2d\\_1
    """
    return "".join(_ESCAPES.get(c, c) for c in text)


def _latex_word(word: str) -> str:
    if len(word) == 1 or word.isdecimal():
        return _latex_letter(word) if word.isascii() or len(word) == 1 else rf"\mathrm{{{word}}}"
    letters = list(map(_latex_letter, word))
    for i, letter in enumerate(letters[:-1]):
        if letter[1:].isalpha() and letters[i + 1][0].isalpha():  # \Delta before t
            letters[i] += " "
    return rf"\mathrm{{{''.join(letters)}}}"


def _latex_letter(c: str) -> str:
    if c.isascii():
        return _ESCAPES.get(c, c)
    if c in _GREEK:
        return "o" if c == "ο" else rf"\{_GREEK[c]}"  # pdfTeX knows no \omicron
    decomposed = unicodedata.normalize("NFD", c)
    base, accent = decomposed[0], _ACCENTS.get(decomposed[1:])
    if accent and base.isascii():
        return rf"{accent}{{{base}}}"
    return rf"\text{{{c}}}"


_ACCENTS = {
    "\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar",
    "\u0306": r"\breve", "\u0307": r"\dot", "\u0308": r"\ddot", "\u030a": r"\mathring", "\u030c": r"\check",
}  # fmt: skip
