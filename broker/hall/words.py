"""From the board to the scene: every word and figure the hall reads, in the languages of the screen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from assets import wording
from assets.voice.errors import WordingError
from broker.contract.ids import InstantMs, ServiceId
from broker.contract.office import Field, Office
from broker.contract.status import BoardCall, BoardCounter, BoardField
from broker.hall.board import BoardView, Turn, spoken_call
from broker.hall.foot_words import Ticker, badge, foot, marks
from broker.hall.hall_words import MOODS, HallWords
from broker.hall.paging import Capacity, page_at, per_page
from broker.hall.published import PublishedPage
from broker.hall.scene import (
    Cell,
    Counters,
    CounterTile,
    Head,
    Mood,
    Recent,
    RecentCall,
    Scene,
    Spotlight,
    Waiting,
    WaitingRow,
)
from broker.hall.sentences import Phrasebook
from broker.hall.times import local
from broker.hall.tongue import BESIDE, Tongue

#: Letters of the fields of a counter that a tile has room for; of those left out it says how many they are.
FIELDS_LETTERS = 30
T = TypeVar("T")


@dataclass(frozen=True)
class Moment:
    """Now, by both clocks; `stale_since`: since when nothing is known, else None.

    `poster`, `published`: the notice or the page of procedures whose turn it is.
    """

    now_ms: InstantMs
    real_ms: int
    stale_since: InstantMs | None = None
    poster: str = ""
    published: PublishedPage | None = None


@dataclass
class Words:
    """How one screen speaks: its languages, the office in force, the sentences of the voice, the room it has."""

    tongue: Tongue
    book: Phrasebook = field(default_factory=Phrasebook)
    room: Capacity = field(default_factory=Capacity)
    ticker: Ticker = "run"
    office: Office | None = None
    _fields: dict[ServiceId, Field] = field(default_factory=dict)

    def take_office(self, office: Office) -> None:
        """Another office, or another wording of it, is in force."""
        self.office = office
        fields = {each.id: each for each in office.fields}
        self._fields = {each.id: fields[each.field] for each in office.services if each.field in fields}

    def scene(self, view: BoardView, at: Moment, subtitle: str | None = None) -> Scene:
        """Everything to be drawn. `subtitle`: what the voice says; None on a screen that has no voice of its own."""
        hall = HallWords(self.tongue, self.office, at.now_ms)
        shown = self._spotlight(view, at, hall, subtitle)
        shut = not shown.cells and not shown.alarm and not hall.works(view)
        calm = not shown.cells and not shown.alarm and not shown.subtitle
        lines = self.office.screens.ticker if self.office else ()
        return Scene(
            head=self._head(at),
            banner=self.tongue.both("train.banner") if view.board and view.board.training else "",
            spotlight=shown,
            counters=self._counters(view, at, hall),
            recent=self._recent(view),
            waiting=self._waiting(view, at),
            foot=foot(self.tongue, view, lines, self.ticker, at.real_ms),
            shut=shut,
            empty=shut and not any(each.waiting for each in view.board.fields) if view.board else shut,
            poster=at.poster if calm else "",
            published=at.published if calm else None,
        )

    def sentence(self, view: BoardView, call: BoardCall) -> str:
        """A call as the voice says it first; empty where it cannot be put into words."""
        said = spoken_call(call, view.counter(call.counter))
        try:
            return self.book.call(said, self.book.opening(said, crowded=False))
        except WordingError:
            return ""

    def _head(self, at: Moment) -> Head:
        now, name = local(at.now_ms), self.tongue.name
        names = (name(self.office.authority), name(self.office.name)) if self.office else ("", "")
        date = wording.long_date(now, self.tongue.lang)
        return Head(*names, clock=wording.time(now), date=date[:1].upper() + date[1:])

    # --- the spotlight ---

    def _spotlight(self, view: BoardView, at: Moment, hall: HallWords, subtitle: str | None) -> Spotlight:
        if at.stale_since is not None:
            return Spotlight(alarm=hall.stale(at.stale_since))
        turns = view.spotlight()
        if not turns:
            return Spotlight(calm=hall.calm(view), subtitle=subtitle or "")
        said = self.sentence(view, turns[0].call) if subtitle is None else subtitle
        return Spotlight(cells=tuple(self._cell(view, turn) for turn in turns), subtitle=said)

    def _cell(self, view: BoardView, turn: Turn) -> Cell:
        call, counter = turn.call, view.counter(turn.call.counter)
        of, own = self._fields.get(call.service), badge(counter)
        again = call.nth > 1
        return Cell(
            key=call.call_id,
            number=call.number,
            counter=own,
            desk="" if own else self._counter_name(counter, call.counter),
            come=self.tongue.text("nth", count=call.nth) if again else self.tongue.text("head.number"),
            come_too=self.tongue.other("nth", count=call.nth) if again else self.tongue.other("head.number"),
            to=self.tongue.text("head.counter"),
            to_too=self.tongue.other("head.counter"),
            again=again,
            field=self.tongue.text("ticket.training") if call.training else self.tongue.name(of.name) if of else "",
            pictogram=of.pictogram if of and not call.training else "",
            mark=marks(call),
        )

    # --- the counters ---

    def _counters(self, view: BoardView, at: Moment, hall: HallWords) -> Counters:
        counters = view.board.counters if view.board else ()
        size = max(1, per_page(len(counters), self.room.counters))
        shown, page, pages = _page(counters, size, at.real_ms)
        return Counters(tuple(self._tile(view, each, at, hall) for each in shown), len(counters), size, page, pages)

    def _tile(self, view: BoardView, counter: BoardCounter, at: Moment, hall: HallWords) -> CounterTile:
        known = at.stale_since is None
        return CounterTile(
            counter=counter.counter,
            name=self._counter_name(counter, counter.counter),
            badge=badge(counter),
            mood=MOODS.get(counter.state, Mood.AWAY) if known else Mood.AWAY,
            words=hall.state(view, counter) if known else wording.EN_DASH,
            service=self._service(view, counter),
            number=counter.number or "",
        )

    def _service(self, view: BoardView, counter: BoardCounter) -> str:
        """The field of the number a counter has; of one that has none, the fields it serves."""
        calls = view.board.calls if view.board else ()
        now = next((call.service for call in calls if call.counter == counter.counter), None)
        services: Iterable[ServiceId] = (now,) if now and counter.number else counter.services
        names = [self.tongue.name(self._fields[each].name) for each in services if each in self._fields]
        return _short(list(dict.fromkeys(names)))

    def _counter_name(self, counter: BoardCounter | None, counter_id: str) -> str:
        return self.tongue.name(counter.name) if counter else counter_id

    # --- the lists ---

    def _recent(self, view: BoardView) -> Recent:
        calls = view.recent()[: self.room.recent]
        title = self.tongue.both("list.called", "\n")
        nothing = "" if calls else self.tongue.both("list.called_none")
        return Recent(title, tuple(self._recent_call(view, call) for call in calls), nothing)

    def _recent_call(self, view: BoardView, call: BoardCall) -> RecentCall:
        counter = view.counter(call.counter)
        own = badge(counter)
        return RecentCall(call.number, own, "" if own else self._counter_name(counter, call.counter))

    def _waiting(self, view: BoardView, at: Moment) -> Waiting:
        rows, page, pages = _page(view.board.fields if view.board else (), self.room.fields, at.real_ms)
        shown = tuple(self._waiting_row(each, at.stale_since is None) for each in rows)
        both = self.tongue.both
        return Waiting(both("list.waiting", "\n"), both("list.about", "\n"), shown, page, pages)

    def _waiting_row(self, row: BoardField, known: bool) -> WaitingRow:
        """A field. Without the engine nobody knows who waits: an old figure would be read as one of now."""
        look = next((each.pictogram for each in self.office.fields if each.id == row.field), "") if self.office else ""
        low, high = row.wait_low_min, row.wait_high_min
        told = known and low is not None and high is not None
        return WaitingRow(
            field=self.tongue.name(row.name),
            pictogram=look,
            people=self.tongue.text("count.people", count=row.waiting) if known else wording.EN_DASH,
            wait=wording.minutes(low or 0, high or 0, self.tongue.lang) if told else wording.EN_DASH,
        )


def _page(rows: Sequence[T], size: int, real_ms: int) -> tuple[Sequence[T], int, int]:
    """The rows of the page that is on now, which one it is, and of how many."""
    pages = max(1, -(-len(rows) // max(1, size)))
    page = page_at(pages, real_ms)
    return rows[page * size : (page + 1) * size], page, pages


def _short(names: list[str]) -> str:
    """As many names as there is room for; "+2" says how many more there are."""
    shown = names[:1]
    for name in names[1:]:
        if len(BESIDE.join([*shown, name])) > FIELDS_LETTERS:
            break
        shown.append(name)
    more = len(names) - len(shown)
    return BESIDE.join([*shown, *([f"+{more}"] if more else [])])
