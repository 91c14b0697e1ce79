#!/usr/bin/env python3
"""Trains pictogram on scenes invented as it goes.

One process per core, each with its own batches and a single thread; their gradients are averaged
through shared memory. (Two threads on one batch lose most of their time as soon as something
else runs on the machine; processes that meet once a step do not.)

The loss has seven parts. A picture against all captions of the batch, its own hard negatives and
the names of all emoji; a caption against all pictures of the batch; a picture against its own
hard negatives alone; a picture of one emoji among a learned proxy for each emoji, whatever its
caption calls it; and names without a picture, misspelt, in the plural or replaced by a synonym,
among the same proxies. Every coloured shape and every place has a proxy too: a picture among those of all coloured shapes,
and of what it holds at which side, because bindings and relations stay at chance for long when
both towers must find them out at once. The proxies let pictures and names learn from all classes at every step;
towards the end the embeddings of the names themselves take their place. A caption that also
happens to fit another picture is left out of that picture's sum.

The learning rate follows the time: it warms up, stays, and falls along a cosine to zero at the
end of `--minutes`, so that the run ends when it should whatever else the machine does. Writes
`checkpoint.pt` (resume with --resume) and `model.pt` (moving average of the weights).
"""
import argparse
import json
import math
import multiprocessing
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import phrases
import scenes
from model import Config, Pictogram
from tokenizer import SHIPPED, Tokenizer

MEAN, STD = 0.5, 0.25
BANK_EVERY = 40
ALIASES = 64  # names without a picture, per process and step


# -- batches


def make_batch(catalogue, tokenizer, seed, size):
    """Invents and draws one batch; everything in it follows from the seed."""
    rng = random.Random(seed)
    random.seed(seed)  # the tokenizer's dropout
    inventor = scenes.Inventor(catalogue, rng)
    batch = [inventor.invent() for _ in range(size)]

    def ids(text, may_drop=False):
        if rng.random() < 0.07:
            text = phrases.typo(text, rng)
        elif may_drop and rng.random() < 0.06:
            text = phrases.drop_word(text, rng)
        return tokenizer.encode(text, dropout=0.15)

    texts = [ids(s.caption, s.claim.kind == "single") for s in batch]
    owners = []
    for i, scene in enumerate(batch):
        for _, caption in scene.negatives:
            texts.append(ids(caption))
            owners.append(i)
    true = np.zeros((size, len(catalogue.term) + 1), bool)
    true[:, -1] = True
    needs = np.full((size, 3), len(catalogue.term))
    for i, scene in enumerate(batch):
        for thing in scene.things:
            true[i, catalogue.held(thing)] = True
        for k, noun in enumerate(scene.claim.nouns[:3]):
            needs[i, k] = catalogue.term[noun.phrase()]
    also = true[:, needs[:, 0]] & true[:, needs[:, 1]] & true[:, needs[:, 2]]
    np.fill_diagonal(also, False)
    also_names = true[:, catalogue.name_terms]
    for i, scene in enumerate(batch):
        if scene.named and not scene.claim.background:
            also_names[i] = False
            also_names[i, scene.things[0].emoji] = True
        elif scene.named:
            also_names[i, scene.things[0].emoji] = True
    single = [s.things[0].emoji if s.claim.kind == "single" else -1 for s in batch]
    single = np.array([i if i >= 0 else -100 for i in single])  # -100: no target
    shapes, sides = parts_of(batch, catalogue)
    aliases, targets = [], []
    for which in rng.sample(catalogue.usable, ALIASES):
        text = another_name(catalogue, which, rng)
        aliases.append(tokenizer.encode(text, dropout=0.15))
        targets.append(which)
    return (scenes.draw(batch, catalogue, rng), texts, np.array(owners, int), also, also_names, single,
            aliases, np.array(targets), shapes, sides)


