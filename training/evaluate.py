#!/usr/bin/env python3
"""Writes the evaluation's cases, and judges a model on them.

    evaluate.py pin --cache CACHE --model model.pt  chooses a dozen small cases for a regression test
    evaluate.py cases --cache CACHE --out DIR     paints the pictures, writes cases.jsonl, names.json
    evaluate.py score --model model.pt --cases DIR [--report FILE] [--histogram FILE]

The pictures are painted with Pillow at 96 to 224 pixels a side, with other code and other seeds
than the training's, and saved as PNG. README.md describes the files, so that another program can
judge another model on the very same cases.
"""
import argparse
import json
import math
import random
import textwrap
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

import phrases
import scenes
from tokenizer import SHIPPED

SIDES = (96, 128, 160, 192, 224)
NAMED_STYLES = {"noto": ["noto"], "twemoji": ["twemoji"], "fluent": ["fluent-flat", "fluent-modern"],
                "openmoji": ["openmoji"],
                "other-styles": ["fluent-contrast", "noto-v1", "emojione", "emojione-mono", "fxemoji", "streamline"]}
# task: (kind of scene, attribute that the wrong caption gets wrong, options)
PAIRS = {
    "colour": ("shape", "colour", {}),
    "shape": ("shape", "shape", {}),
    "background": (None, "background", {}),
    "object": (None, "object", {}),
    "count": ("count", "count", {}),
    "left-right": ("relation", "relation", {"relation": ("left", "right")}),
    "above-below": ("relation", "relation", {"relation": ("above", "below")}),
    "inside": ("relation", "relation", {"relation": ("inside",)}),
    "binding": ("pair", "binding", {"shapes_only": (True,)}),
}
# The rows of the table: (title, tasks, measure, bar in per cent)
ROWS = [
    ("right name among all emoji names, trained styles (Noto, Twemoji, Fluent): top-1", ["name-noto", "name-twemoji", "name-fluent"], "top1", 90),
    ("- top-5", ["name-noto", "name-twemoji", "name-fluent"], "top5", 98),
    ("- Noto: top-1", ["name-noto"], "top1", 90), ("- Noto: top-5", ["name-noto"], "top5", 98),
    ("- Twemoji: top-1", ["name-twemoji"], "top1", 90), ("- Twemoji: top-5", ["name-twemoji"], "top5", 98),
    ("- Fluent: top-1", ["name-fluent"], "top1", 90), ("- Fluent: top-5", ["name-fluent"], "top5", 98),
    ("- six further trained styles: top-1", ["name-other-styles"], "top1", None),
    ("- six further trained styles: top-5", ["name-other-styles"], "top5", None),
    ("the same in a style never trained on (OpenMoji): top-1", ["name-openmoji"], "top1", 25),
    ("- top-5", ["name-openmoji"], "top5", 50),
    ("two captions differing only in colour", ["colour"], "right", 97),
    ("two captions differing only in shape", ["shape"], "right", 97),
    ("two captions differing only in background", ["background"], "right", 97),
    ("two captions differing only in the object", ["object"], "right", None),
    ("two captions differing only in the count (1 to 5)", ["count"], "right", 90),
    ("left/right and above/below swapped", ["left-right", "above-below"], "right", 88),
    ("- left/right", ["left-right"], "right", 88), ("- above/below", ["above-below"], "right", 88),
    ("inside swapped", ["inside"], "right", None),
    ("attributes bound to the wrong object", ["binding"], "right", 85),
    ("synonym, plural, typo or capitals instead of the name: top-5",
     ["synonym", "plural", "typo", "capitals"], "top5", 80),
    ("- synonym", ["synonym"], "top5", 80), ("- plural", ["plural"], "top5", 80),
    ("- typo", ["typo"], "top5", 80), ("- capitals", ["capitals"], "top5", 80),
]


# -- cases


