"""What a sign shows: from a counter's status to words. Pure.

Citizens read it from their seats, the clerk from below: what is refused stands in a strip of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assets import Translation, wording
from broker.contract.commands import PauseReason
from broker.contract.ids import InstantMs
from broker.contract.office import Office, Text
from broker.contract.status import CounterStatus
from broker.hall import rest_words
from broker.hall.rest_words import Rest
from broker.hall.times import local, working_day_of
from display.counter.line import line, state
from display.counter.view import Outcome, View

#: calling: somebody is to come · serving · open: no number, and one may come · rest: nobody is called here now.
Mood = Literal["calling", "serving", "open", "rest"]
#: notice: for the clerk · alarm: the sign cannot be trusted.
Tone = Literal["notice", "alarm"]
#: Reasons that tell who waits something about the counter. The others are the clerk's own affair.
PUBLIC_REASONS: frozenset[PauseReason] = frozenset({"consulting", "paperwork", "fault"})
_MOODS: Mapping[str, Mood] = {"calling": "calling", "serving": "serving", "ready": "open", "free": "open"}


@dataclass(frozen=True)
class SignScene:
    """All that stands on a sign; empty where there is nothing to say. `photo`: the clerk whose photo is wanted.

    `trusted`: False when nobody knows whether the number still holds; then nothing is said of now, not who sits there
    either, and the number has all the room.
    """

    mood: Mood
    counter: str
    field: str = ""
    please: str = ""
    number: str = ""
    state: str = ""
    reason: str = ""
    clerk: str = ""
    photo: str = ""
    strip: str = ""
    tone: Tone = "notice"
    training: str = ""
    trusted: bool = True


@dataclass(frozen=True)
class SignWords:
    """Puts a counter into words. `guest`: the texts of another language, for a visitor who chose it."""

    counter: str
    texts: Translation
    guests: Mapping[str, Translation]
    reasons: bool = True

    def scene(
        self,
        status: CounterStatus | None,
        office: Office | None,
        now_ms: InstantMs,
        *,
        refusal: Outcome | None = None,
        stale_ms: InstantMs | None = None,
        removed: bool = False,
    ) -> SignScene:
        """The sign now. `refusal`: of the clerk's last press; `stale_ms`: since when nothing was heard."""
        view = View(
            self.counter, now_ms, online=True, heard_ms=now_ms, status=status, office=office, removed=removed,
            outcome=refusal,
        )  # fmt: skip
        said = line(view, self.texts)
        if status is None:
            strip = said.notice if removed else self._stale(stale_ms)
            return SignScene("rest", said.name, strip=strip, tone="alarm", trusted=False)
        trusted = stale_ms is None
        strip = self._stale(stale_ms) or (said.notice if refusal is not None and said.tone == "notice" else "")
        return SignScene(
            mood=_MOODS.get(status.state, "rest"),
            counter=said.name,
            field=self._field(status, office),
            please=self._please(status) if trusted else "",
            number=said.number,
            state=self._state(status, office, now_ms) if trusted else "",
            reason=self._reason(status) if trusted else "",
            clerk=_clerk(status, office) if trusted else "",
            photo=_photo(status, office) if trusted else "",
            strip=strip,
            tone="notice" if trusted else "alarm",
            training=said.training,
            trusted=trusted,
        )

    def _stale(self, since_ms: InstantMs | None) -> str:
        return self.texts.text("stale", time=wording.time(local(since_ms))) if since_ms is not None else ""

    def _please(self, status: CounterStatus) -> str:
        """ "Xin mời", and the same for a visitor who chose another language at the machine."""
        if status.state != "calling":
            return ""
        guest = self.guests.get(status.lang) if status.lang != self.texts.lang else None
        both = (self.texts.text("sign.please"), guest.text("sign.please") if guest else "")
        return " · ".join(each for each in both if each)

    def _state(self, status: CounterStatus, office: Office | None, now_ms: InstantMs) -> str:
        if status.state == "calling":
            return self.texts.text("nth", count=status.nth) if status.nth > 1 else ""
        if status.state == "paused":
            return self._rest(rest_words.paused(local(now_ms), status.pause_reason, status.until))
        if status.state == "shut":
            day = working_day_of(office, self.counter, now_ms)
            return self._rest(rest_words.shut(local(now_ms), day, no_day=status.day is None))
        return state(status, self.texts)

    def _rest(self, rest: Rest) -> str:
        return self.texts.text(rest.key, time=rest.time)

    def _reason(self, status: CounterStatus) -> str:
        shown = self.reasons and status.state == "paused" and status.pause_reason in PUBLIC_REASONS
        return self.texts.text(f"pause.{status.pause_reason}") if shown else ""

    def _field(self, status: CounterStatus, office: Office | None) -> str:
        """The field of the number here; with none, the fields that are served here."""
        if office is None:
            return ""
        counter = next((each for each in office.counters if each.id == self.counter), None)
        wanted = (status.service,) if status.service else counter.services if counter else ()
        fields = {each.id: each.field for each in office.services}
        names = {each.id: self._named(each.name) for each in office.fields}
        found = dict.fromkeys(names[fields[each]] for each in wanted if each in fields and fields[each] in names)
        return ", ".join(found)

    def _named(self, text: Text) -> str:
        return text.get(self.texts.lang, text["vi"])


def _clerk(status: CounterStatus, office: Office | None) -> str:
    """The clerk's name, if the office wants it shown and somebody sits there."""
    wanted = office is not None and office.screens.show_clerk != "no" and status.state != "shut"
    return (status.clerk or "") if wanted else ""


def _photo(status: CounterStatus, office: Office | None) -> str:
    wanted = office is not None and office.screens.show_clerk == "photo" and status.state != "shut"
    return (status.clerk_id or "") if wanted else ""
