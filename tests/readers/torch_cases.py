"""The scripts in torch_scripts, and at which sizes they are compared."""

from __future__ import annotations

from .torch_oracle import Case

IMAGES = [{"H": 32, "W": 32}, {"H": 40, "W": 33}, {"H": 65, "W": 48}]
ON_META = "(setattr(model, 'device', 'meta'), model)[1]"  # which makes its tensors where it says
LENGTHS = [{"T": 5}, {"T": 17}, {"T": 30}]

CASES = [
    Case("lenet", "Net()", [{"H": 32, "W": 32}, {"H": 33, "W": 35}, {"H": 16, "W": 112}], {"HW": range(26, 42)}),
    Case("mlp", at=[{}]),
    Case("unet_crop", "UNet()", [{"H": 188, "W": 188}, {"H": 189, "W": 140}], {"HW": range(80, 150, 3)}),
    Case("gan", "netG", [{"H": 1, "W": 1}, {"H": 3, "W": 2}], {"HW": range(1, 4)}, model="netG"),
    Case("gan", "netD", [{"H": 16, "W": 16}, {"H": 23, "W": 20}], {"HW": range(8, 30)}, model="netD"),
    Case(
        "vae",
        "VAE()",
        [{"C": 1, "H": 28, "W": 28}, {"C": 1, "H": 56, "W": 28}],
        {"HW": range(10, 60)},
        input=(1, 28, 28),
    ),
    Case("siamese", at=[{"H": 28, "W": 28, "H_2": 28, "W_2": 30}], over={"H": range(1, 20)}),
    Case("tagger", "model", LENGTHS, {"T": range(1, 5)}, whole=["text"]),
    Case(
        "vit",
        "VisionTransformer()",
        [{"H": 64, "W": 64}, {"H": 71, "W": 65}, {"H": 32, "W": 128}],
        {"HW": range(50, 90)},
    ),
    Case(
        "transformer", "model", [{"T": 10, "T_2": 7}, {"T": 3, "T_2": 20}], {"T": range(498, 503)}, whole=["src", "trg"]
    ),
    Case("moduledict", "Chooser()", [{"C": 3, **sizes} for sizes in IMAGES], {"HW": range(1, 4), "C": range(1, 5)}),
    Case("lazy", at=[{"H": 20, "W": 20}], over={"HW": range(15, 25)}),
    Case("pointnet", "PointNet()", LENGTHS, {"T": range(1, 4)}),
    Case("resnet", "ResNet18()", [{"H": 32, "W": 32}, {"H": 33, "W": 36}], {"HW": range(20, 44)}, model="ResNet18"),
    Case("resnet", "ResNet50()", [{"H": 32, "W": 32}], {"HW": range(22, 40, 3)}, model="ResNet50"),
    Case("unet", "UNet()", IMAGES, {"HW": range(10, 40)}),
    Case("densenet", "DenseNet()", IMAGES, {"HW": range(1, 40)}),
    Case("charrnn", "CharRNN()", LENGTHS, {"T": range(1, 5)}),
    Case("gpt", "model", [{"T": 8}, {"T": 64}, {"T": 1}], {"T": range(60, 70)}, whole=["idx"]),
    Case("tcn", at=LENGTHS, over={"T": range(1, 9)}),
    Case("inception", "GoogLeNet()", IMAGES, {"HW": range(1, 30)}),
    Case("mobilenet", "MobileNetV2(num_classes=10)", IMAGES, {"HW": range(1, 12)}),
    Case(
        "seq2seq",
        "(setattr(model, 'device', 'meta'), model)[1]",
        [{"T": 7}, {"T": 3}, {"T": 12}],
        {"T": range(1, 4)},
        whole=["src", "trg"],
    ),
    Case("swin", at=[{"H": 32, "W": 32}, {"H": 64, "W": 32}, {"H": 96, "W": 160}], over={"HW": range(28, 100, 4)}),
    Case("convnext", "ConvNeXt()", IMAGES, {"HW": range(1, 40)}),
    Case("residual_by_shape", "net", IMAGES, {"HW": range(1, 12)}, model="net"),
    Case("wavenet", "WaveNet()", LENGTHS, {"T": range(1, 6)}),
    Case("detection", "model", IMAGES, {"HW": range(1, 20)}),
    Case("dqn", at=[{"H": 84, "W": 84}, {"H": 87, "W": 85}], over={"HW": range(70, 100)}),
    Case("encoder", "model", LENGTHS, {"T": range(254, 259)}, whole=["tokens"]),
    Case("lightning", "Autoencoder()", [{"H": 32, "W": 32}, {"H": 31, "W": 30}], {"HW": range(25, 40)}),
    Case("attention_lstm", at=LENGTHS, over={"T": range(1, 4)}, whole=["input_sentences"]),
    Case("textcnn", "TextCNN()", LENGTHS, {"T": range(1, 9)}, whole=["text"]),
    Case("senet", "Net()", IMAGES, {"HW": range(1, 20)}),
    Case("shuffle", at=IMAGES, over={"HW": range(1, 6)}),
    Case("mixer", at=[{"H": 32, "W": 32}, {"H": 39, "W": 33}, {"H": 16, "W": 64}], over={"HW": range(20, 45)}),
    Case("attention", "make_model()", LENGTHS, {"T": range(1, 4)}, whole=["src"]),
    Case("tied", "model", LENGTHS, {"T": range(1, 4)}, whole=["input"]),
    Case("caps", at=[{"H": 28, "W": 28}, {"H": 20, "W": 20}][1:], over={"HW": range(15, 32)}),
    Case("registry", "model", IMAGES, {"HW": range(1, 20)}),
    Case(
        "video", "video", [{"T": 4, "H": 24, "W": 24}, {"T": 1, "H": 31, "W": 40}], {"HW": range(1, 12)}, model="video"
    ),
    Case("video", "c3d", [{"D": 4, "H": 24, "W": 24}, {"D": 9, "H": 31, "W": 40}], {"D": range(1, 5)}, model="c3d"),
    Case("distill", "student", IMAGES, {"HW": range(1, 12)}),
    Case("derived", at=[{"H": 12, "W": 12}], over={"HW": range(3, 16)}),
    Case("parametrized", at=[{}]),
    Case("cvae", "generator", [{}], whole=["labels"]),
    Case("set_later", at=IMAGES, over={"HW": range(1, 9)}),
    Case("masks", at=[{"T": 14}], over={"T": range(10, 18)}, whole=["tokens"]),
    Case("forecast", "model", LENGTHS, {"T": [*range(1, 9), *range(48, 53)]}),
]

# branches on sizes, and int(a / b): a live module goes by the values of its input, and a script by all sizes
FOLLOWED = [
    Case("pads", at=[{"H": 30, "W": 30}, {"H": 32, "W": 45}], over={"HW": range(8, 50, 3), "W": range(4, 40, 5)}),
    Case("windows", at=[{"H": 8, "W": 8}, {"H": 16, "W": 25}], over={"HW": range(1, 27)}),
    Case(
        "strip",
        at=[{"H": 8, "W": 32}, {"H": 11, "W": 21}],
        over={"H": range(3, 17), "W": range(1, 20)},
        input=(1, 8, 32),
    ),
    Case("onto", at=[{"H": 16, "W": 16}, {"H": 19, "W": 17}, {"H": 8, "W": 32}], over={"HW": range(1, 24, 3)}),
]
