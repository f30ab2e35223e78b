"""A part of the screen, and how it is divided. Pure; pixels, origin below left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rect:
    """A part of the screen."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    def inset(self, across: float, upward: float | None = None) -> Rect:
        """The part inside, so much smaller on each side."""
        up = across if upward is None else upward
        return Rect(self.x + across, self.y + up, self.width - 2 * across, self.height - 2 * up)

    def moved(self, across: float, upward: float) -> Rect:
        """The same, so much further right and up."""
        return Rect(self.x + across, self.y + upward, self.width, self.height)

    def rows(self, count: int, gap: float = 0.0) -> list[Rect]:
        """Equal parts from the top down."""
        height = (self.height - gap * (count - 1)) / count
        return [Rect(self.x, self.top - (n + 1) * height - n * gap, self.width, height) for n in range(count)]

    def columns(self, count: int, gap: float = 0.0) -> list[Rect]:
        """Equal parts from left to right."""
        width = (self.width - gap * (count - 1)) / count
        return [Rect(self.x + n * (width + gap), self.y, width, self.height) for n in range(count)]

    def cut_top(self, height: float) -> tuple[Rect, Rect]:
        """The upper part so high, and the rest."""
        return (
            Rect(self.x, self.top - height, self.width, height),
            Rect(self.x, self.y, self.width, self.height - height),
        )

    def cut_left(self, width: float) -> tuple[Rect, Rect]:
        """The left part so wide, and the rest."""
        return (
            Rect(self.x, self.y, width, self.height),
            Rect(self.x + width, self.y, self.width - width, self.height),
        )

    def grid(self, columns: int, rows: int, gap: float = 0.0) -> list[Rect]:
        """Equal parts, row after row."""
        return [each for row in self.rows(rows, gap) for each in row.columns(columns, gap)]
