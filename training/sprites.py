#!/usr/bin/env python3
"""Fetches the drawings of every style and rasterises them once.

Writes to the cache: `sprites-128.npy` (N x 128 x 128 x 4 bytes, straight alpha) and
`sprites.json` (for each row its style and the key of its emoji). Each coloured training style
also gives an "outlined" style, computed here: flat colours and dark lines, so that the model
meets line drawings of everything. OpenMoji is rasterised for the evaluation alone and is marked
`"held_out": true`; the trainer skips it.

Sources and licences: see LICENSES.md. Needs npm, rsvg-convert, Pillow with raqm and the font
fonts-noto-color-emoji.
"""
import argparse
import io
import json
import subprocess
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

import emoji as emoji_list

SIDE = 128
HELD_OUT = "openmoji"
MONOCHROME = ("fluent-contrast", "emojione-mono")
# style: (npm package, pinned version)
PACKAGES = {
    "twemoji": ("@twemoji/svg", "15.0.0"),
    "fluent-flat": ("fluentui-emoji", "1.3.0"),
    "fluent-modern": ("fluentui-emoji", "1.3.0"),
    "fluent-contrast": ("fluentui-emoji", "1.3.0"),
    "noto-v1": ("@iconify-json/noto-v1", "1.2.5"),
    "emojione": ("@iconify-json/emojione", "1.2.3"),
    "emojione-mono": ("@iconify-json/emojione-monotone", "1.2.1"),
    "fxemoji": ("@iconify-json/fxemoji", "1.2.2"),
    "streamline": ("@iconify-json/streamline-emojis", "1.2.4"),
    "openmoji": ("openmoji", "17.0.0"),
}
FLUENT_FOLDERS = {"fluent-flat": "flat", "fluent-modern": "modern", "fluent-contrast": "high-contrast"}
# Sets that name a drawing otherwise than CLDR does.
OTHER_SLUGS = {"-face": "", "-button": "", "-symbol": "", "-suit": ""}


def fetch(cache, style):
    """Unpacks the style's npm package into the cache and returns its folder."""
    package, version = PACKAGES[style]
    folder = cache / "npm" / f"{package.replace('@', '').replace('/', '-')}-{version}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{version}"],
            cwd=folder.parent, check=True, capture_output=True, text=True,
        ).stdout.split()[-1]
        with tarfile.open(folder.parent / packed) as archive:
            archive.extractall(folder)
    return folder / "package"


def key_of_file(stem):
    return "-".join(f"{int(part, 16):x}" for part in stem.lower().split("-") if part != "fe0f")


def by_key(folder, emoji):
    files = {}
    for path in folder.glob("*.svg"):
        try:
            files[key_of_file(path.stem)] = path
        except ValueError:
            continue
    return {e.key: files[e.key].read_bytes() for e in emoji if e.key in files}


def by_slug(pictures, emoji):
    """Finds each emoji by the slug of its name, or by a slug that only one emoji can mean."""
    found, taken = {}, {e.slug for e in emoji}
    for e in emoji:
        slugs = [e.slug]
        for suffix, instead in OTHER_SLUGS.items():
            if e.slug.endswith(suffix):
                shorter = e.slug[: -len(suffix)] + instead
                slugs += [shorter] if shorter not in taken else []
        variants = [slug + suffix for slug in slugs for suffix in ("", "-default", "-1")]
        variants += [e.slug.replace("-", "")]
        for variant in variants:
            if variant in pictures:
                found[e.key] = pictures[variant]
                break
    return found


def iconify(folder, emoji):
    icons = json.loads((folder / "icons.json").read_text())
    width, height = icons.get("width", 16), icons.get("height", 16)
    pictures = {}
    for name, icon in icons["icons"].items():
        w, h = icon.get("width", width), icon.get("height", height)
        box = f"{icon.get('left', 0)} {icon.get('top', 0)} {w} {h}"
        pictures[name] = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{w}" height="{h}" viewBox="{box}">{icon["body"].replace("currentColor", "#000")}</svg>'
        ).encode()
    for alias, target in icons.get("aliases", {}).items():
        if target["parent"] in pictures:
            pictures.setdefault(alias, pictures[target["parent"]])
    return by_slug(pictures, emoji)


