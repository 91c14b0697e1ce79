package io.github.clipunit.cli.pictures;

import io.github.clipunit.internal.FileFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Named picture files and the pictures of named folders, read lazily. A folder of up to 10,000 names is taken in their order. A
 * larger one is taken in the order of the file system, so that it begins at once and its names are not held in memory.
 */
public final class PictureFiles implements Iterator<Request>, Closeable {

    private static final int SORTED = 10_000;

    /**
     * The endings of pictures' names, including formats that may not be readable here: a picture that was skipped silently would
     * count as a good one.
     */
    private static final Set<String> ENDINGS = Set.of(
            "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp", "tif", "tiff", "avif", "heic", "heif", "jxl",
            "jp2");

    private final List<String> prompts;
    private final Iterator<Path> named;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private @Nullable Request next;

    private PictureFiles(List<Path> paths, List<String> prompts) {
        this.named = paths.iterator();
        this.prompts = prompts;
    }

    /** The pictures that paths name, in their order; a folder that cannot be read is a flaw in its place. */
    public static Stream<Request> in(List<Path> paths, List<String> prompts) {
        PictureFiles files = new PictureFiles(paths, prompts);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(files, Spliterator.ORDERED), false)
                .onClose(files::close);
    }

    /** The files that paths name. Folders that cannot be read are passed to {@code flaws}, each as a sentence. */
    public static List<Path> named(List<Path> paths, Consumer<String> flaws) {
        List<Path> files = new ArrayList<>();
        try (Stream<Request> requests = in(paths, List.of())) {
            requests.forEach(request -> {
                if (request.file() == null) {
                    flaws.accept(Objects.requireNonNullElse(request.flaw(), request.name()));
                } else {
                    files.add(request.file());
                }
            });
        }
        return files;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !(folders.isEmpty() && !named.hasNext())) {
            next = folders.isEmpty() ? named(named.next()) : entry(folders.peek());
        }
        return next != null;
    }

    @Override
    public Request next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Request found = Objects.requireNonNull(next);
        next = null;
        return found;
    }

    private @Nullable Request named(Path path) {
        return !StandardInput.isMeantBy(path) && Files.isDirectory(path)
                ? open(path)
                : Request.of(path.toString(), path, prompts);
    }

    private @Nullable Request open(Path path) {
        try {
            folders.push(Folder.open(path));
            return null;
        } catch (IOException | DirectoryIteratorException e) {
            return unreadable(path, e);
        }
    }

    private @Nullable Request entry(Folder folder) {
        try {
            if (!folder.entries().hasNext()) {
                folders.pop().stream().close();
                return null;
            }
            Path entry = folder.entries().next();
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                return open(entry);
            }
            return isPicture(entry) ? Request.of(entry.toString(), entry, prompts) : null;
        } catch (IOException | DirectoryIteratorException e) {
            folders.remove(folder);
            return unreadable(folder.path(), e);
        }
    }

    private static Request unreadable(Path folder, Exception failure) {
        String reason = failure.getCause() instanceof IOException cause
                ? FileFailure.reason(cause)
                : failure instanceof IOException own ? FileFailure.reason(own) : failure.toString();
        return Request.flawed(folder.toString(), "folder [" + folder + "] cannot be read: " + reason);
    }

    private static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    @Override
    public void close() {
        while (!folders.isEmpty()) {
            try {
                folders.pop().stream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A folder that is being read. */
    private record Folder(Path path, Iterator<Path> entries, DirectoryStream<Path> stream) {

        @SuppressWarnings("StreamResourceLeak") // closed where the folder ends
        static Folder open(Path path) throws IOException {
            DirectoryStream<Path> stream = Files.newDirectoryStream(path);
            Iterator<Path> entries = stream.iterator();
            List<Path> first = new ArrayList<>();
            while (first.size() < SORTED && entries.hasNext()) {
                first.add(entries.next());
            }
            if (entries.hasNext()) {
                return new Folder(path, new Concatenation(first.iterator(), entries), stream);
            }
            Collections.sort(first);
            return new Folder(path, first.iterator(), stream);
        }
    }

    private record Concatenation(Iterator<Path> first, Iterator<Path> second) implements Iterator<Path> {

        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public Path next() {
            return (first.hasNext() ? first : second).next();
        }
    }
}
