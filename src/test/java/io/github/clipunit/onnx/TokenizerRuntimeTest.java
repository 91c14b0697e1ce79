package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.cuda.CudaUtils;
import org.junit.jupiter.api.Test;

class TokenizerRuntimeTest {

    private static final String SWITCH = "ai.djl.util.cuda.fork";

    @Test
    void should_leave_djl_as_its_users_know_it() {
        assertThat(System.getProperty(SWITCH)).isNull();
        TokenizerRuntime.prepare();
        assertThat(System.getProperty(SWITCH)).isNull();
        assertThat(CudaUtils.getGpuCount()).isNotNegative(); // without asking a process
    }

    @Test
    void should_keep_what_somebody_chose() {
        System.setProperty(SWITCH, "false");
        try {
            TokenizerRuntime.prepare();
            assertThat(System.getProperty(SWITCH)).isEqualTo("false");
        } finally {
            System.clearProperty(SWITCH);
        }
    }
}
