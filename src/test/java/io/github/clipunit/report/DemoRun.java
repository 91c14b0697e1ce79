package io.github.clipunit.report;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.data.CheckDetails;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.ReportedDescription;
import io.github.clipunit.report.data.ReportedHeatMap;
import io.github.clipunit.report.data.ReportedWord;
import io.github.clipunit.report.data.RunKey;
import io.github.clipunit.run.TestIdentity;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs that nobody made, with checks of every kind: what the report is tested and shown with. */
public final class DemoRun {

    /** Everything that has ever ended a string, a tag or a script. */
    public static final String HOSTILE =
            "\"><script>alert(1)</script></script><!-- {{data}} '&amp; \u2028 \u202e <img src=x"
                    + " onerror=alert(2)> `|` $(id)";

    private static final ClipModel MODEL =
            ClipModel.of("openai/clip-vit-base-patch32", "", () -> Logits.CLIP, OptionalInt.of(77), TreeMap::new);
    /** Stand in for a user's tests. */
    public static final Class<?> POSTERS = PosterTest.class;

    static final Class<?> ICONS = IconTest.class;
    static final Class<?> SERIES = SeriesTest.class;

    private static final int DIMENSION = 512;
    private static final String FOX = "a red fox in the snow";
    private static final String LIGHTHOUSE = "a lighthouse at dusk, its beam over the sea";
    private static final String APPLE = "a green apple on a wooden table";
    private static final String SUNFLOWERS = "a field of sunflowers under a blue sky";
    private static final String BOAT = "a sailing boat on calm water";
    private static final Map<String, String> SCENES =
            Map.of(FOX, "fox", LIGHTHOUSE, "lighthouse", APPLE, "apple", SUNFLOWERS, "sunflowers", BOAT, "boat");

    private final RunReport report;
    private final int side;

    private DemoRun(RunReport report, int side) {
        this.report = report;
        this.side = side;
    }

    /** Writes the report of a dozen checks, one or more of each kind, and gives its page. */
    static Path dozen(Path directory) throws IOException {
        Path history = Files.createDirectories(directory.resolve("history"));
        for (int run = 0; run < 8; run++) {
            Path earlier = directory.resolve("earlier-" + run);
            write(
                    earlier,
                    Instant.parse("2026-10-0" + (run + 1) + "T08:00:00Z"),
                    "run " + run,
                    Optional.empty(),
                    100 + run);
            Files.copy(earlier.resolve(ReportFiles.JSON), history.resolve(run + ".json"));
        }
        return write(
                directory.resolve("now"), Instant.parse("2026-11-02T09:30:00Z"), "run now", Optional.of(history), 7);
    }

    private static Path write(Path directory, Instant start, String run, Optional<Path> history, long seed) {
        RunReport report = new RunReport(place(directory, run, "1-1", history), ticking(start));
        new DemoRun(report, seed >= 100 ? 32 : 640).recordDozen(seed);
        report.finish();
        return directory.resolve(ReportFiles.HTML);
    }

    /** Writes the report of many checks with pictures as costly as photographs, and gives its page. */
    static Path many(Path directory, int checks) {
        RunReport report = new RunReport(
                place(directory, "many", "1-1", Optional.empty()), ticking(Instant.parse("2026-11-02T09:30:00Z")));
        DemoRun demo = new DemoRun(report, 512);
        List<String> scenes = SCENES.keySet().stream().sorted().toList();
        for (int i = 0; i < checks; i++) {
            String prompt = scenes.get(i % scenes.size()) + ", number " + i / 20;
            double score = 0.22 + 0.12 * new Random(i).nextDouble();
            Check.Builder check = check("clip score above", DemoPictures.noisy(512, 512, i), prompt, score)
                    .figure(Check.THRESHOLD, 0.25);
            demo.record(test(i % 2 == 0 ? POSTERS : ICONS, "paints", i), check, score > 0.25, prompt, i);
        }
        report.finish();
        return directory.resolve(ReportFiles.HTML);
    }

    public static ReportPlace place(Path directory, String run, String process, Optional<Path> history) {
        RunKey key = RunKey.of(run, Map.of(), ProcessHandle.current());
        return new ReportPlace(directory, "posters", key, process, history);
    }

    public static Clock ticking(Instant start) {
        InstantSource source = new InstantSource() {
            private Instant now = start;

            @Override
            public synchronized Instant instant() {
                now = now.plus(Duration.ofMillis(250));
                return now;
            }
        };
        return source.withZone(ZoneOffset.UTC);
    }

    private void recordDozen(long seed) {
        Random random = new Random(seed);
        recordScores(random);
        recordGoldens(random);
        recordSets(random);
        recordOddities(random);
    }

