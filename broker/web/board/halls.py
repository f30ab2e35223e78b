"""The halls as browsers see them: what is lit, what was just called and since when nothing is heard is remembered here,
so that all pages of a zone show the same, and a page that is opened anew misses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from assets import translation
from assets.voice.numbers import Lang
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Board, Catalogue
from broker.hall.bell import due
from broker.hall.board import KEPT, BoardView, LinkWatch
from broker.hall.calm import CalmTimes, CalmTurns, Shown
from broker.hall.paging import Capacity
from broker.hall.published import PublishedPage
from broker.hall.scene import Scene
from broker.hall.sentences import NoticeKind, Phrasebook
from broker.hall.sound_hours import SoundHours
from broker.hall.times import local
from broker.hall.tongue import Tongue
from broker.hall.words import Moment, Words
from broker.web.board import sayings
from broker.web.board.posted import Posted
from broker.web.board.sayings import CallSayings, Heard
from broker.web.floor import Floor

#: A browser cuts pages itself: it knows what it has room for.
ALL = Capacity(counters=10_000, recent=KEPT, fields=10_000)
#: Scenes are made again so often without anything new: turns end, the foot goes on.
TICK_MS = 500
#: Choices of zones that are remembered at once; asked for by anybody, so there is an end to them.
MOST_HALLS = 32

#: While nothing is known.
SILENCE = Heard()
Monotonic = Callable[[], float]


@dataclass(frozen=True)
class Manner:
    """How the halls of a house speak and what they put up. `announce`: what is said by the clock."""

    book: Phrasebook = field(default_factory=Phrasebook)
    hours: SoundHours = field(default_factory=SoundHours)
    announce: tuple[NoticeKind, ...] = ()
    posted: Callable[[], Posted] = Posted
    times: CalmTimes = field(default_factory=lambda: CalmTimes(60_000, 15_000))


class Hall:
    """The board of some zones."""

    def __init__(self, floor: Floor, zones: Sequence[str], monotonic: Monotonic, manner: Manner) -> None:
        self._floor, self._monotonic, self._manner = floor, monotonic, manner
        self.view = BoardView(zones[0], tuple(zones[1:]))
        self._watch = LinkWatch(floor.device.now_ms(), self._real_ms())
        self._words: dict[tuple[str, ...], Words] = {}
        self._made: dict[tuple[str, ...], tuple[tuple[object, ...], Scene]] = {}
        self._calm: dict[tuple[str, ...], CalmTurns] = {}
        self._said: tuple[Board, tuple[CallSayings, ...]] | None = None
        self._heard: dict[tuple[str, ...], tuple[tuple[object, ...], Heard]] = {}
        for zone in zones:
            if zone in floor.boards:
                self.hear(floor.boards[zone])

    def hear(self, status: AnyStatus) -> None:
        """A board of one of the zones, or an office that may have it no more."""
        if isinstance(status, Board):
            self.view.take(status, self._real_ms())
        elif isinstance(status, Catalogue):
            self.view.keep({each.zone for each in status.office.counters})

    def scene(self, langs: tuple[str, ...]) -> Scene:
        """All that is to be shown now; made once for all pages that show the same."""
        real_ms = self._real_ms()
        self.view.step(real_ms)
        moment = self._moment(real_ms, langs)
        shows = (
            self.view.board, self._floor.catalogue, real_ms // TICK_MS, moment.now_ms // 1000, moment.stale_since,
            moment.poster, moment.published,
        )  # fmt: skip
        known = self._made.get(langs)
        if known is None or not _same(known[0], shows):
            known = self._made[langs] = (shows, self._in(langs).scene(self.view, moment))
        return known[1]

    def heard(self, langs: tuple[str, ...]) -> Heard:
        """What a page in these languages may have to say now; nothing while nothing is known."""
        board, now_ms = self.view.board, self._floor.device.now_ms()
        if board is None or self._stale_since(self._real_ms()) is not None:
            return SILENCE
        made_of = (board, self._floor.office, now_ms // 1000)
        known = self._heard.get(langs)
        if known is None or not _same(known[0], made_of):
            known = self._heard[langs] = (made_of, self._told(board, now_ms, langs))
        return known[1]

    def _told(self, board: Board, now_ms: InstantMs, langs: tuple[str, ...]) -> Heard:
        if self._said is None or self._said[0] is not board:
            self._said = (board, sayings.calls(self._manner.book, board))
        office, hours = self._floor.office, self._manner.hours
        return Heard(
            known=True,
            calls=self._said[1],
            notices=self._rung(office, now_ms, langs) if office is not None and board.day is not None else (),
            quiet=hours.silent(now_ms),
            gain=round(10 ** (hours.gain_db(now_ms) / 20), 3),
        )

    def _rung(self, office: Office, now_ms: InstantMs, langs: tuple[str, ...]) -> tuple[sayings.NoticeSaying, ...]:
        """What the clock asks for, in Vietnamese and in those of the page's languages that the voice has."""
        spoken = tuple(lang for lang in get_args(Lang) if lang in ("vi", *langs))
        announce = self._manner.announce
        found = (each for zone in self.view.zones.zones for each in due(office, zone, now_ms, announce, spoken))
        return sayings.notices(self._manner.book, found)

    def stale(self, langs: tuple[str, ...], time_said: str) -> str:
        """What a page says by itself that hears nothing from here."""
        return self._in(langs).tongue.both("stale", "\n", time=time_said)

    def _in(self, langs: tuple[str, ...]) -> Words:
        words = self._words.get(langs)
        if words is None:
            first, *more = [translation(each) for each in langs]
            words = self._words[langs] = Words(
                Tongue(first, more[0] if more else None), self._manner.book, room=ALL, ticker="turn"
            )
        office = self._floor.office
        if office is not None and words.office is not office:
            words.take_office(office)
        return words

    def _moment(self, real_ms: int, langs: tuple[str, ...]) -> Moment:
        now_ms, since = self._floor.device.now_ms(), self._stale_since(real_ms)
        shown = self._shown(real_ms, now_ms, langs)
        if isinstance(shown, PublishedPage):
            return Moment(now_ms, real_ms, since, published=shown)
        return Moment(now_ms, real_ms, since, shown)

    def _shown(self, real_ms: int, now_ms: InstantMs, langs: tuple[str, ...]) -> Shown:
        """The notice or the page of procedures whose turn it is; "" is the board."""
        calm, posted = self._calm.setdefault(langs, CalmTurns()), self._manner.posted()
        calm.take(posted.listed)
        today, tongue = local(now_ms).date(), self._in(langs).tongue
        return calm.at(self.view.calm_for_ms(real_ms), posted.pictures, today, tongue, self._manner.times)

    def _stale_since(self, real_ms: int) -> InstantMs | None:
        device, board = self._floor.device, self.view.board
        same = device.beat is not None and board is not None and device.beat.epoch == board.epoch
        return self._watch.since(
            heard_ms=device.last_heard_ms,
            online=device.online,
            same_epoch=same and not self.view.withdrawn,
            now_ms=device.now_ms(),
            real_ms=real_ms,
        )

    def _real_ms(self) -> int:
        return int(self._monotonic() * 1000)


def _same(ones: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Without a long look at what is the same thing."""
    return all(one is other or one == other for one, other in zip(ones, others, strict=True))


class Halls:
    """Every zone by itself, and each choice of zones that somebody shows."""

    def __init__(self, floor: Floor, monotonic: Monotonic = time.monotonic, manner: Manner | None = None) -> None:
        self._floor, self._monotonic, self._manner = floor, monotonic, manner or Manner()
        self._halls: dict[tuple[str, ...], Hall] = {}
        floor.ears.append(self._hear)

    def of(self, zones: tuple[str, ...]) -> Hall:
        """The hall of these zones."""
        if zones not in self._halls:
            while len(self._halls) >= MOST_HALLS:
                del self._halls[next(iter(self._halls))]
            self._halls[zones] = Hall(self._floor, zones, self._monotonic, self._manner)
        return self._halls[zones]

    def _hear(self, status: AnyStatus) -> None:
        if isinstance(status, Board):
            self.of((status.zone,))  # remembers from now on, whether or not anybody looks
        for hall in self._halls.values():
            hall.hear(status)
