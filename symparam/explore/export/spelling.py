"""How each language writes names and text that anyone may have chosen, by its own rules: none of it becomes code.

A name keeps its spelling where the language has no other use for it; no two names of a program share one.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

from ...algebra.names import greek
from ...frozen import dataclass
from ...printable import printable, printable_source

OWN = ("params", "trainable", "non_trainable", "macs", "flops", "weights", "activations", "peak", "training", "rows")


@dataclass(frozen=True)
class Spelling:
    """``form`` makes an identifier of a name, ``taken`` says which have another meaning, ``tail`` tells two apart."""

    form: Callable[[str], str]
    taken: Callable[[str], object]
    tail: str = "_"

    def of(self, names: Iterable[str]) -> dict[str, str]:
        """The spelling of each name.

        >>> PYTHON.of(["lambda_", "lambda", "H"])
        {'lambda_': 'lambda_', 'H': 'H', 'lambda': 'lambda__'}
        """
        found: dict[str, str] = {}
        for name in sorted(names, key=self._changes):  # those that stay as they are come first
            word = self.form(name)
            while self.taken(word) or word in found.values():
                word += self.tail
            found[name] = word
        return found

    def _changes(self, name: str) -> bool:
        return self.form(name) != name or bool(self.taken(name))


# --- Python ------------------------------------------------------------------------------------------------------

PYTHON_WORDS = frozenset((
    *keyword.kwlist, "__debug__", *OWN, "_check", "ValueError", "max", "min",
    "np", "_max", "_min", "_ready", "sizes", "largest", "all", "int", "object", "TypeError",
))  # fmt: skip


def _python_form(name: str) -> str:
    return normalize("NFKC", name)  # as Python reads it


PYTHON = Spelling(_python_form, PYTHON_WORDS.__contains__)


def docstring(lines: Iterable[str]) -> str:
    r"""Paragraphs between triple quotes.

    >>> docstring(["ends with \\"])[3:-4]
    'ends with \\\\'
    """
    text = "\n\n".join(printable(line).replace("\\", r"\\").replace('"""', r"\"\"\"") for line in lines)
    return f'"""{text}\n"""'


# --- JavaScript --------------------------------------------------------------------------------------------------

JAVASCRIPT_WORDS = frozenset((
    "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "export",
    "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return",
    "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield", "let",
    "static", "enum", "await", "implements", "package", "protected", "interface", "private", "public", "arguments",
    "eval", "undefined", "NaN", "Infinity", "globalThis", "BigInt", "Object", "RangeError", "module", *OWN,
    "floorDiv", "largest", "smallest", "given", "checked", "sizes",
    # what every object has by these names is no size
    "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
    "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
))  # fmt: skip
JAVASCRIPT = Spelling(str, JAVASCRIPT_WORDS.__contains__)


def javascript_string(text: str) -> str:
    r"""A literal, also within HTML.

    >>> print(javascript_string('", x: "</script>'))
    "\", x: \"<\/script>"
    """
    return _within_html(printable_source(json.dumps(text, ensure_ascii=False)))


def javascript_comment(line: str) -> str:
    """A comment to the end of the line."""
    return f"// {_within_html(printable(line))}"


def _within_html(source: str) -> str:
    return source.replace("</", r"<\/").replace("<!--", r"<\!--")


# --- C -----------------------------------------------------------------------------------------------------------

C_WORDS = frozenset((
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
    "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
    "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while",
    "bool", "true", "false", "alignas", "alignof", "constexpr", "nullptr", "static_assert", "thread_local", "typeof",
    "typeof_unqual", "asm", "catch", "class", "delete", "explicit", "export", "friend", "mutable", "namespace", "new",
    "noexcept", "operator", "private", "protected", "public", "template", "this", "throw", "try", "typeid", "typename",
    "using", "virtual", "and", "and_eq", "bitand", "bitor", "compl", "not", "not_eq", "or", "or_eq", "xor", "xor_eq",
    "concept", "requires", "decltype", "const_cast", "dynamic_cast", "reinterpret_cast", "static_cast", "consteval",
    "constinit", "co_await", "co_return", "co_yield",
    "NULL", "EOF", "BUFSIZ", "stdin", "stdout", "stderr", "errno", "offsetof", "assert", "complex", "imaginary", "I",
    "linux", "unix", "i386", "main", *OWN, "fits", "ok", "result", "legal", "layers",
    "add", "sub", "mul", "floordiv", "power", "largest", "smallest",
))  # fmt: skip
C_FAMILIES = re.compile(  # none of them ends with an underscore
    r"(.*_t|U?INT.*|.*_(MAX|MIN|C|WIDTH|DIG|EPSILON)|E[A-Z]{2,}|E2BIG|PRI\w+|SCN\w+|SYMPARAM_\w+|M_\w+|FP_\w+|HUGE\w*"
    r"|NAN|INFINITY|EXIT_\w+|SEEK_\w+|FLT_\w+|DBL_\w+|LDBL_\w+|DECIMAL_DIG|MATH_\w+|MB_\w+|CHAR_BIT|L_\w+|P_tmpdir"
    r"|W[A-Z]+)(?<!_)"
)


def _ascii_form(name: str) -> str:
    """In ASCII letters and digits, not beginning with an underscore, which is for compilers."""
    word = re.sub(r"[^\x00-\x7f]", lambda match: greek(match[0]) or f"u{ord(match[0]):04X}", name)
    return f"n{word}" if word.startswith("_") else word


def _c_taken(word: str) -> bool:
    return word in C_WORDS or C_FAMILIES.fullmatch(word) is not None


C = Spelling(_ascii_form, _c_taken)


def c_string(text: str) -> str:
    r"""A literal in UTF-8, without trigraphs.

    >>> print(c_string('x"}; ??/ß'))
    "x\"}; \?\?/\303\237"
    """
    return f'"{"".join(map(_c_byte, text.encode("utf-8", "surrogatepass")))}"'


def _c_byte(byte: int) -> str:
    c = chr(byte)
    if c in '"\\?':
        return f"\\{c}"
    return c if 0x20 <= byte < 0x7F else f"\\{byte:03o}"


def c_comment(lines: Iterable[str]) -> str:
    """A comment of one line or more."""
    text = "\n   ".join(map(printable, lines))
    return f"/* {text.replace('/*', '/ *').replace('*/', '* /').replace('??', '? ?')} */"


# --- Wolfram -----------------------------------------------------------------------------------------------------


def _wolfram_form(name: str) -> str:
    """Without underscores, and no symbol of the system: those are C, D, E, I, K, N, O, and words with a capital."""
    head, *rest = [part for part in _ascii_form(name).split("_") if part] or ["n"]
    joined = head + "".join(part[0].upper() + part[1:] for part in rest)
    return f"size{joined}" if re.match(r"[CDEIKNO]\Z|[A-Z][A-Za-z]|\d", joined) else joined


WOLFRAM = Spelling(_wolfram_form, frozenset(map(_wolfram_form, OWN)).__contains__, tail="x")


def wolfram_string(text: str) -> str:
    r"""A literal in ASCII.

    >>> print(wolfram_string('a"\\ß'))
    "a\"\\\:00df"
    """
    return f'"{"".join(map(_wolfram_character, text))}"'


def _wolfram_character(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    if " " <= c <= "~":
        return c
    return rf"\:{ord(c):04x}" if ord(c) < 0x10000 else rf"\|{ord(c):06x}"


def wolfram_comment(line: str) -> str:
    """A comment; they nest, and a backslash begins a character within them too."""
    return f"(* {printable(line).replace(chr(92), '/').replace('(*', '( *').replace('*)', '* )')} *)"
