"""One counter's keys: gestures become presses, presses become answers, the newest status is kept. Decides nothing.

Belongs to one thread: `edge`, `step` and `view` are called by it alone. Nothing here waits or sleeps.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from broker.client.troubles import Troubles
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, Key, PressKey, ReportTrouble
from broker.contract.events import CommandRefused, TicketCalled
from broker.contract.office import Office
from broker.contract.status import AnyStatus, Catalogue, CounterStatus, LastRefusal, Removed
from display.counter.answers import Answered, Lights, mood
from display.counter.talker import Talker
from display.counter.view import End, Outcome, View
from display.gestures import Freed, Gesture, Gestures, Hands, Ignored, Notice, Stuck

KEYS: tuple[Key, ...] = ("next", "recall", "start", "pause")
#: So long the outcome of a press stays on the line; office time may run faster, eyes do not.
SHOWN_S = 10.0
#: No press acts later than this after the hand, however slow its way to us was; its hand is told "offline".
LATE_S = 2.0
#: So many states of the counter are remembered, to know which one a press was made against.
STATES_KEPT = 8
#: A refusal found in a retained status is news only if it is younger than this by office time.
NEWS_MS = 30_000
#: The Homie 5 alert under which a stuck key is reported to technicians, and its code for the office.
STUCK_ALERT, STUCK_CODE = "$alert/stuck-key", "stuck_key"

SOUNDS: dict[End, Answered] = {
    "accepted": "accepted", "refused": "refused", "busy": "busy", "offline": "offline", "silent": "offline",
}  # fmt: skip


@dataclass
class CounterKeys:
    """The handler of a counter's device. `device` is given right after the making: it needs the handler.

    `known_s`: until when all edges are known, where they come late, over a line that is asked in rounds; else now.
    """

    counter: str
    hands: Hands
    down_at_start: Iterable[Key] = ()
    on_outcome: Callable[[Outcome], None] = lambda _outcome: None
    monotonic: Callable[[], float] = time.monotonic
    known_s: Callable[[], float] | None = None
    codes: tuple[str, ...] = (STUCK_CODE,)
    device: Talker = field(init=False)
    lights: Lights = field(default_factory=Lights)
    status: CounterStatus | None = None
    office: Office | None = None
    removed: bool = False
    troubles: Troubles = field(init=False)
    _gestures: Gestures = field(init=False)
    _pending: PressKey | None = None
    _outcome: Outcome | None = None
    _fades_s: float = 0.0
    _asked_ms: int | None = None
    _greeted: str | None = None
    _news_ms: int = 0
    _sent_s: float = 0.0
    _states: deque[tuple[float, CounterStatus]] = field(default_factory=lambda: deque(maxlen=STATES_KEPT))

    def __post_init__(self) -> None:
        """Look at the keys from now."""
        self._gestures = Gestures(self.hands, KEYS, self.down_at_start, self.monotonic())
        self.troubles = Troubles(f"counter-{self.counter}", self.codes, self._send_report)

    # --- what the program calls ------------------------------------------------------------------------

    def edge(self, key: Key, down: bool, at_s: float) -> None:
        """The pin of a key has changed."""
        self._take(self._gestures.edge(key, down, at_s))

    def ripe(self, known_s: float) -> bool:
        """Whether a gesture comes about, now that all edges until then are known."""
        return self._gestures.due_s <= known_s

    def look_anew(self, down: Iterable[Key], at_s: float) -> None:
        """Nothing is known of the keys but which are down at `at_s`: nobody pressed those, but they may be stuck."""
        were_stuck = self._gestures.stuck
        self._gestures = Gestures(self.hands, KEYS, down, at_s)
        if were_stuck:
            self._report_stuck()

    def step(self) -> float:
        """Do what is due. Returns the monotonic second at which to come again, if nothing comes in before."""
        self._take(self._gestures.advance(self.known_s() if self.known_s else self.monotonic()))
        self.device.pump()
        if self.device.online:
            self.troubles.tell(self.device.history.replaced)
        now_s = self.monotonic()
        self.lights.feel(mood(self.status, online=self.device.online, stuck=self._gestures.stuck), now_s)
        return min(self._gestures.due_s, self.lights.levels(now_s)[1])

    def view(self) -> View:
        """What to show now."""
        now_s = self.monotonic()
        return View(
            self.counter, self.device.now_ms(), self.device.online, self.device.last_heard_ms,
            status=self.status, office=self.office, removed=self.removed, pending=self._pending is not None,
            asked_ms=self._asked_ms, outcome=self._outcome if now_s < self._fades_s else None,
            stuck=self._gestures.stuck, lights=self.lights.levels(now_s)[0],
        )  # fmt: skip

    # --- from hands ------------------------------------------------------------------------------------

    def _take(self, notices: list[Notice]) -> None:
        for notice in notices:
            if isinstance(notice, Gesture):
                self._press(notice)
            elif isinstance(notice, Ignored):
                self.on_outcome(self._outcome_of("ignored", notice.key, code=notice.why))
            elif isinstance(notice, Stuck | Freed):
                self._report_stuck()

    def _press(self, gesture: Gesture) -> None:
        self.lights.answer("heard", gesture.key, self.monotonic())
        if self._pending is not None:
            self._end(self._outcome_of("busy", gesture.key, long=gesture.long))
        elif self.removed:
            self._end(self._outcome_of("refused", gesture.key, long=gesture.long, code="unknown_counter"))
        elif not self.device.online or self.device.beat is None or self.status is None or self._late(gesture):
            self._end(self._outcome_of("offline", gesture.key, long=gesture.long))
        else:
            self._send(gesture, self._status_at(gesture.at_s), self.device.beat.beat)

    def _late(self, gesture: Gesture) -> bool:
        return self.monotonic() - gesture.at_s > LATE_S

    def _status_at(self, at_s: float) -> CounterStatus:
        """What the hand could see: a press that took its time on a line must not mean a newer state."""
        seen = (status for since_s, status in reversed(self._states) if since_s <= at_s)
        return next(seen, self._states[0][1])

    def _send(self, gesture: Gesture, status: CounterStatus, beat: int) -> None:
        self._pending = PressKey(
            counter=self.counter, key=gesture.key, long=gesture.long,
            revision=status.revision, epoch=status.epoch, beat=beat,
        )  # fmt: skip
        self._sent_s = self.monotonic()
        self.device.send(self._pending)

    def _send_report(self, report: ReportTrouble) -> None:
        self.device.send(report)

    def _report_stuck(self) -> None:
        stuck = self._gestures.stuck
        text = f"key {' and '.join(stuck)} is stuck down" if stuck else ""
        self.device.health("ready", **{STUCK_ALERT: text})
        self.troubles.say(STUCK_CODE, {"counter": self.counter, "keys": ", ".join(stuck)} if stuck else None)

    # --- from the engine -------------------------------------------------------------------------------

    def on_status(self, status: AnyStatus) -> None:
        """The office, or this counter; an older state of it never takes the place of a newer one."""
        if isinstance(status, Catalogue):
            self.office = status.office
        elif isinstance(status, Removed):
            self.removed, self.status = True, None
        elif isinstance(status, CounterStatus) and status.counter == self.counter and not self._older(status):
            self._take_status(status)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """What became of the press, or of a report."""
        self.troubles.answered(command)
        if command is not self._pending:
            return
        press, self._pending = self._pending, None
        self._news_ms = max(self._news_ms, answer.at)
        called = [event.ticket for event in answer.events if isinstance(event, TicketCalled) and self._mine(event)]
        self._greeted = called[-1] if called else self._greeted
        self._end(_outcome_of_answer(press, answer))
        self._greet()

    def on_silence(self, command: AnyCommand) -> None:
        """No answer in a second, or no way to send. A press goes out once and is never sent again."""
        self.troubles.silent(command)
        if command is not self._pending:
            return
        press, self._pending = self._pending, None
        sent = self.monotonic() - self._sent_s >= self.device.answer_s
        self._end(self._outcome_of("silent" if sent else "offline", press.key, long=press.long))
        self._greet()

    def on_online(self, online: bool) -> None:
        """Alerts are told anew to whoever listens after a break."""
        if online:
            self._report_stuck()

    # --- the rest --------------------------------------------------------------------------------------

    def _older(self, status: CounterStatus) -> bool:
        known = self.status
        return known is not None and (status.epoch, status.revision) < (known.epoch, known.revision)

    def _take_status(self, status: CounterStatus) -> None:
        now_ms = self.device.now_ms()
        if status.state != "calling":
            self._greeted = None
        elif self.status is None:
            self._greeted = status.ticket  # called before we came: no news
        self._asked_ms = (self._asked_ms or now_ms) if status.asks else None
        if self.status is not None and status.revision != self.status.revision:
            self._forget_refusal()
        self.status, self.removed = status, False
        self._states.append((self.monotonic(), status))
        self._greet()
        self._take_refusal(status.refusal, now_ms)

    def _mine(self, event: TicketCalled) -> bool:
        return event.counter == self.counter

    def _greet(self) -> None:
        """Say that a number has come to the counter, unless a press of ours asked for it or still may have."""
        ticket = self.status.ticket if self.status and self.status.state == "calling" else None
        if self._pending is None and ticket is not None and ticket != self._greeted:
            self._greeted = ticket
            self.lights.then("called", None, self.monotonic())

    def _take_refusal(self, refusal: LastRefusal | None, now_ms: int) -> None:
        """Show what was refused elsewhere, on the clerk's page; our own presses have had their answer."""
        if refusal is None or refusal.at <= self._news_ms:
            return
        self._news_ms = refusal.at
        if self._pending is None and now_ms - refusal.at < NEWS_MS:
            self._show(Outcome("refused", None, False, refusal.at, refusal.code, refusal.params))

    def _forget_refusal(self) -> None:
        """What was refused in one state says nothing about the next."""
        if self._outcome is not None and self._outcome.end == "refused":
            self._outcome = None

    def _outcome_of(self, end: End, key: Key, *, long: bool = False, code: str = "") -> Outcome:
        return Outcome(end, key, long, self.device.now_ms(), code)

    def _end(self, outcome: Outcome) -> None:
        self.lights.answer(SOUNDS[outcome.end], outcome.key, self.monotonic())
        self._show(outcome)
        self.on_outcome(outcome)

    def _show(self, outcome: Outcome) -> None:
        self._outcome, self._fades_s = outcome, self.monotonic() + SHOWN_S


def _outcome_of_answer(press: PressKey, answer: Answer) -> Outcome:
    first = answer.events[0] if answer.events else None
    if isinstance(first, CommandRefused):
        return Outcome("refused", press.key, press.long, answer.at, first.code, first.params)
    return Outcome("accepted", press.key, press.long, answer.at)
