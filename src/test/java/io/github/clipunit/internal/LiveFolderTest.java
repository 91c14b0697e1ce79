package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFolderTest {

    @TempDir
    private Path folder;

    @Test
    void should_list_files_and_folders_as_deep_as_asked() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Path file = Files.createFile(folder.resolve("a/x.json"));

        assertThat(LiveFolder.list(folder, 2))
                .containsExactlyInAnyOrder(folder.resolve("a"), folder.resolve("a/b"), file)
                .doesNotContain(deep);
    }

    /** As tests do that record goldens in parallel. */
    @Test
    void should_pass_over_what_goes_meanwhile() throws Exception {
        Path stays = Files.createFile(folder.resolve("stays.json"));
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            try {
                while (!isOver.get()) {
                    for (int i = 0; i < 20; i++) {
                        Files.createFile(
                                Files.createDirectories(folder.resolve("d" + i)).resolve("x.tmp"));
                    }
                    for (int i = 0; i < 20; i++) {
                        Files.delete(folder.resolve("d" + i + "/x.tmp"));
                        Files.delete(folder.resolve("d" + i));
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 2000; i++) {
            assertThat(LiveFolder.list(folder, 3)).contains(stays);
        }
        isOver.set(true);
        others.join();
    }
}
