#!/usr/bin/env python3
"""Invents scenes, puts them into words and draws them.

A scene is one to five objects (emoji in some style, or coloured shapes) on a background, with a
true caption and up to two hard negatives that differ from it in one attribute. `draw` composes
a batch at 64 x 64 from sprites scaled beforehand; `paint` draws one scene with Pillow at any
size, for the evaluation. Run it to paint a sheet of examples.
"""
import argparse
import json
import math
import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch.nn import functional as F

import emoji as emoji_list
import phrases
from phrases import COLOURS, OPPOSITE, RELATIONS, SHAPES, TEXTURES, Claim, Noun
from sprites import MONOCHROME

SIDE = 64
LEVELS = (64, 44, 32, 22, 16)
CONTAINERS = ("circle", "square", "ring", "hexagon", "octagon", "rectangle", "diamond", "heart", "pentagon", "oval")
PEERS = 3  # shape drawings differ: this many variants of each


def shape_mask(shape, variant):
    """Draws a shape as a 128 x 128 coverage mask; `variant` changes its proportions."""
    scale = 4
    side = 128 * scale
    picture = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(picture)
    c, r = side / 2, side * 0.47

    def polygon(n, turn=-90.0, inner=None):
        points = []
        for k in range(n * (2 if inner else 1)):
            radius = r if inner is None or k % 2 == 0 else r * inner
            angle = math.radians(turn + 360 * k / (n * (2 if inner else 1)))
            points.append((c + radius * math.cos(angle), c + radius * math.sin(angle)))
        draw.polygon(points, fill=255)

    def box(width, height, **options):
        draw.rectangle([c - r * width, c - r * height, c + r * width, c + r * height], fill=255, **options)

    if shape == "circle":
        draw.ellipse([c - r, c - r, c + r, c + r], fill=255)
    elif shape == "square":
        if variant == 1:
            draw.rounded_rectangle([c - r, c - r, c + r, c + r], radius=side * 0.06, fill=255)
        else:
            box(0.95, 0.95)
    elif shape == "triangle":
        height = (0.87, 1.0, 0.75)[variant]
        draw.polygon([(c, c - r * height), (c - r, c + r * height), (c + r, c + r * height)], fill=255)
    elif shape == "star":
        polygon(5, inner=(0.4, 0.48, 0.36)[variant])
    elif shape == "heart":
        t = np.linspace(0, 2 * math.pi, 200)
        x, y = 16 * np.sin(t) ** 3, 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
        stretch = (1.0, 1.1, 0.9)[variant]
        draw.polygon([(c + r * a / 17, c - r * stretch * (b + 2.5) / 17) for a, b in zip(x, y)], fill=255)
    elif shape == "diamond":
        width = (0.75, 1.0, 0.6)[variant]
        draw.polygon([(c, c - r), (c + r * width, c), (c, c + r), (c - r * width, c)], fill=255)
    elif shape == "pentagon":
        polygon(5)
    elif shape == "hexagon":
        polygon(6, turn=(0.0, -90.0, 0.0)[variant])
    elif shape == "octagon":
        polygon(8, turn=22.5)
    elif shape == "cross":
        width = (0.33, 0.25, 0.4)[variant]
        box(width, 1), box(1, width)
    elif shape == "crescent":
        draw.ellipse([c - r, c - r, c + r, c + r], fill=255)
        shift = r * (0.55, 0.7, 0.45)[variant]
        draw.ellipse([c - r + shift, c - r * 0.95, c + r * 0.95 + shift, c + r * 0.95], fill=0)
    elif shape == "oval":
        width, height = ((1, 0.6), (0.6, 1), (1, 0.5))[variant]
        draw.ellipse([c - r * width, c - r * height, c + r * width, c + r * height], fill=255)
    elif shape == "rectangle":
        box(*((1, 0.55), (0.5, 1), (1, 0.4))[variant])
    elif shape == "ring":
        draw.ellipse([c - r, c - r, c + r, c + r], fill=255)
        hole = r * (0.65, 0.55, 0.75)[variant]
        draw.ellipse([c - hole, c - hole, c + hole, c + hole], fill=0)
    elif shape == "semicircle":
        draw.pieslice([c - r, c - r * 0.5, c + r, c + r * 1.5], 180, 360, fill=255)
    elif shape == "arrow":
        neck, head = ((0.28, 0.1), (0.2, -0.1), (0.36, 0.15))[variant]
        draw.polygon([(c - r, c - r * neck), (c + r * head, c - r * neck), (c + r * head, c - r * 0.8), (c + r, c),
                      (c + r * head, c + r * 0.8), (c + r * head, c + r * neck), (c - r, c + r * neck)], fill=255)
    return np.asarray(picture.resize((128, 128), Image.BOX))


