"""Breaking a paragraph into lines: pure, the width of words comes in as a function."""

import re

from assets.look.wrap import Measure, filled
from assets.scripts import pieces

SEPARATOR = " · "
EVEN_ENOUGH = 4.0  # of the unit of width: nobody sees lines differ by half a millimetre
SENTENCE_END = re.compile(r"(?<=[.;!?។]) ")


def flow(text: str, measure: Measure, width: float) -> list[str]:
    """Lines of a paragraph whose parts are set off by " · ".

    Parts share a line while they fit; where a line ends between two parts the dot is not set.
    """
    lines: list[str] = []
    for part in text.split(SEPARATOR):
        longer = f"{lines[-1]}{SEPARATOR}{part}" if lines else part
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.extend(wrap(part, measure, width))
    return lines


def wrap(text: str, measure: Measure, width: float) -> list[str]:
    """The fewest lines that hold the text; nothing is left out.

    A line ends with a sentence where that costs no line, else the lines are as even as can be. Lines break
    at spaces (a no-break space holds; one of no width is for Khmer), and inside a word only if it is wider than a line.
    """
    even = _even(text, measure, width)
    sentences = [part for part in SENTENCE_END.split(text) if part]
    by_sentence = [line for sentence in sentences for line in _even(sentence, measure, width)]
    return by_sentence if len(by_sentence) <= len(even) else even


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
