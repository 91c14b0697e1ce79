package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.internal.BuildRoot;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that let a person accept a new result for one test. Maven hands system properties on to the tests; Gradle
 * hands on the environment, whatever the build script says, but runs the tests again only if it is told to.
 *
 * @param windows whether the shell is Windows's
 * @param project the module whose test it is
 */
record AcceptCommand(boolean windows, Project project) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/=#-]+");

    /** Names that Surefire takes as they are; in others it would see patterns, lists and spaces to trim. */
    private static final Pattern SUREFIRE_NAME =
            Pattern.compile("[A-Za-z0-9_$.](?:[A-Za-z0-9_$.() -]*[A-Za-z0-9_$.)])?");

    private static final Pattern SUREFIRE_ESCAPED = Pattern.compile("[^A-Za-z0-9_. -]");

    /** What shells, consoles and their encodings change; Gradle knows no escape but its wildcard. */
    private static final Pattern GRADLE_WILDCARD = Pattern.compile("[^A-Za-z0-9_$.(), #+=-]+");

    static AcceptCommand of(Project project) {
        return new AcceptCommand(
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"), project);
    }

    /**
     * The lines that rewrite a golden.
     *
     * @param test the test to run
     * @param key the golden; named in the command where its test has others that must stay
     */
    String lines(TestIdentity test, GoldenKey key) {
        return lines(test.testClass().getName(), test.testMethod().map(Method::getName), key);
    }

    String lines(String type, Optional<String> method, GoldenKey key) {
        boolean both = project.hasMaven() == project.hasGradle();
        BuildRoot maven = BuildRoot.ofMaven(project.base());
        BuildRoot gradle = BuildRoot.ofGradle(project.base());
        List<String> lines = new ArrayList<>();
        boolean isInside = false;
        if (both || project.hasMaven()) {
            lines.add("\n  Maven:  " + maven(surefire(type, method), key, maven.module()));
            isInside = !maven.module().isEmpty();
        }
        if (both || project.hasGradle()) {
            lines.add("\n  Gradle: "
                    + gradle(type + method.map(name -> "." + name).orElse(""), key, gradle.module()));
            isInside |= !gradle.module().isEmpty();
        }
        return "To accept the new result, run " + (both ? "one of these" : "this") + " on your machine"
                + (isInside ? ", in the root directory of the build" : "") + ", review the diff and commit it:"
                + String.join("", lines);
    }

    /** With the modules that it needs, as they may be installed nowhere; those have no such test. */
    private String maven(String test, GoldenKey key, String module) {
        String selector = quote("-Dtest=" + test);
        String only = key.only() ? " " + quote("-D" + GoldenSettings.ONLY.name() + "=" + key.path()) : "";
        String tests = module.isEmpty()
                ? selector
                : "-pl " + quote(module) + " -am " + selector + " -Dsurefire.failIfNoSpecifiedTests=false";
        return "mvn test " + tests + " -D" + GoldenSettings.MODE.name() + "=update" + only;
    }

    private static String surefire(String type, Optional<String> method) {
        boolean isPlain = Stream.concat(Stream.of(type), method.stream())
                .allMatch(name -> SUREFIRE_NAME.matcher(name).matches());
        return isPlain
                ? type + method.map(name -> "#" + name).orElse("")
                : "%regex[" + escaped(type) + ".class"
                        + method.map(name -> "#" + escaped(name)).orElse("") + "]";
    }

    /** Without spaces around it: Surefire compares names less those. */
    private static String escaped(String name) {
        return SUREFIRE_ESCAPED.matcher(name.trim()).replaceAll(match -> match.group()
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                .collect(Collectors.joining()));
    }

    /** A task bears the name of its source set, as Gradle's suites of tests do. */
    private String gradle(String test, GoldenKey key, String module) {
        String selector = GRADLE_WILDCARD.matcher(test).replaceAll("*");
        boolean isOnly = key.only() || !selector.equals(test);
        String tests = (module.isEmpty() ? "" : "-p " + quote(module) + " ") + project.sourceSet() + " --tests "
                + quote(selector) + " --rerun";
        String mode = GoldenSettings.MODE.environmentVariable() + "=update";
        String only = GoldenSettings.ONLY.environmentVariable() + "=";
        if (windows) {
            return "set " + mode + (isOnly ? "&& set " + only + key.path() : "") + "&& gradlew " + tests;
        }
        return mode + " " + (isOnly ? only + quote(key.path()) + " " : "") + "./gradlew " + tests;
    }

    private String quote(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        return windows ? "\"" + argument + "\"" : "'" + argument.replace("'", "'\\''") + "'";
    }
}
