package io.github.clipunit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final List<String> DESCRIPTIONS =
            List.of("config.json", "preprocessor_config.json", "tokenizer.json");

    private static List<String> with(String... graphs) {
        return Stream.concat(DESCRIPTIONS.stream(), Stream.of(graphs)).toList();
    }

    @Test
    void should_prefer_two_towers_to_one_graph() {
        List<String> names = with("onnx/model.onnx", "onnx/vision_model.onnx", "onnx/text_model.onnx");

        assertThat(new Layout(names, Precision.FP32).needs())
                .contains(with("onnx/text_model.onnx", "onnx/vision_model.onnx"));
    }

    @Test
    void should_look_under_onnx_and_at_the_root() {
        assertThat(new Layout(with("model.onnx", "onnx/model.onnx"), Precision.FP32).needs())
                .contains(with("onnx/model.onnx"));
        assertThat(new Layout(with("model.onnx"), Precision.FP32).needs()).contains(with("model.onnx"));
    }

    @Test
    void should_need_the_graphs_of_the_precision() {
        List<String> names = with("onnx/model.onnx", "onnx/model_fp16.onnx");

        assertThat(new Layout(names, Precision.FP16).needs()).contains(with("onnx/model_fp16.onnx"));
        assertThat(new Layout(names, Precision.INT8).needs()).isEmpty();
    }

    @Test
    void should_take_the_weights_that_lie_beside_a_graph() {
        List<String> names =
                with("onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1", "onnx/x.onnx_data");

        assertThat(new Layout(names, Precision.FP32).needs())
                .contains(with("onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1"));
    }

    @Test
    void should_not_take_names_that_leave_the_folder() {
        List<String> names = with("onnx/model.onnx", "onnx/model.onnx_data/../../../evil");

        assertThat(new Layout(names, Precision.FP32).needs()).contains(with("onnx/model.onnx"));
    }

    @Test
    void should_need_what_says_which_token_pads_and_whether_case_counts_where_it_is_there() {
        List<String> names = with("model.onnx", "tokenizer_config.json", "special_tokens_map.json", "vocab.json");

        assertThat(new Layout(names, Precision.FP32).needs())
                .contains(with("tokenizer_config.json", "special_tokens_map.json", "model.onnx"));
    }

    @Test
    void should_know_the_layout_of_a_folder_a_tower() {
        List<String> names = List.of(
                "config.json",
                "visual/preprocess_cfg.json",
                "textual/tokenizer.json",
                "textual/tokenizer_config.json",
                "textual/model.onnx",
                "visual/model.onnx");

        assertThat(new Layout(names, Precision.FP32).needs()).contains(names);
        assertThat(new Layout(names, Precision.FP16).needs()).isEmpty();
    }

    @Test
    void should_do_with_a_tokenizer_in_parts_and_a_processor_inside_another_file() {
        List<String> names =
                List.of("config.json", "processor_config.json", "vocab.json", "merges.txt", "onnx/model.onnx");

        assertThat(new Layout(names, Precision.FP32).needs()).contains(names);
    }

    @Test
    void should_say_what_is_missing() {
        Layout layout = new Layout(List.of("config.json", "onnx/model_q4.onnx"), Precision.INT8);

        assertThat(layout.missing())
                .isEqualTo("preprocessor_config.json, tokenizer.json, vision_model_quantized.onnx with"
                        + " text_model_quantized.onnx (or model_quantized.onnx) at the root or under onnx/");
        assertThat(layout.graphsThere()).containsExactly("onnx/model_q4.onnx (clipunit.precision=q4)");
    }
}
