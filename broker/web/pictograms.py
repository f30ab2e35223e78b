"""The pictograms of the house as one SVG: `<svg><use href="/static/pictograms.svg#land"></use></svg>`.

Drawn from the same shapes as the windows draw theirs; they take the colour of the text that they stand in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from assets.look.fields import field_look
from assets.look.pictogram_shapes import GRID, SHAPES, STROKE, Shape

_PEN = f'fill="none" stroke="currentColor" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round"'


def pictogram(name: str) -> str:
    """The drawing that stands for what an office's file calls a field's pictogram; "" for none."""
    return field_look(name).pictogram if name else ""


@cache
def sprite() -> str:
    """All of them, each a symbol of its own name."""
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 {GRID} {GRID}"><g {_PEN}>{"".join(map(_drawn, shapes))}</g></symbol>'
        for name, shapes in SHAPES.items()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


def _drawn(shape: Shape) -> str:
    kind, numbers = shape
    match kind:
        case "disc":
            x, y, radius = numbers
            return f'<circle cx="{x:g}" cy="{GRID - y:g}" r="{radius:g}" fill="currentColor" stroke="none"/>'
        case "arc":
            return _arc(numbers[:3], numbers[3:])
        case "fill":
            return f'<polygon points="{_points(numbers)}" fill="currentColor" stroke="none"/>'
        case _:
            return f'<{"polygon" if kind == "loop" else "polyline"} points="{_points(numbers)}"/>'


def _arc(circle: Iterable[float], angles: tuple[float, ...]) -> str:
    """Counter-clockwise from the right, as the shapes say; an SVG's own y runs downward."""
    x, y, radius = circle
    if not angles:
        return f'<circle cx="{x:g}" cy="{GRID - y:g}" r="{radius:g}"/>'
    start, end = (math.radians(each) for each in angles)
    ends = [f"{x + radius * math.cos(at):.2f} {GRID - y - radius * math.sin(at):.2f}" for at in (start, end)]
    large = int(abs(angles[1] - angles[0]) > 180)
    return f'<path d="M{ends[0]}A{radius:g} {radius:g} 0 {large} {int(end < start)} {ends[1]}"/>'


def _points(numbers: tuple[float, ...]) -> str:
    return " ".join(f"{x:g},{GRID - y:g}" for x, y in zip(numbers[::2], numbers[1::2], strict=True))
