"""Pictures and sounds: ViT, DINOv2, and wav2vec 2.0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...algebra import Dim, div, exact
from ...graph import Input, Model
from ...layers.layer import Layer
from ...layers.transformer.attention import SelfAttention
from ...layers.transformer.feed_forward import FeedForward, GatedFeedForward
from ...layers.transformer.linear import Projection
from ...layers.transformer.norm import GroupNorm, LayerNorm, Scale
from ...layers.transformer.patches import ClassToken, Codebooks, Learned, Patches, PlacedPatches, SoundConv
from ...layers.transformer.pooling import First, FirstAndMean, Mean
from .blocks import branch, in_turn, normed_after, repeated
from .config import Config
from .decoder import one_architecture
from .graph import after

OUT = ("q_proj", "k_proj", "v_proj", "out_proj")


def picture(c: Config) -> tuple[Dim, Dim, Dim]:
    """The shape of a picture: channels, height, width."""
    side = c.size("image_size")
    return c.size("num_channels"), side, side


def attention(c: Config, width: Dim, bias: bool = True, names: tuple[str, ...] = OUT, name: str = "self_attn") -> Layer:
    """Attention of all positions to one another."""
    heads = c.size("num_attention_heads")
    biases: dict[str, Any] = dict.fromkeys(("query_bias", "key_bias", "value_bias"), bias)
    return SelfAttention(heads, exact(width, heads), **biases, names=names, causal=False, name=name)


def classes(c: Config) -> Dim:
    """The number of classes."""
    return c.symbols.add("n_class", c.labels, "classes", "num_labels")


def model(c: Config, prefix: str, x: Sequence[Dim], layers: list[Layer], name: str) -> Model:
    """A chain as a model."""
    start = Input(x)
    return Model((start,), (after(start, layers),), name=name, sequential=True)


def vit(c: Config) -> Model:
    """A vision transformer on a picture."""
    shape, width = picture(c), c.size("hidden_size")
    c.know("encoder_stride", "pooler_act", "pooler_output_size", "mlp_ratio")
    c.activation("hidden_act")
    architecture = one_architecture(c, "ViTModel")
    block = in_turn(
        branch(
            LayerNorm(name="layernorm_before"),
            attention(c, width, c.flag("qkv_bias"), ("q_proj", "k_proj", "v_proj", "o_proj"), "attention"),
        ),
        branch(
            LayerNorm(name="layernorm_after"), FeedForward(c.size("intermediate_size"), activation=c.acts, name="mlp")
        ),
    )
    layers: list[Layer] = [
        Patches(width, c.size("patch_size"), name="embeddings.patch_embeddings.projection"),
        ClassToken(name="embeddings.cls_token"),
        PlacedPatches(axes=3, weight_name="position_embeddings", name="embeddings.position_embeddings"),
        repeated(block, c.size("num_hidden_layers", least=0), "layers"),
        LayerNorm(name="layernorm"),
    ]
    if architecture == "ViTModel":
        pooled = c.optional("pooler_output_size") if c.value("pooler_output_size") != c.symbols.defaults["d"] else None
        layers += [First(), Projection(width if pooled is None else pooled, activation="tanh", name="pooler.dense")]
    elif architecture == "ViTForImageClassification":
        layers += [First(), Projection(classes(c), name="classifier")]
    else:
        raise c.refusal("architectures", f"{architecture} is not described")
    return model(c, "ViT", shape, layers, architecture)


def dinov2(c: Config) -> Model:
    """A DINOv2 on a picture."""
    shape, width = picture(c), c.size("hidden_size")
    c.activation("hidden_act")
    c.know("stage_names", "out_features", "out_indices", "apply_layernorm", "reshape_hidden_states", "layerscale_value")
    c.know("drop_path_rate")
    architecture = one_architecture(c, "Dinov2Model")
    ratio = c.number("mlp_ratio", least=1)
    units = ratio * width
    gated = c.flag("use_swiglu_ffn")
    if gated:
        units = 8 * div(div(2 * ratio * width, 3) + 7, 8)
    names = ("gate_proj", "up_proj", "down_proj")
    part = (
        GatedFeedForward(units, use_bias=True, names=names, name="mlp")
        if gated
        else FeedForward(units, activation=c.acts, name="mlp")
    )
    block = in_turn(
        branch(
            LayerNorm(name="norm1"),
            attention(c, width, c.flag("qkv_bias"), ("q_proj", "k_proj", "v_proj", "o_proj"), "attention"),
            Scale(name="layer_scale1"),
        ),
        branch(LayerNorm(name="norm2"), part, Scale(name="layer_scale2")),
    )
    masked = [Learned(axes=2, name="embeddings.mask_token")] if c.flag("use_mask_token") else []
    layers: list[Layer] = [
        Patches(width, c.size("patch_size"), name="embeddings.patch_embeddings.projection"),
        *masked,
        ClassToken(name="embeddings.cls_token"),
        PlacedPatches(axes=3, weight_name="position_embeddings", name="embeddings.position_embeddings"),
        repeated(block, c.size("num_hidden_layers", least=0), "encoder.layer"),
        LayerNorm(name="layernorm"),
    ]
    if architecture == "Dinov2ForImageClassification":
        layers += [FirstAndMean(), Projection(classes(c), name="classifier")]
    elif architecture != "Dinov2Model":
        raise c.refusal("architectures", f"{architecture} is not described")
    return model(c, "Dinov2", shape, layers, architecture)


# --- sound ------------------------------------------------------------------------------------------------------


def wav2vec2(c: Config) -> Model:
    """A wav2vec 2.0 on T samples of a sound."""
    width = c.size("hidden_size")
    filters, strides, kernels = (c.numbers(key) for key in ("conv_dim", "conv_stride", "conv_kernel"))
    if not len(filters) == len(strides) == len(kernels) or not filters:
        raise c.refusal("conv_dim", "conv_dim, conv_stride and conv_kernel are lists of one length")
    c.know(
        "num_feat_extract_layers", "output_hidden_size", "adapter_kernel_size", "adapter_stride", "num_adapter_layers"
    )
    c.know("apply_spec_augment", "num_codevectors_per_group", "num_codevector_groups", "contrastive_logits_temperature")
    c.know("num_negatives", "codevector_dim", "proj_codevector_dim", "diversity_loss_weight", "ctc_loss_reduction")
    c.know("ctc_zero_infinity", "use_weighted_layer_sum", "classifier_proj_size", "tdnn_dim", "tdnn_kernel")
    c.know("tdnn_dilation", "xvector_output_dim", "vocab_size", "gradient_checkpointing", "feat_extract_dropout")
    c.know("freeze_feat_extract_train", "mask_channel_length", "mask_channel_min_space", "mask_channel_selection")
    c.know("mask_time_min_space", "mask_time_selection", "mask_channel_prob", "mask_channel_other", "mask_time_other")
    c.know("no_mask_channel_overlap", "no_mask_time_overlap")
    for key in ("add_adapter", "use_weighted_layer_sum"):
        c.only(key, False)
    c.only("adapter_attn_dim", None)
    for key in ("hidden_act", "feat_extract_activation"):
        c.activation(key)
    form = c.word("feat_extract_norm", "group", "layer")
    bias, stable = c.flag("conv_bias"), c.flag("do_stable_layer_norm")
    architecture = one_architecture(c, "Wav2Vec2Model")
    layers: list[Layer] = []
    for i, (out, stride, kernel) in enumerate(zip(filters, strides, kernels, strict=True)):
        name = f"feature_extractor.conv_layers.{i}"
        layers.append(SoundConv(out, kernel, stride, use_bias=bias, name=f"{name}.conv"))
        if form == "layer" or i == 0:
            layers.append((GroupNorm if form == "group" else LayerNorm)(name=f"{name}.layer_norm"))
    layers.append(LayerNorm(name="feature_projection.layer_norm"))
    heard, layers = (
        layers,
        [
            Projection(width, name="feature_projection.projection"),
            *_masked(c),
            SoundConv(
                width,
                c.number("num_conv_pos_embeddings", least=1),
                groups=c.number("num_conv_pos_embedding_groups", least=1),
                keeps=True,
                weight_norm=True,
                name="encoder.pos_conv_embed.conv",
            ),
        ],
    )
    parts = branch(attention(c, width, name="attention"))
    wide = branch(
        FeedForward(c.size("intermediate_size"), names=("intermediate_dense", "output_dense"), name="feed_forward")
    )
    first, second = LayerNorm(name="layer_norm"), LayerNorm(name="final_layer_norm")
    block = (
        in_turn(branch(first, *parts.layers), branch(second, *wide.layers))
        if stable
        else normed_after((parts, first), (wide, second))
    )
    stack = repeated(block, c.size("num_hidden_layers", least=0), "encoder.layers")
    norm = LayerNorm(name="encoder.layer_norm")
    layers += [stack, norm] if stable else [norm, stack]
    layers += _heard_as(c, architecture)
    sound = Input((c.symbols.add("T", 16_000, "samples of the sound, by default a second of it"), 1))
    found = after(sound, heard)
    outputs = [after(found, layers)]
    if architecture == "Wav2Vec2ForPreTraining":
        outputs.append(after(found, _codebooks(c)))
    return Model((sound,), tuple(outputs), name=architecture, sequential=len(outputs) == 1)


def _heard_as(c: Config, architecture: str) -> list[Layer]:
    """What ``architectures`` adds behind the stack."""
    what = architecture.removeprefix("Wav2Vec2")
    if what == "Model":
        return []
    if what == "ForCTC":
        return [Projection(c.size("vocab_size"), name="lm_head")]
    if what == "ForPreTraining":
        return [Projection(c.size("proj_codevector_dim"), name="project_hid")]
    if what == "ForAudioFrameClassification":
        return [Projection(classes(c), name="classifier")]
    if what == "ForSequenceClassification":
        narrow = Projection(c.size("classifier_proj_size"), name="projector")
        return [narrow, Mean(name="mean"), Projection(classes(c), name="classifier")]
    raise c.refusal("architectures", f"{architecture} is not described")


def _codebooks(c: Config) -> list[Layer]:
    """What pretraining compares the features with."""
    arrays = Codebooks(
        c.size("num_codevector_groups"),
        c.size("num_codevectors_per_group"),
        c.size("codevector_dim"),
        name="quantizer",
    )
    return [arrays, Projection(c.size("proj_codevector_dim"), name="project_q")]


def _masked(c: Config) -> list[Layer]:
    """The features in place of those that training hides; they are there where anything may be hidden."""
    hides = any(
        c.fraction(key, otherwise) > 0 for key, otherwise in (("mask_time_prob", 0.05), ("mask_feature_prob", 0))
    )
    return [Learned(weight_name="masked_spec_embed", name="masked_spec_embed")] if hides else []