@dataclass
class Thing:
    """One object of a scene; place and size in parts of the side, angle in degrees."""
    row: int
    noun: Noun
    colour: tuple = None
    emoji: int = -1
    x: float = 0.5
    y: float = 0.5
    size: float = 0.5
    angle: float = 0.0


@dataclass
class Background:
    kind: str = "plain"
    first: tuple = (255, 255, 255)
    second: tuple = (255, 255, 255)
    angle: float = 0.0
    scale: float = 8.0
    seed: int = 0


@dataclass
class Scene:
    things: list
    background: Background
    claim: Claim
    caption: str
    negatives: list = field(default_factory=list)  # (attribute, caption)
    named: bool = False  # the caption is the name of the one emoji


class Catalogue:
    """All sprites: drawings of emoji by style, then masks of shapes."""

    def __init__(self, cache, styles=None, levels=True):
        cache = Path(cache)
        self.emoji = emoji_list.load()
        index = {e.key: i for i, e in enumerate(self.emoji)}
        rows = json.loads((cache / "sprites.json").read_text())
        self.sprites = np.load(cache / "sprites-128.npy", mmap_mode="r")
        self.by_emoji = [[] for _ in self.emoji]
        self.style = [r["style"] for r in rows]
        for i, r in enumerate(rows):
            if (r["style"] in styles) if styles else not r["held_out"]:
                self.by_emoji[index[r["key"]]].append(i)
        self.masks = {s: [] for s in SHAPES}
        self.shape_sprites = []
        for s in SHAPES:
            for variant in range(PEERS):
                self.masks[s].append(len(rows) + len(self.shape_sprites))
                white = np.full((128, 128, 4), 255, np.uint8)
                white[..., 3] = shape_mask(s, variant)
                self.shape_sprites.append(white)
        self.weights = [[self.weight(self.style[r]) for r in rows_] for rows_ in self.by_emoji]
        self.colourful = [any(re_colour in f" {w} " for w in [e.name, *e.keywords] for re_colour in COLOUR_WORDS)
                          for e in self.emoji]
        self.make_terms()
        self.usable = [i for i, r in enumerate(self.by_emoji) if r]
        if not (cache / "means.npy").exists():
            self.scale_sprites(cache)
        self.means = np.load(cache / "means.npy")
        self.levels = {s: torch.from_numpy(np.load(cache / f"level-{s}.npy")) for s in LEVELS} if levels else {}

    @staticmethod
    def weight(style):
        if style.endswith("-outlined"):
            return 0.45
        return {"noto": 1.8, "twemoji": 1.5}.get(style, 1.0)

    def sprite(self, row):
        """The 128 x 128 RGBA picture of a row."""
        base = len(self.style)
        return self.shape_sprites[row - base] if row >= base else self.sprites[row]

    def scale_sprites(self, cache):
        """Writes the sprites in every size of LEVELS (uint8, alpha premultiplied), and their mean colours."""
        out = {s: np.empty((len(self.style) + len(self.shape_sprites), s, s, 4), np.uint8) for s in LEVELS}
        means = np.zeros((len(out[64]), 3), np.float32)
        for start in range(0, len(means), 256):
            rows = range(start, min(start + 256, len(means)))
            x = torch.from_numpy(np.stack([self.sprite(r) for r in rows])).float()
            alpha = x[..., 3:] / 255
            x = torch.cat([x[..., :3] * alpha, x[..., 3:]], -1)
            means[rows] = x[..., :3].sum((1, 2)) / alpha.sum((1, 2)).clamp(min=1)
            x = x.permute(0, 3, 1, 2)
            for s in LEVELS:
                y = F.interpolate(x, size=(s, s), mode="bicubic", antialias=True).clamp(0, 255).round()
                out[s][rows] = torch.minimum(y, y[:, 3:]).permute(0, 2, 3, 1).to(torch.uint8)
        for s in LEVELS:
            np.save(cache / f"level-{s}.npy", out[s])
        np.save(cache / "means.npy", means)

    def make_terms(self):
        """Numbers everything a noun can be called, to know which caption also fits which scene."""
        self.term = {}
        for e in self.emoji:
            for text in (e.name, *e.keywords):
                self.term.setdefault(text, len(self.term))
        for shape in SHAPES:
            for text in (shape, *(f"{colour} {shape}" for colour in COLOURS)):
                self.term.setdefault(text, len(self.term))
        self.emoji_terms = [[self.term[t] for t in (e.name, *e.keywords)] for e in self.emoji]
        self.name_terms = np.array([self.term[e.name] for e in self.emoji])
        sharing = {}
        for i, e in enumerate(self.emoji):
            for text in (e.name, *e.keywords):
                sharing.setdefault(text, []).append(i)
        self.sharing = sharing
        names = {e.name for e in self.emoji}
        self.synonyms = []  # per emoji: keywords that name it well, rare ones preferred
        for e in self.emoji:
            good = [(w, 1 / len(sharing[w])) for w in e.keywords if w not in names and len(sharing[w]) <= 12]
            self.synonyms.append(([w for w, _ in good], [p for _, p in good]))

    def held(self, thing):
        """The terms that are true of a thing."""
        if thing.emoji >= 0:
            return self.emoji_terms[thing.emoji]
        return [self.term[thing.noun.text], self.term[thing.noun.phrase()]]


