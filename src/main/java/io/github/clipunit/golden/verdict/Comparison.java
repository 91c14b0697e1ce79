package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A test's new result, and how it is compared with a golden. */
interface Comparison {

    /** Returns the golden that would accept the new result. */
    GoldenRecord seen();

    /** Returns the pictures of the thumbnail: the first of each prompt. */
    List<ClipImage> shown();

    /** Starts the report of the check with all that is known without the golden, which may not be recorded yet. */
    Check.Builder check();

    /** Returns whether a golden has the data that this comparison needs; a golden without it counts as missing. */
    default boolean canUse(GoldenRecord recorded) {
        return recorded.hasScores();
    }

    /**
     * Checks that the two may be compared: they must have the same model, preprocessing and prompts.
     *
     * @throws GoldenMismatchException if they differ
     */
    default void requireComparable(GoldenIdentity identity, GoldenRecord recorded) {
        identity.requireSameOrigin(recorded, seen());
        identity.requireSamePrompts(recorded, seen());
    }

    /** Returns whether this result is complete; an incomplete one is not proposed. */
    default boolean isWhole() {
        return true;
    }

    /** Returns whether a golden already says all of this, so that accepting it changes nothing. */
    default boolean isAlready(GoldenRecord recorded) {
        return false;
    }

    /**
     * Compares with a golden.
     *
     * @param recorded a golden that may be compared
     * @param shown the golden's path for people
     * @param check receives the measurement and the golden's data
     * @return the failure message, or null if the check passes
     */
    @Nullable
    String flaw(GoldenRecord recorded, String shown, Check.Builder check);

    /** Explains why the pictures may be worse; called only if they are. */
    default Explanation why() {
        return Explanation.NONE;
    }

    /** Returns the picture that a person should look at first. */
    default ClipImage worst() {
        return shown().get(0);
    }

    /** Describes the new result in a few words, for the notice that it was recorded. */
    String summary();

    /**
     * Returns a warning to read before this result is committed as a golden.
     *
     * @param former the golden that it replaces, or null
     */
    default Optional<String> caution(@Nullable GoldenRecord former) {
        return Optional.empty();
    }
}
