package io.github.clipunit.stats;

import java.util.random.RandomGenerator;

/** Where simulated scores come from; each has mean 0 and standard deviation 1. */
public enum Population {
    NORMAL {
        @Override
        double next(RandomGenerator random) {
            return random.nextGaussian();
        }
    },
    /** Gamma of shape 4: skewness 1. */
    SKEWED_RIGHT {
        @Override
        double next(RandomGenerator random) {
            return (exponential(random) + exponential(random) + exponential(random) + exponential(random) - 4) / 2;
        }
    },
    SKEWED_LEFT {
        @Override
        double next(RandomGenerator random) {
            return -SKEWED_RIGHT.next(random);
        }
    },
    /** Skewness 2. */
    EXPONENTIAL_RIGHT {
        @Override
        double next(RandomGenerator random) {
            return exponential(random) - 1;
        }
    },
    EXPONENTIAL_LEFT {
        @Override
        double next(RandomGenerator random) {
            return 1 - exponential(random);
        }
    },
    /** Seven of ten pictures show what was asked for, three do not: two narrow peaks. */
    BIMODAL {
        @Override
        double next(RandomGenerator random) {
            double centre = random.nextDouble() < 0.3 ? -1.45 : 0.6214;
            return centre + 0.3135 * random.nextGaussian();
        }
    };

    abstract double next(RandomGenerator random);

    public double[] sample(int size, double mean, double deviation, RandomGenerator random) {
        double[] sample = new double[size];
        for (int i = 0; i < size; i++) {
            sample[i] = mean + deviation * next(random);
        }
        return sample;
    }

    private static double exponential(RandomGenerator random) {
        return -Math.log1p(-random.nextDouble());
    }
}
