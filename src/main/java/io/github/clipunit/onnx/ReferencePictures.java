package io.github.clipunit.onnx;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** Pictures that are drawn identically everywhere, pixel by pixel, and prompts that describe them. */
final class ReferencePictures {

    /** Changes whenever a picture or a prompt does; cosines recorded with another version cannot be compared. */
    static final int VERSION = 1;

    static final List<String> PROMPTS = List.of(
            "a red circle on a white background",
            "a blue square on a white background",
            "a green triangle on a black background",
            "black and white stripes",
            "a sunset over the sea",
            "the night sky full of stars");

    private static final int SIDE = 224;
    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0;

    private ReferencePictures() {}

    /** Draws as many pictures as there are prompts, in the same order. */
    static List<ClipImage> draw() {
        return List.of(
                draw((x, y) -> (x - 112) * (x - 112) + (y - 112) * (y - 112) < 70 * 70 ? 0xe01010 : WHITE),
                draw((x, y) -> Math.abs(x - 112) < 65 && Math.abs(y - 112) < 65 ? 0x1030e0 : WHITE),
                draw((x, y) -> y > 50 && y < 180 && 2 * Math.abs(x - 112) < y - 50 ? 0x10c030 : BLACK),
                draw((x, y) -> x / 16 % 2 == 0 ? BLACK : WHITE),
                draw(ReferencePictures::sunset),
                draw((x, y) -> (x * 7919 + y * 104729 + x * y * 31) % 997 < 6 ? WHITE : 0x050a28));
    }

    private static int sunset(int x, int y) {
        if ((x - 112) * (x - 112) + (y - 130) * (y - 130) < 30 * 30 && y < 140) {
            return 0xfff0a0;
        }
        return y < 140
                ? (0xc0 + y / 4) << 16 | (0x40 + y / 2) << 8 | (0x60 - y / 3)
                : 0x203050 + (y - 140) / 8 * 0x010101;
    }

    private static ClipImage draw(IntBinaryOperator colour) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        return ClipImage.of(image);
    }
}
