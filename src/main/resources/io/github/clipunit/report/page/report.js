"use strict";
(() => {
  // All texts in the data are untrusted: they become text nodes and attribute values, never markup.
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const CHUNK = 40, SHOWN_PICTURES = 12, SHOWN_BARS = 9, SHOWN_LINES = 4;
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
  const plural = (count, word) => count + " " + word + (count === 1 ? "" : /(s|ss|ch)$/.test(word) ? "es" : "s");
  const has = value => typeof value === "number";
  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  const number = value => !has(value) ? String(value) : Number.isInteger(value) ? String(value)
    : Math.abs(value) < 0.001 ? value.toPrecision(2).replace("-", "−") : fixed(value);
  const duration = millis => millis < 1000 ? Math.round(millis) + " ms" : millis < 60000 ? (millis / 1000).toFixed(1) + " s"
    : Math.floor(millis / 60000) + " min " + Math.round(millis % 60000 / 1000) + " s";
  const simple = name => name.slice(name.lastIndexOf(".") + 1);
  /** Shows the characters that would change the direction of the text after them, instead of obeying them. */
  const plain = text => text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, c => "⟨U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩");
  const quoted = text => ["“", h("bdi", {}, plain(text)), "”"];
  /** If the browser refuses to copy, the text is selected, so that people can copy it themselves. */
  function copyButton(code, what) {
    const tell = word => { button.textContent = word; setTimeout(() => { button.textContent = "Copy"; }, 2000); };
    const copy = () => navigator.clipboard.writeText(code.textContent).then(() => tell("Copied"));
    const button = h("button", { type: "button", class: "copy", "aria-label": "Copy " + what, onclick: () => Promise.resolve().then(copy).catch(() => { getSelection().selectAllChildren(code); tell("Selected"); }) }, "Copy");
    return button;
  }
  function command(text, what) {
    const code = h("code", {}, plain(text));
    return h("div", { class: "command" }, code, copyButton(code, what));
  }

  // ---- tests and their checks -----------------------------------------------------------------------------------
  const tests = data.tests;
  const checks = tests.flatMap(test => test.checks);
  const testOf = new Map(tests.flatMap(test => test.checks.map(check => [check, test])));
  const isRed = test => test.status === "FAILED" || test.status === "ERROR";
  const ran = test => isRed(test) || test.status === "PASSED";
  const kindOf = test => test.flaky ? "flaky" : test.status.toLowerCase();
  const KINDS = { passed: ["✓", "Passed"], failed: ["✕", "Failed"], error: ["!", "Error"], flaky: ["↻", "Flaky"], aborted: ["–", "Aborted"], disabled: ["–", "Disabled"] };
  /** A check that failed in a test that passed was meant to fail. */
  const verdictOf = check => check.passed ? "passed" : testOf.get(check).status === "PASSED" ? "expected" : "failed";
  const MARKS = { passed: "✓", failed: "✕", expected: "○" };
  const VERDICTS = { passed: "Held", failed: "Failed", expected: "Failed, as its test expected" };
  const nameOf = test => test.test.method || simple(test.test.className);
  const runOf = test => data.runs.find(run => run.id === test.origin.run && run.module === test.origin.module) || data.runs[0] || {};
  const models = [...new Set(checks.map(check => check.model).filter(Boolean))];
  const rivalsOf = check => check.rivals && check.rivals.length ? check.rivals : check.nearest ? [check.nearest] : [];
  const factOf = (check, name) => (check.facts.find(fact => fact.name === name) || {}).text;
  const figureOf = (check, name) => check.figures.find(figure => figure.name === name && figure.of === undefined);
  const anchors = new Map();
  for (const test of tests) {
    let anchor = "test-" + test.id;
    for (let i = 2; anchors.has(anchor); i++) anchor = "test-" + test.id + "-" + i;
    anchors.set(anchor, test);
  }
  const anchorOf = new Map([...anchors].map(([anchor, test]) => [test, anchor]));
  /** The position of the test in its source, as a link if the run knows where to see its commit. */
  function sourceOf(test) {
    if (!test.source) return null;
    const { file, line } = test.source;
    const name = plain(file.slice(file.lastIndexOf("/") + 1)) + (line ? ":" + line : "");
    const base = runOf(test).sources;
    return /^https:\/\//.test(base || "")
      ? h("a", { href: base + file.split("/").map(encodeURIComponent).join("/") + (line ? "#L" + line : ""), title: plain(file), rel: "noreferrer" }, name)
      : h("code", { title: plain(file) }, name);
  }

  // ---- numbers of a check ---------------------------------------------------------------------------------------
  const BOUNDS = { ABOVE: ["Threshold"], AT_LEAST: ["At least"], BELOW: ["Upper threshold"], AT_MOST: ["At most"], EQUAL_TO: ["Wanted"], BETWEEN: ["Threshold", "Upper threshold"], RECORDED: [] };
  const SIGNS = { ABOVE: "> ", AT_LEAST: "≥ ", BELOW: "< ", AT_MOST: "≤ ", EQUAL_TO: "= ", BETWEEN: "", RECORDED: "" };
  /** The values found and wanted, on the scale of the measurement. */
  function measured(check) {
    const { measured, found, relation, wanted } = check.measurement, mean = figureOf(check, "mean");
    const low = ["ABOVE", "AT_LEAST", "BETWEEN", "EQUAL_TO"].includes(relation) ? wanted[0] : undefined;
    const high = relation === "BETWEEN" ? wanted[1] : ["BELOW", "AT_MOST", "EQUAL_TO"].includes(relation) ? wanted[0] : undefined;
    const ends = factOf(check, "positive") && [factOf(check, "negative"), factOf(check, "positive")];
    return { title: measured, value: found, low, high, scale: ends ? "share of two prompts" : measured, ends, span: ends && [0, 1],
      interval: mean && has(mean.low) && mean.value === found ? [mean.low, mean.high] : undefined };
  }
  /** The score behind the check and the values it is compared with, on the scale of cosines. */
  function scored(check) {
    const { score, nearest, golden } = check;
    const own = isScore(check) ? measured(check) : {};
    const mean = figureOf(check, "mean");
    return { title: own.title || "CLIP score", value: score, low: own.low, high: own.high, scale: "CLIP score",
      rival: nearest ? nearest.score : undefined, golden: golden ? golden.score : undefined, tolerance: golden ? golden.tolerance : undefined,
      interval: mean && has(mean.low) && Math.abs(mean.value - score) < 1e-9 ? [mean.low, mean.high] : undefined,
      samples: check.images.map(image => image.score).filter(has), accepted: golden ? golden.scores : [] };
  }
  /** The drop of a set's mean, with the interval of the true drop, compared with the tolerance. */
  function fallen(check) {
    const drop = figureOf(check, "drop"), golden = check.golden;
    return drop && has(drop.value) && golden && has(golden.tolerance)
      ? { title: "drop of the mean", value: drop.value, high: golden.tolerance, interval: has(drop.low) ? [drop.low, drop.high] : undefined, scale: "drop", own: true } : null;
  }
  /** Whether the check measured the score itself. */
  const isScore = check => has(check.score) && check.measurement.found === check.score;
  const compares = n => has(n.rival) || has(n.golden) || n.samples.length > 1;
  /** Whether the check counted pictures, which are drawn as filled cells. */
  const isCount = check => check.images.length > 1 && check.images.length <= 60
    && (check.measurement.measured === "diversity" || check.measurement.measured.startsWith("pictures with "));
  /** The scales to draw: the measurement's, unless only words describe it, and the scale of scores if it shows more. */
  function scales(check) {
    const own = isScore(check) || isCount(check) ? [] : [measured(check)].filter(n => has(n.value) && !check.measurement.words);
    const score = scored(check), drop = fallen(check);
    return [...own, ...(has(score.value) && (isScore(check) || compares(score)) ? [score] : []), ...(drop ? [drop] : [])];
  }
  const foundText = check => check.measurement.words ? check.measurement.words.found : has(check.measurement.found) ? fixed(check.measurement.found) : String(check.measurement.found);
  const wantedText = check => check.measurement.words ? check.measurement.words.wanted : SIGNS[check.measurement.relation] + check.measurement.wanted.map(number).join(" to ");
  /** One axis for each quantity and model, so that scales can be compared across the page. */
  const axes = new Map();
  const axisKey = (check, scale) => (check.model || "") + "\n" + scale;
  for (const check of checks) {
    for (const n of scales(check)) {
      const key = axisKey(check, n.scale);
      const axis = axes.get(key) || { low: Infinity, high: -Infinity };
      for (const v of [n.value, n.low, n.high, n.golden, ...(n.interval || []), ...(n.span || []), ...(n.samples || []), ...(n.accepted || []), ...(n.scale === "CLIP score" ? rivalsOf(check).map(r => r.score) : [])]) {
        if (has(v)) { axis.low = Math.min(axis.low, v); axis.high = Math.max(axis.high, v); }
      }
      axis.exact = !!n.span;
      axes.set(key, axis);
    }
  }
  for (const axis of axes.values()) {
    // Leave room next to the outermost marks, and round the ends: to 0.05 if everything lies within 1.
    if (axis.exact) continue;
    const span = axis.high - axis.low;
    const step = span <= 1 ? 0.05 : 10 ** Math.floor(Math.log10(span)) / 2;
    axis.low = Math.floor((axis.low - step / 5) / step) * step;
    axis.high = Math.ceil((axis.high + step / 5) / step) * step;
  }
  const axisOf = (check, n) => axes.get(axisKey(check, n.scale));
  /** How far inside its bounds the number is, as a share of its axis; negative if the check fails. */
  function slack(check) {
    const n = isScore(check) ? scored(check) : measured(check), axis = axisOf(check, n), room = [];
    if (axis && has(n.low)) room.push(n.value - n.low);
    if (axis && has(n.high)) room.push(n.high - n.value);
    return room.length ? Math.min(...room) / (axis.high - axis.low) : Infinity;
  }
  const share = (axis, value) => 100 * (Math.max(axis.low, Math.min(axis.high, value)) - axis.low) / (axis.high - axis.low || 1);
  const at = (axis, value) => share(axis, value).toFixed(2) + "%";
  const between = (axis, low, high) => ({ left: at(axis, low), right: (100 - share(axis, high)).toFixed(2) + "%" });

  // ---- pictures -------------------------------------------------------------------------------------------------
  /** A picture is in the page or in the folder of pictures next to it, and nowhere else. */
  function uriOf(size, key) {
    const uri = (data.pictures[key] || {})[size];
    return uri && /^(data:image\/|pictures\/)/.test(uri) ? uri : null;
  }
  const largest = key => uriOf("large", key) || uriOf("small", key), smallest = key => uriOf("small", key) || uriOf("large", key);
  const describe = (image, index, count) =>
    (count > 1 ? "Picture " + (index + 1) + " of " + count : "Picture") + ", " + image.width + " × " + image.height
      + (image.source === "BufferedImage" ? "" : ", " + plain(image.source));
  const pixelated = size => size.width <= 128 && size.height <= 128 ? "tiny" : null;

  function thumbnail(uri, label, size, open) {
    return h("button", { type: "button", class: "picture", "aria-label": "Open large: " + label, onclick: open },
      uri ? h("img", { src: uri, alt: label, width: size.width, height: size.height, loading: "lazy", decoding: "async", class: pixelated(size) })
        : h("span", { class: "absent" }, "Picture not kept"));
  }

  function heatCanvas(map) {
    const canvas = h("canvas", { class: "heat", width: map.columns, height: map.rows, role: "img",
      "aria-label": "Bright where covering the picture lowers the score the most" });
    const pixels = new ImageData(map.columns, map.rows), most = Math.max(...map.values, 1e-9);
    map.values.forEach((value, i) => { pixels.data[4 * i + 3] = Math.round(225 * (1 - Math.max(0, value) / most)); });
    canvas.getContext("2d").putImageData(pixels, 0, 0);
    for (const [side, share] of [["left", map.left], ["top", map.top], ["width", map.right - map.left], ["height", map.bottom - map.top]]) canvas.style.setProperty(side, 100 * share + "%");
    return canvas;
  }

  const VIEWS = [["sides", "Side by side"], ["slider", "Slider"], ["difference", "Difference"]];
  let groups = 0;
  /** Compares a new picture with the accepted one: side by side, with a slider, or by their difference. */
  function comparison(check, open) {
    const image = check.images[0], now = largest(image.picture), before = largest(check.goldenPicture);
    const ratio = image.width + " / " + image.height, group = "view-" + ++groups;
    const picture = (uri, label) => h("img", { src: uri, alt: label, loading: "lazy", decoding: "async", class: pixelated(image) });
    const caption = (name, score) => h("figcaption", {}, h("b", {}, name), has(score) && " " + fixed(score));
    const frame = (uri, label) => open ? h("button", { type: "button", class: "picture", "aria-label": "Open large: " + label, onclick: open, style: { "aspect-ratio": ratio } }, picture(uri, label))
      : h("span", { class: "picture", style: { "aspect-ratio": ratio } }, picture(uri, label));
    const stage = h("div", { class: "stage" });
    const show = {
      sides: () => [h("figure", {}, frame(before, "Golden picture"), caption("Golden", check.golden.score)), h("figure", {}, frame(now, "New picture"), caption("New", check.score))],
      slider: () => {
        const over = h("span", { class: "over" }, picture(now, "New picture"));
        const box = h("span", { class: "picture stacked", style: { "aspect-ratio": ratio, "--at": "50%" } }, picture(before, "Golden picture"), over, h("i", { "aria-hidden": "true" }));
        return h("figure", {}, box, h("input", { type: "range", min: 0, max: 100, value: 50, "aria-label": "Position of the slider, with the golden on the left and the new picture on the right",
          oninput: event => box.style.setProperty("--at", event.target.value + "%") }), h("figcaption", { class: "ends" }, h("b", {}, "Golden"), h("b", {}, "New")));
      },
      // Both are drawn at the size of the golden, which keeps only a smaller copy; nothing is read from the canvas.
      difference: () => {
        const canvas = h("canvas", { class: "differing", role: "img", "aria-label": "Bright where the new picture differs from the golden" });
        const first = new Image(), second = new Image();
        Promise.all([[first, before], [second, now]].map(([one, uri]) => { one.src = uri; return one.decode(); })).then(() => {
          Object.assign(canvas, { width: first.naturalWidth, height: first.naturalHeight });
          const context = Object.assign(canvas.getContext("2d"), { imageSmoothingQuality: "high" });
          context.drawImage(first, 0, 0);
          context.globalCompositeOperation = "difference";
          context.drawImage(second, 0, 0, canvas.width, canvas.height);
        }, () => canvas.replaceWith("The pictures cannot be compared."));
        return h("figure", {}, h("span", { class: "picture", style: { "aspect-ratio": ratio } }, canvas), h("figcaption", {}, "The difference, four times as bright, at the golden’s size"));
      }
    };
    const choose = view => stage.replaceChildren(...[show[view]()].flat());
    choose("sides");
    return h("div", { class: "comparison", style: { "--ratio": image.width / image.height } },
      h("fieldset", { class: "segments" }, h("legend", { class: "hidden" }, "How to compare"), VIEWS.map(([view, name], i) =>
        h("label", {}, h("input", { type: "radio", name: group, value: view, checked: i === 0, onchange: () => choose(view) }), h("span", {}, name)))),
      stage);
  }
  const isComparable = check => check.goldenPicture && check.images.length > 0 && largest(check.goldenPicture) && largest(check.images[0].picture);
  /** The pictures of checks that use the same ones: each once. */
  function pictures(check, checks) {
    const images = check.images, compared = checks.find(isComparable);
    const explained = images.length === 1 && checks.find(one => one.explanation && one.explanation.heatMap);
    const golden = !compared && checks.find(one => one.goldenPicture && largest(one.goldenPicture));
    const items = images.length === 1 && compared ? [] : images.slice(0, SHOWN_PICTURES).map((image, i) =>
      thumbnail(images.length === 1 ? largest(image.picture) : smallest(image.picture), describe(image, i, images.length), image, () => viewer.open(check, i)));
    if (explained) {
      const button = thumbnail(largest(images[0].picture), "Where the model looked", images[0], () => viewer.open(explained, 0, true));
      button.append(heatCanvas(explained.explanation.heatMap));
      items.push(h("figure", {}, button, h("figcaption", {}, "Where the model looked")));
    }
    if (golden) items.push(h("figure", {}, thumbnail(largest(golden.goldenPicture), "Golden picture", images[0] || {}, () => viewer.open(golden, 0)), h("figcaption", {}, "Golden")));
    if (images.length > SHOWN_PICTURES) items.push(h("p", { class: "more" }, "+ " + (images.length - SHOWN_PICTURES) + " more"));
    return [compared && comparison(compared, () => viewer.open(compared, 0)),
      items.length > 0 && h("div", { class: "pictures" + (images.length > 1 ? " many" : items.length > 1 || compared ? " two" : "") }, items)];
  }

  // ---- score, samples, history ----------------------------------------------------------------------------------
  function scale(check, n, isSmall) {
    const axis = axisOf(check, n), bounded = has(n.low) || has(n.high), from = has(n.low) ? n.low : axis.low, to = has(n.high) ? n.high : axis.high;
    const words = [n.title + " " + fixed(n.value), n.interval && "interval " + n.interval.map(fixed).join(" to "),
      ...[["threshold", n.low], [n.own ? "tolerance" : "upper threshold", n.high], ["golden", n.golden], ["tolerance", n.tolerance], ["nearest distractor", n.rival]].map(([name, value]) => has(value) && name + " " + fixed(value))].filter(Boolean);
    const mark = (kind, value) => has(value) && h("span", { class: kind, style: { left: at(axis, value) } });
    const ends = n.ends || [axis.low, axis.high].map(end => end.toFixed(2).replace("-", "−"));
    return h("div", { class: "scale" + (isSmall ? " small" : ""), role: "img", "aria-label": words.join(", ") + "; scale from " + axis.low.toFixed(2) + " to " + axis.high.toFixed(2) },
      h("div", { class: "track" }, bounded && to > from && h("span", { class: "allowed", style: between(axis, from, to) }),
        has(n.golden) && has(n.tolerance) && h("span", { class: "tolerated", style: between(axis, n.golden - n.tolerance, n.golden) })),
      has(n.rival) && h("span", { class: "lead-bar", style: between(axis, Math.min(n.value, n.rival), Math.max(n.value, n.rival)) }),
      n.interval && h("span", { class: "interval", style: between(axis, ...n.interval) }),
      mark("limit", n.low), mark("limit upper", n.high === n.low ? undefined : n.high), mark("square", n.rival), mark("diamond", n.golden), mark("dot", n.value),
      !isSmall && [h("span", { class: "end" }, plain(ends[0])), h("span", { class: "end right" }, plain(ends[1]))]);
  }

  const entry = (kind, label, text, delta, bad) => h("li", {}, kind && h("span", { class: kind, "aria-hidden": "true" }), h("span", { class: "name" }, label), h("b", {}, text),
    delta && h("span", { class: "delta" + (bad ? " bad" : "") }, delta));

  /** The value found, and each bound with its distance. */
  function verdict(check, n) {
    const { relation, wanted, words } = check.measurement, entries = [entry(words || !has(n.value) || isCount(check) ? null : "dot", capital(n.title), foundText(check))];
    if (words || !has(n.value) || isCount(check)) return wantedText(check) ? [...entries, entry(null, "Wanted", wantedText(check))] : entries;
    const away = limit => n.value === limit ? "exactly equal" : fixed(Math.abs(n.value - limit)) + (n.value < limit ? " below" : " above");
    const misses = limit => !check.passed && (limit === n.low ? n.value <= limit : n.value >= limit);
    // A test on drawn pictures asks the mean for more or less than the threshold, by their number and spread.
    const asked = measured(check).title === "mean CLIP score" && figureOf(check, "CLIP score threshold");
    return [...entries, ...wanted.map((limit, i) => entry(limit === n.low ? "limit" : "limit upper", asked && asked.value !== limit ? "Mean that passes the test" : BOUNDS[relation][i], fixed(limit), away(limit), misses(limit)))];
  }

  function legend(check) {
    const entries = verdict(check, measured(check)), n = scored(check), drop = fallen(check);
    if (has(n.value) && !isScore(check) && compares(n)) entries.push(entry("dot", "CLIP score", fixed(n.value)));
    if (n.interval) entries.push(entry("interval", "95 % interval", fixed(n.interval[0]) + " to " + fixed(n.interval[1])));
    if (has(n.rival)) entries.push(entry("square", ["Nearest distractor, ", h("bdi", {}, plain(check.nearest.text))], fixed(n.rival)));
    if (has(n.golden)) entries.push(entry("diamond", "Golden", fixed(n.golden), has(n.value) && "change " + signed(n.value - n.golden), !check.passed && n.value < n.golden));
    if (has(n.tolerance)) entries.push(entry("tolerated", "Tolerance", number(n.tolerance)));
    if (drop) entries.push(entry(null, "Drop", fixed(drop.value), drop.interval && "true drop " + fixed(drop.interval[0]) + " to " + fixed(drop.interval[1]), !check.passed));
    return h("ul", { class: "legend" }, entries);
  }

  /** Rows of bars on one axis: a label, a number, the interval of its true value, and the wanted value. */
  function bars(title, rows, axis, { limit, band, text } = {}) {
    const zero = Math.max(axis.low, Math.min(axis.high, 0));
    const shown = rows.filter((r, i) => i < SHOWN_BARS || r.own), rest = rows.filter(r => !shown.includes(r));
    const row = r => h("li", { class: r.own ? "own" : null }, h("bdi", {}, plain(r.label)),
      h("span", { class: "rail", "aria-hidden": "true" },
        band && h("s", { style: between(axis, ...band) }),
        has(r.value) && h("i", { style: between(axis, Math.min(zero, r.value), Math.max(zero, r.value)) }),
        has(r.low) && h("u", { style: between(axis, r.low, r.high) }),
        has(limit) && h("b", { style: { left: at(axis, limit) } })),
      h("span", { class: "number" }, text(r)));
    return h("div", { class: "bars" }, h("h5", {}, title), h("ul", {}, shown.map(row)),
      rest.length > 0 && h("details", {}, h("summary", {}, "And " + rest.length + " more"), h("ul", {}, rest.map(row))));
  }

  const UNIT = { low: 0, high: 1 }, falling = (a, b) => b.value - a.value;
  const within = r => percent(r.value) + (has(r.low) ? " (" + Math.round(100 * r.low) + " to " + Math.round(100 * r.high) + " %)" : "");
  /** The numbers of a check for each of several labels, prompts or contents, and for every distractor. */
  function pictured(check) {
    const { measured, found, wanted } = check.measurement, own = check.prompt;
    const byName = new Map();
    for (const figure of check.figures) {
      if (figure.of === undefined) continue;
      if (!byName.has(figure.name)) byName.set(figure.name, []);
      byName.get(figure.name).push({ label: figure.of, ...figure });
    }
    const parts = [], axis = axes.get(axisKey(check, "CLIP score"));
    const rivals = rivalsOf(check).filter(rival => has(rival.score)).map(rival => ({ label: rival.text, value: rival.score }));
    if (rivals.length && has(check.score) && axis) {
      parts.push(bars("CLIP scores", [{ label: own, value: check.score, own: true }, ...rivals].sort(falling), axis, { text: r => fixed(r.value) }));
    }
    for (const [name, rows] of byName) {
      const equal = 1 / rows.length, counts = byName.get("pictures") || [];
      if (name === "pictures" && byName.has("share")) continue;
      if (name === "share") {
        parts.push(bars("Share of each label, with its 90 % interval", rows, UNIT, { limit: equal, band: measured.includes("deviation") ? [equal - wanted[0], equal + wanted[0]] : null,
          text: r => within(r) + (counts[rows.indexOf(r)] ? " · " + plural(counts[rows.indexOf(r)].value, "picture") : "") }));
      } else if (name === "mean share") parts.push(bars("Mean share of each label", rows, UNIT, { limit: equal, text: within }));
      else if (name === "accuracy") parts.push(bars("Share of each label that is recognised, with its 90 % interval", rows, UNIT, { text: within }));
      else if (name === "yes" && measured === "least yes") parts.push(bars("Probability of yes for each question", rows, UNIT, { limit: wanted[0], text: r => number(r.value) + (r.value > wanted[0] ? " · met" : " · not met") }));
      else if (name === "part") parts.push(bars("CLIP score of each part, weakest first", rows, axis, { limit: wanted[0], text: r => fixed(r.value) }));
      else if (name === "probability") parts.push(bars("Probability", rows.map(r => ({ ...r, own: r.label === own })).sort(falling), UNIT, { limit: wanted[0], text: r => number(r.value) }));
      else {
        const isDrop = name === "drop" && check.golden, all = rows.flatMap(r => [r.value, r.low, r.high]).concat(isDrop ? [0, check.golden.tolerance] : []).filter(has);
        const room = (Math.max(...all) - Math.min(...all)) / 10 || 0.01;
        parts.push(bars(isDrop ? "Drop of each prompt" : capital(name) + " for each", rows, { low: Math.min(...all) - room, high: Math.max(...all) + room }, { limit: isDrop ? check.golden.tolerance : undefined,
          text: r => number(r.value) + (has(r.low) ? ", " + fixed(r.low) + " to " + fixed(r.high) : "") }));
      }
    }
    if (isCount(check) && has(found)) parts.unshift(cells(check.images.length, found, wanted[0], measured));
    if (measured === "level of reproduction") {
      parts.push(h("ol", { class: "steps", "aria-label": "Levels of reproduction" }, ["different pictures", "alike to the model", "the same pixels", "the same bytes"].map((step, i) =>
        h("li", { class: i === found ? "found" : i < found ? "reached" : null }, step, i === wanted[0] && h("span", {}, "wanted"), i === found && h("span", {}, "found")))));
    }
    return parts;
  }

  /** One cell per picture; as many are filled as were counted. */
  function cells(count, found, wanted, what) {
    const axis = { low: 0, high: count };
    return h("div", { class: "cells", role: "img", "aria-label": what + ": " + number(found) + " of " + count + ", wanted " + number(wanted) },
      Array.from({ length: count }, (_, i) => h("span", {}, h("i", { style: { width: 100 * Math.max(0, Math.min(1, found - i)) + "%" } }))),
      h("b", { style: { left: at(axis, wanted) } }));
  }

  function strip(check, n, values, title, kind) {
    const axis = axisOf(check, n), mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const fails = value => !kind && (has(n.low) && !(value > n.low) || has(n.high) && !(value < n.high));
    const text = title + ": " + plural(values.length, "picture") + ", mean " + fixed(mean) + ", " + fixed(Math.min(...values)) + " to " + fixed(Math.max(...values))
      + (!kind && (has(n.low) || has(n.high)) ? ", " + values.filter(fails).length + " out of bounds" : "");
    return [h("p", { class: "strip-title" }, text),
      h("div", { class: "strip" + (kind || ""), role: "img", "aria-label": text },
        h("span", { class: "mean", style: { left: at(axis, mean) } }),
        has(n.low) && h("span", { class: "limit", style: { left: at(axis, n.low) } }),
        values.map((value, i) => h("span", { class: "sample" + (fails(value) ? " below" : ""), title: fixed(value), style: { left: at(axis, value), top: 25 + 50 * ((i * 0.618034) % 1) + "%" } })))];
  }
  /** The scores of each seed in the golden and in this run, joined by a line. */
  function pairs(check, n) {
    const axis = axisOf(check, n), drops = n.accepted.map((before, i) => before - n.samples[i]);
    const fell = drops.filter(drop => drop > 0).length, mean = drops.reduce((sum, drop) => sum + drop, 0) / drops.length;
    const text = "Golden to this run: " + plural(drops.length, "pair") + ", " + fell + " fell, mean drop " + fixed(mean);
    const ends = drops.map((drop, i) => [share(axis, n.accepted[i]).toFixed(2), share(axis, n.samples[i]).toFixed(2), drop > 0]);
    return [h("p", { class: "strip-title" }, text),
      h("div", { class: "strip pairs", role: "img", "aria-label": text },
        svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" },
          ends.map(([before, now, fell]) => svg("line", { class: fell ? "fell" : null, x1: before, x2: now, y1: 12, y2: 88 }))),
        ends.map(([before, now], i) => [
          h("span", { class: "sample then", title: "Golden, seed " + (i + 1) + ": " + fixed(n.accepted[i]), style: { left: before + "%", top: "12%" } }),
          h("span", { class: "sample", title: "This run, seed " + (i + 1) + ": " + fixed(n.samples[i]), style: { left: now + "%", top: "88%" } })]))];
  }
  function strips(check) {
    const n = scored(check);
    if (!has(n.value)) return null;
    if ((factOf(check, "compared by") || "").startsWith("pairs") && n.samples.length > 1 && n.samples.length === n.accepted.length) return pairs(check, n);
    return [n.samples.length > 1 && strip(check, n, n.samples, "This run"), n.accepted.length > 1 && strip(check, n, n.accepted, "Golden", " accepted")];
  }

  function sparkline(check) {
    const past = check.history;
    const now = has(check.score) ? check.score : check.measurement.found;
    if (!past.length || !has(now)) return null;
    const points = [...past, { value: now, passed: check.passed, at: check.at }];
    const values = points.map(point => point.value), last = points.length - 1, isFound = now === check.measurement.found;
    const limit = isFound ? measured(check).low : undefined, all = has(limit) ? [...values, limit] : values;
    const low = Math.min(...all), span = Math.max(...all) - low || 1e-9;
    const x = i => (4 + 136 * i / last).toFixed(1), y = value => (28 - 24 * (value - low) / span).toFixed(1), what = isFound ? "" : "CLIP score ";
    const text = "Last " + plural(points.length, "run") + ": " + what + fixed(Math.min(...values)) + " to " + fixed(Math.max(...values)) + ", "
      + signed(now - past[past.length - 1].value) + " since the previous run";
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
    const most = Math.max(...words.map(word => Math.abs(word.contribution)), 1e-9), least = Math.min(0, ...words.map(word => word.contribution)) / most, zero = 100 * -least / (1 - least);
    const word = w => {
      const width = (100 - zero) * Math.abs(w.contribution) / most;
      return h("li", {}, h("bdi", {}, w.text),
        h("span", { class: "rail", "aria-hidden": "true" },
          h("i", { class: w.contribution < 0 ? "against" : "", style: { left: (w.contribution < 0 ? zero - width : zero) + "%", width: width + "%" } }),
          h("b", { style: { left: zero + "%" } })),
        h("span", { class: "number" }, signed(w.contribution)));
    };
    return h("div", { class: "why" },
      words.length > 0 && h("div", {}, h("h5", {}, "Contribution of each part of the prompt"), h("ul", { class: "words" }, words.map(word))),
      descriptions.length > 0 && h("div", {}, h("h5", {}, "Closest descriptions"), h("ol", { class: "closest" },
        descriptions.map(d => h("li", {}, h("bdi", {}, d.text), h("span", { class: "number" }, fixed(d.score)))))),
      e.hints.length > 0 && h("div", {}, h("h5", {}, "About the picture"), h("ul", { class: "hints" }, e.hints.map(hint => h("li", {}, hint)))),
      e.troubles.length > 0 && h("div", {}, h("h5", {}, "Not explained"), h("ul", { class: "hints" }, e.troubles.map(trouble => h("li", {}, plain(trouble))))));
  }

  const FIGURES = { alpha: "False positive rate of the test (alpha)", "p-value": "p-value of the drop", drop: "Drop of the mean", "detectable drop": "Drop that this many pictures show (90 % power)",
    difference: "Change from the golden", "CLIP score threshold": "Threshold", mean: "Mean score", "golden mean": "Mean score of the golden",
    "cosine demanded": "Cosine that any two pictures must reach", "cosine of near-duplicates": "Cosine of near-duplicates", "positive": "High if it is like", "negative": "Low if it is like" };
  const labelOf = name => FIGURES[name] || capital(name);
  const OUTCOMES = { HELD: "held", REGRESSED: "regressed", RECORDED: "recorded now", UPDATED: "rewritten now" };

  function facts(check) {
    const rows = [], row = (name, value) => rows.push(h("dt", {}, plain(name)), h("dd", {}, plain(value)));
    for (const { name, of, value, low, high } of check.figures) row(labelOf(name) + (of === undefined ? "" : ", " + of), number(value) + (has(low) ? ", interval " + number(low) + " to " + number(high) : ""));
    for (const { name, text } of check.facts) row(labelOf(name), text);
    if (has(check.score)) row("CLIP score", fixed(check.score) + ", " + (Math.max(100 * check.score, 0)).toFixed(2) + " percent, " + (2.5 * Math.max(check.score, 0)).toFixed(4) + " rescaled (CLIP-S)");
    if (check.golden) row("Golden", check.golden.file + ", " + OUTCOMES[check.golden.outcome]);
    if (check.model) row("Model", check.model);
    check.images.slice(0, 50).forEach((image, i) => row(check.images.length > 1 ? "Picture " + (i + 1) : "Picture",
      image.width + " × " + image.height + " " + image.format + (has(image.score) && check.images.length > 1 ? ", score " + fixed(image.score) : "")
        + (image.source === "BufferedImage" ? "" : ", " + image.source) + ", sha256 " + image.picture.slice(0, 8)));
    check.images.slice(0, 50).forEach((image, i) => Object.entries(image.facts || {}).forEach(([name, text]) => row(capital(name) + (check.images.length > 1 ? ", picture " + (i + 1) : " of the picture"), text)));
    return h("dl", { class: "facts" }, rows);
  }

  /** How often generators were called, and the cost. */
  function called() {
    const totals = data.runs.flatMap(run => Object.values(run.generators || {}));
    const sum = pick => totals.reduce((all, one) => all + pick(one), 0);
    const currencies = [...new Set(totals.flatMap(one => Object.keys(one.cost)))].sort();
    return totals.length > 0 && [plural(sum(one => one.calls), "call"), sum(one => one.refused) && sum(one => one.refused) + " refused", sum(one => one.unavailable) && sum(one => one.unavailable) + " unavailable",
      ...currencies.map(currency => +sum(one => one.cost[currency] || 0).toFixed(4) + " " + plain(currency))].filter(Boolean).join(", ");
  }

  /** A section that is built when it is first opened. */
  function unfolding(title, build, isOpen) {
    const box = h("details", {}, h("summary", {}, title));
    box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(build()); });
    if (isOpen) { box.open = true; box.append(build()); }
    return box;
  }
  const message = text => h("pre", { tabindex: "0", role: "group", "aria-label": "Failure message" }, plain(text.replace(/^\n+/, "")));

  // ---- a test's card --------------------------------------------------------------------------------------------
  const mark = check => h("span", { class: "tick " + verdictOf(check), role: "img", "aria-label": VERDICTS[verdictOf(check)] }, MARKS[verdictOf(check)]);
  const demand = check => [capital(check.measurement.measured), " ", h("b", {}, foundText(check)), wantedText(check) && [", wanted ", wantedText(check)]];
  /** A check in one line. */
  function line(check, shared) {
    const n = scales(check)[0];
    return h("li", { class: "line " + verdictOf(check) }, mark(check), h("span", {}, check.prompt && check.prompt !== shared && [quoted(check.prompt), " "], demand(check), " ",
      verdictOf(check) === "expected" && h("span", { class: "chip" }, "failed as expected")),
      n && scale(check, n, true));
  }

  function block(check, test, isShared) {
    const verdict = verdictOf(check);
    return h("section", { class: "check " + verdict },
      h("h4", {}, mark(check), h("span", {}, capital(check.name)), verdict === "expected" && h("span", { class: "chip" }, "failed as expected"),
        check.golden && ["RECORDED", "UPDATED"].includes(check.golden.outcome) && h("span", { class: "chip golden" }, "golden " + OUTCOMES[check.golden.outcome])),
      !isShared && check.prompt && h("p", { class: "prompt" }, quoted(check.prompt)),
      scales(check).map((n, i, all) => [all.length > 1 && h("p", { class: "strip-title" }, capital(n.title)), scale(check, n)]), legend(check), pictured(check), strips(check), sparkline(check), why(check),
      check.message && !(test.message || "").includes(check.message.trim()) && unfolding("Message", () => message(check.message)),
      unfolding("Numbers and pictures", () => facts(check)));
  }

  /** The prompt that all checks share, which is shown once. */
  function sharedPrompt(test) {
    const prompts = new Set(test.checks.map(check => check.prompt).filter(Boolean));
    return prompts.size === 1 ? [...prompts][0] : undefined;
  }

  /** Groups of checks that use the same pictures, in order. */
  function byPictures(test) {
    const parts = new Map();
    for (const check of test.checks) {
      const key = check.images.map(image => image.picture).join();
      parts.set(key, [...(parts.get(key) || []), check]);
    }
    return [...parts.values()];
  }

  /** The commands that accept the new result, and the folder in which a build server left its proposals. */
  function accepting(test) {
    const commands = [...new Set(test.checks.flatMap(check => isRed(test) && check.golden && check.golden.accept || []))];
    if (!commands.length && isRed(test)) {
      for (const [, told] of (test.message || "").matchAll(/^ *(?:Maven|Gradle|on Windows): +(.+)$/gm)) commands.push(told);
    }
    const proposed = test.checks.map(check => factOf(check, "proposal")).find(Boolean) || ((test.message || "").match(/^or copy the files in \[(.+?)]/m) || [])[1];
    if (!commands.length && !proposed) return null;
    return h("section", { class: "accept" }, h("h4", {}, test.checks.length ? "Accept the new result" : "Record the golden"),
      commands.map((text, i) => h("div", {}, h("p", { class: "strip-title" }, (/gradlew/.test(text) ? "Gradle" : "Maven") + (i % 2 ? " on Windows" : "")), command(text, "the command for " + (i % 2 ? "Windows" : "POSIX shells")))),
      proposed && h("p", { class: "note" }, "Or copy the files in ", h("code", {}, plain(proposed)), ", the proposal of this run, over the root of the repository."));
  }

  function about(test) {
    const row = (name, value) => value && [h("dt", {}, name), h("dd", {}, value)];
    return h("dl", { class: "facts" }, row("Class", plain(test.test.className)), row("Invocation", plain(test.test.invocation || "")),
      row("Source", test.source && plain(test.source.file) + (test.source.line ? ":" + test.source.line : "")),
      row("Run again", command("mvn test '-Dtest=" + test.test.selector.replaceAll("'", "'\\''") + "'", "the command that runs this test again")),
      row("At", new Date(test.at).toLocaleString() + " in " + plain(test.origin.module)));
  }

  function whole(test) {
    const shared = sharedPrompt(test), told = test.message && ran(test);
    return [byPictures(test).map(checks => h("div", { class: "part" + (checks.some(isComparable) ? " wide" : checks[0].images.length ? "" : " bare") }, h("div", { class: "seen" }, pictures(checks[0], checks)),
        h("div", { class: "checks" }, checks.map(check => block(check, test, check.prompt === shared))))),
      accepting(test),
      told && unfolding(test.flaky ? "Earlier failure" : "Message", () => message(test.message), isRed(test) && !test.checks.some(check => !check.passed && has(check.measurement.found))),
      unfolding("About this test", () => about(test))];
  }

  function lines(test, shared) {
    const more = test.checks.length - SHOWN_LINES;
    return h("ul", { class: "lines" }, test.checks.slice(0, SHOWN_LINES).map(check => line(check, shared)), more > 0 && h("li", { class: "muted" }, "and " + plural(more, "more check")));
  }
  function icon(test) {
    const first = test.checks.find(check => check.images.length), image = first && first.images[0];
    return image && thumbnail(smallest(image.picture), describe(image, 0, first.images.length), image, () => viewer.open(first, 0));
  }

  function card(test) {
    const kind = kindOf(test), shared = sharedPrompt(test), body = h("div", { class: "body" });
    const reason = test.message && !ran(test), foldable = test.checks.length > 0 || test.message && ran(test);
    const toggle = foldable && h("button", { type: "button", class: "quiet fold", onclick: () => open(body.className !== "body whole") });
    let item;
    function open(isWhole) {
      body.className = isWhole ? "body whole" : "body";
      body.replaceChildren(...[isWhole ? whole(test) : test.checks.length ? lines(test, shared) : []].flat(Infinity).filter(Boolean));
      item.querySelectorAll(":scope > .picture").forEach(picture => picture.remove());
      if (!isWhole) item.prepend(...[icon(test)].filter(Boolean));
      if (toggle) fill(toggle, { "aria-expanded": String(isWhole), "aria-label": (isWhole ? "Less of " : "More of ") + plain(nameOf(test)) }, []).textContent = isWhole ? "Less" : "More";
    }
    item = h("li", { class: "test " + kind, id: anchorOf.get(test), tabindex: "-1" },
      h("header", { class: "headline" },
        h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, KINDS[kind][0]), KINDS[kind][1]),
        h("h3", {}, h("bdi", {}, plain(nameOf(test))), test.test.invocation && [" ", h("bdi", { class: "invocation" }, plain(test.test.invocation))]),
        h("a", { class: "anchor", href: "#" + anchorOf.get(test), "aria-label": "Link to " + plain(nameOf(test)) }, "#"), toggle),
      h("p", { class: "where" }, [h("bdi", {}, plain(simple(test.test.className))), sourceOf(test), has(test.millis) && duration(test.millis), models.length > 1 && (test.checks.find(check => check.model) || {}).model,
        test.attempts > 1 && plural(test.attempts, "attempt")].filter(Boolean).map((part, i) => [i > 0 && " · ", part])),
      shared && h("p", { class: "prompt" }, quoted(shared)),
      reason && h("p", { class: "note" }, plain(test.message)), body);
    open(everything === null ? isRed(test) : everything);
    return { item, open };
  }

  // ---- the list -------------------------------------------------------------------------------------------------
  /** Whether all cards are shown in full, or in brief, or null if the outcome of its test decides for each. */
  let everything = null;
  const cards = new Map();
  const cardOf = test => {
    if (!cards.has(test)) cards.set(test, card(test));
    return cards.get(test);
  };
  const haystacks = new Map();
  function haystack(test) {
    if (!haystacks.has(test)) haystacks.set(test, [test.test.className, test.test.selector, test.test.invocation, test.message, ...test.checks.flatMap(check => [check.prompt, check.name,
      check.message, check.model, check.measurement.measured, ...check.images.flatMap(image => [image.source, ...Object.values(image.facts || {})]), ...check.facts.map(fact => fact.text)])].filter(Boolean).join("\n").toLowerCase());
    return haystacks.get(test);
  }
  const order = new Map(tests.map((test, i) => [test, i]));
  const RANKS = { failed: 0, error: 0, flaky: 1, passed: 2, aborted: 3, disabled: 4 };
  const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
  const most = (test, value, other, best) => test.checks.map(value).filter(has).reduce((a, b) => best(a, b), other);
  const keyed = (key, down) => {
    const keys = new Map(tests.map(test => [test, key(test)]));
    return (a, b) => (down ? compare(keys.get(b), keys.get(a)) : compare(keys.get(a), keys.get(b))) || order.get(a) - order.get(b);
  };
  const SORTS = {
    failed: () => keyed(test => RANKS[kindOf(test)]),
    near: () => keyed(test => most(test, check => Math.abs(slack(check)), Infinity, Math.min)),
    low: () => keyed(test => most(test, check => check.score, Infinity, Math.min)),
    high: () => keyed(test => most(test, check => check.score, -Infinity, Math.max), true),
    slow: () => keyed(test => test.millis || 0, true),
    test: () => keyed(test => test.test.className + "\n" + test.test.selector),
    time: () => keyed(() => 0)
  };
  const FILTERS = { all: () => true, failed: isRed, passed: test => test.status === "PASSED", flaky: test => test.flaky, expected: test => test.checks.some(check => verdictOf(check) === "expected"), skipped: test => !ran(test) };
  let shown = [], appended = 0;
  const list = byId("list"), more = byId("more");
  const status = () => document.querySelector("input[name=status]:checked").value;
  function selected() {
    const words = byId("text").value.toLowerCase().split(/\s+/).filter(Boolean), type = byId("class").value;
    return tests.filter(test => FILTERS[status()](test) && (!type || test.test.className === type) && words.every(word => haystack(test).includes(word)));
  }
  /** Adds cards in chunks, the next when the reader scrolls near, so that five thousand tests open as fast as ten. */
  function append(upTo) {
    const fragment = document.createDocumentFragment();
    for (; appended < Math.min(upTo, shown.length); appended++) fragment.append(cardOf(shown[appended]).item);
    list.append(fragment);
    more.hidden = appended >= shown.length;
    more.firstElementChild.textContent = "Show more (" + (shown.length - appended) + " left)";
  }
  function update() {
    shown = selected().sort(SORTS[byId("sort").value]());
    list.replaceChildren();
    appended = 0;
    append(CHUNK);
    // A class that failed or made checks itself has a card, but is not a test.
    byId("count").textContent = (shown.length === tests.length ? "" : shown.length + " of ") + plural(data.totals.tests, "test");
    if (!shown.length) list.append(h("li", { class: "empty" }, tests.length ? "No test matches these filters." : "No tests ran."));
  }
  new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) append(appended + CHUNK); }, { rootMargin: "1200px" }).observe(more);
  more.firstElementChild.addEventListener("click", () => append(appended + CHUNK));

  /** Prints failed tests in full and the others in brief. */
  function completeForPrint() {
    append(shown.length);
    for (const test of shown) cardOf(test).open(isRed(test));
    list.querySelectorAll(".test:is(.failed, .error) details").forEach(box => { if (box.querySelector(":scope > summary").textContent === "Message") { box.open = true; box.dispatchEvent(new Event("toggle")); } });
    list.querySelectorAll("img[loading]").forEach(image => { image.loading = "eager"; });
  }

  const expand = byId("expand");
  expand.addEventListener("click", () => {
    everything = everything !== true;
    expand.textContent = everything ? "Collapse all" : "Expand all";
    for (const { open } of cards.values()) open(everything);
  });

  // ---- the address ----------------------------------------------------------------------------------------------
  const FIELDS = { q: byId("text"), class: byId("class"), sort: byId("sort") };
  /** Keeps the filters in the address, so that people can share a view. */
  function remember(anchor) {
    const query = new URLSearchParams();
    for (const [name, field] of Object.entries(FIELDS)) if (field.value && (field !== FIELDS.sort || field.value !== "failed")) query.set(name, field.value);
    if (status() !== "all") query.set("status", status());
    history.replaceState(null, "", location.pathname + (query.size ? "?" + query : "") + (anchor ? "#" + anchor : ""));
  }
  function recall() {
    const query = new URLSearchParams(location.search);
    for (const [name, field] of Object.entries(FIELDS)) if (query.has(name) && (!field.options || [...field.options].some(option => option.value === query.get(name)))) field.value = query.get(name);
    for (const input of document.querySelectorAll("input[name=status]")) input.checked = input.value === (query.get("status") || "all") || input.checked;
  }
  function reset() {
    byId("text").value = byId("class").value = "";
    document.querySelector("input[name=status]").checked = true;
    update();
  }
  /** Shows the card of a test, even if the filters hide it or it is far down. */
  function visit(test) {
    if (!shown.includes(test)) reset();
    append(Math.max(appended, shown.indexOf(test) + 1));
    const { item, open } = cardOf(test);
    if (!item.querySelector(".whole")) open(true);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  }
  function follow() {
    if (anchors.has(location.hash.slice(1))) visit(anchors.get(location.hash.slice(1)));
  }

  let visited = null;
  /** Goes to the next or previous failure among the tests shown. */
  function step(by) {
    const red = shown.filter(isRed), from = red.indexOf(visited);
    if (!red.length) return;
    visited = red[from < 0 ? (by > 0 ? 0 : red.length - 1) : (from + by + red.length) % red.length];
    visit(visited);
    remember(anchorOf.get(visited));
  }
  const KEYS = { n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), "/": () => byId("text").focus() };
  addEventListener("keydown", event => {
    const isTyping = event.target.closest("input:not([type=radio], [type=range], [type=checkbox]), select, textarea, dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || byId("viewer").open || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // ---- the viewer -----------------------------------------------------------------------------------------------
  const viewer = (() => {
    const dialog = byId("viewer"), stage = byId("viewer-stage"), heat = byId("viewer-heat"), heatBox = heat.firstElementChild;
    let check, index;
    /** Each picture of a test once, however many of its checks use it. */
    const views = () => shown.flatMap(test => byPictures(test).flatMap(checks => checks[0].images.map((image, i) => ({ check: checks.find(isComparable) || checks.find(one => one.explanation && one.explanation.heatMap) || checks[0], index: i }))));
    const key = (one, i) => anchorOf.get(testOf.get(one)) + one.images.map(image => image.picture).join() + i;
    const place = all => all.findIndex(view => key(view.check, view.index) === key(check, index));
    function frame(image, label, map) {
      const uri = largest(image.picture);
      if (!uri) return h("p", { class: "muted" }, "This picture was not kept.");
      return h("span", { class: "frame", style: { "--ratio": image.width / image.height } }, h("img", { src: uri, alt: label, class: pixelated(image) }), map && heatCanvas(map));
    }
    function show() {
      const image = check.images[index], test = testOf.get(check), map = index === 0 && check.explanation && check.explanation.heatMap;
      const compared = index === 0 && isComparable(check);
      heat.hidden = !map || compared;
      byId("viewer-title").replaceChildren(...(check.prompt ? quoted(check.prompt) : [plain(check.name)]));
      const caption = has(check.score) && check.images.length === 1 ? "Score " + fixed(check.score) : has(image.score) ? "Score " + fixed(image.score) : "";
      stage.replaceChildren(compared ? comparison(check) : h("figure", {}, frame(image, describe(image, index, check.images.length), map && heatBox.checked ? map : null), caption && h("figcaption", {}, caption)));
      const all = views(), position = place(all);
      byId("viewer-caption").textContent = KINDS[kindOf(test)].join(" ") + " · " + plain(test.test.selector) + " · " + describe(image, index, check.images.length)
        + (uriOf("large", image.picture) || Math.max(image.width, image.height) <= 320 ? "" : " · reduced view") + " · " + (position + 1) + " of " + all.length;
      byId("viewer-previous").disabled = position <= 0;
      byId("viewer-next").disabled = position >= all.length - 1;
      if (dialog.open) settle();
    }
    /** Moves the focus into the dialog, because keys do not reach it from a button that was just disabled or hidden. */
    function settle() {
      const focused = document.activeElement;
      if (!dialog.contains(focused) || focused.disabled || focused.closest("[hidden]")) byId("viewer-close").focus();
    }
    function turn(by) {
      const all = views(), next = all[place(all) + by];
      if (next) { ({ check, index } = next); show(); }
    }
    dialog.addEventListener("keydown", event => {
      if (event.target.matches("[type=range], [type=radio]")) return;
      if (event.key === "ArrowLeft") turn(-1);
      else if (event.key === "ArrowRight") turn(1);
      else return;
      event.preventDefault();
    });
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    heatBox.addEventListener("change", show);
    byId("viewer-close").addEventListener("click", () => dialog.close());
    for (const [id, by] of [["viewer-previous", -1], ["viewer-next", 1]]) byId(id).addEventListener("click", () => turn(by));
    return { open(newCheck, newIndex, withHeat) {
      [check, index] = [newCheck, newIndex];
      heatBox.checked = !!withHeat;
      show();
      dialog.showModal();
      settle();
    } };
  })();

  // ---- threshold help -------------------------------------------------------------------------------------------
  function chart(advice, cut) {
    const { from, to, matching, shuffled } = advice.histogram;
    const bins = matching.length, width = 320, middle = 80, up = Math.max(...matching, 1), down = Math.max(...shuffled, 1);
    const x = value => width * (value - from) / (to - from);
    const bars = (counts, most, kind, y) => counts.map((count, i) => count > 0 && svg("rect", { class: kind, x: width * i / bins + 0.5, width: width / bins - 1, ...y(70 * count / most) }));
    return svg("svg", { viewBox: "0 0 " + width + " 160", preserveAspectRatio: "none", role: "img",
      "aria-label": "Matching pairs score " + fixed(advice.matching[0]) + " to " + fixed(advice.matching[advice.matching.length - 1]) + "; shuffled pairs are drawn below the axis" + (has(cut) ? "; suggested threshold " + fixed(cut) : "") },
      bars(matching, up, "up", height => ({ y: middle - height, height })), bars(shuffled, down, "down", height => ({ y: middle, height })),
      svg("line", { class: "axis", x1: 0, x2: width, y1: middle, y2: middle }), has(cut) && svg("line", { class: "cut", x1: x(cut), x2: x(cut), y1: 0, y2: 160 }));
  }

  function advice(entry) {
    const optional = (value, text) => has(value) ? text(value) : "–";
    const rows = entry.suggestions.map(s => h("tr", {}, h("th", { scope: "row" }, percent(s.falsePositives)), h("td", {}, optional(s.upper, percent)), h("td", {}, optional(s.ofFifty, percent)),
      h("td", {}, fixed(s.threshold)), h("td", {}, percent(s.missed)), h("td", {}, signed(s.margin)), h("td", {}, percent(s.missedByMargin))));
    const best = entry.suggestions[0], useful = entry.useful !== false && best, snippet = useful && ".withClipScoreAbove(" + best.threshold.toFixed(4) + ")";
    return h("article", { class: "advice" },
      h("h3", {}, plain(simple(entry.className))), h("p", { class: "where" }, plain(entry.className) + " · " + plain(entry.model)),
      chart(entry, useful ? best.threshold : undefined),
      h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, entry.histogram.from.toFixed(2)), h("span", {}, entry.histogram.to.toFixed(2))),
      h("ul", { class: "keys" }, h("li", {}, h("i", { class: "up" }), plural(entry.matching.length, "matching pair")), h("li", {}, h("i", { class: "down" }), plural(entry.shuffledPairs, "shuffled pair")), useful && h("li", {}, h("i", { class: "cut" }), "threshold " + fixed(best.threshold))),
      h("p", {}, "A matching pair outscores a shuffled one in ", h("b", {}, percent(entry.separation)), " of cases."),
      useful ? [command(snippet, "the code with this threshold"),
        h("ul", { class: "hints" },
          h("li", {}, "About ", h("b", {}, percent(best.falsePositives)), " of further good pictures of these prompts fail this threshold", has(best.upper) && [", and with 95 % confidence no more than ", h("b", {}, percent(best.upper))], "."),
          has(best.ofFifty) && h("li", {}, "A run of 50 such checks fails by chance in ", h("b", {}, percent(best.ofFifty)), " of cases."),
          h("li", {}, has(entry.newPrompts) ? ["New prompts do worse: about ", h("b", {}, percent(entry.newPrompts)), " of the pictures of unseen prompts fail."] : "New prompts do worse than those seen; these pictures cannot show how much worse."))]
        : h("p", { class: "note" }, capital(plain(entry.reason || "no threshold to suggest"))),
      rows.length > 0 && h("div", { class: "table", role: "region", tabindex: "0", "aria-label": "Thresholds for " + plain(simple(entry.className)) }, h("table", {},
        h("caption", {}, "Good pictures that fail, and shuffled pairs that pass, by threshold and by margin"),
        h("thead", {}, h("tr", {}, ["Good pictures fail", "at most", "50 checks fail", "Threshold", "wrong pairs pass", "Margin", "wrong pairs pass"].map(name => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows))));
  }

  // ---- head -----------------------------------------------------------------------------------------------------
  function headline({ tests, passed, failed, errors, flaky }) {
    const red = failed + errors;
    if (!passed && !red) return "No tests ran";
    const verdict = !red ? (passed === tests ? tests === 1 ? "The test passed" : "All " + tests + " tests passed" : passed + " of " + plural(tests, "test") + " passed")
      : failed ? failed + " of " + plural(tests, "test") + " failed" + (errors ? ", " + errors + " ended in an error" : "") : errors + " of " + plural(tests, "test") + " ended in an error";
    return verdict + (flaky ? ", " + flaky + " flaky" : "");
  }

  function facing(name, ...value) {
    const parts = value.flat(Infinity).filter(Boolean);
    return parts.length ? h("div", {}, h("dt", {}, name), h("dd", {}, parts)) : null;
  }
  function circumstances() {
    const distinct = pick => [...new Set(data.runs.map(pick).filter(Boolean))];
    const machine = name => distinct(run => (run.machine || run)[name]).map(plain).join(", ");
    const first = data.runs[0] || {}, ended = distinct(run => run.ended).sort().pop();
    const started = distinct(run => run.started).sort()[0];
    const commits = new Map(data.runs.filter(run => run.commit).map(run => [run.commit, run]));
    const known = data.models && data.models.length ? data.models : models.map(id => ({ id }));
    const modules = distinct(run => run.module);
    const figures = name => checks.map(check => (figureOf(check, name) || {}).value).filter(has);
    const alarms = figures("false positive rate"), saved = figures("pictures saved").reduce((sum, value) => sum + value, 0);
    const chance = alarms.reduce((sum, value) => sum + value, 0);
    return [facing("Started", started && new Date(started).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }) + (ended ? ", took " + duration(new Date(ended) - new Date(started)) : "")),
      facing("Checks", checks.length > 0 && plural(checks.length, "check") + " in " + plural(new Set(tests.map(test => test.test.className)).size, "class") + (data.totals.expected ? ", " + data.totals.expected + " failed as expected" : "")),
      facing("Chance", alarms.length > 0 && plural(alarms.length, "golden") + " of several pictures: " + (250 * chance >= 0.05 ? "about " + (250 * chance).toFixed(1) : "fewer than 0.1") + " false failures in a year of 250 runs"),
      facing("Generators", called()),
      facing("Pictures saved", saved > 0 && plural(saved, "picture") + " not drawn, because the verdict was already certain"),
      facing(known.length > 1 ? "Models" : "Model", known.map((model, i) => [i > 0 && ", ", plain(model.id), (model.revision || model.digest) && [" at ", h("code", { title: plain(model.revision || model.digest) }, plain(model.revision || model.digest).slice(0, 8))]])),
      facing("clipunit", machine("clipunit")), facing("Java", machine("java")), facing("System", machine("system")),
      facing(modules.length > 1 ? "Modules" : "Module", modules.map(plain).join(", ")),
      facing(commits.size > 1 ? "Commits" : "Commit", [...commits].map(([commit, run], i) => {
        const page = /^https:\/\/.+\/blob\//.test(run.sources || "") && run.sources.replace(/\/blob\/.*/, "/commit/" + encodeURIComponent(commit));
        return [i > 0 && ", ", page ? h("a", { href: page, rel: "noreferrer" }, plain(commit).slice(0, 8)) : h("code", {}, plain(commit).slice(0, 8))];
      }))].filter(Boolean);
  }

  function head() {
    const { totals } = data;
    byId("title").textContent = headline(totals);
    document.title = byId("title").textContent + " · clipunit";
    const parts = [["failed", "✕", totals.failed, "failed"], ["error", "!", totals.errors, totals.errors === 1 ? "error" : "errors"], ["passed", "✓", totals.passed - totals.flaky, "passed"], ["flaky", "↻", totals.flaky, "flaky"],
      ["aborted", "–", totals.disabled, "disabled"], ["aborted", "–", totals.aborted, "aborted"]].filter(part => part[2] > 0);
    if (parts.length) byId("tally").append(
      h("div", { class: "bar", role: "img", "aria-label": parts.map(part => part[2] + " " + part[3]).join(", ") }, parts.map(([kind, , count]) => h("span", { class: kind, style: { flex: count } }))),
      h("p", { class: "tally-words" }, parts.map(([kind, sign, count, word]) => h("span", { class: kind }, sign + " " + count + " " + word))));
    byId("runs").append(...circumstances());
    byId("warnings").append(...data.warnings.map(warning => h("p", { class: "notice" }, plain(warning))));
    const classes = new Set(tests.map(test => test.test.className));
    byId("class").append(h("option", { value: "" }, "All classes"), ...[...classes].sort().map(name => h("option", { value: name }, plain(simple(name)))));
    for (const label of document.querySelectorAll("#status label")) label.hidden = !["all", "failed", "passed"].includes(label.firstElementChild.value) && !tests.some(FILTERS[label.firstElementChild.value]);
    if (data.thresholds.length) {
      byId("thresholds").hidden = false;
      byId("advice").append(...data.thresholds.map(advice));
    } else byId("to-thresholds").hidden = true;
  }

  function theme() {
    const button = byId("theme"), names = { auto: "◐ Auto", light: "○ Light", dark: "● Dark" }, choices = Object.keys(names);
    const stored = action => { try { return action(localStorage); } catch (refused) { return null; } };
    const apply = choice => {
      if (choice === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = choice;
      button.textContent = names[choice];
      button.setAttribute("aria-label", "Theme: " + choice);
    };
    const next = () => choices[(choices.indexOf(document.documentElement.dataset.theme || "auto") + 1) % choices.length];
    button.addEventListener("click", () => { apply(next()); stored(storage => storage.setItem("clipunit.theme", document.documentElement.dataset.theme || "auto")); });
    const kept = stored(storage => storage.getItem("clipunit.theme"));
    apply(choices.includes(kept) ? kept : "auto");
  }

  theme();
  head();
  recall();
  update();
  follow();
  byId("filters").addEventListener("submit", event => event.preventDefault());
  const changed = () => { update(); remember(); };
  byId("text").addEventListener("input", changed);
  byId("filters").addEventListener("change", event => { if (event.target.id !== "text") changed(); });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", completeForPrint);
})();
