package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static io.github.clipunit.model.hub.StoreFixture.REPOSITORY;
import static io.github.clipunit.model.hub.StoreFixture.UNKNOWN;
import static io.github.clipunit.model.hub.StoreFixture.VISION;
import static io.github.clipunit.model.hub.StoreFixture.content;
import static io.github.clipunit.model.hub.StoreFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk does wrong, and what others leave in the cache. */
class CacheFaultTest {

    private StoreFixture fixture;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String failure() {
        return fixture.failure(ID);
    }

    private void goOffline() {
        fixture.settings.put("clipunit.offline", "true");
    }

    private void damage(byte[] content) throws IOException {
        Files.write(fixture.blob(VISION), content);
        Files.setLastModifiedTime(fixture.blob(VISION), FileTime.fromMillis(1));
    }

    @Test
    void should_use_a_full_cache_offline() {
        fixture.store().fetch(ID);
        fixture.hub.close();
        goOffline();

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
    }

    @Test
    void should_say_the_ways_out_if_the_cache_is_empty_offline() {
        goOffline();

        assertThat(failure())
                .isEqualTo("model [openai/tiny] cannot be used: the cache [" + fixture.cache + "] lacks [config.json,"
                        + " preprocessor_config.json, tokenizer.json, onnx/vision_model.onnx, onnx/text_model.onnx] of"
                        + " [Xenova/tiny], and downloads are off (clipunit.offline=true). Ways to get one: let it"
                        + " download, or run clipunit models fetch openai/tiny where there is a network"
                        + " and keep that cache; or put a Hugging Face ONNX export into a folder and set clipunit.model to"
                        + " its path; or set clipunit.model=pictogram for the small model inside the jar, which knows"
                        + " pictograms and simple scenes only");
        assertThat(fixture.hub.requests()).isEmpty();
    }

    @Test
    void should_obey_the_hubs_own_offline_variable() {
        fixture.environment.put("HF_HUB_OFFLINE", "1");

        assertThat(failure()).contains("downloads are off (HF_HUB_OFFLINE=1)");
        assertThat(fixture.hub.requests()).isEmpty();
    }

    @Test
    void should_set_a_truncated_file_aside_and_fetch_it_again() throws IOException {
        fixture.store().fetch(ID);
        byte[] half = Arrays.copyOf(content(VISION), 150_000);
        damage(half);

        ModelDirectory model = fixture.store().fetch(ID);

        assertThat(model.require("vision_model.onnx").read()).isEqualTo(content(VISION));
        assertThat(fixture.blob(VISION).resolveSibling(sha256(VISION) + ".corrupt"))
                .hasBinaryContent(half);
        assertThat(fixture.downloads(VISION)).hasSize(2);
    }

    @Test
    void should_set_a_file_with_other_bytes_aside_and_fetch_it_again() throws IOException {
        fixture.store().fetch(ID);
        byte[] wrong = content(VISION).clone();
        wrong[7] ^= 1;
        damage(wrong);

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
    }

    @Test
    void should_name_the_damaged_file_offline_and_leave_it() throws IOException {
        fixture.store().fetch(ID);
        damage(Arrays.copyOf(content(VISION), 150_000));
        goOffline();

        assertThat(failure())
                .startsWith("model [openai/tiny] cannot be used: ["
                        + fixture.snapshot(REPOSITORY).resolve(VISION) + "] (0.2 MB, SHA-256 ")
                .contains(") is not the content that its name [" + sha256(VISION)
                        + "] is the hash of, and downloads are off");
        assertThat(fixture.blob(VISION)).hasSize(150_000);
    }

    @Test
    void should_notice_a_file_that_was_replaced_by_one_of_the_same_length_and_time() throws IOException {
        fixture.store().fetch(ID);
        FileTime time = Files.getLastModifiedTime(fixture.blob(VISION));
        Files.write(fixture.blob(VISION), new byte[content(VISION).length]);
        Files.setLastModifiedTime(fixture.blob(VISION), time);

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
        assertThat(fixture.downloads(VISION)).hasSize(2);
    }

