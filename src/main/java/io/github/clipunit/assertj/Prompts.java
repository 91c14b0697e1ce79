package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Rules and texts for prompts, used for one picture and for several. */
final class Prompts {

    /** The number of characters shown: twice the longest prompt that most models take. */
    private static final int SHOWN = 600;

    private Prompts() {}

    /** Returns the text unless it is blank. */
    static String requireText(String name, String prompt) {
        if (Demands.require(name, prompt).isBlank()) {
            throw new IllegalArgumentException(
                    name + " [" + VisibleText.onOneLine(prompt) + "] must not be blank: it describes no picture");
        }
        return prompt;
    }

    /**
     * Describes a prompt: the prompt in quotes, its tokens out of the model's context, and the parts that are not read
     * literally.
     */
    static String described(String prompt, ClipScorer scorer) {
        return described(prompt, scorer.readingOf(prompt), scorer);
    }

    /** Works like the method above for a prompt that is read in another way. */
    static String described(String prompt, PromptReading reading, ClipScorer scorer) {
        List<String> notes = new ArrayList<>();
        OptionalInt tokens = scorer.countTokens(prompt);
        OptionalInt context = scorer.model().contextLength();
        tokens.ifPresent(count -> notes.add(
                count + (context.isPresent() ? " of " + context.getAsInt() : "") + " tokens" + extent(reading)));
        if (!reading.leftOut().isEmpty()) {
            notes.add("left out: " + VisibleText.excerpt(String.join(", ", reading.leftOut()), SHOWN));
        }
        return quoted(prompt) + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
    }

    private static String extent(PromptReading reading) {
        return reading.isWhole() ? "" : ", " + reading.extent().words();
    }

    /** Returns the facts for reports about a prompt that is not read literally. */
    static List<NamedText> facts(PromptReading reading) {
        List<NamedText> facts = new ArrayList<>();
        if (!reading.leftOut().isEmpty()) {
            facts.add(new NamedText(Check.LEFT_OUT, String.join(", ", reading.leftOut())));
        }
        if (!reading.isWhole()) {
            facts.add(new NamedText(Check.PROMPT_READ, reading.extent().words()));
        }
        return facts;
    }

    /** Returns the prompt in quotes, or the beginning of a very long one. */
    static String quoted(String prompt) {
        return VisibleText.quoted(VisibleText.excerpt(prompt, SHOWN));
    }

    /** Returns the pictures with their embeddings and scores for one prompt, in order, as goldens need them. */
    static List<ScoredPicture> score(List<ClipImage> images, String prompt, ClipScorer scorer) {
        List<ClipScore> scores = scorer.scores(images, prompt);
        List<Embedding> embeddings = scorer.embedImages(images);
        List<ScoredPicture> scored = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            scored.add(new ScoredPicture(
                    images.get(i), embeddings.get(i), scores.get(i).cosine()));
        }
        return scored;
    }
}
