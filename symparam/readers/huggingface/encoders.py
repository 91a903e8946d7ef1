"""The types of encoders of text: what each says of itself, where it is not BERT's."""

from __future__ import annotations

from dataclasses import replace

from ...graph import Input, Model
from .config import Config
from .decoder import one_architecture
from .encoder import BERT_FEED_FORWARD, Encoder, EncoderBuilder
from .graph import after, tokens

BERT = Encoder("Bert", masked=("ForMaskedLM", "LMHeadModel"), decodes=True)
NO_POOLER = ("Model", "ForMultipleChoice")
LM_HEAD = {"transform": ("lm_head.dense", "lm_head.layer_norm"), "decoder": ("lm_head.decoder", "lm_head.bias")}
ROBERTA = replace(
    BERT,
    prefix="Roberta",
    padded=True,
    pooled=NO_POOLER,
    classifier=("classifier.dense", "classifier.out_proj"),
    masked=("ForMaskedLM", "ForCausalLM"),
    **LM_HEAD,  # type: ignore[arg-type]
)

ENCODERS: dict[str, Encoder] = {
    "bert": BERT,
    "roberta": ROBERTA,
    "xlm-roberta": replace(ROBERTA, prefix="XLMRoberta"),
    "camembert": replace(ROBERTA, prefix="Camembert"),
    "distilbert": Encoder(
        "DistilBert",
        width=("dim", "hidden_size"),
        depth=("n_layers", "num_hidden_layers"),
        heads=("n_heads", "num_attention_heads"),
        units=("hidden_dim",),
        activation=("activation",),
        types=False,
        attention=("q_lin", "k_lin", "v_lin", "out_lin"),
        feed_forward=("lin1", "lin2"),
        norms=("sa_layer_norm", "output_layer_norm"),
        names=("transformer.layer", "attention", "ffn"),
        pooler="",
        classifier=("pre_classifier", "classifier"),
        choosing=("pre_classifier", "classifier"),
        transform=("vocab_transform", "vocab_layer_norm"),
        decoder=("vocab_projector", ""),
        inert=("sinusoidal_pos_embds", "tie_weights_", "qa_dropout"),
    ),
    "mpnet": Encoder(
        "MPNet",
        types=False,
        padded=True,
        relative=True,
        attention=("attn.q", "attn.k", "attn.v", "attn.o"),
        norms=("attention.LayerNorm", "output.LayerNorm"),
        pooled=NO_POOLER,
        classifier=("classifier.dense", "classifier.out_proj"),
        **LM_HEAD,  # type: ignore[arg-type]
    ),
    "electra": replace(
        BERT,
        prefix="Electra",
        narrow="embeddings_project",
        pooler="",
        classifier=("classifier.dense", "classifier.out_proj"),
        choosing=(),
        transform=("generator_predictions.dense", "generator_predictions.LayerNorm"),
        decoder=("generator_lm_head", ""),
        masked=("ForMaskedLM", "ForCausalLM"),
    ),
    "albert": Encoder(
        "Albert",
        narrow="encoder.embedding_hidden_mapping_in",
        always_mapped=True,
        shared=True,
        attention=("attention.query", "attention.key", "attention.value", "attention.dense"),
        feed_forward=("ffn", "ffn_output"),
        norms=("attention.LayerNorm", "full_layer_layer_norm"),
        names=("encoder.albert_layer_groups.0.albert_layers", "attention", "feed_forward"),
        pooler="pooler",
        transform=("predictions.dense", "predictions.LayerNorm"),
        decoder=("predictions.decoder", "predictions.bias"),
        only=(("num_hidden_groups", 1), ("inner_group_num", 1)),
        inert=("down_scale_factor", "gap_size", "net_structure_type", "num_memory_blocks"),
    ),
    "deberta-v2": Encoder(
        "DebertaV2",
        disentangled=True,
        narrow="embeddings.embed_proj",
        attention=("self.query_proj", "self.key_proj", "self.value_proj", "output.dense"),
        feed_forward=BERT_FEED_FORWARD,
        pooled=("ForSequenceClassification", "ForMultipleChoice"),
        only=(("legacy", True),),
        inert=("max_relative_positions", "position_buckets", "pooler_hidden_act", "pooler_hidden_size"),
    ),
}


def encoder(c: Config) -> Model:
    """An encoder on a text of T tokens."""
    row = ENCODERS[c.kind]
    architecture = one_architecture(c, f"{row.prefix}Model")
    builder = EncoderBuilder(c, row, architecture)
    text = Input((tokens(c, "max_position_embeddings", less=c.number("pad_token_id") + 1 if row.padded else 0),))
    features = after(text, builder.body())
    outputs = [after(features, head) for head in builder.heads_of()]
    return Model((text,), tuple(outputs), name=architecture, sequential=len(outputs) == 1)
