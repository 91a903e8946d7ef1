"""The counter of published scripts, on a repository made here."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..frameworks import tool
from .outcome import outcome
from .reasons import told
from .sources import repositories

SCRIPTS = {
    "whole.py": "import keras\nfrom net import units\n"
    "m = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units)])\n",
    "net.py": "units = 5\n",
    "part.py": "import keras\nm = keras.Sequential([keras.Input((3,))])\n"
    "n = keras.Sequential([keras.layers.Dense(2), keras.layers.Flatten(), keras.layers.Dense(2)])\n",
    "refused.py": "import keras\nfrom keras_hub import Backbone\nx = Backbone.from_preset('b')\n"
    "m = keras.Model(x.input, x(x.input))\n",
    "lesson.md": "# A page\n\n```python\nimport keras\n```\n\nText.\n\n```python\n"
    "m = keras.Sequential([keras.Input((3,))])\n```\n",
    "data.py": "import keras\nx = keras.datasets.mnist.load_data()\n",
}


def test_scripts_of_a_repository_are_found_and_counted(tmp_path: Path) -> None:
    place = tmp_path / "all" / "me+nets"
    place.mkdir(parents=True)
    for name, text in SCRIPTS.items():
        (place / name).write_text(text)
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "all"]):
        subprocess.run([tool("git"), "-C", str(place), *words], check=True)
    nets = repositories(tmp_path / "all")["me/nets"]
    found = {s.path: told(outcome(nets.written(s, tmp_path / "out"))) for s in nets.scripts("HEAD", "")}
    assert found == {
        "lesson.md": "whole",
        "part.py": "part: the input shape is not told; --input is asked for",
        "refused.py": "refused: a part comes from another file or library",
        "whole.py": "whole",
    }
