package io.github.clipunit.check;

import java.util.List;

/** The relation that must hold between the number found and the wanted one. */
public enum Relation {
    ABOVE("above", ">", 1),
    AT_LEAST("at least", ">=", 1),
    BELOW("below", "<", 1),
    AT_MOST("at most", "<=", 1),
    EQUAL_TO("equal to", "=", 1),
    /** Between two numbers, both included. */
    BETWEEN("between", "", 2),
    /** Nothing was wanted: the pictures were recorded as the golden. */
    RECORDED("recorded", "", 0);

    private final String words;
    private final String symbol;
    private final int bounds;

    Relation(String words, String symbol, int bounds) {
        this.words = words;
        this.symbol = symbol;
        this.bounds = bounds;
    }

    /** Returns the relation as names of checks and messages write it, such as {@code at least}. */
    public String words() {
        return words;
    }

    /** Returns the relation as a mathematical sign, such as {@code >=}; empty if it has none. */
    String symbol() {
        return symbol;
    }

    /** Returns how many wanted numbers the relation takes. */
    int bounds() {
        return bounds;
    }

    /** Returns whether the number is as wanted; NaN never is. */
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
