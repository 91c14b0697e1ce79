package io.github.clipunit.golden.store;

import io.github.clipunit.golden.Golden;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@link Golden} annotations of a test, its class and the enclosing classes. The nearest value counts. */
public record GoldenAnnotations(List<Golden> nearestFirst) {

    public GoldenAnnotations(TestIdentity test) {
        this(collect(test));
    }

    private static List<Golden> collect(TestIdentity test) {
        List<Golden> found = new ArrayList<>();
        test.testMethod().map(method -> method.getAnnotation(Golden.class)).ifPresent(found::add);
        for (Class<?> type = test.testClass(); type != null; type = type.getEnclosingClass()) {
            Optional.ofNullable(type.getAnnotation(Golden.class)).ifPresent(found::add);
        }
        return found;
    }

    /**
     * Refuses nonsense, whether or not a nearer annotation hides it.
     *
     * @throws IllegalArgumentException if a tolerance is not in [0, 2] or a directory is blank
     */
    public void require() {
        for (Golden golden : nearestFirst) {
            if (golden.tolerance() < 0 || golden.tolerance() > 2) {
                throw new IllegalArgumentException("@Golden(tolerance = [" + golden.tolerance()
                        + "]) must be a difference of cosines, from 0 to 2");
            }
            if (!golden.dir().isEmpty() && golden.dir().isBlank()) {
                throw new IllegalArgumentException("@Golden(dir = [" + VisibleText.onOneLine(golden.dir())
                        + "]) must not be blank; leave it out to let " + GoldenSettings.DIRECTORY.name() + " decide");
            }
        }
    }

    public Optional<Double> tolerance() {
        return nearestFirst.stream()
                .map(Golden::tolerance)
                .filter(given -> !given.isNaN())
                .findFirst();
    }

    Optional<String> dir() {
        return nearestFirst.stream()
                .map(Golden::dir)
                .filter(given -> !given.isEmpty())
                .findFirst();
    }
}
