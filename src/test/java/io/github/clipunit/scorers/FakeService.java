package io.github.clipunit.scorers;

import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;

/** Embeds pictures by their mean colour and texts by the colours they name; notes what it was asked. */
final class FakeService implements EmbeddingService {

    final List<Integer> requests = new ArrayList<>();

    @Override
    public List<float[]> embedImages(List<byte[]> pngs) {
        requests.add(pngs.size());
        return pngs.stream().map(png -> meanOf(ClipImage.of(png))).toList();
    }

    private static float[] meanOf(ClipImage image) {
        float[] sums = new float[3];
        for (int i = 0; i < 3 * image.width() * image.height(); i++) {
            sums[i % 3] += image.rgb().get(i) & 0xff;
        }
        return sums;
    }

    @Override
    public List<float[]> embedTexts(List<String> texts) {
        requests.add(texts.size());
        return texts.stream()
                .map(text -> new float[] {text.contains("red") ? 1 : 0, 0.01f, text.contains("blue") ? 1 : 0})
                .toList();
    }
}
