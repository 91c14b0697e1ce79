package io.github.clipunit.check;

import java.util.List;

/** How a number that was found must compare with what was wanted. */
public enum Relation {
    ABOVE("above", ">", 1),
    AT_LEAST("at least", ">=", 1),
    BELOW("below", "<", 1),
    AT_MOST("at most", "<=", 1),
    EQUAL_TO("equal to", "=", 1),
    /** From one number to another, both included. */
    BETWEEN("between", "", 2),
    /** Nothing was wanted: what was found became the golden. */
    RECORDED("recorded", "", 0);

    private final String words;
    private final String symbol;
    private final int bounds;

    Relation(String words, String symbol, int bounds) {
        this.words = words;
        this.symbol = symbol;
        this.bounds = bounds;
    }

    /** The relation as names of checks and messages write it, such as {@code at least}. */
    public String words() {
        return words;
    }

    /** The relation as mathematics writes it, such as {@code >=}; empty where it has no sign. */
    String symbol() {
        return symbol;
    }

    /** How many numbers are wanted. */
    int bounds() {
        return bounds;
    }

    /** Whether the number is as wanted; NaN never is. */
    boolean holds(double found, List<Double> wanted) {
        return switch (this) {
            case ABOVE -> found > wanted.get(0);
            case AT_LEAST -> found >= wanted.get(0);
            case BELOW -> found < wanted.get(0);
            case AT_MOST -> found <= wanted.get(0);
            case EQUAL_TO -> found == wanted.get(0);
            case BETWEEN -> found >= wanted.get(0) && found <= wanted.get(1);
            case RECORDED -> true;
        };
    }
}
