package io.github.clipunit.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class one of whose goldens or cassettes was missing. This build's tests play developers, for whom clipunit
 * records what is missing and goes on; what this project committed must be there.
 */
public final class CommittedGoldens implements BeforeAllCallback, AfterAllCallback {

    private static final Path GOLDENS = Path.of("src/test/resources/golden");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        store(context).put(GOLDENS, files(context));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Set<Path> recorded = files(context);
        recorded.removeAll(store(context).get(GOLDENS, Set.class));
        if (!recorded.isEmpty() && !isAccepting()) {
            throw new AssertionError("goldens must be committed, but this run recorded " + recorded
                    + ": review them and commit them, or restore those that were lost");
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(CommittedGoldens.class, context.getUniqueId()));
    }

    private static boolean isAccepting() {
        return GoldenMode.UPDATE.name().equalsIgnoreCase(System.getProperty(GoldenSettings.MODE.name()));
    }

    private static Set<Path> files(ExtensionContext context) throws IOException {
        Path folder = GOLDENS.resolve(context.getRequiredTestClass().getName());
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            Set<Path> found = new TreeSet<>();
            files.filter(Files::isRegularFile).forEach(found::add);
            return found;
        }
    }
}
