"""Writing in which letters stack and change places (Khmer), and where its lines may end. Pure.

Khmer is written without blanks between words. Where a line may end, whoever writes a text sets a zero-width space
(U+200B); no dictionary guesses it. Only a stretch wider than a line is broken elsewhere, and then between syllables.
"""

import re
import unicodedata

ZERO_WIDTH_SPACE = "\u200b"
#: What may stand between two parts of a line, and is left out at its end.
BLANKS = f" {ZERO_WIDTH_SPACE}"

_KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")
_PIECE = re.compile(f"[^{BLANKS}]*[{BLANKS}]+|[^{BLANKS}]+")
#: Puts the next consonant below the one before it.
_COENG = "\u17d2"


#: Signs that end a paragraph: a shaper takes one line and refuses a text that holds one.
_ENDS = str.maketrans(dict.fromkeys("\n\r\x1c\x1d\x1e\x85\u2028\u2029", " "))


def one_line(text: str) -> str:
    """A text that can be shaped: with blanks for whatever would end its line."""
    return text.translate(_ENDS)


def shaped(text: str) -> bool:
    """Whether drawing it letter by letter would be wrong."""
    return _KHMER.search(text) is not None


def font_file(text: str, *, bold: bool) -> str:
    """The asset that has every letter of a text. All of one text is drawn with one font."""
    family = "NotoSansKhmer" if shaped(text) else "NotoSans"
    return f"fonts/{family}-{'Bold' if bold else 'Regular'}.ttf"


def pieces(text: str) -> list[str]:
    """The parts of a text between which a line may end, each with the blanks after it."""
    return _PIECE.findall(text)


def clusters(text: str) -> list[str]:
    """A word in parts that must not be torn: a letter with its marks, a Khmer syllable."""
    found: list[str] = []
    for char in text:
        hangs = unicodedata.category(char).startswith("M") or (found and found[-1].endswith(_COENG))
        if found and hangs:
            found[-1] += char
        else:
            found.append(char)
    return found
