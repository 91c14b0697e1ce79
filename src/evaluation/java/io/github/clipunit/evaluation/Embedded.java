package io.github.clipunit.evaluation;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The embeddings of everything that the cases name, each computed once. */
final class Embedded {

    private static final int STEP = 1000;

    private final Map<String, Embedding> images = new HashMap<>();
    private final Map<String, Embedding> prompts = new HashMap<>();

    Embedded(Cases cases, ClipScorer scorer) {
        List<String> files = cases.images();
        try (Stream<Embedding> embeddings = scorer.embedFiles(files.stream().map(cases.folder()::resolve))) {
            Iterator<Embedding> next = embeddings.iterator();
            for (String file : files) {
                images.put(file, next.next());
                report(images.size(), files.size(), "pictures");
            }
        }
        List<String> texts = cases.prompts();
        for (int start = 0; start < texts.size(); start += STEP) {
            List<String> some = texts.subList(start, Math.min(start + STEP, texts.size()));
            Iterator<Embedding> next = scorer.embedPrompts(some).iterator();
            some.forEach(text -> prompts.put(text, next.next()));
            report(prompts.size(), texts.size(), "captions and names");
        }
    }

    private static void report(int done, int all, String what) {
        if (done % STEP == 0 || done == all) {
            System.err.println("embedded " + done + " of " + all + " " + what);
        }
    }

    double cosine(String image, String prompt) {
        return known(images, image).cosine(known(prompts, prompt));
    }

    private static Embedding known(Map<String, Embedding> embeddings, String name) {
        Embedding known = embeddings.get(name);
        if (known == null) {
            throw new IllegalArgumentException("[" + name + "] was not embedded");
        }
        return known;
    }
}
