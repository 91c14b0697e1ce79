package io.github.clipunit.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.model.ModelFile;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.Optional;

/** The opening of a file as a session of ONNX Runtime. */
record SessionOpening(OrtEnvironment environment, OnnxOptions options) {

    /** Before 1.22, ONNX Runtime ignores the given folder of a graph's external weights. */
    private static final Version MAPS_WEIGHTS = Version.parse("1.22");

    OrtSession open(ModelFile file) throws OrtException {
        try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
            options.device().configure(session);
            if (options.threads() > 0) {
                session.setIntraOpNumThreads(options.threads());
            }
            Optional<Path> path = file.path();
            return path.isPresent() ? open(path.get(), session) : environment.createSession(file.read(), session);
        }
    }

    private OrtSession open(Path file, OrtSession.SessionOptions session) throws OrtException {
        boolean canMap = options.device() == Device.CPU
                && Version.parse(environment.getVersion()).compareTo(MAPS_WEIGHTS) >= 0;
        Optional<MappedWeights> mapped = canMap ? mapped(file) : Optional.empty();
        if (mapped.isEmpty()) {
            return environment.createSession(file.toString(), session);
        }
        mapped.get().configure(session);
        return environment.createSession(mapped.get().graph(), session);
    }

    /** Maps a file; also empty if the file cannot be read, so that ONNX Runtime reports the reason. */
    private static Optional<MappedWeights> mapped(Path file) {
        try {
            return Interrupts.heldBack(() -> MappedWeights.of(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
