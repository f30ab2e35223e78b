"""How a counter answers a hand: patterns of lamps and buzzer as tables. Pure: what shines is a function of the time.

A mood lasts and repeats until another takes its place; an answer is played once, over the mood. The buzzer is on or
off (an active one), so answers differ in number and length of beeps: a clerk who does not look must tell them apart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from broker.contract.commands import Key
from broker.contract.status import CounterStatus

#: (on, for how many seconds), one after the other.
Steps = tuple[tuple[bool, float], ...]
Light = Literal["lamp", "buzzer", "next", "recall", "start", "pause"]
LIGHTS: tuple[Light, ...] = ("lamp", "buzzer", "next", "recall", "start", "pause")

#: heard: at once, before anybody was asked · busy: an answer is still awaited, this press is lost ·
#: called: a number came to this counter without a press.
Answered = Literal["heard", "accepted", "refused", "offline", "busy", "called"]
Mood = Literal["dark", "offline", "stuck", "asks", "ready", "free", "calling", "serving", "paused"]

NEVER = float("inf")
OFF: Steps = ((False, NEVER),)
ON: Steps = ((True, NEVER),)
SLOW: Steps = ((True, 0.8), (False, 0.8))
QUICK: Steps = ((True, 0.25), (False, 0.25))
GLINT: Steps = ((True, 0.06), (False, 2.94))
TWICE: Steps = ((True, 0.12), (False, 0.18), (True, 0.12), (False, 3.58))


def beeps(*on_s: float, apart_s: float = 0.09) -> Steps:
    """Beeps of these lengths, with pauses between."""
    return tuple(step for each in on_s for step in ((True, each), (False, apart_s)))


@dataclass(frozen=True)
class Pattern:
    """What lamp and buzzer do; for an answer the pressed key's own lamp does as the lamp."""

    lamp: Steps
    buzzer: Steps = OFF

    @property
    def lasts_s(self) -> float:
        """Until lamp and buzzer are through."""
        return max(sum(each for _, each in steps if each != NEVER) for steps in (self.lamp, self.buzzer))


ANSWERS: dict[Answered, Pattern] = {
    "heard": Pattern(((True, 0.12),), beeps(0.025)),
    "accepted": Pattern(((True, 0.4),), beeps(0.1)),
    "refused": Pattern(beeps(0.15, 0.15), beeps(0.15, 0.15)),
    "offline": Pattern(beeps(0.3, 0.3, 0.3), beeps(0.3, 0.3, 0.3)),
    "busy": Pattern(beeps(0.03, 0.03), beeps(0.03, 0.03, apart_s=0.05)),
    "called": Pattern(beeps(0.08, 0.08, 0.08), beeps(0.08, 0.08, 0.2)),
}

MOODS: dict[Mood, Pattern] = {
    "dark": Pattern(OFF),
    "offline": Pattern(((True, 0.06), (False, 0.14), (True, 0.06), (False, 0.14), (True, 0.06), (False, 1.54))),
    "stuck": Pattern(((True, 1.5), (False, 0.1)), ((True, 0.8), (False, 29.2))),
    "asks": Pattern(SLOW, ((True, 0.05), (False, 14.95))),
    "ready": Pattern(OFF),
    "free": Pattern(GLINT),
    "calling": Pattern(QUICK),
    "serving": Pattern(ON),
    "paused": Pattern(TWICE),
}

#: The keys' own lamps, where there are any: the key a clerk is most likely to want.
KEY_LAMPS: dict[Mood, dict[Key, Steps]] = {
    "asks": {"next": SLOW, "recall": SLOW, "start": SLOW, "pause": SLOW},
    "ready": {"next": ON},
    "free": {"next": GLINT},
    "calling": {"start": QUICK, "recall": GLINT},
    "serving": {"start": ON},
    "paused": {"pause": TWICE},
}


