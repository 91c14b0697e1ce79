package io.github.clipunit.cache;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a report shows of pictures, kept on disk beside the embeddings: a picture that was shown before is neither decoded
 * nor encoded again.
 *
 * @hidden
 */
public final class PictureViews implements AutoCloseable {

    private static final String MARK = "clipunit-view-1\n";

    private final Optional<CheckedFolder> folder;

    private PictureViews(Optional<CheckedFolder> folder) {
        this.folder = folder;
    }

    /** Those that the settings of {@link CachingScorer} say are kept; they may take as much room as the embeddings. */
    public static PictureViews of(Settings settings) {
        return settings.get(CachingScorer.ENABLED)
                ? new PictureViews(Optional.of(new CheckedFolder(
                        EmbeddingStore.directory(settings).resolve("views"),
                        MARK,
                        settings.get(CachingScorer.MEGABYTES) << 20)))
                : none();
    }

    /** None, and none is kept. */
    public static PictureViews none() {
        return new PictureViews(Optional.empty());
    }

    /**
     * What was kept of a picture.
     *
     * @param version what beside the picture's pixels decided it
     * @return empty where it is missing or damaged
     */
    public Optional<byte[]> find(ClipImage image, String version) {
        return folder.isEmpty()
                ? Optional.empty()
                : folder.get().find(name(image, version)).map(PictureViews::bytes);
    }

    /** Keeps something of a picture, where that is possible. */
    public void put(ClipImage image, String version, byte[] content) {
        folder.ifPresent(kept -> kept.put(name(image, version), content));
    }

    private static String name(ClipImage image, String version) {
        return Sha256.hex((version + "\n" + image.sha256()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    /** Notes what was used, so that it is not the first to go. */
    @Override
    public void close() {
        folder.ifPresent(CheckedFolder::close);
    }
}
