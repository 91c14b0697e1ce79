package io.github.clipunit.migration;

import io.github.clipunit.stats.Sample;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Tells what becomes of goldens as it is known, so that what a stopped run has written is on record. */
public interface MigrationWriter {

    /** Begins. */
    void begin();

    /** Tells of one golden. */
    void result(MigratedGolden result);

    /** Ends, with what it all came to. */
    void end();

    /** The form of the output. */
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
     * What is known of the whole.
     *
     * @param model the new model
     * @param written whether goldens are written
     * @param hashOnly whether no old model is asked
     * @param tolerance how far the tests let a score fall, as it is set here
     */
    record Facts(String model, boolean written, boolean hashOnly, double tolerance) {}

    /** The scores of the prompts that have any, such as {@link MigratedGolden.RescoredPrompt#renewed}. */
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
