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
 * What a golden says.
 *
 * @param label whose golden it is
 * @param model what scored
 * @param entries one for each prompt, in order
 */
public record GoldenRecord(String label, Model model, List<Entry> entries) {

    /** The version of the format that is written. */
    static final int FORMAT = 1;

    public GoldenRecord {
        entries = List.copyOf(entries);
    }

    /** The golden's first picture, which its thumbnail shows. */
    public Entry first() {
        return entries.get(0);
    }

    /** The same under another label. */
    public GoldenRecord of(String otherLabel) {
        return new GoldenRecord(otherLabel, model, entries);
    }

    /** The mean of the prompts' mean scores, which each count the same; empty where there is a picture only. */
    public OptionalDouble meanScore() {
        return hasScores()
                ? entries.stream()
                        .mapToDouble(
                                entry -> Arrays.stream(entry.scores()).average().orElseThrow())
                        .average()
                : OptionalDouble.empty();
    }

    /** The hashes of all pictures, in order. */
    public List<String> pictures() {
        return entries.stream()
                .flatMap(entry -> entry.samples().stream())
                .map(Sample::picture)
                .toList();
    }

    /** Whether scores were recorded, and not only a picture. */
    public boolean hasScores() {
        return first().prompt() != null;
    }

    /**
     * The model that scored.
     *
     * @param id the name it was asked for by
     * @param files the SHA-256 of each file by name
     * @param preprocessing how pixels became tensors
     */
    public record Model(String id, NavigableMap<String, String> files, String preprocessing) {
        /** A judge in a model's place: what it recorded are probabilities of yes. */
        public static Model ofJudge(String id) {
            return new Model(id, new TreeMap<>(), "answers of a judge");
        }

        public boolean isJudge() {
            return equals(ofJudge(id));
        }

        /** Whether both score alike. Files decide; names only where a scorer has no files, as in tests with a fake. */
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
     * @param prompt the prompt, or null where only the picture counts
     * @param reading how the prompt was read, as {@link io.github.clipunit.PromptReading#mode} says it
     * @param embedding of the first picture
     * @param samples all pictures, at least one
     */
    public record Entry(@Nullable String prompt, String reading, Embedding embedding, List<Sample> samples) {
        public Entry {
            samples = List.copyOf(samples);
        }

        /** The pictures of a prompt that was read as it is, or of none. */
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
     * @param score the cosine to six digits, or null where there is no prompt
     * @param facts what its generator said of it, by name; nothing is compared with them
     */
    public record Sample(String picture, @Nullable Double score, Map<String, String> facts) {
        public Sample {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }

        /** A picture of which nothing is said. */
        public Sample(String picture, @Nullable Double score) {
            this(picture, score, Map.of());
        }

        /** A picture and what a model made of it; no score where there is no prompt. */
        public static Sample of(ClipImage image, @Nullable Double score) {
            return new Sample(image.sha256(), score == null ? null : SixDigits.round(score), image.facts());
        }

        public static Sample of(ScoredPicture picture) {
            return of(picture.image(), picture.score());
        }

        /** The same with another score. */
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
