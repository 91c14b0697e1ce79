package io.github.clipunit.judges;

import io.github.clipunit.image.ClipImage;

/** Stands for a user's model that sees: it counts red runs along a row, and one too few where they touch the lower edge. */
final class FakeVision {

    double probabilityOfYes(ClipImage picture, String question) {
        int foxes = foxes(picture);
        if (question.contains("three")) {
            return foxes == 3 ? 0.97 : 0.08;
        }
        if (question.contains("text")) {
            return 0.02;
        }
        return foxes > 0 ? 0.95 : 0.1;
    }

    private static int foxes(ClipImage picture) {
        int most = 0;
        byte[] rgb = new byte[picture.rgb().remaining()];
        picture.rgb().get(rgb);
        for (int y = 0; y < picture.height(); y++) {
            int runs = 0;
            boolean wasRed = false;
            for (int x = 0; x < picture.width(); x++) {
                boolean isRed = rgb[3 * (y * picture.width() + x) + 2] == 0;
                runs += isRed && !wasRed ? 1 : 0;
                wasRed = isRed;
            }
            most = Math.max(most, runs);
        }
        boolean touches = rgb[3 * (picture.width() * picture.height() - picture.width() + 2) + 2] == 0;
        return touches ? most - 1 : most;
    }
}