def alike(catalogue, styles):
    """For each emoji, the names of those that a style draws just as it: no one could tell."""
    same = [set() for _ in catalogue.emoji]
    for style in styles:
        rows = [(i, r) for i, rs in enumerate(catalogue.by_emoji) for r in rs if catalogue.style[r] == style]
        small = []
        for _, r in rows:
            sprite = np.asarray(catalogue.sprites[r], np.float32)
            premultiplied = sprite * np.concatenate([sprite[..., 3:] / 255] * 3 + [np.ones_like(sprite[..., 3:])], -1)
            small.append(premultiplied.reshape(32, 4, 32, 4, 4).mean((1, 3)).ravel())
        small = torch.from_numpy(np.stack(small))
        near = torch.cdist(small, small, p=2) / math.sqrt(small.shape[1]) < 2.0
        for a, b in near.nonzero().tolist():
            if a != b:
                same[rows[a][0]].add(catalogue.emoji[rows[b][0]].name)
    return same


class Cases:
    def __init__(self, out):
        self.out, self.lines, self.number = out, [], 0

    def picture(self, scene, catalogue, rng, task):
        file = f"{task}/{self.number:05d}.png"
        self.number += 1
        (self.out / file).parent.mkdir(parents=True, exist_ok=True)
        scenes.paint(scene, catalogue, rng.choice(SIDES)).save(self.out / file)
        return file

    def add(self, task, image, **fields):
        self.lines.append({"task": task, "image": image, **fields})


