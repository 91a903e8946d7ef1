"""MACs against PyTorch's FlopCounterMode on equal modules, which we did not write; FLOPs are twice the MACs."""

from __future__ import annotations

import random

import pytest

from symparam import Input, Model, Shape, layers

from ..frameworks import framework

torch = framework("torch", "torch")
N = 2  # samples at once


def flops(module, *shapes):
    """What FlopCounterMode counts for one forward pass, per sample."""
    from torch.utils.flop_counter import FlopCounterMode

    xs = [torch.zeros((N, *shape)) for shape in shapes]
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        module.eval()(*xs)
    return counter.get_total_flops() // N


def sizes(rng, rank):
    return [rng.randint(9, 17) for _ in range(rank)]


def conv(rng, rank):
    """A convolution, channels first on our side too."""
    groups = rng.choice([1, 1, 2, 3])
    c, f, k = groups * rng.randint(1, 3), groups * rng.randint(1, 3), rng.randint(1, 4)
    s, d = rng.choice([(1, 1), (2, 1), (3, 1), (1, 2)])
    n = sizes(rng, rank)
    ours = getattr(layers, f"Conv{rank}D")(
        f, k, strides=s, dilation_rate=d, groups=groups, data_format="channels_first"
    )
    return ours, getattr(torch.nn, f"Conv{rank}d")(c, f, k, stride=s, dilation=d, groups=groups), [(c, *n)]


def transposed(rng, rank):
    c, f, k, s = rng.randint(1, 4), rng.randint(1, 4), rng.randint(1, 4), rng.randint(1, 3)
    ours = getattr(layers, f"Conv{rank}DTranspose")(f, k, strides=s, data_format="channels_first")
    return ours, getattr(torch.nn, f"ConvTranspose{rank}d")(c, f, k, stride=s), [(c, *sizes(rng, rank))]


def depthwise(rng, rank):
    c, m, k = rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 4)
    ours = getattr(layers, f"DepthwiseConv{rank}D")(k, depth_multiplier=m, data_format="channels_first")
    return ours, getattr(torch.nn, f"Conv{rank}d")(c, c * m, k, groups=c), [(c, *sizes(rng, rank))]


def separable(rng, rank):
    c, m, k, f = rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 4), rng.randint(1, 5)
    ours = getattr(layers, f"SeparableConv{rank}D")(f, k, depth_multiplier=m, data_format="channels_first")
    cls = getattr(torch.nn, f"Conv{rank}d")
    theirs = torch.nn.Sequential(cls(c, c * m, k, groups=c, bias=False), cls(c * m, f, 1))
    return ours, theirs, [(c, *sizes(rng, rank))]


def dense(rng, rank):
    d, u = rng.randint(1, 9), rng.randint(1, 9)
    return layers.Dense(u), torch.nn.Linear(d, u), [(*sizes(rng, rank - 1), d)]


def einsum(rng, rank):
    a, b, c, d = (rng.randint(2, 6) for _ in range(4))
    weight = torch.zeros(c, d)

    class Product(torch.nn.Module):
        def forward(self, x):
            return torch.einsum("zabc,cd->zabd", x, weight)

    return layers.EinsumDense("zabc,cd->zabd", output_shape=(None, b, d)), Product(), [(a, b, c)]


