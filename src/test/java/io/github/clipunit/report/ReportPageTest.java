package io.github.clipunit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.CheckedImage;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.ReportGson;
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.page.HtmlPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

    @TempDir
    static Path directory;

    private static String page = "";
    private static String json = "";
    private static Path folder = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        Path file = DemoRun.ofEveryKind(directory);
        folder = file.resolveSibling("");
        page = Files.readString(file);
        json = Files.readString(file.resolveSibling(ReportFiles.JSON));
    }

    @Test
    void should_keep_hostile_text_out_of_the_markup() {
        assertThat(json).contains("alert(1)");
        assertThat(page).doesNotContain("<script>alert", "<img src=x", "\u2028", "<!--", "{{script}}");
        assertThat(Pattern.compile("<(?!/?(?:!doctype|html|head|meta|link|title|style|body|a|header|p|span|nav|button"
                                + "|noscript|main|section|h[12]|dl|kbd|div|form|label|input|fieldset|legend|select|option|ol"
                                + "|dialog|footer|script)[ >\\n])[a-zA-Z!/]")
                        .matcher(page.substring(0, page.indexOf("type=\"application/json\"")))
                        .find())
                .isFalse();
    }

    @Test
    void should_hold_the_very_text_that_the_test_wrote() {
        JsonObject data = JsonParser.parseString(element("<script type=\"application/json\" id=\"data\">"))
                .getAsJsonObject();

        assertThat(data.getAsJsonArray("tests"))
                .flatExtracting(
                        test -> test.getAsJsonObject().getAsJsonArray("checks").asList())
                .anyMatch(check -> check.getAsJsonObject().has("prompt")
                        && check.getAsJsonObject().get("prompt").getAsString().equals(DemoRun.HOSTILE));
    }

    @Test
    void should_allow_its_own_script_and_style_and_no_request() throws Exception {
        String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));

        assertThat(page)
                .contains("default-src 'none'; img-src data: 'self'; style-src '" + hash(element("<style>"))
                        + "'; script-src '" + hash(script) + "'; base-uri 'none'; form-action 'none'");
        Matcher urls = Pattern.compile("(?:src|href)=\"(?!#|data:,)").matcher(page);
        assertThat(urls.find()).isFalse();
        assertThat(page).doesNotContain("@import", "url(");
    }

    @Test
    void should_keep_embeddings_out_of_the_page() {
        assertThat(json).contains("\"embeddings\":");
        assertThat(page).doesNotContain("\"embeddings\":");
    }

    @Test
    void should_follow_the_schema_in_the_jar() throws IOException {
        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema().validate(json.replace("\"passed\":true", "\"passed\":\"yes\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema().validate(json.replace("\"prompt\":", "\"promt\":"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void should_show_what_checks_scored_before() {
        ReportDocument document = ReportGson.GSON.fromJson(json, ReportDocument.class);

        CheckEntry fox = document.tests().stream()
                .filter(test -> "paintsTheFox".equals(test.test().method()))
                .findFirst()
                .orElseThrow()
                .checks()
                .get(0);
        assertThat(fox.history()).hasSize(8).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(fox.history().get(0).at()).startsWith("2026-10-01T08:00:");
    }

    @Test
    void should_hold_the_pictures_of_failures_and_name_those_of_others() throws IOException {
        ReportDocument document = ReportGson.GSON.fromJson(json, ReportDocument.class);
        ReportDocument shown = ReportGson.GSON.fromJson(
                element("<script type=\"application/json\" id=\"data\">"), ReportDocument.class);
        Set<String> red = document.tests().stream()
                .filter(test -> test.status().isRed())
                .flatMap(test -> test.checks().stream())
                .flatMap(check -> check.images().stream())
                .map(CheckedImage::picture)
                .collect(Collectors.toSet());

        assertThat(red).isNotEmpty();
        for (Map.Entry<String, Picture> picture : shown.pictures().entrySet()) {
            String small = String.valueOf(picture.getValue().small());
            if (red.contains(picture.getKey())) {
                Picture named = Objects.requireNonNull(document.pictures().get(picture.getKey()));
                byte[] file = Files.readAllBytes(folder.resolve(String.valueOf(named.small())));
                assertThat(small)
                        .startsWith("data:image/")
                        .endsWith(";base64," + Base64.getEncoder().encodeToString(file));
            } else if (small.startsWith("pictures/")) {
                assertThat(folder.resolve(small)).isRegularFile();
            }
        }
    }

    @Test
    void should_stay_below_25_megabytes_where_a_thousand_photographs_failed() throws IOException {
        ReportDocument document = ReportGson.GSON.fromJson(json, ReportDocument.class);
        TestEntry one = document.tests().stream()
                .filter(test -> test.status().isRed() && !test.checks().isEmpty())
                .findFirst()
                .orElseThrow();
        List<TestEntry> tests = new ArrayList<>();
        Map<String, Picture> pictures = new LinkedHashMap<>();
        Path here = directory.resolve("large");
        Files.createDirectories(here.resolve("pictures"));
        for (int i = 0; i < 1000; i++) {
            String key = String.format("%064x", i);
            // What noise of 320 and 896 pixels a side costs as JPEG.
            String name = Files.write(here.resolve("pictures/" + i + ".jpg"), new byte[i % 10 == 0 ? 110_000 : 13_000])
                    .getFileName()
                    .toString();
            pictures.put(key, new Picture(896, 896, "pictures/" + name, null, null));
            tests.add(one.mapChecks(check -> withPicture(check, key)));
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new HtmlPage(ReportDocument.of(document.runs(), tests, List.of(), pictures), here, new IdentityHashMap<>())
                .writeTo(text);

        assertThat(text.size()).isBetween(15_000_000, 25_000_000);
    }

    private static CheckEntry withPicture(CheckEntry check, String key) {
        return new CheckEntry(
                check.id(),
                check.at(),
                check.name(),
                false,
                check.measurement(),
                check.prompt(),
                check.model(),
                check.revision(),
                check.score(),
                check.nearest(),
                check.rivals(),
                check.figures(),
                check.facts(),
                check.explanation(),
                check.message(),
                List.of(new CheckedImage(key, "photo.jpg", "JPEG", 896, 896, null, null)),
                null,
                null,
                check.embeddings(),
                check.history());
    }

    private static String element(String start) {
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf("</", from));
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream stream = Report.class.getResourceAsStream("report.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(stream));
        }
    }
}
