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
# modules of tests/runtime/networks/modules.py: name, samples, precision, bytes
MODULES = [
    ("encoder", 16, "same", 1249439232),
    ("encoder", 16, "autocast", 864409088),
    ("causal", 16, "same", 1548541440),
    ("causal", 16, "autocast", 1374711296),
    ("linear", 4096, "same", 753141248),
    ("linear", 4096, "autocast", 654042624),
    ("normed", 4096, "same", 283960832),
    ("normed", 4096, "autocast", 253809664),
    ("pictures", 64, "autocast", 688681472),
    ("weighed", 16, "same", 218131456),
    ("LSTM", 128, "same", 442456064),
    ("GRU", 128, "same", 452585472),
    ("RNN", 128, "same", 554183168),
    ("deep LSTM", 128, "same", 1268052480),
    ("deep GRU", 128, "same", 1317884416),
    ("deep RNN", 128, "same", 1010577408),
]
# of transformers, 4 blocks of 512 features: type, samples, tokens, precision, bytes
CONFIGS = [
    ("mixtral", 8, 512, "same", 2450139136),
    ("qwen3_moe", 8, 512, "same", 2150160384),
    ("qwen2_moe", 8, 512, "same", 2393122816),
    ("llama", 8, 512, "same", 1649123328),
    ("qwen3", 8, 512, "same", 1787777024),
    ("gpt_neox", 4, 256, "same", 553310208),
]
