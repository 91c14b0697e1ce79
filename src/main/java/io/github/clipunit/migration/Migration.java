package io.github.clipunit.migration;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The migration of a directory's goldens to another model. Only stored pictures that the goldens were recorded with are
 * scored again, so that a new model and a worse picture remain two separate decisions.
 *
 * <p>The methods are called in the order {@link #read}, {@link #renew}, {@link #verify} or {@link #leave} for each of
 * {@link #oldModels}, {@link #finish}. Only the last one writes.
 */
public final class Migration {

    /** Class, {@code named}, golden. */
    private static final int DEPTH = 3;

    private static final String CASSETTES = "cassettes";

    private final List<Candidate> candidates;
    private final KeptPictures kept = new KeptPictures();
    private final Progress progress;

    private Migration(List<Candidate> candidates, Progress progress) {
        this.candidates = candidates;
        this.progress = progress;
    }

    /**
     * Reads the goldens of a directory.
     *
     * @param root the directory of goldens
     * @param here the directory to which paths in messages are relative
     * @throws UncheckedIOException if it cannot be listed
     */
    public static Migration read(Path root, Project here, Progress progress) {
        Path directory = root.toAbsolutePath().normalize();
        Project module = Project.around(directory);
        List<Candidate> candidates = files(directory, GoldenFolder::isGolden).stream()
                .map(file -> {
                    String path = directory.relativize(file).toString().replace('\\', '/');
                    GoldenKey key = new GoldenKey(directory, path, "", true, true);
                    return Candidate.read(new GoldenFile(key, here.show(file), module.lock(file)));
                })
                .toList();
        return new Migration(candidates, progress);
    }

    private static boolean isInCassettes(Path file) {
        return Objects.requireNonNull(file.getParent()).endsWith(CASSETTES);
    }

    /**
     * Returns the files that may hold the pictures of goldens: first the cassettes in the same directory, then the
     * thumbnails, which for small pictures are the pictures themselves.
     *
     * @throws UncheckedIOException if the directory cannot be listed
     */
    public static List<Path> pictures(Path root) {
        List<Path> all = new ArrayList<>(files(root, Migration::isInCassettes));
        all.addAll(files(root, file -> file.toString().endsWith(".png") && !isInCassettes(file)));
        return all;
    }

    private static List<Path> files(Path root, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("goldens in [" + root + "] cannot be listed: " + e, e);
        }
    }

    /** Returns the number of goldens. */
    public int size() {
        return candidates.size();
    }

    /**
     * Scores all goldens of other models whose pictures are available.
     *
     * @param scorer the new model
     * @param pictures the picture files to search
     * @return the picture files that cannot be read, if a picture is missing
     */
    public List<String> renew(ClipScorer scorer, List<Path> pictures) {
        GoldenRecord.Model model = GoldenRecord.Model.of(scorer.model());
        open(candidate -> candidate.former().model().isJudge())
                .forEach(candidate -> candidate.leave(
                        Fate.NOT_ASKED,
                        "holds an answer of the judge ["
                                + candidate.former().model().id() + "], which no model scores"));
        open(candidate -> candidate.former().model().isSameAs(model)
                        && candidate.former().model().preprocessing().equals(model.preprocessing()))
                .forEach(candidate -> candidate.leaveAsAlready(model));
        Set<String> needed = new LinkedHashSet<>();
        formers(open()).forEach(former -> needed.addAll(former.pictures()));
        kept.look(pictures, needed, progress);
        open().forEach(this::requirePictures);
        Rescoring rescoring = Rescoring.of(scorer, formers(open()), kept, progress);
        open().forEach(candidate -> candidate.renew(rescoring));
        boolean isComplete = needed.stream().allMatch(hash -> kept.find(hash).isPresent());
        return isComplete ? List.of() : kept.unreadable();
    }

    private void requirePictures(Candidate candidate) {
        candidate.former().pictures().stream()
                .filter(hash -> kept.find(hash).isEmpty())
                .findFirst()
                .ifPresent(hash -> candidate.leave(
                        Fate.NO_PICTURE,
                        "was recorded of picture " + Candidate.brief(hash) + ", which is not among the " + kept.seen()
                                + " picture files here: pass their folder with --pictures, or run its test with the"
                                + " new model and accept the score of the current picture"));
    }

    /** Returns the models of the goldens whose recorded scores are not yet verified. */
    public Set<GoldenRecord.Model> oldModels() {
        Set<GoldenRecord.Model> models = new LinkedHashSet<>();
        formers(open()).forEach(former -> models.add(former.model()));
        return models;
    }

    /**
     * Checks that the old model reproduces the recorded scores, so that differences are due to the new model.
     *
     * @param recorded one of {@link #oldModels}
     * @param scorer the scorer that is supposed to be that model
     * @param isChosen whether goldens of other models are skipped
     * @param within the tolerance of scores, and of the cosine of an embedding with itself
     */
    public void verify(GoldenRecord.Model recorded, ClipScorer scorer, boolean isChosen, double within) {
        GoldenRecord.Model found = GoldenRecord.Model.of(scorer.model());
        List<Candidate> own = of(recorded);
        if (recorded.isSameAs(found)) {
            Rescoring rescoring = Rescoring.of(scorer, formers(own), kept, progress);
            own.forEach(candidate -> candidate.verify(rescoring, within));
        } else if (isChosen) {
            leave(
                    recorded,
                    Fate.NOT_ASKED,
                    "is of the model [" + recorded.id() + "], and not of [" + found.id() + "]: "
                            + differing(recorded, found));
        } else {
            leave(
                    recorded,
                    Fate.NO_OLD_MODEL,
                    "was recorded with another [" + recorded.id() + "] than the one here: " + differing(recorded, found)
                            + "; name the recorded model with --from, or compare only the pictures' hashes with"
                            + " --hash-only");
        }
    }

    /** Leaves the goldens of a model that is not available. */
    public void leave(GoldenRecord.Model recorded, String why) {
        leave(
                recorded,
                Fate.NO_OLD_MODEL,
                "was recorded with [" + recorded.id() + "], which is not available: " + why
                        + "\n  name the recorded model with --from, or compare only the pictures' hashes with"
                        + " --hash-only");
    }

    private void leave(GoldenRecord.Model recorded, Fate fate, String why) {
        of(recorded).forEach(candidate -> candidate.leave(fate, why));
    }

    private List<Candidate> of(GoldenRecord.Model recorded) {
        return open(candidate -> candidate.former().model().equals(recorded));
    }

    private static String differing(GoldenRecord.Model recorded, GoldenRecord.Model found) {
        Set<String> names = new TreeSet<>(recorded.files().keySet());
        names.addAll(found.files().keySet());
        names.removeIf(
                name -> Objects.equals(recorded.files().get(name), found.files().get(name)));
        return names.isEmpty() ? "only their names are known" : "files that differ: " + String.join(", ", names);
    }

    /**
     * Ends the migration.
     *
     * @param write whether goldens are written, each atomically
     * @param results receives the result of each golden as soon as it is known, in the order of their files
     * @throws io.github.clipunit.golden.GoldenException if one cannot be written; those before it are written, and
     *     those after it are unchanged
     */
    public void finish(boolean write, Consumer<MigratedGolden> results) {
        for (Candidate candidate : candidates) {
            if (write && candidate.isOpen()) {
                candidate.write();
            }
            results.accept(candidate.result());
        }
    }

    private List<Candidate> open() {
        return open(candidate -> true);
    }

    private List<Candidate> open(Predicate<Candidate> wanted) {
        return candidates.stream().filter(Candidate::isOpen).filter(wanted).toList();
    }

    private static List<GoldenRecord> formers(Collection<Candidate> candidates) {
        return candidates.stream().map(Candidate::former).toList();
    }
}
