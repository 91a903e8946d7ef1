"""Names that anyone may have written stay names in every language that they are exported to; none of them is code."""

from __future__ import annotations

import io
import json
import keyword
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from symparam import Sequential, layers
from symparam.algebra import size
from symparam.explore.export import LANGUAGES, export
from symparam.explore.export.program import program
from symparam.report import Report

from ..frameworks import framework, tool
from ..subprocesses import symparam

EVIL = 'int evil(void) __attribute__((constructor)); int evil(void) { return __builtin_printf("EXECUTED\\n"); }'
CODE = {  # a name that once ran as code, or broke what it stood in
    "python docstring": 'm"""\nimport os; os.system("echo EXECUTED")\n"""',
    "python docstring without newline": '"""; print("EXECUTED"); """',
    "python string": "', print('EXECUTED'), '",
    "a backslash at the end": "name\\",
    "quotes at the end": 'name"',
    "four quotes": 'a""""; print("EXECUTED"); """"',
    "python coding": "# -*- coding: utf-7 -*-",
    "javascript string": '", x: console.log("EXECUTED"), y: "',
    "javascript line": 'm\nconsole.log("EXECUTED")\n//',
    "javascript carriage return": 'm\rconsole.log("EXECUTED")\r//',
    "javascript line separator": 'm\u2028console.log("EXECUTED")\u2029//',
    "javascript template": '${console.log("EXECUTED")}`',
    "html": "</script><script>alert(1)</script><!--",
    "c string": f'x"}}; {EVIL} const char *const more[1] = {{"',
    "c comment": f"m */ {EVIL} /*",
    "c comment in another": "*/*/ /*/ */",
    "c trigraphs": 'm??/" ??/\n*??/\n/ ??',
    "c octal": "a\x011",
    "c line": '\\\n#error "EXECUTED"\n',
    "wolfram string": '" -> {}, Print["EXECUTED"], "',
    "wolfram comment": '*) Print["EXECUTED"] (* (*) *)',
    "wolfram character": r"\.2a\.29 \:002a\:0029 \[RawStar]",
    "formula": "=cmd|'/c calc'!A1",
    "plus": "+1+1",
    "minus": "-1-1",
    "at": "@SUM(1)",
    "tab": "\t=1",
    "carriage return": "\r=1",
    "excel character": "_x003D_1",
    "bell": "a\x07b",
    "escape": "d\x1b]0;title\x07",
    "c1": "a\x9b31m",
    "bidi": "a\u202e\u2066b",
    "zero width": "a\u200bb\ufeff",
    "no character": "a\uffff\ufdd0",
    "half a character": "a\ud800",
    "letters": "größe 層 🎉",
    "null": "a\0b",
}
NAMES = list(CODE.values())


def hostile() -> Report:
    """A model that has each of these names as a layer's, and one of them as its own."""
    return Sequential([layers.Dense(2, name=name) for name in NAMES], input=(3,)).derive()


def config(name: str, layer: str) -> str:
    dense = {"class_name": "Dense", "config": {"name": layer, "units": 4, "use_bias": True}}
    source = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "i"}}
    return json.dumps({"class_name": "Sequential", "config": {"name": name, "layers": [source, dense]}})


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    assert "EXECUTED" not in done.stdout.splitlines()
    return done.stdout


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """The model, under each of the names."""
    report = hostile()
    from dataclasses import replace

    return [replace(report, name=name) for name in NAMES]


def test_python_runs_none_of_them(reports: list[Report], capfd: pytest.CaptureFixture[str]) -> None:
    for report in reports:
        room: dict[str, Any] = {}
        source = export(report, "python", table=True)
        exec(compile(source, "model.py", "exec"), room)
        assert [name for name, _ in room["rows"]()] == NAMES
        assert len(room) == len({"params", "rows", "_check", "__builtins__", "__doc__"})
    assert "EXECUTED" not in capfd.readouterr().out


def test_numpy_runs_none_of_them(reports: list[Report], capfd: pytest.CaptureFixture[str]) -> None:
    framework("numpy")
    for report in reports:
        room: dict[str, Any] = {}
        exec(compile(export(report, "numpy", table=True), "model.py", "exec"), room)
        assert list(room["rows"]()) == NAMES
    assert "EXECUTED" not in capfd.readouterr().out


