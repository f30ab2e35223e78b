"""The announcer's queue: which saying comes next, and what became of every call. Pure: time comes in.

Every call offered ends once as announced or dropped with a reason. First sayings go before repeats; when two
or more calls wait each is said in the short form and repeated later, if its ticket has still not been started.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from assets.voice.errors import VoiceError, WordingError
from broker.hall.pace import Chime, Rules
from broker.hall.sentences import Call, Form, Notice, Phrasebook
from broker.hall.sound_hours import SoundHours
from display.voice.following import Following
from display.voice.hall_notices import NoticeQueue
from display.voice.sayings import AnnouncementReport, BoardCalls, Utterance

NO_LONGER_CALLED: Final = "no longer called"
RECALLED: Final = "called again before it was said"
STALE: Final = "too old when it came"
OLDER_REVISION: Final = "came with an older board"
QUIET: Final = "quiet hours"
#: Of a saying that did not come to its end because a call came: it is no fault, and is said again.
CUT_SHORT: Final = "gave way to a call"

#: Ids of finished calls kept, so that a late copy of a board is not said or reported a second time.
_FINISHED_KEPT: Final = 2_048
#: Sayings of a call that follow its first one.
_AFTER: Final = ("call.repeat", "call.reserved")
#: Longest reason, in characters: reasons travel in a short note.
_REASON_LENGTH: Final = 200


@dataclass
class _Waiting:
    call: Call
    since_ms: int
    crowded: bool = False


@dataclass(frozen=True)
class _Speaking:
    utterance: Utterance
    call: Call | None
    started_ms: int
    notice: Notice | None = None

    @property
    def first_of(self) -> Call | None:
        """The call whose first saying this is."""
        return None if self.utterance.kind in _AFTER else self.call


@dataclass
class Plan:
    """The queue. `known`: calls reported, tickets explained and notices taken by an earlier run of the program."""

    book: Phrasebook = field(default_factory=Phrasebook)
    rules: Rules = field(default_factory=Rules)
    known: Iterable[str] = ()
    hours: SoundHours = field(default_factory=SoundHours)

    def __post_init__(self) -> None:
        self._mark: tuple[int, int] | None = None
        self._linked = False
        self._standing: set[str] = set()
        self._waiting: list[_Waiting] = []
        self._speaking: _Speaking | None = None
        self._last_id: str | None = None
        self._finished: dict[str, None] = dict.fromkeys(self.known)
        self._notices = NoticeQueue(self._finished, self.rules.notice_ms)
        self._following = Following(self._finished, self.rules.repeat_within_ms)
        self._reports: list[AnnouncementReport] = []

    # --- what comes in ---

    def offer(self, board: BoardCalls, now_ms: int) -> None:
        """Take the board as it stands now. An older one than the last changes nothing."""
        if self._mark is not None and board.mark < self._mark:
            self._drop_unseen(board, OLDER_REVISION, now_ms)
            return
        after_gap = not self._linked
        self._mark, self._linked = board.mark, True
        self._standing = {call.call_id for call in board.calls}
        self._queue_new(board, now_ms)
        self._drop_where(lambda call: None if call.call_id in self._standing else NO_LONGER_CALLED, now_ms)
        if after_gap:
            self._following.not_now()
            self._drop_where(lambda call: STALE if self._is_stale(call, now_ms) else None, now_ms)
        self._note_crowd()

    def offer_notice(self, notice: Notice) -> bool:
        """Say this to the hall once, when no call waits; False if that was asked before. Raises WordingError."""
        self.book.notice(notice)
        return self._notices.add(notice)

    def link_lost(self) -> None:
        """Nobody can tell any more which calls stand: say nothing until the next board."""
        self._linked = False

    # --- what is said ---

    def next(self, now_ms: int) -> Utterance | None:
        """The saying to begin now; it must be ended or failed before there is another one."""
        if self._speaking or not self._linked or self._settling_until(now_ms):
            return None
        if self.hours.silent(now_ms):
            self._keep_quiet(now_ms)
            return None
        self._speaking = self._next_call(now_ms) or self._next_following(now_ms) or self._next_notice(now_ms)
        if self._speaking is None:
            return None
        self._last_id = self._speaking.utterance.call_id
        return self._speaking.utterance

    def ahead(self, now_ms: int) -> list[Utterance]:
        """What is likely to be said next, so that its sound can be made while something else is said."""
        try:
            if self._waiting:
                return [self._opening(waiting, now_ms) for waiting in self._waiting[:2]]
            if self._speaking and self._speaking.first_of:
                follows = self._following.after(self._speaking.first_of, self._speaking.utterance.kind)
            else:
                follows = self._following.first()
            return [self._follow(call, form, now_ms) for call, form in follows]
        except WordingError:  # told when its turn has come
            return []

    def wake_ms(self, now_ms: int) -> int | None:
        """When to ask for the next saying again although nothing happens; None: when something happens."""
        return None if self._speaking or not self._linked else self._settling_until(now_ms)

    def ended(self, utterance: Utterance, now_ms: int) -> None:
        """The saying was heard to its end."""
        speaking = self._end_of(utterance)
        if speaking.first_of is None:
            return
        call = speaking.first_of
        self._report(call.call_id, "announced", "", speaking.started_ms, now_ms)
        self._following.heard(call, utterance.kind, now_ms)

    def failed(self, utterance: Utterance, reason: str, now_ms: int) -> None:
        """The saying could not be played, or not to its end."""
        speaking = self._end_of(utterance)
        if speaking.first_of is not None:
            self._report(speaking.first_of.call_id, "dropped", reason, speaking.started_ms, now_ms)
        if speaking.notice is not None and reason == CUT_SHORT:
            self._notices.again(speaking.notice)

    def stop(self, reason: str, now_ms: int) -> None:
        """No more sayings: every call that still waits is dropped."""
        if self._speaking:
            self.failed(self._speaking.utterance, reason, now_ms)
        self._drop_where(lambda _: reason, now_ms)
        self._following.clear()
        self._notices.clear()

    # --- what is known ---

    def take_reports(self) -> list[AnnouncementReport]:
        """What became of calls since this was last asked, in order."""
        taken, self._reports = self._reports, []
        return taken

    def take_explained(self) -> list[str]:
        """Tickets whose number was explained since this was last asked."""
        return self._following.take_explained()

    def backlog_ms(self, now_ms: int) -> int:
        """How long the first call in the queue has been waiting; 0 with none."""
        return max((now_ms - waiting.since_ms for waiting in self._waiting), default=0)

    def behind(self, now_ms: int) -> bool:
        """The voice cannot keep up: the office should know."""
        return self.backlog_ms(now_ms) > self.rules.backlog_ms

    # --- inside ---

    def _queue_new(self, board: BoardCalls, now_ms: int) -> None:
        for call in sorted(board.calls, key=lambda call: (call.called_at_ms, call.call_id)):
            if self._seen(call):
                continue
            if self._is_stale(call, now_ms):
                self._report(call.call_id, "dropped", STALE, None, now_ms)
            else:
                self._queue(call, now_ms)

    def _queue(self, call: Call, now_ms: int) -> None:
        """A recall takes the place of the call of its ticket that was still waiting to be said."""
        for place, waiting in enumerate(self._waiting):
            if waiting.call.number == call.number:
                self._report(waiting.call.call_id, "dropped", RECALLED, None, now_ms)
                self._waiting[place] = _Waiting(call, waiting.since_ms, waiting.crowded)
                return
        self._waiting.append(_Waiting(call, now_ms))

    def _seen(self, call: Call) -> bool:
        speaking = self._speaking is not None and self._speaking.call == call
        waiting = any(waiting.call.call_id == call.call_id for waiting in self._waiting)
        return speaking or waiting or call.call_id in self._finished

    def _is_stale(self, call: Call, now_ms: int) -> bool:
        return now_ms - call.called_at_ms >= self.rules.stale_ms

    def _drop_unseen(self, board: BoardCalls, reason: str, now_ms: int) -> None:
        for call in board.calls:
            if not self._seen(call):
                self._report(call.call_id, "dropped", reason, None, now_ms)

    def _drop_where(self, reason_for: Callable[[Call], str | None], now_ms: int) -> None:
        """Drop the waiting calls for which there is a reason."""
        kept = []
        for waiting in self._waiting:
            if reason := reason_for(waiting.call):
                self._report(waiting.call.call_id, "dropped", reason, None, now_ms)
            else:
                kept.append(waiting)
        self._waiting = kept

    def _note_crowd(self) -> None:
        """Who has once waited with others is said in the short form, also as the last of them."""
        if len(self._waiting) >= 2:
            for waiting in self._waiting:
                waiting.crowded = True

    def _settling_until(self, now_ms: int) -> int | None:
        if len(self._waiting) != 1 or self._waiting[0].crowded:
            return None
        since_ms = self._waiting[0].since_ms
        until_ms = since_ms + self.rules.settle_ms
        return until_ms if since_ms <= now_ms < until_ms else None

    def _keep_quiet(self, now_ms: int) -> None:
        """Eyes have the board; ears are left alone, and what is old by the end of the quiet is not said then."""
        self._drop_where(lambda _: QUIET, now_ms)
        self._following.clear()
        self._notices.clear()

    def _next_call(self, now_ms: int) -> _Speaking | None:
        while self._waiting:
            self._following.not_now()
            waiting = self._waiting.pop(0)
            try:
                return _Speaking(self._opening(waiting, now_ms), waiting.call, now_ms)
            except WordingError as error:
                self._report(waiting.call.call_id, "dropped", f"cannot be said: {error}", None, now_ms)
        return None

    def _next_following(self, now_ms: int) -> _Speaking | None:
        found = self._following.take(self._standing, now_ms)
        return _Speaking(self._follow(*found, now_ms), found[0], now_ms) if found else None

    def _next_notice(self, now_ms: int) -> _Speaking | None:
        notice = self._notices.take(now_ms)
        if notice is None:
            return None
        text = self.book.notice(notice)
        saying = Utterance(None, notice.kind, text, notice.lang, "long", self.hours.gain_db(now_ms))
        return _Speaking(saying, None, now_ms, notice)

    def _opening(self, waiting: _Waiting, now_ms: int) -> Utterance:
        form = self.book.opening(waiting.call, crowded=waiting.crowded)
        return self._say(waiting.call, form, now_ms, "short" if waiting.crowded else "long")

    def _follow(self, call: Call, form: Form, now_ms: int) -> Utterance:
        """Right after another saying of the same call no second chime is needed."""
        return self._say(call, form, now_ms, "none" if call.call_id == self._last_id else "long")

    def _say(self, call: Call, form: Form, now_ms: int, chime: Chime) -> Utterance:
        text, lang = self.book.said(call, form)
        return Utterance(call.call_id, form, text, lang, chime, self.hours.gain_db(now_ms))

    def _end_of(self, utterance: Utterance) -> _Speaking:
        speaking, self._speaking = self._speaking, None
        if speaking is None or speaking.utterance != utterance:
            raise VoiceError(f"{utterance.text!r} is not being said")
        return speaking

    def _report(
        self, call_id: str, outcome: Literal["announced", "dropped"], reason: str, started_ms: int | None, now_ms: int
    ) -> None:
        self._reports.append(AnnouncementReport(call_id, outcome, reason[:_REASON_LENGTH], started_ms, now_ms))
        self._finished[call_id] = None
        while len(self._finished) > _FINISHED_KEPT:
            del self._finished[next(iter(self._finished))]
