package io.github.clipunit.report;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.check.WordContributions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.report.data.CheckDetails;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.RunKey;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.TestStatus;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs that nobody made, with checks of every kind: what the report is tested and shown with. */
public final class DemoRun {

    /** Everything that has ever ended a string, a tag or a script. */
    public static final String HOSTILE =
            "\"><script>alert(1)</script></script><!-- {{data}} '&amp; \u2028 \u202e <img src=x"
                    + " onerror=alert(2)> `|` $(id)";

    private static final ClipModel MODEL = ClipModel.of(
            "openai/clip-vit-base-patch32", Preprocessing.of(""), () -> Logits.CLIP, OptionalInt.of(77), TreeMap::new);
    /** Stand in for a user's tests. */
    public static final Class<?> POSTERS = PosterTest.class;

    static final Class<?> ICONS = IconTest.class;
    static final Class<?> SERIES = SeriesTest.class;

    private static final String ACCEPT =
            "mvn test '-Dtest=PosterTest#keepsTheSunflowers' -Dclipunit.golden.mode=update";
    private static final String ACCEPT_ON_WINDOWS = ACCEPT.replace('\'', '"');

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

    /** Writes the report of some checks, one or more of each kind, and gives its page. */
    static Path ofEveryKind(Path directory) throws IOException {
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
        new DemoRun(report, seed >= 100 ? 32 : 640).recordEveryKind(seed);
        report.called(new RunInfo.GeneratorTotals(24, 1, 2, Map.of("USD", 0.96)));
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
            Check.Builder check = above(score, 0.25, DemoPictures.noisy(512, 512, i), prompt);
            demo.record(test(i % 2 == 0 ? POSTERS : ICONS, "paints", i), check, score > 0.25, prompt, i);
        }
        report.finish();
        return directory.resolve(ReportFiles.HTML);
    }

    public static ReportPlace place(Path directory, String run, String process, Optional<Path> history) {
        RunKey key = RunKey.of(run, Map.of(), ProcessHandle.current());
        return new ReportPlace(directory, Path.of("posters"), key, process, history);
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

    private void recordEveryKind(long seed) {
        Random random = new Random(seed);
        recordScores(random);
        recordGoldens(random);
        recordSets(random);
        recordOddities(random);
    }

    private void recordScores(Random random) {
        record(
                test(POSTERS, "paintsTheFox", 0),
                above(0.3187 + wobble(random), 0.28, draw("fox", 3), FOX),
                true,
                FOX,
                3);
        double apple = 0.2431 + wobble(random);
        Check failed = above(apple, 0.28, draw("apple", 4), APPLE)
                .failed(System.lineSeparator() + message(APPLE, 0.28, apple), whyTheApple());
        add(test(POSTERS, "paintsTheApple", 0), failed, details(APPLE, 4));
        double lighthouse = 0.3011 + wobble(random);
        double nearest = lighthouse - 0.0412 + wobble(random);
        record(
                test(POSTERS, "paintsTheLighthouse", 0),
                check(
                                Measurement.of(
                                        "lead over the nearest distractor", lighthouse - nearest, Relation.ABOVE, 0),
                                draw("lighthouse", 5),
                                LIGHTHOUSE,
                                lighthouse)
                        .named("rather than")
                        .rivals(List.of(
                                new Description("a windmill at dusk", nearest),
                                new Description("a church tower at night", nearest - 0.03),
                                new Description("a water tower", nearest - 0.05))),
                true,
                LIGHTHOUSE,
                5);
        double boat = 0.2904 + wobble(random);
        record(
                test(POSTERS, "paintsTheBoat", 0),
                check(Measurement.of("CLIP score", boat, Relation.BETWEEN, 0.26, 0.34), draw("boat", 6), BOAT, boat),
                true,
                BOAT,
                6);
        double likely = 0.3102 + wobble(random);
        record(
                test(POSTERS, "paintsAFoxRatherThanADog", 0),
                check(Measurement.of("probability", 0.9731, Relation.ABOVE, 0.9), draw("fox", 12), FOX, likely)
                        .rivals(List.of(new Description("a dog", 0.2744)))
                        .figure("probability", FOX, 0.9731)
                        .figure("probability", "a dog", 0.0269),
                true,
                FOX,
                12);
        double percent = 0.2877 + wobble(random);
        record(
                test(POSTERS, "paintsTheSunflowers", 0),
                check(
                        Measurement.of("percent score", 100 * percent, Relation.ABOVE, 25),
                        draw("sunflowers", 13),
                        SUNFLOWERS,
                        percent),
                true,
                SUNFLOWERS,
                13);
    }

    private static Explanation whyTheApple() {
        return new Explanation(
                new WordContributions(
                        List.of(
                                new WordContribution("green", -0.0314),
                                new WordContribution("apple", 0.0688),
                                new WordContribution("on a wooden table", 0.0191)),
                        0.0294),
                new Closest(
                        List.of(
                                new Description("a red apple", 0.3102),
                                new Description("a piece of fruit on a table", 0.2877),
                                new Description("a still life painting", 0.2519)),
                        400,
                        400),
                List.of(),
                heatMap(),
                List.of());
    }

    private void recordGoldens(Random random) {
        double fell = 0.2604 + wobble(random);
        Check regressed = golden(fell, 0.3149, draw("sunflowers", 8), SUNFLOWERS, CheckedGolden.Outcome.REGRESSED)
                .failed("Expecting CLIP score not to have regressed for prompt:\n  \"" + SUNFLOWERS
                        + "\"\nrecorded: 0.3149\nnow:      " + String.format(Locale.ROOT, "%.4f", fell)
                        + "\ntolerance: 0.0100\nto accept: " + ACCEPT);
        add(
                test(POSTERS, "keepsTheSunflowers", 0),
                regressed,
                details(SUNFLOWERS, 8).withGoldenImage(draw("sunflowers", 1)));
        TestIdentity keepsTheFox = test(POSTERS, "keepsTheFox", 0);
        report.begin(keepsTheFox);
        report.record(
                keepsTheFox,
                golden(0.3172 + wobble(random), 0.3155, draw("fox", 9), FOX, CheckedGolden.Outcome.HELD)
                        .passed(),
                details(FOX, 9).withGoldenImage(draw("fox", 3)));
        report.record(
                keepsTheFox,
                Check.of(Measurement.of("quality", 0.7312, Relation.ABOVE, 0.5), draw("fox", 9))
                        .model(MODEL)
                        .fact("positive", "Good photo.")
                        .fact("negative", "Bad photo.")
                        .passed());
        report.end(keepsTheFox, TestOutcome.PASSED);
    }

    private static Check.Builder golden(
            double score, double recorded, ClipImage image, String prompt, CheckedGolden.Outcome outcome) {
        return check(Measurement.of("CLIP score", score, Relation.AT_LEAST, recorded - 0.01), image, prompt, score)
                .named("has not regressed")
                .accepted(recorded, 0.01)
                .golden(
                        "src/test/resources/golden/PosterTest/" + prompt.replace(' ', '-') + ".json",
                        outcome,
                        outcome == CheckedGolden.Outcome.HELD
                                ? new String[0]
                                : new String[] {ACCEPT, ACCEPT_ON_WINDOWS})
                .figure("difference", score - recorded)
                .fact("proposal", "target/clipunit/proposals");
    }

    private void recordSets(Random random) {
        List<ClipImage> boats = Stream.iterate(20, i -> i + 1)
                .limit(16)
                .map(i -> draw("boat", i))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < boats.size(); i++) {
            embeddings.add(picture(BOAT, 20 + i));
        }
        Embedding prompt = prompt(BOAT);
        double[] scores = embeddings.stream().mapToDouble(prompt::cosine).toArray();
        double mean = Arrays.stream(scores).average().orElseThrow();
        boats.set(
                0,
                boats.get(0)
                        .withFacts(new TreeMap<>(Map.of(
                                "seed", "1", "cost", "0.04 USD", "revised prompt", "a boat <b>with a sail</b>"))));
        Check set = set("mean CLIP score", mean, mean - 0.004, boats, scores).passed();
        add(test(SERIES, "paintsBoats", 0), set, CheckDetails.NONE.withEmbeddings(embeddings, prompt));
        double[] fewer = Arrays.copyOf(scores, 8);
        double lower = Arrays.stream(fewer).average().orElseThrow();
        Check fell = set("mean CLIP score", lower, lower + 0.013, boats.subList(0, 8), fewer)
                .named("have not regressed")
                .accepted(
                        lower + 0.04,
                        0.01,
                        Arrays.stream(fewer).map(s -> s + 0.04 + wobble(random)).toArray())
                .golden("src/test/resources/golden/SeriesTest/keepsBoats.json", CheckedGolden.Outcome.REGRESSED)
                .figure("mean", null, lower, lower - 0.011, lower + 0.011)
                .figure("drop", null, 0.04, 0.0213, 0.0587)
                .figure("p-value", 0.00013)
                .figure("false positive rate", 0.0006)
                .figure("pictures saved", 8)
                .fact("compared by", "pairs of pictures")
                .failed("Expecting mean CLIP score not to have regressed");
        add(test(SERIES, "keepsBoats", 0), fell);
        Check diverse = Check.of(Measurement.of("diversity", 1.37, Relation.ABOVE, 2), boats.subList(0, 4))
                .model(MODEL)
                .fact("nearest pair", "boat-20.png and boat-23.png, cosine 0.9911")
                .failed("Expecting pictures to be diverse: Vendi score above 2.0000 but was: 1.3700");
        add(test(SERIES, "variesItsBoats", 0), diverse);
        Check unequal = Check.of(Measurement.of("deviation from equal shares", 0.375, Relation.AT_MOST, 0.1), boats)
                .named("balanced")
                .model(MODEL)
                .figure("share", "a boat with one sail", 0.875, 0.64, 0.965)
                .figure("pictures", "a boat with one sail", 14)
                .figure("share", "a boat with two sails", 0.125, 0.035, 0.36)
                .figure("pictures", "a boat with two sails", 2)
                .figure("uncertain pictures", 0)
                .failed(
                        "Expecting shares of 16 pictures to deviate from equal shares by at most 0.1000 but was:   0.3750");
        add(test(SERIES, "balancesItsBoats", 0), unequal);
    }

    private static Check.Builder set(
            String measured, double found, double wanted, List<ClipImage> boats, double... scores) {
        return Check.of(Measurement.of(measured, found, Relation.ABOVE, wanted), boats)
                .prompt(BOAT)
                .model(MODEL)
                .score(found)
                .scores(scores)
                .figure("standard deviation", 0.0121);
    }

    private void recordOddities(Random random) {
        double blank = 0.1893 + wobble(random) / 4;
        Check nothing = above(blank, 0.25, draw("blank", 0), LIGHTHOUSE)
                .failed(
                        message(LIGHTHOUSE, 0.25, blank),
                        why(
                                List.of(new Description("a blank sheet of paper", 0.2711)),
                                "The picture is nearly uniform: 100 % of its pixels have one colour."));
        add(test(ICONS, "paintsAnIcon", 1), nothing);
        ClipImage banner = DemoPictures.draw("sunflowers", 1200, 300, 2).named("banner.png");
        add(
                test(ICONS, "paintsABanner", 2),
                above(0.2733 + wobble(random), 0.25, banner, SUNFLOWERS).passed());
        double face = 0.1713 + wobble(random);
        Check no = check(
                        Measurement.of("CLIP score", face, Relation.BELOW, 0.2),
                        draw("apple", 11),
                        "a photo of a person's face",
                        face)
                .passed();
        add(test(ICONS, "paintsNobody", 0), no);
        add(test(ICONS, "paintsWhateverItIsTold", 3), hostile(random).failed(message(HOSTILE, 0.2, 0.19)));
        add(test(ICONS, "paintsWhateverItIsTold", 3), hostile(random).passed());
        recordWithoutChecks(random);
    }

    private void recordWithoutChecks(Random random) {
        TestIdentity expected = test(POSTERS, "refusesTheDog", 0);
        report.begin(expected);
        report.record(
                expected,
                above(0.1712 + wobble(random), 0.25, draw("fox", 3), "a photo of a dog")
                        .failed(message("a photo of a dog", 0.25, 0.1712)));
        report.end(expected, TestOutcome.PASSED);
        end("callsTheGenerator", TestStatus.ERROR, "java.io.IOException: the generator answered 503: <b>busy</b>");
        end("needsAGpu", TestStatus.ABORTED, "Assumption failed: no GPU");
        end("paintsTheMoon", TestStatus.DISABLED, "until the new model is there");
    }

    private void end(String method, TestStatus status, String message) {
        TestIdentity test = test(ICONS, method, 0);
        report.begin(test);
        report.end(test, new TestOutcome(status, message, null));
    }

    private static Explanation why(List<Description> closest, String hint) {
        return new Explanation(WordContributions.NONE, new Closest(closest, 12, 400), List.of(hint), null, List.of());
    }

    private static Check.Builder hostile(Random random) {
        ClipImage image = DemoPictures.draw("boat", 64, 64, 1).named(HOSTILE + ".png");
        return above(0.2107 + wobble(random), 0.2, image, HOSTILE)
                .figure(HOSTILE, Double.NaN)
                .fact(HOSTILE, HOSTILE);
    }

    private void add(TestIdentity test, Check check) {
        add(test, check, CheckDetails.NONE);
    }

    private void add(TestIdentity test, Check check, CheckDetails details) {
        add(report, test, check, details);
    }

    /** Has a test make a check, begin and end. */
    public static void add(RunReport report, TestIdentity test, Check check) {
        add(report, test, check, CheckDetails.NONE);
    }

    private static void add(RunReport report, TestIdentity test, Check check, CheckDetails details) {
        report.begin(test);
        report.record(test, check, details);
        report.end(
                test,
                check.passed()
                        ? TestOutcome.PASSED
                        : new TestOutcome(
                                TestStatus.FAILED,
                                String.valueOf(check.message()).strip(),
                                23));
    }

    private void record(TestIdentity test, Check.Builder check, boolean passed, String prompt, long seed) {
        add(test, passed ? check.passed() : check.failed(message(prompt, 0.25, 0.2)), details(prompt, seed));
    }

    private static CheckDetails details(String prompt, long seed) {
        return CheckDetails.NONE.withEmbeddings(List.of(picture(prompt, seed)), prompt(prompt));
    }

    /** The start of a check of a score that is above its threshold. */
    public static Check.Builder check(ClipImage image) {
        return Check.of(Measurement.of("CLIP score", 0.3, Relation.ABOVE, 0.28), image)
                .score(0.3);
    }

    private static Check.Builder above(double score, double threshold, ClipImage image, String prompt) {
        return check(Measurement.of("CLIP score", score, Relation.ABOVE, threshold), image, prompt, score);
    }

    private static Check.Builder check(Measurement measurement, ClipImage image, String prompt, double score) {
        return Check.of(measurement, image).prompt(prompt).model(MODEL).score(score);
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

    private static HeatMap heatMap() {
        List<Double> values = new ArrayList<>();
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                double distance = Math.hypot(x - 3.6, y - 4.3);
                values.add(0.05 * Math.exp(-distance * distance / 5) - 0.003);
            }
        }
        return new HeatMap(8, 8, values, 0, 0, 1, 1);
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

    void paintsAFoxRatherThanADog() {}

    void paintsTheSunflowers() {}

    void keepsTheFox() {}

    void refusesTheDog() {}
}

final class IconTest {
    void paints() {}

    void paintsAnIcon() {}

    void paintsABanner() {}

    void paintsNobody() {}

    void paintsWhateverItIsTold() {}

    void callsTheGenerator() {}

    void needsAGpu() {}

    void paintsTheMoon() {}
}

final class SeriesTest {
    void paintsBoats() {}

    void keepsBoats() {}

    void variesItsBoats() {}

    void balancesItsBoats() {}
}
