"""Simulated keypads played from lines of text; each line is answered in JSON.

press 3 next          a short press with a little bounce, on pad 3; recall, start, pause likewise
press 3 recall long   held until the long press is told
down 3 next, up 3 next   one level only; a key that stays down is a stuck key
unplug 3, plug 3      the pad's own cable; without it the pad has no power
pull, push            the plug of the whole line
twin 3                a second pad with the address of pad 3: both answer
chatter 3, hush 3     the pad talks without being asked, all the time, until it is hushed
loss 0.1, damage 0.1  of frames, each way, from now
wait 3 text:A025      until the digits of a pad or sign show so; at most 10 s, or as many as are named
status 3              what it shows
sleep 1.5             real seconds
quit                  end; so does the end of the lines
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TextIO

from broker.contract.commands import Key
from display.keypad.errors import KeypadError, PlayError
from display.keypad.frames import KEYS
from display.keypad.pad import STABLE_S
from display.keypad.simulator import Simulator

BOUNCE_S = 0.002
#: How long a calm hand holds a key, and a patient one.
SHORT_S, LONG_S = 0.1, 1.1
WAIT_S = 10.0
Said = dict[str, Any]


@dataclass
class Play:
    """Plays lines on a simulated line of keypads."""

    simulator: Simulator
    out: TextIO

    def run(self, lines: Iterable[str]) -> None:
        """Answer every line, until "quit" or the last."""
        for line in lines:
            words = line.split("#")[0].split()
            if words == ["quit"]:
                return
            if words:
                self.out.write(json.dumps({"line": line.strip(), **self._answer(words)}, ensure_ascii=False) + "\n")
                self.out.flush()

    def _answer(self, words: list[str]) -> Said:
        doing: dict[str, Callable[[list[str]], Said]] = {
            "press": self._press, "down": self._level, "up": self._level, "unplug": self._plug, "plug": self._plug,
            "twin": self._wrong, "chatter": self._wrong, "hush": self._wrong,
            "pull": self._line, "push": self._line, "loss": self._noise, "damage": self._noise,
            "wait": self._wait, "status": self._status, "sleep": self._sleep,
        }  # fmt: skip
        try:
            if words[0] not in doing:
                raise PlayError(f"play: {words[0]!r} is none of {', '.join(doing)}, quit")
            return {"ok": True, **doing[words[0]](words)}
        except KeypadError as error:
            return {"ok": False, "error": str(error)}

    def _press(self, words: list[str]) -> Said:
        address, key, long = _address(words), _key(words), words[3:] == ["long"]
        if words[3:] and not long:
            raise PlayError(f"play: press {address} {key} {' '.join(words[3:])!r}: only 'long' may follow")
        for down in (True, False, True):
            self.simulator.key(address, key, down)
            time.sleep(BOUNCE_S)
        time.sleep(LONG_S if long else SHORT_S)
        self.simulator.key(address, key, False)
        time.sleep(2 * STABLE_S)
        return {}

    def _level(self, words: list[str]) -> Said:
        self.simulator.key(_address(words), _key(words), words[0] == "down")
        return {}

    def _plug(self, words: list[str]) -> Said:
        (self.simulator.plug if words[0] == "plug" else self.simulator.unplug)(_address(words))
        return {}

    def _wrong(self, words: list[str]) -> Said:
        simulator = self.simulator
        {"twin": simulator.twin, "chatter": simulator.chatter, "hush": simulator.hush}[words[0]](_address(words))
        return {}

    def _line(self, words: list[str]) -> Said:
        (self.simulator.line.plug if words[0] == "push" else self.simulator.line.pull)()
        return {}

    def _noise(self, words: list[str]) -> Said:
        setattr(self.simulator.noise, words[0], min(1.0, max(0.0, _number(words[1:]))))
        return {}

    def _wait(self, words: list[str]) -> Said:
        name, _, wanted = "".join(words[2:3]).partition(":")
        if name != "text":
            raise PlayError("play: wait for what? e.g. wait 3 text:A025, wait 3 text:A025 20")
        address = _address(words)
        reached = self.simulator.wait(address, lambda pad: pad.text == wanted, _number(words[3:], WAIT_S))
        return {"ok": reached, **self._status(words)}

    def _status(self, words: list[str]) -> Said:
        address = _address(words)
        return {"text": self.simulator.text(address), "lit": sorted(self.simulator.lit(address))}

    def _sleep(self, words: list[str]) -> Said:
        time.sleep(_number(words[1:]))
        return {}


def _address(words: list[str]) -> int:
    if len(words) < 2 or not words[1].isdecimal():
        raise PlayError(f"play: {words[0]} which pad? e.g. {words[0]} 3")
    return int(words[1])


def _key(words: list[str]) -> Key:
    for key in KEYS:
        if words[2:3] == [key]:
            return key
    raise PlayError(f"play: key {' '.join(words[2:3])!r} is none of {', '.join(KEYS)}")


def _number(words: list[str], default: float | None = None) -> float:
    try:
        return float(words[0]) if words or default is None else default
    except (ValueError, IndexError):
        raise PlayError(f"play: {' '.join(words)!r} is no number") from None
