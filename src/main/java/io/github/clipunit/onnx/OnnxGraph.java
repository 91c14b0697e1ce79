package io.github.clipunit.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.github.clipunit.Embedding;
import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.reading.GraphSignature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An ONNX graph, ready to run: its inputs and outputs by name, and its fixed sizes. */
final class OnnxGraph implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private final String file;
    private final String pixels;
    private final String ids;

    private OnnxGraph(OrtEnvironment environment, OrtSession session, String file) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
        this.file = file;
        this.pixels =
                GraphSignature.first(inputs.keySet(), GraphSignature.PIXELS).orElse(GraphSignature.PIXELS.get(0));
        this.ids = GraphSignature.first(inputs.keySet(), GraphSignature.IDS).orElse(GraphSignature.IDS.get(0));
    }

    static OnnxGraph open(ModelFile file, OnnxOptions options) {
        OrtEnvironment environment = NativeCalls.environment();
        try {
            OrtSession session = NativeCalls.make(() -> new SessionOpening(environment, options).open(file));
            return new OnnxGraph(environment, session, file.description());
        } catch (OrtException e) {
            throw LoadFailure.of(file.description(), environment.getVersion(), e);
        }
    }

    /** Returns the graph's name in messages. */
    String file() {
        return file;
    }

    /** Returns the name of its input of pictures, if it has one. */
    String pixels() {
        return pixels;
    }

    /** Returns the name of its input of token ids, if it has one. */
    String ids() {
        return ids;
    }

    boolean takes(String input) {
        return inputs.containsKey(input);
    }

    boolean gives(String output) {
        return outputs.containsKey(output);
    }

    /** Returns the only input of a graph. */
    String onlyInput() {
        return only(inputs, "input");
    }

    /** Returns the only output of a graph. */
    String onlyOutput() {
        return only(outputs, "output");
    }

    private String only(Map<String, NodeInfo> nodes, String kind) {
        if (nodes.size() != 1) {
            throw unsupported("one " + kind + " is expected");
        }
        return nodes.keySet().iterator().next();
    }

    /** Returns the fixed size of one of an input's dimensions, or -1 if it may vary. */
    long size(String input, int dimension) {
        long[] shape = tensor(input).getShape();
        if (dimension >= shape.length) {
            throw unsupported("input " + input + " of rank " + shape.length + ", expected more than " + dimension);
        }
        return shape[dimension];
    }

    /** Returns the required number of rows of that input, or 0 if any number is allowed. */
    int fixedBatch(String input) {
        return Math.toIntExact(Math.max(0, size(input, 0)));
    }

    /** Returns an error that names what was expected, and the graph's inputs and outputs. */
    ModelUnavailableException unsupported(String expectation) {
        return new ModelUnavailableException("model file " + file + " is not a usable graph: " + expectation
                + "; its inputs are " + signature(inputs) + ", its outputs " + signature(outputs));
    }

    private static String signature(Map<String, NodeInfo> nodes) {
        return nodes.entrySet().stream()
                .map(node -> node.getKey()
                        + (node.getValue().getInfo() instanceof TensorInfo tensor
                                ? " " + tensor.type + Arrays.toString(tensor.getShape())
                                : ""))
                .collect(Collectors.joining(", "));
    }

    /** Returns a tensor of floats, or of half floats if that input takes them. */
    OnnxTensor floats(String input, FloatBuffer values, long... shape) throws OrtException {
        if (typeOf(input) != OnnxJavaType.FLOAT16) {
            return OnnxTensor.createTensor(environment, values, shape);
        }
        ShortBuffer halves = Fp16Conversions.convertFloatBufferToFp16Buffer(values);
        // ONNX Runtime itself accepts a buffer of shorts since 1.20.
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Short.BYTES * halves.remaining()).order(ByteOrder.nativeOrder());
        bytes.asShortBuffer().put(halves);
        return OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.FLOAT16);
    }

    /** Returns a tensor of whole numbers, of 32 bits if that input takes them. */
    OnnxTensor wholes(String input, long[] values, long... shape) throws OrtException {
        return typeOf(input) == OnnxJavaType.INT32
                ? OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(
                                Arrays.stream(values).mapToInt(Math::toIntExact).toArray()),
                        shape)
                : OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private OnnxJavaType typeOf(String input) {
        return tensor(input).type;
    }

    private TensorInfo tensor(String input) {
        NodeInfo node = inputs.get(input);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
            throw unsupported("no tensor input " + input);
        }
        return tensor;
    }

    /** Runs the graph for one of its outputs; returns one row per picture or prompt. */
    float[][] run(Map<String, OnnxTensor> feeds, String output) {
        return run(feeds, List.of(output)).get(0);
    }

    /** Runs the graph for several of its outputs; returns them in the same order. */
    List<float[][]> run(Map<String, OnnxTensor> feeds, List<String> wanted) {
        try (OrtSession.Result result = NativeCalls.make(() -> session.run(feeds, new LinkedHashSet<>(wanted)))) {
            List<float[][]> values = new ArrayList<>();
            for (String output : wanted) {
                values.add(rows(output, (OnnxTensor) result.get(output).orElseThrow()));
            }
            return values;
        } catch (OrtException e) {
            throw new IllegalStateException("model file " + file + " failed while running: " + e.getMessage(), e);
        }
    }

    private float[][] rows(String output, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        int rows = shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
        FloatBuffer numbers = tensor.getFloatBuffer();
        if (numbers == null) {
            throw unsupported("output " + output + " must hold floats");
        }
        float[][] vectors = new float[rows][numbers.remaining() / rows];
        for (float[] vector : vectors) {
            numbers.get(vector);
        }
        return vectors;
    }

    /**
     * Returns one row's embedding. The error for NaN, infinity and zero names the graph's file, which is known only
     * here.
     */
    Embedding embedding(float[] vector, String subject) {
        try {
            return Embedding.of(vector);
        } catch (IllegalArgumentException e) {
            throw new NoEmbedding(
                    "model file " + file + " gives no usable embedding of " + subject + ": " + e.getMessage(), e);
        }
    }

    /** Returns the first of the given outputs that the graph has; without names, its only one. */
    String output(List<String> names) {
        return names.isEmpty()
                ? onlyOutput()
                : GraphSignature.first(outputs.keySet(), names)
                        .orElseThrow(() -> unsupported("expected an output " + String.join(" or ", names)));
    }

    /** The error for a vector of the model that is zero or not finite; other pictures and prompts may work. */
    static final class NoEmbedding extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NoEmbedding(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("model file " + file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
