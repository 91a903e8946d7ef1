"""The arguments that every command on a model shares, and how they become a Report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from .. import plugins
from ..budget import DIGITS, extend
from ..errors import SymparamError
from ..totals import Total
from . import limits
from .complete import Source, among

if TYPE_CHECKING:
    from ..graph import Model
    from ..report import Report

Function = TypeVar("Function", bound=Callable[..., Any])
_BINDING = re.compile(r"\s*([^\W\d]\w*)\s*=(.*)\Z", re.DOTALL)


class Binding(click.ParamType):
    """NAME=VALUE, where VALUE is a whole number or a formula in the model's sizes."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int | str]:
        match = _BINDING.match(value)
        if match is None:
            self.fail(f"{value!r} is not NAME=VALUE, such as H=224{_meant(value, ctx)}", param, ctx)
        name, text = match.group(1), match.group(2).strip()
        if (ends := re.fullmatch(r"(\d+)\s*\.\.+\s*(\d+)", text)) is not None:
            self.fail(f"{value}: a range of sizes is for sweep, and written {name}={ends[1]}:{ends[2]}", param, ctx)
        if re.fullmatch(r"[0-9][0-9_]*", text) and len(text) < 1000:
            return name, int(text)
        if re.fullmatch(r"[-+]?[\d_.]+(e[-+]?\d+)?", text, re.IGNORECASE):
            self.fail(f"{value}: a size is a whole number that is not negative, written in digits", param, ctx)
        if not text:
            self.fail(f"{value}: there is no value after the =", param, ctx)
        return name, text


def _meant(value: str, ctx: click.Context | None) -> str:
    """The option that a word was meant for, which is no size."""
    known = {option for param in ctx.command.params for option in param.opts} if ctx is not None else set()
    field, equals, number = value.partition("=")
    if equals and "--free" in known and re.fullmatch(r"\w+\.\w+", field) and number.isdigit():
        name = field.rpartition(".")[2]
        return f"; an argument of a layer gets a name first: --free {field}={name} {name}={number}"
    if "--what" in known and {*value.split(",")} <= {*get_args(Total)}:
        return f"; a total is chosen by --what {value}"
    return f"; a layer is chosen by --layer {value}" if "--layer" in known and value.isidentifier() else ""


class Free(click.ParamType):
    """LAYER.FIELD=SYMBOL, or a formula in symbols."""

    name = "LAYER.FIELD=SYMBOL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        key, equals, text = value.partition("=")
        if not equals or "." not in key or not text.strip():
            self.fail(f"{value!r} is not LAYER.FIELD=SYMBOL, such as dense.units=n", param, ctx)
        return key.strip(), text.strip()


class Allowed(click.ParamType):
    """TYPE=SHAPE or TYPE=same: a layer without a rule, and its output shape."""

    name = "TYPE=SHAPE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        kind, equals, text = value.partition("=")
        if not equals or not kind.strip().isidentifier():
            self.fail(f"{value!r} is not TYPE=SHAPE, such as MyLayer=28,28,1 or MyLayer=same", param, ctx)
        return kind.strip(), "same" if text.strip() == "same" else Sizes().convert(text, param, ctx)


class Sizes(click.ParamType):
    """H,W,3: sizes and names, separated by commas."""

    name = "SHAPE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int | str, ...]:
        sizes = tuple(part.strip() for part in value.strip("()").split(",") if part.strip())
        if "None" in sizes:
            self.fail(
                f"{value!r}: None is no size; leave the batch out, and name a size that is open, as in H,W,3",
                param,
                ctx,
            )
        if not sizes or not all(re.fullmatch(rf"\d{{1,{DIGITS}}}|[^\W\d]\w*", s) for s in sizes):
            self.fail(f"{value!r} is no shape such as 28,28,1 or H,W,3", param, ctx)
        return tuple(int(s) if s.isdigit() else s for s in sizes)


class InputShape(click.ParamType):
    """[NAME:]SHAPE[:DTYPE]: the shape of one input, 28,28,1 or ids:T or image:H,W,3:float32."""

    name = "SHAPE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from ..algebra.coerce import as_dim
        from ..readers.given_inputs import DTYPES, GivenInput

        parts = [part.strip() for part in value.split(":")]
        dtype = parts.pop() if len(parts) > 1 and parts[-1] in DTYPES else ""
        name = parts.pop(0) if len(parts) == 2 else ""
        if len(parts) != 1 or not re.fullmatch(r"[\w./\[\]-]*", name):
            self.fail(f"{value!r} is no shape such as 28,28,1, ids:T or image:H,W,3:float32", param, ctx)
        sizes = Sizes().convert(parts[0], param, ctx)
        return GivenInput(tuple(as_dim("input", n) for n in sizes), name, dtype)


