package io.github.clipunit.explain;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some four hundred plain captions of all kinds of pictures, in some twenty groups: what a picture can be said to show when
 * nobody knows what it shows.
 *
 * <p>Their embeddings are kept in memory with the model, and on disk between runs where they took long to compute (see
 * {@link #CACHE}). What lies on disk is trusted if the model still gives the same embeddings for two of the captions, which
 * is far cheaper than to hash its files.
 */
public final class GenericCaptions {

    /** Where embeddings are kept between runs. */
    public static final Setting<String> CACHE = Setting.path(
            "clipunit.explain.cache",
            "where embeddings of the generic captions are kept (default: clipunit in XDG_CACHE_HOME, else in ~/.cache)",
            "");

    private static final List<List<String>> GROUPS = read();

    private GenericCaptions() {}

    /** The captions, each once, in a fixed order. */
    public static List<String> all() {
        return GROUPS.stream().flatMap(List::stream).toList();
    }

    /** The captions by group; the first of a group stands for the whole of it. */
    static List<List<String>> groups() {
        return GROUPS;
    }

    /**
     * The embeddings of all captions. The first call for a model computes what is not known yet: some seconds for a text
     * tower of ViT-B/32's size on two cores.
     *
     * @return one embedding a caption, in the order of {@link #all()}
     */
    public static List<Embedding> embeddings(ClipScorer scorer) {
        return index(scorer).all(scorer);
    }

    /** What is known of the captions' embeddings for a scorer's model. */
    static CaptionIndex index(ClipScorer scorer) {
        ClipModel model = scorer.model();
        return model.keep(
                CaptionIndex.class,
                () -> new CaptionIndex(GROUPS, CaptionFile.of(folder(), model.id(), all()), System::nanoTime));
    }

    private static Path folder() {
        Settings settings = TestScope.currentSettings();
        return settings.get(CACHE).isBlank() ? UserCache.folder() : settings.path(CACHE);
    }

    private static List<List<String>> read() {
        List<List<String>> groups = new ArrayList<>();
        try (InputStream stream = GenericCaptions.class.getResourceAsStream("captions.txt")) {
            if (stream == null) {
                throw new IllegalStateException("the clipunit jar lacks explain/captions.txt: it was repackaged");
            }
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#")) {
                    groups.add(new ArrayList<>());
                } else if (!line.isBlank()) {
                    groups.get(groups.size() - 1).add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("explain/captions.txt in the clipunit jar cannot be read", e);
        }
        return groups.stream()
                .filter(group -> !group.isEmpty())
                .map(List::copyOf)
                .toList();
    }
}
