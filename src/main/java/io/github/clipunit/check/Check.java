package io.github.clipunit.check;

import io.github.clipunit.ClipModel;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One question that a test asked about pictures, and its answer: what reports, report entries and listeners are told.
 *
 * @param name what was asked, such as {@code CLIP score above}
 * @param passed whether the answer was as the test wanted it
 * @param measurement what was measured, found and wanted
 * @param images the pictures it was asked of; none where a test has their embeddings alone
 * @param prompt the prompt, or null where the check has none
 * @param model the model behind the numbers, or null where the check needs none
 * @param score the CLIP score of the pictures and the prompt, which stands for all pictures where there are several; the very
 *     number that was found where that is what was measured; null where the check has none
 * @param scores the CLIP score of each picture of a set, in their order; empty where the check has none
 * @param golden the golden that was compared with, or null where none was
 * @param figures further numbers, in the order a reader wants them
 * @param facts further texts, in the order a reader wants them
 * @param explanation why it may have failed; {@link Explanation#NONE} where nothing is said
 * @param message the whole failure message, or null where it passed
 * @param rivals the texts that the prompt was held against, with their CLIP scores, in the order a reader wants them
 */
public record Check(
        String name,
        boolean passed,
        Measurement measurement,
        List<ClipImage> images,
        @Nullable String prompt,
        @Nullable ClipModel model,
        @Nullable Double score,
        List<Double> scores,
        @Nullable CheckedGolden golden,
        List<NamedNumber> figures,
        List<NamedText> facts,
        Explanation explanation,
        @Nullable String message,
        List<Description> rivals) {

    /**
     * The fact that says what of the prompt is not scored.
     *
     * @hidden
     */
    public static final String LEFT_OUT = "left out of the prompt";

    /**
     * The fact that says how the prompt was read, where it was not read as it is.
     *
     * @hidden
     */
    public static final String PROMPT_READ = "prompt read";

    /**
     * The figure of each part of a prompt, where these were scored one by one.
     *
     * @hidden
     */
    public static final String PART = "part";

    public Check {
        Demands.require("name", name);
        Demands.require("measurement", measurement);
        Demands.require("explanation", explanation);
        images = List.copyOf(Demands.requireItems("images", images));
        scores = List.copyOf(Demands.requireItems("scores", scores));
        figures = List.copyOf(Demands.requireItems("figures", figures));
        facts = List.copyOf(Demands.requireItems("facts", facts));
        rivals = List.copyOf(Demands.requireItems("rivals", rivals));
        if (!scores.isEmpty() && scores.size() != images.size()) {
            throw new IllegalArgumentException(
                    "scores [" + scores.size() + "] must be as many as pictures [" + images.size() + "]");
        }
    }

    /**
     * The same with further texts.
     *
     * @hidden
     */
    public Check with(List<NamedText> more) {
        return more.isEmpty()
                ? this
                : new Check(
                        name,
                        passed,
                        measurement,
                        images,
                        prompt,
                        model,
                        score,
                        scores,
                        golden,
                        figures,
                        Stream.concat(facts.stream(), more.stream()).toList(),
                        explanation,
                        message,
                        rivals);
    }

    /**
     * The CLIP score of one of the pictures, or null where it is not known.
     *
     * @param image counted from 0
     */
    public @Nullable Double scoreOf(int image) {
        if (image < 0 || image >= images.size()) {
            throw new IllegalArgumentException(
                    "image [" + image + "] must be at least 0 and below [" + images.size() + "], the number of images");
        }
        if (!scores.isEmpty()) {
            return scores.get(image);
        }
        return images.size() == 1 ? score : null;
    }

    /** The rival that comes closest, or null where there is none. */
    public @Nullable Description nearest() {
        return rivals.stream()
                .max(Comparator.comparingDouble(Description::score))
                .orElse(null);
    }

    /** The start of a check of one picture. */
    public static Builder of(Measurement measurement, ClipImage image) {
        return of(measurement, List.of(Demands.require("image", image)));
    }

    /** The start of a check of several pictures, named after its measurement. */
    public static Builder of(Measurement measurement, List<ClipImage> images) {
        return new Builder(Demands.require("measurement", measurement), Demands.requireItems("images", images));
    }

    /**
     * Collects what is known of a check until its verdict falls.
     *
     * @hidden
     */
    public static final class Builder {
        private final List<ClipImage> images;
        private Measurement measurement;
        private @Nullable String name;
        private @Nullable String prompt;
        private @Nullable ClipModel model;
        private @Nullable Double score;
        private List<Double> scores = List.of();
        private @Nullable Double accepted;
        private List<Double> acceptedScores = List.of();
        private @Nullable Double tolerance;
        private @Nullable CheckedGolden golden;
        private List<Description> rivals = List.of();
        private final List<NamedNumber> figures = new ArrayList<>();
        private final List<NamedText> facts = new ArrayList<>();
        private Explanation explanation = Explanation.NONE;

        private Builder(Measurement measurement, List<ClipImage> images) {
            this.measurement = measurement;
            this.images = images;
        }

        /** Names the check, where its measurement does not say what was asked. */
        public Builder named(String name) {
            this.name = name;
            return this;
        }

        /** Replaces the measurement. */
        public Builder measured(Measurement measurement) {
            this.measurement = measurement;
            return this;
        }

        /** Names the prompt. */
        public Builder prompt(String prompt) {
            this.prompt = prompt;
            return this;
        }

        /** Names the model behind the numbers. */
        public Builder model(ClipModel model) {
            this.model = model;
            return this;
        }

        /** Tells the CLIP score behind the check. */
        public Builder score(double score) {
            this.score = score;
            return this;
        }

        /** Tells the CLIP score of each picture of a set. */
        public Builder scores(double... scores) {
            this.scores = Arrays.stream(scores).boxed().toList();
            return this;
        }

        /** Tells the texts that the prompt was held against. */
        public Builder rivals(List<Description> rivals) {
            this.rivals = rivals;
            return this;
        }

        /** Tells the CLIP score that the golden recorded, how far another may lie below, and the scores of a set. */
        public Builder accepted(double score, double tolerance, double... scores) {
            this.accepted = score;
            this.tolerance = tolerance;
            this.acceptedScores = Arrays.stream(scores).boxed().toList();
            return this;
        }

        /** Tells the golden that was compared with, after what it recorded, and the commands that accept new pictures. */
        public Builder golden(String file, CheckedGolden.Outcome outcome, String... accept) {
            this.golden = new CheckedGolden(file, outcome, accepted, acceptedScores, tolerance, List.of(accept));
            return this;
        }

        /** Adds a further number. */
        public Builder figure(String name, double value) {
            figures.add(new NamedNumber(name, value));
            return this;
        }

        /** Adds a number of one of several things, or of the whole where that is null, with its interval where it has ends. */
        public Builder figure(String name, @Nullable String of, double value, double low, double high) {
            boolean isKnown = Double.isFinite(low) && Double.isFinite(high);
            figures.add(new NamedNumber(name, of, value, isKnown ? low : null, isKnown ? high : null));
            return this;
        }

        /** Adds a number of one of several things. */
        public Builder figure(String name, String of, double value) {
            return figure(name, of, value, Double.NaN, Double.NaN);
        }

        /** Adds a further text. */
        public Builder fact(String name, String text) {
            facts.add(new NamedText(name, text));
            return this;
        }

        /** What was measured. */
        public Measurement measurement() {
            return measurement;
        }

        /** The check that passed. */
        public Check passed() {
            return check(true, null);
        }

        /** The check that failed, with its whole message. */
        public Check failed(String message) {
            return check(false, message);
        }

        /** The check that failed, with its message, below that why it may have failed, and below that more lines. */
        public Check failed(String message, Explanation why, String... more) {
            this.explanation = why;
            List<String> lines = new ArrayList<>(List.of(message));
            lines.addAll(why.lines());
            lines.addAll(List.of(more));
            return failed(String.join("\n", lines));
        }

        private Check check(boolean passed, @Nullable String message) {
            return new Check(
                    name == null ? measurement.toString() : name,
                    passed,
                    measurement,
                    images,
                    prompt,
                    model,
                    score,
                    scores,
                    golden,
                    figures,
                    facts,
                    explanation,
                    message,
                    rivals);
        }
    }
}
