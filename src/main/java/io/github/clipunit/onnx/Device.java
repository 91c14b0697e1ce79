package io.github.clipunit.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.clipunit.model.ModelUnavailableException;
import java.util.Locale;

/** What the towers run on. */
public enum Device {
    /** The processor, which every artifact of ONNX Runtime has. */
    CPU("", "") {
        @Override
        void addTo(SessionOptions options) {
            // it is there without being asked for
        }
    },
    /** An NVIDIA card through CUDA. */
    CUDA(
            "CUDA",
            "com.microsoft.onnxruntime:onnxruntime_gpu in place of onnxruntime, and CUDA with cuDNN on the machine") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addCUDA(0);
        }
    },
    /** Apple's accelerators through Core ML. */
    COREML("Core ML", "com.microsoft.onnxruntime:onnxruntime, whose macOS libraries have it, on macOS") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addCoreML();
        }
    },
    /** Any DirectX 12 card on Windows. */
    DIRECTML(
            "DirectML",
            "a build of onnxruntime with DirectML for Windows, such as"
                    + " com.microsoft.onnxruntime:onnxruntime_directml or one of your own") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addDirectML(0);
        }
    };

    private final String label;
    private final String artifact;

    Device(String label, String artifact) {
        this.label = label;
        this.artifact = artifact;
    }

    abstract void addTo(SessionOptions options) throws OrtException;

    /** Adds the execution provider, or says which artifact has it. */
    void configure(SessionOptions options) {
        try {
            addTo(options);
        } catch (OrtException | UnsatisfiedLinkError e) {
            throw new ModelUnavailableException(
                    OnnxOptions.DEVICE.name() + " = [" + name().toLowerCase(Locale.ROOT) + "]: the ONNX Runtime on"
                            + " the class path has no " + label + " (" + e.getMessage() + "); add " + artifact
                            + ", or set " + OnnxOptions.DEVICE.name() + "=cpu",
                    e);
        }
    }
}
