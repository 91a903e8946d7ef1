"""Files that are not what they seem: every one gets one clear error, and nothing is written or loaded."""

from __future__ import annotations

import contextlib
import json
import os
import struct
import threading
import zipfile
from pathlib import Path

import pytest

import symparam
from symparam import SymparamError
from symparam.readers.config_file import archive

from ..frameworks import framework, missing

DENSE = {
    "class_name": "Sequential",
    "config": {
        "name": "s",
        "layers": [
            {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "i"}},
            {"class_name": "Dense", "config": {"units": 3, "name": "dense"}},
        ],
    },
}
CONFIG = json.dumps(DENSE)


def packed(path: Path, *entries: tuple[str, str], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as file:
        for name, text in entries:
            file.writestr(name, text)
    return path


def refused(path: Path, *words: str) -> None:
    with pytest.raises(SymparamError) as error:
        symparam.read(path)
    assert str(error.value).startswith(str(path))
    for word in words:
        assert word in str(error.value)


def test_an_archive_is_read_without_its_weights(tmp_path: Path) -> None:
    path = packed(tmp_path / "m.keras", ("config.json", CONFIG), ("model.weights.h5", "no weights at all"))
    assert symparam.read(path).derive().at().params == 15


def test_stored_without_compression(tmp_path: Path) -> None:
    path = packed(tmp_path / "m.keras", ("config.json", CONFIG), how=zipfile.ZIP_STORED)
    assert symparam.read(path).derive().at().params == 15


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "C:/x", "..\\evil"])
def test_a_path_outside_is_refused(tmp_path: Path, name: str) -> None:
    refused(packed(tmp_path / "m.keras", ("config.json", CONFIG), (name, "x")), "outside")
    assert list(tmp_path.iterdir()) == [tmp_path / "m.keras"]


def test_what_expands_without_end_is_refused(tmp_path: Path) -> None:
    refused(packed(tmp_path / "m.keras", ("config.json", " " * 70_000_000)), "70000000 bytes")


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "m.keras", ("config.json", CONFIG + " " * 5_000))
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<L", 100)  # the size that the directory tells
    path.write_bytes(data)
    refused(path)


def test_two_configs_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        packed(tmp_path / "m.keras", ("config.json", CONFIG), ("config.json", CONFIG))
    refused(tmp_path / "m.keras", "two files")


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ENTRIES", 3)
    refused(packed(tmp_path / "m.keras", *((str(i), "") for i in range(4))), "4 entries")


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_damage_is_refused_or_does_no_harm(tmp_path: Path, how: int) -> None:
    """Every byte of the archive, with some or all of its bits turned."""
    path = packed(tmp_path / "m.keras", ("config.json", CONFIG), how=how)
    good = path.read_bytes()
    for i in range(len(good)):
        for turned in (0x55, 0xFF):
            path.write_bytes(good[:i] + bytes([good[i] ^ turned]) + good[i + 1 :])
            with contextlib.suppress(SymparamError):
                symparam.read(path)


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_only_files_are_opened_as_archives(tmp_path: Path, suffix: str, device: str) -> None:
    if not Path(device).exists():
        missing(f"there is no {device}")
    (tmp_path / f"m{suffix}").symlink_to(device)
    refused(tmp_path / f"m{suffix}", "device")


def test_a_device_without_end_is_no_config(tmp_path: Path) -> None:
    if not Path("/dev/zero").exists():
        missing("there is no /dev/zero")
    for suffix in (".json", ".py"):
        (tmp_path / f"m{suffix}").symlink_to("/dev/zero")
        refused(tmp_path / f"m{suffix}", "larger than")


def test_a_config_comes_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "m.json"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(CONFIG), daemon=True)
    writer.start()
    assert symparam.read(pipe).derive().at().params == 15
    writer.join(10)


RUBBISH = [b"", b"PK", b"PK\x03\x04" + b"\0" * 50, b"\x00\xff" * 100, b"\x89HDF\r\n\x1a\n" + b"\0" * 99]


@pytest.mark.parametrize("data", RUBBISH)
@pytest.mark.parametrize("suffix", [".keras", ".h5", ".json"])
def test_rubbish_is_refused(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"m{suffix}"
    path.write_bytes(data)
    refused(path)


def test_an_archive_without_config_is_refused(tmp_path: Path) -> None:
    refused(packed(tmp_path / "m.keras", ("metadata.json", "{}")), "config.json")


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        "3",
        '"x"',
        "{}",
        '{"a": 1}',
        "[" * 100_000,
        '{"class_name": ' * 3_000,
        '{"class_name": "Sequential", "config": {"layers": ' + "9" * 5_000 + "}}",
    ],
)
def test_json_that_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(text)
    refused(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "none.json", "No such file")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.keras").mkdir()
    refused(tmp_path / "m.keras", "directory")


def test_weights_only_is_refused(tmp_path: Path) -> None:
    h5py = framework("h5py", "h5")
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.create_group("layers")
    refused(tmp_path / "w.h5", "weights only", "to_json")


def test_an_h5_whose_config_is_no_text_is_refused(tmp_path: Path) -> None:
    h5py = framework("h5py", "h5")
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.attrs["model_config"] = [1, 2, 3]
    refused(tmp_path / "w.h5", "no text")


def test_models_within_models_within_models_are_refused_clearly(tmp_path: Path) -> None:
    model: dict[str, object] = DENSE
    for i in range(60):
        model = {
            "class_name": "Sequential",
            "config": {
                "name": f"s{i}",
                "layers": [{"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "i"}}, model],
            },
        }
    path = tmp_path / "m.json"
    path.write_text(json.dumps(model))
    refused(path, "40")