    @Test
    void should_leave_a_users_own_file_in_place_that_a_snapshot_links_to() throws IOException {
        fixture.store().fetch(ID);
        byte[] mine = new byte[] {1, 2, 3};
        Path own = Files.write(fixture.folder.resolve("mine.onnx"), mine);
        Path pointer = fixture.snapshot(REPOSITORY).resolve(VISION);
        Files.delete(pointer);
        Files.createSymbolicLink(pointer, own);

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
        assertThat(own).hasBinaryContent(mine);
        assertThat(own.resolveSibling("mine.onnx.corrupt")).doesNotExist();
        assertThat(pointer.toRealPath()).isEqualTo(fixture.blob(VISION).toRealPath());
    }

    @Test
    void should_leave_a_users_own_folder_in_place_that_a_snapshot_links_to() throws IOException {
        fixture.store().fetch(ID);
        Path graphs = fixture.snapshot(REPOSITORY).resolve("onnx");
        Path own = fixture.folder.resolve("mine");
        Files.move(graphs, own);
        Files.delete(own.resolve("vision_model.onnx"));
        byte[] mine = new byte[] {1, 2, 3};
        Files.write(own.resolve("vision_model.onnx"), mine);
        Files.delete(own.resolve("text_model.onnx"));
        Files.write(own.resolve("text_model.onnx"), mine);
        Files.createSymbolicLink(graphs, own);

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
        assertThat(own.resolve("vision_model.onnx")).isRegularFile().hasBinaryContent(mine);
        assertThat(own.resolve("text_model.onnx")).isRegularFile().hasBinaryContent(mine);
        assertThat(graphs).isDirectory().matches(folder -> !Files.isSymbolicLink(folder));
    }

    @Test
    void should_leave_a_users_own_file_in_place_that_a_blob_is_a_link_to() throws IOException {
        fixture.store().fetch(ID);
        byte[] mine = new byte[] {1, 2, 3};
        Path own = Files.write(fixture.folder.resolve("mine.onnx"), mine);
        Files.delete(fixture.blob(VISION));
        Files.createSymbolicLink(fixture.blob(VISION), own);

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
        assertThat(own).hasBinaryContent(mine);
    }

    @Test
    void should_take_from_a_cache_that_others_may_write_only_what_is_pinned() throws IOException {
        fixture.store().fetch(UNKNOWN);
        fixture.store().fetch(ID);
        allowOthersToWrite();
        goOffline();

        assertThat(fixture.store().fetch(ID).hashes()).hasSize(5);
        assertThat(fixture.store().fetch(UNKNOWN).hashes())
                .as("pinned by the lock file")
                .hasSize(5);

        Files.delete(fixture.folder.resolve("clipunit-models.lock"));
        assertThat(fixture.failure(UNKNOWN))
                .startsWith("model [someone/other-model] cannot be used: [someone/other-model] is in the cache ["
                        + fixture.cache + "], but others can write to ["
                        + fixture.repository(UNKNOWN).resolve("refs/main").toRealPath()
                        + "] (mode 666), and neither the"
                        + " catalog nor clipunit-models.lock pins what its files must be, and downloads are off"
                        + " (clipunit.offline=true). Ways to get one: ");
    }

