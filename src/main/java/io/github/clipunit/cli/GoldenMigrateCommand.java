package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cli.pictures.PictureFiles;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.internal.Project;
import io.github.clipunit.migration.Fate;
import io.github.clipunit.migration.MigratedGolden;
import io.github.clipunit.migration.Migration;
import io.github.clipunit.migration.MigrationProgress;
import io.github.clipunit.migration.MigrationWriter;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import io.github.clipunit.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clipunit golden migrate}: brings goldens to another model without a look at today's pictures. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Scores the recorded pictures of goldens with another model and writes goldens",
            "of that model. A golden is migrated only if the very pictures it was recorded",
            "of are kept, as cassettes or in a folder, and its old model still gives the",
            "recorded scores: the model is then all that differs, and no worse picture slips",
            "in. Nothing is written without --write."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clipunit golden migrate --to openai/clip-vit-large-patch14",
            "  clipunit golden migrate --to openai/clip-vit-large-patch14 --write",
            "  clipunit golden migrate --to ./my-model --pictures out/accepted --format json",
            "  mvn test -Dclipunit.model=openai/clip-vit-large-patch14",
            "%nThe exit code is 0 if every golden is of the new model, or would be with",
            "--write; 1 if some are left as they are, 2 for a wrong command line, 3 if some",
            "are damaged or there is none, 4 where a model cannot be had or a golden cannot",
            "be written."
        })
final class GoldenMigrateCommand implements Callable<Integer> {

    private final ScorerSource scorers;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--to", "-m", "--model"},
            paramLabel = "MODEL",
            description = "the new model: pictogram, a model directory, or a Hub id; default: clipunit.model")
    private @Nullable String to;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = "the old model; goldens of others are left. Default: for each golden, the model whose name it"
                    + " bears")
    private @Nullable String from;

    @Option(
            names = "--hash-only",
            description =
                    "do without the old model: the hash of a picture's pixels is then all that is checked, and not"
                            + " whether this machine gives the recorded scores")
    private boolean hashOnly;

    @Option(
            names = "--within",
            paramLabel = "DIFFERENCE",
            defaultValue = "0.0001",
            description = "how far the old model's scores here may be off the recorded ones; default: ${DEFAULT-VALUE}")
    private double within;

    @Option(
            names = "--goldens",
            paramLabel = "FOLDER",
            description = "the directory of goldens; default: clipunit.golden.dir, which is src/test/resources/golden"
                    + " unless set")
    private @Nullable Path goldens;

    @Option(
            names = "--pictures",
            paramLabel = "PATH",
            description =
                    "more pictures: files, and folders of them at any depth; may be given several times. Cassettes"
                            + " are known")
    private List<Path> pictures = List.of();

    @Option(names = "--write", description = "write the goldens, and not only show what would be written")
    private boolean write;

    @Option(
            names = {"-f", "--format"},
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table or json (one document); default: table")
    private MigrationWriter.Format format = MigrationWriter.Format.TABLE;

    @Mixin
    private final RunOptions options = new RunOptions();

    GoldenMigrateCommand(ScorerSource scorers) {
        this.scorers = scorers;
    }

    @Override
    public Integer call() {
        if (!(within >= 0 && within <= 2)) {
            throw wrong("--within [" + within + "] must be a difference of cosines, from 0 to 2");
        }
        if (hashOnly && from != null) {
            throw wrong("--hash-only does without the old model: leave --from [" + from + "] out");
        }
        Settings settings = options.settings(to);
        Path root = goldens == null ? Goldens.directory(settings) : goldens;
        if (!Files.isDirectory(root)) {
            throw wrong("no directory of goldens at [" + root.toAbsolutePath() + "]: name it with --goldens");
        }
        Migration migration = Migration.read(root, settings.project(), new MigrationProgress(err()));
        String model;
        try (ClipScorer scorer = scorers.open(settings)) {
            model = scorer.model().id();
            migration.renew(scorer, files(root)).forEach(this::complain);
        }
        if (!hashOnly) {
            migration.oldModels().forEach(old -> verify(migration, old, Project.around(root)));
        }
        MigrationWriter writer = format.writer(
                spec.commandLine().getOut(),
                new MigrationWriter.Facts(model, write, hashOnly, settings.get(GoldenSettings.TOLERANCE)));
        List<MigratedGolden> results = new ArrayList<>();
        writer.begin();
        migration.finish(write, result -> {
            results.add(result);
            writer.result(result);
        });
        writer.end();
        return exitCode(results, root);
    }

    /** Those of --pictures come last: there may be many. */
    private List<Path> files(Path root) {
        List<Path> files = new ArrayList<>(Migration.pictures(root));
        files.addAll(PictureFiles.named(pictures, this::complain));
        return files;
    }

    /** A golden's own model is looked for from its module's directory, as its test would. */
    private void verify(Migration migration, GoldenRecord.Model old, Project module) {
        Settings settings = from == null ? options.settings(old.id()).in(module) : options.settings(from);
        try (ClipScorer scorer = scorers.open(settings.with(Precision.PRECISION, precision(old)))) {
            migration.verify(old, scorer, from != null, within);
        } catch (ModelUnavailableException e) {
            if (from != null) {
                throw e;
            }
            migration.leave(old, String.valueOf(e.getMessage()));
        }
    }

    /** As the names of its files tell, whatever the new model's is. */
    static String precision(GoldenRecord.Model model) {
        for (Precision precision : Precision.values()) {
            if (model.files().keySet().stream().anyMatch(precision::isOf)) {
                return precision.name();
            }
        }
        return Precision.FP32.name();
    }

    /** Nothing to migrate is no success: a wrong directory must not pass. */
    private int exitCode(List<MigratedGolden> results, Path root) {
        if (results.isEmpty()) {
            complain("there is no golden in [" + root.toAbsolutePath() + "]");
            return ExitCode.UNREADABLE;
        }
        if (results.stream().anyMatch(result -> result.fate() == Fate.UNREADABLE)) {
            return ExitCode.UNREADABLE;
        }
        return results.stream().anyMatch(result -> result.fate().isLack()) ? ExitCode.NO : ExitCode.OK;
    }

    private void complain(String flaw) {
        err().println("clipunit migrate: " + flaw);
        err().flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
