"""Devices that are gone without a word: their will has fired (Homie `$state` lost), or they were never heard again.

A device that ends in order says so and is missed by nobody. Who comes back within the grace was never lost: programs
are started again, lines drop. After a connection of our own the devices we knew alive must be heard again: the MQTT
server may have died with their wills. All by the monotonic clock: links do not run faster in a demonstration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from broker.contract.commands import ReportTrouble
from broker.contract.ids import InstantMs, keys_of
from broker.contract.topics import HomieState, Topics
from broker.core.decide.troubles import trouble_name
from broker.core.floor import Floor

CODE = "device_lost"
#: Longer than a program takes to be started again, and than any device waits before it connects again.
GRACE_S = 20.0
#: Devices that are remembered; an office has some two hundred.
MOST = 500
_STATES = frozenset(each.encode() for each in get_args(HomieState))
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_ENGINE = "engine"


@dataclass
class _Missed:
    """`since`: engine time when it was heard that it is gone."""

    since: InstantMs
    until_s: float


@dataclass
class Presence:
    """Which devices live. `wanted` says what the office is to be told."""

    topics: Topics
    grace_s: float = GRACE_S
    _alive: dict[str, bool] = field(default_factory=dict)  # False: it ended in order, and need not be heard
    _missed: dict[str, _Missed] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def heard(self, topic: str, payload: bytes, now: InstantMs, now_s: float) -> None:
        """Take the state of a device; anything else is nothing."""
        device = self.topics.device_of_state(topic)
        if device in (None, _ENGINE) or not _NAME.fullmatch(device or ""):
            return
        if payload in _STATES or not payload:
            self._take(str(device), payload, now, now_s)

    def connected(self, now: InstantMs, now_s: float) -> None:
        """We have just connected: whoever lives will be heard."""
        for device in [each for each, lives in self._alive.items() if lives]:
            self._missed.setdefault(device, _Missed(now, now_s + self.grace_s))
            del self._alive[device]

    def wanted(self, floor: Floor, now_s: float) -> Iterator[ReportTrouble]:
        """Devices that are lost since the grace was over, once each; and those that are back or ended in order."""
        standing = floor.state.troubles
        for trouble in [each for each in standing.values() if each.code == CODE]:
            if trouble.source in self._alive:
                yield ReportTrouble(source=trouble.source, code=CODE, on=False)
            else:
                self._told.add(trouble.source)
        for device, missed in self._missed.items():
            if now_s >= missed.until_s and device not in self._told and trouble_name(device, CODE) not in standing:
                params: dict[str, str | int] = {"device": _said(floor, device), "time": missed.since}
                yield ReportTrouble(source=device, code=CODE, params=params)

    def _take(self, device: str, state: bytes, now: InstantMs, now_s: float) -> None:
        if state == b"lost":
            self._alive.pop(device, None)
            if len(self._missed) < MOST:
                self._missed.setdefault(device, _Missed(now, now_s + self.grace_s))
            return
        self._missed.pop(device, None)
        self._told.discard(device)
        if len(self._alive) < MOST:
            self._alive[device] = state not in (b"disconnected", b"")


def _said(floor: Floor, device: str) -> str:
    """What people call it: a kiosk by its name, what stands on a counter with the counter's."""
    book = floor.book
    if book is None:
        return device
    if device in book.kiosks:
        return f"{book.kiosks[device].name['vi']} ({device})"
    counter = next((each for each in book.counters.values() if device == keys_of(each.id)), None)
    return f"{counter.name['vi']} ({device})" if counter is not None else device