def attention(rng, rank):
    """Explicit matrix products: projections, scores and the mean of the values."""
    h, k, v = rng.randint(1, 4), rng.randint(1, 5), rng.randint(1, 5)
    t, s, d, e = (rng.randint(2, 9) for _ in range(4))
    lin = torch.nn.Linear

    class Attention(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.q, self.k, self.v, self.o = lin(d, h * k), lin(e, h * k), lin(e, h * v), lin(h * v, d)

        def forward(self, x, y):
            q, key, value = (
                m(z).unflatten(-1, (h, -1)).transpose(1, 2) for m, z in ((self.q, x), (self.k, y), (self.v, y))
            )
            return self.o((torch.softmax(q @ key.mT, -1) @ value).transpose(1, 2).flatten(-2))

    return layers.MultiHeadAttention(h, k, value_dim=v), Attention(), [(t, d), (s, e)]


def grouped_attention(rng, rank):
    few = rng.randint(1, 3)
    h, k, t, d = few * rng.randint(1, 3), rng.randint(1, 5), rng.randint(2, 9), rng.randint(2, 9)
    lin = torch.nn.Linear

    class Attention(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.q, self.k, self.v, self.o = lin(d, h * k), lin(d, few * k), lin(d, few * k), lin(h * k, d)

        def forward(self, x, y):
            q = self.q(x).unflatten(-1, (h, k)).transpose(1, 2)
            key, value = (
                m(y).unflatten(-1, (few, k)).transpose(1, 2).repeat_interleave(h // few, 1) for m in (self.k, self.v)
            )
            return self.o((torch.softmax(q @ key.mT, -1) @ value).transpose(1, 2).flatten(-2))

    return layers.GroupQueryAttention(k, h, few), Attention(), [(t, d), (t, d)]


def dot_attention(rng, rank):
    t, s, d, v = (rng.randint(2, 9) for _ in range(4))

    class Attention(torch.nn.Module):
        def forward(self, query, value, key):
            return torch.softmax(query @ key.mT, -1) @ value

    return layers.Attention(), Attention(), [(t, d), (s, v), (s, d)]


def dot(rng, rank):
    n, m, d = (rng.randint(2, 9) for _ in range(3))

    class Product(torch.nn.Module):
        def forward(self, x, y):
            return x @ y.mT

    return layers.Dot((-1, 2)), Product(), [(n, d), (m, d)]


def recurrent(kind, gates):
    def case(rng, rank):
        """The cell's own matrix products, step by step."""
        t, d, u = rng.randint(2, 6), rng.randint(1, 9), rng.randint(1, 9)
        cell = {"SimpleRNN": torch.nn.RNNCell, "LSTM": torch.nn.LSTMCell, "GRU": torch.nn.GRUCell}[kind](d, u)

        class Loop(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.step, self.back = cell, cell if rank == 2 else None

            def forward(self, x):
                for _ in range(rank):
                    state = None
                    for i in range(t):
                        state = self.step(x[:, i], state)
                return state

        ours = getattr(layers, kind)(u)
        return (layers.Bidirectional(ours) if rank == 2 else ours), Loop(), [(t, d)]

    return case


def conv_lstm(rng, rank):
    """Its two convolutions at every step: the input's as its padding says, the state's with padding same."""
    t, c, f, k = rng.randint(2, 4), rng.randint(1, 3), rng.randint(1, 3), rng.choice([1, 3])
    n = sizes(rng, rank)
    cls = getattr(torch.nn, f"Conv{rank}d")

    class Loop(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.x, self.h = cls(c, 4 * f, k), cls(f, 4 * f, k, padding="same")

        def forward(self, x):
            y = None
            for i in range(t):
                y = self.x(x[:, i])
                self.h(y[:, :f])
            return y

    return getattr(layers, f"ConvLSTM{rank}D")(f, k, data_format="channels_first"), Loop(), [(t, c, *n)]


CASES = [
    *((conv, r) for r in (1, 2, 3)), *((transposed, r) for r in (1, 2, 3)), *((depthwise, r) for r in (1, 2)),
    *((separable, r) for r in (1, 2)), *((dense, r) for r in (1, 2, 3)), (einsum, 3), (attention, 2),
    (grouped_attention, 2), (dot_attention, 2), (dot, 2),
    *((recurrent(kind, g), r) for kind, g in (("SimpleRNN", 1), ("LSTM", 4), ("GRU", 3))
                                    for r in (1, 2)), *((conv_lstm, r) for r in (1, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("case", "rank"), CASES, ids=lambda v: getattr(v, "__qualname__", v))
def test_flops_are_those_of_the_equal_module(case, rank):
    rng = random.Random(str((case.__qualname__, rank)))
    for _ in range(12):
        ours, theirs, shapes = case(rng, rank)
        xs = [Input(shape) for shape in shapes]
        model = Model(xs, ours(*xs) if len(xs) > 1 else ours(xs[0]))
        assert model.derive().at().flops == flops(theirs, *shapes), (ours, shapes)


@pytest.mark.parametrize(
    "kind",
    [
        "MaxPooling2D",
        "GlobalAveragePooling2D",
        "BatchNormalization",
        "LayerNormalization",
        "ReLU",
        "Flatten",
        "Dropout",
    ],
)
def test_layers_without_matrix_products_have_none(kind):
    shape = Shape((8, 8, 4))
    layer = getattr(layers, kind)(*([0.5] if kind == "Dropout" else []))
    module = {
        "MaxPooling2D": torch.nn.MaxPool2d(2),
        "GlobalAveragePooling2D": torch.nn.AdaptiveAvgPool2d(1),
        "BatchNormalization": torch.nn.BatchNorm2d(4),
        "LayerNormalization": torch.nn.LayerNorm(8),
        "ReLU": torch.nn.ReLU(),
        "Flatten": torch.nn.Flatten(),
        "Dropout": torch.nn.Dropout(),
    }[kind]
    assert layer.macs(shape) == 0 == flops(module, (4, 8, 8))


def vit(patches=14, d=768, heads=12, depth=12):
    x = Input((16 * patches, 16 * patches, 3))
    y = layers.Reshape((patches * patches, d))(layers.Conv2D(d, 16, strides=16)(x))
    for _ in range(depth):
        z = layers.LayerNormalization()(y)
        y = layers.Add()(y, layers.MultiHeadAttention(heads, d // heads)(z, z))
        z = layers.Dense(4 * d, activation="gelu")(layers.LayerNormalization()(y))
        y = layers.Add()(y, layers.Dense(d)(z))
    return Model(x, layers.Dense(1000)(layers.GlobalAveragePooling1D()(layers.LayerNormalization()(y))))


def test_vit_b_16_with_its_attention():
    """PyTorch's own TransformerEncoder, with scaled dot products, on 14·14 patches of an image of 224."""
    d, heads, depth, patches = 768, 12, 12, 14

    class Vit(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.patch = torch.nn.Conv2d(3, d, 16, 16)
            block = torch.nn.TransformerEncoderLayer(
                d, heads, 4 * d, activation="gelu", batch_first=True, norm_first=True
            )
            self.blocks = torch.nn.ModuleList([block for _ in range(depth)])
            self.head = torch.nn.Linear(d, 1000)

        def forward(self, x):
            x = self.patch(x).flatten(2).transpose(1, 2)
            for block in self.blocks:
                x = block(x)
            return self.head(x.mean(1))

    from torch.utils.flop_counter import FlopCounterMode

    module = Vit().train()  # in eval mode a fused kernel hides the products from the counter
    for m in module.modules():
        if isinstance(m, torch.nn.Dropout):
            m.p = 0.0
    counter = FlopCounterMode(display=False)
    with counter:
        module(torch.zeros(1, 3, 16 * patches, 16 * patches))
    assert vit().derive().at().flops == counter.get_total_flops()
