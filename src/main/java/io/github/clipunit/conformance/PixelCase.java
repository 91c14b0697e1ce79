package io.github.clipunit.conformance;

import io.github.clipunit.internal.Sha256;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture and its expected pixels after preprocessing, as levels of 0 to 255 before normalisation.
 *
 * @param size width and height of the result
 * @param mean the numbers that normalisation subtracted, one per channel
 * @param std the numbers that normalisation divided by, one per channel
 * @param sha256 the SHA-256 of all levels, rows from top to bottom, three bytes per pixel
 * @param channelMeans the mean level of each channel
 * @param first the first row and column of the samples
 * @param step the distance between rows and columns of samples
 * @param samples levels at these places, row by row, three per pixel
 */
record PixelCase(
        @Nullable List<String> models,
        String picture,
        List<Integer> size,
        List<Double> mean,
        List<Double> std,
        String sha256,
        List<Double> channelMeans,
        int first,
        int step,
        List<Integer> samples,
        String source)
        implements PublishedCase {

    private static final List<String> CHANNELS = List.of("red", "green", "blue");

    @Override
    public String name() {
        return "pixels of " + picture;
    }

    @Override
    public boolean provesWeights() {
        return false;
    }

    @Override
    public List<Figure> figures(OnnxClipScorer scorer, PictureFolder pictures) {
        float[] planes = scorer.pixelValues(pictures.require(picture));
        int pixels = size.get(0) * size.get(1);
        if (planes.length != 3 * pixels) {
            return List.of(
                    new Figure("numbers", String.valueOf(3 * pixels), String.valueOf(planes.length), Double.NaN, 0));
        }
        byte[] levels = levels(planes, pixels);
        List<Figure> figures = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            String what = "mean " + CHANNELS.get(channel);
            figures.add(Figure.of(what, "%.4f", channelMeans.get(channel), mean(levels, channel), 1e-5));
        }
        figures.add(samples(levels));
        String got = Sha256.hex(levels);
        figures.add(new Figure("SHA-256 of all", sha256, got, sha256.equals(got) ? 0 : 1, 0));
        return figures;
    }

    private byte[] levels(float[] planes, int pixels) {
        byte[] levels = new byte[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels; i++) {
                double share = planes[channel * pixels + i] * std.get(channel) + mean.get(channel);
                levels[3 * i + channel] = (byte) Math.round(255 * share);
            }
        }
        return levels;
    }

    private static double mean(byte[] levels, int channel) {
        double sum = 0;
        for (int i = channel; i < levels.length; i += 3) {
            sum += levels[i] & 0xff;
        }
        return sum / levels.length * 3;
    }

    /** Returns the largest difference of any sample, and its place. */
    private Figure samples(byte[] levels) {
        int next = 0;
        int widest = -1;
        String expected = "";
        String got = "";
        for (int y = first; y < size.get(1); y += step) {
            for (int x = first; x < size.get(0); x += step) {
                for (int channel = 0; channel < 3; channel++, next++) {
                    int level = levels[3 * (y * size.get(0) + x) + channel] & 0xff;
                    int difference = Math.abs(level - samples.get(next));
                    if (difference > widest) {
                        widest = difference;
                        expected = samples.get(next) + " at " + x + "," + y;
                        got = level + " at " + x + "," + y;
                    }
                }
            }
        }
        return new Figure("widest of " + samples.size() + " samples", expected, got, widest, 0);
    }
}