def parts_of(batch, catalogue):
    """Rows (scene, its coloured shape, two others it holds or -1), and rows (scene, first noun, its side, second noun, its side)."""
    colours, names, places = list(phrases.COLOURS), list(phrases.SHAPES), list(phrases.PLACES)

    def number(thing):
        if thing.emoji >= 0:
            return thing.emoji
        return len(catalogue.emoji) + colours.index(thing.noun.colour) * len(names) + names.index(thing.noun.text)

    shapes, sides = [], []
    for i, scene in enumerate(batch):
        if scene.claim.kind == "count":
            continue
        held = [number(t) for t in scene.things]
        for k, thing in enumerate(scene.things):
            if thing.emoji < 0:
                others = [h if h >= len(catalogue.emoji) else -1 for h in held[:k] + held[k + 1 :]]
                shapes.append((i, held[k], *(others + [-1, -1])[:2]))
        where = scene.claim.relation
        if len(held) == 2 and scene.claim.kind in ("relation", "part") and where in places:
            sides.append((i, held[0], places.index(where), held[1], places.index(phrases.OPPOSITE[where])))
    return np.array(shapes, int).reshape(-1, 4), np.array(sides, int).reshape(-1, 5)


def another_name(catalogue, which, rng):
    """Some way to write the name of an emoji: as it is, in a phrase, misspelt, in the plural, a synonym."""
    text, dice = catalogue.emoji[which].name, rng.random()
    words, weights = catalogue.synonyms[which]
    if dice < 0.3 and words:
        text = rng.choices(words, weights)[0]
    elif dice < 0.4:
        text = phrases.plural(text)
    elif dice < 0.5:
        text = phrases.drop_word(text, rng)
    if rng.random() < 0.25:
        text = phrases.typo(text, rng)
    if rng.random() < 0.25:
        text = rng.choice(phrases.FRAMES).format(phrases.with_article(text, rng.choice(["", "a", "the"])))
    return text


# -- embedding


def pixels(pictures):
    """uint8 [n, 64, 64, 3] to the model's input."""
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2).to(torch.float32)
    return x.div_(255).sub_(MEAN).div_(STD)


def padded(texts):
    ids = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for i, t in enumerate(texts):
        ids[i, : len(t)] = torch.tensor(t)
        mask[i, : len(t)] = 1
    return ids, mask