def input_option(function: Function, whose: str = "The input shape") -> Function:
    """--input, which may be given several times."""
    words = f"{whose} where the source has none: 28,28,1 or H,W,3; once for each input, by name where wanted: ids:T."
    return click.option("--input", "shape", type=InputShape(), multiple=True, callback=_given, help=words)(function)


def _given(ctx: click.Context, param: click.Parameter, value: tuple[Any, ...]) -> tuple[Any, ...] | None:
    return value or None


def context_option(function: Function) -> Function:
    """--context."""
    return click.option(
        "--context", type=click.IntRange(1), metavar="T", help="Tokens so far, for a language model's config."
    )(function)


def strict_option(function: Function) -> Function:
    """--strict."""
    return click.option("--strict", is_flag=True, help="Refuse a script of which something cannot be followed.")(
        function
    )


def timeout_option(function: Function) -> Function:
    """--timeout."""

    def allow(ctx: click.Context, param: click.Parameter, value: float | None) -> None:
        if value is not None:
            limits.allow(value)
            extend(cells=None)  # the seconds say it

    return click.option(
        "--timeout",
        type=click.FloatRange(0, limits.LARGEST, min_open=True),
        metavar="SECONDS",
        callback=allow,
        expose_value=False,
        is_eager=True,
        help=f"How long the processor may work on it.  [default: {limits.SECONDS}]",
    )(function)


def model_arguments(
    function: Function, words: click.ParamType | None = None, metavar: str = "[NAME=VALUE]..."
) -> Function:
    """MODEL, NAME=VALUE … and the options that say how to read it; the command gets them as ``source`` options."""
    for decorate in reversed(
        (
            click.argument("model", metavar="MODEL", type=Source()),
            click.argument("bindings", nargs=-1, type=words or Binding(), metavar=metavar),
            input_option,
            click.option("--model", "which", metavar="NAME", help="Which model, where the source has several."),
            click.option(
                "--from",
                "reader",
                metavar="READER",
                shell_complete=among(plugins.READERS),
                help="How to read MODEL: keras_source, torch_script, keras_config, huggingface.",
            ),
            click.option(
                "--free",
                type=Free(),
                multiple=True,
                help="Make hyper-parameters symbols: 'conv2d*.filters=F', dense.units=2*F.",
            ),
            click.option(
                "--unknown",
                type=Allowed(),
                multiple=True,
                help="Allow a layer without a rule, with its output: MyLayer=28,28,1 or MyLayer=same. "
                "Totals are partial.",
            ),
            click.option(
                "--data-format",
                type=click.Choice(["channels_first", "channels_last"]),
                help="Keras's image data format, where it is set outside the script.",
            ),
            context_option,
            strict_option,
            timeout_option,
        )
    ):
        function = decorate(function)
    return function


def model_of(
    model: str,
    bindings: tuple[tuple[str, int | str], ...],
    shape: tuple[Any, ...] | None = None,
    which: str | None = None,
    reader: str | None = None,
    data_format: str | None = None,
    free: tuple[tuple[str, str], ...] = (),
    unknown: tuple[tuple[str, Any], ...] = (),
    strict: bool = False,
    context: int | None = None,
    kept: dict[Any, Any] | None = None,
) -> Model:
    """The model that the arguments name; numbers become its defaults, formulas are left to ``report_of``."""
    from ..readers import read_with

    if context is not None:
        if any(name in ("T", "context") for name, _ in bindings):
            raise click.UsageError("the tokens are given twice, by --context and by a name")
        bindings = (*bindings, ("context", context))
    if model.startswith("keras:"):  # Keras builds it, which takes what it takes
        limits.lift()
    for names in ([name for name, _ in bindings], [key for key, _ in free]):
        repeated = {name for name in names if names.count(name) > 1}
        if repeated:
            raise click.UsageError(f"{min(repeated)} is given twice")

    def reading(sizes: dict[str, int]) -> Model:
        return read_with(
            model,
            sizes,
            texts={name: value for name, value in bindings if isinstance(value, str)},
            model=which,
            input=shape,
            format=reader,
            data_format=data_format,
            unknown=dict(unknown),
            strict=strict,
            kept=kept,
        )

    numbers = {name: value for name, value in bindings if isinstance(value, int)}
    return _freed(model, reading, numbers, dict(free)) if free else reading(numbers)


