#!/usr/bin/env python3
"""Write a checkpoint as a weights file.

    export.py model.pt.best en.dtm

The format is described in src/model/model.h. Matrices are cut to int8, a scale a row, and laid out in panels of sixteen rows so that
the product needs no sums across lanes: for each pair of columns, the two weights of each of the sixteen rows.
"""
import struct
import sys

import numpy as np

import roles

MAGIC, VERSION = b"dtmodel\n", 2
TYPES = {"i8": 0, "u8": 1, "u32": 2, "f32": 3}
NUMPY = {"i8": "<i1", "u8": "<u1", "u32": "<u4", "f32": "<f4"}
PANEL, COLUMN_STEP = 16, 32


def fnv(text):
    h = 2166136261
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 16777619) & 0xffffffff
    return h


def checksum(data):
    """the sum of src/model/checksum.c"""
    prime, left, right = np.uint64(0x9E3779B97F4A7C15), np.uint64(29), np.uint64(35)
    mix = lambda sums, words: (lambda x: x << left | x >> right)((sums ^ words) * prime)
    lanes = np.array([1, 2, 3, 4], np.uint64)
    for stripe in np.frombuffer(data + b"\0" * (-len(data) % 32), "<u8").reshape(-1, 4):
        lanes = mix(lanes, stripe)
    out = np.array([len(data)], np.uint64)
    for i in range(4):
        out = mix(out, lanes[i])
    return int(mix(out, out >> np.uint64(32))[0])


class Writer:
    """chunks in order: name, element type, shape and bytes"""

    def __init__(self):
        self.chunks = []

    def add(self, name, kind, array):
        array = np.ascontiguousarray(array, dtype=NUMPY[kind])
        shape = (array.shape + (1,))[:2]
        self.chunks.append((name, kind, shape, array.tobytes()))

    def words(self, name, words):
        """strings end in NUL; .slots is an open-addressing table of word number + 1 by FNV-1a, 0 is empty"""
        data, starts = bytearray(), []
        for w in words:
            starts.append(len(data))
            data += w.encode("utf-8") + b"\0"
        size = 1
        while size < 2 * len(words):
            size *= 2
        slots = np.zeros(size, np.uint32)
        for i, w in enumerate(words):
            at = fnv(w) & (size - 1)
            while slots[at]:
                at = (at + 1) & (size - 1)
            slots[at] = i + 1
        self.add(name, "u8", np.frombuffer(bytes(data), np.uint8))
        self.add(name + ".starts", "u32", np.array(starts))
        self.add(name + ".slots", "u32", slots)

    def table(self, name, whole, scale):
        self.add(name, "i8", whole)
        self.add(name + ".scale", "f32", scale)

    def embedding(self, name, weight):
        self.table(name, *quantise(weight))

    def matrix(self, name, weight, bias=None):
        """[rows, columns] → panels; .scale and .bias have one value a row, padded to whole panels"""
        whole, scale = quantise(weight)
        rows = -(-whole.shape[0] // PANEL) * PANEL
        columns = -(-whole.shape[1] // COLUMN_STEP) * COLUMN_STEP
        padded = np.zeros((rows, columns), np.int8)
        padded[:whole.shape[0], :whole.shape[1]] = whole
        panels = padded.reshape(rows // PANEL, PANEL, columns // 2, 2).transpose(0, 2, 1, 3)
        self.add(name, "i8", panels.reshape(rows, columns))
        self.add(name + ".scale", "f32", pad(scale, rows))
        self.add(name + ".bias", "f32", pad(np.zeros(whole.shape[0]) if bias is None else bias, rows))

    def save(self, path):
        table = 32 + 64 * len(self.chunks)
        offset, head, body = -(-table // 64) * 64, b"", b""
        start = offset
        for name, kind, shape, data in self.chunks:
            head += struct.pack("<24sIIII", name.encode(), TYPES[kind], shape[0], shape[1], 0)
            head += struct.pack("<QQQ", offset, len(data), checksum(data))
            room = -(-len(data) // 64) * 64
            body += data + b"\0" * (room - len(data))
            offset += room
        header = MAGIC + struct.pack("<IIQQ", VERSION, len(self.chunks), offset, checksum(head))
        with open(path, "wb") as f:
            f.write((header + head).ljust(start, b"\0") + body)
        return offset


def quantise(weight):
    weight = np.asarray(weight, np.float32)
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
    return np.rint(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def pad(values, n):
    out = np.zeros(n, np.float32)
    out[:len(values)] = values
    return out


def lemma_rules(out, rules):
    """"vbg pping" → strip 4, add ""; the letters to add are numbered"""
    adds = sorted({add for _, _, add in rules})
    out.words("lemma", [key for key, _, _ in rules])
    out.words("lemma.adds", adds)
    out.add("lemma.edits", "u32", np.array([strip | adds.index(add) << 8 for _, strip, add in rules]))


def role_layers(out, names, weights):
    """which words are predicates, and what other words are to them; none without a corpus of roles"""
    if len(names) < 2:
        return
    out.words("pred", roles.PREDICATES)
    out.words("role", names)
    for name, key in (("pred.out", "predicate"), ("role.head", "role_head"), ("role.out", "role_out")):
        out.matrix(name, weights[key + ".weight"], weights[key + ".bias"])
    out.matrix("role.dep", weights["role_dep.weight"])
    out.embedding("role.path", weights["role_path.weight"])


def write(checkpoint, path):
    inventory, weights = checkpoint["inventory"], {k: v.numpy() for k, v in checkpoint["weights"].items()}
    out = Writer()
    out.words("word", inventory["words"])
    out.words("glove", inventory["glove"])
    for kind in ("upos", "xpos", "relations", "names"):
        out.words(kind[:4] if kind != "relations" else "label", inventory[kind])
    out.embedding("word.rows", weights["tables.word.weight"])
    out.table("glove.rows", inventory["glove_whole"], inventory["glove_scale"])
    for kind in ("suffix2", "suffix3", "suffix4", "prefix", "shape"):
        out.embedding(kind + ".rows", weights[f"tables.{kind}.weight"])
    for layer in (0, 1):
        for way, suffix in (("forward", ""), ("back", "_reverse")):
            get = lambda part: weights[f"lstm.{layer}.{part}_l0{suffix}"]
            out.matrix(f"lstm{layer}.{way}.in", get("weight_ih"), get("bias_ih") + get("bias_hh"))
            out.matrix(f"lstm{layer}.{way}.re", get("weight_hh"))
    for name, key in (("upos.out", "upos"), ("xpos.out", "xpos"), ("name.hidden", "name_hidden"), ("name.out", "name_out"),
                      ("arc.head", "arc_head"), ("arc.dep", "arc_dep"), ("label.head", "label_head"), ("label.out", "label_out")):
        out.matrix(name, weights[key + ".weight"], weights[key + ".bias"])
    out.matrix("label.dep", weights["label_dep.weight"])
    role_layers(out, inventory.get("roles", []), weights)
    lemma_rules(out, inventory["lemmas"])
    # scores = dep · P · head + b · head: the product by columns, b as the bias of dep · P
    out.matrix("arc.product", weights["arc_product"].T, weights["arc_bias.weight"][0])
    return out.save(path)


if __name__ == "__main__":
    import torch
    print(write(torch.load(sys.argv[1]), sys.argv[2]), "bytes")
