package io.github.clipunit.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One setting: its name, what it means, its default, and how its text is read.
 *
 * @param name the key, such as {@code clipunit.model}
 * @param description what it decides, in one line
 * @param defaultText the text that stands where nobody set it; empty for none
 * @param parser reads the text; throws {@link IllegalArgumentException} with the choices
 * @param <T> what the text means
 */
public record Setting<T>(String name, String description, String defaultText, Function<String, T> parser) {

    /** A setting whose text is taken as it is. */
    public static Setting<String> text(String name, String description, String defaultText) {
        return new Setting<>(name, description, defaultText, text -> text);
    }

    /** A setting that is the path of a file or folder, which {@link Settings#path} finds. */
    public static Setting<String> path(String name, String description, String defaultText) {
        return text(name, description + "; absolute or relative to the module's directory", defaultText);
    }

    /** A setting that is {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, String description, boolean defaultValue) {
        return new Setting<>(name, description, Boolean.toString(defaultValue), text -> switch (lower(text)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw new IllegalArgumentException("choose one of: true, false");
        });
    }

    /** A setting that is a whole number within bounds. */
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

    /** A setting that is a number within bounds. */
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

    /** A setting that is one of an enum's constants, as the constant writes itself, in lower case. */
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

    /** The environment variable of the same name: {@code clipunit.cache.dir} is {@code CLIPUNIT_CACHE_DIR}. */
    public String environmentVariable() {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
