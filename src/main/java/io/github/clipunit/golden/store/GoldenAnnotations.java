package io.github.clipunit.golden.store;

import io.github.clipunit.golden.Golden;
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
