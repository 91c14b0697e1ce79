#!/usr/bin/env python3
"""Reads the towers of the first pictogram from its model directory, so that training can go on from them.

The image tower has the same layers as ours and gives us its weights; what it lacks, the view of
where things are, starts near zero. The text tower knew whole words only; it teaches ours, which
reads pieces of words: `Teacher.embed` gives the embedding that the first model has for a caption.
Run it to print how far the first model's picture tower and names agree on painted emoji.
"""
import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from model import Layer


def constants(path):
    """Returns the weights in the order of their use, as {name: tensor}, matrices as Linear has them."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(path).graph
    found = {c.name: torch.from_numpy(numpy_helper.to_array(c).astype("float32")) for c in graph.initializer}
    matrices = sorted((n for n in found if n.startswith("onnx::MatMul")), key=lambda n: int(re.search(r"\d+", n).group()))
    return found, [found[n].T.contiguous() for n in matrices]


def fill(layer, found, prefix, matrices):
    """Gives one transformer layer its weights; takes four matrices from the list."""
    for part, norm in ((layer.norm1, "l1"), (layer.norm2, "l2")):
        part.weight.data, part.bias.data = found[f"{prefix}.{norm}.weight"], found[f"{prefix}.{norm}.bias"]
    for part, name in ((layer.qkv, "qkv"), (layer.out, "o"), (layer.up, "f1"), (layer.down, "f2")):
        bias = found.get(f"{prefix}.{name}.bias", found.get(f"{prefix}.{name}.bias_h"))
        part.weight.data, part.bias.data = matrices.pop(0), bias


def start_image(tower, folder):
    """Gives our image tower the first model's weights."""
    found, matrices = constants(folder / "onnx" / "vision_model.onnx")
    for i in (0, 2, 4):
        tower.stem[i].weight.data, tower.stem[i].bias.data = found[f"m.stem.{i}.weight_h"], found[f"m.stem.{i}.bias"]
    tower.position.data = found["m.pos_h"][None]
    for i, layer in enumerate(tower.layers):
        fill(layer, found, f"m.vb.{i}", matrices)
    tower.what_norm.weight.data, tower.what_norm.bias.data = found["m.vn.weight"], found["m.vn.bias"]
    tower.what.weight.data = matrices.pop(0)


class Teacher(nn.Module):
    """The first model's text tower."""

    def __init__(self, folder):
        super().__init__()
        found, matrices = constants(folder / "onnx" / "text_model.onnx")
        self.words = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
        self.token, self.position = found["m.emb.weight_h"], found["m.tp_h"]
        self.layers = nn.ModuleList(Layer(160, 5, 4) for _ in range(2))
        for i, layer in enumerate(self.layers):
            fill(layer, found, f"m.tb.{i}", matrices)
        self.norm = nn.LayerNorm(160)
        self.norm.weight.data, self.norm.bias.data = found["m.tn.weight"], found["m.tn.bias"]
        self.matrix = matrices.pop(0)

    def ids(self, text):
        words = re.findall(r"[a-z0-9]+|[^\sa-z0-9]", text.lower())
        return [1, *(self.words.get(w, 0) for w in words[:22]), 2]

    @torch.no_grad()
    def embed(self, texts):
        """Unit embeddings of texts, in order."""
        done = torch.empty(len(texts), len(self.matrix))
        by_length = {}
        for i, text in enumerate(texts):
            ids = self.ids(text)
            by_length.setdefault(len(ids), []).append((i, ids))
        for length, members in by_length.items():
            x = self.token[torch.tensor([ids for _, ids in members])] + self.position[:length]
            for layer in self.layers:
                x = layer(x)
            done[[i for i, _ in members]] = F.normalize(self.norm(x.mean(1)) @ self.matrix.T, dim=1)
        return done


def main():
    import train
    from model import Config, Pictogram
    from scenes import Catalogue
    from tokenizer import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="the first model's directory")
    parser.add_argument("--cache", type=Path, required=True)
    a = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer(Path(__file__).parent / "pictogram")
    catalogue = Catalogue(a.cache, levels=False)
    catalogue.means = np.load(a.cache / "means.npy")
    model = Pictogram(Config(vocabulary=len(tokenizer.vocabulary))).eval()
    start_image(model.image, a.start)
    judge = train.Validation(catalogue, tokenizer)
    with torch.no_grad():
        image = train.embed_pictures(model.image, judge.pictures)
        names = Teacher(a.start).embed([e.name for e in catalogue.emoji])
    which = [t[1] for t in judge.tests if t[0] == "name"]
    score = image[which] @ names.T
    mine = torch.tensor([judge.scenes[i].things[0].emoji for i in which])
    rank = (score > score.gather(1, mine[:, None])).sum(1)
    print(f"top-1 {(rank < 1).float().mean():.3f}, top-5 {(rank < 5).float().mean():.3f}")
    by = {}
    for i, r in zip(which, rank.tolist()):
        by.setdefault(catalogue.style[judge.scenes[i].things[0].row], []).append(r < 1)
    print({k: (round(sum(v) / len(v), 2), len(v)) for k, v in by.items()})


if __name__ == "__main__":
    main()
