"""From a source to a Model: the reader is found by the source's type or suffix, and imported then.

    "model.py" -> by_imports -> keras_script or torch_script -> Model
    "model.json", "model.keras" -> keras_config · keras.Model, "keras:ResNet50" -> keras_live -> keras_config
    nn.Module -> torch_live · "config.json" of a language model -> huggingface

Each has ``read(source, …) -> Model``, and ``names`` where a source may hold several models. Sizes that a user gives
are put in before scripts are read, since they may alter the structure, and after anything else (``sized``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from .. import plugins
from ..algebra import Dim
from ..algebra.coerce import Value, as_dim, is_list
from ..budget import bounded
from ..errors import NotFound, ReadError
from ..graph import Model
from ..layers.unknown import SAME, allowing
from ..report import Report

Given: TypeAlias = Iterable[Value] | Iterable[Iterable[Value]] | Mapping[str, Iterable[Value]] | None


@bounded
def read(
    source: Any,
    /,
    *,
    model: str | None = None,
    input: Given = None,
    format: str | None = None,
    data_format: str | None = None,
    unknown: Mapping[str, Iterable[Value] | str] | None = None,
    strict: bool = False,
    **sizes: Value,
) -> Model:
    """The model in a file, or a live Keras model.

    ``model`` picks one of several; ``input`` gives the input shape where the source has none, as sizes or names: one
    shape, a list of several, or several by name, ``{"ids": ("T",), "mask": ("T",)}``;
    ``NAME=VALUE`` sets a name of the source: a number, a text or a list (``mode="deep"``, ``blocks=[3, 4, 6, 3]``)
    before it is read, so that even the structure may follow; another name or a formula ties it, as ``Report.bind``
    does. ``unknown`` allows layers without a rule, by type: each with its output shape without the batch, or "same"
    for that of its input; their rows are marked unknown, and the totals partial. With ``strict`` it is an error where
    something in a script is not followed, which else is assumed not to change the model (``Report.assumptions``).
    Raises ReadError where the source cannot be read, ConditionError where a size is illegal.
    """
    return read_with(
        source,
        sizes,
        model=model,
        input=input,
        format=format,
        data_format=data_format,
        unknown=unknown,
        strict=strict,
    )


def read_with(
    source: Any,
    sizes: Mapping[str, Value],
    *,
    model: str | None = None,
    input: Given = None,
    format: str | None = None,
    data_format: str | None = None,
    unknown: Mapping[str, Iterable[Value] | str] | None = None,
    strict: bool = False,
    texts: Mapping[str, str] | None = None,
    kept: dict[Any, Any] | None = None,
) -> Model:
    """The same as ``read``, with the sizes as a mapping, in which any name may stand: also ``model`` or ``input``.

    ``texts`` are for names of a script that are text, a truth or a list there; else the ``sizes`` are looked through.
    One ``kept`` for several models of a source, read with the same options, lets it be read once.
    """
    reader = plugins.reader(source, format)
    if not isinstance(model, (str, type(None))):
        raise ReadError(f"model is the name of one of the models of the source, not {model!r}")
    sizes = {name: _spelled(value) for name, value in sizes.items()}
    words = _texts(sizes if texts is None else texts, reader)
    given = {name: as_dim(name, value) for name, value in sizes.items() if not is_list(words.get(name, "."))}
    numbers = {name: value for name, value in given.items() if isinstance(value, int)}
    inputs = _inputs(source, reader, input)
    options = {"model": model, "input": inputs, "data_format": data_format, "bindings": {**words, **numbers}}
    if getattr(reader, "READS_ONCE", False):
        options["kept"] = kept
    with allowing({kind: _output(kind, given) for kind, given in (unknown or {}).items()}):
        found: Model = reader.read(source, **options)
        if strict and found.facts.assumptions:
            told = ", ".join(map(str, found.facts.assumptions))
            raise ReadError(
                f"{source}: not followed, and it may change the model: {told}; without strict it is assumed not to"
            )
        unmet = next((name for name, text in words.items() if is_list(text) and name not in found.facts.texts), None)
        if unmet is not None:
            raise NotFound(f"{source} has no list and no text {unmet!r} to set to {words[unmet]}")
        given = {name: value for name, value in given.items() if name not in found.facts.texts}
        if not given:
            return found
        from .sized import sized

        return sized(found, given)


def _spelled(value: Any) -> Any:
    """A list or a truth as it is given on the command line; anything else as it is."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(str, value))}]"
    return str(value) if isinstance(value, bool) else value


def _texts(sizes: Mapping[str, Value], reader: Any) -> dict[str, str]:
    """What may be no size of what a user gives, for a reader that takes such."""
    if not getattr(reader, "TEXTS", False):
        return {}
    return {name: value for name, value in sizes.items() if isinstance(value, str) and not value.strip().isdigit()}


def _inputs(source: Any, reader: Any, given: Any) -> Any:
    """What a user gives as input, as a reader takes it. Raises ReadError where it takes one shape and gets more."""
    from .given_inputs import inputs_of, single

    inputs = inputs_of(given)
    return inputs if getattr(reader, "SEVERAL_INPUTS", False) else single(inputs, source)


def _output(kind: str, given: Iterable[Value] | str) -> str | tuple[Dim, ...]:
    if isinstance(given, str):
        if given != SAME:
            raise ReadError(f"{kind}: its output is a shape such as (28, 28, 1), or {SAME!r}; not {given!r}")
        return given
    return tuple(as_dim(kind, n) for n in given)


@bounded
def names(
    source: Any,
    sizes: Mapping[str, Value],
    *,
    input: Given = None,
    format: str | None = None,
    data_format: str | None = None,
    unknown: Mapping[str, Iterable[Value] | str] | None = None,
    kept: dict[Any, Any] | None = None,
) -> list[str | None]:
    """The names of all models in a source, to choose one with ``read(model=NAME)``; [None] where it can only be one."""
    reader = plugins.reader(source, format)
    if not hasattr(reader, "names"):
        return [None]
    shape = _inputs(source, reader, input)
    words = _texts(sizes, reader)
    bindings = {name: words.get(name) or as_dim(name, value) for name, value in sizes.items()}
    with allowing({kind: _output(kind, given) for kind, given in (unknown or {}).items()}):
        more = {"kept": kept} if getattr(reader, "READS_ONCE", False) else {}
        return list(reader.names(source, input=shape, data_format=data_format, bindings=bindings, **more))


def summary(source: Any, /, **options: Any) -> None:
    """Print the summary of a model, given as for ``read``, or of a Model or Report."""
    report = (
        source
        if isinstance(source, Report)
        else source.derive()
        if isinstance(source, Model)
        else read(source, **options).derive()
    )
    report.show()


def text_of(source: str | Path, limit: int = 4_000_000) -> tuple[str, str]:
    """The text of a file, or of standard input for ``-``, and its name for messages. Raises ReadError."""
    name = "standard input" if str(source) == "-" else str(source)
    try:
        data = _from_standard_input(limit) if str(source) == "-" else _bytes(Path(source), limit)
    except OSError as error:
        raise NotFound(f"{name}: {error.strerror or error}") from None
    if len(data) > limit:
        raise ReadError(f"larger than {limit // 1_000_000} MB; a model's source is not that large").at(name)
    try:
        return data.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: byte {error.start} is not UTF-8 text; a Keras script or a JSON config is text"
        ) from None


def _from_standard_input(limit: int) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise NotFound("standard input: it is closed; give the path of a file")
    return sys.stdin.buffer.read(limit + 1)


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)


__all__ = ["Dim", "read", "summary", "text_of"]
