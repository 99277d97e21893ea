"""Small charts as inline SVG. Colours come from the page's style sheet, by class; words are escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import floor, log10

from markupsafe import Markup

from evals.figures import number, percent, seconds
from evals.metrics.selective import CurvePoint
from evals.statistics import Interval

WIDTH, HEIGHT = 460, 230
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 14, 34
BINS_A_DECADE = 12


def interval_bar(found: Interval, low: float = 0.0, high: float = 1.0, line: float | None = None) -> Markup:
    """An estimate with its interval on a scale, and a line to compare with; stretches with its cell."""

    def x(value: float) -> float:
        return 100 * (min(max(value, low), high) - low) / (high - low)

    marks = [Markup('<line class="rail" x1="0" x2="100" y1="8" y2="8"/>')]
    if line is not None:
        marks.append(_line("reference", x(line), 0, x(line), 16))
    if found.low is not None and found.high is not None:
        marks.append(_line("whisker", x(found.low), 8, x(found.high), 8))
    if found.estimate is not None:
        marks.append(_line("point", x(found.estimate), 8, x(found.estimate), 8))
    return _svg(Markup("").join(marks), 100, 16, f"{number(found.estimate)}", "interval", stretched=True)


def share_bar(kept: float, lost: float) -> Markup:
    """What is left of a whole, and what was just lost of it; stretches with its cell."""
    body = _rect("kept", 0, 0, 100 * kept, 16) + _rect("lost", 100 * kept, 0, 100 * lost, 16)
    return _svg(body, 100, 16, f"{percent(kept)} left", "share", stretched=True)


def risk_coverage_chart(points: Sequence[CurvePoint], area: float | None) -> Markup:
    """The share of wrong answers among the surest ones, by how many are kept."""
    if not points:
        return Markup("")
    top = max(0.1, *(point.risk for point in points[len(points) // 20 :])) * 1.15  # the first few answers jump about
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def at(point: CurvePoint) -> tuple[float, float]:
        x = LEFT + point.coverage * (right - LEFT)
        return x, bottom - min(point.risk / top, 1.0) * (bottom - TOP)

    path = " L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, points))
    x_0, y_last = at(points[0])[0], at(points[-1])[1]
    body = Markup('<path class="area" d="M{} L{:.1f} {} L{:.1f} {} Z"/><path class="curve" d="M{}"/>').format(
        path, float(right), bottom, x_0, bottom, path
    )
    body += _axis([(LEFT + share * (right - LEFT), percent(share)) for share in (0, 0.25, 0.5, 0.75, 1)], bottom)
    body += _grid([(bottom - step / top * (bottom - TOP), percent(step)) for step in _steps(top)])
    body += _line("reference", LEFT, y_last, right, y_last)
    return _svg(body, WIDTH, HEIGHT, f"Risk by coverage; area {number(area)}", "chart")


def latency_chart(times: Sequence[float], marks: Sequence[tuple[str, float]] = ()) -> Markup:
    """How many cases took how long, on a logarithmic scale.

    :param marks: names and seconds of a line labelled to its left, and of one labelled to its right
    """
    if not times:
        return Markup("")
    places = [log10(max(time, 1e-4)) * BINS_A_DECADE for time in times]
    first, last = floor(min(places)), floor(max(places)) + 1
    bins = Counter(floor(place) - first for place in places)
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    wide, high = (right - LEFT) / (last - first), (bottom - TOP - 22) / max(bins.values())

    def x(time: float) -> float:
        return LEFT + (log10(time) * BINS_A_DECADE - first) * wide

    bars = (
        _rect("bar", LEFT + at * wide + 1, bottom - count * high, max(wide - 2, 1), count * high)
        for at, count in sorted(bins.items())
    )
    steps = (1, 2, 5) if last - first < 2 * BINS_A_DECADE else (1, 3) if last - first < 3 * BINS_A_DECADE else (1,)
    ticks = [step * 10.0**power for power in range(-4, 3) for step in steps]
    body = Markup("").join(bars)
    body += _axis([(x(tick), seconds(tick)) for tick in ticks if LEFT <= x(tick) <= right], bottom)
    for (name, time), anchor in zip(marks, ("end", "start"), strict=False):
        body += _line("reference", x(time), TOP - 8, x(time), bottom)
        body += _label(x(time) + (4 if anchor == "start" else -4), TOP, f"{name} {seconds(time)}", anchor)
    return _svg(body, WIDTH, HEIGHT, f"Seconds of {len(times)} cases", "chart")


def _rect(kind: str, x: float, y: float, wide: float, high: float) -> Markup:
    return Markup('<rect class="{}" x="{:.2f}" y="{:.1f}" width="{:.2f}" height="{:.1f}"/>').format(
        kind, x, y, wide, high
    )


def _steps(top: float) -> list[float]:
    step = next(step for step in (0.02, 0.05, 0.1, 0.2, 0.5) if top / step <= 5)
    return [step * at for at in range(int(top / step) + 1)]


def _axis(ticks: Iterable[tuple[float, str]], bottom: float) -> Markup:
    return Markup("").join(
        _label(x, bottom + 20, words, "middle") + _line("tick", x, bottom, x, bottom + 5) for x, words in ticks
    )


def _grid(ticks: Iterable[tuple[float, str]]) -> Markup:
    return Markup("").join(
        _label(LEFT - 8, y + 4, words, "end") + _line("grid", LEFT, y, WIDTH - RIGHT, y) for y, words in ticks
    )


def _label(x: float, y: float, words: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, words)


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<line class="{}" x1="{:.2f}" y1="{:.1f}" x2="{:.2f}" y2="{:.1f}"/>').format(kind, x1, y1, x2, y2)


def _svg(body: Markup, width: int, height: int, title: str, kind: str, *, stretched: bool = False) -> Markup:
    ratio = Markup(' preserveAspectRatio="none"') if stretched else Markup("")
    return Markup('<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"{}>{}</svg>').format(
        kind, width, height, title, ratio, body
    )
