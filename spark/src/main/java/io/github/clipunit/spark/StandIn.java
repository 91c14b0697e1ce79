package io.github.clipunit.spark;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

final class StandIn {
    private static final Map<String, ClipScorer> OPEN = new ConcurrentHashMap<>();

    private StandIn() {}

    static ClipScorer shared(String model, Map<String, String> given) {
        return OPEN.computeIfAbsent(model + given, key -> {
            Settings settings = Settings.ofJvm().with(ModelNames.MODEL, model);
            for (Setting<?> setting : List.of(OnnxOptions.THREADS)) {
                String value = given.get(setting.name());
                if (value != null) {
                    settings = settings.with(setting, value);
                }
            }
            Settings all = settings;
            return PromptScorer.of(
                    OnnxClipScorer.load(ModelNames.find(model, settings), OnnxOptions.of(settings)), () -> all);
        });
    }

    static <T> Stream<ItemResult<T, Embedding>> embedAll(
            ClipScorer scorer, Stream<T> items, PictureSource<? super T> source) {
        Iterator<T> all = items.iterator();
        Iterator<ItemResult<T, Embedding>> results = new Iterator<>() {
            private final List<ItemResult<T, Embedding>> ready = new ArrayList<>();

            @Override
            public boolean hasNext() {
                return !ready.isEmpty() || all.hasNext();
            }

            @Override
            public ItemResult<T, Embedding> next() {
                if (ready.isEmpty()) {
                    fill();
                }
                return ready.remove(0);
            }

            private void fill() {
                List<T> batch = new ArrayList<>();
                List<Object> pictures = new ArrayList<>();
                while (batch.size() < 8 && all.hasNext()) {
                    T item = all.next();
                    batch.add(item);
                    try {
                        pictures.add(source.picture(item).decoded());
                    } catch (IOException | RuntimeException e) {
                        pictures.add(e);
                    }
                }
                List<ClipImage> images = new ArrayList<>();
                pictures.forEach(picture -> {
                    if (picture instanceof ClipImage image) {
                        images.add(image);
                    }
                });
                Iterator<Embedding> embeddings = scorer.embedImages(images).iterator();
                for (int i = 0; i < batch.size(); i++) {
                    ready.add(
                            pictures.get(i) instanceof Exception e
                                    ? new ItemResult<>(batch.get(i), null, e)
                                    : new ItemResult<>(batch.get(i), embeddings.next(), null));
                }
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(results, 0), false);
    }
}
