package io.github.clipunit.report.data;

import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.explain.PictureHints;
import io.github.clipunit.explain.PictureKind;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The views of pictures next to a report's page, each in a file named after the picture's pixels and, if the embedded
 * model does not know such pictures, their kind. A view that already exists is neither made nor written again. Safe for
 * use by many threads.
 */
public final class ReportPictures {

    /** The version of the encoders. Views also depend on the JDK's encoders, which differ between releases. */
    public static final String VERSION = "view 3, " + System.getProperty("java.runtime.version");

    private static final List<String> EXTENSIONS = List.of("jpg", "png", "webp", "gif");
    private static final int NAME_DIGITS = 32;
    private static final List<PictureKind> KINDS = List.of(PictureKind.values());
    /** The possible endings of the name of a small view. */
    private static final List<String> SMALL = Stream.concat(
                    Stream.of(""), KINDS.stream().map(ReportPictures::suffix))
            .toList();

    private final Path directory;
    private final PictureViews views;
    private final Set<Path> there = ConcurrentHashMap.newKeySet();
    private boolean isListed;

    /**
     * Uses the picture folder of a page.
     *
     * @param directory the directory of the page
     * @param views keeps small views between runs, even if the build folder is deleted
     */
    public ReportPictures(Path directory, PictureViews views) {
        this.directory = directory;
        this.views = views;
    }

    /**
     * Makes sure that the views of a picture exist.
     *
     * @param withLarge whether somebody will look closely
     * @param withKind whether the kind of picture matters
     */
    public Picture add(ClipImage image, boolean withLarge, boolean withKind) throws IOException {
        Optional<Path> known = find(image, SMALL);
        Path small = known.isPresent() ? known.get() : write(image, small(image, withKind));
        Optional<Path> large = find(image, List.of("-large"));
        if (withLarge && large.isEmpty() && PictureEncoder.hasLarge(image)) {
            large = Optional.of(write(image, new View("-large", PictureEncoder.large(image))));
        }
        String name = String.valueOf(small.getFileName());
        PictureKind kind = KINDS.stream()
                .filter(one -> name.contains(suffix(one)))
                .findFirst()
                .orElse(null);
        return new Picture(
                image.width(),
                image.height(),
                relative(small),
                large.map(this::relative).orElse(null),
                kind);
    }

    private static String suffix(PictureKind kind) {
        return "-" + kind.name().toLowerCase(Locale.ROOT);
    }

    private View small(ClipImage image, boolean withKind) throws IOException {
        Optional<View> kept = views.find(image, VERSION).flatMap(View::parsed);
        if (kept.isPresent()) {
            return kept.get();
        }
        EncodedPicture made = PictureEncoder.small(image);
        String kind =
                withKind ? PictureHints.kind(image).map(ReportPictures::suffix).orElse("") : "";
        View view = new View(kind, made);
        views.put(image, VERSION, view.formatted());
        return view;
    }

    /** Finds a view and marks it as needed by this run. */
    private Optional<Path> find(ClipImage image, List<String> suffixes) throws IOException {
        for (String suffix : suffixes) {
            for (String extension : EXTENSIONS) {
                Path file = file(image, suffix, extension);
                if (there().contains(file) && marks(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Marks a file and returns whether it still exists: another process of the run may have ended meanwhile and deleted
     * it.
     */
    private static boolean marks(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private synchronized Set<Path> there() throws IOException {
        if (!isListed) {
            isListed = true;
            try (Stream<Path> files = Files.list(Files.createDirectories(folder()))) {
                files.forEach(there::add);
            }
        }
        return there;
    }

    /** Writes under a temporary name first, so that a killed process leaves no incomplete picture. */
    private Path write(ClipImage image, View view) throws IOException {
        Path file = file(image, view.suffix(), view.picture().extension());
        Path temporary = Files.write(
                file.resolveSibling("." + ProcessHandle.current().pid() + "-"
                        + Thread.currentThread().getId() + "." + file.getFileName()),
                view.picture().bytes());
        new AtomicFile(file).replaceWith(temporary);
        there().add(file);
        return file;
    }

    private Path folder() {
        return directory.resolve(Picture.FOLDER);
    }

    private Path file(ClipImage image, String suffix, String extension) {
        return folder().resolve(image.sha256().substring(0, NAME_DIGITS) + suffix + "." + extension);
    }

    private String relative(Path file) {
        return Picture.FOLDER + "/" + file.getFileName();
    }

    /** Deletes the files of earlier runs: those that no entry names and nobody used since an instant. */
    public void sweep(Set<String> named, Instant since) throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> !named.contains(relative(file))).toList()) {
                if (isBefore(file, since)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Returns whether a file is older than an instant; false if another process has just replaced it. */
    private static boolean isBefore(Path file, Instant since) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * A view in the form that the cache stores, together with the end of its file name.
     *
     * @param suffix the part of the name after the picture's, which is the picture's kind for a small view
     */
    private record View(String suffix, EncodedPicture picture) {

        byte[] formatted() {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            kept.writeBytes((suffix + "." + picture.extension() + "\n").getBytes(StandardCharsets.US_ASCII));
            kept.writeBytes(picture.bytes());
            return kept.toByteArray();
        }

        /** Parses a stored view; empty if its format is unknown. */
        static Optional<View> parsed(byte[] kept) {
            int end = 0;
            while (end < kept.length && kept[end] != '\n') {
                end++;
            }
            String name = new String(kept, 0, end, StandardCharsets.US_ASCII);
            int dot = name.indexOf('.');
            boolean isOurs = dot >= 0
                    && end < kept.length
                    && SMALL.contains(name.substring(0, dot))
                    && EXTENSIONS.contains(name.substring(dot + 1));
            return isOurs
                    ? Optional.of(new View(
                            name.substring(0, dot),
                            new EncodedPicture(
                                    name.substring(dot + 1), Arrays.copyOfRange(kept, end + 1, kept.length))))
                    : Optional.empty();
        }
    }
}
