package io.github.clipunit.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AestheticHeadTest {

    private static final Path HEADS = Path.of("src/test/resources/heads");
    private static final Path LAION = Path.of("../shared/conformance/laion-aesthetic");
    private static final String B32 = "openai/clip-vit-base-patch32";
    private static final String B16 = "openai/clip-vit-base-patch16";
    private static final String KNOWN = B32 + ", " + B16 + ", openai/clip-vit-large-patch14";

    @TempDir
    private Path folder;

    // ---- values
    // --------------------------------------------------------------------------------------------------------

    private static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> scored() {
        return json(HEADS.resolve("heads.json")).getAsJsonObject("scores").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("scored")
    void should_score_as_pytorch_does(String file) {
        JsonObject expected = json(HEADS.resolve("heads.json"));
        List<Embedding> images = StreamSupport.stream(
                        expected.getAsJsonArray("embeddings").spliterator(), false)
                .map(numbers -> Embedding.of(floats(numbers)))
                .toList();

        AestheticHead head = AestheticHead.of(HEADS.resolve(file), B32);

        assertThat(head.dimension()).isEqualTo(24);
        double[] scores = head.scores(images);
        for (int i = 0; i < scores.length; i++) {
            assertThat(scores[i])
                    .isCloseTo(
                            expected.getAsJsonObject("scores")
                                    .getAsJsonArray(file)
                                    .get(i)
                                    .getAsDouble(),
                            within(1e-6));
        }
    }

    private static float[] floats(JsonElement numbers) {
        float[] floats = new float[numbers.getAsJsonArray().size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.getAsJsonArray().get(i).getAsFloat();
        }
        return floats;
    }

    @Test
    void should_give_the_published_scores_of_laions_heads() {
        assumeTrue(Files.isDirectory(LAION), "LAION's heads are not at " + LAION);
        int compared = 0;
        for (JsonElement each : json(LAION.resolve("cases.json")).getAsJsonArray("heads")) {
            JsonObject expected = each.getAsJsonObject();
            AestheticHead head =
                    AestheticHead.of(LAION.resolve(expected.get("file").getAsString()), B32);
            assertThat(head.dimension()).isEqualTo(expected.get("dimension").getAsInt());
            for (JsonElement picture : expected.getAsJsonArray("cases")) {
                double score = head.scores(List.of(embedding(picture.getAsJsonObject())))[0];
                assertThat(score)
                        .isCloseTo(picture.getAsJsonObject().get("score").getAsDouble(), within(1e-5));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(20);
    }

    private static Embedding embedding(JsonObject picture) {
        ByteBuffer bytes = ByteBuffer.wrap(
                        Base64.getDecoder().decode(picture.get("embedding").getAsString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(numbers);
        return Embedding.of(numbers);
    }

    @Test
    void should_say_what_it_is() {
        assertThat(AestheticHead.of(HEADS.resolve("linear.pth"), B32)).hasToString(named("linear.pth", "linear"));
        assertThat(AestheticHead.of(HEADS.resolve("improved.pth"), B32))
                .hasToString(named("improved.pth", "5 linear layers without activations"));
        assertThat(AestheticHead.of(HEADS.resolve("relu.onnx"), B32)).hasToString(named("relu.onnx", "graph"));
    }

    private static String named(String file, String kind) {
        try {
            return file + " (" + kind + ", sha256 "
                    + Sha256.hex(Files.readAllBytes(HEADS.resolve(file))).substring(0, 8) + ")";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- files that are refused
    // ------------------------------------------------------------------------------------------

    private static void refused(Path file, String message) {
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> AestheticHead.of(file, B32))
                .withMessage("aesthetic head [" + file + "] " + message);
    }

    private static final String LAYERS =
            "cannot be used: linear layers must have a weight [out, in] each and a bias [out] or none, take the"
                    + " output of the one before and end in one number, but it has ";
    private static final String AS_GRAPH = ": give a head of another kind, or one with activations, as .onnx";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "legacy.pth | cannot be used: it is in the format that PyTorch wrote before 1.6: save it again, with"
                        + " torch.save(torch.load(file, map_location='cpu'), file)",
                "whole-module.pth | cannot be used: it refers to [torch.nn.modules.container.Sequential], and no code"
                        + " that a file refers to is run: save with torch.save(model.state_dict(), file), or give the"
                        + " head as .onnx",
                "evil.pth | cannot be used: it refers to [posix.system], and no code that a file refers to is run:"
                        + " save with torch.save(model.state_dict(), file), or give the head as .onnx",
                "checkpoint.pth | cannot be used: its entry [state_dict] is not a tensor: save with"
                        + " torch.save(model.state_dict(), file)",
                "two-numbers.pth | " + LAYERS + "weight [2, 24]" + AS_GRAPH,
                "unchained.pth | " + LAYERS + "a.weight [8, 24], b.weight [1, 9]" + AS_GRAPH,
                "layer-norm.pth | " + LAYERS
                        + "0.weight [4, 24], 0.bias [4], 1.weight [4], 1.bias [4], 2.weight [1, 4]," + " 2.bias [1]"
                        + AS_GRAPH,
                "turned.pth | cannot be used: it has a tensor that is not contiguous: save it after .contiguous()",
                "nan.pth | cannot be used: not all of its numbers are finite",
                "whole-numbers.pth | cannot be used: it has numbers of type [IntStorage], not F32, F16 or BF16",
                "compressed.pth | cannot be used: it is compressed, but torch.save compresses nothing",
                "short-storage.pth | cannot be used: it has 23 numbers for the shape [24]",
                "cut-off.pth | cannot be read: java.util.zip.ZipException: zip END header not found",
                "cut-off.safetensors | is damaged, or holds no state dict",
                "long-header.safetensors | cannot be used: its header has 1099511627776 bytes, at most 1048576 are read",
                "heads.json | cannot be used: it is not a .pth, .pt, .safetensors or .onnx file",
            })
    void should_say_why_a_file_holds_no_head(String file, String message) {
        refused(HEADS.resolve(file), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two-outputs-a-row.onnx | a head must return one number per embedding",
                "open-dimension.onnx | a head must take [n, dimension], where dimension is fixed and n is variable or"
                        + " 1",
            })
    void should_say_why_a_graph_is_no_head(String file, String message) {
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> AestheticHead.of(HEADS.resolve(file), B32)
                        .scores(List.of(Embedding.of(
                                new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))))
                .withMessageStartingWith("model file [" + HEADS.resolve(file) + "] is not a usable graph: " + message
                        + "; its inputs are embedding FLOAT[-1, ");
    }

    @Test
    void should_refuse_what_is_no_file_of_a_head() throws IOException {
        refused(
                folder.resolve("no.pth"),
                "cannot be read: java.nio.file.NoSuchFileException: " + folder.resolve("no.pth"));
        Path page = Files.writeString(folder.resolve("page.pth"), "<html>blocked</html>");
        refused(page, "cannot be read: java.util.zip.ZipException: zip END header not found");
        Path pointer = Files.writeString(
                folder.resolve("pointer.safetensors"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
        refused(pointer, "cannot be used: it is a Git LFS pointer: git lfs install && git lfs pull");
        Path large = folder.resolve("large.onnx");
        try (var channel = Files.newByteChannel(large, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(16 << 20).write(ByteBuffer.allocate(1));
        }
        refused(large, "cannot be used: it has 16777217 bytes, and heads have at most 16777216");
        refused(Files.write(folder.resolve("empty.safetensors"), new byte[0]), "is damaged, or holds no state dict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                // two tensors on the same bytes, and one that reaches beyond the end
                "{'a.weight':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]},'b.weight':{'dtype':'F32','shape':[1,2],"
                        + "'data_offsets':[0,8]},'c.weight':{'dtype':'F32','shape':[1,30],'data_offsets':[0,120]},"
                        + "'d.weight':{'dtype':'F32','shape':[1,30],'data_offsets':[0,120]},"
                        + "'e.weight':{'dtype':'F32','shape':[1,30],'data_offsets':[0,120]},"
                        + "'f.weight':{'dtype':'F32','shape':[1,30],'data_offsets':[0,120]},"
                        + "'g.weight':{'dtype':'F32','shape':[1,30],'data_offsets':[0,120]}} | cannot be used: its"
                        + " parts overlap",
                "{'weight':{'dtype':'F32','shape':[1,3],'data_offsets':[0,124]}} | is damaged, or holds no state dict",
                "{'weight':{'dtype':'F32','shape':[1,3],'data_offsets':[8,4]}} | is damaged, or holds no state dict",
                "{'weight':{'dtype':'F32','shape':[1,3],'data_offsets':[-4,8]}} | is damaged, or holds no state dict",
                "{'weight':{'dtype':'F32','shape':[1,3],'data_offsets':[0,8]}} | cannot be used: it has 2 numbers for the"
                        + " shape [1, 3]",
                "{'weight':{'dtype':'F32','shape':[1,9000000000000000000,9],'data_offsets':[0,8]}} | is damaged, or holds no"
                        + " state dict",
                "{'weight':{'dtype':'F32','shape':[-1,-2],'data_offsets':[0,8]}} | " + LAYERS + "weight [-1, -2]"
                        + AS_GRAPH,
                "{'weight':{'dtype':'I64','shape':[1,1],'data_offsets':[0,8]}} | cannot be used: it has numbers of type"
                        + " [I64], not F32, F16 or BF16",
                "{'weight':{'dtype':'F32','shape':[1,0],'data_offsets':[0,0]}} | " + LAYERS + "weight [1, 0]"
                        + AS_GRAPH,
                "{'weight':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | " + LAYERS + "weight [2]" + AS_GRAPH,
                "{'bias':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | " + LAYERS + "bias [1]" + AS_GRAPH,
                "{'__metadata__':{}} | " + LAYERS + AS_GRAPH,
                "[] | cannot be used: field [the whole] must be an object, but is [[]]",
            })
    void should_not_believe_a_header(String header, String message) {
        Path file = TestHeads.write(folder.resolve("lying.safetensors"), header.replace('\'', '"'), new float[30]);

        refused(file, message);
    }

    /** Stacks that are too short, values of the wrong kind, lengths beyond the end, code; a tilde stands for a line break. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(. | is damaged, or holds no state dict",
                "t. | is damaged, or holds no state dict",
                "}q\u0000h\u0007. | is damaged, or holds no state dict",
                "X\u007f\u007f\u007f\u007fa. | is damaged, or holds no state dict",
                "}}s. | is damaged, or holds no state dict",
                "}(}}u. | is damaged, or holds no state dict",
                "K\u0001. | is damaged, or holds no state dict",
                "} | is damaged, or holds no state dict",
                "Z. | cannot be used: its pickle has the instruction 0x5a, which no state dict needs",
                "cbuiltins~eval~. | cannot be used: it refers to [builtins.eval], and no code that a file refers to"
                        + " is run: save with torch.save(model.state_dict(), file), or give the head as .onnx",
            })
    void should_not_trust_a_pickle(String pickle, String message) throws IOException {
        Path file = folder.resolve("hostile.pth");
        byte[] content = pickle.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            var entry = new ZipEntry("archive/data.pkl");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            var crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }

        refused(file, message);
    }

    @Test
    void should_refuse_numbers_that_are_not_finite_and_embeddings_of_another_dimension() {
        AestheticHead head = AestheticHead.of(TestHeads.write(folder.resolve("own.safetensors"), 1, 2), B32);

        assertThat(head.scores(List.of(Embedding.of(1, 0), Embedding.of(0, -1))))
                .containsExactly(1, -2);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> head.scores(List.of(Embedding.of(1, 0, 0))))
                .withMessage("aesthetic head " + head + " takes embeddings of 2 dimensions, but [" + B32 + "] gives 3");
    }

    // ---- which model it belongs to
    // ---------------------------------------------------------------------------------------

    private Settings settings(String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "clipunit.cache.dir", folder.resolve("hub").toString(),
                "clipunit.lock.file", folder.resolve("clipunit-models.lock").toString(),
                "clipunit.offline", "true"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return Settings.of(values);
    }

    private static ClipModel model(String id, boolean ofHub, Map<String, String> files) {
        NavigableMap<String, String> hashes = new TreeMap<>(files);
        return ClipModel.of(id, Preprocessing.of("none"), () -> Logits.CLIP, OptionalInt.empty(), () -> hashes)
                .at(ofHub ? Optional.of("0123456789abcdef0123456789abcdef01234567") : Optional.empty());
    }

    private static final Map<String, String> UNKNOWN_TOWER = Map.of("onnx/vision_model.onnx", "a".repeat(64));
    private static final Map<String, String> B32_INT8_TOWER =
            Map.of("vision.onnx", "583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299");

    private void requireNone(ClipModel model, String described, String name) {
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> AestheticHead.find(settings(), model))
                .withMessage("no aesthetic head is known for model " + described + ", only for " + KNOWN
                        + " (and for folders with the vision tower of one of these): set clipunit.model to one of"
                        + " these, or clipunit.aesthetic.head to the path of a head of your own and"
                        + " clipunit.aesthetic.head.model="
                        + name);
    }

    @Test
    void should_refuse_a_model_without_a_head() {
        requireNone(ClipModel.of("my-scorer"), "[my-scorer]", "my-scorer");
        ClipModel siglip = model("google/siglip2-base-patch16-224", true, UNKNOWN_TOWER);
        requireNone(
                siglip,
                "[google/siglip2-base-patch16-224] (digest " + siglip.digest().substring(0, 16) + ")",
                "google/siglip2-base-patch16-224");
    }

    /** Whatever a folder is called, it may hold anything. */
    @Test
    void should_not_believe_the_name_of_a_folder() {
        ClipModel folderOfThatName = model(B32, false, UNKNOWN_TOWER);
        String digest = folderOfThatName.digest().substring(0, 16);

        requireNone(folderOfThatName, "[" + B32 + "] (digest " + digest + ")", digest);
    }

    @Test
    void should_find_laions_head_by_name_repository_and_vision_tower() throws IOException {
        assumeTrue(Files.isDirectory(LAION), "LAION's heads are not at " + LAION);
        Path cached = folder.resolve("hub/models--github.com--LAION-AI--aesthetic-predictor/snapshots/"
                + "814214009feff106add4bb983807704ccdd5a0db/sa_0_4_vit_b_32_linear.pth");
        Files.createDirectories(cached.getParent());
        Files.copy(LAION.resolve("sa_0_4_vit_b_32_linear.pth"), cached);

        for (ClipModel model : List.of(
                ClipModel.of(B32),
                model(B32, true, UNKNOWN_TOWER),
                model("Xenova/clip-vit-base-patch32", true, UNKNOWN_TOWER),
                model("models/ours", false, B32_INT8_TOWER))) {
            assertThat(AestheticHead.find(settings(), model))
                    .hasToString("sa_0_4_vit_b_32_linear.pth (linear, sha256 c7b14cea)");
        }
        assertThat(folder.resolve("clipunit-models.lock")).doesNotExist();
    }

    @Test
    void should_know_a_folder_by_the_tower_that_the_lock_file_pins() throws IOException {
        Files.writeString(
                folder.resolve("clipunit-models.lock"),
                "{\"models\": {\"Xenova/clip-vit-base-patch16\": {\"revision\": \"" + "1".repeat(40)
                        + "\", \"files\": {\"onnx/vision_model.onnx\": {\"size\": 1, \"sha256\": \"" + "b".repeat(64)
                        + "\"}}}}}");

        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> AestheticHead.find(
                        settings(), model("models/b16", false, Map.of("vision_model.onnx", "b".repeat(64)))))
                .withMessage("model [aesthetic head of " + B16 + "] cannot be used: the cache ["
                        + folder.resolve("hub") + "] lacks [sa_0_4_vit_b_16_linear.pth] of"
                        + " [github.com/LAION-AI/aesthetic-predictor], and downloads are off (clipunit.offline=true). Ways to"
                        + " get one: run clipunit models fetch " + B16
                        + " --aesthetic-head where there is a network, and keep the cache [" + folder.resolve("hub")
                        + "]; or take [https://raw.githubusercontent.com/LAION-AI/aesthetic-predictor/"
                        + "7e37768a02b0863eac390a702903aaa90ecf938e/sa_0_4_vit_b_16_linear.pth] by other means, and set"
                        + " clipunit.aesthetic.head to its path and clipunit.aesthetic.head.model=" + B16);
    }

    @Test
    void should_demand_the_model_of_an_own_head() {
        Path own = TestHeads.write(folder.resolve("own.safetensors"), 1, 2);
        ClipModel jar = model("pictogram", false, UNKNOWN_TOWER);
        String digest = jar.digest().substring(0, 16);

        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> AestheticHead.find(settings("clipunit.aesthetic.head", own.toString()), jar))
                .withMessage(
                        "clipunit.aesthetic.head = [" + own + "] does not state which model's embeddings the head was"
                                + " trained on: set clipunit.aesthetic.head.model=" + digest
                                + " if they are those of [pictogram] (digest " + digest + ")");
        assertThat(AestheticHead.find(
                        settings("clipunit.aesthetic.head", own.toString(), "clipunit.aesthetic.head.model", digest),
                        jar))
                .hasToString("own.safetensors (linear, sha256 "
                        + AestheticHead.of(own, B32).toString().replaceFirst(".*sha256 ", ""));
    }

    @Test
    void should_take_an_own_head_for_its_model_alone() {
        Path own = TestHeads.write(folder.resolve("own.safetensors"), 1, 2);
        ClipModel ours = model("models/ours", false, B32_INT8_TOWER);
        ClipModel other = model("acme/other", true, UNKNOWN_TOWER);

        for (String name : List.of(
                B32,
                "Xenova/clip-vit-base-patch32",
                "models/ours",
                ours.digest(),
                ours.digest().substring(0, 8))) {
            AestheticHead head = AestheticHead.of(own, name);
            assertThat(head.requireFor(settings(), ours)).isSameAs(head);
            assertThatExceptionOfType(ModelUnavailableException.class)
                    .isThrownBy(() -> head.requireFor(settings(), other))
                    .withMessage("aesthetic head " + head + " belongs to model [" + name
                            + "], and its numbers mean nothing for the embeddings of [acme/other] (digest "
                            + other.digest().substring(0, 16)
                            + "): run with that model, or name a head that was trained on this one's, with"
                            + " clipunit.aesthetic.head and clipunit.aesthetic.head.model=acme/other, or"
                            + " AestheticHead.of(file, \"acme/other\")");
        }
        // seven digits are no digest, and the beginning of a name no name
        for (String name : List.of(ours.digest().substring(0, 7), "models")) {
            assertThatExceptionOfType(ModelUnavailableException.class)
                    .isThrownBy(() -> AestheticHead.of(own, name).requireFor(settings(), ours));
        }
    }
}