COLOUR_WORDS = [f" {w} " for c, (others, _) in COLOURS.items() for w in (c, *others)]


class Inventor:
    """Invents scenes. `rng` is a random.Random; the same seed gives the same scenes."""

    KINDS = {"emoji": 0.5, "shape": 0.06, "count": 0.09, "relation": 0.14, "pair": 0.1, "part": 0.11}

    def __init__(self, catalogue, rng):
        self.catalogue, self.rng = catalogue, rng

    def invent(self, kind=None, **options):
        if kind is None:
            kind = self.rng.choices(list(self.KINDS), list(self.KINDS.values()))[0]
        return getattr(self, kind)(**options)

    # -- what is in the scene

    def shape_thing(self, shape=None, colour=None):
        shape = shape or self.rng.choice(list(SHAPES))
        colour = colour or self.rng.choice(list(COLOURS))
        rgb = self.jitter(self.rng.choice(COLOURS[colour][1]), 8)
        row = self.rng.choice(self.catalogue.masks[shape])
        return Thing(row, Noun(shape, colour), rgb, angle=self.rng.uniform(-10, 10) * (self.rng.random() < 0.5))

    def emoji_thing(self, which=None, synonym=0.0):
        rng, catalogue = self.rng, self.catalogue
        which = rng.choice(catalogue.usable) if which is None else which
        row = rng.choices(catalogue.by_emoji[which], catalogue.weights[which])[0]
        text = catalogue.emoji[which].name
        words, weights = catalogue.synonyms[which]
        if words and rng.random() < synonym:
            text = rng.choices(words, weights)[0]
        angle = rng.uniform(-15, 15) if rng.random() < 0.5 else 0.0
        return Thing(row, Noun(text), emoji=which, angle=angle)

    def thing(self, shapes=0.6):
        return self.shape_thing() if self.rng.random() < shapes else self.emoji_thing(synonym=0.1)

    def two_things(self):
        rng = self.rng
        while True:
            a, b = self.thing(), self.thing()
            if a.noun.colour and b.noun.colour and rng.random() < 0.3:
                if rng.random() < 0.5:
                    b = self.shape_thing(shape=a.noun.text)
                else:
                    b = self.shape_thing(colour=a.noun.colour)
            if not set(self.catalogue.held(a)) & set(self.catalogue.held(b)) or (
                a.noun.colour and b.noun.colour and a.noun != b.noun
            ):
                return a, b

    def jitter(self, rgb, amount):
        return tuple(min(255, max(0, round(c + self.rng.gauss(0, amount)))) for c in rgb)

    def mean(self, thing):
        return thing.colour or tuple(self.catalogue.means[thing.row])

    def background(self, things, named=None):
        """Chooses a background that the things stand out from, and the word for it, if any."""
        rng = self.rng
        for _ in range(20):
            word = named or rng.choice([None] * 5 + list(COLOURS))
            if word in TEXTURES or (named is None and rng.random() < 0.06):
                word = word if word in TEXTURES else rng.choice(list(TEXTURES))
                first, second = self.any_colour(), self.any_colour()
                if distance(first, second) < 90:
                    continue
                kind = {"striped": "stripes", "checkered": "checks", "dotted": "dots", "noisy": "noise"}[word]
            elif word:
                first = self.jitter(rng.choice(COLOURS[word][1]), 6)
                second = self.jitter(first, 14)
                kind = rng.choice(["plain", "plain", "plain", "gradient", "stripes", "checks", "dots", "noise"])
            else:
                first = rng.choice([(255, 255, 255)] * 3 + [(0, 0, 0)] + [self.any_colour()] * 3)
                second = self.any_colour() if rng.random() < 0.5 else self.jitter(first, 25)
                kind = rng.choice(["plain"] * 3 + ["gradient"] * 2 + ["noise"])
            if kind == "plain":
                second = first
            if all(min(distance(self.mean(t), first), distance(self.mean(t), second)) > 75 for t in things):
                break
        return word, Background(kind, first, second, rng.uniform(0, 2 * math.pi), rng.uniform(6, 20), rng.getrandbits(30))

    def any_colour(self):
        rng = self.rng
        if rng.random() < 0.5:
            return self.jitter(rng.choice(COLOURS[rng.choice(list(COLOURS))][1]), 12)
        return tuple(rng.randrange(256) for _ in range(3))

    # -- where things are

    def scatter(self, things, low, high):
        """Places things of like size without overlap."""
        rng = self.rng
        size = rng.uniform(low, high)
        for attempt in range(60):
            if attempt % 20 == 19:
                size *= 0.85
            places, sizes = [], []
            for _ in things:
                s = size * rng.uniform(0.85, 1.1)
                for _ in range(12):
                    x, y = rng.uniform(s * 0.5, 1 - s * 0.5), rng.uniform(s * 0.5, 1 - s * 0.5)
                    if all(max(abs(x - u), abs(y - v)) > (s + t) * 0.47 for (u, v), t in zip(places, sizes)):
                        places.append((x, y))
                        sizes.append(s)
                        break
                else:
                    break
            if len(places) == len(things):
                break
        for thing, (x, y), s in zip(things, places, sizes):
            thing.x, thing.y, thing.size = x, y, s

    def arrange(self, a, b, relation):
        rng = self.rng
        if relation == "inside":
            b.size, a.size = rng.uniform(0.75, 0.95), rng.uniform(0.24, 0.36)
            b.x = a.x = 0.5 + rng.uniform(-0.04, 0.04)
            b.y = a.y = 0.5 + rng.uniform(-0.04, 0.04)
            a.x += rng.uniform(-0.05, 0.05)
            a.y += rng.uniform(-0.05, 0.05)
            return
        a.size, b.size = rng.uniform(0.25, 0.46), rng.uniform(0.25, 0.46)
        gap = (a.size + b.size) * 0.5 * 0.98
        along = rng.uniform(gap, min(gap + 0.25, 1 - (a.size + b.size) * 0.5))
        start = rng.uniform(a.size * 0.5, max(a.size * 0.5, 1 - b.size * 0.5 - along))
        across = rng.uniform(0.25, 0.75)
        drift = rng.uniform(-0.3, 0.3) * along
        first, second = (start, across - drift / 2), (start + along, across + drift / 2)
        if relation in ("right", "below") or (relation == "beside" and rng.random() < 0.5):
            first, second = (1 - first[0], first[1]), (1 - second[0], second[1])
        if relation in ("above", "below"):
            first, second = first[::-1], second[::-1]
        (a.x, a.y), (b.x, b.y) = first, second

    # -- scenes

    def finish(self, things, claim, nouns_shown, named=False, background=None, mention=0.25):
        """Adds a background, the caption and the hard negatives."""
        word, ground = self.background(things, background)
        if word and (background or self.rng.random() < mention or word in TEXTURES):
            claim = replace(claim, background=word)
        p = phrases.phrasing(self.rng)
        scene = Scene(nouns_shown, ground, claim, phrases.say(claim, p), named=named)
        scene.phrasing = p
        scene.negatives = self.negatives(claim, p, things)
        return scene

    def emoji(self, which=None, synonym=0.38, low=0.5, high=1.0, **options):
        rng = self.rng
        thing = self.emoji_thing(which, synonym)
        thing.size = rng.uniform(low, high)
        slack = max(0.0, 1 - thing.size) * 0.5
        thing.x, thing.y = 0.5 + rng.uniform(-slack, slack), 0.5 + rng.uniform(-slack, slack)
        named = thing.noun.text == self.catalogue.emoji[thing.emoji].name
        return self.finish([thing], Claim("single", (thing.noun,)), [thing], named, **options)

    def shape(self, low=0.3, high=0.95, **options):
        thing = self.shape_thing()
        thing.size = self.rng.uniform(low, high)
        slack = max(0.0, 1 - thing.size) * 0.5
        thing.x, thing.y = (0.5 + self.rng.uniform(-slack, slack) for _ in range(2))
        return self.finish([thing], Claim("single", (thing.noun,)), [thing], **{"mention": 0.5, **options})

    def count(self, number=None, **options):
        rng = self.rng
        number = number or rng.choice([1, 2, 2, 3, 3, 4, 4, 5, 5])
        first = self.shape_thing() if rng.random() < 0.5 else self.emoji_thing(synonym=0.05)
        things = [replace(first, angle=first.angle + rng.uniform(-4, 4)) for _ in range(number)]
        low, high = {1: (0.25, 0.7), 2: (0.26, 0.44), 3: (0.25, 0.38), 4: (0.24, 0.34), 5: (0.22, 0.31)}[number]
        self.scatter(things, low, high)
        return self.finish(things, Claim("count", (first.noun,), count=number), things, **options)

    def relation(self, relation=None, **options):
        rng = self.rng
        relation = relation or rng.choice(["left", "right", "above", "below"] * 4 + ["inside", "inside", "beside"])
        a, b = self.two_things()
        if relation == "inside":
            while True:
                b = self.shape_thing(shape=rng.choice(CONTAINERS))
                if b.noun.colour != a.noun.colour and distance(self.mean(a), self.mean(b)) > 90:
                    break
        self.arrange(a, b, relation)
        shown = [b, a] if relation == "inside" else [a, b]
        return self.finish(shown, Claim("relation", (a.noun, b.noun), relation=relation), shown, **options)

    def pair(self, shapes_only=None, **options):
        rng = self.rng
        if shapes_only or rng.random() < 0.6:
            a, b = rng.sample(list(SHAPES), 2)
            c, d = rng.sample(list(COLOURS), 2)
            things = [self.shape_thing(a, c), self.shape_thing(b, d)]
        else:
            things = list(self.two_things())
        if not shapes_only and rng.random() < 0.15:
            things.append(self.thing())
        self.scatter(things, 0.26, 0.46 if len(things) == 2 else 0.36)
        return self.finish(things, Claim("pair", tuple(t.noun for t in things)), things, **options)

    def part(self, **options):
        """One thing at one side, or two of which the caption names one: what relations and bindings are made of."""
        rng = self.rng
        where = rng.choice(["left", "right", "above", "below"])
        if rng.random() < 0.25:
            thing = self.thing(0.5)
            self.arrange(thing, replace(thing), where)
            return self.finish([thing], Claim("part", (thing.noun,), relation=where), [thing], mention=0.1, **options)
        if rng.random() < 0.75:
            a, b = rng.sample(list(SHAPES), 2)
            c, d = rng.sample(list(COLOURS), 2)
            things = [self.shape_thing(a, c), self.shape_thing(b, d)]
        else:
            things = list(self.two_things())
        self.arrange(*things, where)
        claim = Claim("part", (things[0].noun,), relation=where if rng.random() < 0.65 else None)
        return self.finish(things, claim, things, mention=0.1, **options)

    # -- captions that are wrong in one attribute

    def wrong(self, attribute, claim, things=None):
        """Returns the claim with one attribute wrong, or None where it has no such attribute."""
        rng, nouns = self.rng, list(claim.nouns)
        coloured = [i for i, n in enumerate(nouns) if n.colour]
        if attribute in ("colour", "shape"):
            if not coloured:
                return None
            i = rng.choice(coloured)
            if attribute == "colour":
                taken = {n.colour for n in nouns if n.text == nouns[i].text}
                nouns[i] = replace(nouns[i], colour=rng.choice([c for c in COLOURS if c not in taken]))
            else:
                taken = {n.text for n in nouns}
                nouns[i] = replace(nouns[i], text=rng.choice([s for s in SHAPES if s not in taken]))
            return replace(claim, nouns=tuple(nouns))
        if attribute == "object":
            named = [i for i, n in enumerate(nouns) if not n.colour]
            if not named:
                return None
            i = rng.choice(named)
            nouns[i] = Noun(self.other_emoji(nouns[i].text))
            return replace(claim, nouns=tuple(nouns))
        if attribute == "background":
            if not claim.background:
                return None
            choices = TEXTURES if claim.background in TEXTURES else COLOURS
            return replace(claim, background=rng.choice([c for c in choices if c != claim.background]))
        if attribute == "count":
            if claim.kind != "count":
                return None
            near = [n for n in (claim.count - 1, claim.count + 1) if 1 <= n <= 5]
            wrong = rng.choice(near if rng.random() < 0.6 else [n for n in range(1, 6) if n != claim.count])
            return replace(claim, count=wrong)
        if claim.kind == "part" and attribute in ("relation", "binding"):
            return self.wrong_part(attribute, claim, things[-1].noun)
        if attribute == "relation":
            if claim.kind != "relation" or claim.relation == "beside":
                return None
            if claim.relation in OPPOSITE and rng.random() < 0.5:
                return replace(claim, relation=OPPOSITE[claim.relation])
            return replace(claim, nouns=tuple(nouns[::-1]))
        if attribute == "place":
            if claim.kind != "relation":
                return None
            others = {"left": "above", "right": "below", "above": "right", "below": "left", "inside": "beside",
                      "beside": rng.choice(["inside", "above", "below"])}
            return replace(claim, relation=others[claim.relation])
        if attribute == "binding":
            if len(coloured) < 2:
                return None
            i, j = coloured[:2]
            if nouns[i].colour == nouns[j].colour or nouns[i].text == nouns[j].text:
                return None
            nouns[i], nouns[j] = (replace(nouns[i], colour=nouns[j].colour), replace(nouns[j], colour=nouns[i].colour))
            return replace(claim, nouns=tuple(nouns))
        raise ValueError(attribute)

    def wrong_part(self, attribute, claim, other):
        """The named one in the other's place, or the other in its place, or with the other's colour or shape."""
        rng, noun = self.rng, claim.nouns[0]
        if attribute == "relation":
            if not claim.relation:
                return None
            if rng.random() < 0.5 or other == noun:
                return replace(claim, relation=OPPOSITE[claim.relation])
            return replace(claim, nouns=(other,))
        if not noun.colour or not other.colour or noun.colour == other.colour or noun.text == other.text:
            return None
        mixed = rng.choice([replace(noun, colour=other.colour), replace(noun, text=other.text)])
        return replace(claim, nouns=(mixed,))

    WRONG = {"single": ["colour", "shape", "background", "background", "object"],
             "count": ["count", "count", "colour", "shape", "object", "background"],
             "relation": ["relation", "relation", "relation", "binding", "place", "colour", "shape", "background"],
             "part": ["relation", "relation", "binding", "binding", "object"],
             "pair": ["binding", "binding", "colour", "shape", "object", "background"]}

    def negatives(self, claim, p, things, most=2):
        found = {}
        order = self.WRONG[claim.kind]
        if claim.kind == "single" and not claim.background and not claim.nouns[0].colour:
            return []  # the names of all other emoji are its negatives
        for attribute in self.rng.sample(order, len(order)):
            if attribute in found:
                continue
            wrong = self.wrong(attribute, claim, things)
            if wrong:
                found[attribute] = phrases.say(wrong, p)
            if len(found) == most:
                break
        return list(found.items())

    def other_emoji(self, text):
        """The name of an emoji that `text` is not true of, one of the same sort if possible."""
        catalogue, rng = self.catalogue, self.rng
        mine = catalogue.sharing.get(text, [])
        near = None
        if mine and rng.random() < 0.5:
            keywords = catalogue.emoji[mine[0]].keywords
            near = catalogue.sharing[rng.choice(keywords)] if keywords else None
        for _ in range(10):
            other = rng.choice(near or catalogue.usable)
            if other not in mine:
                return catalogue.emoji[other].name
            near = None
        return "nothing"


