package io.github.clipunit.report.study;

import io.github.clipunit.Embedding;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.CheckVectors;
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.data.TestStatus;
import io.github.clipunit.report.data.ThresholdAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One {@link ThresholdStudy} for each test class and model of a report. Prompts that differ only in case and spaces are
 * the same. Only accepted pictures count: their check and their test must have passed. A check that demands a score
 * below a threshold has a picture that must not match, so it contributes only its prompt, as a failed check does.
 */
public final class ThresholdStudies {

    /** Limits the work for a class to less than a second of cosines, whatever the size of the run. */
    private static final int MOST_PICTURES = 256;

    private static final int MOST_PROMPTS = 64;

    private final Map<String, Map<String, Embedding>> promptsByModel = new TreeMap<>();
    private final Map<Group, Map<String, Sample>> samples = new TreeMap<>();

    private ThresholdStudies() {}

    public static List<ThresholdAdvice> of(List<TestEntry> tests) {
        ThresholdStudies studies = new ThresholdStudies();
        tests.forEach(test -> test.checks().forEach(check -> studies.add(test, check)));
        return studies.advice();
    }

    private void add(TestEntry test, CheckEntry check) {
        CheckVectors vectors = check.embeddings();
        if (vectors == null || check.prompt() == null || check.model() == null) {
            return;
        }
        Embedding prompt = Embedding.of(HalfFloat.decode(vectors.prompt()));
        // Embeddings of two dimensions cannot come from one model, even if both have the same name.
        String space = check.model() + "\n" + prompt.dimension();
        String text = normalized(check.prompt());
        promptsByModel.computeIfAbsent(space, key -> new LinkedHashMap<>()).putIfAbsent(text, prompt);
        boolean isAccepted = check.passed() && test.status() == TestStatus.PASSED;
        if (!isAccepted || check.measurement().relation() == Relation.BELOW) {
            return;
        }
        Map<String, Sample> ofClass = samples.computeIfAbsent(
                new Group(test.test().className(), check.model(), space), key -> new LinkedHashMap<>());
        for (int i = 0; i < Math.min(vectors.images().size(), check.images().size()); i++) {
            String image = vectors.images().get(i);
            ofClass.computeIfAbsent(
                            check.images().get(i).picture(),
                            key -> new Sample(Embedding.of(HalfFloat.decode(image)), new LinkedHashSet<>()))
                    .prompts()
                    .add(text);
        }
    }

    private static String normalized(String prompt) {
        return prompt.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private List<ThresholdAdvice> advice() {
        List<ThresholdAdvice> advice = new ArrayList<>();
        samples.forEach((group, pictures) -> {
            ThresholdStudy study = new ThresholdStudy();
            Map<String, Embedding> prompts = promptsByModel.getOrDefault(group.space(), Map.of());
            Map<String, Embedding> some = some(prompts);
            for (Sample sample : spread(List.copyOf(pictures.values()), MOST_PICTURES)) {
                study.add(sample.image(), sample.prompts(), withOwn(some, sample.prompts(), prompts));
            }
            if (!study.isEmpty()) {
                advice.add(study.advice(group.className(), group.model()));
            }
        });
        return advice;
    }

    /** Chooses prompts evenly. */
    private static Map<String, Embedding> some(Map<String, Embedding> prompts) {
        Map<String, Embedding> some = new LinkedHashMap<>();
        spread(List.copyOf(prompts.entrySet()), MOST_PROMPTS)
                .forEach(prompt -> some.put(prompt.getKey(), prompt.getValue()));
        return some;
    }

    private static Map<String, Embedding> withOwn(
            Map<String, Embedding> some, Set<String> own, Map<String, Embedding> prompts) {
        if (some.keySet().containsAll(own)) {
            return some;
        }
        Map<String, Embedding> all = new LinkedHashMap<>(some);
        own.forEach(prompt -> all.computeIfAbsent(prompt, prompts::get));
        return all;
    }

    private static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> some = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most)));
        }
        return some;
    }

    private record Sample(Embedding image, Set<String> prompts) {}

    private record Group(String className, String model, String space) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byClass = className.compareTo(other.className);
            return byClass != 0 ? byClass : space.compareTo(other.space);
        }
    }
}
