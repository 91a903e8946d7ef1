"""What symparam costs, as a table: ``python benchmarks/run.py``. Rows that need Keras are left out where it is missing.

Times are the best of several runs, in milliseconds; whole processes are measured from the outside.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "examples" / "rgb_classifier.py"
COMMAND = "from symparam.cli import main; main()"
Row = tuple[str, float, str]  # what, milliseconds, note


def best(run: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""

    def once() -> float:
        start = time.perf_counter()
        run()
        return (time.perf_counter() - start) * 1e3

    return min(once() for _ in range(times))


def process(*arguments: str, times: int = 5) -> float:
    """A whole Python process."""
    command = [sys.executable, *arguments]
    return best(lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL), times)


def processes() -> Iterator[Row]:
    sympy = process("-c", "import sympy")
    yield "python -c 'import sympy'", sympy, ""
    yield "symparam --help", process("-c", COMMAND, "--help"), "loads no SymPy"
    show = process("-c", COMMAND, "show", str(SCRIPT))
    yield f"symparam show {SCRIPT.name}", show, f"{show / sympy:.2f} × import sympy"


def configs() -> Iterator[Row]:
    if importlib.util.find_spec("keras") is None:
        return
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras

    for name in ("ResNet50", "ResNet152"):

        def build(name: str = name) -> str:
            with keras.StatelessScope(initialize_variables=False):
                return str(getattr(keras.applications, name)(weights=None).to_json())

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.json"
            path.write_text(build())
            cold = process(
                "-c",
                f"import time, sympy\nstart = time.perf_counter()\nimport symparam\n"
                f"symparam.read({str(path)!r}).derive()",
            ) - process("-c", "import sympy")
            yield f"{name}: file to report, cold", cold, "imports of symparam included, SymPy's not"
            command = [sys.executable, __file__, str(path)]
            told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            for what, milliseconds in json.loads(told.stdout):
                yield f"{name}: {what}", milliseconds, ""
        keras_time = best(lambda: build(), 3)
        yield f"{name}: Keras builds it", keras_time, "without initialising weights"


def warm(path: Path) -> list[tuple[str, float]]:
    """One file read again and again, in a process that has nothing but symparam in it."""
    from symparam.readers import read

    model = read(path)
    report = model.derive()
    return [
        ("file to report, warm", best(lambda: read(path).derive(), 20)),
        ("JSON alone", best(lambda: json.loads(path.read_text()), 20)),
        ("derive alone", best(model.derive, 20)),
        ("report.at(), totals", best(lambda: report.at().params, 20)),
    ]


def chains() -> Iterator[Row]:
    from symparam import Sequential, layers, sizes

    for n in (1_000, 10_000):

        def build(n: int = n) -> object:
            return Sequential([layers.Conv2D(4, 3) for _ in range(n)], input=sizes("H W C"))

        model = build()
        yield f"{n:,} convolutions in a row: build", best(build, 3), ""
        yield f"{n:,} convolutions in a row: derive", best(model.derive, 3), ""  # type: ignore[attr-defined]


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(warm(Path(sys.argv[1]))))
        return
    for rows in (processes, configs, chains):
        for what, milliseconds, note in rows():
            print(f"{what:<46}{milliseconds:>9.1f} ms  {note}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
