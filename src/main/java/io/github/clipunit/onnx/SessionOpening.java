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
    /** Before 1.26, ONNX Runtime knows spinning only as on or off. */
    private static final Version SPINS_FOR = Version.parse("1.26");

    /** Enough for a worker to meet the next operator of the same run. */
    private static final String MICROSECONDS_OF_SPINNING = "10";

    OrtSession open(ModelFile file) throws OrtException {
        try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
            options.device().configure(session);
            if (options.device() == Device.CPU) {
                useProcessor(session);
            } else if (options.threads() > 0) {
                session.setIntraOpNumThreads(options.threads());
            }
            Optional<Path> path = file.path();
            return path.isPresent() ? open(path.get(), session) : environment.createSession(file.read(), session);
        }
    }

    /**
     * Sets the number of threads, which ONNX Runtime would take from the physical cores, and how long they spin when
     * there is no work: by default 3 to 500 ms, during which the other tower and Java share their cores with them.
     */
    private void useProcessor(OrtSession.SessionOptions session) throws OrtException {
        session.setIntraOpNumThreads(options.cores());
        if (isRuntimeAtLeast(SPINS_FOR)) {
            session.addConfigEntry("session.intra_op.spin_duration_us", MICROSECONDS_OF_SPINNING);
        } else {
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
        }
    }

    private boolean isRuntimeAtLeast(Version version) {
        return Version.parse(environment.getVersion()).compareTo(version) >= 0;
    }

    private OrtSession open(Path file, OrtSession.SessionOptions session) throws OrtException {
        boolean canMap = options.device() == Device.CPU && isRuntimeAtLeast(MAPS_WEIGHTS);
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
