package io.github.clipunit.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.Embedding;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One JVM that embeds pictures and prompts in every way there is, and by the bare sessions one by one, from the file as it is
 * and on one thread. Prints the greatest difference of any number of any embedding, a way each.
 */
public final class FidelityRun {

    private static final List<String> PROMPTS = List.of(
            "fox",
            "a red fox in the snow",
            "an oil painting of a lighthouse above a stormy sea, with gulls",
            "a photo of two cats",
            "a photo of two dogs");

    private final Map<String, Double> differences = new LinkedHashMap<>();

    private FidelityRun() {}

    /** The argument: how many pictures. */
    public static void main(String[] args) throws IOException, OrtException {
        List<Path> files = PictureFolder.make(FolderRun.SIDE, Integer.parseInt(args[0]));
        new FidelityRun().compare(files);
        System.exit(0);
    }

    private void compare(List<Path> files) throws IOException, OrtException {
        List<ClipImage> pictures = files.stream().map(ClipImage::of).toList();
        List<Embedding> bare = new ArrayList<>();
        List<Embedding> barePrompts = new ArrayList<>();
        try (OnnxClipScorer scorer = BenchModel.scorer()) {
            try (OrtSession vision = BenchModel.session("vision_model.onnx");
                    OrtSession text = BenchModel.session("text_model.onnx")) {
                for (ClipImage picture : pictures) {
                    bare.add(image(vision, scorer.pixelValues(picture)));
                }
                for (String prompt : PROMPTS) {
                    barePrompts.add(prompt(text, scorer.tokenIds(prompt)));
                }
            }
            note("one by one", pictures.stream().map(scorer::embed).toList(), bare);
            note("a few at once", scorer.embedImages(pictures.subList(0, 5)), bare.subList(0, 5));
            note("as a folder", scorer.embedFiles(files.stream()).toList(), bare);
            note("many at once", scorer.embedImages(pictures), bare);
            note("from many threads", fromManyThreads(scorer, pictures), bare);
            note("prompts", scorer.embedPrompts(PROMPTS), barePrompts);
            note("prompts one by one", PROMPTS.stream().map(scorer::embed).toList(), barePrompts);
        }
        String folder = Files.createTempDirectory("clipunit-bench").toString();
        for (String way : new String[] {"computed and kept", "found on disk"}) {
            try (CachingScorer scorer = caching(folder)) {
                note(way, scorer.embedImages(pictures), bare);
                note(way + ", prompts", scorer.embedPrompts(PROMPTS), barePrompts);
            }
        }
        StringBuilder line = new StringBuilder();
        differences.forEach((way, greatest) ->
                line.append(String.format(Locale.ROOT, "%s%s %.1e", line.isEmpty() ? "" : "; ", way, greatest)));
        System.out.println(line);
    }

    private static CachingScorer caching(String folder) {
        Settings settings =
                Settings.of(key -> key.equals(CachingScorer.DIRECTORY.name()) ? Optional.of(folder) : Optional.empty());
        return new CachingScorer(BenchModel.scorer(), settings, "cpu", () -> {});
    }

    private static List<Embedding> fromManyThreads(OnnxClipScorer scorer, List<ClipImage> pictures) {
        Embedding[] embeddings = new Embedding[pictures.size()];
        IntStream.range(0, embeddings.length).parallel().forEach(i -> embeddings[i] = scorer.embed(pictures.get(i)));
        return List.of(embeddings);
    }

    private void note(String way, List<Embedding> found, List<Embedding> expected) {
        double greatest = 0;
        for (int i = 0; i < expected.size(); i++) {
            float[] ours = found.get(i).toArray();
            float[] theirs = expected.get(i).toArray();
            for (int k = 0; k < theirs.length; k++) {
                greatest = Math.max(greatest, Math.abs(ours[k] - theirs[k]));
            }
        }
        differences.put(way, greatest);
    }

    private static Embedding image(OrtSession vision, float[] pixels) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(pixels), new long[] {1, 3, 224, 224})) {
            return first(vision, Map.of("pixel_values", tensor), "image_embeds");
        }
    }

    private static Embedding prompt(OrtSession text, long[] ids) throws OrtException {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        long[] shape = {1, ids.length};
        try (OnnxTensor tokens = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(ids), shape);
                OnnxTensor masked =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(mask), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("input_ids", tokens, "attention_mask", masked));
            inputs.keySet().retainAll(text.getInputNames());
            return first(text, inputs, "text_embeds");
        }
    }

    private static Embedding first(OrtSession session, Map<String, OnnxTensor> inputs, String output)
            throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer numbers = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
            float[] vector = new float[numbers.remaining()];
            numbers.get(vector);
            return Embedding.of(vector);
        }
    }
}
