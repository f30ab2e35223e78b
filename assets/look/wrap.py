"""How words fall into lines. Pure: widths come in, a width goes out."""

from collections.abc import Sequence


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
