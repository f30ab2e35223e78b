"""What the office offers at this kiosk now, read from the retained status. Pure.

While cut off the last status heard still says what is offered; it no longer says who waits.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from broker.contract.ids import ORDINARY, DeviceId, InstantMs, Lang
from broker.contract.office import Counter, Field, Kiosk, Office, Service, Text
from broker.contract.status import Offer, Queues, ServiceQueue
from kiosk.session import hours
from kiosk.session.views import Card, ClassChoice, Say, When, say

#: Why no number is given, by offer.
OFF = {
    "not_today": "field.today",
    "over": "field.over",
    "full": "field.full",
    "stopped": "field.stopped",
    "no_day": "field.today",
    "no_session": "field.over",
}
NOBODY = ServiceQueue(offer="no_day")
GIVEN = frozenset({"offered", "nobody"})
SOON_MS = 60_000


def pick(text: Text, lang: Lang) -> str:
    """An office's text in a language; Vietnamese where that one is missing."""
    return text.get(lang) or text.get("vi", "")


def desk_place(desk: Counter, lang: Lang) -> Say | str:
    """A counter within a sentence: by its number, or by its name where it has none."""
    return say("place.counter", number=desk.number) if desk.number is not None else pick(desk.name, lang)


@dataclass(frozen=True)
class Offers:
    """The office in force and its queues as last heard; `online`: they are being heard now.

    `now`: office time while cut off, when the calendar has to say what the engine no longer does.
    """

    office: Office
    queues: Queues
    online: bool
    kiosk: DeviceId
    now: InstantMs | None = None

    @property
    def me(self) -> Kiosk | None:
        """This kiosk's entry in the office's file."""
        return next((each for each in self.office.kiosks if each.id == self.kiosk), None)

    @property
    def training(self) -> bool:
        """Whether numbers of this kiosk are for practice only."""
        return self.queues.training or self.kiosk in self.queues.training_kiosks

    def field(self, field_id: str) -> Field | None:
        """A field of the office."""
        return next((each for each in self.office.fields if each.id == field_id), None)

    def service(self, service_id: str) -> Service | None:
        """A service of the office."""
        return next((each for each in self.office.services if each.id == service_id), None)

    def services(self, field_id: str) -> tuple[Service, ...]:
        """The services of a field, in the office's order."""
        return tuple(each for each in self.office.services if each.field == field_id)

    @property
    def guide(self) -> Service | None:
        """The service that guides whoever does not know what to choose; None if the office has none."""
        return next((each for each in self.office.services if each.helps), None)

    def queue(self, service_id: str) -> ServiceQueue:
        """How it stands with a service."""
        return self.queues.services.get(service_id, NOBODY)

    def offer(self, service_id: str) -> Offer:
        """Whether a number is given for a service."""
        said = "no_day" if self.queues.day is None else self.queue(service_id).offer
        service = self.service(service_id)
        if self.online or self.now is None or service is None or said not in GIVEN:
            return said
        return hours.not_given(self.office, service, self.now) or said

    def given(self, service_id: str) -> bool:
        """Whether a number can be taken now."""
        return self.offer(service_id) in GIVEN

    @property
    def any_given(self) -> bool:
        """Whether a number can be taken for anything at all."""
        return any(self.given(each.id) for each in self.office.services)

    def why_not(self, service_id: str, refused: str = "") -> Say | None:
        """Why no number is given for a service; `refused`: what the engine last said to it, if it did."""
        key = OFF.get(self.offer(service_id)) or OFF.get(refused)
        return say(key) if key else None

    def facts(self, service_id: str, now: int) -> tuple[Say, ...]:
        """Who waits before a visitor of this moment, how long that takes, from when numbers are called."""
        queue = self.queue(service_id)
        since = calls_from(queue, now)
        opens = (say("wait.open_at", time=When(since)),) if since is not None else ()
        if not self.online:
            return opens
        low, high = (None, None) if unmanned(queue) else (queue.wait_low_min, queue.wait_high_min)
        return (waiting(queue.ahead, low, high), *opens)

    def warning(self, service_id: str, now: int) -> Say | None:
        """What speaks against taking a number although it is given. Before the hours nobody serves anywhere: then the
        time from which numbers are called says it all.
        """
        early = calls_from(self.queue(service_id), now) is not None
        return say("field.nobody") if self.offer(service_id) == "nobody" and not early else None

    def field_cards(self, lang: Lang, now: int) -> tuple[Card, ...]:
        """The first page: every field that has a service. Mere guidance has a button of its own."""
        fields = (each for each in self.office.fields if not all(service.helps for service in self.services(each.id)))
        return tuple(self._field_card(each, lang, now) for each in fields)

    def service_cards(self, field_id: str, lang: Lang, now: int) -> tuple[Card, ...]:
        """The services of a field to choose from."""
        field = self.field(field_id)
        pictogram = field.pictogram if field else ""
        return tuple(
            self._card(f"service:{each.id}", each.name, pictogram, (each,), lang, now)
            for each in self.services(field_id)
        )

    def classes(self, lang: Lang, chosen: str) -> tuple[ClassChoice, ...]:
        """The classes a visitor may claim; the ordinary one is claimed by not choosing."""
        return tuple(
            ClassChoice(
                action=f"class:{each.id}",
                name=pick(each.name, lang),
                evidence=pick(each.evidence, lang),
                chosen=each.id == chosen,
            )
            for each in self.office.classes
            if each.id != ORDINARY
        )

    def _field_card(self, field: Field, lang: Lang, now: int) -> Card:
        services = self.services(field.id)
        card = self._card(f"field:{field.id}", field.name, field.pictogram, services, lang, now)
        return msgspec.structs.replace(card, everyday=pick(field.everyday, lang))

    def _card(
        self, action: str, name: Text, pictogram: str, services: tuple[Service, ...], lang: Lang, now: int
    ) -> Card:
        given = [each for each in services if self.given(each.id)]
        return Card(
            action=action,
            name=pick(name, lang),
            pictogram=pictogram,
            wait=self._wait(given) if given and self.online else None,
            off=None if given else self.why_not(services[0].id),
            note=self._note(given, now) if given else None,
        )

    def _wait(self, services: list[Service]) -> Say:
        queues = [self.queue(each.id) for each in services]
        manned = [queue for queue in queues if not unmanned(queue)]
        lows = [queue.wait_low_min for queue in manned if queue.wait_low_min is not None]
        highs = [queue.wait_high_min for queue in manned if queue.wait_high_min is not None]
        return waiting(sum(queue.waiting for queue in queues), min(lows, default=None), max(highs, default=None))

    def _note(self, services: list[Service], now: int) -> Say | None:
        """From when numbers are called, where nobody does yet; that nobody does, where that should be otherwise."""
        queues = [self.queue(each.id) for each in services]
        openings = [since for queue in queues if (since := calls_from(queue, now)) is not None]
        if not all(unmanned(queue) or not queue.waiting for queue in queues):
            return None
        if len(openings) == len(queues):
            return say("wait.open_at", time=When(min(openings)))
        return say("field.nobody") if all(unmanned(queue) for queue in queues) else None


def waiting(count: int, low_min: int | None, high_min: int | None) -> Say:
    """How many wait and how long it takes, as far as it is known."""
    if not count:
        return say("wait.none")
    if low_min is None or high_min is None:
        return say("wait.count", count=count)
    return say("wait.full", count=count, low=low_min, high=high_min)


def calls_from(queue: ServiceQueue, now: int) -> InstantMs | None:
    """From when its numbers are called, where that is still to come.

    Inside the hours the engine gives the moment of writing itself, which is not news to a visitor.
    """
    return queue.opens_at if queue.opens_at is not None and queue.opens_at > now + SOON_MS else None


def unmanned(queue: ServiceQueue) -> bool:
    """Whether nobody serves it now. A wait for a counter that is shut is no promise: screen and paper name none."""
    return queue.offer == "nobody"
