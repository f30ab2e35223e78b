"""In which encoding a CSV file was saved. Read in blocks: a file may be larger than memory should hold."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path

BLOCK = 1 << 20
#: A byte order mark -> the codec that takes it away.
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: Tried in turn where there is no mark; Windows-1258 is what Vietnamese Windows wrote before Unicode.
_TRIED = ("utf-8", "cp1258")


class EncodingError(ValueError):
    """No encoding fits; the sentence says which were tried and where the first fails."""


def encoding_of(path: Path) -> str:
    """The codec to open the file with. Raises EncodingError, OSError."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), None)
    if marked is not None:
        _check(path, marked)
        return marked
    if b"\0" in head:
        raise EncodingError("no text, or UTF-16 without its byte order mark: save it as CSV UTF-8")
    for codec in _TRIED:
        try:
            _check(path, codec)
        except EncodingError:
            continue
        return codec
    raise EncodingError("neither UTF-8, UTF-16 nor Windows-1258: save it as CSV UTF-8")


def composed(text: str) -> str:
    """Letters as fonts have them: Windows-1258 writes the tone as a mark of its own after the letter."""
    return unicodedata.normalize("NFC", text)


def _check(path: Path, codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for block in _blocks(path):
            if "\0" in decoder.decode(block):
                raise EncodingError(f"no text: a zero byte in it, read as {codec}")
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        raise EncodingError(f"not {codec}: {error.reason}") from error


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
