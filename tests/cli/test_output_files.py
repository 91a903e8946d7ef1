"""``-o`` writes a file whole, through links, with its mode and owner, and into what is no file; never the model's."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symparam.cli import commands

from ..frameworks import missing
from ..subprocesses import ROOT, python

REFERENCE = str(ROOT / "examples" / "rgb_classifier.py")


def show(file: Path | str, *words: str) -> Result:
    return CliRunner().invoke(commands, ["show", REFERENCE, "--format", "text", "-o", str(file), *words])


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "deep" / "target.txt", tmp_path / "link.txt"
    target.parent.mkdir()
    link.symlink_to(target)
    for _ in range(2):  # first the target is made, then replaced
        assert show(link).exit_code == 0
        assert link.is_symlink()
        assert "conv2d" in target.read_text()
        target.write_text("before")
    assert [p.name for p in target.parent.iterdir()] == ["target.txt"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "t.txt"
    file.write_text("before")
    file.chmod(mode)
    assert show(file).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert "conv2d" in file.read_text()


def test_the_owner_stays(tmp_path: Path) -> None:
    if os.name != "posix" or os.geteuid() != 0:
        missing("only root gives files away")
    file = tmp_path / "t.txt"
    file.write_text("before")
    os.chown(file, 1234, 2345)
    assert show(file).exit_code == 0
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


def test_other_names_of_a_file_see_the_new_content(tmp_path: Path) -> None:
    file, other = tmp_path / "t.txt", tmp_path / "other.txt"
    file.write_text("before")
    os.link(file, other)
    assert show(file).exit_code == 0
    assert other.read_text() == file.read_text() != "before"


def test_a_new_file_has_the_mode_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "like").touch()
    assert show(tmp_path / "t.txt").exit_code == 0
    assert (tmp_path / "t.txt").stat().st_mode == (tmp_path / "like").stat().st_mode


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe.txt", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    assert show(pipe).exit_code == 0
    reader.join(30)
    assert "conv2d" in read[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_into(tmp_path: Path) -> None:
    """The null device, under a name in a folder of its own."""
    device = tmp_path / "null.txt"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        device.write_text("")
    except OSError:
        missing("devices are made by root")
    assert show(device).exit_code == 0
    assert stat.S_ISCHR(device.stat().st_mode)


def test_a_link_to_a_device_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "null.txt").symlink_to("/dev/null")
    assert show(tmp_path / "null.txt").exit_code == 0
    assert (tmp_path / "null.txt").is_symlink()
    (tmp_path / "full.txt").symlink_to("/dev/full")
    assert "full.txt: cannot be written: No space left" in str(show(tmp_path / "full.txt").exception)


def test_standard_output_has_a_name_too(tmp_path: Path) -> None:
    from ..subprocesses import symparam

    with (tmp_path / "out.txt").open("w") as out:
        for _ in range(2):
            symparam("show", REFERENCE, "--format", "text", "-o", "/dev/stdout", stdout=out, capture_output=False)
    assert (tmp_path / "out.txt").read_text().count("max_pooling2d_2") >= 1


@pytest.mark.parametrize("name", ["m.py", "link.py", "./m.py"])
@pytest.mark.parametrize(
    "words", [["show", "--format", "text"], ["export", "--to", "python"], ["compare", REFERENCE, "--format", "text"]]
)
def test_the_model_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = Path(REFERENCE).read_text()
    Path("m.py").write_text(before)
    Path("link.py").symlink_to("m.py")
    result = CliRunner().invoke(commands, [words[0], *words[1:2] * (words[0] == "compare"), "m.py",
                                           *words[1 + (words[0] == "compare"):], "-o", name])  # fmt: skip
    assert result.exit_code == 2
    assert "is the model that is read" in result.output
    assert Path("m.py").read_text() == before


def test_a_folder_that_is_closed_leaves_the_file_that_is_open() -> None:
    if os.name != "posix" or os.geteuid() != 0:
        missing("only root becomes somebody else")
    folder = Path(tempfile.mkdtemp())  # beside the folder of the tests, into which only their owner may look
    (folder / "t.txt").write_text("before")
    os.chown(folder / "t.txt", 65534, 65534)
    folder.chmod(0o755)
    code = (
        "import os; from pathlib import Path\nfrom symparam.cli.output import _replaced\n"
        "os.setgid(65534); os.setuid(65534)\n"
        f"file = Path({str(folder / 't.txt')!r}); _replaced(b'after', file, os.stat(file))"
    )
    python(code, cwd=ROOT, check=True)
    assert (folder / "t.txt").read_text() == "after"
    shutil.rmtree(folder)
