package io.github.clipunit.junit;

import java.security.CodeSource;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Refuses a JUnit that lacks what the extension cannot do without. */
final class OldestJUnit {

    private OldestJUnit() {}

    /**
     * Ends the run on a JUnit before 5.10.
     *
     * @throws ExtensionConfigurationException if it is older; the message says which one was found, where, and what to do
     */
    static void require() {
        try {
            Objects.requireNonNull(TempDirFactory.class); // came with 5.10
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