def distance(a, b):
    return math.sqrt(sum((p - q) ** 2 for p, q in zip(a, b)))


# -- drawing


def paint_background(b, side):
    """Returns side x side x 3 floats."""
    first, second = np.array(b.first, np.float32), np.array(b.second, np.float32)
    if b.kind == "plain":
        return np.broadcast_to(first, (side, side, 3))
    if b.kind == "noise":
        grain = np.random.default_rng(b.seed).random((64, 64, 1), np.float32)
        if side != 64:
            rows = np.arange(side) * 64 // side
            grain = grain[rows][:, rows]
        mix = grain
    else:
        axis = np.arange(side, dtype=np.float32) / side - 0.5
        x, y = axis[None], axis[:, None]
        u, v = x * math.cos(b.angle) + y * math.sin(b.angle), y * math.cos(b.angle) - x * math.sin(b.angle)
        if b.kind == "gradient":
            mix = np.clip(u + 0.5, 0, 1)
        else:
            sharp, period = 3.0, 2 * math.pi * b.scale / 2.5
            if b.kind == "stripes":
                wave = np.sin(u * period)
            elif b.kind == "checks":
                wave = np.sin(u * period) * np.sin(v * period) * 1.5
            else:
                wave = np.cos(u * period) + np.cos(v * period) - 0.9
            mix = np.clip(wave * sharp + 0.5, 0, 1)
        mix = mix[..., None]
    return first + (second - first) * mix


