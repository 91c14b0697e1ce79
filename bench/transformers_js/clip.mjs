// The same model in @huggingface/transformers on onnxruntime-node, from PNG files to embeddings or to the first score.
//
//   node clip.mjs folder MODEL_DIRECTORY PICTURES COUNT BATCH
//   node clip.mjs embed MODEL_DIRECTORY TARGET FILE...
//   node clip.mjs start MODEL_DIRECTORY PICTURE PROMPT
//
// prints milliseconds a picture by the clock and on the processor, model loaded and code warm; or writes embeddings as float32
// and prints their number; or prints the cosine of one pair and the milliseconds on the processor so far.

import { writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  AutoProcessor, AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, env, RawImage,
} from "@huggingface/transformers";

const [way, directory, ...rest] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = dirname(resolve(directory));
const name = basename(resolve(directory));
const precision = { dtype: "fp32" };

function unit(values) {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

async function embed(processor, model, files) {
  const pictures = await Promise.all(files.map((file) => RawImage.read(file)));
  return (await model(await processor(pictures))).image_embeds;
}

const load = () => Promise.all([
  AutoProcessor.from_pretrained(name),
  CLIPVisionModelWithProjection.from_pretrained(name, precision),
]);

async function folder(pictures, count, batch) {
  const [processor, model] = await load();
  const files = Array.from({ length: Number(count) }, (_, i) => join(pictures, i + ".png"));
  const all = async (some) => {
    for (let from = 0; from < some.length; from += Number(batch)) {
      await embed(processor, model, some.slice(from, from + Number(batch)));
    }
  };
  await all(files.slice(0, 24));
  const start = performance.now();
  const spent = process.cpuUsage();
  await all(files);
  const { user, system } = process.cpuUsage(spent);
  console.log(((performance.now() - start) / files.length).toFixed(3), ((user + system) / 1e3 / files.length).toFixed(3));
}

async function write(target, ...files) {
  const embeddings = await embed(...(await load()), files);
  writeFileSync(target, new Uint8Array(Float32Array.from(embeddings.data).buffer));
  console.log(embeddings.dims[0]);
}

async function start(picture, prompt) {
  const [processor, tokenizer, vision, text] = await Promise.all([
    AutoProcessor.from_pretrained(name),
    AutoTokenizer.from_pretrained(name),
    CLIPVisionModelWithProjection.from_pretrained(name, precision),
    CLIPTextModelWithProjection.from_pretrained(name, precision),
  ]);
  const image = unit(Array.from((await embed(processor, vision, [picture])).data));
  const words = unit(Array.from((await text(tokenizer([prompt], { padding: true, truncation: true }))).text_embeds.data));
  const { user, system } = process.cpuUsage();
  console.log(image.reduce((sum, value, i) => sum + value * words[i], 0), (user + system) / 1e3);
}

await { folder, embed: write, start }[way](...rest);
