"""A kiosk played from lines of text: fingers on its real window. Each line is answered by one line of JSON.

    touch field:land           a calm finger: waits until the window takes touches again, goes down, slides, lets go;
                               when that came to nothing it looks again and presses once more
    tap take                   an impatient one: at once, though the window may still rest from the touch before
    scan A-025                 a scanner that types reads this code, through the window's own key events
    wait page:take|void 20     until one of these pages stood there, from the page answered last on; at most 20 s
    status                     how things stand
    shot name                  a picture of the window: DIR/name.png
    sleep 1.5                  real seconds
    quit                       end; the end of the lines leaves the kiosk running

Every answer says what was asked (`line`), whether it came about (`ok`), if not `why`, and the page as painted:
`page`, `number`, `actions`, `now_ms`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TextIO, TypeVar

from assets.look.theme import LISTENED_S
from kiosk.errors import KioskError
from kiosk.session.views import Page, View

WAIT_S = 30.0
#: A window on a busy machine may take seconds to draw.
FRAME_S = 20.0
#: So often a calm finger presses before it gives up.
PRESSES = 4
Said = dict[str, Any]
T = TypeVar("T")


class PlayError(KioskError):
    """A line that cannot be played; the sentence says which and why."""


class Finger(Protocol):
    """A finger on the window; used in the window's thread."""

    def find(self, action: str) -> tuple[float, float] | None:
        """Where an action can be touched."""

    def down(self, x: float, y: float) -> None:
        """Down."""

    def up(self, x: float, y: float) -> None:
        """Slide and up."""


class Glass(Protocol):
    """The window, as a play needs it."""

    touches: int

    def soon(self, do: Callable[[], None]) -> None:
        """Do something in the window's thread, and draw a frame after it."""

    def shoot(self, path: Path, done: Callable[[], None]) -> None:
        """Write the next frame as a picture."""

    def leave(self) -> None:
        """End the program."""


