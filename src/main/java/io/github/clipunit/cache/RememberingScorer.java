package io.github.clipunit.cache;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Embeds each picture and each prompt once, by another scorer, and remembers the embeddings used last. What several checks
 * ask of one picture, and what a report shows of them afterwards, costs one run of the tower.
 */
public final class RememberingScorer implements ClipScorer {

    private static final int MOST = 10_000;

    private final ClipScorer scorer;
    private final Map<String, Embedding> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
            return size() > MOST;
        }
    };

    /** Remembers what the given scorer computes; closing this closes that. */
    public RememberingScorer(ClipScorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return recall(images, ClipImage::sha256, scorer::embedImages);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return recall(prompts, prompt -> "prompt " + prompt, scorer::embedPrompts);
    }

    /** Remembers under names, not pictures: a remembered embedding keeps no pixels alive. */
    private <T> List<Embedding> recall(
            List<T> subjects, Function<T, String> naming, Function<List<T>, List<Embedding>> embedding) {
        Map<String, T> unknown = new LinkedHashMap<>();
        Map<String, Embedding> known = new HashMap<>();
        List<String> names = subjects.stream().map(naming).toList();
        synchronized (remembered) {
            for (int i = 0; i < names.size(); i++) {
                Embedding found = remembered.get(names.get(i));
                if (found == null) {
                    unknown.put(names.get(i), subjects.get(i));
                } else {
                    known.put(names.get(i), found);
                }
            }
        }
        Iterator<Embedding> computed =
                embedding.apply(List.copyOf(unknown.values())).iterator();
        synchronized (remembered) {
            for (String name : unknown.keySet()) {
                Embedding next = computed.next();
                known.put(name, next);
                remembered.put(name, next);
            }
        }
        return names.stream().map(known::get).toList();
    }

    /** As the other scorer does; a folder of files is not remembered, as it may be of any size. */
    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return scorer.embedFiles(files);
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return scorer.countTokens(prompt);
    }

    @Override
    public void close() {
        synchronized (remembered) {
            remembered.clear();
        }
        scorer.close();
    }

    @Override
    public String toString() {
        return scorer.toString();
    }
}
