package io.github.clipunit;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import java.util.Arrays;

/**
 * The unit-length vector that an encoder computes for one picture or one prompt.
 *
 * <p>Vectors of one model share one space, in which similar things are close together; vectors of two models are not
 * comparable.
 */
public final class Embedding {

    /** The most that rounding to half floats changes a length of 1. */
    private static final double ROUNDING = 0.01;

    private final float[] unit;

    private Embedding(float[] unit) {
        this.unit = unit;
    }

    /**
     * Returns the embedding in the direction of the given vector, scaled to length 1 in double precision.
     *
     * @param vector at least one number, of any length but zero; it is copied
     * @throws IllegalArgumentException if a number is NaN or infinite, or if all are zero
     */
    public static Embedding of(float... vector) {
        double squares = squares(Demands.require("vector", vector));
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new IllegalArgumentException(
                    "an embedding must be finite and not zero, but " + flaw(vector) + " of " + vector.length);
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return new Embedding(unit);
    }

    /** Returns an embedding that already had unit length when it was stored, bit for bit; it takes over the array. */
    public static Embedding ofUnit(float[] unit) {
        double squares = squares(Demands.require("unit", unit));
        if (!(Math.abs(squares - 1) < ROUNDING)) {
            throw new IllegalArgumentException("unit must have the length 1, but its square is [" + squares
                    + "]; Embedding.of(vector) takes a vector of any length");
        }
        return new Embedding(unit);
    }

    private static double squares(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += (double) v * v;
        }
        return squares;
    }

    private static String flaw(float[] vector) {
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                return "number " + i + " is [" + vector[i] + "]";
            }
        }
        return "all numbers are zero";
    }

    /** Returns a copy of the numbers. */
    public float[] toArray() {
        return unit.clone();
    }

    /** Returns the number of components of the vector: the model's dimension. */
    public int dimension() {
        return unit.length;
    }

    /**
     * Returns the cosine of the angle between two embeddings: their dot product, accumulated in double.
     *
     * @return a number in [-1, 1]
     * @throws IllegalArgumentException if the dimensions differ, as those of two models may
     */
    public double cosine(Embedding other) {
        if (unit.length != Demands.require("other", other).unit.length) {
            throw new IllegalArgumentException("embedding dimensions differ: " + unit.length + " != "
                    + other.unit.length + "; were they made by two models?");
        }
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += (double) unit[i] * other.unit[i];
        }
        return Math.max(-1, Math.min(1, sum));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(unit, that.unit);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(unit);
    }

    @Override
    public String toString() {
        return "embedding of " + Counted.of(unit.length, "dimension");
    }
}
