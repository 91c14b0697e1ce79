package io.github.clipunit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipScore;
import io.github.clipunit.Logits;
import io.github.clipunit.model.hub.HubCache;
import io.github.clipunit.model.hub.ModelNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private final Catalog catalog = Catalog.load();

    @Test
    void should_name_the_default_first() {
        assertThat(catalog.models().get(0).id()).isEqualTo(ModelNames.MODEL.defaultText());
        assertThat(catalog.models()).flatExtracting(CatalogModel::names).doesNotHaveDuplicates();
    }

    @Test
    void should_find_a_model_by_its_name_and_by_its_repository() {
        assertThat(catalog.find("Xenova/clip-vit-base-patch32"))
                .isEqualTo(catalog.find("openai/clip-vit-base-patch32"));
        assertThat(catalog.find("ViT-B/32")).isEqualTo(catalog.find("openai/clip-vit-base-patch32"));
        assertThat(catalog.find("clip-vit-base-patch32")).isEmpty();
        assertThat(catalog.find("")).isEmpty();
    }

    @Test
    void should_say_of_each_model_where_its_facts_come_from() {
        assertThat(catalog.models()).allSatisfy(model -> {
            assertThat(model.license()).isIn("MIT", "Apache-2.0", "CC-BY-NC-4.0", "apple-amlr");
            assertThat(model.terms() == null)
                    .isEqualTo(List.of("MIT", "Apache-2.0").contains(model.license()));
            assertThat(model.licenseSource()).startsWith("https://");
            assertThat(model.source()).startsWith("https://huggingface.co/" + model.repository());
            assertThat(model.repository().isEmpty()).isNotEqualTo(model.advice().isEmpty());
            assertThat(model.purpose()).isNotEmpty();
            assertThat(model.files().isEmpty() || model.revision() != null).isTrue();
            assertThat(model.pinnedRevision().stream()).allMatch(HubCache::isCommit);
            assertThat(model.dimension()).isIn(512, 768, 1024, 1152);
            assertThat(model.contextLength()).isIn(64, 77, 248, 512, 8192);
        });
    }

    @Test
    void should_be_what_the_page_on_models_shows() throws IOException {
        String rows = catalog.models().stream().map(CatalogTest::row).collect(Collectors.joining());
        assertThat(Files.readString(Path.of("docs/models.md")))
                .contains("\n| id | for | files | size in MB | tokens | numbers | licence |\n"
                        + "| --- | --- | --- | --- | --- | --- | --- |\n" + rows + "\n");
    }

    private static String row(CatalogModel model) {
        String size = Stream.of(Precision.values())
                .filter(precision -> model.bytes(precision) > 0)
                .map(precision ->
                        precision.name().toLowerCase(Locale.ROOT) + " " + Math.round(model.bytes(precision) / 1e6))
                .collect(Collectors.joining(", "));
        return "| "
                + Stream.concat(Stream.of(model.id()), model.aliases().stream())
                        .map(name -> '`' + name + '`')
                        .collect(Collectors.joining(", "))
                + " | " + model.purpose() + " | "
                + (model.repository().isEmpty() ? "none" : '`' + model.repository() + '`') + " | " + size + " | "
                + model.contextLength() + " | " + model.dimension() + " | " + model.license()
                + (model.terms() == null ? "" : ", " + model.terms()) + " |\n";
    }

    @Test
    void should_not_lead_back_from_an_export_to_the_model_whose_advice_names_it() {
        assertThat(catalog.nearest("Xenova/mobileclip_s1")).isEmpty();
        assertThat(catalog.nearest("Xenova/mobileclip-s1")).contains("apple/MobileCLIP-S1");
    }

    /** What public repositories recorded of these models, which is not part of this project. */
    @Test
    void should_hold_to_what_is_recorded_of_public_exports() throws IOException {
        Path recorded = Path.of("../shared/conformance/model-files.json");
        if (!Files.exists(recorded)) {
            System.out.println("skipped: what is recorded of public exports is not at "
                    + recorded.toAbsolutePath().normalize());
        }
        assumeTrue(Files.exists(recorded), "what is recorded of public exports is not at " + recorded);
        JsonObject all = JsonParser.parseString(Files.readString(recorded)).getAsJsonObject();
        assertThat(all.getAsJsonArray("models")).hasSizeGreaterThan(4).allSatisfy(element -> {
            JsonObject facts = element.getAsJsonObject();
            CatalogModel model = catalog.find(facts.get("id").getAsString()).orElseThrow();
            assertThat(model.repository()).isEqualTo(facts.get("hub").getAsString());
            assertThat(model.license()).isEqualTo(facts.get("license").getAsString());
            assertThat(model.graph().name())
                    .isEqualToIgnoringCase(facts.get("graph").getAsString());
            JsonElement revision = facts.get("revision");
            assertThat(model.revision()).isEqualTo(revision.isJsonNull() ? null : revision.getAsString());
            facts.getAsJsonObject("files").asMap().forEach((name, pin) -> {
                JsonElement size = pin.getAsJsonArray().get(0);
                Pin ours = Objects.requireNonNull(model.files().get(name), name);
                assertThat(ours.sha256()).isEqualTo(pin.getAsJsonArray().get(1).getAsString());
                if (!size.isJsonNull()) {
                    assertThat(ours.size()).isEqualTo(size.getAsLong());
                }
            });
        });
        assertThat(all.getAsJsonArray("warnings").toString()).contains("the catalog must not ship them");
        assertThat(catalog.models())
                .filteredOn(model -> model.id().contains("MobileCLIP"))
                .hasSize(4)
                .allMatch(model -> model.repository().isEmpty());
    }

    @Test
    void should_pin_every_file_of_the_default_at_both_precisions() {
        CatalogModel model = catalog.find("openai/clip-vit-base-patch32").orElseThrow();

        for (Precision precision : new Precision[] {Precision.FP32, Precision.INT8}) {
            assertThat(model.needs(precision)).hasSize(5).allSatisfy(name -> {
                assertThat(model.files()).containsKey(name);
                assertThat(model.files().get(name)).hasNoNullFieldsOrProperties();
            });
        }
    }

    @Test
    void should_know_how_large_the_small_models_graphs_are() {
        CatalogModel model = catalog.find("tinyclip-vit-8m-16").orElseThrow();

        assertThat(model.needs(Precision.INT8)).contains("onnx/model_quantized.onnx");
        assertThat(model.files().get("onnx/model_quantized.onnx"))
                .isEqualTo(new Pin(24_281_512L, "10921310ddef06557ec1598d1260470a0a4db53f70ffe0deb60b946dcad6d27a"));
    }

    /** sigmoid(112.6689 * 0.15 - 16.7717) is about one half: 0.15 is where SigLIP 2 is undecided. */
    @Test
    void should_know_how_siglip_turns_a_cosine_into_a_probability() {
        CatalogModel model = catalog.find("google/siglip2-base-patch16-224").orElseThrow();

        assertThat(model.logits()).contains(new Logits(112.66889953613281, -16.771724700927734, true));
        assertThat(new ClipScore(0.15, model.logits().orElseThrow()).probability())
                .isCloseTo(0.532, within(0.001));
    }

    /** Gemma's tokenizer keeps case and SigLIP 2's does not: only this file tells the one from the other. */
    @Test
    void should_need_the_file_that_says_that_siglip_2_lower_cases() {
        CatalogModel siglip =
                Catalog.load().find("google/siglip2-base-patch16-224").orElseThrow();

        assertThat(siglip.needs(Precision.FP32)).contains("tokenizer_config.json");
    }
}
