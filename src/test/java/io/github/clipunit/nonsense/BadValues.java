package io.github.clipunit.nonsense;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arguments that no method should take as they are. */
final class BadValues {

    private BadValues() {}

    /**
     * An argument.
     *
     * @param label what it is called here
     * @param shown what a message shows of it; empty where it need not
     */
    record Bad(String label, @Nullable Object value, String shown) {

        private static Bad of(Object number) {
            return new Bad(number.toString(), number, "[" + number + "]");
        }
    }

    /** The bad arguments for a parameter; those of a collection have a good item. */
    static List<Bad> of(Parameter parameter, @Nullable Object good) {
        Class<?> type = parameter.getType();
        if (type == double.class) {
            return Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e6, -1e6)
                    .map(Bad::of)
                    .toList();
        }
        if (type == int.class) {
            return Stream.of(-1, Integer.MIN_VALUE, 0).map(Bad::of).toList();
        }
        if (type == long.class) {
            return Stream.of(-1L, Long.MIN_VALUE).map(Bad::of).toList();
        }
        List<Bad> bad = new ArrayList<>();
        if (type.isPrimitive()) {
            return bad;
        }
        boolean isNullable = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || parameter.getAnnotatedType().getType() instanceof java.lang.reflect.TypeVariable;
        if (!isNullable) {
            bad.add(new Bad("null", null, "null"));
        }
        if (type == String.class) {
            bad.add(new Bad("empty", "", "[]"));
            bad.add(new Bad("blank", " \t", ""));
        } else if (type.isArray()) {
            bad.addAll(arrays(type.getComponentType(), good));
        } else if (good instanceof Map<?, ?> map) {
            bad.addAll(maps(map));
        } else if (good instanceof Collection<?> all && Iterable.class.isAssignableFrom(type)) {
            bad.add(new Bad("empty", List.of(), ""));
            bad.add(new Bad("with null", withNull(all), "null"));
        } else if (type == Duration.class) {
            bad.add(Bad.of(Duration.ofSeconds(-1)));
        } else if (type == Path.class) {
            bad.add(new Bad("missing", Path.of("pom.xml/none.png"), "none.png"));
        } else if (type == URI.class) {
            bad.add(new Bad("relative", URI.create("fox.png"), "[fox.png]"));
        } else if (type == InputStream.class) {
            bad.add(new Bad("empty", new ByteArrayInputStream(new byte[0]), ""));
        } else if (type == Stream.class) {
            Stream<Object> read = Stream.of(1);
            read.forEach(item -> {});
            bad.add(new Bad("read before", read, ""));
        } else if (type == Object.class && parameter.getName().equals("picture")) {
            bad.add(new Bad("of another kind", 42, "Integer"));
        }
        return bad;
    }

    private static List<Bad> arrays(Class<?> item, @Nullable Object good) {
        List<Bad> bad = new ArrayList<>(List.of(new Bad("empty", Array.newInstance(item, 0), "")));
        if (item == double.class) {
            bad.add(new Bad("with NaN", new double[] {Double.NaN}, "[NaN]"));
        } else if (item == float.class) {
            bad.add(new Bad("with NaN", new float[] {1, Float.NaN}, "NaN"));
        } else if (good instanceof Object[] items) {
            @Nullable Object[] one = Arrays.copyOf(items, items.length + 1);
            bad.add(new Bad("with null", one, "null"));
            if (item == String.class) {
                bad.add(new Bad("with blank", new String[] {"a red fox", " "}, "[ ]"));
            }
        }
        return bad;
    }

    private static List<Bad> maps(Map<?, ?> good) {
        Map<@Nullable Object, @Nullable Object> nullKey = new HashMap<>(good);
        nullKey.put(null, good.values().iterator().next());
        Map<@Nullable Object, @Nullable Object> nullValue = new HashMap<>(good);
        nullValue.put(good.keySet().iterator().next(), null);
        return List.of(
                new Bad("empty", Map.of(), ""),
                new Bad("with null key", nullKey, "null"),
                new Bad("with null value", nullValue, "null"));
    }

    private static List<@Nullable Object> withNull(Collection<?> good) {
        List<@Nullable Object> items = new ArrayList<>(good);
        items.add(null);
        return Collections.unmodifiableList(items);
    }
}
