"""Text classification by an LSTM with attention; hidden states made by hand."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable


class AttentionModel(nn.Module):
    def __init__(self, output_size=2, hidden_size=32, vocab_size=500, embedding_length=24):
        super(AttentionModel, self).__init__()
        self.hidden_size = hidden_size
        self.word_embeddings = nn.Embedding(vocab_size, embedding_length)
        self.lstm = nn.LSTM(embedding_length, hidden_size)
        self.label = nn.Linear(hidden_size, output_size)

    def attention_net(self, lstm_output, final_state):
        hidden = final_state.squeeze(0)
        attn_weights = torch.bmm(lstm_output, hidden.unsqueeze(2)).squeeze(2)
        soft_attn_weights = F.softmax(attn_weights, 1)
        return torch.bmm(lstm_output.transpose(1, 2), soft_attn_weights.unsqueeze(2)).squeeze(2)

    def forward(self, input_sentences):
        input = self.word_embeddings(input_sentences)
        input = input.permute(1, 0, 2)
        h_0 = Variable(torch.zeros(1, input.size(1), self.hidden_size))
        c_0 = Variable(torch.zeros(1, input.size(1), self.hidden_size))
        output, (final_hidden_state, final_cell_state) = self.lstm(input, (h_0, c_0))
        output = output.permute(1, 0, 2)
        attn_output = self.attention_net(output, final_hidden_state)
        return self.label(attn_output)


net = AttentionModel()
