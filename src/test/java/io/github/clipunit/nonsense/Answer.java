package io.github.clipunit.nonsense;

import io.github.clipunit.nonsense.BadValues.Bad;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a method answers a bad argument, and what is wrong with that. */
final class Answer {

    /** What messages call a parameter whose name in the code says less. */
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry("actual", List.of("image", "prompt", "picture")),
            Map.entry("text", List.of("base64")),
            Map.entry("vector", List.of("embedding")),
            Map.entry("bytes", List.of("sums")),
            Map.entry("json", List.of("sums")),
            Map.entry("encoded", List.of("picture")),
            Map.entry("count", List.of("at least")),
            Map.entry("size", List.of("pictures in a batch")),
            Map.entry("least", List.of("parts")),
            Map.entry("matchingDeciles", List.of("deciles of matching pairs")),
            Map.entry("otherDeciles", List.of("deciles of other pairs")),
            Map.entry("times", List.of("number of answers", "number of re-divisions")),
            Map.entry("amount", List.of("cost")),
            Map.entry("p", List.of("share")),
            Map.entry("first", List.of("sets of")),
            Map.entry("second", List.of("sets of")));

    private Answer() {}

    /** What a call throws, if it does. Streams are read to their end. */
    static Optional<Throwable> call(Executable code, Object receiver, Object[] arguments) {
        try {
            code.setAccessible(true);
            Object given = code instanceof Method method
                    ? method.invoke(receiver, arguments)
                    : ((Constructor<?>) code).newInstance(arguments);
            if (given instanceof Stream<?> stream) {
                stream.forEach(item -> {});
            }
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getCause());
        } catch (IllegalAccessException | InstantiationException e) {
            throw new LinkageError("cannot call " + code, e);
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** What is wrong with the answer to a bad argument; empty if it is refused as it should be. */
    static Optional<String> flaw(Parameter parameter, Bad bad, Optional<Throwable> answer) {
        if (answer.isEmpty()) {
            return Optional.of("takes it");
        }
        Throwable thrown = answer.get();
        String message = String.valueOf(thrown.getMessage());
        String said = thrown.getClass().getSimpleName() + ": " + message;
        boolean isOwn = thrown.getClass().getName().startsWith("io.github.clipunit.");
        boolean isRefused = thrown instanceof IllegalArgumentException
                || ((isOwn || thrown instanceof UncheckedIOException) && bad.value() != null);
        boolean isNamed = names(parameter).stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains);
        if (!isRefused || message.contains("Cannot invoke")) {
            return Optional.of("throws " + said);
        }
        if (!isNamed) {
            return Optional.of("does not name it: " + said);
        }
        if (!message.contains(bad.shown())) {
            return Optional.of("does not show " + bad.shown() + ": " + said);
        }
        return message.split("\\s+").length < 4 ? Optional.of("says too little: " + said) : Optional.empty();
    }

    /** As the code has it, as words, and of several as one. */
    private static List<String> names(Parameter parameter) {
        String words = parameter.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        List<String> names = new ArrayList<>(List.of(words, parameter.getName().toLowerCase(Locale.ROOT)));
        names.addAll(WORDS.getOrDefault(parameter.getName(), List.of()));
        if (words.endsWith("s")) {
            names.add(words.substring(0, words.length() - 1));
        }
        if (words.contains("image")) { // the code's word for a picture
            names.add(words.replaceAll("images?", "picture"));
        }
        return names;
    }

    /** Good arguments, of which one may be replaced. */
    static Object[] arguments(Executable code, GoodValues good) {
        return Arrays.stream(code.getParameters())
                .map(parameter -> good.argument(code, parameter))
                .toArray();
    }
}
