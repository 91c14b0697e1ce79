package io.github.clipunit.assertj;

import io.github.clipunit.generator.CallLog;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.LivePictures;
import io.github.clipunit.golden.store.PaidPictures;
import io.github.clipunit.golden.store.ReplayedPictures;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import java.util.Optional;

/**
 * Calls a generator for an assertion: counts the call, tells refusals and outages, and keeps what came until the test has passed.
 * A generator that asks a cassette is counted and kept there.
 *
 * @param calls how it is called
 * @param scope the test, if there is one
 */
record Painter(GeneratorCalls calls, Optional<TestScope> scope) {

    /**
     * Paints a picture.
     *
     * @param who the generator as messages name it
     * @param name of the file that keeps the picture, less its extension
     */
    <X extends Exception> GeneratedPicture paint(String who, String name, GeneratorCalls.Call<Object, X> generator)
            throws X {
        CallLog log = CallLog.of(scope);
        boolean mayReplay = scope.filter(Painter::mayReplay).isPresent();
        int before = plays();
        Object made = calls.make(mayReplay ? CallLog.unlimited() : log, who, 1, given -> line(), generator);
        if (plays() == before && mayReplay) {
            log.begin(who);
        }
        GeneratedPicture picture = GeneratedPicture.of(
                made, ImageLimits.of(scope.map(TestScope::settings).orElseGet(TestScope::currentSettings)));
        if (plays() == before) {
            log.gave(picture);
            kept().ifPresent(kept -> kept.keep(name + "." + picture.extension(), picture.toBytes()));
        }
        return picture;
    }

    /** What a message says further: where the pictures are that were painted before. */
    String line() {
        return kept().map(PaidPictures::line).orElse("");
    }

    private Optional<PaidPictures> kept() {
        return scope.map(test -> PaidPictures.of(test, test.settings().project()));
    }

    /** How often the test asked cassettes. */
    private int plays() {
        return scope.map(test -> replayed(test).map(ReplayedPictures::plays).orElse(0)
                        + live(test).map(LivePictures::added).orElse(0))
                .orElse(0);
    }

    private static Optional<ReplayedPictures> replayed(TestScope test) {
        return test.parts(ReplayedPictures.class).findFirst();
    }

    private static Optional<LivePictures> live(TestScope test) {
        return test.parts(LivePictures.class).findFirst();
    }

    /** Whether the call may turn out to be none, as a cassette gives the picture; only then it is known. */
    private static boolean mayReplay(TestScope test) {
        Project project = test.settings().project();
        return replayed(test).isPresent()
                || live(test).isPresent()
                || !GoldenFolder.of(test.settings(), test.identity(), project)
                        .cassettes()
                        .isEmpty();
    }
}
