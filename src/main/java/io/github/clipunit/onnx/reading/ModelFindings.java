package io.github.clipunit.onnx.reading;

import io.github.clipunit.model.ModelUnavailableException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What of a model is understood, and what is not and why: the lines of {@code clipunit models check}, and of the error where
 * a model is refused.
 *
 * @hidden
 */
public final class ModelFindings {

    private final String model;
    private final List<String> lines = new ArrayList<>();
    private boolean isUnderstood = true;

    public ModelFindings(String model) {
        this.model = model;
    }

    /** Whether nothing stands against scoring with it. */
    public boolean isUnderstood() {
        return isUnderstood;
    }

    /**
     * Reads one thing.
     *
     * @param said what is told of it
     * @return empty if it cannot be understood, which is then told
     */
    public <T> Optional<T> read(String topic, Supplier<T> reading, Function<T, String> said) {
        try {
            T value = reading.get();
            add("understood", topic, said.apply(value));
            return Optional.of(value);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            isUnderstood = false;
            add("not", topic, "because " + e.getMessage());
            return Optional.empty();
        }
    }

    private void add(String verdict, String topic, String fact) {
        lines.add(String.format("  %-10s  %-9s  %s", verdict, topic, fact));
    }

    void require() {
        if (!isUnderstood) {
            throw new ModelUnavailableException("model [" + model + "] cannot be used as it is not understood:\n" + this
                    + "\ndocs/models.md says what is read, and clipunit models check what is found.");
        }
    }

    @Override
    public String toString() {
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
