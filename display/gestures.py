"""Edges of keys, with their times, to gestures. Pure: the same edges give the same gestures, whenever asked for.

A contact bounces for some milliseconds when it closes and when it opens. A level counts only when it has stood for
`stable_s`; what begins within `lockout_s` after a release of the same key is the same finger still trembling. So one
press of any shape is one gesture: short, told on release, or long, told once when `long_s` is reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from broker.contract.commands import Key


@dataclass(frozen=True)
class Hands:
    """How hands press. All in real seconds, whatever the speed of the office's clock.

    `stable_s` is 0 where the edges come from something that has debounced them already.
    """

    stable_s: float = 0.03
    lockout_s: float = 0.4
    long_s: float = 1.0
    stuck_s: float = 10.0

    def __post_init__(self) -> None:
        """Raises ValueError for times that would lose presses or never end one."""
        if self.stable_s and not 0.005 <= self.stable_s <= 0.05:
            raise ValueError(f"stable_s is {self.stable_s}: a level is a level after 0.005 to 0.05 s")
        if not self.stable_s <= self.lockout_s <= 0.8:
            raise ValueError(f"lockout_s is {self.lockout_s}: it lies between stable_s and 0.8 s")
        if not self.stable_s * 4 <= self.long_s < self.stuck_s:
            raise ValueError(f"long_s is {self.long_s}: it lies between 4 x stable_s and stuck_s")


#: A demonstration's hands: quicker, with every guard in place.
QUICK = Hands(stable_s=0.02, lockout_s=0.15, long_s=0.4)


@dataclass(frozen=True)
class Gesture:
    """A key was pressed."""

    key: Key
    long: bool
    at_s: float


@dataclass(frozen=True)
class Ignored:
    """A press that does not count. `why`: "lockout", the same finger again; "two_keys", another key is down."""

    key: Key
    why: str
    at_s: float


@dataclass(frozen=True)
class Stuck:
    """A key has been down for `stuck_s`: told once, and it blocks no other key any more."""

    key: Key
    at_s: float


@dataclass(frozen=True)
class Freed:
    """A stuck key came up."""

    key: Key
    at_s: float


Notice = Gesture | Ignored | Stuck | Freed


@dataclass
class _Contact:
    """One key: the level its pin shows, the level that counts, and what the press in hand has come to."""

    key: Key
    pin_down: bool = False
    pin_since_s: float = 0.0
    down: bool = False
    down_since_s: float = 0.0
    released_s: float = float("-inf")
    counts: bool = False  # the press in hand is still to become a gesture
    stuck: bool = False

    @property
    def settling(self) -> bool:
        """Whether the pin shows another level than the one that counts: nothing else is decided before it has stood."""
        return self.pin_down != self.down

    def due_s(self, hands: Hands) -> float:
        """When this key's next step is, if no edge comes before."""
        if self.settling:
            return self.pin_since_s + hands.stable_s
        if not self.down or self.stuck:
            return float("inf")
        return max(self.pin_since_s, self.down_since_s + (hands.long_s if self.counts else hands.stuck_s))


@dataclass
class Gestures:
    """The keys of one counter. Feed `edge` in the order of time; ask `advance` when `due_s` has come.

    A key in `down_at_start` was down before anybody looked: nobody pressed it, but it may be stuck.
    """

    hands: Hands
    keys: tuple[Key, ...]
    down_at_start: Iterable[Key] = ()
    start_s: float = 0.0
    _contacts: dict[Key, _Contact] = field(init=False)

    def __post_init__(self) -> None:
        """All keys up but those named."""
        down = set(self.down_at_start)
        self._contacts = {key: _Contact(key, key in down, self.start_s, key in down, self.start_s) for key in self.keys}

    @property
    def due_s(self) -> float:
        """When `advance` has something to tell, if no edge comes before; infinity when nothing is under way."""
        return min(contact.due_s(self.hands) for contact in self._contacts.values())

    @property
    def stuck(self) -> tuple[Key, ...]:
        """The keys that are stuck now."""
        return tuple(key for key, contact in self._contacts.items() if contact.stuck)

    def edge(self, key: Key, down: bool, at_s: float) -> list[Notice]:
        """The pin of a key has changed. Returns what had come about before it."""
        notices = self.advance(at_s)
        contact = self._contacts[key]
        if down != contact.pin_down:
            contact.pin_down, contact.pin_since_s = down, at_s
        return notices

    def advance(self, now_s: float) -> list[Notice]:
        """Everything that has come about until now, in the order of time."""
        notices: list[Notice] = []
        while True:
            contact = min(self._contacts.values(), key=lambda each: each.due_s(self.hands))
            if contact.due_s(self.hands) > now_s:
                return notices
            notices += self._step(contact)

    def _step(self, contact: _Contact) -> list[Notice]:
        at_s = contact.due_s(self.hands)
        if not contact.settling:
            return self._held(contact, at_s)
        return self._pressed(contact) if contact.pin_down else self._released(contact, at_s)

    def _pressed(self, contact: _Contact) -> list[Notice]:
        contact.down, contact.down_since_s = True, contact.pin_since_s
        why = self._why_not(contact)
        contact.counts = not why
        return [Ignored(contact.key, why, contact.pin_since_s)] if why else []

    def _why_not(self, contact: _Contact) -> str:
        if contact.down_since_s < contact.released_s + self.hands.lockout_s:
            return "lockout"
        others = (each for each in self._contacts.values() if each is not contact)
        return "two_keys" if any(each.down and not each.stuck for each in others) else ""

    def _released(self, contact: _Contact, at_s: float) -> list[Notice]:
        counted, was_stuck = contact.counts, contact.stuck
        contact.down = contact.counts = contact.stuck = False
        contact.released_s = contact.pin_since_s
        if was_stuck:
            return [Freed(contact.key, at_s)]
        return [Gesture(contact.key, long=False, at_s=at_s)] if counted else []

    def _held(self, contact: _Contact, at_s: float) -> list[Notice]:
        if contact.counts:
            contact.counts = False
            return [Gesture(contact.key, long=True, at_s=at_s)]
        contact.stuck = True
        return [Stuck(contact.key, at_s)]
