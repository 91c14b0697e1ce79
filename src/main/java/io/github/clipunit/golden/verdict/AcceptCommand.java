package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.internal.BuildRoot;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Setting;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that let a person record a golden or accept a new result for one test, for POSIX shells and for those of
 * Windows, as the build may run on one and its reader sit at the other. Maven hands system properties on to the tests; Gradle
 * hands on the environment, whatever the build script says, but runs the tests again only if it is told to.
 *
 * @param project the module whose test it is
 * @param type the test's class
 * @param method the test's method, or empty for what belongs to the class
 * @param key the golden; named in the command where its test has others that must stay
 */
record AcceptCommand(Project project, String type, Optional<String> method, GoldenKey key) {

    /** Names that Surefire takes as they are; in others it would see patterns, lists and spaces to trim. */
    private static final Pattern SUREFIRE_NAME =
            Pattern.compile("[A-Za-z0-9_$.](?:[A-Za-z0-9_$.() -]*[A-Za-z0-9_$.)])?");

    private static final Pattern SUREFIRE_ESCAPED = Pattern.compile("[^A-Za-z0-9_. -]");

    /** What shells, consoles and their encodings change; Gradle knows no escape but its wildcard. */
    private static final Pattern GRADLE_WILDCARD = Pattern.compile("[^A-Za-z0-9_$.(), #+=-]+");

    private static final Pattern WINDOWS_WILDCARD = Pattern.compile("[^A-Za-z0-9_.]+");

    /** The lines that run a test with a setting of another kind, of which no golden is left out. */
    static String with(Project project, TestIdentity test, String purpose, Setting<?> setting, String value) {
        GoldenKey none = new GoldenKey(project.base(), "", "", false, false);
        return new AcceptCommand(
                        project, test.testClass().getName(), test.testMethod().map(Method::getName), none)
                .lines(purpose, setting, value);
    }

    /** The lines that rewrite the golden. */
    String accept() {
        return lines("To accept the new result", GoldenSettings.MODE, "update");
    }

    /** The commands alone of {@link #accept}: for each build tool the one for POSIX shells, then the one for Windows. */
    String[] commands() {
        return accept().lines()
                .skip(1)
                .map(line -> line.replaceFirst("^ +(Maven|Gradle|on Windows): +", ""))
                .toArray(String[]::new);
    }

    /**
     * The lines that record a golden that is missing.
     *
     * @param mode the mode to ask for, or empty where the default one records
     */
    String record(String mode) {
        return lines("To record it", GoldenSettings.MODE, mode);
    }

    private String lines(String purpose, Setting<?> setting, String mode) {
        boolean both = project.hasMaven() == project.hasGradle();
        BuildRoot maven = BuildRoot.ofMaven(project.base());
        BuildRoot gradle = BuildRoot.ofGradle(project.base());
        List<String> lines = new ArrayList<>();
        boolean isInside = false;
        if (both || project.hasMaven()) {
            lines.add("\n  Maven:  " + maven(maven.module(), setting, mode, false));
            lines.add("\n          on Windows: " + maven(maven.module(), setting, mode, true));
            isInside = !maven.module().isEmpty();
        }
        if (both || project.hasGradle()) {
            lines.add("\n  Gradle: " + gradle(gradle.module(), setting, mode));
            lines.add("\n          on Windows: " + gradleOnWindows(gradle.module(), setting, mode));
            isInside |= !gradle.module().isEmpty();
        }
        return purpose + ", run " + (both ? "one of these" : "this") + " on your machine"
                + (isInside ? ", in the root directory of the build" : "") + ", review the diff and commit it:"
                + String.join("", lines);
    }

    /** With the modules that it needs, as they may be installed nowhere; those have no such test. */
    private String maven(String module, Setting<?> setting, String mode, boolean isWindows) {
        List<String> arguments = new ArrayList<>();
        if (!module.isEmpty()) {
            arguments.add("-pl " + quote(module, isWindows) + " -am");
        }
        arguments.add(property("test", surefire(), isWindows));
        if (!module.isEmpty()) {
            arguments.add(property("surefire.failIfNoSpecifiedTests", "false", isWindows));
        }
        if (!mode.isEmpty()) {
            arguments.add(property(setting.name(), mode, isWindows));
            if (key.only()) {
                arguments.add(property(GoldenSettings.ONLY.name(), key.path(), isWindows));
            }
        }
        return "mvn test " + String.join(" ", arguments);
    }

    /** PowerShell takes a point in an option for its end, and both of Windows's shells take double quotes. */
    private static String property(String name, String value, boolean isWindows) {
        String option = "-D" + name + "=" + value;
        return isWindows ? "\"" + option.replace('$', '?') + "\"" : quote(option, false);
    }

    private String surefire() {
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

    private String gradle(String module, Setting<?> setting, String mode) {
        String selector = GRADLE_WILDCARD.matcher(gradleName()).replaceAll("*");
        String variables = mode.isEmpty() ? "" : setting.environmentVariable() + "=" + mode + " ";
        if (isOnly(selector, mode)) {
            variables += GoldenSettings.ONLY.environmentVariable() + "=" + quote(key.path(), false) + " ";
        }
        return variables + "./gradlew " + task(quote(selector, false), module, false);
    }

    /** For both of Windows's shells. */
    private String gradleOnWindows(String module, Setting<?> setting, String mode) {
        String selector = WINDOWS_WILDCARD.matcher(gradleName()).replaceAll("*");
        String variables = mode.isEmpty() ? "" : "set " + setting.environmentVariable() + "=" + mode + "&& ";
        if (isOnly(selector, mode)) {
            variables += "set " + GoldenSettings.ONLY.environmentVariable() + "="
                    + key.path().replace('$', '?') + "&& ";
        }
        String command = "gradlew " + task(selector, module, true);
        return variables.isEmpty() ? command : "cmd /c \"" + variables + command + "\"";
    }

    private String gradleName() {
        return type + method.map(name -> "." + name).orElse("");
    }

    private boolean isOnly(String selector, String mode) {
        return !mode.isEmpty() && !key.path().isEmpty() && (key.only() || !selector.equals(gradleName()));
    }

    /** A task bears the name of its source set, as Gradle's suites of tests do. */
    private String task(String selector, String module, boolean isWindows) {
        return (module.isEmpty() ? "" : "-p " + quote(module, isWindows) + " ") + project.sourceSet() + " --tests "
                + selector + " --rerun";
    }

    private static String quote(String argument, boolean isWindows) {
        String quoted = OutputForm.SHELL.of(argument);
        return isWindows && !quoted.equals(argument) ? "\"" + argument + "\"" : quoted;
    }
}
