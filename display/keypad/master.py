"""The master of a keypad line: whom to ask next, what to tell, and what a reply means. Pure.

Half duplex: one request, one reply or a time-out. A press is kept by its pad until it is acknowledged (at least once)
and known here by session and number (at most once). A pad that says another session than we named has been away or
has had another master: it keeps presses for us from the request on that names its new one. A sign is asked like a pad,
only seldom: nobody presses it. Times are monotonic seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from broker.contract.commands import Key
from broker.contract.ids import CounterId
from display.counter.answers import LIGHTS, Mood, Played, mood_steps
from display.keypad.driver import Show, Told
from display.keypad.frames import Pattern, Reply, Request

#: A pad that is there is asked this often at most: more would be work for nobody's good.
REST_S = 0.015
#: A sign that shows what it is to show is asked only so that it does not count itself alone; at once again if in vain.
SIGN_REST_S = 1.0
#: Without a reply for so long, and asked so often in vain, it is gone. Pads count themselves alone after as long.
GONE_S, GONE_ASKED = 2.0, 4
#: A pad that is gone is looked for so often.
LOOK_S = 1.0
NEVER = float("-inf")


@dataclass
class _Place:
    """One pad or sign as the master knows it. `shown`: what it has acknowledged; `sent`: what the open request says.

    `in_vain`: so often it was asked without a reply; `spoiled`: so often of those something came that was none.
    """

    address: int
    counter: CounterId
    sign: bool = False
    there: bool = False
    missed: bool = False
    session: int = 0
    seq: int = 0
    tag: int = 0
    in_vain: int = 0
    spoiled: int = 0
    asked_s: float = NEVER
    heard_s: float = NEVER
    wanted: Show | None = None
    shown: Show | None = None
    sent: Show | None = None

    @property
    def urgent(self) -> bool:
        """Whether it does not show yet what it is to show."""
        return self.there and self.wanted is not None and not _same(self.wanted, self.shown)

    @property
    def due_s(self) -> float:
        """When it is to be asked again, at the earliest."""
        if self.there:
            seldom = self.sign and not self.in_vain
            return self.asked_s + (0.0 if self.urgent else SIGN_REST_S if seldom else REST_S)
        return self.asked_s + LOOK_S


@dataclass
class Master:
    """`pads`, `signs`: address -> counter."""

    pads: Mapping[int, CounterId]
    signs: Mapping[int, CounterId] = field(default_factory=dict)
    _places: dict[int, _Place] = field(init=False)
    _asked: _Place | None = None
    _hurried: bool = False
    _looked: bool = False

    def __post_init__(self) -> None:
        """Nobody has been met."""
        self._places = {address: _Place(address, counter) for address, counter in self.pads.items()}
        self._places |= {address: _Place(address, counter, sign=True) for address, counter in self.signs.items()}

    def want(self, shows: Mapping[CounterId, Show]) -> None:
        """What the pads and signs are to show from now."""
        for place in self._places.values():
            show = shows.get(place.counter)
            place.wanted = (show.sign if place.sign and show else show) or place.wanted

    @property
    def due_s(self) -> float:
        """When the next request is due."""
        return min(place.due_s for place in self._places.values())

    def ask(self, now_s: float) -> Request | None:
        """The next request, if one is due. Its reply goes to `take`; without one, `in_vain` is called."""
        place = self._next(now_s)
        self._asked = place
        if place is None:
            return None
        self._hurried, self._looked = place.urgent and not self._hurried, not place.there
        place.tag, place.asked_s, place.sent = (place.tag + 1) % 256, now_s, place.wanted
        return self._request(place)

    def _next(self, now_s: float) -> _Place | None:
        """Every other request goes to who waits to be shown something, every other at most to who is not there."""
        due = sorted((each for each in self._places.values() if each.due_s <= now_s), key=lambda each: each.asked_s)
        there = [each for each in due if each.there]
        urgent = [] if self._hurried else [each for each in there if each.urgent]
        absent = [each for each in due if not each.there and (not self._looked or not there)]
        return next(iter([*urgent, *sorted([*absent, *there], key=lambda each: each.asked_s)]), None)

    def _request(self, place: _Place) -> Request:
        wanted, shown = place.wanted, place.shown
        if wanted is None:
            return Request(place.address, place.tag, place.session, place.seq)
        played = _news(wanted.played, shown.played if shown else None)
        return Request(
            place.address, place.tag, place.session, place.seq,
            text=None if shown and shown.text == wanted.text else wanted.text,
            mood=None if shown and shown.mood == wanted.mood else _mood(wanted.mood),
            answer=_answer(played) if played else None,
            nth=played.nth if played else 0,
        )  # fmt: skip

    def take(self, reply: Reply, now_s: float) -> Told | None:
        """A reply that was made at `now_s`; None if it is not the one we wait for."""
        place = self._asked
        if place is None or (reply.address, reply.tag) != (place.address, place.tag):
            return None
        self._asked, known_s = None, place.heard_s
        now_s = max(now_s, known_s)  # bytes of a simulated line are faster than their speed says
        place.there, place.missed, place.heard_s, place.in_vain, place.spoiled = True, False, now_s, 0, 0
        if reply.session != place.session:
            place.session, place.seq, place.shown = reply.session, 0, None
            return Told(place.counter, now_s, fresh=True, down=reply.down, sign=place.sign)
        place.shown = place.sent
        return Told(place.counter, now_s, _new(place, reply, known_s, now_s), sign=place.sign)

    def in_vain(self, now_s: float, *, spoiled: bool = False) -> Told | None:
        """The pad that was asked did not reply in time. `spoiled`: bytes came, but no reply of its own."""
        place, self._asked = self._asked, None
        if place is None:
            return None
        place.in_vain += 1
        place.spoiled += spoiled
        if place.missed or place.in_vain < GONE_ASKED or now_s - place.heard_s < GONE_S:
            return None
        return self._lose(place, _why(place))

    def line_lost(self, why: str) -> list[Told]:
        """The whole line has gone. Of the signs nothing is told: the keypads of their counters are missed already."""
        self._asked = None
        for each in self._places.values():
            each.there, each.shown = False, None
        return [self._lose(each, why) for each in self._places.values() if not each.missed and not each.sign]

    def _lose(self, place: _Place, why: str) -> Told:
        place.there, place.missed, place.shown = False, True, None
        return Told(place.counter, place.heard_s, gone=why, sign=place.sign)


def _why(place: _Place) -> str:
    """A wrong address or a pad that chatters is found by somebody with a ladder: he must know what to look for."""
    name = f"{'sign' if place.sign else 'keypad'} {place.address} of counter {place.counter}"
    if 2 * place.spoiled <= place.in_vain:
        return f"{name} does not answer"
    return f"{name}: only damaged answers come; two have one address, one chatters, or the line is bad"


def _same(wanted: Show, shown: Show | None) -> bool:
    return shown is not None and (wanted.text, wanted.mood) == (shown.text, shown.mood) and not _news(
        wanted.played, shown.played
    )  # fmt: skip


def _news(played: Played | None, before: Played | None) -> Played | None:
    """The answer, if it is one that the pad has not had. "heard" it has said by itself."""
    if played is None or played.answered == "heard" or (before is not None and before.nth == played.nth):
        return None
    return played


def _mood(mood: Mood) -> Pattern:
    return {light: mood_steps(mood, light) for light in LIGHTS}


def _answer(played: Played) -> Pattern:
    pattern: Pattern = {"lamp": played.pattern.lamp, "buzzer": played.pattern.buzzer}
    return {**pattern, played.key: played.pattern.lamp} if played.key else pattern


def _new(place: _Place, reply: Reply, known_s: float, now_s: float) -> tuple[tuple[Key, bool, float], ...]:
    """The edges that have not come in before, none of them before what is known already."""
    new: list[tuple[Key, bool, float]] = []
    for edge in reply.edges:
        if 0 < (edge.seq - place.seq) % 256 < 128:
            place.seq = edge.seq
            known_s = min(now_s, max(known_s, now_s - edge.age_ms / 1000))
            new.append((edge.key, edge.down, known_s))
    return tuple(new)
