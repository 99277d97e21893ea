"""Fact recall by characters as an SVG: a line for each retriever, its name at the line's end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from evals.peers.scoring import Row

WIDTH, HEIGHT = 860, 440
LEFT, RIGHT, TOP, BOTTOM = 56, 250, 20, 44
_GREYS = ("#9a6a2f", "#5b7f95", "#7a6c9c")
"""Of the peers, one for each package."""
_DASHES = ("", "6 3", "2 3")
"""Of a package's setups, in their order."""
_OWN = "#c2185b"


def chart(rows: Sequence[Row], point: tuple[str, float, float] | None = None) -> str:
    """The curves over a logarithmic axis of characters.

    :param rows: of askme when the name begins with it, else of the package that the name begins with
    :param point: a name, a number of characters and a recall, drawn as a dot
    """
    budgets = sorted(rows[0].recall) if rows else [1, 10]
    axis = _Axis(budgets[0], budgets[-1])
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-label="Fact recall by characters retrieved">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_grid(axis, budgets),
    ]
    names = _placed([(axis.y(row.recall[budgets[-1]]), row.name) for row in rows])
    packages: dict[str, int] = {}
    for row in rows:
        package = row.name.split(",")[0]
        setup = packages.get(package, -1) + 1
        packages[package] = setup
        peers = [name for name in packages if name != "askme"]
        colour = _OWN if package == "askme" else _GREYS[peers.index(package) % len(_GREYS)]
        dash = f' stroke-dasharray="{_DASHES[setup % len(_DASHES)]}"' if setup % len(_DASHES) else ""
        dots = " ".join(f"{axis.x(budget):.1f},{axis.y(row.recall[budget]):.1f}" for budget in budgets)
        wide = 2.5 if package == "askme" else 1.5
        out.append(f'<polyline points="{dots}" fill="none" stroke="{colour}" stroke-width="{wide}"{dash}/>')
        end = axis.y(row.recall[budgets[-1]])
        at = WIDTH - RIGHT
        out.append(f'<path d="M{at},{end:.1f} l14,{names[row.name] - end:.1f}" stroke="{colour}" fill="none"{dash}/>')
        out.append(f'<text x="{at + 18}" y="{names[row.name] + 4:.1f}" fill="{colour}">{escape(row.name)}</text>')
    if point:
        name, characters, recall = point
        x, y = axis.x(characters), axis.y(recall)
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_OWN}"/>')
        out.append(f'<text x="{x + 8:.1f}" y="{y - 15:.1f}" fill="{_OWN}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


class _Axis:
    """From characters and recall to places in the picture."""

    def __init__(self, least: float, most: float) -> None:
        self._least, self._most = math.log(least), math.log(most)

    def x(self, characters: float) -> float:
        share = (math.log(max(characters, 1)) - self._least) / (self._most - self._least)
        return LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)

    def y(self, recall: float) -> float:
        return TOP + (1 - recall) * (HEIGHT - TOP - BOTTOM)


def _grid(axis: _Axis, budgets: Sequence[int]) -> list[str]:
    out = []
    for tenth in range(0, 11, 2):
        y = axis.y(tenth / 10)
        out.append(f'<path d="M{LEFT},{y:.1f} H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{tenth * 10}%</text>')
    for budget in budgets:
        place = f'x="{axis.x(budget):.1f}" y="{HEIGHT - BOTTOM + 18}"'
        out.append(f'<text {place} text-anchor="middle" fill="#555">{budget:,}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    out.append(f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle" fill="#555">characters retrieved</text>')
    return out


def _placed(wanted: Sequence[tuple[float, str]], apart: float = 16) -> dict[str, float]:
    """Heights for names, in order, none nearer to the next than `apart`, the lowest within the picture."""
    placed: dict[str, float] = {}
    last = TOP - apart
    for y, name in sorted(wanted):
        last = max(y, last + apart)
        placed[name] = last
    over = max(last - (HEIGHT - 10), 0.0)
    return {name: y - over for name, y in placed.items()}
