package io.github.clipunit.pixels;

/** The discrete Fourier transform of a power of two complex numbers, in place (Cooley and Tukey 1965). */
final class FourierTransform {

    private final int size;
    private final double[] cosines;
    private final double[] sines;

    FourierTransform(int size) {
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    void transform(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            for (int start = 0; start < size; start += 2 * half) {
                for (int i = start; i < start + half; i++) {
                    int angle = (i - start) * (size / (2 * half));
                    butterfly(real, imaginary, i, i + half, angle);
                }
            }
        }
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = 32 - Integer.numberOfTrailingZeros(size);
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (i < j) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    private void butterfly(double[] real, double[] imaginary, int i, int j, int angle) {
        double re = real[j] * cosines[angle] - imaginary[j] * sines[angle];
        double im = real[j] * sines[angle] + imaginary[j] * cosines[angle];
        real[j] = real[i] - re;
        imaginary[j] = imaginary[i] - im;
        real[i] += re;
        imaginary[i] += im;
    }
}
