package io.github.clipunit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipScore;
import io.github.clipunit.Logits;
import io.github.clipunit.model.hub.HubCache;
import io.github.clipunit.model.hub.ModelNames;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private final Catalog catalog = Catalog.load();

    @Test
    void should_name_the_default_first() {
        assertThat(catalog.ids())
                .startsWith(ModelNames.MODEL.defaultText())
                .contains("tinyclip-vit-8m-16", "google/siglip2-base-patch16-224");
    }

    @Test
    void should_find_a_model_by_its_name_and_by_its_repository() {
        assertThat(catalog.find("Xenova/clip-vit-base-patch32"))
                .isEqualTo(catalog.find("openai/clip-vit-base-patch32"));
        assertThat(catalog.find("clip-vit-base-patch32")).isEmpty();
    }

    @Test
    void should_say_of_each_model_where_its_facts_come_from() {
        assertThat(catalog.models()).allSatisfy(model -> {
            assertThat(model.license()).isIn("MIT", "Apache-2.0");
            assertThat(model.licenseSource()).startsWith("https://");
            assertThat(model.source()).startsWith("https://huggingface.co/" + model.repository());
            assertThat(model.pinnedRevision().stream()).allMatch(HubCache::isCommit);
            assertThat(model.dimension()).isIn(512, 768);
            assertThat(model.contextLength()).isIn(64, 77);
        });
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