    /** Of a repository, a request for changes is a commit too, with whatever files its author likes. */
    @Test
    void should_ask_the_hub_about_what_others_may_have_put_into_the_cache() throws IOException {
        fixture.store().fetch(UNKNOWN);
        String pinned = Files.readString(fixture.folder.resolve("clipunit-models.lock"));
        Files.delete(fixture.folder.resolve("clipunit-models.lock"));
        Path blob = fixture.repository(UNKNOWN).resolve("blobs").resolve(sha256(VISION));
        Files.write(blob, new byte[content(VISION).length]);
        String other = "f".repeat(40);
        Files.writeString(fixture.repository(UNKNOWN).resolve("refs/main"), other);
        Files.move(fixture.snapshot(UNKNOWN), fixture.snapshot(UNKNOWN).resolveSibling(other));
        allowOthersToWrite();

        ModelDirectory model = fixture.store().fetch(UNKNOWN);

        assertThat(model.revision()).contains(FakeHub.COMMIT);
        assertThat(model.require("vision_model.onnx").read()).isEqualTo(content(VISION));
        assertThat(fixture.folder.resolve("clipunit-models.lock")).hasContent(pinned);
        assertThat(fixture.downloads(VISION)).hasSize(2);
        assertThat(fixture.elsewhere.requests())
                .as("what was right is not fetched again")
                .hasSize(3);
    }

    private void allowOthersToWrite() throws IOException {
        assumeThat(Files.getFileStore(fixture.folder).supportsFileAttributeView("posix"))
                .isTrue();
        try (var files = Files.walk(fixture.cache)) {
            for (Path file : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxrwxrwx" : "rw-rw-rw-"));
            }
        }
    }

