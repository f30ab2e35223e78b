"""What keys of the figures are called in the office's and the reader's language, and in which order they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from assets import Translation, wording
from broker.contract.office import Office, Text
from broker.core.measures import Tally
from broker.store.reports import NOBODY, By, Group


class Named(Protocol):
    """A part of the office with a name in several languages."""

    @property
    def id(self) -> str:
        """Its key."""

    @property
    def name(self) -> Text:
        """Language -> name."""


class Names:
    """Names of services, counters, clerks and classes; a key the office no longer has is its own name."""

    def __init__(self, office: Office | None, texts: Translation) -> None:
        self.texts, self.office = texts, office
        parts: Mapping[str, Sequence[Named]] = (
            {"service": office.services, "counter": office.counters, "class": office.classes} if office else {}
        )
        self._names = {by: {part.id: self.of(part.name) for part in named} for by, named in parts.items()}
        self._names["clerk"] = {clerk.id: clerk.name for clerk in office.clerks} if office else {}

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.texts.lang

    def of(self, text: Text) -> str:
        """A text of the office, in Vietnamese where it has no other."""
        return text.get(self.lang) or text.get("vi", "")

    def name(self, by: By, key: str) -> str:
        """What a person calls this group."""
        if by == "hour":
            return f"{int(key):02}:00{wording.EN_DASH}{(int(key) + 1) % 24:02}:00"
        if by == "day":
            return self.day(key)
        if key == NOBODY:
            return self.texts.text("report.not_signed_in" if by == "clerk" else "report.not_called")
        return self._names[by].get(key, key) if by in self._names else key

    def day(self, day: str) -> str:
        """A business day: its date, and the letter of one opened again."""
        return " ".join(filter(None, (wording.long_date(date.fromisoformat(day[:10]), self.lang), day[10:])))

    def period(self, first: str, last: str) -> str:
        """A range of days; one day is named once."""
        if first == last:
            return self.day(first)
        return self.texts.text("report.period", first=self.day(first), last=self.day(last))

    def ordered(self, by: By, groups: list[Group]) -> list[Group]:
        """In the order of the office file, what it no longer has behind."""
        places = {key: place for place, key in enumerate(self._names.get(by, {}))}
        return sorted(groups, key=lambda group: places.get(group.key, len(places)))

    def fields(self, services: list[Group]) -> list[tuple[str, Tally]]:
        """Figures by service merged into those of the fields, named and in the office's order.

        A service the office no longer has stands for itself.
        """
        field_of = {service.id: service.field for service in self.office.services} if self.office else {}
        fields = {field.id: self.of(field.name) for field in self.office.fields} if self.office else {}
        found = {field: Tally(histograms={}) for field in fields}
        for group in self.ordered("service", services):
            field = field_of.get(group.key, group.key)
            found.setdefault(field, Tally(histograms={})).merge(group.tally)
        return [(fields.get(key, key), tally) for key, tally in found.items() if tally.legs]

    def target_min(self) -> int | None:
        """The target of all services, if it is one and the same."""
        targets = {service.target_min for service in self.office.services} if self.office else set()
        return targets.pop() if len(targets) == 1 else None
