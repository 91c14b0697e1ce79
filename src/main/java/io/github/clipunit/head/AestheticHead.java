package io.github.clipunit.head;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.onnx.OnnxHead;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A predictor of how people would rate a picture, from the picture's embedding.
 *
 * <p>A head belongs to the model whose embeddings it was trained on. Its file does not name that model, and other
 * models' embeddings give numbers too. The user therefore names the model along with the file, and every other model is
 * refused.
 */
public final class AestheticHead {

    /** The limit of files; LAION's largest has 4 MB. */
    private static final long MOST_BYTES = 16 << 20;

    private static final int SHORT = 8;
    private static final String HEAD = ModelNames.HEAD.name();
    private static final String HEAD_MODEL = ModelNames.HEAD_MODEL.name();

    private final String name;
    private final String model;
    private final int dimension;
    private final Function<List<Embedding>, double[]> scores;

    private AestheticHead(String name, String model, int dimension, Function<List<Embedding>, double[]> scores) {
        this.name = name;
        this.model = model;
        this.dimension = dimension;
        this.scores = scores;
    }

    /**
     * Returns the head in a file.
     *
     * @param file at most 16 MB: a PyTorch state dict ({@code .pth} or {@code .pt}, from which no code is run) or
     *     {@code .safetensors} of linear layers in their order, in float32, float16 or bfloat16; or an {@code .onnx}
     *     graph that maps [n, dimension] to [n, 1]. A state dict does not contain activations: convert a head with
     *     activations to a graph
     * @param model the model whose embeddings it was trained on: a name such as {@code openai/clip-vit-base-patch32},
     *     for all its exports, or eight or more digits of {@link ClipModel#digest()}, for these exact files
     * @throws ModelUnavailableException if it is missing or contains no such head; the message says what it contains
     */
    public static AestheticHead of(Path file, String model) {
        Demands.require("file", file);
        Demands.requireText("model", model);
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "it has " + Counted.of(size, "byte") + ", and heads have at most " + MOST_BYTES);
            }
            return read(file, Files.readAllBytes(file), model);
        } catch (ClassCastException | IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
            throw new ModelUnavailableException("aesthetic head [" + file + "] is damaged, or holds no state dict", e);
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException("aesthetic head [" + file + "] cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelUnavailableException("aesthetic head [" + file + "] cannot be read: " + e, e);
        }
    }

    private static AestheticHead read(Path file, byte[] content, String model) throws IOException {
        String name = String.valueOf(file.getFileName());
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String label = name + " (%s, sha256 " + Sha256.hex(content).substring(0, SHORT) + ")";
        if (LfsPointer.is(content)) {
            throw new IllegalArgumentException("it is a Git LFS pointer: git lfs install && git lfs pull");
        }
        if (kind.equals("onnx")) {
            OnnxHead graph = OnnxHead.of(file);
            return new AestheticHead(label.replace("%s", "graph"), model, graph.dimension(), graph::scores);
        }
        HeadFile tensors = new HeadFile(content);
        LinearStack stack = new LinearStack(
                switch (kind) {
                    case "pth", "pt" -> tensors.pytorch(file);
                    case "safetensors" -> tensors.safetensors();
                    default -> throw new IllegalArgumentException("it is not a .pth, .pt, .safetensors or .onnx file");
                });
        return new AestheticHead(label.replace("%s", stack.kind()), model, stack.dimension(), images -> images.stream()
                .mapToDouble(stack::score)
                .toArray());
    }

    /**
     * Returns the head that the settings name, or else LAION's for the model, which is fetched if it is not in the
     * cache.
     *
     * @throws ModelUnavailableException if there is none, it cannot be fetched, or it belongs to another model
     * @hidden
     */
    public static AestheticHead find(Settings settings, ClipModel model) {
        String own = settings.get(ModelNames.HEAD);
        String owner = settings.get(ModelNames.HEAD_MODEL);
        if (!own.isEmpty() && !owner.isEmpty()) {
            return of(settings.path(ModelNames.HEAD), owner).requireFor(settings, model);
        }
        if (!own.isEmpty()) {
            throw new ModelUnavailableException(
                    HEAD + " = [" + own + "] does not state which model's embeddings the head was" + " trained on: set "
                            + HEAD_MODEL + "=" + lastingName(model) + " if they are those of " + described(model));
        }
        ModelStore store = ModelStore.of(settings);
        CatalogModel known = store.heads().stream()
                .filter(head -> store.isNamed(head.id(), model))
                .findFirst()
                .orElseThrow(() -> new ModelUnavailableException("no aesthetic head is known for model "
                        + described(model)
                        + ", only for "
                        + store.heads().stream().map(CatalogModel::id).collect(Collectors.joining(", "))
                        + " (and for folders with the vision tower of one of these): set " + ModelNames.MODEL.name()
                        + " to one of these, or " + HEAD + " to the path of a head of your own and " + HEAD_MODEL + "="
                        + lastingName(model)));
        return store.fetch(known, file -> of(file, known.id()));
    }

    /**
     * Returns this head.
     *
     * @throws ModelUnavailableException if it belongs to another model
     * @hidden
     */
    public AestheticHead requireFor(Settings settings, ClipModel other) {
        boolean isDigest =
                model.matches("[0-9a-f]{" + SHORT + ",}") && other.digest().startsWith(model);
        if (!isDigest && !model.equals(other.id()) && !ModelStore.of(settings).isNamed(model, other)) {
            throw new ModelUnavailableException("aesthetic head " + this + " belongs to model [" + model
                    + "], and its numbers mean nothing for the embeddings of " + described(other)
                    + ": run with that model, or name a head that was trained on this one's, with " + HEAD + " and "
                    + HEAD_MODEL
                    + "=" + lastingName(other) + ", or AestheticHead.of(file, \"" + lastingName(other) + "\")");
        }
        return this;
    }

    private static String described(ClipModel model) {
        String digest =
                model.files().isEmpty() ? "" : " (digest " + model.digest().substring(0, 2 * SHORT) + ")";
        return "[" + model.id() + "]" + digest;
    }

    /**
     * Returns a name that will not change its meaning: the digest of a model in a folder or the jar, whose name may
     * later belong to other files.
     */
    private static String lastingName(ClipModel model) {
        boolean isNameLasting = model.revision().isPresent() || model.files().isEmpty();
        return isNameLasting ? model.id() : model.digest().substring(0, 2 * SHORT);
    }

    /** Returns the number of dimensions of the model's embeddings. */
    public int dimension() {
        return dimension;
    }

    /**
     * Returns the scores of pictures.
     *
     * @param images embeddings of the model that the head belongs to
     * @return one finite number per embedding, in the same order, on the scale of the ratings that the head was trained
     *     on
     * @throws IllegalArgumentException if an embedding has another dimension
     * @throws IllegalStateException if the head returns NaN or an infinity
     */
    public double[] scores(List<Embedding> images) {
        for (Embedding image : Demands.requireItems("images", images)) {
            if (image.dimension() != dimension) {
                throw new IllegalArgumentException("aesthetic head " + this + " takes embeddings of " + dimension
                        + " dimensions, but [" + model + "] gives " + image.dimension());
            }
        }
        double[] found = scores.apply(images);
        if (!Arrays.stream(found).allMatch(Double::isFinite)) {
            throw new IllegalStateException(
                    "aesthetic head " + this + " returned " + Arrays.toString(found) + ": it is broken");
        }
        return found;
    }

    /** Returns its file and kind. */
    @Override
    public String toString() {
        return name;
    }
}
