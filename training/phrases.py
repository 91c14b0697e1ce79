#!/usr/bin/env python3
"""What captions say, and how: colours, shapes, counts, relations and varied phrasing.

A `Claim` is what a caption asserts; a `Phrasing` is how it is put. A hard negative is another
claim in the same phrasing, so that the two captions differ in one attribute and nothing else.
Run it to print examples.
"""
import argparse
import random
import re
from dataclasses import dataclass, replace

# colour: (other words for it, [RGB, ...])
COLOURS = {
    "red": (["crimson", "scarlet"], [(225, 25, 30), (200, 20, 40), (240, 50, 45), (255, 0, 0)]),
    "orange": ([], [(255, 140, 0), (250, 125, 20), (255, 160, 30), (255, 165, 0)]),
    "yellow": ([], [(255, 225, 30), (250, 215, 0), (255, 240, 70), (255, 255, 0)]),
    "green": ([], [(30, 160, 50), (20, 130, 40), (70, 190, 70), (0, 255, 0), (0, 128, 0)]),
    "blue": ([], [(25, 80, 220), (40, 110, 235), (20, 50, 180), (0, 0, 255)]),
    "purple": (["violet"], [(130, 40, 170), (110, 30, 190), (150, 70, 200), (128, 0, 128)]),
    "pink": ([], [(255, 130, 185), (250, 160, 200), (255, 105, 180), (255, 192, 203)]),
    "brown": ([], [(125, 70, 30), (105, 60, 35), (140, 85, 45), (139, 69, 19)]),
    "black": ([], [(15, 15, 15), (0, 0, 0), (30, 30, 32)]),
    "white": ([], [(252, 252, 252), (255, 255, 255), (242, 242, 244)]),
    "gray": (["grey"], [(130, 130, 130), (150, 150, 152), (110, 112, 115), (128, 128, 128)]),
    "turquoise": (["teal", "cyan"], [(40, 200, 200), (0, 170, 175), (60, 220, 215), (0, 255, 255)]),
}
# shape: other words for it
SHAPES = {
    "circle": ["disc", "disk", "round shape"], "square": [], "triangle": [], "star": ["five-pointed star"],
    "heart": ["heart shape"], "diamond": ["rhombus"], "pentagon": [], "hexagon": [], "cross": ["plus sign"],
    "crescent": ["crescent moon shape"], "oval": ["ellipse"], "rectangle": ["bar"], "ring": ["hoop"],
    "octagon": [], "semicircle": ["half circle"], "arrow": ["right-pointing arrow"],
}
TEXTURES = {"striped": ["lined"], "checkered": ["checked", "chequered"], "dotted": ["spotted", "polka dot"],
            "noisy": ["grainy"]}
NUMBERS = {1: ["one", "1", "a single"], 2: ["two", "2", "a pair of"], 3: ["three", "3"], 4: ["four", "4"],
           5: ["five", "5"]}
RELATIONS = {
    "left": ["to the left of", "left of", "on the left of", "on the left side of"],
    "right": ["to the right of", "right of", "on the right of", "on the right side of"],
    "above": ["above", "over", "on top of", "higher than"],
    "below": ["below", "under", "beneath", "underneath", "lower than"],
    "inside": ["inside", "in", "inside of", "within"],
    "beside": ["next to", "beside", "by"],
}
PLACES = {
    "left": ["on the left", "on the left side", "at the left"], "right": ["on the right", "on the right side", "at the right"],
    "above": ["at the top", "in the upper half"], "below": ["at the bottom", "in the lower half"],
}
OPPOSITE = {"left": "right", "right": "left", "above": "below", "below": "above"}
FRAMES = ["{}"] * 14 + [
    "a photo of {}", "an icon of {}", "a picture of {}", "an image of {}", "a drawing of {}", "an emoji of {}",
    "a pictogram of {}", "clip art of {}", "a cartoon of {}", "an illustration of {}", "a sticker of {}",
    "a rendering of {}", "a symbol of {}", "there is {}", "this is {}", "a sketch of {}", "a photograph of {}",
]
BARE_FRAMES = ["{} emoji", "{} icon", "emoji {}", "{} pictogram", "{} clipart", "{} symbol", "{} picture"]
PLURAL_FRAMES = [f for f in FRAMES if "this" not in f and "there" not in f] + ["there are {}"]
BACKGROUNDS = [" on a {} background"] * 5 + [
    " on {}", " against a {} background", " in front of a {} background", " with a {} background",
    ", {} background", " over a {} background", " on a {} backdrop", " on a plain {} background",
]
IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children", "mouse": "mice",
             "goose": "geese", "leaf": "leaves", "knife": "knives", "fish": "fish", "sheep": "sheep",
             "wolf": "wolves", "foot": "feet", "tooth": "teeth", "loaf": "loaves", "ox": "oxen", "deer": "deer"}
INNER = re.compile(r" (with|of|in|on|from|and|for|without|into|at|to|over|wearing|holding|playing|facing) ")


@dataclass(frozen=True)
class Noun:
    """A thing: an emoji's name, or a shape with its colour."""
    text: str
    colour: str = None

    def phrase(self):
        return f"{self.colour} {self.text}" if self.colour else self.text


@dataclass(frozen=True)
class Claim:
    """What a caption asserts. `kind` is single, count, relation, pair or part: one of two things, and perhaps where it is."""
    kind: str
    nouns: tuple
    relation: str = None
    count: int = None
    background: str = None


