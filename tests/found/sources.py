"""Scripts out of git repositories: what a row of the list names, as a file that a reader can open."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".py", ".ipynb", ".md")  # a page of a lesson is the script of its blocks
MAKES_A_MODEL = re.compile(
    r"\b(Sequential|Model|Functional|Input)\s*\(|\.applications\b|\(\w*\.?Model\)|\blayers\.\w+\("
)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
ABOVE, MOST = 3, 400  # folders above a script, and files in them, that it may import from
PLACES = "{path}/repo/.git", "{path}/repo", "{path}/.git", "{path}"  # where a folder has its git directory


@dataclass(frozen=True)
class Source:
    """One script of a repository: ``owner/name``, the commit, the path."""

    repository: str
    commit: str
    path: str


@dataclass(frozen=True)
class Repository:
    """A copy of a repository, in a folder called ``owner+name``."""

    name: str
    git: Path

    @classmethod
    def of(cls, folder: Path) -> Repository | None:
        """The repository in a folder, or None where the folder is none."""
        places = (Path(place.format(path=folder)) for place in PLACES)
        git = next((place for place in places if (place / "HEAD").exists()), None)
        return cls(folder.name.replace("+", "/", 1), git) if git and "+" in folder.name else None

    def commit(self, revision: str = "HEAD") -> str:
        return self._git("rev-parse", f"{revision}^{{commit}}").strip()

    def paths(self, revision: str) -> list[str]:
        return [path for path in self._git("ls-tree", "-r", "-z", "--name-only", revision).split("\0") if path]

    def text(self, source: Source) -> str:
        return self._git("show", f"{source.commit}:{source.path}")

    def scripts(self, revision: str, pattern: str) -> Iterator[Source]:
        """What makes models with Keras, of the paths that a pattern matches."""
        commit = self.commit(revision)
        for path in self.paths(revision):
            source = Source(self.name, commit[:12], path)
            if (
                path.endswith(SUFFIXES)
                and re.search(pattern, path)
                and self._has(source)
                and makes_a_model(self.text(source))
            ):
                yield source

    def written(self, source: Source, folder: Path) -> Path:
        """The script as a file, among the other Python files of its project."""
        place = folder / self.name.replace("/", "+") / source.commit
        target = place / source.path
        around = [*Path(source.path).parents][:ABOVE][-1]  # the folder from which its project may begin
        others = [p for p in self.paths(source.commit) if p.endswith(".py") and Path(p).is_relative_to(around)]
        for path in (source.path, *others[:MOST]):
            other = Source(self.name, source.commit, path)
            if not (place / path).exists() and self._has(other):
                _write(place / path, self.text(other))
        if target.suffix == ".md":
            target = target.with_suffix(".py")
            _write(target, "\n".join(BLOCK.findall(self.text(source))))
        return target

    def _has(self, source: Source) -> bool:
        """Copies may lack large files."""
        words = "cat-file", "-e", f"{source.commit}:{source.path}"
        return not subprocess.run(["git", "-C", str(self.git), *words], capture_output=True).returncode

    def _git(self, *words: str) -> str:
        run = subprocess.run(["git", "-C", str(self.git), *words], capture_output=True, check=True)
        return run.stdout.decode(errors="replace")


def repositories(folder: Path) -> dict[str, Repository]:
    """All of them in a folder, by ``owner/name``."""
    found = (Repository.of(place) for place in sorted(folder.iterdir()))
    return {repository.name: repository for repository in found if repository}


def makes_a_model(text: str) -> bool:
    return "keras" in text and MAKES_A_MODEL.search(text) is not None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
