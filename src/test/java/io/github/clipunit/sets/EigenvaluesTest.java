package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EigenvaluesTest {

    @Test
    void should_equal_numpys() {
        Reference expected = Reference.of("sets.json").get("eigen");

        double[] values = Eigenvalues.of(expected.rows("matrix"));

        Arrays.sort(values);
        assertThat(values).containsExactly(expected.numbers("values"), within(1e-11));
    }

    @Test
    void should_keep_trace_and_squares_of_a_large_matrix() {
        int n = 300;
        SplittableRandom random = new SplittableRandom(1);
        double[][] matrix = new double[n][n];
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                squares += (i == j ? 1 : 2) * matrix[i][j] * matrix[i][j];
            }
            trace += matrix[i][i];
        }

        double[] values = Eigenvalues.of(matrix);

        assertThat(Arrays.stream(values).sum()).isCloseTo(trace, within(1e-9));
        assertThat(Arrays.stream(values).map(value -> value * value).sum()).isCloseTo(squares, within(1e-8));
    }

    @Test
    void should_bear_matrices_that_have_fewer_dimensions_than_rows() {
        double[][] ones = new double[40][40];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        double[] values = Eigenvalues.of(ones);

        Arrays.sort(values);
        assertThat(values[39]).isCloseTo(40, within(1e-12));
        assertThat(values[38]).isCloseTo(0, within(1e-12));
        assertThat(Eigenvalues.of(new double[3][3])).containsExactly(0, 0, 0);
        assertThat(Eigenvalues.of(new double[][] {{7}})).containsExactly(7);
    }
}
