"""What the hall and each counter do now, in words: working, at lunch, not open yet, closed until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assets import wording
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.status import BoardCounter
from broker.hall import rest_words
from broker.hall.board import BoardView
from broker.hall.rest_words import Rest
from broker.hall.scene import Mood
from broker.hall.times import WorkingDay, local, working_day_of
from broker.hall.tongue import Tongue

MOODS = {"calling": Mood.CALLS, "serving": Mood.SERVES, "ready": Mood.READY, "free": Mood.READY}


@dataclass(frozen=True)
class HallWords:
    """The sentences of one moment."""

    tongue: Tongue
    office: Office | None
    now_ms: InstantMs

    def works(self, view: BoardView) -> bool:
        """Whether anybody can be called now: a counter that works is believed whatever the calendar says."""
        day = self._day()
        at_work = view.board is not None and any(each.state in MOODS for each in view.board.counters)
        return day is None or at_work or day.phase == "open"

    def calm(self, view: BoardView) -> str:
        """What stands in the place of the calls while there are none; a paragraph a language."""
        day = self._day()
        if day is None or self.works(view):
            away = self._all_away(view)
            return self._said(away.key, time=away.time) if away else self._said("print.sit")
        if day.phase == "lunch" and day.opens:
            return self._said("closed.lunch", time=wording.time(day.opens))
        if day.phase == "before" and day.opens:
            return self._said("wait.open_at", time=wording.time(day.opens))
        return self._closed(day)

    def stale(self, since: InstantMs) -> str:
        """Since when nothing is known."""
        return self._said("stale", time=wording.time(local(since)))

    def state(self, view: BoardView, counter: BoardCounter) -> str:
        """What a counter does, in all languages of the screen."""
        if counter.state == "paused":
            return self._pause(counter)
        if counter.state == "shut":
            return self._shut(view, counter)
        return self.tongue.both(f"state.{'ready' if counter.state == 'free' else counter.state}")

    def _all_away(self, view: BoardView) -> Rest | None:
        """Nobody is at a counter and it is known when the first comes back: who waits need not watch till then."""
        counters = view.board.counters if view.board else ()
        back = [each for each in counters if each.until is not None and each.until > self.now_ms]
        if not back or any(each.state in MOODS for each in counters):
            return None
        first = min(back, key=lambda each: each.until or 0)
        return rest_words.paused(local(self.now_ms), first.pause_reason, first.until)

    def _said(self, key: str, **params: object) -> str:
        return self.tongue.both(key, "\n", **params)

    def _closed(self, day: WorkingDay) -> str:
        lines = []
        for texts in filter(None, (self.tongue.first, self.tongue.second)):
            when = wording.moment(day.opens, texts.lang) if day.opens else "…"
            if day.holiday:
                name = day.holiday.get(texts.lang) or day.holiday.get("vi", "")
                lines.append(texts.text("closed.holiday", holiday=name, when=when))
            else:
                lines.append(texts.text("closed.now", when=when))
        return "\n".join(lines)

    def _pause(self, counter: BoardCounter) -> str:
        return self._rest(rest_words.paused(local(self.now_ms), counter.pause_reason, counter.until))

    def _shut(self, view: BoardView, counter: BoardCounter) -> str:
        no_day = view.board is None or view.board.day is None
        day = self._day(counter.counter)
        return self._rest(rest_words.shut(local(self.now_ms), day, no_day=no_day, opens_at=counter.opens_at))

    def _rest(self, rest: Rest) -> str:
        return self.tongue.both(rest.key, time=rest.time)

    def _day(self, counter: str | None = None) -> WorkingDay | None:
        return working_day_of(self.office, counter, self.now_ms)
