"""Generated code is run by the languages themselves, at thousands of sizes, and agrees with the report exactly."""

from __future__ import annotations

import json
import random
import subprocess

import pytest

from symparam import Sequential, sizes
from symparam import layers as L
from symparam.algebra import evaluate
from symparam.algebra.anchor import residue
from symparam.algebra.valuation import value
from symparam.explore.export import export
from symparam.explore.export.excel import Formula, write
from symparam.explore.export.magnitude import bounds
from symparam.explore.export.program import program

from ..frameworks import framework, tool
from .models import MODELS

WHAT = ("params", "macs", "peak")
COUNT = 10_000


def cases(report, count=COUNT, largest=2000, seed=1):
    """Sizes, legal and illegal, small and around 2**63 in the totals."""
    rng = random.Random(seed)
    names = [n for n, _ in program(report, WHAT).arguments]
    found = []
    for i in range(count):
        top = largest if i % 4 else 2 ** rng.randint(4, 62)
        found.append({n: rng.randint(0, 12 if n == "L" else top) for n in names})
        if i % 4 < 2:
            found[-1].update({n: 4 * (v // 4 + 1) for n, v in found[-1].items() if n in "HW"})
        if i % 4 < 2 and "g" in names:
            found[-1]["g"] = found[-1]["g"] % 5 + 1
            found[-1]["C"] = found[-1]["g"] * (found[-1]["C"] // 7 + 1)
    return names, found


@pytest.fixture(scope="module", params=list(MODELS))
def case(request):
    report = MODELS[request.param]().derive()
    names, sizes = cases(report)
    formulas = [residue(report.cost(name)) for name in WHAT]

    def truth(s):
        legal = report.domain.contains(s) and not any(v < 1 and n != "L" for n, v in s.items())
        return [evaluate(f, s) for f in formulas] if legal else None

    return report, names, sizes, [truth(s) for s in sizes]


def test_enough_of_the_cases_are_legal_and_large(case):
    _, _, _, truth = case
    legal = [t for t in truth if t]
    assert len(legal) > COUNT // 10
    assert any(max(t) > 2**63 for t in legal)


def test_python_gives_the_report_s_values(case):
    report, _, sizes, truth = case
    room: dict = {}
    exec(export(report, "python", WHAT, table=True), room)
    for s, t in zip(sizes, truth, strict=True):
        if t is None:
            with pytest.raises(ValueError, match="illegal"):
                room["params"](**s)
        else:
            assert [room[name](**s) for name in WHAT] == t
    at = report.at()
    rows = room["rows"](**report.defaults)
    assert [(name, values[0]) for name, values in rows] == [(row.name, row.params) for row in at.rows]


def test_numpy_gives_the_report_s_values(case):
    np = framework("numpy")
    report, names, sizes, truth = case
    room: dict = {}
    exec(export(report, "numpy", WHAT), room)
    legal = [(s, t) for s, t in zip(sizes, truth, strict=True) if t]
    for small in (True, False):  # all at once: int64 where that fits, else Python's integers
        some = [(s, t) for s, t in legal if not small or max(s.values()) <= 2000]
        columns = {n: np.array([s[n] for s, _ in some]) for n in names}
        for i, name in enumerate(WHAT):
            result = np.broadcast_to(room[name](**columns), len(some))
            assert result.dtype == (np.int64 if small else object) or result.dtype == np.int64
            assert result.tolist() == [t[i] for _, t in some]
    illegal = next(s for s, t in zip(sizes, truth, strict=True) if t is None)
    with pytest.raises(ValueError, match="illegal"):
        room["params"](**illegal)


def test_numpy_is_exact_where_a_maximum_is_beyond_64_bits():
    framework("numpy")
    H, W, C = sizes("H W C")
    report = Sequential([L.Conv2D(4, 3, padding="same"), L.Dense(2)], input=(H, W, C)).derive()
    room: dict = {}
    exec(report.export("numpy", what="peak"), room)
    assert room["peak"](H=2**40, W=2**40, C=3) == 4 * (3 + 4) * 2**80  # the image and the four maps of it


def test_javascript_gives_the_report_s_values(case, tmp_path):
    node = tool("node")
    report, _, sizes, truth = case
    (tmp_path / "model.js").write_text(export(report, "javascript", WHAT, table=True))
    (tmp_path / "sizes.json").write_text(json.dumps([{n: str(v) for n, v in s.items()} for s in sizes]))
    (tmp_path / "run.js").write_text(
        'const m = require("./model.js"); const sizes = require("./sizes.json");\n'
        f"const what = {list(WHAT)!r};\n"
        "const out = sizes.map(s => { try { return what.map(w => String(m[w](s))); } catch (e) {\n"
        "  if (!(e instanceof RangeError)) throw e; return null; } });\n"
        "console.log(JSON.stringify([out, m.rows().length]));\n"
    )
    run = subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True)
    found, rows = json.loads(run.stdout)
    assert [f and [int(v) for v in f] for f in found] == truth
    assert rows == len(report.rows)


def test_c_gives_the_report_s_values_or_says_that_64_bits_do_not_suffice(case, tmp_path):
    gcc = tool("gcc")
    report, names, sizes, truth = case
    taken = ", ".join(f"s[{i}]" for i in range(len(names)))
    calls = "".join(f'k = {name}({taken}, &r); printf("%d %" PRId64 " ", k, k ? 0 : r);' for name in WHAT)
    reads = "".join(f'if (scanf("%" SCNd64, &s[{i}]) != 1) return 0;' for i in range(len(names)))
    (tmp_path / "model.c").write_text(
        export(report, "c", WHAT, table=True)
        + "#include <stdio.h>\n#include <inttypes.h>\nint main(void) { for (;;) { int64_t "
        f's[{len(names)}], r = 0; int k; {reads} {calls} puts(""); }} }}\n'
    )
    subprocess.run(
        [
            gcc,
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Wno-unused-parameter",
            "-Werror",
            "-fsanitize=undefined",
            "-fno-sanitize-recover",
            "model.c",
            "-o",
            "model",
        ],
        cwd=tmp_path,
        check=True,
    )
    lines = "\n".join(" ".join(str(s[n]) for n in names) for s in sizes)
    run = subprocess.run([str(tmp_path / "model")], input=lines, capture_output=True, text=True, check=True)
    limits = bounds(program(report, WHAT, table=True))
    exact = 0
    for s, t, line in zip(sizes, truth, run.stdout.splitlines(), strict=True):
        pairs = list(zip(*[iter(map(int, line.split()))] * 2, strict=True))
        for i, (code, number) in enumerate(pairs):
            assert code in ((0, 2) if t else (1, 2))
            if code == 2:
                assert max(value(m, {n: max(v, 1) for n, v in s.items()}) for m in limits) >= 2**63
            if t and code == 0:
                assert number == t[i]
                exact += 1
    assert exact > COUNT // 10


@pytest.mark.slow
def test_libreoffice_gives_the_report_s_values_or_words(case, tmp_path):
    soffice = tool("soffice")
    openpyxl = framework("openpyxl", "excel")
    report, names, sizes, truth = case
    if "g" not in names and "n" not in names:
        pytest.skip("two spreadsheets of this length are enough")
    made = program(report, WHAT[:2], table=False)
    book = openpyxl.Workbook()
    sheet = book.active
    limits = bounds(made)
    for i, s in enumerate(sizes, 1):
        lower = Formula({n: f"${chr(65 + j)}{i}" for j, n in enumerate(names)})
        for j, n in enumerate(names, 1):
            sheet.cell(i, j, s[n])
        limit = f"AND({', '.join(f'{lower(m)}<1E15' for m in limits)})"
        status = len(names) + 1
        sheet.cell(i, status, f'=IF(NOT({lower.legal(made)}), "illegal", IF({limit}, "exact", "too large"))')
        for j, (_, r) in enumerate(made.totals, status + 1):
            where = f"{chr(64 + status)}{i}"
            sheet.cell(i, j, f'=IF({where}="exact", {lower.value(r)}, {where})').number_format = "0"
    book.save(tmp_path / "sizes.xlsx")
    rows = recalculated(soffice, tmp_path, "sizes.xlsx")
    exact = 0
    for s, t, row in zip(sizes, truth, rows, strict=True):
        for i, cell in enumerate(row[len(names) + 1 :]):
            if cell == "too large":
                assert t is None or max(value(m, {n: max(v, 1) for n, v in s.items()}) for m in limits) >= 10**15
            elif cell == "illegal":
                assert t is None
            else:
                assert t is not None
                assert int(cell) == t[i]
                exact += 1
    assert exact > COUNT // 20


def recalculated(soffice, folder, name):
    """The cells of a spreadsheet as LibreOffice computes them."""
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false",
            name,
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    import csv

    return list(csv.reader((folder / name.replace(".xlsx", ".csv")).open(encoding="utf-8")))


@pytest.mark.slow
def test_the_spreadsheet_s_own_cells_follow_the_sizes(case, tmp_path):
    soffice = tool("soffice")
    openpyxl = framework("openpyxl", "excel")
    report, names, sizes, truth = case
    if "F" in names or len(report.rows) == 5:
        pytest.skip("the other models have all kinds of cells")
    (tmp_path / "model.xlsx").write_bytes(write(program(report, WHAT, table=True)))
    legal = [(s, t) for s, t in zip(sizes, truth, strict=True) if t and max(t) < 10**12][:2]
    for i, (s, t) in enumerate([*legal, (next(s for s, t in zip(sizes, truth, strict=True) if t is None), None)]):
        book = openpyxl.load_workbook(tmp_path / "model.xlsx")
        for row in book.active.iter_rows(min_row=6, max_row=5 + len(names)):
            row[1].value = s[row[0].value]
        book.save(tmp_path / f"at{i}.xlsx")
        cells = recalculated(soffice, tmp_path, f"at{i}.xlsx")
        status = next(row[1] for row in cells if row and row[0] == "Status")
        total = next(row for row in cells if row and row[0] == "Total")
        if t is None:
            assert (status, total[3:6]) == ("illegal", ["–"] * 3)
        elif status == "exact":
            assert [int(v.replace(",", "")) for v in total[3:6]] == t
            at = report.at(**{n: v for n, v in s.items() if n in report.symbols})
            named = {row[0]: row[3] for row in cells}
            assert all(int(named[row.name].replace(",", "")) == row.params for row in at.rows)
        else:
            assert status == "too large"


def test_sizes_without_a_say_are_not_asked_for():
    net = Sequential([L.Conv2D(8, 3), L.GlobalAveragePooling2D(), L.Dense(10)], input=sizes("H W C"))
    room: dict = {}
    exec(export(net.derive(), "python", "params"), room)
    assert room["params"](C=3) == 9 * 3 * 8 + 8 + 90
    exec(export(net.derive(), "python", "params,macs"), room)
    with pytest.raises(TypeError, match="missing 2 required"):
        room["params"](C=3)
