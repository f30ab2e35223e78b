"""Breaking a paragraph into lines: pure, the width of words comes in as a function."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
SEPARATOR = " · "
EVEN_ENOUGH = 4.0  # of the unit of width: nobody sees lines differ by half a millimetre
SENTENCE_END = re.compile(r"(?<=[.;!?]) ")


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
    at spaces (a no-break space holds), and inside a word only if it is wider than a line.
    """
    even = _even(text, measure, width)
    sentences = [part for part in SENTENCE_END.split(text) if part]
    by_sentence = [line for sentence in sentences for line in _even(sentence, measure, width)]
    return by_sentence if len(by_sentence) <= len(even) else even


def _even(text: str, measure: Measure, width: float) -> list[str]:
    words = [part for word in text.split(" ") for part in _pieces(word, measure, width)]
    fewest = len(_greedy(words, measure, width))
    low, high = 0.0, width
    while high - low > EVEN_ENOUGH:
        middle = (low + high) / 2
        narrow = _greedy(words, measure, middle)
        fits = len(narrow) <= fewest and all(measure(line) <= width for line in narrow)
        low, high = (low, middle) if fits else (middle, high)
    return _greedy(words, measure, high)


def _greedy(words: list[str], measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(word: str, measure: Measure, width: float) -> Iterator[str]:
    """A word in parts no wider than a line; a mark stays with its letter."""
    part = ""
    for char in word:
        if part and measure(part + char) > width and not unicodedata.combining(char):
            yield part
            part = ""
        part += char
    yield part
