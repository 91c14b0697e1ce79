package io.github.clipunit.nonsense;

/** Checks no argument as it should, so that the test is known to notice. */
public final class Careless {

    private final int length;

    public Careless(String prompt) {
        this.length = prompt.length();
    }

    public void score(double threshold) {
        if (!(length > threshold) && !(threshold > length)) {
            throw new AssertionError("too low");
        }
    }

    public static String first(String... labels) {
        return labels[0];
    }

    public static String find(String name) {
        if (name == null) {
            throw new IllegalArgumentException("must not be null, ever");
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name [] must not be blank");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank");
        }
        return name;
    }

    public static void limit(int count) {
        if (count < 1000) {
            throw new IllegalArgumentException("no");
        }
    }
}