def name_cases(cases, cache, seed, each):
    for style, drawings in NAMED_STYLES.items():
        rng = random.Random(f"{seed} {style}")
        catalogue = scenes.Catalogue(cache, drawings, levels=False)
        inventor, same = scenes.Inventor(catalogue, rng), alike(catalogue, drawings)
        for _ in range(each):
            scene = inventor.emoji(synonym=0.0, low=0.6)
            which = scene.things[0].emoji
            emoji = catalogue.emoji[which]
            image = cases.picture(scene, catalogue, rng, f"name-{style}")
            accept = [emoji.name, *sorted(same[which])]
            cases.add(f"name-{style}", image, name=emoji.name, query=emoji.name, accept=accept)
            if style in ("noto", "twemoji", "fluent"):
                other_names(cases, catalogue, rng, image, which, accept, each // 3 + 1)


def other_names(cases, catalogue, rng, image, which, accept, most):
    """Asks about the same picture under a synonym, a plural, a typo and in capitals."""
    emoji = catalogue.emoji[which]
    queries = {"plural": phrases.plural(emoji.name), "typo": phrases.typo(emoji.name, rng), "capitals": emoji.name.upper()}
    close = [w for w in catalogue.synonyms[which][0] if len(catalogue.sharing[w]) <= 3]
    if close:
        queries["synonym"] = rng.choice(close)
    for task, query in queries.items():
        if query != emoji.name:
            cases.add(task, image, name=emoji.name, query=query, accept=[query, *accept])


def pair_cases(cases, catalogue, seed, each):
    for task, (kind, attribute, options) in PAIRS.items():
        rng = random.Random(f"{seed} {task}")
        inventor = scenes.Inventor(catalogue, rng)
        made = 0
        while made < each:
            chosen = {k: rng.choice(v) for k, v in options.items()}
            if task == "background":
                chosen["background"] = rng.choice(list(phrases.COLOURS))
            scene = inventor.invent(kind or rng.choice(["emoji", "shape"]), **chosen)
            wrong = inventor.wrong(attribute, scene.claim)
            if task == "object" and (scene.claim.nouns[0].colour or not scene.named):
                continue
            if wrong is None or scene.claim.background in [n.colour for n in scene.claim.nouns]:
                continue
            p = phrases.phrasing(rng)
            captions = [phrases.say(scene.claim, p), phrases.say(wrong, p)]
            right = rng.randrange(2)
            cases.add(task, cases.picture(scene, catalogue, rng, task), captions=captions[:: 1 - 2 * right], right=right)
            made += 1


def random_cases(cases, catalogue, seed, each):
    """Pictures of every kind, each with its caption and with the caption of another."""
    rng = random.Random(f"{seed} random")
    inventor = scenes.Inventor(catalogue, rng)
    invented = [inventor.invent() for _ in range(each)]
    for i, scene in enumerate(invented):
        held = {t for thing in scene.things for t in catalogue.held(thing)}
        while True:
            other = rng.choice(invented)
            if not any(catalogue.term[n.phrase()] in held for n in other.claim.nouns):
                break
        cases.add("random", cases.picture(scene, catalogue, rng, "random"),
                  captions=[scene.caption, other.caption], right=0)


def write_cases(a):
    a.out.mkdir(parents=True, exist_ok=True)
    cases = Cases(a.out)
    name_cases(cases, a.cache, a.seed, a.each)
    catalogue = scenes.Catalogue(a.cache, levels=False)
    pair_cases(cases, catalogue, a.seed, a.each)
    random_cases(cases, catalogue, a.seed, 2 * a.each)
    (a.out / "names.json").write_text(json.dumps([e.name for e in catalogue.emoji], ensure_ascii=False, indent=0) + "\n")
    with open(a.out / "cases.jsonl", "w") as file:
        for line in cases.lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{len(cases.lines)} cases, {cases.number} pictures")


# -- judging


def load_picture(path):
    """Prepares a PNG as CLIPImageProcessor does: RGB, short edge to 64 bicubic, centre crop."""
    picture = Image.open(path).convert("RGB")
    short = min(picture.size)
    size = [int(scenes.SIDE * side / short) for side in picture.size]
    picture = picture.resize(size, Image.BICUBIC)
    left, top = (size[0] - scenes.SIDE) // 2, (size[1] - scenes.SIDE) // 2
    return np.asarray(picture.crop((left, top, left + scenes.SIDE, top + scenes.SIDE)))


def wilson(right, n, z=1.96):
    """Wilson's 95 % interval for a share (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    p = right / n
    centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)


def auc(positive, negative):
    """Area under the ROC curve, with Hanley and McNeil's (1982) 95 % interval."""
    both = np.concatenate([positive, negative])
    ranks = np.empty(len(both))
    ranks[np.argsort(both, kind="stable")] = np.arange(1, len(both) + 1)
    n, m = len(positive), len(negative)
    area = (ranks[:n].sum() - n * (n + 1) / 2) / (n * m)
    q1, q2 = area / (2 - area), 2 * area * area / (1 + area)
    error = math.sqrt((area * (1 - area) + (n - 1) * (q1 - area**2) + (m - 1) * (q2 - area**2)) / (n * m))
    return area, area - 1.96 * error, min(1.0, area + 1.96 * error)


class Scorer:
    """Embeds with the PyTorch model, its weights rounded to half precision as the files hold them."""

    def __init__(self, path, tokenizer, calibrated=True):
        import export
        from tokenizer import Tokenizer

        self.image, self.text, _ = export.towers(path, calibrated)
        self.tokenizer = Tokenizer(tokenizer)

    @torch.no_grad()
    def pictures(self, paths):
        from train import embed_pictures

        return embed_pictures(self.image, np.stack([load_picture(p) for p in paths]))

    @torch.no_grad()
    def prompts(self, texts):
        from train import embed_texts

        return embed_texts(self.text, [self.tokenizer.encode(t) for t in texts])


def judge(scorer, folder):
    """Returns the cases with what the model made of them: rank of the right name, or cosines."""
    cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text().splitlines()]
    names = json.loads((folder / "names.json").read_text())
    images = list(dict.fromkeys(c["image"] for c in cases))
    texts = list(dict.fromkeys([*names, *(t for c in cases for t in c.get("captions", [c.get("query")]))]))
    picture = dict(zip(images, scorer.pictures([folder / i for i in images])))
    prompt = dict(zip(texts, scorer.prompts(texts)))
    known = torch.stack([prompt[n] for n in names])
    place = {n: i for i, n in enumerate(names)}
    for case in cases:
        image = picture[case["image"]]
        if "captions" in case:
            case["cosines"] = [float(image @ prompt[c]) for c in case["captions"]]
            continue
        scores = known @ image
        mine = float(image @ prompt[case["query"]])
        scores[place[case["name"]]] = mine
        for n in case["accept"]:
            if n in place and n != case["name"]:
                scores[place[n]] = -1
        case["cosines"], case["rank"] = [mine], int((scores > mine).sum()) + 1
        case["first"] = names[int(scores.argmax())]
    return cases


