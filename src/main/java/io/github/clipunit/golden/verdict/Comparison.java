package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a test saw, and how that is compared with a golden. */
interface Comparison {

    /** What the golden would say if this were accepted. */
    GoldenRecord seen();

    /** The pictures of the thumbnail: the first of each prompt. */
    List<ClipImage> shown();

    /** The start of what is told of the check: all that is known before the golden is, which may have yet to be recorded. */
    Check.Builder check();

    /** Whether a golden holds what this compares with; one that does not counts as missing. */
    default boolean canUse(GoldenRecord recorded) {
        return recorded.hasScores();
    }

    /**
     * Does nothing if the two may be compared: if they are of the same model, preprocessing and prompts.
     *
     * @throws GoldenMismatchException if not
     */
    default void requireComparable(GoldenIdentity identity, GoldenRecord recorded) {
        identity.requireSameOrigin(recorded, seen());
        identity.requireSamePrompts(recorded, seen());
    }

    /** Whether all that a golden needs was seen; what is less is not proposed. */
    default boolean isWhole() {
        return true;
    }

    /** Whether a golden says all that was seen already, so that accepting it changes nothing. */
    default boolean isAlready(GoldenRecord recorded) {
        return false;
    }

    /**
     * Compares.
     *
     * @param recorded a golden that may be compared
     * @param shown its path for people
     * @param check is told what was measured, and what the golden recorded
     * @return the failure message, or null where the golden holds
     */
    @Nullable
    String flaw(GoldenRecord recorded, String shown, Check.Builder check);

    /** Why the pictures may be worse; asked for only where they are. */
    default Explanation why() {
        return Explanation.NONE;
    }

    /** The picture that a person should look at first. */
    default ClipImage worst() {
        return shown().get(0);
    }

    /** What was seen, in a few words, for the notice that it was recorded. */
    String summary();

    /**
     * What a person should know before committing this as a golden.
     *
     * @param former what it replaces, or null where there was none
     */
    default Optional<String> caution(@Nullable GoldenRecord former) {
        return Optional.empty();
    }
}
