"""A language model with the time first, and its hidden state given."""

import torch
import torch.nn as nn


class CharRNN(nn.Module):
    def __init__(self, n_chars=97, n_hidden=128, n_layers=2):
        super().__init__()
        self.n_hidden = n_hidden
        self.n_layers = n_layers
        self.gru = nn.GRU(n_chars, n_hidden, n_layers)
        self.out = nn.Linear(n_hidden, n_chars)

    def forward(self, x, hidden=None):
        if hidden is None:
            hidden = self.init_hidden(x.size(1))
        y, hidden = self.gru(x, hidden)
        return self.out(y), hidden

    def init_hidden(self, batch_size):
        weight = next(self.parameters())
        return weight.new_zeros(self.n_layers, batch_size, self.n_hidden)
