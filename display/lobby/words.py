"""From the board to the scene: every word and figure the hall reads, in one language. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from assets import wording
from assets.translation import Translation
from assets.voice.errors import WordingError
from broker.contract.ids import ORDINARY, InstantMs, ServiceId
from broker.contract.office import Field, Office, Text
from broker.contract.status import BoardCall, BoardCounter, BoardField
from display.board import BoardView, Turn, spoken_call
from display.lobby.layout import RECENT_COLUMNS, RECENT_ROWS, WAITING_COLUMNS, WAITING_ROWS, page_at, per_page
from display.lobby.scene import (
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
from display.lobby.times import WorkingDay, local, working_day
from display.voice.sentences import Phrasebook

#: Each sentence of the foot stays so long.
FOOT_MS = 6_000
#: Absent numbers in one sentence; more of them take turns.
MISSED_IN_A_SENTENCE = 6
PRIORITY_MARK, RESERVED_MARK, MOVED_MARK = "◆", "◇", "→"
_MOODS = {"calling": Mood.CALLS, "serving": Mood.SERVES, "ready": Mood.READY, "free": Mood.READY}


@dataclass(frozen=True)
class Moment:
    """Now, by both clocks; `stale_since`: since when nothing is known, else None."""

    now_ms: InstantMs
    real_ms: int
    stale_since: InstantMs | None = None


@dataclass
class Words:
    """How one screen speaks: its language, the office in force, the sentences of the voice."""

    texts: Translation
    book: Phrasebook = field(default_factory=Phrasebook)
    office: Office | None = None
    _fields: dict[ServiceId, Field] = field(default_factory=dict)

    def take_office(self, office: Office) -> None:
        """Another office, or another wording of it, is in force."""
        self.office = office
        fields = {each.id: each for each in office.fields}
        self._fields = {each.id: fields[each.field] for each in office.services if each.field in fields}

    def scene(self, view: BoardView, at: Moment, subtitle: str | None = None) -> Scene:
        """Everything to be drawn. `subtitle`: what the voice says; None on a screen that has no voice of its own."""
        return Scene(
            head=self._head(at),
            banner=self._t("train.banner") if view.board and view.board.training else "",
            spotlight=self._spotlight(view, at, subtitle),
            counters=self._counters(view, at),
            recent=self._recent(view),
            waiting=self._waiting(view, at),
            foot=self._foot(view, at),
        )

    def sentence(self, view: BoardView, call: BoardCall) -> str:
        """A call as the voice says it first; empty where it cannot be put into words."""
        said = spoken_call(call, view.counter(call.counter))
        try:
            return self.book.call(said, self.book.opening(said, crowded=False))
        except WordingError:
            return ""

    def _t(self, key: str, **params: object) -> str:
        return self.texts.text(key, **params)

    def _name(self, text: Text) -> str:
        return text.get(self.texts.lang) or text.get("vi", "")

    def _head(self, at: Moment) -> Head:
        now = local(at.now_ms)
        names = (self._name(self.office.authority), self._name(self.office.name)) if self.office else ("", "")
        date = wording.long_date(now, self.texts.lang)
        return Head(*names, clock=wording.time(now), date=date[:1].upper() + date[1:])

    # --- the spotlight ---

    def _spotlight(self, view: BoardView, at: Moment, subtitle: str | None) -> Spotlight:
        if at.stale_since is not None:
            return Spotlight(alarm=self._t("stale", time=wording.time(local(at.stale_since))))
        turns = view.spotlight()
        if not turns:
            return Spotlight(calm=self._calm(view, at), subtitle=subtitle or "")
        said = self.sentence(view, turns[0].call) if subtitle is None else subtitle
        return Spotlight(cells=tuple(self._cell(view, turn) for turn in turns), subtitle=said)

    def _cell(self, view: BoardView, turn: Turn) -> Cell:
        call, counter = turn.call, view.counter(turn.call.counter)
        of = self._fields.get(call.service)
        badge = _badge(counter)
        return Cell(
            key=call.call_id,
            number=call.number,
            counter=badge,
            desk="" if badge else self._counter_name(counter, call.counter),
            come=self._t("nth", count=call.nth) if call.nth > 1 else self._t("head.number"),
            to=self._t("head.counter"),
            again=call.nth > 1,
            field=self._t("ticket.training") if call.training else self._name(of.name) if of else "",
            pictogram=of.pictogram if of and not call.training else "",
            mark=_marks(call),
        )

    def _calm(self, view: BoardView, at: Moment) -> str:
        day = self._working_day(at)
        works = view.board is not None and any(counter.state in _MOODS for counter in view.board.counters)
        if day is None or works or day.phase == "open":
            return self._t("print.sit")
        if day.phase == "lunch" and day.opens:
            return self._t("closed.lunch", time=wording.time(day.opens))
        if day.phase == "before" and day.opens:
            return self._t("wait.open_at", time=wording.time(day.opens))
        return self._closed(day)

    def _closed(self, day: WorkingDay) -> str:
        when = wording.moment(day.opens, self.texts.lang) if day.opens else "…"
        if day.holiday:
            return self._t("closed.holiday", holiday=self._name(day.holiday), when=when)
        return self._t("closed.now", when=when)

    def _working_day(self, at: Moment, counter: str | None = None) -> WorkingDay | None:
        if self.office is None:
            return None
        hours = next((each.hours for each in self.office.counters if each.id == counter), None)
        return working_day(local(at.now_ms), self.office.calendar, hours)

    # --- the counters ---

    def _counters(self, view: BoardView, at: Moment) -> Counters:
        counters = view.board.counters if view.board else ()
        size = max(1, per_page(len(counters)))
        pages = max(1, -(-len(counters) // size))
        page = page_at(pages, at.real_ms)
        shown = counters[page * size : (page + 1) * size]
        return Counters(tuple(self._tile(view, each, at) for each in shown), len(counters), page, pages)

    def _tile(self, view: BoardView, counter: BoardCounter, at: Moment) -> CounterTile:
        mood = _MOODS.get(counter.state, Mood.AWAY)
        return CounterTile(
            counter=counter.counter,
            name=self._counter_name(counter, counter.counter),
            badge=_badge(counter),
            mood=mood,
            words=self._state(view, counter, at),
            number=counter.number or "",
        )

    def _state(self, view: BoardView, counter: BoardCounter, at: Moment) -> str:
        if counter.state == "paused":
            return self._pause(counter, at)
        if counter.state == "shut":
            return self._shut(view, counter, at)
        return self._t(f"state.{'ready' if counter.state == 'free' else counter.state}")

    def _pause(self, counter: BoardCounter, at: Moment) -> str:
        """Of all reasons only lunch is for the hall. A return that is already due is not promised any more."""
        lunch = counter.pause_reason == "lunch"
        if counter.until is None or counter.until <= at.now_ms:
            return self._t("pause.lunch" if lunch else "state.paused")
        back = wording.time(local(counter.until))
        return self._t("state.lunch" if lunch else "state.paused_until", time=back)

    def _shut(self, view: BoardView, counter: BoardCounter, at: Moment) -> str:
        day = self._working_day(at, counter.counter)
        if day and day.phase == "lunch" and day.opens:
            return self._t("state.lunch", time=wording.time(day.opens))
        no_day = view.board is None or view.board.day is None
        early = day.phase == "before" or (day.phase == "open" and no_day) if day else no_day
        return self._t("state.not_open" if early else "state.shut")

    def _counter_name(self, counter: BoardCounter | None, counter_id: str) -> str:
        return self._name(counter.name) if counter else counter_id

    # --- the lists ---

    def _recent(self, view: BoardView) -> Recent:
        calls = view.recent()[: RECENT_ROWS * RECENT_COLUMNS]
        return Recent(self._t("list.called"), tuple(self._recent_call(view, call) for call in calls))

    def _recent_call(self, view: BoardView, call: BoardCall) -> RecentCall:
        counter = view.counter(call.counter)
        badge = _badge(counter)
        return RecentCall(call.number, badge, "" if badge else self._counter_name(counter, call.counter))

    def _waiting(self, view: BoardView, at: Moment) -> Waiting:
        fields = view.board.fields if view.board else ()
        size = WAITING_ROWS * WAITING_COLUMNS
        pages = max(1, -(-len(fields) // size))
        page = page_at(pages, at.real_ms)
        rows = tuple(self._waiting_row(each) for each in fields[page * size : (page + 1) * size])
        return Waiting(self._t("list.waiting"), self._t("list.about"), rows, page, pages)

    def _waiting_row(self, row: BoardField) -> WaitingRow:
        look = next((each.pictogram for each in self.office.fields if each.id == row.field), "") if self.office else ""
        low, high = row.wait_low_min, row.wait_high_min
        known = low is not None and high is not None
        return WaitingRow(
            field=self._name(row.name),
            pictogram=look,
            people=self._t("count.people", count=row.waiting),
            wait=wording.minutes(low or 0, high or 0, self.texts.lang) if known else wording.EN_DASH,
        )

    def _foot(self, view: BoardView, at: Moment) -> str:
        told = self._legends(view) + self._missed(view) or [self._t("fees")]
        return told[at.real_ms // FOOT_MS % len(told)]

    def _legends(self, view: BoardView) -> list[str]:
        """The sentence of every mark that stands in the spotlight, once each."""
        told = [line for turn in view.spotlight() for line in self._legend(view, turn.call)]
        return list(dict.fromkeys(told))

    def _legend(self, view: BoardView, call: BoardCall) -> list[str]:
        lines = [self._t("prio")] if call.class_id != ORDINARY else []
        if call.reserved:
            lines.append(f"{RESERVED_MARK} {self._t('offline.series', number=call.number)}")
        if call.moved:
            lines.append(f"{MOVED_MARK} {self._moved(view, call)}")
        return lines

    def _moved(self, view: BoardView, call: BoardCall) -> str:
        counter = view.counter(call.counter)
        if badge := _badge(counter):
            return self._t("moved", number=call.number, counter=badge)
        return f"{call.number}: {self._counter_name(counter, call.counter)}"

    def _missed(self, view: BoardView) -> list[str]:
        numbers = view.board.missed if view.board else ()
        groups = [numbers[at : at + MISSED_IN_A_SENTENCE] for at in range(0, len(numbers), MISSED_IN_A_SENTENCE)]
        place = self._t("place.guide")
        return [self._t("missed", numbers=", ".join(group), place=place) for group in groups]


def _badge(counter: BoardCounter | None) -> str:
    return str(counter.counter_number) if counter and counter.counter_number is not None else ""


def _marks(call: BoardCall) -> str:
    marks = (
        (PRIORITY_MARK, call.class_id != ORDINARY),
        (RESERVED_MARK, call.reserved),
        (MOVED_MARK, call.moved),
    )
    return "".join(mark for mark, there in marks if there)
