"""Where readers and printers are found: small tables of names, looked up and imported when asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import Parameter, signature
from os.path import isdir, isfile  # false, where a name is too long to be one
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any

from .budget import bounded
from .errors import NotFound, ReadError, RequestError, SymparamError

# name -> module; each exposes summary(report, **options) and derivation(report, **options), which return text, or bytes
PRINTERS = {
    "text": "terminal",
    "latex": "latex",
    "markdown": "markdown",
    "html": "html_fragment",
    "json": "json_report",
    "csv": "csv_tables",
    "latex-table": "latex_table",
    "latex-paper": "latex_paper",
    "latex-slides": "latex_slides",
    "pdf": "pdf",
}
PICTURES = {"page": "page", "svg": "svg", "mermaid": "mermaid", "dot": "dot", "tikz": "tikz"}  # of a summary only
SUFFIXES = {
    ".txt": "text",
    ".tex": "latex",
    ".md": "markdown",
    ".html": "html",
    ".json": "json",
    ".csv": "csv",
    ".pdf": "pdf",
    ".svg": "svg",
    ".mmd": "mermaid",
    ".dot": "dot",
    ".tikz": "tikz",
}

# what is written beside reports -> module:function, which makes a document of it for every format that has no own way
DOCUMENTS = {
    "comparison": "comparison:comparison",
    "growth": "growth:growth",
    "sweep": "sweep:sweep",
    "solution": "solution:solution",
    "audit": "audit:audit",
    "audit_table": "audit_table:audit_table",
    "check": "check:check",
}

# what a report can be asked -> module:function, each of which takes the report first
EXPLORERS = {
    "compare": "compare:compare",
    "proof": "proof:prove",
    "fold": "fold:fold",
    "unfold": "fold:unfold",
    "stages": "stages:stages",
    "depth": "depth:at_depth",
    "fold by stages": "stages:by_stages",
    "sweep": "sweep:sweep",
    "plot together": "plot:plot_together",
    "solve": "solve:solve",
    "growth": "growth:growth",
    "growth over a range": "growth_plot:growth_sweeps",
    "audit": "audit:audit",
    "audit_table": "audit_table:audit_table",
    "check": "check:check",
    "export": "export:export",
    "frame": "report_frame:report_frame",
}

# how a model is read -> module; each exposes read(source, **options) -> Model
READERS = {
    "script": "by_imports",
    "keras_source": "keras_script",
    "torch_script": "torch_script",
    "keras_config": "keras_config",
    "keras_live": "keras_live",
    "torch_live": "torch_live",
    "huggingface": "huggingface",
}
SMALL = 1_000_000  # bytes; no config of a language model is larger
READER_SUFFIXES = {
    ".py": "script",
    ".ipynb": "script",
    ".json": "keras_config",
    ".keras": "keras_config",
    ".h5": "keras_config",
}


def printer(name: str) -> ModuleType:
    """The module that prints a format. Raises SymparamError where there is none of that name."""
    modules = PRINTERS | PICTURES
    if name not in modules:
        raise RequestError(f"there is no format {name!r}; choose one of {', '.join(modules)}")
    return import_module(f".printers.{modules[name]}", __package__)


@bounded
def printed(name: str, what: str, report: object, options: Mapping[str, Any]) -> Any:
    """The ``summary`` or the ``derivation`` of a report, a ``comparison`` or a ``growth``, in a format: text, or bytes.

    Raises SymparamError for a format or an option that does not exist.
    """
    module = printer(name)
    function = getattr(module, what, None)
    if function is None and what in DOCUMENTS and (function := getattr(module, "written", None)):
        report = _found("document", DOCUMENTS[what])(report)
    if function is None:
        raise SymparamError(f"there is no {what} in {name}; use another format, such as text or json")
    known = signature(function).parameters
    open_ended = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in known.values())
    strange = [option for option in options if option not in known]
    if strange and not open_ended:
        has = ", ".join(list(known)[1:]) or "none"
        raise SymparamError(f"the {what} in {name} has no option {strange[0]!r}; its options are: {has}")
    return function(report, **options)


def explorer(name: str) -> Callable[..., Any]:
    """The function that answers a question about a report."""
    return bounded(_found("explore", EXPLORERS[name]))


def _found(room: str, place: str) -> Callable[..., Any]:
    """The function at ``module:function`` in a room."""
    module, _, function = place.partition(":")
    return getattr(import_module(f".{room}.{module}", __package__), function)


def reader(source: object, name: str | None = None) -> ModuleType:
    """The module that reads a source: by name, else by the file's suffix, else as a live model.

    Raises ReadError where neither tells.
    """
    if name is None:
        name = _reader_of(source)
    if name not in READERS:
        raise NotFound(f"there is no reader {name!r}; choose one of {', '.join(READERS)}")
    return import_module(f".readers.{READERS[name]}", __package__)


def _reader_of(source: object) -> str:
    if not isinstance(source, (str, PurePath)):
        return "torch_live" if _is_torch(source) else "keras_live"
    text = str(source)
    if text.startswith("keras:"):
        return "keras_live"
    if text == "-":
        return "script"
    suffix = PurePath(text).suffix.lower()
    if suffix not in READER_SUFFIXES:
        if not isfile(text):
            why = "is a directory; MODEL is a file" if isdir(text) else "No such file or directory"
            raise NotFound(f"{text}: {why}" if text else "MODEL is empty; give the path of a file")
        known = ", ".join(READER_SUFFIXES)
        raise ReadError(f"{text}: its suffix does not tell what it is; use one of {known}, or say so with --from")
    return "huggingface" if suffix == ".json" and _has_model_type(text) else READER_SUFFIXES[suffix]


def _is_torch(source: object) -> bool:
    """Whether an object is a module of PyTorch, by the names of its classes."""
    return any(c.__module__.startswith("torch.nn.") and c.__name__ == "Module" for c in type(source).__mro__)


def _has_model_type(path: str) -> bool:
    """Whether a JSON file says which type of model it is, as the configs of Hugging Face do; Keras's say a class."""
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size >= SMALL:  # a pipe is read once, by its reader
            return False
        data = file.read_bytes()
        config = json.loads(data) if b"model_type" in data else None  # the reader reads it once more
    except (OSError, ValueError, RecursionError):
        return False  # the reader says what is wrong
    return isinstance(config, dict) and "model_type" in config and "class_name" not in config
