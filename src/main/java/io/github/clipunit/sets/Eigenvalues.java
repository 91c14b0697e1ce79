package io.github.clipunit.sets;

/**
 * Computes the eigenvalues of a symmetric matrix: Householder's reduction to a tridiagonal matrix, then implicit QR
 * steps with Wilkinson's shift (Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3). Eigenvectors are
 * not computed, because nothing here needs them. Errors are a few ulps of the largest eigenvalue.
 */
final class Eigenvalues {

    private static final double EPSILON = Math.ulp(1.0);

    private final double[] diagonal;
    private final double[] beside;

    private Eigenvalues(double[] diagonal, double[] beside) {
        this.diagonal = diagonal;
        this.beside = beside;
    }

    /**
     * Returns the eigenvalues, in no particular order.
     *
     * @param symmetric a square matrix, of which the lower triangle is read; it is not changed
     */
    static double[] of(double[][] symmetric) {
        double[][] matrix = new double[symmetric.length][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = symmetric[i].clone();
        }
        Eigenvalues eigenvalues = reduce(matrix);
        eigenvalues.diagonalise();
        return eigenvalues.diagonal;
    }

    /** Reduces the lower triangle; column k of it below the diagonal holds the vector that is reflected to zero. */
    private static Eigenvalues reduce(double[][] a) {
        int n = a.length;
        double[] diagonal = new double[n];
        double[] beside = new double[Math.max(0, n - 1)];
        double[] v = new double[n];
        for (int k = 0; k < n - 1; k++) {
            diagonal[k] = a[k][k];
            double length = 0;
            for (int i = k + 1; i < n; i++) {
                v[i] = a[i][k];
                length = Math.hypot(length, v[i]);
            }
            beside[k] = v[k + 1] > 0 ? -length : length;
            v[k + 1] -= beside[k];
            if (length > 0) {
                mirror(a, v, k + 1);
            }
        }
        diagonal[n - 1] = a[n - 1][n - 1];
        return new Eigenvalues(diagonal, beside);
    }

    /** Applies I - 2vv'/v'v from both sides to the block that starts at the given row. */
    private static void mirror(double[][] a, double[] v, int from) {
        int n = a.length;
        double squares = 0;
        for (int i = from; i < n; i++) {
            squares += v[i] * v[i];
        }
        double[] w = new double[n];
        for (int i = from; i < n; i++) {
            double[] row = a[i];
            double sum = 0;
            for (int j = from; j < i; j++) {
                sum += row[j] * v[j];
                w[j] += row[j] * v[i];
            }
            w[i] += sum + row[i] * v[i];
        }
        double along = 0;
        for (int i = from; i < n; i++) {
            w[i] *= 2 / squares;
            along += w[i] * v[i];
        }
        for (int i = from; i < n; i++) {
            w[i] -= along / squares * v[i];
        }
        for (int i = from; i < n; i++) {
            double[] row = a[i];
            for (int j = from; j <= i; j++) {
                row[j] -= v[i] * w[j] + w[i] * v[j];
            }
        }
    }

    private void diagonalise() {
        double tolerance = EPSILON * norm();
        int high = diagonal.length - 1;
        while (high > 0) {
            if (Math.abs(beside[high - 1]) <= tolerance) {
                high--;
                continue;
            }
            int low = high - 1;
            while (low > 0 && Math.abs(beside[low - 1]) > tolerance) {
                low--;
            }
            step(low, high);
        }
    }

    private double norm() {
        double norm = 0;
        for (int i = 0; i < diagonal.length; i++) {
            norm = Math.max(norm, Math.abs(diagonal[i]) + (i < beside.length ? Math.abs(beside[i]) : 0));
        }
        return norm;
    }

    /** Chases the bulge of one shifted QR step from low to high. */
    private void step(int low, int high) {
        double half = (diagonal[high - 1] - diagonal[high]) / 2;
        double corner = beside[high - 1];
        double shift = diagonal[high] - corner * corner / (half + Math.copySign(Math.hypot(half, corner), half));
        double x = diagonal[low] - shift;
        double z = beside[low];
        for (int k = low; k < high; k++) {
            double r = Math.hypot(x, z);
            double c = x / r;
            double s = z / r;
            if (k > low) {
                beside[k - 1] = r;
            }
            rotate(k, c, s);
            if (k < high - 1) {
                x = beside[k];
                z = s * beside[k + 1];
                beside[k + 1] *= c;
            }
        }
    }

    private void rotate(int k, double c, double s) {
        double a = diagonal[k];
        double b = beside[k];
        double d = diagonal[k + 1];
        diagonal[k] = c * c * a + 2 * c * s * b + s * s * d;
        diagonal[k + 1] = s * s * a - 2 * c * s * b + c * c * d;
        beside[k] = c * s * (d - a) + (c * c - s * s) * b;
    }
}
