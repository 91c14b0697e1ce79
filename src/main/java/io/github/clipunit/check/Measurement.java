package io.github.clipunit.check;

import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quantity that a check measured, and how it must compare with the wanted value.
 *
 * @param measured the name of the quantity, such as {@code CLIP score}
 * @param found the number found, in the unit of the quantity; NaN if it could not be determined
 * @param relation how the number found must compare with the wanted one
 * @param wanted the wanted value: one number, two for {@link Relation#BETWEEN}, none for {@link Relation#RECORDED}
 * @param words the same in words, if words say more than numbers, or null
 */
public record Measurement(
        String measured,
        double found,
        Relation relation,
        List<Double> wanted,
        @Nullable Words words) {

    public Measurement {
        Demands.require("measured", measured);
        Demands.require("relation", relation);
        wanted = List.copyOf(Demands.requireItems("wanted", wanted));
        if (wanted.size() != relation.bounds()) {
            throw new IllegalArgumentException("relation [" + relation.words() + "] takes " + relation.bounds()
                    + " wanted numbers, but was given " + wanted);
        }
    }

    /** Returns a measurement that numbers describe. */
    public static Measurement of(String measured, double found, Relation relation, double... wanted) {
        return new Measurement(
                measured,
                found,
                relation,
                Arrays.stream(Demands.require("wanted", wanted)).boxed().toList(),
                null);
    }

    /** Returns the same measurement, described in words. */
    public Measurement inWords(String found, String wanted) {
        return new Measurement(
                measured,
                this.found,
                relation,
                this.wanted,
                new Words(Demands.require("found", found), Demands.require("wanted", wanted)));
    }

    /** Returns whether the number found is as wanted. */
    public boolean holds() {
        return relation.holds(found, wanted);
    }

    /** Returns the bound that decides; of two bounds, the one that was missed. */
    public double bound() {
        return switch (wanted.size()) {
            case 0 -> found;
            case 1 -> wanted.get(0);
            default -> found > wanted.get(1) ? wanted.get(1) : wanted.get(0);
        };
    }

    /** Returns the value found, such as {@code 0.2214}, with enough digits to distinguish it from the wanted one. */
    public String foundText() {
        return words == null ? Digits.fixed(found, bound()) : words.found();
    }

    /** Returns the wanted value, such as {@code 0.2800} or {@code 0.2000 to 0.3000}; empty if nothing was wanted. */
    public String wantedText() {
        if (words != null) {
            return words.wanted();
        }
        return switch (wanted.size()) {
            case 0 -> "";
            case 1 -> Digits.fixed(wanted.get(0), found);
            default -> Digits.fixed(wanted.get(0)) + " to " + Digits.fixed(wanted.get(1));
        };
    }

    /**
     * Returns the wanted value with its relation, such as {@code > 0.2800}, {@code 0.2000 to 0.3000} or
     * {@code recorded}.
     */
    public String demand() {
        if (relation == Relation.RECORDED) {
            return relation.words();
        }
        return words != null || relation.symbol().isEmpty() ? wantedText() : relation.symbol() + " " + wantedText();
    }

    /** Returns the name of the check, such as {@code CLIP score above}. */
    @Override
    public String toString() {
        return measured + " " + relation.words();
    }

    /**
     * A measurement described in words.
     *
     * @param found the result, such as {@code different pictures}
     * @param wanted the demand, such as {@code the same pixels}
     * @hidden
     */
    public record Words(String found, String wanted) {}
}
