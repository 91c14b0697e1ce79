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
 * The parts of a model that are understood, and those that are not, with the reason: the lines of {@code clipunit
 * models check}, and of the error for a model that is refused.
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

    /** Returns whether everything is understood, so that the model can score. */
    public boolean isUnderstood() {
        return isUnderstood;
    }

    /**
     * Reads one part and adds a line about it.
     *
     * @param said describes the value
     * @return the value, or empty if it is not understood; the line then has the reason
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
            throw new ModelUnavailableException("model [" + model + "] cannot be used because it is not understood:\n"
                    + this + "\ndocs/models.md lists what is understood; clipunit models check shows what was found.");
        }
    }

    @Override
    public String toString() {
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
