package io.github.clipunit.cassette;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.GitMove;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.store.LivePictures;
import io.github.clipunit.golden.store.ReplayedPictures;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kept bytes of one generated picture, in a file whose extension says what they are.
 *
 * @param stem the file, less its extension
 * @param mode whether the generator is called
 * @param server whether this is a build server
 * @param project where the tested project lies
 * @param scope the test
 * @param former where it may lie, less its extension, if its class was renamed
 * @hidden
 */
public record Cassette(
        Path stem,
        CassetteMode mode,
        BuildServer server,
        Project project,
        TestScope scope,
        Supplier<List<Path>> former) {

    private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".gif", ".webp", ".bmp", ".bin");

    /**
     * What makes the bytes.
     *
     * @hidden
     */
    public interface Generator<X extends Exception> {
        byte[] generate() throws X;
    }

    public static Cassette of(TestScope scope, String name, Map<String, String> environment, Project project) {
        GoldenFolder folder = GoldenFolder.of(scope.settings(), scope.identity(), project);
        String path = folder.cassette(name);
        new GoldenLedger(project).note(folder.root(), path, true, scope.identity());
        return new Cassette(
                folder.root().resolve(path),
                scope.settings().get(PictureCassette.MODE),
                BuildServer.of(environment),
                project,
                scope,
                () -> folder.former(folder.root().resolve(path), project));
    }

    /** Keeps in mind what a generator made live, which is proposed if a golden of the test is. */
    void propose(Supplier<byte[]> picture) {
        scope.part(LivePictures.class, LivePictures::new).add(stem, proposals -> {
            byte[] bytes = picture.get();
            proposals.leave(withExtension(stem, extension(bytes)), bytes);
        });
    }

    boolean isLive() {
        return mode == CassetteMode.LIVE;
    }

    /** The file with the picture, which is generated if there is none or the mode says so; by one caller at a time. */
    public <X extends Exception> Path play(Generator<X> generator) throws X {
        scope.part(ReplayedPictures.class, ReplayedPictures::new);
        Path recorded = mode == CassetteMode.REPLAY ? find() : null;
        try {
            return recorded != null
                    ? recorded
                    : project.lock(stem).hold(() -> {
                        Path faster = mode == CassetteMode.REPLAY ? find() : null;
                        return faster != null ? faster : record(generator);
                    });
        } catch (LockFile.RefusedException e) {
            throw new GoldenException("cassette [" + shown() + "] cannot be recorded: " + e.getMessage(), e);
        }
    }

    private <X extends Exception> Path record(Generator<X> generator) throws X {
        if (server.isHere()) {
            throw new GoldenException(
                    mode == CassetteMode.RECORD
                            ? PictureCassette.MODE.name() + " = [record] is refused where " + server + way()
                            : "cassette [" + shown() + "] is missing, and none is recorded where " + server + way());
        }
        byte[] picture = generator.generate();
        if (picture.length == 0) {
            throw new GoldenException("the generator of cassette [" + shown() + "] gave no bytes: nothing is recorded");
        }
        return write(picture);
    }

    private static String way() {
        return ", because nobody reviews what a build server records: run the test on your machine and commit the file, or"
                + " set " + PictureCassette.MODE.name() + " = live to call the generator";
    }

    /** Another extension's file goes last, so that there is a picture at every moment. */
    private Path write(byte[] picture) {
        Path file = withExtension(stem, extension(picture));
        try {
            new AtomicFile(file).write(picture);
            for (String other : EXTENSIONS) {
                if (!withExtension(stem, other).equals(file)) {
                    Files.deleteIfExists(withExtension(stem, other));
                }
            }
        } catch (IOException e) {
            throw new GoldenException("cassette [" + project.show(file) + "] cannot be written: " + e, e);
        }
        return file;
    }

    private @Nullable Path find() {
        Path own = find(stem);
        if (own != null) {
            return own;
        }
        List<Path> found =
                former.get().stream().map(this::find).filter(Objects::nonNull).toList();
        if (found.size() != 1) {
            return null;
        }
        Path file = found.get(0);
        Path root = stem.resolve("../../..").normalize();
        String path = root.relativize(file).toString().replace('\\', '/').replaceFirst("\\.[^.]*$", "");
        new GoldenLedger(project).adopt(root, path, scope.identity());
        System.err.println("clipunit: cassette [" + shown() + "] is missing, and was taken to be ["
                + project.show(file) + "], whose class is gone: if it was renamed, move the cassette along:"
                + new GitMove(project, root).lines(file, stem.resolveSibling(String.valueOf(file.getFileName()))));
        return file;
    }

    private @Nullable Path find(Path stem) {
        List<Path> found = EXTENSIONS.stream()
                .map(extension -> withExtension(stem, extension))
                .filter(Files::exists)
                .toList();
        if (found.size() > 1) {
            throw new GoldenException(
                    "cassette [" + shown() + "] is there twice, as " + found + ": delete the one that is out of date");
        }
        found.forEach(this::requirePicture);
        return found.isEmpty() ? null : found.get(0);
    }

    private void requirePicture(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw new GoldenException("cassette [" + project.show(file)
                        + "] is empty: restore it from version control, or delete it and record it again");
            }
            if (LfsPointer.is(file)) {
                throw new GoldenException(
                        "cassette [" + project.show(file) + "] is a pointer of Git LFS: run git lfs pull");
            }
        } catch (IOException e) {
            throw new GoldenException("cassette [" + project.show(file) + "] cannot be read: " + e, e);
        }
    }

    private static Path withExtension(Path stem, String extension) {
        return stem.resolveSibling(stem.getFileName() + extension);
    }

    private String shown() {
        return project.show(stem);
    }

    /** By the signatures of the formats. */
    private static String extension(byte[] picture) {
        String start = new String(picture, 0, Math.min(12, picture.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return ".webp";
        }
        Map<String, String> signatures =
                Map.of("\u0089PNG", ".png", "\u00ff\u00d8\u00ff", ".jpg", "GIF8", ".gif", "BM", ".bmp");
        return signatures.entrySet().stream()
                .filter(signature -> start.startsWith(signature.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(".bin");
    }
}
