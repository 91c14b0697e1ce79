package io.github.clipunit.junit;

import io.github.clipunit.ImageLimits;
import io.github.clipunit.Setting;
import io.github.clipunit.model.ModelNames;
import io.github.clipunit.onnx.OnnxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** Every setting there is, so that a misspelt one is an error and not a surprise. */
final class KnownSettings {

    static final List<Setting<?>> ALL = List.of(
            ModelNames.MODEL,
            OnnxOptions.DEVICE,
            OnnxOptions.THREADS,
            OnnxOptions.OVERFLOW,
            ImageLimits.MAX_PIXELS,
            ImageLimits.MAX_BYTES);

    private KnownSettings() {}

    /** The keys of {@code junit-platform.properties}, which JUnit lets nobody list; empty where there is no such file. */
    static Set<String> namesInPropertiesFile() {
        Properties properties = new Properties();
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("junit-platform.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("junit-platform.properties cannot be read", e);
        }
        return properties.stringPropertyNames();
    }
}
