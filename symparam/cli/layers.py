"""symparam layers: the catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import RequestError, UnknownLayer
from .command import Command
from .complete import layers
from .output import emit, text_options

EXAMPLE = ("symparam layers", "symparam layers Conv2D", "symparam layers torch.nn.Conv2d")


@click.command("layers", cls=Command, example=EXAMPLE)
@click.argument("layer", required=False, shell_complete=layers)
@click.option("--markdown", is_flag=True, help="The whole catalogue as a page of Markdown.")
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--ascii", is_flag=True, help="Only ASCII characters.")
@click.option(
    "--width",
    type=click.IntRange(20),
    metavar="N",
    help="Columns of text. [default: the terminal's, 80 when piped]",
)
def command(layer: str | None, markdown: bool, file: Path | None, ascii: bool, width: int | None) -> None:
    """All layers, or the rules of one LAYER: shape, parameters, weights, conditions, source."""
    from ..document.catalogue import names_by_family, rules
    from ..layers.catalogue import entry
    from ..layers.page import families, page
    from ..printers.terminal import written

    if markdown:
        emit(page(), file, "markdown")
        return
    try:
        document = rules(entry(layer)) if layer else names_by_family(families())
    except UnknownLayer as error:
        raise RequestError(str(error)) from None
    emit(written(document, **text_options("text", file, ascii, width)), file)
