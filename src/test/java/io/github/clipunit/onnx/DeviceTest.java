package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.clipunit.model.ModelUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On the artifact for the processor, which the build has on its class path. */
class DeviceTest {

    @Test
    void should_say_which_artifact_has_cuda() {
        assertMessage(
                Device.CUDA,
                "clipunit.device = [cuda]: the ONNX Runtime on the class path has no CUDA (Error code - ORT_EP_FAIL -"
                        + " message: Failed to find CUDA shared provider); put com.microsoft.onnxruntime:onnxruntime_gpu"
                        + " of the same version on the class path in place of onnxruntime, on Linux or Windows with an"
                        + " NVIDIA driver, CUDA and cuDNN, or set clipunit.device=cpu");
    }

    @Test
    @DisabledOnOs(OS.MAC)
    void should_say_where_core_ml_is() {
        assertMessage(
                Device.COREML,
                "clipunit.device = [coreml]: the ONNX Runtime on the class path has no Core ML (Error code -"
                        + " ORT_INVALID_ARGUMENT - message: This binary was not compiled with CoreML support.); run on"
                        + " macOS with an Apple processor, where com.microsoft.onnxruntime:onnxruntime includes it,"
                        + " or set clipunit.device=cpu");
    }

    @Test
    void should_say_that_no_artifact_has_directml() {
        assertMessage(
                Device.DIRECTML,
                "clipunit.device = [directml]: the ONNX Runtime on the class path has no DirectML (Error code -"
                        + " ORT_INVALID_ARGUMENT - message: This binary was not compiled with DirectML support.); build"
                        + " ONNX Runtime on Windows with --use_dml --build_java, as no artifact on Maven Central has it,"
                        + " and put that jar on the class path in place of com.microsoft.onnxruntime:onnxruntime, or set"
                        + " clipunit.device=cpu");
    }

    private static void assertMessage(Device device, String message) {
        assertThatThrownBy(() -> configure(device))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage(message);
    }

    private static void configure(Device device) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            device.configure(options);
        }
    }
}
