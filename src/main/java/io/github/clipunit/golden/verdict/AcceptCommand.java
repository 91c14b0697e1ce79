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
 * The commands that record a golden or accept a new result for one test. There is one for POSIX shells and one for
 * Windows shells, because the build and its reader may use different systems. Maven passes system properties on to the
 * tests. Gradle passes the environment on, whatever the build script says, but repeats tests only with an option that
 * says so.
 *
 * @param project the module of the test
 * @param type the test's class
 * @param method the test's method, or empty for goldens that belong to the class
 * @param key the golden; the command names it if its test has other goldens that must stay
 */
record AcceptCommand(Project project, String type, Optional<String> method, GoldenKey key) {

    /** Names that Surefire takes literally. In other names it would see patterns, lists and spaces to trim. */
    private static final Pattern SUREFIRE_NAME =
            Pattern.compile("[A-Za-z0-9_$.](?:[A-Za-z0-9_$.() -]*[A-Za-z0-9_$.)])?");

    private static final Pattern SUREFIRE_ESCAPED = Pattern.compile("[^A-Za-z0-9_. -]");

    /**
     * Characters that shells, consoles and their encodings change. Gradle has no escape for them except its wildcard.
     */
    private static final Pattern GRADLE_WILDCARD = Pattern.compile("[^A-Za-z0-9_$.(), #+=-]+");

    private static final Pattern WINDOWS_WILDCARD = Pattern.compile("[^A-Za-z0-9_.]+");

    /** Returns the lines that repeat a test with another setting, without naming a golden. */
    static String with(Project project, TestIdentity test, String purpose, Setting<?> setting, String value) {
        GoldenKey none = new GoldenKey(project.base(), "", "", false, false);
        return new AcceptCommand(
                        project, test.testClass().getName(), test.testMethod().map(Method::getName), none)
                .lines(purpose, setting, value);
    }

    /** Returns the lines that rewrite the golden. */
    String accept() {
        return lines("To accept the new result", GoldenSettings.MODE, "update");
    }

    /**
     * Returns only the commands of {@link #accept}: for each build tool, the one for POSIX shells and then the one for
     * Windows.
     */
    String[] commands() {
        return accept().lines()
                .skip(1)
                .map(line -> line.replaceFirst("^ +(Maven|Gradle|on Windows): +", ""))
                .toArray(String[]::new);
    }

    /**
     * Returns the lines that record a missing golden.
     *
     * @param mode the mode to set, or empty if the default mode records
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

    /**
     * Builds the Maven command. It includes the modules that this one needs, which may not be installed and have no
     * test of that name.
     */
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

    /** Quotes a property. PowerShell ends an option at a dot, and both Windows shells accept double quotes. */
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

    /** Escapes a name without the spaces around it, because Surefire compares trimmed names. */
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

    /** Builds a command that works in both Windows shells. */
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

    /** Returns the task and its options. A test task has the name of its source set, as with Gradle's test suites. */
    private String task(String selector, String module, boolean isWindows) {
        return (module.isEmpty() ? "" : "-p " + quote(module, isWindows) + " ") + project.sourceSet() + " --tests "
                + selector + " --rerun";
    }

    private static String quote(String argument, boolean isWindows) {
        String quoted = OutputForm.SHELL.of(argument);
        return isWindows && !quoted.equals(argument) ? "\"" + argument + "\"" : quoted;
    }
}
