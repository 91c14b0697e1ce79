#!/usr/bin/env python3
"""Exports a trained model to the model directory that clipunit ships.

Batch normalisation is folded into the convolutions, weights are stored in half precision and
cast to single on load, and the score is brought to the scale that users expect.

The scale. Training leaves unit vectors u (picture) and v (prompt) whose cosine c is some number
for a matching pair. The exported towers give [sqrt(a) u, sqrt(1-a), 0] and
[sqrt(a) v, sqrt(1-a) cos(t), sqrt(1-a) sin(t)]: again unit vectors, with the cosine
a c + (1-a) cos(t). That is an increasing map, so that no order of scores changes. `evaluate.py
calibrate` chooses a, the gain, and (1-a) cos(t), the shift, and stores them in model.pt. The
logit scale is divided by a accordingly.
"""
import argparse
import copy
import hashlib
import json
import math
from pathlib import Path

import torch
from torch import nn

import train
from model import Config, Convolution, Pictogram
from tokenizer import SHIPPED

OPSET = 15


def folded(tower):
    """Replaces each Convolution by one convolution with bias."""
    tower = copy.deepcopy(tower).eval()

    def fold(module):
        for name, child in module.named_children():
            if isinstance(child, Convolution):
                conv, norm = child
                factor = norm.weight / (norm.running_var + norm.eps).sqrt()
                plain = nn.Conv2d(conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding)
                plain.weight.data = conv.weight * factor[:, None, None, None]
                plain.bias.data = norm.bias - norm.running_mean * factor
                setattr(module, name, plain)
            else:
                fold(child)

    with torch.no_grad():
        fold(tower)
    return tower


class Scaled(nn.Module):
    """A tower with unit vectors on the calibrated scale."""

    def __init__(self, tower, gain, extra):
        super().__init__()
        self.tower, self.gain = tower, math.sqrt(gain)
        self.register_buffer("extra", torch.tensor(extra)[None])

    def forward(self, *inputs):
        y = self.tower(*inputs)
        unit = y / (y * y).sum(1, keepdim=True).sqrt().clamp(min=1e-12)
        ones = torch.ones_like(unit[:, :1])
        return torch.cat([self.gain * unit, ones * self.extra], 1)


def towers(path, calibrated=True):
    """Returns image tower, text tower (weights as exported) and what model.pt says, with its logit scale."""
    saved = torch.load(path, map_location="cpu")
    model = Pictogram(Config(**saved["config"]))
    model.load_state_dict(saved["model"])
    gain, shift = (saved.get("gain", 1.0), saved.get("shift", 0.0)) if calibrated else (1.0, 0.0)
    if not abs(shift) <= 1 - gain + 1e-9:
        raise SystemExit(f"shift ({shift}) must not exceed 1 - gain ({1 - gain})")
    rest = math.sqrt(max(0.0, 1 - gain))
    cosine = shift / (1 - gain) if gain < 1 else 0.0
    sine = math.sqrt(max(0.0, 1 - cosine * cosine))
    image = Scaled(folded(model.image), gain, [rest, 0.0]).eval()
    text = Scaled(model.text, gain, [rest * cosine, rest * sine]).eval()
    for part in (image, text):
        for p in part.tower.parameters():
            p.data = p.data.half().float()
    scale = math.log(min(50.0, math.exp(float(model.log_scale))) / gain)
    return image, text, {**saved, "scale": scale}


