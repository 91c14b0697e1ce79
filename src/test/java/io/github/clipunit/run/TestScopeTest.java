package io.github.clipunit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.settings.Settings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestScopeTest {

    private static final ClipScorer ONE = ClipScorer.of("one-1", (image, prompt) -> 0.3);
    private static final ClipScorer OTHER = ClipScorer.of("other-1", (image, prompt) -> 0.4);
    private static final String NO_TEST =
            "there is no current CLIP scorer, because this code belongs to no test: put @ClipTest on the test class"
                    + " or method; on a thread that a test starts, pass the test method's ClipScorer parameter to"
                    + " assertThat(image).scoredBy(scorer)";

    private static TestScope open(ClipScorer scorer) {
        return TestScope.open(scorer, Settings.ofJvm(), identity("open"), check -> {});
    }

    private static TestIdentity identity(String method) {
        Optional<Method> found = Arrays.stream(TestScopeTest.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(method))
                .findFirst();
        return new TestIdentity(TestScopeTest.class, found, Optional.empty(), "id");
    }

    @Test
    void should_have_no_scorer_where_no_test_runs_and_before_and_after_one_alike() {
        assertThatIllegalStateException().isThrownBy(TestScope::currentScorer).withMessage(NO_TEST);
        try (TestScope scope = open(ONE)) {
            assertThat(TestScope.currentScorer()).isSameAs(scope.scorer()).hasToString(ONE.toString());
        }
        assertThatIllegalStateException().isThrownBy(TestScope::currentScorer).withMessage(NO_TEST);
    }

    @Test
    void should_be_back_in_the_scope_around_when_one_ends() {
        try (TestScope outer = open(ONE)) {
            try (TestScope inner = open(OTHER)) {
                assertThat(TestScope.current()).containsSame(inner);
            }
            assertThat(TestScope.current()).containsSame(outer);
        }
    }

    /** As a thread does that waits for its own future, and meanwhile runs the task of another test. */
    @Test
    void should_not_take_a_task_that_a_waiting_thread_runs_for_the_waiting_test_s() {
        AtomicReference<Optional<TestScope>> seen = new AtomicReference<>();
        try (TestScope scope = open(ONE)) {
            new RecursiveAction() {
                @Override
                protected void compute() {
                    seen.set(TestScope.current());
                }
            }.invoke();
            assertThat(seen.get()).isEmpty();
            assertThat(TestScope.current()).containsSame(scope);
        }
    }

    @Test
    void should_give_no_part_of_a_parallel_stream_to_the_thread_it_happens_to_run_on() {
        try (TestScope scope = open(ONE)) {
            List<Boolean> found = IntStream.range(0, 64)
                    .parallel()
                    .mapToObj(i -> TestScope.current().isPresent())
                    .distinct()
                    .toList();
            assertThat(found).containsExactly(false);
            assertThat(scope.isHere()).isTrue();
        }
    }

    @Test
    void should_give_no_scope_to_the_thread_of_a_pool_though_a_test_made_it() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            try (TestScope scope = open(ONE)) {
                assertThat(pool.submit(TestScope::current).get()).isEmpty();
                assertThat(pool.submit(() -> TestScope.of(scope.scorer())).get())
                        .containsSame(scope);
            }
            try (TestScope next = open(OTHER)) {
                assertThat(pool.submit(TestScope::current).get()).isEmpty();
                assertThat(next.isHere()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void should_refuse_the_scorer_of_a_test_that_is_over() {
        TestScope scope = open(ONE);
        scope.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> TestScope.of(scope.scorer()))
                .withMessage("[TestScopeTest#open] is over, but its scorer was used again: wait in the test for the"
                        + " threads that it starts, and let each test take its own ClipScorer parameter");
    }

    @Test
    void should_take_the_scorer_of_a_class_for_that_of_the_test_that_runs_here_and_only_here() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (TestScope type = TestScope.open(ONE, Settings.ofJvm(), identity("none"), check -> {})) {
            assertThat(pool.submit(() -> TestScope.of(type.scorer())).get()).containsSame(type);
            try (TestScope test = type.openInside(ONE, Settings.ofJvm(), identity("open"), check -> {})) {
                assertThat(TestScope.of(type.scorer())).containsSame(test);
                assertThat(TestScope.named(type.scorer())).isSameAs(test.scorer());
                pool.submit(() -> assertThatIllegalStateException()
                                .isThrownBy(() -> TestScope.of(type.scorer()))
                                .withMessage("the scorer of class [TestScopeTest] does not identify which of its"
                                        + " tests this thread belongs to: take a ClipScorer parameter"
                                        + " in the test method, and pass it to"
                                        + " assertThat(image).scoredBy(scorer)"))
                        .get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** A method that it left to its default would compute again what the scorer knows, or in another way. */
    @Test
    void should_hand_every_question_on_to_the_scorer_inside() {
        assertThat(Arrays.stream(ClipScorer.class.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(TestScopeTest::signature))
                .isSubsetOf(Arrays.stream(TestScorer.class.getDeclaredMethods())
                        .map(TestScopeTest::signature)
                        .toList());
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
