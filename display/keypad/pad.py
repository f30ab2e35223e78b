"""A keypad as its firmware does it: debounce, edges kept until they are acknowledged, patterns, being alone. Pure.

A sign is one without keys. This is the reference for whoever builds one, and what the simulator simulates. Times are
monotonic seconds.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from broker.contract.commands import Key
from display.counter.answers import ANSWERS, LIGHTS, MOODS, NEVER, OFF, Answered, Light, level
from display.keypad.frames import EDGES_MOST, Edge, Pattern, Reply, Request

#: A level counts when it has stood so long; only then is there an edge.
STABLE_S = 0.02
#: Nobody has asked for so long: the pad is alone. It keeps no presses then, and says so to the hand. It is alone no
#: more when a request names its session: then the master is known to have heard it.
ALONE_S = 2.0
#: So many edges wait at most: more than hands make before a pad is alone.
EDGES_KEPT = 32
ALONE_TEXT = "----"
OFFLINE: Pattern = {"lamp": MOODS["offline"].lamp}


@dataclass
class _Contact:
    raw: bool = False
    raw_since_s: float = 0.0
    down: bool = False


@dataclass
class Pad:
    """One keypad. Feed `key` and `hear` in the order of time."""

    address: int
    session: int = 1
    text: str = ALONE_TEXT
    alone: bool = True
    nth: int | None = None
    _mood: Pattern = field(default_factory=lambda: OFFLINE)
    _mood_s: float = 0.0
    _answer: Pattern = field(default_factory=dict)
    _answer_s: float = -NEVER
    _heard_s: float = -NEVER
    _seq: int = 0
    _edges: deque[tuple[int, Key, bool, float]] = field(default_factory=deque)
    _contacts: dict[Key, _Contact] = field(default_factory=dict)

    # --- the hand ------------------------------------------------------------------------------------------

    def key(self, key: Key, down: bool, now_s: float) -> None:
        """The contact of a key closes or opens; it may bounce."""
        self.step(now_s)
        contact = self._contacts.setdefault(key, _Contact())
        if contact.raw != down:
            contact.raw, contact.raw_since_s = down, now_s

    def step(self, now_s: float) -> None:
        """Let time pass: contacts settle, a silence of the master becomes being alone."""
        if not self.alone and now_s - self._heard_s > ALONE_S:
            self._be_alone(now_s)
        settling = ((key, each) for key, each in self._contacts.items() if each.raw != each.down)
        for at_s, key in sorted((each.raw_since_s + STABLE_S, key) for key, each in settling):
            if at_s <= now_s:
                self._settle(key, at_s)

    def _settle(self, key: Key, at_s: float) -> None:
        contact = self._contacts[key]
        contact.down = contact.raw
        if contact.down:
            self._say("offline" if self.alone else "heard", key, at_s)
        if not self.alone:
            self._seq = (self._seq + 1) % 256
            self._edges.append((self._seq, key, contact.down, at_s))
            if len(self._edges) > EDGES_KEPT:
                self._be_alone(at_s)

    def _say(self, answered: Answered, key: Key, at_s: float) -> None:
        """To the hand at once, without asking anybody."""
        pattern = ANSWERS[answered]
        self._answer, self._answer_s = {"lamp": pattern.lamp, "buzzer": pattern.buzzer, key: pattern.lamp}, at_s

    # --- the line ------------------------------------------------------------------------------------------

    def hear(self, request: Request, now_s: float) -> Reply | None:
        """A request came in whole. None: it was for another pad."""
        self.step(now_s)
        if request.address != self.address:
            return None
        self._heard_s = now_s
        if request.session == self.session:
            self.alone = False
            self._forget(request.ack)
            self._show(request, now_s)
        elif not self.alone:
            self._be_alone(now_s)  # another master, which shall not have the presses of the one before
        first = [each for each, _ in zip(self._edges, range(EDGES_MOST), strict=False)]
        edges = tuple(Edge(seq, key, down, round((now_s - at_s) * 1000)) for seq, key, down, at_s in first)
        return Reply(self.address, request.tag, self.session, self._down(), edges)

    def _forget(self, ack: int) -> None:
        """Edges up to this one are known to the master."""
        if any(seq == ack for seq, *_ in self._edges):
            while self._edges.popleft()[0] != ack:
                pass

    def _show(self, request: Request, now_s: float) -> None:
        if request.text is not None:
            self.text = request.text
        if request.mood is not None:
            self._mood, self._mood_s = request.mood, now_s
        if request.answer is not None and request.nth != self.nth:
            self._answer, self._answer_s, self.nth = request.answer, now_s, request.nth

    def _down(self) -> frozenset[Key]:
        return frozenset(key for key, each in self._contacts.items() if each.down)

    # --- eyes and ears -------------------------------------------------------------------------------------

    def lit(self, now_s: float) -> set[Light]:
        """Which lamps shine now, and whether it beeps."""
        self.step(now_s)
        lasts_s = max((sum(s for _, s in steps if s != NEVER) for steps in self._answer.values()), default=0.0)
        answering = now_s < self._answer_s + lasts_s
        pattern, since_s = (self._answer, self._answer_s) if answering else (self._mood, self._mood_s)
        return {
            light for light in LIGHTS if level(pattern.get(light, OFF), now_s - since_s, repeat=not answering)[0]
        }  # fmt: skip

    # --- sessions ------------------------------------------------------------------------------------------

    def restart(self, now_s: float) -> None:
        """Power was gone, and with it all edges."""
        self._edges.clear()
        self._contacts = {key: _Contact(each.raw, now_s, each.raw) for key, each in self._contacts.items()}
        self._be_alone(now_s)

    def _be_alone(self, now_s: float) -> None:
        """A new session begins: what the master may have missed is gone for good, it will look at the levels.

        Whose press goes with it has heard "heard" and must hear that it came to nothing.
        """
        pressed = [key for _, key, down, _ in self._edges if down]
        if pressed:
            self._say("offline", pressed[-1], now_s)
        self.alone, self.text, self.nth = True, ALONE_TEXT, None
        self._mood, self._mood_s = OFFLINE, now_s
        self.session = self.session % 0xFFFF + 1
        self._seq = 0
        self._edges.clear()
