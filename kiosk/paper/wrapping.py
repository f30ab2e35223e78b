"""Breaking a paragraph into lines: pure, the width of words comes in as a function."""

from functools import partial

from assets.look.wrap import Measure, by_sentence, filled, parted
from assets.scripts import pieces

EVEN_ENOUGH = 4.0  # of the unit of width: nobody sees lines differ by half a millimetre


def flow(text: str, measure: Measure, width: float) -> list[str]:
    """Lines of a paragraph whose parts may be set off by " · "."""
    return parted(text, lambda line: measure(line) <= width, partial(_even, measure=measure, width=width))


def wrap(text: str, measure: Measure, width: float) -> list[str]:
    """The fewest lines that hold the text; nothing is left out.

    A line ends with a sentence where that costs no line, else the lines are as even as can be. Lines break
    at spaces (a no-break space holds; one of no width is for Khmer), and inside a word only if it is wider than a line.
    """
    return by_sentence(text, partial(_even, measure=measure, width=width))


def _even(text: str, measure: Measure, width: float) -> list[str]:
    words = pieces(text)
    widest = filled(words, measure, width)
    low, high = 0.0, width
    while high - low > EVEN_ENOUGH:
        middle = (low + high) / 2
        narrow = filled(words, measure, middle)
        fits = len(narrow) <= len(widest) and all(measure(line) <= width for line in narrow)
        low, high = (low, middle) if fits else (middle, high)
    return filled(words, measure, high)
