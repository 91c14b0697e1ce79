package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.run.TestScope;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * The base of all assertions: it reports each check to the running test and carries descriptions over to the next step.
 */
abstract class ClipAbstractAssert<S extends ClipAbstractAssert<S, A>, A> extends AbstractAssert<S, A> {

    private static final System.Logger LOG = System.getLogger(ClipAbstractAssert.class.getName());

    /**
     * The scorer named by the test, or the running test's scorer once it is needed. A scorer knows the test it was
     * given to.
     */
    private @Nullable ClipScorer scorer;

    /** The step that a test starts with; null for later steps. */
    private TestScope.@Nullable Step start;

    ClipAbstractAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Registers with the running test that a check must follow. */
    S started(String description, String lacking) {
        start = TestScope.start(description, lacking);
        return myself;
    }

    /** Continues with a scorer that the test names. */
    S goOn(ClipScorer named) {
        scorer = reading(TestScope.named(Demands.require("scorer", named)));
        return myself;
    }

    /** Continues with a scorer that reads prompts differently from the test's scorer. */
    S readBy(ClipScorer reader) {
        scorer = reader;
        return myself;
    }

    /** Returns the scorer that the test named, or the running test's scorer. */
    ClipScorer scorer() {
        ClipScorer known = scorer;
        if (known == null) {
            known = reading(TestScope.scorerOf(scope()));
            scorer = known;
        }
        return known;
    }

    /** Wraps a scorer so that it reads prompts in the syntax of generators. */
    private static ClipScorer reading(ClipScorer named) {
        return TestScope.through(named, inner -> PromptScorer.of(inner, () -> TestScope.settings(named)));
    }

    /** Passes the scorer, the description and the overriding message to the next step. */
    <N extends ClipAbstractAssert<N, ?>> N carry(N next) {
        finishStart();
        ((ClipAbstractAssert<?, ?>) next).scorer = scorer;
        next.info.description(info.description());
        next.info.overridingErrorMessage(info.overridingErrorMessage());
        return next;
    }

    /** Reports the verdict to the running test, and throws if the measurement does not hold. */
    S settle(Check.Builder check, Supplier<String> message) {
        return settle(check, message, () -> Explanation.NONE);
    }

    /** Works like the method above, and also explains a failure. */
    S settle(Check.Builder check, Supplier<String> message, Supplier<Explanation> why) {
        return settle(check.measurement().holds() ? check.passed() : check.failed(message.get(), why.get()));
    }

    /** Returns how a prompt of the check was read. */
    PromptReading reading(String prompt) {
        return scorer().readingOf(prompt);
    }

    /** Adds to a check how its prompt was read, and logs a warning if the prompt was truncated. */
    private Check withReading(Check check) {
        String prompt = check.prompt();
        if (prompt == null || check.model() == null || scorer == null) {
            return check;
        }
        PromptReading reading = reading(prompt);
        if (reading.extent() == PromptReading.Extent.TRUNCATED) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "clipunit: prompt " + Prompts.described(prompt, reading, scorer)
                            + ": the score does not cover the end");
        }
        return check.with(Prompts.facts(reading));
    }

    /** Reports a verdict to the running test, and throws if the check failed. */
    S settle(Check verdict) {
        finishStart();
        Check check = withReading(verdict);
        Optional<TestScope> scope = test();
        scope.ifPresent(test -> test.record(check));
        if (check.passed()) {
            return myself;
        }
        String variant = scope.flatMap(test -> test.identity().variant().prompt())
                .map(text -> "\nprompt variant: " + VisibleText.quoted(text))
                .orElse("");
        throw failureWithActualExpected(
                OutputForm.LINES.of(check.measurement().foundText()),
                OutputForm.LINES.of(check.measurement().wantedText()),
                "%s",
                OutputForm.LINES.of(check.message() + variant));
    }

    /** Returns the test that this assertion belongs to. A scorer that was named or used already determines the test. */
    Optional<TestScope> test() {
        return scorer == null ? scope() : TestScope.of(scorer);
    }

    /** Begins a step that needs no scorer. If a scorer was named, it determines the test. */
    TestScope.Step begin(String description, String lacking) {
        return scorer == null ? TestScope.begin(description, lacking) : TestScope.begin(scorer, description, lacking);
    }

    /** Returns the test in which this assertion started. Finding the running test again would walk the stack. */
    private Optional<TestScope> scope() {
        return start == null ? TestScope.current() : start.scope();
    }

    private void finishStart() {
        if (start != null) {
            start.finish();
        }
    }
}
