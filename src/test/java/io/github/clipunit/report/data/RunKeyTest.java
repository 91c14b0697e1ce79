package io.github.clipunit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunKeyTest {

    private static final Map<String, String> SUREFIRE = Map.of("surefire.real.class.path", "booter.jar");
    private static final Map<String, String> GRADLE = Map.of("org.gradle.test.worker", "3");
    private static final FakeProcess BUILD =
            FakeProcess.of(100, "2026-11-02T09:00:00Z", "java org.codehaus.plexus.classworlds.launcher.Launcher");

    @Test
    void should_be_shared_by_the_forks_of_one_maven_run() {
        RunKey first = RunKey.of("", SUREFIRE, BUILD.child(101, "2026-11-02T09:00:05Z"));
        RunKey second = RunKey.of("", SUREFIRE, BUILD.child(102, "2026-11-02T09:07:00Z"));

        assertThat(first).isEqualTo(second);
        assertThat(first.spansBuilds()).isFalse();
    }

    @Test
    void should_be_shared_by_forks_that_each_have_a_shell_of_their_own() {
        RunKey first =
                RunKey.of("", SUREFIRE, BUILD.shell(101, "2026-11-02T09:00:05Z").child(102, "2026-11-02T09:00:05Z"));
        RunKey second =
                RunKey.of("", SUREFIRE, BUILD.shell(103, "2026-11-02T09:00:06Z").child(104, "2026-11-02T09:00:06Z"));

        assertThat(first)
                .isEqualTo(second)
                .isEqualTo(RunKey.of("", SUREFIRE, BUILD.child(105, "2026-11-02T09:00:07Z")));
    }

    @Test
    void should_differ_for_a_later_run_whose_process_id_came_again() {
        FakeProcess later = FakeProcess.of(100, "2026-11-02T10:00:00Z", BUILD.command());

        assertThat(RunKey.of("", SUREFIRE, BUILD.child(101, "2026-11-02T09:00:05Z")))
                .isNotEqualTo(RunKey.of("", SUREFIRE, later.child(101, "2026-11-02T10:00:05Z")));
    }

    @Test
    void should_be_its_own_for_a_process_that_an_ide_starts() {
        assertThat(RunKey.of("", Map.of(), BUILD.child(101, "2026-11-02T09:00:05Z")))
                .isNotEqualTo(RunKey.of("", Map.of(), BUILD.child(102, "2026-11-02T09:00:05Z")));
    }

    @Test
    void should_say_that_a_daemon_outlives_builds() {
        FakeProcess mvnd = FakeProcess.of(100, "2026-11-02T09:00:00Z", "java -Dmvnd.home=/opt/mvnd MavenDaemon");

        assertThat(RunKey.of("", GRADLE, BUILD.child(101, "2026-11-02T09:00:05Z"))
                        .spansBuilds())
                .isTrue();
        assertThat(RunKey.of("", SUREFIRE, mvnd.child(101, "2026-11-02T09:00:05Z"))
                        .spansBuilds())
                .isTrue();
    }

    @Test
    void should_follow_a_given_name_before_all_else() {
        assertThat(RunKey.of("nightly", SUREFIRE, BUILD.child(101, "2026-11-02T09:00:05Z")))
                .isEqualTo(RunKey.of("nightly", Map.of(), BUILD));
    }
}
