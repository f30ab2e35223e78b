"""The talk with a visitor about the service that has just ended. Pure: times come in.

The right to rate is a token for one use. It is kept while it holds and nowhere else; once it was used, refused or
declined it is never used again, whatever is touched, repeated or lost. Nothing of a visitor outlives the talk.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from broker.contract.commands import RateService
from broker.contract.ids import InstantMs
from broker.contract.office import QUESTION, Rating

#: asking: one question after another · why: what was not good · sending: the engine has not answered yet
#: thanks · over: the right had ended before · lost: not counted, and said so
Stage = Literal["asleep", "asking", "why", "sending", "thanks", "over", "lost"]
#: So long a message stands, in real milliseconds.
MESSAGE_MS = 4_000
#: With marks given and nothing more touched, they are sent so long (real) before the right ends.
LAST_MS = 2_000
#: An answer may be lost as well as the marks: sent so often, then given up.
MOST_TRIES = 3
#: So many rights are known as done: the network repeats an old offer within moments, never so many visitors later.
DONE_KEPT = 64
_NEVER = InstantMs(0)
TALKING: frozenset[Stage] = frozenset({"asking", "why"})


@dataclass(repr=False)
class Talk:
    """One tablet. `lang` is the page's own language; `asked_in` that of the present visitor.

    `mute`: the voice cannot be heard and is offered to nobody; `unheard`: the present visitor was listening to it.

    It says nothing of itself when it is printed: token and marks must reach no log.
    """

    lang: str = "vi"
    rules: Rating = field(default_factory=Rating)
    stage: Stage = "asleep"
    asked_in: str = "vi"
    aloud: bool = False
    mute: bool = False
    unheard: bool = False
    helping: bool = False
    at: int = 0
    marks: dict[str, int] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)
    pending: RateService | None = None
    _token: str | None = None
    _until: InstantMs = _NEVER
    _done: deque[str] = field(default_factory=lambda: deque(maxlen=DONE_KEPT))
    _tries: int = 0
    _message_over_ms: int = 0

    @property
    def questions(self) -> tuple[str, ...]:
        """What is asked, by name."""
        return tuple(each.id for each in self.rules.questions) or (QUESTION,)

    # --- what comes in ---------------------------------------------------------------------------------

    def offered(self, token: str | None, until: InstantMs | None) -> None:
        """The engine's offer, as retained. Another visitor's offer ends whatever went on.

        Marks that were given when the offer ends are sent at once: the engine takes what is on its way. Else a quick
        clerk would wipe out low marks, whose visitors are still asked why.
        """
        if token == self._token:
            return
        if token is None and self.stage in TALKING and self.marks:
            self._send()
        self._token, self._until = token, until or InstantMs(0)
        if token is not None or self.stage in TALKING:
            self._sleep()

    def ruled(self, rules: Rating) -> None:
        """What the office asks; with other questions nobody goes on."""
        if rules != self.rules:
            self.rules = rules
            if self.stage in TALKING:
                self._sleep()

    def voiced(self, *, mute: bool) -> None:
        """The voice failed, or is back: whoever was listening then listens again."""
        self.mute = mute
        if mute and self.aloud:
            self.aloud, self.unheard = False, True
        elif not mute and self.unheard:
            self.aloud, self.unheard = True, False

    def tick(self, now_ms: InstantMs, real_ms: int, *, online: bool, speed: float = 1.0) -> None:
        """Time passes: wake for an offer, send what has been said before its time is over, sleep."""
        left_ms = (self._until - now_ms) / speed
        if self.stage == "asleep" and online and self._open and left_ms > LAST_MS:
            self._wake()
        elif self.stage in TALKING and not online:
            self._break_off(real_ms)
        elif self.stage in TALKING and self.marks and left_ms <= LAST_MS:
            self._send()
        elif (self.stage in TALKING and left_ms <= 0) or (self._tells and real_ms >= self._message_over_ms):
            self._sleep()

    def touched(self, action: str) -> None:
        """A visitor's finger: "mark:2", "reason:waited", "send", "skip", "back", "help", "lang:en", "voice"."""
        verb, _, what = action.partition(":")
        if self.stage not in TALKING:
            return
        if verb == "mark" and self.stage == "asking":
            self.marks[self.questions[self.at]] = int(what)
            self._on()
        elif verb == "skip" and self.stage == "asking":
            self.marks.pop(self.questions[self.at], None)
            self._on()
        elif verb == "skip":
            self.reasons.clear()
            self._send()
        elif verb == "send" and self.stage == "why":
            self._send()
        elif verb == "back":
            self._back()
        else:
            self._set(verb, what)

    def answered(self, refusal: str, real_ms: int) -> None:
        """What became of the marks; `refusal` is empty for those that were counted.

        A repeated one that is refused as used up was counted the first time: only its answer was lost.
        """
        repeated, self.pending = self._tries > 1, None
        if not refusal or (refusal == "no_rating" and repeated):
            self._tell("thanks", real_ms)
        else:
            self._tell("over" if refusal == "no_rating" else "lost", real_ms)

    def silent(self, real_ms: int, *, online: bool) -> RateService | None:
        """No answer in time: the same again, or None when it is given up."""
        if online and self.pending is not None and self._tries < MOST_TRIES:
            self._tries += 1
            return self.pending
        self.pending = None
        self._tell("lost", real_ms)
        return None

    # --- inside ------------------------------------------------------------------------------------------

    @property
    def _open(self) -> bool:
        return self.rules.on and self._token is not None and self._token not in self._done

    @property
    def _tells(self) -> bool:
        return self.stage in ("thanks", "over", "lost")

    def _wake(self) -> None:
        self._sleep()
        self.stage = "asking"

    def _sleep(self) -> None:
        self.stage, self.asked_in, self.at = "asleep", self.lang, 0
        self.aloud = self.unheard = self.helping = False
        self.marks, self.reasons, self.pending = {}, set(), None

    def _break_off(self, real_ms: int) -> None:
        """Nothing can be sent: who has given a mark is told; for who has not, it goes dark."""
        if self.marks:
            self._use_up()
            self._tell("lost", real_ms)
        else:
            self._sleep()

    def _tell(self, stage: Stage, real_ms: int) -> None:
        self.marks, self.reasons = {}, set()
        self.stage, self._message_over_ms = stage, real_ms + MESSAGE_MS

    def _on(self) -> None:
        """The next question; after the last the reasons, if a mark was the lowest; then it is sent."""
        self.helping = False
        self.at += 1
        if self.at < len(self.questions):
            return
        if not self.marks:
            self._use_up()
            self._sleep()
        elif self.rules.reasons and self.rules.grades in self.marks.values():
            self.stage = "why"
        else:
            self._send()

    def _back(self) -> None:
        if self.at:
            self.stage, self.at, self.helping = "asking", self.at - 1, False

    def _set(self, verb: str, what: str) -> None:
        if verb == "reason" and self.stage == "why":
            self.reasons ^= {what}
        elif verb == "lang":
            self.asked_in = what
        elif verb == "help":
            self.helping = not self.helping
        elif verb == "voice" and not self.mute:
            self.aloud = not self.aloud

    def _send(self) -> None:
        """Ask for it to be counted; the session sends `pending`."""
        if self._token is None:
            return
        offered = (each.id for each in self.rules.reasons if self.stage == "why")
        reasons = tuple(each for each in offered if each in self.reasons)
        self.pending = RateService(token=self._token, marks=dict(self.marks), reasons=reasons)
        self._tries, self.stage = 1, "sending"
        self._use_up()

    def _use_up(self) -> None:
        if self._token is not None:
            self._done.append(self._token)
