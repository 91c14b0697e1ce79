package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.Variant;
import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Names an invocation of a test in words that stay the same with the next JUnit and the next compiler. A parameterized
 * test is named after its arguments, not after their display name: JUnit 6 quotes texts, and shows parameter names if
 * the compiler kept them. A repetition is named after its number, which further repetitions do not change. Any other
 * invocation, such as a test that is repeated until it passes, is named after its display name without counters.
 */
final class Variants {

    /**
     * The last segment of the unique id of an invocation of a test template or class template, or of a dynamic node.
     */
    private static final Pattern INVOCATION =
            Pattern.compile("\\[(?:[a-z-]*-template-invocation|dynamic-test|dynamic-container):#(\\d+)]$");

    private static final Pattern INDEX = Pattern.compile("^\\[\\d+](?: (?=\\S)|$)");
    private static final Pattern QUOTED =
            Pattern.compile("(?<=^|, )(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)')(?=, |$)");

    /** A text like that of {@link Object#toString}: the name of a class and a number that changes with every run. */
    private static final Pattern IDENTITY =
            Pattern.compile("(?:\\[+[A-Z][\\w.$;]*|[\\w$]+(?:[.$/][\\w$]+)+)@[0-9a-f]{1,8}(?![\\w.-])");

    private static final String PARAMETERS = "org.junit.jupiter.params.";
    private static final String PARAMETERIZED_TEST = PARAMETERS + "ParameterizedTest";

    private static final String PROMPT_VARIANTS = "io.github.clipunit.junit.PromptVariantSource";

    private final Project project;
    /** A template may have thousands of invocations, and its annotations are read by reflection. */
    private final Map<Method, Template> templates = new ConcurrentHashMap<>();

    /**
     * Names the invocations of a module's tests.
     *
     * @param project the module, relative to whose directory paths are the same on every machine
     */
    Variants(Project project) {
        this.project = project;
    }

    /** Returns the display name of the invocation, after that of the class if the class is a template too. */
    static Optional<String> displayed(ExtensionContext context) {
        StringJoiner names = new StringJoiner(", ");
        for (ExtensionContext at : invocations(context)) {
            names.add(at.getDisplayName());
        }
        return names.length() == 0 ? Optional.empty() : Optional.of(names.toString());
    }

    /** Returns the variant as far as it is known before JUnit has resolved the arguments. */
    Variant of(ExtensionContext context) {
        return of(context, null);
    }

    /**
     * Returns the variant.
     *
     * @param arguments the arguments of the test method, or null if they are not known yet
     */
    Variant of(ExtensionContext context, @Nullable List<Object> arguments) {
        String owner = context.getUniqueId();
        StringJoiner name = new StringJoiner(", ");
        Optional<String> unstable = Optional.empty();
        for (ExtensionContext at : invocations(context)) {
            Variant found = one(at, at == context ? arguments : null);
            owner = found.owner();
            if (!found.name().isEmpty()) {
                name.add(found.name());
            }
            unstable = unstable.isPresent() ? unstable : found.unstable();
        }
        return new Variant(name.toString(), owner, prompt(context, arguments), unstable);
    }

    /** Returns the variant of a prompt, which is the first argument. */
    private Optional<String> prompt(ExtensionContext context, @Nullable List<Object> arguments) {
        Method test = context.getTestMethod().orElse(null);
        return test == null || arguments == null || arguments.isEmpty() || !template(test).hasPromptVariants
                ? Optional.empty()
                : Optional.of(String.valueOf(arguments.get(0)));
    }

    private Template template(Method method) {
        return templates.computeIfAbsent(method, Template::new);
    }

