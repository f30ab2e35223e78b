"""The right to rate a service: a token for one use, made when a service ends and forgotten when it is used or over.

It stands in memory and, while it holds, in the retained message that the counter's tablet reads; never in the
journal, the state or a log (promise "Ratings").
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from broker.contract import events as e
from broker.contract.commands import RateService
from broker.contract.events import Event
from broker.contract.ids import InstantMs
from broker.contract.office import QUESTION, Rating
from broker.contract.status import RatingOffer
from broker.core import hours
from broker.core.decide import Refuse
from broker.core.floor import Floor
from broker.store import StoreError
from broker.store.ratings import Rating as Given
from broker.store.ratings import RatingStore

log = logging.getLogger("motcua.rating")


#: What the visitor before has touched already is counted so long after the next one has started: it is on its way.
#: A clerk who is quick would else wipe out low marks, and only those: they are asked why before they are sent.
ON_ITS_WAY_S = 5.0


@dataclass(frozen=True)
class Right:
    """One right to rate. `until_s` by the monotonic clock, `until` in office time, for the tablet."""

    token: str
    counter: str
    service: str
    until_s: float
    until: InstantMs


def _token() -> str:
    return secrets.token_urlsafe(24)


@dataclass
class Ratings:
    """The rights that hold, by counter, and the counts they are used for.

    `_leaving`: rights that are offered no more, for a mark that is on its way.
    """

    store: RatingStore
    make_token: Callable[[], str] = _token
    _rights: dict[str, Right] = field(default_factory=dict)
    _leaving: dict[str, Right] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)

    def watch(self, floor: Floor, events: Iterable[Event], now: InstantMs, now_s: float, speed: float) -> None:
        """What has been stored gives rights and ends them."""
        for event in events:
            if isinstance(event, e.ServiceFinished) and self._may_offer(floor, event):
                rules = self._rules(floor)
                until = InstantMs(now + int(rules.wait_s * 1000 * speed))
                service = floor.state.tickets[event.ticket].service
                due_s = now_s + rules.wait_s
                self._rights[event.counter] = Right(self.make_token(), event.counter, service, due_s, until)
                self._changed.add(event.counter)
            elif isinstance(event, e.ServiceStarted):
                self._leave(event.counter, now_s)
            elif isinstance(event, e.PressUndone):
                self._end(event.counter)
            elif isinstance(event, e.DayClosed | e.OfficeApplied):
                for counter in {*self._rights, *self._leaving}:
                    self._end(counter)

    def expire(self, now_s: float) -> None:
        """End what is over."""
        for counter in [each for each, right in self._rights.items() if now_s >= right.until_s]:
            self._end(counter)
        for counter in [each for each, right in self._leaving.items() if now_s >= right.until_s]:
            del self._leaving[counter]

    @property
    def next_s(self) -> float | None:
        """When the next right is over, by the monotonic clock."""
        return min((each.until_s for each in self._all()), default=None)

    @property
    def has_changed(self) -> bool:
        """Whether tablets are to be told something."""
        return bool(self._changed)

    def changed(self, epoch: int) -> Iterator[RatingOffer]:
        """What tablets are to be told since the last time."""
        for counter in sorted(self._changed):
            yield self._offer(counter, epoch)
        self._changed.clear()

    def everything(self, floor: Floor, epoch: int) -> Iterator[RatingOffer]:
        """For every counter: a token of an earlier life of the engine must not stand there for ever."""
        self._changed.clear()
        for counter in floor.state.desks:
            yield self._offer(counter, epoch)

    def rate(self, command: RateService, floor: Floor, now: InstantMs) -> None:
        """Count a visitor's marks. Raises Refuse.

        The token is forgotten before they are stored: what fails is lost, never doubled.
        """
        right = next((each for each in self._all() if each.token == command.token), None)
        if right is None:
            raise Refuse("no_rating")
        wrong = _wrong(command, self._rules(floor))
        if wrong:
            raise Refuse("malformed", what=wrong)
        self._use(right)
        date, hour = hours.date_of(now), hours.hour_of(now)
        try:
            self.store.count(Given(date, hour, right.service, right.counter, command.marks, command.reasons))
        except StoreError as error:
            log.error("a rating is lost: %s", error)
            raise Refuse("not_stored", what="rating") from error

    def _may_offer(self, floor: Floor, event: e.ServiceFinished) -> bool:
        ticket, desk = floor.state.tickets.get(event.ticket), floor.state.desks.get(event.counter)
        if ticket is None or desk is None or event.outcome == "not_recorded":
            return False
        return self._rules(floor).on and not (ticket.training or desk.training or floor.state.training)

    def _all(self) -> Iterator[Right]:
        yield from self._rights.values()
        yield from self._leaving.values()

    def _leave(self, counter: str, now_s: float) -> None:
        right = self._rights.pop(counter, None)
        if right is not None:
            self._leaving[counter] = replace(right, until_s=min(right.until_s, now_s + ON_ITS_WAY_S))
            self._changed.add(counter)

    def _use(self, right: Right) -> None:
        if self._leaving.get(right.counter) == right:
            del self._leaving[right.counter]
        else:
            self._rights.pop(right.counter)
            self._changed.add(right.counter)

    def _end(self, counter: str) -> None:
        self._leaving.pop(counter, None)
        if self._rights.pop(counter, None) is not None:
            self._changed.add(counter)

    def _offer(self, counter: str, epoch: int) -> RatingOffer:
        right = self._rights.get(counter)
        if right is None:
            return RatingOffer(epoch=epoch, counter=counter)
        return RatingOffer(epoch=epoch, counter=counter, token=right.token, until=right.until)

    @staticmethod
    def _rules(floor: Floor) -> Rating:
        return floor.state.office.rating if floor.state.office is not None else Rating()


def _wrong(command: RateService, rules: Rating) -> str:
    """What does not fit the office's questions; the right to rate holds, for another try."""
    questions = {each.id for each in rules.questions} or {QUESTION}
    if not command.marks or not set(command.marks) <= questions:
        return "marks: a question that is not asked, or none"
    if max(command.marks.values()) > rules.grades:
        return f"marks: there are {rules.grades} grades"
    if not set(command.reasons) <= {each.id for each in rules.reasons}:
        return "reasons: one that is not offered"
    return ""
