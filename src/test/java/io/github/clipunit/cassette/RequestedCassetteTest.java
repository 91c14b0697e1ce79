package io.github.clipunit.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clipunit.cassette.PictureCassette.PicturesGenerator;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.GeneratorRefusedException;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.ClassRecord;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestedCassetteTest {

    private static final String FOLDER =
            "src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/cassettes/";
    private static final String KEPT =
            "target/clipunit/generated/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paintsTheFox";
    private static final String HOW = """

            %sTo record the current request, run one of these on your machine, review the diff and commit it:
              Maven:  mvn test '-Dtest=io.github.clipunit.golden.verdict.GoldenDesk$FoxTest#paintsTheFox' -Dclipunit.cassette.mode=record
                      on Windows: mvn test "-Dtest=io.github.clipunit.golden.verdict.GoldenDesk?FoxTest#paintsTheFox" "-Dclipunit.cassette.mode=record"
              Gradle: CLIPUNIT_CASSETTE_MODE=record ./gradlew test --tests 'io.github.clipunit.golden.verdict.GoldenDesk$FoxTest.paintsTheFox' --rerun
                      on Windows: cmd /c "set CLIPUNIT_CASSETTE_MODE=record&& gradlew test --tests io.github.clipunit.golden.verdict.GoldenDesk*FoxTest.paintsTheFox --rerun\"""";

    private static final String ANEW = HOW.formatted("");
    private static final String ANEW_OR_ELSE =
            HOW.formatted("If another test of the class makes that request, give this test's cassette another name. ");

    private static final PictureRequest FOX =
            PictureRequest.of("a red fox").withModel("gpt-image-1").withNumber(2);

    @TempDir
    Path base;

    /** A generator that never makes the same picture twice. */
    private final AtomicInteger made = new AtomicInteger();

    private final AtomicInteger calls = new AtomicInteger();

    private GoldenDesk desk() {
        return new GoldenDesk(base);
    }

    private GeneratedPicture picture() {
        int number = made.incrementAndGet();
        return GeneratedPicture.of(png(number))
                .withSeed(number)
                .withRevisedPrompt("a red fox, number " + number)
                .withCost(0.04, "usd");
    }

    private static byte[] png(int seed) {
        return GeneratedPicture.png(GoldenDesk.image(seed, 8, 6).toBufferedImage());
    }

    private List<GeneratedPicture> two() {
        calls.incrementAndGet();
        return List.of(picture(), picture());
    }

    private <X extends Exception> List<GeneratedPicture> play(
            GoldenDesk desk, PictureRequest request, PicturesGenerator<X> generator) {
        return play(desk, request, false, GeneratorCalls.once(), generator);
    }

    private <X extends Exception> List<GeneratedPicture> play(
            GoldenDesk desk,
            PictureRequest request,
            boolean isSingle,
            GeneratorCalls how,
            PicturesGenerator<X> generator) {
        return desk.withCassette("fox", cassette -> {
            try {
                return new RequestedCassette(cassette, request, isSingle, how).play(generator);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<ClipImage> images(List<GeneratedPicture> pictures) {
        return pictures.stream().map(GeneratedPicture::image).toList();
    }

    private static List<ClipImage> images(int... seeds) {
        return IntStream.of(seeds)
                .mapToObj(seed -> GoldenDesk.image(seed, 8, 6))
                .toList();
    }

    private List<String> files(String folder) throws IOException {
        Path whole = base.resolve(folder);
        if (!Files.isDirectory(whole)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(whole)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void should_keep_the_request_and_the_facts_beside_the_pictures_and_replay_all_of_it() throws IOException {
        List<GeneratedPicture> recorded = play(desk(), FOX, this::two);
        List<GeneratedPicture> replayed = play(desk().onCi(), FOX, this::two);

        assertThat(images(recorded)).isEqualTo(images(1, 2));
        assertThat(images(replayed)).isEqualTo(images(1, 2));
        assertThat(replayed.get(1).facts())
                .isEqualTo(recorded.get(1).facts())
                .isEqualTo(Map.of("seed", "2", "revised prompt", "a red fox, number 2", "cost", "0.04 usd"));
        assertThat(replayed.get(1).image().facts()).isEqualTo(replayed.get(1).facts());
        assertThat(calls).hasValue(1);
        assertThat(files(FOLDER)).containsExactly("fox.1.png", "fox.2.png", "fox.json");
        assertThat(files(KEPT)).isEmpty();
        assertThat(desk().golden("cassettes/fox.json")).hasContent("""
                        {
                          "format": 1,
                          "request": {
                            "prompt": "a red fox",
                            "model": "gpt-image-1",
                            "number": "2"
                          },
                          "pictures": [
                            {
                              "file": "fox.1.png",
                              "sha256": "%s",
                              "facts": {
                                "cost": "0.04 usd",
                                "revised prompt": "a red fox, number 1",
                                "seed": "1"
                              }
                            },
                            {
                              "file": "fox.2.png",
                              "sha256": "%s",
                              "facts": {
                                "cost": "0.04 usd",
                                "revised prompt": "a red fox, number 2",
                                "seed": "2"
                              }
                            }
                          ]
                        }
                        """.formatted(sha256(png(1)), sha256(png(2))));
    }

    private static String sha256(byte[] bytes) {
        return com.google.common.hash.Hashing.sha256().hashBytes(bytes).toString();
    }

    @Test
    void should_name_the_file_of_a_single_picture_after_the_cassette() throws IOException {
        PictureRequest one = PictureRequest.of("a red fox").withSeed(7);
        for (int run = 1; run <= 2; run++) {
            assertThat(images(play(desk(), one, true, GeneratorCalls.once(), () -> List.of(picture()))))
                    .isEqualTo(images(1));
        }
        assertThat(files(FOLDER)).containsExactly("fox.json", "fox.png");
    }

    @Test
    void should_refuse_a_recording_of_another_request() {
        play(desk(), FOX, this::two);

        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> play(
                        desk(), PictureRequest.of("a black\ncat").withNumber(2).with("size", "512x512"), this::two))
                .withMessage("cassette [" + FOLDER + "fox] was recorded for another request"
                        + "\n  model: \"gpt-image-1\", now not set"
                        + "\n  prompt: \"a red fox\", now \"a black\\ncat\""
                        + "\n  size: not set, now \"512x512\"" + ANEW_OR_ELSE);
        assertThat(calls).hasValue(1);
        assertThat(images(play(
                        desk(), PictureRequest.of("a red fox").withNumber(2).withModel("gpt-image-1"), this::two)))
                .isEqualTo(images(1, 2));
    }

    @Test
    void should_record_another_request_anew_where_asked_to() throws IOException {
        play(desk(), PictureRequest.of("three foxes").withNumber(3), () -> List.of(picture(), picture(), picture()));

        play(desk().with("clipunit.cassette.mode", "record"), FOX, this::two);

        assertThat(files(FOLDER)).containsExactly("fox.1.png", "fox.2.png", "fox.json");
        assertThat(images(play(desk(), FOX, this::two))).isEqualTo(images(4, 5));
    }

    @Test
    void should_refuse_a_recording_without_a_request() throws IOException {
        desk().cassette("fox").play(() -> png(1));

        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> play(desk(), FOX, this::two))
                .withMessage("cassette [" + FOLDER + "fox] was recorded without its request, so its content is unknown"
                        + ANEW_OR_ELSE);
    }

    @Test
    void should_keep_no_secret() throws IOException {
        PictureRequest request = PictureRequest.of("a red fox")
                .with("api_key", "abc")
                .with("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz")
                .with("reference", "https://me:pass@store.example/fox.png?X-Amz-Signature=deadbeef#x")
                .with("note", "called with sk-proj-abcdefghijklmnop");
        for (int run = 1; run <= 2; run++) {
            play(desk(), request, () -> List.of(picture().with("url", "https://store.example/a.png?sig=deadbeef")));
        }

        assertThat(desk().golden("cassettes/fox.json"))
                .content()
                .contains(
                        "\"api_key\": \"***\"",
                        "\"Authorization\": \"***\"",
                        "\"reference\": \"https://store.example/fox.png?***\"",
                        "\"note\": \"called with ***\"",
                        "\"url\": \"https://store.example/a.png?***\"")
                .doesNotContain("deadbeef", "pass@", "abcdefgh", "\"abc\"");
    }

    @Test
    void should_keep_what_came_of_too_few_pictures() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> play(desk().failing(), FOX, () -> Arrays.asList(picture(), null)))
                .withMessage("the generator of cassette [" + FOLDER
                        + "fox] gave 1 of 2 pictures: if that is how it refuses, use GeneratorCalls.refusedIfEmpty()"
                        + "\npictures generated so far are kept: 1 in [" + KEPT + "]");
        assertThat(files(KEPT)).containsExactly("fox-1.png");
        assertThat(base.resolve("src")).doesNotExist();
        assertThatExceptionOfType(GeneratorRefusedException.class)
                .isThrownBy(() ->
                        play(desk().failing(), FOX, false, GeneratorCalls.once().refusedIfEmpty(), List::of))
                .withMessage("the generator of cassette [" + FOLDER
                        + "fox] gave no picture\na refusal says nothing about picture quality: change the"
                        + " prompt, or ask the operator of its content filter");
    }

    @Test
    void should_refuse_copies_of_one_picture() throws IOException {
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(
                        desk().failing(),
                        FOX,
                        () -> List.of(GeneratedPicture.of(png(1)), GeneratedPicture.of(GoldenDesk.image(1, 8, 6)))))
                .withMessage("the generator of cassette [" + FOLDER
                        + "fox] gave the same picture as number 1 and number 2, so nothing is recorded: ask for"
                        + " fewer, or pass it a seed"
                        + "\npictures generated so far are kept: 2 in [" + KEPT + "]");
        assertThat(files(KEPT)).containsExactly("fox.1.png", "fox.2.png");
    }

    @Test
    void should_record_nothing_if_one_is_no_picture_and_keep_the_others() throws IOException {
        byte[] answer = "{\"error\": {\"message\": \"rate limited\"}}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk().failing(), FOX, () -> List.of(picture(), GeneratedPicture.of(answer))))
                .withMessage("number 2 of the 2 that the generator of cassette [" + FOLDER
                        + "fox] gave is not a picture, so nothing is recorded: picture [byte[38]] cannot be read; its"
                        + " first bytes say: JSON (38 bytes); it says [rate limited]; an answer, perhaps an error,"
                        + " was saved instead of the picture; if it came from an address, that may have expired"
                        + "\npictures generated so far are kept: 2 in [" + KEPT + "]");
        assertThat(files(KEPT)).containsExactly("fox.1.png", "fox.2.bin");
        assertThat(base.resolve("src")).doesNotExist();
    }

    /** As a process leaves it that was killed between two files. */
    @Test
    void should_finish_a_recording_that_was_cut_off_without_paying_again() throws IOException {
        play(desk(), FOX, this::two);
        Path second = desk().golden("cassettes/fox.2.png");
        Path kept = base.resolve(KEPT).resolve("fox.2.png");
        Files.createDirectories(kept.getParent());
        Files.move(second, kept);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk().onCi(), FOX, this::two))
                .withMessage("cassette [" + FOLDER + "fox] lacks [" + FOLDER
                        + "fox.2.png], because its recording was interrupted or a file was deleted: restore it from"
                        + " version control, or run the test on your machine, which completes it");
        assertThat(images(play(desk(), FOX, this::two))).isEqualTo(images(1, 2));
        assertThat(second).hasBinaryContent(png(2));
        assertThat(calls).hasValue(1);

        Files.delete(second);
        assertThat(images(play(desk(), FOX, this::two))).isEqualTo(images(3, 4));
        assertThat(calls).hasValue(2);
    }

    @Test
    void should_refuse_a_picture_that_is_another_than_was_recorded_and_a_damaged_sheet() throws IOException {
        play(desk(), FOX, this::two);
        Files.write(desk().golden("cassettes/fox.2.png"), png(9));

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk(), FOX, this::two))
                .withMessage("cassette [" + FOLDER
                        + "fox.2.png] is not the picture that was recorded for its request: restore it from version control,"
                        + " or record it again" + ANEW);
        Files.writeString(desk().golden("cassettes/fox.json"), "{\"format\": 1, \"request\": {}}");
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk(), FOX, this::two))
                .withMessage("cassette [" + FOLDER
                        + "fox.json] cannot be read: field [pictures] is missing; restore it from version control, or record it"
                        + " again" + ANEW);
        assertThat(images(play(desk().with("clipunit.cassette.mode", "record"), FOX, this::two)))
                .isEqualTo(images(3, 4));
    }

    @Test
    void should_call_the_generator_once_however_many_threads_ask() throws Exception {
        int threads = 6;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<GeneratedPicture>>> played = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                played.add(pool.submit(() -> {
                    start.await();
                    return play(desk(), FOX, this::two);
                }));
            }
            for (Future<List<GeneratedPicture>> pictures : played) {
                assertThat(images(pictures.get(60, TimeUnit.SECONDS))).isEqualTo(images(1, 2));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(calls).hasValue(1);
    }

    /** A timeout interrupts a test whose generator then gives the pictures all the same. */
    @Test
    void should_record_what_was_paid_for_on_a_thread_that_is_interrupted() throws IOException {
        List<GeneratedPicture> recorded = play(desk(), FOX, () -> {
            List<GeneratedPicture> pictures = two();
            Thread.currentThread().interrupt();
            return pictures;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(images(recorded)).isEqualTo(images(1, 2));
        assertThat(files(FOLDER)).containsExactly("fox.1.png", "fox.2.png", "fox.json");
    }

    @Test
    void should_not_record_for_a_test_that_failed_before_but_keep_the_pictures() throws IOException {
        List<GeneratedPicture> played = desk().withCassette("fox", cassette -> {
            cassette.scope().noteFailure();
            return new RequestedCassette(cassette, FOX, false, GeneratorCalls.once()).play(this::two);
        });

        assertThat(images(played)).isEqualTo(images(1, 2));
        assertThat(base.resolve("src")).doesNotExist();
        assertThat(files(KEPT)).containsExactly("fox.1.png", "fox.2.png");
    }

    @Test
    void should_play_the_one_cassette_of_a_class_that_is_gone() throws IOException {
        play(desk(), FOX, this::two);
        Path goldens = base.resolve("src/test/resources/golden");
        Files.createDirectories(goldens.resolve("com.acme.Gone"));
        Files.move(desk().golden("cassettes"), goldens.resolve("com.acme.Gone/cassettes"));

        assertThat(images(play(desk().onCi(), FOX, this::two))).isEqualTo(images(1, 2));
        assertThat(calls).hasValue(1);
    }

    /** What a deleted class asked for is another class's request only by chance of name. */
    @Test
    void should_record_where_a_class_that_is_gone_left_a_cassette_of_another_request() throws IOException {
        play(desk(), FOX, this::two);
        Path goldens = base.resolve("src/test/resources/golden");
        Files.createDirectories(goldens.resolve("com.acme.Gone"));
        Files.move(desk().golden("cassettes"), goldens.resolve("com.acme.Gone/cassettes"));

        assertThat(images(play(desk(), PictureRequest.of("a cat").withNumber(2), this::two)))
                .isEqualTo(images(3, 4));
    }

    /** As a badly resolved merge leaves it. */
    @Test
    void should_refuse_a_sheet_that_lists_fewer_pictures_than_its_request_asks_for() throws IOException {
        play(desk(), FOX, this::two);
        Path sheet = desk().golden("cassettes/fox.json");
        Files.writeString(
                sheet, Files.readString(sheet).replaceFirst("(?s)\\{\\s*\"file\": \"fox.1.*?\\},\\s*(?=\\{)", ""));

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> play(desk().onCi(), FOX, this::two))
                .withMessage("cassette [" + FOLDER
                        + "fox.json] lists [1] pictures where its test asks for [2]: restore it from version control, or"
                        + " record it again" + ANEW);
    }

    @Test
    void should_refuse_one_picture_of_a_request_for_several_before_anything_is_paid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> play(desk(), FOX, true, GeneratorCalls.once(), this::two))
                .withMessage("cassette [" + FOLDER
                        + "fox] is for one picture, but its request asks for [2]: call PictureCassette.recordAll");
        assertThat(calls).hasValue(0);
    }

    @Test
    void should_leave_cassettes_alone_when_live_and_propose_the_pictures_with_their_request() throws IOException {
        Files.createDirectories(base.resolve(".git"));
        GoldenDesk desk = desk().with("clipunit.cassette.mode", "live").onCi();

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk.within((TestScope scope) -> {
                    new RequestedCassette(
                                    Cassette.of(scope, "fox", Map.of("CI", "true"), new Project(base)),
                                    FOX,
                                    false,
                                    GeneratorCalls.once())
                            .play(this::two);
                    return desk.goldens(scope).next().compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3));
                }));

        assertThat(base.resolve("src")).doesNotExist();
        assertThat(files("target/clipunit/proposals/" + FOLDER)).containsExactly("fox.1.png", "fox.2.png", "fox.json");
    }

    @Test
    void should_call_none_of_its_files_obsolete() {
        play(desk(), FOX, this::two);
        play(desk(), FOX, this::two);
        GoldenLedger ledger = new GoldenLedger(new Project(base));
        Path root = Path.of("src/test/resources/golden");
        String type = FoxTest.class.getName();
        ClassRecord ended = new ClassRecord(type, "", new TreeMap<>(Map.of("paintsTheFox", ClassRecord.ENDED)), null);

        ledger.end("", root, List.of(ended), Set.of());

        assertThat(ledger.unasked(root, Set.of(type), Set.of()).obsolete()).isEmpty();
    }

    @Test
    void should_read_back_what_a_hostile_request_says() {
        PictureRequest odd = PictureRequest.of("a \"fox\" \u202e\u0000 \ud83e\udd8a")
                .with("size", "")
                .with("a\nb", "\\u0041");
        for (int run = 1; run <= 2; run++) {
            play(desk(), odd, this::two);
        }
        assertThat(calls).hasValue(1);
    }
}
