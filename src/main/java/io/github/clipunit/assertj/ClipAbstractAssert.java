package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.golden.verdict.GoldenVerdict;
import io.github.clipunit.run.TestScope;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;

/** What all assertions share: telling the running test of each check, and keeping descriptions across steps. */
abstract class ClipAbstractAssert<S extends ClipAbstractAssert<S, A>, A> extends AbstractAssert<S, A> {

    ClipAbstractAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Hands the description and the overriding message on to the next step. */
    <N extends ClipAbstractAssert<N, ?>> N carry(N next) {
        next.info.description(info.description());
        next.info.overridingErrorMessage(info.overridingErrorMessage());
        return next;
    }

    /** Tells the running test of the verdict, and throws if the check did not hold. */
    S settle(Check.Builder check, boolean holds, Supplier<String> message, String found, String wanted) {
        return holds ? pass(check) : fail(check, message, Explanation.NONE, found, wanted);
    }

    /** As the other, for two numbers, which only a failure makes text of. */
    S settle(Check.Builder check, boolean holds, Supplier<String> message, double found, double wanted) {
        return settle(check, holds, message, () -> Explanation.NONE, found, wanted);
    }

    /** As the other, and explains a failure. */
    S settle(
            Check.Builder check,
            boolean holds,
            Supplier<String> message,
            Supplier<Explanation> why,
            double found,
            double wanted) {
        return holds
                ? pass(check)
                : fail(check, message, why.get(), Fixed.fixed(found, wanted), Fixed.fixed(wanted, found));
    }

    /** As the other, for texts. */
    S settle(
            Check.Builder check,
            boolean holds,
            Supplier<String> message,
            Supplier<Explanation> why,
            String found,
            String wanted) {
        return holds ? pass(check) : fail(check, message, why.get(), found, wanted);
    }

    private S pass(Check.Builder check) {
        TestScope.current().ifPresent(scope -> scope.record(check.passed()));
        return myself;
    }

    private S fail(
            Check.Builder check, Supplier<String> message, Explanation explanation, String found, String wanted) {
        explanation.facts().forEach(check::fact);
        String text = Messages.explained(message.get(), explanation);
        TestScope.current().ifPresent(scope -> scope.record(check.failed(text)));
        throw failureWithActualExpected(found, wanted, "%s", text);
    }

    /**
     * Tells the running test of what comparing with a golden led to, and throws if it regressed.
     *
     * @param found the name of the check's figure that was found
     * @param wanted the name of the check's figure that was wanted
     */
    S settle(GoldenVerdict verdict, String found, String wanted) {
        TestScope.current().ifPresent(scope -> scope.record(verdict.check()));
        if (verdict.passed()) {
            return myself;
        }
        throw failureWithActualExpected(figure(verdict, found), figure(verdict, wanted), "%s", verdict.message());
    }

    private static String figure(GoldenVerdict verdict, String name) {
        return Fixed.fixed(verdict.check().figures().getOrDefault(name, Double.NaN));
    }
}
