package io.github.clipunit.bench;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.CenterCrop;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.modality.cv.translator.ImageFeatureExtractor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * DJL's engine for ONNX Runtime with the translator for features of pictures and the tokenizer, all at their defaults. The
 * engine has no arithmetic of its own and takes that of the engine in DJL's tokenizers, which cannot resize and divides
 * whole numbers without a rest: pictures are resized by {@link Image#resize}, and their pixels become floats first.
 */
final class DjlEncoder implements ClipEncoder {

    private final Path directory;
    private final ZooModel<Image, float[]> vision;
    private final Predictor<Image, float[]> pictures;

    DjlEncoder(Path directory) throws Exception {
        this.directory = directory;
        this.vision = load(
                Image.class,
                "vision_model",
                ImageFeatureExtractor.builder()
                        .addTransform(new CenterCrop(SIDE, SIDE))
                        .addTransform(pixels -> pixels.toType(DataType.FLOAT32, false))
                        .addTransform(new ToTensor())
                        .addTransform(new Normalize(ClipEncoder.mean(), ClipEncoder.std()))
                        .build());
        this.pictures = vision.newPredictor();
    }

    private <T> ZooModel<T, float[]> load(Class<T> input, String graph, Translator<T, float[]> translator)
            throws Exception {
        return Criteria.builder()
                .setTypes(input, float[].class)
                .optModelPath(directory.resolve("onnx"))
                .optModelName(graph)
                .optEngine("OnnxRuntime")
                .optTranslator(translator)
                .build()
                .loadModel();
    }

    @Override
    public List<float[]> encode(List<Path> files) throws Exception {
        List<Image> resized = new ArrayList<>();
        for (Path file : files) {
            resized.add(resize(ImageFactory.getInstance().fromFile(file)));
        }
        return pictures.batchPredict(resized);
    }

    private static Image resize(Image image) {
        double scale = (double) SIDE / Math.min(image.getWidth(), image.getHeight());
        return image.resize(
                (int) Math.round(image.getWidth() * scale), (int) Math.round(image.getHeight() * scale), false);
    }

    @Override
    public float[] encode(String prompt) throws Exception {
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(directory.resolve("tokenizer.json"));
                ZooModel<String, float[]> text = load(String.class, "text_model", new Prompts(tokenizer));
                Predictor<String, float[]> prompts = text.newPredictor()) {
            return prompts.predict(prompt);
        }
    }

    @Override
    public void close() {
        pictures.close();
        vision.close();
    }

    /** As in DJL's own example of CLIP. */
    private record Prompts(HuggingFaceTokenizer tokenizer) implements NoBatchifyTranslator<String, float[]> {

        @Override
        public NDList processInput(TranslatorContext context, String prompt) throws IOException {
            Encoding encoding = tokenizer.encode(prompt);
            NDManager manager = context.getNDManager();
            return new NDList(
                    manager.create(encoding.getIds()).expandDims(0),
                    manager.create(encoding.getAttentionMask()).expandDims(0));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList output) {
            return output.get(0).toFloatArray();
        }
    }
}
