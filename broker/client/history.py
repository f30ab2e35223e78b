"""Which database the engine that is heard works on. For a program the living one is the newest.

A start of the engine is known by the identity of its database (`origin`) and its `epoch`, which counts the starts on
that database. An engine on another database counts from 1 again, one on a restored copy goes on lower than it was: a
program that compares epochs would be deaf to both. So from then on every epoch is lifted above all that were handed
out before, and a press is lowered again on its way: nobody else has to know of it.

The beat alone says who is alive: it is not retained. A status of another database may be a relic of one that is
gone, so it is kept back until a beat names that database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from broker.contract.codec import StatusMessage
from broker.contract.commands import AnyCommand, CounterCommand
from broker.contract.status import AnyStatus, Beat, RatingOffer

S = TypeVar("S", bound=AnyStatus)


@dataclass
class History:
    """`origin`: the database that is followed, "" until one is known. `replaced`: how often it became another one."""

    origin: str = ""
    replaced: int = 0
    _heard: tuple[int, int] = (0, 0)  # epoch and beat of the newest beat, as its engine counts
    _lift: int = 0
    _highest: int = 0  # of the epochs handed out
    _last: dict[str, tuple[str, AnyStatus]] = field(default_factory=dict, repr=False)  # by topic

    def status(self, topic: str, message: StatusMessage) -> AnyStatus | None:
        """A status as the program is to see it; None: not before a beat says that its writer lives."""
        if not isinstance(message.status, RatingOffer):  # a right to rate is remembered nowhere
            self._last[topic] = message.origin, message.status
        if self._other(message.origin):
            return None
        self.origin = self.origin or message.origin
        return self._lifted(message.status)

    def begins_anew(self, origin: str, beat: Beat, *, online: bool) -> bool:
        """Whether a beat is of another database, or of an older copy of this one.

        While its engine is heard, a beat from before is only late; after a silence it is a life of its own.
        """
        return self._other(origin) or (not online and (beat.epoch, beat.beat) < self._heard)

    def begin(self, origin: str, beat: Beat) -> tuple[AnyStatus, ...]:
        """Follow the database of this beat; what has come of its start already, for the program."""
        self.origin, self._lift, self._heard = origin or self.origin, self._highest, (0, 0)
        self.replaced += 1
        start = (self.origin, beat.epoch)
        self._last = {topic: last for topic, last in self._last.items() if (last[0], last[1].epoch) == start}
        return tuple(self._lifted(status) for _, status in self._last.values())

    def beat(self, origin: str, beat: Beat) -> Beat:
        """A beat as the program is to see it."""
        self.origin = self.origin or origin
        self._heard = max(self._heard, (beat.epoch, beat.beat))
        return self._lifted(beat)

    def lowered(self, command: AnyCommand) -> AnyCommand:
        """A command as its engine counts. A press made before the database was replaced names no start of it."""
        if self._lift and isinstance(command, CounterCommand):
            return msgspec.structs.replace(command, epoch=max(0, command.epoch - self._lift))
        return command

    def _other(self, origin: str) -> bool:
        return bool(origin and self.origin) and origin != self.origin

    def _lifted(self, status: S) -> S:
        """Epoch 0 is nobody's: what the web service announces is not the engine's."""
        if status.epoch and self._lift:
            status = msgspec.structs.replace(status, epoch=status.epoch + self._lift)
        self._highest = max(self._highest, status.epoch)
        return status
