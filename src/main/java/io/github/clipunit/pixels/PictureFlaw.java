package io.github.clipunit.pixels;

/**
 * A flaw of a picture that does not depend on its content; {@link PictureSignals#flaws()} defines the conditions.
 *
 * @hidden
 */
public enum PictureFlaw {
    /** Every pixel has the same colour, except for compression noise. */
    BLANK("blank: every pixel has the same colour"),
    /** Colours hardly vary. */
    UNIFORM("uniform: colours hardly vary"),
    /** Nearly all of it is nearly black. */
    DARK("dark: nearly all pixels are nearly black"),
    /** Nearly all of it is nearly white. */
    BRIGHT("bright: nearly all pixels are nearly white"),
    /** Much of it is pure black or pure white. */
    CLIPPED("clipped: many pixels are pure black or pure white"),
    /** Its pixels were computed from fewer pixels. */
    UPSCALED("upscaled: traces of interpolation, or repeated pixels"),
    /** It has more pixels than detail. */
    SOFT("soft: hardly any fine detail"),
    /** It has bars of one colour on opposite sides. */
    BORDERED("bordered: bars of one colour on opposite sides"),
    /** It has a pattern that repeats every two or four pixels. */
    CHECKERBOARD("checkerboard: a pattern repeats every two or four pixels"),
    /** It has a pattern that repeats every eight pixels. */
    LATENT_GRID("latent grid: a pattern repeats every eight pixels");

    private final String description;

    PictureFlaw(String description) {
        this.description = description;
    }

    /** Returns name and meaning for messages, such as {@code blank: every pixel has the same colour}. */
    public String description() {
        return description;
    }
}
