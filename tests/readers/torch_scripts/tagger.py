"""A tagger with an LSTM both ways, batch first."""

import torch
import torch.nn as nn

VOCAB = 1000
TAGS = 9


class Tagger(nn.Module):
    def __init__(self, vocab_size, emb_dim=50, hidden_dim=64, n_layers=2, tags=TAGS):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.embedding = nn.Embedding(vocab_size, emb_dim, padding_idx=0)
        self.lstm = nn.LSTM(emb_dim, hidden_dim, num_layers=n_layers, bidirectional=True, batch_first=True, dropout=0.3)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(hidden_dim * 2, tags)

    def forward(self, text):
        embedded = self.dropout(self.embedding(text))
        outputs, (hidden, cell) = self.lstm(embedded)
        return self.fc(self.dropout(outputs))


model = Tagger(VOCAB)