def halve(path):
    """Stores every large float32 constant of a graph as float16 behind a Cast."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    graph = onnx.load(path)
    casts = []
    for constant in graph.graph.initializer:
        if constant.data_type != TensorProto.FLOAT or np.prod(constant.dims) < 64:
            continue
        name = constant.name
        half = numpy_helper.from_array(numpy_helper.to_array(constant).astype(np.float16), name + "_half")
        constant.CopyFrom(half)
        casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT, name=name + "_cast"))
    nodes = [*casts, *graph.graph.node]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    graph.producer_name, graph.producer_version, graph.doc_string = "pictogram", "1", ""
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)
    return graph.ir_version


def write(out, name, module, inputs, input_names, output_name, axes):
    path = out / "onnx" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(module, inputs, str(path), input_names=input_names, output_names=[output_name],
                      dynamic_axes={**axes, output_name: {0: "batch"}}, opset_version=OPSET, do_constant_folding=True)
    version = halve(str(path))
    print(f"{path}: {path.stat().st_size} bytes, opset {OPSET}, IR version {version}")


def note_hashes(out):
    """Writes SHA256SUMS as sha256sum does; what reads the model compares every file with it."""
    files = sorted(p for p in out.rglob("*") if p.is_file() and p.name not in ("README.md", "SHA256SUMS"))
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(out).as_posix()}\n" for p in files]
    (out / "SHA256SUMS").write_text("".join(lines))
    print(f"{sum(p.stat().st_size for p in files)} bytes in all")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="model.pt from train.py")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="model directory, holds tokenizer.json already")
    parser.add_argument("--probe", type=Path, help="write inputs and PyTorch's outputs here, to check another runtime")
    a = parser.parse_args()
    torch.set_num_threads(1)
    image, text, saved = towers(a.model)
    config = Config(**saved["config"])
    side = config.image_size
    write(a.out, "vision_model.onnx", image, torch.randn(2, 3, side, side), ["pixel_values"], "image_embeds",
          {"pixel_values": {0: "batch"}})
    ids = torch.ones(2, 7, dtype=torch.long)
    write(a.out, "text_model.onnx", text, (ids, torch.ones_like(ids)), ["input_ids", "attention_mask"], "text_embeds",
          {n: {0: "batch", 1: "sequence"} for n in ("input_ids", "attention_mask")})
    vocabulary = json.loads((a.out / "tokenizer.json").read_text())["model"]["vocab"]
    begin, end = vocabulary["<|startoftext|>"], vocabulary["<|endoftext|>"]
    (a.out / "config.json").write_text(json.dumps({
        "model_type": "clip", "projection_dim": config.dimension + 2,
        "logit_scale_init_value": round(saved["scale"], 6),
        "text_config": {
            "vocab_size": config.vocabulary, "max_position_embeddings": config.context, "bos_token_id": begin,
            "eos_token_id": end, "pad_token_id": end, "hidden_size": config.text_width,
            "num_hidden_layers": config.text_layers, "num_attention_heads": config.text_heads},
        "vision_config": {
            "image_size": side, "patch_size": 16, "hidden_size": config.channels[-1],
            "num_hidden_layers": config.image_layers, "num_attention_heads": config.image_heads},
    }, indent=2) + "\n")
    (a.out / "preprocessor_config.json").write_text(json.dumps({
        "image_processor_type": "CLIPImageProcessor", "do_convert_rgb": True,
        "do_resize": True, "size": {"shortest_edge": side}, "resample": 3,
        "do_center_crop": True, "crop_size": {"height": side, "width": side},
        "do_rescale": True, "rescale_factor": 1 / 255,
        "do_normalize": True, "image_mean": [train.MEAN] * 3, "image_std": [train.STD] * 3,
    }, indent=2) + "\n")
    note_hashes(a.out)
    if a.probe:
        torch.manual_seed(7)
        pixels = torch.randn(3, 3, side, side)
        ids = torch.randint(0, config.vocabulary, (3, 9))
        mask = torch.ones_like(ids)
        mask[1, 5:] = 0
        with torch.no_grad():
            found = {"pixel_values": pixels, "image_embeds": image(pixels), "input_ids": ids, "attention_mask": mask,
                     "text_embeds": text(ids, mask), "unpadded": text(ids[1:2, :5], mask[1:2, :5])}
        a.probe.write_text(json.dumps({k: v.tolist() for k, v in found.items()}))


if __name__ == "__main__":
    main()
