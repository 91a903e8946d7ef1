"""Python 2 and notebooks: what is no Python 3 is rewritten line by line, so that every line keeps its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"""
    (?P<text>[a-zA-Z]{0,2}(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    | (?P<gap>(?:[ \t\f]|\\\r?\n)+) | (?P<comment>\#[^\n]*) | (?P<end>\r?\n|;)
    | (?P<number>\d[\w.]*) | (?P<word>\w+) | (?P<mark><>|>>|[^\w\s])
    """,
    re.VERBOSE | re.DOTALL,
)
MAGIC = re.compile(r"^([ \t]*)(?:(?:!(?!=)|%{1,2}[a-zA-Z]).*|\?{1,2}[\w.]+[ \t]*|[\w.]+\?{1,2}[ \t]*)$", re.MULTILINE)
ASSIGNED_MAGIC = re.compile(r"^([ \t]*\w+[ \t]*=[ \t]*)(?:!(?!=)|%[a-zA-Z]).*$", re.MULTILINE)
OCTAL = re.compile(r"0[0-7]+[lL]?")
LONG = re.compile(r"(\d+|0[xX][\da-fA-F]+)[lL]")
Tokens = list[tuple[str, str]]  # kind, text


def without_magics(text: str) -> str:
    """A notebook saved as a script, without its shell commands and magics.

    >>> without_magics("!pip install numpy\\nfiles = !ls\\nx = 3")
    'pass\\nfiles = input()\\nx = 3'
    """
    return MAGIC.sub(r"\1pass", ASSIGNED_MAGIC.sub(r"\1input()", text))


def modern(text: str) -> str:
    """A script in Python 2 as Python 3; the text itself where it holds nothing of Python 2.

    >>> modern("try:\\n  print 'a', 010\\nexcept E, e: pass")
    "try:\\n  print( 'a', 0o10)\\nexcept E as e: pass"
    """
    result = "".join(_rewritten(part) for part in _statements(text))
    if result == text:
        return text
    return re.sub(r"^[ \t]+", lambda indent: indent[0].expandtabs(8), result, flags=re.MULTILINE)


def _statements(text: str) -> Iterator[Tokens]:
    """Simple statements and headers of compound ones, each with the tokens that end it."""
    depth, at, lambdas = 0, 0, 0
    part: Tokens = []
    while at < len(text):
        match = TOKEN.match(text, at)
        kind, token = (match.lastgroup or "", match[0]) if match else ("mark", text[at])
        at += len(token)
        part.append((kind, token))
        if kind == "mark":
            depth += (token in "([{") - (token in ")]}")
        lambdas += token == "lambda" and not depth
        if depth <= 0 and (kind == "end" or (token == ":" and not lambdas)):
            yield part
            part, depth, lambdas = [], 0, 0
        elif depth <= 0 and token == ":":
            lambdas -= 1
    yield part


def _rewritten(part: Tokens) -> str:
    """One statement as Python 3."""
    part = [(kind, _token(kind, token)) for kind, token in part]
    solid = [i for i, (kind, _) in enumerate(part) if kind not in ("gap", "comment", "end")]
    if solid and part[solid[0]][0] == "word":
        rewrite = STATEMENTS.get(part[solid[0]][1])
        if rewrite is not None:
            rewrite(part, solid)
    return _without_backquotes("".join(token for _, token in part), part)


def _token(kind: str, token: str) -> str:
    if kind == "number" and OCTAL.fullmatch(token) and token.strip("0lL"):
        return "0o" + token.rstrip("lL").lstrip("0")
    if kind == "number" and LONG.fullmatch(token):
        return token[:-1]
    if kind == "text" and token[:2].lower() == "ur":
        return token[1:]
    return "!=" if token == "<>" else token


def _print(part: Tokens, solid: list[int]) -> None:
    """print a, b → print(a, b); print(a) stays."""
    word, rest = solid[0], solid[1:]
    if not rest or part[rest[0]][1] in ("=", ".", ",", ")", "]", ":") or _enclosed([part[i][1] for i in rest]):
        return
    last = rest[-1]
    if part[rest[0]][1] == ">>":  # print >>file, a
        stream = rest[_comma(part, rest)] if _comma(part, rest) < len(rest) else last
        for i in range(rest[0], stream + 1):
            part[i] = ("gap", "")
    part[word] = ("word", "print(")
    part.insert(last + 1, ("mark", ")"))


def _except(part: Tokens, solid: list[int]) -> None:
    """except E, e: → except E as e:"""
    at = _comma(part, solid)
    if at < len(solid):
        part[solid[at]] = ("word", " as")


def _raise(part: Tokens, solid: list[int]) -> None:
    """raise E, text → raise E(text)"""
    at = _comma(part, solid)
    if at < len(solid) - 1:
        part[solid[at]] = ("mark", "(")
        part.insert(solid[-1] + 1, ("mark", ")"))


def _exec(part: Tokens, solid: list[int]) -> None:
    """exec code → exec(code)"""
    if len(solid) > 1 and not _enclosed([part[i][1] for i in solid[1:]]):
        part[solid[0]] = ("word", "exec(")
        part.insert(solid[-1] + 1, ("mark", ")"))


STATEMENTS = {"print": _print, "except": _except, "raise": _raise, "exec": _exec}


def _enclosed(tokens: list[str]) -> bool:
    """Whether the tokens are one pair of parentheses with everything within."""
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token in ("(", "[", "{")) - (token in (")", "]", "}"))
        if depth == 0:
            return i == len(tokens) - 1 and tokens[0] == "("
    return False


def _comma(part: Tokens, solid: list[int]) -> int:
    """The position among the solid tokens of the first comma outside parentheses; their number where there is none."""
    depth = 0
    for at, i in enumerate(solid):
        token = part[i][1]
        depth += (token in ("(", "[", "{")) - (token in (")", "]", "}"))
        if token == "," and not depth:
            return at
    return len(solid)


def _without_backquotes(text: str, part: Tokens) -> str:
    """`x` → repr(x)"""
    marks = [i for i, (kind, token) in enumerate(part) if kind == "mark" and token == "`"]
    if not marks or len(marks) % 2:
        return text
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        part[opening], part[closing] = ("mark", "repr("), ("mark", ")")
    return "".join(token for _, token in part)