    private void recordScores(Random random) {
        double fox = 0.3187 + wobble(random);
        record(
                test(POSTERS, "paintsTheFox", 0),
                check("clip score above", draw("fox", 3), FOX, fox).figure(Check.THRESHOLD, 0.28),
                true,
                FOX,
                3);
        double apple = 0.2431 + wobble(random);
        Check failed = check("clip score above", draw("apple", 4), APPLE, apple)
                .figure(Check.THRESHOLD, 0.28)
                .failed(message(APPLE, 0.28, apple));
        report.record(
                test(POSTERS, "paintsTheApple", 0),
                failed,
                details(APPLE, 4)
                        .withExplanation(
                                List.of(
                                        new ReportedWord("green", -0.0214),
                                        new ReportedWord("apple", 0.0688),
                                        new ReportedWord("on a wooden table", 0.0191)),
                                List.of(
                                        new ReportedDescription("a red apple", 0.3102),
                                        new ReportedDescription("a piece of fruit on a table", 0.2877),
                                        new ReportedDescription("a still life painting", 0.2519)),
                                List.of())
                        .withHeatMap(heatMap()));
        double lighthouse = 0.3011 + wobble(random);
        record(
                test(POSTERS, "paintsTheLighthouse", 0),
                check("closer than distractors", draw("lighthouse", 5), LIGHTHOUSE, lighthouse)
                        .figure(Check.MARGIN, 0.0412 + wobble(random))
                        .figure("distractors", 8)
                        .fact("nearest distractor", "a windmill at dusk"),
                true,
                LIGHTHOUSE,
                5);
        double boat = 0.2904 + wobble(random);
        record(
                test(POSTERS, "paintsTheBoat", 0),
                check("clip score between", draw("boat", 6), BOAT, boat)
                        .figure(Check.THRESHOLD, 0.26)
                        .figure(Check.UPPER_THRESHOLD, 0.34),
                true,
                BOAT,
                6);
    }

    private void recordGoldens(Random random) {
        double fell = 0.2604 + wobble(random);
        Check regressed = check("has not regressed", draw("sunflowers", 8), SUNFLOWERS, fell)
                .figure(Check.GOLDEN, 0.3149)
                .figure(Check.THRESHOLD, 0.3049)
                .figure("tolerance", 0.01)
                .fact("golden file", "src/test/resources/golden/PosterTest/sunflowers.json")
                .failed("Expecting CLIP score not to have regressed for prompt:\n  \"" + SUNFLOWERS
                        + "\"\nrecorded: 0.3149\nnow:      " + String.format(Locale.ROOT, "%.4f", fell)
                        + "\ntolerance: 0.0100\nto accept: mvn test -Dclipunit.golden.mode=update");
        report.record(
                test(POSTERS, "keepsTheSunflowers", 0),
                regressed,
                details(SUNFLOWERS, 8).withGoldenImage(draw("sunflowers", 1)));
        double held = 0.3172 + wobble(random);
        Check accepted = check("has not regressed", draw("fox", 9), FOX, held)
                .figure(Check.GOLDEN, 0.3155)
                .figure(Check.THRESHOLD, 0.3055)
                .figure("tolerance", 0.01)
                .passed();
        report.record(test(POSTERS, "keepsTheFox", 0), accepted, details(FOX, 9).withGoldenImage(draw("fox", 3)));
    }

