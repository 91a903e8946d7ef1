""".keras archives: only config.json is read, and no more of it than a config can have."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from ...errors import ReadError

ENTRIES = 10_000  # Keras writes about five
# what zipfile and the decoders raise for an archive that is damaged, or for one that wants a window of gigabytes
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OSError, MemoryError,
)  # fmt: skip


def config_in_archive(name: str, limit: int) -> str:
    """The text of config.json in an archive.

    Raises ReadError for what is no archive, and for one that lies about its size, holds paths outside, or expands
    beyond the limit.
    """
    try:
        with zipfile.ZipFile(name) as archive:
            entries = archive.infolist()
            check(name, entries)
            configs = [entry for entry in entries if entry.filename == "config.json"]
            if not configs:
                raise ReadError("this archive has no config.json, so it is not what model.save() writes").at(name)
            if len(configs) > 1:
                raise ReadError(
                    f"{name}: this archive has two files named config.json, which model.save() never writes"
                )
            data = unpacked(name, archive, configs[0], limit)
    except BROKEN as error:
        raise ReadError(f"not a .keras archive that can be read: {error or type(error).__name__}").at(name) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"config.json is not UTF-8 text at byte {error.start}").at(name) from None


def check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Raise ReadError where the archive holds too much, or a path that leads outside it."""
    if len(entries) > ENTRIES:
        raise ReadError(f"this archive has {len(entries)} entries; one of Keras has about five").at(name)
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
            raise ReadError(f"this archive holds the path {entry.filename!r}, which leads outside it").at(name)


def unpacked(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of an entry. Raises ReadError where they are not as many as the archive says, or beyond the limit."""
    if entry.file_size > limit:
        raise ReadError(f"config.json has {entry.file_size} bytes; a config has at most {limit}").at(name)
    with archive.open(entry) as file:
        data = file.read(limit + 1)
    if len(data) != entry.file_size:
        raise ReadError(f"config.json has {len(data)} bytes or more, where the archive says {entry.file_size}").at(name)
    return data
