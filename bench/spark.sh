#!/usr/bin/env bash
# Scores the same pictures by the command line and on Spark, on one core and then on two, and prints pictures a second of each.
#   bench/spark.sh MODEL FOLDER [PICTURES] [ROUNDS]
# MODEL is a directory such as src/test/fixtures/make_vit_b32_sized.py makes; pictures are drawn in FOLDER. Build both jars and install
# the library's first, as .ci/run does. Wants a quiet machine; docs/scale.md has what it gave.
set -euo pipefail
model=$(realpath "$1") && mkdir -p "$2" && folder=$(realpath "$2")
cd "$(dirname "$0")/../spark"
cli=$(ls "$PWD"/../target/clipunit-*-cli.jar)
mvn -B -ntp -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
opens=$(sed -n '/<spark.opens>/,/<\/spark.opens>/p' pom.xml | sed 's/<[^>]*>//g')
for cores in 1 2; do
  taskset -c "0-$((cores - 1))" java $opens -Xmx2g -Djava.awt.headless=true \
    -cp "target/classes:target/test-classes:$(cat target/bench.classpath)" io.github.clipunit.spark.ScoringBenchmark \
    "$model" "$folder" "${3:-5000}" "$cores" "$cli" "${4:-1}" 2>"$folder/log.txt" | grep 'pictures/s'
done
