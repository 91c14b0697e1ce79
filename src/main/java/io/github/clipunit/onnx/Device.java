package io.github.clipunit.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.clipunit.model.ModelUnavailableException;
import java.util.Locale;

/** The device that runs the towers. */
public enum Device {
    /** The processor, which every artifact of ONNX Runtime supports. */
    CPU("", "") {
        @Override
        void addTo(SessionOptions options) {
            // always available
        }
    },
    /** An NVIDIA card through CUDA. */
    CUDA(
            "CUDA",
            "put com.microsoft.onnxruntime:onnxruntime_gpu of the same version on the class path in place of"
                    + " onnxruntime, on Linux or Windows with an NVIDIA driver, CUDA and cuDNN") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addCUDA(0);
        }
    },
    /** Apple's accelerators through Core ML. */
    COREML("Core ML", "run on macOS with an Apple processor, where com.microsoft.onnxruntime:onnxruntime includes it") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addCoreML();
        }
    },
    /** Any DirectX 12 card on Windows. */
    DIRECTML(
            "DirectML",
            "build ONNX Runtime on Windows with --use_dml --build_java, as no artifact on Maven Central has it, and put"
                    + " that jar on the class path in place of com.microsoft.onnxruntime:onnxruntime") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addDirectML(0);
        }
    };

    private final String label;
    private final String wayOut;

    Device(String label, String wayOut) {
        this.label = label;
        this.wayOut = wayOut;
    }

    abstract void addTo(SessionOptions options) throws OrtException;

    /** Adds the execution provider, or throws an error that says how to get it. */
    void configure(SessionOptions options) {
        try {
            addTo(options);
        } catch (Exception | UnsatisfiedLinkError e) { // OrtException by its name would be loaded with the settings
            throw new ModelUnavailableException(
                    OnnxOptions.DEVICE.name() + " = [" + name().toLowerCase(Locale.ROOT) + "]: the ONNX Runtime on"
                            + " the class path has no " + label + " (" + e.getMessage() + "); " + wayOut
                            + ", or set " + OnnxOptions.DEVICE.name() + "=cpu",
                    e);
        }
    }
}