def hue_matrix(angle, saturation):
    """Rotates colours around the grey axis and scales their distance from it."""
    grey = np.full((3, 3), 1 / 3)
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    turned = math.cos(angle) * (np.eye(3) - grey) + math.sin(angle) * cross
    return grey + saturation * turned


def recolouring(thing, catalogue, rng):
    """A 3 x 3 matrix and a shift for a thing's colours, so that the style does not give it away."""
    if thing.colour:
        return np.diag(np.array(thing.colour) / 255.0), np.zeros(3)
    style = catalogue.style[thing.row]
    fixed = catalogue.colourful[thing.emoji]
    if style in MONOCHROME:
        if rng.random() < 0.5:
            return np.eye(3), np.zeros(3)
        dark = np.array([rng.random() * 0.5 for _ in range(3)])
        light = np.array([1 - rng.random() * 0.4 for _ in range(3)])
        if rng.random() < 0.2:
            dark, light = light, dark
        return np.diag(light - dark), dark
    dice = rng.random()
    if fixed or dice < 0.55:
        return np.eye(3) * rng.uniform(0.9, 1.05), np.zeros(3)
    if dice < 0.63:
        return hue_matrix(0, 0) * rng.uniform(0.8, 1.1), np.zeros(3)
    if dice < 0.75:
        return hue_matrix(rng.uniform(-math.pi, math.pi), rng.uniform(0.6, 1.2)), np.zeros(3)
    return hue_matrix(rng.gauss(0, 0.25), rng.uniform(0.4, 1.4)), np.zeros(3)


