"use strict";
(() => {
  // Everything in the data is somebody's text: it becomes text nodes and attribute values, never markup.
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const CHUNK = 40;
  const SHOWN_PICTURES = 12;
  const byId = id => document.getElementById(id);

  // ---- elements -------------------------------------------------------------------------------------------------

  function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
  }
  const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
  const svg = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

  const fixed = value => value.toFixed(4).replace("-", "−");
  const signed = value => (value <= -0.00005 ? "−" : value < 0.00005 ? "±" : "+") + Math.abs(value).toFixed(4);
  const percent = share => (100 * share).toFixed(share > 0 && share < 0.0995 || share > 0.9 && share < 1 ? 1 : 0) + " %";
  const plural = (count, word) => count + " " + word + (count === 1 ? "" : "s");
  const has = value => typeof value === "number";

  /** Shows the characters that would turn the direction of what follows, instead of obeying them. */
  const plain = text => text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, c => "⟨U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩");
  const titleOf = check => check.prompt ? ["“", h("bdi", {}, plain(check.prompt)), "”"] : [check.name];

  // ---- numbers of a check ---------------------------------------------------------------------------------------

  const BOUNDS = { ABOVE: ["Threshold"], AT_LEAST: ["At least"], BELOW: ["Upper threshold"], AT_MOST: ["At most"], EQUAL_TO: ["Wanted"], BETWEEN: ["Threshold", "Upper threshold"], RECORDED: [] };
  const SIGNS = { ABOVE: "> ", AT_LEAST: "≥ ", BELOW: "< ", AT_MOST: "≤ ", EQUAL_TO: "= ", BETWEEN: "", RECORDED: "" };
  /** What was found and wanted, on the scale of what was measured. */
  function measured(check) {
    const { measured, found, relation, wanted, words } = check.measurement;
    const low = ["ABOVE", "AT_LEAST", "BETWEEN", "EQUAL_TO"].includes(relation) ? wanted[0] : undefined;
    const high = relation === "BETWEEN" ? wanted[1] : ["BELOW", "AT_MOST", "EQUAL_TO"].includes(relation) ? wanted[0] : undefined;
    return { title: measured, value: found, low, high, scale: measured };
  }
  /** The score behind the check and what it is held against, on the scale of cosines. */
  function scored(check) {
    const { score, nearest, golden } = check;
    const own = isScore(check) ? measured(check) : {};
    return { title: own.title || "CLIP score", value: score, low: own.low, high: own.high, scale: "CLIP score",
      rival: nearest ? nearest.score : undefined, golden: golden ? golden.score : undefined,
      samples: check.images.map(image => image.score).filter(has), accepted: golden ? golden.scores : [] };
  }
  /** Whether the score is the very number that was measured. */
  const isScore = check => has(check.score) && check.measurement.found === check.score;
  const compares = n => has(n.rival) || has(n.golden) || n.samples.length > 1;
  /** The scales to draw: the measurement's own, unless it is only told in words, and that of scores where more lies on it. */
  function scales(check) {
    const own = isScore(check) ? [] : [measured(check)].filter(n => has(n.value) && !check.measurement.words);
    const score = scored(check);
    return has(score.value) && (isScore(check) || compares(score)) ? [...own, score] : own;
  }
  const figure = value => !has(value) ? String(value) : Number.isInteger(value) ? String(value) : fixed(value);
  const foundText = check => check.measurement.words ? check.measurement.words.found : has(check.measurement.found) ? fixed(check.measurement.found) : String(check.measurement.found);
  const wantedText = check => check.measurement.words ? check.measurement.words.wanted : SIGNS[check.measurement.relation] + check.measurement.wanted.map(fixed).join(" to ");
  /** One axis for what one model measures, so that scales can be compared down the page. */
  const axes = new Map();
  const axisKey = (check, scale) => (check.model || "") + "\n" + scale;
  for (const check of data.checks) {
    for (const n of scales(check)) {
      const key = axisKey(check, n.scale);
      const axis = axes.get(key) || { low: Infinity, high: -Infinity };
      for (const v of [n.value, n.low, n.high, n.golden, n.rival, ...(n.samples || []), ...(n.accepted || [])]) {
        if (has(v)) { axis.low = Math.min(axis.low, v); axis.high = Math.max(axis.high, v); }
      }
      axes.set(key, axis);
    }
  }
  for (const axis of axes.values()) {
    // Room beside the outermost marks, and ends that are round in the unit at hand: of 0.05 where all lies within one.
    const span = axis.high - axis.low;
    const step = span <= 1 ? 0.05 : 10 ** Math.floor(Math.log10(span)) / 2;
    axis.low = Math.floor((axis.low - step / 5) / step) * step;
    axis.high = Math.ceil((axis.high + step / 5) / step) * step;
  }
  const axisOf = (check, n) => axes.get(axisKey(check, n.scale));
  /** How far inside its bounds the number is, as a share of its axis: negative where it fails. */
  function slack(check) {
    const n = isScore(check) ? scored(check) : measured(check), axis = axisOf(check, n);
    const room = [];
    if (axis && has(n.low)) room.push(n.value - n.low);
    if (axis && has(n.high)) room.push(n.high - n.value);
    return room.length ? Math.min(...room) / (axis.high - axis.low) : Infinity;
  }
  const at = (axis, value) => (100 * (Math.max(axis.low, Math.min(axis.high, value)) - axis.low) / (axis.high - axis.low)).toFixed(2) + "%";

  // ---- pictures -------------------------------------------------------------------------------------------------

  const uriOf = (size, key) => {
    const holder = byId(size + "-" + key);
    return holder ? holder.textContent : null;
  };
  const lazy = "IntersectionObserver" in window ? new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) { lazy.unobserve(entry.target); decode(entry.target); }
  }, { rootMargin: "600px" }) : null;
  function decode(image) {
    if (image.dataset.key) { image.src = uriOf("small", image.dataset.key); delete image.dataset.key; }
  }

  const describe = (image, index, count) =>
    (count > 1 ? "Picture " + (index + 1) + " of " + count : "Picture") + ", " + image.width + " × " + image.height
      + (image.source === "BufferedImage" ? "" : ", " + plain(image.source));

  function thumbnail(check, key, label, size, open, extra) {
    const holder = byId("small-" + key);
    const image = holder ? h("img", { alt: label, width: size.width, height: size.height, decoding: "async", "data-key": key }) : null;
    if (image) { if (lazy) lazy.observe(image); else decode(image); }
    return h("button", { type: "button", class: "picture" + (extra || ""), "aria-label": "Open large: " + label, onclick: open },
      image || h("span", { class: "absent" }, "Left out to keep this file small"));
  }

  function heatCanvas(map) {
    const canvas = h("canvas", { class: "heat", width: map.columns, height: map.rows, role: "img",
      "aria-label": "Bright where covering the picture lowers the score most" });
    const pixels = new ImageData(map.columns, map.rows);
    const most = Math.max(...map.values, 1e-9);
    map.values.forEach((value, i) => { pixels.data[4 * i + 3] = Math.round(225 * (1 - Math.max(0, value) / most)); });
    canvas.getContext("2d").putImageData(pixels, 0, 0);
    for (const [side, share] of [["left", map.left], ["top", map.top], ["width", map.right - map.left], ["height", map.bottom - map.top]]) {
      canvas.style.setProperty(side, 100 * share + "%");
    }
    return canvas;
  }

  function pictures(check) {
    const images = check.images;
    const accepted = check.goldenPicture;
    const map = check.explanation && check.explanation.heatMap;
    const heat = map && images.length === 1;
    const items = images.slice(0, SHOWN_PICTURES).map((image, i) => {
      const button = thumbnail(check, image.picture, describe(image, i, images.length), image, () => viewer.open(check, i));
      const caption = accepted ? "New" : heat ? "Picture" : null;
      return caption && images.length === 1 ? h("figure", {}, button, h("figcaption", {}, caption)) : button;
    });
    if (accepted) items.push(h("figure", {},
      thumbnail(check, accepted, "Accepted picture", images[0] || {}, () => viewer.open(check, 0), " golden-mark"),
      h("figcaption", {}, "Golden")));
    if (heat) {
      const button = thumbnail(check, images[0].picture, "Where the model looked", images[0], () => viewer.open(check, 0, true));
      button.append(heatCanvas(map));
      items.push(h("figure", {}, button, h("figcaption", {}, "Looked at")));
    }
    if (images.length > SHOWN_PICTURES) items.push(h("p", { class: "more" }, "+ " + (images.length - SHOWN_PICTURES) + " more"));
    const shape = images.length > 1 ? " many" : items.length > 1 ? " two" : "";
    return h("div", { class: "pictures" + shape }, items);
  }

  // ---- score, samples, history ----------------------------------------------------------------------------------

  function scale(check, n) {
    const axis = axisOf(check, n);
    const bounded = has(n.low) || has(n.high);
    const from = has(n.low) ? n.low : axis.low, to = has(n.high) ? n.high : axis.high;
    const words = [n.title + " " + fixed(n.value)];
    if (has(n.low)) words.push("threshold " + fixed(n.low));
    if (has(n.high)) words.push("upper threshold " + fixed(n.high));
    if (has(n.golden)) words.push("golden " + fixed(n.golden));
    if (has(n.rival)) words.push("nearest distractor " + fixed(n.rival));
    const mark = (kind, value) => has(value) && h("span", { class: kind, style: { left: at(axis, value) } });
    const low = Math.min(n.value, n.rival), high = Math.max(n.value, n.rival);
    return h("div", { class: "scale", role: "img", "aria-label": words.join(", ") + "; scale from " + axis.low.toFixed(2) + " to " + axis.high.toFixed(2) },
      h("div", { class: "track" }, bounded && to > from && h("span", { class: "allowed", style: { left: at(axis, from), right: 100 - parseFloat(at(axis, to)) + "%" } })),
      has(n.rival) && h("span", { class: "lead-bar", style: { left: at(axis, low), width: parseFloat(at(axis, high)) - parseFloat(at(axis, low)) + "%" } }),
      mark("limit", n.low), mark("limit upper", n.high === n.low ? undefined : n.high), mark("square", n.rival), mark("diamond", n.golden), mark("dot", n.value),
      h("span", { class: "end" }, axis.low.toFixed(2)), h("span", { class: "end right" }, axis.high.toFixed(2)));
  }

  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  const entry = (kind, label, text, delta, bad) => h("li", {}, kind && h("span", { class: kind, "aria-hidden": "true" }), h("span", { class: "name" }, label), h("b", {}, text),
    delta && h("span", { class: "delta" + (bad ? " bad" : "") }, delta));

  /** What was found, and each bound with how far off it lies. */
  function verdict(check, n) {
    const { relation, wanted, words } = check.measurement;
    const entries = [entry(words || !has(n.value) ? null : "dot", capital(n.title), foundText(check))];
    if (words || !has(n.value)) return wantedText(check) ? [...entries, entry(null, "Wanted", wantedText(check))] : entries;
    const away = limit => n.value === limit ? "exactly there" : fixed(Math.abs(n.value - limit)) + (n.value < limit ? " below" : " above");
    const misses = limit => !check.passed && (limit === n.low ? n.value <= limit : n.value >= limit);
    return [...entries, ...wanted.map((limit, i) => entry(limit === n.low ? "limit" : "limit upper", BOUNDS[relation][i], fixed(limit), away(limit), misses(limit)))];
  }

  function legend(check) {
    const entries = verdict(check, measured(check));
    const n = scored(check);
    if (has(n.value) && !isScore(check) && compares(n)) entries.push(entry("dot", "CLIP score", fixed(n.value)));
    if (has(n.rival)) entries.push(entry("square", ["Nearest distractor, ", h("bdi", {}, plain(check.nearest.text))], fixed(n.rival)));
    if (has(n.golden)) entries.push(entry("diamond", "Golden", fixed(n.golden), has(n.value) && "change " + signed(n.value - n.golden), !check.passed && n.value < n.golden));
    return h("ul", { class: "legend" }, entries);
  }

  function strip(check, n, values, title, kind) {
    const axis = axisOf(check, n);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const fails = value => has(n.low) && !(value > n.low) || has(n.high) && !(value < n.high);
    const below = values.filter(fails).length;
    const bounded = has(n.low) || has(n.high);
    const text = title + ": " + plural(values.length, "picture") + ", mean " + fixed(mean) + ", " + fixed(Math.min(...values)) + " to " + fixed(Math.max(...values))
      + (bounded && !kind ? ", " + below + " out of bounds" : "");
    return [h("p", { class: "strip-title" }, text),
      h("div", { class: "strip" + (kind || ""), role: "img", "aria-label": text },
        h("span", { class: "mean", style: { left: at(axis, mean) } }),
        has(n.low) && h("span", { class: "limit", style: { left: at(axis, n.low) } }),
        values.map((value, i) => h("span", { class: "sample" + (fails(value) && !kind ? " below" : ""), title: fixed(value),
          style: { left: at(axis, value), top: 25 + 50 * ((i * 0.618034) % 1) + "%" } })))];
  }
  function strips(check) {
    const n = scored(check);
    if (!has(n.value)) return null;
    return [n.samples.length > 1 && strip(check, n, n.samples, "This run"), n.accepted.length > 1 && strip(check, n, n.accepted, "Golden", " accepted")];
  }

  function sparkline(check) {
    const past = check.history;
    const now = has(check.score) ? check.score : check.measurement.found;
    if (!past.length || !has(now)) return null;
    const points = [...past, { value: now, passed: check.passed, at: check.at }];
    const values = points.map(point => point.value);
    const limit = now === check.measurement.found ? measured(check).low : undefined;
    const all = has(limit) ? [...values, limit] : values;
    const low = Math.min(...all), span = Math.max(...all) - low || 1e-9;
    const x = i => (4 + 136 * i / (points.length - 1)).toFixed(1);
    const y = value => (28 - 24 * (value - low) / span).toFixed(1);
    const last = points.length - 1;
    const what = now === check.measurement.found ? "" : "CLIP score ";
    const text = "Last " + plural(points.length, "run") + ": " + what + fixed(Math.min(...values)) + " to " + fixed(Math.max(...values)) + ", "
      + signed(now - past[past.length - 1].value) + " since the run before";
    return h("div", { class: "spark" },
      svg("svg", { viewBox: "0 0 144 32", role: "img", "aria-label": text },
        has(limit) && svg("line", { x1: 4, x2: 140, y1: y(limit), y2: y(limit) }),
        svg("path", { d: points.map((point, i) => (i ? "L" : "M") + x(i) + " " + y(point.value)).join("") }),
        points.slice(0, -1).map((point, i) => !point.passed && svg("circle", { class: "was-failed", cx: x(i), cy: y(point.value), r: 3 })),
        svg("circle", { class: "now", cx: x(last), cy: y(now), r: 4 })),
      h("span", {}, text));
  }

  // ---- explanation ----------------------------------------------------------------------------------------------

  function why(check) {
    const e = check.explanation;
    if (!e) return null;
    const words = e.words.all.filter(word => has(word.contribution)), descriptions = e.closest.descriptions.filter(d => has(d.score));
    const most = Math.max(...words.map(word => Math.abs(word.contribution)), 1e-9);
    const least = Math.min(0, ...words.map(word => word.contribution)) / most;
    const zero = 100 * -least / (1 - least);
    const word = w => {
      const width = (100 - zero) * Math.abs(w.contribution) / most;
      return h("li", {}, h("bdi", {}, w.text),
        h("span", { class: "rail", "aria-hidden": "true" },
          h("i", { class: w.contribution < 0 ? "against" : "", style: { left: (w.contribution < 0 ? zero - width : zero) + "%", width: width + "%" } }),
          h("b", { style: { left: zero + "%" } })),
        h("span", { class: "number" }, signed(w.contribution)));
    };
    return h("div", { class: "why" },
      words.length > 0 && h("div", {}, h("h4", {}, "What each part of the prompt adds"), h("ul", { class: "words" }, words.map(word))),
      descriptions.length > 0 && h("div", {}, h("h4", {}, "Closest descriptions"), h("ol", { class: "closest" },
        descriptions.map(d => h("li", {}, h("bdi", {}, d.text), h("span", { class: "number" }, fixed(d.score)))))),
      e.hints.length > 0 && h("div", {}, h("h4", {}, "About the picture"), h("ul", { class: "hints" }, e.hints.map(hint => h("li", {}, hint)))),
      e.troubles.length > 0 && h("div", {}, h("h4", {}, "Not explained"), h("ul", { class: "hints" }, e.troubles.map(trouble => h("li", {}, plain(trouble))))));
  }

  function facts(check) {
    const rows = [];
    const row = (name, value) => rows.push(h("dt", {}, plain(name)), h("dd", {}, plain(value)));
    for (const { name, value } of check.figures) row(name, figure(value));
    for (const { name, text } of check.facts) row(name, text);
    if (has(check.score)) row("CLIP score", fixed(check.score) + ", " + (Math.max(100 * check.score, 0)).toFixed(2) + " percent, " + (2.5 * Math.max(check.score, 0)).toFixed(4) + " rescaled (CLIP-S)");
    if (check.golden) row("golden", check.golden.file + ", " + check.golden.outcome.toLowerCase());
    if (check.model) row("model", check.model);
    check.images.slice(0, 50).forEach((image, i) => row(check.images.length > 1 ? "picture " + (i + 1) : "picture",
      image.width + " × " + image.height + " " + image.format + (has(image.score) && check.images.length > 1 ? ", score " + fixed(image.score) : "")
        + (image.source === "BufferedImage" ? "" : ", " + image.source) + ", sha256 " + image.picture.slice(0, 8)));
    row("test class", check.test.className);
    if (check.test.invocation) row("invocation", check.test.invocation);
    row("run again", "mvn test -Dtest='" + check.test.selector + "'");
    row("at", new Date(check.at).toLocaleString() + " in " + check.origin.module);
    return h("dl", { class: "facts" }, rows);
  }

  function details(check) {
    const box = h("details", {}, h("summary", {}, check.message ? "Message and details" : "Details"));
    let built = false;
    box.addEventListener("toggle", () => {
      if (built || !box.open) return;
      built = true;
      box.append(h("div", { class: "inner" }, check.message && h("pre", { tabindex: "0", "aria-label": "Failure message" }, plain(check.message)), facts(check)));
    });
    if (!check.passed && !has(check.score)) box.open = true;
    return box;
  }

  function card(check) {
    return h("li", { class: "check " + (check.passed ? "passed" : "failed"), id: "check-" + data.checks.indexOf(check) },
      pictures(check),
      h("div", { class: "body" },
        h("div", { class: "headline" },
          h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, check.passed ? "✓" : "✕"), check.passed ? "Passed" : "Failed"),
          check.prompt && h("span", { class: "chip" }, check.name),
          check.attempts > 1 && h("span", { class: "chip flaky" }, (check.passed ? "passed" : "failed") + " on attempt " + check.attempts)),
        h("h3", {}, titleOf(check)),
        h("p", { class: "where" }, h("code", {}, check.test.selector), check.test.invocation && [" ", h("bdi", {}, check.test.invocation)], check.model && [" · ", h("bdi", {}, check.model)]),
        scales(check).map((n, i, all) => [all.length > 1 && h("p", { class: "strip-title" }, capital(n.title)), scale(check, n)]), legend(check), strips(check), sparkline(check), why(check), details(check)));
  }

  // ---- the list -------------------------------------------------------------------------------------------------

  const cards = new Map();
  const cardOf = check => {
    if (!cards.has(check)) cards.set(check, card(check));
    return cards.get(check);
  };
  const haystack = new Map(data.checks.map(check => [check, [check.prompt, check.name, check.test.className, check.test.selector, check.test.invocation,
    check.message, check.model, check.measurement.measured, ...check.images.map(image => image.source), ...check.facts.map(fact => fact.text)].filter(Boolean).join("\n").toLowerCase()]));
  const order = new Map(data.checks.map((check, i) => [check, i]));
  const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
  const scoreOr = (check, other) => has(check.score) ? check.score : other;
  const byTest = (a, b) => compare(a.test.className, b.test.className) || compare(a.test.selector, b.test.selector) || order.get(a) - order.get(b);
  const SORTS = {
    failed: (a, b) => a.passed - b.passed || order.get(a) - order.get(b),
    near: (a, b) => compare(Math.abs(slack(a)), Math.abs(slack(b))) || order.get(a) - order.get(b),
    low: (a, b) => compare(scoreOr(a, Infinity), scoreOr(b, Infinity)) || order.get(a) - order.get(b),
    high: (a, b) => compare(scoreOr(b, -Infinity), scoreOr(a, -Infinity)) || order.get(a) - order.get(b),
    test: byTest,
    time: (a, b) => order.get(a) - order.get(b)
  };

  let shown = [];
  let pending = 0;
  const list = byId("list");
  function selected() {
    const words = byId("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdict = document.querySelector("input[name=verdict]:checked").value;
    const type = byId("class").value;
    return data.checks.filter(check => (verdict === "all" || check.passed === (verdict === "passed"))
      && (!type || check.test.className === type) && words.every(word => haystack.get(check).includes(word)));
  }
  function append(from, upTo) {
    const fragment = document.createDocumentFragment();
    for (const check of shown.slice(from, upTo)) fragment.append(cardOf(check));
    list.append(fragment);
  }
  /** The first cards at once, the rest between frames, so that a thousand checks open as fast as ten. */
  function update() {
    clearTimeout(pending);
    shown = selected().sort(SORTS[byId("sort").value]);
    list.replaceChildren();
    append(0, CHUNK);
    const rest = from => { pending = from < shown.length ? setTimeout(() => { append(from, from + CHUNK); rest(from + CHUNK); }) : 0; };
    rest(CHUNK);
    byId("count").textContent = shown.length === data.checks.length ? plural(shown.length, "check") : shown.length + " of " + plural(data.checks.length, "check");
    if (!shown.length) list.append(h("li", { class: "empty" }, data.checks.length ? "No check matches these filters." : "No checks were made."));
  }
  function completeForPrint() {
    if (pending) { clearTimeout(pending); pending = 0; append(list.children.length, shown.length); }
    list.querySelectorAll("img[data-key]").forEach(decode);
  }

  // ---- the viewer -----------------------------------------------------------------------------------------------

  const viewer = (() => {
    const dialog = byId("viewer"), stage = byId("viewer-stage"), heat = byId("viewer-heat"), heatBox = heat.firstElementChild;
    let check, index;
    const views = () => shown.flatMap(other => other.images.map((image, i) => ({ check: other, index: i })));
    const place = () => views().findIndex(view => view.check === check && view.index === index);
    function frame(key, label, size, map) {
      const uri = uriOf("large", key) || uriOf("small", key);
      if (!uri) return h("p", { class: "muted" }, "This picture was left out to keep the file small.");
      const box = h("span", { class: "frame" }, h("img", { src: uri, alt: label, class: size.width <= 128 && size.height <= 128 ? "tiny" : "" }), map && heatCanvas(map));
      box.dataset.ratio = size.width / size.height;
      return box;
    }
    /** The largest box of the picture's shape that the stage has room for. */
    function fit() {
      for (const box of stage.querySelectorAll(".frame")) {
        const room = box.parentElement.getBoundingClientRect(), caption = box.nextElementSibling;
        const height = room.height - (caption ? caption.getBoundingClientRect().height + 8 : 0), ratio = Number(box.dataset.ratio) || 1;
        const width = Math.min(room.width, height * ratio);
        box.style.width = width + "px";
        box.style.height = width / ratio + "px";
      }
    }
    function show() {
      const image = check.images[index], accepted = check.goldenPicture, map = index === 0 && check.explanation && check.explanation.heatMap;
      heat.hidden = !map;
      byId("viewer-title").replaceChildren(...titleOf(check));
      const caption = (accepted ? "New" : "") + (has(check.score) && check.images.length === 1 ? (accepted ? ", score " : "Score ") + fixed(check.score) : has(image.score) ? "Score " + fixed(image.score) : "");
      stage.replaceChildren(h("figure", {}, frame(image.picture, describe(image, index, check.images.length), image, map && heatBox.checked ? map : null), caption && h("figcaption", {}, caption)));
      if (accepted) stage.append(h("figure", {}, frame(accepted, "Accepted picture", image), h("figcaption", {}, "Golden" + (has(check.golden.score) ? ", score " + fixed(check.golden.score) : ""))));
      const position = place(), count = views().length;
      byId("viewer-caption").textContent = (check.passed ? "✓ Passed" : "✕ Failed") + " · " + check.test.selector + " · " + describe(image, index, check.images.length)
        + (uriOf("large", image.picture) || Math.max(image.width, image.height) <= 320 ? "" : " · reduced view") + " · " + (position + 1) + " of " + count;
      byId("viewer-previous").disabled = position <= 0;
      byId("viewer-next").disabled = position >= count - 1;
      if (dialog.open) settle();
    }
    /** Keys reach the dialog only from inside it: not from a button that was just disabled or hidden. */
    function settle() {
      fit();
      const focused = document.activeElement;
      if (!dialog.contains(focused) || focused.disabled || focused.closest("[hidden]")) byId("viewer-close").focus();
    }
    function step(by) {
      const next = views()[place() + by];
      if (next) { ({ check, index } = next); show(); }
    }
    dialog.addEventListener("keydown", event => {
      if (event.key === "ArrowLeft") step(-1);
      else if (event.key === "ArrowRight") step(1);
      else return;
      event.preventDefault();
    });
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    heatBox.addEventListener("change", show);
    window.addEventListener("resize", () => { if (dialog.open) fit(); });
    byId("viewer-close").addEventListener("click", () => dialog.close());
    byId("viewer-previous").addEventListener("click", () => step(-1));
    byId("viewer-next").addEventListener("click", () => step(1));
    return { open(newCheck, newIndex, withHeat) {
      check = newCheck;
      index = newIndex;
      heatBox.checked = !!withHeat;
      show();
      dialog.showModal();
      settle();
    } };
  })();

  // ---- threshold help -------------------------------------------------------------------------------------------

  function chart(advice) {
    const { from, to, matching, shuffled } = advice.histogram;
    const bins = matching.length, width = 320, middle = 80;
    const up = Math.max(...matching, 1), down = Math.max(...shuffled, 1);
    const x = value => width * (value - from) / (to - from);
    const bars = (counts, most, kind, y) => counts.map((count, i) => count > 0 && svg("rect", { class: kind, x: width * i / bins + 0.5, width: width / bins - 1, ...y(70 * count / most) }));
    const cut = advice.suggestions[0].threshold;
    return svg("svg", { viewBox: "0 0 " + width + " 160", preserveAspectRatio: "none", role: "img",
      "aria-label": "Matching pairs score " + fixed(advice.matching[0]) + " to " + fixed(advice.matching[advice.matching.length - 1]) + "; shuffled pairs are drawn below the axis; suggested threshold " + fixed(cut) },
      bars(matching, up, "up", height => ({ y: middle - height, height })), bars(shuffled, down, "down", height => ({ y: middle, height })),
      svg("line", { class: "axis", x1: 0, x2: width, y1: middle, y2: middle }), svg("line", { class: "cut", x1: x(cut), x2: x(cut), y1: 0, y2: 160 }));
  }

  function advice(entry) {
    const rows = entry.suggestions.map(s => h("tr", {}, h("th", { scope: "row" }, percent(s.falseAlarms)), h("td", {}, fixed(s.threshold)), h("td", {}, percent(s.missed)), h("td", {}, signed(s.margin)), h("td", {}, percent(s.missedByMargin))));
    const simple = entry.className.slice(entry.className.lastIndexOf(".") + 1);
    const best = entry.suggestions[0];
    return h("article", { class: "advice" },
      h("h3", {}, simple), h("p", { class: "where" }, entry.className + " · " + entry.model),
      chart(entry),
      h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, entry.histogram.from.toFixed(2)), h("span", {}, entry.histogram.to.toFixed(2))),
      h("ul", { class: "keys" }, h("li", {}, h("i", { class: "up" }), plural(entry.matching.length, "matching pair")), h("li", {}, h("i", { class: "down" }), plural(entry.shuffledPairs, "shuffled pair")), h("li", {}, h("i", { class: "cut" }), "threshold " + fixed(best.threshold))),
      h("p", {}, "A matching pair outscores a shuffled one in ", h("b", {}, percent(entry.separation)), " of cases."),
      h("div", { class: "table", role: "region", tabindex: "0", "aria-label": "Thresholds for " + simple }, h("table", {},
        h("caption", {}, "Of further pictures that match, the share in the first column is expected to fail; of shuffled pairs, the share beside each number would pass."),
        h("thead", {}, h("tr", {}, ["False alarms", "Threshold", "passes wrongly", "Margin", "passes wrongly"].map(name => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows))),
      entry.matching.length < 19 && h("p", { class: "where" }, "With " + plural(entry.matching.length, "matching pair") + " no rate below " + percent(1 / (entry.matching.length + 1)) + " can be promised; more pictures allow a stricter one."),
      h("pre", { class: "snippet" }, ".withClipScoreAbove(" + best.threshold.toFixed(4) + ")"));
  }

  // ---- head -----------------------------------------------------------------------------------------------------

  function head() {
    const { checks, passed, failed } = data.totals;
    byId("title").textContent = !checks ? "No checks were made" : failed ? failed + " of " + plural(checks, "check") + " failed" : checks === 1 ? "The check passed" : "All " + checks + " checks passed";
    document.title = byId("title").textContent + " · clipunit";
    if (checks) byId("tally").append(
      h("div", { class: "bar", role: "img", "aria-label": failed + " failed, " + passed + " passed" }, failed > 0 && h("span", { class: "failed", style: { flex: failed } }), passed > 0 && h("span", { class: "passed", style: { flex: passed } })),
      h("p", { class: "tally-words" }, failed > 0 && h("span", { class: "failed" }, "✕ " + failed + " failed"), passed > 0 && h("span", { class: "passed" }, "✓ " + passed + " passed")));
    const models = [...new Set(data.checks.map(check => check.model).filter(Boolean))];
    const modules = [...new Set(data.runs.map(run => run.module))];
    const classes = new Set(data.checks.map(check => check.test.className));
    byId("runs").textContent = [data.runs.length && new Date(data.runs[0].started).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }),
      plural(classes.size, "test class").replace("classs", "classes"), modules.length && (modules.length > 1 ? "modules " : "module ") + modules.join(", "), models.length && (models.length > 1 ? "models " : "model ") + models.join(", ")].filter(Boolean).join(" · ");
    byId("warnings").append(...data.warnings.map(warning => h("p", { class: "notice" }, warning)));
    byId("class").append(h("option", { value: "" }, "All classes"), ...[...classes].sort().map(name => h("option", { value: name }, name.slice(name.lastIndexOf(".") + 1))));
    if (data.thresholds.length) {
      byId("thresholds").hidden = false;
      byId("advice").append(...data.thresholds.map(advice));
    } else byId("to-thresholds").hidden = true;
  }

  function theme() {
    const button = byId("theme"), choices = ["auto", "light", "dark"];
    let choice = "auto";
    const stored = action => { try { return action(localStorage); } catch (refused) { return null; } };
    const apply = () => {
      if (choice === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = choice;
      button.textContent = { auto: "◐ Auto", light: "○ Light", dark: "● Dark" }[choice];
      button.setAttribute("aria-label", "Theme: " + choice);
    };
    const kept = stored(storage => storage.getItem("clipunit.theme"));
    if (choices.includes(kept)) choice = kept;
    button.addEventListener("click", () => {
      choice = choices[(choices.indexOf(choice) + 1) % choices.length];
      stored(storage => storage.setItem("clipunit.theme", choice));
      apply();
    });
    apply();
  }

  theme();
  head();
  update();
  byId("filters").addEventListener("submit", event => event.preventDefault());
  byId("text").addEventListener("input", update);
  byId("filters").addEventListener("change", event => { if (event.target.id !== "text") update(); });
  addEventListener("beforeprint", completeForPrint);
})();
