"""Where results go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import plugins
from ..errors import SymparamError
from .complete import among

Function = TypeVar("Function", bound=Callable[..., Any])


FORMATS = tuple(plugins.PRINTERS)
ANSWERS = ("text", "latex", "markdown", "html", "json", "pdf")  # of what is no table


def format_options(function: Function, formats: Sequence[str] = FORMATS) -> Function:
    """--format and -o."""
    for decorate in (
        click.option(
            "-o",
            "file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write to a file; its suffix picks the format.",
        ),
        click.option(
            "--format",
            "form",
            metavar="FORMAT",
            shell_complete=among(formats),
            help=f"One of {', '.join(formats)}. [default: text]",
        ),
    ):
        function = decorate(function)
    return function


def ascii_option(function: Function) -> Function:
    """--ascii."""
    return click.option("--ascii", is_flag=True, help="Only ASCII characters.")(function)


def output_options(function: Function, formats: Sequence[str] = FORMATS) -> Function:
    """--format, -o, --ascii and --width."""
    for decorate in reversed(
        (
            partial(format_options, formats=formats),
            ascii_option,
            click.option(
                "--width",
                type=click.IntRange(20),
                metavar="N",
                help="Columns of text. [default: the terminal's, 80 when piped]",
            ),
        )
    ):
        function = decorate(function)
    return function


def format_of(form: str | None, file: Path | None, known: Sequence[str] = FORMATS, *, pages: bool = False) -> str:
    """The format that the options ask for, of those that are known; with ``pages`` a file of HTML is a page."""
    if form is None and file is not None:
        form = plugins.SUFFIXES.get(file.suffix.lower())
        form = "page" if pages and form == "html" else form
        if form not in known:
            suffixes = ", ".join(suffix for suffix, name in plugins.SUFFIXES.items() if name in known)
            raise click.UsageError(f"{file}: its suffix names no format; use one of {suffixes} or --format")
    if form is not None and form not in known:
        raise click.UsageError(f"there is no format {form!r}; choose one of {', '.join(known)}")
    return form or "text"


def text_options(form: str, file: Path | None, ascii: bool, width: int | None) -> dict[str, Any]:
    """What the text printer needs to know of the place that it prints to."""
    if form != "text":
        return {"ascii": True} if ascii else {}
    terminal = file is None and sys.stdout.isatty()
    columns = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    color = terminal and "NO_COLOR" not in os.environ
    encoding = "utf-8" if file is not None else (sys.stdout.encoding or "ascii")
    return {"width": width or columns, "ascii": ascii or None, "encoding": encoding, "color": color}


def joined(parts: Sequence[str | bytes], form: str) -> str | bytes:
    """The outputs for several models as one: JSON as an array, text with a blank line in between."""
    if len(parts) == 1:
        return parts[0]
    if not all(isinstance(part, str) for part in parts):
        raise click.UsageError(f"{form} holds one model; choose it with --model NAME")
    texts = [str(part).rstrip("\n") for part in parts]
    return f"[{', '.join(texts)}]" if form == "json" else "\n\n".join(texts)


def echo(text: str, err: bool = False, ascii: bool = False) -> None:
    """Print lines for people, in ASCII where it is asked for or the stream cannot take them as they are."""
    stream = sys.stderr if err else sys.stdout
    try:
        text.encode("ascii" if ascii else stream.encoding or "ascii")
    except UnicodeEncodeError:
        from ..printers.text_spans import in_ascii

        text = in_ascii(text)
    click.echo(text, err=err)


def emit(result: str | bytes, file: Path | None, form: str = "text", ascii: bool = False) -> None:
    """Print a result, or write it to a file as a whole; bytes, such as a PDF's, are not for a terminal.

    Formats for programs are UTF-8, whatever the stream is; ``ascii`` is for text.
    """
    if isinstance(result, str):
        result = result.rstrip("\n")
        if ascii and form == "text" and not result.isascii():
            from ..printers.text_spans import in_ascii

            result = in_ascii(result)
        if file is None and form == "text":
            _page(result)
        elif file is None:
            click.echo(result.encode())
        else:
            emit_bytes((result + "\n").encode(), file)
    elif file is not None:
        emit_bytes(result, file)
    elif sys.stdout.isatty():
        raise click.UsageError("this format is not for a terminal; give a file with -o")
    else:
        click.echo(result, nl=False)


def _page(text: str) -> None:
    """Print text; what is longer than the terminal goes through the pager, which leaves colours as they are."""
    if sys.stdout.isatty() and text.count("\n") + 1 >= shutil.get_terminal_size().lines:
        os.environ.setdefault("LESS", "FRX")
        click.echo_via_pager(text, color=True)
    else:
        echo(text)


def emit_bytes(data: bytes, file: Path) -> None:
    """Write a file as a whole, or not at all; through a link, and into what is no file, such as a pipe or a device.

    Raises SymparamError where that is not possible, UsageError for the file that the command reads.
    """
    _spare_source(file)
    try:
        status = os.stat(file)
    except FileNotFoundError:
        status = None
    except OSError as error:
        raise SymparamError(f"{file}: cannot be written: {error.strerror}") from None
    try:
        if status is None or (stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and not _is_handle(file)):
            _replaced(data, file, status)
        else:
            file.write_bytes(data)
    except OSError as error:
        raise SymparamError(f"{file}: cannot be written: {error.strerror}") from None


def _spare_source(file: Path) -> None:
    """Refuse to overwrite the model that is being read."""
    given = click.get_current_context().params
    for model in (given.get(name) for name in ("model", "first", "second")):
        if model and os.path.exists(model) and os.path.exists(file) and os.path.samefile(model, file):
            raise click.UsageError(f"{file} is the model that is read; write to another file")


def _is_handle(file: Path) -> bool:
    """Whether a path is another name for an open file, such as /dev/stdout, which would go on without us."""
    return str(file.absolute()).startswith(("/dev/", "/proc/"))


def _replaced(data: bytes, file: Path, old: os.stat_result | None) -> None:
    """Replace a file, or where only its content may be changed, that."""
    try:
        _replace(data, os.path.realpath(file), old)
    except PermissionError:
        if old is None:
            raise
        file.write_bytes(data)


def _replace(data: bytes, path: str, old: os.stat_result | None) -> None:
    """Write a file beside the path, with the mode and the owner of the old one, and put it into its place."""
    with _uninterrupted():
        handle, name = tempfile.mkstemp(dir=os.path.dirname(path), prefix=f".{os.path.basename(path)[:100]}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            _like(name, old)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise


def _like(name: str, old: os.stat_result | None) -> None:
    if old is None:
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        return
    if hasattr(os, "chown"):
        os.chown(name, old.st_uid, old.st_gid)
    os.chmod(name, stat.S_IMODE(old.st_mode))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interrupt wait, so that no half of a file stays behind."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGPROF})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
