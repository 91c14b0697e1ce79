package io.github.clipunit.onnx.pixels;

/**
 * A vision tower's input for one picture; the original pixels are no longer needed.
 *
 * @param planes three planes of floats, red first, rows from top to bottom
 * @param width the number of floats per row
 * @param height the number of rows per plane
 * @param subject the picture's name in messages
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
public record PreparedPicture(float[] planes, int width, int height, String subject) {

    public boolean hasSizeOf(PreparedPicture other) {
        return width == other.width && height == other.height;
    }
}
