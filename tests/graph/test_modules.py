"""PyTorch's models as values: rows are modules, keys are those of the state_dict, the batch is a size."""

from __future__ import annotations

import json

import pytest

from symparam import Input, sizes
from symparam.algebra import Shape
from symparam.algebra.batch import BATCH
from symparam.graph.modules import Module, ModuleModel, Visit, constant, visit
from symparam.graph.samples import sample
from symparam.layers.torch import lookup
from symparam.weight import Weight

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
    torch = pytest.importorskip("torch")
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
