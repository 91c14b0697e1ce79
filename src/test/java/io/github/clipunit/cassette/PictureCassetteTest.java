package io.github.clipunit.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureCassetteTest {

    private static final String FOLDER =
            "src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/cassettes/";
    private static final String KEPT =
            "target/clipunit/generated/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paintsTheFox";

    @TempDir
    Path base;

    /** A generator that never makes the same picture twice. */
    private final AtomicInteger calls = new AtomicInteger();

    private GoldenDesk desk() {
        return new GoldenDesk(base);
    }

    private byte[] generate() {
        return png(calls.incrementAndGet());
    }

    private static byte[] png(int seed) {
        return GeneratedPicture.png(GoldenDesk.image(seed, 8, 6).toBufferedImage());
    }

    private byte[] play(GoldenDesk desk) throws IOException {
        return Files.readAllBytes(desk.cassette("fox").play(this::generate));
    }

    @Test
    void should_call_the_generator_once_and_replay_afterwards() throws IOException {
        assertThat(play(desk())).isEqualTo(png(1));
        assertThat(play(desk())).isEqualTo(png(1));
        assertThat(play(desk().onCi())).isEqualTo(png(1));
        assertThat(calls).hasValue(1);
        assertThat(desk().golden("cassettes/fox.png")).hasBinaryContent(png(1));
    }

    @Test
    void should_record_anew_in_record_mode() throws IOException {
        play(desk());

        assertThat(play(desk().with("clipunit.cassette.mode", "record"))).isEqualTo(png(2));
        assertThat(play(desk())).isEqualTo(png(2));
    }

    @Test
    void should_refuse_to_record_on_ci() {
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk().onCi()))
                .withMessage(
                        "cassette [" + FOLDER + "fox] is missing, and it is not recorded where CI = [true], because"
                                + " nobody reviews what a build server records: run the test on your machine and"
                                + " commit the file, or set clipunit.cassette.mode = live to call the generator");
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk().onCi().with("clipunit.cassette.mode", "record")))
                .withMessageStartingWith("clipunit.cassette.mode = [record] is refused where CI = [true], because");
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"png", "jpg", "gif", "bmp", "tif"})
    void should_keep_bytes_as_they_are_in_a_file_of_their_format(String extension) throws IOException {
        byte[] bytes = encoded(extension);

        assertThat(desk().cassette("fox").play(() -> bytes))
                .isEqualTo(desk().golden("cassettes/fox." + extension))
                .hasBinaryContent(bytes);
    }

    private static byte[] encoded(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(GoldenDesk.image(1, 8, 6).toBufferedImage(), format, bytes);
        return bytes.toByteArray();
    }

    @Test
    void should_replace_a_recording_of_another_format() throws IOException {
        play(desk());
        byte[] jpeg = encoded("jpg");

        desk().with("clipunit.cassette.mode", "record").cassette("fox").play(() -> jpeg);

        assertThat(desk().golden("cassettes/fox.png")).doesNotExist();
        assertThat(desk().cassette("fox").play(this::generate)).hasBinaryContent(jpeg);
    }

    @Test
    void should_keep_a_cassette_for_each_invocation_of_a_test() throws IOException {
        assertThat(play(desk().as(FoxTest.class, "paints", "[1] fox"))).isEqualTo(png(1));
        assertThat(play(desk().as(FoxTest.class, "paints", "[2] owl"))).isEqualTo(png(2));
        assertThat(play(desk().as(FoxTest.class, "paints", "[1] fox"))).isEqualTo(png(1));
    }

    @Test
    void should_refuse_a_damaged_cassette() throws IOException {
        play(desk());
        Path cassette = desk().golden("cassettes/fox.png");

        Files.write(cassette, new byte[0]);
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk()))
                .withMessage("cassette [" + FOLDER
                        + "fox.png] is empty: restore it from version control, or delete it and" + " record it again");
        Files.writeString(cassette, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk()))
                .withMessage("cassette [" + FOLDER + "fox.png] is a Git LFS pointer: run git lfs pull");
        Files.copy(cassette, cassette.resolveSibling("fox.bin"));
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk()))
                .withMessageStartingWith("cassette [" + FOLDER + "fox] exists twice, as [");
    }

    @Test
    void should_record_nothing_if_the_generator_fails_or_gives_nothing() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> desk().cassette("fox").play(() -> {
                    throw new IOException("quota exceeded");
                }))
                .withMessage("quota exceeded");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk().cassette("fox").play(() -> new byte[0]))
                .withMessage("the generator of cassette [" + FOLDER
                        + "fox] gave no picture: if that is how it refuses, use GeneratorCalls.refusedIfEmpty()");
        assertThat(base.resolve("src")).doesNotExist();
    }

    /** What storage answers for an address that has expired would be replayed for ever. */
    @Test
    void should_never_record_what_is_no_picture_but_keep_it() {
        byte[] answer =
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
                        .getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk().cassette("fox").play(() -> answer))
                .withMessage("what the generator of cassette [" + FOLDER
                        + "fox] gave is not a picture, so nothing is recorded: picture [byte[99]] cannot be read; its"
                        + " first bytes say: XML (99 bytes); it says [AccessDenied: Request has expired]; an answer,"
                        + " perhaps an error, was saved instead of the picture; if it came from an address, that may"
                        + " have expired\npictures generated so far are kept: 1 in [" + KEPT + "]");
        assertThat(base.resolve(KEPT).resolve("fox.bin")).hasBinaryContent(answer);
        assertThat(base.resolve("src")).doesNotExist();
    }

    @Test
    void should_call_the_generator_once_however_many_threads_ask() throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<byte[]>> pictures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                pictures.add(pool.submit(() -> {
                    start.await();
                    return play(desk());
                }));
            }
            for (Future<byte[]> picture : pictures) {
                assertThat(picture.get(60, TimeUnit.SECONDS)).isEqualTo(png(1));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(calls).hasValue(1);
    }

    private Playback playback(String name) {
        return new Playback(desk().cassette(name));
    }

    @Test
    void should_give_the_same_picture_of_every_kind_when_recorded_and_when_replayed() throws IOException {
        Path file = Files.write(base.resolve("made.jpg"), encoded("jpg"));
        for (int run = 1; run <= 2; run++) {
            assertThat(playback("bytes").bytes(this::generate)).isEqualTo(png(1));
            assertThat(ClipImage.of(playback("image").bufferedImage(this::draw)))
                    .isEqualTo(GoldenDesk.image(2, 8, 6));
            assertThat(playback("clip").clipImage(() -> GoldenDesk.image(calls.incrementAndGet(), 8, 6)))
                    .isEqualTo(GoldenDesk.image(3, 8, 6));
            assertThat(playback("path").path(() -> file))
                    .isEqualTo(desk().golden("cassettes/path.jpg"))
                    .hasBinaryContent(Files.readAllBytes(file));
        }
        assertThat(calls).hasValue(3);
    }

    /** As a test writes it: the lambda's result says which kind of picture is meant. */
    @Test
    void should_replay_in_a_running_test() throws IOException {
        for (String name : List.of("bytes", "image", "clip", "path")) {
            playback(name).bytes(() -> png(7));
        }
        try (TestScope scope = scope("replay", base.resolve("src/test/resources/golden"))) {
            byte[] bytes = PictureCassette.record("bytes", () -> generate());
            assertThat(bytes).isEqualTo(png(7));
            BufferedImage image = PictureCassette.record("image", () -> draw());
            assertThat(ClipImage.of(image)).isEqualTo(GoldenDesk.image(7, 8, 6));
            ClipImage clip = PictureCassette.record("clip", () -> GoldenDesk.image(1, 8, 6));
            assertThat(clip).isEqualTo(GoldenDesk.image(7, 8, 6));
            Path path = PictureCassette.record("path", () -> base);
            assertThat(path).isEqualTo(desk().golden("cassettes/path.png"));
            assertThat(scope.settings().get(PictureCassette.MODE)).isEqualTo(CassetteMode.REPLAY);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void should_leave_cassettes_alone_when_live() throws IOException {
        Path file = Files.write(base.resolve("made.bin"), new byte[] {1});
        try (TestScope scope = scope("live", base.resolve("goldens"))) {
            assertThat(PictureCassette.record("bytes", this::generate)).isEqualTo(png(1));
            assertThat(PictureCassette.record("bytes", this::generate)).isEqualTo(png(2));
            BufferedImage image = draw();
            assertThat(PictureCassette.record("image", () -> image)).isSameAs(image);
            ClipImage clip = GoldenDesk.image(1, 8, 6);
            assertThat(PictureCassette.record("clip", () -> clip)).isSameAs(clip);
            assertThat(PictureCassette.record("path", () -> file)).isEqualTo(file);
            assertThat(scope.identity().testClass()).isEqualTo(FoxTest.class);
        }
        assertThat(base.resolve("goldens")).doesNotExist();
    }

    /** What a generator painted on a server is what the golden beside it was made of. */
    @Test
    void should_propose_the_live_pictures_of_a_test_whose_golden_is_proposed() throws IOException {
        Files.createDirectories(base.resolve(".git"));
        Path file = Files.write(base.resolve("made.bin"), new byte[] {1});
        Project project = new Project(base);
        GoldenDesk desk = desk().with("clipunit.cassette.mode", "live").onCi();
        ClipImage clip = GoldenDesk.image(9, 8, 6);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk.within(scope -> {
                    new Playback(Cassette.of(scope, "bytes", Map.of("CI", "true"), project)).bytes(() -> png(3));
                    new Playback(Cassette.of(scope, "clip", Map.of("CI", "true"), project)).clipImage(() -> clip);
                    new Playback(Cassette.of(scope, "path", Map.of("CI", "true"), project)).path(() -> file);
                    new Playback(Cassette.of(scope, "nothing", Map.of("CI", "true"), project))
                            .path(() -> base.resolve("gone"));
                    return desk.goldens(scope).next().compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3));
                }));

        Path proposed = base.resolve("target/clipunit/proposals").resolve(FOLDER);
        assertThat(proposed.resolve("bytes.png")).hasBinaryContent(png(3));
        assertThat(ClipImage.of(proposed.resolve("clip.png"))).isEqualTo(clip);
        assertThat(proposed.resolve("path.bin")).hasBinaryContent(new byte[] {1});
        assertThat(proposed.toFile().list()).hasSize(3);
        assertThat(proposed.resolveSibling("paintsTheFox.json")).exists();
    }

    @Test
    void should_play_the_one_cassette_of_a_class_that_is_gone() throws IOException {
        Path goldens = base.resolve("src/test/resources/golden");
        play(desk());
        Path own = desk().golden("cassettes/fox.png");
        Path former = goldens.resolve("com.acme.Gone/cassettes/fox.png");
        Files.createDirectories(goldens.resolve("com.acme.Gone/cassettes"));
        Files.move(own, former);

        assertThat(play(desk().onCi())).isEqualTo(png(1));
        assertThat(own).doesNotExist();

        Path another = goldens.resolve("com.acme.GoneToo/cassettes/fox.png");
        Files.createDirectories(goldens.resolve("com.acme.GoneToo/cassettes"));
        Files.copy(former, another);
        assertThatExceptionOfType(GoldenException.class).isThrownBy(() -> play(desk().onCi()));
        assertThat(calls).hasValue(1);
    }

    private BufferedImage draw() {
        return GoldenDesk.image(calls.incrementAndGet(), 8, 6).toBufferedImage();
    }

    private static TestScope scope(String mode, Path goldens) {
        return TestScope.open(
                GoldenDesk.NO_SCORER,
                Settings.of(Map.of("clipunit.cassette.mode", mode, "clipunit.golden.dir", goldens.toString())),
                GoldenDesk.test(FoxTest.class, "paintsTheFox", null),
                check -> {});
    }

    @Test
    void should_say_which_cassette_holds_no_picture() throws IOException {
        Path file = desk().golden("cassettes/fox.bin");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no picture");

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> playback("fox").bufferedImage(this::draw))
                .withMessageContaining("fox.bin] does not contain a readable picture");
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> playback("fox").clipImage(() -> GoldenDesk.image(1, 8, 6)))
                .withMessageContaining("fox.bin");
    }

    @Test
    void should_say_so_if_no_test_is_running() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PictureCassette.record("fox", this::generate))
                .withMessage(
                        "goldens and cassettes belong to a test, but this code runs outside one: put @ClipTest on the"
                                + " test class or method; on a thread that a test started, pass the test method's ClipScorer"
                                + " parameter with assertThat(image).scoredBy(scorer), and open cassettes before the thread"
                                + " starts");
    }
}
