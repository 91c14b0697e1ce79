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

/** What all assertions share: telling the running test of each check, and keeping descriptions across steps. */
abstract class ClipAbstractAssert<S extends ClipAbstractAssert<S, A>, A> extends AbstractAssert<S, A> {

    private static final System.Logger LOG = System.getLogger(ClipAbstractAssert.class.getName());

    /** Named by the test, or the running test's once it is asked; it knows which test it was given to. */
    private @Nullable ClipScorer scorer;

    /** Of what a test starts with; null of later steps. */
    private TestScope.@Nullable Step start;

    ClipAbstractAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Notes for the running test that a check must follow. */
    S started(String description, String lacking) {
        start = TestScope.start(description, lacking);
        return myself;
    }

    /** Goes on with a scorer that the test names. */
    S goOn(ClipScorer named) {
        scorer = reading(TestScope.named(Demands.require("scorer", named)));
        return myself;
    }

    /** Goes on with a scorer that reads prompts in another way than the test's. */
    S readBy(ClipScorer reader) {
        scorer = reader;
        return myself;
    }

    /** The scorer that the test named, or else its own. */
    ClipScorer scorer() {
        ClipScorer known = scorer;
        if (known == null) {
            known = reading(TestScope.scorerOf(scope()));
            scorer = known;
        }
        return known;
    }

    /** Prompts of tests are those of generators. */
    private static ClipScorer reading(ClipScorer named) {
        return TestScope.through(named, inner -> PromptScorer.of(inner, () -> TestScope.settings(named)));
    }

    /** Hands the scorer, the description and the overriding message on to the next step. */
    <N extends ClipAbstractAssert<N, ?>> N carry(N next) {
        finishStart();
        ((ClipAbstractAssert<?, ?>) next).scorer = scorer;
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

    /** How a prompt of the check was read. */
    PromptReading reading(String prompt) {
        return scorer().readingOf(prompt);
    }

    /** With how its prompt was read, and a warning if not all of that was. */
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
                            + ": the score says nothing of it");
        }
        return check.with(Prompts.facts(reading));
    }

    /** Tells the running test of a verdict, and throws if the check failed. */
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

    /** The test that this belongs to, as the scorer tells it where one was named or asked for. */
    Optional<TestScope> test() {
        return scorer == null ? scope() : TestScope.of(scorer);
    }

    /** Begins a step that needs no scorer, unless one was named and tells the test. */
    TestScope.Step begin(String description, String lacking) {
        return scorer == null ? TestScope.begin(description, lacking) : TestScope.begin(scorer, description, lacking);
    }

    /** The test that this started in; to find the running one walks the stack. */
    private Optional<TestScope> scope() {
        return start == null ? TestScope.current() : start.scope();
    }

    private void finishStart() {
        if (start != null) {
            start.finish();
        }
    }
}