    /** Returns this context and those around it that are one invocation of several, the outermost first. */
    private static Deque<ExtensionContext> invocations(ExtensionContext context) {
        Deque<ExtensionContext> found = new ArrayDeque<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (isInvocation(at.get().getUniqueId())) {
                found.addFirst(at.get());
            }
        }
        return found;
    }

    /** Checks for an invocation. Most contexts are not one and need no pattern. */
    private static boolean isInvocation(String uniqueId) {
        int number = uniqueId.lastIndexOf(":#");
        return number > uniqueId.lastIndexOf('[')
                && INVOCATION
                        .matcher(uniqueId)
                        .region(uniqueId.lastIndexOf('['), uniqueId.length())
                        .find();
    }

    private Variant one(ExtensionContext at, @Nullable List<Object> arguments) {
        String id = at.getUniqueId();
        Matcher invocation = INVOCATION.matcher(id);
        String number = invocation.find() ? invocation.group(1) : "";
        Optional<Method> method = at.getTestMethod().filter(test -> id.contains("[test-template-invocation:"));
        if (method.isEmpty()) {
            return checked(plain(at), id);
        }
        Template template = template(method.get());
        if (template.isRepeated) {
            return new Variant("repetition " + number, id);
        }
        boolean isParameterized = template.isParameterized;
        String owner = isParameterized ? id : id.substring(0, invocation.start() - 1);
        Optional<String> texts = arguments == null ? Optional.empty() : texts(template, arguments);
        if (texts.isPresent() && (isParameterized || !texts.get().isEmpty())) {
            return new Variant(texts.get(), owner);
        }
        return isParameterized ? checked(plain(at), owner) : checked(uncounted(at, number), owner);
    }

    private static Variant checked(String name, String owner) {
        Matcher identity = IDENTITY.matcher(name);
        boolean isUnstable = name.contains("@") && identity.find();
        return new Variant(
                name, owner, Optional.empty(), isUnstable ? Optional.of(identity.group()) : Optional.empty());
    }

    /** Returns the display name without its number, the names of parameters, and the quotes that JUnit 6 adds. */
    private static String plain(ExtensionContext at) {
        String name = INDEX.matcher(at.getDisplayName()).replaceFirst("");
        if (!at.getUniqueId().contains("-template-invocation:")) {
            return name;
        }
        if (name.contains("=")) {
            for (String parameter : (Iterable<String>) parameterNames(at)::iterator) {
                name = name.replaceAll("(?<=^|, )" + Pattern.quote(parameter) + " ?= ?", "");
            }
        }
        return name.indexOf('"') < 0 && name.indexOf('\'') < 0
                ? name
                : QUOTED.matcher(name).replaceAll(match -> Matcher.quoteReplacement(unquoted(match)));
    }

    private static String unquoted(MatchResult quoted) {
        String text = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static Stream<String> parameterNames(ExtensionContext at) {
        Stream<Executable> callables = at.getTestMethod()
                .map(method -> Stream.<Executable>of(method))
                .orElseGet(() -> Arrays.stream(at.getRequiredTestClass().getDeclaredConstructors()));
        Stream<String> fields =
                Arrays.stream(at.getRequiredTestClass().getDeclaredFields()).map(Field::getName);
        return Stream.concat(
                callables
                        .flatMap(callable -> Arrays.stream(callable.getParameters()))
                        .map(Parameter::getName),
                fields);
    }

    /**
     * Returns the display name without the counter of attempts and the test's own name, so that it is the same for each
     * attempt.
     */
    private static String uncounted(ExtensionContext at, String number) {
        String counter = "(?:#" + number + "|\\b" + number + " ?(?:of|/) ?\\d+|^" + number
                + "$|(?<=\\b(?:attempt|try|retry|run|repetition|iteration|execution) )" + number + ")(?!\\d)";
        String name = plain(at).replaceAll("(?i)" + counter, "").strip();
        String test = at.getParent().map(ExtensionContext::getDisplayName).orElse("");
        String rest = name.replace(test, "").strip();
        return rest.codePoints().anyMatch(Character::isLetterOrDigit) ? rest : "";
    }

    /**
     * Returns the arguments of a source as text; empty if one of them has no text that stays the same in the next run.
     */
    private Optional<String> texts(Template template, List<Object> arguments) {
        StringJoiner texts = new StringJoiner(", ");
        for (int i : template.ofSource) {
            Optional<String> text = text(arguments.get(i));
            if (text.isEmpty()) {
                return text;
            }
            texts.add(text.get());
        }
        return Optional.of(texts.toString());
    }

    /** Returns whether an extension supplies the parameter, rather than a source of arguments. */
    private static boolean isInjected(Parameter parameter) {
        Class<?> type = parameter.getType();
        boolean isNamed = type == Named.class;
        return type == ClipScorer.class
                || (type.getName().startsWith("org.junit.jupiter.api.") && !isNamed)
                || (parameter.getAnnotations().length > 0
                        && !isAnnotated(parameter, name -> name.startsWith(PARAMETERS), new HashSet<>())
                        && !isAnnotated(parameter, name -> name.endsWith("ull"), new HashSet<>()));
    }

    /**
     * Compares annotations by name, including those on annotations, because JUnit's parameters may be missing from the
     * class path.
     */
    private static boolean isAnnotated(AnnotatedElement element, Predicate<String> name, Set<Class<?>> seen) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .filter(seen::add)
                .anyMatch(type -> name.test(type.getName()) || isAnnotated(type, name, seen));
    }

    private Optional<String> text(@Nullable Object argument) {
        if (argument == null) {
            return Optional.of("null");
        }
        if (argument instanceof CharSequence
                || argument instanceof Number
                || argument instanceof Boolean
                || argument instanceof Character) {
            return Optional.of(argument.toString());
        }
        if (argument instanceof Enum<?> constant) {
            return Optional.of(constant.name());
        }
        if (argument instanceof Class<?> type) {
            return Optional.of(type.getName());
        }
        if (argument instanceof Named<?> named) {
            return Optional.of(named.getName());
        }
        if (argument instanceof Path
                || argument instanceof File
                || argument instanceof URI
                || argument instanceof URL) {
            return Optional.of(location(argument.toString()));
        }
        if (argument.getClass().isArray()) {
            return list(IntStream.range(0, Array.getLength(argument)).mapToObj(i -> Array.get(argument, i)));
        }
        if (argument instanceof Collection<?> elements) {
            return list(elements.stream());
        }
        String text = argument.toString();
        return hasOwnText(argument) && !IDENTITY.matcher(text).find() ? Optional.of(text) : Optional.empty();
    }

    private Optional<String> list(Stream<?> elements) {
        List<Optional<String>> texts = elements.map(this::text).toList();
        return texts.stream().allMatch(Optional::isPresent)
                ? Optional.of(texts.stream().flatMap(Optional::stream).collect(Collectors.joining(", ", "[", "]")))
                : Optional.empty();
    }

    /** Returns a path relative to the module's directory if it lies inside. */
    private String location(String path) {
        String slashed = path.replace('\\', '/');
        String base = project.base().toString().replace('\\', '/') + "/";
        int at = slashed.indexOf(base);
        return at < 0 ? slashed : slashed.substring(at + base.length());
    }

    private static boolean hasOwnText(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** The annotations of a test method that decide how its invocations are named. */
    private static final class Template {
        private final boolean isRepeated;
        private final boolean isParameterized;
        private final boolean hasPromptVariants;
        /** The places of the arguments that come from a source, rather than from an extension. */
        private final List<Integer> ofSource;

        Template(Method method) {
            isRepeated = method.isAnnotationPresent(RepeatedTest.class);
            isParameterized = isAnnotated(method, PARAMETERIZED_TEST::equals, new HashSet<>());
            hasPromptVariants = isAnnotated(method, PROMPT_VARIANTS::equals, new HashSet<>());
            Parameter[] parameters = method.getParameters();
            ofSource = IntStream.range(0, parameters.length)
                    .filter(i -> !isInjected(parameters[i]))
                    .boxed()
                    .toList();
        }
    }
}
