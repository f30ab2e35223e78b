"""A page that tells one thing and offers a few ways on: the wrong one taken, too late for today, one number a person.
Pure data.
"""

from __future__ import annotations

from kiosk.session.views import Card, Content, Part, Say


class Way(Part, frozen=True, kw_only=True):
    """One way on. `main`: what most will want."""

    action: str
    name: Say
    pictogram: str = ""
    main: bool = False


class Ways(Content, frozen=True, kw_only=True):
    """`number`, `name` and `field` say what it is about; `facts` what is known of it."""

    pictogram: str
    title: Say | None = None
    number: str = ""
    name: str = ""
    field: str = ""
    facts: tuple[Say, ...] = ()
    text: Say | None = None
    ways: tuple[Way, ...] = ()

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(way.action for way in self.ways)


class Pick(Content, frozen=True, kw_only=True):
    """One of several fields or services, for a purpose of its own. `fields`: they are fields."""

    title: Say
    cards: tuple[Card, ...]
    fields: bool = False

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(card.action for card in self.cards)
