package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.core.LauncherFactory;

class QuarkusSessionListenerTest {

    private static final String PARENT_FIRST = QuarkusSessionListener.PARENT_FIRST;
    private static final String ARTIFACTS = "io.github.clipunit:clipunit,org.assertj:assertj-core";

    @Test
    void should_be_found_by_junit() {
        assertThat(ServiceLoader.load(LauncherSessionListener.class))
                .hasAtLeastOneElementOfType(QuarkusSessionListener.class);
    }

    @Test
    void should_leave_other_builds_alone() {
        try (LauncherSession session = LauncherFactory.openSession()) {
            assertThat(session.getLauncher()).isNotNull();
            assertThat(System.getProperty(PARENT_FIRST)).isNull();
        }
    }

    @Test
    void should_add_to_what_the_build_set_and_only_once() {
        Properties properties = new Properties();
        QuarkusSessionListener.addTo(properties);
        assertThat(properties).isEqualTo(Map.of(PARENT_FIRST, ARTIFACTS));

        properties.setProperty(PARENT_FIRST, "com.example:signs");
        QuarkusSessionListener.addTo(properties);
        QuarkusSessionListener.addTo(properties);
        assertThat(properties.getProperty(PARENT_FIRST)).isEqualTo("com.example:signs," + ARTIFACTS);
    }
}
