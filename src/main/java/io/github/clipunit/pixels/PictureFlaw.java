package io.github.clipunit.pixels;

/**
 * What can be wrong with a picture whatever it depicts; {@link PictureSignals#flaws()} says when.
 *
 * @hidden
 */
public enum PictureFlaw {
    /** Every pixel has the same colour, but for the noise of compression. */
    BLANK("blank: every pixel has the same colour"),
    /** Colours hardly vary. */
    UNIFORM("uniform: colours hardly vary"),
    /** Nearly all of it is nearly black. */
    DARK("dark: nearly all pixels are nearly black"),
    /** Nearly all of it is nearly white. */
    BRIGHT("bright: nearly all pixels are nearly white"),
    /** Much of it is pure black or pure white. */
    CLIPPED("clipped: many pixels are pure black or pure white"),
    /** Its pixels were computed from fewer. */
    UPSCALED("upscaled: traces of interpolation, or repeated pixels"),
    /** It has more pixels than detail. */
    SOFT("soft: hardly any fine detail"),
    /** It has bars of one colour on opposite sides. */
    BORDERED("bordered: bars of one colour on opposite sides"),
    /** A pattern of two or four pixels lies over it. */
    CHECKERBOARD("checkerboard: a pattern repeats every two or four pixels"),
    /** A pattern of eight pixels lies over it. */
    LATENT_GRID("latent grid: a pattern repeats every eight pixels");

    private final String description;

    PictureFlaw(String description) {
        this.description = description;
    }

    /** Name and meaning for messages, such as {@code blank: every pixel has the same colour}. */
    public String description() {
        return description;
    }
}
