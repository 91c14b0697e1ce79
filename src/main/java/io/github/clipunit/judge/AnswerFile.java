package io.github.clipunit.judge;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.GitMove;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.Sha256;
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
 * One kept answer: a small file for each picture, question and judge, so that those who record side by side share none, and
 * an answer that no test asks for any more is listed with the goldens of that kind.
 *
 * @param folder the goldens of the test's class
 * @param path the file
 * @param key what it answers
 * @param scope the test
 */
record AnswerFile(GoldenFolder folder, Path path, Answers.Key key, TestScope scope) {

    private static final int FORMAT = 1;
    private static final int DIGITS = 12;
    private static final String REMEDY = "restore it from version control, or delete it and record it again";
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static AnswerFile of(TestScope scope, Answers.Key key) {
        Project project = scope.settings().project();
        GoldenFolder folder = GoldenFolder.of(scope.settings(), scope.identity(), project);
        String text = key.judge() + "\n" + key.question() + "\n" + key.picture();
        String hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
        String path = folder.answer(key.question(), hash);
        new GoldenLedger(project).note(folder.root(), path, true, scope.identity());
        return new AnswerFile(folder, folder.root().resolve(path + ".json"), key, scope);
    }

    /** The probability that is kept, if any is. */
    OptionalDouble find() {
        if (Files.exists(path)) {
            return OptionalDouble.of(read(path));
        }
        List<Path> former =
                folder.former(path, project()).stream().filter(Files::exists).toList();
        return former.size() == 1 ? OptionalDouble.of(follow(former.get(0))) : OptionalDouble.empty();
    }

    /** What was kept for a class that was renamed. */
    private double follow(Path former) {
        double yes = read(former);
        String inside = folder.root().relativize(former).toString().replace('\\', '/');
        new GoldenLedger(project()).adopt(folder.root(), inside.replaceFirst("\\.json$", ""), scope.identity());
        System.err.println("clipunit: answer [" + shown() + "] is missing, and was taken to be ["
                + project().show(former)
                + "], whose class is gone: if it was renamed, move the answer along:"
                + new GitMove(project(), folder.root()).lines(former, path));
        return yes;
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
            Answers.Key found = new Answers.Key(json.string("judge"), json.string("question"), json.string("picture"));
            if (!found.equals(key)) {
                throw new IllegalArgumentException("it is the answer to another question than its name says");
            }
            return json.number("yes", 0, 1);
        } catch (IllegalArgumentException e) {
            throw new GoldenException("answer [" + project().show(file) + "] " + TextDamage.say(content, e, REMEDY), e);
        }
    }

    /** Whoever is stopped meanwhile leaves no half of a file. */
    void write(double yes) {
        try {
            new AtomicFile(path).write(new String(json(yes), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new GoldenException("answer [" + shown() + "] cannot be written: " + e, e);
        }
    }

    byte[] json(double yes) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("question", key.question());
        json.addProperty("judge", key.judge());
        json.addProperty("picture", key.picture());
        json.addProperty("yes", SixDigits.exact(yes));
        return (VisibleText.of(PRETTY.toJson(json)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    LockFile lock() {
        return project().lock(path);
    }

    String shown() {
        return project().show(path);
    }

    private Project project() {
        return scope.settings().project();
    }
}