@dataclass(frozen=True)
class Phrasing:
    frame: str
    plural_frame: str
    article: str
    background: str
    number: int
    relation: int
    conjunction: str
    synonym: int


def phrasing(rng):
    bare = rng.random() < 0.1
    return Phrasing(
        frame=rng.choice(BARE_FRAMES) if bare else rng.choice(FRAMES),
        plural_frame=rng.choice(PLURAL_FRAMES),
        article="" if bare else rng.choice(["", "a", "a", "a", "the"]),
        background=rng.choice(BACKGROUNDS), number=rng.randrange(4), relation=rng.randrange(64),
        conjunction=rng.choice([" and ", " and ", " and ", ", ", " with ", " & "]), synonym=rng.randrange(24),
    )


def plural(name):
    inner = INNER.search(name)
    head, tail = (name[: inner.start()], name[inner.start() :]) if inner else (name, "")
    *front, word = head.split(" ")
    if word.endswith("ing") and front and front[0] in IRREGULAR:  # person running
        front[0] = IRREGULAR[front[0]]
    elif word in IRREGULAR:
        word = IRREGULAR[word]
    elif word.endswith("s") and not word.endswith("ss"):
        pass
    elif re.search(r"(s|x|z|ch|sh)$", word):
        word += "es"
    elif re.search(r"[^aeiou]y$", word):
        word = word[:-1] + "ies"
    else:
        word += "s"
    return " ".join([*front, word]) + tail


def with_article(text, article):
    if not article:
        return text
    if article == "a" and re.match(r"[aeiou](?!ni[cq]|ne)", text):
        article = "an"
    return f"{article} {text}"


def spoken(word, others, synonym):
    """The word itself two times in three, else one of the others."""
    return others[synonym % len(others)] if others and synonym % 3 == 0 else word


def say_noun(noun, p):
    text = spoken(noun.text, SHAPES.get(noun.text, []), p.synonym) if noun.colour else noun.text
    return f"{spoken(noun.colour, COLOURS[noun.colour][0], p.synonym // 3)} {text}" if noun.colour else text


def say(claim, p):
    """Puts a claim into words."""
    first = say_noun(claim.nouns[0], p)
    article = p.article
    if claim.kind == "single":
        text = p.frame.format(with_article(first, article))
    elif claim.kind == "part":
        text = p.plural_frame.replace("there are", "there is").format(with_article(first, article))
        if claim.relation:
            ways = PLACES[claim.relation]
            text += f" {ways[p.relation % len(ways)]}"
    elif claim.kind == "count":
        number = NUMBERS[claim.count][p.number % len(NUMBERS[claim.count])]
        text = p.plural_frame.format(f"{number} {first if claim.count == 1 else plural(first)}")
    else:
        article = article or ("a" if p.number else "")
        names = [with_article(say_noun(n, p), article) for n in claim.nouns]
        if claim.kind == "relation":
            ways = RELATIONS[claim.relation]
            names = [f"{names[0]} {ways[p.relation % len(ways)]} {names[1]}"]
        frame = p.plural_frame if "{}" in p.plural_frame else "{}"
        joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + p.conjunction + names[-1]
        text = frame.replace("there are", "there is").format(joined)
    if claim.background:
        words = COLOURS[claim.background][0] if claim.background in COLOURS else TEXTURES[claim.background]
        text += p.background.format(spoken(claim.background, words, p.synonym // 5))
    return text


def typo(text, rng):
    """Misspells one word of four letters or more: swaps, drops, doubles or replaces a letter."""
    places = [m for m in re.finditer(r"[a-z]{4,}", text)]
    if not places:
        return text
    place = rng.choice(places)
    word, i = place.group(), rng.randrange(1, len(place.group()) - 1)
    word = rng.choice([
        word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        word[:i] + word[i + 1 :],
        word[:i] + word[i] + word[i:],
        word[:i] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[i + 1 :],
        word + word[-1],
    ])
    return text[: place.start()] + word + text[place.end() :]


def drop_word(text, rng):
    parts = text.split(" ")
    if len(parts) < 3:
        return text
    del parts[rng.randrange(len(parts))]
    return " ".join(parts)


def vocabulary():
    """Every word the phrasing can use."""
    texts = [*FRAMES, *BARE_FRAMES, *BACKGROUNDS, *TEXTURES, *COLOURS, *SHAPES, "a an the and with"]
    for others in [*TEXTURES.values(), *(c[0] for c in COLOURS.values()), *SHAPES.values(), *NUMBERS.values(),
                   *RELATIONS.values()]:
        texts += others
    texts += [plural(s) for s in SHAPES]
    return sorted({w for t in texts for w in re.findall(r"[a-z0-9]+", t)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    rng = random.Random(parser.parse_args().seed)
    circle, square = Noun("circle", "red"), Noun("square", "blue")
    for claim in (
        Claim("single", (Noun("cat"),), background="green"), Claim("count", (Noun("mouse face"),), count=3),
        Claim("relation", (circle, square), relation="left"), Claim("pair", (circle, square), background="striped"),
    ):
        p = phrasing(rng)
        print(say(claim, p), "|", say(replace(claim, nouns=claim.nouns[::-1]), p), "|", typo(say(claim, p), rng))


if __name__ == "__main__":
    main()
