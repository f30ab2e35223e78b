"""The halls as browsers see them: what is lit, what was just called and since when nothing is heard is remembered here,
so that all pages of a zone show the same, and a page that is opened anew misses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assets import translation
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Board, BoardCall, Catalogue
from broker.hall.board import KEPT, BoardView, LinkWatch, spoken_call
from broker.hall.paging import Capacity
from broker.hall.scene import Scene
from broker.hall.sentences import Call, Form, Phrasebook
from broker.hall.tongue import Tongue
from broker.hall.words import Moment, Words
from broker.web.floor import Floor

#: A browser cuts pages itself: it knows what it has room for.
ALL = Capacity(counters=10_000, recent=KEPT, fields=10_000)
#: Scenes are made again so often without anything new: turns end, the foot goes on.
TICK_MS = 500
#: Choices of zones that are remembered at once; asked for by anybody, so there is an end to them.
MOST_HALLS = 32

Monotonic = Callable[[], float]
#: The notice that is on after so many milliseconds in which nobody was called; "" is the board.
Poster = Callable[[int], str]


@dataclass(frozen=True)
class Saying:
    """A call to be heard: the words of the hall's own voice, in the visitor's language, and what makes their sound."""

    call: str
    words: str
    lang: str
    spoken: Call
    form: Form


@dataclass(frozen=True)
class Manner:
    """How the halls of a house speak and what they put up."""

    book: Phrasebook = field(default_factory=Phrasebook)
    poster: Poster = lambda _calm_ms: ""


class Hall:
    """The board of some zones."""

    def __init__(self, floor: Floor, zones: Sequence[str], monotonic: Monotonic, manner: Manner) -> None:
        self._floor, self._monotonic, self._manner = floor, monotonic, manner
        self.view = BoardView(zones[0], tuple(zones[1:]))
        self._watch = LinkWatch(floor.device.now_ms(), self._real_ms())
        self._words: dict[tuple[str, ...], Words] = {}
        self._made: dict[tuple[str, ...], tuple[tuple[object, ...], Scene]] = {}
        self._said: tuple[Board, Office | None, tuple[Saying, ...]] | None = None
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
        moment = self._moment(real_ms)
        shows = (
            self.view.board, self._floor.catalogue, real_ms // TICK_MS, moment.now_ms // 1000, moment.stale_since,
            moment.poster,
        )  # fmt: skip
        known = self._made.get(langs)
        if known is None or any(one is not other and one != other for one, other in zip(known[0], shows, strict=True)):
            known = self._made[langs] = (shows, self._in(langs).scene(self.view, moment))
        return known[1]

    def sayings(self) -> tuple[Saying, ...]:
        """The calls that stand, oldest first, as the hall's voice says them; none of them while nothing is known."""
        board, office = self.view.board, self._floor.office
        if board is None or self._moment(self._real_ms()).stale_since is not None:
            return ()
        if self._said is None or self._said[0] is not board or self._said[1] is not office:
            self._said = (board, office, self._say(board))
        return self._said[2]

    def _say(self, board: Board) -> tuple[Saying, ...]:
        words = self._in(("vi",))
        calls = sorted((each for each in board.calls if each.stage == "called"), key=lambda call: call.at)
        said = [self._saying(words, each) for each in calls]
        return tuple(each for each in said if each.words)

    def _saying(self, words: Words, call: BoardCall) -> Saying:
        spoken = spoken_call(call, self.view.counter(call.counter))
        form = words.book.opening(spoken, crowded=False)
        return Saying(call.call_id, words.sentence(self.view, call), call.lang, spoken, form)

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

    def _moment(self, real_ms: int) -> Moment:
        device, board = self._floor.device, self.view.board
        same = device.beat is not None and board is not None and device.beat.epoch == board.epoch
        now_ms = device.now_ms()
        since: InstantMs | None = self._watch.since(
            heard_ms=device.last_heard_ms,
            online=device.online,
            same_epoch=same and not self.view.withdrawn,
            now_ms=now_ms,
            real_ms=real_ms,
        )
        return Moment(now_ms, real_ms, since, self._manner.poster(self.view.calm_for_ms(real_ms)))

    def _real_ms(self) -> int:
        return int(self._monotonic() * 1000)


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
