"""PyTorch's models as values: rows are modules, keys are those of the state_dict, the batch is a size."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import symparam
from symparam import Input, sizes
from symparam.algebra import FloorDiv, Shape
from symparam.algebra.batch import BATCH
from symparam.graph.functions import call
from symparam.graph.modules import Module, ModuleModel, Visit, constant, visit
from symparam.graph.sample_shapes import sample
from symparam.layers.torch import lookup
from symparam.weight import Weight

from ..frameworks import framework

Linear = lookup("Linear")


def net(d=16):
    """A net with all that PyTorch has beside calls: ties, own parameters, buffers, unused and twofold modules."""
    first, inner, last, unused = (
        Linear(*s, name=n) for *s, n in ((d, 16, "a"), (16, 16, "b.c"), (16, d, "e"), (3, 3, "f"))
    )
    x = Input((BATCH, d), name="x")
    h = first(x)
    start = visit()
    h = inner(h)
    seen = Visit((h,), start, visit())
    return ModuleModel(
        x,
        last(h),
        modules=(
            Module("", "Net", parameters=(Weight("token", (1, 1, d)), Weight("table", (7,), False, "buffer"))),
            Module("a", "Linear", first, frozen=frozenset({"bias"})),
            Module("b", "Block", visits=(seen,)),
            Module("b.c", "Linear", inner),
            Module("e", "Linear", last, tied={"weight": "a.weight"}),
            Module("f", "Linear", unused),
            Module("g", "Linear", inner),
        ),
    )


def keys(report):
    return {row.key(w.name): tuple(w.shape) for row in report.rows for w in row.weights}


def test_rows_and_their_weights_are_the_keys_of_the_state_dict_in_its_order():
    torch = framework("torch", "torch")
    nn = torch.nn

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.c = nn.Linear(16, 16)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(16, 16)
            self.b = Block()
            self.e = nn.Linear(16, 16)
            self.e.weight = self.a.weight
            self.f = nn.Linear(3, 3)
            self.g = self.b.c
            self.token = nn.Parameter(torch.ones(1, 1, 16))
            self.register_buffer("table", torch.ones(7))
            self.a.bias.requires_grad_(False)

    real, report = Net(), net().derive()
    assert list(keys(report).items()) == [(k, tuple(v.shape)) for k, v in real.state_dict().items()]
    assert report.params == sum(p.numel() for p in real.parameters())
    assert report.trainable == sum(p.numel() for p in real.parameters() if p.requires_grad)
    assert report.buffers == sum(b.numel() for b in real.buffers()) == 7
    assert report.cost("weights") == 4 * (report.params + 7)


def test_what_rows_say():
    rows = {row.name: row for row in net().derive().rows}
    assert list(rows) == ["", "a", "b.c", "e", "f", "g"]
    assert rows[""].type == "Net"
    assert not rows[""].called
    assert rows[""].params == 16
    assert rows[""].buffers == 7
    assert rows["a"].output == Shape((16,))
    assert rows["a"].batch == 1
    assert rows["a"].non_trainable == 16
    assert dict(rows["e"].tied) == {"weight": "a.weight"}
    assert [w.name for w in rows["e"].shared] == ["weight"]
    assert not rows["f"].called
    assert rows["f"].output == ()
    assert dict(rows["g"].tied) == {"weight": "b.c.weight", "bias": "b.c.bias"}


def test_the_batch_is_asked_of_nobody():
    (d,) = sizes("d")
    report = net(d).derive()
    assert list(report.symbols) == ["d"]
    assert str(report.domain) == "d = 16"
    assert report.macs == 32 * d + 256
    assert report.at(d=16).macs == 768
    (B,) = sizes("B")
    assert report.cost("macs", batch="B") == 32 * B * d + 256 * B
    assert report.proof().holds


def test_modules_that_hold_others_have_outputs_too():
    report = net().derive()
    assert [(b.path, b.type, b.outputs, b.batches) for b in report.tree] == [("b", "Block", (Shape((16,)),), (1,))]


def test_the_summary_says_it():
    text = net().derive().to("text")
    for said in (
        "e (Linear) tied to a.weight",
        "g (Linear) tied to b.c",
        "f (Linear)  ",
        "not called",
        "Buffers = 7",
        "eval",
    ):
        assert said in text
    found = json.loads(net().derive().to("json"))
    assert found["totals"]["buffers_value"] == 7
    rows = {row["name"]: row for row in found["rows"]}
    assert rows["f"]["output"] is None
    assert rows["e"]["tied"] == {"weight": "a.weight"}
    assert rows["a"]["batch"] == "1"
    assert [w.get("role") for w in rows[""]["weights"]] == [None, "buffer"]
    assert found["modules"] == [{"name": "b", "type": "Block", "output": ["16"], "output_value": [16], "batch": "1"}]


def test_a_shape_that_the_batch_does_not_lead_is_whole():
    (H,) = sizes("H")
    assert sample(Shape((H * BATCH, 3))) == (Shape((3,)), H)
    assert sample(Shape((BATCH, BATCH))) == (Shape((BATCH, BATCH)), None)
    assert sample(Shape((BATCH + 1, 3))) == (Shape((BATCH + 1, 3)), None)
    fc = Linear(3, 4, name="fc")
    x = Input((BATCH, 3))
    table = constant((5, 3))
    y, z = fc(x), fc(table)
    report = ModuleModel(x, (y, z), modules=(Module("fc", "Linear", fc),)).derive()
    assert report.rows[0].output == Shape((5, 4))
    assert report.rows[0].batch is None
    assert "(5, 4) without N" in report.to("text")


def test_bound_and_rebuilt_models_keep_their_modules():
    (n,) = sizes("n")
    model = net(n)
    assert model.bound({"n": 16}).derive().params == net().derive().params
    assert keys(model.bound({"n": 16}).derive()) == keys(net().derive())


def test_a_merge_has_the_size_that_is_more_than_one():
    H, W, n = sizes("H W n")
    conv = lookup("Conv2d")(3, 8, 16, 16, name="patch")
    x = Input((BATCH, 3, H, W))
    y = call("Tensor.transpose", [call("Tensor.flatten", [conv(x), 2]), 1, 2])
    token = call("Tensor.expand", [constant((1, 1, 8)), BATCH, -1, -1])
    y = call("torch.cat", [[token, y]], {"dim": 1})
    y = call("Tensor.__add__", [y, constant((1, n * n + 1, 8))])
    model = ModuleModel(x, y, modules=(Module("", "Net"), Module("patch", "Conv2d", conv)))
    report = model.derive()
    patches = FloorDiv(H, 16) * FloorDiv(W, 16) + 1
    assert [row.name for row in report.rows] == ["expand", "patch", "flatten", "transpose", "cat", "add"]
    assert report.rows[-1].output == Shape((patches, 8))
    assert report.proof().holds
    assert report.domain.contains(H=224, W=224, n=14)
    assert not report.domain.contains(H=224, W=224, n=13)


def nested():
    """Blocks of two modules with a sum around them, in a Sequential."""
    x = y = Input((BATCH, 3, 8, 8), name="x")
    modules = [Module("", "Net")]
    begin = visit()
    blocks = []
    for i in range(3):
        conv = lookup("Conv2d")(3, 3, 3, padding=1, name=f"blocks.{i}.conv")
        norm = lookup("BatchNorm2d")(3, name=f"blocks.{i}.norm")
        start = visit()
        y = call("Tensor.__add__", [y, norm(conv(y))])
        blocks.append(Module(f"blocks.{i}", "Block", visits=(Visit((y,), start, visit()),)))
        blocks += [Module(conv.name, "Conv2d", conv), Module(norm.name, "BatchNorm2d", norm)]
    modules += [Module("blocks", "Sequential", visits=(Visit((y,), begin, visit()),)), *blocks]
    return ModuleModel(x, y, modules=tuple(modules)).derive()


@pytest.mark.parametrize(("depth", "names"), [(1, ["blocks"]), (2, [f"blocks.{i}" for i in range(3)]), (3, None)])
def test_modules_to_a_depth_keep_totals_and_keys(depth, names):
    whole, cut = nested(), nested().at_depth(depth)
    assert [row.name for row in cut.rows] == (names or [row.name for row in whole.rows])
    assert (cut.params, cut.trainable, cut.buffers) == (whole.params, whole.trainable, whole.buffers)
    assert keys(cut) == keys(whole)
    assert cut.macs == whole.macs
    assert cut.cost("peak") == whole.cost("peak")
    assert cut.rows[-1].output == Shape((3, 8, 8))
    assert cut.proof().holds


def test_functions_are_rows_named_after_the_module_in_whose_forward_they_stand():
    rows = {row.name: row for row in nested().rows}
    assert list(rows)[:3] == ["blocks.0.conv", "blocks.0.norm", "blocks.0.add"]
    assert rows["blocks.1.add"].inputs == ("blocks.0.add", "blocks.1.norm")
    assert rows["blocks.1.add"].type == "add"


def test_equal_modules_fold_and_are_stages():
    report = nested()
    folded = [(row.name, row.repeat) for row in report.fold().rows]
    assert folded == [("blocks.0", 1), ("blocks.1 – 2", 2)]
    assert report.fold().params == report.params
    assert [(stage.title, stage.times) for stage in report.stages()] == [("blocks.0", 1), ("blocks.1 – 2", 2)]


def test_memory_counts_no_parameter_and_no_view_as_an_activation():
    x = Input((BATCH, 4))
    y = call("Tensor.__add__", [x, constant((1, 4))])
    report = ModuleModel(x, call("Tensor.view", [y, -1, 2, 2]), modules=(Module("", "Net"),)).derive()
    assert report.value("activations") == 4 * 4
    assert report.value("peak") == 4 * 8
    assert report.value("peak", batch=3) == 3 * 4 * 8


def test_receptive_fields_of_windows():
    x = Input((BATCH, 3, 32, 32))
    conv, pool = lookup("Conv2d")(3, 4, 5, name="conv"), lookup("MaxPool2d")(2, name="pool")
    model = ModuleModel(x, pool(conv(x)), modules=(Module("conv", "Conv2d", conv), Module("pool", "MaxPool2d", pool)))
    assert model.derive().column("receptive_field") == ((5, 5), (6, 6))
    assert model.derive().column("stride") == ((1, 1), (2, 2))


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "html", "csv", "latex-table", "svg", "mermaid", "dot"])
def test_every_format_takes_it(form):
    for report in (net().derive(), nested(), nested().at_depth(2)):
        assert report.to(form)


def test_the_json_is_as_its_schema_says():
    validator = framework("jsonschema")
    schema = json.loads((Path(symparam.__file__).parent / "printers" / "schema.json").read_text())
    for report in (net().derive(), nested(), nested().at_depth(1)):
        validator.validate(json.loads(report.to("json")), schema)
