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
 * The result of one check of a test on pictures, as reports, report entries and listeners receive it.
 *
 * @param name the name of the check, such as {@code CLIP score above}
 * @param passed whether the check passed
 * @param measurement the quantity measured, with the values found and wanted
 * @param images the pictures checked; empty if the test has only their embeddings
 * @param prompt the prompt, or null if the check has none
 * @param model the model behind the numbers, or null if the check needs none
 * @param score the CLIP score of the pictures and the prompt: one score for all pictures of a set, and the very number
 *     found where the check measures a score; null if the check has none
 * @param scores the CLIP score of each picture of a set, in their order; empty if the check has none
 * @param golden the golden that the check compared with, or null
 * @param figures further numbers, in the order a reader wants them
 * @param facts further texts, in the order a reader wants them
 * @param explanation why the check may have failed; {@link Explanation#NONE} if there is no explanation
 * @param message the whole failure message, or null if the check passed
 * @param rivals the texts that the prompt was compared with, with their CLIP scores, in the order a reader wants them
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
     * The name of the fact that gives the parts of the prompt that are not scored.
     *
     * @hidden
     */
    public static final String LEFT_OUT = "left out of the prompt";

    /**
     * The name of the fact that says how the prompt was read, for prompts that are not read literally.
     *
     * @hidden
     */
    public static final String PROMPT_READ = "prompt read";

    /**
     * The name of the figure for each part of a prompt whose parts were scored separately.
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
            throw new IllegalArgumentException("a check must have one score per picture, but has [" + scores.size()
                    + "] scores for [" + images.size() + "] pictures");
        }
    }

    /**
     * Returns the same check with further facts.
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
     * Returns the CLIP score of one of the pictures, or null if it is unknown.
     *
     * @param image the index of the picture, counted from 0
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

    /** Returns the rival with the highest score, or null if there is none. */
    public @Nullable Description nearest() {
        return rivals.stream()
                .max(Comparator.comparingDouble(Description::score))
                .orElse(null);
    }

    /** Starts a check of one picture. */
    public static Builder of(Measurement measurement, ClipImage image) {
        return of(measurement, List.of(Demands.require("image", image)));
    }

    /** Starts a check of several pictures, named after its measurement. */
    public static Builder of(Measurement measurement, List<ClipImage> images) {
        return new Builder(Demands.require("measurement", measurement), Demands.requireItems("images", images));
    }

    /**
     * Collects the data of a check until its verdict is known.
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

        /** Sets the name of a check whose measurement does not describe it. */
        public Builder named(String name) {
            this.name = name;
            return this;
        }

        /** Replaces the measurement. */
        public Builder measured(Measurement measurement) {
            this.measurement = measurement;
            return this;
        }

        /** Sets the prompt. */
        public Builder prompt(String prompt) {
            this.prompt = prompt;
            return this;
        }

        /** Sets the model behind the numbers. */
        public Builder model(ClipModel model) {
            this.model = model;
            return this;
        }

        /** Sets the CLIP score behind the check. */
        public Builder score(double score) {
            this.score = score;
            return this;
        }

        /** Sets the CLIP score of each picture of a set. */
        public Builder scores(double... scores) {
            this.scores = Arrays.stream(scores).boxed().toList();
            return this;
        }

        /** Sets the texts that the prompt was compared with. */
        public Builder rivals(List<Description> rivals) {
            this.rivals = rivals;
            return this;
        }

        /** Sets the golden's CLIP score, the tolerance below it, and the golden's scores for a set of pictures. */
        public Builder accepted(double score, double tolerance, double... scores) {
            this.accepted = score;
            this.tolerance = tolerance;
            this.acceptedScores = Arrays.stream(scores).boxed().toList();
            return this;
        }

        /**
         * Sets the golden that the check compared with and the commands that accept new pictures. Call
         * {@link #accepted} first.
         */
        public Builder golden(String file, CheckedGolden.Outcome outcome, String... accept) {
            this.golden = new CheckedGolden(file, outcome, accepted, acceptedScores, tolerance, List.of(accept));
            return this;
        }

        /** Adds a further number. */
        public Builder figure(String name, double value) {
            figures.add(new NamedNumber(name, value));
            return this;
        }

        /**
         * Adds a number for one of several things, or for the whole if that is null. The interval is added if both ends
         * are finite.
         */
        public Builder figure(String name, @Nullable String of, double value, double low, double high) {
            boolean isKnown = Double.isFinite(low) && Double.isFinite(high);
            figures.add(new NamedNumber(name, of, value, isKnown ? low : null, isKnown ? high : null));
            return this;
        }

        /** Adds a number for one of several things. */
        public Builder figure(String name, String of, double value) {
            return figure(name, of, value, Double.NaN, Double.NaN);
        }

        /** Adds a further text. */
        public Builder fact(String name, String text) {
            facts.add(new NamedText(name, text));
            return this;
        }

        /** Returns the measurement. */
        public Measurement measurement() {
            return measurement;
        }

        /** Returns the check as passed. */
        public Check passed() {
            return check(true, null);
        }

        /** Returns the check as failed, with its whole message. */
        public Check failed(String message) {
            return check(false, message);
        }

        /** Returns the check as failed. The explanation and further lines follow the message. */
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
