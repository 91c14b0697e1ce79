package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static io.github.clipunit.model.hub.StoreFixture.UNKNOWN;
import static io.github.clipunit.model.hub.StoreFixture.VISION;
import static io.github.clipunit.model.hub.StoreFixture.content;
import static io.github.clipunit.model.hub.StoreFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.model.Pin;
import io.github.clipunit.model.hub.FakeHub.Ending;
import io.github.clipunit.model.hub.FakeHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs, and threads, that want the same model at once. */
@Timeout(120)
class ManyProcessesTest {

    private StoreFixture fixture;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Process fork(String id) throws IOException {
        return fixture.fork(fixture.hub.endpoint(), id);
    }

    @Test
    void should_download_once_if_eight_jvms_start_cold() throws IOException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            processes.add(fork(UNKNOWN));
        }

        for (Process process : processes) {
            assertThat(StoreFixture.output(process)).contains(VISION + "=" + sha256(VISION));
        }
        assertThat(fixture.elsewhere.requests()).hasSize(2);
        assertThat(fixture.hub.requests("HEAD", "")).hasSize(5);
        assertThat(new ModelLock(fixture.folder.resolve("clipunit-models.lock"))
                        .find(UNKNOWN)
                        .flatMap(entry -> entry.pin(VISION)))
                .contains(new Pin((long) content(VISION).length, sha256(VISION)));
    }

    @Test
    void should_download_once_if_eight_threads_start_cold() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> fetch = () -> fixture.store().fetch(ID).hashes().toString();
            for (Future<String> hashes : threads.invokeAll(Collections.nCopies(8, fetch))) {
                assertThat(hashes.get()).contains(sha256(VISION));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fixture.elsewhere.requests()).hasSize(2);
    }

    @Test
    void should_go_on_where_a_killed_jvm_left_off() throws Exception {
        byte[] vision = content(VISION);
        fixture.elsewhere.script("GET", sha256(VISION), Reply.of(200, vision).endingAfter(150_000, Ending.STALL));
        Process killed = fork(ID);
        while (!Files.exists(fixture.incomplete(VISION)) || Files.size(fixture.incomplete(VISION)) < 150_000) {
            assertThat(killed.isAlive()).isTrue();
            Thread.sleep(10);
        }
        killed.destroyForcibly().waitFor();
        assertThat(fixture.blob(VISION)).doesNotExist();

        assertThat(StoreFixture.output(fork(ID))).contains(VISION + "=" + sha256(VISION));

        assertThat(fixture.downloads(VISION))
                .extracting(request -> request.header("Range"))
                .containsExactly(null, "bytes=150000-");
    }

    @Test
    void should_take_over_from_a_killed_jvm_that_others_wait_for() throws Exception {
        fixture.elsewhere.script(
                "GET", sha256(VISION), Reply.of(200, content(VISION)).endingAfter(150_000, Ending.STALL));
        Process killed = fork(ID);
        while (!Files.exists(fixture.incomplete(VISION)) || Files.size(fixture.incomplete(VISION)) < 150_000) {
            assertThat(killed.isAlive()).isTrue();
            Thread.sleep(10);
        }
        Process waiting = fork(ID);
        killed.destroyForcibly().waitFor();

        assertThat(StoreFixture.output(waiting)).contains(VISION + "=" + sha256(VISION));
    }
}
