package io.github.clipunit.assertj;

import io.github.clipunit.run.TestScope;
import java.util.Optional;

/** A step that means nothing until a check follows; where a test runs, it is told of both. */
final class PreparedStep {

    private final Optional<TestScope.Step> step;

    private PreparedStep(Optional<TestScope.Step> step) {
        this.step = step;
    }

    /**
     * Notes that a check must follow.
     *
     * @param description what was prepared, as the test wrote it
     */
    static PreparedStep begin(String description) {
        return new PreparedStep(TestScope.current().map(scope -> scope.begin(description)));
    }

    void finish() {
        step.ifPresent(TestScope.Step::finish);
    }
}
