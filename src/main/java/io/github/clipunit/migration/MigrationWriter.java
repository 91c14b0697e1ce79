package io.github.clipunit.migration;

import io.github.clipunit.stats.Sample;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A writer of the results of a migration as soon as they are known, so that an interrupted run has reported everything
 * it has written.
 */
public interface MigrationWriter {

    /** Begins the output. */
    void begin();

    /** Writes the result of one golden. */
    void result(MigratedGolden result);

    /** Ends the output with a summary. */
    void end();

    /** The format of the output. */
    enum Format {
        TABLE {
            @Override
            public MigrationWriter writer(PrintWriter out, Facts facts) {
                return new MigrationTable(out, facts);
            }
        },
        JSON {
            @Override
            public MigrationWriter writer(PrintWriter out, Facts facts) {
                return new MigrationJson(out, facts);
            }
        };

        public abstract MigrationWriter writer(PrintWriter out, Facts facts);
    }

    /**
     * Facts about the whole migration.
     *
     * @param model the new model
     * @param written whether goldens are written
     * @param hashOnly whether no old model is used
     * @param tolerance the drop of a score that the tests allow, as set here
     */
    record Facts(String model, boolean written, boolean hashOnly, double tolerance) {}

    /** Returns a sample of those scores that exist, such as {@link MigratedGolden.RescoredPrompt#renewed}. */
    static Optional<Sample> sample(
            Iterable<MigratedGolden> goldens, Function<MigratedGolden.RescoredPrompt, @Nullable Double> score) {
        DoubleStream.Builder scores = DoubleStream.builder();
        for (MigratedGolden golden : goldens) {
            if (golden.fate() == Fate.MIGRATED) {
                golden.prompts().stream().map(score).filter(Objects::nonNull).forEach(scores::add);
            }
        }
        double[] all = scores.build().toArray();
        return all.length == 0 ? Optional.empty() : Optional.of(Sample.of(all));
    }
}
