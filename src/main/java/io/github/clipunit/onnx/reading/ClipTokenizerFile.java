package io.github.clipunit.onnx.reading;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code tokenizer.json} of a CLIP model that has only {@code vocab.json} and {@code merges.txt}, made of these as
 * transformers' CLIPConverter makes it.
 */
record ClipTokenizerFile(ModelFile vocabulary, ModelFile merges) implements ModelFile {

    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";

    /** All but the vocabulary, the merges and the ids of the two special tokens. */
    private static final String FRAME = """
            {"version": "1.0", "added_tokens": [],
            "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"},
              {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "}, {"type": "Lowercase"}]},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
              {"type": "Split", "behavior": "Removed", "invert": true, "pattern": {"Regex":
                "<\\\\|startoftext\\\\|>|<\\\\|endoftext\\\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"}},
              {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}]},
            "post_processor": {"type": "RobertaProcessing", "trim_offsets": false, "add_prefix_space": false},
            "model": {"type": "BPE", "unk_token": "<|endoftext|>", "continuing_subword_prefix": "",
              "end_of_word_suffix": "</w>", "fuse_unk": false, "byte_fallback": false, "ignore_merges": false}}
            """;

    @Override
    public String name() {
        return vocabulary.name();
    }

    @Override
    public Optional<Path> path() {
        return Optional.empty();
    }

    @Override
    public byte[] read() {
        ConfigFile vocab = ConfigFile.of(vocabulary);
        JsonObject file = JsonParser.parseString(FRAME).getAsJsonObject();
        JsonObject model = file.getAsJsonObject("model");
        model.add("vocab", vocab.json());
        JsonArray pairs = new JsonArray();
        new String(merges.read(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#version"))
                .forEach(pairs::add);
        model.add("merges", pairs);
        JsonObject processor = file.getAsJsonObject("post_processor");
        processor.add("cls", special(vocab, START, true, file));
        processor.add("sep", special(vocab, END, false, file));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a special token, and gives its text with its id. */
    private static JsonArray special(ConfigFile vocab, String token, boolean isNormalized, JsonObject file) {
        int id = vocab.whole(vocab.json(), token, -1);
        if (id < 0) {
            throw vocab.malformed("it has no token [" + token + "], and only CLIP's vocabulary is known");
        }
        JsonObject added = new JsonObject();
        added.addProperty("id", id);
        added.addProperty("content", token);
        added.addProperty("normalized", isNormalized);
        for (String no : new String[] {"single_word", "lstrip", "rstrip"}) {
            added.addProperty(no, false);
        }
        added.addProperty("special", true);
        file.getAsJsonArray("added_tokens").add(added);
        JsonArray pair = new JsonArray();
        pair.add(token);
        pair.add(id);
        return pair;
    }

    @Override
    public String description() {
        return vocabulary.description() + " with " + merges.description();
    }
}
