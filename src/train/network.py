"""BiLSTM encoder with tag, name, role and biaffine parsing heads (Dozat and Manning 2017; labels by a sum instead of a tensor)."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
import features as ft
import roles

WIDTHS = {"word": 64, "suffix2": 16, "suffix3": 32, "suffix4": 32, "prefix": 24, "shape": 24}


class Network(nn.Module):
    def __init__(self, sizes, glove, hidden, arc, label, name, scale=1.0, role=64, layers=2, extra=0):
        """extra: width of further vectors of words that encode() is given"""
        super().__init__()
        widths = {k: max(4, int(v * scale)) for k, v in WIDTHS.items()}
        rows = {"word": sizes["words"], "suffix2": ft.SUFFIX_ROWS, "suffix3": ft.SUFFIX_ROWS, "suffix4": ft.SUFFIX_ROWS,
                "prefix": ft.PREFIX_ROWS, "shape": ft.SHAPE_ROWS}
        self.tables = nn.ModuleDict({k: nn.Embedding(rows[k], widths[k]) for k in WIDTHS})
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.3)
        self.register_buffer("glove", glove, persistent=False)
        width = sum(widths.values()) + glove.shape[1] + extra
        d = 2 * hidden
        self.lstm = nn.ModuleList([nn.LSTM(d if i else width, hidden, batch_first=True, bidirectional=True) for i in range(layers)])
        self.upos, self.xpos = nn.Linear(d, sizes["upos"]), nn.Linear(d, sizes["xpos"])
        self.name_hidden, self.name_out = nn.Linear(d, name), nn.Linear(name, sizes["names"])
        self.arc_head, self.arc_dep = nn.Linear(d, arc), nn.Linear(d, arc)
        self.arc_product = nn.Parameter(torch.randn(arc, arc) * 0.05)
        self.arc_bias = nn.Linear(arc, 1, bias=False)
        self.label_head, self.label_dep = nn.Linear(d, label), nn.Linear(d, label, bias=False)
        self.label_out = nn.Linear(label, sizes["relations"])
        self.predicate = nn.Linear(d, len(roles.PREDICATES))
        self.role_head, self.role_dep = nn.Linear(d, role), nn.Linear(d, role, bias=False)
        self.role_path = nn.Embedding(roles.PATHS, role)
        nn.init.normal_(self.role_path.weight, std=0.3)
        self.role_out = nn.Linear(role, sizes["roles"])
        self.word_dropout, self.glove_dropout, self.input_dropout, self.output_dropout = 0.15, 0.10, 0.25, 0.33

    def encode(self, rows, lengths, extra=None):
        word, vector = rows[..., 0], self.glove[rows[..., 6]]
        if self.training:
            word = word.masked_fill(torch.rand(word.shape) < self.word_dropout, ft.UNKNOWN)
            vector = vector * (torch.rand(word.shape) >= self.glove_dropout).float().unsqueeze(-1)
        parts = [self.tables["word"](word)]
        parts += [self.tables[k](rows[..., i]) for i, k in enumerate(list(WIDTHS)[1:], 1)]
        parts += [vector] if extra is None else [vector, extra]
        x = F.dropout(torch.cat(parts, -1), self.input_dropout, self.training)
        for layer in self.lstm:
            y, _ = layer(pack_padded_sequence(x, lengths, batch_first=True))
            y, _ = pad_packed_sequence(y, batch_first=True)
            x = self.locked(y)
        return x

    def locked(self, y):
        """half of the dropout drops a unit in the whole sentence (variational dropout), half anywhere"""
        if not self.training:
            return y
        keep = 1 - self.output_dropout / 2
        mask = (torch.rand(y.shape[0], 1, y.shape[2]) < keep).float() / keep
        return F.dropout(y * mask, self.output_dropout / 2)

    def activate(self, x):
        return F.dropout(F.leaky_relu(x, 0.1), 0.25, self.training)

    def arcs(self, y, mask):
        """scores[dependent, head], heads outside the sentence and the token itself left out"""
        head, dep = self.activate(self.arc_head(y)), self.activate(self.arc_dep(y))
        scores = (dep @ self.arc_product) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        diagonal = torch.eye(scores.shape[1], dtype=torch.bool).unsqueeze(0)
        return scores.masked_fill(~mask.unsqueeze(1) | diagonal, -1e4)

    def labels(self, y, heads):
        head, dep = self.label_head(y), self.label_dep(y)
        chosen = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return self.label_out(self.activate(chosen + dep))

    def names(self, y):
        return self.name_out(self.activate(self.name_hidden(y)))

    def roles(self, y, sentence, predicate, heads, labels):
        """scores [P, T, roles] for P predicates: numbers of their sentences and their places in them, trees [B, T]"""
        path = self.role_path(roles.path_rows(heads[sentence], labels[sentence], predicate))
        x = self.role_head(y[sentence, predicate]).unsqueeze(1) + self.role_dep(y)[sentence] + path
        return self.role_out(self.activate(x))
