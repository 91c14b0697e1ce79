package io.github.clipunit.golden.store;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tests of one class as a run saw them. Nested classes have their own records, just as they have their own folders.
 *
 * @param type the class
 * @param run the id shared by all forks of the run; empty if it is unknown
 * @param tests the names of the test methods, each with {@link #ENDED} or with the reason why it may use more goldens
 * @param inherited the reason why the goldens of this class are never judged, or null
 */
public record ClassRecord(
        String type,
        String run,
        SortedMap<String, String> tests,
        @Nullable String inherited) {

    /** Marks a test that ran to its end, with all its invocations. */
    public static final String ENDED = "";

    /** Marks a test or class that, as far as is known, was not selected to run. */
    public static final String LEFT_OUT = "did not run";

    /** The reason for a class that has no record. */
    static final Reason CLASS_LEFT_OUT = new Reason("its class " + LEFT_OUT, true);

    /**
     * The reason why a test might still use a file.
     *
     * @param isUsual whether the reason is obvious: the file is the own golden of a test that did not run to its end,
     *     or the run selected tests
     */
    record Reason(String text, boolean isUsual) {}

    /** The name of goldens that belong to a whole class instead of a test. */
    private static final String WHOLE_CLASS = "class";

    /** Merges the records of two runs, or of two attempts of one. A test ran to its end if it did so in either. */
    ClassRecord join(ClassRecord other) {
        SortedMap<String, String> joined = new TreeMap<>(tests);
        other.tests.forEach((test, why) -> joined.merge(test, why, ClassRecord::nearerToItsEnd));
        return new ClassRecord(type, other.run, joined, inherited == null ? other.inherited : inherited);
    }

    private static String nearerToItsEnd(String first, String second) {
        return first.equals(ENDED) || second.equals(LEFT_OUT) ? first : second;
    }

    /** Returns whether a test of the class was not selected, so that the run covered only selected tests. */
    public boolean isOfChosenTests() {
        return tests.containsValue(LEFT_OUT);
    }

    /**
     * Returns why a test might still use a file of this class's folder; empty if no test can. A test's own goldens
     * begin with its name. Named goldens and cassettes, which lie deeper, may belong to any test.
     *
     * @param own whether the file is a test's own golden
     * @param name the name of the file
     */
    Optional<Reason> whyAsked(boolean own, String name) {
        if (inherited != null) {
            return Optional.of(new Reason(inherited, false));
        }
        String test = start(name);
        return tests.entrySet().stream()
                .filter(entry ->
                        !own || test.equals(WHOLE_CLASS) || test.equals(start(SafeName.ofIdentifier(entry.getKey()))))
                .filter(entry -> !entry.getValue().equals(ENDED))
                .max(Comparator.comparing(entry -> entry.getValue().equals(LEFT_OUT)))
                .map(entry -> new Reason(
                        "test [" + entry.getKey() + "] " + entry.getValue(),
                        own || entry.getValue().equals(LEFT_OUT)));
    }

    /**
     * Returns the part of a name before numbers, invocations and the hashes of altered names. Methods that share it are
     * judged together.
     */
    private static String start(String name) {
        return name.split("[-.]", 2)[0];
    }
}
