#!/bin/sh
# From a clean Debian machine to the files in the jar: needs root for apt-get, npm's and Debian's
# registries, 8 GB of memory and 4 GB of disk. Arguments: the folder for sprites, checkpoints and
# evaluation pictures (default training/cache), and the minutes to train (default 180).
set -eu
cd "$(dirname "$0")"
cache=${1:-cache}
minutes=${2:-180}

if [ "$(id -u)" = 0 ]; then
  npm=$(command -v npm >/dev/null || echo npm) # one that comes with another Node.js conflicts with Debian's
  apt-get install --yes --quiet python3-torch python3-onnx python3-pil python3-numpy librsvg2-bin \
    fonts-noto-color-emoji unicode-cldr-core $npm
fi

python=/usr/bin/python3
[ -f "$cache/sprites.json" ] || $python sprites.py --cache "$cache"
$python tokenizer.py
nice -n 10 $python train.py --cache "$cache" --out "$cache/run" --minutes "$minutes"
./finish.sh "$cache" "$cache/run"
