package io.github.clipunit.internal;

/** Numbers of things, as messages have them. */
public final class Counted {

    private Counted() {}

    /** Such as {@code 1 picture} and {@code 2 pictures}. */
    public static String of(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
