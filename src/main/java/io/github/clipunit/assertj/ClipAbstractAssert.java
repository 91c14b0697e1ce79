package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
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

    /** Tells the running test of the verdict, and throws if the measurement is not as wanted. */
    S settle(Check.Builder check, Supplier<String> message) {
        return settle(check, message, () -> Explanation.NONE);
    }

    /** As the other, and explains a failure. */
    S settle(Check.Builder check, Supplier<String> message, Supplier<Explanation> why) {
        return settle(check.measurement().holds() ? check.passed() : check.failed(message.get(), why.get()));
    }

    /** Tells the running test of a verdict, and throws if the check failed. */
    S settle(Check check) {
        TestScope.current().ifPresent(scope -> scope.record(check));
        if (check.passed()) {
            return myself;
        }
        throw failureWithActualExpected(
                check.measurement().foundText(), check.measurement().wantedText(), "%s", check.message());
    }
}