    @Test
    void should_read_every_file_again_if_told_to_verify() throws IOException {
        fixture.store().fetch(ID);
        assertThat(fixture.store().verify(ID)).hasSize(5).allMatch(FileFinding::intact);
        FileTime time = Files.getLastModifiedTime(fixture.blob(VISION));
        Files.write(fixture.blob(VISION), new byte[content(VISION).length]);
        Files.setLastModifiedTime(fixture.blob(VISION), time);

        List<FileFinding> findings = fixture.store().verify(ID);

        assertThat(findings)
                .filteredOn(finding -> !finding.intact())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.name()).isEqualTo(VISION);
                    assertThat(finding.fact()).contains("is not the content that its name");
                });
    }

    @Test
    void should_use_what_hugging_faces_own_tools_downloaded() throws IOException {
        Path repository = fixture.repository(REPOSITORY);
        for (String name :
                List.of("config.json", "preprocessor_config.json", "tokenizer.json", VISION, "onnx/text_model.onnx")) {
            boolean large = name.endsWith(".onnx");
            Path blob = repository.resolve("blobs").resolve(large ? sha256(name) : FakeHub.gitSha1(content(name)));
            Files.createDirectories(blob.getParent());
            Files.write(blob, content(name));
            Path pointer = fixture.snapshot(REPOSITORY).resolve(name);
            Files.createDirectories(pointer.getParent());
            Files.createSymbolicLink(pointer, HubCache.parent(pointer).relativize(blob));
        }

        assertThat(fixture.store().fetch(ID).hashes()).hasSize(5);
        assertThat(fixture.hub.requests()).isEmpty();
    }

    @Test
    void should_use_a_cache_without_links() throws IOException {
        for (String name :
                List.of("config.json", "preprocessor_config.json", "tokenizer.json", VISION, "onnx/text_model.onnx")) {
            Path file = fixture.snapshot(REPOSITORY).resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content(name));
        }

        assertThat(fixture.store().fetch(ID).hashes()).hasSize(5);
        assertThat(fixture.hub.requests()).isEmpty();
    }

    @Test
    void should_put_the_file_itself_where_no_link_can_be_made() throws IOException {
        Path pointer = fixture.snapshot(REPOSITORY).resolve(VISION);
        Files.createDirectories(
                pointer.resolveSibling(pointer.getFileName() + ".link").resolve("in the way"));

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
        assertThat(pointer).isRegularFile().matches(file -> !Files.isSymbolicLink(file));
        assertThat(fixture.store().fetch(ID).hashes()).hasSize(5);
        assertThat(fixture.downloads(VISION)).hasSize(1);
    }

    @Test
    void should_link_a_blob_that_is_there_without_fetching_it() throws IOException {
        fixture.store().fetch(ID);
        Files.delete(fixture.snapshot(REPOSITORY).resolve(VISION));

        fixture.store().fetch(ID);

        assertThat(fixture.downloads(VISION)).hasSize(1);
    }

    @Test
    void should_keep_a_whole_blob_that_was_linked_in_the_wrong_place() throws IOException {
        fixture.store().fetch(ID);
        Path pointer = fixture.snapshot(REPOSITORY).resolve(VISION);
        Files.delete(pointer);
        Files.createSymbolicLink(pointer, fixture.blob("onnx/text_model.onnx"));

        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
        assertThat(fixture.blob("onnx/text_model.onnx")).hasBinaryContent(content("onnx/text_model.onnx"));
    }

    @Test
    void should_lose_nothing_if_the_lock_file_is_wrong() throws IOException {
        fixture.store().fetch(UNKNOWN);
        Path lock = fixture.folder.resolve("clipunit-models.lock");
        String right = Files.readString(lock);
        Files.writeString(lock, right.replace(sha256(VISION), "0".repeat(64)));
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> fixture.store().fetch(UNKNOWN))
                .withMessageContaining("is not what clipunit-models.lock pins");

        Files.writeString(lock, right);
        goOffline();
        assertThat(fixture.store().fetch(UNKNOWN).hashes()).hasSize(5);
    }

    @Test
    void should_check_the_room_before_it_fetches() {
        fixture.disk = new Disk() {
            @Override
            long free(Path folder) {
                return 123_456;
            }
        };

        assertThat(failure())
                .isEqualTo("not enough space for the model: [" + fixture.cache
                        + "] has 0.1 MB free, but the files still to be fetched take 0.5 MB. Free space, or"
                        + " set clipunit.cache.dir to a folder on another disk");
        assertThat(fixture.elsewhere.requests()).isEmpty();
    }

    @Test
    void should_say_so_if_the_disk_fills_up_and_go_on_later() {
        fixture.disk = new Disk() {
            private int room = 100_000;

            @Override
            void write(FileChannel channel, ByteBuffer bytes) throws IOException {
                if (bytes.remaining() > room) {
                    throw new IOException("No space left on device");
                }
                room -= bytes.remaining();
                super.write(channel, bytes);
            }
        };

        assertThat(failure())
                .contains(
                        ", 0.3 MB, cannot be written: IOException: No space left on device. Free space or make the folder"
                                + " writable, or set clipunit.cache.dir to a writable folder with enough space");
        assertThat(fixture.downloads(VISION)).hasSize(1);
        assertThat(fixture.incomplete(VISION)).doesNotExist();

        fixture.disk = new Disk();
        assertThat(fixture.store().fetch(ID).require("vision_model.onnx").read())
                .isEqualTo(content(VISION));
    }

    @Test
    void should_say_so_if_the_cache_cannot_be_made() throws IOException {
        Files.createFile(fixture.cache);

        assertThat(failure())
                .contains("[" + fixture.cache.resolve(".locks"))
                .contains("cannot be written: ")
                .endsWith("or set clipunit.cache.dir to a writable folder with enough space");
    }

    @Test
    void should_use_a_full_cache_that_cannot_be_written_and_say_so_of_an_empty_one() throws IOException {
        fixture.store().fetch(ID);
        setWritable(false);
        try {
            assumeThat(Files.isWritable(fixture.cache))
                    .as("root may write everywhere")
                    .isFalse();
            assertThat(fixture.store().fetch(ID).hashes()).hasSize(5);
            fixture.settings.put("clipunit.precision", "int8");
            assertThat(failure()).contains("cannot be written: AccessDeniedException");
        } finally {
            setWritable(true);
        }
    }

    private void setWritable(boolean writable) throws IOException {
        assumeThat(Files.getFileStore(fixture.folder).supportsFileAttributeView("posix"))
                .isTrue();
        try (var folders = Files.walk(fixture.cache)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(
                        folder, PosixFilePermissions.fromString(writable ? "rwxr-xr-x" : "r-xr-xr-x"));
            }
        }
    }
}