@dataclass
class Play:
    """Plays lines in a thread of its own. The window tells `painted` after each frame.

    `rest_s`: how long the window rests after a touch. `now_ms`: office time. `keys` types a line into the window.
    """

    glass: Glass
    finger: Finger
    out: TextIO
    now_ms: Callable[[], int]
    rest_s: float
    shots: Path | None = None
    keys: Callable[[str], None] | None = None
    _seen: list[View] = field(default_factory=list)
    _frames: int = 0
    _turned: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _let_go_s: float = 0.0

    def painted(self, view: View | None) -> None:
        """A frame was drawn; from the window's thread."""
        with self._changed:
            self._frames += 1
            if view is not None and (not self._seen or view is not self._seen[-1]):
                self._seen.append(view)
            self._changed.notify_all()

    def in_thread(self, lines: Iterable[str]) -> threading.Thread:
        """Play beside the window."""
        thread = threading.Thread(target=self.run, args=(lines,), name="play", daemon=True)
        thread.start()
        return thread

    def run(self, lines: Iterable[str]) -> None:
        """Answer every line, until "quit" or the last."""
        for line in lines:
            words = line.split("#")[0].split()
            if words:
                self._answer(line.strip(), words[0], words[1:])
            if words == ["quit"]:
                return self.glass.leave()
        return None

    def _answer(self, line: str, verb: str, words: list[str]) -> None:
        try:
            said = self._do(verb, words)
        except PlayError as error:
            said = {"ok": False, "why": str(error)}
        said = {"line": line, **said, **self._standing()}
        self.out.write(json.dumps(said, ensure_ascii=False) + "\n")
        self.out.flush()

    def _standing(self) -> Said:
        """The page answered last: what came after it is for the next `wait`."""
        with self._changed:
            view = self._seen[0] if self._seen else None
        return standing(view, self.now_ms())

    def _do(self, verb: str, words: list[str]) -> Said:
        doing: dict[str, Callable[[list[str]], Said]] = {
            "touch": self._touch, "tap": self._tap, "scan": self._scan, "wait": self._wait, "status": self._status,
            "shot": self._shot, "sleep": self._sleep, "quit": lambda _words: {"ok": True},
        }  # fmt: skip
        if verb not in doing:
            raise PlayError(f"play: {verb!r} is none of {', '.join(doing)}")
        return doing[verb](words)

    # --- fingers -----------------------------------------------------------------------------------------

    def _touch(self, words: list[str]) -> Said:
        """What the window let go of acts once; what it did not may be pressed again."""
        for _ in range(PRESSES):
            time.sleep(max(0.0, self._let_go_s + self.rest_s - time.monotonic()))
            said = self._tap(words)
            if "not_taken" not in said:
                break
        return said

    def _tap(self, words: list[str]) -> Said:
        if len(words) != 1:
            raise PlayError("play: touch what? e.g. touch field:land, touch take, touch back")
        before, let_go_s, down_s = self.glass.touches, self._let_go_s, time.monotonic()
        place = self._frame(lambda: self._down(words[0]))
        if place is not None:
            turned = self._turned
            self._frame(lambda: self.finger.up(*place))
            self._let_go_s = time.monotonic()
            if self.glass.touches > before:
                self._taken_in(turned)
        self._latest()
        if place is None:
            return {"ok": False, "why": f"nothing that can be touched here carries {words[0]!r}"}
        if self.glass.touches == before:
            cause = self._not_taken(down_s - let_go_s, self._let_go_s - down_s)
            return {"ok": False, "not_taken": cause, "why": f"the window did not take the touch: {cause}"}
        return {"ok": True}

    def _not_taken(self, rested_s: float, held_s: float) -> str:
        if rested_s < self.rest_s:
            return "it rests after the one before"
        if held_s >= LISTENED_S:
            return f"held for {held_s:.1f} s, it is taken for a finger that listens"
        return f"what lay under the finger was drawn anew in the {held_s:.1f} s that it was held"

    def _scan(self, words: list[str]) -> Said:
        if not words:
            raise PlayError("play: scan what? e.g. scan 2026-11-23.A-025")
        keys = self.keys
        if keys is None:
            raise PlayError("play: this kiosk has no scanner that types; start it with --scanner keyboard")
        turned = self._turned
        self._frame(lambda: keys(" ".join(words)))
        self._taken_in(turned)
        self._latest()
        return {"ok": True}

    def _taken_in(self, turned: int) -> None:
        """The machine works beside the window: wait for what it makes of the touch."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._turned > turned, FRAME_S):
                raise PlayError(f"play: the kiosk did not take the touch in within {FRAME_S:g} s")
        self._frame(lambda: None)

    def turned(self) -> None:
        """The machine has taken a touch in and its view is on the way to the window; from the machine's thread."""
        with self._changed:
            self._turned += 1
            self._changed.notify_all()

    def _down(self, action: str) -> tuple[float, float] | None:
        place = self.finger.find(action)
        if place is not None:
            self.finger.down(*place)
        return place

    def _frame(self, do: Callable[[], T]) -> T:
        """Do it in the window's thread, and wait until a frame drawn after it is there."""
        done: list[tuple[T, int]] = []
        self.glass.soon(lambda: done.append((do(), self._frames)))
        with self._changed:
            if not self._changed.wait_for(lambda: done and self._frames > done[0][1], FRAME_S):
                raise PlayError(f"play: no frame within {FRAME_S:g} s")
        return done[0][0]

    # --- eyes ------------------------------------------------------------------------------------------

    def _wait(self, words: list[str]) -> Said:
        kind, _, wanted = (words or [""])[0].partition(":")
        pages = wanted.split("|")
        unknown = [each for each in pages if each not in set(Page)]
        if kind != "page" or unknown:
            raise PlayError(f"play: wait for what? wait page:A|B, of {', '.join(Page)}")
        limit_s = _seconds(words[1:], WAIT_S)
        with self._changed:
            reached = self._changed.wait_for(lambda: self._reached(pages), limit_s)
            if not reached:
                del self._seen[:-1]
        return {"ok": True} if reached else {"ok": False, "why": f"not within {limit_s:g} s"}

    def _reached(self, pages: list[str]) -> bool:
        at = next((n for n, view in enumerate(self._seen) if view.page in pages), None)
        if at is not None:
            del self._seen[:at]
        return at is not None

    def _latest(self) -> None:
        """From here on only what stands now and what comes counts."""
        with self._changed:
            del self._seen[:-1]

    def _status(self, _words: list[str]) -> Said:
        self._latest()
        return {"ok": True}

    def _shot(self, words: list[str]) -> Said:
        if self.shots is None:
            raise PlayError("play: a picture needs --shots DIR")
        path, done = self.shots / f"{Path(words[0]).name if words else 'kiosk'}.png", threading.Event()
        self.glass.soon(lambda: self.glass.shoot(path, done.set))
        return {"ok": done.wait(FRAME_S), "file": str(path)}

    def _sleep(self, words: list[str]) -> Said:
        time.sleep(_seconds(words, 1.0))
        self._latest()
        return {"ok": True}


def standing(view: View | None, now_ms: int) -> Said:
    """A page in an answer."""
    return {
        "page": view.page.value if view else None,
        "number": (getattr(view.content, "number", "") or None) if view else None,
        "actions": sorted(view.actions) if view else [],
        "lang": view.lang if view else None,
        "now_ms": now_ms,
    }


def _seconds(words: list[str], default_s: float) -> float:
    try:
        return float(words[0]) if words else default_s
    except ValueError:
        raise PlayError(f"play: {words[0]!r} is no number of seconds") from None
