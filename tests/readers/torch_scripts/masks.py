"""Masks of attention: one of a fixed length, one that is made of the tokens, one for each head."""

import torch
from torch import nn

LENGTH = 12


class Net(nn.Module):
    def __init__(self, d=8, heads=2):
        super().__init__()
        self.embed = nn.Embedding(30, d)
        self.attend = nn.MultiheadAttention(d, heads, batch_first=True)
        self.encoder = nn.TransformerEncoderLayer(d, heads, 16, batch_first=True)
        self.decoder = nn.TransformerDecoderLayer(d, heads, 16, batch_first=True)
        self.heads = heads
        self.register_buffer("mask", torch.triu(torch.full((LENGTH, LENGTH), -1e9), diagonal=1))

    def forward(self, tokens):
        n, t = tokens.shape
        padding = tokens == 0
        each = torch.zeros(n * self.heads, t, t, device=tokens.device)
        x = self.embed(tokens)
        x, _ = self.attend(x, x, x, key_padding_mask=padding, attn_mask=each)
        y = self.encoder(x[:, 2:], src_mask=self.mask, src_key_padding_mask=padding[:, 2:])
        return self.decoder(x, y, tgt_key_padding_mask=padding, memory_key_padding_mask=padding[:, :LENGTH])


net = Net()
