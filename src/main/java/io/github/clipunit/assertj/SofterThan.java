package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.pixels.Softness;
import java.util.List;

/** The check, for one picture or several, that their fine detail is not less than that of accepted pictures. */
final class SofterThan {

    private SofterThan() {}

    static Check.Builder check(Softness softness) {
        return Check.of(measurement(softness), softness.pictures())
                .named("not softer than " + Counted.of(softness.accepted().size(), "accepted picture"))
                .figure("fine detail", Softness.mean(softness.details()))
                .figure("fine detail of accepted pictures", Softness.mean(softness.acceptedDetails()));
    }

    static String failure(Softness softness) {
        FailureText text = FailureText.expecting("fine detail of");
        list(text, softness.details(), softness.pictures());
        text.label("no less than that of accepted pictures");
        list(text, softness.acceptedDetails(), softness.accepted());
        return text.label("in the geometric mean")
                .fact(fixed(Softness.mean(softness.details())) + " against "
                        + fixed(Softness.mean(softness.acceptedDetails())) + ", where "
                        + fixed(softness.leastAccepted()) + " would pass")
                .demand("to have a p-value above", measurement(softness), "too low");
    }

    private static void list(FailureText text, List<Double> details, List<ClipImage> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            text.fact(details.get(i), pictures.get(i));
        }
    }

    private static Measurement measurement(Softness softness) {
        return Measurement.of(
                "p-value of fine detail",
                softness.verdict().pValue(),
                Relation.ABOVE,
                softness.verdict().alpha());
    }
}
