package io.github.clipunit.calibration;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.stats.Sample;

/**
 * Newton's method for a logistic curve in one variable, which is standardised so that the method converges reliably.
 */
final class LogisticFit {

    private final double[] x;
    private final double[] targets;
    private final double[] weights;
    private final double mean;
    private final double deviation;

    private LogisticFit(double[] x, double[] targets, double[] weights, Sample all) {
        this.x = x;
        this.targets = targets;
        this.weights = weights;
        this.mean = all.mean();
        this.deviation = all.deviation();
    }

    /**
     * Uses Platt's targets: (n + 1) / (n + 2) for the n matching scores, 1 / (m + 2) for the m others. Each side has
     * half of the weight.
     */
    static LogisticFit of(double[] matching, double[] others) {
        Demands.requireAtLeast(1, "number of matching scores", matching.length);
        Demands.requireAtLeast(1, "number of non-matching scores", others.length);
        int n = matching.length;
        int m = others.length;
        double[] x = new double[n + m];
        System.arraycopy(matching, 0, x, 0, n);
        System.arraycopy(others, 0, x, n, m);
        Sample all = Sample.of(x);
        if (all.deviation() == 0) {
            throw new IllegalArgumentException("all scores are [" + x[0] + "]: no curve can separate them");
        }
        double[] targets = new double[n + m];
        double[] weights = new double[n + m];
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - all.mean()) / all.deviation();
            targets[i] = i < n ? (n + 1.0) / (n + 2.0) : 1 / (m + 2.0);
            weights[i] = i < n ? 0.5 / n : 0.5 / m;
        }
        return new LogisticFit(x, targets, weights, all);
    }

    MatchProbability solve(int mostSteps, double converged) {
        double a = 0;
        double b = 0;
        double loss = loss(a, b);
        for (int step = 0; step < mostSteps; step++) {
            double[] direction = direction(a, b);
            double length = 1;
            double next = loss(a + direction[0], b + direction[1]);
            while (next > loss && length > 1e-10) {
                length /= 2;
                next = loss(a + length * direction[0], b + length * direction[1]);
            }
            a += length * direction[0];
            b += length * direction[1];
            if (loss - next < converged) {
                break;
            }
            loss = next;
        }
        return new MatchProbability(a / deviation, b - a * mean / deviation);
    }

    /** Returns Newton's step: the gradient times the inverse of the 2 x 2 matrix of second derivatives. */
    private double[] direction(double a, double b) {
        double ga = 0;
        double gb = 0;
        double haa = 1e-12;
        double hab = 0;
        double hbb = 1e-12;
        for (int i = 0; i < x.length; i++) {
            double p = 1 / (1 + Math.exp(-(a * x[i] + b)));
            double gap = weights[i] * (targets[i] - p);
            double curve = weights[i] * p * (1 - p);
            ga += gap * x[i];
            gb += gap;
            haa += curve * x[i] * x[i];
            hab += curve * x[i];
            hbb += curve;
        }
        double determinant = haa * hbb - hab * hab;
        return new double[] {(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant};
    }

    /** Returns the weighted cross entropy, in a form in which no exponential overflows. */
    private double loss(double a, double b) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double z = a * x[i] + b;
            loss += weights[i] * (Math.max(z, 0) - z * targets[i] + Math.log1p(Math.exp(-Math.abs(z))));
        }
        return loss;
    }
}
