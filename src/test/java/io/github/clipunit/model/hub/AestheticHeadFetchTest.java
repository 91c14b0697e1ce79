package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.head.TestHeads;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.model.Catalog;
import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;
import io.github.clipunit.model.hub.FakeHub.Ending;
import io.github.clipunit.model.hub.FakeHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads from a server that plays GitHub's. */
class AestheticHeadFetchTest {

    private static final String REPOSITORY = "github.com/LAION-AI/aesthetic-predictor";
    private static final String FILE = "tiny.safetensors";
    private static final String PATH = "/LAION-AI/aesthetic-predictor/" + FakeHub.COMMIT + "/" + FILE;

    private StoreFixture fixture;
    private FakeHub github;
    private byte[] content = {};

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        fixture = new StoreFixture(folder);
        github = new FakeHub();
        content = Files.readAllBytes(TestHeads.write(folder.resolve("made.safetensors"), 3, 4));
        github.plain(PATH, content);
    }

    @AfterEach
    void stop() {
        fixture.close();
        github.close();
    }

    private CatalogModel head(boolean isPinned) {
        Pin pin = isPinned ? new Pin((long) content.length, Sha256.hex(content)) : Pin.NONE;
        return new CatalogModel(
                ID,
                List.of(),
                REPOSITORY,
                FakeHub.COMMIT,
                CatalogModel.Graph.HEAD,
                0,
                0,
                null,
                null,
                "MIT",
                null,
                "https://example.org/licence",
                github.endpoint() + PATH,
                "",
                Map.of(),
                "",
                Map.of(FILE, pin));
    }

    private ModelStore store() {
        return fixture.store(new Catalog(List.of(), List.of()));
    }

    private AestheticHead fetch(boolean isPinned) {
        return store().fetch(head(isPinned), file -> AestheticHead.of(file, ID));
    }

    private String failure(boolean isPinned) {
        try {
            throw new AssertionError("there is a head: " + fetch(isPinned));
        } catch (ModelUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String waysOut() {
        return ". Ways to get one: run clipunit models fetch openai/tiny --aesthetic-head where there is a"
                + " network, and keep the cache [" + fixture.settings.get("clipunit.cache.dir") + "]; or take ["
                + github.endpoint() + PATH
                + "] by other means, and set clipunit.aesthetic.head to its path and clipunit.aesthetic.head.model=openai/tiny";
    }

    private Path cached() {
        return fixture.cache
                .resolve("models--github.com--LAION-AI--aesthetic-predictor/snapshots")
                .resolve(FakeHub.COMMIT)
                .resolve(FILE);
    }

    private Path lockFile() {
        return fixture.folder.resolve("clipunit-models.lock");
    }

    @Test
    void should_fetch_a_head_once_and_send_no_token() {
        fixture.environment.put("HF_TOKEN", "hf_secret");

        assertThat(fetch(true).scores(List.of(Embedding.of(3, 4)))[0]).isCloseTo(5, within(1e-6));
        assertThat(fetch(true)).hasToString(fetch(true).toString());

        assertThat(github.requests()).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.path()).isEqualTo("GET " + PATH);
            assertThat(request.header("Authorization")).isNull();
        });
        assertThat(fixture.hub.requests()).isEmpty();
        assertThat(cached()).hasBinaryContent(content);
        assertThat(lockFile()).doesNotExist();
    }

    @Test
    void should_pin_at_the_first_download_what_the_catalog_does_not_pin() throws IOException {
        fetch(false);

        assertThat(new ModelLock(lockFile()).find(REPOSITORY).flatMap(entry -> entry.pin(FILE)))
                .contains(new Pin((long) content.length, Sha256.hex(content)));

        // elsewhere, with the lock file that was committed
        byte[] other = Files.readAllBytes(TestHeads.write(fixture.folder.resolve("other.safetensors"), 4, 3));
        github.plain(PATH, other);
        fixture.settings.put(
                "clipunit.cache.dir", fixture.folder.resolve("elsewhere").toString());
        assertThat(failure(false))
                .isEqualTo("[tiny.safetensors] of [" + REPOSITORY + "] at revision " + FakeHub.COMMIT
                        + " arrived twice with the wrong content: expected " + content.length + " bytes, SHA-256 "
                        + Sha256.hex(content) + ", got " + other.length + " bytes, SHA-256 " + Sha256.hex(other)
                        + ". It was discarded. A proxy or mirror on the way alters files" + waysOut());
    }

    @Test
    void should_not_pin_what_is_no_head() {
        content = StoreFixture.text("<html>blocked by your administrator</html>");
        github.plain(PATH, content);

        assertThat(failure(false))
                .isEqualTo("aesthetic head [" + cached()
                        + "] cannot be used: its header has 7809873339227596860 bytes, at most" + " 1048576 are read");
        assertThat(lockFile()).doesNotExist();
    }

    @Test
    void should_say_that_it_is_not_there() {
        github.script("GET", FILE, Reply.of(404, "404: Not Found"));

        assertThat(failure(true))
                .isEqualTo("[tiny.safetensors] of [" + REPOSITORY + "] at revision " + FakeHub.COMMIT
                        + " was not found (HTTP 404 from [" + github.endpoint() + PATH
                        + "]): the repository, the revision or the file is missing" + waysOut());
    }

    @Test
    void should_say_that_it_is_refused() {
        github.script("GET", FILE, Reply.of(403, "Forbidden"));

        assertThat(failure(true))
                .isEqualTo("[" + github.endpoint() + PATH + "] does not serve [tiny.safetensors] of [" + REPOSITORY
                        + "] (HTTP 403 from [" + github.endpoint() + PATH + "])" + waysOut());
    }

    @Test
    void should_say_that_too_much_is_asked_for() {
        Reply busy = Reply.of(429, "Too Many Requests");
        github.script("GET", FILE, busy, busy, busy, busy);

        assertThat(failure(true))
                .isEqualTo("[tiny.safetensors] of [" + REPOSITORY + "] could not be fetched from [" + github.endpoint()
                        + PATH + "], which answers HTTP 429, after 4 attempts" + waysOut());
    }

    @Test
    void should_say_that_nobody_answers() {
        github.close();

        assertThat(failure(true))
                .isEqualTo("[tiny.safetensors] of [" + REPOSITORY + "] could not be fetched from [" + github.endpoint()
                        + PATH + "]: ClosedChannelException" + waysOut());
    }

    @Test
    void should_refuse_wrong_content_of_the_right_length() {
        byte[] wrong = content.clone();
        wrong[wrong.length - 1] ^= 1;
        github.plain(PATH, wrong);
        CatalogModel pinned = head(true);

        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> store().fetch(pinned, file -> file))
                .withMessageStartingWith("[tiny.safetensors] of [" + REPOSITORY + "] at revision " + FakeHub.COMMIT
                        + " arrived twice with the wrong content: expected ");
        assertThat(github.requests()).hasSize(2);
        assertThat(cached()).doesNotExist();
    }

    @Test
    void should_go_on_where_a_broken_answer_left_off() {
        github.script("GET", FILE, Reply.of(200, content).endingAfter(40, Ending.CLOSE));

        assertThat(fetch(true).dimension()).isEqualTo(2);
        assertThat(github.requests())
                .extracting(request -> request.header("Range"))
                .containsExactly(null, "bytes=40-");
    }

    @Test
    void should_ask_nobody_if_offline() {
        fixture.settings.put("clipunit.offline", "true");

        assertThat(failure(true))
                .isEqualTo("model [aesthetic head of openai/tiny] cannot be used: the cache [" + fixture.cache
                        + "] lacks [tiny.safetensors] of [" + REPOSITORY
                        + "], and downloads are off (clipunit.offline=true)" + waysOut());
        assertThat(github.requests()).isEmpty();

        fixture.settings.put("clipunit.offline", "false");
        fetch(true);
        fixture.settings.put("clipunit.offline", "true");
        assertThat(fetch(true).dimension()).isEqualTo(2);
    }

    @Test
    void should_set_a_damaged_file_aside_and_fetch_it_again() throws IOException {
        fetch(true);
        Files.write(cached().toRealPath(), new byte[] {1, 2, 3});

        assertThat(fetch(true).dimension()).isEqualTo(2);
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void should_download_once_if_eight_threads_start_cold() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> fetch = () -> fetch(false).toString();
            for (Future<String> found : threads.invokeAll(Collections.nCopies(8, fetch))) {
                assertThat(found.get()).startsWith("tiny.safetensors (linear, ");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void should_know_laions_three_heads() {
        Catalog catalog = Catalog.load();

        assertThat(catalog.heads()).hasSize(3).allSatisfy(head -> {
            assertThat(catalog.find(head.id())).isPresent();
            assertThat(head.license()).isEqualTo("MIT");
            assertThat(head.source())
                    .isEqualTo("https://raw.githubusercontent.com/LAION-AI/aesthetic-predictor/" + head.revision() + "/"
                            + head.files().keySet().iterator().next());
        });
        assertThat(catalog.heads().get(0).files())
                .containsExactly(entry(
                        "sa_0_4_vit_b_32_linear.pth",
                        new Pin(3047L, "c7b14cead230694acc7b9447974d3cad78003c72da032e402a303b6c2429e85f")));
    }
}
