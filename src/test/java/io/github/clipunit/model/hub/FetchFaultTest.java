package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static io.github.clipunit.model.hub.StoreFixture.REPOSITORY;
import static io.github.clipunit.model.hub.StoreFixture.UNKNOWN;
import static io.github.clipunit.model.hub.StoreFixture.VISION;
import static io.github.clipunit.model.hub.StoreFixture.content;
import static io.github.clipunit.model.hub.StoreFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.hub.FakeHub.Ending;
import io.github.clipunit.model.hub.FakeHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server or the wire does wrong. */
class FetchFaultTest {

    private StoreFixture fixture;
    private byte[] vision;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new StoreFixture(folder);
        vision = content(VISION);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void assertFetched() {
        ModelDirectory model = fixture.store().fetch(ID);
        assertThat(model.require("vision_model.onnx").read()).isEqualTo(vision);
        assertThat(fixture.blob(VISION)).hasBinaryContent(vision);
        assertThat(fixture.incomplete(VISION)).doesNotExist();
    }

    private String failure() {
        return fixture.failure(ID);
    }

    private void onDownload(Reply... replies) {
        fixture.elsewhere.script("GET", sha256(VISION), replies);
    }

    private void assertNothingIsVisible() {
        assertThat(fixture.snapshot(REPOSITORY).resolve(VISION)).doesNotExist();
        assertThat(fixture.blob(VISION)).doesNotExist();
    }

    @Test
    void should_continue_a_truncated_body() {
        onDownload(Reply.of(200, vision).endingAfter(100_000, Ending.CLOSE));

        assertFetched();
        assertThat(fixture.downloads(VISION))
                .extracting(request -> request.header("Range"))
                .containsExactly(null, "bytes=100000-");
    }

    @Test
    void should_continue_after_a_reset_half_way() {
        // What the client had not read when the reset came is lost, so where it goes on is the system's affair.
        onDownload(Reply.of(200, vision).endingAfter(150_000, Ending.RESET));

        assertFetched();
        assertThat(fixture.downloads(VISION)).hasSize(2);
    }

    @Test
    void should_continue_if_the_reset_comes_before_the_first_byte() throws IOException {
        Files.createDirectories(fixture.incomplete(VISION).getParent());
        Files.write(fixture.incomplete(VISION), Arrays.copyOf(vision, 150_000));
        onDownload(Reply.of(200, vision).from(150_000).endingAfter(0, Ending.RESET));

        assertFetched();
        assertThat(fixture.downloads(VISION))
                .extracting(request -> request.header("Range"))
                .containsExactly("bytes=150000-", "bytes=150000-");
        assertThat(fixture.waits).hasSize(1);
    }

    @Test
    void should_continue_after_a_stall() {
        onDownload(Reply.of(200, vision).endingAfter(120_000, Ending.STALL));

        assertFetched();
        assertThat(fixture.downloads(VISION))
                .extracting(request -> request.header("Range"))
                .containsExactly(null, "bytes=120000-");
    }

    @Test
    void should_not_give_up_while_something_comes() {
        Reply[] pieces = new Reply[5];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = Reply.of(200, vision).from(i * 50_000).endingAfter(50_000, Ending.CLOSE);
        }
        onDownload(pieces);

