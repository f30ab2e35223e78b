"""A counter played from lines of text: mock pins are driven as a hand drives keys; each line is answered in JSON.

    press next          a short press, with a little bounce; recall, start, pause likewise
    press recall long   held until the long press is told
    down next, up next  one level only
    wait state:calling  until the counter is so (number:A-025, online:true, no_show:now, asks:true, nth:2 ...); other
                        values after "|"; at most 30 s, or as many as are named: wait state:calling|serving 60
    sleep 1.5           real seconds
    status              how things stand
    shot name           a picture of the window
    quit                end; so does the end of the lines

Every answer says what was asked (`line`), whether it came about (`ok`), what the `answer` was (accepted, refused with
its `code` and `params`, offline, silent, busy, ignored, timeout, error) and how things stand then. A press is answered
when the engine has answered it and the counter's new state is known.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

from broker.contract.commands import Key
from display.counter.errors import CounterError, PlayError
from display.counter.keys import KEYS
from display.counter.machine import Machine
from display.counter.view import Outcome, View

#: A closing contact of the hand's keys: this long open again, twice, before it rests.
BOUNCE_S = 0.002
WAIT_S = 30.0
#: After an accepted press the new state follows its answer at once; longer than this it is not waited for.
STATE_S = 1.0
Said = dict[str, Any]


@dataclass
class Play:
    """Plays lines on a machine with mock pins. `shoot` makes a picture of the window under a name."""

    machine: Machine
    out: TextIO
    shoot: Callable[[str], str] | None = None
    _released_s: dict[Key, float] = field(default_factory=dict)

    def run(self, lines: Iterable[str]) -> None:
        """Answer every line, until "quit" or the last."""
        for line in lines:
            words = line.split("#")[0].split()
            if words == ["quit"]:
                break
            if words:
                self._answer(line.strip(), words)

    def in_thread(self, lines: Iterable[str]) -> threading.Thread:
        """Play beside the machine, which stops when the play is over."""

        def play() -> None:
            try:
                self.run(lines)
            finally:
                self.machine.stop()

        thread = threading.Thread(target=play, name="play", daemon=True)
        thread.start()
        return thread

    def _answer(self, line: str, words: list[str]) -> None:
        try:
            said = self._do(words[0], words[1:])
        except CounterError as error:
            said = {"ok": False, "answer": "error", "error": str(error)}
        self.out.write(json.dumps({"line": line, **said, **standing(self.machine.view)}, ensure_ascii=False) + "\n")
        self.out.flush()

    def _do(self, verb: str, words: list[str]) -> Said:
        doing = {
            "press": self._press, "down": self._level, "up": self._level, "wait": self._wait, "sleep": self._sleep,
            "status": self._status, "shot": self._shot,
        }  # fmt: skip
        if verb not in doing:
            raise PlayError(f"play: {verb!r} is none of {', '.join(doing)}, quit")
        return doing[verb](verb, words)

    # --- hands -----------------------------------------------------------------------------------------

    def _press(self, _verb: str, words: list[str]) -> Said:
        key, long = _key(words), words[1:] == ["long"]
        if words[1:] and not long:
            raise PlayError(f"play: press {key} {' '.join(words[1:])!r}: only 'long' may follow")
        self._rest(key)
        self._forget_outcomes()
        before = _revision(self.machine.view)
        self._down_and_up(key, long=long)
        outcome = self._outcome(key)
        if outcome is not None and outcome.end == "accepted":
            self.machine.wait(lambda view: _revision(view) > before, STATE_S)
        return _said(outcome)

    def _rest(self, key: Key) -> None:
        """A calm hand does not drum: it waits until the key counts again."""
        again_s = self._released_s.get(key, 0.0) + self.machine.hands.lockout_s + self.machine.hands.stable_s
        time.sleep(max(0.0, again_s - time.monotonic()))

    def _down_and_up(self, key: Key, *, long: bool) -> None:
        hands = self.machine.hands
        for down in (True, False, True):
            self.machine.pins.drive(key, down)
            time.sleep(BOUNCE_S)
        time.sleep(hands.stable_s + (hands.long_s if long else 0.0) + 0.05)
        for down in (False, True, False):
            self.machine.pins.drive(key, down)
            time.sleep(BOUNCE_S)
        self._released_s[key] = time.monotonic()

    def _level(self, verb: str, words: list[str]) -> Said:
        self.machine.pins.drive(_key(words), verb == "down")
        return {"ok": True, "answer": "done"}

    def _outcome(self, key: Key) -> Outcome | None:
        """What became of the press, or None if nothing was told of it."""
        end_s = time.monotonic() + self.machine.hands.stable_s + self.machine.keys.device.answer_s + 1.0
        try:
            while True:
                outcome = self.machine.outcomes.get(timeout=max(0.0, end_s - time.monotonic()))
                if outcome.key == key:
                    return outcome
        except queue.Empty:
            return None

    def _forget_outcomes(self) -> None:
        while not self.machine.outcomes.empty():
            self.machine.outcomes.get_nowait()

    # --- eyes ------------------------------------------------------------------------------------------

    def _wait(self, _verb: str, words: list[str]) -> Said:
        if not words or ":" not in words[0]:
            raise PlayError("play: wait for what? e.g. wait state:calling, wait number:A-025 60")
        name, _, wanted = words[0].partition(":")
        if name not in standing(self.machine.view):
            raise PlayError(f"play: wait {name}: there is {', '.join(standing(self.machine.view))}")
        values = {value.lower() for value in wanted.split("|")}
        reached = self.machine.wait(lambda view: _word(standing(view)[name]) in values, _seconds(words[1:], WAIT_S))
        return {"ok": reached, "answer": "reached" if reached else "timeout"}

    def _sleep(self, _verb: str, words: list[str]) -> Said:
        time.sleep(_seconds(words, 1.0))
        return {"ok": True, "answer": "done"}

    def _status(self, _verb: str, _words: list[str]) -> Said:
        return {"ok": True, "answer": "done"}

    def _shot(self, _verb: str, words: list[str]) -> Said:
        if self.shoot is None:
            raise PlayError("play: a picture needs --window and --shots")
        return {"ok": True, "answer": "done", "file": self.shoot(words[0] if words else "counter")}


def standing(view: View) -> Said:
    """How things stand, for the answer of a line and for `wait`."""
    status = view.status
    return {
        "counter": view.counter,
        "online": view.online,
        "state": status.state if status else None,
        "number": status.number if status else None,
        "revision": status.revision if status else None,
        "epoch": status.epoch if status else None,
        "nth": status.nth if status else 0,
        "waiting": status.waiting if status else 0,
        "asks": bool(status and status.asks),
        "no_show_from": status.no_show_from if status else None,
        "no_show": _no_show(view),
        "pause_reason": status.pause_reason if status else None,
        "stuck": list(view.stuck),
        "now_ms": view.now_ms,
    }


def _no_show(view: View) -> str | None:
    """now, soon (calls are made, seconds remain) or None: not to be thought of."""
    status = view.status
    if status is None or status.state != "calling" or status.no_show_from is None:
        return None
    return "now" if view.now_ms >= status.no_show_from else "soon"


def _said(outcome: Outcome | None) -> Said:
    if outcome is None:
        return {"ok": False, "answer": "ignored", "code": "", "params": {}}
    params: Mapping[str, str | int] = dict(outcome.params)
    return {"ok": outcome.end == "accepted", "answer": outcome.end, "code": outcome.code, "params": params}


def _revision(view: View) -> tuple[int, int]:
    return (view.status.epoch, view.status.revision) if view.status else (0, -1)


def _word(value: object) -> str:
    return "none" if value is None else str(value).lower()


def _key(words: list[str]) -> Key:
    for key in KEYS:
        if words[:1] == [key]:
            return key
    raise PlayError(f"play: key {' '.join(words[:1])!r} is none of {', '.join(KEYS)}")


def _seconds(words: list[str], default_s: float) -> float:
    try:
        return float(words[0]) if words else default_s
    except ValueError:
        raise PlayError(f"play: {words[0]!r} is no number of seconds") from None
