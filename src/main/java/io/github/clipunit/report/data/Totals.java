package io.github.clipunit.report.data;

import io.github.clipunit.internal.Counted;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of tests by outcome, as the build counts them.
 *
 * @param passed the passed tests, including flaky ones
 * @param flaky the tests that passed only after being repeated
 * @param checks the checks that the tests made
 * @param expected the failed checks in tests that passed
 */
public record Totals(
        int tests, int passed, int failed, int errors, int aborted, int disabled, int flaky, int checks, int expected) {

    static Totals of(List<TestEntry> tests) {
        Map<TestStatus, Integer> counts = new EnumMap<>(TestStatus.class);
        int flaky = 0;
        int checks = 0;
        int expected = 0;
        for (TestEntry test : tests) {
            counts.merge(test.status(), test.isCounted() ? 1 : 0, Integer::sum);
            flaky += test.flaky() ? 1 : 0;
            checks += test.checks().size();
            expected += test.status() == TestStatus.PASSED
                    ? (int) test.checks().stream()
                            .filter(check -> !check.passed())
                            .count()
                    : 0;
        }
        return new Totals(
                counts.values().stream().mapToInt(count -> count).sum(),
                counts.getOrDefault(TestStatus.PASSED, 0),
                counts.getOrDefault(TestStatus.FAILED, 0),
                counts.getOrDefault(TestStatus.ERROR, 0),
                counts.getOrDefault(TestStatus.ABORTED, 0),
                counts.getOrDefault(TestStatus.DISABLED, 0),
                flaky,
                checks,
                expected);
    }

    /** Returns how many tests make the build fail. */
    public int red() {
        return failed + errors;
    }

    /** Returns one line for people, such as {@code 3 of 5 tests failed, 1 ended in an error}. */
    public String headline() {
        if (tests == 0) {
            return "no tests ran";
        }
        String all = Counted.of(tests, "test");
        String verdict;
        if (red() == 0) {
            verdict = passed == tests ? all + " passed" : passed + " of " + all + " passed";
        } else if (failed == 0) {
            verdict = errors + " of " + all + " ended in an error";
        } else {
            verdict = failed + " of " + all + " failed" + count(errors, " ended in an error");
        }
        return verdict + count(aborted, " aborted") + count(disabled, " disabled") + count(flaky, " flaky");
    }

    private static String count(int number, String what) {
        return number == 0 ? "" : ", " + number + what;
    }
}
