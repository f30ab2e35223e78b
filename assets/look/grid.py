"""How many cards stand side by side and below each other. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """Columns and rows of one leaf, and how many leaves there are."""

    columns: int
    rows: int
    leaves: int

    @property
    def cells(self) -> int:
        """Cards on one leaf."""
        return self.columns * self.rows


def grid(
    count: int, size: tuple[float, float], least: tuple[float, float], gap: float, *, aspect: float, turner_px: float
) -> Grid:
    """The grid whose cards are the largest of those that hold all and keep each at least `least`.

    `aspect`: how many times as wide as high a card likes to be. When no grid holds them all: as many as there is
    room for, less a row of `turner_px` for turning leaves.
    """
    widest = max(1, _fit(size[0], least[0], gap))
    shapes = [(columns, -(-count // columns)) for columns in range(1, min(widest, count) + 1)]
    room = [shape for shape in shapes if shape[1] <= _fit(size[1], least[1], gap)]
    if room:
        columns, rows = max(room, key=lambda shape: _largeness(shape, count, size, gap, aspect))
        return Grid(columns, rows, 1)
    rows = max(1, _fit(size[1] - turner_px - gap, least[1], gap))
    return Grid(widest, rows, max(1, -(-count // (widest * rows))))


def _largeness(shape: tuple[int, int], count: int, size: tuple[float, float], gap: float, aspect: float) -> float:
    wide, high = ((whole - (n - 1) * gap) / n for whole, n in zip(size, shape, strict=True))
    filled = count / (shape[0] * shape[1])  # a hole at the end is no ornament
    return min(wide / aspect, high) * filled


def _fit(room: float, least: float, gap: float) -> int:
    # Half a pixel of rounding must not cost a whole row.
    return int((room + gap + 0.5) // (least + gap))
