package io.github.clipunit.bench;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** ONNX Runtime with pictures scaled by Java2D, written by hand or as inference4j does it. */
final class Java2dEncoder implements ClipEncoder {

    private static final int CONTEXT = 77;

    private final Path directory;
    private final boolean isInference4j;
    private final OrtSession vision;

    /**
     * Loads the vision tower.
     *
     * @param isInference4j whether to use as many threads as there are cores, squash pictures into a square by bicubic
     *     interpolation, encode them one by one, and cut and pad prompts to 77 tokens, as inference4j does; or ONNX
     *     Runtime's own number of threads, pictures of the same shape by bilinear interpolation, cropped, and the
     *     tokenizer as it comes
     */
    Java2dEncoder(Path directory, boolean isInference4j) throws OrtException {
        this.directory = directory;
        this.isInference4j = isInference4j;
        this.vision = session("vision_model.onnx");
    }

    private OrtSession session(String graph) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (isInference4j) {
                options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            }
            return OrtEnvironment.getEnvironment()
                    .createSession(directory.resolve("onnx").resolve(graph).toString(), options);
        }
    }

    @Override
    public List<float[]> encode(List<Path> files) throws IOException, OrtException {
        FloatBuffer pixels = FloatBuffer.allocate(files.size() * 3 * SIDE * SIDE);
        for (Path file : files) {
            putPixels(scaled(ImageIO.read(file.toFile())), pixels);
        }
        try (OnnxTensor input = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), pixels.flip(), new long[] {files.size(), 3, SIDE, SIDE});
                OrtSession.Result output = vision.run(Map.of("pixel_values", input))) {
            return List.of((float[][]) output.get(0).getValue());
        }
    }

    private BufferedImage scaled(BufferedImage image) {
        double scale = (double) SIDE / Math.min(image.getWidth(), image.getHeight());
        int width = isInference4j ? SIDE : (int) Math.round(image.getWidth() * scale);
        int height = isInference4j ? SIDE : (int) Math.round(image.getHeight() * scale);
        BufferedImage scaled = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                isInference4j
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, (SIDE - width) / 2, (SIDE - height) / 2, width, height, null);
        graphics.dispose();
        return scaled;
    }

    private static void putPixels(BufferedImage image, FloatBuffer pixels) {
        float[] mean = ClipEncoder.mean();
        float[] std = ClipEncoder.std();
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int sample = image.getRGB(x, y) >> (16 - 8 * channel) & 255;
                    pixels.put((sample / 255f - mean[channel]) / std[channel]);
                }
            }
        }
    }

    @Override
    public float[] encode(String prompt) throws IOException, OrtException {
        try (HuggingFaceTokenizer tokenizer = tokenizer();
                OrtSession text = session("text_model.onnx")) {
            Encoding encoding = tokenizer.encode(prompt);
            try (OnnxTensor ids = row(encoding.getIds());
                    OnnxTensor mask = row(encoding.getAttentionMask());
                    OrtSession.Result output = text.run(Map.of("input_ids", ids, "attention_mask", mask))) {
                return ((float[][]) output.get(0).getValue())[0];
            }
        }
    }

    private HuggingFaceTokenizer tokenizer() throws IOException {
        Path file = directory.resolve("tokenizer.json");
        return isInference4j
                ? HuggingFaceTokenizer.builder()
                        .optTokenizerPath(file)
                        .optMaxLength(CONTEXT)
                        .optPadToMaxLength()
                        .build()
                : HuggingFaceTokenizer.newInstance(file);
    }

    private static OnnxTensor row(long... values) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
    }

    @Override
    public void close() throws OrtException {
        vision.close();
    }
}