def test_javascript_runs_none_of_them(reports: list[Report], tmp_path: Path) -> None:
    node = tool("node")
    for i, report in enumerate(reports):
        (tmp_path / f"m{i}.js").write_text(str(export(report, "javascript", table=True)), encoding="utf-8")
    (tmp_path / "run.js").write_text(
        f"for (let i = 0; i < {len(reports)}; i++) console.log(JSON.stringify("
        "require(`./m${i}.js`).rows().map((row) => row.layer)));\n"
    )
    for line in run(node, "run.js", cwd=tmp_path).strip("\n").split("\n"):
        assert json.loads(line) == NAMES


def test_javascript_ends_no_script_of_html(reports: list[Report]) -> None:
    for report in reports:
        assert not re.search("</script|<!--", str(export(report, "javascript", table=True)), re.IGNORECASE)


@pytest.mark.parametrize("standard", ["c99", "gnu17"])
def test_c_runs_none_of_them(reports: list[Report], tmp_path: Path, standard: str) -> None:
    gcc = tool("gcc")
    for i, report in enumerate(reports if standard == "c99" else reports[:1]):
        (tmp_path / f"m{i}.c").write_text(str(export(report, "c", table=True)), encoding="utf-8")
        run(gcc, f"-std={standard}", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function",
            "-trigraphs", f"m{i}.c", cwd=tmp_path)  # fmt: skip
    (tmp_path / "main.c").write_text(
        '#include "m0.c"\n#include <stdio.h>\nint main(void) {\n'
        f"for (int i = 0; i < {len(NAMES)}; i++) puts(layers[i]); }}\n"
    )
    run(gcc, f"-std={standard}", "-trigraphs", "main.c", "-o", "main", cwd=tmp_path)
    done = subprocess.run([tmp_path / "main"], capture_output=True, check=True)
    expected = [name.partition("\0")[0].encode("utf-8", "surrogatepass") for name in NAMES]  # a string ends there
    assert done.stdout == b"\n".join(expected) + b"\n"


def wolfram_code(source: str) -> str:
    """What is left without comments, which nest, and without strings: the language's own lexical rules."""
    code, depth, i = "", 0, 0
    while i < len(source):
        if source.startswith("(*", i):
            depth, i = depth + 1, i + 2
        elif depth and source.startswith("*)", i):
            depth, i = depth - 1, i + 2
        elif not depth and source[i] == '"':
            string = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL).match(source, i)
            assert string
            code, i = code + "STRING", string.end()
        else:
            code, i = code + source[i] * (not depth), i + 1
    assert depth == 0
    return code


def test_wolfram_runs_none_of_them(reports: list[Report]) -> None:
    codes = {wolfram_code(str(export(report, "wolfram", table=True))) for report in reports}
    (code,) = codes  # the same, whatever the model is called
    assert code.isascii()
    assert "Print" not in code
    assert code.count("STRING -> {") == len(NAMES)
    for report in reports:
        assert "\\" not in "".join(re.findall(r"\(\*.*?\*\)", str(export(report, "wolfram"))))


def test_a_spreadsheet_keeps_them_as_text(reports: list[Report]) -> None:
    openpyxl = framework("openpyxl", "excel")
    for report in reports:
        sheet = openpyxl.load_workbook(io.BytesIO(bytes(export(report, "excel")))).active
        texts = [sheet["A1"], *(row[0] for row in sheet.iter_rows(min_row=9, max_row=8 + len(NAMES)))]
        assert {cell.data_type for cell in texts} == {"s"}
        assert all(cell.quotePrefix for cell in texts)
        assert [cell.value for cell in texts[1:]][:3] == [
            r"m\"\"\"\nimport os".replace('\\"', '"') + '; os.system("echo EXECUTED")\\n"""',
            *NAMES[1:3],
        ]
        assert "=cmd|'/c calc'!A1" in [cell.value for cell in texts]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_nothing_in_a_file_turns_or_hides(reports: list[Report], language: str) -> None:
    if language == "excel":
        return
    for report in reports:
        source = str(export(report, language, table=True))
        assert source.replace("\n", "").isprintable()
        assert len(source.splitlines()) == source.count("\n")


# --- symbols -----------------------------------------------------------------------------------------------------


def named(*names: str) -> Report:
    """A model with a symbol of each name; the params are a sum that tells them all apart."""
    return Sequential([layers.Dense(size(n), name=f"l{i}") for i, n in enumerate(names)], input=(3,)).derive()


