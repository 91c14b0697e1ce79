package io.github.clipunit.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A setting: its name, its meaning, its default, and the parser of its text.
 *
 * @param name the key, such as {@code clipunit.model}
 * @param description its meaning, in one line
 * @param defaultText the text that applies if nobody sets it; empty for none
 * @param parser reads the text; throws {@link IllegalArgumentException} with the choices
 * @param <T> the type of the value
 */
public record Setting<T>(String name, String description, String defaultText, Function<String, T> parser) {

    /** Returns a setting whose value is its text, unchanged. */
    public static Setting<String> text(String name, String description, String defaultText) {
        return new Setting<>(name, description, defaultText, text -> text);
    }

    /** Returns a setting that is the path of a file or folder; {@link Settings#path} resolves it. */
    public static Setting<String> path(String name, String description, String defaultText) {
        return text(name, description + "; absolute or relative to the module's directory", defaultText);
    }

    /** Returns a setting that is {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, String description, boolean defaultValue) {
        return new Setting<>(name, description, Boolean.toString(defaultValue), text -> switch (lower(text)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw new IllegalArgumentException("choose one of: true, false");
        });
    }

    /** Returns a setting that is a whole number within bounds. */
    public static Setting<Long> whole(String name, String description, long defaultValue, long min, long max) {
        String rule = "choose a whole number from " + min + " to " + max;
        return new Setting<>(name, description, Long.toString(defaultValue), text -> {
            try {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule, e);
            }
            throw new IllegalArgumentException(rule);
        });
    }

    /** Returns a setting that is a number within bounds. */
    public static Setting<Double> number(String name, String description, double defaultValue, double min, double max) {
        String rule = "choose a number from " + min + " to " + max;
        return new Setting<>(name, description, Double.toString(defaultValue), text -> {
            try {
                double value = Double.parseDouble(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule, e);
            }
            throw new IllegalArgumentException(rule);
        });
    }

    /**
     * Returns a setting that is one of an enum's constants, written as the constant's {@code toString} in lower case.
     */
    public static <E extends Enum<E>> Setting<E> choice(String name, String description, E defaultValue) {
        E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        return new Setting<>(name, description, lower(defaultValue.toString()), text -> {
            for (E constant : constants) {
                if (constant.toString().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("choose one of: "
                    + Arrays.stream(constants).map(c -> lower(c.toString())).collect(Collectors.joining(", ")));
        });
    }

    /** Returns the environment variable of the same name: {@code CLIPUNIT_CACHE_DIR} for {@code clipunit.cache.dir}. */
    public String environmentVariable() {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
