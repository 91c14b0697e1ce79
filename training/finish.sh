#!/bin/sh
# From a trained model.pt to the model directory in the jar, the table of the model card, its two figures and the
# pinned cases. Arguments: the cache folder of train.sh, and the folder that holds model.pt.
set -eu
cache=$(realpath "$1")
run=$(realpath "$2")
cd "$(dirname "$0")"

python=/usr/bin/python3
cp "$run/model.pt" "$run/shipped.pt"
$python evaluate.py calibrate --model "$run/shipped.pt" --cache "$cache"
$python export.py --model "$run/shipped.pt" --probe "$run/probe.json"
[ -f "$cache/cases/cases.jsonl" ] || $python evaluate.py cases --cache "$cache" --out "$cache/cases"
$python evaluate.py score --model "$run/shipped.pt" --cases "$cache/cases" --report "$run/table.md" \
  --card MODEL_CARD.md \
  --judged "$run/judged.jsonl" --histogram histogram.png --failures failures.png
$python evaluate.py pin --model "$run/shipped.pt" --cache "$cache"
