package io.github.clipunit.model.hub;

import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One repository's part of the cache, in the layout of <a href="https://huggingface.co/docs/hub/local-cache">Hugging
 * Face's hub cache</a>, so that clipunit and Hugging Face's own tools find each other's downloads.
 *
 * @param root the cache folder
 * @param repository such as {@code Xenova/clip-vit-base-patch32}
 */
public record HubCache(Path root, String repository) {

    private static final String LINK = ".link";

    public static boolean isCommit(String revision) {
        return revision.matches("[0-9a-f]{40}");
    }

    static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    }

    Path folder() {
        return root.resolve(folderName());
    }

    /** Returns the path of a file of a revision: a link to a blob, or the file itself where links are not possible. */
    Path pointer(String commit, String name) {
        return folder().resolve("snapshots").resolve(commit).resolve(name);
    }

    Path blob(String etag) {
        return folder().resolve("blobs").resolve(etag);
    }

    /** Returns the path of a partial download; other tools do not write to a file of this name. */
    Path incomplete(String etag) {
        return folder().resolve("blobs").resolve(etag + ".clipunit.incomplete");
    }

    /** Returns the lock that keeps other threads and processes from fetching the same files. */
    LockFile lock() {
        return new LockFile(root.resolve(".locks").resolve(folderName()).resolve("clipunit.lock"));
    }

    /** Returns the commit of a branch when it was last fetched. */
    Optional<String> commit(String branch) {
        try {
            return Optional.of(Files.readString(ref(branch)).strip()).filter(HubCache::isCommit);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the names of a revision's files in the cache. */
    List<String> names(String commit) {
        Path snapshot = folder().resolve("snapshots").resolve(commit);
        if (!Files.isDirectory(snapshot)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(snapshot, 3)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> snapshot.relativize(file).toString().replace('\\', '/'))
                    .toList();
        } catch (IOException e) {
            throw new ModelUnavailableException("the model cache [" + snapshot + "] cannot be read: " + e, e);
        }
    }

    /** Creates the folders that a download of the file needs. */
    void prepare(String commit, String name) throws IOException {
        Files.createDirectories(folder().resolve("blobs"));
        Files.createDirectories(parent(pointer(commit, name)));
    }

    /**
     * Makes a complete and verified file visible: as a blob and a link to it, or, without links, as a file in the
     * link's place.
     */
    void publish(Path whole, RemoteFile file) throws IOException {
        Path blob = blob(file.etag());
        new AtomicFile(blob).replaceWith(whole);
        link(file);
    }

    /** Links a revision's file to an existing blob. */
    void link(RemoteFile file) throws IOException {
        Path pointer = pointer(file.commit(), file.name());
        Path blob = blob(file.etag());
        Path link = pointer.resolveSibling(pointer.getFileName() + LINK);
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, parent(pointer).relativize(blob.toAbsolutePath()));
            new AtomicFile(pointer).replaceWith(link);
        } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
            new AtomicFile(pointer).replaceWith(blob);
        } catch (FileSystemException e) {
            if (Files.isSymbolicLink(link)) {
                throw e;
            }
            // Windows without permission to create links: Hugging Face's tools put the file itself there, without a
            // blob.
            new AtomicFile(pointer).replaceWith(blob);
        }
    }

    /**
     * Moves a damaged file aside without losing it: to the same folder, with the extension {@code .corrupt}. If a link
     * leads out of the repository's part of the cache, only the link is removed, because its target belongs to others.
     */
    void setAside(HubModel.Damage damage) throws IOException {
        if (!Files.exists(damage.pointer())) {
            return; // gone with a link in the path of another damaged file
        }
        Path own = folder().toRealPath();
        Path file = damage.pointer().toRealPath();
        if (!file.startsWith(own)) {
            Path link = folder();
            for (Path name : folder().relativize(damage.pointer())) {
                link = link.resolve(name);
                if (Files.isSymbolicLink(link) && !link.toRealPath().startsWith(own)) {
                    Files.delete(link);
                    return;
                }
            }
        }
        if (!damage.onlyTheLink()) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".corrupt"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(damage.pointer());
    }

    /** Records the commit of a branch. */
    void writeRef(String branch, String commit) throws IOException {
        new AtomicFile(ref(branch)).write(commit.getBytes(StandardCharsets.US_ASCII));
    }

    Path ref(String branch) {
        return folder().resolve("refs").resolve(branch);
    }

    private String folderName() {
        return "models--" + repository.replace("/", "--");
    }
}
