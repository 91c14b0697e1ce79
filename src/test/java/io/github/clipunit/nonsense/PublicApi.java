package io.github.clipunit.nonsense;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The constructors and methods of a public type that a user calls with arguments. */
final class PublicApi {

    private static final String ROOT = "io.github.clipunit";
    private static final Pattern HIDDEN = Pattern.compile(
            "/\\*\\*(?:(?!\\*/).)*@hidden(?:(?!\\*/).)*\\*/\\s*[^;{=]*?(\\w+)\\(([^;{=]*?)\\)\\s*(?:throws[^;{]*)?[;{]",
            Pattern.DOTALL);

    private PublicApi() {}

    /**
     * All of them but those that the compiler writes ({@code equals} of records, {@code valueOf} of enums), those that a user
     * implements or the JUnit engine calls, and those that the javadoc hides.
     */
    static List<Executable> of(Class<?> type) {
        return of(type, 1);
    }

    /** Those of so many parameters or more. */
    static List<Executable> of(Class<?> type, int parameters) {
        if (Annotation.class.isAssignableFrom(type)) {
            return List.of();
        }
        Set<String> hidden = hidden(type);
        List<Executable> found = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            found.addAll(List.of(type.getConstructors()));
        }
        for (Class<?> from = type; from != null && from.getName().startsWith(ROOT); from = from.getSuperclass()) {
            Stream.of(from.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .filter(method -> !isWrittenByOthers(type, method))
                    .forEach(found::add);
        }
        return found.stream()
                .filter(code -> code.getParameterCount() >= parameters)
                .filter(code -> !hidden.contains(signature(code)))
                .sorted((a, b) -> name(a).compareTo(name(b)))
                .toList();
    }

    private static boolean isWrittenByOthers(Class<?> type, Method method) {
        boolean isObjects = method.getName().equals("equals");
        boolean isEnums = type.isEnum() && method.getName().equals("valueOf");
        boolean isUsers = Modifier.isAbstract(method.getModifiers())
                && !ROOT.concat(".ClipScorer").equals(type.getName());
        return isObjects || isEnums || isUsers || isJUnits(type, method);
    }

    private static boolean isJUnits(Class<?> type, Method method) {
        return Stream.of(type.getInterfaces())
                .filter(contract -> contract.getName().startsWith("org.junit."))
                .flatMap(contract -> Stream.of(contract.getMethods()))
                .anyMatch(asked -> asked.getName().equals(method.getName()));
    }

    /** Such as {@code ClipImage.of(file)}. */
    static String name(Executable code) {
        String type = code.getDeclaringClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + signature(code);
    }

    static String simpleName(Executable code) {
        return code instanceof Method ? code.getName() : "new";
    }

    private static String signature(Executable code) {
        return simpleName(code)
                + Stream.of(code.getParameters()).map(Parameter::getName).collect(Collectors.joining(", ", "(", ")"));
    }

    private static Set<String> hidden(Class<?> type) {
        Set<String> hidden = new TreeSet<>();
        Matcher member = HIDDEN.matcher(source(type));
        for (Class<?> contract : type.getInterfaces()) {
            hidden.addAll(hidden(contract));
        }
        while (member.find()) {
            hidden.add(member.group(1)
                    + Arrays.stream(member.group(2).replaceAll("<[^()]*?>", "").split(",", -1))
                            .map(parameter -> parameter.strip().replaceAll(".*\\s", ""))
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        return hidden;
    }

    private static String source(Class<?> type) {
        Path file = Path.of(
                "src/main/java", type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
