"""The gallery: networks that people know, each with its total, its picture, its page and a layer worked out.

A network is a row. What its page shows is made by the commands that stand on it, when the site is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

import symparam
from symparam.algebra.display import display
from symparam.cli import commands
from symparam.document import Math
from symparam.printers.html_spans import inline

ROOT = Path(__file__).parents[1]
MADE = ROOT / "examples" / "pages"  # pages to play with that the repository holds


@dataclass(frozen=True)
class Network:
    """A card of the gallery: what it is called, where it is from, and what of it is worked out."""

    name: str
    title: str
    source: str  # in examples/
    worked: str  # a layer
    says: str

    @property
    def shown(self) -> str:
        """Its source as a command names it."""
        return f"examples/{self.source}"


NETWORKS = (
    Network("lenet", "LeNet", "lenet_torch.py", "conv2", "LeCun's reader of digits, a script of PyTorch. Its dense layer "
            "takes one number of features, so that few sizes of images are legal."),
    Network("reference", "The reference", "rgb_classifier.py", "dense", "A classifier of images as courses build it. "
            "Nearly all that it learns stands in one dense layer, and grows with the area of the image."),
    Network("vgg16", "VGG16", "networks/vgg16.py", "dense", "Thirteen convolutions of 3×3, and three dense layers that hold "
            "nine tenths of the parameters."),
    Network("resnet50", "ResNet50", "networks/resnet50.py", "conv2d_2", "Sixteen bottlenecks, each added to what it was "
            "given. A mean over the image stands before the dense layer: the total knows no height and no width."),
    Network("mobilenet_v2", "MobileNetV2", "networks/mobilenet_v2.py", "depthwise_conv2d", "Inverted bottlenecks: wide in the "
            "middle, where a depthwise convolution is cheap."),
    Network("efficientnet_b0", "EfficientNetB0", "networks/efficientnet_b0.py", "depthwise_conv2d", "MobileNet's blocks, which "
            "weigh their channels by squeeze and excitation."),
    Network("unet", "U-Net", "unet.py", "conv2d_transpose", "Down and up again, with bridges across. Heights and widths "
            "must be divisible by 8, which the bridges ask for."),
    Network("lstm", "LSTM", "lstm_classifier.py", "bidirectional", "Words, an LSTM, a yes or no: four gates, each a dense layer of what "
            "comes and what was."),
    Network("transformer", "Transformer", "transformer_encoder.py", "multi_head_attention", "An encoder: attention and "
            "a small dense network, again and again. The number of blocks is read from the script."),
    Network("vit", "ViT", "networks/vit.json", "attention", "An image as a sentence of patches: ViT-B/16 by its config from "
            "Hugging Face. The number of blocks is a symbol."),
    Network("gpt2", "GPT-2", "networks/gpt2.json", "attn", "The small one, by its config from Hugging Face: 12·L·d² and "
            "what little stands beside it."),
    Network("llama", "Llama 3 8B", "llama.json", "self_attn", "Heads share keys and values, the middle layer has a gate: "
            "by its config from Hugging Face."),
)  # fmt: skip
CARDS = re.compile(
    r"<!-- cards -->.*?<!-- end -->", re.DOTALL
)  # in docs/gallery/index.md; GitHub shows what is between
PLACES = ["gallery/index.md", *({n.title: f"gallery/{n.name}.md"} for n in NETWORKS)]


def pages() -> dict[str, str]:
    """Each page by its place."""
    made = {}
    for network in NETWORKS:
        made[f"gallery/{network.name}.md"] = _page(network)
        made[f"gallery/pages/{network.name}.html"] = _to_play_with(network)
    return made


def _to_play_with(network: Network) -> str:
    file = MADE / f"{network.name}.html"
    return file.read_text() if file.exists() else symparam.read(ROOT / network.shown).derive().page()


def cards() -> str:
    """What stands on the gallery's first page."""
    inner = "\n".join(
        f'<a class="card" href="{n.name}.html"><strong>{n.title}</strong><span class="digits">{_digits(n)} parameters</span>'
        f"<span>{n.says.split('. ')[0].rstrip('.')}.</span></a>"
        for n in NETWORKS
    )
    return f'<div class="cards">\n{inner}\n</div>\n'


def _digits(network: Network) -> str:
    return f"{symparam.read(ROOT / network.shown).derive().value():,}"


def _page(network: Network) -> str:
    shown = network.shown
    picture = _one_line(run(f"symparam show {shown} --format svg"))
    worked = f"symparam derive {shown} --layer {network.worked}"
    return f"""# {network.title}

{network.says} It is [{Path(network.source).name}](../../examples/{network.source}).

<p class="total">{_total(network)}</p>

[Play with it: sizes, network, derivations](pages/{network.name}.html){{ .md-button }}

## The network

<div class="picture">{picture}</div>

The picture is `symparam show {shown} --format svg`.

## Its stages

{_session(f"symparam show {shown} --stages")}

## A layer, worked out

<div class="worked">{_one_line(run(f"{worked} --format html"))}</div>

This is `{worked}`; with `--format latex` it goes into a paper, with `--worksheet` into a lesson.
"""


def _total(network: Network) -> str:
    """The closed total as MathML, and its value."""
    report = symparam.read(ROOT / network.shown).derive()
    return f"{inline(Math(display(report.params)))} <span>= <strong>{report.value():,}</strong> parameters</span>"


def _session(command: str) -> str:
    return f"```console\n$ {command}\n{run(command)}```"


def run(command: str) -> str:
    """What a command prints, run where the README runs it; a failure ends the building of the site."""
    done = CliRunner().invoke(commands, command.split()[1:], prog_name="symparam", catch_exceptions=False)
    if done.exit_code != 0:
        raise SystemExit(f"{command}: {done.output}")
    return str(done.stdout)


def _one_line(text: str) -> str:
    """HTML as one block of Markdown: no line of it is empty."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
