package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cli.pictures.PictureFiles;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Project;
import io.github.clipunit.migration.Fate;
import io.github.clipunit.migration.MigratedGolden;
import io.github.clipunit.migration.Migration;
import io.github.clipunit.migration.MigrationWriter;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import io.github.clipunit.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clipunit golden migrate}: moves goldens to another model without looking at today's pictures. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Scores the recorded pictures of goldens with another model and writes goldens of that model.",
            "A golden is migrated only if its recorded pictures still exist, as cassettes or in a folder, and its old model",
            "still gives the recorded scores. The model is then the only difference, and no worse picture is accepted",
            "unnoticed. Nothing is written without --write."
        },
        footer = {
            "  clipunit golden migrate --to openai/clip-vit-large-patch14",
            "  clipunit golden migrate --to openai/clip-vit-large-patch14 --write",
            "  clipunit golden migrate --to ./my-model --pictures out/accepted --format json",
            "  mvn test -Dclipunit.model=./my-model",
            "The exit code is 0 if every golden is of the new model, or would be with --write; 1 if some were not migrated;"
                    + " 2 if the command line is wrong; 3 if some are damaged or there is none; 4 if a model is unavailable or"
                    + " a golden cannot be written."
        })
final class GoldenMigrateCommand implements Callable<Integer> {

    private final ScorerSource scorers;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--to", "-m", "--model"},
            paramLabel = "MODEL",
            description = "the new model: pictogram, a model directory or a Hub id; default: clipunit.model")
    private @Nullable String to;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "the old model; goldens of other models are not migrated. Default: for each golden, the model that"
                            + " it names")
    private @Nullable String from;

    @Option(
            names = "--hash-only",
            description =
                    "work without the old model: only hashes of pictures are checked, and not whether this machine gives the"
                            + " recorded scores")
    private boolean hashOnly;

    @Option(
            names = "--within",
            paramLabel = "DIFFERENCE",
            defaultValue = "0.0001",
            description =
                    "how far the old model's scores here may differ from the recorded ones; default: ${DEFAULT-VALUE}")
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
                    "more pictures: files, or folders with pictures at any depth; repeatable. Cassettes are always"
                            + " considered")
    private List<Path> pictures = List.of();

    @Option(names = "--write", description = "write the goldens; otherwise only show what would be written")
    private boolean write;

    @Option(
            names = {"-f", "--format"},
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table or json (one document); default: table")
    private MigrationWriter.Format format = MigrationWriter.Format.TABLE;

    @Mixin
    private final RunOptions options = new RunOptions();

    GoldenMigrateCommand(ScorerSource scorers, Progress progress) {
        this.scorers = scorers;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        if (!(within >= 0 && within <= 2)) {
            throw wrong("--within [" + within + "] must be a difference of cosines, from 0 to 2");
        }
        if (hashOnly && from != null) {
            throw wrong("--hash-only works without the old model; remove --from [" + from + "]");
        }
        Settings settings = options.settings(to);
        Path root = goldens == null ? Goldens.directory(settings) : goldens;
        if (!Files.isDirectory(root)) {
            throw wrong("there is no directory of goldens at [" + root.toAbsolutePath() + "]; name it with --goldens");
        }
        if (pictures.stream().anyMatch(StandardInput::isMeantBy)) {
            throw wrong(
                    "--pictures must be files or folders, as each is read several times, but standard input [-] can be"
                            + " read once");
        }
        Migration migration = Migration.read(root, settings.project(), progress);
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

    /** The pictures of --pictures come last, as there may be many. */
    private List<Path> files(Path root) {
        List<Path> files = new ArrayList<>(Migration.pictures(root));
        files.addAll(PictureFiles.named(pictures, this::complain));
        return files;
    }

    /** Finds a golden's own model from its module's directory, as the golden's test does. */
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

    /** The precision of a golden's model, by the names of its files. */
    static String precision(GoldenRecord.Model model) {
        for (Precision precision : Precision.values()) {
            if (model.files().keySet().stream().anyMatch(precision::isOf)) {
                return precision.name();
            }
        }
        return Precision.FP32.name();
    }

    /** Nothing to migrate is not a success: a wrong directory must not pass. */
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
        new Notices(spec).complain(flaw);
    }

    private ParameterException wrong(String message) {
        return new Notices(spec).wrong(message);
    }
}