def counts(cases, tasks, measure):
    chosen = [c for c in cases if c["task"] in tasks]
    if measure == "right":
        return sum(c["cosines"][c["right"]] > c["cosines"][1 - c["right"]] for c in chosen), len(chosen)
    return sum(c["rank"] <= int(measure[3:]) for c in chosen), len(chosen)


def calibrate(a):
    """Puts the score that best parts matching from random captions at 0.28, by scenes of other seeds."""
    import train

    rng = random.Random("calibration")
    catalogue = scenes.Catalogue(a.cache, levels=False)
    inventor = scenes.Inventor(catalogue, rng)
    invented = [inventor.invent() for _ in range(600)]
    pictures = np.stack([
        np.asarray(scenes.paint(s, catalogue, 128).resize((scenes.SIDE, scenes.SIDE), Image.BICUBIC)) for s in invented])
    scorer = Scorer(a.model, a.tokenizer, calibrated=False)
    with torch.no_grad():
        image = train.embed_pictures(scorer.image, pictures)
    cosines = (image @ scorer.prompts([s.caption for s in invented]).T).numpy()
    match = np.diagonal(cosines)
    other = cosines[~np.eye(len(cosines), dtype=bool)]
    places = np.linspace(-0.2, 0.9, 1101)
    right = [np.mean(match > p) + np.mean(other <= p) for p in places]
    place = float(places[int(np.argmax(right))])
    # a unit vector more, the same or opposite in both towers, moves `place` to 0.28
    gain = (1 - 0.28) / (1 - place) if place < 0.28 else (1 + 0.28) / (1 + place)
    saved = torch.load(a.model, map_location="cpu")
    saved.update(gain=gain, shift=0.28 - gain * place)
    torch.save(saved, a.model)
    print(f"best threshold {place:.3f}, gain {gain:.4f}, shift {saved['shift']:+.4f}")


def table(cases):
    lines = ["| task | cases | measured | 95 % interval | at least | |", "| --- | --: | --: | --- | --: | --- |"]
    for title, tasks, measure, bar in ROWS:
        right, n = counts(cases, tasks, measure)
        if n == 0:
            continue
        low, high = wilson(right, n)
        verdict = "" if bar is None else "reached" if 100 * right / n >= bar else "**missed**"
        lines.append(f"| {title} | {n} | {100 * right / n:.1f} % | {100 * low:.1f} to {100 * high:.1f} % | "
                     f"{'' if bar is None else f'{bar} %'} | {verdict} |")
    pairs = [c for c in cases if c["task"] == "random"]
    if pairs:
        match, other = (np.array([c["cosines"][k] for c in pairs]) for k in (0, 1))
        area, low, high = auc(match, other)
        lines.append(f"| matching against random pairs, area under the ROC curve | {len(pairs)} + {len(pairs)} | "
                     f"{area:.4f} | {low:.4f} to {high:.4f} | 0.995 | {'reached' if area >= 0.995 else '**missed**'} |")
        for title, share in (("matching captions above 0.28", match > 0.28), ("random captions below 0.28", other < 0.28)):
            low, high = wilson(share.sum(), len(share))
            lines.append(f"| {title} | {len(share)} | {100 * share.mean():.1f} % | {100 * low:.1f} to {100 * high:.1f} % | | |")
    return "\n".join(lines)


