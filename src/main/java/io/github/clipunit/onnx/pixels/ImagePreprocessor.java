package io.github.clipunit.onnx.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The conversion of a picture to a vision tower's input: three planes of floats, red first, rows from top to bottom.
 */
public final class ImagePreprocessor {

    private final PreprocessorConfig config;
    /**
     * The normalised value of each of 256 sample values, one table per channel. Padding has samples of zero, so it is
     * normalised too.
     */
    private final float[][] normalized = new float[3][256];

    public ImagePreprocessor(PreprocessorConfig config) {
        this.config = config;
        for (int channel = 0; channel < 3; channel++) {
            float mean = (float) config.mean()[channel];
            float std = (float) config.std()[channel];
            for (int sample = 0; sample < 256; sample++) {
                normalized[channel][sample] = ((float) (sample * config.rescale()) - mean) / std;
            }
        }
    }

    /** Returns the width and height of the result for a picture of the given size. */
    public int[] outputSize(int width, int height) {
        return config.cropWidth() > 0
                ? new int[] {config.cropWidth(), config.cropHeight()}
                : config.resized(width, height);
    }

    /** Returns the width and height of the result for a picture that already has the right size. */
    public int[] blankSize() {
        int side = Math.max(config.shortEdge(), Math.max(config.width(), config.cropWidth()));
        return outputSize(side, side);
    }

    /** Writes the picture's {@code 3 * width * height} floats. */
    public void preprocess(ClipImage image, FloatBuffer target) {
        target.put(prepare(image).planes());
    }

    /** Resizes, crops and normalises. */
    public PreparedPicture prepare(ClipImage image) {
        int[] resized = config.resized(image.width(), image.height());
        int[] out = outputSize(image.width(), image.height());
        int left = config.offset(resized[0], out[0]);
        int top = config.offset(resized[1], out[1]);
        CropBox kept = new CropBox(
                Math.max(0, left),
                Math.max(0, top),
                Math.min(resized[0], left + out[0]),
                Math.min(resized[1], top + out[1]));
        float[] planes = new float[3 * out[0] * out[1]];
        if (kept.width() < out[0] || kept.height() < out[1]) {
            blacken(planes);
        }
        int corner = (kept.top() - top) * out[0] + kept.left() - left;
        new PillowResampler(image, config.filter(), resized[0], resized[1], kept)
                .resize((y, samples) -> normalize(samples, planes, corner + y * out[0]));
        return new PreparedPicture(planes, out[0], out[1], subject(image));
    }

    /** Returns the picture's name without its hash, which would take as long as everything else. */
    private static String subject(ClipImage image) {
        return "picture of " + image.width() + " x " + image.height() + " [" + image.source() + "]";
    }

    /** Fills the part of the crop outside of the picture with black before normalising, as {@code center_crop} does. */
    private void blacken(float[] planes) {
        int plane = planes.length / 3;
        for (int channel = 0; channel < 3; channel++) {
            Arrays.fill(planes, channel * plane, (channel + 1) * plane, normalized[channel][0]);
        }
    }

    /** Writes a row into the three planes, at the given index of each. */
    private void normalize(int[] samples, float[] planes, int at) {
        int count = samples.length / 3;
        for (int channel = 0; channel < 3; channel++) {
            float[] table = normalized[channel];
            int from = channel * count;
            int to = channel * (planes.length / 3) + at;
            for (int x = 0; x < count; x++) {
                planes[to + x] = table[samples[from + x]];
            }
        }
    }
}