PATCHES = (24, 32, 48, 64, 84)


def draw(scenes, catalogue, rng):
    """Composes scenes at 64 x 64. Returns uint8 [batch, 64, 64, 3]."""
    canvas = np.stack([paint_background(s.background, SIDE) for s in scenes]).astype(np.float32)
    groups = {}
    for i, scene in enumerate(scenes):
        for k, thing in enumerate(scene.things):
            size = thing.size * SIDE
            patch = next((p for p in PATCHES if p >= size * (1.0 if thing.angle == 0 else 1.2) + 2), PATCHES[-1])
            level = next((l for l in reversed(LEVELS) if l >= size * 0.95), LEVELS[0])
            groups.setdefault((patch, level), []).append((i, k, thing, size))
    patches = {}
    for (patch, level), members in groups.items():
        sprites = catalogue.levels[level][[t.row for _, _, t, _ in members]].permute(0, 3, 1, 2).float()
        theta = np.zeros((len(members), 2, 3), np.float32)
        mix, shift = np.zeros((len(members), 3, 3), np.float32), np.zeros((len(members), 3), np.float32)
        corners = []
        for n, (i, k, thing, size) in enumerate(members):
            x, y = thing.x * SIDE, thing.y * SIDE
            left, top = round(x - patch / 2), round(y - patch / 2)
            corners.append((left, top))
            dx, dy = x - left - patch / 2, y - top - patch / 2
            squeeze = rng.uniform(0.93, 1.07)
            c, s = math.cos(math.radians(thing.angle)), math.sin(math.radians(thing.angle))
            rotation = np.array([[c, s], [-s, c]]) / np.array([[squeeze], [1 / squeeze]])
            theta[n, :, :2] = rotation * patch / size
            theta[n, :, 2] = -(rotation @ np.array([dx, dy])) * 2 / size
            mix[n], shift[n] = recolouring(thing, catalogue, rng)
        grid = F.affine_grid(torch.from_numpy(theta), (len(members), 4, patch, patch), align_corners=False)
        drawn = F.grid_sample(sprites, grid, align_corners=False)
        alpha = drawn[:, 3:] / 255
        colour = torch.einsum("ncyx,ndc->ndyx", drawn[:, :3], torch.from_numpy(mix))
        colour = colour + torch.from_numpy(shift)[:, :, None, None] * drawn[:, 3:]
        colour = torch.minimum(colour.clamp(min=0), drawn[:, 3:])
        colour, alpha = colour.permute(0, 2, 3, 1).numpy(), alpha.permute(0, 2, 3, 1).numpy()
        for n, (i, k, _, _) in enumerate(members):
            patches[i, k] = (colour[n], alpha[n], *corners[n])
    for i, scene in enumerate(scenes):
        for k in range(len(scene.things)):
            colour, alpha, left, top = patches[i, k]
            patch = len(alpha)
            x0, y0, x1, y1 = max(0, left), max(0, top), min(SIDE, left + patch), min(SIDE, top + patch)
            part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
            area = canvas[i, y0:y1, x0:x1]
            area *= 1 - alpha[part]
            area += colour[part]
        if len(scene.things) == 1 and rng.random() < 0.12:
            occlude(canvas[i], rng)
    return finish_pictures(canvas, scenes, rng)


