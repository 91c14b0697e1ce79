package io.github.clipunit.migration;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.GoldenRecord.Entry;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.migration.MigratedGolden.RescoredPrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A golden during its migration. */
final class Candidate {

    private final GoldenFile file;
    private final @Nullable GoldenRecord former;
    private @Nullable GoldenRecord old;
    private @Nullable GoldenRecord renewed;
    private Fate fate = Fate.MIGRATED;
    private @Nullable String reason;

    private Candidate(GoldenFile file, @Nullable GoldenRecord former) {
        this.file = file;
        this.former = former;
    }

    static Candidate read(GoldenFile file) {
        try {
            return new Candidate(file, file.read().orElseThrow());
        } catch (GoldenException e) {
            Candidate damaged = new Candidate(file, null);
            damaged.fate = Fate.UNREADABLE;
            damaged.reason = String.valueOf(e.getMessage());
            return damaged;
        }
    }

    boolean isOpen() {
        return fate == Fate.MIGRATED;
    }

    GoldenRecord former() {
        return Objects.requireNonNull(former);
    }

    void leave(Fate left, String why) {
        fate = left;
        reason = "golden [" + file.shown() + "] " + why;
    }

    void renew(Rescoring rescoring) {
        String flaw = rescoring.flaw(former());
        if (flaw == null) {
            renewed = rescoring.rescore(former());
        } else {
            leave(Fate.REFUSED, "cannot be scored with the new model: " + flaw);
        }
    }

    /** Continues only if the old model returns the recorded scores. */
    void verify(Rescoring rescoring, double within) {
        String flaw = rescoring.flaw(former());
        if (flaw != null) {
            leave(Fate.NOT_REPRODUCED, "cannot be scored with its old model: " + flaw);
            return;
        }
        GoldenRecord found = rescoring.rescore(former());
        old = found;
        for (int i = 0; i < found.entries().size() && isOpen(); i++) {
            compare(former().entries().get(i), found.entries().get(i), within);
        }
    }

    private void compare(Entry recorded, Entry found, double within) {
        String prompt = recorded.prompt();
        if (prompt == null) {
            compareEmbeddings(recorded, found, within);
            return;
        }
        for (int i = 0; i < recorded.samples().size(); i++) {
            double difference = found.scores()[i] - recorded.scores()[i];
            if (!(Math.abs(difference) <= within)) {
                leave(
                        Fate.NOT_REPRODUCED,
                        "was recorded with a score of " + SixDigits.text(recorded.scores()[i])
                                + ", but its old model gives "
                                + SixDigits.text(found.scores()[i]) + " here for picture "
                                + brief(recorded.samples().get(i).picture()) + " and " + VisibleText.quoted(prompt)
                                + advice(within));
                return;
            }
        }
    }

    private void compareEmbeddings(Entry recorded, Entry found, double within) {
        boolean isComparable =
                recorded.embedding().dimension() == found.embedding().dimension();
        double cosine = isComparable ? recorded.embedding().cosine(found.embedding()) : 0;
        if (!(cosine >= 1 - within)) {
            leave(
                    Fate.NOT_REPRODUCED,
                    "was recorded with another embedding than its old model gives here for picture "
                            + brief(recorded.samples().get(0).picture()) + ": their cosine is "
                            + SixDigits.text(cosine) + advice(within));
        }
    }

    private static String advice(double within) {
        return "; that is more than " + SixDigits.text(within) + " off (--within): use the version of the model or of"
                + " clipunit, the precision or the device that it was recorded with";
    }

    static String brief(String hash) {
        return hash.substring(0, Math.min(8, hash.length()));
    }

    /** Writes the golden, unless another process has migrated it or accepted a new picture. */
    void write() {
        GoldenRecord wanted = Objects.requireNonNull(renewed);
        if (file.replace(former(), wanted)) {
            return;
        }
        if (file.readIfSound()
                .filter(there -> there.model().equals(wanted.model()))
                .isPresent()) {
            leaveAsAlready(wanted.model());
        } else {
            leave(Fate.CHANGED, "was written by another process meanwhile: run this again");
        }
    }

    void leaveAsAlready(GoldenRecord.Model model) {
        leave(Fate.ALREADY, "already belongs to the model [" + model.id() + "]");
    }

    MigratedGolden result() {
        List<RescoredPrompt> prompts = new ArrayList<>();
        if (former != null) {
            for (int i = 0; i < former.entries().size(); i++) {
                Entry entry = former.entries().get(i);
                prompts.add(new RescoredPrompt(
                        entry.prompt(), entry.samples().size(), mean(former, i), mean(old, i), mean(renewed, i)));
            }
        }
        return new MigratedGolden(file.key().path(), fate, reason, prompts);
    }

    private static @Nullable Double mean(@Nullable GoldenRecord golden, int entry) {
        return golden == null || golden.entries().get(entry).prompt() == null
                ? null
                : Arrays.stream(golden.entries().get(entry).scores()).average().orElseThrow();
    }
}
