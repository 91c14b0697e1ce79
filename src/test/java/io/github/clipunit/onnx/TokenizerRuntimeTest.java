package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenizerRuntimeTest {

    private static final byte[] TOKENIZER = """
            {"version": "1.0", "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "fox": 1}, "unk_token": "[UNK]"},
             "pre_tokenizer": {"type": "Whitespace"}}
            """.getBytes(StandardCharsets.UTF_8);

    @Test
    void should_leave_djl_as_its_users_know_it() throws IOException {
        Map<Object, Object> before = new HashMap<>(System.getProperties());
        try (var tokenizer = TokenizerRuntime.open(TOKENIZER)) {
            assertThat(tokenizer.encode("fox").getIds()).containsExactly(1);
        }
        before.put(TokenizerRuntime.STARTED, "true"); // for other class loaders
        assertThat(System.getProperties()).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(CudaUtils.getGpuCount()).isNotNegative(); // without asking a process
    }

    @Test
    void should_put_properties_back_after_a_failure() {
        assertThatThrownBy(() -> TokenizerRuntime.open(new byte[] {'{'})).isInstanceOf(RuntimeException.class);
        assertThat(System.getProperty(TokenizerRuntime.NO_REPORT)).isNull();
        assertThat(System.getProperty(TokenizerRuntime.CUDA_BY_PROCESS)).isNull();
    }

    @Test
    void should_keep_what_somebody_chose() throws IOException {
        System.setProperty(TokenizerRuntime.CUDA_BY_PROCESS, "false");
        System.setProperty(TokenizerRuntime.NO_REPORT, "TRUE"); // "false" would talk to Amazon
        try {
            TokenizerRuntime.open(TOKENIZER).close();
            assertThat(System.getProperty(TokenizerRuntime.CUDA_BY_PROCESS)).isEqualTo("false");
            assertThat(System.getProperty(TokenizerRuntime.NO_REPORT)).isEqualTo("TRUE");
        } finally {
            System.clearProperty(TokenizerRuntime.CUDA_BY_PROCESS);
            System.clearProperty(TokenizerRuntime.NO_REPORT);
        }
    }
}