def occlude(picture, rng):
    """Covers a corner of the picture with a bar of one colour."""
    depth = rng.randrange(4, 16)
    colour = [rng.randrange(256) for _ in range(3)]
    side = rng.randrange(4)
    area = (picture[:depth], picture[-depth:], picture[:, :depth], picture[:, -depth:])[side]
    area[...] = colour


def finish_pictures(canvas, scenes, rng):
    """Light, contrast, blur, sharpening and grain: what files and resampling do to a picture."""
    noise = np.random.default_rng(rng.getrandbits(32))
    dice = noise.random(len(canvas))
    x = torch.from_numpy(canvas).permute(0, 3, 1, 2)
    touched = torch.from_numpy(np.flatnonzero(dice < 0.4))
    some = x[touched]
    wide = F.pad(some, (1, 1, 1, 1), mode="replicate")
    soft = wide[:, :, :-2, 1:-1] + wide[:, :, 2:, 1:-1] + wide[:, :, 1:-1, :-2] + wide[:, :, 1:-1, 2:]
    soft = (soft + some) / 5
    amount = noise.choice([0.5, 0.9, -0.5, -0.9], len(some)).astype(np.float32)
    x[touched] = some + (soft - some) * torch.from_numpy(amount)[:, None, None, None]
    touched = np.flatnonzero(noise.random(len(canvas)) < 0.5)
    canvas[touched] *= noise.uniform(0.85, 1.05, (len(touched), 1, 1, 1)).astype(np.float32)
    canvas[touched] += noise.normal(0, 6, (len(touched), 1, 1, 1)).astype(np.float32)
    for i in np.flatnonzero(dice > 0.88):
        canvas[i] += noise.standard_normal(canvas[i].shape, np.float32) * 8
    return x.clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous().numpy()


