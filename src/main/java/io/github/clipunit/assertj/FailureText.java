package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.Fixed.fixed;

import io.github.clipunit.ClipScorer;

/** Writes what a failure says: labelled facts, in the order a reader needs them, and the demand that was not met. */
final class FailureText {

    private final StringBuilder text;

    private FailureText(String first) {
        text = new StringBuilder("\nExpecting ").append(first).append(":\n");
    }

    static FailureText expecting(String what) {
        return new FailureText(what);
    }

    FailureText label(String label) {
        text.append(label).append(":\n");
        return this;
    }

    FailureText fact(Object fact) {
        text.append("  ").append(fact).append('\n');
        return this;
    }

    FailureText fact(double number, Object of) {
        return fact(fixed(number) + "  " + of);
    }

    FailureText model(ClipScorer scorer) {
        return label("by model").fact(scorer.model());
    }

    String above(double threshold, double found) {
        return demand("to be above", threshold, found, "too low");
    }

    String below(double threshold, double found) {
        return demand("to be below", threshold, found, "too high");
    }

    /** The demand in words, and the number that broke it. */
    String demand(String demand, double threshold, double found, String how) {
        return demand(demand, fixed(threshold, found), fixed(found, threshold) + Messages.miss(found, threshold, how));
    }

    /** The demand in words, what it asked for and what was found, one below the other. */
    String demand(String demand, String wanted, String found) {
        String padding = " ".repeat(Math.max(0, demand.length() - "but was".length()));
        return text + demand + ": " + wanted + "\nbut was: " + padding + found;
    }
}
