"""Prints what Pillow takes from 1024 x 1024 RGB to CLIP's 224 x 224, in milliseconds: by the clock, the tenth percentile,
and on the processor, the mean.

The argument says where to stop: `picture`, resized and cropped, or `tensor`, normalised with numpy too, as transformers'
CLIPImageProcessor does. The picture is the one that BenchPicture.java draws.
"""

import sys
import time

import numpy
from PIL import Image

SIDE, TARGET, WARMUP, RUNS = 1024, 224, 20, 100
MEAN = numpy.array([0.48145466, 0.4578275, 0.40821073], numpy.float32)
STD = numpy.array([0.26862954, 0.26130258, 0.27577711], numpy.float32)


def draw():
    y, x, channel = numpy.mgrid[:SIDE, :SIDE, :3]
    return Image.fromarray(((7 * x + 13 * y + 29 * channel + (x * y) % 251) & 255).astype(numpy.uint8))


def resize(picture):
    return picture.resize((TARGET, TARGET), Image.BICUBIC).crop((0, 0, TARGET, TARGET))


def normalise(picture):
    pixels = numpy.asarray(picture).astype(numpy.float32) * (1 / 255)
    return numpy.ascontiguousarray(((pixels - MEAN) / STD).transpose(2, 0, 1))


def main():
    to_tensor = sys.argv[1] == "tensor"
    picture = draw()
    times = []
    for run in range(WARMUP + RUNS):
        if run == WARMUP:
            spent = time.process_time()
        start = time.perf_counter()
        result = resize(picture)
        if to_tensor:
            normalise(result)
        times.append(time.perf_counter() - start)
    spent = time.process_time() - spent
    print("%.4f %.4f" % (1000 * sorted(times[WARMUP:])[RUNS // 10], 1000 * spent / RUNS))


if __name__ == "__main__":
    main()
