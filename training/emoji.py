#!/usr/bin/env python3
"""Lists the emoji that the model knows, with their English names and keywords from Unicode CLDR.

An emoji is listed when CLDR names it in English and Noto Color Emoji draws it; skin tones and
flags of countries, which CLDR derives by rule, are not. British spellings come from en_GB and
en_AU, further everyday words from synonyms.txt. The list is the label space of training and of the evaluation.
"""
import argparse
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

CLDR = Path("/usr/share/unicode/cldr/common/annotations")
NOTO = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
SYNONYMS = Path(__file__).parent / "synonyms.txt"
VARIATION_SELECTOR = "\ufe0f"


@dataclass
class Emoji:
    character: str
    name: str
    keywords: list = field(default_factory=list)

    @property
    def key(self):
        """The code points in hexadecimal, without variation selectors: the same in every set."""
        return "-".join(f"{ord(c):x}" for c in self.character if c != VARIATION_SELECTOR)

    @property
    def slug(self):
        """The name as icon sets write it in file names: `speak-no-evil-monkey`."""
        return slug(self.name)


def slug(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "").replace("&", " ")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def clean(text):
    """A name as a person would type it: no typographic quotes, no brackets."""
    text = text.replace("“", "").replace("”", "").replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"[()]", "", text)).strip().lower()


def annotations(locale):
    names, keywords = {}, {}
    for node in ElementTree.parse(CLDR / f"{locale}.xml").iter("annotation"):
        text = node.text or ""
        if "↑" in text:  # CLDR's mark for "inherited"
            continue
        if node.get("type") == "tts":
            names[node.get("cp")] = clean(text)
        else:
            keywords[node.get("cp")] = [clean(word) for word in text.split("|")]
    return names, keywords


def drawn_by_noto(character, font):
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (160, 160), (0, 0, 0, 0))
    ImageDraw.Draw(picture).text((0, 0), character, font=font, embedded_color=True)
    return picture.getchannel("A").getextrema()[1] > 0


@lru_cache(maxsize=1)
def load():
    """Returns the list of Emoji in CLDR's order; keywords exclude the name itself."""
    from PIL import ImageFont

    font = ImageFont.truetype(NOTO, 109)
    names, keywords = annotations("en")
    found = []
    for character, name in names.items():
        if character.isascii() or not drawn_by_noto(character, font):
            continue
        found.append(Emoji(character, name, list(keywords.get(character, []))))
    for locale in ("en_GB", "en_AU"):
        local_names, local_keywords = annotations(locale)
        for emoji in found:
            emoji.keywords += [local_names[emoji.character]] if emoji.character in local_names else []
            emoji.keywords += local_keywords.get(emoji.character, [])
    further = {}
    for line in SYNONYMS.read_text().splitlines():
        if line and not line.startswith("#"):
            name, words = line.split(":")
            further[name] = [clean(word) for word in words.split(",")]
    for emoji in found:
        emoji.keywords += further.get(emoji.name, [])
        emoji.keywords = [w for w in dict.fromkeys(emoji.keywords) if w and w != emoji.name]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--find", help="print only emoji whose name contains this")
    arguments = parser.parse_args()
    for emoji in load():
        if not arguments.find or arguments.find in emoji.name:
            print(emoji.key, emoji.name, emoji.keywords, sep="\t")


if __name__ == "__main__":
    main()