def mood(status: CounterStatus | None, *, online: bool, stuck: Collection[Key]) -> Mood:
    """What lasts: what keeps the clerk from working comes first."""
    if not online or status is None:
        return "offline"
    if stuck:
        return "stuck"
    if status.asks:
        return "asks"
    return "dark" if status.state == "shut" else status.state


def mood_steps(mood: Mood, light: Light) -> Steps:
    """What a mood does with one lamp or the buzzer."""
    if light == "lamp":
        return MOODS[mood].lamp
    if light == "buzzer":
        return MOODS[mood].buzzer
    return KEY_LAMPS.get(mood, {}).get(light, OFF)


#: A step whose end is nearer than this has ended: seconds as floats do not meet their ends exactly.
GRAIN_S = 1e-6


def level(steps: Steps, elapsed_s: float, *, repeat: bool) -> tuple[bool, float]:
    """Whether it is on after so many seconds, and in how many seconds that may change. Off when it is through."""
    whole_s = sum(each for _, each in steps)
    left_s = elapsed_s % whole_s if repeat and whole_s != NEVER else elapsed_s
    if repeat and whole_s - left_s < GRAIN_S:
        left_s = 0.0
    for on, each in steps:
        if left_s < each - GRAIN_S:
            return on, each - left_s
        left_s -= each
    return False, NEVER


@dataclass(frozen=True)
class Played:
    """An answer that is played since `begun_s`. `nth` tells it from the next of its kind."""

    answered: Answered
    key: Key | None
    begun_s: float
    nth: int

    @property
    def pattern(self) -> Pattern:
        """What is played."""
        return ANSWERS[self.answered]

    @property
    def ends_s(self) -> float:
        """When it is through."""
        return self.begun_s + self.pattern.lasts_s


@dataclass
class Lights:
    """What shines and sounds now. Times are monotonic seconds."""

    mood: Mood = "offline"
    _mood_s: float = 0.0
    _answers: deque[Played] = field(default_factory=deque)
    _count: int = 0

    def feel(self, mood: Mood, now_s: float) -> None:
        """Let this mood last from now; the same mood goes on undisturbed."""
        if mood != self.mood:
            self.mood, self._mood_s = mood, now_s

    def answer(self, answered: Answered, key: Key | None, now_s: float) -> None:
        """Play an answer in the place of whatever is played."""
        self._answers.clear()
        self._play(answered, key, now_s)

    def then(self, answered: Answered, key: Key | None, now_s: float) -> None:
        """Play an answer after what is played."""
        self._forget(now_s)
        self._play(answered, key, max([now_s, *(each.ends_s for each in self._answers)]))

    def played(self, now_s: float) -> Played | None:
        """The answer of this moment, if one is played."""
        self._forget(now_s)
        return self._answers[0] if self._answers else None

    def levels(self, now_s: float) -> tuple[dict[Light, bool], float]:
        """What is on now, and when to ask again."""
        self._forget(now_s)
        now = {light: self._level(light, now_s) for light in LIGHTS}
        return {light: on for light, (on, _) in now.items()}, now_s + min(each for _, each in now.values())

    def _play(self, answered: Answered, key: Key | None, begun_s: float) -> None:
        self._count += 1
        self._answers.append(Played(answered, key, begun_s, self._count))

    def _forget(self, now_s: float) -> None:
        while self._answers and now_s >= self._answers[0].ends_s:
            self._answers.popleft()

    def _level(self, light: Light, now_s: float) -> tuple[bool, float]:
        if not self._answers:
            return level(self._steps(light), now_s - self._mood_s, repeat=True)
        played = self._answers[0]
        left_s = played.ends_s - now_s
        if light not in ("lamp", "buzzer", played.key):
            return False, left_s
        steps = played.pattern.buzzer if light == "buzzer" else played.pattern.lamp
        on, changes_s = level(steps, now_s - played.begun_s, repeat=False)
        return on, min(changes_s, left_s)

    def _steps(self, light: Light) -> Steps:
        return mood_steps(self.mood, light)