def histogram(cases, path):
    """Draws the scores of matching, one-attribute-wrong and random captions over one another."""
    wrong = [c for c in cases if c["task"] in PAIRS]
    series = [
        ("true captions", (40, 130, 70), [c["cosines"][c["right"]] for c in cases if "captions" in c]),
        ("one attribute wrong", (225, 140, 30), [c["cosines"][1 - c["right"]] for c in wrong]),
        ("random captions", (170, 50, 60), [c["cosines"][1] for c in cases if c["task"] == "random"]),
    ]
    low, high, bins, width, height = -0.4, 1.0, 70, 700, 150
    picture = Image.new("RGB", (width + 60, (height + 34) * len(series) + 26), "white")
    draw = ImageDraw.Draw(picture)
    for k, (title, colour, values) in enumerate(series):
        base = (k + 1) * (height + 34) - 8
        found, _ = np.histogram(np.clip(values, low, high - 1e-6), bins, (low, high))
        for b, n in enumerate(found):
            x = 30 + b * width // bins
            draw.rectangle([x, base - n / max(1, found.max()) * (height - 16), x + width // bins - 2, base], fill=colour)
        draw.line([30, base, 30 + width, base], fill="black")
        draw.text((34, base - height), f"{title}: n = {len(values)}, median {np.median(values):.2f}", fill="black")
        x = 30 + (0.28 - low) / (high - low) * width
        draw.line([x, base - height + 14, x, base], fill="black")
    for tick in np.arange(-0.4, 1.01, 0.2):
        x = 30 + (tick - low) / (high - low) * width
        draw.text((x - 8, picture.height - 24), f"{tick:.1f}", fill="black")
    draw.text((30 + (0.28 - low) / (high - low) * width + 3, 12), "0.28", fill="black")
    picture.save(path, optimize=True)


def failures(cases, folder, path, seed=1):
    """Draws two dozen failed cases: the picture, what it shows and what the model preferred."""
    rng = random.Random(seed)
    by_task = {}
    for c in cases:
        if "rank" in c and c["rank"] > 1 and c["task"].startswith("name"):
            by_task.setdefault(c["task"], []).append((c, c["name"], f"{c['first']} (right name: {c['rank']}.)"))
        elif "captions" in c and c["task"] != "random" and c["cosines"][c["right"]] <= c["cosines"][1 - c["right"]]:
            by_task.setdefault(c["task"], []).append((c, c["captions"][c["right"]], c["captions"][1 - c["right"]]))
    shown = [x for task in by_task.values() for x in rng.sample(task, min(2, len(task)))][:24]
    picture = Image.new("RGB", (4 * 250, -(-len(shown) // 4) * 190), "white")
    draw = ImageDraw.Draw(picture)
    for i, (case, truth, preferred) in enumerate(shown):
        x, y = i % 4 * 250, i // 4 * 190
        picture.paste(Image.open(folder / case["image"]).resize((96, 96), Image.BICUBIC), (x + 4, y + 4))
        lines = [case["task"], "is:", *textwrap.wrap(truth, 22), "taken for:", *textwrap.wrap(preferred, 22)]
        draw.text((x + 104, y + 2), "\n".join(lines[:11]), fill="black")
    picture.save(path, optimize=True)


def provenance(path):
    """One sentence on the training behind model.pt."""
    saved = torch.load(path, map_location="cpu")
    return (f"These weights saw {saved['scenes']:,} scenes in {saved['step']:,} steps, "
            f"{saved['elapsed'] / 60:.0f} minutes by the clock; gain {saved.get('gain', 1):.3f}, "
            f"shift {saved.get('shift', 0):+.3f}.")


def score(a):
    cases = judge(Scorer(a.model, a.tokenizer), a.cases)
    print(table(cases))
    if a.report:
        a.report.write_text(table(cases) + "\n")
    if a.card:
        head, rest = a.card.read_text().split("<!-- results -->")
        _, tail = rest.split("<!-- /results -->")
        a.card.write_text(f"{head}<!-- results -->\n{table(cases)}\n\n{provenance(a.model)}\n<!-- /results -->{tail}")
    if a.judged:
        a.judged.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases))
    if a.histogram:
        histogram(cases, a.histogram)
    if a.failures:
        failures(cases, a.cases, a.failures)


PINNED_FOLDER = Path(__file__).parent.parent / "src/test/resources/pinned"
PINNED = {"object": 3, "colour": 1, "shape": 1, "background": 1, "count": 2, "left-right": 1, "above-below": 1,
          "binding": 1, "inside": 1}


def pin(a):
    """Paints small pictures with Noto and shapes until the model tells both captions apart by the margin."""
    scorer = Scorer(a.model, a.tokenizer)
    catalogue = scenes.Catalogue(a.cache, ["noto"], levels=False)
    a.out.mkdir(parents=True, exist_ok=True)
    lines = []
    for task, wanted in PINNED.items():
        rng = random.Random(f"{a.seed} pinned {task}")
        kind, attribute, options = PAIRS[task]
        inventor = scenes.Inventor(catalogue, rng)
        for attempt in range(200):
            chosen = {k: rng.choice(v) for k, v in options.items()}
            if task == "background":
                chosen["background"] = rng.choice(list(phrases.COLOURS))
            scene = inventor.invent("emoji" if task == "object" else kind or "shape", **chosen)
            wrong = inventor.wrong(attribute, scene.claim)
            if wrong is None or scene.background.kind in ("noise", "dots", "checks"):
                continue
            p = phrases.phrasing(rng)
            captions = [phrases.say(scene.claim, p), phrases.say(wrong, p)]
            path = a.out / f"{task}-{sum(x['task'] == task for x in lines) + 1}.png"
            scenes.paint(scene, catalogue, 96).save(path, optimize=True)
            score = (scorer.prompts(captions) @ scorer.pictures([path])[0]).tolist()
            if score[0] - score[1] > a.margin and score[0] > 0.32 and path.stat().st_size <= 10_000:
                lines.append({"task": task, "image": path.name, "captions": captions, "right": 0})
                wanted -= 1
                if wanted == 0:
                    break
            else:
                path.unlink()
    (a.out / "cases.jsonl").write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines))
    print(f"{len(lines)} pinned cases")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("cases", help="paint the pictures and write the cases")
    make.add_argument("--cache", type=Path, required=True)
    make.add_argument("--out", type=Path, required=True)
    make.add_argument("--each", type=int, default=500, help="cases of each task")
    make.add_argument("--seed", type=int, default=20_000)
    make.set_defaults(run=write_cases)
    test = commands.add_parser("score", help="judge a model on the cases")
    test.add_argument("--model", type=Path, required=True, help="model.pt from train.py")
    test.add_argument("--cases", type=Path, required=True)
    test.add_argument("--tokenizer", type=Path, default=SHIPPED)
    test.add_argument("--report", type=Path, help="write the table here")
    test.add_argument("--card", type=Path, help="put the table between the marks of this model card")
    test.add_argument("--judged", type=Path, help="write every case with its scores here")
    test.add_argument("--histogram", type=Path, help="write the histogram of scores here (PNG)")
    test.add_argument("--failures", type=Path, help="write a sheet of failed cases here (PNG)")
    test.set_defaults(run=score)
    scale = commands.add_parser("calibrate", help="choose the scale of the scores and store it in model.pt")
    scale.add_argument("--model", type=Path, required=True)
    scale.add_argument("--cache", type=Path, required=True)
    scale.add_argument("--tokenizer", type=Path, default=SHIPPED)
    scale.set_defaults(run=calibrate)
    fix = commands.add_parser("pin", help="choose a dozen small cases for a regression test")
    fix.add_argument("--model", type=Path, required=True)
    fix.add_argument("--cache", type=Path, required=True)
    fix.add_argument("--tokenizer", type=Path, default=SHIPPED)
    fix.add_argument("--out", type=Path, default=PINNED_FOLDER)
    fix.add_argument("--margin", type=float, default=0.12, help="least distance between the two scores")
    fix.add_argument("--seed", type=int, default=3)
    fix.set_defaults(run=pin)
    a = parser.parse_args()
    torch.set_num_threads(1)
    a.run(a)


if __name__ == "__main__":
    main()
