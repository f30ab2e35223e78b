"""How words fall into lines. Pure: widths come in, a width or lines go out."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from assets.scripts import BLANKS, clusters

Measure = Callable[[str], float]


def lines_at(words: Sequence[float], space: float, width: float) -> int:
    """How many lines the words take when each line is filled before the next."""
    lines, used = 1, 0.0
    for word in words:
        if used and used + space + word > width:
            lines, used = lines + 1, word
        else:
            used += word + (space if used else 0)
    return lines


def balanced_width(words: Sequence[float], space: float, width: float) -> float:
    """The narrowest width that needs no more lines than `width` does, so that lines are of like length."""
    lines = lines_at(words, space, width)
    low, high = max([*words, 1.0]), width
    if lines == 1 or low > width:
        return width
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if lines_at(words, space, middle) == lines else (middle, high)
    return high


def filled(pieces: Iterable[str], measure: Measure, width: float) -> list[str]:
    """The lines of a paragraph when each is filled before the next. A piece keeps the blanks after it (see `scripts`).

    A piece wider than a line is broken between syllables; nothing is left out but blanks at the end of a line.
    """
    lines: list[str] = []
    for piece in pieces:
        for part in _parts(piece, measure, width):
            if lines and measure((lines[-1] + part).rstrip(BLANKS)) <= width:
                lines[-1] += part
            else:
                lines.append(part)
    return [line.rstrip(BLANKS) for line in lines]


def _parts(piece: str, measure: Measure, width: float) -> Iterator[str]:
    """A piece in parts no wider than a line."""
    part = ""
    for cluster in clusters(piece):
        if part.strip(BLANKS) and measure((part + cluster).rstrip(BLANKS)) > width:
            yield part
            part = ""
        part += cluster
    yield part
