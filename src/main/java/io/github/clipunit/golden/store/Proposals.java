package io.github.clipunit.golden.store;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.BuildRoot;
import io.github.clipunit.internal.LiveFolder;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The goldens that a run would write but must not. The files are laid out as in the repository, so that copying them
 * over a checkout accepts the pictures of that very run. This matters because a random generator would paint other
 * pictures.
 *
 * @param project the module whose tests run
 */
public record Proposals(Project project) {

    private static final System.Logger LOG = System.getLogger(Proposals.class.getName());

    /** Returns the folder of the proposals; it does not exist if there are none. */
    public Path folder() {
        return project.output().resolve("proposals");
    }

    /**
     * Adds a golden and its thumbnail.
     *
     * @return whether it was written; it is not if the build folder is read-only or the golden lies outside the
     *     repository
     */
    public boolean leave(GoldenKey key, GoldenRecord golden, List<ClipImage> pictures) {
        return leave(key.thumbnail(), GeneratedPicture.png(Thumbnail.of(pictures)))
                && leave(key.file(), GoldenJson.write(golden).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the content that a file of the repository should have, and returns whether it was written. */
    public boolean leave(Path file, byte[] content) {
        Optional<Path> place = place(file);
        try {
            if (place.isPresent()) {
                new AtomicFile(place.get()).write(content);
                // An equal file is not written again, but is a proposal of this run too.
                Files.setLastModifiedTime(place.get(), FileTime.from(Instant.now()));
            }
            return place.isPresent();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "nothing can be proposed in [" + folder() + "]", e);
            return false;
        }
    }

    /** Removes the proposal of an earlier attempt or run for a golden that now passes. */
    public void withdraw(GoldenKey key) {
        if (!Files.isDirectory(folder())) {
            return;
        }
        try {
            for (Path file : List.of(key.file(), key.thumbnail())) {
                Optional<Path> place = place(file);
                if (place.isPresent()) {
                    Files.deleteIfExists(place.get());
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a proposal cannot be withdrawn", e);
        }
    }

    /** Counts the goldens proposed since a moment. */
    public long since(Instant moment) {
        if (!Files.isDirectory(folder())) {
            return 0;
        }
        try {
            return LiveFolder.list(folder(), Integer.MAX_VALUE).stream()
                    .filter(GoldenFolder::isGolden)
                    .filter(file -> isSince(file, moment))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Compares in seconds, the precision that all file systems have. */
    private static boolean isSince(Path file, Instant moment) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            return changed.toInstant().getEpochSecond() >= moment.getEpochSecond();
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Path> place(Path file) {
        Path root = BuildRoot.ofRepository(project.base());
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(root) ? Optional.of(folder().resolve(root.relativize(absolute))) : Optional.empty();
    }
}
