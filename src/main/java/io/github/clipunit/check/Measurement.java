package io.github.clipunit.check;

import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check measured, and how that must compare with what was wanted.
 *
 * @param measured what was measured, such as {@code CLIP score}
 * @param found the number found, in the unit of what was measured; NaN where it could not be told
 * @param relation how it must compare
 * @param wanted what it is compared with: one number, two for {@link Relation#BETWEEN}, none for {@link Relation#RECORDED}
 * @param words the same for readers whom words tell more than numbers do, or null
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

    /** A measurement that numbers tell. */
    public static Measurement of(String measured, double found, Relation relation, double... wanted) {
        return new Measurement(
                measured,
                found,
                relation,
                Arrays.stream(Demands.require("wanted", wanted)).boxed().toList(),
                null);
    }

    /** The same, told in words. */
    public Measurement inWords(String found, String wanted) {
        return new Measurement(
                measured,
                this.found,
                relation,
                this.wanted,
                new Words(Demands.require("found", found), Demands.require("wanted", wanted)));
    }

    /** Whether what was found is as wanted. */
    public boolean holds() {
        return relation.holds(found, wanted);
    }

    /** The bound that decides: of two, the one that was missed. */
    public double bound() {
        return switch (wanted.size()) {
            case 0 -> found;
            case 1 -> wanted.get(0);
            default -> found > wanted.get(1) ? wanted.get(1) : wanted.get(0);
        };
    }

    /** What was found, such as {@code 0.2214}: to as many digits as tell it from what was wanted. */
    public String foundText() {
        return words == null ? Digits.fixed(found, bound()) : words.found();
    }

    /** What it was compared with, such as {@code 0.2800} or {@code 0.2000 to 0.3000}; empty where with nothing. */
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

    /** What was wanted with its relation, such as {@code > 0.2800}, {@code 0.2000 to 0.3000} or {@code recorded}. */
    public String demand() {
        if (relation == Relation.RECORDED) {
            return relation.words();
        }
        return words != null || relation.symbol().isEmpty() ? wantedText() : relation.symbol() + " " + wantedText();
    }

    /** What was asked, such as {@code CLIP score above}. */
    @Override
    public String toString() {
        return measured + " " + relation.words();
    }

    /**
     * A measurement in words.
     *
     * @param found what was found, such as {@code different pictures}
     * @param wanted what was wanted, such as {@code the same pixels}
     * @hidden
     */
    public record Words(String found, String wanted) {}
}
