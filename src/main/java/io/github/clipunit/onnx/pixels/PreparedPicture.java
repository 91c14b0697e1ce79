package io.github.clipunit.onnx.pixels;

/**
 * What a vision tower takes of one picture; the pixels it was made of need not be kept.
 *
 * @param planes three planes of floats, red first, rows from top to bottom
 * @param width how many floats a row has
 * @param height how many rows a plane has
 * @param subject what messages call the picture
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
public record PreparedPicture(float[] planes, int width, int height, String subject) {

    public boolean hasSizeOf(PreparedPicture other) {
        return width == other.width && height == other.height;
    }
}
