package io.github.clipunit.onnx.pixels;

import java.util.Arrays;
import java.util.Optional;

/** The antialiasing filters of Pillow's {@code Resample.c}, by their numbers in {@code preprocessor_config.json}. */
enum ResampleFilter {
    LANCZOS(1, 3) {
        @Override
        double weight(double x) {
            return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    },
    BILINEAR(2, 1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    BICUBIC(3, 2) {
        @Override
        double weight(double x) {
            double d = Math.abs(x);
            if (d < 1) {
                return ((A + 2) * d - (A + 3)) * d * d + 1;
            }
            return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
        }
    };

    /** The bicubic parameter: -0.5 as in Pillow, not -0.75 as in OpenCV and PyTorch. */
    private static final double A = -0.5;

    private final int code;
    private final int support;

    ResampleFilter(int code, int support) {
        this.code = code;
        this.support = support;
    }

    /** Returns the radius of the filter, in output pixels when shrinking. */
    int support() {
        return support;
    }

    /** Returns the filter's value at a distance from its centre. */
    abstract double weight(double x);

    /** Returns the filter with that number, or empty for Pillow's other filters. */
    static Optional<ResampleFilter> ofCode(int code) {
        return Arrays.stream(values()).filter(filter -> filter.code == code).findFirst();
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }
}
