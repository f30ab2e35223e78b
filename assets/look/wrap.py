"""How words fall into lines. Pure: widths come in, a width or lines go out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from assets.scripts import BLANKS, clusters

Measure = Callable[[str], float]
#: How a stretch of text falls into lines by its width alone.
Broken = Callable[[str], list[str]]
#: Sets parts of a line off from each other; it stands only between two of them.
SEPARATOR = " · "
#: The blank after a sentence; after "TP." none ends.
SENTENCE_END = re.compile(r"(?<=[^A-ZĐ][.;!?]) |(?<=។) ")


def parted(text: str, fits: Callable[[str], bool], broken: Broken) -> list[str]:
    """Parts set off by a separator share a line while they fit; where a line ends between two of them it is not set."""
    lines: list[str] = []
    for part in text.split(SEPARATOR):
        longer = f"{lines[-1]}{SEPARATOR}{part}" if lines else part
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.extend(by_sentence(part, broken))
    return lines


def by_sentence(text: str, broken: Broken) -> list[str]:
    """A line ends with a sentence where that costs no line."""
    lines, sentences = broken(text), [each for each in SENTENCE_END.split(text) if each]
    if len(lines) == 1 or len(sentences) == 1:
        return lines
    apart = [line for each in sentences for line in broken(each)]
    return apart if len(apart) <= len(lines) else lines


def begins(words: Sequence[float], space: float, width: float) -> list[int]:
    """With which words lines begin when each line is filled before the next; the first always."""
    found, used = [0], 0.0
    for at, word in enumerate(words):
        if used and used + space + word > width:
            found.append(at)
            used = word
        else:
            used += word + (space if used else 0)
    return found


def lines_at(words: Sequence[float], space: float, width: float) -> int:
    """How many lines the words take when each line is filled before the next."""
    return len(begins(words, space, width))


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


def balanced(pieces: Sequence[str], words: Sequence[float], space: float, width: float) -> list[str]:
    """Lines of like length, and no more than there must be. `words`: how wide the pieces are without their blanks."""
    starts = begins(words, space, balanced_width(words, space, width))
    return ["".join(pieces[at:end]).rstrip(BLANKS) for at, end in zip(starts, [*starts[1:], None], strict=True)]


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
