"""Every wrong input gives one clear message, the right exit code, and no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..subprocesses import symparam

REFERENCE = str(Path(__file__).parents[2] / "examples" / "rgb_classifier.py")
SCRIPTS = {
    "empty.py": "x = 1\n",
    "two.py": "from keras import Sequential, layers\n"
    "a = Sequential([layers.Input((8,)), layers.Dense(3)])\nb = Sequential([layers.Input((8,)), layers.Dense(4)])\n",
    "unknown.py": "from keras import Sequential, layers\na = Sequential([layers.Input((8,)), layers.Dence(3)])\n",
    "misspelt.py": "from keras import Sequential, layers\n\n"
    "a = Sequential([layers.Input((8, 8, 3)), layers.Conv2D(3, kernel_sise=3)])\n",
    "endless.py": "while True:\n    pass\n",
    "python2.py": "f = lambda (a, b): a\n",
    "syntax.py": "def f(:\n",
    "large.py": "x = 1\n" * 1_700_000,
    "hungry.py": "x = [0] * 10**12\n",
    "tower.py": "x = 9**9**9**9\n",
    "deep.py": "x = " + "(" * 5000 + ")" * 5000 + "\n",
    "nothing.json": "{}",
    "broken.json": "{",
    "rubbish.keras": "this is no archive",
    "model.txt": "text",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    for name, text in SCRIPTS.items():
        (folder / name).write_text(text)
    (folder / "rubbish.py").write_bytes(b"\x00\x01\xff\xfe rubbish \x00")
    (folder / "rubbish.json").write_bytes(bytes(range(256)))
    return folder


def run(folder, *words):
    return symparam(*words, cwd=folder, text=True, timeout=100)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["eval", "absent.py"], 2, "absent.py: No such file"),
        (["eval", "."], 2, "is a directory"),
        (["eval", "absent.txt"], 2, "absent.txt: No such file"),
        (["eval", ""], 2, "MODEL is empty"),
        (["eval", "model.txt"], 1, "suffix"),
        (["eval", "empty.py"], 1, "no Keras model"),
        (["eval", "two.py"], 1, "a, b; choose one with --model"),
        (["eval", "two.py", "--model", "c"], 2, "has no model 'c'"),
        (["eval", "unknown.py"], 1, "unknown.py:2: Dence is no layer that symparam knows; did you mean Dense?"),
        (["eval", "misspelt.py"], 1, "misspelt.py:3: Conv2D has no argument 'kernel_sise'; did you mean kernel_size?"),
        (["eval", "endless.py"], 1, "endless.py:1"),
        (["eval", "python2.py"], 1, "python2.py:1: this is Python 2 (a tuple among the parameters)"),
        (["eval", "syntax.py"], 1, "syntax.py:1"),
        (["eval", "large.py"], 1, "larger than"),
        (["eval", "hungry.py"], 1, "hungry.py"),
        (["eval", "tower.py"], 1, "tower.py"),
        (["eval", "deep.py"], 1, "deep.py"),
        (["eval", "rubbish.py"], 1, "rubbish.py"),
        (["eval", "rubbish.json"], 1, "rubbish.json"),
        (["eval", "nothing.json"], 1, "nothing.json"),
        (["eval", "broken.json"], 1, "broken.json"),
        (["eval", "rubbish.keras"], 1, "rubbish.keras"),
        (
            ["eval", REFERENCE, "H=31"],
            1,
            "max_pooling2d_2: pool 2 does not fit into the height; 1 is below 2; the model needs H ≥ 32",
        ),
        (["eval", REFERENCE, "num_class=0"], 1, "num_class"),
        (["eval", REFERENCE, "H=-5"], 2, "H=-5"),
        (["eval", REFERENCE, "H=abc"], 2, "H=abc: abc is neither a number nor a symbol"),
        (["eval", REFERENCE, "H=1e9"], 2, "H=1e9"),
        (["eval", REFERENCE, "H=2.5"], 2, "H=2.5"),
        (["eval", REFERENCE, "H="], 2, "H="),
        (["eval", REFERENCE, "H"], 2, "NAME=VALUE"),
        (["eval", REFERENCE, "H=40", "H=50"], 2, "H is given twice"),
        (["eval", REFERENCE, "Q=3"], 2, "'Q'"),
        (["derive", REFERENCE, "--layer", "nope"], 2, "no layer 'nope'"),
        (["show", REFERENCE, "--format", "docx"], 2, "no format 'docx'"),
        (["show", REFERENCE, "-o", "x.zip"], 2, "suffix names no format"),
        (["show", REFERENCE, "--free", "dense.filters=n"], 1, "dense (Dense) has no size called filters"),
        (["show", REFERENCE, "--free", "dense"], 2, "LAYER.FIELD=SYMBOL"),
        (["show", REFERENCE, "--from", "word"], 2, "no reader 'word'"),
        (["show", REFERENCE, "-o", "absent/x.txt"], 1, "absent/x.txt: cannot be written"),
        (["layers", "Conv2"], 2, "did you mean Conv2D?"),
        (["frobnicate"], 2, "no command 'frobnicate'; the commands are show, page, open, derive"),
        (["shwo", REFERENCE], 2, "did you mean show?"),
        (["eval", REFERENCE, "C=0"], 1, "a size is at least 1; it would be 0; the model needs C ≥ 1"),
        (["eval", REFERENCE, "C=W-300"], 1, "C: a size is at least 1; it would be -44; the model needs W ≥ 301"),
        (["eval", REFERENCE, "H=W/2", "W=255"], 1, "2 does not divide 255"),
        (["eval", REFERENCE, "H=129/2"], 2, "H=129/2: a size is a whole number, not 129/2"),
        (["eval", REFERENCE, "H=("], 2, "H=(: cannot read the formula"),
        (["eval", REFERENCE, "W=H", "H=W"], 2, "W=H H=W: these sizes go round in a circle"),
        (["eval", REFERENCE, "H=H+1"], 2, "go round in a circle"),
        (["eval", REFERENCE, "--free", "dens.units=n"], 2, "no layer is named dens; did you mean dense?"),
        (["eval", REFERENCE, "--free", "dense*.units=n"], 1, "dense.units is 512, dense_1.units is 128: n"),
        (["eval", REFERENCE, "--free", "dense.units=n", "--free", "dense.units=m"], 2, "dense.units is given twice"),
        (["derive", REFERENCE, "--layer", "dens"], 2, "did you mean dense?"),
        (["derive", REFERENCE, "--symbols", "H=W"], 2, "another one has it"),
        (["solve", REFERENCE, "params <= 10M", "--for", "H", "H=64"], 2, "H is what is looked for; leave out H=64"),
        (["solve", REFERENCE, "param <= 10M", "--for", "H"], 2, "'param' is neither a cost"),
        (["solve", REFERENCE, "params <= ten", "--for", "H"], 2, "'ten' is no amount"),
        (["audit", REFERENCE, "parms = 3M"], 2, "did you mean params?"),
        (["sweep", REFERENCE, "H=32:64", "-o", "x.zip"], 2, "suffix names no format"),
        (
            ["solve", REFERENCE, "params <= 10M", "--for", "H", "-o", "x.csv"],
            2,
            ".html, .json, .pdf or --format",
        ),
        (["growth", REFERENCE, "--plot", "x.svg"], 2, "a plot needs a range"),
        (["growth", REFERENCE, "W=H", "H=3"], 1, "max_pooling2d: pool 3 does not fit"),
        (["sweep", REFERENCE, "H=64:32"], 2, "a range goes upwards"),
        (["eval"], 2, "Missing argument 'MODEL'"),
    ],
    ids=lambda value: " ".join(value)[-50:] if isinstance(value, list) else None,
)
def test_a_wrong_input_is_answered(folder, words, code, said):
    done = run(folder, *words)
    assert said in done.stderr
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_file_is_written_whole_or_not_at_all(folder):
    target = folder / "table.md"
    target.write_text("before")
    assert run(folder, "show", REFERENCE, "H=31", "-o", "table.md").returncode in (0, 1)
    assert run(folder, "show", REFERENCE, "-o", "table.md").returncode == 0
    assert "conv2d" in target.read_text()
    assert not [p for p in folder.iterdir() if p.name.startswith(".table")]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_stream_can_take_the_output(folder, encoding):
    for words in (["show", REFERENCE], ["derive", REFERENCE, "--layer", "dense"]):
        done = symparam(*words, cwd=folder, encoding=encoding, check=True)
        text = done.stdout.decode(encoding)
        assert ("floor" in text) == (encoding != "utf-8")
        assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ["growth", REFERENCE, "W=H"],
        ["sweep", REFERENCE, "H=16:64:16", "--plot", "-"],
        ["solve", REFERENCE, "params <= 10M", "--for", "H"],
        ["audit", REFERENCE, "params = 3"],
        ["compare", REFERENCE, REFERENCE],
        ["eval", REFERENCE, "H=31"],
    ],
    ids=lambda words: words[0],
)
def test_what_people_read_is_ascii_where_the_stream_takes_no_more(folder, words):
    done = symparam(*words, cwd=folder, encoding="cp1252")
    assert done.returncode in (0, 1)
    assert (done.stdout + done.stderr).decode("ascii").strip()
    assert b"Traceback" not in done.stderr
    assert b"\\u" not in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["show", REFERENCE, "--format", "html"], ["export", REFERENCE, "--to", "c"]])
def test_what_programs_read_is_utf8_whatever_the_stream_is(folder, words):
    outputs = [symparam(*words, cwd=folder, encoding=encoding, check=True).stdout for encoding in ("cp1252", "utf-8")]
    assert outputs[0] == outputs[1] != outputs[0].decode("utf-8").encode("ascii", "replace")


def test_a_script_from_standard_input():
    done = symparam("eval", "-", check=True, text=True, input=Path(REFERENCE).read_text())
    assert done.stdout == "6029097\n"


@pytest.mark.parametrize(
    "words",
    [
        ["sweep", REFERENCE, "H=16:64:16"],
        ["sweep", REFERENCE, "H=16:64:16", "--plot", "-"],
        ["solve", REFERENCE, "params <= 10M", "--for", "H"],
        ["solve", REFERENCE, "params <= 10M", "--for", "H", "--format", "value"],
        ["audit", REFERENCE, "params = 6.03M"],
        ["audit", REFERENCE, "macs = 3"],
    ],
    ids=" ".join,
)
def test_ascii_is_what_a_stream_of_ascii_gets(folder, words):
    asked = symparam(*words, "--ascii", cwd=folder, encoding="utf-8")
    given = symparam(*words, cwd=folder, encoding="ascii")
    assert asked.stdout == given.stdout
    assert asked.stdout.isascii()


def test_an_audit_is_an_object_for_programs(folder):
    done = symparam("audit", REFERENCE, "params = 3", "--format", "json", cwd=folder)
    told = json.loads(done.stdout)
    assert (told["confirmed"], told["value"], told["claimed"]) == (False, 6029097, [3, 3])
    assert done.returncode == 1
    assert symparam("audit", REFERENCE, "params = 6.03M", "-o", "a.json", cwd=folder).returncode == 0
    assert json.loads((folder / "a.json").read_text())["confirmed"] is True
