package io.github.clipunit.assertj;

import io.github.clipunit.generator.CallLog;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.PaidPictures;
import io.github.clipunit.golden.store.PlayedPictures;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import java.util.Optional;

/**
 * Calls a generator for an assertion. It counts the call, reports refusals and outages, and keeps the picture until the
 * test has passed. Pictures of a generator that uses a cassette are counted and kept by the cassette.
 *
 * @param calls the rules for calling the generator
 * @param scope the test, if there is one
 */
record Painter(GeneratorCalls calls, Optional<TestScope> scope) {

    /**
     * Paints a picture.
     *
     * @param who the name of the generator in messages
     * @param name the name of the file that keeps the picture, without its extension
     */
    <X extends Exception> GeneratedPicture paint(String who, String name, GeneratorCalls.Call<Object, X> generator)
            throws X {
        CallLog log = CallLog.of(scope);
        int before = played().map(PlayedPictures::size).orElse(0);
        boolean isFree = log.isExhausted() && scope.filter(Painter::mayReplay).isPresent();
        Object made = calls.make(isFree ? CallLog.unlimited() : log, who, 1, given -> line(), generator);
        GeneratedPicture picture = GeneratedPicture.of(
                made, ImageLimits.of(scope.map(TestScope::settings).orElseGet(TestScope::currentSettings)));
        boolean isReplayed = played().filter(
                        cassettes -> cassettes.size() > before && cassettes.hasSince(before, picture.image()))
                .isPresent();
        if (isReplayed) {
            if (!isFree) {
                log.takeBack();
            }
            return picture;
        }
        kept().ifPresent(kept -> kept.keep(name + "." + picture.extension(), picture.toBytes()));
        log.gave(picture);
        if (isFree) {
            log.begin(who + " was called once more, though it");
        }
        return picture;
    }

    /** Returns a line for messages that says where the pictures painted so far are. */
    String line() {
        return kept().map(PaidPictures::line).orElse("");
    }

    private Optional<PaidPictures> kept() {
        return scope.map(test -> PaidPictures.of(test, test.settings().project()));
    }

    private Optional<PlayedPictures> played() {
        return scope.flatMap(test -> test.parts(PlayedPictures.class).findFirst());
    }

    /** Returns whether a cassette may supply the picture, so that even an exhausted budget allows the call. */
    private static boolean mayReplay(TestScope test) {
        Project project = test.settings().project();
        return test.parts(PlayedPictures.class).findFirst().isPresent()
                || !GoldenFolder.of(test.settings(), test.identity(), project)
                        .cassettes()
                        .isEmpty();
    }
}
