package io.github.clipunit.check;

import io.github.clipunit.internal.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A further number that explains a check, such as how many pictures count for a label.
 *
 * @param name the name of the number, for people
 * @param of the label, prompt or content that the number belongs to, or null if the check has only one such number
 * @param value the number; may be NaN or infinite
 * @param low the lower end of the number's confidence interval, or null
 * @param high the upper end of the number's confidence interval, or null
 * @hidden
 */
public record NamedNumber(
        String name,
        @Nullable String of,
        double value,
        @Nullable Double low,
        @Nullable Double high) {

    public NamedNumber(String name, double value) {
        this(name, null, value, null, null);
    }

    /** Returns the name with what it belongs to, such as {@code pictures of "a man"}. */
    public String fullName() {
        return of == null ? name : name + " of " + VisibleText.quoted(of);
    }
}
