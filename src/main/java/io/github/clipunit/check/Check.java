package io.github.clipunit.check;

import io.github.clipunit.ClipModel;
import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question that a test asked about pictures, and its answer: what reports, report entries and listeners are told.
 *
 * @param name what was asked, such as {@code clip score above}
 * @param passed whether the answer was as the test wanted it
 * @param images the pictures it was asked of, at least one
 * @param prompt the prompt, or null where the check has none
 * @param model the model behind the scores, or null where the check needs none
 * @param figures the numbers by name, in the order a reader wants them; {@link #SCORE}, {@link #THRESHOLD} and
 *     {@link #MARGIN} where they apply
 * @param facts other facts by name, such as the nearest distractor
 * @param message the whole failure message, or null where it passed
 */
public record Check(
        String name,
        boolean passed,
        List<ClipImage> images,
        @Nullable String prompt,
        @Nullable ClipModel model,
        Map<String, Double> figures,
        Map<String, String> facts,
        @Nullable String message) {

    /** The cosine that was compared. */
    public static final String SCORE = "score";
    /** What the score was compared with. */
    public static final String THRESHOLD = "threshold";
    /** The end of a range of allowed scores, where it has one. */
    public static final String UPPER_THRESHOLD = "upperThreshold";
    /** By how much the prompt beat the nearest distractor. */
    public static final String MARGIN = "margin";
    /** The score that the golden recorded. */
    public static final String GOLDEN = "golden";

    public Check {
        images = List.copyOf(images);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The start of a check of one picture. */
    public static Builder of(String name, ClipImage image) {
        return of(name, List.of(image));
    }

    /** The start of a check of several pictures. */
    public static Builder of(String name, List<ClipImage> images) {
        return new Builder(name, images);
    }

    /** Collects what is known of a check until its verdict falls. */
    public static final class Builder {
        private final String name;
        private final List<ClipImage> images;
        private @Nullable String prompt;
        private @Nullable ClipModel model;
        private final Map<String, Double> figures = new LinkedHashMap<>();
        private final Map<String, String> facts = new LinkedHashMap<>();

        private Builder(String name, List<ClipImage> images) {
            this.name = name;
            this.images = new ArrayList<>(images);
        }

        /** Names the prompt. */
        public Builder prompt(String prompt) {
            this.prompt = prompt;
            return this;
        }

        /** Names the model behind the scores. */
        public Builder model(ClipModel model) {
            this.model = model;
            return this;
        }

        /** Adds a number. */
        public Builder figure(String name, double value) {
            figures.put(name, value);
            return this;
        }

        /** Adds a fact. */
        public Builder fact(String name, String value) {
            facts.put(name, value);
            return this;
        }

        /** The check that passed. */
        public Check passed() {
            return new Check(name, true, images, prompt, model, figures, facts, null);
        }

        /** The check that failed, with its whole message. */
        public Check failed(String message) {
            return new Check(name, false, images, prompt, model, figures, facts, message);
        }
    }
}
