package io.github.clipunit.pixels;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** The flawed twins of sound pictures. */
final class Twins {

    private Twins() {}

    /** How pixels between pixels are guessed, by Pillow's names and formulas. */
    enum Kernel {
        NEAREST(0.5),
        BILINEAR(1),
        BICUBIC(2),
        LANCZOS(3);

        private final double reach;

        Kernel(double reach) {
            this.reach = reach;
        }

        private double weight(double x) {
            return switch (this) {
                case NEAREST -> x >= -0.5 && x < 0.5 ? 1 : 0;
                case BILINEAR -> Math.max(0, 1 - Math.abs(x));
                case BICUBIC -> cubic(Math.abs(x));
                case LANCZOS -> Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
            };
        }

        private static double cubic(double x) {
            double a = -0.5;
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        }
    }

    static BufferedImage upscaled(BufferedImage image, double factor, Kernel kernel) {
        int width = (int) Math.round(image.getWidth() * factor);
        int height = (int) Math.round(image.getHeight() * factor);
        double[][] across = taps(image.getWidth(), width, kernel.reach, kernel::weight, factor);
        double[][] down = taps(image.getHeight(), height, kernel.reach, kernel::weight, factor);
        return filtered(image, across, down);
    }

    /** Through a Gaussian. */
    static BufferedImage blurred(BufferedImage image, double sigma) {
        DoubleUnaryOperator gauss = x -> Math.exp(-x * x / (2 * sigma * sigma));
        double[][] across = taps(image.getWidth(), image.getWidth(), 4 * sigma, gauss, 1);
        double[][] down = taps(image.getHeight(), image.getHeight(), 4 * sigma, gauss, 1);
        return filtered(image, across, down);
    }

    /** For each pixel of the result the first pixel it is made of, and the weights of that and the next ones. */
    private static double[][] taps(int from, int to, double reach, DoubleUnaryOperator weight, double factor) {
        double[][] taps = new double[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) / factor;
            int first = Math.max(0, (int) Math.floor(centre - reach));
            int end = Math.min(from, (int) Math.ceil(centre + reach));
            taps[i] = new double[1 + end - first];
            taps[i][0] = first;
            double sum = 0;
            for (int j = first; j < end; j++) {
                sum += weight.applyAsDouble(j + 0.5 - centre);
            }
            for (int j = first; j < end; j++) {
                taps[i][1 + j - first] = weight.applyAsDouble(j + 0.5 - centre) / sum;
            }
        }
        return taps;
    }

    private static BufferedImage filtered(BufferedImage image, double[][] across, double[][] down) {
        int width = image.getWidth();
        int[] rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        double[][] rows = new double[image.getHeight()][3 * across.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < across.length; x++) {
                for (int j = 1; j < across[x].length; j++) {
                    int pixel = rgb[y * width + (int) across[x][0] + j - 1];
                    rows[y][3 * x] += across[x][j] * (pixel >> 16 & 0xff);
                    rows[y][3 * x + 1] += across[x][j] * (pixel >> 8 & 0xff);
                    rows[y][3 * x + 2] += across[x][j] * (pixel & 0xff);
                }
            }
        }
        return Pictures.paint(across.length, down.length, (x, y) -> {
            int result = 0;
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                for (int j = 1; j < down[y].length; j++) {
                    sum += down[y][j] * rows[(int) down[y][0] + j - 1][3 * x + c];
                }
                result = result << 8 | level(sum);
            }
            return result;
        });
    }

    /** The picture with bars of a colour over it, each of a share of the height, or of the width. */
    static BufferedImage barred(BufferedImage image, double share, boolean isLetterbox, int rgb) {
        int width = image.getWidth();
        int height = image.getHeight();
        int bar = Math.max(2, (int) Math.round(share * (isLetterbox ? height : width)));
        return Pictures.paint(width, height, (x, y) -> {
            int at = isLetterbox ? y : x;
            return at < bar || at >= (isLetterbox ? height : width) - bar ? rgb : image.getRGB(x, y);
        });
    }

    /** Each level times a factor, and more. */
    static BufferedImage exposed(BufferedImage image, double factor, double more) {
        return Pictures.paint(image.getWidth(), image.getHeight(), (x, y) -> {
            int rgb = image.getRGB(x, y);
            return level((rgb >> 16 & 0xff) * factor + more) << 16
                    | level((rgb >> 8 & 0xff) * factor + more) << 8
                    | level((rgb & 0xff) * factor + more);
        });
    }

    /** The picture with a pattern added that repeats every so many pixels both ways, with a root mean square in levels. */
    static BufferedImage patterned(BufferedImage image, int period, double strength, long seed) {
        double[][] pattern = new double[period][period];
        SplittableRandom random = new SplittableRandom(seed);
        double squares = 0;
        double mean = 0;
        for (double[] row : pattern) {
            for (int x = 0; x < period; x++) {
                row[x] = random.nextGaussian();
                mean += row[x] / (period * period);
            }
        }
        for (double[] row : pattern) {
            for (int x = 0; x < period; x++) {
                row[x] -= mean;
                squares += row[x] * row[x] / (period * period);
            }
        }
        double scale = strength / Math.sqrt(squares);
        return Pictures.paint(image.getWidth(), image.getHeight(), (x, y) -> {
            int rgb = image.getRGB(x, y);
            double more = pattern[y % period][x % period] * scale;
            return level((rgb >> 16 & 0xff) + more) << 16
                    | level((rgb >> 8 & 0xff) + more) << 8
                    | level((rgb & 0xff) + more);
        });
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** The picture as JPEG keeps it, with colours at half the resolution (4:2:0). */
    static BufferedImage jpeg(BufferedImage image, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
