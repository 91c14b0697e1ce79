package io.github.clipunit.scorers;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

final class RemoteScorer implements ClipScorer {

    private final EmbeddingService service;

    RemoteScorer(EmbeddingService service) {
        this.service = service;
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        List<byte[]> pngs = images.stream().map(RemoteScorer::png).toList();
        return service.embedImages(pngs).stream().map(Embedding::of).toList();
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return service.embedTexts(prompts).stream().map(Embedding::of).toList();
    }

    @Override
    public ClipModel model() {
        return ClipModel.of("my-scorer-2");
    }

    @Override
    public void close() {}

    private static byte[] png(ClipImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image.toBufferedImage(), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
