"""What the engine does without a line in its journal: the right to rate, the key of the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broker.contract.commands import AskDayKey, Command, RateService
from broker.contract.events import DayKeyGiven, Event, RatingTaken
from broker.contract.ids import InstantMs
from broker.contract.status import RatingOffer
from broker.core.decide import Refuse, refusal
from broker.core.decide.common import known_kiosk
from broker.core.floor import Floor
from broker.daykey import DayKeys
from broker.rating import Ratings


@dataclass
class Unrecorded:
    """`ratings`, `day_keys`: None where the engine runs without; what is asked of them is refused then."""

    ratings: Ratings | None = None
    day_keys: DayKeys | None = None

    def begin(self, floor: Floor) -> None:
        """The engine has its state, or another."""
        if self.day_keys is not None:
            self.day_keys.follow(floor.state)

    @staticmethod
    def takes(command: Command) -> bool:
        """Whether a command is answered here and nowhere else."""
        return isinstance(command, RateService | AskDayKey)

    def answer(self, command: Command, device: str, floor: Floor, now: InstantMs) -> Event:
        """Do it; what the device is told."""
        try:
            if isinstance(command, RateService):
                return self._rating(command, floor, now)
            return self._day_key(device, floor)
        except Refuse as refused:
            return refusal(command, refused, device)

    def _rating(self, command: RateService, floor: Floor, now: InstantMs) -> Event:
        if self.ratings is None:
            raise Refuse("no_rating")
        self.ratings.rate(command, floor, now)
        return RatingTaken()

    def _day_key(self, device: str, floor: Floor) -> Event:
        """For kiosks of the office alone."""
        known_kiosk(floor, device)
        day = floor.state.day
        key = self.day_keys.hex(day) if self.day_keys is not None else None
        if day is None or key is None:
            raise Refuse("no_key")
        return DayKeyGiven(day=day, key=key)

    def follow(self, floor: Floor, events: Iterable[Event], now: InstantMs, now_s: float, speed: float) -> None:
        """These events have been stored: they give rights and end them."""
        if self.ratings is not None:
            self.ratings.watch(floor, events, now, now_s, speed)

    def expire(self, now_s: float) -> None:
        """Time passes."""
        if self.ratings is not None:
            self.ratings.expire(now_s)

    @property
    def next_s(self) -> float | None:
        """When time has something to do here, by the monotonic clock."""
        return self.ratings.next_s if self.ratings is not None else None

    @property
    def has_news(self) -> bool:
        """Whether there are offers that are new."""
        return self.ratings is not None and self.ratings.has_changed

    def news(self, epoch: int) -> Iterator[RatingOffer]:
        """Offers that are new, to be retained."""
        if self.ratings is not None:
            yield from self.ratings.changed(epoch)

    def everything(self, floor: Floor, epoch: int) -> Iterator[RatingOffer]:
        """All of them, after a connection."""
        if self.ratings is not None:
            yield from self.ratings.everything(floor, epoch)