def embed_texts(tower, texts, chunk=192):
    """Embeds token lists in groups of like length, in the order given."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    parts = [tower(*padded([texts[i] for i in order[s : s + chunk]])) for s in range(0, len(order), chunk)]
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return F.normalize(torch.cat(parts).float(), dim=1)[back]


def embed_pictures(tower, pictures, chunk=256):
    parts = [tower(pixels(pictures[s : s + chunk])) for s in range(0, len(pictures), chunk)]
    return F.normalize(torch.cat(parts).float(), dim=1)


# -- loss


def loss_of_parts(scale, image, proxies, places, shapes, sides, emoji):
    """How well pictures find the proxies of the coloured shapes they hold, and of what they hold at which side."""
    shapes, sides = torch.from_numpy(shapes), torch.from_numpy(sides)
    found = scale * image[shapes[:, 0]] @ proxies[emoji:].T
    also = torch.zeros(len(shapes), found.shape[1] + 1, dtype=torch.bool)
    for column in (2, 3):
        other = shapes[:, column]
        also[torch.arange(len(shapes)), torch.where((other < 0) | (other == shapes[:, 1]), found.shape[1], other - emoji)] = True
    of_shape = F.cross_entropy(found.masked_fill(also[:, :-1], -1e4), shapes[:, 1] - emoji)
    scene, first, at_first, second, at_second = sides.T

    def score(noun, place):
        proxy = F.normalize(torch.bmm(places[place], proxies[noun][:, :, None])[..., 0], dim=1)
        return scale * (image[scene] * proxy).sum(1)

    wrong = [score(first, at_second), score(second, at_first)]
    target = torch.zeros(len(sides), dtype=torch.long)
    of_side = sum(F.cross_entropy(torch.stack([right, *wrong], 1), target)
                  for right in (score(first, at_first), score(second, at_second)))
    return of_shape, of_side


def loss_of(model, proxies, places, batch, bank):
    """`bank` holds the embeddings of all names, or None to use the proxies in their place."""
    pictures, texts, owners, also, also_names, single, aliases, targets, shapes, sides = batch
    size = len(pictures)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        image = embed_pictures(model.image, pictures, size)
        text = embed_texts(model.text, texts + aliases)
    scale = model.log_scale.clamp(max=math.log(50)).exp()
    captions, negatives, alias = text.split([size, len(texts) - size, len(aliases)])
    logits = scale * image @ captions.T
    logits_image = logits.masked_fill(torch.from_numpy(also), -1e4)
    proxies = F.normalize(proxies, dim=1)
    emoji = also_names.shape[1]
    of_shape, of_side = loss_of_parts(scale, image, proxies, places, shapes, sides, emoji)
    proxies = proxies[:emoji]
    classes = scale * image @ proxies.T
    of_name = F.cross_entropy(classes, torch.from_numpy(single))
    of_alias = F.cross_entropy(scale * alias @ proxies.T, torch.from_numpy(targets))
    names = classes if bank is None else scale * image @ bank.T
    names = names.masked_fill(torch.from_numpy(also_names), -1e4)
    # each picture's own hard negatives, in as many columns as the richest picture has
    owners = torch.from_numpy(owners)
    first = torch.searchsorted(owners, owners)
    column = torch.arange(len(owners)) - first
    hard = torch.full((size, max(1, int(column.max()) + 1)), -1e4)
    hard = hard.index_put((owners, column), scale * (image[owners] * negatives).sum(1))
    of_image = F.cross_entropy(torch.cat([logits_image, hard, names], 1), torch.arange(size))
    of_text = F.cross_entropy(logits_image.T, torch.arange(size))
    own = logits.diagonal()[:, None]
    has = torch.zeros(size, dtype=torch.bool)
    has[owners] = True
    of_hard = F.cross_entropy(torch.cat([own, hard], 1)[has], torch.zeros(int(has.sum()), dtype=torch.long))
    parts = of_image, of_text, of_hard, of_name, of_alias, of_shape, of_side
    loss = of_image + 0.7 * of_text + 1.5 * of_hard + of_name + 0.7 * of_alias + 0.5 * of_shape + 0.5 * of_side
    return loss, [p.item() for p in parts]


# -- judging along the way


class Validation:
    """A few hundred painted scenes with other seeds than the evaluation's, from trained styles."""

    def __init__(self, catalogue, tokenizer, each=120):
        rng = random.Random(4242)
        inventor = scenes.Inventor(catalogue, rng)
        self.names = [tokenizer.encode(e.name) for e in catalogue.emoji]
        self.scenes, self.tests = [], []
        for kind, attributes in (
            ("emoji", ["name"]), ("shape", ["colour", "shape"]), ("count", ["count"]),
            ("relation", ["relation"]), ("pair", ["binding"]),
        ):
            while sum(s.kind == kind for s in self.scenes) < each * (3 if kind == "emoji" else 1):
                options = {"relation": rng.choice(["left", "right", "above", "below"])} if kind == "relation" else {}
                scene = inventor.invent(kind, **options, **({"synonym": 0.0} if kind == "emoji" else {}))
                p = phrases.phrasing(rng)
                pairs = []
                for attribute in attributes:
                    wrong = None if attribute == "name" else inventor.wrong(attribute, scene.claim)
                    pairs.append((attribute, phrases.say(wrong, p) if wrong else None))
                if kind != "emoji" and any(w is None for _, w in pairs):
                    continue
                scene.kind = kind
                self.scenes.append(scene)
                truth = tokenizer.encode(phrases.say(scene.claim, p))
                for attribute, wrong in pairs:
                    self.tests.append((attribute, len(self.scenes) - 1, truth, wrong and tokenizer.encode(wrong)))
        from PIL import Image

        self.pictures = np.stack([
            np.asarray(scenes.paint(s, catalogue, 128).resize((64, 64), Image.BICUBIC)) for s in self.scenes])

    @torch.no_grad()
    def __call__(self, model):
        model.eval()
        image = embed_pictures(model.image, self.pictures)
        names = embed_texts(model.text, self.names)
        tested = [t for t in self.tests if t[0] != "name"]
        truth, wrong = (embed_texts(model.text, [t[k] for t in tested]) for k in (2, 3))
        of = image[[t[1] for t in tested]]
        right = ((of * truth).sum(1) > (of * wrong).sum(1)).numpy()
        found = {a: float(np.mean([r for r, t in zip(right, tested) if t[0] == a])) for a in dict.fromkeys(t[0] for t in tested)}
        which = [t[1] for t in self.tests if t[0] == "name"]
        score = image[which] @ names.T
        mine = torch.tensor([self.scenes[i].things[0].emoji for i in which])
        rank = (score > score.gather(1, mine[:, None])).sum(1)
        found["top1"], found["top5"] = float((rank < 1).float().mean()), float((rank < 5).float().mean())
        model.train()
        return {k: round(v, 3) for k, v in found.items()}