        assertFetched();
        assertThat(fixture.downloads(VISION)).hasSize(6);
    }

    @Test
    void should_start_again_if_the_server_ignores_the_range() {
        onDownload(Reply.of(200, vision).endingAfter(100_000, Ending.CLOSE), Reply.of(200, vision));

        assertFetched();
        assertThat(fixture.downloads(VISION)).hasSize(2);
    }

    @Test
    void should_put_a_part_where_it_belongs_if_the_server_gives_another_than_asked() {
        onDownload(
                Reply.of(200, vision).endingAfter(100_000, Ending.CLOSE),
                Reply.of(200, vision).from(50_000));

        assertFetched();
        assertThat(fixture.downloads(VISION)).hasSize(2);
    }

    @Test
    void should_not_leave_a_gap_if_the_server_gives_a_later_part() {
        onDownload(
                Reply.of(200, vision).endingAfter(100_000, Ending.CLOSE),
                Reply.of(200, vision).from(150_000));

        assertFetched();
        assertThat(fixture.downloads(VISION)).hasSize(3);
    }

    @Test
    void should_take_a_body_in_chunks_without_a_length() {
        onDownload(Reply.of(200, vision).inChunks());

        assertFetched();
    }

    @Test
    void should_continue_a_truncated_body_in_chunks() {
        onDownload(Reply.of(200, vision).inChunks().endingAfter(90_000, Ending.CLOSE));

        assertFetched();
        assertThat(fixture.downloads(VISION)).hasSize(2);
    }

    @Test
    void should_refuse_wrong_bytes_of_the_right_length() {
        byte[] wrong = vision.clone();
        wrong[200_000] ^= 1;
        onDownload(Reply.of(200, wrong), Reply.of(200, wrong));

        String message = failure();

        assertThat(message)
                .startsWith("[onnx/vision_model.onnx] of [Xenova/tiny] at revision " + FakeHub.COMMIT
                        + " arrived twice with the wrong content: expected 300000 bytes, SHA-256 " + sha256(VISION)
                        + ", got 300000 bytes, SHA-256 ")
                .endsWith(". It was discarded. A proxy or mirror on the way alters files. Ways to get one: set"
                        + " HF_ENDPOINT to another mirror; or put a Hugging Face ONNX export into a folder and set"
                        + " clipunit.model to its path; or set clipunit.model=pictogram for the small model inside the jar,"
                        + " which knows pictograms and simple scenes only");
        assertNothingIsVisible();
        assertThat(fixture.incomplete(VISION)).doesNotExist();
    }

    @Test
    void should_fetch_again_if_what_was_there_was_another_files_beginning() throws IOException {
        Files.createDirectories(fixture.incomplete(VISION).getParent());
        Files.write(fixture.incomplete(VISION), new byte[1000]);

        assertFetched();
        assertThat(fixture.downloads(VISION))
                .extracting(request -> request.header("Range"))
                .containsExactly("bytes=1000-", null);
    }

    @Test
    void should_fetch_again_if_more_is_there_than_the_file_has() throws IOException {
        Files.createDirectories(fixture.incomplete(VISION).getParent());
        Files.write(fixture.incomplete(VISION), new byte[vision.length + 1]);

        assertFetched();
    }

    @Test
    void should_ask_nothing_if_all_bytes_came_before_the_process_died() throws IOException {
        Files.createDirectories(fixture.incomplete(VISION).getParent());
        Files.write(fixture.incomplete(VISION), vision);

        assertFetched();
        assertThat(fixture.downloads(VISION)).isEmpty();
    }

    @Test
    void should_say_that_a_mirror_gives_git_lfs_pointers() {
        Reply pointer = Reply.of(
                200,
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256(VISION) + "\nsize " + vision.length
                        + "\n");
        onDownload(pointer);

        assertThat(failure())
                .isEqualTo("[onnx/vision_model.onnx] of [Xenova/tiny] at revision " + FakeHub.COMMIT
                        + " arrived as a Git LFS pointer instead of the file: a mirror serves a clone that was made"
                        + " without Git LFS, or the pointer itself was uploaded. Set HF_ENDPOINT to another mirror,"
                        + " or choose another export of the model");
        assertNothingIsVisible();
    }

    @Test
    void should_wait_as_long_as_a_429_asks() {
        fixture.hub.script(
                "HEAD",
                "config.json",
                Reply.of(429, "Too many").with("Retry-After", "7"),
                Reply.of(429, "Too many").with("RateLimit", "\"resolvers\";r=0;t=55"));

        assertFetched();
        assertThat(fixture.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(55));
    }

    @Test
    void should_give_up_on_429_if_it_never_ends() {
        fixture.hub.script(
                "HEAD",
                "/config.json",
                Collections.nCopies(9, Reply.of(429, "Too many").with("Retry-After", "3"))
                        .toArray(Reply[]::new));

        assertThat(failure())
                .isEqualTo("[config.json] of [Xenova/tiny] could not be fetched from [" + fixture.hub.endpoint()
                        + "], which answers HTTP 429 and asks to wait 3 s, after 4 attempts: too many requests from"
                        + " this address, as is common on shared CI. Set HF_TOKEN, so that the account's limits"
                        + " count, and"
                        + " keep [" + fixture.cache + "] between builds, with clipunit.offline=true once it is full");
        assertThat(fixture.waits).hasSize(3);
    }

    @Test
    void should_not_wait_longer_than_the_longest_window() {
        fixture.hub.script("HEAD", "/config.json", Reply.of(429, "Too many").with("Retry-After", "3600"));

        assertThat(failure()).contains("answers HTTP 429 and asks to wait 3600 s: too many requests");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void should_give_up_on_503_with_ever_longer_waits() {
        onDownload(Collections.nCopies(9, Reply.of(503, "Down")).toArray(Reply[]::new));

        assertThat(failure())
                .startsWith(
                        "[onnx/vision_model.onnx] of [Xenova/tiny] could not be fetched from [" + fixture.hub.endpoint()
                                + "], which answers HTTP 503, after 4 attempts. Ways to get one: try again later"
                                + " (clipunit models fetch Xenova/tiny); or put");
        assertThat(fixture.waits).hasSize(3).isSorted();
        assertThat(fixture.waits.get(2)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertNothingIsVisible();
    }

    private void assertToldAtOnce(String... words) {
        assertThat(failure()).contains(words);
        assertThat(fixture.waits).isEmpty();
        assertNothingIsVisible();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "gopher://localhost/1",
                "ftp://localhost/model",
                "mailto:fox@example.org",
                "http://hub.invalid/model",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1.hub.invalid/model",
                "http:///model"
            })
    void should_not_follow_a_redirect_to_where_anybody_may_answer(String target) {
        fixture.environment.put("HF_TOKEN", "hf_secret");
        fixture.hub.script("GET", VISION, Reply.of(302, "Found").with("Location", target + "?signature=s3cret"));

        assertToldAtOnce("/resolve/" + FakeHub.COMMIT + "/onnx/vision_model.onnx] redirects to [" + target
                + "], which is not HTTPS: refused, because models come over HTTPS unless HF_ENDPOINT itself is an"
                + " http address, and then only from there");
        assertThat(fixture.downloads(VISION)).isEmpty();
    }

    @Test
    void should_take_no_more_than_was_announced() {
        onDownload(Reply.of(200, Arrays.copyOf(vision, 5_000_000)).inChunks());

        assertToldAtOnce(
                "[onnx/vision_model.onnx] of [Xenova/tiny] could not be fetched from [" + fixture.hub.endpoint()
                        + "]: the answer is longer than the 300000 bytes that were announced. Ways to get one: ");
        assertThat(fixture.downloads(VISION)).hasSize(1);
        assertThat(fixture.incomplete(VISION)).doesNotExist();
    }

    @Test
    void should_take_no_more_than_such_a_file_may_have() {
        assertThat(new RemoteFile("config.json", FakeHub.COMMIT, "e", null).most())
                .isEqualTo(67_108_864);
        assertThat(new RemoteFile("config.json", FakeHub.COMMIT, "e", 1L << 40).most())
                .isEqualTo(67_108_864);
        assertThat(new RemoteFile("merges.txt", FakeHub.COMMIT, "e", 9L).most()).isEqualTo(9);
        assertThat(new RemoteFile("onnx/model.onnx", FakeHub.COMMIT, "e", null).most())
                .isEqualTo(1L << 31);
        assertThat(new RemoteFile("onnx/model.onnx_data", FakeHub.COMMIT, "e", 1L << 40).most())
                .isEqualTo(1L << 36);
    }

    @Test
    void should_take_no_list_without_end() {
        fixture.hub.script("GET", "/revision/main", Reply.of(200, new byte[9 << 20]));

        assertThat(fixture.failure(UNKNOWN))
                .startsWith("[someone/other-model] could not be fetched from [" + fixture.hub.endpoint()
                        + "]: the answer is longer than 8388608 bytes. Ways to get one: ");
        assertThat(fixture.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                          | its list of files is not JSON
            {"sha": {}, "siblings": []}                 | its list of files is not JSON
            {"sha": "SHA", "siblings": "x"}             | its list of files is not JSON
            {"sha": "SHA", "siblings": [{"rfilename":   | its list of files is not JSON
            {"sha": "SHA"}                              | its list of files lacks sha or siblings
            {"siblings": []}                            | its list of files lacks sha or siblings
            null                                        | its list of files lacks sha or siblings
            {"sha": "SHA", "siblings": [null]}          | its list of files has no commit as sha, or a file without a name
            {"sha": "SHA", "siblings": [{}]}            | its list of files has no commit as sha, or a file without a name
            {"sha": "../../..", "siblings": []}         | its list of files has no commit as sha, or a file without a name
            """)
    void should_say_of_a_list_that_it_is_none(String list, String fact) {
        fixture.hub.script("GET", "/revision/main", Reply.of(200, list.replace("SHA", FakeHub.COMMIT)));

        assertThat(fixture.failure(UNKNOWN))
                .isEqualTo("[" + fixture.hub.endpoint() + "] does not answer as the Hub does when asked for [" + UNKNOWN
                        + "]: " + fact + "; a captive portal, a proxy's page or a mirror of another kind may be in"
                        + " between. Check HF_ENDPOINT and the proxy settings");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void should_say_that_an_answer_is_packed() {
        onDownload(Reply.of(200, vision).with("Content-Encoding", "gzip"));
        assertToldAtOnce(
                "]: the answer has the content encoding [gzip], though none was asked for: a proxy or mirror on the"
                        + " way compresses the answers. Ways to get one: ");

        fixture.hub.script("GET", "/revision/main", Reply.of(200, "{}").with("Content-Encoding", "br"));
        assertThat(fixture.failure(UNKNOWN)).contains("the answer has the content encoding [br], though none");
    }

    @Test
    void should_say_that_a_mirror_answers_with_another_commit() {
        String other = "f".repeat(40);
        String said = "[" + fixture.hub.endpoint() + "] answers with commit [" + other + "] when asked for ";
        String remedy =
                " at revision " + FakeHub.COMMIT + ": the mirror lacks this revision and serves another one instead."
                        + " Set HF_ENDPOINT to another mirror";
        fixture.hub.script("HEAD", "config.json", Reply.of(200, "{}").with("X-Repo-Commit", other));
        assertThat(failure()).isEqualTo(said + "[config.json] of [Xenova/tiny]" + remedy);

        fixture.store().fetch(UNKNOWN);
        fixture.settings.put(
                "clipunit.cache.dir", fixture.folder.resolve("another").toString());
        fixture.hub.script(
                "GET", "/revision/" + FakeHub.COMMIT, Reply.of(200, "{\"sha\": \"" + other + "\", \"siblings\": []}"));
        assertThat(fixture.failure(UNKNOWN)).isEqualTo(said + "[someone/other-model]" + remedy);
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void should_not_wait_for_ever_for_bytes_that_come_too_slowly() {
        fixture.grace = Duration.ofSeconds(1);
        fixture.tick = Duration.ofSeconds(20);

        assertThat(failure())
                .containsPattern(
                        "could not be fetched from \\[.*]: only \\d+ bytes arrived in \\d+ s, which is slower than"
                                + " 20000 bytes a second\\. Ways to get one: ");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void should_not_wait_for_ever_for_a_server_that_gives_a_byte_a_connection() {
        fixture.grace = Duration.ofSeconds(6);
        Reply[] bytes = new Reply[60];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Reply.of(200, vision).from(i).endingAfter(1, Ending.CLOSE);
        }
        onDownload(bytes);

        assertThat(failure())
                .containsPattern("only [56] bytes arrived in [67] s, which is slower than 20000 bytes a second");
        assertThat(fixture.downloads(VISION)).hasSizeBetween(5, 6);
    }

    @Test
    void should_not_wait_for_ever_for_a_server_that_is_busy_after_each_byte() {
        Reply[] turns = new Reply[60];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = i % 2 == 1
                    ? Reply.of(503, "Later").with("Retry-After", "300")
                    : Reply.of(200, vision).from(i / 2).endingAfter(1, Ending.CLOSE);
        }
        onDownload(turns);

        assertThat(failure()).contains("which answers HTTP 503 and asks to wait 300 s");
        assertThat(fixture.downloads(VISION)).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 505, 511})
    void should_not_ask_again_for_what_a_server_lacks(int status) {
        onDownload(Reply.of(status, "Never"));

        assertToldAtOnce("does not serve [onnx/vision_model.onnx] of [Xenova/tiny] (HTTP " + status);
    }

    @Test
    void should_give_up_on_a_server_that_answers_nothing() {
        Reply dead = Reply.of(200, vision).endingAfter(0, Ending.CLOSE);
        onDownload(dead, dead, dead, dead, dead, dead);

        assertThat(failure()).contains("could not be fetched from [" + fixture.hub.endpoint() + "]");
        assertThat(fixture.downloads(VISION)).hasSize(4);
    }

    @Test
    void should_say_what_to_check_if_there_is_no_connection() {
        fixture.hub.close();

        assertThat(failure())
                .contains(
                        "[config.json] of [Xenova/tiny] could not be fetched from [" + fixture.hub.endpoint() + "]: ",
                        "check the network, HTTPS_PROXY and HF_ENDPOINT",
                        "clipunit.model=pictogram");
        assertThat(fixture.waits).hasSize(2);
    }

    @Test
    void should_keep_what_came_before_the_failure_for_the_next_run() {
        onDownload(
                Reply.of(200, vision).endingAfter(100_000, Ending.CLOSE),
                Reply.of(404, "gone").with("X-Error-Code", "EntryNotFound"));
        failure();
        assertThat(fixture.incomplete(VISION)).hasSize(100_000);

        assertFetched();
        assertThat(fixture.downloads(VISION).get(2).header("Range")).isEqualTo("bytes=100000-");
    }
}
