package io.github.clipunit.spark;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code score}: scores the rows of a table, part by part. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores pictures against prompts: the cosine of their CLIP embeddings, in [-1, 1].",
            "Writes Parquet with id, prompt, group, score, embedding and error to part=N/ below --output, and skips the parts that an earlier run finished."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  spark-submit --class io.github.clipunit.spark.ClipunitSpark clipunit-spark.jar score \\",
            "    --input s3a://shop/posters.csv --output s3a://shop/scores --group-column generator",
            "%nThe exit code is 0, or 1 if a score is below --min, 2 for a wrong command line, 3 if a row could not be",
            "scored (the others are scored all the same) or there is no row, 4 if the work failed."
        })
final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description =
                    "a file, folder or glob on any file system that Hadoop knows; paths of pictures in it are relative to the file that names them")
    private String input = "";

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "the folder for the scores: new, or begun by the same run")
    private String output = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "csv (with a header), jsonl, parquet, or binaryFile (a folder of pictures); default: as the input's name ends, else binaryFile")
    private ScoreInput.@Nullable Format format;

    @Option(
            names = "--image-column",
            defaultValue = "image",
            paramLabel = "NAME",
            description = "paths of pictures or, in Parquet, their encoded bytes; default: image")
    private String image = "";

    @Option(
            names = "--prompt-column",
            defaultValue = "prompt",
            paramLabel = "NAME",
            description = "the column of prompts, which say what each picture should show; default: prompt")
    private String promptColumn = "";

    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "TEXT",
            description = "the prompt for rows without one")
    private @Nullable String prompt;

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            description = "the column that names a row; default: the image as written")
    private @Nullable String id;

    @Option(names = "--group-column", paramLabel = "NAME", description = "the column by which rows are summarised")
    private @Nullable String group;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description =
                    "pictogram (inside the jar), a Hub id, a directory that every host has, or the name of one that --archives brings; default: spark.clipunit.model, which is openai/clip-vit-base-patch32 unless set")
    private @Nullable String model;

    @Option(names = "--with-embedding", description = "write the pictures' embeddings as well")
    private boolean withEmbedding;

    @Option(
            names = "--reference",
            paramLabel = "PATH",
            description =
                    "compare the set of pictures with a reference, by CMMD and Frechet distance: Parquet with a column embedding, or a file of moments; implies --with-embedding")
    private @Nullable String reference;

    @Option(names = "--diversity", description = "report the Vendi score of the set; implies --with-embedding")
    private boolean diversity;

    @Option(
            names = "--near-duplicates",
            paramLabel = "COSINE",
            description =
                    "count the pairs of pictures with this cosine or more, such as 0.97; implies --with-embedding")
    private @Nullable Double nearDuplicates;

    @Option(names = "--min", paramLabel = "SCORE", description = "the lowest acceptable score")
    private @Nullable Double min;

    @Option(
            names = "--below",
            paramLabel = "SCORE",
            description = "report the share of scores below this; may be given several times")
    private List<Double> below = List.of();

    @Option(names = "--summary", paramLabel = "FILE", description = "write the summary as JSON to this file, too")
    private @Nullable String summary;

    @Option(
            names = "--parts",
            defaultValue = "16",
            paramLabel = "N",
            description = "the number of parts; a run that dies loses at most the part it was writing; default: 16")
    private int parts;

    @Option(names = "--overwrite", description = "replace what is in the output folder")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        checkUsage();
        boolean isOurs = SparkSession.getActiveSession().isEmpty()
                && SparkSession.getDefaultSession().isEmpty();
        SparkSession spark = ClipunitSpark.session();
        try {
            return score(spark);
        } finally {
            if (isOurs) {
                spark.stop();
            }
        }
    }

    private int score(SparkSession spark) throws IOException {
        ScoreInput.Columns columns = new ScoreInput.Columns(image, promptColumn, prompt, id, group);
        ScoreInput rows = new ScoreInput(spark, input, format, columns, parts);
        ExecutorScorer scorer = ExecutorScorer.of(spark, model == null ? Map.of() : Map.of("clipunit.model", model))
                .pinned();
        ScoreOutput scores = new ScoreOutput(output, spark.sparkContext().hadoopConfiguration());
        scores.open(origin(rows, columns, scorer), overwrite);
        PartitionScoring scoring = new PartitionScoring(scorer, hasEmbeddings());
        long done = 0;
        for (int part = 0; part < parts; part++) {
            if (scores.isDone(part)) {
                done++;
            } else {
                scores.write(part, rows.part(part).mapPartitions(scoring, Encoders.row(PartitionScoring.SCHEMA)));
            }
        }
        rows.close();
        return summarised(spark, scores, done);
    }

    private boolean hasEmbeddings() {
        return withEmbedding || isOfSets();
    }

    private boolean isOfSets() {
        return reference != null || diversity || nearDuplicates != null;
    }

    /** Returns everything that determines the output. */
    private JsonObject origin(ScoreInput rows, ScoreInput.Columns columns, ExecutorScorer scorer) throws IOException {
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("version", 1);
        origin.put("model", scorer.model());
        origin.put("digest", scorer.digest());
        origin.put("settings", scorer.scoring());
        origin.put("input", input);
        origin.put("files", rows.fingerprint());
        origin.put("format", rows.format().name());
        origin.put("columns", columns.toString());
        origin.put("parts", parts);
        origin.put("embedding", hasEmbeddings());
        return new Gson().toJsonTree(origin).getAsJsonObject();
    }

    private int summarised(SparkSession spark, ScoreOutput scores, long done) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ScoreReport report = new ScoreReport(
                scores.read(spark),
                new ScoreReport.Questions(
                        min,
                        below,
                        isOfSets(),
                        reference == null ? null : Reference.moments(spark, reference),
                        nearDuplicates));
        out.print(report.table());
        out.println("scores are in [" + scores + "]"
                + (done == 0 ? "" : "; " + done + " of " + parts + " parts were already done"));
        if (summary != null) {
            scores.writeFile(summary, report.json());
        }
        if (report.isEmpty()) {
            spec.commandLine().getErr().println("clipunit-spark score: no row was found in [" + input + "]");
        }
        return report.exitCode();
    }

    private void checkUsage() {
        if (prompt != null && prompt.isBlank()) {
            throw wrong("--prompt must not be blank");
        }
        if (parts < 1 || parts > 100_000) {
            throw wrong("--parts [" + parts + "] must be a number from 1 to 100000");
        }
        requireCosine("--min", min);
        requireCosine("--near-duplicates", nearDuplicates);
        below.forEach(threshold -> requireCosine("--below", threshold));
    }

    private void requireCosine(String option, @Nullable Double score) {
        if (score != null && !(score >= -1 && score <= 1)) {
            String hint = score > 1 && score <= 100 ? "; " + score + " on the percent scale is " + score / 100 : "";
            throw wrong(option + " [" + score + "] must be a cosine in [-1, 1]" + hint);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