class Shared:
    """What the processes share: gradients in two turns, and the clock that rules the rate."""

    def __init__(self, processes):
        self.processes = processes
        self.clock = torch.zeros(1, dtype=torch.float64).share_memory_()
        self.gradients = None
        self.barrier = None

    def reserve(self, count):
        self.gradients = torch.zeros(2, self.processes, count).share_memory_()

    def average(self, parameters, step, rank):
        """Replaces each process's gradients by their mean."""
        turn = self.gradients[step % 2]
        flat = torch.cat([p.grad.flatten() for p in parameters])
        turn[rank].copy_(flat)
        self.barrier.wait()
        mean, place = turn.mean(0), 0
        for p in parameters:
            p.grad.copy_(mean[place : place + p.numel()].view_as(p))
            place += p.numel()


def train(a, catalogue, tokenizer, shared, rank):
    """Runs one of the processes; the first also validates and saves."""
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    names = [tokenizer.encode(e.name) for e in catalogue.emoji]
    config = Config(vocabulary=len(tokenizer.vocabulary))
    model = Pictogram(config)
    average = Pictogram(config)
    average.load_state_dict(model.state_dict())
    nouns = len(names) + len(phrases.COLOURS) * len(phrases.SHAPES)
    proxies = torch.nn.Parameter(torch.randn(nouns, config.dimension) * config.dimension**-0.5)
    places = torch.nn.Parameter(torch.randn(len(phrases.PLACES), config.dimension, config.dimension) * config.dimension**-0.5)
    trained = [*model.parameters(), proxies, places]
    decayed = [p for p in model.parameters() if p.ndim > 1]
    other = [p for p in model.parameters() if p.ndim <= 1] + [proxies, places]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.05}, {"params": other, "weight_decay": 0.0}], betas=(0.9, 0.98))
    step, seen, elapsed = 0, 0, 0.0
    if a.resume:
        saved = torch.load(a.out / "checkpoint.pt")
        model.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        proxies.data.copy_(saved["proxies"])
        places.data.copy_(saved["places"])
        optimiser.load_state_dict(saved["optimiser"])
        step, seen, elapsed = saved["step"], saved.get("seen", 0) or saved["step"] * a.batch * a.processes, saved["elapsed"]
    validation = Validation(catalogue, tokenizer) if rank == 0 else None

    def save():
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                 "proxies": proxies.data, "places": places.data, "seen": seen, "step": step, "elapsed": elapsed, "config": config.as_dict()}
        torch.save(state, a.out / "checkpoint.tmp")
        (a.out / "checkpoint.tmp").replace(a.out / "checkpoint.pt")
        torch.save({"model": average.state_dict(), "config": config.as_dict(), "step": step, "elapsed": elapsed,
                    "scenes": seen}, a.out / "model.tmp")
        (a.out / "model.tmp").replace(a.out / "model.pt")

    shared.barrier.wait()
    began, saved_at, losses, bank = time.time() - elapsed, time.time(), [], None
    start = time.time()
    while elapsed < a.minutes * 60:
        if elapsed > a.proxies * a.minutes * 60 and (bank is None or step % BANK_EVERY == 0):
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                bank = embed_texts(model.text, names, 512)
        seed = (a.seed * 1_000_000 + step) * a.processes + rank
        optimiser.zero_grad(set_to_none=True)
        loss, parts = loss_of(model, proxies, places, make_batch(catalogue, tokenizer, seed, a.batch), bank)
        loss.backward()
        if rank == 0:
            shared.clock[0] = time.time() - began
        shared.average(trained, step, rank)
        elapsed = float(shared.clock[0])
        fall = max(0.0, (elapsed / (a.minutes * 60) - a.hold) / (1 - a.hold))
        rate = a.rate * min(1.0, (step + 1) / 150) * (0.5 + 0.5 * math.cos(math.pi * min(1.0, fall)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        torch.nn.utils.clip_grad_norm_(trained, 2.0)
        optimiser.step()
        step += 1
        seen += a.batch * a.processes
        if rank:
            continue
        with torch.no_grad():
            decay = min(0.998, (1 + step) / (20 + step))
            for mine, theirs in zip(average.state_dict().values(), model.state_dict().values()):
                if mine.is_floating_point():
                    mine.lerp_(theirs, 1 - decay)
                else:
                    mine.copy_(theirs)
        losses.append(parts)
        if step % 50 == 0:
            speed = 50 * a.batch * a.processes / (time.time() - start)
            print(f"{elapsed / 60:6.1f} min  step {step}  losses {np.mean(losses, 0).round(3)}  rate {rate:.1e}  "
                  f"scale {model.log_scale.exp().item():.1f}  {speed:.0f} scenes/s", flush=True)
            losses, start = [], time.time()
        if time.time() - saved_at > a.save_every:
            save()
            found = validation(average)
            print("validation", found, flush=True)
            with open(a.out / "log.jsonl", "a") as log:
                log.write(json.dumps({"step": step, "minutes": round(elapsed / 60, 1), **found}) + "\n")
            saved_at = time.time()
    if rank == 0:
        save()
        print("validation", validation(average))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="folder with the sprites")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint.pt, model.pt and log.jsonl")
    parser.add_argument("--tokenizer", type=Path, default=SHIPPED)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--batch", type=int, default=256, help="scenes per process and step")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--proxies", type=float, default=0.6, help="part of the time before names' embeddings replace proxies")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--hold", type=float, default=0.4, help="part of the time before the rate starts to fall")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save-every", type=float, default=240, help="seconds")
    parser.add_argument("--resume", action="store_true")
    a = parser.parse_args()
    torch.set_num_threads(1)
    a.out.mkdir(parents=True, exist_ok=True)

    tokenizer = Tokenizer(a.tokenizer)
    catalogue = scenes.Catalogue(a.cache)
    shared = Shared(a.processes)
    context = multiprocessing.get_context("fork")
    config = Config(vocabulary=len(tokenizer.vocabulary))
    count = sum(p.numel() for p in Pictogram(config).parameters())
    nouns = len(catalogue.emoji) + len(phrases.COLOURS) * len(phrases.SHAPES)
    shared.reserve(count + (nouns + len(phrases.PLACES) * config.dimension) * config.dimension)
    shared.barrier = context.Barrier(a.processes)
    helpers = [context.Process(target=train, args=(a, catalogue, tokenizer, shared, rank), daemon=True)
               for rank in range(1, a.processes)]
    for helper in helpers:
        helper.start()
    train(a, catalogue, tokenizer, shared, 0)


if __name__ == "__main__":
    main()
