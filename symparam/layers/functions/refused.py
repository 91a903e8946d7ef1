"""Functions that no rule can be for, and why: what comes out depends on data, or is no tensor."""

from __future__ import annotations

DATA = "how much comes out depends on data, not on shapes"
VALUE = "the value depends on data"
REASONS = {
    DATA: """
        torch.nonzero Tensor.nonzero torch.argwhere Tensor.argwhere torch.masked_select Tensor.masked_select
        torch.unique Tensor.unique torch.unique_consecutive Tensor.unique_consecutive torch.bincount Tensor.bincount
    """,
    VALUE: """
        Tensor.item Tensor.tolist Tensor.numpy Tensor.__bool__ Tensor.__int__ Tensor.__float__ Tensor.__complex__
        Tensor.__index__ torch.equal Tensor.equal torch.allclose Tensor.allclose torch.is_nonzero Tensor.is_nonzero
        Tensor.__contains__ Tensor.__array__
    """,
    "the sizes of the output are those of packed or sparse data": """
        Tensor.to_sparse Tensor.to_sparse_coo Tensor.to_sparse_csr Tensor.to_sparse_csc Tensor.to_sparse_bsr
        Tensor.to_sparse_bsc Tensor.indices Tensor.values Tensor.to_padded_tensor torch.sparse_coo_tensor
        torch.sparse_csr_tensor torch.nn.functional.grouped_mm torch.nn.functional.scaled_grouped_mm
    """,
    "the module of torch.nn of that name has a rule": """
        torch.lstm torch.gru torch.rnn_tanh torch.rnn_relu torch.lstm_cell torch.gru_cell torch.rnn_tanh_cell
        torch.rnn_relu_cell
    """,
    "torch.nn.MultiheadAttention has a rule, and scaled_dot_product_attention": """
        torch.nn.functional.multi_head_attention_forward
    """,
    "it works on the memory of a tensor, not on its shape": """
        torch.as_strided Tensor.as_strided torch.as_strided_copy Tensor.storage Tensor.untyped_storage
        Tensor.storage_offset Tensor.stride Tensor.data_ptr Tensor.set_ Tensor.element_size Tensor.itemsize
        Tensor.nbytes
    """,
}
REFUSED = {path: reason for reason, paths in REASONS.items() for path in paths.split()}
