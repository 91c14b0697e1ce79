package io.github.clipunit.cassette;

import io.github.clipunit.generator.CallLog;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.GitMove;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.store.LivePictures;
import io.github.clipunit.golden.store.PaidPictures;
import io.github.clipunit.golden.store.PlayedPictures;
import io.github.clipunit.golden.store.ReplayedPictures;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stored bytes of one generated picture, in a file whose extension names their format.
 *
 * @param stem the file without its extension
 * @param mode whether the generator is called
 * @param server whether this is a build server
 * @param project the module of the test
 * @param scope the test
 * @param former the possible files without extension, if the test's class was renamed
 * @hidden
 */
public record Cassette(
        Path stem,
        CassetteMode mode,
        BuildServer server,
        Project project,
        TestScope scope,
        Supplier<List<Path>> former) {

    private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".gif", ".webp", ".bmp", ".tif", ".bin");

    /**
     * A generator of encoded bytes.
     *
     * @hidden
     */
    public interface Generator<X extends Exception> {
        byte[] generate() throws X;
    }

    /** A search for a recording, which returns null if there is none. */
    interface Lookup<T> {
        @Nullable
        T find();
    }

    /** The making of a recording. */
    interface Recording<T, X extends Exception> {
        T make() throws X;
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

    /** Notes a live picture, which is proposed if a golden of the test is. */
    void propose(Supplier<byte[]> picture) {
        proposed().add(stem, proposals -> {
            byte[] bytes = picture.get();
            proposals.leave(withExtension(stem, extension(bytes)), bytes);
        });
    }

    LivePictures proposed() {
        return scope.part(LivePictures.class, LivePictures::new);
    }

    boolean isLive() {
        return mode == CassetteMode.LIVE;
    }

    /** Returns the generator's name in messages. */
    String generator() {
        return "the generator of cassette [" + shown() + "]";
    }

    /** Calls the generator, which returns at least so many pictures, refuses, or is unavailable. */
    <T, X extends Exception> T call(GeneratorCalls calls, int least, GeneratorCalls.Call<T, X> generator) throws X {
        return calls.make(CallLog.of(Optional.of(scope)), generator(), least, this::keep, generator);
    }

    /** Keeps the pictures if there are too few, and returns a sentence about their place. */
    private String keep(@Nullable Object given) {
        if (given instanceof Collection<?> some) {
            some.stream()
                    .filter(GeneratedPicture.class::isInstance)
                    .map(GeneratedPicture.class::cast)
                    .forEach(picture -> {
                        byte[] bytes = picture.toBytes();
                        kept().retain(kept().keep(name() + "-" + scope.next("kept " + stem) + extension(bytes), bytes));
                    });
        }
        return kept().line();
    }

    /** Returns the cassette's recording, or makes one, by one caller at a time. */
    <T, X extends Exception> T play(Lookup<T> find, Recording<T, X> record) throws X {
        scope.part(ReplayedPictures.class, ReplayedPictures::new);
        T recorded = replays() ? find.find() : null;
        try {
            return recorded != null
                    ? recorded
                    : project.lock(stem).hold(() -> {
                        T faster = replays() ? find.find() : null;
                        return faster != null ? faster : recordOnce(record);
                    });
        } catch (LockFile.RefusedException e) {
            throw new GoldenException("cassette [" + shown() + "] cannot be recorded: " + e.getMessage(), e);
        }
    }

    /**
     * Returns whether to replay. A recording of this run is replayed too, so that a cassette that two tests share is
     * paid for once and has one request.
     */
    private boolean replays() {
        return mode == CassetteMode.REPLAY
                || scope.parts(RecordedCassettes.class).anyMatch(recorded -> recorded.has(stem));
    }

    private <T, X extends Exception> T recordOnce(Recording<T, X> record) throws X {
        requireNoServer();
        Path there = root();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            throw new GoldenException("cassette [" + shown() + "] cannot be recorded, because [" + project.show(there)
                    + "] cannot be written to: no generator was called");
        }
        T made = record.make();
        scope.parts(RecordedCassettes.class).forEach(recorded -> recorded.add(stem));
        if (!scope.hasFailed()) {
            OutputForm.tell("clipunit recorded cassette [" + shown() + "]; review it and commit it");
        }
        return made;
    }

    /**
     * Returns the file with the picture, which is generated first if there is none or the mode requires it, by one
     * caller at a time.
     */
    public <X extends Exception> Path play(Generator<X> generator) throws X {
        Path file = play(this::find, () -> {
            byte[] picture = call(GeneratorCalls.once(), 1, generator::generate);
            return Interrupts.heldBack(
                    () -> { // the picture is paid for
                        Path kept = keep("", picture);
                        requirePictures(List.of(picture));
                        return isRefused(kept) ? kept : write(withExtension(stem, extension(picture)), picture, kept);
                    });
        });
        played(() -> ClipImage.of(file, ImageLimits.of(scope.settings())));
        return file;
    }

    /** Notes the picture that the test receives. */
    void played(Supplier<ClipImage> picture) {
        scope.part(PlayedPictures.class, PlayedPictures::new).add(picture);
    }

    private void requireNoServer() {
        if (server.isHere()) {
            throw new GoldenException(
                    mode == CassetteMode.RECORD
                            ? PictureCassette.MODE.name() + " = [record] is refused where " + server + way()
                            : "cassette [" + shown() + "] is missing, and it is not recorded where " + server + way());
        }
    }

    private static String way() {
        return ", because nobody reviews what a build server records: run the test on your machine and commit the file, or"
                + " set " + PictureCassette.MODE.name() + " = live to call the generator";
    }

    PaidPictures kept() {
        return PaidPictures.of(scope, project);
    }

    /**
     * Keeps a live picture, which no cassette will have. Errors are ignored, because the test itself reports an
     * unreadable picture.
     */
    void keepLive(Supplier<byte[]> picture) {
        try {
            keep("", picture.get());
        } catch (RuntimeException e) {
            System.getLogger(Cassette.class.getName())
                    .log(Level.DEBUG, "a live picture of cassette [" + shown() + "] cannot be stored", e);
        }
    }

    /** Keeps a picture in the build folder until the cassette has it. */
    Path keep(String suffix, byte[] picture) {
        return kept().keep(name() + suffix + extension(picture), picture);
    }

    /**
     * Refuses pictures that are unreadable, because the cassette would replay them forever.
     *
     * @throws GoldenException if a picture cannot be read
     */
    void requirePictures(List<byte[]> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            try {
                ClipImage.of(pictures.get(i), ImageLimits.of(scope.settings())).decoded();
            } catch (UnreadableImageException e) {
                throw new GoldenException(
                        (pictures.size() == 1 ? "what" : "number " + (i + 1) + " of the " + pictures.size() + " that")
                                + " "
                                + generator() + " gave is not a picture, so nothing is recorded: " + e.getMessage()
                                + kept().line(),
                        e);
            }
        }
    }

    /**
     * Returns whether recording is refused because the test failed before; a picture that passes only at the second
     * attempt is not representative.
     */
    boolean isRefused(Path kept) {
        if (scope.hasFailed()) {
            kept().retain(kept);
            OutputForm.tell("clipunit did not record cassette [" + shown()
                    + "], because a check of its test, or an earlier attempt, failed before; the picture is kept in ["
                    + project.show(kept) + "]");
        }
        return scope.hasFailed();
    }

    /** Writes the picture; deletes a file with another extension last, so that there is a picture at every moment. */
    Path write(Path file, byte[] picture, Path kept) {
        try {
            new AtomicFile(file).write(picture);
            String bare = withoutExtension(String.valueOf(file.getFileName()));
            for (String other : EXTENSIONS) {
                Path former = file.resolveSibling(bare + other);
                if (!former.equals(file)) {
                    Files.deleteIfExists(former);
                }
            }
        } catch (IOException e) {
            throw new GoldenException(
                    "cassette [" + project.show(file) + "] cannot be written: " + e + kept().line(), e);
        }
        kept().release(kept);
        return file;
    }

    static String withoutExtension(String name) {
        return name.replaceFirst("\\.[^.]*$", "");
    }

    private String name() {
        return String.valueOf(stem.getFileName());
    }

    /** Returns the picture of the test, or of one whose class no longer exists; null if none was recorded. */
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
        adopt(found);
        return found.get(0);
    }

    /** Uses the files of a class that no longer exists for this test, and reports how to move them. */
    void adopt(List<Path> files) {
        Path root = root();
        StringBuilder moves = new StringBuilder();
        for (Path file : files) {
            String path = root.relativize(file).toString().replace('\\', '/');
            new GoldenLedger(project).adopt(root, withoutExtension(path), scope.identity());
            String move =
                    new GitMove(project, root).lines(file, stem.resolveSibling(String.valueOf(file.getFileName())));
            moves.append(moves.indexOf(move) < 0 ? move : "");
        }
        OutputForm.tell("clipunit: cassette [" + shown() + "] is missing; ["
                + project.show(files.get(0))
                + "], whose class is gone, was used instead: if the class was renamed, move the cassette along:"
                + moves);
    }

    Path root() {
        return stem.resolve("../../..").normalize();
    }

    @Nullable
    Path find(Path stem) {
        List<Path> found = EXTENSIONS.stream()
                .map(extension -> withExtension(stem, extension))
                .filter(Files::exists)
                .toList();
        if (found.size() > 1) {
            throw new GoldenException(
                    "cassette [" + shown() + "] exists twice, as " + found + ": delete the outdated one");
        }
        found.forEach(this::requirePicture);
        return found.isEmpty() ? null : found.get(0);
    }

    void requirePicture(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw new GoldenException("cassette [" + project.show(file)
                        + "] is empty: restore it from version control, or delete it and record it again");
            }
            if (LfsPointer.is(file)) {
                throw new GoldenException(
                        "cassette [" + project.show(file) + "] is a Git LFS pointer: run git lfs pull");
            }
        } catch (IOException e) {
            throw new GoldenException("cassette [" + project.show(file) + "] cannot be read: " + e, e);
        }
    }

    static Path withExtension(Path stem, String extension) {
        return stem.resolveSibling(stem.getFileName() + extension);
    }

    String shown() {
        return project.show(stem);
    }

    static String extension(byte[] picture) {
        return "." + GeneratedPicture.of(picture).extension();
    }
}
