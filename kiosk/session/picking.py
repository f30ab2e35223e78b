"""Choosing a field and then a service for a purpose of its own: one more thing to do, another one instead. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from broker.contract.ids import Lang, ServiceId
from kiosk.session.offers import Offers
from kiosk.session.views import Card, Say
from kiosk.session.ways import Pick


@dataclass(frozen=True)
class Picking:
    """`word` begins the actions of services, `field_word` those of fields; `without` is not offered."""

    word: str
    field_word: str
    without: frozenset[ServiceId]

    def services(self, offers: Offers, field: str) -> tuple[ServiceId, ...]:
        """What of a field may be chosen."""
        return tuple(
            each.id for each in offers.services(field) if each.id not in self.without and offers.given(each.id)
        )

    def any(self, offers: Offers) -> bool:
        """Whether there is anything to choose."""
        return any(self.services(offers, each.id) for each in offers.office.fields)

    def page(self, title: Say, offers: Offers, field: str, lang: Lang, now: int) -> Pick:
        """The services of a field, or the fields while none is chosen."""
        if field:
            cards = offers.service_cards(field, lang, now)
            allowed = {f"service:{each}" for each in self.services(offers, field)}
            return Pick(
                title=title, cards=tuple(self._for(card, self.word) for card in cards if card.action in allowed)
            )
        cards = offers.field_cards(lang, now)
        some = tuple(card for card in cards if self.services(offers, card.action.partition(":")[2]))
        return Pick(title=title, cards=tuple(self._for(card, self.field_word) for card in some), fields=True)

    def _for(self, card: Card, word: str) -> Card:
        return msgspec.structs.replace(card, action=f"{word}:{card.action.partition(':')[2]}")