def sizes_of(names: tuple[str, ...]) -> dict[str, int]:
    return {name: 2 + i % 7 for i, name in enumerate(names)}


WORDS = (
    *keyword.kwlist[3:], "__debug__", "self", "report", "sizes", "values", "max", "min", "int", "all", "ValueError",
    "TypeError", "object", "np", "x", "_check", "_ready", "_max", "params", "rows", "lambda_", "layer", "model", "name",
    "NULL", "bool", "true", "false", "int64_t", "size_t", "INT64_MAX", "INT64_C", "UINT8_MAX", "SIZE_MAX", "fits", "ok",
    "result", "legal", "layers", "add", "mul", "floordiv", "linux", "unix", "main", "inline", "SYMPARAM_OK", "_Bool",
    "constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "undefined", "NaN", "Infinity", "BigInt", "of",
    "given", "checked", "RangeError", "arguments", "eval", "module", "require", "Object", "globalThis",
    "N", "E", "I", "C", "D", "K", "O", "Table", "If", "Pi", "Max", "Quotient", "a_b", "aB", "a__b", "_a", "a_", "π",
    "λ", "μ", "ß", "ℌ", "H", "ﬁ", "fi", "é", "e\u0301", "層", "λ_", "lambda__",
)  # fmt: skip


@pytest.fixture(scope="module")
def words() -> tuple[Report, dict[str, int], int]:
    """A model with all of them, sizes, and its params there."""
    report = named(*WORDS)
    sizes = sizes_of(program(report).names)
    return report, sizes, int(report.at(**sizes).params)


def test_python_has_a_word_for_each_symbol(words: tuple[Report, dict[str, int], int]) -> None:
    report, sizes, expected = words
    room: dict[str, Any] = {}
    exec(str(export(report, "python", table=True)), room)
    assert room["params"](*sizes.values()) == expected
    assert len(room["rows"](*sizes.values())) == len(WORDS)
    with pytest.raises(ValueError, match="illegal"):
        room["params"](*([0] * len(sizes)))


def test_numpy_has_a_word_for_each_symbol(words: tuple[Report, dict[str, int], int]) -> None:
    np = framework("numpy")
    report, sizes, expected = words
    room: dict[str, Any] = {}
    exec(str(export(report, "numpy", table=True)), room)
    assert room["params"](*(np.array([n, n]) for n in sizes.values())).tolist() == [expected] * 2
    with pytest.raises(ValueError, match="illegal"):
        room["params"](*([0] * len(sizes)))


def test_javascript_has_a_word_for_each_symbol(words: tuple[Report, dict[str, int], int], tmp_path: Path) -> None:
    node = tool("node")
    report, sizes, expected = words
    (tmp_path / "m.js").write_text(str(export(report, "javascript", table=True)), encoding="utf-8")
    (tmp_path / "sizes.json").write_text(json.dumps(sizes))
    program = 'const m = require("./m.js"); const s = require("./sizes.json"); console.log(String(m.params(s)));\n'
    (tmp_path / "run.js").write_text(program + "try { m.params({}); } catch (e) { console.log(e.name); }")
    assert run(node, "run.js", cwd=tmp_path) == f"{expected}\nTypeError\n"


@pytest.mark.parametrize("word", ["constructor", "__proto__", "toString"])
def test_what_every_object_of_javascript_has_is_no_size(word: str, tmp_path: Path) -> None:
    node = tool("node")
    from symparam import Facts

    report = Sequential([layers.Dense(size(word))], input=(3,), facts=Facts(defaults={word: 2**60 + 1})).derive()
    (tmp_path / "m.js").write_text(str(export(report, "javascript")), encoding="utf-8")
    calls = f"m.params(), m.params({{}}), m.params({{{word}_: 5}}), m.params(JSON.parse('{{\"{word}\": 6}}'))"
    (tmp_path / "run.js").write_text(f'const m = require("./m.js"); console.log([{calls}].join(" "));\n')
    assert run(node, "run.js", cwd=tmp_path) == f"{4 * (2**60 + 1)} {4 * (2**60 + 1)} 20 24\n"


