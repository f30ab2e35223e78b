"""How large the words of a page were, remembered from day to day: by digests alone, of no word can be read here."""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterable
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from assets.files import ROOT as ASSETS
from assets.whole_files import write_whole

#: Pages of an office, in its languages and modes and with figures of one, two or three places, are fewer.
MOST_REMEMBERED = 2000
#: No more is read of a file that should hold so many.
MOST_BYTES = 200_000
#: After so many larger sizes without room there is taken to be none.
PATIENCE = 2
#: On what the size of a page depends besides what it shows: screens, widgets, texts and fonts.
PROGRAM = Path(__file__).parent, ASSETS / "look", ASSETS / "locale", ASSETS / "fonts"

log = logging.getLogger(__name__)


class Size(msgspec.Struct, frozen=True, array_like=True):
    """How many times as large as the look's words are, and whether what is told stands on leaves."""

    times: Annotated[float, Meta(ge=0.1, le=2)]
    leafing: bool = False


class Kept(msgspec.Struct, frozen=True):
    """What the file holds, the longest unused first. `program`: the one that found these sizes."""

    program: str
    sizes: dict[Annotated[str, Meta(max_length=32)], Size]


class Sizes:
    """Sizes by digests, the least used forgotten first. Without a file they last as long as the program."""

    def __init__(self, file: Path | None = None, program: str | None = None) -> None:
        self._file, self._program = file, program or digest(*program_files())
        self._sizes: OrderedDict[str, Size] = OrderedDict()
        self._private: set[str] = set()
        self._changed = False
        if file is not None:
            self._read(file)

    def get(self, key: str) -> Size | None:
        """What was found before."""
        if key in self._sizes:
            self._sizes.move_to_end(key)
        return self._sizes.get(key)

    def put(self, key: str, size: Size, *, keep: bool) -> None:
        """Remember. `keep`: from day to day too."""
        if self._sizes.get(key) == size:
            return
        (self._private.discard if keep else self._private.add)(key)
        self._changed |= keep
        self._sizes[key] = size
        self._sizes.move_to_end(key)
        if len(self._sizes) > MOST_REMEMBERED:
            self._private.discard(self._sizes.popitem(last=False)[0])

    def save(self) -> None:
        """Write what is new. A disk that does not take it costs no more than a search."""
        if self._file is None or not self._changed:
            return
        kept = {key: size for key, size in self._sizes.items() if key not in self._private}
        try:
            write_whole(self._file, msgspec.json.encode(Kept(self._program, kept)))
        except OSError as error:
            log.info("the sizes of pages are not kept: %s", error)
        self._changed = False

    def _read(self, file: Path) -> None:
        """What cannot be read, or is of another program, is found anew."""
        try:
            with file.open("rb") as opened:
                kept = msgspec.json.decode(opened.read(MOST_BYTES), type=Kept)
        except (OSError, ValueError):
            return
        if kept.program == self._program:
            self._sizes.update(islice(kept.sizes.items(), MOST_REMEMBERED))


class Largest:
    """Asks for the largest of some sizes at which a page has room: ask about `at`, `answer`, until it is `over`.

    Sizes are numbered, the largest first. From the first on it finds the largest of all. Begun elsewhere, as where a
    page much like it has room, it goes on to smaller ones until there is room and to larger ones until there is none
    at PATIENCE of them: a page whose cards stand otherwise at a smaller size may have no room there.
    """

    def __init__(self, count: int, begin: int = 0) -> None:
        self.at, self.over = begin, False
        self.found: int | None = None
        self._count, self._begin, self._misses, self._smaller = count, begin, 0, True

    def answer(self, *, room: bool) -> None:
        """Whether there is room at `at`."""
        if room:
            self.found = self.at
        self._misses = 0 if room and not self._smaller else self._misses + (not room)
        if self._smaller and not room and self.at + 1 < self._count:
            self.at += 1
            return
        self.at = (self._begin if self._smaller else self.at) - 1
        self._smaller = False
        self.over = self.at < 0 or self._misses >= PATIENCE


class Halves:
    """The same by halves, for many sizes of which nothing is known: what has room at one has it at all smaller ones,
    and the smallest need not be asked about.
    """

    def __init__(self, count: int) -> None:
        self.at = 0
        self.found: int | None = None
        self._short, self._room = -1, count - 1

    @property
    def over(self) -> bool:
        """Whether all is known."""
        return self._room - self._short <= 1

    def answer(self, *, room: bool) -> None:
        """Whether there is room at `at`."""
        if room:
            self.found = self._room = self.at
        else:
            self._short = self.at
        self.at = (self._short + self._room) // 2


def digest(*parts: object) -> str:
    """Stands for what it was made of, and tells nothing of it."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def program_files() -> Iterable[object]:
    """What is another with another version of the program."""
    yield version("kivy")
    for folder in PROGRAM:
        for file in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"):
            yield file.name, file.stat().st_size, file.stat().st_mtime_ns
