"""A window played from lines of text: it only looks. Each line is answered by one line of JSON.

    wait revision:12     until a frame shows this board or a newer one
    wait text:A-025      until these words stand on the page (upper and lower case are one)
    wait gone:A-025      until they do not
    shot name            a picture of the window: DIR/name.png
    sleep 1.5            real seconds
    status               what is shown
    quit                 end; the end of the lines leaves the window open

Waits end after 30 s. Every answer says what was asked (`line`), whether it came about (`ok`), the board painted
(`epoch`, `revision`) and, for a picture, its `file`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TextIO

from broker.hall.board import Mark

WAIT_S = 30.0
SHOT_S = 10.0
Said = dict[str, Any]


class PlayError(Exception):
    """A line that cannot be played; the sentence says which and why."""


@dataclass(frozen=True)
class Shown:
    """What the window shows: the board painted last, and every word on the page."""

    mark: Mark | None = None
    words: str = ""


@dataclass
class Play:
    """Plays lines in a thread of its own. The window tells `show` what it shows, after each change.

    `shoot` makes a picture under a name, calls back when it is there, and says where it will be.
    """

    out: TextIO
    quit: Callable[[], None]
    shoot: Callable[[str, Callable[[], None]], Path] | None = None
    _shown: Shown = Shown()
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def show(self, shown: Shown) -> None:
        """What is painted now; from the window's thread."""
        with self._changed:
            self._shown = shown
            self._changed.notify_all()

    def in_thread(self, lines: Iterable[str]) -> threading.Thread:
        """Play beside the window."""
        thread = threading.Thread(target=self.run, args=(lines,), name="play", daemon=True)
        thread.start()
        return thread

    def run(self, lines: Iterable[str]) -> None:
        """Answer every line, until "quit" or the last."""
        for line in lines:
            words = line.split("#")[0].split(maxsplit=1)
            if words:
                self._answer(line.strip(), words[0], words[1].strip() if words[1:] else "")
            if words == ["quit"]:
                return self.quit()
        return None

    def _answer(self, line: str, verb: str, rest: str) -> None:
        try:
            said = self._do(verb, rest)
        except PlayError as error:
            said = {"ok": False, "error": str(error)}
        epoch, revision = self._shown.mark or (None, None)
        said = {"line": line, **said, "epoch": epoch, "revision": revision}
        self.out.write(json.dumps(said, ensure_ascii=False) + "\n")
        self.out.flush()

    def verbs(self) -> dict[str, Callable[[str], Said]]:
        """What a line may begin with, and what it does."""
        return {
            "wait": self._wait, "shot": self._shot, "sleep": self._sleep, "status": self._status, "quit": self._quit,
        }  # fmt: skip

    def _do(self, verb: str, rest: str) -> Said:
        doing = self.verbs()
        if verb not in doing:
            raise PlayError(f"play: {verb!r} is none of {', '.join(doing)}")
        return doing[verb](rest)

    def _wait(self, rest: str) -> Said:
        kind, _, wanted = rest.partition(":")
        reached: dict[str, Callable[[], bool]] = {
            "revision": lambda: self._shown.mark is not None and self._shown.mark[1] >= _number(wanted),
            "text": lambda: wanted.lower() in self._shown.words,
            "gone": lambda: wanted.lower() not in self._shown.words,
        }
        if kind not in reached or not wanted:
            raise PlayError("play: wait for what? wait revision:12, wait text:A-025, wait gone:A-025")
        with self._changed:
            return {"ok": self._changed.wait_for(reached[kind], WAIT_S)}

    def _shot(self, rest: str) -> Said:
        if self.shoot is None:
            raise PlayError("play: a picture needs --shots DIR")
        done = threading.Event()
        path = self.shoot(Path(rest).name or "window", done.set)
        return {"ok": done.wait(SHOT_S), "file": str(path)}

    def _sleep(self, rest: str) -> Said:
        try:
            time.sleep(float(rest or 1))
        except ValueError:
            raise PlayError(f"play: {rest!r} is no number of seconds") from None
        return {"ok": True}

    def _status(self, _rest: str) -> Said:
        return {"ok": True, "words": self._shown.words}

    def _quit(self, _rest: str) -> Said:
        return {"ok": True}


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise PlayError(f"play: {text!r} is no revision") from None


def words_of(scene: object) -> str:
    """Every word and figure of a scene, in small letters, for who waits for some of them."""
    return "\n".join(text for text in _texts(scene) if text).lower()


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _texts(getattr(part, each.name))
