package io.github.clipunit.cache;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The thumbnails of a report, stored on disk next to the embeddings, so that a picture shown before is neither decoded
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

    /**
     * Returns the store that the settings of {@link CachingScorer} describe; it may take as much space as the
     * embeddings.
     */
    public static PictureViews of(Settings settings) {
        return settings.get(CachingScorer.ENABLED)
                ? new PictureViews(Optional.of(new CheckedFolder(
                        EmbeddingStore.directory(settings).resolve("views"),
                        MARK,
                        settings.get(CachingScorer.MEGABYTES) << 20)))
                : none();
    }

    /** Returns a store that keeps nothing. */
    public static PictureViews none() {
        return new PictureViews(Optional.empty());
    }

    /**
     * Returns the stored content of a picture.
     *
     * @param version everything that decides the content except the picture's pixels
     * @return empty if it is missing or damaged
     */
    public Optional<byte[]> find(ClipImage image, String version) {
        return folder.isEmpty()
                ? Optional.empty()
                : folder.get().find(name(image, version)).map(PictureViews::bytes);
    }

    /** Stores content of a picture, if possible. */
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

    /** Notes which content was used, so that it is not dropped first. */
    @Override
    public void close() {
        folder.ifPresent(CheckedFolder::close);
    }
}
