package io.github.clipunit.scorers;

import java.util.List;

/** Stands for a client of a service that embeds. */
interface EmbeddingService {

    List<float[]> embedImages(List<byte[]> pngs);

    List<float[]> embedTexts(List<String> texts);
}
