#!/usr/bin/env python3
"""Draws the table of the benchmarks' group "scaling" as one SVG: time above, memory below, all axes logarithmic.

    bench/scaling_picture.py target/bench/scaling.csv docs/scaling.svg

Of several rounds, each point is the median. Only Python's standard library is needed.
"""

import csv
import html
import math
import statistics
import sys

WIDTH, HEIGHT = 900, 600
PANEL_WIDTH, PANEL_LEFTS = 190, (68, 338, 608)
TOPS = {"time": (122, 190), "memory": (398, 150)}
BLUE, ORANGE, GRAY, INK, RULE = "#0072b2", "#c24e00", "#5a5a5a", "#1f2328", "#d8dee4"
LINE_HEIGHT = 16
HALO = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"'


class Series:
    """A curve, its name in the picture, its colour and mark, and the place of the name: next to the last point or in a corner."""

    def __init__(self, curve, name, colour, mark, place="right"):
        self.curve, self.name, self.colour, self.mark, self.place = curve, name, colour, mark, place


def read(path):
    """The machine, and by curve the medians of (x, seconds, MiB)."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    machine = "; ".join(line[2:] for line in lines if line.startswith("# "))
    found = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        found.setdefault(row["curve"], {}).setdefault(int(row["x"]), []).append(
            (float(row["ms by the clock"]) / 1000, float(row["peak MiB"])))
    curves = {curve: [(x, *map(statistics.median, zip(*values))) for x, values in sorted(points.items())]
              for curve, points in found.items()}
    return machine.split("; ONNX")[0], curves


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:.6f}".rstrip("0")


def text(x, y, words, size=13, anchor="start", colour=INK, extra=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{extra}>'
            f"{html.escape(words)}</text>")


def dot(x, y, mark, colour):
    if mark == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
    if mark == "square":
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>'
    return f'<path d="M{x:.1f} {y - 5.5:.1f}l5.5 10h-11z" fill="{colour}"/>'


class Axis:
    """A logarithmic axis from one pixel to another, whose ends are ticks."""

    def __init__(self, values, base, start, end):
        self.base = base
        self.low = math.floor(math.log(min(values), base) + 1e-9)
        self.high = max(self.low + 1, math.ceil(math.log(max(values), base) - 1e-9))
        self.start, self.end = start, end

    def at(self, value):
        return self.start + (math.log(value, self.base) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self):
        return [self.base ** power for power in range(self.low, self.high + 1)]

    def lines(self):
        """The ticks, and two more between them if they are only two."""
        return sorted(self.ticks() + [times * self.base ** self.low for times in (2, 5) if self.high - self.low == 1])


def panel(left, kind, title, x_title, series, curves, x_base, slope, memory_values):
    """One panel: its frame, its lines, and their names."""
    top, height = TOPS[kind]
    right, bottom = left + PANEL_WIDTH, top + height
    column = 1 if kind == "time" else 2
    shown = [one for one in series if one.curve in curves]
    points = [point for one in shown for point in curves[one.curve]]
    if not points:
        return []
    x_axis = Axis([point[0] for point in points], x_base, left + 10, right - 10)
    y_axis = Axis([point[1] for point in points], 10, bottom, top) if kind == "time" \
        else Axis(memory_values, 2, bottom, top)
    parts = [text(left, top - 14, title, 14, extra=' font-weight="600"')]
    for value in y_axis.lines():
        y = y_axis.at(value)
        parts.append(f'<path d="M{left} {y:.1f}H{right}" stroke="{RULE}"/>')
        parts.append(text(left - 7, y + 4.5, number(value) + (" s" if kind == "time" else ""), 12, "end"))
    for value in x_axis.ticks():
        x = x_axis.at(value)
        parts.append(f'<path d="M{x:.1f} {bottom}v5" stroke="{GRAY}"/>')
        if len(x_axis.ticks()) < 5 or x_axis.ticks().index(value) % 2 == 1:
            parts.append(text(x, bottom + 19, number(value), 12, "middle"))
    parts.append(f'<path d="M{left} {bottom}H{right}" stroke="{GRAY}"/>')
    parts.append(text((left + right) / 2, bottom + 37, x_title, 12, "middle"))
    names = []
    for one in shown:
        line = [(x_axis.at(point[0]), y_axis.at(point[column])) for point in curves[one.curve]]
        if kind == "time" and slope and len(line) > 1:
            parts.append(proportion(x_axis, y_axis, curves[one.curve][-1 if slope > 0 else 0], slope, one.colour))
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{one.colour}" stroke-width="2"/>')
        parts += [dot(x, y, one.mark, one.colour) for x, y in line]
        names.append([*line[-1], one])
    return parts + labels(names, left + 8, top + 18, right, bottom - 12)


def proportion(x_axis, y_axis, point, slope, colour):
    """A dotted line through a point, on which the time is in proportion to x (or to 1 / x)."""
    ends = []
    for x in (x_axis.base ** x_axis.low, x_axis.base ** x_axis.high):
        y = point[1] * (x / point[0]) ** slope
        lowest, highest = y_axis.base ** y_axis.low, y_axis.base ** y_axis.high
        inside = min(max(y, lowest), highest)
        ends.append((x_axis.at(x * (inside / y) ** (1 / slope)), y_axis.at(inside)))
    (x1, y1), (x2, y2) = ends
    return (f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-dasharray="1 4" '
            'stroke-width="1.5" stroke-linecap="round"/>')


def labels(names, left, top, right, bottom):
    """The names of the lines; those next to a point are moved apart."""
    parts, last = [], -math.inf
    for x, y, one in sorted(names, key=lambda name: name[1]):
        if one.place == "right":
            last = max(y + 4.5, last + LINE_HEIGHT)
            parts.append(text(x + 10, last, one.name, colour=one.colour, extra=HALO))
        else:
            lines = one.name.split(": ")
            for i, words in enumerate(lines):
                x, y, anchor = (left, top + i * LINE_HEIGHT, "start") if one.place == "top" \
                    else (right, bottom - (len(lines) - 1 - i) * LINE_HEIGHT, "end")
                parts.append(text(x, y, words, 13, anchor, one.colour, HALO))
    return parts


def draw(machine, curves):
    def each(curve, unit):
        if curve not in curves:
            return ""
        count, seconds, _ = curves[curve][-1]
        rate = seconds / count * 1000
        return f"{unit}: {rate:.{0 if rate >= 10 else 1 if rate >= 1 else 2}f} ms each"

    threads = [Series("threads", "", BLUE, "circle")]
    pictures = [Series("files", each("files", "files"), BLUE, "circle", "top"),
                Series("pictures", each("pictures", "made in memory"), ORANGE, "square", "bottom")]
    plain = [Series("files", "files", BLUE, "circle"), Series("pictures", "made in memory", ORANGE, "square", "bottom")]
    tests = [Series("tests with report", "with report", ORANGE, "triangle"),
             Series("tests", "no report", BLUE, "circle"), Series("empty tests", "do nothing", GRAY, "square")]
    files = max((point[0] for point in curves.get("files", [(0,)])), default=0)
    memory_values = [point[2] for curve in curves for point in curves[curve] if not curve.startswith("new")]
    columns = [
        (f"{number(files)} files", "threads", threads, threads, 2, -1),
        ("pictures embedded", "pictures", pictures, plain, 10, 1),
        ("a suite run again", "tests", tests, tests, 10, 0)]
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>',
             text(24, 34, "How time and memory of clipunit grow with threads, pictures and tests", 17, extra=' font-weight="600"'),
             text(24, 57, f"{machine}. Each point is a JVM of its own; both axes are logarithmic.", 12, colour=GRAY),
             text(24, 75, "Dotted: exactly in proportion.", 12, colour=GRAY)]
    for left, (title, x_title, above, below, base, slope) in zip(PANEL_LEFTS, columns):
        parts += panel(left, "time", "Time: " + title, x_title, above, curves, base, slope, memory_values)
        parts += panel(left, "memory", "Peak memory, MiB", x_title, below, curves, base, slope, memory_values)
    described = "; ".join(
        f"{curve} at {number(x)}: {seconds:.3g} s, {mib:.0f} MiB"
        for curve, points in curves.items() for x, seconds, mib in (points[0], points[-1]))
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif">',
        '<title id="title">How time and memory of clipunit grow with threads, pictures and tests</title>',
        f'<desc id="desc">First and last point of each curve: {html.escape(described)}</desc>',
        *parts, "</svg>", ""])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as out:
        out.write(draw(*read(sys.argv[1])))
