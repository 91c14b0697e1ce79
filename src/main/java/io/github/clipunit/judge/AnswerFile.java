package io.github.clipunit.judge;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.GitMove;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.store.LivePictures;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A stored answer. Each picture, question and judge has a small file of its own, so that parallel recordings share no
 * file, and answers that no test uses any more are listed as goldens are.
 */
record AnswerFile(Question question, GoldenFolder folder, Path path, TestScope scope) {

    private static final int FORMAT = 1;
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static AnswerFile of(TestScope scope, Question question) {
        Project project = scope.settings().project();
        GoldenFolder folder = GoldenFolder.of(scope.settings(), scope.identity(), project);
        String path = folder.answer(question.text(), question.hash().substring(0, 12));
        new GoldenLedger(project).note(folder.root(), path, true, scope.identity());
        return new AnswerFile(question, folder, folder.root().resolve(path + ".json"), scope);
    }

    /** Returns the stored probability, if any, including that of a class that was renamed. */
    OptionalDouble find() {
        if (Files.exists(path)) {
            return OptionalDouble.of(read(path));
        }
        List<Path> former =
                folder.former(path, project()).stream().filter(Files::exists).toList();
        if (former.size() != 1) {
            return OptionalDouble.empty();
        }
        Path file = former.get(0);
        String inside = folder.root().relativize(file).toString().replace('\\', '/');
        new GoldenLedger(project()).adopt(folder.root(), inside.replaceFirst("\\.json$", ""), scope.identity());
        OutputForm.tell("clipunit: answer [" + shown() + "] is missing; ["
                + project().show(file)
                + "], whose class is gone, was used instead: if the class was renamed, move the answer along:"
                + new GitMove(project(), folder.root()).lines(file, path));
        return OptionalDouble.of(read(file));
    }

    private double read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GoldenException("answer [" + project().show(file) + "] cannot be read: " + e, e);
        }
        try {
            JsonFields json = JsonFields.parse(content);
            json.number("format", FORMAT, FORMAT);
            if (!json.string("question").equals(question.text())
                    || !json.string("judge").equals(question.judge().id())
                    || !json.string("picture").equals(question.picture().sha256())) {
                throw new IllegalArgumentException("its content does not match its name");
            }
            return json.number("yes", 0, 1);
        } catch (IllegalArgumentException e) {
            throw new GoldenException(
                    "answer [" + project().show(file) + "] "
                            + TextDamage.say(
                                    content, e, "restore it from version control, or delete it and record it again"),
                    e);
        }
    }

    /** Writes the answer atomically. */
    double write(double yes) {
        try {
            new AtomicFile(path).write(json(yes));
            return yes;
        } catch (IOException e) {
            throw new GoldenException("answer [" + shown() + "] cannot be written: " + e, e);
        }
    }

    /** Proposes a live answer along with the golden that is proposed because of it, if any. */
    void propose(double yes) {
        scope.part(LivePictures.class, LivePictures::new)
                .add(path, proposals -> proposals.leave(path, json(yes).getBytes(StandardCharsets.UTF_8)));
    }

    private String json(double yes) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("question", question.text());
        json.addProperty("judge", question.judge().id());
        json.addProperty("picture", question.picture().sha256());
        json.addProperty("yes", SixDigits.exact(yes));
        return VisibleText.of(PRETTY.toJson(json)) + "\n";
    }

    /** Runs an action while no other thread or process accesses this answer. */
    <T> T locked(LockFile.Action<T, RuntimeException> action) {
        try {
            return project().lock(path).hold(action);
        } catch (LockFile.RefusedException e) {
            throw new GoldenException("answer [" + shown() + "] cannot be recorded: " + e.getMessage(), e);
        }
    }

    String shown() {
        return project().show(path);
    }

    private Project project() {
        return scope.settings().project();
    }
}