def vectors(style, folder, emoji):
    """Returns {emoji key: SVG bytes} for a style that is drawn as vectors."""
    if style == "twemoji":
        return by_key(folder, emoji)
    if style == "openmoji":
        return by_key(folder / "color" / "svg", emoji)
    if style in FLUENT_FOLDERS:
        paths = (folder / "icons" / FLUENT_FOLDERS[style]).glob("*.svg")
        return by_slug({p.stem: p.read_bytes() for p in paths}, emoji)
    return iconify(folder, emoji)


def square(picture):
    """Scales a picture to fit SIDE x SIDE, centred, transparent around it."""
    picture = picture.convert("RGBA")
    scale = SIDE / max(picture.size)
    size = [max(1, round(side * scale)) for side in picture.size]
    canvas = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    canvas.paste(picture.resize(size, Image.BICUBIC), ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return np.asarray(canvas)


def rasterise(svg):
    done = subprocess.run(
        ["rsvg-convert", "-w", str(SIDE), "-h", str(SIDE), "--keep-aspect-ratio"],
        input=svg, capture_output=True,
    )
    if done.returncode != 0 or not done.stdout:
        return None
    sprite = square(Image.open(io.BytesIO(done.stdout)))
    return sprite if sprite[..., 3].max() > 0 else None


def noto(emoji):
    font = ImageFont.truetype(emoji_list.NOTO, 109)  # the font's only bitmap size: 136 x 128
    for e in emoji:
        picture = Image.new("RGBA", (136, 136), (0, 0, 0, 0))
        box = font.getbbox(e.character)
        ImageDraw.Draw(picture).text((-box[0], 4 - box[1]), e.character, font=font, embedded_color=True)
        yield e.key, square(picture)


def outlined(sprite, random):
    """Redraws a sprite with few flat colours and dark lines around and inside it."""
    width = int(random.choice([3, 3, 5, 5, 7]))
    picture = Image.fromarray(sprite)
    alpha = picture.getchannel("A")
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=alpha)
    flat = flat.filter(ImageFilter.MedianFilter(5)).quantize(int(random.integers(3, 8))).convert("RGB")
    grey = flat.convert("L")
    contrast = ImageChops.difference(grey.filter(ImageFilter.MaxFilter(3)), grey.filter(ImageFilter.MinFilter(3)))
    inside = contrast.point(lambda v: 255 if v > 25 else 0).filter(ImageFilter.MaxFilter(max(1, width - 2)))
    around = ImageChops.subtract(alpha.filter(ImageFilter.MaxFilter(width)), alpha.filter(ImageFilter.MinFilter(3)))
    lines = ImageChops.lighter(ImageChops.multiply(inside, alpha), around)
    fill = random.choice(["colour", "white", "none"], p=[0.6, 0.2, 0.2])
    base = Image.new("RGB", picture.size, "white") if fill == "white" else flat
    base.paste(Image.new("RGB", picture.size, "black"), mask=lines)
    base.putalpha(lines if fill == "none" else ImageChops.lighter(alpha, lines))
    return np.asarray(base)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and sprites")
    parser.add_argument("--workers", type=int, default=2, help="SVG files rasterised at once")
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)

    emoji = emoji_list.load()
    rows, sprites = [], []
    for key, sprite in noto(emoji):
        rows.append({"style": "noto", "key": key, "held_out": False})
        sprites.append(sprite)
    print(f"noto: {len(sprites)}", flush=True)
    with ThreadPoolExecutor(arguments.workers) as pool:
        for style in PACKAGES:
            drawings = vectors(style, fetch(arguments.cache, style), emoji)
            before = len(sprites)
            for key, sprite in zip(drawings, pool.map(rasterise, drawings.values())):
                if sprite is not None:
                    rows.append({"style": style, "key": key, "held_out": style == HELD_OUT})
                    sprites.append(sprite)
            print(f"{style}: {len(sprites) - before}", flush=True)
    for i in range(len(sprites)):
        row = rows[i]
        if not row["held_out"] and row["style"] not in MONOCHROME:
            rows.append({"style": row["style"] + "-outlined", "key": row["key"], "held_out": False})
            sprites.append(outlined(sprites[i], np.random.default_rng(i)))
    print(f"outlined: {sum(r['style'].endswith('-outlined') for r in rows)}", flush=True)
    np.save(arguments.cache / "sprites-128.npy", np.stack(sprites))
    (arguments.cache / "sprites.json").write_text(json.dumps(rows))


if __name__ == "__main__":
    main()
