"""Bytes that training steps took on a GPU: the most that PyTorch's allocator had given out, in the second of two steps.

One NVIDIA H200; torch 2.11, jax 0.11.2, keras 3.15.1; float32, no TF32; Adam of PyTorch in its foreach form; the loss
is the mean of squares. For jax the compiler's own account of the compiled step: arguments, temporaries, and outputs
that are no arguments.
"""

from __future__ import annotations

# model, samples, bytes; pictures are 224×224×3
KERAS_TORCH = [
    ("VGG16", 1, 2840674816),
    ("VGG16", 8, 3321366016),
    ("VGG16", 32, 6400927744),
    ("VGG16", 64, 10510159872),
    ("ResNet50", 1, 640482304),
    ("ResNet50", 8, 2322952192),
    ("ResNet50", 32, 8012897280),
    ("ResNet50", 64, 15593954304),
    ("MobileNetV2", 1, 197224448),
    ("MobileNetV2", 8, 1199630336),
    ("MobileNetV2", 32, 4611357696),
    ("MobileNetV2", 64, 9148056064),
]
JAX = [
    ("VGG16", 1, 1850347308),
    ("VGG16", 32, 6204393004),
    ("ResNet50", 1, 510652388),
    ("ResNet50", 32, 2999967476),
]
# of torchvision, pictures are 3×224×224; resnet18 was the first in its process, and has two workspaces of cuBLAS in it
TORCHVISION = [
    ("resnet18", 1, 307403776 - 2 * 2**25),
    ("resnet18", 8, 442746368 - 2 * 2**25),
    ("resnet18", 32, 965099008 - 2 * 2**25),
    ("resnet50", 1, 520922624),
    ("resnet50", 8, 1069736960),
    ("resnet50", 32, 3112623104),
    ("vgg16", 1, 2777198592),
    ("vgg16", 8, 2820488704),
    ("vgg16", 32, 4626625536),
    ("mobilenet_v2", 1, 130675200),
    ("mobilenet_v2", 8, 695786496),
    ("mobilenet_v2", 32, 2593012224),
]
GPT2 = [(1, 2621379584), (8, 10269707264), (32, 36523363328)]  # samples of 512 tokens, bytes
