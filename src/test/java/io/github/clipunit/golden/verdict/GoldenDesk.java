package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.cassette.Cassette;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.run.Variant;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A project in a folder, with tests that compare pictures with its goldens: what these tests of goldens play with. */
public final class GoldenDesk {

    public static final ClipModel MODEL = model("pictogram", "bicubic 64", Map.of("config.json", "0a".repeat(32)));

    private final Path base;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> console = new ArrayList<>();
    private boolean passes = true;
    private TestIdentity test = test(FoxTest.class, "paintsTheFox", null);

    public GoldenDesk(Path base) {
        this.base = base;
    }

    /** The tests that are played. */
    public static class FoxTest {
        void paintsTheFox() {}

        void paints(String prompt) {}

        public static class Snow {
            void falls() {}
        }
    }

    public GoldenDesk with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    public GoldenDesk mode(GoldenMode mode) {
        return with("clipunit.golden.mode", mode.toString());
    }

    public GoldenDesk onCi() {
        environment.put("CI", "true");
        return this;
    }

    /** The test fails after all that is asked of its goldens. */
    public GoldenDesk failing() {
        passes = false;
        return this;
    }

    public GoldenDesk as(TestIdentity other) {
        test = other;
        return this;
    }

    public GoldenDesk as(Class<?> type, String method, @Nullable String invocation) {
        return as(test(type, method, invocation));
    }

    /** What is asked of the goldens of one run of the test. */
    public <T> T run(Function<Goldens, T> question) {
        return inScope(scope -> question.apply(goldens(scope)));
    }

    public Cassette cassette(String name) {
        return inScope(scope -> Cassette.of(scope, name, environment, project()));
    }

    /** What is asked of a cassette in one run of the test. */
    public <T> T withCassette(String name, Function<Cassette, T> question) {
        return inScope(scope -> question.apply(Cassette.of(scope, name, environment, project())));
    }

    public Verdict compare(double score) {
        return verdict(goldens -> goldens.next().compare(MODEL, "a red fox", picture(1, score)));
    }

    /** What comparing with a golden led to. */
    public Verdict verdict(Function<Goldens, Check> comparison) {
        Check check = run(comparison);
        CheckedGolden golden = Objects.requireNonNull(check.golden());
        return new Verdict(
                check,
                golden.outcome(),
                base.resolve(golden.file()).normalize(),
                check.message() == null ? "" : check.message());
    }

    public record Verdict(Check check, CheckedGolden.Outcome outcome, Path golden, String message) {
        boolean passed() {
            return check.passed();
        }
    }

    /** What is asked in the scope of one run of the test. */
    public <T> T within(Function<TestScope, T> question) {
        return inScope(question);
    }

    /** The goldens of that run. */
    public Goldens goldens(TestScope scope) {
        return Goldens.of(scope, environment, project(), console::add);
    }

    private <T> T inScope(Function<TestScope, T> question) {
        try (TestScope scope = TestScope.open(NO_SCORER, Settings.of(settings), test, GoldenDesk::ignore)) {
            T answer = question.apply(scope);
            scope.end(passes);
            return answer;
        }
    }

    Project project() {
        return new Project(base);
    }

    public Path golden(String name) {
        return base.resolve("src/test/resources/golden")
                .resolve(FoxTest.class.getName())
                .resolve(name);
    }

    List<String> console() {
        return console;
    }

    public static TestIdentity test(Class<?> type, String method, @Nullable String invocation) {
        Method found = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return test(type, found, invocation);
    }

    public static TestIdentity test(Class<?> type, Method method, @Nullable String invocation) {
        String id = "[class:" + type.getName() + "]/[method:" + method.getName() + "]/" + invocation;
        String name = invocation == null ? "" : invocation.replaceFirst("^\\[\\d+] ", "");
        return new TestIdentity(type, Optional.of(method), Optional.ofNullable(invocation), id, new Variant(name, id));
    }

    public static ClipModel model(String id, String preprocessing, Map<String, String> files) {
        return ClipModel.of(
                id,
                Preprocessing.of(preprocessing),
                () -> Logits.CLIP,
                OptionalInt.empty(),
                () -> new TreeMap<>(files));
    }

    /** Pictures of one seed are equal. */
    public static ScoredPicture picture(int seed, double score) {
        return new ScoredPicture(image(seed, 6, 4), Embedding.of(0.6f, 0.8f, seed / 100f), score);
    }

    public static ClipImage image(int seed, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (seed * 7919 + x * 40_503 + y * 65_537) & 0xffffff);
            }
        }
        return ClipImage.of(image);
    }

    private static void ignore(Check check) {}

    public static final ClipScorer NO_SCORER = new ClipScorer() {
        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            throw new AssertionError("goldens score nothing");
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            throw new AssertionError("goldens score nothing");
        }

        @Override
        public void close() {}
    };
}
