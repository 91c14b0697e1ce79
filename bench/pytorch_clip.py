"""The same model in PyTorch with Pillow and numpy, from PNG files to embeddings or to the first score.

    pytorch_clip.py weights MODEL_DIRECTORY
    pytorch_clip.py folder MODEL_DIRECTORY PICTURES COUNT BATCH
    pytorch_clip.py embed MODEL_DIRECTORY TARGET FILE...
    pytorch_clip.py start MODEL_DIRECTORY PICTURE TOKEN_ID...

draws the weights that make_vit_b32_sized.py drew, and keeps them below the model directory; prints milliseconds a picture by
the clock and on the processor, model loaded and code warm; writes embeddings as float32 and prints their number; or prints the
cosine of one pair and the milliseconds on the processor so far. A prompt comes in tokens: Debian has no tokenizer for it.
"""

import sys
import time
from pathlib import Path
from unittest.mock import MagicMock

import numpy
import torch
from PIL import Image
from torch import nn

# The model is defined beside its export to ONNX, which is not needed here and would cost time at the start.
sys.modules["onnx"] = MagicMock()
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src" / "test" / "fixtures"))
import make_vit_b32_sized as sizes  # noqa: E402
from clip_model import TextModel, VisionModel, initialise  # noqa: E402

MEAN = numpy.array([0.48145466, 0.4578275, 0.40821073], numpy.float32)
STD = numpy.array([0.26862954, 0.26130258, 0.27577711], numpy.float32)


def without_weights(make):
    """A module whose weights are read next, so that none need be drawn first, as transformers makes its models."""
    kept = [(kind, kind.reset_parameters) for kind in (nn.Linear, nn.Conv2d, nn.Embedding)]
    for kind, _ in kept:
        kind.reset_parameters = lambda self: None
    try:
        return make()
    finally:
        for kind, reset in kept:
            kind.reset_parameters = reset


def vision():
    return without_weights(
        lambda: VisionModel(sizes.VISION, sizes.IMAGE_SIZE, sizes.PATCH_SIZE, sizes.DIMENSION))


def text():
    return without_weights(lambda: TextModel(sizes.TEXT, sizes.VOCABULARY, sizes.CONTEXT, sizes.DIMENSION))


def load(model, file):
    weights = torch.load(file)
    for name, parameter in model.named_parameters():
        parameter.data = weights[name]
    return model.eval()


def preprocess(file):
    """As transformers' CLIPImageProcessor."""
    picture = Image.open(file).convert("RGB")
    short = min(picture.size)
    width, height = (int(sizes.IMAGE_SIZE * edge / short) for edge in picture.size)
    left, top = (width - sizes.IMAGE_SIZE) // 2, (height - sizes.IMAGE_SIZE) // 2
    picture = picture.resize((width, height), Image.BICUBIC)
    picture = picture.crop((left, top, left + sizes.IMAGE_SIZE, top + sizes.IMAGE_SIZE))
    pixels = numpy.asarray(picture).astype(numpy.float32) * numpy.float32(1 / 255)
    return ((pixels - MEAN) / STD).transpose(2, 0, 1)


def embed(model, files):
    rows = model(torch.from_numpy(numpy.stack([preprocess(file) for file in files])))
    return rows / rows.norm(dim=-1, keepdim=True)


def weights(directory):
    directory.mkdir(exist_ok=True)
    torch.save(initialise(vision(), seed=1, spread=1.0).state_dict(), directory / "vision.pt")
    torch.save(initialise(text(), seed=2, spread=1.0).state_dict(), directory / "text.pt")


def folder(directory, pictures, count, batch):
    model = load(vision(), directory / "vision.pt")
    files = [Path(pictures) / ("%d.png" % i) for i in range(int(count))]

    def embed_all(some):
        for start in range(0, len(some), int(batch)):
            embed(model, some[start:start + int(batch)])

    embed_all(files[:24])
    clock, processor = time.perf_counter(), time.process_time()
    embed_all(files)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print("%.3f %.3f" % (1000 * clock / len(files), 1000 * processor / len(files)))


def write(directory, target, *files):
    embed(load(vision(), directory / "vision.pt"), files).numpy().astype("<f4").tofile(target)
    print(len(files))


def start(directory, picture, *tokens):
    image = embed(load(vision(), directory / "vision.pt"), [picture])[0]
    words = load(text(), directory / "text.pt")(torch.tensor([[int(token) for token in tokens]]))[0]
    print(float(image @ (words / words.norm())), 1000 * time.process_time(), flush=True)


def main():
    way, directory, *rest = sys.argv[1:]
    with torch.inference_mode():
        {"weights": weights, "folder": folder, "embed": write, "start": start}[way](Path(directory) / "pytorch", *rest)


if __name__ == "__main__":
    main()
