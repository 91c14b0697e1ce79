package io.github.clipunit.golden.store;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether this machine builds for everybody, so that nothing recorded here would ever be reviewed.
 *
 * @param variable the text of the variable {@code CI}, or empty on a developer's machine
 */
public record BuildServer(Optional<String> variable) {

    /** {@code CI} as build servers set it; empty, {@code false} and {@code 0} count as not set. */
    public static BuildServer of(Map<String, String> environment) {
        return new BuildServer(Optional.ofNullable(environment.get("CI"))
                .filter(value -> switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "", "false", "0" -> false;
                    default -> true;
                }));
    }

    public boolean isHere() {
        return variable.isPresent();
    }

    @Override
    public String toString() {
        return "CI = [" + variable.orElse("") + "]";
    }
}
