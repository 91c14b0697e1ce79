package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.report.data.ReportGson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Uses the page as people do, in headless Chromium. {@code -Dscreenshots=folder} keeps what it looked like. */
class ReportInBrowserIT {

    private static final String CHROMIUM = System.getProperty("chromium", "/usr/bin/chromium");
    private static final String CHROMEDRIVER = System.getProperty("chromedriver", "/usr/bin/chromedriver");

    /** One failure of each sort in front, as the page sorts them. */
    private static final int TESTS = 20;

    @TempDir
    static Path directory;

    private static ChromeDriver browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        page = DemoRun.ofEveryKind(directory);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of(CHROMEDRIVER).toFile())
                        .build(),
                options());
    }

    private static ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-prefers-reduced-motion");
        return options;
    }

    @AfterAll
    static void close() {
        browser.quit();
    }

    @BeforeEach
    void load() {
        size(1400, 900);
        scheme("light");
        browser.get(page.toUri().toString());
    }

    @AfterEach
    void should_have_complained_of_nothing_and_asked_for_nothing() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
        String folder = page.resolveSibling("pictures/").toUri().toString();
        assertThat(requests())
                .allMatch(url -> url.startsWith(page.toUri().toString())
                        || url.startsWith("data:")
                        || url.matches(Pattern.quote(folder) + "[0-9a-f]{32}(-large)?\\.(jpg|png)"));
    }

    @Test
    void should_show_the_tests_that_are_red_first() {
        assertThat(verdicts())
                .startsWith("Failed", "Failed", "Failed", "Failed", "Failed", "Failed", "Error", "Flaky", "Passed")
                .endsWith("Passed", "Aborted", "Disabled")
                .hasSize(TESTS);
        assertThat(browser.findElement(By.tagName("h1")).getText())
                .isEqualTo("6 of 20 tests failed, 1 ended in an error, 1 flaky");
        assertThat(browser.getTitle()).isEqualTo("6 of 20 tests failed, 1 ended in an error, 1 flaky · clipunit");
        assertThat(browser.findElement(By.className("tally-words")).getText())
                .isEqualTo("✕ 6 failed\n! 1 error\n✓ 10 passed\n↻ 1 flaky\n– 1 disabled\n– 1 aborted");
    }

    @Test
    void should_say_what_the_run_ran_on() {
        assertThat(browser.findElement(By.id("runs")).getText())
                .contains("Started", "took 1", "18 checks in 3 classes, 1 failed as expected")
                .contains("openai/clip-vit-base-patch32", "clipunit", "Java", System.getProperty("java.version"))
                .contains("System", "Module\nposters");
    }

    @Test
    void should_show_a_check_that_its_test_expected_to_fail() {
        WebElement test = test("refusesTheDog");

        assertThat(test.findElement(By.className("badge")).getText()).isEqualTo("✓\nPassed");
        assertThat(test.findElement(By.className("line")).getText()).contains("○", "failed as expected");
        choose("status", "expected");
        assertThat(titles()).containsExactly("refusesTheDog");
    }

    @Test
    void should_filter_by_outcome_class_and_text_and_keep_the_filters_in_the_address() {
        choose("status", "failed");
        assertThat(verdicts()).containsOnly("Failed", "Error").hasSize(7);
        new Select(browser.findElement(By.id("class"))).selectByVisibleText("PosterTest");
        assertThat(verdicts()).hasSize(2);
        browser.findElement(By.id("text")).sendKeys("APPLE green");
        assertThat(titles()).containsExactly("paintsTheApple");
        assertThat(count()).isEqualTo("1 of 20 tests");

        browser.get(String.valueOf(browser.getCurrentUrl()));
        assertThat(titles()).containsExactly("paintsTheApple");
        assertThat(browser.findElement(By.id("text")).getAttribute("value")).isEqualTo("APPLE green");

        browser.findElement(By.id("text")).sendKeys(" nothing");
        assertThat(browser.findElement(By.id("list")).getText()).isEqualTo("No test matches these filters.");
    }

    @Test
    void should_open_the_test_that_the_address_names_whatever_is_hidden() {
        String anchor = String.valueOf(test("keepsTheFox").getAttribute("id"));
        assertThat(anchor).matches("test-[0-9a-f]{16}");

        browser.get(page.toUri() + "?status=failed&q=apple#" + anchor);

        WebElement test = browser.findElement(By.id(anchor));
        assertThat(test.findElements(By.cssSelector(".whole .check"))).hasSize(2);
        assertThat(browser.switchTo().activeElement()).isEqualTo(test);
        assertThat((Boolean) browser.executeScript(
                        "const box = arguments[0].getBoundingClientRect(); return box.top >= 0 && box.top < 200", test))
                .isTrue();
    }

    @Test
    void should_go_from_failure_to_failure_by_keyboard() {
        new Actions(browser).sendKeys("n").perform();
        assertThat(focused()).isEqualTo("paintsTheApple");
        new Actions(browser).sendKeys("n").perform();
        assertThat(focused()).isEqualTo("keepsTheSunflowers");
        assertThat(browser.getCurrentUrl()).contains("#test-");
        new Actions(browser).sendKeys("p").perform();
        assertThat(focused()).isEqualTo("paintsTheApple");
        new Actions(browser).sendKeys("p").perform();
        assertThat(focused()).isEqualTo("callsTheGenerator");

        new Actions(browser).sendKeys("/").perform();
        new Actions(browser).sendKeys("n").perform();
        assertThat(browser.findElement(By.id("text")).getAttribute("value")).isEqualTo("n");
    }

    private static String focused() {
        return browser.switchTo().activeElement().findElement(By.tagName("h3")).getText();
    }

    @Test
    void should_expand_and_collapse_all() {
        WebElement expand = browser.findElement(By.id("expand"));
        expand.click();
        assertThat(browser.findElements(By.cssSelector(".test .whole"))).hasSize(TESTS);
        expand.click();
        assertThat(browser.findElements(By.cssSelector(".test .whole"))).isEmpty();
    }

    @Test
    void should_copy_the_commands_that_accept() {
        List<WebElement> commands = test("keepsTheSunflowers").findElements(By.cssSelector(".accept .command"));
        assertThat(commands).hasSize(2);

        WebElement copy = commands.get(0).findElement(By.tagName("button"));
        copy.click();

        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(ignored -> copy.getText().matches("Copied|Selected"));
        browser.findElement(By.id("text")).sendKeys(Keys.CONTROL, "v");
        assertThat(browser.findElement(By.id("text")).getAttribute("value"))
                .isEqualTo("mvn test '-Dtest=PosterTest#keepsTheSunflowers' -Dclipunit.golden.mode=update");
        assertThat(test("keepsTheSunflowers")
                        .findElement(By.className("accept"))
                        .getText())
                .contains("Maven on Windows", "Or copy the files in target/clipunit/proposals");
    }

    @Test
    void should_compare_with_the_golden_side_by_side_by_slider_and_by_difference() {
        WebElement comparison = test("keepsTheSunflowers").findElement(By.className("comparison"));
        List<WebElement> sides = comparison.findElements(By.tagName("img"));
        assertThat(sides).hasSize(2).allMatch(this::isDecoded);
        assertThat(sides.get(0).getSize()).isEqualTo(sides.get(1).getSize());
        assertThat(sides.get(0).getSize().width).isGreaterThan(400);

        click(comparison.findElement(By.cssSelector("input[value=slider]")));
        WebElement slider = comparison.findElement(By.cssSelector("input[type=range]"));
        slider.sendKeys(Keys.HOME);
        assertThat(comparison.findElement(By.className("stacked")).getAttribute("style"))
                .contains("--at: 0%");
        slider.sendKeys(Keys.END);
        assertThat(comparison.findElement(By.className("stacked")).getAttribute("style"))
                .contains("--at: 100%");

        click(comparison.findElement(By.cssSelector("input[value=difference]")));
        WebElement canvas = comparison.findElement(By.tagName("canvas"));
        // The pictures of a failure are in the page, so that their pixels may be read here.
        Long bright = new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(ignored -> (Long) browser.executeScript("""
                const canvas = arguments[0];
                if (canvas.width < 2 || canvas.width === 300) return null;
                const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                let bright = 0;
                for (let i = 0; i < data.length; i += 4) bright += data[i] + data[i + 1] + data[i + 2] > 60 ? 1 : 0;
                return bright > 0 ? Math.round(100 * bright / (data.length / 4)) : null;
                """, canvas));
        assertThat(bright).isBetween(5L, 60L);
    }

    @Test
    void should_draw_a_bar_for_every_rival_label_and_picture() {
        WebElement lighthouse = opened("paintsTheLighthouse");
        assertThat(lighthouse.findElements(By.cssSelector(".bars bdi")))
                .extracting(WebElement::getText)
                .containsExactly(
                        "a lighthouse at dusk, its beam over the sea",
                        "a windmill at dusk",
                        "a church tower at night",
                        "a water tower");
        assertThat(opened("paintsAFoxRatherThanADog").getText())
                .contains("CLIP scores", "Probability", "0.9731", "0.0269");
        assertThat(test("balancesItsBoats").findElement(By.className("bars")).getText())
                .contains("a boat with one sail", "88 % (64 to 97 %) · 14 pictures", "13 % (4 to 36 %) · 2 pictures");
        assertThat(test("balancesItsBoats").findElements(By.cssSelector(".bars u")))
                .hasSize(2);
        assertThat(test("variesItsBoats").findElement(By.className("cells")).getAttribute("aria-label"))
                .isEqualTo("diversity: 1.3700 of 4, wanted 2");
        assertThat(opened("keepsTheFox").findElements(By.cssSelector(".scale .end")))
                .extracting(WebElement::getText)
                .contains("Bad photo.", "Good photo.");
    }

    @Test
    void should_join_what_each_seed_scored_then_and_now() {
        WebElement boats = test("keepsBoats");
        WebElement pairs = boats.findElement(By.cssSelector(".strip.pairs"));

        assertThat(pairs.getAttribute("aria-label"))
                .matches("Golden to this run: 8 pairs, 8 fell, mean drop 0\\.0[34]\\d\\d");
        assertThat(pairs.findElements(By.cssSelector("line.fell"))).hasSize(8);
        assertThat(pairs.findElements(By.cssSelector(".sample.then"))).hasSize(8);
        assertThat(browser.findElement(By.id("runs")).getText())
                .contains("1 golden of several pictures: about 0.1 false failures in a year of 250 runs")
                .contains("8 pictures not drawn, because the verdict was already certain");
    }

    @Test
    void should_tell_what_generators_said_and_how_often_they_were_called() {
        WebElement boats = opened("paintsBoats");
        unfold(boats);

        assertThat(boats.findElement(By.className("facts")).getText())
                .contains("Cost, picture 1\n0.04 USD", "Revised prompt, picture 1\na boat <b>with a sail</b>")
                .contains("Seed, picture 1\n1");
        assertThat(browser.findElement(By.id("runs")).getText())
                .contains("Generators\n24 calls, 1 refused, 2 unavailable, 0.96 USD");
    }

    /** The card of a test, whole. */
    private static WebElement opened(String name) {
        WebElement test = test(name);
        click(test.findElement(By.className("fold")));
        return test;
    }

    private static WebElement test(String name) {
        return browser.findElements(By.className("test")).stream()
                .filter(test -> name.equals(test.findElement(By.tagName("h3")).getAttribute("textContent")))
                .findFirst()
                .orElseThrow();
    }

    /** Not at the edge of the window, where the head of the page may lie over it. */
    private static void click(WebElement element) {
        browser.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
        element.click();
    }

    private static void choose(String name, String value) {
        browser.findElement(By.cssSelector("input[name=" + name + "][value=" + value + "]"))
                .click();
    }

    @Test
    void should_sort_by_score_and_by_distance_from_the_threshold() {
        Select sort = new Select(browser.findElement(By.id("sort")));

        sort.selectByValue("low");
        List<Double> rising = scores();
        assertThat(rising).hasSize(15).isSorted();

        sort.selectByValue("high");
        assertThat(scores()).isSortedAccordingTo((a, b) -> Double.compare(b, a));

        sort.selectByValue("near");
        assertThat(titles().get(0)).isEqualTo("paintsBoats");

        sort.selectByValue("time");
        assertThat(titles().get(0)).isEqualTo("paintsTheFox");
    }

    @Test
    void should_draw_each_check_on_the_scale_of_what_it_measured() {
        browser.findElement(By.id("expand")).click();

        assertThat(scales("paintsTheFox"))
                .singleElement()
                .asString()
                .matches("CLIP score 0\\.3\\d{3}, threshold 0\\.2800; scale from 0\\.[01]\\d to 0\\.\\d\\d");
        assertThat(scales("paintsAFoxRatherThanADog"))
                .hasSize(2)
                .startsWith("probability 0.9731, threshold 0.9000; scale from 0.85 to 1.00");
        assertThat(scales("paintsTheSunflowers"))
                .singleElement()
                .asString()
                .matches(
                        "percent score 2\\d\\.\\d{4}, threshold 25\\.0000; scale from 2\\d\\.\\d\\d to [23]\\d\\.\\d\\d");
        assertThat(scales("paintsTheLighthouse"))
                .satisfiesExactly(
                        lead -> assertThat(lead).startsWith("lead over the nearest distractor 0.0"),
                        score -> assertThat(score).startsWith("CLIP score 0.").contains(", nearest distractor 0.2"));
        assertThat(scales("keepsTheSunflowers"))
                .singleElement()
                .asString()
                .contains(", golden 0.3149, tolerance 0.0100");
        assertThat(scales("keepsBoats"))
                .satisfiesExactly(
                        mean -> assertThat(mean)
                                .startsWith("mean CLIP score 0.")
                                .contains(", interval 0.", ", threshold 0.", ", golden 0."),
                        drop -> assertThat(drop)
                                .isEqualTo("drop of the mean 0.0400, interval 0.0213 to 0.0587, tolerance 0.0100;"
                                        + " scale from 0.00 to 0.10"));
    }

    /** The labels of the scales of a test. */
    private static List<String> scales(String name) {
        return test(name).findElements(By.className("scale")).stream()
                .map(scale -> String.valueOf(scale.getAttribute("aria-label")))
                .toList();
    }

    @Test
    void should_open_pictures_and_go_through_them_by_keyboard() {
        WebElement first = test("keepsTheSunflowers").findElement(By.cssSelector(".picture"));
        first.sendKeys(Keys.ENTER);
        WebElement viewer = browser.findElement(By.id("viewer"));
        assertThat(viewer.isDisplayed()).isTrue();
        assertThat(viewer.getText())
                .contains("a field of sunflowers under a blue sky", "Golden 0.3149", "New 0.2", "2 of 57");
        assertThat(viewer.findElements(By.cssSelector("img"))).hasSize(2).allMatch(this::isDecoded);

        new Actions(browser).sendKeys(Keys.ARROW_LEFT).perform();
        assertThat(viewer.getText()).contains("a green apple", "1 of 57", "Where the model looked");
        assertThat(browser.findElement(By.id("viewer-previous")).isEnabled()).isFalse();
        new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
        assertThat(viewer.getText()).contains("2 of 57");
        // The button that brought people to the first picture is disabled there; keys go on working.
        browser.findElement(By.id("viewer-previous")).click();
        new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
        assertThat(viewer.getText()).contains("2 of 57");

        new Actions(browser).sendKeys(Keys.ESCAPE).perform();
        assertThat(viewer.isDisplayed()).isFalse();
        assertThat(browser.switchTo().activeElement()).isEqualTo(first);
    }

    @Test
    void should_lay_the_heat_map_over_the_picture() {
        browser.findElement(By.cssSelector("[aria-label='Open large: Where the model looked']"))
                .click();
        assertThat(browser.findElements(By.cssSelector("#viewer canvas.heat"))).hasSize(1);

        browser.findElement(By.cssSelector("#viewer-heat input")).click();
        assertThat(browser.findElements(By.cssSelector("#viewer canvas.heat"))).isEmpty();
    }

    @Test
    void should_reach_the_tests_by_keyboard_alone() {
        new Actions(browser).sendKeys(Keys.TAB).perform();
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the tests");
        new Actions(browser).sendKeys(Keys.ENTER).perform();
        new Actions(browser).sendKeys(Keys.TAB).perform();
        assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("text");
        new Actions(browser).sendKeys(Keys.TAB, Keys.ARROW_RIGHT).perform();
        assertThat(verdicts()).containsOnly("Failed", "Error");
    }

    @Test
    void should_unfold_the_message_and_details() {
        WebElement test = test("paintsTheApple");
        unfold(test);

        // The test's message is that of its check, which is told once.
        assertThat(test.findElements(By.tagName("pre"))).hasSize(1);
        assertThat(test.getText()).contains("to be above: 0.2800", "mvn test '-Dtest=PosterTest#paintsTheApple'");
        assertThat(test("callsTheGenerator").getText()).contains("the generator answered 503: <b>busy</b>");
        assertThat(test("needsAGpu").getText()).contains("Assumption failed: no GPU");
        assertThat(test("paintsTheMoon").getText()).contains("until the new model is there");
    }

    /** Opens all that is folded within an element, which is built as it opens. */
    private static void unfold(WebElement element) {
        browser.executeScript(
                "for (const box of arguments[0].querySelectorAll('details')) { box.open = true; box.dispatchEvent(new Event('toggle')); }",
                element);
    }

    @Test
    void should_show_hostile_text_as_text() {
        browser.findElement(By.id("text")).sendKeys("alert(1)");
        WebElement test = opened("paintsWhateverItIsTold [3] size 48");
        unfold(test);

        String shown = DemoRun.HOSTILE.replace("\u202e", "⟨U+202E⟩");
        assertThat(test.findElement(By.className("prompt")).getAttribute("textContent"))
                .isEqualTo("“" + shown + "”");
        assertThat(test.findElements(By.cssSelector("script, p img, dl img"))).isEmpty();
        assertThat(test.findElement(By.className("badge")).getText()).isEqualTo("↻\nFlaky");
        assertThat(test.getText()).contains("2 attempts", "Earlier failure");
        // Its picture's name is part of a label.
        assertThat(test.findElement(By.cssSelector(".picture")).getAttribute("aria-label"))
                .contains(shown);
    }

    @Test
    void should_follow_the_system_into_the_dark_and_let_people_choose() {
        String light = background();
        scheme("dark");
        String dark = background();
        assertThat(dark).isNotEqualTo(light);

        WebElement theme = browser.findElement(By.id("theme"));
        theme.click();
        assertThat(theme.getText()).isEqualTo("○ Light");
        assertThat(background()).isEqualTo(light);
        theme.click();
        scheme("light");
        assertThat(background()).isEqualTo(dark);
        theme.click();
        assertThat(background()).isEqualTo(light);
    }

    @Test
    void should_say_what_number_to_write_and_where_none_is_worth_it() {
        List<WebElement> advice = browser.findElements(By.className("advice"));

        assertThat(advice.get(0).getText())
                .contains("PosterTest", "A matching pair outscores a shuffled one in", "No threshold to suggest: ")
                .contains("Good pictures fail", "50 checks fail");
        assertThat(advice.get(0).findElements(By.className("command"))).isEmpty();
        assertThat(advice.get(1).getText())
                .contains("SeriesTest", ".withClipScoreAbove(0.", "with 95 % confidence no more than")
                .contains("A run of 50 such checks fails by chance in", "New prompts do worse");
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "800, light", "800, dark", "1400, light", "1400, dark"})
    void should_be_accessible_and_fit(int width, String scheme) throws IOException {
        size(width, 900);
        scheme(scheme);
        browser.findElement(By.id("expand")).click();
        unfold(browser.findElement(By.tagName("main")));

        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        assertThat(problems()).isEmpty();
        screenshot("whole-" + width + "-" + scheme);
    }

    /** The page of the same tests over and over, each with a name of its own. */
    private static Path multiplied(int count) throws IOException {
        String html = Files.readString(page);
        int from = html.indexOf('>', html.indexOf("id=\"data\"")) + 1;
        int to = html.indexOf("</script>", from);
        JsonObject data = JsonParser.parseString(html.substring(from, to)).getAsJsonObject();
        JsonArray all = data.getAsJsonArray("tests");
        JsonArray tests = new JsonArray();
        for (int i = 0; i < count; i++) {
            JsonObject test = all.get(i % all.size()).getAsJsonObject().deepCopy();
            test.addProperty("id", String.format("%016x", i));
            test.getAsJsonObject("test").addProperty("invocation", "[" + i + "]");
            tests.add(test);
        }
        data.add("tests", tests);
        JsonObject totals = data.getAsJsonObject("totals");
        totals.addProperty("tests", count);
        Map.of("passed", "PASSED", "failed", "FAILED", "errors", "ERROR", "aborted", "ABORTED", "disabled", "DISABLED")
                .forEach((name, status) -> totals.addProperty(
                        name,
                        tests.asList().stream()
                                .filter(test -> status.equals(
                                        test.getAsJsonObject().get("status").getAsString()))
                                .count()));
        totals.addProperty(
                "flaky",
                tests.asList().stream()
                        .filter(test -> test.getAsJsonObject().get("flaky").getAsBoolean())
                        .count());
        Path file = page.resolveSibling("of-" + count + ".html");
        return Files.writeString(file, html.substring(0, from) + ReportGson.GSON.toJson(data) + html.substring(to));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 300, 5000})
    void should_open_any_number_of_tests_at_once(int count) throws IOException {
        Path before = page;
        page = multiplied(count);
        try {
            browser.get(page.toUri().toString());

            assertThat(count()).isEqualTo(count + (count == 1 ? " test" : " tests"));
            assertThat(browser.findElements(By.className("test")))
                    .hasSizeBetween(Math.min(count, 40), Math.min(count, 120));
            for (int width : new int[] {360, 800, 1400}) {
                for (String scheme : List.of("light", "dark")) {
                    size(width, 900);
                    scheme(scheme);
                    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                            .isLessThanOrEqualTo(width);
                    screenshot(count + "-" + width + "-" + scheme);
                }
            }
            assertThat(problems()).isEmpty();

            browser.findElement(By.id("text")).sendKeys("[" + (count - 1) + "]");
            assertThat(count()).isEqualTo("1 of " + count + " tests");
            // The last test is there, however far down it is.
            browser.get(page.toUri() + "#test-" + String.format("%016x", count - 1));
            assertThat(browser.switchTo().activeElement().getText()).contains("[" + (count - 1) + "]");
            assertThat(requests()).noneMatch(url -> url.startsWith("http"));
        } finally {
            page = before;
        }
    }

    @Test
    void should_be_accessible_while_a_picture_is_open() {
        browser.findElement(By.cssSelector(".picture")).click();

        assertThat(problems()).isEmpty();
    }

    @Test
    void should_print_messages_and_at_most_a_page_a_failure() {
        browser.executeScript("dispatchEvent(new Event('beforeprint'))");
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        // What A4 has between its margins, at 96 pixels an inch.
        size(688, 1015);

        assertThat(browser.findElement(By.id("filters")).isDisplayed()).isFalse();
        assertThat(browser.findElements(By.className("test"))).hasSize(TESTS).allMatch(WebElement::isDisplayed);
        assertThat(browser.findElements(By.cssSelector(".test.failed"))).allSatisfy(test -> {
            assertThat(test.getSize().height).isLessThanOrEqualTo(1015);
            WebElement message = test.findElement(By.cssSelector("details[open] > pre"));
            assertThat(message.getSize().height).isPositive();
            assertThat(message.getRect().y + message.getRect().height)
                    .isLessThan(test.getRect().y + test.getRect().height);
        });
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    }

    /** What axe finds, of any weight: that nothing serious is among it goes without saying. */
    private static List<String> problems() {
        return new AxeBuilder()
                .analyze(browser).getViolations().stream()
                        .map(ReportInBrowserIT::describe)
                        .toList();
    }

    private static String describe(Rule rule) {
        return rule.getImpact() + ": " + rule.getHelp() + ": " + rule.getNodes();
    }

    private boolean isDecoded(WebElement image) {
        return new WebDriverWait(browser, Duration.ofSeconds(10)).until(ignored -> (Boolean)
                browser.executeScript("return arguments[0].naturalWidth > 0 && arguments[0].complete", image));
    }

    private static List<String> verdicts() {
        return browser.findElements(By.cssSelector(".test .badge")).stream()
                .map(badge -> String.valueOf(badge.getAttribute("textContent")).substring(1))
                .toList();
    }

    private static List<String> titles() {
        return browser.findElements(By.cssSelector(".test h3")).stream()
                .map(title -> String.valueOf(title.getAttribute("textContent")))
                .toList();
    }

    /** The lowest or highest CLIP scores of the tests that have one, in the order of the page. */
    @SuppressWarnings("unchecked")
    private static List<Double> scores() {
        return (List<Double>) Objects.requireNonNull(browser.executeScript("""
                const tests = JSON.parse(document.getElementById("data").textContent).tests;
                return [...document.querySelectorAll(".test")]
                  .map(item => tests.find(test => item.id === "test-" + test.id).checks.map(check => check.score).find(score => score !== undefined))
                  .filter(score => score !== undefined);
                """));
    }

    private static String count() {
        return browser.findElement(By.id("count")).getText();
    }

    private static String background() {
        return browser.findElement(By.tagName("body")).getCssValue("background-color");
    }

    private static void size(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private static void scheme(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static List<String> requests() {
        List<String> urls = new ArrayList<>();
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonObject message =
                    JsonParser.parseString(entry.getMessage()).getAsJsonObject().getAsJsonObject("message");
            if ("Network.requestWillBeSent".equals(message.get("method").getAsString())) {
                urls.add(message.getAsJsonObject("params")
                        .getAsJsonObject("request")
                        .get("url")
                        .getAsString());
            }
        }
        return urls;
    }

    private static void screenshot(String name) throws IOException {
        String folder = System.getProperty("screenshots", "");
        if (!folder.isEmpty()) {
            Files.createDirectories(Path.of(folder));
            Files.write(Path.of(folder, name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        }
    }
}
