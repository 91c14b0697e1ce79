package io.github.clipunit.junit;

import java.security.CodeSource;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Refuses a JUnit version that lacks features the extension needs. */
final class OldestJUnit {

    private OldestJUnit() {}

    /**
     * Stops the run on a JUnit before 5.10.
     *
     * @throws ExtensionConfigurationException if JUnit is older; the message says which version was found, where, and
     *     what to do
     */
    static void require() {
        try {
            Objects.requireNonNull(TempDirFactory.class); // added in 5.10
        } catch (NoClassDefFoundError e) {
            throw new ExtensionConfigurationException("clipunit needs JUnit 5.10 or later, but found " + found()
                    + ": with Spring Boot's parent, set the property"
                    + " <junit-jupiter.version>5.14.2</junit-jupiter.version>; in any other build, import"
                    + " org.junit:junit-bom:5.14.2 first in <dependencyManagement>");
        }
    }

    private static String found() {
        String version = ExtensionContext.class.getPackage().getImplementationVersion();
        CodeSource source = ExtensionContext.class.getProtectionDomain().getCodeSource();
        return (version == null ? "an older one" : "JUnit " + version)
                + (source == null ? "" : " in [" + source.getLocation() + "]");
    }
}
