package io.github.clipunit.onnx.pixels;

/** A box of pixels: {@code right} and {@code bottom} are the first column and row outside of it. */
record CropBox(int left, int top, int right, int bottom) {

    int width() {
        return right - left;
    }

    int height() {
        return bottom - top;
    }
}
