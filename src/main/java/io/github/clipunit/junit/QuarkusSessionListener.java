package io.github.clipunit.junit;

import java.util.Properties;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes Quarkus load this library once, in JUnit's class loader, before it starts an application.
 *
 * <p>Quarkus runs tests in its own class loaders, each with its own copy of the libraries. Before 3.22, JUnit's
 * extensions stay outside: the assertions would look for the running test in a copy that knows none, and a
 * {@code ClipScorer} parameter would be cloned from one copy to the other. Later versions load the extensions inside
 * too, but each test profile would load the model again. AssertJ must come from the same class loader, because this
 * library's signatures use its types.
 *
 * @hidden
 */
public final class QuarkusSessionListener implements LauncherSessionListener {

    static final String PARENT_FIRST = "quarkus.class-loading.parent-first-artifacts";
    static final String ARTIFACTS = "io.github.clipunit:clipunit,org.assertj:assertj-core";

    /** Called by JUnit, which finds this class as a service. */
    public QuarkusSessionListener() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        FailedContainers.listenTo(session);
        if (QuarkusSessionListener.class.getResource("/io/quarkus/test/junit/QuarkusTest.class") != null) {
            addTo(System.getProperties());
        }
    }

    /** Adds to the value that the build set itself. Quarkus adds the values of its own files. */
    static void addTo(Properties properties) {
        properties.merge(PARENT_FIRST, ARTIFACTS, QuarkusSessionListener::joined);
    }

    private static Object joined(Object given, Object added) {
        return given.toString().contains(added.toString()) ? given : given + "," + added;
    }
}
