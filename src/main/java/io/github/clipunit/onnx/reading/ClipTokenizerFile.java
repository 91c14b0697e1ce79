package io.github.clipunit.onnx.reading;

import com.google.gson.Gson;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code tokenizer.json} of a CLIP model that has only {@code vocab.json} and {@code merges.txt}, generated from
 * these as transformers' CLIPConverter does.
 */
record ClipTokenizerFile(String name, ModelFile vocabulary, ModelFile merges) implements ModelFile {

    private static final String FRAME = """
            {"added_tokens": [
              {"id": %1$d, "content": "<|startoftext|>", "normalized": true, "special": true,
               "single_word": false, "lstrip": false, "rstrip": false},
              {"id": %2$d, "content": "<|endoftext|>", "normalized": false, "special": true,
               "single_word": false, "lstrip": false, "rstrip": false}],
            "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"},
              {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "}, {"type": "Lowercase"}]},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
              {"type": "Split", "behavior": "Removed", "invert": true, "pattern": {"Regex":
                "<\\\\|startoftext\\\\|>|<\\\\|endoftext\\\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"}},
              {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}]},
            "post_processor": {"type": "RobertaProcessing", "trim_offsets": false, "add_prefix_space": false,
              "cls": ["<|startoftext|>", %1$d], "sep": ["<|endoftext|>", %2$d]},
            "model": {"type": "BPE", "unk_token": "<|endoftext|>", "continuing_subword_prefix": "",
              "end_of_word_suffix": "</w>", "fuse_unk": false, "vocab": %3$s, "merges": %4$s}}
            """;

    private static final int MOST = 1 << 24;

    @Override
    public Optional<Path> path() {
        return Optional.empty();
    }

    @Override
    public byte[] read() {
        ConfigFile vocab = ConfigFile.of(vocabulary);
        vocab.json().entrySet().forEach(token -> vocab.whole(token.getKey(), token.getValue(), 0, MOST));
        Optional<Integer> start = vocab.whole("<|startoftext|>", 0, MOST);
        Optional<Integer> end = vocab.whole("<|endoftext|>", 0, MOST);
        if (start.isEmpty() || end.isEmpty()) {
            throw vocab.malformed(
                    "it has no <|startoftext|> and <|endoftext|>, and only CLIP's vocabulary is supported");
        }
        String pairs = new Gson()
                .toJson(new String(merges.read(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#version"))
                        .toList());
        return FRAME.formatted(start.get(), end.get(), vocab.json(), pairs).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String description() {
        return vocabulary.description() + " with " + merges.description();
    }
}
