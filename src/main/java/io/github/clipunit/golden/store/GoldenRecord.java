package io.github.clipunit.golden.store;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of a golden.
 *
 * @param label the test that the golden belongs to
 * @param model the model that computed the scores
 * @param entries one entry per prompt, in order
 */
public record GoldenRecord(String label, Model model, List<Entry> entries) {

    /** The version of the format that this class writes. */
    static final int FORMAT = 1;

    public GoldenRecord {
        entries = List.copyOf(entries);
    }

    /** Returns the entry of the golden's first picture, which the thumbnail shows. */
    public Entry first() {
        return entries.get(0);
    }

    /** Returns the same golden with another label. */
    public GoldenRecord of(String otherLabel) {
        return new GoldenRecord(otherLabel, model, entries);
    }

    /** Returns the mean of the prompts' mean scores, each with equal weight; empty if the golden has only a picture. */
    public OptionalDouble meanScore() {
        return hasScores()
                ? entries.stream()
                        .mapToDouble(
                                entry -> Arrays.stream(entry.scores()).average().orElseThrow())
                        .average()
                : OptionalDouble.empty();
    }

    /** Returns the hashes of all pictures, in order. */
    public List<String> pictures() {
        return entries.stream()
                .flatMap(entry -> entry.samples().stream())
                .map(Sample::picture)
                .toList();
    }

    /** Returns whether scores were recorded, not only a picture. */
    public boolean hasScores() {
        return first().prompt() != null;
    }

    /**
     * The model that computed the scores.
     *
     * @param id the name by which the model was requested
     * @param files the SHA-256 of each file by name
     * @param preprocessing the version of the preprocessing of pixels
     */
    public record Model(String id, NavigableMap<String, String> files, String preprocessing) {
        /** Describes a judge in place of a model; the golden then records probabilities of yes. */
        public static Model ofJudge(String id) {
            return new Model(id, new TreeMap<>(), "answers of a judge");
        }

        public boolean isJudge() {
            return equals(ofJudge(id));
        }

        /**
         * Returns whether both models give the same scores. Their files decide; ids decide only for scorers without
         * files, such as a fake in a test.
         */
        public boolean isSameAs(Model other) {
            return files.equals(other.files) && (!files.isEmpty() || id.equals(other.id));
        }

        public static Model of(ClipModel model) {
            return new Model(
                    model.id(),
                    new TreeMap<>(model.files()),
                    model.preprocessing().version());
        }
    }

    /**
     * The pictures of one prompt.
     *
     * @param prompt the prompt, or null if only the picture counts
     * @param reading how the prompt was read, as {@link io.github.clipunit.PromptReading#mode} names it
     * @param embedding the embedding of the first picture
     * @param samples all pictures, at least one
     */
    public record Entry(@Nullable String prompt, String reading, Embedding embedding, List<Sample> samples) {
        public Entry {
            samples = List.copyOf(samples);
        }

        /** Creates an entry for a prompt that was read literally, or for no prompt. */
        public Entry(@Nullable String prompt, Embedding embedding, List<Sample> samples) {
            this(prompt, "", embedding, samples);
        }

        public static Entry of(String prompt, List<ScoredPicture> pictures) {
            return of(prompt, "", pictures);
        }

        public static Entry of(String prompt, String reading, List<ScoredPicture> pictures) {
            return new Entry(
                    prompt,
                    reading,
                    pictures.get(0).embedding(),
                    pictures.stream().map(Sample::of).toList());
        }

        public double[] scores() {
            return samples.stream().mapToDouble(Sample::requireScore).toArray();
        }
    }

    /**
     * One picture.
     *
     * @param picture {@link io.github.clipunit.image.ClipImage#sha256()}
     * @param score the cosine to six digits, or null if there is no prompt
     * @param facts the facts that the generator reported, by name; they are never compared
     */
    public record Sample(String picture, @Nullable Double score, Map<String, String> facts) {
        public Sample {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }

        /** Creates a sample without facts. */
        public Sample(String picture, @Nullable Double score) {
            this(picture, score, Map.of());
        }

        /** Creates a sample from a picture and its score; the score is null if there is no prompt. */
        public static Sample of(ClipImage image, @Nullable Double score) {
            return new Sample(image.sha256(), score == null ? null : SixDigits.round(score), image.facts());
        }

        public static Sample of(ScoredPicture picture) {
            return of(picture.image(), picture.score());
        }

        /** Returns the same sample with another score. */
        public Sample withScore(@Nullable Double other) {
            return new Sample(picture, other, facts);
        }

        public double requireScore() {
            if (score == null) {
                throw new IllegalStateException("picture [" + picture + "] was recorded without a score");
            }
            return score;
        }
    }
}
