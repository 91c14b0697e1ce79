package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.sets.Cmmd;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.FrechetDistance;
import io.github.clipunit.sets.ScoreSummary;
import io.github.clipunit.sets.VendiScore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCommandTest {

    private static final int PICTURES = 24;

    private static SparkSession spark;
    private static ClipScorer scorer;

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");

    private String out = "";

    @BeforeAll
    static void start() {
        spark = Sessions.local();
        scorer = OnnxClipScorer.open("pictogram", Map.of("clipunit.cache.embeddings", "false"));
    }

    @AfterAll
    static void stop() {
        scorer.close();
        spark.stop();
    }

    @BeforeEach
    void draw() throws IOException {
        folder = Files.createDirectory(temporary.resolve("my 100% pictures"));
        for (int n = 0; n < PICTURES; n++) {
            DrawnPictures.write(folder, n);
        }
        out = folder.resolve("out").toString();
    }

    private String csv() throws IOException {
        StringBuilder lines = new StringBuilder("image,prompt,generator\n");
        for (int n = 0; n < PICTURES; n++) {
            lines.append("picture-" + n + ".png,\"" + prompt(n) + "\",g" + n % 3 + "\n");
        }
        return Files.writeString(folder.resolve("two shops.csv"), lines).toString();
    }

    private static String prompt(int n) {
        return "a circle, \"\"number\"\" " + n % 5;
    }

    private static double expected(int n) {
        return expected(n, prompt(n).replace("\"\"", "\""));
    }

    private static double expected(int n, String prompt) {
        return scorer.score(ClipImage.of(DrawnPictures.png(n)), prompt).cosine();
    }

    private Map<String, Double> scores() {
        Map<String, Double> scores = new TreeMap<>();
        for (Row row : spark.read().parquet(out).where("error IS NULL").collectAsList()) {
            assertThat(scores.put(row.getAs("id"), row.getAs("score"))).isNull();
        }
        return scores;
    }

    private void thenAllHaveTheirScores() {
        Map<String, Double> scores = scores();
        assertThat(scores).hasSize(PICTURES);
        for (int n = 0; n < PICTURES; n++) {
            assertThat(scores.get("picture-" + n + ".png")).isCloseTo(expected(n), within(1e-6));
        }
    }

    private JsonObject summary() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                .getAsJsonObject();
    }

    private List<String> errors() {
        return spark.read().parquet(out).where("error IS NOT NULL").select("error").collectAsList().stream()
                .map(row -> row.getString(0).replace(folder.toString(), "FOLDER"))
                .sorted()
                .toList();
    }

    @Test
    void should_score_csv_as_the_command_line_does() throws Exception {
        Run run = Run.of("score", "--input", csv(), "--output", out, "--parts", "3");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(0);
        assertThat(run.out()).endsWith("scores are in [" + out + "]\n");
        thenAllHaveTheirScores();
        assertThat(spark.read().parquet(out).columns())
                .containsExactly("id", "prompt", "group", "score", "embedding", "error", "part");
    }

    @Test
    void should_score_json_lines_and_take_bad_ones_aside() throws Exception {
        StringBuilder lines = new StringBuilder("\uFEFF");
        for (int n = 0; n < PICTURES; n++) {
            lines.append("{\"image\": \"picture-" + n + ".png\", \"prompt\": \""
                    + prompt(n).replace("\"\"", "\\\"") + "\", \"more\": 1}\n");
        }
        lines.append("""
                {"image": "pict
                no json

                {"prompt": "a fox"}
                {"image": "none.png", "prompt": "a fox"}
                {"image": "picture-1.png"}
                """);
        Path input = Files.writeString(folder.resolve("shop.jsonl"), lines);
        Run run = Run.of("score", "--input", input.toString(), "--output", out, "--parts", "2");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(3);
        thenAllHaveTheirScores();
        assertThat(errors())
                .containsExactly(
                        "has no image",
                        "has no prompt, and none was given with --prompt",
                        "line [no json] is not a JSON object with a text for each column",
                        "line [{\"image\": \"pict] is not a JSON object with a text for each column",
                        "picture [file:FOLDER/none.png] does not exist");
    }

    @Test
    void should_take_bad_lines_of_csv_aside() throws Exception {
        Path input = Files.writeString(
                folder.resolve("bad.csv"),
                "image,prompt\npicture-0.png,a fox\ncut\npicture-1.png,a fox,more\n,a fox\npicture-2.png,\n\n");
        Run run = Run.of("score", "--input", input.toString(), "--output", out, "--parts", "2", "--prompt", "a cat");
        assertThat(run.code()).isEqualTo(3);
        assertThat(scores().keySet()).containsExactly("picture-0.png", "picture-2.png");
        assertThat(scores().get("picture-2.png")).isCloseTo(expected(2, "a cat"), within(1e-6));
        assertThat(errors())
                .containsExactly(
                        "has no image",
                        "line [cut] is not CSV with as many cells as its header",
                        "line [picture-1.png,a fox,more] is not CSV with as many cells as its header");
    }

    @Test
    void should_score_a_folder_of_pictures() {
        Run run = Run.of(
                "score",
                "--input",
                folder.toString(),
                "--format",
                "binaryFile",
                "--output",
                out,
                "--parts",
                "2",
                "--prompt",
                "a fox");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(0);
        Map<String, Double> scores = scores();
        assertThat(scores).hasSize(PICTURES);
        assertThat(scores.get("file:" + folder.resolve("picture-7.png"))).isCloseTo(expected(7, "a fox"), within(1e-6));
    }

    @Test
    void should_score_parquet_with_paths_and_with_bytes() {
        List<Row> rows = IntStream.range(0, PICTURES)
                .mapToObj(n -> RowFactory.create(
                        "picture-" + n + ".png",
                        folder.resolve("picture-" + n + ".png").toString(),
                        DrawnPictures.png(n),
                        prompt(n).replace("\"\"", "\"")))
                .toList();
        String table = folder.resolve("table").toString();
        spark.createDataFrame(
                        rows,
                        new StructType()
                                .add("name", DataTypes.StringType)
                                .add("place", DataTypes.StringType)
                                .add("pixels", DataTypes.BinaryType)
                                .add("prompt", DataTypes.StringType))
                .repartition(5)
                .write()
                .parquet(table);
        for (String column : List.of("place", "pixels")) {
            Run run = Run.of(
                    "score",
                    "--input",
                    table,
                    "--format",
                    "parquet",
                    "--image-column",
                    column,
                    "--id-column",
                    "name",
                    "--output",
                    out,
                    "--overwrite",
                    "--parts",
                    "3");
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isEqualTo(0);
            thenAllHaveTheirScores();
        }
        Run nameless = Run.of(
                "score",
                "--input",
                table,
                "--format",
                "parquet",
                "--image-column",
                "pixels",
                "--output",
                out,
                "--overwrite");
        assertThat(nameless.err())
                .isEqualTo(
                        "clipunit-spark score: pictures in the column [pixels] have no names; choose the column that names"
                                + " them with --id-column, one of [name, place, pixels, prompt]\n");
        assertThat(nameless.code()).isEqualTo(2);
    }

    /** As {@code spark-submit --files} sends them. */
    @Test
    void should_score_with_the_files_of_a_model_that_were_sent_along() throws Exception {
        Path model = Files.createDirectory(temporary.resolve("model"));
        for (String name : EmbeddedModel.pictogram().names()) {
            Path file = model.resolve(name.replaceFirst(".*/", ""));
            try (InputStream resource = EmbeddedModel.class.getResourceAsStream("pictogram/" + name)) {
                Files.copy(Objects.requireNonNull(resource), file);
            }
            spark.sparkContext().addFile(file.toString());
        }
        Run run = Run.of("score", "--input", csv(), "--output", out, "--parts", "1", "--model", ".");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        thenAllHaveTheirScores();
    }

    @Test
    void should_sum_up_all_and_groups_as_the_library_does() throws Exception {
        String reference = folder.resolve("reference").toString();
        Run.of(
                "score",
                "--input",
                folder.toString(),
                "--output",
                reference,
                "--parts",
                "1",
                "--prompt",
                "a fox",
                "--with-embedding");
        Run run = Run.of(
                "score",
                "--input",
                csv(),
                "--output",
                out,
                "--group-column",
                "generator",
                "--reference",
                reference,
                "--diversity",
                "--below",
                "0.1",
                "--min",
                "0.1",
                "--summary",
                folder.resolve("summary.json").toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        EmbeddingMoments set = moments(IntStream.range(0, PICTURES));
        thenSummaryIs(summary(), IntStream.range(0, PICTURES), set);
        assertThat(summary().getAsJsonArray("groups")).hasSize(3);
        for (int g = 0; g < 3; g++) {
            int group = g;
            JsonObject figures = summary().getAsJsonArray("groups").get(g).getAsJsonObject();
            assertThat(figures.get("group").getAsString()).isEqualTo("g" + g);
            thenSummaryIs(figures, IntStream.range(0, PICTURES).filter(n -> n % 3 == group), set);
        }
    }

    private static void thenSummaryIs(JsonObject figures, IntStream pictures, EmbeddingMoments reference) {
        int[] numbers = pictures.toArray();
        ScoreSummary scores = new ScoreSummary();
        IntStream.of(numbers).forEach(n -> scores.add(expected(n)));
        EmbeddingMoments moments = moments(IntStream.of(numbers));
        assertThat(figures.get("scores").getAsLong()).isEqualTo(numbers.length);
        assertThat(figures.get("pictures").getAsLong()).isEqualTo(numbers.length);
        assertThat(figures.get("errors").getAsLong()).isZero();
        thenIs(figures, "mean", scores.mean());
        thenIs(figures, "deviation", scores.deviation());
        thenIs(figures, "intervalLow", scores.interval(0.95).low());
        thenIs(figures, "intervalHigh", scores.interval(0.95).high());
        thenIs(figures.getAsJsonObject("below"), "0.1", scores.shareBelow(0.1));
        thenIs(figures, "vendi", VendiScore.of(moments));
        thenIs(figures, "cmmd", Cmmd.biased(moments, reference));
        assertThat(figures.get("frechetMissing").getAsString()).contains("too small for a Frechet distance");
    }

    private static void thenIs(JsonObject figures, String name, double expected) {
        assertThat(figures.get(name).getAsDouble()).as(name).isCloseTo(expected, within(1e-6));
    }

    private static EmbeddingMoments moments(IntStream pictures) {
        return EmbeddingMoments.of(
                pictures.mapToObj(ScoreCommandTest::embedding).toList());
    }

    private static Embedding embedding(int n) {
        return scorer.embed(ClipImage.of(DrawnPictures.png(n)));
    }

    /** Of the same scores and embeddings, so that nothing but the sums may differ. */
    @Test
    void should_sum_up_what_is_written_within_a_billionth() throws Exception {
        List<Row> rows = new ArrayList<>();
        java.util.Random random = new java.util.Random(1);
        EmbeddingMoments moments = new EmbeddingMoments();
        EmbeddingMoments others = new EmbeddingMoments();
        ScoreSummary summary = new ScoreSummary();
        for (int i = 0; i < 1000; i++) {
            Embedding embedding = random(random, i % 7);
            double score = random.nextDouble() * 0.3;
            moments.add(embedding);
            others.add(random(random, i % 5));
            summary.add(score);
            rows.add(RowFactory.create("" + i, "a fox", "g", score, embedding.toArray(), null));
        }
        Path reference = Files.write(folder.resolve("reference.moments"), others.toBytes());
        JsonObject json = new ScoreReport(
                        spark.createDataFrame(rows, PartitionScoring.SCHEMA).repartition(7),
                        new ScoreReport.Questions(
                                null, List.of(0.1), true, Reference.moments(spark, reference.toString()), null))
                .json();
        assertThat(json.get("scores").getAsLong()).isEqualTo(1000);
        assertThat(json.get("mean").getAsDouble()).isCloseTo(summary.mean(), within(1e-9));
        assertThat(json.get("deviation").getAsDouble()).isCloseTo(summary.deviation(), within(1e-9));
        assertThat(json.get("cmmd").getAsDouble()).isCloseTo(Cmmd.biased(moments, others), within(1e-9));
        assertThat(json.get("frechet").getAsDouble()).isCloseTo(FrechetDistance.between(moments, others), within(1e-9));
        assertThat(json.get("vendi").getAsDouble()).isCloseTo(VendiScore.of(moments), within(1e-9));
        assertThat(json.getAsJsonObject("below").get("0.1").getAsDouble()).isEqualTo(summary.shareBelow(0.1));
    }

    @Test
    void should_count_the_pairs_of_near_duplicates_that_comparing_all_pairs_finds() {
        java.util.Random random = new java.util.Random(2);
        List<Embedding> set = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            set.add(random(random, 0));
        }
        for (int i = 0; i < 60; i++) {
            float[] near = set.get(i).toArray();
            near[i % 16] += i % 3 == 0 ? 0 : 0.03f;
            set.add(Embedding.of(near));
        }
        set.add(set.get(0));
        long expected = 0;
        for (int i = 0; i < set.size(); i++) {
            for (int j = 0; j < i; j++) {
                expected += set.get(i).cosine(set.get(j)) >= 0.99 ? 1 : 0;
            }
        }
        List<Row> rows = set.stream()
                .map(one -> RowFactory.create("x", "a fox", "g", 0.1, one.toArray(), null))
                .toList();
        JsonObject json = new ScoreReport(
                        spark.createDataFrame(rows, PartitionScoring.SCHEMA).repartition(3),
                        new ScoreReport.Questions(null, List.of(), true, null, 0.99))
                .json();
        assertThat(expected).isGreaterThan(60);
        assertThat(json.get("nearDuplicatePairs").getAsLong()).isEqualTo(expected);
    }

    private static Embedding random(java.util.Random random, int shift) {
        float[] numbers = new float[16];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian() + (i == shift ? 2 : 0);
        }
        return Embedding.of(numbers);
    }

    @Test
    void should_refuse_an_output_that_is_not_its_own() throws Exception {
        Files.createDirectories(Path.of(out));
        Files.writeString(Path.of(out, "thesis.txt"), "my life's work");
        Run run = Run.of("score", "--input", csv(), "--output", out);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "clipunit-spark score: output [" + out + "] exists and was not made by clipunit; name another"
                                + " folder, or replace it with --overwrite\n");
        assertThat(Path.of(out)).isDirectoryContaining("glob:**/thesis.txt");
    }

    @Test
    void should_refuse_to_go_on_with_another_input_or_other_options() throws Exception {
        String input = csv();
        assertThat(Run.of("score", "--input", input, "--output", out, "--parts", "2")
                        .code())
                .isZero();
        Run other = Run.of("score", "--input", input, "--output", out, "--parts", "3");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .isEqualTo("clipunit-spark score: output [" + out
                        + "] was begun with parts [2], but this run has [3]; name"
                        + " another folder, or start again with --overwrite\n");
        Files.writeString(Path.of(input), Files.readString(Path.of(input)) + "picture-1.png,a cat,g1\n");
        Run changed = Run.of("score", "--input", input, "--output", out, "--parts", "2");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).startsWith("clipunit-spark score: output [" + out + "] was begun with files [");
        assertThat(Run.of("score", "--input", input, "--output", out, "--parts", "2", "--overwrite")
                        .code())
                .isZero();
        assertThat(spark.read().parquet(out).count()).isEqualTo(PICTURES + 1);
    }

    @Test
    void should_skip_what_is_done_and_repeat_what_is_not() throws Exception {
        String input = csv();
        String[] command = {"score", "--input", input, "--output", out, "--parts", "4"};
        Run.of(command);
        Map<String, Double> once = scores();
        List<String> kept = files("part=0", "part=2");
        Files.delete(Path.of(out, "part=1", "_SUCCESS"));
        try (java.util.stream.Stream<Path> lost = Files.walk(Path.of(out, "part=3"))) {
            lost.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        Run again = Run.of(command);
        assertThat(again.code()).isZero();
        assertThat(again.out()).endsWith("scores are in [" + out + "]; 2 of 4 parts were already done\n");
        assertThat(files("part=0", "part=2")).isEqualTo(kept);
        assertThat(scores()).isEqualTo(once);
        assertThat(Run.of(command).out()).endsWith("; 4 of 4 parts were already done\n");
    }

    private List<String> files(String... parts) throws IOException {
        List<String> files = new ArrayList<>();
        for (String part : parts) {
            try (java.util.stream.Stream<Path> all = Files.list(Path.of(out, part))) {
                all.map(file -> file + " " + file.toFile().lastModified())
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void should_say_that_nothing_was_there() throws Exception {
        Path input = Files.writeString(folder.resolve("empty.csv"), "image,prompt\n");
        Run run = Run.of("score", "--input", input.toString(), "--output", out);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("clipunit-spark score: no row was found in [" + input + "]\n");
    }

    @Test
    void should_refuse_an_input_that_is_missing_or_lacks_columns() throws Exception {
        Path input = Files.writeString(folder.resolve("other.csv"), "picture,prompt\nfox.png,a fox\n");
        Run columns = Run.of("score", "--input", input.toString(), "--output", out);
        assertThat(columns.code()).isEqualTo(2);
        assertThat(columns.err())
                .isEqualTo("clipunit-spark score: input [" + input + "] must have the column [image], but has [picture,"
                        + " prompt]\n");
        Run missing = Run.of("score", "--input", folder + "/none.csv", "--output", out);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo("clipunit-spark score: input [" + folder + "/none.csv] does not exist\n");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void should_say_how_to_get_a_model_that_is_missing() throws Exception {
        Run run = Run.of("score", "--input", csv(), "--output", out, "--model", folder + "/no-model");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("clipunit-spark score: executor [driver] on host [")
                .contains("give it access to the Hub, put the model's directory on every host, or send it with"
                        + " --archives model.zip#model and --model model: ");
        assertThat(Path.of(out)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--min 28: --min [28.0] must be a cosine in [-1, 1]; 28.0 on the percent scale is 0.28",
                "--below 2e9: --below [2.0E9] must be a cosine in [-1, 1]",
                "--parts 0: --parts [0] must be a number from 1 to 100000",
                "--format xml: Invalid value for option '--format': expected one of [CSV, JSONL, PARQUET, BINARYFILE]"
                        + " (case-insensitive) but was 'xml'",
                "--frob: Unknown option: '--frob'",
            })
    void should_answer_mistakes_in_options(String text) {
        String[] halves = text.split(": ", 2);
        List<String> arguments = new ArrayList<>(List.of("score", "--input", "x.csv", "--output", out));
        arguments.addAll(List.of(halves[0].split(" ", -1)));
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith(halves[1] + "\n").endsWith("Usage: clipunit-spark score --help\n");
    }

    @Test
    void should_explain_itself() {
        Run run = Run.of("score", "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("Usage: clipunit-spark score ")
                .contains("--with-embedding", "The exit code is 0");
        assertThat(Run.of().code()).isEqualTo(2);
    }
}
