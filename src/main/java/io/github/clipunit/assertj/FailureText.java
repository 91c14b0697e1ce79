package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;
import static io.github.clipunit.check.Digits.gap;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;

/** Writes a failure message: labelled facts, in the order a reader needs them, and the demand that was not met. */
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

    /** Ends with the demand in the relation's own words and the number that broke it. */
    String demand(Measurement measurement) {
        return demand("to be " + measurement.relation().words(), measurement);
    }

    /** Ends with the demand in other words and the number that broke it. */
    String demand(String demand, Measurement measurement) {
        boolean isTooHigh = measurement.found() > measurement.bound();
        return demand(demand, measurement, isTooHigh ? "too high" : "too low");
    }

    /** Ends with the demand in other words, the number that broke it, and how it broke it. */
    String demand(String demand, Measurement measurement, String how) {
        return demand(demand, wanted(measurement), measurement.foundText() + miss(measurement, how));
    }

    private static String wanted(Measurement measurement) {
        String wanted = measurement.wantedText();
        return measurement.relation() == Relation.BETWEEN ? wanted.replace(" to ", " and ") : wanted;
    }

    /** Ends with the demand in words, and below it the wanted and the found value, aligned. */
    String demand(String demand, String wanted, String found) {
        return end(compared(demand, wanted, found));
    }

    /** Aligns a demand and the value found below each other. */
    static String compared(String demand, String wanted, String found) {
        String padding = " ".repeat(Math.max(0, demand.length() - "but was".length()));
        return demand + ": " + wanted + "\nbut was: " + padding + found;
    }

    /** Returns the whole text with a last line. */
    String end(String line) {
        return text + line;
    }

    /** Returns by how much the value found misses the value wanted. */
    static String miss(Measurement measurement, String how) {
        double found = measurement.found();
        if (Double.isNaN(found)) {
            return " (not a number: the model is broken)";
        }
        return found == measurement.bound()
                ? " (exactly the threshold)"
                : " (" + gap(found, measurement.bound()) + " " + how + ")";
    }
}
