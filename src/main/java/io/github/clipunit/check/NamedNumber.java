package io.github.clipunit.check;

import io.github.clipunit.internal.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A further number that explains a check, such as how many pictures count for a label.
 *
 * @param name what it is, for people
 * @param of what it is the number of, where a check has one for each of several labels, prompts or contents, or null
 * @param value the number; may be NaN or infinite
 * @param low where the interval starts that holds the true value, as the check's message has it, or null
 * @param high where that interval ends, or null
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

    /** The name with what it is the number of, such as {@code pictures of "a man"}. */
    public String fullName() {
        return of == null ? name : name + " of " + VisibleText.quoted(of);
    }
}
