package io.github.clipunit.golden.store;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of the tests of one class; nested classes have records of their own, as they have folders.
 *
 * @param type the class
 * @param run names the run for all its forks; empty where that cannot be told
 * @param tests the names of its test methods with {@link #ENDED}, or else with why they may ask for more than they did
 * @param inherited why goldens of this class are never judged, if they are not
 */
public record ClassRecord(
        String type,
        String run,
        SortedMap<String, String> tests,
        @Nullable String inherited) {

    /** Of a test that ran to its end, with all its invocations. */
    public static final String ENDED = "";

    /** Of a test or a class that was not asked to run, as far as anybody can tell. */
    public static final String LEFT_OUT = "did not run";

    /** Where nothing is known of a class. */
    static final Reason CLASS_LEFT_OUT = new Reason("its class " + LEFT_OUT, true);

    /**
     * Why a test might still ask for a file.
     *
     * @param isUsual whether everybody knows: it is the own golden of a test that did not run to its end, or somebody chose
     *     which tests run
     */
    record Reason(String text, boolean isUsual) {}

    /** What goldens of a whole class are called, where those of a test bear its name. */
    private static final String WHOLE_CLASS = "class";

    /** The record that two runs, or two attempts of one, make together: a test that ran to its end in either did. */
    ClassRecord join(ClassRecord other) {
        SortedMap<String, String> joined = new TreeMap<>(tests);
        other.tests.forEach((test, why) -> joined.merge(test, why, ClassRecord::nearerToItsEnd));
        return new ClassRecord(type, other.run, joined, inherited == null ? other.inherited : inherited);
    }

    private static String nearerToItsEnd(String first, String second) {
        return first.equals(ENDED) || second.equals(LEFT_OUT) ? first : second;
    }

    /** Whether a test of it was not asked to run, so that the run was of chosen tests. */
    public boolean isOfChosenTests() {
        return tests.containsValue(LEFT_OUT);
    }

    /**
     * Why a test might still ask for a file of this class's folder; empty where none can. A test's own goldens begin with
     * its name; what lies deeper, named goldens and cassettes, may be any test's.
     *
     * @param own whether it is a test's own
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

    /** What precedes numbers, invocations and the hashes of altered names: methods that share it are judged together. */
    private static String start(String name) {
        return name.split("[-.]", 2)[0];
    }
}