def paint(scene, catalogue, side):
    """Draws one scene with Pillow at side x side, without any augmentation."""
    ground = paint_background(scene.background, side)
    picture = Image.fromarray(np.clip(np.rint(ground), 0, 255).astype(np.uint8))
    for thing in scene.things:
        sprite = np.array(catalogue.sprite(thing.row))
        if thing.colour:
            sprite[..., :3] = np.array(thing.colour)
        drawn = Image.fromarray(sprite)
        if thing.angle:
            drawn = drawn.rotate(-thing.angle, Image.BICUBIC, expand=True)
        size = max(1, round(thing.size * side * drawn.width / 128))
        drawn = drawn.resize((size, size), Image.BICUBIC)
        picture.paste(drawn, (round(thing.x * side - size / 2), round(thing.y * side - size / 2)), drawn)
    return picture


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="PNG file for the sheet")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    catalogue = Catalogue(arguments.cache)
    inventor = Inventor(catalogue, rng)
    scenes = [inventor.invent() for _ in range(60)]
    drawn = draw(scenes, catalogue, rng)
    sheet = Image.new("RGB", (10 * 140, 12 * 70))
    for i, scene in enumerate(scenes):
        x, y = i % 10 * 140, i // 10 * 140
        sheet.paste(Image.fromarray(drawn[i]), (x, y))
        sheet.paste(paint(scene, catalogue, 128).resize((64, 64), Image.BICUBIC), (x + 70, y))
        ImageDraw.Draw(sheet).text((x, y + 70), scene.caption[:24] + "\n" + scene.caption[24:48] + "\n" + "\n".join(c[:24] for _, c in scene.negatives))
    sheet.save(arguments.out)
    for scene in scenes[:20]:
        print(scene.caption, "|", *scene.negatives)


if __name__ == "__main__":
    main()
