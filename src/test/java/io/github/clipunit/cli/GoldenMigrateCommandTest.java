package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenMigrateCommandTest {

    private static final ClipScorer OLD = new HashScorer("old-clip", "1111");
    private static final ClipScorer NEW = new HashScorer("new-clip", "2222");
    private static final String OFF = "; that is more than 0.000100 off (--within): use the version of the model or of"
            + " clipunit, the precision or the device that it was recorded with";
    private static final String WAYS =
            "; name the recorded model with --from, or compare only the pictures' hashes with --hash-only";

    @TempDir
    private Path base;

    private KeptGoldens kept;
    private final List<String> opened = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        kept = KeptGoldens.in(base);
    }

    private ClipScorer open(Settings settings) {
        String name = settings.get(ModelNames.MODEL);
        opened.add(name + " " + settings.get(Precision.PRECISION));
        return switch (name) {
            case "old-clip", "renamed" -> OLD;
            case "new-clip" -> NEW;
            case "retrained" -> new HashScorer("old-clip", "3333");
            default -> throw new ModelUnavailableException("no model [" + name + "]");
        };
    }

    private Run migrate(String... options) {
        return kept.migrate(this::open, options);
    }

    private String shown(String name) {
        return kept.json(name).toString();
    }

    private static String score(ClipScorer scorer, ClipImage image, String prompt) {
        return SixDigits.text(scorer.score(image, prompt).cosine());
    }

    @Test
    void should_read_prompts_as_they_were_read_when_recorded() {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        String prompt = "a fox --ar 16:9";
        GoldenRecord.Entry left =
                GoldenRecord.Entry.of(prompt, "without parameters", List.of(KeptGoldens.scored(OLD, fox, "a fox")));
        kept.write("left", OLD, List.of(left), List.of(fox));
        kept.record("kept", OLD, prompt, fox);

        Run written = migrate("--to", "new-clip", "--write");

        assertThat(written.exitCode()).isZero();
        assertThat(kept.read("left").first().reading()).isEqualTo("without parameters");
        assertThat(kept.read("left").first().scores()).containsExactly(Double.parseDouble(score(NEW, fox, "a fox")));
        assertThat(kept.read("kept").first().reading()).isEmpty();
        assertThat(kept.read("kept").first().scores()).containsExactly(Double.parseDouble(score(NEW, fox, prompt)));
    }

    @Test
    void should_show_old_and_new_scores_and_write_nothing_unless_told_to() throws IOException {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        ClipImage vixen = kept.keep("vixen", KeptGoldens.picture(2));
        kept.record("paints", OLD, "a fox", fox);
        kept.record("several", OLD, "two \"foxes\"", fox, vixen);
        kept.recordLikeness("stays", OLD, vixen);
        String before = Files.readString(kept.json("paints"));
        String rows = "recorded       new    change  golden  prompt\n"
                + row(mean(OLD, "a fox", fox), mean(NEW, "a fox", fox), "paints", "\"a fox\"")
                + row(
                        mean(OLD, "two \"foxes\"", fox, vixen),
                        mean(NEW, "two \"foxes\"", fox, vixen),
                        "several",
                        "\"two \\\"foxes\\\"\" (mean of 2 pictures)")
                + "       -         -         -  com.acme.FoxTest/stays.json  (the picture alone)\n\n";

        Run dry = migrate("--to", "new-clip");

        assertThat(dry.err()).isEmpty();
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out())
                .startsWith(rows + "3 goldens: 3 can be migrated to [new-clip], 0 left; nothing was written: run this"
                        + " again with --write\nrecorded scores: mean ")
                .contains(", of 2 prompts\nnew scores:      mean ")
                .containsPattern("The new model's scores have another scale, so review thresholds and tolerances: the"
                        + " tolerance 0.01 on the old one corresponds to 0\\.\\d{4} on the new one, by the spreads\n$");
        assertThat(Files.readString(kept.json("paints"))).isEqualTo(before);
        assertThat(base.resolve("target/clipunit/goldens")).doesNotExist();

        Run written = migrate("--to", "new-clip", "--write");

        assertThat(written.exitCode()).isZero();
        assertThat(written.out())
                .startsWith(rows + "3 goldens: 3 migrated to [new-clip], 0 left\nrecorded scores: mean ");
        assertThat(kept.read("paints").model()).isEqualTo(GoldenRecord.Model.of(NEW.model()));
        assertThat(kept.read("paints").label()).isEqualTo("com.acme.FoxTest#paints");
        assertThat(Files.readString(kept.json("paints"))).contains("\"score\": " + score(NEW, fox, "a fox"));
        assertThat(kept.read("several").first().samples())
                .containsExactly(
                        new GoldenRecord.Sample(fox.sha256(), Double.valueOf(score(NEW, fox, "two \"foxes\""))),
                        new GoldenRecord.Sample(vixen.sha256(), Double.valueOf(score(NEW, vixen, "two \"foxes\""))));
        assertThat(kept.read("stays").first().samples()).containsExactly(new GoldenRecord.Sample(vixen.sha256(), null));
        assertThat(kept.read("stays").first().embedding().cosine(NEW.embed(vixen)))
                .isGreaterThan(0.99999);

        Run again = migrate("--to", "new-clip", "--write");

        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .isEqualTo("recorded       new    change  golden  prompt\n\n3 goldens: 0 migrated to [new-clip], 3"
                        + " left (3 of the new model already)\n");
    }

    @Test
    void should_leave_the_answers_of_judges_alone() throws IOException {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        new GoldenDesk(base).run(goldens -> goldens.next().compareAnswer("seer-1", "Is it a fox?", fox, 0.9, "asked"));
        Path answers = Files.createDirectories(kept.root().resolve("com.acme.FoxTest/answers"));
        Files.writeString(answers.resolve("is-it-a-fox.json"), "{}");

        Run run = migrate("--to", "new-clip", "--hash-only", "--write");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("holds an answer of the judge [seer-1], which no model scores\n")
                .endsWith("1 golden: 0 migrated to [new-clip], 1 left (1 of another model than asked for)\n");
    }

    private static double mean(ClipScorer scorer, String prompt, ClipImage... images) {
        return Stream.of(images)
                .mapToDouble(
                        image -> SixDigits.round(scorer.score(image, prompt).cosine()))
                .average()
                .orElseThrow();
    }

    private static String row(double recorded, double renewed, String name, String prompt) {
        return String.format(
                Locale.ROOT,
                "%8.4f  %8.4f  %+8.4f  com.acme.FoxTest/%s.json  %s\n",
                recorded,
                renewed,
                renewed - recorded,
                name,
                prompt);
    }

    @Test
    void should_let_the_tests_compare_with_the_new_model_and_see_a_worse_picture() {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        new GoldenDesk(base).run(goldens -> goldens.next().compare(OLD.model(), "a fox", scored(OLD, fox, 0)));
        assertThatThrownBy(() -> new GoldenDesk(base)
                        .run(goldens -> goldens.next().compare(NEW.model(), "a fox", scored(NEW, fox, 0))))
                .isInstanceOf(GoldenMismatchException.class);

        assertThat(migrate("--to", "new-clip", "--write").exitCode()).isZero();

        Check held =
                new GoldenDesk(base).run(goldens -> goldens.next().compare(NEW.model(), "a fox", scored(NEW, fox, 0)));
        assertThat(held.passed()).isTrue();
        Check worse = new GoldenDesk(base)
                .run(goldens -> goldens.next().compare(NEW.model(), "a fox", scored(NEW, fox, 0.011)));
        assertThat(worse.passed()).isFalse();
    }

    private static ScoredPicture scored(ClipScorer scorer, ClipImage image, double loss) {
        return new ScoredPicture(
                image, scorer.embed(image), scorer.score(image, "a fox").cosine() - loss);
    }

    /** Scores of PyTorch with the same weights: src/test/fixtures says how they were made. */
    @Test
    void should_write_the_scores_that_pytorch_gives_of_the_recorded_pictures() throws IOException {
        Path resources = Path.of("src/test/resources");
        Path tiny = resources.resolve("tiny-clip/split");
        JsonObject expected = JsonParser.parseString(Files.readString(resources.resolve("tiny-clip/expected.json")))
                .getAsJsonObject();
        List<String> prompts = texts(expected, "prompts", "text").subList(0, 8);
        List<ClipImage> images = new ArrayList<>();
        Files.createDirectories(kept.root().resolve("com.acme.FoxTest/cassettes"));
        for (String file : texts(expected, "pictures", "file")) {
            Path cassette = kept.root()
                    .resolve("com.acme.FoxTest/cassettes/" + Path.of(file).getFileName());
            Files.copy(resources.resolve(file), cassette);
            images.add(ClipImage.of(cassette));
        }
        Map<String, List<ClipImage>> suite = new LinkedHashMap<>();
        try (ClipScorer pictogram = Clipunit.scorer(Settings.of(Map.of("clipunit.model", "pictogram")))) {
            prompts.forEach(prompt -> suite.put(prompt, images));
            kept.record("suite", pictogram, suite);
            kept.recordLikeness("alone", pictogram, images.get(3));
        }
        byte[] thumbnail = Files.readAllBytes(kept.thumbnail("suite"));

        Run run = kept.migrate(Clipunit::scorer, "--to", tiny.toString(), "--write");

        assertThat(run.exitCode()).isZero();
        GoldenRecord golden = kept.read("suite");
        assertThat(golden.model().id()).isEqualTo(tiny.toString());
        assertThat(golden.model().files()).isEqualTo(ModelDirectory.of(tiny).hashes());
        assertThat(golden.entries()).hasSize(8);
        JsonArray cosines = expected.getAsJsonArray("cosines");
        double tolerance = expected.getAsJsonObject("tolerance").get("split").getAsDouble() + 5e-7;
        for (int prompt = 0; prompt < 8; prompt++) {
            GoldenRecord.Entry entry = golden.entries().get(prompt);
            assertThat(entry.prompt()).isEqualTo(prompts.get(prompt));
            for (int picture = 0; picture < images.size(); picture++) {
                assertThat(entry.samples().get(picture).picture())
                        .isEqualTo(images.get(picture).sha256());
                assertThat(entry.scores()[picture])
                        .isCloseTo(
                                cosines.get(picture)
                                        .getAsJsonArray()
                                        .get(prompt)
                                        .getAsDouble(),
                                within(tolerance));
            }
        }
        assertThat(kept.thumbnail("suite")).hasBinaryContent(thumbnail);
        JsonArray torch =
                expected.getAsJsonArray("pictures").get(3).getAsJsonObject().getAsJsonArray("embedding");
        float[] vector = new float[torch.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = torch.get(i).getAsFloat();
        }
        assertThat(kept.read("alone").first().embedding().cosine(Embedding.of(vector)))
                .isGreaterThan(0.99999);
    }

    private static List<String> texts(JsonObject json, String list, String member) {
        return json.getAsJsonArray(list).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(item -> item.get(member).getAsString())
                .toList();
    }

    /** Both models are real ones. */
    @Test
    void should_migrate_two_hundred_goldens_in_one_command() throws IOException {
        String tiny = Path.of("src/test/resources/tiny-clip/split").toString();
        try (ClipScorer pictogram = Clipunit.scorer(Settings.of(Map.of("clipunit.model", "pictogram")))) {
            List<ClipImage> images = IntStream.range(0, 200)
                    .mapToObj(i -> kept.keep(number(i), KeptGoldens.picture(i, 256, 256)))
                    .toList();
            List<Embedding> pictures = pictogram.embedImages(images);
            List<Embedding> prompts = pictogram.embedPrompts(
                    IntStream.range(0, 200).mapToObj(i -> "picture number " + i).toList());
            for (int i = 0; i < 200; i++) {
                double score = pictures.get(i).cosine(prompts.get(i));
                ScoredPicture picture = new ScoredPicture(images.get(i), pictures.get(i), score);
                kept.write(
                        number(i),
                        pictogram,
                        List.of(GoldenRecord.Entry.of("picture number " + i, List.of(picture))),
                        List.of(images.get(i)));
            }
        }

        Run run = kept.migrate(Clipunit::scorer, "--to", tiny, "--write");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("\n200 goldens: 200 migrated to [" + tiny + "], 0 left\n")
                .contains(", of 200 prompts\n");
        assertThat(run.out().lines().filter(line -> line.contains("picture number")))
                .hasSize(200);
        Path manifest = base.resolve("all.csv");
        StringBuilder lines = new StringBuilder("image,prompt\n");
        for (int i = 0; i < 200; i++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "src/test/resources/golden/com.acme.FoxTest/cassettes/paints_%03d.png,picture number %d%n",
                    i,
                    i));
        }
        Files.writeString(manifest, lines);
        Run scores = Run.of(
                Clipunit::scorer, "score", "--manifest", manifest.toString(), "--model", tiny, "--format", "jsonl");
        List<String> scored = scores.out().lines().toList();
        assertThat(scored).hasSize(200);
        for (int i = 0; i < 200; i++) {
            double score = JsonParser.parseString(scored.get(i))
                    .getAsJsonObject()
                    .get("score")
                    .getAsDouble();
            GoldenRecord golden = kept.read(number(i));
            assertThat(golden.first().scores()[0]).isCloseTo(score, within(1e-6));
        }
    }

    private static String number(int i) {
        return String.format(Locale.ROOT, "paints_%03d", i);
    }

    @Test
    void should_leave_what_it_cannot_vouch_for_and_say_why() throws IOException {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        kept.record("a_good", OLD, "a fox", fox);
        kept.record("b_gone", OLD, "a fox", KeptGoldens.picture(2));
        kept.record("c_off", OLD, "a fox", fox);
        String recorded = score(OLD, fox, "a fox");
        alter("c_off", recorded, "0.100000");
        kept.record("d_other", new HashScorer("nowhere", "4444"), "a fox", fox);
        kept.record("e_retrained", new HashScorer("old-clip", "5555"), "a fox", fox);
        kept.record("f_long", OLD, "a fox", fox);
        kept.record("g_done", NEW, "a fox", fox);
        Files.writeString(kept.json("h_torn"), "{\"format\": 1");
        Files.writeString(kept.json("i_newer"), "{\"format\": 2}");
        kept.recordLikeness("j_alike", OLD, fox);
        alterEmbedding("j_alike");
        Files.createDirectories(kept.root().resolve("com.acme.FoxTest/cassettes"));
        Files.writeString(
                kept.root().resolve("com.acme.FoxTest/cassettes/vixen.png"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
        Map<String, String> before = contents();

        Run run = migrate("--to", "new-clip", "--write");

        assertThat(run.out().substring(run.out().indexOf("\n\n") + 2).lines().limit(8))
                .containsExactly(
                        "golden [" + shown("b_gone") + "] was recorded of picture "
                                + KeptGoldens.picture(2).sha256().substring(0, 8)
                                + ", which is not among the 10 picture files here: pass their folder with --pictures,"
                                + " or run its test with the new model and accept the score of the current picture",
                        "golden [" + shown("c_off")
                                + "] was recorded with a score of 0.100000, but its old model gives "
                                + recorded + " here for picture " + fox.sha256().substring(0, 8)
                                + " and \"a fox\"" + OFF,
                        "golden [" + shown("d_other")
                                + "] was recorded with [nowhere], which is not available: no model" + " [nowhere]",
                        "  name the recorded model with --from, or compare only the pictures' hashes with --hash-only",
                        "golden [" + shown("e_retrained") + "] was recorded with another [old-clip] than the one here:"
                                + " files that differ: onnx/model.onnx" + WAYS,
                        "golden [" + shown("h_torn") + "] cannot be read: it is not JSON: it ends too early, in line 1;"
                                + " restore it from version control, or delete it and record it again",
                        "golden [" + shown("i_newer")
                                + "] has format [2], but this version of clipunit knows formats up"
                                + " to [1]: upgrade clipunit to the version that wrote it, or delete the golden and record it"
                                + " again",
                        "golden [" + shown("j_alike") + "] was recorded with another embedding than its old model gives"
                                + " here for picture " + fox.sha256().substring(0, 8) + ": their cosine is "
                                + SixDigits.text(
                                        kept.read("j_alike").first().embedding().cosine(OLD.embed(fox)))
                                + "" + OFF);
        assertThat(run.out())
                .contains("\n10 goldens: 2 migrated to [new-clip], 8 left (1 of the new model already, 1 without its"
                        + " picture, 2 without its old model, 2 whose old score is not reproduced, 2 that cannot be"
                        + " read)\n");
        assertThat(run.err())
                .isEqualTo("clipunit golden migrate: picture ["
                        + kept.root().resolve("com.acme.FoxTest/cassettes/vixen.png")
                        + "] cannot be read; its first bytes say: Git LFS pointer (65 bytes); it is not a"
                        + " picture; fetch the file itself: git lfs pull\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
        Map<String, String> after = contents();
        before.forEach((name, text) -> {
            if (!name.startsWith("a_") && !name.startsWith("f_")) {
                assertThat(after).containsEntry(name, text);
            }
        });
        assertThat(opened).containsExactly("new-clip FP32", "old-clip FP32", "nowhere FP32", "old-clip FP32");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(kept.json("a").getParent())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private void alter(String name, String good, String bad) throws IOException {
        String text = Files.readString(kept.json(name));
        assertThat(text).contains(good);
        Files.writeString(kept.json(name), text.replace(good, bad));
    }

    private void alterEmbedding(String name) throws IOException {
        String own = Files.readString(kept.json(name));
        kept.recordLikeness("zz", OLD, KeptGoldens.picture(7));
        String other = Files.readString(kept.json("zz"));
        Files.delete(kept.json("zz"));
        Files.delete(kept.thumbnail("zz"));
        Files.writeString(kept.json(name), own.replace(embedding(own), embedding(other)));
    }

    private static String embedding(String json) {
        return json.replaceFirst("(?s).*\"embedding\": \"([^\"]*)\".*", "$1");
    }

    @Test
    void should_leave_goldens_of_other_models_than_asked_for() {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        kept.record("paints", OLD, "a fox", fox);
        kept.record("stays", new HashScorer("third", "6666"), "a fox", fox);

        Run run = migrate("--to", "new-clip", "--from", "renamed", "--write");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("\n\ngolden [" + shown("stays") + "] is of the model [third], and not of [old-clip]:"
                        + " files that differ: onnx/model.onnx\n2 goldens: 1 migrated to [new-clip], 1 left (1 of another model than"
                        + " asked for)\n");
        assertThat(kept.read("stays").model().id()).isEqualTo("third");

        Run none = migrate("--to", "old-clip", "--from", "nowhere");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).isEqualTo("clipunit golden migrate: no model [nowhere]\n");
    }

    @Test
    void should_do_without_the_old_model_where_that_is_asked_for() {
        kept.record("paints", new HashScorer("nowhere", "4444"), "a fox", kept.keep("fox", KeptGoldens.picture(1)));
        kept.record("gone", new HashScorer("nowhere", "4444"), "a fox", KeptGoldens.picture(2));

        Run run = migrate("--to", "new-clip", "--hash-only", "--write");

        assertThat(opened).containsExactly("new-clip FP32");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(run.out())
                .contains("\n2 goldens: 1 migrated to [new-clip], 1 left (1 without its picture); the old model was not"
                        + " used: only the pictures' hashes were compared\n");
        assertThat(kept.read("paints").model().id()).isEqualTo("new-clip");
        assertThat(kept.read("gone").model().id()).isEqualTo("nowhere");
    }

    @Test
    void should_take_a_golden_that_is_off_by_no_more_than_allowed() throws IOException {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        kept.record("paints", OLD, "a fox", fox);
        double recorded = SixDigits.round(OLD.score(fox, "a fox").cosine());
        alter("paints", SixDigits.text(recorded), SixDigits.text(recorded - 0.000099));
        assertThat(migrate("--to", "new-clip").exitCode()).isZero();
        alter("paints", SixDigits.text(recorded - 0.000099), SixDigits.text(recorded - 0.0002));
        assertThat(migrate("--to", "new-clip").exitCode()).isEqualTo(ExitCode.NO);
        assertThat(migrate("--to", "new-clip", "--within", "0.001").exitCode()).isZero();
    }

    @Test
    void should_leave_what_the_new_model_cannot_score() {
        String prompt = "a very ".repeat(40) + "red fox";
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        kept.record("long", new HashScorer("old-clip", "1111", 8, 500), prompt, fox);
        kept.record("short", OLD, "a fox", fox);

        Run run = migrate("--to", "new-clip", "--write");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(run.out())
                .contains(
                        "\n\ngolden [" + shown("long") + "] cannot be scored with the new model: prompt is too long for"
                                + " [new-clip]\n2 goldens: 1 migrated to [new-clip], 1 left (1 that the new model cannot score)\n");
    }

    @Test
    void should_find_pictures_in_other_folders_and_small_ones_in_their_thumbnails() {
        kept.record("small", OLD, "a fox", KeptGoldens.picture(3, 64, 64));
        Path folder = base.resolve("accepted/2026");
        kept.record("elsewhere", OLD, "a fox", KeptGoldens.keep(folder, "fox", KeptGoldens.picture(4)));

        assertThat(migrate("--to", "new-clip").out())
                .contains("\n2 goldens: 1 can be migrated to [new-clip], 1 left (1 without its picture);");
        Run run = migrate(
                "--to", "new-clip", "--pictures", base.resolve("accepted").toString(), "--write");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\n2 goldens: 2 migrated to [new-clip], 0 left\n");
    }

    @Test
    void should_leave_line_ends_and_pointers_of_lfs_as_git_left_them() throws IOException {
        kept.record("paints", OLD, "a fox", kept.keep("fox", KeptGoldens.picture(1)));
        Files.writeString(
                kept.json("paints"), Files.readString(kept.json("paints")).replace("\n", "\r\n"));
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
        Files.writeString(kept.thumbnail("paints"), pointer);

        assertThat(migrate("--to", "new-clip", "--write").exitCode()).isZero();

        assertThat(Files.readString(kept.json("paints")))
                .contains("\"id\": \"new-clip\",\r\n")
                .doesNotContainPattern("[^\r]\n");
        assertThat(kept.thumbnail("paints")).hasContent(pointer);
    }

    @Test
    void should_not_write_over_what_another_process_wrote_in_the_meantime() {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        kept.record("paints", OLD, "a fox", fox);
        kept.record("stays", OLD, "a fox", fox);

        Run run = kept.migrate(
                settings -> {
                    kept.record("paints", OLD, "a vixen", fox);
                    return open(settings);
                },
                "--to",
                "new-clip",
                "--write");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(run.out())
                .contains("\n\ngolden [" + shown("paints")
                        + "] was written by another process meanwhile: run this again\n2 goldens: 1 migrated"
                        + " to [new-clip], 1 left (1 changed by another process)\n");
        assertThat(kept.read("paints").first().prompt()).isEqualTo("a vixen");
    }

    @Test
    void should_end_with_4_where_a_golden_cannot_be_written() throws IOException {
        kept.record("paints", OLD, "a fox", kept.keep("fox", KeptGoldens.picture(1)));
        try (Stream<Path> files = Files.walk(base.resolve("target"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
        Path blocked = Files.writeString(base.resolve("target"), "");

        Run run = migrate("--to", "new-clip", "--write");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .startsWith("clipunit golden migrate: golden [" + shown("paints") + "] cannot be written: ")
                .contains(blocked.toString())
                .endsWith(
                        "; the old content is unchanged; free disk space and make the directory writable, or choose another with"
                                + " clipunit.golden.dir\n");
        assertThat(kept.read("paints").model().id()).isEqualTo("old-clip");
    }

    @Test
    void should_run_the_old_model_at_the_precision_it_was_recorded_with() throws IOException {
        kept.record("paints", OLD, "a fox", kept.keep("fox", KeptGoldens.picture(1)));
        alter("paints", "onnx/model.onnx", "onnx/model_quantized.onnx");

        migrate("--to", "new-clip", "--precision", "fp16");

        assertThat(opened).containsExactly("new-clip FP16", "old-clip INT8");
    }

    @Test
    void should_write_json() throws IOException {
        ClipImage fox = kept.keep("fox", KeptGoldens.picture(1));
        kept.record("paints", OLD, "a fox", fox);
        kept.record("stays", NEW, "a fox", fox);

        Run run = migrate("--to", "new-clip", "--format", "json");

        String old = score(OLD, fox, "a fox").replaceFirst("0+$", "");
        String renewed = score(NEW, fox, "a fox").replaceFirst("0+$", "");
        assertThat(run.out()).isEqualTo("""
                {
                  "model": "new-clip",
                  "written": false,
                  "hashOnly": false,
                  "goldens": [
                    {"golden":"com.acme.FoxTest/paints.json","result":"migrated","reason":null,"prompts":\
                [{"prompt":"a fox","pictures":1,"recorded":%s,"old":%s,"new":%s}]},
                    {"golden":"com.acme.FoxTest/stays.json","result":"already","reason":"golden [%s] already belongs\
                 to the model [new-clip]","prompts":[{"prompt":"a fox","pictures":1,"recorded":%s,"old":null,"new":null}]}
                  ],
                  "summary": {"migrated":1,"already":1,"not-asked":0,"no-picture":0,"no-old-model":0,"not-reproduced":0,\
                "refused":0,"changed":0,"unreadable":0,"recordedMean":%s,"recordedSpread":null,"newMean":%s,\
                "newSpread":null}
                }
                """.formatted(old, old, renewed, shown("stays"), renewed, old, renewed));
    }

    @Test
    void should_refuse_what_cannot_be_meant() throws IOException {
        assertThat(migrate("--to", "new-clip").err())
                .startsWith("there is no directory of goldens at [" + kept.root() + "]; name it with --goldens\n");
        Files.createDirectories(kept.root());
        Run none = migrate("--to", "new-clip");
        assertThat(none.err()).isEqualTo("clipunit golden migrate: there is no golden in [" + kept.root() + "]\n");
        assertThat(none.exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(migrate("--within", "3").err())
                .startsWith("--within [3.0] must be a difference of cosines, from 0 to 2\n");
        Run both = migrate("--hash-only", "--from", "old-clip");
        assertThat(both.err()).startsWith("--hash-only works without the old model; remove --from [old-clip]\n");
        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
