#!/usr/bin/env python3
"""The two towers of pictogram.

Image tower: 64 x 64 pixels, a residual convolutional stem down to a 4 x 4 grid, two transformer
layers over its 16 cells, and a projection of both the mean cell (what is there) and the
concatenated cells (where it is): a mean alone cannot tell left from right.

Text tower: byte-level subword pieces, learned positions, transformer layers, read out at the
last piece, so that the order of the words counts.

Run it to print the sizes and the speed of a training step.
"""
import argparse
import time
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F


@dataclass
class Config:
    vocabulary: int
    dimension: int = 192
    image_size: int = 64
    channels: tuple = (64, 128, 256)
    blocks: tuple = (1, 2, 1)
    image_layers: int = 2
    image_heads: int = 8
    cell_features: int = 48
    text_width: int = 160
    text_layers: int = 2
    text_heads: int = 5
    context: int = 77

    def as_dict(self):
        return asdict(self)


class Convolution(nn.Sequential):
    """Convolution and batch normalisation; the export folds the second into the first."""

    def __init__(self, inputs, outputs, stride=1, kernel=3):
        super().__init__(nn.Conv2d(inputs, outputs, kernel, stride, 1, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = Convolution(channels, channels)
        self.second = Convolution(channels, channels)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x):
        return F.relu(x + self.second(F.relu(self.first(x))))


class Layer(nn.Module):
    """A pre-norm transformer layer; `bias` is added to the attention logits."""

    def __init__(self, width, heads, expansion):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, expansion * width), nn.Linear(expansion * width, width)

    def forward(self, x, bias=None):
        batch, length, width = x.shape
        split = self.qkv(self.norm1(x)).reshape(batch, length, 3, self.heads, width // self.heads)
        q, k, v = split.permute(2, 0, 3, 1, 4).unbind(0)
        logits = q @ k.transpose(-2, -1) * (width // self.heads) ** -0.5
        attention = (logits if bias is None else logits + bias).softmax(-1)
        mixed = (attention.to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, width)
        x = x + self.out(mixed)
        return x + self.down(F.relu(self.up(self.norm2(x))))


class ImageTower(nn.Module):
    def __init__(self, config):
        super().__init__()
        last, stem = config.channels[-1], []
        for channels, blocks in zip(config.channels, config.blocks):
            step = Convolution(inputs, channels, 2) if stem else Convolution(3, channels, 4, kernel=6)
            stem += [step, nn.ReLU(), *(Residual(channels) for _ in range(blocks))]
            inputs = channels
        self.stem = nn.Sequential(*stem).to(memory_format=torch.channels_last)
        cells = (config.image_size // 16) ** 2
        self.position = nn.Parameter(torch.randn(1, cells, last) * 0.02)
        self.layers = nn.ModuleList(Layer(last, config.image_heads, 3) for _ in range(config.image_layers))
        self.what_norm, self.what = nn.LayerNorm(last), nn.Linear(last, config.dimension, bias=False)
        self.where_norm, self.cell = nn.LayerNorm(last), nn.Linear(last, config.cell_features)
        self.where = nn.Linear(cells * config.cell_features, config.dimension)
        nn.init.normal_(self.where.weight, std=1e-3)

    def forward(self, pixels):
        x = self.stem(pixels).flatten(2).transpose(1, 2) + self.position
        for layer in self.layers:
            x = layer(x)
        return self.what(self.what_norm(x.mean(1))) + self.where(F.relu(self.cell(self.where_norm(x))).flatten(1))


class TextTower(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config.text_width
        self.token = nn.Embedding(config.vocabulary, width)
        self.position = nn.Parameter(torch.randn(1, config.context, width) * 0.02)
        nn.init.normal_(self.token.weight, std=0.05)
        self.layers = nn.ModuleList(Layer(width, config.text_heads, 3) for _ in range(config.text_layers))
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(2 * width, config.dimension)

    def forward(self, ids, mask):
        mask = mask.to(self.position.dtype)
        x = self.token(ids) + self.position[:, : ids.shape[1]]
        bias = ((mask - 1.0) * 1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.norm(x)
        length = mask.sum(1, keepdim=True)
        place = torch.arange(ids.shape[1], device=ids.device, dtype=mask.dtype)[None]
        last = ((place == length - 1).to(mask.dtype)[..., None] * x).sum(1)
        mean = (mask[..., None] * x).sum(1) / length
        return self.out(torch.cat([last, mean], 1))


class Pictogram(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.image = ImageTower(config)
        self.text = TextTower(config)
        self.log_scale = nn.Parameter(torch.tensor(3.0))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    model = Pictogram(Config(vocabulary=3200))
    for name, part in model.named_children():
        print(name, sum(p.numel() for p in part.parameters()), "parameters")
    pixels = torch.randn(a.batch, 3, 64, 64).contiguous(memory_format=torch.channels_last)
    ids, mask = torch.randint(0, 3200, (2 * a.batch, 11)), torch.ones(2 * a.batch, 11)
    for part, run in (("image", lambda: model.image(pixels)), ("text", lambda: model.text(ids, mask))):
        for attempt in range(3):
            start = time.time()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                y = run()
            middle = time.time()
            y.float().square().mean().backward()
            print(part, f"forward {middle - start:.3f} s, backward {time.time() - middle:.3f} s")


if __name__ == "__main__":
    main()