def _freed(
    source: str, reading: Callable[[dict[str, int]], Model], numbers: dict[str, int], free: dict[str, str]
) -> Model:
    """The model with freed hyper-parameters; numbers for their new symbols are defaults that the source cannot know."""
    from ..algebra import names_in
    from ..algebra.coerce import as_dim

    new = {name for key, text in free.items() for name in names_in(as_dim(key, text))} & numbers.keys()
    model = reading({name: n for name, n in numbers.items() if name not in new})
    own = new & (model.derive().symbols.keys() | model.facts.pinned.keys())
    if own:  # names of the source too, which are set before it is read
        if source == "-":
            raise click.UsageError(
                f"{min(own)} is a name of the source, so that --free reads it twice, which standard input does not "
                "allow; name a file, or take another name"
            )
        model = reading({name: n for name, n in numbers.items() if name not in new - own})
    freed = model.free(free)
    sizes = {name: numbers[name] for name in new - own}
    return replace(freed, facts=replace(freed.facts, defaults={**freed.facts.defaults, **sizes}))


def every_option(function: Function) -> Function:
    """--all: every model of the source, one after the other."""
    return click.option("--all", "every", is_flag=True, help="All models, where the source has several.")(function)


def each(source: dict[str, Any], every: bool) -> list[dict[str, Any]]:
    """The ``source`` options, once for each model that is asked for."""
    if not every:
        return [source]
    if source["which"] is not None:
        raise click.UsageError("--model picks one model and --all takes them all; give one of the two")
    if source["model"] == "-":
        raise click.UsageError("--all reads its source several times, which standard input does not allow; name a file")
    from ..algebra.coerce import is_list
    from ..readers import names

    if source["model"].startswith("keras:"):
        limits.lift()
    kept: dict[Any, Any] = {}
    found = names(
        source["model"],
        {name: value for name, value in source["bindings"] if isinstance(value, int) or is_list(value)},
        input=source["shape"],
        format=source["reader"],
        data_format=source["data_format"],
        unknown=dict(source["unknown"]),
        kept=kept,
    )
    return [{**source, "which": name, "kept": kept} for name in found]


def report_of(model: str, bindings: tuple[tuple[str, int | str], ...], **source: Any) -> Report:
    """The report of the model that the arguments name, with formulas bound; numbers become its defaults."""
    found = model_of(model, bindings, **source)
    report = found.derive()
    words = {name: value for name, value in bindings if isinstance(value, str) and name not in found.facts.texts}
    if not words:
        return report
    from ..algebra.tied_sizes import ties

    return report.bind(**ties(report.spelled(words), report.symbols, report.name))


def tell(*reports: Report) -> None:
    """Say on standard error what is assumed of the sources, where the output itself has no room for it."""
    from ..errors import shortened
    from .output import echo

    said = dict.fromkeys(str(a) for report in reports for a in report.assumptions)
    if said:
        echo(shortened(f"symparam: assumed not to change the model: {', '.join(said)}"), err=True)


def refuse(*reports: Report, lost: Mapping[str, SymparamError] = MappingProxyType({})) -> None:
    """Raise, once everything is printed, for models that are not shown, and where the sizes of a report are illegal."""
    from ..errors import ConditionError, ReadError

    if len(lost) == 1 and not reports:
        raise next(iter(lost.values()))
    if lost:
        raise ReadError("; ".join(f"{name} is not shown: {error}" for name, error in lost.items()))
    refused = [report for report in reports if report.refusal]
    if refused:
        if len(reports) == 1 and reports[0].refusal:
            raise reports[0].refusal.error()
        raise ConditionError("; ".join(f"{r.name}: {r.refusal}" for r in refused))


def reports_of(
    source: dict[str, Any],
    every: bool,
    costs: tuple[str, ...] | None,
    counted: dict[str, Any],
    fold: bool,
    lost: dict[str, SymparamError],
) -> Iterator[Report]:
    """The reports that are to be printed, with the costs that are to be shown, folded if asked for.

    With --all a model that cannot be shown goes among the ``lost``, with its error.
    """
    for one in each(source, every):
        try:
            report = report_of(**one)
        except SymparamError as error:
            if not every:
                raise
            lost[one["which"]] = error
            continue
        if costs:
            report = report.with_costs(*costs, **counted)
        yield report.fold() if fold else report
