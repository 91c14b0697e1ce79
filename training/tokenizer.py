#!/usr/bin/env python3
"""Byte-level subword tokenizer, written as a Hugging Face `tokenizer.json`.

The same shape as CLIP's: NFC, white space collapsed, lower case; split into runs of letters,
single digits and runs of other signs; UTF-8 bytes as letters; byte-pair merges with `</w>` at
the end of a word. Every byte is in the vocabulary, so that no word can be unknown.

Run it to learn the merges from the captions and write `tokenizer.json` and
`tokenizer_config.json`.
"""
import argparse
import itertools
import json
import random
import unicodedata
from collections import Counter
from pathlib import Path

# the model directory that goes into the jar
SHIPPED = Path(__file__).parent.parent / "src/main/resources/io/github/clipunit/model/pictogram"
END = "</w>"
BEGIN_TOKEN, END_TOKEN = "<|startoftext|>", "<|endoftext|>"
SPLIT = r"[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def byte_letters():
    """GPT-2's table of a printable letter for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, spare = {}, 256
    for byte in range(256):
        letters[byte] = chr(byte) if byte in printable else chr(spare)
        spare += byte not in printable
    return letters


LETTERS = byte_letters()


def normalise(text):
    return "".join(c.lower() for c in " ".join(unicodedata.normalize("NFC", text).split()))


def kind(character):
    if character.isspace():
        return " "
    category = unicodedata.category(character)[0]
    return category if category in "LN" else "other"


def words(text):
    """Splits normalised text as SPLIT does, each word as a string of byte letters."""
    for group, characters in itertools.groupby(normalise(text), kind):
        if group == " ":
            continue
        word = "".join(characters)
        for part in word if group == "N" else [word]:
            yield "".join(LETTERS[b] for b in part.encode())


def learn(counts, size):
    """Learns merges from {word: count} until the vocabulary has `size` pieces."""
    pieces = {w: [*w[:-1], w[-1] + END] for w in counts}
    vocabulary = [*LETTERS.values(), *(letter + END for letter in LETTERS.values())]
    known, merges = set(vocabulary), []
    while len(vocabulary) < size - 2:
        pairs = Counter()
        for word, parts in pieces.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += counts[word]
        if not pairs:
            break
        best, count = min(pairs.items(), key=lambda item: (-item[1], item[0]))
        if count < 2:
            break
        merges.append(best)
        joined = "".join(best)
        if joined not in known:
            known.add(joined)
            vocabulary.append(joined)
        for word, parts in pieces.items():
            if joined in word + END:
                pieces[word] = merge(parts, best)
    vocabulary += [BEGIN_TOKEN, END_TOKEN]
    return {piece: i for i, piece in enumerate(vocabulary)}, merges


def merge(parts, pair):
    merged, i = [], 0
    while i < len(parts):
        if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
            merged.append(parts[i] + parts[i + 1])
            i += 2
        else:
            merged.append(parts[i])
            i += 1
    return merged


class Tokenizer:
    def __init__(self, folder):
        document = json.loads((Path(folder) / "tokenizer.json").read_text())
        self.vocabulary = document["model"]["vocab"]
        self.ranks = {tuple(m.split(" ")): i for i, m in enumerate(document["model"]["merges"])}
        self.begin, self.end = self.vocabulary[BEGIN_TOKEN], self.vocabulary[END_TOKEN]
        self.cache = {}

    def pieces(self, word, dropout=0.0):
        parts = [*word[:-1], word[-1] + END]
        while len(parts) > 1:
            pairs = [(self.ranks.get(p, 1 << 30), i) for i, p in enumerate(zip(parts, parts[1:]))]
            if dropout:
                pairs = [p for p in pairs if random.random() >= dropout] or [(1 << 30, 0)]
            rank, i = min(pairs)
            if rank == 1 << 30:
                break
            parts[i : i + 2] = [parts[i] + parts[i + 1]]
        return [self.vocabulary[p] for p in parts]

    def encode(self, text, dropout=0.0):
        """Returns the ids; with `dropout`, that share of merges is skipped at random."""
        ids = [self.begin]
        for chunk in normalise(text).split(" "):
            if dropout and random.random() < 0.15:
                for word in words(chunk):
                    ids += self.pieces(word, dropout)
                continue
            if chunk not in self.cache:
                self.cache[chunk] = [i for word in words(chunk) for i in self.pieces(word)]
            ids += self.cache[chunk]
        return [*ids[:76], self.end]


def document(vocabulary, merges):
    def special(content):
        return {"id": vocabulary[content], "content": content, "single_word": False, "lstrip": False,
                "rstrip": False, "normalized": False, "special": True}

    def template(*names):
        return [{"SpecialToken": {"id": BEGIN_TOKEN, "type_id": 0}},
                *({"Sequence": {"id": n, "type_id": i}} for i, n in enumerate(names)),
                {"SpecialToken": {"id": END_TOKEN, "type_id": 0}}]

    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [special(BEGIN_TOKEN), special(END_TOKEN)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFC"},
            {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
            {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": SPLIT}, "behavior": "Removed", "invert": True},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}]},
        "post_processor": {"type": "TemplateProcessing", "single": template("A"), "pair": template("A", "B"),
            "special_tokens": {t: {"id": t, "ids": [vocabulary[t]], "tokens": [t]} for t in (BEGIN_TOKEN, END_TOKEN)}},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": END, "fuse_unk": False, "vocab": vocabulary,
                  "merges": [" ".join(m) for m in merges]},
    }


def corpus():
    """Yields (text, weight): names and keywords once, the words of the phrasing often."""
    import emoji
    import phrases

    for e in emoji.load():
        yield e.name, 3
        yield phrases.plural(e.name), 1
        for keyword in e.keywords:
            yield keyword, 1
    for word in phrases.vocabulary():
        yield word, 50


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="model directory")
    parser.add_argument("--size", type=int, default=3200, help="pieces in the vocabulary")
    arguments = parser.parse_args()
    counts = Counter()
    for text, weight in corpus():
        for word in words(text):
            counts[word] += weight
    vocabulary, merges = learn(counts, arguments.size)
    arguments.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document(vocabulary, merges), ensure_ascii=False)
    (arguments.out / "tokenizer.json").write_text(text + "\n")
    (arguments.out / "tokenizer_config.json").write_text(json.dumps({
        "model_max_length": 77, "bos_token": BEGIN_TOKEN, "eos_token": END_TOKEN,
        "unk_token": END_TOKEN, "pad_token": END_TOKEN, "do_lower_case": True,
    }, indent=2) + "\n")
    print(f"{len(vocabulary)} pieces, {len(merges)} merges, from {len(counts)} words")


if __name__ == "__main__":
    main()