@pytest.mark.parametrize("standard", ["c99", "gnu17", "c2x"])
def test_c_has_a_word_for_each_symbol(words: tuple[Report, dict[str, int], int], tmp_path: Path, standard: str) -> None:
    gcc = tool("gcc")
    report, sizes, expected = words
    given = ", ".join(map(str, sizes.values()))
    (tmp_path / "m.c").write_text(
        "#include <errno.h>\n#include <float.h>\n#include <inttypes.h>\n#include <limits.h>\n#include <math.h>\n"
        "#include <stdio.h>\n#include <stdlib.h>\n"
        + str(export(report, "c", table=True))
        + f'int main(void) {{ int64_t r; int k = params({given}, &r); printf("%d %" PRId64, k, r); return 0; }}\n',
        encoding="utf-8",
    )
    run(gcc, f"-std={standard}", "-Wall", "-Werror", "m.c", "-o", "m", cwd=tmp_path)
    assert run(tmp_path / "m", cwd=tmp_path) == f"0 {expected}"


HEADERS = ("stdbool", "stddef", "stdint")  # what the file includes


@pytest.mark.parametrize("standard", ["c99", "gnu17"])
def test_no_symbol_is_a_macro_of_c(tmp_path: Path, standard: str) -> None:
    from symparam.explore.export.spelling import C

    gcc = tool("gcc")
    (tmp_path / "h.c").write_text("".join(f"#include <{name}.h>\n" for name in HEADERS))
    defined = run(gcc, f"-std={standard}", "-dM", "-E", "h.c", cwd=tmp_path)
    macros = re.findall(r"#define (\w+)(?![\w(])", defined)
    spelled = C.of(macros).values()
    assert len(macros) > 200
    assert not set(spelled) & set(macros)


def test_no_symbol_is_a_word_of_javascript(tmp_path: Path) -> None:
    """What node does not take as a variable in strict code, and what every object has."""
    from symparam.explore.export.spelling import JAVASCRIPT

    node = tool("node")
    words = sorted(set(WORDS) | set(keyword.kwlist) | set(re.findall(r'"(\w+)"', Path(__file__).read_text())))
    (tmp_path / "words.json").write_text(json.dumps(words))
    (tmp_path / "run.js").write_text(
        '"use strict"; const refused = require("./words.json").filter((w) => {\n'
        '  try { new Function(`"use strict"; const ${w} = 1n; return ${w};`); return false; }\n'
        "  catch { return true; } });\n"
        "console.log(JSON.stringify([...refused, ...Object.getOwnPropertyNames(Object.prototype)]));\n"
    )
    refused = [w for w in json.loads(run(node, "run.js", cwd=tmp_path)) if w.isidentifier()]
    assert {"class", "eval", "constructor"} <= set(refused)
    assert not set(JAVASCRIPT.of(refused).values()) & set(refused)


def test_wolfram_has_a_word_for_each_symbol(words: tuple[Report, dict[str, int], int]) -> None:
    report, _, _ = words
    code = wolfram_code(str(export(report, "wolfram")))
    arguments = re.findall(r"([^\s,\[]*)_Integer", code)
    assert len(set(arguments)) == len(arguments) == len(WORDS)
    for word in arguments:  # letters and digits; the system's own begin with a capital
        assert re.fullmatch(r"[a-z][A-Za-z0-9]*|[A-Z]\d*", word)
        assert word not in {"C", "D", "E", "I", "K", "N", "O"}


@pytest.mark.parametrize("case", ["c", "javascript", "python"])
@pytest.mark.parametrize("where", ["model", "layer"])
def test_the_command_exports_what_runs_as_nothing(tmp_path: Path, case: str, where: str) -> None:
    name = next(value for key, value in CODE.items() if key.startswith(case))
    (tmp_path / "m.json").write_text(config(*((name, "d") if where == "model" else ("m", name))))
    done = symparam("export", "m.json", "--to", case, "--table", cwd=tmp_path, text=True, check=True)
    if case == "python":
        room: dict[str, Any] = {}
        exec(done.stdout, room)
        assert room["params"]() == 36
    else:
        suffix = {"c": "c", "javascript": "js"}[case]
        (tmp_path / f"m.{suffix}").write_text(done.stdout, encoding="utf-8")
        (tmp_path / "main.c").write_text('#include "m.c"\nint main(void) { return 0; }\n')
        if case == "c":
            run(tool("gcc"), "main.c", "-o", "main", cwd=tmp_path)
            assert run(tmp_path / "main", cwd=tmp_path) == ""
        else:
            assert run(tool("node"), "m.js", cwd=tmp_path) == ""
