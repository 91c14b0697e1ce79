package io.github.clipunit.golden.store;

import io.github.clipunit.internal.LiveFolder;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The golden of a test before its rename: a golden with the same prompts and model whose test no longer exists.
 * Invocations of a method that still exists never count as gone, because they may still run.
 *
 * @param path the golden's file relative to the directory of goldens, with {@code /} on every system
 * @param golden the content of the golden
 */
public record Predecessor(String path, GoldenRecord golden) {

    /** Class and method, parameters, invocation, number. */
    private static final Pattern LABEL = Pattern.compile("(?s)(.*?#.*?)(\\([^()]*\\))?( \\[.*])?( \\(\\d+\\))?");

    /**
     * Finds the predecessor of a test's missing golden.
     *
     * @param key the missing golden
     * @param seen the content it would have
     * @param project the module; its ledger records the predecessor as used
     */
    public static Optional<Predecessor> find(GoldenKey key, GoldenRecord seen, TestIdentity test, Project project) {
        GoldenLedger ledger = new GoldenLedger(project);
        Optional<Predecessor> found = files(key.root())
                .filter(path -> !path.equals(key.path()) && path.endsWith(".json"))
                .filter(path -> ledger.adopter(key.root(), stem(path), test)
                        .filter(owner -> !owner.equals(test.variant().owner()))
                        .isEmpty())
                .flatMap(path -> read(key.root(), path).stream())
                .filter(one -> one.isComparable(seen)
                        && (one.isOrphan(test, key.root(), project) || one.isFormerShape(seen, test)))
                .max(Comparator.comparing(
                                (Predecessor one) -> one.golden.pictures().equals(seen.pictures()))
                        .thenComparing(one -> test(one.golden.label()).equals(test(seen.label())))
                        .thenComparing(one -> variant(one.golden.label()).equals(variant(seen.label())))
                        .thenComparing(one -> folder(one.path).equals(folder(key.path())))
                        .thenComparing(one -> one.likeness(seen)));
        found.ifPresent(one -> ledger.adopt(key.root(), stem(one.path), test));
        return found;
    }

    private static Stream<String> files(Path root) {
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try {
            return LiveFolder.list(root, 3).stream()
                    .filter(file -> file.getNameCount() > root.getNameCount() + 1)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted();
        } catch (IOException e) {
            return Stream.empty(); // the golden is missing in any case
        }
    }

    /** Reads a golden; an unreadable file does not count. */
    private static Optional<Predecessor> read(Path root, String path) {
        try {
            return Optional.of(new Predecessor(path, GoldenJson.read(Files.readString(root.resolve(path)))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isComparable(GoldenRecord seen) {
        return golden.model().isSameAs(seen.model())
                && golden.model().preprocessing().equals(seen.model().preprocessing())
                && prompts(golden).equals(prompts(seen));
    }

    /** Returns the prompts as strings. Two pictures without a prompt are comparable too. */
    private static Set<String> prompts(GoldenRecord golden) {
        return golden.entries().stream()
                .map(entry -> String.valueOf(entry.prompt()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private double likeness(GoldenRecord seen) {
        return golden.first().embedding().cosine(seen.first().embedding());
    }

    /** Returns whether the test or class that the golden was recorded for no longer exists. */
    private boolean isOrphan(TestIdentity test, Path root, Project project) {
        String label = golden.label();
        int hash = label.indexOf('#');
        int end = hash >= 0 ? hash : label.indexOf(": ");
        String type = end < 0 ? label : label.substring(0, end);
        String method = hash >= 0 ? label.substring(hash + 1) : "";
        GoldenName name = new GoldenName(test);
        return name.isGone(type, root, project) || (hash >= 0 && !method.equals("class") && name.hasLost(type, method));
    }

    /**
     * Returns whether the golden belongs to the same method from a time when it had other parameters, or no
     * invocations.
     */
    private boolean isFormerShape(GoldenRecord seen, TestIdentity test) {
        Matcher own = LABEL.matcher(golden.label());
        Matcher missing = LABEL.matcher(seen.label());
        return own.matches()
                && missing.matches()
                && own.group(1).equals(missing.group(1))
                && ((own.group(3) == null) != (missing.group(3) == null)
                        || !Objects.equals(own.group(2), missing.group(2)))
                && new GoldenName(test).parameters().noneMatch(present -> present.equals(own.group(2)));
    }

    /** Returns the part of a label after the class. */
    private static String test(String label) {
        return label.replaceFirst("^[^#:]*[#:]", "");
    }

    /** Returns the invocation and number of a label. */
    private static String variant(String label) {
        return label.replaceFirst("(?s)^.*?( \\[.*)?$", "$1");
    }

    private static String folder(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private static String stem(String path) {
        return path.replaceFirst("\\.json$", "");
    }
}
