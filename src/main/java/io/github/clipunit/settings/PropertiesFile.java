package io.github.clipunit.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The file {@code junit-platform.properties}, from which JUnit reads its configuration parameters. It is read once, as
 * JUnit does.
 */
final class PropertiesFile {

    static final Map<String, String> VALUES = read();

    private static final String NAME = "junit-platform.properties";

    private PropertiesFile() {}

    private static Map<String, String> read() {
        Properties properties = new Properties();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader == null ? null : loader.getResourceAsStream(NAME)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + " cannot be read", e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
    }
}
