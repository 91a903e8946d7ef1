"""symparam layers: the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import RequestError, UnknownLayer
from ..several import single
from .command import Command
from .complete import layers
from .output import emit, text_options


class Argument(click.ParamType):
    """NAME=VALUE: a number, several as 3,3, true or false, or a word."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        name, equals, text = value.partition("=")
        if not equals or not name.strip().isidentifier() or not text.strip():
            self.fail(f"{value!r} is not NAME=VALUE, such as kernel_size=7 or H_in=224", param, ctx)
        parts = [_value(part.strip()) for part in text.strip().strip("()").split(",") if part.strip()]
        return name.strip(), single(tuple(parts))


def _value(text: str) -> Any:
    words = {"true": True, "false": False, "none": None}
    if text.lower() in words:
        return words[text.lower()]
    return int(text) if text.isdigit() else text


EXAMPLE = (
    "symparam layers Conv2D H_in=224 kernel_size=7 strides=2 padding=same",
    "symparam layers",
    "symparam layers Conv2D",
    "symparam layers torch.nn.Conv2d",
)


@click.command("layers", cls=Command, example=EXAMPLE)
@click.argument("layer", required=False, shell_complete=layers)
@click.argument("words", nargs=-1, type=Argument(), metavar="[NAME=VALUE]...")
@click.option("--markdown", is_flag=True, help="The whole catalogue as a page of Markdown.")
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--ascii", is_flag=True, help="Only ASCII characters.")
@click.option(
    "--width",
    type=click.IntRange(20),
    metavar="N",
    help="Columns of text. [default: the terminal's, 80 when piped]",
)
def command(
    layer: str | None,
    words: tuple[tuple[str, Any], ...],
    markdown: bool,
    file: Path | None,
    ascii: bool,
    width: int | None,
) -> None:
    """All layers, or the rules of one LAYER: shape, parameters, weights, conditions, source.

    NAME=VALUE sets an argument of the layer (kernel_size=7, padding=same) or a size of its input (H_in=224).
    """
    from ..document.catalogue import names_by_family, rules
    from ..layers.calculator import calculated
    from ..layers.catalogue import entry
    from ..layers.catalogue_page import families, page
    from ..printers.terminal import written

    if markdown:
        emit(page(), file, "markdown")
        return
    try:
        document = (
            rules(calculated(layer, dict(words)) if words else entry(layer)) if layer else names_by_family(families())
        )
    except UnknownLayer as error:
        raise RequestError(str(error)) from None
    emit(written(document, **text_options("text", file, ascii, width)), file)
