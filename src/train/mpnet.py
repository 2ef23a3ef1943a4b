"""MPNet's encoder (Song and others 2020), read from a safetensors file, and its word pieces. PyTorch alone, no other library."""
import json
import math
import struct
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

LAYERS, WIDTH, ATTENTION_HEADS, INNER, BUCKETS = 12, 768, 12, 3072, 32
START, PAD, END, UNKNOWN = 0, 1, 2, 3
NUMPY = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


def read_safetensors(path):
    with open(path, "rb") as f:
        head = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        body = f.read()
    out = {}
    for name, entry in head.items():
        if name != "__metadata__":
            a, b = entry["data_offsets"]
            out[name] = torch.from_numpy(np.frombuffer(body[a:b], NUMPY[entry["dtype"]]).reshape(entry["shape"]).copy())
    return out


class Pieces:
    """WordPiece, lower case without accents (Schuster and Nakajima 2012; Devlin and others 2019)"""

    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.index = {w.rstrip("\n"): i for i, w in enumerate(f)}
        self.known = {}

    def word(self, form):
        if form not in self.known:
            plain = "".join(c for c in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(c) != "Mn")
            parts, run = [], ""
            for c in plain:      # punctuation always stands alone
                if c.isalnum():
                    run += c
                else:
                    parts += [run, c] if run else [c]
                    run = ""
            self.known[form] = [i for p in parts + ([run] if run else []) for i in self.split(p)] or [self.index["[UNK]"]]
        return self.known[form]

    def split(self, text):
        out, start = [], 0
        while start < len(text):
            end = len(text)
            while end > start and ("##" if start else "") + text[start:end] not in self.index:
                end -= 1
            if end == start:
                return [self.index["[UNK]"]]
            out.append(self.index[("##" if start else "") + text[start:end]])
            start = end
        return out


def bucket(distance):
    """relative positions → 32 buckets, wider with distance (Raffel and others 2020)"""
    half, exact = BUCKETS // 2, BUCKETS // 4
    side, gap = (distance > 0).long() * half, distance.abs()
    far = exact + (torch.log(gap.float().clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return side + torch.where(gap < exact, gap, far.clamp(max=half - 1))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-5), nn.LayerNorm(WIDTH, 1e-5)

    def forward(self, x, bias, drop):
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, ATTENTION_HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        y = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype)).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.o(y))
        return self.norm2(x + F.dropout(self.outer(F.gelu(self.inner(x))), drop, self.training))

    def load(self, weights, prefix):
        names = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o", "inner": "intermediate.dense",
                 "outer": "output.dense", "norm1": "attention.LayerNorm", "norm2": "output.LayerNorm"}
        for mine, theirs in names.items():
            for part in ("weight", "bias"):
                getattr(getattr(self, mine), part).data.copy_(weights[f"{prefix}.{theirs}.{part}"])


class Mpnet(nn.Module):
    """frozen: how many of the lowest layers, and the embeddings, stay as they are"""

    def __init__(self, folder, frozen=4, drop=0.1):
        super().__init__()
        weights = read_safetensors(folder + "/model.safetensors")
        self.pieces, self.frozen, self.drop = Pieces(folder + "/vocab.txt"), frozen, drop
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"])
        self.positions = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"])
        self.norm = nn.LayerNorm(WIDTH, 1e-5)
        self.norm.weight.data.copy_(weights["embeddings.LayerNorm.weight"])
        self.norm.bias.data.copy_(weights["embeddings.LayerNorm.bias"])
        self.relative = nn.Embedding.from_pretrained(weights["encoder.relative_attention_bias.weight"])
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for i, layer in enumerate(self.layers):
            layer.load(weights, f"encoder.layer.{i}")
        for part in (self.norm, self.layers[:frozen]):
            for p in part.parameters():
                p.requires_grad = False
        self.mix = nn.Parameter(torch.zeros(4))

    def forward(self, sentences, longest):
        """[[form]] → [B, longest, 768]: row 0 is the start mark, then a row a word, of its first piece and its last"""
        coded = [[self.pieces.word(f) for f in s] for s in sentences]
        n = max(2 + sum(map(len, s)) for s in coded)
        ids = torch.full((len(coded), n), PAD)
        first, last = (torch.zeros((len(coded), longest), dtype=torch.long) for _ in range(2))
        for k, words in enumerate(coded):
            at, row = 1, [START]
            for i, pieces in enumerate(words, 1):
                first[k, i], last[k, i] = at, at + len(pieces) - 1
                at, row = at + len(pieces), row + pieces
            ids[k, :at + 1] = torch.tensor(row + [END])
        x = self.run(ids)
        take = lambda where: x.gather(1, where.unsqueeze(-1).expand(-1, -1, WIDTH))
        return (take(first) + take(last)) / 2

    def run(self, ids):
        n = ids.shape[1]
        place = torch.arange(n)
        bias = self.relative(bucket(place.unsqueeze(0) - place.unsqueeze(1))).permute(2, 0, 1).unsqueeze(0)
        bias = bias.expand(len(ids), -1, -1, -1).masked_fill((ids == PAD)[:, None, None, :], -1e9)
        kept = []
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                x = self.norm(self.words(ids) + self.positions((place + 2).unsqueeze(0)))
                for layer in self.layers[:self.frozen]:
                    x = layer(x, bias, 0.0)
            for i, layer in enumerate(self.layers[self.frozen:], self.frozen):
                x = layer(x, bias, self.drop)
                if i >= LAYERS - 4:
                    kept.append(x)
        weights = torch.softmax(self.mix, 0)
        return sum(w * k.float() for w, k in zip(weights, kept))
