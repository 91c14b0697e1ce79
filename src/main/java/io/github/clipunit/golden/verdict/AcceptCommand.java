package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The commands that let a person accept a new result for one test. Maven hands system properties on to the tests; Gradle
 * hands on the environment, whatever the build script says.
 *
 * @param windows whether the shell is Windows's
 */
record AcceptCommand(boolean windows) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/=#-]+");

    static AcceptCommand ofSystem() {
        return new AcceptCommand(
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"));
    }

    /**
     * The lines that rewrite a golden.
     *
     * @param test the test to run
     * @param key the golden; named in the command where its test has others that must stay
     */
    String lines(TestIdentity test, GoldenKey key) {
        return "To accept the new result, run one of these on your machine, review the diff and commit it:"
                + "\n  Maven:  " + maven(test, key)
                + "\n  Gradle: " + gradle(test, key);
    }

    private String maven(TestIdentity test, GoldenKey key) {
        String type = test.testClass().getName();
        String selector = test.testMethod()
                .map(Method::getName)
                .map(name -> type + "#" + name)
                .orElse(type);
        String only = key.only() ? " " + quote("-D" + GoldenSettings.ONLY.name() + "=" + key.path()) : "";
        return "mvn test " + quote("-Dtest=" + selector) + " -D" + GoldenSettings.MODE.name() + "=update" + only;
    }

    private String gradle(TestIdentity test, GoldenKey key) {
        String type = test.testClass().getName();
        String selector = test.testMethod()
                .map(Method::getName)
                .map(name -> type + "." + name)
                .orElse(type);
        String mode = GoldenSettings.MODE.environmentVariable() + "=update";
        String only = GoldenSettings.ONLY.environmentVariable() + "=";
        if (windows) {
            return "set " + mode + (key.only() ? "&& set " + only + key.path() : "") + "&& gradlew test --tests "
                    + quote(selector);
        }
        return mode + " " + (key.only() ? only + quote(key.path()) + " " : "") + "./gradlew test --tests "
                + quote(selector);
    }

    private String quote(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        return windows ? "\"" + argument + "\"" : "'" + argument.replace("'", "'\\''") + "'";
    }
}