    private void recordSets(Random random) {
        List<ClipImage> boats = Stream.iterate(20, i -> i + 1)
                .limit(16)
                .map(i -> draw("boat", i))
                .toList();
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < boats.size(); i++) {
            embeddings.add(picture(BOAT, 20 + i));
        }
        Embedding prompt = prompt(BOAT);
        List<Double> scores = embeddings.stream().map(prompt::cosine).toList();
        double mean = scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double threshold = mean - 0.004;
        Check set = Check.of("mean clip score above", boats)
                .prompt(BOAT)
                .model(MODEL)
                .figure(Check.SCORE, mean)
                .figure(Check.THRESHOLD, threshold)
                .figure("standard deviation", 0.0121)
                .passed();
        report.record(
                test(SERIES, "paintsBoats", 0),
                set,
                CheckDetails.NONE
                        .withScores(embeddings.stream().map(prompt::cosine).toList())
                        .withEmbeddings(embeddings, prompt)
                        .withGoldenScores(scores.stream()
                                .map(s -> s + 0.01 + wobble(random))
                                .toList()));
        Check diverse = Check.of("diversity above", boats.subList(0, 4))
                .figure("vendi score", 1.37)
                .figure("wanted", 2)
                .fact("nearest pair", "boat-20.png and boat-23.png, cosine 0.9911")
                .failed("Expecting pictures to be diverse: Vendi score above 2.0000 but was: 1.3700");
        report.record(test(SERIES, "variesItsBoats", 0), diverse);
    }

    private void recordOddities(Random random) {
        double blank = 0.1893 + wobble(random) / 4;
        Check nothing = check("clip score above", draw("blank", 0), LIGHTHOUSE, blank)
                .figure(Check.THRESHOLD, 0.25)
                .failed(message(LIGHTHOUSE, 0.25, blank));
        report.record(
                test(ICONS, "paintsAnIcon", 1),
                nothing,
                CheckDetails.NONE.withExplanation(
                        List.of(),
                        List.of(new ReportedDescription("a blank sheet of paper", 0.2711)),
                        List.of("The picture is nearly uniform: 100 % of its pixels have one colour.")));
        double wide = 0.2733 + wobble(random);
        report.record(
                test(ICONS, "paintsABanner", 2),
                check(
                                "clip score above",
                                DemoPictures.draw("sunflowers", 1200, 300, 2).named("banner.png"),
                                SUNFLOWERS,
                                wide)
                        .figure(Check.THRESHOLD, 0.25)
                        .passed(),
                CheckDetails.NONE.withExplanation(
                        List.of(),
                        List.of(),
                        List.of("The centre crop keeps 25 % of the picture: the model saw only its middle.")));
        Check no = Check.of("clip score below", draw("apple", 11))
                .prompt("a photo of a person's face")
                .model(MODEL)
                .figure(Check.SCORE, 0.1713 + wobble(random))
                .figure(Check.UPPER_THRESHOLD, 0.2)
                .passed();
        report.record(test(ICONS, "paintsNobody", 0), no);
        Check hostile = check(
                        "clip score above",
                        DemoPictures.draw("boat", 64, 64, 1).named(HOSTILE + ".png"),
                        HOSTILE,
                        0.2107 + wobble(random))
                .figure(Check.THRESHOLD, 0.2)
                .figure("not a number", Double.NaN)
                .fact(HOSTILE, HOSTILE)
                .failed(message(HOSTILE, 0.2, 0.19));
        report.begin(test(ICONS, "paintsWhateverItIsTold", 3));
        report.record(test(ICONS, "paintsWhateverItIsTold", 3), hostile);
        report.begin(test(ICONS, "paintsWhateverItIsTold", 3));
        report.record(
                test(ICONS, "paintsWhateverItIsTold", 3),
                new Check(
                        hostile.name(),
                        true,
                        hostile.images(),
                        HOSTILE,
                        MODEL,
                        hostile.figures(),
                        hostile.facts(),
                        null));
    }

    private void record(TestIdentity test, Check.Builder check, boolean passed, String prompt, long seed) {
        report.record(test, passed ? check.passed() : check.failed(message(prompt, 0.25, 0.2)), details(prompt, seed));
    }

    private static CheckDetails details(String prompt, long seed) {
        return CheckDetails.NONE
                .withScores(List.of(picture(prompt, seed).cosine(prompt(prompt))))
                .withEmbeddings(List.of(picture(prompt, seed)), prompt(prompt));
    }

    private static Check.Builder check(String name, ClipImage image, String prompt, double score) {
        return Check.of(name, image).prompt(prompt).model(MODEL).figure(Check.SCORE, score);
    }

    private ClipImage draw(String kind, long seed) {
        return DemoPictures.draw(kind, side, side, seed);
    }

    private static double wobble(Random random) {
        return 0.006 * random.nextGaussian();
    }

    private static String message(String prompt, double threshold, double score) {
        return String.format(
                Locale.ROOT,
                "Expecting CLIP score of:%n  image 640 x 640%nfor prompt:%n  \"%s\"%nto be above: %.4f%nbut was:     %.4f",
                prompt,
                threshold,
                score);
    }

    private static ReportedHeatMap heatMap() {
        List<Double> values = new ArrayList<>();
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                double distance = Math.hypot(x - 3.6, y - 4.3);
                values.add(0.05 * Math.exp(-distance * distance / 5) - 0.003);
            }
        }
        return ReportedHeatMap.ofWhole(8, 8, values);
    }

    /** As real ones lie: pictures and prompts in two cones of one space, a little closer where they match. */
    public static Embedding picture(String prompt, long seed) {
        return mix(direction(1), 1, direction(prompt.hashCode()), 0.55, direction(1_000_000 + 31 * seed), 0.6);
    }

    public static Embedding prompt(String prompt) {
        float[] toward = direction(1);
        float[] own = direction(2);
        float[] cone = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            cone[i] = 0.25f * toward[i] + own[i];
        }
        return mix(cone, 1, direction(prompt.hashCode()), 0.34, direction(7 + prompt.length()), 0.15);
    }

    private static Embedding mix(float[] a, double wa, float[] b, double wb, float[] c, double wc) {
        float[] sum = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            sum[i] = (float) (wa * a[i] + wb * b[i] + wc * c[i]);
        }
        return Embedding.of(sum);
    }

    private static float[] direction(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Embedding.of(vector).toArray();
    }

    public static TestIdentity test(Class<?> type, String method, int invocation) {
        Method found = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return new TestIdentity(
                type,
                Optional.of(found),
                invocation == 0 ? Optional.empty() : Optional.of("[" + invocation + "] size " + 16 * invocation),
                "[engine:junit-jupiter]/[class:" + type.getName() + "]/[method:" + method + "]/[" + invocation + "]");
    }
}

final class PosterTest {
    void paints() {}

    void paintsTheFox() {}

    void paintsTheApple() {}

    void paintsTheLighthouse() {}

    void paintsTheBoat() {}

    void keepsTheSunflowers() {}

    void keepsTheFox() {}
}

final class IconTest {
    void paints() {}

    void paintsAnIcon() {}

    void paintsABanner() {}

    void paintsNobody() {}

    void paintsWhateverItIsTold() {}
}

final class SeriesTest {
    void paintsBoats() {}

    void variesItsBoats() {}
}
