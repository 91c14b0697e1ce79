package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to compare results that are not comparable.
 *
 * @param shown the golden's path for people
 * @param accept returns the lines that explain how to record the golden again
 */
record GoldenIdentity(String shown, Supplier<String> accept) {

    private static final int SHOWN = 80;

    /**
     * Checks that the golden has the same model and preprocessing.
     *
     * @throws GoldenMismatchException if they differ
     */
    void requireSameOrigin(GoldenRecord recorded, GoldenRecord seen) {
        requireSameModel(recorded.model(), seen.model());
        require(
                "was made with other preprocessing, so its scores cannot be compared",
                recorded.model().preprocessing(),
                seen.model().preprocessing());
    }

    /**
     * Checks that the golden has the same prompts, in any order.
     *
     * @throws GoldenMismatchException if they differ
     */
    void requireSamePrompts(GoldenRecord recorded, GoldenRecord seen) {
        if (recorded.entries().size() == 1 && seen.entries().size() == 1) {
            require(
                    "was made for another prompt, so its scores cannot be compared",
                    quoted(recorded.first().prompt()),
                    quoted(seen.first().prompt()));
            requireSameReading(recorded.first(), seen.first());
            return;
        }
        List<String> gone = without(recorded, seen);
        List<String> added = without(seen, recorded);
        if (!gone.isEmpty() || !added.isEmpty()) {
            throw new GoldenMismatchException("golden [" + shown
                    + "] was made for other prompts, so its scores cannot be compared"
                    + "\n  only recorded: " + gone + "\n  only actual:   " + added + "\n" + accept.get());
        }
        for (GoldenRecord.Entry now : seen.entries()) {
            recorded.entries().stream()
                    .filter(entry -> Objects.equals(entry.prompt(), now.prompt()))
                    .forEach(entry -> requireSameReading(entry, now));
        }
    }

    private void requireSameReading(GoldenRecord.Entry recorded, GoldenRecord.Entry seen) {
        require(
                "read prompt " + VisibleText.excerpt(quoted(seen.prompt()), SHOWN)
                        + " differently, so its scores cannot be compared",
                named(recorded.reading()),
                named(seen.reading()));
    }

    private static String named(String reading) {
        return reading.isEmpty() ? "as it is" : reading;
    }

    /**
     * Checks that the golden has the same number of pictures for a prompt.
     *
     * @throws GoldenMismatchException if the numbers differ
     */
    void requireAsMany(GoldenRecord.Entry recorded, GoldenRecord.Entry seen) {
        int before = recorded.samples().size();
        int now = seen.samples().size();
        if (before != now) {
            throw new GoldenMismatchException("golden [" + shown + "] has [" + before + "] pictures of "
                    + quoted(seen.prompt()) + ", but [" + now
                    + "] were given: pairs need equal numbers, in the order of their seeds\n" + accept.get());
        }
    }

    private void requireSameModel(GoldenRecord.Model recorded, GoldenRecord.Model seen) {
        if (!recorded.isSameAs(seen)) {
            throw new GoldenMismatchException("golden [" + shown
                    + "] was made by another model, so its scores cannot be compared"
                    + "\n  recorded: " + recorded.id() + "\n  actual:   " + seen.id()
                    + "\n  files that differ: " + differing(recorded, seen)
                    + "\nRun with the recorded model; or move the goldens to this one with clipunit golden migrate, which scores the"
                    + " same pictures with both; or accept this result, if you checked the picture. " + accept.get());
        }
    }

    private static String differing(GoldenRecord.Model recorded, GoldenRecord.Model seen) {
        TreeSet<String> names = new TreeSet<>(recorded.files().keySet());
        names.addAll(seen.files().keySet());
        names.removeIf(
                name -> Objects.equals(recorded.files().get(name), seen.files().get(name)));
        return names.isEmpty() ? "none known" : String.join(", ", names);
    }

    private void require(String fact, String recorded, String actual) {
        if (!recorded.equals(actual)) {
            throw new GoldenMismatchException("golden [" + shown + "] " + fact + "\n  recorded: " + recorded
                    + "\n  actual:   " + actual + "\n" + accept.get());
        }
    }

    private static List<String> without(GoldenRecord from, GoldenRecord other) {
        List<String> left = new ArrayList<>();
        from.entries().forEach(entry -> left.add(quoted(entry.prompt())));
        other.entries().forEach(entry -> left.remove(quoted(entry.prompt())));
        return left;
    }

    private static String quoted(@Nullable String prompt) {
        return prompt == null ? "no prompt" : VisibleText.quoted(prompt);
    }
}
