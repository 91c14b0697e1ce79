package io.github.clipunit.nonsense;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.PublicSurfaceTest;
import io.github.clipunit.assertj.ClipAssertions;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.nonsense.BadValues.Bad;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.sets.EmbeddingMoments;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls all that is public with null, blank, empty, infinite and negative arguments: each is refused by name, and says why. */
class NonsenseTest {

    @TempDir
    static Path folder;

    private static OnnxClipScorer pictogram;
    private static GoodValues good;

    @BeforeAll
    static void load() {
        pictogram = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
        good = new GoodValues(folder, pictogram);
    }

    @AfterAll
    static void close() {
        pictogram.close();
    }

    @Test
    void should_refuse_nonsense_by_name() {
        Taken taken = new Taken();
        List<String> flaws =
                shown().flatMap(type -> flaws(type, taken).stream()).toList();
        assertThat(flaws).isEmpty();
        assertThat(taken.unused()).isEmpty();
    }

    @Test
    void should_find_the_flaws_of_a_careless_class() {
        assertThat(flaws(Careless.class, new Taken()))
                .anyMatch(flaw ->
                        flaw.startsWith("Careless.new(prompt) prompt=null: throws NullPointerException: Cannot"))
                .contains(
                        "Careless.new(prompt) prompt=empty: takes it",
                        "Careless.score(threshold) threshold=NaN: throws AssertionError: too low",
                        "Careless.score(threshold) threshold=1000000.0: takes it",
                        "Careless.first(labels) labels=empty: throws ArrayIndexOutOfBoundsException: "
                                + "Index 0 out of bounds for length 0",
                        "Careless.find(name) name=null: does not name it: IllegalArgumentException: must not be null, ever",
                        "Careless.find(name) name=blank: says too little: IllegalArgumentException: name is blank",
                        "Careless.limit(count) good: refuses good arguments: java.lang.IllegalArgumentException: no")
                .doesNotContain("Careless.find(name) name=empty");
    }

    private static Stream<Class<?>> shown() {
        return PublicSurfaceTest.SHOWN.stream().map(NonsenseTest::type);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.github.clipunit." + name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private static List<String> flaws(Class<?> type, Taken taken) {
        List<String> flaws = new ArrayList<>();
        for (Executable code : PublicApi.of(type)) {
            String name = PublicApi.name(code);
            call(type, code, Answer.arguments(code, good))
                    .filter(NonsenseTest::isRefusal)
                    .filter(refusal -> !taken.has(name + " good"))
                    .ifPresent(refusal -> flaws.add(name + " good: refuses good arguments: " + refusal));
            Parameter[] parameters = code.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                for (Bad bad : BadValues.of(parameters[i], good.argument(code, parameters[i]))) {
                    Object[] arguments = Answer.arguments(code, good);
                    arguments[i] = bad.value();
                    String what = name + " " + parameters[i].getName() + "=" + bad.label();
                    Answer.flaw(parameters[i], bad, call(type, code, arguments))
                            .filter(flaw -> !taken.has(what))
                            .ifPresent(flaw -> flaws.add(what + ": " + flaw));
                }
            }
        }
        return flaws;
    }

    private static Optional<Throwable> call(Class<?> type, Executable code, Object[] arguments) {
        return Answer.call(code, good.receiver(type, code), arguments);
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                || !(thrown.getClass().getName().startsWith("io.github.clipunit.")
                        || thrown instanceof AssertionError
                        || thrown instanceof IllegalStateException);
    }

    @Test
    void should_say_of_every_assertion_on_null_what_assertj_says() {
        List<AbstractAssert<?, ?>> onNull = List.of(
                ClipAssertions.assertThat((ClipImage) null),
                ClipAssertions.assertThatImages((Collection<?>) null),
                ClipAssertions.assertThatImages((Map<String, List<ClipImage>>) null),
                ClipAssertions.assertThat((EmbeddingMoments) null),
                ClipAssertions.assertThatGenerator((Supplier<?>) null),
                ClipAssertions.assertThatGenerator((SeededGenerator) null));
        Set<String> preparations = Set.of("scoredBy", "calledWith", "judgedBy", "new");
        List<String> flaws = new ArrayList<>();
        int asked = 0;
        for (AbstractAssert<?, ?> assertion : onNull) {
            for (Executable code : PublicApi.of(assertion.getClass(), 0)) {
                if (!preparations.contains(PublicApi.simpleName(code))) {
                    Optional<Throwable> answer = Answer.call(code, assertion, Answer.arguments(code, good));
                    boolean isRight = answer.filter(thrown -> thrown instanceof AssertionError
                                    && String.valueOf(thrown.getMessage()).contains("Expecting actual not to be null"))
                            .isPresent();
                    if (!isRight) {
                        flaws.add(PublicApi.name(code) + ": " + answer);
                    }
                    asked++;
                }
            }
        }
        assertThat(flaws).isEmpty();
        assertThat(asked).isGreaterThan(40);
    }

    @Test
    void should_say_of_every_method_of_a_closed_scorer_that_it_is_closed() {
        OnnxClipScorer closed = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
        closed.close();
        closed.close(); // does nothing
        List<String> flaws = new ArrayList<>();
        int asked = 0;
        for (Executable code : PublicApi.of(OnnxClipScorer.class)) {
            if (!java.lang.reflect.Modifier.isStatic(code.getModifiers())) {
                Optional<Throwable> answer = Answer.call(code, closed, Answer.arguments(code, good));
                boolean isRight = answer.filter(
                                thrown -> thrown instanceof IllegalStateException
                                        && String.valueOf(thrown.getMessage())
                                                .equals(
                                                        "this scorer of model [pictogram] is closed: close it later, or open another"))
                        .isPresent();
                if (!isRight) {
                    flaws.add(PublicApi.name(code) + ": " + answer);
                }
                asked++;
            }
        }
        assertThat(flaws).isEmpty();
        assertThat(asked).isGreaterThan(10);
    }
}
