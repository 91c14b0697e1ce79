package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(requests()).allMatch(url -> url.equals(page.toUri().toString()) || url.startsWith("data:"));
    }

    @Test
    void should_show_failed_checks_first() {
        assertThat(verdicts())
                .startsWith("Failed", "Failed", "Failed", "Failed", "Failed", "Passed")
                .hasSize(15);
        assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("5 of 15 checks failed");
        assertThat(browser.getTitle()).isEqualTo("5 of 15 checks failed · clipunit");
    }

    @Test
    void should_filter_by_verdict_class_and_text() {
        browser.findElement(By.cssSelector("input[value=failed]")).click();
        assertThat(verdicts()).containsOnly("Failed").hasSize(5);

        new Select(browser.findElement(By.id("class"))).selectByVisibleText("PosterTest");
        assertThat(verdicts()).hasSize(2);

        browser.findElement(By.id("text")).sendKeys("APPLE green");
        assertThat(titles()).containsExactly("“a green apple on a wooden table”");
        assertThat(count()).isEqualTo("1 of 15 checks");

        browser.findElement(By.id("text")).sendKeys(" nothing");
        assertThat(browser.findElement(By.id("list")).getText()).isEqualTo("No check matches these filters.");
    }

    @Test
    void should_sort_by_score_and_by_distance_from_the_threshold() {
        Select sort = new Select(browser.findElement(By.id("sort")));

        sort.selectByValue("low");
        List<Double> rising = scores();
        assertThat(rising).hasSize(14).isSorted();

        sort.selectByValue("high");
        assertThat(scores()).isSortedAccordingTo((a, b) -> Double.compare(b, a));

        sort.selectByValue("near");
        assertThat(titles().get(0)).isEqualTo("“a sailing boat on calm water”");

        sort.selectByValue("time");
        assertThat(titles().get(0)).isEqualTo("“a red fox in the snow”");
    }

    @Test
    void should_draw_each_check_on_the_scale_of_what_it_measured() {
        new Select(browser.findElement(By.id("sort"))).selectByValue("time");

        assertThat(scales("PosterTest#paintsTheFox "))
                .singleElement()
                .asString()
                .matches("CLIP score 0\\.3\\d{3}, threshold 0\\.2800; scale from 0\\.[01]\\d to 0\\.\\d\\d");
        assertThat(scales("PosterTest#paintsAFoxRatherThanADog"))
                .containsExactly("probability 0.9731, threshold 0.9000; scale from 0.85 to 1.00");
        assertThat(scales("PosterTest#paintsTheSunflowers"))
                .singleElement()
                .asString()
                .matches(
                        "percent score 2\\d\\.\\d{4}, threshold 25\\.0000; scale from 2\\d\\.\\d\\d to [23]\\d\\.\\d\\d");
        assertThat(scales("SeriesTest#variesItsBoats"))
                .containsExactly("diversity 1.3700, threshold 2.0000; scale from 1.35 to 2.05");
        assertThat(scales("PosterTest#paintsTheLighthouse"))
                .hasSize(2)
                .satisfiesExactly(
                        lead -> assertThat(lead).startsWith("lead over the nearest distractor 0.0"),
                        score -> assertThat(score).startsWith("CLIP score 0.").contains(", nearest distractor 0.2"));
        assertThat(scales("SeriesTest#keepsBoats"))
                .singleElement()
                .asString()
                .startsWith("mean CLIP score 0.")
                .contains(", threshold 0.", ", golden 0.");
    }

    /** The labels of the scales of the one check of a test. */
    private static List<String> scales(String selector) {
        return browser.findElements(By.cssSelector(".check")).stream()
                .filter(check -> (String.valueOf(check.findElement(By.cssSelector(".where"))
                                        .getAttribute("textContent"))
                                + " ")
                        .startsWith(selector))
                .flatMap(check -> check.findElements(By.cssSelector(".scale")).stream())
                .map(scale -> String.valueOf(scale.getAttribute("aria-label")))
                .toList();
    }

    @Test
    void should_open_pictures_and_go_through_them_by_keyboard() {
        WebElement first = browser.findElement(By.cssSelector(".check:nth-child(2) .picture"));
        first.sendKeys(Keys.ENTER);
        WebElement viewer = browser.findElement(By.id("viewer"));
        assertThat(viewer.isDisplayed()).isTrue();
        assertThat(viewer.getText())
                .contains("a field of sunflowers under a blue sky", "New, score", "Golden, score 0.3149", "2 of 40");
        assertThat(viewer.findElements(By.cssSelector("img"))).hasSize(2).allMatch(this::isDecoded);

        new Actions(browser).sendKeys(Keys.ARROW_LEFT).perform();
        assertThat(viewer.getText()).contains("a green apple", "1 of 40", "Where the model looked");
        assertThat(browser.findElement(By.id("viewer-previous")).isEnabled()).isFalse();
        new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
        assertThat(viewer.getText()).contains("2 of 40");
        // The button that brought people to the first picture is disabled there; keys go on working.
        browser.findElement(By.id("viewer-previous")).click();
        new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
        assertThat(viewer.getText()).contains("2 of 40");

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
    void should_reach_the_checks_by_keyboard_alone() {
        new Actions(browser).sendKeys(Keys.TAB).perform();
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the checks");
        new Actions(browser).sendKeys(Keys.ENTER).perform();
        new Actions(browser).sendKeys(Keys.TAB).perform();
        assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("text");
        new Actions(browser).sendKeys(Keys.TAB, Keys.ARROW_RIGHT).perform();
        assertThat(verdicts()).containsOnly("Failed");
    }

    @Test
    void should_unfold_the_message_and_details() {
        WebElement check = browser.findElement(By.cssSelector(".check"));
        check.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(ignored -> !check.findElements(By.tagName("pre")).isEmpty());

        assertThat(check.getText()).contains("to be above: 0.2800", "mvn test -Dtest='PosterTest#paintsTheApple'");
    }

    @Test
    void should_show_hostile_text_as_text() {
        browser.findElement(By.id("text")).sendKeys("alert(1)");
        WebElement check = browser.findElement(By.cssSelector(".check"));
        check.findElement(By.tagName("summary")).click();
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(ignored -> !check.findElements(By.tagName("dl")).isEmpty());

        String shown = DemoRun.HOSTILE.replace("\u202e", "⟨U+202E⟩");
        assertThat(check.findElement(By.tagName("h3")).getAttribute("textContent"))
                .isEqualTo("“" + shown + "”");
        assertThat(check.findElements(By.cssSelector("script, h3 img, dl img"))).isEmpty();
        assertThat(check.getText()).contains("passed on attempt 2");
        // Its picture's name is part of a label.
        assertThat(check.findElement(By.cssSelector(".picture")).getAttribute("aria-label"))
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
    void should_say_what_number_to_write() {
        WebElement advice = browser.findElement(By.cssSelector(".advice"));

        assertThat(advice.getText())
                .contains("PosterTest", "A matching pair outscores a shuffled one in", ".withClipScoreAbove(0.");
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "800, light", "800, dark", "1400, light", "1400, dark"})
    void should_be_accessible_and_fit(int width, String scheme) throws IOException {
        size(width, 900);
        scheme(scheme);
        browser.executeScript("document.querySelectorAll('details').forEach(box => { box.open = true; })");

        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        assertThat(problems()).isEmpty();
        screenshot(width + "-" + scheme);
    }

    @Test
    void should_be_accessible_while_a_picture_is_open() {
        browser.findElement(By.cssSelector(".picture")).click();

        assertThat(problems()).isEmpty();
    }

    @Test
    void should_print_without_controls() {
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        assertThat(browser.findElement(By.id("filters")).isDisplayed()).isFalse();
        assertThat(browser.findElements(By.cssSelector(".check"))).hasSize(15).allMatch(WebElement::isDisplayed);
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
        return browser.findElements(By.cssSelector(".check .badge")).stream()
                .map(badge -> String.valueOf(badge.getAttribute("textContent")).substring(1))
                .toList();
    }

    private static List<String> titles() {
        return browser.findElements(By.cssSelector(".check h3")).stream()
                .map(title -> String.valueOf(title.getAttribute("textContent")))
                .toList();
    }

    /** The CLIP scores of the checks that have one, in the order of the page. */
    @SuppressWarnings("unchecked")
    private static List<Double> scores() {
        return (List<Double>) Objects.requireNonNull(browser.executeScript("""
                const checks = JSON.parse(document.getElementById("data").textContent).checks;
                return [...document.querySelectorAll(".check")]
                  .map(item => checks[item.id.substring("check-".length)].score)
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
